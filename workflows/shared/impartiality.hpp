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

// Of all who sit in SSU today, advisory members too: who works for one of these parties, as it is registered of the
// person or `named` here, and what else is of concern. To represent a party is not to work for it.
inline impartiality_assessed assessed(situation const& now, std::set<std::string> const& parties,
                                      std::vector<concern> concerns, std::vector<id> const& named) {
    impartiality_assessed out{.assessed_on = now.today, .concerns = std::move(concerns)};
    auto const persons = records_of(now.organisation()).persons;
    auto const works_for_one = [&](seat const& s) {
        auto const* held = holder_on(s, now.today);
        auto const* person = held ? persons.find(held->person.value) : nullptr;
        return person && person->party && parties.contains(person->party->value);
    };
    for (auto const& [name, seat] : seats_on(now.world.at(body_stream("ssu")), now.today))
        if (works_for_one(seat) || std::ranges::find(named, id{name}) != named.end())
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

// Of commands with `concerns` and `employed_by_applicant`, on seats in SSU.
struct seats_are_in_ssu : refuses<"no_such_seat", "En av plassene er ikke i SSU.",
                                  "Ein av plassane er ikkje i SSU.", "One of the seats is not in SSU."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.concerns.front().seat; }
    static verdict holds(Event const& e, view<Data> const& v) {
        auto const& ssu = v.now.world.at(body_stream("ssu"));
        auto const is_there = [&](id const& seat) {
            return seat_on(ssu, seat.value, v.now.today) != nullptr;
        };
        return std::ranges::all_of(e.concerns, is_there, &concern::seat) &&
               (!e.employed_by_applicant || std::ranges::all_of(*e.employed_by_applicant, is_there));
    }
};

inline constexpr word_of words_of_impartiality[]{
    {"assessed_on", {"Vurdert", "Vurdert", "Assessed on"}},
    {"concerns", {"Mulig inhabilitet", "Mogleg inhabilitet", "Possible conflicts of interest"}},
    {"employed_by_applicant",
     {"Arbeider hos en søker", "Arbeider hos ein søkjar", "Employed by an applicant"},
     asked_as::seat},
};

} // namespace saksgang
