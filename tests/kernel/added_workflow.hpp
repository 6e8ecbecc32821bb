// A workflow that only the tests know: what docs/adding_a_workflow.md asks for, and nothing else.
#pragma once

#include "engine/workflow.hpp"

namespace saksgang::test {

workflow const& mutual_information();
// The registry's, and the one added here.
std::vector<workflow const*> workflows_and_one_more();

} // namespace saksgang::test
