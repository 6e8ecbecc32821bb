#include "engine/vocabulary.hpp"

#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "engine/kernel_words.hpp"

namespace saksgang {
namespace {

static_assert(std::ranges::is_sorted(words_of_kernel, {}, &word_of::name));

// Whoever reads has a table that is whole and stays: a new one is made when something is said.
struct tables {
    std::mutex writing;
    std::list<std::vector<word_of>> all{{std::begin(words_of_kernel), std::end(words_of_kernel)}};
    std::atomic<std::vector<word_of> const*> now{&all.front()};
};
tables& known() {
    static tables t;
    return t;
}

} // namespace

std::span<word_of const> vocabulary() { return *known().now.load(); }

void say(std::span<word_of const> words) {
    auto& t = known();
    std::lock_guard const hold(t.writing);
    auto table = *t.now.load();
    auto const before = table.size();
    for (auto const& w : words) {
        auto const at = std::ranges::lower_bound(table, w.name, {}, &word_of::name);
        if (at == table.end() || at->name != w.name)
            table.insert(at, w);
        else if (at->words != w.words || at->asked != w.asked)
            throw std::logic_error("the word " + std::string(w.name) + " is said already, as «" +
                                   std::string(at->words.nb) + "», and now as «" + std::string(w.words.nb) +
                                   "»: choose another name (docs/glossary.md has all)");
    }
    if (table.size() != before) t.now = &t.all.emplace_back(std::move(table));
}

namespace {
word_of const* said_of(std::string_view identifier) {
    auto const table = vocabulary();
    auto const found = std::ranges::lower_bound(table, identifier, {}, &word_of::name);
    return found != table.end() && found->name == identifier ? &*found : nullptr;
}
} // namespace

text word(std::string_view identifier) {
    auto const* said = said_of(identifier);
    return said ? said->words : text{identifier, identifier, identifier};
}

asked_as how_asked(std::string_view identifier) {
    auto const* said = said_of(identifier);
    return said ? said->asked : asked_as::plain;
}

} // namespace saksgang
