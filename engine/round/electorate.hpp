// Who is asked in a consent round, frozen on the day it opens, and how it ends.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/round/round_commands.hpp"

namespace saksgang {

// Freezes who is asked, and the rule they are judged by. `present`: in a meeting; nobody: all, in writing.
// `speakers`: seats that speak for their side (or party), where it speaks with one voice.
std::optional<refusal> freeze(command_step&, round&, date on,
                              std::optional<std::vector<attendance>> const& present,
                              std::vector<id> const& speakers);
// That those named are those the round was opened with.
std::optional<refusal> same_attendance(round const&, std::vector<attendance> const& present);

inline known_rule const not_a_substitute{
    "not_a_substitute",
    {"Den som skal møte på plassen {seat}, er ikke vara for den.",
     "Den som skal møte på plassen {seat}, er ikkje vara for han.",
     "Whoever is to meet in the seat {seat} is not a substitute for it."}};
inline known_rule const no_such_seat{"no_such_seat",
                                     {"Plassen er ikke i utvalget, eller ingen har den, på denne datoen.",
                                      "Plassen er ikkje i utvalet, eller ingen har han, på denne datoen.",
                                      "The seat is not in the body, or nobody holds it, on that date."}};
inline known_rule const present_twice{"present_twice",
                                      {"Plassen {seat}, eller den som møter på den, står to ganger.",
                                       "Plassen {seat}, eller den som møter på han, står to gonger.",
                                       "The seat {seat}, or whoever meets in it, stands twice."}};
// Conflicts that are known, of those who now sit there, in whichever seat.
void look_up_recusals(round&);

// Why the verdict is no agreement: somebody is against, or a side is not there.
refusal no_agreement(command_step const&, round const&, verdict_of_round const&);
// How a seat is spoken of: as whom it represents, and who sits there where several do that.
said name_of_seat(situation const&, round const&, std::string_view seat);

// Reservations and inner dissent outlive the positions that they stood in.
void keep_what_was_said(round&);
void fill_outcome(round&, verdict_of_round const&, date on);
// Back to waiting, for the next meeting: positions stay in the history only; what is decided or known stays.
void to_meeting(round&);

} // namespace saksgang
