#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/vocabulary.hpp"

namespace saksgang::api::routes {
namespace {

command_view show_command(command_info const& c, language l) {
    command_view v{.name = c.name, .label = std::string(c.label.in(l)), .schema = c.schema(l)};
    for (auto const& w : c.by) v.who.emplace_back(words_for(w).in(l));
    return v;
}

transition_view show_transition(transition_info const& t, language l) {
    transition_view v{t.from, t.event, t.to, t.internal, {}};
    for (auto const& g : t.guards)
        v.guards.push_back({std::string(g.refusal->code), std::string(g.refusal->words.in(l)),
                            show_basis(g.refusal->hjemmel, l), g.needs_payload});
    return v;
}

// With what the caller may begin a case: by role, seat or party, before anything is filled in.
std::vector<beginning> beginnings(reading const& r, workflow const& w) {
    std::vector<beginning> all;
    state not_there{.stream = std::string(new_case)};
    if (!w.body.empty()) not_there.data.change()["body"] = w.body;
    for (auto const& c : w.commands)
        if (c.creates && capacity_of(r.here(), not_there, c.by)) all.push_back({c.name, r.in.words(c.label)});
    return all;
}

} // namespace

// To anyone; to whoever is signed in, also what they may begin.
result<response> list_workflows(reading& r) {
    bool const known = r.signed_in();
    if (known) r.load_bodies();
    workflow_list list;
    for (auto const* w : r.in.with.rules.workflows()) {
        workflow_item item{w->id, w->version, r.in.words(w->label), r.in.words(w->purpose), {}};
        if (known) item.may_begin = beginnings(r, *w);
        list.items.push_back(std::move(item));
    }
    return json_response(show(list));
}

// Every word of the domain, in the caller's language: of fields, choices, roles, kinds, deadlines.
result<response> list_words(exchange const& in) {
    word_list list;
    for (auto const& w : vocabulary()) list.words.emplace(w.name, in.words(w.words));
    return json_response(show(list));
}

result<response> show_workflow(exchange const& in) {
    auto const* w = in.with.rules.find(in.value(0));
    if (!w) return not_found();
    workflow_view v{.id = w->id,
                    .label = in.words(w->label),
                    .purpose = in.words(w->purpose),
                    .version = w->version,
                    .data = in.with.rules.data_schema(*w, in.lang),
                    .round = describe::schema<round>(in.lang)};
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
