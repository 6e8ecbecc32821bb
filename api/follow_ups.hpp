// What bodies follow up, for whoever asks.
#pragma once

#include <span>
#include <vector>

#include "api/hidden_cases.hpp"
#include "api/register_views.hpp"

namespace saksgang::api {

// Soonest first; without what came of a meeting that the caller may not know of.
std::vector<follow_up_view> show_follow_ups(reading&, std::span<state const> bodies, hidden_cases& meetings);

} // namespace saksgang::api
