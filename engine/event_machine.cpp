#include "engine/event_machine.hpp"

#include <boost/mp11/mpl.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

namespace saksgang {
namespace {

namespace msm = boost::msm;
namespace mp11 = boost::mp11;

struct event {
    ways& possible;
};
struct here : msm::front::state<> {};
struct there : msm::front::state<> {};

template <std::size_t Way>
struct holds {
    template <class Fsm, class From, class To>
    bool operator()(event const& e, Fsm&, From&, To&) const {
        return e.possible.holds(Way);
    }
};
template <std::size_t Way>
struct go {
    template <class Fsm, class From, class To>
    void operator()(event const& e, Fsm&, From&, To&) const {
        e.possible.go(Way);
    }
};
template <class Way>
using row_of = msm::front::Row<here, event, there, go<Way::value>, holds<Way::value>>;

struct front : msm::front::state_machine_def<front> {
    using initial_state = here;
    // Together: exceptions propagate and the machine recovers (one alone jams the queue).
    using no_exception_thrown = int;
    using no_message_queue = int;
    // Of competing rows MSM tries the last one first.
    using transition_table = mp11::mp_reverse<mp11::mp_transform<row_of, mp11::mp_iota_c<ways::most>>>;

    template <class Fsm>
    void no_transition(event const&, Fsm&, int) {}
};

} // namespace

// The machine is disposable: it begins `here`, processes the event, is read, and dropped.
bool go_first_that_holds(ways& possible) {
    msm::back::state_machine<front> machine;
    machine.start();
    return machine.process_event(event{possible}) & msm::back::HANDLED_TRUE;
}

} // namespace saksgang
