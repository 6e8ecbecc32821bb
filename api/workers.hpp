// Threads for what blocks: reads of the database, password hashing, storing documents. Each has a store
// session of its own, opened when first needed and opened anew after store_unavailable.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "engine/ports.hpp"

namespace saksgang::api {

// Thread-safe. Destruction finishes what is queued.
class workers {
  public:
    using work = std::function<void(store_session&)>;
    using done = std::function<void(std::exception_ptr)>; // null: it went well

    workers(store&, char const* name, std::size_t threads, std::size_t longest_queue);
    ~workers();
    workers(workers const&) = delete;

    // Calls `done` exactly once, on a worker's thread; at once, with store_unavailable, when the queue is
    // full. Work may run twice when the session turns out to be dead: it must start from nothing.
    void submit(work, done);
    void stop();
    std::size_t queued() const;

  private:
    struct job {
        work run;
        done tell;
    };
    void serve();
    void attempt(job&, std::unique_ptr<store_session>&);

    store& store_;
    std::size_t const longest_queue_;
    mutable std::mutex mutex_; // of the three below
    std::condition_variable waiting_;
    std::deque<job> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace saksgang::api
