// Adoption by the parties: kommunestyret itself, the trust's board. What two that agree have is an agreement of
// their own (hol. § 6-1): the register of each pair is told.
#pragma once

#include "engine/command.hpp"

namespace saksgang {

// Municipalities and the trust that now agree: tells the register of each pair.
void conclude_pairs(command_step&, round&);
// The register says which version applies for each pair, also for those that have concluded.
void tell_concluded_pairs(command_step&, text_version const& corrected);
// Why a text that pairs have concluded on may not be replaced.
std::optional<refusal> is_not_concluded(situation const&, round const&);

} // namespace saksgang
