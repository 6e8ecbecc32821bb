// The path of every entry. Whatever commands wait for a community are read for, decided in memory and written in one
// transaction: all of it or none. No timer: the next batch is what arrived while the last one was decided, and it is
// decided while that one commits.
//
//   submit -> queue of the community -> a committer takes a batch -> reads what it does not remember
//          -> decides, one command after the other -> commits in its turn -> answers
//
// Thread-safe. Answers come on a committer's thread, after the commit is durable.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/kernel.hpp"
#include "engine/ports.hpp"

namespace saksgang {

inline constexpr std::size_t largest_batch = 256;  // commands
inline constexpr std::size_t longest_queue = 4096; // commands, in all communities
inline constexpr int default_committers = 2;       // threads, each with a session of its own

struct accepted {
    std::vector<stored_entry> entries; // the one asked for first, then what followed from it
    std::string stream;                // addressed (a new case's own)
    bool repeated = false;             // the key had been used: these are the entries it made then
};
// The store can't be reached, or the queue is full: nothing was done, or its key tells.
struct unavailable {
    std::string why;
    int retry_after_s = 1;
};
using answer = std::variant<accepted, refusal, unavailable>;

struct executor_metrics {
    std::uint64_t accepted = 0, refused = 0, unavailable = 0, batches = 0, retried_batches = 0, queued = 0;
};

class executor {
  public:
    executor(store&, kernel const&, source&, int committers = default_committers);
    ~executor(); // stops
    executor(executor const&) = delete;

    // Calls `done` exactly once, perhaps before it returns (queue full).
    void submit(command, std::function<void(answer)> done);
    // The same, waiting for the answer: the loader's and the tests'.
    answer execute(command);
    // Finishes what is queued, then ends the threads. Later submissions are answered `unavailable`.
    void stop();
    executor_metrics metrics() const;

  private:
    struct inside;
    std::unique_ptr<inside> inside_;
};

} // namespace saksgang
