// Who is signed in, as far as the state of `accounts` says. A closed account's sessions are worth nothing, from the
// moment the entry that closed it is there.
#pragma once

#include <boost/describe.hpp>

#include "engine/ports.hpp"
#include "engine/state.hpp"
#include "engine/values.hpp"

namespace saksgang {

// "account/leder" in the stream of accounts
struct account {
    id person;
    std::optional<bool> enabled; // written either way
};
BOOST_DESCRIBE_STRUCT(account, (), (person, enabled))

// The person of an account that is in use; none: it is closed, or there is none.
std::optional<std::string> person_of_account(state const& accounts, std::string const& account);
bool still_counts(session_record const&, state const& accounts, instant now);

} // namespace saksgang
