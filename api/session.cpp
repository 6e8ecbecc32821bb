#include "api/session.hpp"

#include <sodium.h>

#include <algorithm>
#include <charconv>

#include "api/cookies.hpp"
#include "api/log.hpp"
#include "api/strict.hpp"
#include "engine/digest.hpp"

namespace saksgang::api {
namespace {

namespace http = beast::http;

constexpr std::size_t read_size = 8 * 1024, staging_size = 16 * 1024, largest_buffer = 128 * 1024; // bytes
constexpr std::size_t most_discarded = 512 * 1024; // bytes of a refused body that are still read

std::string id_for(std::string_view wanted) {
    auto const sane = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
               c == '_' || c == '.';
    };
    if (!wanted.empty() && wanted.size() <= 64 && std::ranges::all_of(wanted, sane))
        return std::string(wanted);
    char bytes[8];
    randombytes_buf(bytes, sizeof bytes);
    return to_hex({bytes, sizeof bytes});
}

// Date of RFC 9110 section 6.6.1; made once a second.
std::string_view date_line() {
    thread_local std::time_t made_at = 0;
    thread_local char line[64];
    thread_local std::size_t length = 0;
    auto const now = std::time(nullptr);
    if (now != made_at) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        length = std::strftime(line, sizeof line, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
        made_at = now;
    }
    return {line, length};
}

void put_number(std::string& to, std::uint64_t n) {
    char digits[20];
    auto const end = std::to_chars(digits, digits + sizeof digits, n).ptr;
    to.append(digits, end);
}

request_headers headers_of(http::fields const& f) {
    auto const value = [&](auto name) { return std::string_view(f[name].data(), f[name].size()); };
    return {value(http::field::authorization),
            value(http::field::accept_language),
            value(http::field::content_type),
            value(http::field::if_match),
            value("Idempotency-Key"),
            value(http::field::prefer),
            value("X-Request-Id"),
            value("X-Forwarded-For"),
            value("X-Forwarded-Proto"),
            value("X-Forwarded-Host"),
            value(http::field::host),
            value(http::field::origin),
            value("X-Requested-With"),
            value(http::field::cookie),
            value(http::field::accept_encoding),
            value(http::field::if_none_match),
            value("Last-Event-ID")};
}

// What the proxy itself added; everything before it is the client's own word.
std::string_view last_hop(std::string_view forwarded) {
    auto const comma = forwarded.rfind(',');
    auto hop = forwarded.substr(comma == forwarded.npos ? 0 : comma + 1);
    while (hop.starts_with(' ')) hop.remove_prefix(1);
    return hop.substr(0, 64);
}

std::int64_t us_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start)
        .count();
}

void tag_language(response& r, language l) {
    constexpr text tag{"nb", "nn", "en"};
    auto const says =
        std::ranges::any_of(r.headers, [](auto const& h) { return h.first == "Content-Language"; });
    auto const kept = r.cache != "no-store"; // a screen: it says so itself
    if (!r.body.empty() && !says && !kept) r.headers.emplace_back("Content-Language", tag.in(l));
}

} // namespace

session::session(asio::ip::tcp::socket socket, application& a, std::string const& proxy)
    : stream_(std::move(socket)), application_(a), buffer_(largest_buffer), told_(stream_.get_executor()) {
    beast::error_code ignored;
    stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
    address_ = stream_.socket().remote_endpoint(ignored).address().to_string();
    from_proxy_ = !proxy.empty() && address_ == proxy;
}

asio::awaitable<void> session::serve() {
    for (bool more = true; more;)
        more = co_await one_request(); // g++ 12 miscompiles co_await in a while's condition
    co_await part();
}

asio::awaitable<void> session::turn_away() {
    stream_.expires_after(write_timeout);
    request_id_ = id_for({});
    auto const out =
        problem(unavailable{"too many connections"}, {language::nb, request_id_}); // named: see asio.hpp
    co_await write(out, method::get, false);
    co_await part();
}

void session::finish() {
    finishing_ = true;
    if (waiting_) stream_.cancel();
    told_.cancel();
}

void session::abandon() { stream_.close(); }

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

    request asked;
    asked.verb = method_named(in.get().method_string());
    asked.target = in.get().target();
    asked.headers = headers_of(in.get());
    if (!from_proxy_) asked.headers.forwarded_proto = asked.headers.forwarded_host = {};
    asked.secure = last_hop(asked.headers.forwarded_proto) == "https";
    asked.address = from_proxy_ ? std::string(last_hop(asked.headers.forwarded_for)) : address_;
    asked.id = request_id_ = id_for(asked.headers.request_id);
    auto const to = application_.find(asked.verb, asked.path());
    bool const is_look = asked.verb == method::get || asked.verb == method::head; // which some know more of
    if (to.where && (to.where->signed_in || is_look)) identify(asked, to.community);
    told const whom{preferred_language(asked.headers.accept_language), asked.id};
    auto keep_alive = in.keep_alive() && !finishing_;

    spool body;
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
            stream_.expires_after(write_timeout);
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
            case arrival::complete:
                break;
        }
    }
    if (!out) {
        if (!application_.takes_document(to)) asked.body = body.take();
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
    stream_.expires_after(buffer_.size() == 0 ? idle_timeout : head_timeout);
    for (std::size_t searched = 0;;) {
        if (auto const end = held().find("\r\n\r\n", searched < 3 ? 0 : searched - 3);
            end != std::string_view::npos) {
            length = end + 4;
            co_return length > largest_head ? arrival::too_large : arrival::complete;
        }
        searched = buffer_.size();
        if (searched >= largest_head) co_return arrival::too_large;
        waiting_ = searched == 0;
        if (waiting_ && finishing_) co_return arrival::gone;
        auto const came = co_await read_some();
        if (!came) co_return arrival::gone;
        if (std::exchange(waiting_, false)) stream_.expires_after(head_timeout);
    }
}

asio::awaitable<session::arrival> session::read_body(parser& in, spool& to, std::size_t limit, bool patient) {
    auto const staging = std::make_unique_for_overwrite<char[]>(staging_size);
    stream_.expires_after(body_timeout);
    for (bool need_more = buffer_.size() == 0; !in.is_done();) {
        if (need_more) {
            if (buffer_.size() + read_size > largest_buffer) co_return arrival::malformed;
            if (patient)
                stream_.expires_after(body_timeout); // a large document may take its time, but must move
            if (!co_await read_some()) co_return arrival::gone;
        }
        auto& body = in.get().body();
        body.data = staging.get();
        body.size = staging_size;
        body.more = true;
        beast::error_code ec;
        auto const used = in.put(buffer_.data(), ec);
        buffer_.consume(used);
        auto const given = staging_size - body.size;
        to.add({staging.get(), given});
        if (to.size() > limit) co_return arrival::too_large;
        if (ec && ec != http::error::need_buffer && ec != http::error::need_more)
            co_return arrival::malformed;
        need_more = buffer_.size() == 0 || ec == http::error::need_more || (used == 0 && given == 0);
    }
    co_return arrival::complete;
}

asio::awaitable<std::size_t> session::write(response const& out, method verb, bool keep_alive) {
    auto const bytes = out.bytes();
    auto const length = out.document ? static_cast<std::uint64_t>(out.document->size) : bytes.size();
    auto const empty = out.status == 204 || out.status == 304;
    auto& h = head_out_;
    h = "HTTP/1.1 ";
    put_number(h, static_cast<unsigned>(out.status));
    h += ' ';
    auto const reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(out.status)));
    h.append(reason.data(), reason.size()).append("\r\n").append(date_line());
    if (!empty) h.append("Content-Type: ").append(out.media_type).append("\r\n");
    if (!empty && !out.events) {
        h += "Content-Length: ";
        put_number(h, length);
        h += "\r\n";
    }
    for (auto const& [name, value] : out.headers) h.append(name).append(": ").append(value).append("\r\n");
    h.append("Cache-Control: ")
        .append(out.cache)
        .append("\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: ")
        .append(request_id_)
        .append("\r\n");
    if (!keep_alive) h += "Connection: close\r\n";
    h += "\r\n";

    stream_.expires_after(write_timeout);
    auto const with_body = verb != method::head && !empty;
    std::array<asio::const_buffer, 2> const buffers{asio::buffer(h),
                                                    asio::buffer(with_body ? bytes : std::string_view())};
    co_await asio::async_write(stream_, buffers, asio::use_awaitable);
    if (out.events && with_body) co_return co_await write_events(*out.events);
    if (!out.document || !with_body) co_return with_body ? length : 0;
    std::uint64_t sent = 0;
    for (std::int64_t chunk = 0; sent < length; ++chunk) {
        auto const next = co_await application_.part(out.document->community, out.document->digest, chunk);
        if (next.empty()) break; // the length is promised: what is missing shows as a broken connection
        stream_.expires_after(write_timeout);
        co_await asio::async_write(stream_, asio::buffer(next), asio::use_awaitable);
        sent += next.size();
    }
    if (sent != length) throw std::runtime_error("a stored document is shorter than it says");
    co_return sent;
}

asio::awaitable<bool> session::refuse(fault const& f, std::string_view why) {
    request_id_ = id_for({});
    auto const out = problem(f, {language::nb, request_id_});
    application_.measured().answered(application_.index_of({}), f.status, 0);
    log_request(request_id_, "-", "-", f.status, 0, out.body.size());
    if (!why.empty()) log_event("malformed_request", why);
    co_await write(out, method::get, false);
    co_return false;
}

// Closing with unread bytes would reset the connection, and the client might never see the answer.
asio::awaitable<void> session::part() {
    beast::error_code ec;
    if (finishing_ && buffer_.size() == 0) co_return stream_.close();
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    stream_.expires_after(std::chrono::seconds(2));
    for (std::size_t discarded = 0; !ec && discarded < most_discarded;) {
        buffer_.clear();
        auto const room = buffer_.prepare(read_size);
        discarded += co_await stream_.async_read_some(room, asio::redirect_error(asio::use_awaitable, ec));
        if (finishing_) break;
    }
    stream_.close();
}

} // namespace saksgang::api
