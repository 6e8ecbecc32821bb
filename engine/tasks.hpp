// What waits for whom, and who may know of what, in terms of rows that a store can find by an index.
//
//   what_waits      of a stream's own state: for which audiences something waits there, and by when. Written with the
//                   entry that changes it, compared by `saksgang check`
//   audiences_of    whose rows somebody reads; readership_of which cases' rows (who/audiences.cpp)
//   tasks_for       what it is that waits there for this person, asked of the guards when it is shown
//
// A row says that, the state says what: a guard that looks at another stream shows when the task is opened, so that one
// entry never rewrites the rows of others (docs/decisions/0015).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/kernel.hpp"

namespace saksgang {

class what_waits {
  public:
    // The kernel lives longer.
    explicit what_waits(kernel const&);

    // Of a case or a register; pure. In order of audience and day, each pair once.
    std::vector<waiting> of(state const&) const;
    // Two programs that give the same derive the same rows.
    std::string made_by() const;

  private:
    struct of_workflow {
        workflow const* flow;
        std::map<std::string, std::vector<who>, std::less<>>
            by_state;                                   // who may use the commands that are tasks there
        std::vector<command_info const*> of_every_case; // that are tasks in cases of this workflow
    };
    void add_case(std::vector<waiting>&, state const& a_case) const;

    kernel const& kernel_;
    std::map<std::string, of_workflow, std::less<>> workflows_; // by name with version
};

// What changes of `waiting` from one state of a stream to the next.
void add_changes(write_batch&, std::vector<waiting> const& before, std::vector<waiting> const& after);

// Streams that the next two read: every body.
std::set<std::string> audiences_of(situation const&);
readership readership_of(kernel const&, situation const&);

BOOST_DEFINE_ENUM_CLASS(task_kind, position, action, deadline)
struct task {
    task_kind what = task_kind::action;
    command_info const* command = nullptr; // of a position and an action
    std::string deadline;                  // its name
    std::string round;
    date due = no_day;
    std::set<std::string> parties; // whose answers it waits for, where they are many
};
// The world holds what the subject names: kernel::reads_for_case.
std::vector<task> tasks_for(kernel const&, state const& subject, situation const&);

} // namespace saksgang
