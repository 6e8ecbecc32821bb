#include "api/hidden_cases.hpp"

#include <algorithm>

#include "engine/who/follow_ups.hpp"
#include "workflows/shared/fund/accounts.hpp"

namespace saksgang::api {

bool hidden_cases::is_hidden(std::string const& a_case) {
    auto const [found, is_new] = known_.try_emplace(a_case, false);
    if (is_new) {
        auto const seen = find_case(r_, a_case);
        found->second = !seen;
        if (seen && seen->logged) logged_.insert(a_case);
    }
    return found->second;
}

bool hidden_cases::is_in(entry const& e) {
    if (is_case(e.stream)) return false;
    for (auto const* field : {"a_case", "cases"}) {
        auto const named = e.payload.find(field);
        if (named == e.payload.end()) continue;
        auto const all = named->is_array() ? *named : json::array({*named});
        if (std::ranges::any_of(all, [&](json const& one) { return one.is_string() && is_hidden(one); }))
            return true;
    }
    if (auto const point = e.payload.find("follow_up"); point != e.payload.end() && point->is_string())
        if (std::string const a_case(case_of_follow_up(point->get_ref<std::string const&>()));
            !a_case.empty() && is_hidden(a_case))
            return true;
    for (auto const& [account, amount] : e.postings.items())
        if (auto const a_case = named(account, r_.in.lang).a_case; !a_case.empty() && is_hidden(a_case))
            return true;
    return false;
}

json hidden_cases::without_them(json const& postings) {
    auto out = json::object();
    for (auto const& [account, amount] : postings.items()) {
        auto const a_case = named(account, r_.in.lang).a_case;
        auto const name =
            !a_case.empty() && is_hidden(a_case) ? account.substr(0, account.rfind(':')) : account;
        out[name] = out.value(name, std::int64_t{0}) + amount.get<std::int64_t>();
    }
    return out;
}

} // namespace saksgang::api
