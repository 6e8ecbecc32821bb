// Decide, then evolve: `decide(states, command, facts) -> entries | refusal`, pure.
//
//   command    what is asked, by whom
//   world      the streams that were read for it
//   situation  world + who asks + the day: all that a guard may look at
//   decision   the unit of work: handlers change a copy of a state and record it; the entry's effects are the
//              difference, and the fold of the entry must give the changed state back (asserted here, every time)
#pragma once

#include <map>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "engine/entry.hpp"
#include "engine/ports.hpp"
#include "engine/refusal.hpp"
#include "engine/state.hpp"
#include "engine/streams.hpp"

namespace saksgang {

struct command {
    std::string community;
    std::string stream; // case/2024-17; "case/new" for one that gets its number now
    std::string name;
    part payload; // its readings are the kernel's, once it has been given there

    // Who asks: a sign-in session's token digest, or (inside the program) a person.
    std::string session;
    std::string account, person;

    std::string key;     // Idempotency-Key, or none
    std::string request; // digest of the request, compared when a key comes again
    std::optional<std::int64_t> expected_version;
    std::optional<date> effective; // by a registrar only
    std::string source;            // digest of the document that shows the effective date

    std::string workflow; // of a case to be created
};

// The states that a batch has read. A stream that was not declared is not there: asking for it is a bug.
class world {
  public:
    std::string community;
    std::map<std::string, known_document> documents; // stored and not erased, by digest
    instant read_at;                                 // when it was read
    std::set<std::string> in_open_cases; // of the persons looked up: who handles one, or has a part in it

    void put(state s);
    // Not copied until it changes: the owner's must stay as it is for as long as this world is looked at.
    void lend(state const& s);
    bool knows(std::string_view stream) const;
    state const& at(std::string_view stream) const; // throws std::logic_error: an undeclared read
    // Puts the state in the place of the stream's; the one that was there.
    state exchange(state s);
    // Gives the state away that was put there.
    state take(std::string_view stream);
    // (name, state), in no order
    auto all() const {
        return std::views::transform(streams_, [](auto const& each) {
            return std::pair<std::string const&, state const&>(each.first, each.second.get());
        });
    }

  private:
    struct name_hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    struct place {
        std::optional<state> own;
        state const* lent = nullptr;
        state const& get() const { return own ? *own : *lent; }
    };
    std::unordered_map<std::string, place, name_hash, std::equal_to<>> streams_;
};

struct situation {
    class world const& world;
    std::string person; // who asks; empty: nobody
    instant now;
    date today; // the business date: `effective`, or the day in Oslo

    state const& organisation() const { return world.at("organisation"); }
};

// A command to another stream that follows from this one; only the kernel makes these.
struct follow_up {
    std::string stream, name;
    part payload = {};
    std::string workflow = {}; // of a case to be created
};

// In which seat or role, and for whom, an entry was made.
struct capacity {
    std::string seat, on_behalf_of;
};

class decision {
  public:
    decision(world& base, command asked, source& chance, head at);

    command asked;
    source& chance;
    head at;             // moves on with each entry recorded
    std::string created; // the last case created

    state const& current(std::string_view stream) const; // as changed so far by this decision
    situation here(std::string person) const;
    // The same, seen by a decision in progress.
    date today() const { return today_; }

    struct stamp {
        std::string command;
        part payload;
        struct capacity capacity;
        std::string actor;
        std::optional<std::int64_t> cause;
        std::string rule = {}, hjemmel = {};
        bool has_room = true; // or leaves some to those that do: room_to_end
    };
    // Makes the entry that takes the stream from its current state to `after`; its position.
    std::int64_t record(state after, stamp);

    std::vector<stored_entry> const& entries() const { return entries_; } // the one asked for first
    std::vector<stored_entry> take_entries() { return std::move(entries_); }
    std::vector<personal_value> personal; // behind the commitments in the entries
    std::set<std::string> const& linked_documents() const { return linked_; }
    void link(std::string digest) { linked_.insert(std::move(digest)); }
    // Of what has been recorded: the states before, each stream once.
    std::vector<state> const& states_before() const { return before_; }
    std::set<std::string> erased_documents; // their bytes go with the entries
    std::set<std::string> erased_texts;     // commitments: their values go with the entries

    // The world with this decision's changes in it: what follow-ups and later guards see.
    world& seen() { return base_; }
    world const& seen() const { return base_; }
    // Takes back everything recorded: the world is as it was before, and the command may be decided anew.
    void take_back();
    void undo(); // and what came with the command: it is refused

  private:
    world& base_;
    head first_; // `at` before anything was recorded
    date today_;
    instant now_;
    std::vector<state> before_; // of the streams changed, each once
    std::vector<stored_entry> entries_;
    std::set<std::string> linked_;
};

} // namespace saksgang
