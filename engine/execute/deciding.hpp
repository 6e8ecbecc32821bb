// A batch while it is decided, in memory: reads what is not remembered, decides one command after the other, and knows
// what is to be written and what may be remembered when that has been.
#pragma once

#include "engine/execute/batch.hpp"

namespace saksgang {

class deciding_batch {
  public:
    deciding_batch(kernel const&, what_waits const&, source&, std::string const& community, remembered&);

    write_batch out;

    // Reads what is not remembered. False: between two steps the community has moved, and what they make together was
    // never so.
    bool read(store_session&, std::vector<pending const*> const&);
    std::vector<answer> decide();
    // What no commit finds out: whether a refusal rests on what is so, and was not of a key that is used already.
    bool holds(store_session&) const;
    // What is stored when this has committed.
    void remember();

  private:
    // ---- reading, in two steps: what the commands name, and what that names
    wanted first_step();
    wanted second_step();
    std::set<std::string> named_by_states(command const&, world& states) const;
    wanted not_remembered(wanted) const;
    void take(found, wanted const&);
    void resolve_sessions();

    // ---- deciding
    answer decide_one(command&);
    derived derived_of(state const&) const;
    derived const& was(std::string const& stream);
    void add_changes(derived const& before, derived const& after);

    kernel const& kernel_;
    what_waits const& waits_;
    source& source_;
    remembered& memory_;
    world world_;
    head head_;
    std::vector<command> commands_;
    std::vector<bool> foreseen_;    // of each command: all that it reads has been read in the first step
    std::set<std::string> changed_; // streams
    std::unordered_map<std::string, derived> rows_; // of those, as they are now
    bool keys_looked_up_ = false; // because something had to be read; else new ones are taken to be new
    std::set<std::pair<std::string, std::string>> looked_up_,
        keys_refused_; // keys; of refused commands, unread
    std::map<std::pair<std::string, std::string>, used_key> keys_;
};

} // namespace saksgang
