// A fund is the overview of a grant frame (tilskuddsramme), year by year, in øre. Postings of an entry sum to
// zero, and within each year its books do too:
//
//   2024:frame         what was allocated, negative: where the money comes from
//   2024:free          may be committed
//   2024:committed:C   committed to the case C and not paid
//   2024:paid:C        paid out to the case C
//   2025:repaid:C      paid back by the case C of what was paid in a year that is settled, negative: that year's
//                      books are closed, and the money is free in the year in which it comes
//   2024:carried       carried over to the next year, whose 2025:brought is the same, negative
//   2025:expected      awards made on condition of that year's frame, negative
//   2025:conditional:C such an award to the case C
//
// A commitment never exceeds what is free. A conditional award counts against its own year, and is taken from
// what is free there when the frame has come. The body gives the agreement; the trust that holds the money
// posts and pays.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/command.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

inline std::string fund_stream(std::string_view id) { return "fund/" + std::string(id); }

// What a case refers to as its fund.
struct a_fund {
    static constexpr std::string_view name = "fund";
    static std::string stream(id const& of) { return fund_stream(of.value); }
};

struct year_of_fund {
    int year = 0;
    ore allocated, free, committed, paid, conditional, repaid;
    std::int64_t carried_in = 0, carried_out = 0; // øre
    bool settled = false;
};
BOOST_DESCRIBE_STRUCT(year_of_fund, (),
                      (year, allocated, free, committed, paid, conditional, repaid, carried_in, carried_out,
                       settled))

std::string name_of_fund(state const& fund, language);
std::string holder_of(state const& fund); // the party that holds the money; none: there is no such fund
std::vector<year_of_fund> years_of(state const& fund);
// What a new award may take of a year: free less what is conditionally awarded there.
ore left_in(state const& fund, int year);
ore committed_to(state const& fund, std::string_view case_id);
ore paid_to(state const& fund, std::string_view case_id);        // and not paid back
ore conditional_to(state const& fund, std::string_view case_id); // on a frame that has not come
// "year/2024"
struct settled_year {
    bool settled = false;
};
BOOST_DESCRIBE_STRUCT(settled_year, (), (settled))
bool is_settled(state const& fund, int year);
// Money is neither made nor lost, and no account is below zero but those that say where it comes from.
std::vector<std::string> faults_in_fund(state const& fund);
// Whoever holds the money confirms by New Year what goes over to the next; a task from 1 December on.
std::vector<deadline> deadlines_of_fund(state const& fund);
inline std::vector<deadline> deadlines_of_fund(state const& fund, date today) {
    return showing_on(deadlines_of_fund(fund), today);
}

// Follow-ups that a grant case sends to its fund.
struct commit { // Tilsagn
    id a_case;
    int year = 0;
    ore amount;
    bool conditional = false; // on that year's frame, which is not there yet
};
BOOST_DESCRIBE_STRUCT(commit, (), (a_case, year, amount, conditional))

struct pay { // Utbetalt
    id a_case;
    ore amount;
    std::string voucher; // bilag in the payer's accounts
};
BOOST_DESCRIBE_STRUCT(pay, (), (a_case, amount, voucher))

struct take_back { // Tilbakebetalt: paid money returned, or a commitment (also a conditional one) not used
    id a_case;
    ore repaid, released;
    std::optional<std::string> voucher;
};
BOOST_DESCRIBE_STRUCT(take_back, (), (a_case, repaid, released, voucher))

} // namespace saksgang
