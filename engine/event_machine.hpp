// A machine of Boost.MSM for what one event does in one state; the only file that includes it. It is disposable: it begins
// `here`, processes the event, is read, and dropped. States that have the same rows of an event have the same machine:
// what the compiler does for a table grows as the table that is written, not with the states that a row names.
#pragma once

#include <boost/mp11/mpl.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include "engine/basis.hpp"
#include "engine/sound.hpp"

namespace saksgang::event_machine {

namespace msm = boost::msm;
using namespace table_detail;

// The state that the case is in, whichever that is.
struct here;
// A row of that state.
template <class To, class Action, class Guards>
struct way {
    using to = To;
    using action = Action;
    using guards = Guards;
};
template <class Row>
using way_of =
    way<std::conditional_t<std::same_as<typename Row::from, typename Row::to>, here, typename Row::to>,
        typename Row::action, typename Row::guards>;

template <class Data>
struct context {
    view<Data> seen;
    stepping<Data> changing;
    std::optional<refusal> refused = {}; // by the first row that refused
    std::string hjemmel = {};            // of the row that is taken
};

template <class S>
struct state_of : msm::front::state<> {};

template <class G, class E, class Data>
bool holds(E const& event, context<Data>& now, std::string& hjemmel) {
    auto const v = judge_guard<G, E, Data>(event, now.seen);
    if (v.holds && v.at_issue) rest_on(hjemmel, G::refusal.hjemmel);
    if (!v.holds && !now.refused) now.refused = G::refusal(v.arguments);
    return v.holds;
}

template <class Guards>
struct guard_functor;
template <class... G>
struct guard_functor<mp11::mp_list<G...>> {
    template <class E, class Fsm, class S, class T>
    bool operator()(E const& event, Fsm& fsm, S&, T&) const {
        std::string hjemmel;
        if (!(holds<G>(event, *fsm.now, hjemmel) && ...)) return false;
        fsm.now->hjemmel = std::move(hjemmel);
        return true;
    }
};

template <class Action>
struct action_functor {
    template <class E, class Fsm, class S, class T>
    void operator()(E const& event, Fsm& fsm, S&, T&) const {
        Action::run(event, fsm.now->changing);
    }
};

template <class Data, class Event, class Ways>
struct front : msm::front::state_machine_def<front<Data, Event, Ways>> {
    using initial_state = state_of<here>;
    // Together: exceptions propagate and the machine recovers (one alone jams the queue).
    using no_exception_thrown = int;
    using no_message_queue = int;
    template <class Way>
    using row = msm::front::Row<state_of<here>, Event, state_of<typename Way::to>,
                                action_functor<typename Way::action>, guard_functor<typename Way::guards>>;
    // Of competing rows MSM tries the last one first.
    using transition_table = mp11::mp_reverse<mp11::mp_transform<row, Ways>>;

    context<Data>* now = nullptr;

    template <class Fsm, class Any>
    void no_transition(Any const&, Fsm&, int) {}
};

// What a stored state is called.
template <class S>
constexpr std::string_view stored_name() {
    return std::same_as<S, start> ? "" : type_name<S>();
}

// To where the first way that holds leads; `to` stays where that is where the case is. False: none of them holds.
template <class Data, class Event, class Ways>
bool take(Event const& event, context<Data>& now, std::string& to) {
    msm::back::state_machine<front<Data, Event, Ways>> machine;
    using all = typename decltype(machine)::stt;
    machine.now = &now;
    machine.start();
    if (!(machine.process_event(event) & msm::back::HANDLED_TRUE)) return false;
    auto const reached = machine.current_state()[0];
    mp11::mp_for_each<Ways>([&](auto way) {
        using S = typename decltype(way)::to;
        if constexpr (!std::same_as<S, here>)
            if (msm::back::get_state_id<all, state_of<S>>::value == reached) to = stored_name<S>();
    });
    return true;
}

// How an event is processed in one of its states.
template <class Data, class Event>
struct in_state {
    std::string_view state;
    bool (*take)(Event const&, context<Data>&, std::string& to);
};
template <class Event>
struct is_of_event {
    template <class Row>
    using fn = std::is_same<typename Row::event, Event>;
};
template <class From>
struct is_from {
    template <class Row>
    using fn = std::is_same<typename Row::from, From>;
};
template <class Data, class Event, class Rows, class... From>
constexpr auto states_in(mp11::mp_list<From...>) {
    return std::array{in_state<Data, Event>{
        stored_name<From>(),
        &take<Data, Event, mp11::mp_transform<way_of, mp11::mp_copy_if_q<Rows, is_from<From>>>>}...};
}
// Of each state that the event has rows in.
template <class Data, class Table, class Event>
inline constexpr auto of_event = [] {
    using rows = mp11::mp_copy_if_q<Table, is_of_event<Event>>;
    return states_in<Data, Event, rows>(mp11::mp_unique<mp11::mp_transform<from_of, rows>>());
}();

} // namespace saksgang::event_machine
