// What rules of this field rest on: laws, and fellesskapets egne regler, which no law says and the helsefellesskap has
// agreed on, or which are set here until it does.
#pragma once

#include <span>

#include "engine/basis.hpp"

namespace saksgang::field_bases {

std::span<law const> laws();
std::span<own_rule const> own_rules();

} // namespace saksgang::field_bases
