// What was applied for together is withdrawn together. One alone may leave the application: the others confirm it as it
// then is, before it goes on.
#pragma once

#include "workflows/grant_application/applying.hpp"
#include "workflows/grant_application/deciding.hpp"

namespace saksgang::grant_application_workflow {

struct withdrawn : ending<"Trukket", "Trekt", "Withdrawn"> {};

// -------------------------------------------------------------------------------------------------- commands

struct discard_draft : called<"Forkast utkastet", "Forkast utkastet", "Discard the draft", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(discard_draft, (), (reason))
struct withdraw_application : called<"Trekk søknaden", "Trekk søknaden", "Withdraw the application",
                                     by::party_representative, by::case_handler>,
                              for_applicant {
    static constexpr bool task = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(withdraw_application, (for_applicant), (reason))
struct leave_application : called<"Gå ut av søknaden", "Gå ut av søknaden", "Leave the application",
                                  by::party_representative, by::case_handler>,
                           for_applicant {
    static constexpr bool task = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(leave_application, (for_applicant), (reason))
struct confirm_application
    : called<"Bekreft den endrede søknaden", "Stadfest den endra søknaden", "Confirm the changed application",
             by::party_representative, by::case_handler>,
      for_applicant {};
BOOST_DESCRIBE_STRUCT(confirm_application, (for_applicant), ())
// Those who are to supplement or confirm it may be silent: SSU then refuses it, and the secretariat says why it goes on.
struct assess_as_it_stands
    : called<"Ta søknaden til vurdering slik den er", "Ta søknaden til vurdering slik han er",
             "Assess the application as it stands", by::case_handler> {
    static constexpr bool task = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(assess_as_it_stands, (), (reason))

// ---------------------------------------------------------------------------------------------------- guards

// While a complaint is considered an award stands, and is all applicants' to give up (awarding.hpp).
struct nothing_is_awarded
    : refuses<"award_stands", "Det er gitt tilsagn. Søkerne må gi avkall på det sammen.",
              "Det er gjeve tilsegn. Søkjarane må gje avkall på henne saman.",
              "An award has been made. The applicants must give it up together.",
              "own:award_given_up_by_all"> {
    static verdict holds(view<data> const& v) { return forbidden_if(is_awarded(v.data)); }
};
struct has_not_withdrawn
    : has_yet_to_say<&data::withdrawals, "already_withdrawn", "{party} har sagt at søknaden trekkes.",
                     "{party} har sagt at søknaden blir trekt.", "{party} has withdrawn the application."> {};
struct may_withdraw : guards<nothing_is_awarded, applicant_says_so, has_not_withdrawn> {};
struct is_last_to_withdraw
    : refuses<"others_have_not_withdrawn", "Ikke alle søkerne har trukket søknaden.",
              "Ikkje alle søkjarane har trekt søknaden.",
              "Not all applicants have withdrawn the application.", "own:application_withdrawn_by_all"> {
    static verdict holds(withdraw_application const& e, view<data> const& v) {
        return all_but(e.party, v.data, v.data.withdrawals);
    }
};

struct nothing_is_decided : lacks<&data::decision, "application_decided", "Søknaden er avgjort.",
                                  "Søknaden er avgjord.", "The application has been decided."> {};
// Of what is left of the application without that party.
template <class Guard>
struct without_them : Guard {
    static verdict holds(leave_application const& e, view<data> const& v) {
        auto rest = v.data;
        remove_applicant(rest, e.party);
        return Guard::holds(view<data>{rest, v.a_case, v.now});
    }
};
struct others_may_go_on : guards<nothing_is_decided, applicant_says_so, without_them<is_joint>> {};

struct awaits_confirmation
    : needs<&data::to_confirm, "nothing_to_confirm", "Søkerne har ingen endring å bekrefte.",
            "Søkjarane har inga endring å stadfeste.", "The applicants have no change to confirm."> {};
struct has_yet_to_confirm
    : has_yet_to_say<&data::to_confirm, "already_confirmed", "{party} har bekreftet søknaden.",
                     "{party} har stadfesta søknaden.", "{party} has confirmed the application."> {};
struct may_confirm : guards<awaits_confirmation, applicant_says_so, has_yet_to_confirm, may_be_sent_in> {};
struct is_last_to_confirm : refuses<"others_have_not_confirmed", "Ikke alle søkerne har bekreftet søknaden.",
                                    "Ikkje alle søkjarane har stadfesta søknaden.",
                                    "Not all applicants have confirmed the application."> {
    static verdict holds(confirm_application const&, view<data> const& v) {
        return v.data.to_confirm.size() == 1;
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct note_discarding : copies<&discard_draft::reason, &data::withdrawal> {};
struct note_withdrawal {
    static void run(withdraw_application const& e, stepping<data>& s) {
        s.data.withdrawals[e.party.value] = word_of_applicant(e, s.now.today);
    }
};
struct end_application : actions<note_withdrawal, copies<&withdraw_application::reason, &data::withdrawal>> {
};

struct ask_all_to_confirm {
    template <class Event>
    static void run(Event const&, stepping<data>& s) {
        s.data.to_confirm = s.data.parties;
    }
};
// What was said of whoever is to decide, and proposed to them, was of an application by others.
struct let_go {
    static void run(leave_application const& e, stepping<data>& s) {
        remove_applicant(s.data, e.party);
        s.data.left[e.party.value] = word_of_applicant(e, s.now.today);
        s.data.withdrawals.clear();
        s.data.impartiality.reset();
        s.data.proposal.reset();
        s.data.text.reset();
        ask_all_to_confirm::run(e, s);
    }
};
struct change_what_is_confirmed : actions<store_draft, ask_all_to_confirm> {};
struct supplement_what_is_confirmed : actions<add_supplement, ask_all_to_confirm> {};
struct note_confirmation {
    static void run(confirm_application const& e, stepping<data>& s) {
        std::erase(s.data.to_confirm, e.party);
    }
};
struct note_as_it_stands : copies<&assess_as_it_stands::reason, &data::assessed_as_it_stands> {};

inline constexpr word_of words_of_leaving[]{
    {"assessed_as_it_stands",
     {"Hvorfor søknaden vurderes slik den er", "Kvifor søknaden blir vurdert slik han er",
      "Why the application is assessed as it stands"},
     asked_as::long_text},
    {"left", {"Har gått ut av søknaden", "Har gått ut av søknaden", "Have left the application"}},
    {"to_confirm",
     {"Skal bekrefte den endrede søknaden", "Skal stadfeste den endra søknaden",
      "To confirm the changed application"}},
    {"withdrawals", {"Har trukket søknaden", "Har trekt søknaden", "Have withdrawn the application"}},
};

} // namespace saksgang::grant_application_workflow
