// From a transition table to a workflow. The only file that includes Boost.MSM; only workflows/*.cpp include it.
//
//   using table = rows<
//       step<start,    propose_revision, proposed,  store_proposal, has_base_version>,
//       step<proposed, round_carried,    mandated,  none>, ...>;
//
// A machine is disposable: it is restored by state *name*, processes one event, is read, and dropped.
#pragma once

#include <array>
#include <boost/mp11.hpp>
#include <boost/mp11/mpl.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include "engine/case.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

namespace msm = boost::msm;
namespace mp11 = boost::mp11;

// The identifier of a type, which is the persisted name of a state, command or event.
template <class T>
constexpr std::string_view type_name() {
    constexpr std::string_view function =
        __PRETTY_FUNCTION__; // ... [with T = saksgang::x::drafting; std::string_view = ...]
    constexpr auto from = function.find("T = ") + 4;
    constexpr auto name = function.substr(from, function.find_first_of(";]", from) - from);
    return name.substr(name.rfind(':') + 1);
}

// ------------------------------------------------------------------------------- what a workflow file writes

// A state: `struct drafting : stage { static constexpr text label{...}; };`
// It may add  `static constexpr bool end = true;`
// and         `static std::optional<round_spec> holds(Data const&, situation const&);` with
//             `static constexpr auto round = round_kind::consent;`
struct stage : msm::front::state<> {};
struct start : stage { // before the case is there
    static constexpr text label{"Ikke opprettet", "Ikkje oppretta", "Not created"};
};

// Events of the kernel's own.
struct internal_event {};
struct round_carried : internal_event {};
struct round_failed : internal_event {};
struct hearing_closed : internal_event {};
template <class E>
concept internal = std::derived_from<E, internal_event>;

// What guards see.
template <class Data>
struct view {
    Data const& data;
    state const& a_case;
    situation const& now;
};
// What actions change.
template <class Data>
struct stepping {
    Data& data;
    state& a_case;
    situation const& now;
    std::vector<follow_up>& out;
};

// An action: `struct store_draft { static void run(submit_draft const&, stepping<data>&); };`
struct none {
    template <class E, class S>
    static void run(E const&, S&) {}
};
// A guard: `struct covers_all_actors { static constexpr rule_text refusal{...};
//                                       static verdict holds([Event const&,] view<data> const&); };`

template <class From, class Event, class To, class Action = none, class... Guards>
struct step {
    using from = From;
    using event = Event;
    using to = To;
    using action = Action;
    using guards = mp11::mp_list<Guards...>;
};
template <class... Steps>
using rows = mp11::mp_list<Steps...>;

// ----------------------------------------------------------------------------------------------- the adapter

namespace machine_detail {

template <class Step>
using from_of = typename Step::from;
template <class Step>
using event_of = typename Step::event;
template <class Step>
using to_of = typename Step::to;

template <class G, class Data>
concept judged_without_payload = requires(view<Data> const& v) {
    G::holds(v);
};

template <class G, class E, class Data>
verdict judge_guard(E const& event, view<Data> const& v) {
    if constexpr (judged_without_payload<G, Data>)
        return G::holds(v);
    else
        return G::holds(event, v);
}

template <class Data>
struct context {
    view<Data> seen;
    stepping<Data> changing;
    std::optional<refusal> refused;
};

template <class Data, class Guards>
struct guard_functor {
    template <class E, class Fsm, class S, class T>
    bool operator()(E const& event, Fsm& fsm, S&, T&) const {
        bool all = true;
        mp11::mp_for_each<mp11::mp_transform<mp11::mp_identity, Guards>>([&](auto g) {
            using G = typename decltype(g)::type;
            if (!all) return;
            auto const v = judge_guard<G, E, Data>(event, fsm.now->seen);
            if (v.holds) return;
            all = false;
            fsm.now->refused = G::refusal(v.arguments);
        });
        return all;
    }
};

template <class Data, class Action>
struct action_functor {
    template <class E, class Fsm, class S, class T>
    void operator()(E const& event, Fsm& fsm, S&, T&) const {
        Action::run(event, fsm.now->changing);
    }
};

template <class Data, class Step>
using msm_row =
    msm::front::Row<typename Step::from, typename Step::event, typename Step::to,
                    action_functor<Data, typename Step::action>, guard_functor<Data, typename Step::guards>>;

template <class Definition>
struct front : msm::front::state_machine_def<front<Definition>> {
    using data = typename Definition::data;
    using initial_state = start;
    // Together: exceptions propagate and the machine recovers (one alone jams the queue).
    using no_exception_thrown = int;
    using no_message_queue = int;
    template <class Step>
    using to_row = msm_row<data, Step>;
    using transition_table = mp11::mp_transform<to_row, typename Definition::table>;

    context<data>* now = nullptr;

    template <class Fsm, class Event>
    void no_transition(Event const&, Fsm&, int) {}
};

template <class Definition>
using back = msm::back::state_machine<front<Definition>>;

// MSM's own serialize() hands its array of state ids to whatever "archive" it is given.
struct state_setter {
    int id;
    template <std::size_t N>
    state_setter& operator&(int (&states)[N]) {
        std::fill_n(states, N, id);
        return *this;
    }
    template <class Other>
    state_setter& operator&(Other&) {
        return *this;
    }
};

template <class T>
std::string stored_name() {
    if constexpr (std::same_as<T, start>)
        return "";
    else
        return std::string(type_name<T>());
}

// Walks a payload's type beside its JSON: personal texts and documents, wherever they stand.
template <class T, class Json, class F> // Json: json, or const to look only
void each_value(Json& j, F const& f) {
    if constexpr (describe::is_optional<T>) {
        if (!j.is_null()) each_value<typename T::value_type>(j, f);
    } else if constexpr (describe::is_list<T>) {
        for (auto& item : j) each_value<typename T::value_type>(item, f);
    } else if constexpr (describe::is_map<T>) {
        for (auto& item : j) each_value<typename T::mapped_type>(item, f);
    } else if constexpr (std::same_as<T, document> || std::same_as<T, personal_text>) {
        f(static_cast<T const*>(nullptr), j);
    } else if constexpr (describe::described_struct<T>) {
        describe::each_member<T>([&](auto member) {
            using type = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            if (auto const found = j.find(member.name); found != j.end()) each_value<type>(*found, f);
        });
    }
}

} // namespace machine_detail

// A described struct with `label` and `by` as the kernel and the API see it. Also for commands that are no machine's.
template <class C>
command_info command_of() {
    command_info info;
    info.name = type_name<C>();
    info.label = C::label;
    if constexpr (requires { C::task; }) info.task = C::task;
    info.by.assign(std::begin(C::by), std::end(C::by));
    info.schema = [](language l) {
        auto schema = describe::schema<C>(l);
        schema["title"] = std::string(C::label.in(l));
        return schema;
    };
    info.check = [](json const& payload) {
        field_errors errors;
        (void)read<C>(payload, errors);
        return errors;
    };
    info.seal = [](json& payload, std::function<std::string(std::string const&)> const& commit) {
        machine_detail::each_value<C>(payload, [&](auto const* type, json& value) {
            if constexpr (std::same_as<decltype(type), personal_text const*>)
                if (value.is_string())
                    value = json{{"commitment", commit(value.template get<std::string>())}};
        });
    };
    info.documents = [](json const& payload) {
        std::vector<document> named;
        machine_detail::each_value<C>(payload, [&](auto const* type, json const& value) {
            if constexpr (std::same_as<decltype(type), document const*>) {
                auto const digest = value.find("digest"), title = value.find("title");
                if (digest != value.end() && digest->is_string() && title != value.end() &&
                    title->is_string())
                    named.push_back({*digest, *title});
            }
        });
        return named;
    };
    info.has_fields = !mp11::mp_empty<describe::members_of<C>>::value;
    return info;
}

// Definition: `id`, `version`, `label`, `data` (derives from case_common), `table`; and, where it has them,
// `static std::vector<deadline> deadlines(data const&, state const&)` and
// `static std::vector<std::string> reads(data const&, state const&, std::string_view command, json const& payload)`.
template <class Definition>
class machine_workflow final : public workflow {
    using data = typename Definition::data;
    using table = typename Definition::table;
    using back = machine_detail::back<Definition>;
    using events = mp11::mp_unique<mp11::mp_transform<machine_detail::event_of, table>>;
    using states = mp11::mp_unique<mp11::mp_append<mp11::mp_transform<machine_detail::from_of, table>,
                                                   mp11::mp_transform<machine_detail::to_of, table>>>;
    template <class T>
    static constexpr mp11::mp_identity<T> tag{};

    template <class F>
    static void each_state(F f) {
        mp11::mp_for_each<mp11::mp_transform<mp11::mp_identity, states>>(f);
    }
    template <class F>
    static void each_event(F f) {
        mp11::mp_for_each<mp11::mp_transform<mp11::mp_identity, events>>(f);
    }
    template <class F>
    static void each_step(F f) {
        mp11::mp_for_each<mp11::mp_transform<mp11::mp_identity, table>>(f);
    }
    template <class S>
    static constexpr int id_of() {
        return msm::back::get_state_id<typename back::stt, S>::value;
    }
    static int id_named(std::string_view name) {
        int id = -1;
        each_state([&](auto s) {
            using S = typename decltype(s)::type;
            if (machine_detail::stored_name<S>() == name) id = id_of<S>();
        });
        if (id < 0) throw std::logic_error("no state is called " + std::string(name));
        return id;
    }
    static std::string name_with_id(int id) {
        std::string name;
        each_state([&](auto s) {
            using S = typename decltype(s)::type;
            if (id_of<S>() == id) name = machine_detail::stored_name<S>();
        });
        return name;
    }

  public:
    machine_workflow() {
        id = Definition::id;
        version = Definition::version;
        label = Definition::label;
        if constexpr (requires { Definition::body; }) body = Definition::body;
        if constexpr (requires { Definition::exceptions; })
            exceptions.assign(std::begin(Definition::exceptions), std::end(Definition::exceptions));
        each_state([&](auto s) {
            using S = typename decltype(s)::type;
            if constexpr (!std::same_as<S, start>) {
                stage_info info{std::string(type_name<S>()), S::label, false, {}};
                if constexpr (requires { S::end; }) info.end = S::end;
                if constexpr (requires { S::round; }) info.round = S::round;
                stages.push_back(std::move(info));
            }
        });
        each_event([&](auto e) {
            using E = typename decltype(e)::type;
            if constexpr (!internal<E>) {
                commands.push_back(command_of<E>());
                if constexpr (!requires { E::task; }) commands.back().task = true;
            }
        });
        each_step([&](auto s) {
            using S = typename decltype(s)::type;
            transition_info t{machine_detail::stored_name<typename S::from>(),
                              std::string(type_name<typename S::event>()),
                              machine_detail::stored_name<typename S::to>(),
                              internal<typename S::event>,
                              {}};
            mp11::mp_for_each<mp11::mp_transform<mp11::mp_identity, typename S::guards>>([&](auto g) {
                using G = typename decltype(g)::type;
                t.guards.push_back({&G::refusal, !machine_detail::judged_without_payload<G, data>});
            });
            transitions.push_back(std::move(t));
        });
    }

    std::optional<refusal> fire(state& a_case, std::string_view event, json const& payload,
                                situation const& now, std::vector<follow_up>& out) const override {
        std::optional<refusal> refused = not_open(a_case.name);
        each_event([&](auto e) {
            using E = typename decltype(e)::type;
            if (event != type_name<E>()) return;
            if constexpr (internal<E>) {
                refused = process(a_case, E{}, now, out);
            } else {
                refused = process(a_case, restore<E>(payload), now, out); // the payload was checked before
            }
        });
        return refused;
    }

    standing standing_of(state const& a_case, std::string_view command, situation const& now,
                         std::vector<refusal>& refusals) const override {
        auto best = standing::closed;
        bool in_table = false;
        view<data> const seen{data_of(a_case), a_case, now};
        each_step([&](auto s) {
            using S = typename decltype(s)::type;
            if (machine_detail::stored_name<typename S::from>() != a_case.name ||
                command != type_name<typename S::event>())
                return;
            in_table = true;
            std::vector<refusal> here;
            bool depends = false;
            mp11::mp_for_each<mp11::mp_transform<mp11::mp_identity, typename S::guards>>([&](auto g) {
                using G = typename decltype(g)::type;
                if constexpr (machine_detail::judged_without_payload<G, data>) {
                    auto const v = G::holds(seen);
                    if (!v.holds) here.push_back(G::refusal(v.arguments));
                } else {
                    depends = true;
                }
            });
            if (!here.empty()) {
                if (best == standing::closed) refusals = std::move(here);
            } else if (depends && best != standing::open) {
                best = standing::depends;
            } else if (!depends) {
                best = standing::open;
            }
        });
        if (best != standing::closed) refusals.clear();
        if (!in_table) refusals.push_back(not_open(a_case.name));
        return best;
    }

    std::optional<round_spec> holds(state const& a_case, situation const& now) const override {
        std::optional<round_spec> spec;
        each_state([&](auto s) {
            using S = typename decltype(s)::type;
            if constexpr (requires(data const& d) { S::holds(d, now); })
                if (machine_detail::stored_name<S>() == a_case.name) spec = S::holds(data_of(a_case), now);
        });
        return spec;
    }

    std::vector<deadline> deadlines(state const& a_case, situation const& now) const override {
        if constexpr (requires(data const& d) { Definition::deadlines(d, a_case, now); })
            return Definition::deadlines(data_of(a_case), a_case, now);
        else
            return {};
    }

    std::vector<std::string> reads(state const& a_case, std::string_view command,
                                   json const& payload) const override {
        if constexpr (requires(data const& d) { Definition::reads(d, a_case, command, payload); })
            return Definition::reads(data_of(a_case), a_case, command, payload);
        else
            return {};
    }

  private:
    refusal not_open(std::string_view state_name) const {
        refusal r{refusal_kind::not_open,
                  "not_open_in_state",
                  {"Dette kan ikke gjøres i dette steget.", "Dette kan ikkje gjerast i dette steget.",
                   "This can't be done in this step."}};
        r.open_commands = open_commands(state_name);
        return r;
    }
    static data const& data_of(state const& a_case) { return a_case.data.read(restore<data>); }

    template <class E>
    std::optional<refusal> process(state& a_case, E const& event, situation const& now,
                                   std::vector<follow_up>& out) const {
        auto const before = a_case; // keeps what guards see
        auto after = data_of(before);
        machine_detail::context<data> context{{data_of(before), a_case, now}, {after, a_case, now, out}, {}};
        back machine;
        machine.start();
        machine_detail::state_setter setter{id_named(a_case.name)};
        machine.serialize(setter, 0);
        machine.now = &context;
        auto const result = machine.process_event(event);
        if (result == msm::back::HANDLED_GUARD_REJECT) return context.refused;
        if (!(result & msm::back::HANDLED_TRUE)) return not_open(a_case.name);
        a_case.name = name_with_id(machine.current_state()[0]);
        a_case.workflow = name_with_version();
        if (!describe::same(after, data_of(before))) {
            a_case.data.put(write(after), restore<data>, after);
            a_case.data.remember(restore<case_common>, static_cast<case_common const&>(after));
        }
        return {};
    }
};

} // namespace saksgang
