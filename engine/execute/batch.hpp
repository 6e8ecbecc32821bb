// One batch: what waited for a community, taken from reading to commit. Used by the executor's committers,
// each with a database session of its own.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "engine/execute/executor.hpp"
#include "engine/tasks.hpp"

namespace saksgang {

struct pending {
    struct command command;
    std::function<void(answer)> done;
    answer given = unavailable{"not reached"};
};

// What is derived of a stream's state, and stored beside it.
struct derived {
    std::vector<waiting> waits;
    std::optional<case_row> row; // of a case that is there
    std::vector<document_link> links;
};

inline constexpr std::size_t most_remembered = 2048; // states, sessions and documents, each, of a community

// What a community's batches left behind. Nothing of it is read again, and nothing is believed: a commit
// takes place only where the head is the one that the states are of, the sessions are still there, and the
// keys are new. Every commit moves the head, whichever server makes it. Where one is refused, all is
// forgotten, and the batch is read for under the lock of the head (docs/decisions/0011).
struct remembered {
    head before,
        at; // where the community stood before the last batch, which may still be committing, and after it
    world states;                                  // as they are at `at`, with what has been read out of them
    std::unordered_map<std::string, derived> rows; // of those states that a batch has changed
    std::map<std::string, session_record> sessions;

    void forget();
    bool stands_at(head const& h) const { return h == at || h == before; }
};

// A community's way from queue to store. One batch is read for and decided while the one before it commits, and takes
// on what arrives until it may commit itself (docs/decisions/0012). What is decided then rests on what is not durable
// yet, and nobody is answered before it is: where that commit is lost, all that rests on it is decided anew.
struct lane {
    std::mutex deciding; // who holds it is alone with the memory
    std::mutex
        committing; // taken while `deciding` is still held, so that commits come in the order of deciding
    std::atomic<int> lost{0}; // commits that did not take place
    remembered memory;
    int remembers_since = 0; // `lost` as it was when the memory began
};

// Where a batch comes from.
struct intake {
    std::function<std::vector<pending>(std::size_t at_most)> arrived; // since it was last asked
    std::function<void()>
        make_room; // another batch may be taken: this one is about to commit, or has been answered
};

class batch_runner {
  public:
    batch_runner(store&, kernel const&, source&);

    struct tally {
        std::uint64_t accepted = 0, refused = 0, unavailable = 0;
    };
    // Takes a batch from there, and answers every command, each exactly once. Makes room once.
    tally run(std::string const& community, lane&, intake);
    std::uint64_t retried() const { return retried_; }

  private:
    // While one batch is run.
    struct running {
        std::string const& community;
        lane& way;
        intake from;
        std::deque<pending> batch = {};

        std::vector<pending*> take_on(); // what has arrived, as long as there is room for it
    };
    // Decides the commands and commits them, with what arrives meanwhile, unless the head is locked. False: the head
    // had moved, or what they rested on was lost; nothing was written, nobody was answered.
    bool attempt(running&, std::vector<pending*>&, bool locked);
    // Retries with the lock first; splits the batch where a command is poisonous.
    void settle(running&, std::vector<pending*>);
    store_session& session();

    store& store_;
    kernel const& kernel_;
    source& source_;
    what_waits waits_;
    std::unique_ptr<store_session> session_;
    std::uint64_t retried_ = 0;
};

} // namespace saksgang
