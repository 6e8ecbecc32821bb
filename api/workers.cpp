#include "api/workers.hpp"

#include "engine/execute/thread_name.hpp"

namespace saksgang::api {

namespace {
constexpr int most_attempts = 4; // of work whose transaction lost a tie
} // namespace

workers::workers(store& s, char const* name, std::size_t threads, std::size_t longest_queue)
    : store_(s), longest_queue_(longest_queue) {
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this, name] {
            name_thread(name);
            serve();
        });
}

workers::~workers() { stop(); }

void workers::submit(work run, done tell) {
    {
        std::lock_guard const lock(mutex_);
        if (!stopping_ && queue_.size() < longest_queue_) {
            queue_.push_back({std::move(run), std::move(tell)});
            waiting_.notify_one();
            return;
        }
    }
    tell(std::make_exception_ptr(store_unavailable("the queue is full")));
}

void workers::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    waiting_.notify_all();
    for (auto& t : threads_)
        if (t.joinable()) t.join();
}

std::size_t workers::queued() const {
    std::lock_guard const lock(mutex_);
    return queue_.size();
}

void workers::serve() {
    std::unique_ptr<store_session> session;
    for (;;) {
        std::unique_lock lock(mutex_);
        waiting_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        auto next = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        std::exception_ptr failure;
        try {
            attempt(next, session);
        } catch (...) {
            failure = std::current_exception();
        }
        next.tell(failure);
    }
}

void workers::attempt(job& next, std::unique_ptr<store_session>& session) {
    for (int n = 1;; ++n) {
        bool const was_open =
            session != nullptr; // then it may have died while nobody used it: worth one more attempt
        try {
            if (!session) session = store_.open();
            return next.run(*session);
        } catch (store_unavailable const&) {
            session.reset();
            if (!was_open || n == most_attempts) throw;
        } catch (store_contended const&) {
            if (n == most_attempts) throw store_unavailable("the database is busy");
        }
    }
}

} // namespace saksgang::api
