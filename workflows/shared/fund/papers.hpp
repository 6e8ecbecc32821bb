// What a fund's books rest on: the basis of a frame and of what was carried over, a year's accounts. Whoever reads the fund
// reads them: anyone signed in.
#pragma once

#include "engine/command.hpp"
#include "engine/feature.hpp"

namespace saksgang {

void keep_paper(command_step&, document const&);
std::optional<document> paper_of_fund(state const& fund, std::string const& digest);
std::vector<document_link> links_in_fund(state const& fund);
bool fund_shows(state const& fund, std::string const& digest, situation const&);

} // namespace saksgang
