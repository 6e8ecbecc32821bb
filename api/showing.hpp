// From the kernel's states and entries to answers, with the caller's rights and in the caller's language.
#pragma once

#include <span>

#include "api/reading.hpp"
#include "api/views.hpp"

namespace saksgang::api {

inline std::optional<std::string> if_any(std::string s) {
    return s.empty() ? std::nullopt : std::optional(std::move(s));
}
template <class T>
std::optional<T> if_any(T const* thing) {
    return thing ? std::optional(*thing) : std::nullopt;
}

// Names stand beside the log: fetched together, once for an answer.
class people_names {
  public:
    // Everyone whose id stands as a value somewhere in it.
    void mention_all(reading const&, json const&);
    void mention(reading const&, std::string_view person);
    void fetch(reading&);
    person_view view(reading const&, std::string_view person) const;
    std::map<std::string, person_view> all(reading const&) const;

  private:
    std::map<std::string, std::string> commitments_; // person -> of the name
    std::map<std::string, std::string> names_;       // commitment -> name
};

// The case as the caller may see it. `actions` belong to the present, not to an old version.
case_view show_case(reading&, readable_case const&, bool with_schema);
case_view show_version(reading&, state const& as_it_was, readable_case const& now);

// Entries of one answer. `readable`: personal texts in them may be read by the caller, whoever made the entry.
std::vector<entry_view> show_entries(reading&, std::span<stored_entry const>,
                                     std::function<bool(std::string const&)> const& readable, people_names&);

std::vector<action_view> show_actions(reading&, std::vector<action_info> const&, bool with_schema);
// Of a case: first what waits for whoever asks.
std::vector<action_view> show_actions_in(reading&, state const& a_case, bool with_schema);
std::vector<refusal_view> show_refusals(std::vector<refusal> const&, language);
std::vector<ledger_line> show_lines(json const& postings, language);
deadline_view show_deadline(deadline const&, language);
workflow_name show_workflow(kernel const&, std::string_view name_or_id, language);
state_name show_state(kernel const&, std::string_view workflow, std::string_view state, language);

// May the caller read the personal texts of the case: explanations of a recusal?
bool reads_personal(reading const&, readable_case const&);

} // namespace saksgang::api
