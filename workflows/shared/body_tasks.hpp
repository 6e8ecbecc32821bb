// The tasks that a body has by its kind: SSU (B47-53) and LSU (B138-148).
#pragma once

#include "engine/who/body_work.hpp"

namespace saksgang {

// None: bodies of that kind have no list of tasks.
std::span<std::string_view const> tasks_of(body_kind);
// Those that no case of that year has been about; none where no case of the year has said what it is about.
std::vector<std::string_view> tasks_without_cases(state const& body, int year);

} // namespace saksgang
