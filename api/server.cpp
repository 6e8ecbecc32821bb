#include "api/server.hpp"

#include <algorithm>

#include "api/log.hpp"
#include "engine/execute/thread_name.hpp"

namespace saksgang::api {
namespace {

std::size_t threads_for(std::size_t chosen) {
    auto const cores = std::max(std::thread::hardware_concurrency(), 1U);
    return chosen > 0 ? chosen : std::min<std::size_t>(cores, usual_io_threads);
}

auto make_threads(std::size_t n, auto make) {
    std::vector<decltype(make())> out;
    for (std::size_t i = 0; i < std::max<std::size_t>(n, 1); ++i) out.push_back(make());
    return out;
}

} // namespace

server::server(application& a, options o)
    : application_(a),
      options_(std::move(o)),
      proxies_(options_.proxy),
      by_address_(options_.connections + most_turned_away_at_once, options_.of_address),
      threads_(make_threads(threads_for(options_.io_threads), [] { return std::make_unique<io_thread>(); })),
      acceptor_(threads_[0]->context),
      signals_(threads_[0]->context),
      repeating_(threads_[0]->context) {
    asio::ip::tcp::endpoint const where(asio::ip::make_address(options_.address), options_.port);
    acceptor_.open(where.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(where);
    acceptor_.listen(1024);
    port_ = acceptor_.local_endpoint().port();
}

server::~server() = default;

void server::heed_signals() {
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.async_wait([this](auto error, int signal) {
        if (error) return;
        log_event("stopping", "signal " + std::to_string(signal));
        stop();
    });
}

void server::every(std::chrono::seconds period, std::function<void()> work) {
    asio::co_spawn(threads_[0]->context, repeat(period, std::move(work)), asio::detached);
}

asio::awaitable<void> server::repeat(std::chrono::seconds period, std::function<void()> work) {
    while (!stopping_) {
        repeating_.expires_after(period);
        beast::error_code ec;
        co_await repeating_.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        if (!ec && !stopping_) work();
    }
}

void server::run() {
    asio::co_spawn(threads_[0]->context, accept(), asio::detached);
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads_.size(); ++i)
        others.emplace_back([this, i] {
            name_thread("io");
            threads_[i]->context.run();
        });
    threads_[0]->context.run();
    for (auto& t : others) t.join();
}

void server::stop() {
    if (stopping_.exchange(true)) return;
    asio::post(threads_[0]->context, [this] {
        beast::error_code ignored;
        acceptor_.close(ignored);
        signals_.cancel(ignored);
        repeating_.cancel();
    });
    for (auto& t : threads_) asio::post(t->context, [this, &thread = *t] { finish(thread); });
}

void server::finish(io_thread& thread) {
    thread.stopping = true;
    auto const open = thread.open; // finishing one may end it
    for (auto* s : open) s->finish();
    thread.deadline.expires_after(finishing_deadline);
    thread.deadline.async_wait([&thread](auto error) {
        if (error) return;
        log_warning("finishing_deadline", std::to_string(thread.open.size()) + " connections closed");
        for (auto* s : thread.open) s->abandon();
        thread.context.stop();
    });
    leave_if_done(thread);
}

void server::leave_if_done(io_thread& thread) {
    if (!thread.stopping || !thread.open.empty()) return;
    thread.deadline.cancel();
    thread.busy.reset();
}

asio::awaitable<void> server::accept() {
    for (std::size_t next = 0; !stopping_; next = (next + 1) % threads_.size()) {
        auto& thread = *threads_[next];
        beast::error_code ec;
        auto socket =
            co_await acceptor_.async_accept(thread.context, asio::redirect_error(asio::use_awaitable, ec));
        if (stopping_) co_return;
        if (ec) { // out of file descriptors: wait for some to come back
            log_warning("accept", ec.message());
            asio::steady_timer pause(threads_[0]->context, std::chrono::milliseconds(50));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ec));
            continue;
        }
        auto const open = connections_.load();
        if (open >= options_.connections + most_turned_away_at_once) continue; // closes it
        asio::co_spawn(thread.context, hold(thread, std::move(socket), open >= options_.connections),
                       asio::detached);
    }
}

session* server::longest_idle(io_thread& thread, std::optional<std::string> const& of) {
    session* found = nullptr;
    for (auto* s : thread.open)
        if (auto const since = s->idle_since())
            if ((!of || place_of(s->peer()) == *of) && (!found || *since < *found->idle_since())) found = s;
    return found;
}

asio::awaitable<void> server::hold(io_thread& thread, asio::ip::tcp::socket socket, bool is_full) {
    ++connections_;
    application_.measured().connection_opened();
    beast::error_code ignored;
    auto const peer = socket.remote_endpoint(ignored).address().to_string();
    auto const from = place_of(peer);
    bool const counts = !proxies_.believes(peer);
    auto place = counts ? by_address_.take(from) : std::nullopt;
    bool const too_many_of_it = counts && !place;
    bool turned_away = false;
    if (is_full || too_many_of_it) {
        auto* const idle = longest_idle(thread, too_many_of_it ? std::optional(from) : std::nullopt);
        turned_away = !idle;
        if (idle)
            if (auto freed = idle->give_way(); freed && too_many_of_it) place = std::move(freed);
    }
    session s(std::move(socket), application_, proxies_, options_.times, std::move(place));
    thread.open.insert(&s);
    if (thread.stopping) s.finish();
    try {
        if (turned_away)
            co_await s.turn_away();
        else
            co_await s.serve();
    } catch (boost::system::system_error const&) { // the client left, or was too slow
    } catch (std::exception const& error) {
        log_error("connection", error.what());
    }
    thread.open.erase(&s);
    application_.measured().connection_closed();
    --connections_;
    leave_if_done(thread);
}

} // namespace saksgang::api
