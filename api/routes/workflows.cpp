#include "api/routes/routes.hpp"
#include "api/showing.hpp"

namespace saksgang::api::routes {
namespace {

command_view show_command(command_info const& c, language l) {
    command_view v{.name = c.name, .label = std::string(c.label.in(l)), .schema = c.schema(l)};
    for (auto const& w : c.by) v.who.emplace_back(words_for(w).in(l));
    return v;
}

transition_view show_transition(transition_info const& t, language l) {
    transition_view v{t.from, t.event, t.to, t.internal, {}};
    for (auto const& g : t.guards) {
        auto const hjemmel =
            g.refusal->hjemmel.empty() ? std::nullopt : std::optional(std::string(g.refusal->hjemmel));
        v.guards.push_back(
            {std::string(g.refusal->code), std::string(g.refusal->words.in(l)), hjemmel, g.needs_payload});
    }
    return v;
}

} // namespace

result<response> list_workflows(exchange const& in) {
    workflow_list list;
    for (auto const* w : in.with.rules.workflows())
        list.items.push_back({w->id, w->version, in.words(w->label)});
    return json_response(show(list));
}

result<response> show_workflow(exchange const& in) {
    auto const* w = in.with.rules.find(in.value(0));
    if (!w) return not_found();
    workflow_view v{.id = w->id, .label = in.words(w->label), .version = w->version};
    for (auto const& s : w->stages) {
        auto const round = s.round ? std::optional(std::string(describe::name_of(*s.round))) : std::nullopt;
        v.states.push_back({s.name, in.words(s.label), s.end, round});
    }
    for (auto const& c : w->commands) v.commands.push_back(show_command(c, in.lang));
    for (auto const* c : in.with.rules.case_commands())
        v.common_commands.push_back(show_command(*c, in.lang));
    for (auto const& t : w->transitions) v.transitions.push_back(show_transition(t, in.lang));
    return json_response(show(v));
}

result<response> draw_workflow(exchange const& in) {
    auto const* w = in.with.rules.find(in.value(0));
    if (!w) return not_found();
    return response{.media_type = "text/vnd.mermaid; charset=utf-8", .body = mermaid(*w, in.lang)};
}

} // namespace saksgang::api::routes
