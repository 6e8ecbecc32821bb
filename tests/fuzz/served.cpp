#include "tests/fuzz/served.hpp"

#include <sys/socket.h>

#include <cstdlib>

#include "api/log.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace saksgang::fuzz {
namespace {

namespace asio = api::asio;
namespace beast = api::beast;
using socket = asio::ip::tcp::socket;

std::vector<std::string> names_of(api::endpoint_table const& table) {
    std::vector<std::string> names;
    for (auto const& e : table.rows()) names.emplace_back(e.id);
    return names;
}

asio::awaitable<void> serve(api::session& s) {
    try {
        co_await s.serve();
    } catch (boost::system::system_error const&) { // the client left: as server.cpp has it
    }
}

asio::awaitable<void> send(socket& to, std::string_view bytes, std::size_t at_once) {
    beast::error_code ec;
    while (!bytes.empty() && !ec) {
        auto const piece = asio::buffer(bytes.data(), std::min(at_once, bytes.size()));
        auto const sent =
            co_await asio::async_write(to, piece, asio::redirect_error(asio::use_awaitable, ec));
        bytes.remove_prefix(sent);
        asio::steady_timer others(to.get_executor(), std::chrono::seconds(0)); // who read have their turn
        co_await others.async_wait(asio::use_awaitable);
    }
    to.shutdown(socket::shutdown_send, ec);
}

asio::awaitable<void> receive(socket& from, std::string& all, api::session& s) {
    beast::error_code ec;
    std::string some(64 * 1024, '\0');
    while (!ec) {
        auto const room = asio::buffer(some);
        auto const n = co_await from.async_read_some(room, asio::redirect_error(asio::use_awaitable, ec));
        all.append(some, 0, n);
        if (all.find("\r\nContent-Type: text/event-stream") != all.npos) s.finish(); // there would be no end
    }
}

} // namespace

served::served() : measured_(names_of(table_)) {
    api::start_log(std::getenv("SAKSGANG_TEST_LOG") ? "info" : "off");
    sign_in();
}

void served::sign_in() {
    auto const db = of_.data->open();
    auto const accounts =
        state_from(db->read(of_.community, {.streams = {"accounts"}}).states.at("accounts"));
    for (auto const& [letter, account] : {std::pair{'A', "koordinator"}, {'B', "revisor"}}) {
        auto const token = *api::digest_of_token(std::string(43, letter));
        std::string const person = accounts.data->at("account/" + std::string(account)).at("person");
        db->end_session(of_.community, token);
        db->put_session(of_.community, {token, account, person, {4'000'000'000'000'000}});
    }
}

std::string served::answer(std::string_view bytes, std::size_t at_once) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) throw std::runtime_error("no sockets");
    io_.restart();
    std::string all;
    std::exception_ptr failure;
    {
        socket theirs(io_, asio::ip::tcp::v4(), ends[0]), ours(io_, asio::ip::tcp::v4(), ends[1]);
        api::session s(std::move(theirs), application_, proxies_, times_, std::nullopt);
        auto const note = [&](std::exception_ptr thrown) {
            if (thrown) failure = thrown;
            s.abandon(); // so that whoever reads comes to an end
        };
        asio::co_spawn(io_, serve(s), note);
        asio::co_spawn(io_, send(ours, bytes, at_once), asio::detached);
        asio::co_spawn(io_, receive(ours, all, s), asio::detached);
        io_.run();
    }
    if (failure) std::rethrow_exception(failure);
    return all;
}

} // namespace saksgang::fuzz
