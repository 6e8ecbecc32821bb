// Writing the application, sending it in, and the formal control.
#pragma once

#include "workflows/grant_application/data.hpp"

namespace saksgang::grant_application_workflow {

struct draft : stage<"Utkast", "Utkast", "Draft"> {
    static constexpr bool is_draft = true;
};
struct submitted : stage<"Innsendt", "Innsend", "Submitted"> {};
struct screening : stage<"Formell kontroll", "Formell kontroll", "Formal control"> {};
struct incomplete : stage<"Mangler", "Manglar", "Incomplete"> {};

// -------------------------------------------------------------------------------------------------- commands

struct draft_application : called<"Opprett søknad", "Opprett søknad", "Draft an application",
                                  by::party_representative, by::case_handler>,
                           content {
    std::string title;
    ref<a_fund> fund;
    ref<a_scheme> scheme;
    int year = 0;
};
BOOST_DESCRIBE_STRUCT(draft_application, (content), (title, fund, scheme, year))
struct edit_application : called<"Endre søknaden", "Endre søknaden", "Edit the application",
                                 by::party_representative, by::case_handler>,
                          content {
    std::string title;

    static json begins(state const& a_case, situation const&) {
        auto filled = describe::write(a_case.data.read(restore<content>));
        filled["title"] = common_of(a_case).title;
        return filled;
    }
};
BOOST_DESCRIBE_STRUCT(edit_application, (content), (title))
struct submit_application : called<"Send inn søknaden", "Send inn søknaden", "Submit the application",
                                   by::party_representative, by::case_handler> {
    document application; // as the trust and the municipality signed it
};
BOOST_DESCRIBE_STRUCT(submit_application, (), (application))
struct begin_screening : called<"Start formell kontroll", "Start formell kontroll",
                                "Begin the formal control", by::case_handler> {};
struct pass_screening : called<"Bekreft at søknaden er komplett", "Stadfest at søknaden er komplett",
                               "Confirm that the application is complete", by::case_handler> {};
struct return_incomplete
    : called<"Be om det som mangler", "Be om det som manglar", "Ask for what is missing", by::case_handler> {
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(return_incomplete, (), (note))
struct supplement : called<"Send inn det som manglet", "Send inn det som mangla", "Send what was missing",
                           by::party_representative, by::case_handler> {
    std::optional<date> starts, ends;
    std::optional<std::string> user_involvement, implementation_plan, evaluation_plan;
    std::optional<positions_plan> combined_positions;
    std::optional<saksgang::document> document;
};
BOOST_DESCRIBE_STRUCT(supplement, (),
                      (starts, ends, user_involvement, implementation_plan, evaluation_plan,
                       combined_positions, document))

// ---------------------------------------------------------------------------------------------------- guards

struct scheme_exists : refuses<"scheme_unknown", "«{scheme}» er ingen tilskuddsordning med denne rammen.",
                               "«{scheme}» er inga tilskotsordning med denne ramma.",
                               "“{scheme}” is no grant scheme with this frame."> {
    static verdict holds(draft_application const& e, view<data> const& v) {
        auto const& scheme = v.now.world.at(case_stream(e.scheme.value));
        return {
            scheme.workflow.starts_with("grant_scheme/") && scheme.data->value("fund", "") == e.fund.value,
            {{"scheme", scheme.exists() ? common_of(scheme).title : e.scheme.value}}};
    }
};
// A representative writes for their own: an application of others is theirs to write, or the secretariat's.
struct own_party_applies
    : refuses<"own_party_missing", "Du kan bare skrive en søknad som din egen part er med på.",
              "Du kan berre skrive ein søknad som din eigen part er med på.",
              "You may write only an application that your own party is part of.", "",
              refusal_kind::not_entitled> {
    static verdict holds(content const& e, view<data> const& v) { return may_write_for(v, parties_of(e)); }
};
// Who is not in it may not write themselves into it, nor act for those who are.
struct acts_for_an_applicant
    : refuses<"not_among_applicants", "Bare søkerne og sekretariatet kan gjøre dette.",
              "Berre søkjarane og sekretariatet kan gjere dette.",
              "Only the applicants and the secretariat can do this.", "", refusal_kind::not_entitled> {
    static verdict holds(view<data> const& v) { return may_write_for(v, parties_of(v.data)); }
};
struct something_is_missing
    : refuses<"nothing_missing", "Søknaden har alt kontrollen ser etter. Skriv hva som ellers mangler.",
              "Søknaden har alt kontrollen ser etter. Skriv kva som elles manglar.",
              "The application has all that is looked for. State what else is missing."> {
    static verdict holds(return_incomplete const& e, view<data> const& v) {
        return e.note.has_value() || !unanswered(v.data).empty();
    }
};
struct supplies_something : refuses<"nothing_supplied", "Det er ikke fylt ut noe.",
                                    "Det er ikkje fylt ut noko.", "Nothing is filled in."> {
    static verdict holds(supplement const& e, view<data> const&) { return !write(e).empty(); }
};

// --------------------------------------------------------------------------------------------------- actions

struct store_draft { // and the parties that the case concerns
    template <class Event>
    static void run(Event const& e, stepping<data>& s) {
        take::run(e, s);
        note_parties(s.data);
    }
};
struct record_submission {
    static void run(submit_application const&, stepping<data>& s) {
        auto const& scheme = s.now.world.at(case_stream(s.data.scheme.value));
        s.data.submitted_on = s.now.today;
        s.data.after_call = scheme.name == "call_closed" || scheme.name == "settled";
    }
};
struct list_what_is_missing {
    static void run(return_incomplete const& e, stepping<data>& s) {
        s.data.missing = unanswered(s.data);
        s.data.missing_note = e.note;
    }
};
struct add_supplement : actions<take_given, clears<&data::missing>, clears<&data::missing_note>> {};

inline constexpr word_of words_of_applying[]{
    {"application", {"Søknad", "Søknad", "Application"}},
};

} // namespace saksgang::grant_application_workflow
