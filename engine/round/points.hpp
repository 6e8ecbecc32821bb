// An item decided point by point: some now, some when they have been taken up again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/refusal.hpp"
#include "engine/round/round.hpp"

namespace saksgang {

struct point_stated {
    int number;
    std::string words;
    point_result result;
    std::optional<std::string> reason; // that it was postponed
};
BOOST_DESCRIBE_STRUCT(point_stated, (), (number, words, result, reason))

// The numbers of those postponed.
std::string postponed_in(std::vector<point> const&);
// What was done with each point; of those postponed before, with every one.
std::optional<refusal> decide_points(round&, std::vector<point_stated> const&, date on);

} // namespace saksgang
