// The kernel, whole: what a command reads, what it does, and what may be done next. Pure: no I/O, no clock of
// its own.
//
//   reads()     which streams, in two steps: what the command names, then what those name    kernel.cpp
//   decide()    rights, state, guards; then the entry, and what follows from it              decide.cpp
//   reader_of() who may read a case                                                          rights.cpp
//   actions()   the same questions asked without firing: open, closed (why), or depending    actions.cpp
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/decision.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

// A stream that is no case: organisation, a body, a fund, a pair's agreements, accounts, access.
struct register_command {
    command_info info;
    bool internal = false; // only as a follow-up
    // Changes the copy; may set what is acted for and more follow-ups.
    std::optional<refusal> (*apply)(state& subject, json const& payload, situation const&, source&, capacity&,
                                    std::vector<follow_up>&) = nullptr;
};
struct register_kind {
    std::string prefix; // "fund/", or the whole name where there is one such stream
    text label;
    std::vector<register_command> commands;
};
std::vector<register_kind> const& register_kinds();
register_kind const* kind_of(std::string_view stream);
register_command const* register_named(std::string_view stream, std::string_view command); // none: null

struct common_command;

// Commands that every case has, whatever its workflow: rounds, corrections, access.
std::vector<command_info> const& common_commands();

class kernel {
  public:
    explicit kernel(std::vector<workflow const*> workflows);

    std::vector<workflow const*> const& workflows() const { return workflows_; }
    workflow const* find(std::string_view id) const;
    // Of a stored case. Throws std::runtime_error where this program does not know the workflow, version or state.
    workflow const& of(state const& a_case) const;

    // Every command of that name that a client may send to such a stream; a payload must fit one of them.
    std::vector<command_info const*> commands_named(std::string_view stream, std::string_view name) const;
    // All that is wrong with the payload before anything is read; not_found for a name that nothing has.
    std::optional<refusal> check(command const&) const;
    // First step: from the command alone. Second: from the states that the first brought.
    wanted reads(command const&) const;
    std::set<std::string> reads(command const&, world const&) const;
    // Streams that a case's page needs, after its own state.
    std::set<std::string> reads_for_case(state const& a_case) const;

    std::variant<decision, refusal> decide(world&, command, source&, head) const;

    std::vector<action_info> actions(state const& a_case, situation const&) const;
    std::vector<deadline> deadlines(state const& a_case, situation const&) const;
    // May this person know that the case exists, and read it? The role used, or none.
    std::optional<capacity> reader_of(state const& a_case, situation const&) const;
    case_row row(state const& a_case) const;

  private:
    std::optional<refusal> decide_case(decision&) const;
    std::optional<refusal> step_of_case(decision&, workflow const&, common_command const*,
                                        command_info const&, capacity, bool may_close) const;
    std::optional<refusal> decide_register(decision&) const;
    std::optional<refusal> allowed_on(decision&, state const& subject) const;
    std::optional<refusal> create_case(decision&, workflow const&, std::string const& event,
                                       json const& payload, capacity const* given,
                                       std::optional<std::int64_t> cause) const;
    std::optional<refusal> settle(decision&, std::string const& stream, std::int64_t cause,
                                  std::vector<follow_up>) const;

    std::vector<workflow const*> workflows_;
};

} // namespace saksgang
