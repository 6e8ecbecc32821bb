// A batch while it is decided, in memory: reads what is not remembered, decides one command after the other, and knows
// what is to be written and what may be remembered when that has been.
#pragma once

#include "engine/execute/batch.hpp"

namespace saksgang {

class deciding_batch {
  public:
    deciding_batch(kernel const&, what_waits const&, source&, std::string const& community, remembered&);

    std::vector<answer> answers; // to what has been taken on, in that order
    write_batch out;             // when it is finished

    // Reads what is not remembered, and decides. False: the community has moved meanwhile, and what was read together
    // was never so.
    bool take_on(store_session&, std::vector<pending*> const&);
    // Nothing more is taken on: says what is to be written, and remembers what is stored when that has committed.
    void finish();
    // What no commit finds out: whether a refusal rests on what is so, and was not of a key that is used already.
    bool holds(store_session&) const;

  private:
    bool read(store_session&);
    void begin();

    // ---- reading, in steps: what the commands name, what that names, until nothing is new
    wanted first_step();
    wanted next_step();
    void lend(std::string const& stream);
    void want_documents(wanted&, command const&, std::set<std::string> const& named) const;
    std::string const& account_of(command const&) const;
    void lend_documents();
    void look_up_persons(store_session&);
    wanted not_remembered(wanted) const;
    void take(found, wanted const&);
    void resolve_sessions();

    // ---- deciding
    answer decide_one(command&);
    derived derived_of(state const&) const;
    void note_links(decision const&);
    static void note_links(std::map<std::string, known_document>&, link_changes const&);
    derived const& was(std::string const& stream);
    void add_changes(derived const& before, derived const& after);

    kernel const& kernel_;
    what_waits const& waits_;
    source& source_;
    remembered& memory_;
    world world_;
    head head_;
    std::vector<command> commands_;         // being taken on
    std::set<std::string> documents_named_; // by these
    std::vector<bool> foreseen_;            // of each: all that it reads has been read in the first step
    std::set<std::string> changed_;         // streams
    bool keys_looked_up_ = false; // because something had to be read; else new ones are taken to be new
    std::set<std::pair<std::string, std::string>> looked_up_,
        keys_refused_; // keys; of refused commands, unread
    std::map<std::pair<std::string, std::string>, used_key> keys_;
};

} // namespace saksgang
