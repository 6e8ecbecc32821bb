// From a transition table to a workflow. Only workflows/*.cpp include it.
#pragma once

#include <algorithm>

#include "engine/canonical.hpp"
#include "engine/laid_out.hpp"
#include "engine/walk.hpp"

namespace saksgang {

// Definition: `id`, `version`, `label`, `purpose`, `data` (derives from case_common), `table`, `words` of its own; and,
// where it has them, `body`, `exceptions`, `papers`, `upgrades` (workflow.hpp),
// `static std::vector<deadline> deadlines(data const&, state const&, situation const&)`.
template <class Definition>
class machine_workflow final : public workflow {
    using data = typename Definition::data;
    using table = table_detail::expanded<typename Definition::table>;
    using events = table_detail::events_of<table>;
    using states = table_detail::states_of<table>;
    static constexpr auto const& rows = table_detail::laid_out<data, table>;
    template <class Types, class F>
    static void each(F f) {
        mp11::mp_for_each<mp11::mp_transform<mp11::mp_identity, Types>>(f);
    }

  public:
    machine_workflow() {
        id = Definition::id;
        version = Definition::version;
        label = Definition::label;
        purpose = Definition::purpose;
        data_schema = &describe::schema<data>;
        data_as_read = [](json const& stored) { return canonical_of(restore<data>(stored)); };
        data_errors = [](json const& stored) {
            field_errors errors;
            (void)read<data>(stored, errors, written::compact);
            return errors;
        };
        if constexpr (requires { Definition::upgrades; })
            upgrades.assign(std::begin(Definition::upgrades), std::end(Definition::upgrades));
        if constexpr (requires { Definition::body; }) body = Definition::body;
        if constexpr (requires { Definition::exceptions; })
            exceptions.assign(std::begin(Definition::exceptions), std::end(Definition::exceptions));
        if constexpr (requires { Definition::papers; })
            papers.assign(std::begin(Definition::papers), std::end(Definition::papers));
        if constexpr (requires { Definition::words; })
            for (auto const& said : Definition::words) say(said);
        each<states>([&](auto s) {
            using S = typename decltype(s)::type;
            if constexpr (!std::same_as<S, start>) {
                stage_info info{std::string(type_name<S>), S::label, false, false, {}};
                if constexpr (requires { S::end; }) info.end = S::end;
                if constexpr (requires { S::is_draft; }) info.draft = S::is_draft;
                if constexpr (requires { S::round; }) info.round = S::round;
                stages.push_back(std::move(info));
            }
        });
        each<events>([&](auto e) {
            using E = typename decltype(e)::type;
            if constexpr (!internal<E>) {
                commands.push_back(command_of<E>());
                if constexpr (!requires { E::task; }) commands.back().task = true;
            }
        });
        for (auto const& row : rows) {
            transitions.push_back({std::string(row.from),
                                   std::string(row.event),
                                   std::string(row.to),
                                   row.internal,
                                   {},
                                   row.goes_on});
            for (auto const& g : row.guards) transitions.back().guards.push_back({g.refusal, !g.judge});
        }
        for (auto& c : commands) {
            auto const is_row = [&](bool creating) {
                return std::ranges::any_of(transitions, [&](auto const& t) {
                    return t.event == c.name && t.from.empty() == creating;
                });
            };
            c.creates = is_row(true);
            c.changes = is_row(false);
        }
        in_order_of_states();
    }

    std::optional<refusal> fire(state& a_case, std::string_view event, part const& payload,
                                situation const& now, std::vector<follow_up>& out,
                                std::string& hjemmel) const override {
        static constexpr auto all = processing(events());
        auto const of_it = std::ranges::find(all, event, &processed::event);
        if (of_it == all.end()) return not_open(a_case.name);
        return (this->*of_it->process)(a_case, payload, now, out, hjemmel);
    }

    standing standing_of(state const& a_case, std::string_view command, situation const& now,
                         std::vector<refusal>& refusals) const override {
        auto best = standing::closed;
        bool in_table = false;
        view<data> const seen{data_of(a_case), a_case, now};
        for (auto const& row : rows) {
            if (row.from != a_case.name || row.event != command) continue;
            in_table = true;
            std::vector<refusal> here;
            bool depends = false;
            for (auto const& g : row.guards) {
                if (!g.judge) {
                    depends = true;
                } else if (verdict const v = g.judge(seen); !v.holds) {
                    here.push_back((*g.refusal)(v.arguments));
                }
            }
            if (!here.empty()) {
                if (best == standing::closed) refusals = std::move(here);
            } else if (depends && best != standing::open) {
                best = standing::depends;
            } else if (!depends) {
                best = standing::open;
            }
        }
        if (best != standing::closed) refusals.clear();
        if (!in_table) refusals.push_back(not_open(a_case.name));
        return best;
    }

    std::optional<round_spec> holds(state const& a_case, situation const& now) const override {
        std::optional<round_spec> spec;
        each<states>([&](auto s) {
            using S = typename decltype(s)::type;
            if constexpr (requires { S::round; })
                if (table_detail::stored_name<S> == a_case.name) spec = S::holds(data_of(a_case), now);
        });
        return spec;
    }

    std::vector<deadline> deadlines(state const& a_case, situation const& now) const override {
        if constexpr (table_detail::has_deadlines<Definition>)
            return Definition::deadlines(data_of(a_case), a_case, now);
        else
            return {};
    }

    std::set<std::string> streams(state const& a_case) const override {
        auto named = walk::streams_in(describe::type_of<data>, &data_of(a_case));
        if (!body.empty()) named.insert(body_stream(body));
        return named;
    }

  private:
    // Rows stand together by the state they lead from, those of a state as they were written; commands as they come.
    void in_order_of_states() {
        auto const place = [&](std::string const& name) {
            return name.empty() ? -1 : &stage(name) - stages.data();
        };
        std::ranges::stable_sort(transitions, {}, [&](auto const& t) { return place(t.from); });
        std::ranges::stable_sort(commands, {}, [&](auto const& c) {
            return std::ranges::find(transitions, c.name, &transition_info::event) - transitions.begin();
        });
    }
    refusal not_open(std::string_view state_name) const {
        refusal r{refusal_kind::not_open,
                  "not_open_in_state",
                  {"Dette kan ikke gjøres i dette steget.", "Dette kan ikkje gjerast i dette steget.",
                   "This can't be done in this step."}};
        r.open_commands = open_commands(state_name);
        return r;
    }
    static data const& data_of(state const& a_case) { return a_case.data.read(restore<data>); }

    using process_member = std::optional<refusal> (machine_workflow::*)(state&, part const&, situation const&,
                                                                        std::vector<follow_up>&,
                                                                        std::string&) const;
    struct processed {
        std::string_view event;
        process_member process;
    };
    template <class... E>
    static constexpr std::array<processed, sizeof...(E)> processing(mp11::mp_list<E...>) {
        return {processed{type_name<E>, &machine_workflow::process<E>}...};
    }
    // The payload was checked before.
    template <class E>
    std::optional<refusal> process(state& a_case, part const& payload, situation const& now,
                                   std::vector<follow_up>& out, std::string& hjemmel) const {
        if constexpr (internal<E>)
            return go(a_case, E{}, now, out, hjemmel);
        else
            return go(a_case, payload.read(restore<E>), now, out, hjemmel);
    }
    template <class E>
    std::optional<refusal> go(state& a_case, E const& event, situation const& now,
                              std::vector<follow_up>& out, std::string& hjemmel) const {
        static constexpr auto const& of_event = table_detail::ways_of<data, table, E>;
        static_assert(table_detail::most_from_one_state(of_event) <= ways::most,
                      "more rows of one event lead on from one state than ways::most (event_machine.hpp)");
        table_detail::ways_from<data, E> possible(of_event, a_case.name, event);
        if (possible.none()) return not_open(a_case.name);
        auto const before = a_case; // keeps what guards see
        auto after = data_of(before);
        table_detail::context<data> context{{data_of(before), a_case, now}, {after, a_case, now, out}};
        if (!possible.go(context)) return context.refused;
        a_case.name = context.to;
        a_case.workflow = name_with_version();
        hjemmel = with_versions(context.hjemmel);
        if (!describe::same(after, data_of(before))) {
            auto bytes = canonical_of(after);
            a_case.data.put(std::move(bytes), restore<data>, std::move(after), restore<case_common>);
        }
        return {};
    }
};

// The workflow that is defined so.
template <class Definition>
workflow const& made_of() {
    if constexpr (table_detail::is_sound<Definition>()) {
        static machine_workflow<Definition> const w;
        return w;
    } else {
        throw std::logic_error("what is wrong with it was said when it was compiled");
    }
}

} // namespace saksgang
