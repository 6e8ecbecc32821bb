// The kernel, whole: what a command reads, what it does, and what may be done next. Pure: no I/O, no clock of
// its own. It is made of workflows and features, and knows no community.
//
//   reads()     which streams, in two steps: what the command names, then what those name    kernel.cpp
//   decide()    from what is asked to the entry, and what follows from it                    decide.cpp
//   links_of()  documents: which streams name them, and who may link them                    linking.cpp
//   reader_of() who may read a case                                                          rights.cpp
//   actions()   the same questions asked without firing: open, closed (why), or depending    actions.cpp
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/decision.hpp"
#include "engine/feature.hpp"
#include "engine/field.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

class kernel {
  public:
    // What is given lives as long as the kernel.
    kernel(std::vector<workflow const*>, std::vector<feature const*>, field const&);

    std::vector<workflow const*> const& workflows() const { return workflows_; }
    std::vector<feature const*> const& features() const { return features_; }
    workflow const* find(std::string_view id) const;
    // Of a stored case. Throws std::runtime_error where this program does not know the workflow, version or state.
    workflow const& of(state const& a_case) const;
    // Of cases that are stored so, or could be upgraded from there; null: this program can't carry them on.
    workflow const* takes(std::string_view with_version, std::string_view state) const;
    // A stored case as it would be in this program's version. Throws as `of` and `workflow::upgraded` do.
    state upgraded(state a_case) const;
    // Of a stream that is no case; none: null.
    feature const* feature_of(std::string_view stream) const;
    // Commands that every case has, whatever its workflow.
    std::vector<command_info const*> const& case_commands() const { return case_commands_; }

    // Every command of that name that a client may send to such a stream; a payload must fit one of them.
    std::vector<command_info const*> commands_named(std::string_view stream, std::string_view name) const;
    // All that is wrong with the payload before anything is read; not_found for a name that nothing has.
    std::optional<refusal> check(command const&) const;
    // First step: from the command alone. Then from the states and documents that this brought, until nothing is new.
    wanted reads(command const&) const;
    std::set<std::string> reads(command const&, world const&) const;
    // The person of whom it asks whether any case is open in which they have a part; none: it asks of nobody.
    std::optional<std::string> looks_up(command const&) const;
    // Of its cases' data; what only their own steps change is `readOnly`.
    json data_schema(workflow const&, language) const;
    // Streams that a case's page needs, after its own state.
    std::set<std::string> reads_for_case(state const& a_case) const;

    std::variant<decision, refusal> decide(world&, command, source&, head) const;

    std::vector<action_info> actions(state const& a_case, situation const&) const;
    // What of its payload a form is filled in with, for the person to change; null: nothing.
    json begins(command_info const&, state const& a_case, situation const&) const;
    std::vector<deadline> deadlines(state const& a_case, situation const&) const;
    // Which of the community's cases whoever has that role reads, or of the body's that it was granted for: all that are
    // shown so widely. None: no case for that alone.
    std::optional<shown_to> read_in(role) const;
    // Its parties' and handlers' alone, until it is sent in.
    bool is_draft(state const& a_case) const;
    // May this person know that the case exists, and read it? The role used, or none.
    std::optional<capacity> reader_of(state const& a_case, situation const&) const;
    case_row row(state const& a_case) const;
    // Which documents a stream's state names, in order of digest; and whether this person may read one through it.
    std::vector<document_link> links_of(state const&) const;
    bool shows_document(state const&, std::string const& digest, situation const&) const;

  private:
    // What a command is asked of.
    struct target {
        state subject;
        workflow const* flow = nullptr; // of a case
        command_info const* info = nullptr;
        bool is_new = false; // a case that gets its number now
    };
    bool is_anywhere(std::string_view command) const;
    command_info const* command_for(workflow const*, std::string_view stream, std::string_view name) const;
    target new_case_of(decision&, workflow const&, std::string_view command, part const& payload) const;
    std::optional<refusal> address(decision&, target&) const;
    std::optional<refusal> decide(decision&) const;
    std::set<std::string> reads_to_link(command const&, world const&) const;
    bool may_link(std::string const& digest, state const& into, decision const&) const;
    std::optional<refusal> documents_stored(decision const&, command_info const&, part const& payload,
                                            state const& subject) const;
    std::optional<refusal> allowed_on(decision&, state const& subject) const;
    std::optional<refusal> carry_out(decision&, target, part const& payload, capacity,
                                     std::optional<std::int64_t> cause, bool may_close = true) const;
    std::optional<refusal> apply(target const&, part const& payload, command_step&) const;
    std::optional<refusal> follow(decision&, std::string const& stream, std::int64_t cause,
                                  std::vector<follow_up> const&) const;
    std::optional<refusal> after_round(decision&, workflow const&, std::string const& stream,
                                       std::string const& round, capacity const&, std::string const& rule,
                                       std::int64_t cause) const;

    std::vector<workflow const*> workflows_;
    std::map<std::string, workflow const*, std::less<>> by_name_; // with version
    std::vector<feature const*> features_;
    std::vector<command_info const*> case_commands_, internal_case_commands_;
    field const& field_;
};

// What changes of the documents that a stream names, from one of its states to the next; both in order.
struct link_changes {
    std::vector<document_link> gone, put;
    void add(std::vector<document_link> const& before, std::vector<document_link> const& after);
};
// Every document that a payload names is the subject's from then on.
void link_documents(decision&, state& subject, command_info const&, part const& payload);

} // namespace saksgang
