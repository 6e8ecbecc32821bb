#include <algorithm>

#include "api/hidden_cases.hpp"
#include "api/meeting_views.hpp"
#include "api/routes/routes.hpp"
#include "api/showing.hpp"

namespace saksgang::api::routes {
namespace {

std::vector<std::string> findings_in(considered_plan const& plan, language l) {
    std::vector<std::string> all;
    for (auto const* rule : rules_of_plans)
        if (auto const v = rule->holds(plan); !v.holds) all.push_back(rule->text(v.arguments).in(l));
    return all;
}

std::vector<meeting_in_year> meetings_in(entered_plan const& plan, id const& of, state const& year,
                                         reading const& r) {
    auto const now = r.here();
    auto const l = r.in.lang;
    auto const clashes = clashes_of(plan, of, year, now);
    std::vector<meeting_in_year> all;
    for (auto const& m : plan.meetings) {
        all.push_back({.day = m.day,
                       .kind = m.kind,
                       .label = r.in.words(word(describe::name_of(m.kind))),
                       .published = plan.published,
                       .body = name_of_body(now, body_that_meets(m, plan, of).value).in(l),
                       .of_body = of.value,
                       .place = m.place,
                       .moved_from = m.moved_from,
                       .cancelled = m.cancelled,
                       .despite_clash = m.despite_clash});
        for (auto const& c : clashes)
            if (c.meeting == &m)
                all.back().clashes.push_back(
                    {name_of_body(now, c.other.value).in(l), static_cast<int>(c.shared.size())});
    }
    return all;
}

// What is published, and drafts whose case the caller may read: nothing else is told, or compared with.
state as_the_caller_sees_it(state year, reading& r) {
    hidden_cases cases(r);
    std::vector<std::string> hidden;
    for (auto const& [body, plan] : plans_in(year))
        if (!plan.published && cases.is_hidden(plan.a_case.value)) hidden.push_back("plan/" + body);
    for (auto const& [number, meeting] : meetings_in(year))
        if (cases.is_hidden(number)) hidden.push_back("meeting/" + number);
    for (auto const& field : hidden) year.data.change().erase(field);
    return year;
}

// The meeting that is planned for that body and day, and cancelled in the plan if it is called off; where no plan has it
// so, one beside those that are planned.
meeting_in_year& planned_as(meeting_year& v, entered_meeting const& m, reading const& r) {
    auto const body = name_of_body(r.here(), m.body.value).in(r.in.lang);
    auto const found = std::ranges::find_if(v.meetings, [&](auto const& planned) {
        return planned.day == m.day && planned.body == body && !planned.a_case &&
               (m.standing == meeting_standing::called_off) == planned.cancelled.has_value();
    });
    if (found != v.meetings.end()) return *found;
    return v.meetings.emplace_back(meeting_in_year{.day = m.day,
                                                   .label = r.in.words(word("ordinary")),
                                                   .published = true,
                                                   .body = body,
                                                   .of_body = m.body.value});
}

void add_what_became_of_them(meeting_year& v, state const& year, reading const& r) {
    for (auto const& [number, m] : meetings_in(year)) {
        auto& shown = planned_as(v, m, r);
        shown.a_case = id{number};
        shown.standing = m.standing;
        shown.stands = r.in.words(word(describe::name_of(m.standing)));
        shown.minutes_missing = m.standing == meeting_standing::held && minutes_are_late(m.day, r.today());
    }
}

} // namespace

result<response> show_meetings(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const year = number_in_query(r.in, "year", r.today().year(), 1814, 2999);
    if (!year) return year.error();
    r.load_bodies();

    meeting_year v{.year = static_cast<int>(*year)};
    state entered;
    for (auto& planned : r.streams("meetings/")) {
        v.planned_years.push_back(std::stoi(id_in(planned.stream)));
        if (v.planned_years.back() == v.year) entered = std::move(planned);
    }
    auto const seen = as_the_caller_sees_it(std::move(entered), r);
    for (auto const& [body, plan] : plans_in(seen)) {
        id const of{body};
        v.plans.push_back({body, name_of_body(r.here(), body).in(r.in.lang), plan.a_case, plan.published,
                           findings_in({plan, of, seen, r.here()}, r.in.lang)});
        std::ranges::move(meetings_in(plan, of, seen, r), std::back_inserter(v.meetings));
    }
    add_what_became_of_them(v, seen, r);
    std::ranges::stable_sort(v.meetings, {}, &meeting_in_year::day);
    return json_response(show(v));
}

} // namespace saksgang::api::routes
