// What a stream's entries amount to. Stored states are only a cache of this fold: folding a stream's history
// from nothing gives the same bytes, and every test checks it after every step.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/entry.hpp"
#include "engine/part.hpp"

namespace saksgang {

// Cheap to copy.
struct state {
    std::string stream;
    std::int64_t version = 0; // seq of the last entry; 0: nothing there yet
    std::string hash;         // digest of the last entry
    std::string workflow;     // of a case, with its version
    std::string name;         // of a case: where it stands
    part data;
    part rounds;
    part balances;                 // ledger account -> øre; accounts at zero are left out
    std::optional<date> effective; // business date of the last entry, if another than that of `recorded`
    instant recorded;              // of the last entry
    std::size_t size_at_most = 0;  // bytes, of this state as stored: an upper bound

    bool exists() const { return version > 0; }
};

// Pure, total for entries that were accepted, and ignorant of every workflow.
// Throws std::logic_error where the entry does not follow on the state: seq, prev or `from`.
void evolve(state&, entry const&, std::string const& digest);

// What the fold of a stream's history gives, in one text. `version`, `hash` and `stream` are beside it.
std::string bytes_of(state const&);

std::size_t size_of(state const&); // bytes, about

// As the store has it: a part that is in several pieces (engine/pieces.hpp) is there as those, and not in the text.
struct stored_state;
struct stored_piece;
stored_state stored(state const&);
// Those of the one that the other, which was stored before it, has not.
void add_new_pieces(std::vector<stored_piece>&, state const& before, state const& now);
state state_from(stored_state);
// The text of both together: bytes_of(state_from(s)).
std::string bytes_of(stored_state const&);

} // namespace saksgang
