#include "engine/who/accounts.hpp"

namespace saksgang {
namespace {

json const* in_use(state const& accounts, std::string const& account) {
    auto const found = accounts.data->find("account/" + account);
    return found != accounts.data->end() && found->value("enabled", false) ? &*found : nullptr;
}

} // namespace

std::optional<std::string> person_of_account(state const& accounts, std::string const& account) {
    auto const* record = in_use(accounts, account);
    return record ? std::optional(record->value("person", "")) : std::nullopt;
}

bool still_counts(session_record const& s, state const& accounts, instant now) {
    return s.expires > now && in_use(accounts, s.account);
}

} // namespace saksgang
