// Before the meeting: its agenda, from the first item reported in until it is locked and numbered; notice; who comes.
#pragma once

#include "workflows/meeting/items.hpp"

namespace saksgang::meeting_workflow {

// -------------------------------------------------------------------------------------------------- commands

struct begin_meeting : called<"Forbered et møte", "Førebu eit møte", "Prepare a meeting", by::case_handler> {
    std::string title;
    ref<a_body> body;
    date day;
    std::optional<std::string> place;
    std::optional<bool> remote;
    std::optional<ref<an_item_case>> previous_meeting;
};
BOOST_DESCRIBE_STRUCT(begin_meeting, (), (title, body, day, place, remote, previous_meeting))

struct report_item : called<"Meld inn en sak til sakslisten", "Meld inn ei sak til sakslista",
                            "Report an item for the agenda", by::case_handler>,
                     item_reported {};
BOOST_DESCRIBE_STRUCT(report_item, (item_reported), ())

struct arrange_agenda
    : called<"Endre rekkefølgen", "Endre rekkjefølgja", "Change the order", by::case_handler> {
    static constexpr bool task = false;
    std::vector<ref<an_agenda_item>> order;

    static json begins(state const& a_case, situation const&) {
        auto const d = a_case.data.read(restore<data>);
        arrange_agenda as_it_is;
        for (auto const& i : d.items) as_it_is.order.push_back(i.item);
        return write(as_it_is);
    }
};
BOOST_DESCRIBE_STRUCT(arrange_agenda, (), (order))

struct take_off_item : called<"Ta en sak av sakslisten", "Ta ei sak av sakslista",
                              "Take an item off the agenda", by::case_handler> {
    static constexpr bool task = false, has_room = true;
    ref<an_agenda_item> item;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(take_off_item, (), (item, reason))

struct lock_agenda : called<"Lås sakslisten", "Lås sakslista", "Lock the agenda", by::case_handler> {};
struct reopen_agenda
    : called<"Åpne sakslisten igjen", "Opne sakslista att", "Reopen the agenda", by::case_handler> {
    static constexpr bool task = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(reopen_agenda, (), (reason))
struct send_notice
    : called<"Kall inn til møtet", "Kall inn til møtet", "Call the meeting", by::case_handler> {};

struct report_absence : called<"Meld forfall", "Meld forfall", "Report that you can't come", by::its_member> {
    static constexpr bool task = false, has_room = true;
    std::optional<std::string> why;
};
BOOST_DESCRIBE_STRUCT(report_absence, (), (why))
struct register_absence : called<"Registrer forfall", "Registrer forfall",
                                 "Register that somebody can't come", by::case_handler> {
    static constexpr bool task = false, has_room = true;
    id seat;
    std::optional<std::string> why;
};
BOOST_DESCRIBE_STRUCT(register_absence, (), (seat, why))
struct ask_substitute : called<"Registrer at en vara er spurt", "Registrer at ein vara er spurd",
                               "Register that a substitute has been asked", by::case_handler> {
    static constexpr bool task = false;
    id seat;
    ref<a_person> person;
    bool reached = true;
};
BOOST_DESCRIBE_STRUCT(ask_substitute, (), (seat, person, reached))

struct ask_question : called<"Still et spørsmål om en sak", "Still eit spørsmål om ei sak",
                             "Ask about an item", by::its_member> {
    static constexpr bool task = false;
    ref<an_agenda_item> item;
    std::string what;
};
BOOST_DESCRIBE_STRUCT(ask_question, (), (item, what))

struct move_to_day
    : called<"Endre dag eller sted", "Endre dag eller stad", "Change the day or place", by::case_handler>,
      meeting_place {
    static constexpr bool task = false;
    static json begins(state const& a_case, situation const&) {
        meeting_place const& as_it_is = a_case.data.read(restore<data>);
        return write(as_it_is);
    }
};
BOOST_DESCRIBE_STRUCT(move_to_day, (meeting_place), ())
struct name_previous_meeting
    : called<"Pek ut forrige møte", "Peik ut førre møte", "Name the previous meeting", by::case_handler> {
    static constexpr bool task = false;
    ref<an_item_case> previous_meeting;
};
BOOST_DESCRIBE_STRUCT(name_previous_meeting, (), (previous_meeting))

struct call_off : called<"Avlys møtet", "Avlys møtet", "Cancel the meeting", by::case_handler> {
    static constexpr bool task = false, has_room = true;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(call_off, (), (reason))

// ---------------------------------------------------------------------------------------------------- guards

// Of commands with a `previous_meeting`.
struct previous_is_a_meeting
    : refuses<"previous_meeting_unknown", "{number} er ikke et tidligere møte i {body}.",
              "{number} er ikkje eit tidlegare møte i {body}.", "{number} is no earlier meeting of {body}."> {
    static verdict holds(begin_meeting const& e, view<data> const& v) {
        return e.previous_meeting ? of(*e.previous_meeting, e.body, e.day, v) : true;
    }
    static verdict holds(name_previous_meeting const& e, view<data> const& v) {
        return of(e.previous_meeting, v.data.body, v.data.day, v);
    }
    static verdict of(ref<an_item_case> const& named, id const& body, date day, view<data> const& v) {
        auto const& before = v.now.world.at(named.stream());
        bool const fits = before.exists() && before.workflow.starts_with("meeting/") &&
                          body_of(before) == body.value && before.data.read(restore<data>).day < day;
        return {fits, {{"number", named.value}, {"body", name_of_body(v.now, body.value)}}};
    }
};
struct names_each_item_once
    : refuses<"order_of_all_items",
              "Ta med hver sak på sakslisten én gang. De som har fått nummer, står i den rekkefølgen.",
              "Ta med kvar sak på sakslista éin gong. Dei som har fått nummer, står i den rekkjefølgja.",
              "Name each item of the agenda once. Those that have numbers stand in that order."> {
    static verdict holds(arrange_agenda const& e, view<data> const& v) {
        std::set<id> seen;
        std::vector<int> before, after; // the numbers, in their order
        for (auto const& i : v.data.items)
            if (i.number) before.push_back(*i.number);
        for (auto const& item : e.order) {
            auto const* i = v.data.find(item);
            if (!i || !seen.insert(item).second) return false;
            if (i->number) after.push_back(*i->number);
        }
        return seen.size() == v.data.items.size() && before == after;
    }
};
// A member's own, on the day of the meeting.
struct has_a_seat_then
    : refuses<"no_seat_that_day", "Du har ingen plass i utvalget {day}.",
              "Du har ingen plass i utvalet {day}.", "You hold no seat of the body on {day}."> {
    static verdict holds(view<data> const& v) {
        return {seat_of(body_of_meeting(v.data, v.now), v.now.person, v.data.day).has_value(),
                {{"day", v.data.day.in_numbers()}}};
    }
};
struct stays_in_its_year : refuses<"another_year", "Møtet må være i {year}: sakene har nummer i det året.",
                                   "Møtet må vere i {year}: sakene har nummer i det året.",
                                   "The meeting must be in {year}: its items have numbers of that year."> {
    static verdict holds(move_to_day const& e, view<data> const& v) {
        return {e.day.year() == v.data.day.year(), {{"year", std::to_string(v.data.day.year())}}};
    }
};
struct no_other_meeting_that_day
    : refuses<"meeting_prepared_already", "{body} har allerede et møte {day}, i sak {number}.",
              "{body} har alt eit møte {day}, i sak {number}.",
              "{body} already has a meeting on {day}, in case {number}."> {
    static verdict on(date day, view<data> const& v) {
        for (auto const& [number, other] : meetings_in(year_of(v.data, v.now)))
            if (other.body == v.data.body && other.day == day && number != id_in(v.a_case.stream) &&
                other.standing != meeting_standing::called_off)
                return verdict::fails({{"body", name_of_body(v.now, v.data.body.value)},
                                       {"day", day.in_numbers()},
                                       {"number", number}});
        return true;
    }
    static verdict holds(view<data> const& v) { return on(v.data.day, v); }
};
struct new_day_is_free {
    static constexpr rule_text refusal = no_other_meeting_that_day::refusal;
    static verdict holds(move_to_day const& e, view<data> const& v) {
        return no_other_meeting_that_day::on(e.day, v);
    }
};
struct has_items : needs<&agenda::items, "agenda_empty", "Sakslisten er tom.", "Sakslista er tom.",
                         "The agenda is empty."> {};
struct is_in_the_plan
    : refuses<"meeting_not_in_plan",
              "{body} har ikke noe møte {day} i møteplanen sin. Sett det inn der først.",
              "{body} har ikkje noko møte {day} i møteplanen sin. Set det inn der først.",
              "The meeting plan of {body} has no meeting on {day}. Put it in there first."> {
    static verdict holds(view<data> const& v) {
        auto const* plan = plan_for(v.data, v.now);
        if (!plan) return true;
        auto const* planned = plan->on(v.data.day);
        return {planned && body_that_meets(*planned, *plan, v.data.body) == v.data.body,
                {{"body", name_of_body(v.now, v.data.body.value)}, {"day", v.data.day.in_numbers()}}};
    }
};
// Of commands with a `seat`: somebody holds it on the day of the meeting.
struct seat_is_held
    : refuses<"no_such_seat", "Plassen er ikke i utvalget, eller ingen har den, på denne datoen.",
              "Plassen er ikkje i utvalet, eller ingen har han, på denne datoen.",
              "The seat is not in the body, or nobody holds it, on that date."> {
    template <class E>
    requires requires(E const& e) { e.seat.value; }
    static verdict holds(E const& e, view<data> const& v) {
        return who_meets({e.seat, {}}, v.data, v.now).has_value();
    }
};
struct is_its_substitute
    : refuses<"not_a_substitute", "{person} er ikke vara for denne plassen.",
              "{person} er ikkje vara for denne plassen.", "{person} is no substitute for this seat."> {
    static verdict holds(ask_substitute const& e, view<data> const& v) {
        auto const held_by = who_meets({e.seat, {}}, v.data, v.now);
        return {held_by && *held_by != e.person && who_meets({e.seat, e.person}, v.data, v.now),
                {{"person", position_of(v.now.organisation(), e.person.value)}}};
    }
};
struct room_for_questions
    : refuses<"too_many_questions", "Du har stilt {most} spørsmål til dette møtet. Ta resten i møtet.",
              "Du har stilt {most} spørsmål til dette møtet. Ta resten i møtet.",
              "You have asked {most} questions before this meeting. Ask the rest there."> {
    static constexpr std::ptrdiff_t most = 10;
    static verdict holds(view<data> const& v) {
        auto const mine = [&](question const& q) { return q.person.value == v.now.person; };
        return {std::ranges::count_if(v.data.questions, mine) < most, {{"most", std::to_string(most)}}};
    }
};
struct room_for_calls
    : room_in<&data::substitutes_asked, 100, "too_many_calls",
              "Det er registrert {most} forespørsler til vara. Flere er det ikke plass til.",
              "Det er registrert {most} førespurnader til vara. Fleire er det ikkje plass til.",
              "{most} calls of substitutes are registered. There is no room for more."> {};

// --------------------------------------------------------------------------------------------------- actions

// Those that each agenda begins with.
struct put_standing_items {
    static void run(begin_meeting const& e, stepping<data>& s) {
        s.data.calendar = {std::to_string(e.day.year())};
        put_on(s.data, {.kind = item_kind::notice_and_agenda});
        put_on(s.data, {.kind = item_kind::previous_minutes, .a_case = e.previous_meeting});
        put_on(s.data, {.kind = item_kind::follow_up_points});
    }
};
struct put_in_order {
    static void run(arrange_agenda const& e, stepping<data>& s) {
        std::vector<agenda_item> in_order;
        for (auto const& item : e.order) in_order.push_back(*s.data.find(item));
        s.data.items = std::move(in_order);
    }
};
struct take_off {
    static void run(take_off_item const& e, stepping<data>& s) {
        auto* i = s.data.find(e.item);
        if (i->number)
            i->taken_off = e.reason;
        else
            std::erase_if(s.data.items, [&](auto const& each) { return each.item == e.item; });
    }
};
inline void note_text(agenda_item& i, stepping<data>& s) {
    if (auto const* r = round_of(i.a_case, s.data, s.now); r && i.awaits_treatment())
        i.text_version = r->subject.version;
}
struct number_items {
    template <class E>
    static void run(E const&, stepping<data>& s) {
        auto const after = last_item_number(year_of(s.data, s.now), s.data.body);
        for (auto& i : s.data.items) note_text(i, s);
        if (auto const given = s.data.give_numbers(after))
            s.send(s.data.calendar.stream(), take_item_numbers{s.data.body, after, given});
        s.data.reopened = {};
    }
};
struct note_absence {
    static void put(data& d, absence a) {
        std::erase_if(d.absences, [&](auto const& each) { return each.seat == a.seat; });
        d.absences.push_back(std::move(a));
    }
    static void run(report_absence const& e, stepping<data>& s) {
        put(s.data, {{*seat_of(body_of_meeting(s.data, s.now), s.now.person, s.data.day)}, e.why});
    }
    static void run(register_absence const& e, stepping<data>& s) { put(s.data, {e.seat, e.why}); }
};
struct name_it { // where its minutes are to be approved, too
    static void run(name_previous_meeting const& e, stepping<data>& s) {
        s.data.previous_meeting = e.previous_meeting;
        for (auto& i : s.data.items)
            if (i.kind == item_kind::previous_minutes && i.awaits_treatment()) i.a_case = e.previous_meeting;
    }
};
struct note_question {
    static void run(ask_question const& e, stepping<data>& s) {
        s.data.questions.push_back({e.item, {s.now.person}, e.what});
    }
};
struct note_call {
    static void run(ask_substitute const& e, stepping<data>& s) {
        s.data.substitutes_asked.push_back({e.seat, e.person, e.reached});
    }
};

} // namespace saksgang::meeting_workflow
