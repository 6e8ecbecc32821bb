// Workflows that only the tests know: the least that docs/adding_a_workflow.md asks for, and what ./dev new begins from.
#pragma once

#include "engine/workflow.hpp"

namespace saksgang {

workflow const& new_thing(); // tests/support/new_thing

namespace test {

workflow const& mutual_information();
// The registry's, and those.
std::vector<workflow const*> workflows_and_more();

} // namespace test

} // namespace saksgang
