// In the meeting (møtet er satt): item by item what is agreed, noted or put off. What is agreed in a case
// is agreed there: the meeting sends it, with those present.
#pragma once

#include "workflows/meeting/attending.hpp"

namespace saksgang::meeting_workflow {

// -------------------------------------------------------------------------------------------------- commands

struct take_up_item : called<"Ta opp en sak", "Ta opp ei sak", "Take up an item", by::case_handler> {
    static constexpr bool task = false, decides_cases = true;
    ref<an_agenda_item> item;
    std::optional<std::vector<id>> speakers;
};
BOOST_DESCRIBE_STRUCT(take_up_item, (), (item, speakers))

struct agree_on_item
    : called<"Registrer at møteleder konstaterte enighet", "Registrer at møteleiaren konstaterte semje",
             "Register that the chair stated agreement", by::case_handler> {
    static constexpr bool decides_cases = true;
    ref<an_agenda_item> item;
    std::optional<std::vector<point_stated>> points; // with their words as they were changed in the meeting
    std::vector<reservation_of_seat> reservations;
    std::vector<remark> remarks;
    std::optional<std::vector<id>> speakers;
};
BOOST_DESCRIBE_STRUCT(agree_on_item, (), (item, points, reservations, remarks, speakers))

struct close_item_without_agreement : called<"Avslutt en sak uten enighet", "Avslutt ei sak utan semje",
                                             "Close an item without agreement", by::case_handler> {
    static constexpr bool task = false, decides_cases = true;
    ref<an_agenda_item> item;
    std::optional<next_step> next;
};
BOOST_DESCRIBE_STRUCT(close_item_without_agreement, (), (item, next))

struct postpone_item : called<"Utsett en sak", "Utset ei sak", "Postpone an item", by::case_handler> {
    static constexpr bool task = false, decides_cases = true;
    ref<an_agenda_item> item;
    std::string reason;
    std::optional<date> until;
};
BOOST_DESCRIBE_STRUCT(postpone_item, (), (item, reason, until))

// What is not put forward to be agreed on in a case of its own: noted, discussed, approved.
struct conclude_item
    : called<"Skriv hva som ble resultatet av en sak", "Skriv kva som vart resultatet av ei sak",
             "State the outcome of an item", by::case_handler> {
    static constexpr bool decides_cases = true;
    ref<an_agenda_item> item;
    item_result result = item_result::noted;
    std::optional<std::string> conclusion;
    std::vector<remark> remarks;
};
BOOST_DESCRIBE_STRUCT(conclude_item, (), (item, result, conclusion, remarks))

struct add_item_in_meeting : called<"Sett en sak på sakslisten i møtet", "Set ei sak på sakslista i møtet",
                                    "Put an item on the agenda in the meeting", by::case_handler>,
                             item_reported {
    static constexpr bool task = false;
    std::vector<id> objecting; // seats
};
BOOST_DESCRIBE_STRUCT(add_item_in_meeting, (item_reported), (objecting))

struct close_meeting : called<"Hev møtet", "Hev møtet", "Close the meeting", by::case_handler> {};

// Sent by the meeting after, where the body approves its minutes there.
struct approve_at_next_meeting
    : called<"Referatet ble godkjent i neste møte", "Referatet vart godkjent i neste møte",
             "The minutes were approved at the next meeting", by::case_handler> {
    static constexpr bool internal = true, task = false;
    date on;
};
BOOST_DESCRIBE_STRUCT(approve_at_next_meeting, (), (on))

// ---------------------------------------------------------------------------------------------------- guards

inline bool is_put_forward(agenda_item const& i, view<data> const& v) {
    return round_of(i.a_case, v.data, v.now) != nullptr;
}
struct item_is_put_forward : of_item<item_is_put_forward, "item_not_put_forward",
                                     "{item} er ikke lagt fram for utvalget til avgjørelse nå.",
                                     "{item} er ikkje lagd fram for utvalet til avgjerd no.",
                                     "{item} is not put before the body for decision now."> {
    template <class E>
    static verdict of(agenda_item const& i, E const&, view<data> const& v) {
        return {is_put_forward(i, v), {{"item", name_of_item(i, v.data.day)}}};
    }
};
struct nothing_is_put_forward
    : of_item<nothing_is_put_forward, "item_is_to_be_decided",
              "{item} er lagt fram for utvalget til avgjørelse. Registrer enighet, eller utsett saken.",
              "{item} er lagd fram for utvalet til avgjerd. Registrer semje, eller utset saka.",
              "{item} is put before the body for decision. Register agreement, or postpone it."> {
    template <class E>
    static verdict of(agenda_item const& i, E const&, view<data> const& v) {
        return {!is_put_forward(i, v), {{"item", name_of_item(i, v.data.day)}}};
    }
};
// Of what is put forward.
struct text_is_as_on_agenda
    : of_item<text_is_as_on_agenda, "text_changed_since_agenda",
              "Teksten i {item} er en annen enn den som sto på sakslisten. Ta opp saken først.",
              "Teksten i {item} er ein annan enn den som stod på sakslista. Ta opp saka først.",
              "The text of {item} is another than stood on the agenda. Take up the item first."> {
    template <class E>
    static verdict of(agenda_item const& i, E const&, view<data> const& v) {
        return {i.text_version == round_of(i.a_case, v.data, v.now)->subject.version,
                {{"item", name_of_item(i, v.data.day)}}};
    }
};
// What an item of its kind can come to where no round says it.
struct result_fits
    : of_item<result_fits, "result_of_another_kind", "Dette kan ikke bli resultatet av en slik sak.",
              "Dette kan ikkje bli resultatet av ei slik sak.", "An item of this kind can't come to that."> {
    static verdict of(agenda_item const& i, conclude_item const& e, view<data> const&) {
        using enum item_result;
        return e.result == noted || e.result == discussed || (e.result == agreed && is_decided(i.kind));
    }
};
struct sides_are_present
    : refuses<"side_not_present", "{side} er ikke til stede. Saken kan drøftes, men ikke avgjøres.",
              "{side} er ikkje til stades. Saka kan drøftast, men ikkje avgjerast.",
              "{side} is not present. The case may be discussed, not decided.", "own:sides_are_unanimous"> {
    static verdict holds(conclude_item const& e, view<data> const& v) {
        auto const& body = body_of_meeting(v.data, v.now);
        auto const* rule = rule_on(body, v.data.day);
        if (e.result != item_result::agreed || !rule || rule->asks != asks::sides)
            return verdict::not_at_issue();
        for (auto const name : choices_in(side::list)) {
            auto const is_of_it = [&](attendance const& a) {
                auto const* s = seat_on(body, a.seat.value, v.data.day);
                return s && side_in(rule, *s).name == name;
            };
            if (name != side::advisory.name && std::ranges::none_of(v.data.present, is_of_it))
                return verdict::fails({{"side", word(name)}});
        }
        return true;
    }
};
struct added_item_in_the_room {
    static constexpr rule_text refusal = closed_items_in_the_room::refusal;
    static verdict holds(add_item_in_meeting const& e, view<data> const& v) {
        if (!v.data.remote.value_or(false) || !e.closed_by) return verdict::not_at_issue();
        return verdict::fails({{"item", e.title.value_or("–")}});
    }
};
struct nobody_objects
    : refuses<
          "unlisted_item_objected",
          "Saken sto ikke på sakslisten, og noen har noe imot at den avgjøres. Den tas i et senere møte.",
          "Saka stod ikkje på sakslista, og nokon har noko imot at ho blir avgjord. Ho blir teken i eit "
          "seinare møte.",
          "The item was not on the agenda, and somebody objects to its being decided. It is taken in a later "
          "meeting.",
          "own:items_stand_on_the_agenda"> {
    static verdict holds(add_item_in_meeting const& e, view<data> const&) {
        return is_decided(e.kind) ? verdict(e.objecting.empty()) : verdict::not_at_issue();
    }
};
struct no_round_is_open
    : refuses<"round_unanswered", "{item} er tatt opp og ikke avgjort. Registrer hva som ble gjort med den.",
              "{item} er teken opp og ikkje avgjord. Registrer kva som vart gjort med henne.",
              "{item} has been taken up and not decided. Register what was done with it."> {
    static verdict holds(view<data> const& v) {
        for (auto const& i : v.data.items)
            if (auto const* r = round_of(i.a_case, v.data, v.now);
                i.awaits_treatment() && r && r->status == round_status::open && r->held_on == v.data.day)
                return verdict::fails({{"item", name_of_item(i, v.data.day)}});
        return true;
    }
};
struct each_is_treated
    : refuses<"item_untreated",
              "{item} er ikke behandlet. Registrer hva som ble gjort med den, eller utsett den.",
              "{item} er ikkje behandla. Registrer kva som vart gjort med henne, eller utset henne.",
              "{item} has not been treated. Register what was done with it, or postpone it."> {
    static verdict holds(view<data> const& v) {
        auto const left = std::ranges::find_if(v.data.items, &agenda_item::awaits_treatment);
        if (left == v.data.items.end()) return true;
        return verdict::fails({{"item", name_of_item(*left, v.data.day)}});
    }
};

// --------------------------------------------------------------------------------------------------- actions

// What the round of the item's case says by now; of an item without one: nothing.
inline std::optional<item_decision> decision_so_far(agenda_item const& i, stepping<data> const& s) {
    auto const* r = round_of(i.a_case, s.data, s.now);
    if (!r) return {};
    item_decision d{.text = r->subject.title + " (" + r->subject.version + ")"};
    for (auto const& [seat, p] : r->positions) {
        if (p.reservation) d.reservations.push_back({{p.reservation->text, p.reservation->clear_by}, {seat}});
        if (p.position == position::disagree) d.against.push_back({{seat}, or_empty(p.reason)});
    }
    for (auto const& a : s.data.present)
        for (auto const& each : r->recusals)
            if (auto const who = who_meets(a, s.data, s.now);
                who && each.disqualified.value_or(false) && each.person == who)
                d.aside.push_back({a.seat, *who, each.hjemmel});
    return d;
}
struct open_round_of_item {
    static void run(take_up_item const& e, stepping<data>& s) {
        note_text(*s.data.find(e.item), s);
        s.send(s.data.find(e.item)->a_case->stream(),
               open_round{procedure::meeting, s.data.day, {}, s.data.present, e.speakers});
    }
};
struct agree {
    static void run(agree_on_item const& e, stepping<data>& s) {
        auto& i = *s.data.find(e.item);
        auto const& r = *round_of(i.a_case, s.data, s.now);
        auto const postponed = [](point_stated const& p) { return p.result == point_result::postponed; };
        i.result = e.points && std::ranges::any_of(*e.points, postponed) ? item_result::partly_agreed
                                                                         : item_result::agreed;
        i.remarks = e.remarks;
        i.decision = decision_so_far(i, s);
        auto& stated = i.decision->reservations;
        stated.insert(stated.end(), e.reservations.begin(), e.reservations.end());
        i.decision->points = e.points ? *e.points : as_proposed(r);
        s.send(i.a_case->stream(), state_agreement{r.decision,
                                                   s.data.day,
                                                   or_empty(s.data.chair),
                                                   s.data.present,
                                                   e.speakers,
                                                   e.reservations,
                                                   e.remarks,
                                                   {},
                                                   e.points});
    }
    static std::vector<point_stated> as_proposed(round const& r) {
        std::vector<point_stated> points;
        for (auto const& words : r.subject.proposed_decision.value_or(std::vector<std::string>()))
            points.push_back({static_cast<int>(points.size()) + 1, words, point_result::agreed, {}});
        return points;
    }
};
struct close_without_agreement {
    static void run(close_item_without_agreement const& e, stepping<data>& s) {
        auto& i = *s.data.find(e.item);
        i.result = item_result::without_agreement;
        i.decision = decision_so_far(i, s);
        i.decision->next = e.next.value_or(next_step::send_back);
        s.send(i.a_case->stream(), close_round{e.next});
    }
};
struct put_off { // its round too, where it was taken up
    static void run(postpone_item const& e, stepping<data>& s) {
        auto& i = *s.data.find(e.item);
        i.result = item_result::postponed;
        i.conclusion = e.reason;
        i.decision = decision_so_far(i, s);
        if (auto const* r = round_of(i.a_case, s.data, s.now); r && r->procedure != procedure::written)
            s.send(i.a_case->stream(), postpone{e.reason, e.until});
    }
};
struct conclude { // and the minutes of the meeting before, where the body approves them so
    static void run(conclude_item const& e, stepping<data>& s) {
        auto& i = *s.data.find(e.item);
        i.result = e.result;
        i.conclusion = e.conclusion;
        i.remarks = e.remarks;
        if (e.result == item_result::agreed && i.kind == item_kind::previous_minutes && i.a_case)
            s.send(i.a_case->stream(), approve_at_next_meeting{{}, s.data.day});
    }
};
struct put_on_with_number {
    static void run(add_item_in_meeting const& e, stepping<data>& s) {
        put_on_agenda::run(e, s);
        number_items::run(e, s);
    }
};

} // namespace saksgang::meeting_workflow
