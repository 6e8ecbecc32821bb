// The tasks that a body has by its kind: SSU (B47-53) and LSU (B138-148).
#pragma once

#include "engine/who/body_work.hpp"

namespace saksgang {

// None: bodies of that kind have no list of tasks.
std::span<std::string_view const> tasks_of(body_kind);
// Of each of its tasks, in their order, the cases that have been about it in that year; none where no case of the year has
// said what it is about.
struct task_coverage {
    std::string_view task;
    std::vector<std::string> cases; // by number
};
std::vector<task_coverage> coverage_of_tasks(state const& body, int year);

} // namespace saksgang
