#include "engine/execute/executor.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "engine/execute/batch.hpp"
#include "engine/execute/thread_name.hpp"

namespace saksgang {

struct executor::inside {
    inside(store& s, kernel const& k, source& c, int committers) {
        for (int i = 0; i < committers; ++i)
            threads.emplace_back([this, &s, &k, &c, &me = sleepers.emplace_back()] {
                name_thread("committer");
                commit_batches(batch_runner(s, k, c), me);
            });
    }

    // A committer without work. Whoever slept last is called first: its memory, and its session's process in the
    // database, are the warmest.
    struct sleeper {
        std::condition_variable wake;
        bool called = false;
    };
    // Under the lock. To be woken when it is let go, or it would only wait for that; none: all are busy.
    sleeper* next_called() {
        if (idle.empty()) return nullptr;
        auto* const one = idle.back();
        idle.pop_back();
        one->called = true;
        return one;
    }
    void call_all() {
        while (auto* const one = next_called()) one->wake.notify_one();
    }

    void submit(command c, std::function<void(answer)> done) {
        {
            std::unique_lock hold(mutex);
            if (!stopping && queued < longest_queue) {
                auto& queue = queues[c.community];
                bool const first = queue.empty() && !being_decided.contains(c.community);
                if (first) ready.push_back(c.community);
                queue.push_back({std::move(c), std::move(done)});
                ++queued;
                auto* const called = first ? next_called() : nullptr; // or a committer is at it already
                hold.unlock();
                if (called) called->wake.notify_one();
                return;
            }
            ++numbers.unavailable;
        }
        done(unavailable{stopping ? "the server is stopping" : "the queue is full"});
    }

    // One batch of a community is decided at a time, and the next is what arrived meanwhile.
    void commit_batches(batch_runner runner, sleeper& me) {
        std::unique_lock hold(mutex);
        for (;;) {
            while (ready.empty()) {
                if (stopping && queued == 0) return;
                me.called = false;
                idle.push_back(&me);
                me.wake.wait(hold, [&] { return me.called; });
            }
            auto const community = std::move(ready.front());
            ready.pop_front();
            being_decided.insert(community);
            auto& way = lanes[community];
            hold.unlock();

            auto const retried = runner.retried();
            auto const told = runner.run(community, way,
                                         {[&](std::size_t at_most) { return take(community, at_most); },
                                          [&] { make_room(community); }});

            hold.lock();
            numbers.accepted += told.accepted;
            numbers.refused += told.refused;
            numbers.unavailable += told.unavailable;
            numbers.retried_batches += runner.retried() - retried;
            ++numbers.batches;
        }
    }

    // The community's next batch may be taken.
    void make_room(std::string const& community) {
        std::unique_lock hold(mutex);
        being_decided.erase(community);
        if (auto const rest = queues.find(community); rest->second.empty())
            queues.erase(rest);
        else
            ready.push_back(community);
        if (stopping) return call_all();
        auto* const called = ready.empty() ? nullptr : next_called();
        hold.unlock();
        if (called) called->wake.notify_one();
    }

    std::vector<pending> take(std::string const& community, std::size_t at_most) {
        std::lock_guard const hold(mutex);
        auto& queue = queues[community];
        auto const end = queue.begin() + static_cast<std::ptrdiff_t>(std::min(queue.size(), at_most));
        std::vector<pending> taken(std::move_iterator(queue.begin()), std::move_iterator(end));
        queue.erase(queue.begin(), end);
        queued -= taken.size();
        return taken;
    }

    mutable std::mutex mutex;
    std::map<std::string, std::deque<pending>> queues;
    std::deque<std::string> ready; // communities with commands waiting and no batch being decided
    std::set<std::string> being_decided;
    std::map<std::string, lane> lanes;
    std::size_t queued = 0;
    bool stopping = false;
    executor_metrics numbers;
    std::deque<sleeper> sleepers; // one a committer
    std::vector<sleeper*> idle;
    std::vector<std::thread> threads;
};

executor::executor(store& s, kernel const& k, source& c, int committers)
    : inside_(std::make_unique<inside>(s, k, c, committers)) {}

executor::~executor() { stop(); }

void executor::submit(command c, std::function<void(answer)> done) {
    inside_->submit(std::move(c), std::move(done));
}

answer executor::execute(command c) {
    std::promise<answer> promise;
    submit(std::move(c), [&](answer a) { promise.set_value(std::move(a)); });
    return promise.get_future().get();
}

void executor::stop() {
    {
        std::lock_guard const hold(inside_->mutex);
        inside_->stopping = true;
        inside_->call_all();
    }
    for (auto& t : inside_->threads)
        if (t.joinable()) t.join();
}

executor_metrics executor::metrics() const {
    std::lock_guard const hold(inside_->mutex);
    auto numbers = inside_->numbers;
    numbers.queued = inside_->queued;
    return numbers;
}

} // namespace saksgang
