#include "engine/refusal.hpp"

#include <algorithm>
#include <utility>

namespace saksgang {
namespace {

// Before main, one after the other: nothing that makes them runs beside another.
known_rule const*& newest() noexcept {
    static known_rule const* rule = nullptr;
    return rule;
}

} // namespace

known_rule::known_rule(std::string_view code, text words, std::string_view hjemmel, refusal_kind kind,
                       std::source_location at) noexcept
    : rule_text{code, words, hjemmel, kind}, file(at.file_name()), next(std::exchange(newest(), this)) {}

std::vector<known_rule const*> known_rules() {
    std::vector<known_rule const*> all;
    for (auto const* rule = newest(); rule; rule = rule->next) all.push_back(rule);
    std::ranges::sort(all, {}, [](auto const* rule) { return std::pair(rule->code, rule->words.nb); });
    return all;
}

} // namespace saksgang
