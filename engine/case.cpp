#include "engine/case.hpp"

#include <algorithm>

#include "engine/state.hpp"

namespace saksgang {

std::string digest_of(text_version const& t) {
    return t.renditions.empty() ? "" : t.renditions.front().digest;
}

case_common const& common_of(state const& a_case) { return a_case.data.read(restore<case_common>); }

void put_common(state& a_case, case_common const& c) {
    if (describe::same(c, common_of(a_case))) return;
    auto& data = a_case.data.change();
    describe::each_member<case_common>([&](auto member) {
        auto const& field = c.*member.pointer;
        describe::is_absent(field) ? void(data.erase(member.name)) : void(data[member.name] = write(field));
    });
    a_case.data.remember(restore<case_common>, c);
}

bool has_exception(case_common const& c, std::string_view rule) {
    return std::ranges::any_of(c.exceptions, [&](auto const& e) { return e.rule == rule; });
}

} // namespace saksgang
