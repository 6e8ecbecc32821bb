// What is done with a consent round in a meeting, as people send it, and as a meeting sends it to the cases on its agenda.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/refusal.hpp"
#include "engine/round/round.hpp"

namespace saksgang {

struct attendance {
    id seat;
    std::optional<id> person; // who meets, when not the holder
};
BOOST_DESCRIBE_STRUCT(attendance, (), (seat, person))

inline known_rule const clear_by_passed{"clear_by_passed",
                                        {"Forbeholdet må avklares på en dag som kommer, ikke {clear_by}.",
                                         "Atterhaldet må avklarast på ein dag som kjem, ikkje {clear_by}.",
                                         "The reservation must be cleared on a day ahead, not {clear_by}."}};

// A reservation as it is made: nobody makes one that is cleared.
struct reservation_stated {
    std::string text;
    date clear_by;

    std::optional<refusal> is_ahead(date today) const {
        if (clear_by >= today) return {};
        return clear_by_passed({{"clear_by", clear_by.in_numbers()}});
    }
    reservation made() const { return {.text = text, .clear_by = clear_by}; }
};
BOOST_DESCRIBE_STRUCT(reservation_stated, (), (text, clear_by))
struct reservation_of_seat : reservation_stated {
    id seat;
};
BOOST_DESCRIBE_STRUCT(reservation_of_seat, (reservation_stated), (seat))

struct point_stated {
    int number;
    std::string words;
    point_result result;
    std::optional<std::string> reason; // that it was postponed
};
BOOST_DESCRIBE_STRUCT(point_stated, (), (number, words, result, reason))

// ------------------------------------------------------------------------------------------------- commands

struct open_round { // in writing too
    saksgang::procedure procedure;
    std::optional<date> held_on, deadline;
    std::optional<std::vector<attendance>> present;
    std::optional<std::vector<id>> speakers; // seats that speak for their side
};
BOOST_DESCRIBE_STRUCT(open_round, (), (procedure, held_on, deadline, present, speakers))

struct state_agreement {
    decision_kind decision;
    date held_on;
    id chair; // seat
    std::vector<attendance> present;
    std::optional<std::vector<id>> speakers;
    std::vector<reservation_of_seat> reservations;
    std::vector<remark> remarks;
    std::optional<text_version> amended; // the words as they were changed in the meeting, before concluding
    std::optional<std::vector<point_stated>> points; // where the item is decided point by point
};
BOOST_DESCRIBE_STRUCT(state_agreement, (),
                      (decision, held_on, chair, present, speakers, reservations, remarks, amended, points))

struct postpone {
    std::string reason;
    std::optional<date> until;
};
BOOST_DESCRIBE_STRUCT(postpone, (), (reason, until))

struct close_round {
    std::optional<next_step> next; // what becomes of it: sent back, where nothing is said
};
BOOST_DESCRIBE_STRUCT(close_round, (), (next))

} // namespace saksgang
