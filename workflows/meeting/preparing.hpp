// Before the meeting: its agenda, from the first item reported in until it is locked and numbered; notice; who comes.
#pragma once

#include "workflows/meeting/data.hpp"

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

struct item_reported {
    item_kind kind = item_kind::decision_item;
    std::optional<ref<an_item_case>> a_case;
    std::optional<std::string> title; // none: the case's
    std::optional<std::string> closed_by;
};
BOOST_DESCRIBE_STRUCT(item_reported, (), (kind, a_case, title, closed_by))

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

struct call_off : called<"Avlys møtet", "Avlys møtet", "Cancel the meeting", by::case_handler> {
    static constexpr bool task = false, has_room = true;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(call_off, (), (reason))

// ---------------------------------------------------------------------------------------------------- guards

struct previous_is_a_meeting
    : refuses<"previous_meeting_unknown", "{number} er ikke et tidligere møte i {body}.",
              "{number} er ikkje eit tidlegare møte i {body}.", "{number} is no earlier meeting of {body}."> {
    static verdict holds(begin_meeting const& e, view<data> const& v) {
        if (!e.previous_meeting) return true;
        auto const& before = v.now.world.at(e.previous_meeting->stream());
        bool const fits = before.exists() && before.workflow.starts_with("meeting/") &&
                          body_of(before) == e.body.value && before.data.read(restore<data>).day < e.day;
        return {fits, {{"number", e.previous_meeting->value}, {"body", name_of_body(v.now, e.body.value)}}};
    }
};
struct agenda_has_room
    : refuses<"agenda_full", "Sakslisten har plass til {most} saker.",
              "Sakslista har plass til {most} saker.", "The agenda has room for {most} items."> {
    static constexpr std::size_t most = 60;
    static verdict holds(view<data> const& v) {
        return {v.data.items.size() < most, {{"most", std::to_string(most)}}};
    }
};
struct item_is_named
    : refuses<"item_without_title", "Skriv hva saken gjelder, eller velg saken.",
              "Skriv kva saka gjeld, eller vel saka.", "Write what the item is about, or choose the case."> {
    static verdict holds(item_reported const& e, view<data> const&) {
        return e.a_case || is_standing(e.kind) || (e.title && !e.title->empty());
    }
};
struct decision_has_a_case
    : refuses<"decision_without_case", "En vedtakssak må være en sak i Saksgang. Velg saken.",
              "Ei vedtakssak må vere ei sak i Saksgang. Vel saka.",
              "An item for decision must be a case. Choose the case."> {
    static verdict holds(item_reported const& e, view<data> const&) {
        return e.kind != item_kind::decision_item || e.a_case.has_value();
    }
};
struct case_is_of_the_body : refuses<"case_of_another_body", "{number} er ingen sak for {body}.",
                                     "{number} er inga sak for {body}.", "{number} is no case of {body}."> {
    static verdict holds(item_reported const& e, view<data> const& v) {
        if (!e.a_case) return true;
        auto const& named = v.now.world.at(e.a_case->stream());
        return {named.exists() && named.stream != v.a_case.stream && body_of(named) == v.data.body.value,
                {{"number", e.a_case->value}, {"body", name_of_body(v.now, v.data.body.value)}}};
    }
};
struct not_on_it_already : refuses<"item_twice", "Saken står allerede på sakslisten.",
                                   "Saka står alt på sakslista.", "The case is on the agenda already."> {
    static verdict holds(item_reported const& e, view<data> const& v) {
        return !e.a_case || std::ranges::none_of(v.data.items, [&](agenda_item const& i) {
            return i.a_case == e.a_case && i.awaits_treatment();
        });
    }
};
// Of commands with an `item`: one that has not been treated.
struct item_awaits_treatment
    : refuses<"item_not_on_agenda",
              "Saken står ikke på sakslisten, eller er allerede behandlet eller tatt av.",
              "Saka står ikkje på sakslista, eller er alt behandla eller teken av.",
              "The item is not on the agenda, or has been treated or taken off already."> {
    template <class E>
    requires requires(E const& e) { e.item.value; }
    static verdict holds(E const& e, view<data> const& v) {
        auto const* i = v.data.find(e.item);
        return i && i->awaits_treatment();
    }
};
struct names_each_item_once
    : refuses<"order_of_all_items",
              "Ta med hver sak på sakslisten én gang. De som har fått nummer, står i den rekkefølgen.",
              "Ta med kvar sak på sakslista éin gong. Dei som har fått nummer, står i den rekkjefølgja.",
              "Name each item of the agenda once. Those that have numbers stand in that order."> {
    static verdict holds(arrange_agenda const& e, view<data> const& v) {
        std::set<id> seen;
        int number = 0;
        for (auto const& item : e.order) {
            auto const* i = v.data.find(item);
            if (!i || !seen.insert(item).second) return false;
            if (i->number && *i->number < number) return false;
            number = i->number.value_or(number);
        }
        return seen.size() == v.data.items.size();
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
        auto const* s = seat_on(body_of_meeting(v.data, v.now), e.seat.value, v.data.day);
        return s && holder_on(*s, v.data.day);
    }
};
struct is_its_substitute
    : refuses<"not_a_substitute", "{person} er ikke vara for denne plassen.",
              "{person} er ikkje vara for denne plassen.", "{person} is no substitute for this seat."> {
    static verdict holds(ask_substitute const& e, view<data> const& v) {
        auto const* s = seat_on(body_of_meeting(v.data, v.now), e.seat.value, v.data.day);
        auto const* held = s ? holder_on(*s, v.data.day) : nullptr;
        return {held && held->person != e.person && may_sit_in(*s, e.person, v.data.day),
                {{"person", position_of(v.now.organisation(), e.person.value)}}};
    }
};
struct room_for_calls
    : refuses<"too_many_calls",
              "Det er registrert {most} forespørsler til vara. Flere er det ikke plass til.",
              "Det er registrert {most} førespurnader til vara. Fleire er det ikkje plass til.",
              "{most} calls of substitutes are registered. There is no room for more."> {
    static constexpr std::size_t most = 100;
    static verdict holds(view<data> const& v) {
        return {v.data.substitutes_asked.size() < most, {{"most", std::to_string(most)}}};
    }
};

// --------------------------------------------------------------------------------------------------- actions

inline std::string title_of_item(item_reported const& e, situation const& now) {
    if (e.title) return *e.title;
    return e.a_case ? common_of(now.world.at(e.a_case->stream())).title : std::string();
}
inline void put_on(agenda& on, agenda_item i) {
    int last = 0; // of those that were ever reported in
    for (auto const& each : on.items) last = std::max(last, std::atoi(each.item.value.c_str() + 1));
    i.item = {"i" + std::to_string(last + 1)};
    on.items.push_back(std::move(i));
}
struct put_on_agenda {
    static void run(item_reported const& e, stepping<data>& s) {
        put_on(s.data, {.kind = e.kind,
                        .title = title_of_item(e, s.now),
                        .a_case = e.a_case,
                        .closed_by = e.closed_by,
                        .added_late = s.data.reopened});
    }
};
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
struct number_items {
    template <class E>
    static void run(E const&, stepping<data>& s) {
        auto const after = last_item_number(year_of(s.data, s.now), s.data.body);
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
        if (auto const seat = seat_of(body_of_meeting(s.data, s.now), s.now.person, s.data.day))
            put(s.data, {{*seat}, e.why});
    }
    static void run(register_absence const& e, stepping<data>& s) { put(s.data, {e.seat, e.why}); }
};
struct note_call {
    static void run(ask_substitute const& e, stepping<data>& s) {
        s.data.substitutes_asked.push_back({e.seat, e.person, e.reached});
    }
};

} // namespace saksgang::meeting_workflow
