// What the accounts of a fund's books, and the figures of its years, are called.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "engine/text.hpp"

namespace saksgang {

// "2024:committed:2024-3": «Tilsagn 2024», and the case that it is of.
struct named_account {
    std::string label;
    std::string a_case; // or none
};
named_account named(std::string_view account, language);

// By the fields of year_of_fund.
std::map<std::string, std::string> names_of_figures(language);

} // namespace saksgang
