#include "api/projections.hpp"

#include <algorithm>

#include "engine/tasks.hpp"

namespace saksgang {
namespace {

constexpr std::size_t streams_at_once = 500, streams_between_reports = 50'000;

projection_part derived(std::vector<stored_state> const& page, kernel const& rules, what_waits const& waits) {
    projection_part part;
    for (auto const& stored : page) {
        auto const* f = rules.feature_of(stored.stream);
        if (!is_case(stored.stream) && !(f && (f->deadlines || f->links))) continue;
        auto const s = state_from(stored);
        std::ranges::move(rules.links_of(s), std::back_inserter(part.links));
        if (is_case(s.stream)) part.cases.push_back(rules.row(s));
        for (auto& t : waits.of(s)) part.tasks.push_back(std::move(t));
    }
    return part;
}

void refresh(store_session& db, std::string const& community, kernel const& rules, what_waits const& waits,
             std::function<void(std::string const&)> const& progress) {
    db.drop_projections(community);
    std::size_t done = 0;
    for (std::string after;;) {
        db.lock(community);
        auto const page = db.streams(community, "", after, streams_at_once);
        db.put_projections(community, derived(page, rules, waits));
        done += page.size();
        if (done % streams_between_reports == 0 && !page.empty())
            progress(community + ": lists and tasks of " + std::to_string(done) + " streams");
        if (page.size() < streams_at_once) return;
        after = page.back().stream;
    }
}

} // namespace

bool projections_are_current(store& data, kernel const& rules) {
    return data.open()->projections_made_by() == what_waits(rules).made_by();
}

void refresh_projections(store& data, kernel const& rules,
                         std::function<void(std::string const&)> const& progress) {
    what_waits const waits(rules);
    auto const db = data.open();
    if (db->projections_made_by() == waits.made_by()) return;
    for (auto const& community : db->communities()) {
        progress(community + ": making lists and tasks anew");
        refresh(*db, community, rules, waits, progress);
    }
    db->projections_are_made_by(waits.made_by());
}

} // namespace saksgang
