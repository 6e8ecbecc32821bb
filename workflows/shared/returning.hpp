// A step aside to a body, from any of several states and back to the one it came from, whatever the body says. `Aside` says
// of the case's data, or of its view, which one that was: it gives the state's name, or an optional of what has it as
// `came_from`. Where that has `text_before` too, the case's text is meanwhile the one that the body is asked about.
#pragma once

#include <functional>
#include <utility>

#include "workflows/common.hpp"

namespace saksgang {

template <class Aside, class Data>
void step_aside(Aside& aside, stepping<Data> const& s) {
    aside.came_from = s.a_case.name;
    aside.text_before = s.data.text;
}
// What the body did not agree on is not what the case shows afterwards.
template <class Aside, class Data>
void put_text_back(Aside& aside, stepping<Data>& s) {
    if (aside.text_before) s.data.text = std::exchange(aside.text_before, {});
}
template <auto Aside>
struct drops_aside {
    template <class Event, class Data>
    static void run(Event const&, stepping<Data>& s) {
        auto& aside = s.data.*Aside;
        if (aside) put_text_back(*aside, s);
        aside.reset();
    }
};

template <auto Aside, class State>
struct came_from : refuses<"came_from_elsewhere", "Saken kom hit fra et annet steg.",
                           "Saka kom hit frå eit anna steg.", "The case came here from another step."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        auto const& from = [&]() -> decltype(auto) {
            if constexpr (std::invocable<decltype(Aside) const&, Data const&>)
                return std::invoke(Aside, v.data);
            else
                return std::invoke(Aside, v);
        }();
        if constexpr (requires { from->came_from; })
            return from && from->came_from == type_name<State>;
        else
            return from == type_name<State>;
    }
};

// Rows of one event, each back to one of the states: `mp11::mp_append<rows<...>, back_to<...>>`.
// `back_to_if` where that depends on the event too.
template <auto Aside, class From, class Event, class Action, class Guards, class... States>
using back_to_if = rows<step<From, Event, States, Action, Guards, came_from<Aside, States>>...>;
template <auto Aside, class From, class Event, class Action, class... States>
using back_to = back_to_if<Aside, From, Event, Action, guards<>, States...>;

} // namespace saksgang
