// What is put on an agenda: before it is locked, when it has been opened again, and in the meeting itself.
#pragma once

#include "workflows/meeting/data.hpp"

namespace saksgang::meeting_workflow {

struct item_reported {
    item_kind kind = item_kind::decision_item;
    std::optional<ref<an_item_case>> a_case;
    std::optional<std::string> title; // none: the case's
    std::optional<std::string> closed_by;
};
BOOST_DESCRIBE_STRUCT(item_reported, (), (kind, a_case, title, closed_by))

// ---------------------------------------------------------------------------------------------------- guards

struct agenda_has_room
    : room_in<&data::items, 60, "agenda_full", "Sakslisten har plass til {most} saker.",
              "Sakslista har plass til {most} saker.", "The agenda has room for {most} items."> {};
struct item_is_named
    : refuses<"item_without_title", "Skriv hva saken gjelder, eller velg saken.",
              "Skriv kva saka gjeld, eller vel saka.", "Write what the item is about, or choose the case."> {
    static verdict holds(item_reported const& e, view<data> const&) {
        return e.a_case || is_standing(e.kind) || (e.title && !e.title->empty());
    }
};
// Nothing else is decided: not what nobody knew would be.
struct decision_has_a_case
    : refuses<"decision_without_case",
              "En vedtakssak må være en sak i Saksgang, og andre saker på sakslisten er det ikke.",
              "Ei vedtakssak må vere ei sak i Saksgang, og andre saker på sakslista er det ikkje.",
              "An item for decision must be a case, and other items of the agenda are none."> {
    static verdict holds(item_reported const& e, view<data> const&) {
        return (e.kind == item_kind::decision_item) == e.a_case.has_value();
    }
};
struct case_is_before_the_body
    : refuses<"case_not_put_forward", "{number} er ikke lagt fram for {body} til avgjørelse.",
              "{number} er ikkje lagd fram for {body} til avgjerd.",
              "{number} is not put before {body} for decision."> {
    static verdict holds(item_reported const& e, view<data> const& v) {
        if (!e.a_case) return true;
        return {round_of(e.a_case, v.data, v.now) != nullptr,
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
// What is decided in a meeting that everybody may read about stands in that meeting, too.
struct case_is_as_open
    : refuses<
          "case_closed_to_others",
          "{number} har begrenset tilgang, og møtet har det ikke. Begrens tilgangen til møtet først.",
          "{number} har avgrensa tilgang, og møtet har det ikkje. Avgrens tilgangen til møtet først.",
          "{number} has restricted access, and the meeting has not. Restrict access to the meeting first."> {
    static verdict of(std::optional<ref<an_item_case>> const& named, view<data> const& v) {
        if (!named || v.data.access == case_access::closed) return true;
        return {common_of(v.now.world.at(named->stream())).access == case_access::community,
                {{"number", named->value}}};
    }
    static verdict holds(item_reported const& e, view<data> const& v) { return of(e.a_case, v); }
    template <class E>
    requires requires(E const& e) { e.item.value; }
    static verdict holds(E const& e, view<data> const& v) {
        auto const* i = v.data.find(e.item);
        return i ? of(i->a_case, v) : true;
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
// A rule of the item that a command names; that there is one is said by the guard above.
template <class Rule, literal... Refusal>
struct of_item : refuses<Refusal...> {
    template <class E>
    requires requires(E const& e) { e.item.value; }
    static verdict holds(E const& e, view<data> const& v) {
        auto const* i = v.data.find(e.item);
        return i ? Rule::of(*i, e, v) : verdict(true);
    }
};
struct item_is_sound : guards<agenda_has_room, item_is_named, decision_has_a_case, case_is_before_the_body,
                              case_is_as_open, not_on_it_already> {};

// --------------------------------------------------------------------------------------------------- actions

inline std::string title_of_item(item_reported const& e, situation const& now) {
    if (e.title) return *e.title;
    return e.a_case ? common_of(now.world.at(e.a_case->stream())).title : std::string();
}
inline void put_on(agenda& on, agenda_item i) {
    int last = 0; // whose names are taken
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

} // namespace saksgang::meeting_workflow
