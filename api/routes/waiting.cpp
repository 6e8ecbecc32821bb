// What waits for others in the cases that somebody has.
#include <algorithm>

#include "api/names.hpp"
#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/tasks.hpp"

namespace saksgang::api::routes {
namespace {

// "member/b1" in its two halves; of "anyone" the second is empty.
std::pair<std::string, std::string> kind_and_who(std::string const& audience) {
    auto const slash = std::min(audience.find('/'), audience.size());
    return {audience.substr(0, slash), audience.substr(std::min(slash + 1, audience.size()))};
}

// Of a round that is open each seat is waited for until it has answered; what its body's members do together, it waits for
// nobody else with.
bool has_answered(state const& a_case, std::string_view person) {
    bool asked = false, missing = false;
    for (auto const& [name, r] : rounds_in(a_case)) {
        if (r.status != round_status::open) continue;
        for (auto const& [seat, e] : r.electorate)
            if (e.person == person) asked = true, missing = missing || !r.positions.contains(seat);
    }
    return asked && !missing;
}
bool is_seated(state const& a_case, std::string_view body) {
    return std::ranges::any_of(rounds_in(a_case), [&](auto const& r) {
        return r.second.status == round_status::open && r.second.body == body && !r.second.electorate.empty();
    });
}

std::vector<waiting> waits_for_others(state const& a_case, what_waits const& waits,
                                      std::set<std::string> const& mine) {
    auto rows = waits.of(a_case);
    auto const body = "/" + common_of(a_case).body.value;
    std::erase_if(rows, [&](waiting const& w) {
        auto const [kind, who] = kind_and_who(w.audience);
        return mine.contains(w.audience) || mine.contains(w.audience + body) ||
               (kind == "role" && who.ends_with(body)) || // stands as the community's too
               (kind == "person" && has_answered(a_case, who)) ||
               (kind == "member" && is_seated(a_case, who));
    });
    std::ranges::stable_sort(rows, {}, &waiting::due);
    std::vector<waiting> each; // once, by the soonest
    for (auto& w : rows)
        if (std::ranges::find(each, w.audience, &waiting::audience) == each.end())
            each.push_back(std::move(w));
    return each;
}

awaited_view show_awaited(reading const& r, people_names const& names, waiting const& w) {
    auto const [kind, who] = kind_and_who(w.audience);
    awaited_view v{.kind = kind};
    if (w.due != no_day) v.due = w.due;
    if (who.empty()) {
        v.label = r.in.words(words_for(by::anyone));
        return v;
    }
    v.id = who;
    if (v.kind == "person") {
        auto const p = names.view(r, who);
        v.label = p.name.value_or(p.position);
    } else if (v.kind == "party") {
        v.label = name_of_party(r.organisation(), who);
    } else if (v.kind == "role") {
        v.label = r.in.words(word(who));
    } else { // leader, member
        auto const in_body = words_for(v.kind == "leader" ? by::leader() : by::member());
        v.label = r.in.words(in_body) + " (" + name_of_body(r, who) + ")";
    }
    return v;
}

} // namespace

result<response> worklist_of_others(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const limit = limit_in_query(r.in);
    if (!limit) return limit.error();
    auto const place = place_in_query(r.in, case_order::newest);
    if (!place) return place.error();
    r.load_bodies();
    case_filter mine{.handler = r.person,
                     .ended = false,
                     .may_read = readership_of(r.in.with.rules, r.here()),
                     .before = *place,
                     .limit = *limit + 1};
    auto rows = r.db.cases(r.in.community, mine);
    waiting_list list;
    if (rows.size() > *limit) {
        rows.resize(*limit);
        list.next = cursor_at(rows.back(), case_order::newest);
    }
    std::set<std::string> streams;
    for (auto const& row : rows) streams.insert(case_stream(row.id));
    r.load(streams);

    what_waits const waits(r.in.with.rules);
    auto const own = audiences_of(r.here());
    people_names names;
    std::vector<std::pair<case_row const*, std::vector<waiting>>> found;
    for (auto const& row : rows) {
        found.emplace_back(&row, waits_for_others(r.stream(case_stream(row.id)), waits, own));
        for (auto const& w : found.back().second) names.mention(r, kind_and_who(w.audience).second);
    }
    names.fetch(r);
    for (auto const& [row, all] : found) {
        if (all.empty()) continue;
        waiting_case item{
            row->id, row->title, show_state(r.in.with.rules, row->workflow, row->state, r.in.lang), {}};
        for (auto const& w : all) item.waits_for.push_back(show_awaited(r, names, w));
        list.items.push_back(std::move(item));
    }
    return json_response(show(list));
}

} // namespace saksgang::api::routes
