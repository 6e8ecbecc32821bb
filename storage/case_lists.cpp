#include "storage/case_lists.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage/case_listing.hpp"

namespace saksgang {
namespace {

using std::int64_t, std::string, std::string_view, std::tuple;

constexpr std::size_t few = 200;           // cases, by which ways to a list are told apart
constexpr std::size_t most_ordered = 1000; // that are put in order when they are read

std::vector<string> texts_in(string const& list) {
    if (list == "[]") return {};
    return nlohmann::json::parse(list).get<std::vector<string>>();
}

query<tuple<string>, tuple<string, string>> const workflow_after{
    "select workflow from case_keys where community = :community and key = '' and workflow > :after "
    "order by workflow limit 1"};

query<tuple<string, string>, tuple<string, string, string>> const stage_after{
    "select key, workflow from case_keys where community = :community and (key, workflow) > (:key, "
    ":workflow) "
    "and key < 'state0' order by key, workflow limit 1"}; // the character after the slash

} // namespace

string list_text(std::vector<string> const& texts) {
    return texts.empty() ? "[]" : nlohmann::json(texts).dump();
}

case_row row_of(case_columns&& c) {
    auto& [id, year, number, workflow, state, title, body, archive_owner, handler, ended, closed, parties,
           readers] = c;
    return {std::move(id),
            year,
            number,
            std::move(workflow),
            std::move(state),
            std::move(title),
            std::move(body),
            std::move(archive_owner),
            std::move(handler),
            ended,
            static_cast<shown_to>(closed),
            texts_in(parties),
            texts_in(readers)};
}

std::vector<string> case_lists::workflows(string const& community) {
    std::vector<string> all;
    for (string last;;) {
        auto next = db_.first(workflow_after, {community, last});
        if (!next) return all;
        all.push_back(last = std::get<0>(*next));
    }
}

std::vector<std::pair<string, string>> case_lists::stages(string const& community) {
    static constexpr string_view prefix = "state/";
    std::vector<std::pair<string, string>> all;
    for (std::pair<string, string> last{prefix, ""};;) {
        auto next = db_.first(stage_after, {community, last.first, last.second});
        if (!next) return all;
        last = {std::get<0>(*next), std::get<1>(*next)};
        all.emplace_back(last.second, last.first.substr(prefix.size()));
    }
}

namespace {

// The way with the fewest cases on it, as far as its newest tell: on a longer one, as many lie closer together.
way shortest(connection& db, listing const& list) {
    auto ways = list.ways();
    if (ways.size() == 1) return std::move(ways.front());
    using place = tuple<int64_t, int64_t>;
    std::vector<place> reaches;
    for (auto const& keys : ways) {
        auto& furthest = reaches.emplace_back(0, 0); // to the beginning
        db.each<place>(list.reach(keys, few), [&](int64_t year, int64_t number) {
            furthest = {year, number};
        });
    }
    return std::move(ways[static_cast<std::size_t>(std::ranges::min_element(reaches) - reaches.begin())]);
}

bool has_few(connection& db, listing const& list, way const& keys) {
    if (list.is_all(keys)) return false;
    bool more = false;
    db.each<tuple<int64_t, int64_t>>(list.reach(keys, most_ordered), [&](int64_t, int64_t) { more = true; });
    return !more;
}

made_statement page_of(connection& db, listing const& list, case_order order) {
    auto const keys = shortest(db, list);
    if (order == case_order::newest) return list.newest(keys);
    return has_few(db, list, keys) ? list.ordered(keys) : list.by_title();
}

} // namespace

std::vector<case_row> case_lists::rows(string const& community, case_filter const& f) {
    listing const list(db_.words(), community, f, f.workflows.empty() ? workflows(community) : f.workflows);
    std::vector<case_row> rows;
    db_.each<case_columns>(page_of(db_, list, f.order), [&](auto&... columns) {
        rows.push_back(row_of(case_columns(std::move(columns)...)));
    });
    return rows;
}

std::size_t case_lists::count(string const& community, case_filter const& f, std::size_t at_most) {
    auto all = f;
    all.before.reset();
    listing const list(db_.words(), community, all, f.workflows.empty() ? workflows(community) : f.workflows);
    return static_cast<std::size_t>(db_.number(list.count(shortest(db_, list), at_most)));
}

} // namespace saksgang
