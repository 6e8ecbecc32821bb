// When a body meets in a year (møteplan, W5): drafted, checked while it is drafted, approved by the body, published, and
// changed with what was planned before still to be seen.
#include "workflows/common.hpp"
#include "workflows/shared/meetings/plan_of_year.hpp"

namespace saksgang {
namespace meeting_plan_workflow {

struct course_of_plan {
    ref<a_meeting_year> calendar;           // of the year
    std::vector<ref<a_body>> compared_with; // whose meetings it is checked against
    std::optional<date> approved_on, published_on;
    std::optional<std::string> why_abandoned;
};
BOOST_DESCRIBE_STRUCT(course_of_plan, (), (calendar, compared_with, approved_on, published_on, why_abandoned))

struct data : case_common, plan_of_year, course_of_plan {};
BOOST_DESCRIBE_STRUCT(data, (case_common, plan_of_year, course_of_plan), ())

using settled_days = states<struct approved, struct published>;

using table = rows< // the first row that holds is taken
    step<start, struct begin_plan, struct drafting, struct take_year, body_is_established,
         struct year_can_be_planned>,
    step<drafting, struct set_meetings, stay, struct change, struct nobody_else_plans_it,
         struct preparing_body_is_another, struct days_are_sound>,
    step<drafting, struct propose_plan, struct for_approval, take, struct has_meetings, struct plan_is_sound,
         text_has_file>,
    step<for_approval, round_carried, approved, struct take_approval>,
    step<for_approval, round_failed, drafting, goes_on>, //
    step<for_approval, struct draft_anew, drafting>,     //
    step<approved, struct publish_plan, published, struct let_out>,
    step<settled_days, struct move_meeting, stay, change, struct is_planned, struct is_ahead,
         struct moves_ahead, days_are_sound, struct new_day_is_free>,
    step<settled_days, struct cancel_meeting, stay, change, is_planned>,
    step<settled_days, struct add_meeting, stay, change, days_are_sound, new_day_is_free>,
    step<published, struct close_year, struct year_over, none, struct year_has_passed>,
    step<drafting, struct give_up_plan, struct abandoned, struct take_out>>;

// ---------------------------------------------------------------------------------------------------- states

struct drafting : stage<"Under utarbeidelse", "Under utarbeiding", "Being drafted"> {};
struct for_approval : stage<"Til godkjenning i utvalget", "Til godkjenning i utvalet", "Before the body"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_as_it_stands(d.body.value, decision_kind::decision, d.text);
    }
};
struct approved : stage<"Godkjent", "Godkjend", "Approved"> {};
struct published : stage<"Publisert", "Publisert", "Published"> {};
struct year_over : ending<"Året er omme", "Året er omme", "The year is over"> {};
struct abandoned : ending<"Skrinlagt", "Skrinlagd", "Abandoned"> {};

// -------------------------------------------------------------------------------------------------- commands

struct begin_plan : called<"Lag en møteplan", "Lag ein møteplan", "Make a meeting plan", by::case_handler> {
    std::string title;
    ref<a_body> body;
    int year = 0;
};
BOOST_DESCRIBE_STRUCT(begin_plan, (), (title, body, year))

// All of them, as the plan then has it.
struct set_meetings : called<"Skriv når utvalget møtes", "Skriv når utvalet møtest",
                             "State when the body meets", by::case_handler> {
    std::optional<ref<a_body>> preparing_body;
    std::optional<minutes_approval> minutes_are_approved;
    std::vector<meeting_day> meetings;

    static json begins(state const& a_case, situation const&) {
        auto const d = a_case.data.read(restore<data>);
        return write(set_meetings{
            {}, d.preparing_body, d.minutes_are_approved, {d.meetings.begin(), d.meetings.end()}});
    }
    plan_of_year plan_after(plan_of_year plan) const {
        plan.preparing_body = preparing_body;
        plan.minutes_are_approved = minutes_are_approved;
        plan.meetings.clear();
        for (auto const& m : meetings) plan.meetings.push_back({m});
        return plan;
    }
};
BOOST_DESCRIBE_STRUCT(set_meetings, (), (preparing_body, minutes_are_approved, meetings))

struct propose_plan : called<"Legg planen fram for utvalget", "Legg planen fram for utvalet",
                             "Put the plan before the body", by::case_handler> {
    text_version text;
};
BOOST_DESCRIBE_STRUCT(propose_plan, (), (text))
struct draft_anew : called<"Ta planen tilbake og endre den", "Ta planen tilbake og endre han",
                           "Take the plan back and change it", by::case_handler> {
    static constexpr bool task = false;
};
struct publish_plan
    : called<"Publiser møteplanen", "Publiser møteplanen", "Publish the meeting plan", by::case_handler> {};

struct move_meeting : called<"Flytt et møte", "Flytt eit møte", "Move a meeting", by::case_handler> {
    static constexpr bool task = false;
    date day;
    date new_day;
    std::optional<std::string> place;
    std::optional<std::string> despite_clash;
    std::string reason;

    date changed() const { return new_day; }
    plan_of_year plan_after(plan_of_year plan) const {
        for (auto& m : plan.meetings) {
            if (m.day != day || !m.takes_place()) continue;
            m.moved_from.push_back({day, reason});
            m.day = new_day;
            if (place) m.place = place;
            m.despite_clash = despite_clash;
        }
        return plan;
    }
};
BOOST_DESCRIBE_STRUCT(move_meeting, (), (day, new_day, place, despite_clash, reason))

struct cancel_meeting : called<"Avlys et møte", "Avlys eit møte", "Cancel a meeting", by::case_handler> {
    static constexpr bool task = false;
    date day;
    std::string reason;

    plan_of_year plan_after(plan_of_year plan) const {
        for (auto& m : plan.meetings)
            if (m.day == day && m.takes_place()) m.cancelled = reason;
        return plan;
    }
};
BOOST_DESCRIBE_STRUCT(cancel_meeting, (), (day, reason))

struct add_meeting : called<"Sett inn et møte", "Set inn eit møte", "Add a meeting", by::case_handler>,
                     meeting_day {
    static constexpr bool task = false;

    date changed() const { return day; }
    plan_of_year plan_after(plan_of_year plan) const {
        plan.meetings.push_back({*this});
        return plan;
    }
};
BOOST_DESCRIBE_STRUCT(add_meeting, (meeting_day), ())

struct close_year : called<"Avslutt året", "Avslutt året", "Close the year", by::case_handler> {};
struct give_up_plan : called<"Skrinlegg planen", "Skrinlegg planen", "Abandon the plan", by::case_handler> {
    static constexpr bool task = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(give_up_plan, (), (reason))

// ---------------------------------------------------------------------------------------------------- guards

struct year_can_be_planned
    : refuses<"year_not_to_be_planned", "{year} er ikke et år å planlegge møter for nå.",
              "{year} er ikkje eit år å planleggje møte for no.",
              "{year} is no year to plan meetings for now."> {
    static constexpr int most_years_ahead = 2;
    static verdict holds(begin_plan const& e, view<data> const& v) {
        auto const now = v.now.today.year();
        return {now <= e.year && e.year <= now + most_years_ahead, {{"year", std::to_string(e.year)}}};
    }
};
inline state const& year_of(data const& d, situation const& now) { return now.world.at(d.calendar.stream()); }
// Whether what stands in the year for the body is of another case.
inline bool another_plans_it(data const& d, state const& a_case, situation const& now) {
    auto const* there = plans_in(year_of(d, now)).find(d.body.value);
    return there && there->a_case.value != id_in(a_case.stream);
}
struct nobody_else_plans_it
    : refuses<"year_already_planned", "{body} har allerede en møteplan for {year}.",
              "{body} har alt ein møteplan for {year}.", "{body} already has a meeting plan for {year}."> {
    static verdict holds(view<data> const& v) {
        return {!another_plans_it(v.data, v.a_case, v.now),
                {{"body", name_of_body(v.now, v.data.body.value)}, {"year", std::to_string(v.data.year)}}};
    }
};

inline considered_plan considered(plan_of_year const& plan, view<data> const& v,
                                  std::optional<date> new_day = {}) {
    return {plan, v.data.body, year_of(v.data, v.now), v.now, new_day};
}
// A rule of plans, of the plan as it stands; and of the plan as the command would leave it.
template <plan_rule const& Rule>
struct stands {
    static constexpr rule_text refusal = Rule.text;
    static verdict holds(view<data> const& v) { return Rule.holds(considered(v.data, v)); }
};
template <plan_rule const& Rule>
struct would_stand {
    static constexpr rule_text refusal = Rule.text;
    template <class Event>
    static verdict holds(Event const& e, view<data> const& v) {
        auto const after = e.plan_after(v.data);
        return Rule.holds(considered(after, v));
    }
};
struct days_are_sound : guards<would_stand<few_enough>, would_stand<within_its_year>, would_stand<no_holiday>,
                               would_stand<one_meeting_a_day>, would_stand<prepared_by_a_body>> {};
struct plan_is_sound : guards<stands<meets_often_enough>, stands<one_partnership_meeting>,
                              stands<each_is_prepared>, stands<no_clash_of_members>> {};
struct new_day_is_free {
    static constexpr rule_text refusal = no_clash_of_members.text;
    template <class Event>
    static verdict holds(Event const& e, view<data> const& v) {
        auto const after = e.plan_after(v.data);
        return no_clash_of_members.holds(considered(after, v, e.changed()));
    }
};
struct has_meetings : needs<&plan_of_year::meetings, "no_meetings_planned", "Planen har ingen møter ennå.",
                            "Planen har ingen møte enno.", "The plan has no meetings yet."> {};

struct is_planned
    : refuses<"no_meeting_that_day", "Planen har ikke noe møte {day} som kan flyttes eller avlyses.",
              "Planen har ikkje noko møte {day} som kan flyttast eller avlysast.",
              "The plan has no meeting on {day} that can be moved or cancelled."> {
    template <class Event>
    static verdict holds(Event const& e, view<data> const& v) {
        return {v.data.on(e.day) != nullptr, {{"day", e.day.in_numbers()}}};
    }
};
struct is_ahead
    : refuses<"meeting_has_been", "Møtet {day} har vært. Et møte som ikke ble holdt, kan avlyses.",
              "Møtet {day} har vore. Eit møte som ikkje vart halde, kan avlysast.",
              "The meeting on {day} has been. One that was not held can be cancelled."> {
    static verdict holds(move_meeting const& e, view<data> const& v) {
        return {v.now.today <= e.day, {{"day", e.day.in_numbers()}}};
    }
};
struct moves_ahead
    : refuses<"new_day_not_ahead", "Den nye dagen må være en annen enn {day}, og ikke ha vært.",
              "Den nye dagen må vere ein annan enn {day}, og ikkje ha vore.",
              "The new day must be another than {day}, and not have been."> {
    static verdict holds(move_meeting const& e, view<data> const& v) {
        return {e.new_day != e.day && v.now.today <= e.new_day, {{"day", e.day.in_numbers()}}};
    }
};
struct preparing_body_is_another
    : refuses<"preparing_body_unknown",
              "{body} kan ikke forberede møtene: det må være et annet utvalg, og opprettet.",
              "{body} kan ikkje førebu møta: det må vere eit anna utval, og oppretta.",
              "{body} can't prepare the meetings: it must be another body, and established."> {
    static verdict holds(set_meetings const& e, view<data> const& v) {
        if (!e.preparing_body) return true;
        return {*e.preparing_body != v.data.body && v.now.world.at(e.preparing_body->stream()).exists(),
                {{"body", name_of_body(v.now, e.preparing_body->value)}}};
    }
};
struct year_has_passed : refuses<"year_not_over", "Året {year} er ikke omme.", "Året {year} er ikkje omme.",
                                 "The year {year} is not over."> {
    static verdict holds(view<data> const& v) {
        return {v.data.year < v.now.today.year(), {{"year", std::to_string(v.data.year)}}};
    }
};

// --------------------------------------------------------------------------------------------------- actions

// All other bodies that there are when it is said when this one meets.
struct compare {
    template <class E>
    static void run(E const&, stepping<data>& s) {
        s.data.compared_with.clear();
        for (auto const& [body, kind] : records_of(s.now.organisation()).bodies)
            if (body != s.data.body.value) s.data.compared_with.push_back({body});
    }
};
struct enter {
    template <class E>
    static void run(E const&, stepping<data>& s) {
        s.send(s.data.calendar.stream(),
               enter_plan{s.data.body, {s.data, {id_in(s.a_case.stream)}, s.data.published_on.has_value()}});
    }
};
struct name_calendar {
    static void run(begin_plan const& e, stepping<data>& s) { s.data.calendar = {std::to_string(e.year)}; }
};
struct take_year : actions<take, name_calendar, compare> {};
struct replace_days {
    template <class E>
    static void run(E const& e, stepping<data>& s) {
        static_cast<plan_of_year&>(s.data) = e.plan_after(s.data);
        std::ranges::stable_sort(s.data.meetings, {}, &planned_meeting::day);
    }
};
struct change : actions<replace_days, compare, enter> {};
struct take_approval : notes<&data::approved_on> {};
struct let_out : actions<notes<&data::published_on>, enter> {};
struct take_out { // unless it is another plan that stands there
    static void run(give_up_plan const& e, stepping<data>& s) {
        s.data.why_abandoned = e.reason;
        auto const entered = plans_in(year_of(s.data, s.now));
        if (entered.contains(s.data.body.value) && !another_plans_it(s.data, s.a_case, s.now))
            s.send(s.data.calendar.stream(), take_out_plan{s.data.body});
    }
};

// ----------------------------------------------------------------------------------------------------- words

constexpr word_of own_words[]{
    {"compared_with",
     {"Kontrollert mot møtene i", "Kontrollert mot møta i", "Checked against the meetings of"},
     asked_as::body},
    {"new_day", {"Ny dag", "Ny dag", "New day"}},
    {"why_abandoned",
     {"Hvorfor planen er skrinlagt", "Kvifor planen er skrinlagd", "Why the plan is abandoned"}},
};

// ----------------------------------------------------------------------------------------------- the workflow

struct definition : defines<data, table> {
    static constexpr auto id = "meeting_plan";
    static constexpr int version = 1;
    static constexpr text label{"Møteplan", "Møteplan", "Meeting plan"};
    static constexpr text purpose{
        "Når et utvalg møtes i et år: planen kontrolleres mens den lages, godkjennes av utvalget og "
        "publiseres.",
        "Når eit utval møtest i eit år: planen blir kontrollert medan han blir laga, godkjend av utvalet og "
        "publisert.",
        "When a body meets in a year: the plan is checked while it is made, approved by the body and "
        "published."};
    static constexpr std::span<word_of const> words[]{own_words};
};

} // namespace meeting_plan_workflow

workflow const& meeting_plan() { return made_of<meeting_plan_workflow::definition>(); }

} // namespace saksgang
