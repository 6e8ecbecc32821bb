#include "engine/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace saksgang {
namespace {

constexpr auto table = std::to_array<vocabulary_entry>({
    {"a_case", {"Sak", "Sak", "Case"}},
});

static_assert(std::ranges::is_sorted(table, {}, &vocabulary_entry::name));

} // namespace

std::span<vocabulary_entry const> vocabulary() { return table; }

text word(std::string_view identifier) {
    auto const found = std::ranges::lower_bound(table, identifier, {}, &vocabulary_entry::name);
    if (found != table.end() && found->name == identifier) return found->words;
    return {identifier, identifier, identifier};
}

} // namespace saksgang
