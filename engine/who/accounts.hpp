// Who is signed in, as far as the state of `accounts` says. A closed account's sessions are worth nothing, from the
// moment the entry that closed it is there.
#pragma once

#include <boost/describe.hpp>

#include "engine/ports.hpp"
#include "engine/refusal.hpp"
#include "engine/state.hpp"
#include "engine/values.hpp"

namespace saksgang {

// "account/leder" in the stream of accounts
struct account {
    id person;
    std::optional<bool> enabled; // written either way
    bool is_in_use() const { return enabled.value_or(false); }
};
BOOST_DESCRIBE_STRUCT(account, (), (person, enabled))

keyed<account> accounts_in(state const& accounts); // by name
keyed<account> accounts_in(state&&) = delete;
// The person of an account that is in use; none: it is closed, or there is none.
std::optional<std::string> person_of_account(state const& accounts, std::string const& account);

inline known_rule const link_not_valid{
    "link_not_valid",
    {"Lenken er brukt, for gammel eller erstattet av en nyere. Be en administrator om en ny.",
     "Lenkja er brukt, for gammal eller erstatta av ei nyare. Be ein administrator om ei ny.",
     "The link is used, too old or replaced by a newer one. Ask an administrator for another."}};
inline constexpr std::int64_t password_link_lifetime_us = 24LL * 3600 * 1'000'000;
// The account that a link with that digest sets a new password for, by the state of `passwords`; none: it is used, too
// old, or there is none.
std::optional<std::string> account_of_link(state const& passwords, std::string const& digest, instant now);

// By the end of a role, or with the account.
inline known_rule const last_administrator{
    "last_administrator",
    {"Dette er den siste administratoren. Gi rollen til en annen med brukerkonto først.",
     "Dette er den siste administratoren. Gje rolla til ein annan med brukarkonto først.",
     "This is the last administrator. Grant the role to another with an account first."}};

bool still_counts(session_record const&, state const& accounts, instant now);

} // namespace saksgang
