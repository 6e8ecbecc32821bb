// What somebody may do, as they see it: in what order, and what others have asked for that it answers.
#include <algorithm>

#include "api/showing.hpp"
#include "engine/tasks.hpp"

namespace saksgang::api {
namespace {

// Whether there is a way by it from where the case stands to another state.
bool leads_on(workflow const& w, state const& a_case, command_info const& c) {
    return std::ranges::any_of(w.transitions, [&](transition_info const& t) {
        return t.event == c.name && t.from == a_case.name && t.to != t.from;
    });
}

// First what waits for whoever asks, and of that what leads on; then what else the workflow has, and what every case has.
struct ordered_actions {
    std::vector<action_info> actions;
    std::size_t next = 0; // so many wait for them
};
ordered_actions in_order(kernel const& k, state const& a_case, situation const& now) {
    ordered_actions out{k.actions(a_case, now)};
    auto const& w = k.of(a_case);
    auto const tasks = tasks_for(k, a_case, now);
    auto const waits = [&](action_info const& a) {
        return a.standing != standing::closed &&
               (a.command->asks || // and who has answered may answer anew
                std::ranges::find(tasks, a.command, &task::command) != tasks.end());
    };
    auto const rank = [&](action_info const& a) {
        if (waits(a)) return leads_on(w, a_case, *a.command) ? 0 : 1;
        return w.command(a.command->name) ? 2 : 3;
    };
    std::ranges::stable_sort(out.actions, {}, rank);
    out.next = static_cast<std::size_t>(std::ranges::count_if(out.actions, waits));
    return out;
}

} // namespace

std::vector<action_view> show_actions(reading& r, std::vector<action_info> const& all, bool with_schema) {
    constexpr std::string_view standings[]{"open", "depends", "closed"};
    people_names names;
    for (auto const& a : all)
        for (auto const& asked : a.about) names.mention(r, asked.by);
    names.fetch(r);
    std::vector<action_view> out;
    for (auto const& a : all) {
        action_view v{.command = a.command->name,
                      .label = r.in.words(a.command->label),
                      .standing = std::string(standings[static_cast<std::size_t>(a.standing)]),
                      .refusals = show_refusals(a.refusals, r.in.lang),
                      .costs = a.costs,
                      .round = if_any(a.round),
                      .given = a.given};
        for (auto const& asked : a.about)
            v.about.push_back({asked.command->name, r.in.words(asked.command->label), asked.payload,
                               names.view(r, asked.by)});
        if (with_schema) v.schema = a.command->schema(r.in.lang);
        out.push_back(std::move(v));
    }
    return out;
}

std::vector<action_view> show_actions_in(reading& r, state const& a_case, bool with_schema) {
    auto const& k = r.in.with.rules;
    auto const now = r.here();
    auto const all = in_order(k, a_case, now);
    auto out = show_actions(r, all.actions, with_schema);
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i].next = i < all.next;
        if (!with_schema) continue;
        if (auto begins = k.begins(*all.actions[i].command, a_case, now); !begins.is_null())
            out[i].begins = std::move(begins);
    }
    return out;
}

} // namespace saksgang::api
