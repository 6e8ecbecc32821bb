// The workflows. A new one is a file beside this and a line in registry.cpp (docs/adding_a_workflow.md).
#pragma once

#include <vector>

#include "engine/workflow.hpp"

namespace saksgang {

std::vector<workflow const*> all_workflows();

} // namespace saksgang
