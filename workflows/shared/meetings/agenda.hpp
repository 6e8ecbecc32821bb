// The agenda of a meeting (saksliste): what is on it, in which order, under which number, and what became of each item.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ref.hpp"
#include "engine/round/in_meeting.hpp"

namespace saksgang {

// The three that stand on every agenda, then vedtakssak, drøftingssak, orienteringssak, referatsak, eventuelt.
BOOST_DEFINE_ENUM_CLASS(item_kind, notice_and_agenda, previous_minutes, follow_up_points, decision_item,
                        discussion_item, orientation_item, report_item, any_other_business)
inline bool is_standing(item_kind k) { return k <= item_kind::follow_up_points; }
// What is approved or decided, by those who must agree.
inline bool is_decided(item_kind k) {
    return k == item_kind::notice_and_agenda || k == item_kind::previous_minutes ||
           k == item_kind::decision_item;
}
// `partly_agreed`: some of its points are postponed. `without_agreement`: what becomes of it, the case says.
BOOST_DEFINE_ENUM_CLASS(item_result, agreed, partly_agreed, without_agreement, noted, discussed, postponed)

// A case that comes before a body: its number.
struct an_item_case {
    static constexpr std::string_view name = "case";
    static std::string stream(id const& number) { return case_stream(number.value); }
};
// An item of this meeting's agenda, as its own state has it.
struct an_agenda_item {
    static constexpr std::string_view name = "agenda_item";
    static std::string stream(id const&) { return {}; }
};

// Somebody who was there and took no part in an item (inhabil), as the body has ruled.
struct stood_aside {
    id seat, person;
    std::optional<std::string> hjemmel;
};
BOOST_DESCRIBE_STRUCT(stood_aside, (), (seat, person, hjemmel))
struct said_no {
    id seat;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(said_no, (), (seat, reason))
// What a meeting did in a case. Kept with the item: the case goes on, to other meetings too, and the minutes must not.
struct item_decision {
    std::string text;                      // that was put forward: «Møteplan 2026 (1)»
    std::vector<point_stated> points = {}; // as they were stated; none were: as they were proposed
    std::vector<reservation_of_seat> reservations = {};
    std::vector<said_no> against = {};
    std::vector<stood_aside> aside = {};
    std::optional<next_step> next = {}; // what becomes of what was not agreed to
};
BOOST_DESCRIBE_STRUCT(item_decision, (), (text, points, reservations, against, aside, next))

struct agenda_item {
    id item; // i1, i2 ... as they were reported in
    item_kind kind = item_kind::decision_item;
    std::string title = {};                       // a standing one is called as its kind
    std::optional<ref<an_item_case>> a_case = {}; // that the body decides on
    std::optional<int> number = {};             // of the year: «Sak 7-25», once the agenda has been locked
    std::optional<std::string> closed_by = {};  // hjemmel for treating it behind closed doors
    std::optional<std::string> added_late = {}; // why it came after the agenda had been locked
    std::optional<std::string> taken_off = {};  // why: its number stays
    std::optional<item_result> result = {};     // once it has been treated
    std::optional<std::string> conclusion = {}; // in words, where no decision says it
    std::optional<std::string> text_version = {}; // of its case, as the agenda was locked or it was taken up
    std::vector<remark> remarks = {};
    std::optional<item_decision> decision = {}; // of an item that has a case

    bool awaits_treatment() const { return !result && !taken_off; }
};
BOOST_DESCRIBE_STRUCT(agenda_item, (),
                      (item, kind, title, a_case, number, closed_by, added_late, taken_off, result,
                       conclusion, text_version, remarks, decision))

struct agenda {
    std::vector<agenda_item> items = {}; // in the order in which they are treated

    agenda_item const* find(id const& item) const; // none: null
    agenda_item* find(id const& item);
    // Gives those that have none the numbers after that one, in order. How many it gave.
    int give_numbers(int after);
};
BOOST_DESCRIBE_STRUCT(agenda, (), (items))

// «Sak 07-25»; while it has no number, what it is called.
said name_of_item(agenda_item const&, date meeting_day);

} // namespace saksgang
