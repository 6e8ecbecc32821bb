// Fellesskapets egne regler: what no law says and the helsefellesskap has agreed on, or what is set here until it does.
#pragma once

#include <span>

#include "engine/basis.hpp"

namespace saksgang {

std::span<own_rule const> own_rules();

} // namespace saksgang
