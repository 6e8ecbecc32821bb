// What the commands that every case has share: words said in several places, and how a round is closed. In six files:
//   round_commands.cpp     opening, agreement stated, postponing, closing (electorate.hpp: who is asked)
//   position_commands.cpp  positions, remarks, reservations
//   recusal_commands.cpp   recusal, substitutes
//   party_commands.cpp     what each party answers; hearings
//   text_commands.cpp      text, corrections, exceptions, access
//   document_commands.cpp  documents: adding, withdrawing from view, erasing
#pragma once

#include "engine/feature.hpp"
#include "engine/field.hpp"
#include "engine/round/in_meeting.hpp"

namespace saksgang {

// A text that stands for a proposal (a sum) is changed with the proposal, never beside it.
inline known_rule const text_is_fixed{"text_is_fixed",
                                      {"Teksten følger forslaget. Legg fram et nytt forslag i stedet.",
                                       "Teksten følgjer forslaget. Legg fram eit nytt forslag i staden.",
                                       "The text follows the proposal. Put forward a new proposal instead."}};

// Of whoever says no: a member to a text, a party through its own organ.
inline known_rule const reason_required{
    "reason_required",
    {"Ikke enig må begrunnes.", "Ikkje samd må grunngjevast.", "A disagreement must be reasoned."}};

inline known_rule const reservation_required{
    "reservation_required",
    {"Skriv hva som må avklares, og innen når.", "Skriv kva som må avklarast, og innan når.",
     "State what must be cleared, and by when."}};
inline known_rule const round_not_open{
    "round_not_open",
    {"Saken er ikke tatt opp til behandling ennå.", "Saka er ikkje teken opp til behandling enno.",
     "The item has not been taken up yet."},
    {},
    refusal_kind::not_open};
inline known_rule const recused_from_this{
    "recused",
    {"Du er inhabil i denne saken.", "Du er inhabil i denne saka.", "You are recused from this case."},
    "fvl. §§ 6–8",
    refusal_kind::not_entitled};
// The live round, which must be there: that it is has been looked at.
round& live(command_step&);
// Closes it: its outcome stays, and what led to it is in the history.
void close(command_step&, round&, round_status);

// ------------------------------------------------------------------------------------ what each party answers

bool has_answered(party_answer const&);
// A representative acts for the parties of the grants; a case handler registers for anyone, on its behalf.
std::optional<refusal> act_for(command_step&, id const& party);
// A party decides on what it has been asked: neither before that, nor on a day to come.
std::optional<refusal> is_of_the_round(command_step const&, round const&, date decided_on);
// What a round of parties collapses to.
void outcome_of_parties(round&, date on);
text_arguments named_party(command_step const&, id const& party);
inline known_rule const not_asked{
    "not_asked",
    {"{party} er ikke blant dem som skal svare.", "{party} er ikkje blant dei som skal svare.",
     "{party} is not among those asked."}};
inline known_rule const already_answered{
    "already_taken",
    {"Dette svaret er allerede registrert.", "Dette svaret er alt registrert.",
     "This answer is already registered."}};

} // namespace saksgang
