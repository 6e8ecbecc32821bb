#include "engine/executor.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "engine/batch.hpp"
#include "engine/thread_name.hpp"

namespace saksgang {

struct executor::inside {
    inside(store& s, kernel const& k, source& c, int committers) {
        for (int i = 0; i < committers; ++i)
            threads.emplace_back([this, &s, &k, &c] {
                name_thread("committer");
                commit_batches(batch_runner(s, k, c));
            });
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
                hold.unlock();
                if (first) wake.notify_one(); // otherwise a committer is at it already
                return;
            }
            ++numbers.unavailable;
        }
        done(unavailable{stopping ? "the server is stopping" : "the queue is full"});
    }

    // One batch of a community is decided at a time, and the next is what arrived meanwhile.
    void commit_batches(batch_runner runner) {
        std::unique_lock hold(mutex);
        for (;;) {
            wake.wait(hold, [&] { return !ready.empty() || (stopping && queued == 0); });
            if (ready.empty()) return;
            auto const community = std::move(ready.front());
            ready.pop_front();
            auto batch = take(queues[community]);
            being_decided.insert(community);
            queued -= batch.size();
            auto& way = lanes[community];
            hold.unlock();

            std::uint64_t yes = 0, no = 0, lost = 0;
            for (auto& p : batch)
                p.done = [&yes, &no, &lost, done = std::move(p.done)](answer a) {
                    ++(std::holds_alternative<accepted>(a)  ? yes
                       : std::holds_alternative<refusal>(a) ? no
                                                            : lost);
                    done(std::move(a));
                };
            auto const retried = runner.retried();
            runner.run(community, batch, way, [&] { make_room(community); });

            hold.lock();
            numbers.accepted += yes;
            numbers.refused += no;
            numbers.unavailable += lost;
            numbers.retried_batches += runner.retried() - retried;
            ++numbers.batches;
        }
    }

    // The community's next batch may be taken.
    void make_room(std::string const& community) {
        std::lock_guard const hold(mutex);
        being_decided.erase(community);
        if (auto const rest = queues.find(community); rest->second.empty())
            queues.erase(rest);
        else
            ready.push_back(community);
        if (stopping)
            wake.notify_all();
        else if (!ready.empty())
            wake.notify_one();
    }

    static std::vector<pending> take(std::deque<pending>& queue) {
        std::vector<pending> batch;
        while (!queue.empty() && batch.size() < largest_batch) {
            batch.push_back(std::move(queue.front()));
            queue.pop_front();
        }
        return batch;
    }

    mutable std::mutex mutex;
    std::condition_variable wake;
    std::map<std::string, std::deque<pending>> queues;
    std::deque<std::string> ready; // communities with commands waiting and no batch being decided
    std::set<std::string> being_decided;
    std::map<std::string, lane> lanes;
    std::size_t queued = 0;
    bool stopping = false;
    executor_metrics numbers;
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
    }
    inside_->wake.notify_all();
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
