#include "engine/ports.hpp"

#include <algorithm>
#include <ranges>

#include "engine/words.hpp"

namespace saksgang {
namespace {

// How long the beginnings of words are that cases are found by: few rows a word, and of a long compound
// one that says something.
constexpr std::size_t key_lengths[]{1, 2, 4, 8, 16};
constexpr std::size_t longest_order = 100; // bytes

} // namespace

std::vector<case_key> keys_of(case_row const& row) {
    std::vector<case_key> keys;
    keys.reserve(16 + row.parties.size() + row.readers.size());
    auto const add = [&](std::string key) {
        keys.push_back({std::move(key), row.workflow, row.ended, row.year, row.number});
    };
    add("");
    add("state/" + row.state);
    add("body/" + row.body); // or of none
    add("handler/" + row.handler);
    if (!row.archive_owner.empty()) add("archive/" + row.archive_owner);
    for (auto const& party : row.parties) add("party/" + party);
    for (auto const& person : row.readers) add("person/" + person);
    for (auto const& word : words_in(row.title))
        for (auto const n : key_lengths)
            if (word.size() >= n) add("word/" + word.substr(0, n));
    std::ranges::sort(keys);
    keys.erase(std::ranges::unique(keys).begin(), keys.end());
    return keys;
}

std::string words_of(case_row const& row) { return spaced_words(row.title); }

std::string order_of(case_row const& row) { return words_of(row).substr(0, longest_order); }

std::optional<std::string> key_of_word(std::string_view word) {
    for (auto const n : std::views::reverse(key_lengths))
        if (word.size() >= n) return "word/" + std::string(word.substr(0, n));
    return {};
}

} // namespace saksgang
