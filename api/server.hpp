// Accepts connections and gives each to one of the io threads, which keeps it for life: no locks, no strands.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "api/application.hpp"
#include "api/asio.hpp"
#include "api/limits.hpp"
#include "api/proxies.hpp"
#include "api/session.hpp"

namespace saksgang::api {

inline constexpr std::size_t most_connections = 4096, most_turned_away_at_once = 64;
inline constexpr std::size_t connections_of_address = 1024;
inline constexpr std::size_t usual_io_threads = 2; // where there are as many cores
inline constexpr std::chrono::seconds finishing_deadline{10};

class server {
  public:
    struct options {
        std::string address = "127.0.0.1";
        unsigned short port = 8080; // 0: any free one
        std::size_t io_threads = 0; // as many as there are cores, up to the usual number
        std::size_t connections = most_connections, of_address = connections_of_address;
        std::string proxy = ""; // who may say whom they speak for: see trusted_proxies
        time_limits times = {};
        limit_options limited = {};
    };
    // Binds and listens. Throws boost::system::system_error when it can't.
    server(application&, options);
    ~server();

    unsigned short port() const { return port_; }
    // Leaves gracefully when the process is asked to (SIGTERM, SIGINT).
    void heed_signals();
    // Calls it now and then, on an io thread, while the server runs.
    void every(std::chrono::seconds, std::function<void()>);

    // Serves until `stop`. The calling thread is one of the io threads.
    void run();
    // Thread-safe, returns at once: no new connections, what is in flight is finished, and after a deadline
    // all is closed.
    void stop();

  private:
    struct io_thread {
        asio::io_context context{1};
        asio::executor_work_guard<asio::io_context::executor_type> busy{context.get_executor()};
        asio::steady_timer deadline{context};
        std::set<session*> open;
        bool stopping = false;
    };
    asio::awaitable<void> accept();
    asio::awaitable<void> hold(io_thread&, asio::ip::tcp::socket, bool is_full);
    // Of those that wait for a request, the longest since: nobody loses anything but a connection. `of`: from that
    // address; none: from any.
    static session* longest_idle(io_thread&, std::optional<std::string> const& of);
    asio::awaitable<void> repeat(std::chrono::seconds, std::function<void()>);
    void finish(io_thread&);
    static void leave_if_done(io_thread&);

    application& application_;
    options options_;
    trusted_proxies proxies_;
    shares by_address_;
    std::vector<std::unique_ptr<io_thread>> threads_;
    asio::ip::tcp::acceptor acceptor_;
    asio::signal_set signals_;
    asio::steady_timer repeating_;
    std::atomic<std::size_t> connections_ = 0;
    std::atomic<bool> stopping_ = false;
    unsigned short port_ = 0;
};

} // namespace saksgang::api
