// What a workflow file writes: a table of steps, states, guards, actions. What is wrong with them is said by sound.hpp;
// a machine is made from them by machine.hpp.
//
//   using table = rows<                                            // the first row that holds is taken
//       step<start, struct propose_revision, struct proposed, take, struct has_base_version>,
//       step<proposed, round_carried, struct mandated>,
//       step<states<proposed, mandated>, struct withdraw, struct withdrawn>, ...>;
#pragma once

#include <utility>

#include "engine/basis.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

// A state: `struct drafting : stage<"Utkast utarbeides", "Utkast blir utarbeidd", "Drafting"> {};`
// One that holds a round adds  `static constexpr auto round = round_kind::consent;`
// and  `static std::optional<round_spec> holds(data const&, situation const&);`
struct any_stage {};
template <literal Nb, literal Nn, literal En>
struct stage : any_stage {
    static constexpr text label{Nb.view(), Nn.view(), En.view()};
};
template <literal Nb, literal Nn, literal En>
struct ending : stage<Nb, Nn, En> { // nothing leads on from it
    static constexpr bool end = true;
};
// Before the case is there.
struct start : stage<"Ikke opprettet", "Ikkje oppretta", "Not created"> {};

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

    template <class C>
    void send(std::string stream, C const& c) {
        out.push_back(saksgang::send(std::move(stream), c));
    }
};

// A row. `From` is a state or `states<...>` of several; `To` is a state or `stay`.
template <class From, class Event, class To, class Action = struct none, class... Guards>
struct step;
template <class... States> // of which each may be a list itself
struct states {};
struct stay;
template <class... Steps>
using rows = mp11::mp_list<Steps...>;

// An action: `struct store_draft { static void run(submit_draft const&, stepping<data>&); };`
struct none {
    template <class E, class S>
    static void run(E const&, S&) {}
};
// Of a row of round_failed: the case goes on from there also where the body says that it ends (`close_round` with
// `next: end`). Where no row says so, one must lead to an ending then.
struct goes_on : none {};
template <class... Actions> // one after the other
struct actions {
    template <class E, class S>
    static void run(E const& event, S& s) {
        (Actions::run(event, s), ...);
    }
};

// A guard: `struct mandate_runs : refuses<"mandate_over", "nb", "nn", "en"> {
//               static verdict holds([Event const&,] view<data> const&); };`
// A hjemmel, and a kind that is not `guarded`, may follow the texts.
template <literal Code, literal Nb, literal Nn, literal En, literal Hjemmel = "",
          refusal_kind Kind = refusal_kind::guarded>
struct refuses {
    static constexpr rule_text refusal{Code.view(), {Nb.view(), Nn.view(), En.view()}, Hjemmel.view(), Kind};
    static_assert(is_well_formed_basis(Hjemmel.view()),
                  "a guard rests on a provision (\"hol. § 6-1\") or on a rule of the community's own "
                  "(\"own:its_name\"), with \"; \" between several");
};
// Of a rule that only forbids: it is at issue where it refuses, and nowhere else (docs/decisions/0028).
inline verdict forbidden_if(bool refused, text_arguments arguments = {}) {
    return refused ? verdict::fails(std::move(arguments)) : verdict::not_at_issue();
}
// Several that often stand together: `struct is_sound : guards<has_text, has_amount> {};`
template <class... Guards>
struct guards {};

// ------------------------------------------------------------------------------------------ small guards, actions

// Whether something is there: an answer, at least one item, a sum, a yes.
template <class T>
bool is_there(T const& value) {
    if constexpr (std::same_as<T, ore>)
        return value.value > 0;
    else if constexpr (std::same_as<T, bool>)
        return value;
    else
        return !describe::is_absent(value);
}

namespace table_detail {

template <class T>
struct member_pointer;
template <class T, class C>
struct member_pointer<T C::*> {
    using of = C;
};
} // namespace table_detail

// `struct draft_is_in : needs<&data::text, "draft_missing", "nb", "nn", "en"> {};` The field is of the case's data, or
// of the command.
template <auto Field, literal... Refusal>
struct needs : refuses<Refusal...> {
    static_assert(refuses<Refusal...>::refusal.words.nb.find('{') == std::string_view::npos,
                  "a small guard's text has no {places}; a guard with `holds` of its own may fill them");
    using owner = typename table_detail::member_pointer<decltype(Field)>::of;
    template <std::derived_from<owner> Data>
    static verdict holds(view<Data> const& v) {
        return is_there(v.data.*Field);
    }
    template <std::derived_from<owner> E, class Data>
    static verdict holds(E const& event, view<Data> const&) {
        return is_there(event.*Field);
    }
};
template <auto Field, literal... Refusal>
struct lacks : refuses<Refusal...> {
    using owner = typename table_detail::member_pointer<decltype(Field)>::of;
    template <std::derived_from<owner> Data>
    static verdict holds(view<Data> const& v) {
        return !is_there(v.data.*Field);
    }
};

namespace table_detail {
// The data's field of the same name, where the command's can be copied to it; else void.
template <class E, class Data, class From>
consteval auto place_in_data() {
    using all = describe::members_of<Data>;
    constexpr auto n = describe::place_of<Data>(From::name);
    if constexpr (n < mp11::mp_size<all>::value) {
        using to = mp11::mp_at_c<all, n>;
        if constexpr (requires(E const& event, Data& data) { data.*to::pointer = event.*From::pointer; })
            return mp11::mp_identity<to>();
        else
            return mp11::mp_identity<void>();
    } else
        return mp11::mp_identity<void>();
}
template <class E, class Data, class From>
using field_for = typename decltype(place_in_data<E, Data, From>())::type;

// Calls f(from, to) for each field of the command that has a place in the data.
template <class E, class Data, class F>
void each_in_both(F const& f) {
    describe::each_member<E>([&](auto from) {
        using to = field_for<E, Data, decltype(from)>;
        if constexpr (!std::is_void_v<to>) f(from, to());
    });
}
} // namespace table_detail

// Copies the command's fields to those of the same name in the case's data. A document that has none there is only
// linked to the case; any other field must have one.
struct take {
    template <class E, class Data>
    static void run(E const& event, stepping<Data>& s) {
        table_detail::each_in_both<E, Data>(
            [&](auto from, auto to) { s.data.*to.pointer = event.*from.pointer; });
    }
};
// The same, of those that are filled in.
struct take_given {
    template <class E, class Data>
    static void run(E const& event, stepping<Data>& s) {
        table_detail::each_in_both<E, Data>([&](auto from, auto to) {
            if (is_there(event.*from.pointer)) s.data.*to.pointer = event.*from.pointer;
        });
    }
};
// One field under another name: `struct store_call : copies<&open_call::deadline, &data::call_deadline> {};`
template <auto From, auto To>
struct copies {
    template <class E, class S>
    static void run(E const& event, S& s) {
        s.data.*To = event.*From;
    }
};
// Empties a field.
template <auto Field>
struct clears {
    template <class E, class S>
    static void run(E const&, S& s) {
        s.data.*Field = {};
    }
};
// Notes the day: `struct note_start : notes<&data::started_on> {};`
template <auto Field>
struct notes {
    template <class E, class S>
    static void run(E const&, S& s) {
        s.data.*Field = s.now.today;
    }
};

// What a definition begins with: `struct definition : defines<data, table> {...};`
template <class Data, class Table>
struct defines {
    using data = Data;
    using table = Table;
};

// ------------------------------------------------------------------------------------------------ the table, laid out

namespace table_detail {

// Lists within lists, laid out flat. Types are complete by now.
template <class... S>
mp11::mp_list<S...> listed(states<S...> const*);
template <class... G>
mp11::mp_list<G...> listed(guards<G...> const*);
template <class... A>
mp11::mp_list<A...> listed(actions<A...> const*);
template <class T>
struct flat {
    using type = mp11::mp_list<T>;
};
template <class... T>
struct flat<mp11::mp_list<T...>> {
    using type = mp11::mp_append<mp11::mp_list<>, typename flat<T>::type...>;
};
template <class T>
requires requires(T const* t) { listed(t); }
struct flat<T> {
    using type = typename flat<decltype(listed(static_cast<T const*>(nullptr)))>::type;
};
template <class T>
using flat_t = typename flat<T>::type;

// One row for each source state.
template <class From, class Event, class To, class Action, class Guards>
struct row {
    using from = From;
    using event = Event;
    using to = To;
    using action = Action;
    using guards = Guards;
};
template <class Step>
struct rows_of;
template <class From, class Event, class To, class Action, class... Guards>
struct rows_of<step<From, Event, To, Action, Guards...>> {
    template <class S>
    using from = row<S, Event, std::conditional_t<std::same_as<To, stay>, S, To>, Action,
                     flat_t<mp11::mp_list<Guards...>>>;
    using type = mp11::mp_transform<from, flat_t<From>>;
};
template <class Step>
using rows_of_t = typename rows_of<Step>::type;
template <class Table>
using expanded = mp11::mp_flatten<mp11::mp_transform<rows_of_t, Table>>;

template <class Row>
using from_of = typename Row::from;
template <class Row>
using event_of = typename Row::event;
template <class Row>
using to_of = typename Row::to;
template <class Rows>
using events_of = mp11::mp_unique<mp11::mp_transform<event_of, Rows>>;
template <class Rows> // those that lead on, then the others
using states_of =
    mp11::mp_unique<mp11::mp_append<mp11::mp_transform<from_of, Rows>, mp11::mp_transform<to_of, Rows>>>;

template <class G, class Data>
concept judged_without_payload = requires(view<Data> const& v) {
    { G::holds(v) } -> std::convertible_to<verdict>;
};
template <class G, class E, class Data>
concept judged_with_payload = requires(E const& event, view<Data> const& v) {
    { G::holds(event, v) } -> std::convertible_to<verdict>;
};
template <class G, class E, class Data>
verdict judge_guard(E const& event, view<Data> const& v) {
    if constexpr (judged_without_payload<G, Data>)
        return G::holds(v);
    else
        return G::holds(event, v);
}

} // namespace table_detail
} // namespace saksgang
