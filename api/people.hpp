// What a person is in the community: roles, seats, and whom they speak for.
#pragma once

#include "api/showing.hpp"

namespace saksgang::api {

std::vector<role_view> roles_held(reading&, std::string_view person);
std::vector<held_seat> seats_held(reading&, std::string_view person);
// Parties: by a mandate, as their representative, or by a seat that represents them.
std::vector<std::string> spoken_for(reading&, std::string_view person);

} // namespace saksgang::api
