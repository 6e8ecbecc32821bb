// Who is there: as the meeting is opened, and when somebody comes or leaves.
#pragma once

#include "workflows/meeting/preparing.hpp"

namespace saksgang::meeting_workflow {

// -------------------------------------------------------------------------------------------------- commands

// Those who hold the seats, without those who can't come; in their place whoever was reached.
inline std::vector<attendance> expected(data const& d, situation const& now) {
    std::vector<attendance> all;
    for (auto const& [name, s] : seats_on(body_of_meeting(d, now), d.day)) {
        if (!holder_on(s, d.day)) continue;
        id const seat{name};
        if (std::ranges::none_of(d.absences, [&](auto const& a) { return a.seat == seat; }))
            all.push_back({seat, {}});
        else if (auto const reached = std::ranges::find_if(
                     d.substitutes_asked, [&](auto const& c) { return c.seat == seat && c.reached; });
                 reached != d.substitutes_asked.end())
            all.push_back({seat, reached->person});
    }
    return all;
}

struct those_present {
    id chair; // seat
    std::vector<attendance> present;
};
BOOST_DESCRIBE_STRUCT(those_present, (), (chair, present))

struct open_meeting : called<"Sett møtet", "Set møtet", "Open the meeting", by::case_handler>, those_present {
    static json begins(state const& a_case, situation const& now) {
        auto const& d = a_case.data.read(restore<data>);
        auto const all = expected(d, now);
        auto begun = json{{"present", write(all)}};
        for (auto const& a : all) {
            auto const* held = holder_on(*seat_on(body_of_meeting(d, now), a.seat.value, d.day), d.day);
            if (!a.person && held->function == seat_function::leader) begun["chair"] = a.seat.value;
        }
        return begun;
    }
};
BOOST_DESCRIBE_STRUCT(open_meeting, (those_present), ())
struct change_attendance : called<"Endre hvem som er til stede", "Endre kven som er til stades",
                                  "Change who is present", by::case_handler>,
                           those_present {
    static constexpr bool task = false;
    static json begins(state const& a_case, situation const& now) {
        auto const& d = a_case.data.read(restore<data>);
        auto all = d.present;
        for (auto& a : all) // as one fills it in: by the seat alone where its holder is there
            if (who_meets({a.seat, {}}, d, now) == a.person) a.person.reset();
        return write(those_present{or_empty(d.chair), all});
    }
};
BOOST_DESCRIBE_STRUCT(change_attendance, (those_present), ())

// ---------------------------------------------------------------------------------------------------- guards

struct day_has_come : refuses<"meeting_not_yet", "Møtet er {day}. Det kan ikke settes før.",
                              "Møtet er {day}. Det kan ikkje setjast før.",
                              "The meeting is on {day}. It can't be opened before."> {
    static verdict holds(view<data> const& v) {
        return {v.data.day <= v.now.today, {{"day", v.data.day.in_numbers()}}};
    }
};
struct place_is_known : refuses<"place_missing", "Skriv hvor møtet holdes, eller at det er et fjernmøte.",
                                "Skriv kvar møtet blir halde, eller at det er eit fjernmøte.",
                                "State where the meeting is held, or that it is a remote one."> {
    static verdict holds(view<data> const& v) { return v.data.place || v.data.remote.value_or(false); }
};
struct closed_items_in_the_room
    : refuses<"closed_item_in_remote_meeting",
              "{item} skal behandles for lukkede dører. Det kan ikke gjøres i et fjernmøte.",
              "{item} skal behandlast for stengde dører. Det kan ikkje gjerast i eit fjernmøte.",
              "{item} is treated behind closed doors, which can't be done in a remote meeting.",
              "own:closed_items_in_the_room"> {
    static verdict holds(view<data> const& v) {
        if (!v.data.remote.value_or(false)) return verdict::not_at_issue();
        auto const closed = std::ranges::find_if(
            v.data.items, [](agenda_item const& i) { return i.closed_by && i.awaits_treatment(); });
        if (closed == v.data.items.end()) return verdict::not_at_issue();
        return verdict::fails({{"item", name_of_item(*closed, v.data.day)}});
    }
};
struct each_sits_there
    : refuses<
          "not_seated", "Den som er ført opp på plassen {seat}, har den ikke {day}, og er ikke vara for den.",
          "Den som er ført opp på plassen {seat}, har han ikkje {day}, og er ikkje vara for han.",
          "Whoever is named for the seat {seat} does not hold it on {day}, and is no substitute for it."> {
    static verdict holds(those_present const& e, view<data> const& v) {
        for (auto const& a : e.present) {
            if (who_meets(a, v.data, v.now)) continue;
            auto const* s = seat_on(body_of_meeting(v.data, v.now), a.seat.value, v.data.day);
            return verdict::fails({{"seat", s ? name_of_seat(v.now.organisation(), *s) : said("–")},
                                   {"day", v.data.day.in_numbers()}});
        }
        return true;
    }
};
struct nobody_twice
    : refuses<"present_twice", "En plass, eller en person, er ført opp to ganger.",
              "Ein plass, eller ein person, er ført opp to gonger.", "A seat, or a person, stands twice."> {
    static verdict holds(those_present const& e, view<data> const& v) {
        std::set<id> seats, persons;
        for (auto const& a : e.present)
            if (auto const person = who_meets(a, v.data, v.now);
                person && (!seats.insert(a.seat).second || !persons.insert(*person).second))
                return false;
        return true;
    }
};
struct chair_is_present
    : refuses<"chair_not_present", "Møteleder må være blant dem som er til stede.",
              "Møteleiaren må vere blant dei som er til stades.", "The chair must be among those present."> {
    static verdict holds(those_present const& e, view<data> const&) {
        return std::ranges::any_of(e.present, [&](auto const& a) { return a.seat == e.chair; });
    }
};
struct room_to_come_and_go : room_in<&data::comings_and_goings, 200, "too_many_comings_and_goings",
                                     "Det er registrert {most} ganger at noen kom eller gikk.",
                                     "Det er registrert {most} gonger at nokon kom eller gjekk.",
                                     "That somebody came or went has been registered {most} times."> {};
struct attendance_is_sound : guards<each_sits_there, nobody_twice, chair_is_present> {};

// --------------------------------------------------------------------------------------------------- actions

// Those who were there for some of the items, and for which; whoever comes back has not left.
struct note_who_came_and_went {
    static void run(change_attendance const& e, stepping<data>& s) {
        auto const& before = s.data.present;
        std::vector<attendance> after;
        for (auto const& a : e.present) after.push_back({a.seat, who_meets(a, s.data, s.now)});
        auto const is_in = [](std::vector<attendance> const& all, attendance const& a) {
            return std::ranges::any_of(all, [&](auto const& b) { return describe::same(a, b); });
        };
        auto const next = std::ranges::find_if(s.data.items, &agenda_item::awaits_treatment);
        auto const note = [&](attendance const& a, bool came) {
            s.data.comings_and_goings.push_back({a.seat, or_empty(a.person), came, {}});
            if (next != s.data.items.end()) s.data.comings_and_goings.back().before_item = next->item;
        };
        for (auto const& a : before)
            if (!is_in(after, a)) note(a, false);
        for (auto const& a : after)
            if (!is_in(before, a)) note(a, true);
        s.data.who_left.insert(s.data.who_left.end(), before.begin(), before.end());
        std::erase_if(s.data.who_left, [&](auto const& a) { return is_in(after, a); });
    }
};
struct name_each {
    template <class E>
    static void run(E const&, stepping<data>& s) {
        for (auto& a : s.data.present) a.person = who_meets(a, s.data, s.now);
    }
};
struct note_absent { // whoever had a seat, and neither they nor anybody for them was there
    template <class E>
    static void run(E const&, stepping<data>& s) {
        for (auto const& [name, seat] : seats_on(body_of_meeting(s.data, s.now), s.data.day)) {
            auto const here = [&](auto const& a) { return a.seat.value == name; };
            auto const* held = holder_on(seat, s.data.day);
            if (held && std::ranges::none_of(s.data.present, here) &&
                std::ranges::none_of(s.data.who_left, here))
                s.data.absent.push_back({{name}, held->person});
        }
    }
};
struct note_day_held {
    template <class E>
    static void run(E const&, stepping<data>& s) {
        s.data.held_on = s.data.day;
    }
};

} // namespace saksgang::meeting_workflow
