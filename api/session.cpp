#include "api/session.hpp"

#include <algorithm>

#include "api/cookies.hpp"
#include "api/head_in.hpp"
#include "api/log.hpp"
#include "api/strict.hpp"

namespace saksgang::api {
namespace {

namespace http = beast::http;

constexpr std::size_t read_size = 8 * 1024, staging_size = 16 * 1024, largest_buffer = 128 * 1024; // bytes

std::int64_t us_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start)
        .count();
}

void tag_language(response& r, language l) {
    auto const says =
        std::ranges::any_of(r.headers, [](auto const& h) { return h.first == "Content-Language"; });
    auto const kept = r.cache != "no-store"; // a screen: it says so itself
    if (!r.body.empty() && !says && !kept) r.headers.emplace_back("Content-Language", tag_of_language.in(l));
}

// False: there is no room for it, here or on the disk.
bool add_to(spool& body, std::string_view bytes) {
    try {
        body.add(bytes);
        return true;
    } catch (store_unavailable const& error) {
        log_warning("body", error.what());
        return false;
    }
}

} // namespace

session::session(asio::ip::tcp::socket socket, application& a, trusted_proxies const& proxies,
                 time_limits const& times, std::optional<shares::place> place)
    : stream_(std::move(socket)),
      application_(a),
      proxies_(proxies),
      times_(times),
      buffer_(largest_buffer),
      told_(stream_.get_executor()),
      place_(std::move(place)) {
    beast::error_code ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    peer_ = stream_.socket().remote_endpoint(ignored).address().to_string();
}

asio::awaitable<void> session::serve() {
    for (bool more = true; more;)
        more = co_await one_request(); // g++ 12 miscompiles co_await in a while's condition
    co_await part();
}

void session::finish() {
    finishing_ = true;
    if (waiting_) stream_.cancel();
    told_.cancel();
}

void session::abandon() { stream_.close(); }

std::optional<std::chrono::steady_clock::time_point> session::idle_since() const {
    if (!waiting_ || finishing_) return {};
    return waiting_since_;
}

std::optional<shares::place> session::give_way() {
    auto place = std::exchange(place_, std::nullopt);
    finish();
    return place;
}

asio::awaitable<bool> session::one_request() {
    std::size_t length = 0;
    switch (co_await read_head(length)) {
        case arrival::gone:
            co_return false;
        case arrival::too_large:
            co_return co_await refuse(headers_too_large, "");
        default:
            break;
    }
    auto const start = std::chrono::steady_clock::now();
    if (auto const bad = fault_in(held().substr(0, length))) {
        fault const f{bad->status, bad->code, not_http.words};
        co_return co_await refuse(f, bad->why);
    }
    parser in;
    in.header_limit(largest_head);
    in.body_limit(boost::none); // read_body has the limit, which differs by address
    beast::error_code ec;
    buffer_.consume(in.put(asio::buffer(held().substr(0, length)), ec));
    auto const why = ec.message();
    if (ec || !in.is_header_done()) co_return co_await refuse(not_http, why);

    auto asked = request_from(in.get(), peer_, proxies_);
    request_id_ = asked.id;
    auto const to = application_.find(asked.verb, asked.path());
    bool const is_look = asked.verb == method::get || asked.verb == method::head; // which some know more of
    if (to.where && (to.where->signed_in || is_look)) identify(asked, to.community);
    told const whom{preferred_language(asked.headers.accept_language), asked.id};
    auto keep_alive = in.keep_alive() && !finishing_;

    spool body(application_.room_for_bodies());
    std::optional<response> out;
    auto const limit = application_.body_limit(to);
    auto const expect = in.get()[http::field::expect];
    if (!expect.empty() && !beast::iequals(expect, "100-continue"))
        out = problem(expectation_failed, whom);
    else
        out = co_await application_.refuses(asked, to, !in.is_done());
    if (!out && in.content_length().value_or(0) > limit) out = problem(body_too_large, whom);
    if (!out && !in.is_done()) {
        if (!expect.empty() && buffer_.size() == 0) {
            stream_.expires_after(times_.write);
            constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            co_await asio::async_write(stream_, asio::buffer(go_on), asio::use_awaitable);
        }
        switch (co_await read_body(in, body, limit, application_.takes_document(to))) {
            case arrival::gone:
                co_return false;
            case arrival::too_large:
                out = problem(body_too_large, whom);
                break;
            case arrival::malformed:
                co_return co_await refuse(not_http, "the body");
            case arrival::no_room:
                out = problem(unavailable{"no room for a body"}, whom);
                break;
            case arrival::complete:
                break;
        }
    }
    if (!out) {
        if (!application_.takes_document(to) && body.size() <= largest_small_body) asked.body = body.take();
        out = co_await application_.answer(asked, to, body);
    }
    tag_language(*out, whom.lang);
    keep_alive = keep_alive && in.is_done() && !finishing_ && !out->events;
    auto us = us_since(start);
    auto const bytes = co_await write(*out, asked.verb, keep_alive);
    if (!out->events) us = us_since(start);
    application_.measured().answered(application_.index_of(to), out->status, us);
    log_request(asked.id, name_of(asked.verb), to.where ? to.where->path : "-", out->status, us, bytes);
    co_return keep_alive;
}

asio::awaitable<bool> session::read_some() {
    beast::error_code ec;
    auto const room = buffer_.prepare(read_size);
    auto const n = co_await stream_.async_read_some(room, asio::redirect_error(asio::use_awaitable, ec));
    buffer_.commit(n);
    co_return !ec;
}

asio::awaitable<session::arrival> session::read_head(std::size_t& length) {
    // One limit for the whole head: a byte now and then does not keep a connection.
    stream_.expires_after(buffer_.size() == 0 ? times_.idle : times_.head);
    for (std::size_t searched = 0;;) {
        if (auto const end = held().find("\r\n\r\n", searched < 3 ? 0 : searched - 3);
            end != std::string_view::npos) {
            length = end + 4;
            co_return length > largest_head ? arrival::too_large : arrival::complete;
        }
        searched = buffer_.size();
        if (searched >= largest_head) co_return arrival::too_large;
        waiting_ = searched == 0;
        if (waiting_) waiting_since_ = std::chrono::steady_clock::now();
        if (waiting_ && finishing_) co_return arrival::gone;
        auto const came = co_await read_some();
        if (!came) co_return arrival::gone;
        if (std::exchange(waiting_, false)) stream_.expires_after(times_.head);
    }
}

asio::awaitable<session::arrival> session::read_body(parser& in, spool& to, std::size_t limit, bool patient) {
    auto const staging = std::make_unique_for_overwrite<char[]>(staging_size);
    stream_.expires_after(times_.body);
    std::size_t progress = 0;
    for (bool need_more = buffer_.size() == 0; !in.is_done();) {
        if (need_more) {
            if (buffer_.size() + read_size > largest_buffer) co_return arrival::malformed;
            if (patient && progress >= least_progress) { // a large document may take its time, but must move
                stream_.expires_after(times_.body);
                progress = 0;
            }
            if (!co_await read_some()) co_return arrival::gone;
            progress += buffer_.size();
        }
        auto& body = in.get().body();
        body.data = staging.get();
        body.size = staging_size;
        body.more = true;
        beast::error_code ec;
        auto const used = in.put(buffer_.data(), ec);
        buffer_.consume(used);
        auto const given = staging_size - body.size;
        if (!add_to(to, {staging.get(), given})) co_return arrival::no_room;
        if (to.size() > limit) co_return arrival::too_large;
        if (ec && ec != http::error::need_buffer && ec != http::error::need_more)
            co_return arrival::malformed;
        need_more = buffer_.size() == 0 || ec == http::error::need_more || (used == 0 && given == 0);
    }
    co_return arrival::complete;
}

} // namespace saksgang::api
