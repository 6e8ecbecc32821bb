// Of a connection (session.hpp): what goes out, and how it ends.
#include <algorithm>
#include <array>

#include "api/head_in.hpp"
#include "api/head_out.hpp"
#include "api/log.hpp"
#include "api/session.hpp"

namespace saksgang::api {
namespace {
constexpr std::size_t discarded_at_once = 64 * 1024;
constexpr std::size_t most_discarded = 256 * 1024; // bytes of a refused body that are still read
constexpr std::chrono::seconds parting{2};
} // namespace

asio::awaitable<std::size_t> session::write(response const& out, method verb, bool keep_alive) {
    auto const with_body = verb != method::head && !has_no_body(out);
    write_head(head_out_, out, request_id_, keep_alive);
    auto const bytes = with_body ? out.bytes() : std::string_view();
    auto const length = length_of(out), beside = std::min(bytes.size(), document_chunk);
    stream_.expires_after(times_.write);
    std::array<asio::const_buffer, 2> const buffers{asio::buffer(head_out_),
                                                    asio::buffer(bytes.data(), beside)};
    co_await asio::async_write(stream_, buffers, asio::use_awaitable);
    if (bytes.size() > beside) co_await send(bytes.substr(beside));
    if (out.events && with_body) co_return co_await write_events(*out.events);
    if (!out.document || !with_body) co_return with_body ? length : 0;
    co_return co_await write_document(*out.document, length);
}

// The length is promised: what is missing, or not what was stored, shows as a broken connection. No document that was
// altered behind our back ever gets there whole.
asio::awaitable<std::size_t> session::write_document(streamed_document const& of, std::size_t length) {
    running_digest digest;
    std::size_t sent = 0;
    for (std::int64_t chunk = 0; sent < length; ++chunk) {
        auto const next = co_await application_.part(of, chunk, digest);
        if (next.empty() || next.size() > length - sent) break;
        if (sent + next.size() == length && digest.finish() != of.digest) break;
        co_await send(next);
        sent += next.size();
    }
    if (sent == length) co_return sent;
    log_error("document_altered", "the stored bytes of " + of.digest + " are not those that it is named by",
              request_id_);
    throw std::runtime_error("a stored document is not what was stored");
}

asio::awaitable<void> session::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const portion = bytes.substr(0, document_chunk);
        stream_.expires_after(times_.write);
        co_await asio::async_write(stream_, asio::buffer(portion.data(), portion.size()),
                                   asio::use_awaitable);
        bytes.remove_prefix(portion.size());
    }
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

asio::awaitable<void> session::turn_away() {
    stream_.expires_after(times_.write);
    request_id_ = id_for({});
    auto const out =
        problem(unavailable{"too many connections"}, {language::nb, request_id_}); // named: see asio.hpp
    co_await write(out, method::get, false);
    co_await part();
}

// Closing with unread bytes would reset the connection, and the client might never see the answer.
asio::awaitable<void> session::part() {
    beast::error_code ec;
    if (finishing_ && buffer_.size() == 0) co_return stream_.close();
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    stream_.expires_after(parting);
    for (std::size_t discarded = 0; !ec && discarded < most_discarded;) {
        buffer_.clear();
        auto const room = buffer_.prepare(discarded_at_once);
        discarded += co_await stream_.async_read_some(room, asio::redirect_error(asio::use_awaitable, ec));
        if (finishing_) break;
    }
    stream_.close();
}

} // namespace saksgang::api
