// What tests/bench/streams runs.
//
//   streams community FROM TO ACCOUNTS       the example community, with so many accounts more: listener-1, ...
//   streams listen PORT STREAMS SECONDS      opens so many streams of events, as many of each of those accounts as one may
//                                            have, and prints what they were told as one line of JSON
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "api/asio.hpp"
#include "api/feed.hpp"

namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using tcp = asio::ip::tcp;
using nlohmann::json;
using clock_type = std::chrono::steady_clock;

std::string const base = "/vest-viken/api/v1", password = "samhandling-2024";

std::string account(std::size_t n) { return "listener-" + std::to_string(n + 1); }

void make_community(fs::path const& from, fs::path const& to, std::size_t accounts) {
    fs::copy(from, to, fs::copy_options::recursive);
    auto const change = [&](char const* name, auto const& f) {
        auto content = json::parse(std::ifstream(to / name));
        f(content);
        std::ofstream(to / name) << content;
    };
    change("community.json", [&](json& community) {
        for (std::size_t n = 0; n < accounts; ++n)
            community["steps"].push_back({{"as", "founder"},
                                          {"stream", "organisation"},
                                          {"command", "register_person"},
                                          {"save", account(n)},
                                          {"payload", {{"name", "Tilhører"}, {"position", "Tilhører"}}}});
    });
    change("accounts.json", [&](json& all) {
        for (std::size_t n = 0; n < accounts; ++n)
            all["accounts"].push_back(
                {{"username", account(n)}, {"person", account(n)}, {"role", "Tilhører"}});
    });
}

class stream {
  public:
    stream(asio::io_context& io, unsigned short port) : socket_(io) {
        socket_.connect({asio::ip::address_v4::loopback(), port});
    }

    asio::awaitable<std::string> sign_in(std::string username) {
        json const who{{"username", username}, {"password", password}};
        auto const payload = who.dump();
        co_await send(
            "POST " + base +
            "/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " +
            std::to_string(payload.size()) + "\r\n\r\n" + payload);
        while (held_.find("\r\n\r\n") == held_.npos || held_.back() != '}') co_await more();
        auto const at = held_.find("\r\n\r\n");
        auto const token = json::parse(held_.substr(at))["token"].get<std::string>();
        held_.clear();
        co_return token;
    }
    asio::awaitable<void> listen(std::string token) {
        co_await send("GET " + base + "/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
                      token + "\r\n\r\n");
        while (held_.find("\r\n\r\n") == held_.npos) co_await more();
        if (held_.find(" 200 ") == held_.npos)
            throw std::runtime_error("no stream: " + held_.substr(0, held_.find('\r')));
        for (;;) {
            for (std::size_t end; (end = held_.find("\n\n")) != held_.npos; held_.erase(0, end + 2))
                told += held_.find("data:") < end;
            co_await more();
        }
    }
    void close() { socket_.close(); }

    std::size_t told = 0, bytes = 0;

  private:
    asio::awaitable<void> send(std::string request) {
        co_await asio::async_write(socket_, asio::buffer(request), asio::use_awaitable);
    }
    asio::awaitable<void> more() {
        auto const n = co_await socket_.async_read_some(asio::buffer(chunk_), asio::use_awaitable);
        held_.append(chunk_.data(), n);
        bytes += n;
    }
    tcp::socket socket_;
    std::string held_;
    std::array<char, 16 * 1024> chunk_;
};

void listen_to(unsigned short port, std::size_t streams, std::chrono::seconds how_long) {
    asio::io_context io(1);
    std::vector<std::unique_ptr<stream>> all;
    std::string token;
    std::size_t broken = 0;
    for (std::size_t n = 0; n < streams; ++n) {
        all.push_back(std::make_unique<stream>(io, port));
        auto& s = *all.back();
        if (n % saksgang::api::most_listeners_of_account == 0) {
            stream door(io, port);
            asio::co_spawn(io, door.sign_in(account(n / saksgang::api::most_listeners_of_account)),
                           [&](std::exception_ptr e, std::string t) {
                               if (e) std::rethrow_exception(e);
                               token = std::move(t);
                           });
            io.restart();
            io.run_for(std::chrono::seconds(10));
        }
        asio::co_spawn(io, s.listen(token), [&](std::exception_ptr) { ++broken; });
        io.restart();
        io.poll();
    }
    std::cout << "listening" << std::endl;
    io.restart();
    io.run_for(how_long);
    std::size_t told = 0, bytes = 0, silent = 0;
    for (auto const& s : all) told += s->told, bytes += s->bytes, silent += s->told == 0;
    std::cout << json{{"streams", streams},
                      {"told", told},
                      {"bytes", bytes},
                      {"silent", silent},
                      {"broken", broken}}
              << std::endl;
    for (auto const& s : all) s->close();
}

} // namespace

int main(int argc, char** argv) try {
    if (argc != 5) {
        std::cerr << "streams community FROM TO ACCOUNTS\nstreams listen PORT STREAMS SECONDS" << std::endl;
        return 2;
    }
    if (std::string_view(argv[1]) == "community")
        make_community(argv[2], argv[3], std::stoul(argv[4]));
    else
        listen_to(static_cast<unsigned short>(std::stoi(argv[2])), std::stoul(argv[3]),
                  std::chrono::seconds(std::stol(argv[4])));
    return 0;
} catch (std::exception const& error) {
    std::cerr << "streams: " << error.what() << std::endl;
    return 1;
}
