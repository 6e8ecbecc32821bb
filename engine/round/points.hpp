// An item decided point by point: some now, some when they have been taken up again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/round/in_meeting.hpp"

namespace saksgang {

// The numbers of those postponed.
std::string postponed_in(std::vector<point> const&);
// What was done with each point; of those postponed before, with every one.
std::optional<refusal> decide_points(round&, std::vector<point_stated> const&, date on);

} // namespace saksgang
