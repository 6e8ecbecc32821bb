#include "engine/case.hpp"

#include <algorithm>

namespace saksgang {

std::string digest_of(text_version const& t) {
    return t.renditions.empty() ? "" : t.renditions.front().digest;
}

bool has_exception(case_common const& c, std::string_view rule) {
    return std::ranges::any_of(c.exceptions, [&](auto const& e) { return e.rule == rule; });
}

} // namespace saksgang
