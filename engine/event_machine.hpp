// A machine of Boost.MSM for one event of a table; the only file that includes it. It is disposable: restored by state
// *name*, it processes the event, is read, and dropped. Each event has its own, of that event's rows: what the compiler
// does for a table grows as the table, not as its square.
#pragma once

#include <boost/mp11/mpl.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

#include "engine/basis.hpp"
#include "engine/sound.hpp"

namespace saksgang {

namespace machine_detail {

namespace msm = boost::msm;
using namespace table_detail;

template <class S>
struct state_of : msm::front::state<> {};

template <class Data>
struct context {
    view<Data> seen;
    stepping<Data> changing;
    std::optional<refusal> refused = {}; // by the first row that refused
    std::string hjemmel = {};            // of the row that is taken
};

template <class Data, class Guards>
struct guard_functor {
    template <class E, class Fsm, class S, class T>
    bool operator()(E const& event, Fsm& fsm, S&, T&) const {
        bool all = true;
        std::string hjemmel;
        mp11::mp_for_each<mp11::mp_transform<mp11::mp_identity, Guards>>([&](auto g) {
            using G = typename decltype(g)::type;
            if (!all) return;
            auto const v = judge_guard<G, E, Data>(event, fsm.now->seen);
            if (v.holds && v.at_issue) rest_on(hjemmel, G::refusal.hjemmel);
            if (v.holds) return;
            all = false;
            if (!fsm.now->refused) fsm.now->refused = G::refusal(v.arguments);
        });
        if (all) fsm.now->hjemmel = std::move(hjemmel);
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

template <class Event>
struct is_row_of {
    template <class Row>
    using fn = std::is_same<typename Row::event, Event>;
};
template <class Definition, class Event>
using rows_of = mp11::mp_copy_if_q<expanded<typename Definition::table>, is_row_of<Event>>;

template <class Definition, class Event>
struct front : msm::front::state_machine_def<front<Definition, Event>> {
    using data = typename Definition::data;
    using rows = rows_of<Definition, Event>;
    using initial_state = state_of<typename mp11::mp_front<rows>::from>; // until it is restored
    // Together: exceptions propagate and the machine recovers (one alone jams the queue).
    using no_exception_thrown = int;
    using no_message_queue = int;
    template <class Row>
    using to_msm = msm::front::Row<state_of<typename Row::from>, typename Row::event,
                                   state_of<typename Row::to>, action_functor<data, typename Row::action>,
                                   guard_functor<data, typename Row::guards>>;
    // Of competing rows MSM tries the last one first.
    using transition_table = mp11::mp_reverse<mp11::mp_transform<to_msm, rows>>;

    context<data>* now = nullptr;

    template <class Fsm, class Any>
    void no_transition(Any const&, Fsm&, int) {}
};

template <class Definition, class Event>
using back = msm::back::state_machine<front<Definition, Event>>;

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

} // namespace machine_detail

} // namespace saksgang
