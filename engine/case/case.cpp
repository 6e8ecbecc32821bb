#include "engine/case/case.hpp"

#include <algorithm>

#include "engine/canonical.hpp"
#include "engine/state.hpp"
#include "engine/streams.hpp"

namespace saksgang {

std::string digest_of(text_version const& t) {
    return t.renditions.empty() ? "" : t.renditions.front().digest;
}

case_common const& common_of(state const& a_case) { return a_case.data.read(restore<case_common>); }

std::string body_of(state const& subject) {
    if (is_case(subject.stream)) return common_of(subject).body.value;
    return subject.stream.starts_with(body_stream("")) ? id_in(subject.stream) : "";
}

std::int64_t last_number(state const& numbers) {
    auto const* last = numbers.data.find<std::int64_t>("last");
    return last ? *last : 0;
}

void put_common(state& a_case, case_common const& c) {
    auto const& before = common_of(a_case);
    std::string set;
    {
        canonical_object out(set);
        for (auto const& m : describe::type_of<case_common>.by_name) {
            auto const* field = m.in(&c);
            if (describe::same(*m.of, field, m.in(&before))) continue;
            out.key(m.name);
            if (describe::is_absent(*m.of, field))
                set += "null";
            else
                describe::write_canonical(set, *m.of, field, describe::leave_out::empty);
        }
    }
    if (set == empty_object) return;
    a_case.data.put_base(with_fields(a_case.data.bytes(), set), restore<case_common>, c);
}

bool has_exception(case_common const& c, std::string_view rule) {
    return std::ranges::any_of(c.exceptions, [&](auto const& e) { return e.rule == rule && e.counts(); });
}

} // namespace saksgang
