// `saksgang check`: folds every history in a store from nothing and compares with what is stored; checks chains,
// positions, numbers, ledgers, and what is derived for lists and worklists. What it finds is said in words, one line
// each.
//
// Streams are taken range by range by as many workers as there are cores, each with a session of its own in the same
// snapshot; an entry is folded as bytes (engine/slices.hpp), and nothing but its time is kept of it. So it needs 8 bytes
// an entry, and a few ranges of streams.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/kernel.hpp"
#include "engine/ports.hpp"

namespace saksgang {

struct check_report {
    std::size_t communities = 0, streams = 0, entries = 0;
    std::vector<std::string> findings; // none: all is as it should be
};

// `workers`: 0 takes as many as there are cores. `progress` is called by one of them at a time.
check_report check_store(store&, kernel const&, std::function<void(std::string const&)> const& progress,
                         unsigned workers = 0);

} // namespace saksgang
