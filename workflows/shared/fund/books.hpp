// The accounts of a fund, as its commands move money between them.
#pragma once

#include <algorithm>

#include "workflows/shared/fund/fund.hpp"

namespace saksgang {

// The books: every movement takes from one account and gives to another.
class books {
  public:
    explicit books(state& fund) : fund_(fund) {}
    std::int64_t balance(std::string const& account) const {
        return fund_.balances->value(account, std::int64_t{0});
    }
    void move(std::string const& from, std::string const& to, ore amount) {
        add(from, -amount.value);
        add(to, amount.value);
    }

  private:
    void add(std::string const& account, std::int64_t amount) {
        auto const now = balance(account) + amount;
        auto& balances = fund_.balances.change();
        now == 0 ? void(balances.erase(account)) : void(balances[account] = now);
    }
    state& fund_;
};

inline std::string account(int year, std::string_view kind, std::string_view case_id = {}) {
    return std::to_string(year) + ":" + std::string(kind) +
           (case_id.empty() ? "" : ":" + std::string(case_id));
}

// The years in which a case has something on that kind of account, oldest first.
inline std::vector<int> years_with(state const& fund, std::string_view kind, std::string_view case_id) {
    std::vector<int> years;
    for (auto const& [name, amount] : fund.balances->items())
        if (name.ends_with(":" + std::string(kind) + ":" + std::string(case_id)))
            years.push_back(std::stoi(name.substr(0, 4)));
    std::ranges::sort(years);
    return years;
}

} // namespace saksgang
