// What one event does in one state: of the ways that lead on from there, the first that holds is gone. One machine of
// Boost.MSM goes it, whatever the workflow (event_machine.cpp, the only file that includes it): what a table costs the
// compiler is its rows' own guards and actions.
#pragma once

#include <cstddef>

namespace saksgang {

// In the order in which the table has them.
class ways {
  public:
    static constexpr std::size_t most = 24; // of one event, from one state

    virtual bool holds(std::size_t way) = 0; // false, where there are not so many
    virtual void go(std::size_t way) = 0;

  protected:
    ~ways() = default;
};

// False: none of them holds.
bool go_first_that_holds(ways&);

} // namespace saksgang
