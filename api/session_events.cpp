// Of a connection (session.hpp): events, for as long as somebody listens.
#include <sys/socket.h>

#include <cerrno>

#include "api/feed.hpp"
#include "api/session.hpp"

namespace saksgang::api {

// A proxy that hears nothing for long gives the connection up.
constexpr std::chrono::seconds heartbeat{15}, looks_whether_left{5};

asio::awaitable<std::size_t> session::write_events(listener& of) {
    struct told_here { // nobody wakes what is gone
        listener& of;
        ~told_here() { of.when_told(nullptr); }
    } const here{of};
    // The timer is this connection's: it is woken on its own io thread, where it may have gone meanwhile.
    auto const alive = std::make_shared<bool>(true);
    struct gone {
        std::shared_ptr<bool> alive;
        ~gone() { *alive = false; }
    } const at_the_end{alive};
    of.when_told([this, executor = stream_.get_executor(), alive] {
        asio::post(executor, [this, alive] {
            if (*alive) told_.cancel();
        });
    });

    std::size_t sent = 0;
    auto written = std::chrono::steady_clock::now();
    while (!finishing_ && !left()) {
        auto event = of.take();
        if (event.empty() && of.ended()) break;
        auto const now = std::chrono::steady_clock::now();
        if (event.empty() && now - written >= heartbeat) event = ": still here\n\n";
        if (!event.empty()) {
            stream_.expires_after(times_.write); // who does not read is given up
            co_await asio::async_write(stream_, asio::buffer(event), asio::use_awaitable);
            sent += event.size();
            written = now;
            continue;
        }
        told_.expires_after(looks_whether_left);
        beast::error_code woken;
        co_await told_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
    co_return sent;
}

bool session::left() const {
    char byte;
    auto const n = ::recv(const_cast<beast::tcp_stream&>(stream_).socket().native_handle(), &byte, 1,
                          MSG_PEEK | MSG_DONTWAIT);
    return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

} // namespace saksgang::api
