// What FSU psykisk helse og rus does in the stories.
#pragma once

#include "tests/system/stories.hpp"

namespace saksgang::test {

// In its meeting: its leader, of the municipalities, and its secretary, of the trust.
inline void fsu_endorses(served& s, std::string const& id, std::string const& on) {
    auto stated = agreement_stated("endorsement", on, present({"leader", "secretary"}));
    stated["chair"] = "leader";
    s.does("koordinator", "case/" + id, "state_agreement", stated);
}

} // namespace saksgang::test
