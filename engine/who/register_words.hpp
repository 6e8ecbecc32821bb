// Words that several registers say.
#pragma once

#include "engine/feature.hpp"

namespace saksgang {

inline constexpr rule_text already_there{
    "already_there", {"{id} finnes allerede.", "{id} finst alt.", "{id} is already there."}};
inline constexpr rule_text ends_before_start{
    "ends_before_start",
    {"Sluttdatoen er før startdatoen.", "Sluttdatoen er før startdatoen.", "The end is before the start."}};

} // namespace saksgang
