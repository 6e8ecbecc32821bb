// A step aside to a body, from any of several states and back to the one it came from, whatever the body says. Of data
// with an optional `Aside` that has `came_from`, a state's name.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

template <auto Aside, class State>
struct came_from : refuses<"came_from_elsewhere", "Saken kom hit fra et annet steg.",
                           "Saka kom hit frå eit anna steg.", "The case came here from another step."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        auto const& aside = v.data.*Aside;
        return aside && aside->came_from == type_name<State>();
    }
};

// Rows of one event, each back to one of the states: `mp11::mp_append<rows<...>, back_to<...>>`.
template <auto Aside, class From, class Event, class Action, class... States>
using back_to = rows<step<From, Event, States, Action, came_from<Aside, States>>...>;

} // namespace saksgang
