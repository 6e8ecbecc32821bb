// One batch: what waited for a community, taken from reading to commit. Used by the executor's committers,
// each with a database session of its own.
#pragma once

#include <vector>

#include "engine/executor.hpp"

namespace saksgang {

struct pending {
    struct command command;
    std::function<void(answer)> done;
};

inline constexpr std::size_t most_decoded_states = 2048;

// States as they were parsed in an earlier batch, so that the same bytes are not parsed again. Every batch
// reads what is stored; one of these is used only where version and hash are those just read, so it can't be
// stale.
class decoded_states {
  public:
    state take(std::string const& community, stored_state const&);
    void keep(
        world&); // what a batch leaves behind, committed or not: a hash that is not stored is never asked for

  private:
    std::map<std::pair<std::string, std::string>, state> states_;
};

class batch_runner {
  public:
    batch_runner(store&, kernel const&, source&);

    // Answers every command, each exactly once.
    void run(std::string const& community, std::vector<pending>&);
    std::uint64_t retried() const { return retried_; }

  private:
    // Decides the commands and commits them. Empty: the streams had moved; nothing was written, nobody was
    // answered.
    std::optional<std::vector<answer>> attempt(std::string const& community,
                                               std::vector<pending const*> const&, bool locked);
    // Retries with the lock first; splits the batch where a command is poisonous.
    void settle(std::string const& community, std::vector<pending const*>, std::vector<answer>&,
                std::vector<std::size_t> places);
    store_session& session();

    store& store_;
    kernel const& kernel_;
    source& source_;
    std::unique_ptr<store_session> session_;
    decoded_states decoded_;
    std::uint64_t retried_ = 0;
};

} // namespace saksgang
