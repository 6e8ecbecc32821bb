// `saksgang check`: folds every history in a store from nothing and compares with what is stored; checks
// chains, positions, numbers and ledgers. What it finds is said in words, one line each.
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

check_report check_store(store_session&, kernel const&,
                         std::function<void(std::string const&)> const& progress);

} // namespace saksgang
