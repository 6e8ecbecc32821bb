// One connection: HTTP/1.1 requests one after the other, pipelined or not, on one io thread.
//
//   head  ->  strict.hpp's checks, then Beast's parser  ->  who asks  ->  body  ->  application  ->  answer
//
// Every step has a time limit; the connection closes after anything whose end is not certain.
#pragma once

#include <array>
#include <chrono>
#include <string>

#include "api/application.hpp"
#include "api/asio.hpp"
#include "api/proxies.hpp"
#include "api/shares.hpp"

namespace saksgang::api {

inline constexpr std::size_t largest_head = 16 * 1024; // bytes
// Of a body, each time that so much has come; of an answer, for each portion (document_chunk). So both have a least speed.
inline constexpr std::size_t least_progress = 128 * 1024; // bytes

struct time_limits {
    std::chrono::milliseconds idle{75'000}, head{10'000}, body{30'000}, write{30'000};
};

class session {
  public:
    // `place`: among those of its address; none: a proxy's, whose are not counted, or one to be turned away.
    session(asio::ip::tcp::socket, application&, trusted_proxies const&, time_limits const&,
            std::optional<shares::place> place);

    // Until the client leaves, a time limit passes or `finish` was called. Throws boost::system::system_error
    // when the connection breaks.
    asio::awaitable<void> serve();
    // Answers 503 and leaves: there are too many connections.
    asio::awaitable<void> turn_away();

    // On the session's own io thread: what is in flight is finished, nothing further is read.
    void finish();
    void abandon(); // closes at once
    // Since when it has waited for a request; none: it is in the middle of one.
    std::optional<std::chrono::steady_clock::time_point> idle_since() const;
    std::string const& peer() const { return peer_; }
    // The same as `finish`: somebody else needs the place, which is theirs from now on.
    std::optional<shares::place> give_way();

  private:
    using parser = beast::http::request_parser<beast::http::buffer_body>;
    enum class arrival { complete, gone, too_large, malformed, no_room };

    asio::awaitable<bool> one_request(); // false: no more on this connection
    asio::awaitable<arrival> read_head(std::size_t& length);
    asio::awaitable<arrival> read_body(parser&, spool&, std::size_t limit, bool patient);
    asio::awaitable<bool> read_some();
    // session_out.cpp
    asio::awaitable<std::size_t> write(response const&, method, bool keep_alive);
    asio::awaitable<std::size_t> write_document(streamed_document const&, std::size_t length);
    asio::awaitable<void> send(std::string_view bytes); // in portions, each of which has its time
    // Until the listener's session or connection ends: session_events.cpp
    asio::awaitable<std::size_t> write_events(listener&);
    bool left() const;                                                // the client has closed its side
    asio::awaitable<bool> refuse(fault const&, std::string_view why); // always false
    asio::awaitable<void> part(); // lets the client read the answer before the connection is gone

    std::string_view held() const {
        return {static_cast<char const*>(buffer_.data().data()), buffer_.size()};
    }

    beast::tcp_stream stream_;
    application& application_;
    trusted_proxies const& proxies_;
    time_limits const& times_;
    beast::flat_buffer buffer_;
    asio::steady_timer told_; // cancelled when there is an event to send
    std::string head_out_;
    std::string peer_;
    std::optional<shares::place> place_;
    std::string request_id_;
    bool waiting_ = false; // for a request: nothing is lost if the connection closes now
    std::chrono::steady_clock::time_point waiting_since_{};
    bool finishing_ = false;
};

} // namespace saksgang::api
