#include "workflows/shared/fund/accounts.hpp"

#include <algorithm>

namespace saksgang {
namespace {

struct kind_of_account {
    std::string_view account, figure; // of the year that sums it up; a case's accounts have one together
    text name;
};
constexpr kind_of_account kinds[]{
    {"frame", "allocated", {"Årets ramme", "Ramma for året", "The year's frame"}},
    {"brought", "carried_in", {"Overført fra året før", "Overført frå året før", "Carried in"}},
    {"free", "free", {"Ledig", "Ledig", "Free"}},
    {"committed", "committed", {"Tilsagn", "Tilsegn", "Committed"}},
    {"conditional",
     "conditional",
     {"Tilsagn på vilkår av ramme", "Tilsegn på vilkår av ramme", "Conditional"}},
    {"expected", "", {"Ventet ramme", "Venta ramme", "Expected frame"}},
    {"paid", "paid", {"Utbetalt", "Utbetalt", "Paid"}},
    {"repaid",
     "repaid",
     {"Tilbakebetalt fra et avregnet år", "Tilbakebetalt frå eit avrekna år", "Repaid of a settled year"}},
    {"carried", "carried_out", {"Overført til neste år", "Overført til neste år", "Carried over"}},
};
constexpr text settled{"Avregnet", "Avrekna", "Settled"};

} // namespace

named_account named(std::string_view account, language l) {
    auto const first = std::min(account.find(':'), account.size());
    auto const year = account.substr(0, first);
    auto rest = account.substr(std::min(first + 1, account.size()));
    auto const second = std::min(rest.find(':'), rest.size());
    auto const kind = rest.substr(0, second);
    rest.remove_prefix(std::min(second + 1, rest.size()));
    auto const found = std::ranges::find(kinds, kind, &kind_of_account::account);
    auto const name = found == std::end(kinds) ? kind : found->name.in(l);
    return {std::string(name) + " " + std::string(year), std::string(rest)};
}

std::map<std::string, std::string> names_of_figures(language l) {
    std::map<std::string, std::string> names{{"settled", std::string(settled.in(l))}};
    for (auto const& k : kinds)
        if (!k.figure.empty()) names.emplace(k.figure, k.name.in(l));
    return names;
}

} // namespace saksgang
