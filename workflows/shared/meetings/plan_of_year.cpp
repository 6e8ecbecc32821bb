#include "workflows/shared/meetings/plan_of_year.hpp"

#include <algorithm>
#include <set>

namespace saksgang {
namespace {

constexpr int fewest_a_year = 6, most_a_year = 8; // of a strategic body's own
constexpr int shortest_lead = 14,
              longest_lead = 28; // days from the preparing meeting to the one that it prepares
constexpr std::ptrdiff_t most_meetings_in_a_plan =
    100; // cancelled ones too: more than one a week and all that was moved

auto that_take_place(plan_of_year const& plan, meeting_kind kind) {
    return std::views::filter(plan.meetings,
                              [kind](auto const& m) { return m.kind == kind && m.takes_place(); });
}
auto number_of(plan_of_year const& plan, meeting_kind kind) {
    return std::ranges::distance(that_take_place(plan, kind));
}

std::set<id> members_of(id const& body, date day, situation const& now) {
    std::set<id> members;
    auto const stream = body_stream(body.value);
    if (!now.world.knows(stream)) return members;
    for (auto const& [name, seat] : seats_on(now.world.at(stream), day))
        if (auto const* h = holder_on(seat, day)) members.insert(h->person);
    return members;
}

// That no meeting is so; it fails with the first that is.
template <class Wrong>
verdict unless_any(considered_plan const& p, Wrong const& is_wrong) {
    for (auto const& m : p.plan.meetings)
        if (is_wrong(m))
            return verdict::fails({{"day", m.day.in_numbers()}, {"year", std::to_string(p.plan.year)}});
    return true;
}

} // namespace

planned_meeting const* plan_of_year::on(date day) const {
    auto const found =
        std::ranges::find_if(meetings, [&](auto const& m) { return m.day == day && m.takes_place(); });
    return found == meetings.end() ? nullptr : &*found;
}

keyed<entered_plan> plans_in(state const& year) { return {year.data, "plan/"}; }
keyed<entered_meeting> meetings_in(state const& year) { return {year.data, "meeting/"}; }
bool minutes_are_late(date held_on, date today) { return held_on.plus_months(1) < today; }
int last_item_number(state const& year, id const& body) {
    auto const* last = keyed<int>(year.data, "numbers/").find(body.value);
    return last ? *last : 0;
}

id body_that_meets(planned_meeting const& m, plan_of_year const& plan, id const& body) {
    return m.kind == meeting_kind::preparatory && plan.preparing_body ? id{*plan.preparing_body} : body;
}

std::vector<clash> clashes_of(plan_of_year const& plan, id const& body, state const& year,
                              situation const& now) {
    std::vector<clash> all;
    for (auto const& m : plan.meetings) {
        if (!m.takes_place()) continue;
        auto const ours = body_that_meets(m, plan, body);
        for (auto const& [other, theirs] : plans_in(year)) {
            if (other == body.value) continue;
            auto const* same_day = theirs.on(m.day);
            if (!same_day) continue;
            clash c{&m, ours, body_that_meets(*same_day, theirs, {other}), {}};
            if (c.body == c.other) continue; // it prepares for both
            std::ranges::set_intersection(members_of(c.body, m.day, now), members_of(c.other, m.day, now),
                                          std::back_inserter(c.shared));
            all.push_back(std::move(c));
        }
    }
    return all;
}

bool considered_plan::is_of(body_kind kind) const {
    return head_of(now.world.at(body_stream(body.value))).kind == kind;
}

namespace judging {

verdict few_enough(considered_plan const& p) {
    return {std::ssize(p.plan.meetings) <= most_meetings_in_a_plan,
            {{"most", std::to_string(most_meetings_in_a_plan)}}};
}

verdict within_its_year(considered_plan const& p) {
    return unless_any(p, [&](auto const& m) { return m.day.year() != p.plan.year; });
}

verdict no_holiday(considered_plan const& p) {
    return unless_any(p, [](auto const& m) { return m.takes_place() && is_public_holiday(m.day); });
}

verdict one_meeting_a_day(considered_plan const& p) {
    std::set<date> days;
    return unless_any(p, [&](auto const& m) { return m.takes_place() && !days.insert(m.day).second; });
}

verdict prepared_by_a_body(considered_plan const& p) {
    return unless_any(
        p, [&](auto const& m) { return m.kind == meeting_kind::preparatory && !p.plan.preparing_body; });
}

verdict meets_often_enough(considered_plan const& p) {
    if (!p.is_of(body_kinds::strategic)) return verdict::not_at_issue();
    auto const count = number_of(p.plan, meeting_kind::ordinary);
    return {fewest_a_year <= count && count <= most_a_year,
            {{"body", p.name()}, {"count", std::to_string(count)}}};
}

verdict one_partnership_meeting(considered_plan const& p) {
    auto const count = number_of(p.plan, meeting_kind::partnership);
    auto const due = p.is_of(body_kinds::strategic) ? 1 : 0;
    if (count == 0 && due == 0) return verdict::not_at_issue();
    return {count == due, {{"due", std::to_string(due)}, {"count", std::to_string(count)}}};
}

verdict each_is_prepared(considered_plan const& p) {
    if (!p.is_of(body_kinds::strategic)) return verdict::not_at_issue();
    auto preparing = that_take_place(p.plan, meeting_kind::preparatory);
    for (auto const& m : that_take_place(p.plan, meeting_kind::ordinary)) {
        auto const prepares = [&](auto const& before) {
            return before.day.plus_days(shortest_lead) <= m.day &&
                   m.day <= before.day.plus_days(longest_lead);
        };
        bool const by_plan_before = m.day.plus_days(-shortest_lead).year() < p.plan.year; // early in January
        if (!by_plan_before && std::ranges::none_of(preparing, prepares))
            return verdict::fails({{"day", m.day.in_numbers()}});
    }
    return true;
}

verdict no_clash_of_members(considered_plan const& p) {
    for (auto const& c : clashes_of(p.plan, p.body, p.year, p.now)) {
        if (c.shared.empty() || c.meeting->despite_clash) continue;
        if (p.new_day && c.meeting->day != *p.new_day) continue;
        return verdict::fails({{"day", c.meeting->day.in_numbers()},
                               {"other", name_of_body(p.now, c.other.value)},
                               {"count", std::to_string(c.shared.size())}});
    }
    return true;
}

} // namespace judging
} // namespace saksgang
