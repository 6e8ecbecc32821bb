// What a body has planned to meet in a year (møteplan), and what is asked of that: as it is drafted, as it is approved, and as
// it would be after a change.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decision.hpp"
#include "engine/workflow.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {

// Its own, that of the body which prepares them (AU), and the partnership meeting (partnerskapsmøtet, level 1).
BOOST_DEFINE_ENUM_CLASS(meeting_kind, ordinary, preparatory, partnership)

struct meeting_day {
    date day;
    meeting_kind kind = meeting_kind::ordinary;
    std::optional<std::string> place = {};
    std::optional<std::string> despite_clash = {}; // why it is held, although members meet elsewhere that day
};
BOOST_DESCRIBE_STRUCT(meeting_day, (), (day, kind, place, despite_clash))

struct earlier_day {
    date day;
    std::string reason; // of moving it
};
BOOST_DESCRIBE_STRUCT(earlier_day, (), (day, reason))

struct planned_meeting : meeting_day {
    std::vector<earlier_day> moved_from = {};
    std::optional<std::string> cancelled = {}; // avlyst: why. It stays in the plan, and does not count

    bool takes_place() const { return !cancelled; }
};
BOOST_DESCRIBE_STRUCT(planned_meeting, (meeting_day), (moved_from, cancelled))

// Whether the minutes are sent round, or wait for the meeting after.
BOOST_DEFINE_ENUM_CLASS(minutes_approval, by_circulation, at_next_meeting)

struct plan_of_year {
    int year = 0;
    std::optional<ref<a_body>> preparing_body = {};            // whose meetings prepare the body's own
    std::vector<planned_meeting> meetings = {};                // by day
    std::optional<minutes_approval> minutes_are_approved = {}; // none: by circulation

    planned_meeting const* on(date) const; // that takes place; none: null
};
BOOST_DESCRIBE_STRUCT(plan_of_year, (), (year, preparing_body, meetings, minutes_are_approved))

// As it is entered among those of the year, from its first draft on: bodies that plan at the same time see each other.
struct entered_plan : plan_of_year {
    id a_case; // of the plan
    bool published = false;
};
BOOST_DESCRIBE_STRUCT(entered_plan, (plan_of_year), (a_case, published))

// The year that plans are entered in: the stream `meetings/2025`, with "plan/ssu" for each body's.
struct a_meeting_year {
    static constexpr std::string_view name = "meeting_year";
    static std::string stream(id const& year) { return "meetings/" + year.value; }
};
keyed<entered_plan> plans_in(state const& year); // by body
keyed<entered_plan> plans_in(state&&) = delete;

// Follow-ups that a plan sends to its year.
struct enter_plan {
    id body;
    entered_plan entered;
};
BOOST_DESCRIBE_STRUCT(enter_plan, (), (body, entered))
struct take_out_plan {
    id body;
};
BOOST_DESCRIBE_STRUCT(take_out_plan, (), (body))

// A meeting that is being prepared, or has been: "meeting/2025-14" for its case's number.
BOOST_DEFINE_ENUM_CLASS(meeting_standing, prepared, held, minutes_published, called_off)
struct entered_meeting {
    id body;
    date day;
    meeting_standing standing = meeting_standing::prepared;
};
BOOST_DESCRIBE_STRUCT(entered_meeting, (), (body, day, standing))
// Minutes are to be published within a month (catalogue 64: F03); told of, never refused.
bool minutes_are_late(date held_on, date today);
keyed<entered_meeting> meetings_in(state const& year); // by case
keyed<entered_meeting> meetings_in(state&&) = delete;
// The last number that an item of the body has in the year; 0: none has one. "numbers/ssu"
int last_item_number(state const& year, id const& body);

// Follow-ups that a meeting sends to its year.
struct enter_meeting {
    id a_case;
    entered_meeting entered;
};
BOOST_DESCRIBE_STRUCT(enter_meeting, (), (a_case, entered))
struct take_item_numbers {
    id body;
    int after = 0, count = 0;
};
BOOST_DESCRIBE_STRUCT(take_item_numbers, (), (body, after, count))

id body_that_meets(planned_meeting const&, plan_of_year const&, id const& body);

// A day on which another body meets too.
struct clash {
    planned_meeting const* meeting;
    id body, other;         // that meet
    std::vector<id> shared; // members of both
};
// With those entered in the year, as far as their bodies have been read.
std::vector<clash> clashes_of(plan_of_year const&, id const& body, state const& year, situation const&);

// ---------------------------------------------------------------------------------------------- what is asked of it

// A plan as it is, or as it would be, and where.
struct considered_plan {
    plan_of_year const& plan;
    id const& body;
    state const& year; // that it is entered in
    situation const& now;
    std::optional<date> new_day = {}; // the only one whose clashes matter; none: all

    bool is_of(body_kind) const;
    said name() const { return name_of_body(now, body.value); }
};
struct plan_rule {
    rule_text text;
    verdict (*holds)(considered_plan const&);
};

namespace judging {
verdict few_enough(considered_plan const&), within_its_year(considered_plan const&),
    no_holiday(considered_plan const&), one_meeting_a_day(considered_plan const&),
    prepared_by_a_body(considered_plan const&), meets_often_enough(considered_plan const&),
    one_partnership_meeting(considered_plan const&), each_is_prepared(considered_plan const&),
    no_clash_of_members(considered_plan const&);
} // namespace judging

// Of the days, whenever some are written.
inline constexpr plan_rule few_enough{{"too_many_meetings",
                                       {"En plan har plass til {most} møter, de avlyste medregnet.",
                                        "Ein plan har plass til {most} møte, dei avlyste rekna med.",
                                        "A plan has room for {most} meetings, cancelled ones included."}},
                                      judging::few_enough};
inline constexpr plan_rule within_its_year{
    {"not_in_year", {"{day} er ikke i {year}.", "{day} er ikkje i {year}.", "{day} is not in {year}."}},
    judging::within_its_year};
inline constexpr plan_rule no_holiday{
    {"meeting_on_holiday",
     {"{day} er en søndag, helligdag eller høytidsdag.", "{day} er ein søndag, heilagdag eller høgtidsdag.",
      "{day} is a Sunday or a public holiday."}},
    judging::no_holiday};
inline constexpr plan_rule one_meeting_a_day{
    {"two_meetings_a_day",
     {"Planen har to møter {day}.", "Planen har to møte {day}.", "The plan has two meetings on {day}."}},
    judging::one_meeting_a_day};
inline constexpr plan_rule prepared_by_a_body{
    {"preparing_body_missing",
     {"Planen har et forberedende møte {day}. Si hvilket utvalg det er som forbereder møtene.",
      "Planen har eit førebuande møte {day}. Sei kva utval det er som førebur møta.",
      "The plan has a preparatory meeting on {day}. Name the body that prepares the meetings."}},
    judging::prepared_by_a_body};

// Before a plan is put forward; told of it while it is drafted, and after.
inline constexpr plan_rule meets_often_enough{
    {"meetings_in_a_year",
     {"{body} møtes seks til åtte ganger i året. Planen har {count} ordinære møter som ikke er avlyst.",
      "{body} møtest seks til åtte gonger i året. Planen har {count} ordinære møte som ikkje er avlyste.",
      "{body} meets six to eight times a year. The plan has {count} ordinary meetings that are not "
      "cancelled."},
     "own:meets_six_to_eight_times"},
    judging::meets_often_enough};
inline constexpr plan_rule one_partnership_meeting{
    {"partnership_meetings_in_a_year",
     {"Antall partnerskapsmøter i planen skal være {due}, og er {count}.",
      "Talet på partnarskapsmøte i planen skal vere {due}, og er {count}.",
      "The number of partnership meetings in the plan is to be {due}, and is {count}."},
     "own:one_partnership_meeting_a_year"},
    judging::one_partnership_meeting};
inline constexpr plan_rule each_is_prepared{
    {"meeting_not_prepared",
     {"Møtet {day} har ikke noe forberedende møte 14 til 28 dager før.",
      "Møtet {day} har ikkje noko førebuande møte 14 til 28 dagar før.",
      "The meeting on {day} has no preparatory meeting 14 to 28 days before it."},
     "own:meetings_are_prepared"},
    judging::each_is_prepared};
inline constexpr plan_rule no_clash_of_members{
    {"members_meet_elsewhere",
     {"{other} møtes også {day}, og antall felles medlemmer er {count}. Velg en annen dag, eller skriv "
      "hvorfor møtet holdes likevel.",
      "{other} møtest òg {day}, og talet på felles medlemmer er {count}. Vel ein annan dag, eller skriv "
      "kvifor møtet blir halde likevel.",
      "{other} meets on {day} too, and {count} of its members are members here. Choose another day, or say "
      "why "
      "the meeting is held all the same."}},
    judging::no_clash_of_members};
inline constexpr std::array<plan_rule const*, 4> rules_of_plans{&meets_often_enough, &one_partnership_meeting,
                                                                &each_is_prepared, &no_clash_of_members};

} // namespace saksgang
