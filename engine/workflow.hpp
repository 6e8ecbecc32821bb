// The type-erased face of a workflow: what the registry, the API, the diagrams and the tests see.
// machine.hpp makes one from its transition table.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/command.hpp"
#include "engine/decision.hpp"
#include "engine/paper.hpp"
#include "engine/refusal.hpp"
#include "engine/round/round.hpp"
#include "engine/text.hpp"
#include "engine/who/organisation.hpp"

namespace saksgang {

// A guard's answer, with what its refusal needs to say in words.
struct verdict {
    bool holds = true;
    text_arguments arguments = {};
    bool at_issue = true;         // else the rule had nothing to say here: what is done does not rest on it
    verdict(bool h) : holds(h) {} // NOLINT: guards return plain comparisons
    verdict(bool h, text_arguments a) : holds(h), arguments(std::move(a)) {}
    static verdict fails(text_arguments a) { return {false, std::move(a)}; }
    static verdict not_at_issue() {
        verdict v(true);
        v.at_issue = false;
        return v;
    }
};

struct stage_info {
    std::string name;
    text label;
    bool end = false;
    bool draft = false;              // nobody's but its parties' and handlers'
    std::optional<round_kind> round; // that it holds
};

struct guard_info {
    rule_text const* refusal;
    bool needs_payload;
};

struct transition_info {
    std::string from, event, to; // from "": the case is created
    bool internal;               // an event of the kernel's own, never reachable from outside
    std::vector<guard_info> guards;
    bool goes_on = false; // after a round that failed, also where the body said that the case ends
};

struct deadline {
    std::string name; // in the vocabulary
    date due;
    std::vector<who> owner = {by::case_handler}; // whose task it is
    date from = first_day, until = no_day;       // the days on which it shows
};
inline std::vector<deadline> showing_on(std::vector<deadline> all, date today) {
    std::erase_if(all, [&](auto const& d) { return today < d.from || d.until < today; });
    return all;
}

// What somebody has asked for, and an action confirms, approves or drops.
struct asked_before {
    command_info const* command;
    json payload;
    std::string by;
};

// An action as a case shows it: open, closed (why), or depending on the payload.
enum class standing { open, depends, closed };

struct action_info {
    command_info const* command;
    saksgang::standing standing;
    std::vector<refusal> refusals;
    std::optional<int> costs = {}; // decisions to be taken again
    std::string round = {};        // that it is about
    json given = json::object();   // what of its payload the case says itself, so that nobody is asked
    std::vector<asked_before> about = {};
};

// What an upgrade may change of a case.
struct case_content {
    std::string state; // its name
    json data, rounds;
};

// From one version of a workflow to the next. `change` is pure. It is never taken away: histories have such cases.
struct upgrade {
    int from = 1;
    std::span<std::string_view const> states; // all that a case of that version may stand in
    void (*change)(case_content&) = nullptr;
};

// Of a case's workflow as it is stored: x/1. Rows of cases of the first schema have no version: there were no others then.
struct workflow_version {
    std::string_view id;
    int version = 1;
};
workflow_version version_in(std::string_view stored);

class workflow {
  public:
    virtual ~workflow() = default;

    std::string id;
    int version = 1;
    text label;
    text purpose;                            // one sentence, for whoever chooses what to begin
    std::string body;                        // that its cases come before, when they are created
    std::vector<std::string> exceptions;     // from rules, that may be recorded with their reason
    std::vector<paper_info> papers;          // that its cases write of themselves
    json (*data_schema)(language) = nullptr; // of its cases' data
    std::vector<stage_info> stages;          // in the order of the table
    std::vector<command_info> commands;      // from outside
    std::vector<transition_info> transitions;
    std::vector<upgrade> upgrades;                      // in order, the last one to this version
    std::string (*data_as_read)(json const&) = nullptr; // and written again
    field_errors (*data_errors)(json const&) = nullptr; // what does not fit the fields' types and limits

    std::string name_with_version() const { return id + "/" + std::to_string(version); }
    stage_info const& stage(std::string_view name) const;
    command_info const* command(std::string_view name) const;
    paper_info const* paper(std::string_view name) const; // none: null
    std::vector<std::string> open_commands(std::string_view state) const;

    // Whether a case of that version which stands so is one of this version, or can be made one.
    bool takes(int of_version, std::string_view state) const;
    // As one of this version. Throws std::runtime_error where what the upgrades give is none.
    state upgraded(state of_another) const;

    // Fires an event on a case. On success `a_case` has the new state name and data, `out` what else follows, and
    // `hjemmel` what it rests on: the rules of the row that were at issue.
    virtual std::optional<refusal> fire(state& a_case, std::string_view event, part const& payload,
                                        situation const&, std::vector<follow_up>& out,
                                        std::string& hjemmel) const = 0;
    // The guards of that command in that state which can be judged without a payload, and whether others remain.
    virtual standing standing_of(state const& a_case, std::string_view command, situation const&,
                                 std::vector<refusal>& refusals) const = 0;
    // What round the case's state holds now.
    virtual std::optional<round_spec> holds(state const& a_case, situation const&) const = 0;
    virtual std::vector<deadline> deadlines(state const& a_case, situation const&) const = 0;
    // Streams that the case's data refer to, whatever is asked.
    virtual std::set<std::string> streams(state const& a_case) const = 0;

  private:
    case_content after_upgrades(int of_version, case_content) const;
};

std::string mermaid(workflow const&, language);

} // namespace saksgang
