// What `saksgang check` (check.hpp) finds of what is derived of states for lists and worklists: tasks, the keys that cases are
// listed by, and which documents streams name. Compared by sums; rows are named only where these differ.
#pragma once

#include <functional>
#include <string>

#include "api/comparison.hpp"
#include "engine/kernel.hpp"
#include "engine/tasks.hpp"

namespace saksgang {

inline constexpr std::size_t streams_at_once = 200;
inline constexpr char behind_every_name[] = "\xF4\x8F\xBF\xBF"; // U+10FFFF

class checking_derived {
  public:
    // `links` has what is stored; `find` is told what is wrong, in words.
    checking_derived(kernel const&, what_waits const&, std::string community, comparison& links,
                     std::function<void(std::string)> find);

    // Of a state as its entries amount to it, and of a case as it is to be listed. Thread-safe.
    void expect(state const&, case_row const* listed);
    // What is stored, in parts that workers share: first the tasks, then the keys. Thread-safe, each part once.
    static constexpr std::size_t parts = 7;
    static char const* name_of(std::size_t part) { return part == 0 ? "tasks" : "case_keys"; }
    void take_stored(store_session&, std::size_t part);

    bool differs() const { return tasks_.differs() || keys_.differs() || links_.differs(); }
    // Slow, and only where something is wrong.
    void name_differences(store_session&);

  private:
    bool differs(std::string const& stream) const {
        return tasks_.differs(stream) || keys_.differs(stream) || links_.differs(stream);
    }
    // f(which, its table, stream, row as text), for all that is derived of it.
    template <class F>
    void each_row_of(state const&, case_row const* listed, F const&);

    kernel const& kernel_;
    what_waits const& waits_;
    std::string community_;
    comparison tasks_, keys_, &links_;
    std::function<void(std::string)> find_;
};

} // namespace saksgang
