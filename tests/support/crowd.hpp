// Many clients at once against served programs, and what must be true of their answers afterwards.
//
//   crowd(16, [&](int i) { ... });      // 16 threads, let go at the same moment; throws what came first
//   auto done = insists(s, c, {...});   // a command with a key of its own, again after each 503
//   history h(s.url());                 // every entry, read past the API
//   h.must_have(done);                  // acknowledged: there, under its position, with its hash
//
// doctest's REQUIRE must not leave a thread, so the threads only collect, and the test judges when they have ended.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/ports.hpp"
#include "tests/support/served.hpp"

namespace saksgang::test {

using steady = std::chrono::steady_clock;

void crowd(int size, std::function<void(int)> const& work);

// ------------------------------------------------------------------------------------------ one sent command

struct receipt {
    std::int64_t position = 0;
    std::string hash;
    auto operator<=>(receipt const&) const = default;
};

// A command as it is sent, and sent again: user, address and body never change under one key.
struct sending {
    std::string user, path, key;
    json body;
    header_map more = {};
};

struct sent {
    sending what;
    int status = 0; // 0: no answer, so nobody knows
    std::string code, raw;
    std::vector<receipt> entries; // that it made
    int unavailable = 0;          // 503s before this answer
    steady::time_point begun, answered;

    bool accepted() const { return status == 200 || status == 201; }
    receipt const& first() const { return entries.at(0); }
};

sent sends(served& s, client& c, sending what);

inline constexpr auto longest_outage = 30s;
inline constexpr auto pause_when_unavailable = 10ms;

// Sends it until the answer is another than 503; bounded, and then the 503 is the answer.
sent insists(served& s, client& c, sending const& what);

inline header_map const briefly{{"Prefer", "return=minimal"}};

// ---------------------------------------------------------------------------------------------- the history

// All entries of the community, as the store has them, in order of position.
class history {
  public:
    struct item {
        stored_entry stored;
        json entry;
    };

    explicit history(std::string const& url);

    std::vector<item> const& items() const { return items_; }
    std::int64_t head() const { return static_cast<std::int64_t>(items_.size()); }
    item const* at(std::int64_t position) const;

    // Positions are 1, 2, 3, ... and so are each stream's.
    void must_be_gapless() const;
    // What the answer said is what is there.
    void must_have(sent const& s) const;
    // Positions of the entries of that command, by what `mark` finds in their payload.
    std::map<std::string, std::vector<std::int64_t>> by_mark(
        std::string const& command, std::function<std::string(json const&)> const& mark) const;
    // Positions of the entries that this one caused.
    std::vector<item const*> caused_by(std::int64_t position) const;

  private:
    std::vector<item> items_;
};

// No two acknowledged commands may claim the same entry: each is in the history once, and it alone.
void must_be_there_once(history const& h, std::vector<sent> const& accepted);

} // namespace saksgang::test
