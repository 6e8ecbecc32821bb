#include "engine/ports.hpp"

#include <algorithm>

namespace saksgang {

std::vector<case_key> keys_of(case_row const& row) {
    std::vector<case_key> keys;
    keys.reserve(4 + row.parties.size() + row.readers.size());
    auto const add = [&](std::string key) {
        keys.push_back({std::move(key), row.workflow, row.ended, row.year, row.number});
    };
    add("");
    add("state/" + row.state);
    add("body/" + row.body); // or of none
    if (!row.archive_owner.empty()) add("archive/" + row.archive_owner);
    for (auto const& party : row.parties) add("party/" + party);
    for (auto const& person : row.readers) add("person/" + person);
    std::ranges::sort(keys);
    keys.erase(std::ranges::unique(keys).begin(), keys.end());
    return keys;
}

} // namespace saksgang
