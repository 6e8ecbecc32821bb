#include "api/check_derived.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace saksgang {
namespace {

constexpr std::size_t most_named = 20; // rows that are wrong, of a community

constexpr std::array<std::pair<char const*, char const*>, checking_derived::parts> key_ranges{
    {{"", ""},
     {"", "a"},
     {"archive/", "body/"},
     {"body/", "party/"},
     {"party/", "person/"},
     {"person/", "state/"},
     {"state/", behind_every_name}}};

std::string in_table(char const* table, std::string const& stream, std::string const& row) {
    return std::string(table) + " " + stream + ": " + row;
}

} // namespace

checking_derived::checking_derived(kernel const& k, what_waits const& waits, std::string community,
                                   comparison& links, std::function<void(std::string)> find)
    : kernel_(k), waits_(waits), community_(std::move(community)), links_(links), find_(std::move(find)) {}

template <class F>
void checking_derived::each_row_of(state const& s, case_row const* listed, F const& f) {
    for (auto const& t : waits_.of(s)) f(tasks_, "tasks", t.stream, row_text(t));
    for (auto const& l : kernel_.links_of(s)) f(links_, "document_links", l.stream, row_text(l));
    if (!listed) return;
    for (auto const& k : keys_of(*listed)) f(keys_, "case_keys", s.stream, row_text(k));
}

void checking_derived::expect(state const& s, case_row const* listed) {
    each_row_of(s, listed,
                [&](comparison& of, char const*, std::string const& stream, std::string const& row) {
                    of.expect(stream, row);
                });
}

void checking_derived::take_stored(store_session& s, std::size_t part) {
    if (part == 0)
        return each_task(s, community_, [&](waiting const& t) { tasks_.found(t.stream, row_text(t)); });
    auto const& [from, before] = key_ranges.at(part);
    each_key(s, community_, from, before, [&](case_key const& k) { keys_.found(stream_of(k), row_text(k)); });
}

void checking_derived::name_differences(store_session& session) {
    std::set<std::string> expected, found;
    for (std::string after;;) {
        auto const page = session.streams(community_, "", after, streams_at_once);
        for (auto const& stored : page) {
            after = stored.stream;
            if (!differs(after)) continue;
            try {
                auto const s = state_from(stored);
                auto const listed = is_case(after) ? std::optional(kernel_.row(s)) : std::nullopt;
                each_row_of(s, listed ? &*listed : nullptr, [&](comparison const&, auto const&... row) {
                    expected.insert(in_table(row...));
                });
            } catch (std::exception const&) { // found before
            }
        }
        if (page.size() < streams_at_once) break;
    }
    auto const take = [&](char const* table, std::string const& stream, auto const& row) {
        if (differs(stream)) found.insert(in_table(table, stream, row_text(row)));
    };
    each_task(session, community_, [&](waiting const& t) { take("tasks", t.stream, t); });
    each_key(session, community_, "", behind_every_name,
             [&](case_key const& k) { take("case_keys", stream_of(k), k); });
    each_link(session, community_, [&](document_link const& l) { take("document_links", l.stream, l); });
    std::size_t named = 0;
    auto const name = [&](auto const& these, auto const& others, char const* what) {
        for (auto row : these) {
            if (others.contains(row) || named++ >= most_named) continue;
            std::ranges::replace(row, '\n', ' ');
            find_(row + what);
        }
    };
    name(expected, found, " is missing");
    name(found, expected, " should not be there");
    if (named > most_named)
        find_("and " + std::to_string(named - most_named) + " more that is derived wrongly");
    if (named == 0) find_("something that is derived stands there twice, or differs");
}

} // namespace saksgang
