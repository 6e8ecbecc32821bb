// Who is to decide, and may not be impartial: assessed beforehand, for the body to rule on (fvl. §§ 6–8).
#pragma once

#include <set>

#include "workflows/common.hpp"

namespace saksgang {

struct concern { // about a member's impartiality, beyond whom they work for
    id seat;
    recusal_ground ground = recusal_ground::personal;
    std::optional<personal_text> explanation;
};
BOOST_DESCRIBE_STRUCT(concern, (), (seat, ground, explanation))

struct impartiality_assessed {
    date assessed_on;
    std::vector<id> employed_by_applicant; // seats; whether that disqualifies is the body's setting
    std::vector<concern> concerns;
};
BOOST_DESCRIBE_STRUCT(impartiality_assessed, (), (assessed_on, employed_by_applicant, concerns))

// Of those who sit in the body today: who represents one of these parties, and what else is of concern.
inline impartiality_assessed assessed(state const& body, std::set<std::string> const& parties,
                                      std::vector<concern> concerns, date today) {
    impartiality_assessed out{.assessed_on = today, .concerns = std::move(concerns)};
    auto const is_one = [&](id const& p) { return parties.contains(p.value); };
    for (auto const& [name, seat] : seats_on(body, today))
        if (seat.side != side::advisory && std::ranges::any_of(seat.parties, is_one))
            out.employed_by_applicant.push_back({name});
    return out;
}

// What the assessment found, for the body to rule on before it decides: conflicts of those who sit there, and whom
// whoever sits there works for.
inline std::vector<recusal> to_be_settled(std::optional<impartiality_assessed> const& found,
                                          state const& body, date today) {
    std::vector<recusal> out;
    if (!found) return out;
    for (auto const& c : found->concerns) {
        auto const* s = seat_on(body, c.seat.value, today);
        auto const* held = s ? holder_on(*s, today) : nullptr;
        out.push_back({.seat = c.seat,
                       .person = held ? std::optional(held->person) : std::nullopt,
                       .ground = c.ground,
                       .explanation = c.explanation});
    }
    for (auto const& seat : found->employed_by_applicant) // where the body's rule says so
        out.push_back({.seat = seat, .ground = recusal_ground::employer});
    return out;
}

// Of commands with `concerns`, on seats in SSU.
struct concerns_are_of_members : refuses<"no_such_seat", "Plassen {seat} er ikke i SSU.",
                                         "Plassen {seat} er ikkje i SSU.", "The seat {seat} is not in SSU."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.concerns.front().seat; }
    static verdict holds(Event const& e, view<Data> const& v) {
        auto const& ssu = v.now.world.at(body_stream("ssu"));
        for (auto const& c : e.concerns)
            if (!seat_on(ssu, c.seat.value, v.now.today)) return verdict::fails({{"seat", c.seat.value}});
        return true;
    }
};

inline constexpr word_of words_of_impartiality[]{
    {"assessed_on", {"Vurdert", "Vurdert", "Assessed on"}},
    {"concerns", {"Mulig inhabilitet", "Mogleg inhabilitet", "Possible conflicts of interest"}},
    {"employed_by_applicant",
     {"Arbeider hos en søker", "Arbeider hos ein søkjar", "Employed by an applicant"}},
};

} // namespace saksgang
