#include "engine/who/accounts.hpp"

#include "engine/describe.hpp"

namespace saksgang {
namespace {

account const* in_use(state const& accounts, std::string const& name) {
    auto const* found = accounts.data.find<account>("account/" + name);
    return found && found->is_in_use() ? found : nullptr;
}

} // namespace

keyed<account> accounts_in(state const& accounts) { return {accounts.data, "account/"}; }

std::optional<std::string> person_of_account(state const& accounts, std::string const& account) {
    auto const* record = in_use(accounts, account);
    return record ? std::optional(record->person.value) : std::nullopt;
}

bool still_counts(session_record const& s, state const& accounts, instant now) {
    return s.expires > now && in_use(accounts, s.account);
}

} // namespace saksgang
