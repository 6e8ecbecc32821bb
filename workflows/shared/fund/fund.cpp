#include "workflows/shared/fund/fund.hpp"

#include "workflows/shared/kinds.hpp"

namespace saksgang {
namespace {

std::int64_t balance(state const& fund, std::string const& account) {
    return fund.balances->value(account, std::int64_t{0});
}

// Sum of the accounts that start so.
std::int64_t sum(state const& fund, std::string const& prefix) {
    std::int64_t total = 0;
    for (auto const& [account, amount] : fund.balances->items())
        if (account.starts_with(prefix)) total += amount.get<std::int64_t>();
    return total;
}

ore sum_for_case(state const& fund, std::string_view kind, std::string_view case_id) {
    auto const ending = ":" + std::string(kind) + ":" + std::string(case_id);
    std::int64_t total = 0;
    for (auto const& [account, amount] : fund.balances->items())
        if (account.ends_with(ending)) total += amount.get<std::int64_t>();
    return {total};
}

keyed<settled_year> settled_years(state const& fund) { return {fund.data, "year/"}; }

} // namespace

std::string name_of_fund(state const& fund, language l) {
    auto const* found = fund.data.find<names>("name");
    return found ? std::string(found->in(l)) : std::string();
}

std::string holder_of(state const& fund) {
    auto const* holder = fund.data.find<std::string>("holder");
    return holder ? *holder : "";
}

std::vector<year_of_fund> years_of(state const& fund) {
    std::map<int, year_of_fund> years;
    for (auto const& [account, amount] : fund.balances->items()) years[std::stoi(account.substr(0, 4))];
    for (auto const& [year, settled] : settled_years(fund)) years[std::stoi(year)];
    std::vector<year_of_fund> out;
    for (auto& [y, row] : years) {
        auto const year = std::to_string(y);
        row.year = y;
        row.allocated = {-balance(fund, year + ":frame")};
        row.free = {balance(fund, year + ":free")};
        row.committed = {sum(fund, year + ":committed:")};
        row.paid = {sum(fund, year + ":paid:")};
        row.conditional = {sum(fund, year + ":conditional:")};
        row.repaid = {-sum(fund, year + ":repaid:")};
        row.carried_out = balance(fund, year + ":carried");
        row.carried_in = -balance(fund, year + ":brought");
        row.settled = is_settled(fund, y);
        out.push_back(row);
    }
    return out;
}

ore left_in(state const& fund, int year) {
    auto const y = std::to_string(year);
    return {balance(fund, y + ":free") - sum(fund, y + ":conditional:")};
}

ore committed_to(state const& fund, std::string_view case_id) {
    return sum_for_case(fund, "committed", case_id);
}
ore paid_to(state const& fund, std::string_view case_id) {
    return sum_for_case(fund, "paid", case_id) + sum_for_case(fund, "repaid", case_id);
}
ore conditional_to(state const& fund, std::string_view case_id) {
    return sum_for_case(fund, "conditional", case_id);
}

std::vector<deadline> deadlines_of_fund(state const& fund) {
    std::vector<deadline> due;
    for (auto const& y : years_of(fund)) {
        date const new_years_eve{std::chrono::sys_days{std::chrono::year{y.year} / 12 / 31}};
        bool const left = !y.settled && (y.free + y.committed).value > 0;
        if (left) due.push_back({"carry_over", new_years_eve, {by::finance}, new_years_eve.plus_days(-30)});
    }
    return due;
}

bool is_settled(state const& fund, int year) {
    auto const* found = settled_years(fund).find(std::to_string(year));
    return found && found->settled;
}

std::vector<std::string> faults_in_fund(state const& fund) {
    std::vector<std::string> faults;
    std::map<std::string, std::int64_t> sums;
    for (auto const& [account, amount] : fund.balances->items()) {
        sums[account.substr(0, 4)] += amount.get<std::int64_t>();
        auto const kind = account.substr(5, account.find(':', 5) - 5);
        if (amount < 0 && kind != "frame" && kind != "brought" && kind != "expected" && kind != "repaid")
            faults.push_back(account + " is below zero");
    }
    for (auto const& [year, sum] : sums)
        if (sum != 0) faults.push_back("the books of " + year + " do not sum to zero");
    return faults;
}

} // namespace saksgang
