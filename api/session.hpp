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

namespace saksgang::api {

inline constexpr std::size_t largest_head = 16 * 1024; // bytes
inline constexpr std::chrono::seconds idle_timeout{75}, head_timeout{10}, body_timeout{30}, write_timeout{30};

class session {
  public:
    // `proxy`: the address whose X-Forwarded-For is believed; empty: nobody's.
    session(asio::ip::tcp::socket, application&, std::string const& proxy);

    // Until the client leaves, a time limit passes or `finish` was called. Throws boost::system::system_error
    // when the connection breaks.
    asio::awaitable<void> serve();
    // Answers 503 and leaves: there are too many connections.
    asio::awaitable<void> turn_away();

    // On the session's own io thread: what is in flight is finished, nothing further is read.
    void finish();
    void abandon(); // closes at once

  private:
    using parser = beast::http::request_parser<beast::http::buffer_body>;
    enum class arrival { complete, gone, too_large, malformed };

    asio::awaitable<bool> one_request(); // false: no more on this connection
    asio::awaitable<arrival> read_head(std::size_t& length);
    asio::awaitable<arrival> read_body(parser&, spool&, std::size_t limit, bool patient);
    asio::awaitable<bool> read_some();
    asio::awaitable<std::size_t> write(response const&, method, bool keep_alive);
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
    beast::flat_buffer buffer_;
    asio::steady_timer told_; // cancelled when there is an event to send
    std::string head_out_;
    std::string address_;
    bool from_proxy_ = false;
    std::string request_id_;
    bool waiting_ = false; // for a request: nothing is lost if the connection closes now
    bool finishing_ = false;
};

} // namespace saksgang::api
