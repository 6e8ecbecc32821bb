// What the RHF asks for in its yearly report (årlig melding): the projects of a fund in a year, as a table that
// spreadsheets open.
#pragma once

#include <vector>

#include "engine/text.hpp"
#include "workflows/shared/fund/fund.hpp"

namespace saksgang {

// The cases whose money is in the fund's books, whatever the year.
std::set<std::string> cases_in(state const& fund);

// A line for each of those cases that was given money of that year's frame, or had money in it: project, applicants,
// partners, phase, priority groups, award, paid, used, status, and what it has reported. UTF-8 with a byte-order mark,
// semicolons between fields, sums in kroner.
std::string yearly_table(state const& fund, int year, std::vector<state const*> const& cases,
                         state const& organisation, language);

} // namespace saksgang
