// What an author of a workflow can get wrong in types, said in one sentence when it is compiled. Checked before a machine
// is made, so that nothing else is said besides. What only shows when it runs is in tests/kernel/workflows_test.cpp;
// tests/lint/mistakes makes each of these mistakes.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "engine/table.hpp"

namespace saksgang::table_detail {

template <class T>
concept defined = requires {
    sizeof(T);
};

// Whether T has anything of that name, of whatever shape.
struct named_holds {
    int holds;
};
struct named_deadlines {
    int deadlines;
};
struct named_reads {
    int reads;
};
template <class T, class Name>
struct joined : T, Name {};
template <class T>
concept says_holds = !requires {
    &joined<T, named_holds>::holds;
};
template <class T>
concept says_deadlines = !requires {
    &joined<T, named_deadlines>::deadlines;
};
template <class T>
concept says_reads = !requires {
    &joined<T, named_reads>::reads;
};

template <class S, class Data>
concept holds_a_round = requires(Data const& d, situation const& now) {
    { S::round } -> std::convertible_to<round_kind>;
    { S::holds(d, now) } -> std::same_as<std::optional<round_spec>>;
};
template <class D>
concept has_deadlines = requires(typename D::data const& d, state const& a_case, situation const& now) {
    { D::deadlines(d, a_case, now) } -> std::same_as<std::vector<deadline>>;
};
template <class A, class E, class Data>
concept acts = requires(E const& event, stepping<Data>& s) {
    A::run(event, s);
};

// Whether each {place} of one text is in the other.
constexpr bool has_places_of(std::string_view a, std::string_view b) {
    for (auto at = b.find('{'); at != b.npos; at = b.find('{', at + 1))
        if (a.find(b.substr(at, b.find('}', at) + 1 - at)) == a.npos) return false;
    return true;
}
constexpr bool says_the_same(text t) {
    return t.complete() && has_places_of(t.nb, t.nn) && has_places_of(t.nn, t.en) &&
           has_places_of(t.en, t.nb);
}

template <class S, class Data>
consteval bool is_state() {
    constexpr bool there = defined<S>;
    static_assert(there, "a state stands in the table and is not defined below it");
    if constexpr (there) {
        constexpr bool is = std::derived_from<S, any_stage>;
        static_assert(
            is,
            "this is no state (or a name that the kernel has for something else): "
            "step<from, event, to, action, guards...>, struct NAME : stage<\"nb\", \"nn\", \"en\"> {};");
        constexpr bool silent = !says_holds<S> && !requires { S::round; };
        constexpr bool held = silent || holds_a_round<S, Data>;
        static_assert(held,
                      "a state with a round has both: static constexpr auto round = round_kind::consent; and "
                      "static std::optional<round_spec> holds(data const&, situation const&);");
        if constexpr (is) {
            constexpr bool labelled = says_the_same(S::label);
            static_assert(labelled, "a state's label has a text in three languages");
            return held && labelled;
        }
    }
    return false;
}

template <class E>
consteval bool is_event() {
    constexpr bool there = defined<E>;
    static_assert(there, "a command stands in the table and is not defined below it");
    if constexpr (!there)
        return false;
    else if constexpr (internal<E>)
        return true;
    else
        return is_command<E>();
}

template <class G>
consteval bool is_guard() {
    constexpr bool there = defined<G>;
    static_assert(there, "a guard stands in the table and is not defined below it");
    if constexpr (there) {
        constexpr bool is = requires {
            { G::refusal } -> std::same_as<rule_text const&>;
        }
        &&says_holds<G>;
        static_assert(is,
                      "this is no guard (or a name that the kernel has for something else): struct NAME : "
                      "refuses<\"code\", \"nb\", \"nn\", \"en\"> { static verdict holds([Event const&,] "
                      "view<data> const&); };");
        if constexpr (is) {
            constexpr bool worded = says_the_same(G::refusal.words) && !G::refusal.code.empty();
            static_assert(
                worded, "a refusal has a code, and a text in three languages with the same {places} in each");
            return worded;
        }
    }
    return false;
}

template <class G, class E, class Data>
consteval bool is_guard_of() {
    if constexpr (is_guard<G>()) {
        constexpr bool judges = judged_without_payload<G, Data> || judged_with_payload<G, E, Data>;
        static_assert(judges,
                      "this guard does not judge this command: static verdict holds([Event const&,] "
                      "view<data> const&)");
        return judges;
    }
    return false;
}

// Whether a field of the command can be copied to one of the same name; a document may be only linked.
template <class E, class Data, class From>
consteval bool has_a_place() {
    using type = describe::member_type<E, From>;
    if constexpr (describe::place_of<Data>(From::name) < mp11::mp_size<describe::members_of<Data>>::value)
        return !std::is_void_v<field_for<E, Data, From>>;
    else
        return std::same_as<type, document> || std::same_as<type, std::optional<document>>;
}
template <class E, class Data, template <class...> class List, class... Fields>
consteval bool have_a_place(List<Fields...>) {
    return (has_a_place<E, Data, Fields>() && ...);
}

template <class A, class E, class Data>
consteval bool is_action_of() {
    constexpr bool there = defined<A>;
    static_assert(there, "an action stands in the table and is not defined below it");
    if constexpr (there) {
        constexpr bool does = acts<A, E, Data>;
        static_assert(
            does,
            "this is no action of this command (or a name that the kernel has for something else): "
            "static void run(Event const&, stepping<data>&); it stands before the guards, and is `none` "
            "where nothing is done");
        if constexpr (does && std::same_as<A, take>) {
            constexpr bool placed = have_a_place<E, Data>(describe::members_of<E>());
            static_assert(
                placed,
                "`take` copies every field of the command, but for documents: one of them is not in "
                "the data under the same name, or has another type there");
            return placed;
        }
        return does;
    }
    return false;
}

struct row_identity {
    std::string_view from, event;
    bool always_holds;
};
// Whether one of the rows before it, of the same state and event, always holds; of each row.
template <class... Row>
consteval auto taken_before(mp11::mp_list<Row...>) {
    std::array<row_identity, sizeof...(Row)> const all{
        row_identity{type_name<typename Row::from>, type_name<typename Row::event>,
                     mp11::mp_empty<typename Row::guards>::value}...};
    std::array<bool, sizeof...(Row)> taken{};
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].always_holds)
            for (std::size_t after = i + 1; after < all.size(); ++after)
                taken[after] =
                    taken[after] || (all[after].from == all[i].from && all[after].event == all[i].event);
    return taken;
}

template <class E, class Data, class... A, class... G>
consteval bool act_and_judge(mp11::mp_list<A...>, mp11::mp_list<G...>) {
    return (is_action_of<A, E, Data>() & ...) & (is_guard_of<G, E, Data>() & ... & true);
}
template <class D, class row, bool taken>
consteval bool is_row() {
    static_assert(!taken,
                  "this row is never taken: one before it, of the same state and event, has no guard");
    constexpr bool onward = !requires { row::from::end; };
    static_assert(onward, "this row leads on from an ending");
    constexpr bool away = !std::same_as<typename row::to, start>;
    static_assert(away, "this row leads to `start`, where no case is yet");
    return !taken && onward && away &&
           act_and_judge<typename row::event, typename D::data>(flat_t<typename row::action>(),
                                                                typename row::guards());
}

template <class D>
consteval bool is_definition() {
    constexpr bool named = requires {
        {std::string_view(D::id)};
        { D::version } -> std::convertible_to<int>;
        { D::label } -> std::same_as<text const&>;
        { D::purpose } -> std::same_as<text const&>;
        typename D::table;
        typename D::data;
    };
    static_assert(named, "a definition has: id, version, label, purpose, data, table");
    if constexpr (named) {
        constexpr bool common = std::derived_from<typename D::data, case_common>;
        static_assert(common, "a workflow's data derives from case_common");
        constexpr bool due = !says_deadlines<D> || has_deadlines<D>;
        static_assert(due,
                      "static std::vector<deadline> deadlines(data const&, state const&, situation const&);");
        constexpr bool read = !says_reads<D>;
        static_assert(
            read, "what is read follows from what is referred to: ref<T> in data and payloads, no `reads`");
        return common && due && read && describe::nothing_is_left_out<typename D::data>();
    }
    return false;
}

template <class Data, class... S>
consteval bool are_states(mp11::mp_list<S...>) {
    return (is_state<S, Data>() & ...);
}
template <class... E>
consteval bool are_events(mp11::mp_list<E...>) {
    return (is_event<E>() & ...);
}
template <class D, class... Row, std::size_t... I>
consteval bool are_rows(mp11::mp_list<Row...> table, std::index_sequence<I...>) {
    constexpr auto taken = taken_before(decltype(table)());
    bool all = true;
    for (bool const sound : {is_row<D, Row, taken[I]>()...})
        all = all && sound; // a fold would nest too deep for clang
    return all;
}

// All that is asked of a definition before a machine is made of it.
template <class D>
consteval bool is_sound() {
    if constexpr (is_definition<D>()) {
        using table = expanded<typename D::table>;
        if constexpr (are_states<typename D::data>(states_of<table>()))
            if constexpr (are_events(events_of<table>()))
                return are_rows<D>(table(), std::make_index_sequence<mp11::mp_size<table>::value>());
    }
    return false;
}

} // namespace saksgang::table_detail
