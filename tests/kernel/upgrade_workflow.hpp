// A workflow that only the tests know, in its first version and in the one after, which has upgrades from it: states
// with other names, of which one holds a round, and a field that has become a list.
#pragma once

#include <vector>

#include "engine/workflow.hpp"

namespace saksgang::test {

workflow const& topics_before();
workflow const& topics_now();
workflow const& topics_without_upgrade(); // the same, and knows nothing of the one before
workflow const& topics_badly_upgraded();  // what its upgrade gives of the topic "Galt" is no such case

// The registry's, and that one.
std::vector<workflow const*> workflows_and(workflow const&);

} // namespace saksgang::test
