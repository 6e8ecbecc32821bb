// Everything that can be asked of a community, drawn from the registry: each command of each stream, by whoever has an
// account, with a payload that names what is there. The kernel decides in memory; nothing is stored.
#pragma once

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "tests/support/payload.hpp"
#include "tests/support/town.hpp"

namespace saksgang::test {

struct askable {
    std::string stream; // or new_case
    command_info const* info = nullptr;
    std::string workflow = {}; // of a new case
};

// A command's refusal, or the bytes of its entry and of what follows.
struct outcome {
    std::string code; // empty: it was accepted
    std::size_t bytes = 0, largest = 0;
    std::string seat;
    bool accepted() const { return code.empty(); }
};

// The example with its year, and with what there is to do today: rounds in writing, adoption under way, a hearing.
class busy_town : public town {
  public:
    busy_town();

    std::vector<askable> askable_in(world const&) const;
    // What a payload may name there, when that person sends it.
    filling naming(world const&, std::string const& stream, std::string const& person) const;
    json payload_of(askable const&, filling const&) const;

    // The world as it is stored; a copy that changes when a command is tried on it.
    world const& as_stored() const { return stored_; }
    static world lent(world const&);
    outcome tries(world&, std::string const& username, askable const&, json const& payload);

    std::vector<std::string> usernames;

  private:
    std::int64_t position_ = 1'000'000;
    world stored_;
};

// A digest that is stored: one of its own for each number.
std::string stored_digest(std::size_t n);

} // namespace saksgang::test
