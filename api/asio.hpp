// Boost.Asio and Boost.Beast as this layer uses them. Everyone includes this instead of Boost, so that the
// two macros are the same everywhere; the libraries themselves are compiled once, in asio.cpp.
#pragma once

#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_BEAST_SEPARATE_COMPILATION

// g++ 12 takes Asio's recycled coroutine frames for a new without its delete.
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <memory>
#include <utility>

namespace saksgang::api {

namespace asio = boost::asio;
namespace beast = boost::beast;

// g++ 12 destroys temporaries of a co_await expression twice: what has a destructor gets a name before it is
// awaited on.

// Waits for work done on another thread without holding this one: `begin(done)` starts it, and whoever calls
// `done(value)`, once and on any thread, resumes the coroutine on its own io context.
template <class T, class Begin>
asio::awaitable<T> completed(Begin begin) {
    auto initiate = [](auto handler, Begin start) {
        auto const shared = std::make_shared<decltype(handler)>(std::move(handler)); // std::function copies
        start([shared](T value) {
            auto const executor = asio::get_associated_executor(*shared);
            asio::post(executor, [shared, v = std::move(value)]() mutable { (*shared)(std::move(v)); });
        });
    };
    return asio::async_initiate<asio::use_awaitable_t<> const, void(T)>(
        std::move(initiate), asio::use_awaitable, std::move(begin));
}

} // namespace saksgang::api
