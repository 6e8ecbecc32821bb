// Commands that every case has, whatever its workflow. Each is a described struct with its words and who may
// use it, and a function that changes a copy of the case. In six files:
//   round_commands.cpp     opening, agreement stated, postponing, closing (electorate.hpp: who is asked)
//   position_commands.cpp  positions, remarks, reservations
//   recusal_commands.cpp   recusal, substitutes
//   party_commands.cpp     adoption and confirmation by the parties; hearings
//   case_commands.cpp      text, corrections, exceptions, access
//   document_commands.cpp  documents: adding, withdrawing from view, erasing
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/machine.hpp"
#include "engine/round.hpp"

namespace saksgang {

// The copy of a case that a common command changes.
struct case_step {
    workflow const& flow;
    state& a_case;
    case_common& common;
    rounds& all;
    situation const& now;
    std::string const& person;
    std::optional<date> effective; // as given by a registrar
    capacity& in;
    std::vector<follow_up>& out;
    bool may_close = true; // in passing: see common_command::closes_in_passing
    std::string rule = {}, hjemmel = {};
    std::string closed = {}; // the round that this command closed
    std::string erased = {}; // digest of the document whose bytes go with this entry
};

struct common_command {
    command_info info;
    bool internal;
    bool needs_round;              // open only while the case has a live round of one of these kinds
    std::vector<round_kind> kinds; // that it is about
    std::optional<refusal> (*apply)(json const& payload, case_step&);
    // Whether the live round is ready for it, and whether the case is; an empty answer: yes. Asked for a case's
    // actions too.
    std::optional<refusal> (*ready)(round const&, situation const&) = nullptr;
    std::optional<refusal> (*allowed)(state const& a_case, situation const&) = nullptr;
    bool (*fits)(workflow const&) = nullptr; // whether cases of that workflow have use of it; nothing: all
    // Whether it is worth showing among a case's actions; nothing: always.
    bool (*offered)(case_common const&, rounds const&) = nullptr;
    // Streams that it may read or write besides the case's body. The payload has not been checked yet.
    void (*reads)(json const& payload, state const& organisation, std::set<std::string>& streams) = nullptr;

    // It may close the round without being asked to (the last assent in writing). It stands also where what
    // follows from closing is refused; the round then waits to be closed.
    bool closes_in_passing = false;
    bool carries = false; // it closes the round as carried: what hinders what follows hinders it

    bool is_about(round_kind k) const { return std::ranges::find(kinds, k) != kinds.end(); }
};

// Builds one from a struct C with `label`, `by` and `std::optional<refusal> apply(case_step&) const`.
template <class C>
common_command common(std::vector<round_kind> kinds = {}, bool needs_round = true) {
    common_command c{command_of<C>(), false, needs_round && !kinds.empty(), std::move(kinds),
                     [](json const& payload, case_step& step) -> std::optional<refusal> {
                         return restore<C>(payload).apply(step); // the payload was checked before
                     }};
    if constexpr (requires { C::internal; }) c.internal = true;
    if constexpr (requires { C::closes_in_passing; }) c.closes_in_passing = true;
    if constexpr (requires { C::carries; }) c.carries = true;
    if constexpr (requires(round const& r, situation const& s) { C::ready(r, s); }) c.ready = &C::ready;
    if constexpr (requires(state const& a, situation const& s) { C::allowed(a, s); }) c.allowed = &C::allowed;
    if constexpr (requires(workflow const& w) { C::fits(w); }) c.fits = &C::fits;
    if constexpr (requires(case_common const& k, rounds const& r) { C::offered(k, r); })
        c.offered = &C::offered;
    if constexpr (requires(json const& p, state const& o, std::set<std::string>& s) { C::reads(p, o, s); })
        c.reads = &C::reads;
    return c;
}

std::vector<common_command> round_commands();
std::vector<common_command> position_commands();
std::vector<common_command> recusal_commands();
std::vector<common_command> party_commands();
std::vector<common_command> case_commands();
std::vector<common_command> document_commands();
std::vector<common_command> const& all_common_commands();
common_command const* common_named(std::string_view); // none: null
// `reads` of what goes to the register of each pair.
void read_pairs(state const& organisation, std::set<std::string>& streams);

// A text that stands for a proposal (a sum) is changed with the proposal, never beside it.
inline constexpr rule_text text_is_fixed{
    "text_is_fixed",
    {"Teksten følger forslaget. Legg fram et nytt forslag i stedet.",
     "Teksten følgjer forslaget. Legg fram eit nytt forslag i staden.",
     "The text follows the proposal. Put forward a new proposal instead."}};

// Of whoever says no: a member to a text, a party through its own organ.
inline constexpr rule_text reason_required{
    "reason_required",
    {"Ikke enig må begrunnes.", "Ikkje samd må grunngjevast.", "A disagreement must be reasoned."}};

inline constexpr rule_text reservation_required{
    "reservation_required",
    {"Skriv hva som må avklares, og innen når.", "Skriv kva som må avklarast, og innan når.",
     "State what must be cleared, and by when."}};
inline constexpr rule_text round_not_open{
    "round_not_open",
    {"Saken er ikke tatt opp til behandling ennå.", "Saka er ikkje teken opp til behandling enno.",
     "The item has not been taken up yet."},
    {},
    refusal_kind::not_open};
inline constexpr rule_text recused_from_this{
    "recused",
    {"Du er inhabil i denne saken.", "Du er inhabil i denne saka.", "You are recused from this case."},
    "fvl. §§ 6-8",
    refusal_kind::not_entitled};
inline constexpr rule_text clear_by_passed{
    "clear_by_passed",
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

// The live round, which must be there: `needs_round` has been looked at.
round& live(case_step&);
// Closes it: its outcome stays, and what led to it is in the history.
void close(case_step&, round&, round_status);
// The refusal for somebody who may not, with a code of its own for auditors, administrators and FSU.
refusal not_entitled(situation const&, state const& subject);
// Municipalities and the trust that now agree: tells the register of each pair.
void conclude_pairs(case_step&, round&);

} // namespace saksgang
