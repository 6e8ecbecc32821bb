// The workflows and the features. A new workflow is a file beside this and a line in registry.cpp
// (docs/adding_a_workflow.md); a new feature a folder in shared/ and a line.
#pragma once

#include <vector>

#include "engine/kernel.hpp"

namespace saksgang {

std::vector<workflow const*> const& all_workflows();
std::vector<feature const*> const& all_features();

// The kernel of this field: of all of them, unless others are given.
kernel kernel_with(std::vector<workflow const*> = all_workflows(),
                   std::vector<feature const*> = all_features());

} // namespace saksgang
