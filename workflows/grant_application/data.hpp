// What the case of an application holds, from draft to accounts.
#pragma once

#include "workflows/shared/award.hpp"
#include "workflows/shared/each_applicant.hpp"
#include "workflows/shared/impartiality.hpp"
#include "workflows/shared/letter.hpp"
#include "workflows/shared/reporting.hpp"

namespace saksgang::grant_application_workflow {

BOOST_DEFINE_ENUM_CLASS(proposed_outcome, award, reject, defer)

struct ssu_proposal {
    proposed_outcome outcome = proposed_outcome::award;
    ore amount;
    int year = 0;             // whose frame it is taken from
    bool conditional = false; // on that frame, which is not there yet
    bool operator==(ssu_proposal const&) const = default;
};
BOOST_DESCRIBE_STRUCT(ssu_proposal, (), (outcome, amount, year, conditional))

struct sent_back { // by SSU, to the AU, with the reason
    date returned_on;
    std::vector<dissent> against;
};
BOOST_DESCRIBE_STRUCT(sent_back, (), (returned_on, against))

BOOST_DEFINE_ENUM_CLASS(appeal_outcome, decision_upheld, decision_changed, decision_set_aside)

// A complaint that was sent too late may be taken up where the complainant is not to blame for it, or where special
// reasons make that reasonable (fvl. § 31 første ledd bokstav a and b).
BOOST_DEFINE_ENUM_CLASS(late_ground, not_to_blame, special_reasons)
struct late_complaint {
    late_ground ground = late_ground::not_to_blame;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(late_complaint, (), (ground, reason))

// Why a complaint is dismissed without being considered (fvl. § 33 andre ledd). That is itself a decision, and open to
// complaint (fvl. § 2 tredje ledd).
BOOST_DEFINE_ENUM_CLASS(dismissal_ground, sent_too_late, no_legal_interest, no_individual_decision)
struct complaint_dismissed {
    dismissal_ground ground = dismissal_ground::sent_too_late;
    std::optional<date> dismissed_on = {}; // none: SSU is asked
    std::optional<date> contested_on = {};
};
BOOST_DESCRIBE_STRUCT(complaint_dismissed, (), (ground, dismissed_on, contested_on))

// Whether payments wait meanwhile (fvl. § 42); the last decision holds until the complaint is settled.
struct suspension_decided {
    bool payments_wait = false;
    std::string reason;
    date decided_on;
    std::optional<date> asked_on = {};
    bool on_appeal = false; // by the appeals body; else by SSU
};
BOOST_DESCRIBE_STRUCT(suspension_decided, (), (payments_wait, reason, decided_on, asked_on, on_appeal))
struct suspension_proposed {
    bool payments_wait = false;
    std::string reason;
    text_version text;
    std::string came_from; // where the complaint stood, while SSU has it
};
BOOST_DESCRIBE_STRUCT(suspension_proposed, (), (payments_wait, reason, text, came_from))

// On the decision in force. Settled by SSU, which changes its decision or dismisses the complaint, by the appeals body, or
// withdrawn.
struct complaint_made {
    std::string complainant;
    date posted, received;
    saksgang::document document;
    std::string appeals_body = {};
    std::optional<date> forwarded_on = {};
    std::optional<appeal_outcome> outcome = {};
    std::optional<date> settled_on = {};
    std::optional<std::string> legal_interest =
        {};                              // of one who did not apply, as it is found to be (fvl. § 28)
    std::optional<date> learned_on = {}; // of the decision, who got no letter
    std::optional<late_complaint> taken_up_late = {};
    std::optional<complaint_dismissed> dismissal = {};
    bool must_be_considered = false; // the appeals body set SSU's dismissal aside
    std::optional<date> withdrawn_on = {};
    std::string came_from = {}; // where the case stood; none: that is seen from the decision
    std::optional<text_version> text_before = {};
    std::optional<date> suspension_asked_on = {}; // and not decided
    std::vector<suspension_decided> suspensions = {};
};
BOOST_DESCRIBE_STRUCT(complaint_made, (),
                      (complainant, posted, received, document, appeals_body, forwarded_on, outcome,
                       settled_on, legal_interest, learned_on, taken_up_late, dismissal, must_be_considered,
                       withdrawn_on, came_from, text_before, suspension_asked_on, suspensions))

struct acceptance {
    date accepted_on;
    saksgang::document document;
};
BOOST_DESCRIBE_STRUCT(acceptance, (), (accepted_on, document))

struct payment {
    date paid_on;
    ore amount;
    id recipient;
    std::string voucher;
};
BOOST_DESCRIBE_STRUCT(payment, (), (paid_on, amount, recipient, voucher))

// Prolonged or shortened, by others, or used for something else than was applied for (omdisponering).
struct applicants_after { // all of them, with what each contributes
    std::vector<applicant> applicants;
    std::vector<contribution> contributions;
};
BOOST_DESCRIBE_STRUCT(applicants_after, (), (applicants, contributions))
struct change_of_grant {
    std::optional<date> new_end;
    std::optional<std::string> new_use;
    std::string came_from = {}; // where the project stood, while SSU has it
    std::optional<date> agreed_on = {};
    std::optional<text_version> text_before = {};
    std::optional<applicants_after> new_applicants = {};
};
BOOST_DESCRIBE_STRUCT(change_of_grant, (),
                      (new_end, new_use, came_from, agreed_on, text_before, new_applicants))

// That an award falls: as it is put before SSU, and as the applicants were told.
struct lapse_proposed {
    std::string reason;
    text_version text;
    std::string came_from; // where the award stood, while SSU has it
};
BOOST_DESCRIBE_STRUCT(lapse_proposed, (), (reason, text, came_from))
struct award_lapsed {
    date lapsed_on;
    std::string reason;
    document letter;
};
BOOST_DESCRIBE_STRUCT(award_lapsed, (), (lapsed_on, reason, letter))

// Krav om tilbakebetaling: as it is put before SSU, and as SSU made it or waived it.
struct claim_proposed {
    ore amount; // none: that the claim that was made is waived
    std::string reason;
    text_version text;
    std::string came_from;
};
BOOST_DESCRIBE_STRUCT(claim_proposed, (), (amount, reason, text, came_from))
struct claim_waived_because {
    date agreed_on;
    std::string reason;
    std::optional<document> letter = {};
};
BOOST_DESCRIBE_STRUCT(claim_waived_because, (), (agreed_on, reason, letter))
struct claim_made {
    ore amount;
    std::string reason;
    date agreed_on;
    std::optional<document> letter = {};
    std::optional<date> pay_by = {};
    std::optional<claim_waived_because> waiver = {};
};
BOOST_DESCRIBE_STRUCT(claim_made, (), (amount, reason, agreed_on, letter, pay_by, waiver))

struct data : case_common, content {
    ref<a_fund> fund;
    ref<a_scheme> scheme;
    int year = 0;
    std::optional<date> submitted_on;
    bool after_call = false; // came when the call was closed
    std::vector<requirement> missing;
    std::optional<std::string> missing_note;
    std::optional<document> assessment;
    std::optional<impartiality_assessed> impartiality;
    std::optional<ref<a_body>> lsu;
    std::optional<ssu_proposal> proposal;
    std::vector<sent_back> returns;
    std::optional<ssu_proposal> decision; // in force: the last one to award or to reject
    std::optional<date> decided_on;
    std::optional<letter_written> letter;
    std::vector<complaint_made> complaints;
    std::map<std::string, acceptance> acceptances; // by applicant
    std::map<std::string, word_given> given_up;    // by applicant
    std::vector<payment> payments;
    std::optional<date> started_on;
    std::optional<change_of_grant> proposed_change;
    std::vector<change_of_grant> changes;
    std::vector<status_given> status_reports;
    std::optional<final_accounting> final_account;
    std::optional<ore> repaid;
    std::optional<std::string> withdrawal;
    std::map<std::string, word_given> withdrawals, left; // by applicant; those who left are none any more
    std::vector<id> to_confirm;                          // applicants, of an application that has changed
    std::optional<std::string> assessed_as_it_stands;    // why, though something is missing
    std::optional<lapse_proposed> proposed_lapse;
    std::optional<award_lapsed> lapse;
    std::optional<claim_proposed> proposed_claim;
    std::optional<claim_made> claim;
    std::optional<impartiality_assessed> lsu_impartiality;
    std::optional<suspension_proposed> proposed_suspension;
};
BOOST_DESCRIBE_STRUCT(data, (case_common, content),
                      (fund, scheme, year, submitted_on, after_call, missing, missing_note, assessment,
                       impartiality, lsu, proposal, returns, decision, decided_on, letter, complaints,
                       acceptances, given_up, payments, started_on, proposed_change, changes, status_reports,
                       final_account, repaid, withdrawal, withdrawals, left, to_confirm,
                       assessed_as_it_stands, proposed_lapse, lapse, proposed_claim, claim, lsu_impartiality,
                       proposed_suspension))

inline state const& fund_of(view<data> const& v) { return v.now.world.at(fund_stream(v.data.fund.value)); }
inline ore paid(view<data> const& v) { return paid_to(fund_of(v), id_in(v.a_case.stream)); }
// Paid out and, by the final account, not used.
inline ore unused(view<data> const& v) { return paid(v) - or_empty(v.data.final_account).used; }
inline bool is_awarded(data const& d) { return d.decision && d.decision->outcome == proposed_outcome::award; }
// Paid, or started: what is decided of the award now is of a project under way.
inline bool is_under_way(data const& d) { return d.started_on || !d.payments.empty(); }

// ----------------------------------------------------------------------------------------------------- applicants

inline void note_parties(data& d) { // that the case concerns
    d.parties.clear();
    for (auto const& p : parties_of(d)) d.parties.push_back({p});
}
inline void remove_applicant(data& d, id const& party) {
    std::erase_if(d.applicants, [&](auto const& a) { return a.party == party; });
    std::erase_if(d.contributions, [&](auto const& c) { return c.party == party; });
    note_parties(d);
}
// Whether all others than that one have said the same.
template <class Said>
bool all_but(id const& party, data const& d, std::map<std::string, Said> const& said) {
    return std::ranges::all_of(
        parties_of(d), [&](auto const& p) { return party == std::string_view(p) || said.contains(p); });
}

// ----------------------------------------------------------------------------------------- complaints, as they stand

template <class Data>
auto* complaint_pending(Data& d) { // none: null
    return d.complaints.empty() || d.complaints.back().settled_on ? nullptr : &d.complaints.back();
}
inline bool is_decided_on_appeal(data const& d) {
    return !d.complaints.empty() && d.complaints.back().outcome == appeal_outcome::decision_changed;
}

// ------------------------------------------------------------------------------------------------- who must accept

// The trust that holds the money does not accept its own letter: the unit does that it applies through.
inline std::set<std::string> those_who_accept(data const& d, std::string const& holder) {
    std::set<std::string> all;
    for (auto const& a : d.applicants) {
        if (a.party != std::string_view(holder))
            all.insert(a.party.value);
        else if (a.unit)
            all.insert(a.unit->value);
    }
    return all;
}
// In its own name, or in that of the trust whose unit it is, as letters of before were accepted.
inline bool has_accepted(data const& d, std::string const& who) {
    return d.acceptances.contains(who) || std::ranges::any_of(d.applicants, [&](auto const& a) {
               return a.unit && *a.unit == std::string_view(who) && d.acceptances.contains(a.party.value);
           });
}
inline bool all_have_accepted(data const& d, std::string const& holder) {
    return std::ranges::all_of(those_who_accept(d, holder),
                               [&](auto const& who) { return has_accepted(d, who); });
}

inline constexpr word_of words_of_data[]{
    {"acceptances", {"Aksept fra søkerne", "Aksept frå søkjarane", "Acceptances"}},
    {"accepted_on", {"Akseptert", "Akseptert", "Accepted on"}},
    {"after_call", {"Kom inn etter fristen", "Kom inn etter fristen", "Came after the call closed"}},
    {"assessment", {"Vurderingsnotat", "Vurderingsnotat", "Assessment note"}},
    {"award", {"Innvilg", "Innvilg", "Award"}},
    {"defer", {"Utsett", "Utset", "Defer"}},
    {"final_account", {"Sluttregnskap", "Sluttrekneskap", "Final account"}},
    {"impartiality", {"Habilitetsvurdering", "Habilitetsvurdering", "Impartiality"}},
    {"lsu", {"Lokalt samarbeidsutvalg", "Lokalt samarbeidsutval", "Local committee"}},
    {"lsu_impartiality",
     {"Habilitetsvurdering av LSU", "Habilitetsvurdering av LSU", "Impartiality of the LSU"}},
    {"missing", {"Dette mangler", "Dette manglar", "Missing"}},
    {"missing_note", {"Annet som mangler", "Anna som manglar", "Else missing"}},
    {"paid_on", {"Utbetalt", "Utbetalt", "Paid on"}},
    {"payments", {"Utbetalinger", "Utbetalingar", "Disbursements"}},
    {"recipient", {"Mottaker", "Mottakar", "Recipient"}, asked_as::party},
    {"reject", {"Avslå", "Avslå", "Reject"}},
    {"returned_on", {"Sendt tilbake", "Send tilbake", "Returned on"}},
    {"returns", {"Sendt tilbake fra SSU", "Send tilbake frå SSU", "Sent back by SSU"}},
    {"scheme", {"Tilskuddsordning", "Tilskotsordning", "Grant scheme"}},
    {"started_on", {"I gang fra", "I gang frå", "Started on"}},
    {"status_reports", {"Statusrapporter", "Statusrapportar", "Status reports"}},
    {"withdrawal", {"Hvorfor søknaden er trukket", "Kvifor søknaden er trekt", "Reason for withdrawal"}},
};

} // namespace saksgang::grant_application_workflow
