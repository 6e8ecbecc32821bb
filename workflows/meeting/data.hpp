// What is kept of a meeting from the day somebody begins to prepare it until its minutes are published.
#pragma once

#include "engine/who/follow_ups.hpp"
#include "workflows/common.hpp"
#include "workflows/shared/meetings/agenda.hpp"
#include "workflows/shared/meetings/plan_of_year.hpp"

namespace saksgang::meeting_workflow {

struct meeting_place {
    date day;
    std::optional<std::string> place;
    std::optional<bool> remote; // fjernmøte
};
BOOST_DESCRIBE_STRUCT(meeting_place, (), (day, place, remote))

// Somebody who can't come (forfall).
struct absence {
    id seat;
    std::optional<std::string> why;
};
BOOST_DESCRIBE_STRUCT(absence, (), (seat, why))

// What a member wants changed in the minutes, one of each.
struct comment {
    id person;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(comment, (), (person, text))

// To whoever prepares the meeting (AU), before it.
struct question {
    ref<an_agenda_item> item;
    id person;
    std::string what;
};
BOOST_DESCRIBE_STRUCT(question, (), (item, person, what))

// Somebody who came after the meeting had been opened, or went before it was closed.
struct coming_or_going {
    id seat, person;
    bool came = false;                                   // else they went
    std::optional<ref<an_agenda_item>> before_item = {}; // that was next; none: all had been treated
};
BOOST_DESCRIBE_STRUCT(coming_or_going, (), (seat, person, came, before_item))

struct course_of_meeting {
    ref<a_meeting_year> calendar;                      // of the year
    std::optional<ref<an_item_case>> previous_meeting; // whose minutes this one approves or is told of
    std::optional<std::string> reopened;               // why the agenda was, after it had been locked
    std::vector<absence> absences;
    std::vector<call> substitutes_asked;
    std::vector<question> questions;
    std::optional<id> chair; // seat
    // Each with the person, so that no later change of the body changes who was there.
    std::vector<attendance> present; // as it is now, or was at the end
    std::vector<attendance> who_left, absent;
    std::vector<coming_or_going> comings_and_goings;
    std::optional<date> called_on, held_on, closed_on, approved_on, published_on;
    std::vector<follow_up_said> follow_ups; // that came of it; the body has them from then on
    std::vector<comment> comments;
    std::optional<std::string> why_called_off;
};
BOOST_DESCRIBE_STRUCT(course_of_meeting, (),
                      (calendar, previous_meeting, reopened, absences, substitutes_asked, questions, chair,
                       present, who_left, absent, comings_and_goings, called_on, held_on, closed_on,
                       approved_on, published_on, follow_ups, comments, why_called_off))

struct data : case_common, meeting_place, agenda, course_of_meeting {};
BOOST_DESCRIBE_STRUCT(data, (case_common, meeting_place, agenda, course_of_meeting), ())

inline state const& body_of_meeting(data const& d, situation const& now) {
    return now.world.at(body_stream(d.body.value));
}
inline state const& year_of(data const& d, situation const& now) { return now.world.at(d.calendar.stream()); }
// Who meets in the seat: whoever is named, or its holder; none: nobody may, that day.
inline std::optional<id> who_meets(attendance const& a, data const& d, situation const& now) {
    auto const* s = seat_on(body_of_meeting(d, now), a.seat.value, d.day);
    auto const* held = s ? holder_on(*s, d.day) : nullptr;
    if (!held) return {};
    auto const person = a.person.value_or(held->person);
    return may_sit_in(*s, person, d.day) ? std::optional(person) : std::nullopt;
}
// Room in one of the meeting's lists; the texts say {most}.
template <auto List, std::size_t Most, literal... Refusal>
struct room_in : refuses<Refusal...> {
    static verdict holds(view<data> const& v) {
        return {(v.data.*List).size() < Most, {{"most", std::to_string(Most)}}};
    }
};
// The body's plan for the year, as it is published; none: null.
inline entered_plan const* plan_for(data const& d, situation const& now) {
    auto const* plan = plans_in(year_of(d, now)).find(d.body.value);
    return plan && plan->published ? plan : nullptr;
}
// In which that case is before this body now, to be agreed on; none: null.
inline round const* round_of(std::optional<ref<an_item_case>> const& a_case, data const& d,
                             situation const& now) {
    if (!a_case) return nullptr;
    auto const& all = rounds_in(now.world.at(a_case->stream()));
    auto const* live = live_round(all);
    if (!live) return nullptr;
    auto const& r = all.at(*live);
    return r.kind == round_kind::consent && r.body == d.body ? &r : nullptr;
}

// What the year's calendar is told of the meeting, each time that changes.
inline void tell_calendar(stepping<data>& s, meeting_standing standing) {
    s.send(s.data.calendar.stream(),
           enter_meeting{{id_in(s.a_case.stream)}, {s.data.body, s.data.day, standing}});
}
// The command that begins it names no year, so it is told with the first item, or as the agenda is locked without any.
struct tells_once {
    template <class E>
    static void run(E const&, stepping<data>& s) {
        if (!meetings_in(year_of(s.data, s.now)).contains(id_in(s.a_case.stream)))
            tell_calendar(s, meeting_standing::prepared);
    }
};
template <meeting_standing Standing>
struct tells {
    template <class E>
    static void run(E const&, stepping<data>& s) {
        tell_calendar(s, Standing);
    }
};

} // namespace saksgang::meeting_workflow
