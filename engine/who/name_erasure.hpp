// Sletting of a person's name, which stands behind a commitment: one proposes, another approves. What the person did stays.
#pragma once

#include "engine/case/case.hpp"
#include "engine/command.hpp"

namespace saksgang {

keyed<erasure> name_erasures_in(state const& organisation); // by person
keyed<erasure> name_erasures_in(state&&) = delete;
std::vector<command_info> name_erasure_commands();

} // namespace saksgang
