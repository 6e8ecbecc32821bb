// Who is signed in, as far as the state of `accounts` says. A closed account's sessions are worth nothing, from the
// moment the entry that closed it is there.
#pragma once

#include "engine/ports.hpp"
#include "engine/state.hpp"

namespace saksgang {

// The person of an account that is in use; none: it is closed, or there is none.
std::optional<std::string> person_of_account(state const& accounts, std::string const& account);
bool still_counts(session_record const&, state const& accounts, instant now);

} // namespace saksgang
