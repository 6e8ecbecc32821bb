// A store that an earlier program made, brought up to this one: what that takes, and doing it. `migrate` does, and on
// SQLite `serve` when it starts (docs/decisions/0024).
//
//   plan      how cases stand, of whichever schema -> what would be done, and what stands against it. Only reads.
//   do it     refused before anything is changed where something does; else the schema, the cases, what is derived
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/kernel.hpp"
#include "engine/ports.hpp"

namespace saksgang {

struct upgrade_plan {
    struct group { // of cases that stand in the same version and state
        std::string community;
        standing_cases cases;
        std::string to = {}; // the version that they would be of
    };
    std::vector<std::string> migrations; // of the schema, to be applied
    bool derives_anew = false;           // what lists and worklists are read from
    std::vector<group> upgrades, unknown;
    std::string newer; // that the schema is, in words; else empty

    bool is_possible() const { return unknown.empty() && newer.empty(); }
};

using tells = std::function<void(std::string const&)>;

// `migrations`: the names of all that this program has for such a database, in order.
upgrade_plan plan_upgrade(store&, kernel const&, std::vector<std::string> const& migrations);
std::vector<std::string> in_words(upgrade_plan const&);

// The number of migrations applied. Throws std::runtime_error before anything is changed where it is not possible.
// Broken off, it goes on where it was when it is called again.
int bring_up(store&, kernel const&, source&, upgrade_plan const&, tells const& progress);

} // namespace saksgang
