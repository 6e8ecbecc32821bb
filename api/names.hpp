// What the ids in a case are called: "party/flaa", "organisation/dps", "body/ssu", "seat/ssu/m1", "fund/tilskudd",
// "case/2024-3". People have names of their own (people_names); of a case that the caller may not read nothing is said.
#pragma once

#include <map>
#include <string>

#include "api/reading.hpp"

namespace saksgang::api {

using names_by_id = std::map<std::string, std::string>;
names_by_id names_in(reading&, state const& a_case);

std::string name_of_body(reading const&, std::string_view id); // its kind where it has not been read
std::string name_of_seat(reading const&, seat const&);
// Of a case, or of a register: its own title, or what such registers are called.
std::string title_of(reading const&, std::string_view stream);

} // namespace saksgang::api
