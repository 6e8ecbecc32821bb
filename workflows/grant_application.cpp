// An application for the recruitment and collaboration grant: one that the trust and municipalities make
// together. SSU gives the agreement, the trust that holds the money gives the letter and pays, and every
// applicant accepts.
#include "workflows/shared/award.hpp"
#include "workflows/shared/impartiality.hpp"
#include "workflows/shared/joint_application.hpp"
#include "workflows/shared/letter.hpp"
#include "workflows/shared/reporting.hpp"

namespace saksgang {
namespace grant_application_workflow {

using undecided = states<struct draft, struct submitted, struct screening, struct incomplete,
                         struct assessment, struct for_ssu, struct deferred>;
using granted = states<struct awarded, struct partially_awarded>;
using paying = states<struct disbursed, struct in_progress, struct reporting, struct final_report>;

using table = rows< // the first row that holds is taken
    step<start, struct draft_application, draft, struct store_draft, year_is_near, fund_exists,
         struct scheme_exists, struct own_party_applies>,
    step<draft, struct edit_application, stay, store_draft, own_party_applies>,
    step<draft, struct submit_application, submitted, struct record_submission, struct may_be_sent_in>,
    step<submitted, struct begin_screening, screening>,
    step<screening, struct pass_screening, assessment, none, struct is_complete>,
    step<screening, struct return_incomplete, incomplete, struct list_what_is_missing,
         struct something_is_missing>,
    step<incomplete, struct supplement, screening, struct add_supplement, struct supplies_something>,

    step<assessment, struct submit_assessment, stay, take>,
    step<assessment, struct assess_impartiality, stay, struct flag_members, concerns_are_of_members>,
    step<assessment, struct ask_lsu, struct lsu_statement, struct hand_to_lsu, text_has_file,
         struct is_an_lsu>,
    step<lsu_statement, round_carried, assessment, struct back_from_lsu>,
    step<lsu_statement, round_failed, assessment, actions<goes_on, back_from_lsu>>,
    step<lsu_statement, struct go_on_without_statement, assessment, back_from_lsu>,

    step<assessment, struct propose_decision, for_ssu, struct store_proposal, year_is_near,
         struct is_assessed, struct impartiality_is_assessed, text_has_file, struct sum_is_sound>,
    step<for_ssu, propose_decision, stay, store_proposal, year_is_near, text_has_file, struct text_is_new,
         sum_is_sound>,
    step<for_ssu, round_carried, partially_awarded, struct commit_money, struct scheme_in_force,
         struct proposes_award, struct less_than_applied>,
    step<for_ssu, round_carried, awarded, commit_money, scheme_in_force, proposes_award>,
    step<for_ssu, round_carried, deferred, struct record_decision, struct proposes_deferral>,
    step<for_ssu, round_carried, struct rejected, record_decision, struct proposes_rejection>,
    step<for_ssu, round_failed, assessment, actions<goes_on, struct note_return>>,
    step<deferred, struct resume_assessment, assessment>,
    step<undecided, struct withdraw_application, struct withdrawn, struct note_withdrawal>,

    step<rejected, struct send_rejection_letter, stay, struct write_rejection_letter, no_open_reservation,
         struct no_letter_yet>,
    step<rejected, struct register_complaint, assessment, none, struct letter_is_sent, struct may_complain,
         struct complaint_in_time>,
    step<rejected, struct close_grant, struct closed, none, letter_is_sent, struct complaint_time_is_over>,

    step<granted, struct send_award_letter, stay, struct write_award_letter, no_open_reservation,
         no_letter_yet>,
    step<granted, struct accept_award, struct accepted, struct store_acceptance, struct may_accept,
         struct is_last_to_accept>,
    step<granted, accept_award, stay, store_acceptance, may_accept>,
    step<states<granted, accepted>, withdraw_application, withdrawn, note_withdrawal>,

    step<accepted, struct disburse, disbursed, struct pay_out, struct pays_something, struct is_an_applicant,
         struct frame_has_come, struct within_commitment>,
    step<paying, disburse, stay, pay_out, pays_something, is_an_applicant, within_commitment>,
    step<disbursed, struct start_project, in_progress, struct note_start>,
    step<states<in_progress, reporting>, struct report_status, stay, struct store_status,
         struct period_not_reported>,
    step<in_progress, struct begin_reporting, reporting>,
    step<reporting, struct submit_final_report, stay, struct store_final_report, struct used_within_award>,
    step<reporting, struct approve_final_report, final_report, none, struct final_report_is_in>,
    step<final_report, struct register_repayment, struct reclaimed, struct take_repayment,
         struct repays_what_is_unused>,
    step<final_report, close_grant, closed, struct release_rest, struct nothing_unused, struct nothing_owed>>;

// ------------------------------------------------------------------------------------------------------ data

BOOST_DEFINE_ENUM_CLASS(proposed_outcome, award, reject, defer)

struct ssu_proposal {
    proposed_outcome outcome = proposed_outcome::award;
    ore amount;
    int year = 0;             // whose frame it is taken from
    bool conditional = false; // on that frame, which is not there yet
};
BOOST_DESCRIBE_STRUCT(ssu_proposal, (), (outcome, amount, year, conditional))

struct sent_back { // by SSU, to the AU, with the reason
    date returned_on;
    std::vector<dissent> against;
};
BOOST_DESCRIBE_STRUCT(sent_back, (), (returned_on, against))

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
    std::optional<date> decided_on;
    std::optional<letter_written> letter;
    std::map<std::string, acceptance> acceptances; // by party
    std::vector<payment> payments;
    std::optional<date> started_on;
    std::vector<status_given> status_reports;
    std::optional<final_accounting> final_account;
    std::optional<ore> repaid;
    std::optional<std::string> withdrawal;
};
BOOST_DESCRIBE_STRUCT(data, (case_common, content),
                      (fund, scheme, year, submitted_on, after_call, missing, missing_note, assessment,
                       impartiality, lsu, proposal, returns, decided_on, letter, acceptances, payments,
                       started_on, status_reports, final_account, repaid, withdrawal))

state const& fund_of(view<data> const& v) { return v.now.world.at(fund_stream(v.data.fund.value)); }
// Paid out and, by the final account, not used.
ore unused(view<data> const& v) {
    return paid_to(fund_of(v), id_in(v.a_case.stream)) - v.data.final_account->used;
}

// ---------------------------------------------------------------------------------------------------- states

struct draft : stage<"Utkast", "Utkast", "Draft"> {
    static constexpr bool is_draft = true;
};
struct submitted : stage<"Innsendt", "Innsend", "Submitted"> {};
struct screening : stage<"Formell kontroll", "Formell kontroll", "Formal control"> {};
struct incomplete : stage<"Mangler", "Manglar", "Incomplete"> {};
struct assessment : stage<"Faglig vurdering", "Fagleg vurdering", "Professional assessment"> {};
struct lsu_statement : stage<"Til uttalelse i LSU", "Til fråsegn i LSU", "Before the LSU for a statement"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_in(d.lsu->value, decision_kind::statement, d.text);
    }
};
struct for_ssu : stage<"Til behandling i SSU", "Til behandling i SSU", "Before SSU"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const& now) {
        auto spec = consent_in("ssu", decision_kind::decision, d.text);
        if (!spec) return spec;
        spec->fixed_text = true; // the sum in it is the sum that is committed
        if (d.impartiality)
            spec->recusals = to_be_settled(*d.impartiality, now.world.at(body_stream("ssu")), now.today);
        return spec;
    }
};
struct deferred : stage<"Utsatt", "Utsett", "Deferred"> {};
struct rejected : stage<"Avslått", "Avslått", "Rejected"> {};
struct awarded : stage<"Innvilget", "Innvilga", "Awarded"> {};
struct partially_awarded : stage<"Delvis innvilget", "Delvis innvilga", "Partially awarded"> {};
struct accepted : stage<"Tilsagnet er akseptert", "Tilsegnet er akseptert", "Award accepted"> {};
struct disbursed : stage<"Utbetalt", "Utbetalt", "Disbursed"> {};
struct in_progress : stage<"Under gjennomføring", "Under gjennomføring", "In progress"> {};
struct reporting : stage<"Rapportering", "Rapportering", "Reporting"> {};
struct final_report : stage<"Sluttrapport godkjent", "Sluttrapport godkjend", "Final report approved"> {};
struct closed : ending<"Avsluttet", "Avslutta", "Closed"> {};
struct reclaimed : ending<"Tilbakebetalt", "Tilbakebetalt", "Reclaimed"> {};
struct withdrawn : ending<"Trukket", "Trekt", "Withdrawn"> {};

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
};
BOOST_DESCRIBE_STRUCT(edit_application, (content), (title))
struct submit_application : called<"Send inn søknaden", "Send inn søknaden", "Submit the application",
                                   by::party_representative, by::case_handler> {
    document application; // as the trust and the municipality signed it
};
BOOST_DESCRIBE_STRUCT(submit_application, (), (application))
struct begin_screening : called<"Start formell kontroll", "Start formell kontroll",
                                "Begin the formal control", by::case_handler> {};
struct pass_screening : called<"Søknaden er komplett", "Søknaden er komplett", "The application is complete",
                               by::case_handler> {};
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
struct submit_assessment : called<"Legg inn vurderingsnotatet", "Legg inn vurderingsnotatet",
                                  "Submit the assessment note", by::case_handler> {
    document assessment;
};
BOOST_DESCRIBE_STRUCT(submit_assessment, (), (assessment))
struct assess_impartiality
    : called<"Vurder habilitet", "Vurder habilitet", "Assess impartiality", by::case_handler> {
    std::vector<concern> concerns; // none but the employer's: an empty list
};
BOOST_DESCRIBE_STRUCT(assess_impartiality, (), (concerns))
struct ask_lsu
    : called<"Be LSU om uttalelse", "Be LSU om fråsegn", "Ask an LSU for a statement", by::case_handler> {
    ref<a_body> lsu;
    text_version text;
};
BOOST_DESCRIBE_STRUCT(ask_lsu, (), (lsu, text))
struct go_on_without_statement : called<"Gå videre uten uttalelse", "Gå vidare utan fråsegn",
                                        "Go on without a statement", by::case_handler> {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(go_on_without_statement, (), (reason))
struct propose_decision : called<"Legg fram forslag til vedtak", "Legg fram forslag til vedtak",
                                 "Put a proposed decision before SSU", by::case_handler> {
    proposed_outcome outcome = proposed_outcome::award;
    std::optional<ore> amount;
    std::optional<int> year; // whose frame; that of the application where nothing is said
    std::optional<bool> conditional;
    text_version text;

    int from_frame(data const& d) const { return year.value_or(d.year); }
};
BOOST_DESCRIBE_STRUCT(propose_decision, (), (outcome, amount, year, conditional, text))
struct resume_assessment : called<"Ta opp igjen", "Ta opp att", "Resume", by::case_handler> {};
struct send_award_letter
    : called<"Send tilsagnsbrev", "Send tilsegnsbrev", "Send the award letter", by::finance> {
    document letter;
};
BOOST_DESCRIBE_STRUCT(send_award_letter, (), (letter))
struct send_rejection_letter
    : called<"Send avslag", "Send avslag", "Send the rejection", by::case_handler, by::finance> {
    document letter;
    std::string reasons;
};
BOOST_DESCRIBE_STRUCT(send_rejection_letter, (), (letter, reasons))
struct register_complaint
    : called<"Registrer klage", "Registrer klage", "Register a complaint", by::case_handler> {
    document complaint;
    date received;
};
BOOST_DESCRIBE_STRUCT(register_complaint, (), (complaint, received))
struct accept_award : called<"Aksepter tilsagnet", "Aksepter tilsegnet", "Accept the award",
                             by::party_representative, by::case_handler> {
    id party;
    saksgang::document document;
};
BOOST_DESCRIBE_STRUCT(accept_award, (), (party, document))
struct disburse
    : called<"Registrer utbetaling", "Registrer utbetaling", "Register a disbursement", by::finance> {
    ore amount;
    std::string voucher; // bilag in the trust's accounts
    id recipient;
};
BOOST_DESCRIBE_STRUCT(disburse, (), (amount, voucher, recipient))
struct start_project : called<"Prosjektet er i gang", "Prosjektet er i gang", "The project has started",
                              by::party_representative, by::case_handler> {};
struct report_status : called<"Lever statusrapport", "Lever statusrapport", "Report status",
                              by::party_representative, by::case_handler> {
    reported_period period;
    saksgang::document document;
};
BOOST_DESCRIBE_STRUCT(report_status, (), (period, document))
struct begin_reporting
    : called<"Prosjektet er ferdig – start sluttrapporteringen",
             "Prosjektet er ferdig – start sluttrapporteringa",
             "The project is finished – begin the final report", by::party_representative, by::case_handler> {
};
struct submit_final_report
    : called<"Lever sluttrapport og regnskap", "Lever sluttrapport og rekneskap",
             "Submit the final report and accounts", by::party_representative, by::case_handler> {
    saksgang::document document, accounts;
    ore used;
};
BOOST_DESCRIBE_STRUCT(submit_final_report, (), (document, accounts, used))
struct approve_final_report : called<"Godkjenn sluttrapporten", "Godkjenn sluttrapporten",
                                     "Approve the final report", by::case_handler, by::its_leader> {};
struct register_repayment
    : called<"Registrer tilbakebetaling", "Registrer tilbakebetaling", "Register a repayment", by::finance> {
    ore amount;
    std::string voucher;
};
BOOST_DESCRIBE_STRUCT(register_repayment, (), (amount, voucher))
struct close_grant
    : called<"Avslutt saken", "Avslutt saka", "Close the case", by::case_handler, by::finance> {};
struct withdraw_application : called<"Trekk søknaden", "Trekk søknaden", "Withdraw the application",
                                     by::party_representative, by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(withdraw_application, (), (reason))

// ----------------------------------------------------------------------------------- guards: the application

struct scheme_exists : refuses<"scheme_unknown", "Sak {scheme} er ingen tilskuddsordning med denne rammen.",
                               "Sak {scheme} er inga tilskotsordning med denne ramma.",
                               "Case {scheme} is no grant scheme with this frame."> {
    static verdict holds(draft_application const& e, view<data> const& v) {
        auto const& scheme = v.now.world.at(case_stream(e.scheme.value));
        return {
            scheme.workflow.starts_with("grant_scheme/") && scheme.data->value("fund", "") == e.fund.value,
            {{"scheme", e.scheme.value}}};
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

// --------------------------------------------------------------------- guards: assessment and SSU's decision

struct is_an_lsu
    : names_a_body<&ask_lsu::lsu, body_kinds::local, "not_an_lsu",
                   "«{body}» er ikke et lokalt samarbeidsutvalg.",
                   "«{body}» er ikkje eit lokalt samarbeidsutval.", "“{body}” is not a local committee."> {};
struct is_assessed : needs<&data::assessment, "assessment_missing", "Vurderingsnotatet mangler.",
                           "Vurderingsnotatet manglar.", "The assessment note is missing."> {};
struct impartiality_is_assessed
    : needs<&data::impartiality, "impartiality_not_assessed",
            "Habiliteten til dem som skal behandle søknaden er ikke vurdert.",
            "Habiliteten til dei som skal behandle søknaden er ikkje vurdert.",
            "The impartiality of those who are to decide has not been assessed.", "fvl. §§ 6–8"> {};
struct award_has_amount
    : refuses<"award_without_amount", "Skriv hvor mye som foreslås innvilget.",
              "Skriv kor mykje som er foreslått innvilga.", "State how much is proposed."> {
    static verdict holds(propose_decision const& e, view<data> const&) {
        return e.outcome != proposed_outcome::award || (e.amount && e.amount->value > 0);
    }
};
struct within_what_was_applied_for
    : refuses<"more_than_applied", "Det er søkt om {applied}. Det kan ikke innvilges mer.",
              "Det er søkt om {applied}. Det kan ikkje innvilgast meir.",
              "{applied} was applied for; no more can be awarded."> {
    static verdict holds(propose_decision const& e, view<data> const& v) {
        return {e.outcome != proposed_outcome::award || !e.amount || *e.amount <= v.data.applied,
                {{"applied", in_kroner(v.data.applied)}}};
    }
};
// An award on a frame that is not there yet is made on condition of it, and only then.
struct condition_is_stated
    : refuses<"frame_not_there_yet",
              "Rammen for {year} er ikke kommet. Tilsagnet må gis under forutsetning av den.",
              "Ramma for {year} er ikkje komen. Tilsegnet må givast under føresetnad av henne.",
              "The frame for {year} is not there yet. The award must be made on condition of it."> {
    static verdict holds(propose_decision const& e, view<data> const& v) {
        auto const year = e.from_frame(v.data);
        bool const there =
            year <= v.now.today.year() || has_frame(fund_of(v), year) || left_in(fund_of(v), year).value > 0;
        return {e.outcome != proposed_outcome::award || e.conditional.value_or(false) || there,
                {{"year", std::to_string(year)}}};
    }
};
struct condition_is_needed
    : refuses<"frame_is_there", "Rammen for {year} er kommet. Tilsagnet trenger ingen forutsetning.",
              "Ramma for {year} er komen. Tilsegnet treng ingen føresetnad.",
              "The frame for {year} is there. The award needs no condition."> {
    static verdict holds(propose_decision const& e, view<data> const& v) {
        auto const year = e.from_frame(v.data);
        return {e.outcome != proposed_outcome::award || !e.conditional.value_or(false) ||
                    !has_frame(fund_of(v), year),
                {{"year", std::to_string(year)}}};
    }
};
struct sum_is_sound
    : guards<award_has_amount, within_what_was_applied_for, condition_is_stated, condition_is_needed> {};
// Positions stand on a text: another sum in the same text would be agreed to by nobody.
struct text_is_new
    : refuses<"proposal_needs_new_text",
              "Et endret forslag må ha en ny tekst, slik at alle tar stilling til det samme.",
              "Eit endra forslag må ha ein ny tekst, slik at alle tek stilling til det same.",
              "A changed proposal needs a new text, so that all take a position on the same."> {
    static verdict holds(propose_decision const& e, view<data> const& v) {
        return !v.data.text || digest_of(e.text) != digest_of(*v.data.text);
    }
};
// F12. The exception stands on the case's first page for ever.
struct scheme_in_force : refuses<"scheme_not_adopted",
                                 "Tilskuddsordningen er ikke vedtatt (F12). Lederen av SSU kan "
                                 "registrere et unntak med begrunnelse; da kan det innvilges.",
                                 "Tilskotsordninga er ikkje vedteken (F12). Leiaren av SSU kan "
                                 "registrere eit unntak med grunngjeving; då kan det innvilgast.",
                                 "The grant scheme has not been adopted (F12). The leader of SSU may "
                                 "record an exception with its reason; then it can be awarded."> {
    static verdict holds(view<data> const& v) {
        constexpr std::string_view in_force[]{"adopted", "call_open", "call_closed", "settled"};
        auto const& scheme = v.now.world.at(case_stream(v.data.scheme.value));
        return has_exception(v.data, "F12") || std::ranges::find(in_force, scheme.name) != std::end(in_force);
    }
};
template <proposed_outcome O>
struct proposes : refuses<"proposed_otherwise", "Det var noe annet SSU ble enige om.",
                          "Det var noko anna SSU vart samde om.", "That is not what SSU agreed on."> {
    static verdict holds(view<data> const& v) { return v.data.proposal && v.data.proposal->outcome == O; }
};
struct proposes_award : proposes<proposed_outcome::award> {};
struct proposes_deferral : proposes<proposed_outcome::defer> {};
struct proposes_rejection : proposes<proposed_outcome::reject> {};
struct less_than_applied : refuses<"awarded_in_full", "Hele beløpet er innvilget.",
                                   "Heile beløpet er innvilga.", "The whole amount is awarded."> {
    static verdict holds(view<data> const& v) {
        return v.data.proposal && v.data.proposal->amount < v.data.applied;
    }
};

// ------------------------------------------------------------------------------- guards: letters, acceptance

struct no_letter_yet : lacks<&data::letter, "letter_already_sent", "Brevet er sendt.", "Brevet er sendt.",
                             "The letter has been sent."> {};
struct letter_is_sent
    : needs<&data::letter, "letter_not_sent", "Brevet til søkerne er ikke sendt.",
            "Brevet til søkjarane er ikkje sendt.", "The letter to the applicants has not been sent."> {};
struct may_complain
    : refuses<"no_right_to_complain", "Vedtaket kan ikke påklages: ingen privat søker er part i saken.",
              "Vedtaket kan ikkje påklagast: ingen privat søkjar er part i saka.",
              "The decision can't be appealed: no private applicant is a party to the case.",
              "fvl. § 2 første ledd bokstav a og b, § 28"> {
    static verdict holds(view<data> const& v) { return !private_applicants(v.data).empty(); }
};
struct complaint_in_time : refuses<"complaint_too_late",
                                   "Klagefristen gikk ut {deadline}. Skal klagen tas opp likevel, må "
                                   "det registreres et unntak (L21) med begrunnelse.",
                                   "Klagefristen gjekk ut {deadline}. Skal klaga takast opp likevel, må "
                                   "det registrerast eit unntak (L21) med grunngjeving.",
                                   "The time to complain ran out on {deadline}. To take it up all the "
                                   "same, an exception (L21) must be recorded with its reason.",
                                   "fvl. §§ 29 og 31"> {
    static verdict holds(register_complaint const& e, view<data> const& v) {
        auto const& deadline = v.data.letter->complaint_deadline;
        if (!deadline || e.received <= *deadline || has_exception(v.data, "L21")) return true;
        return verdict::fails({{"deadline", deadline->in_numbers()}});
    }
};
struct complaint_time_is_over : refuses<"complaint_time_runs", "Det kan klages til og med {deadline}.",
                                        "Det kan klagast til og med {deadline}.",
                                        "A complaint may come until {deadline}.", "fvl. § 29"> {
    static verdict holds(view<data> const& v) {
        auto const deadline = v.data.letter ? v.data.letter->complaint_deadline : std::nullopt;
        if (!deadline || v.now.today > *deadline) return true;
        return verdict::fails({{"deadline", deadline->in_numbers()}});
    }
};
struct is_an_applicant
    : refuses<"not_an_applicant", "{party} er ikke blant søkerne.", "{party} er ikkje blant søkjarane.",
              "{party} is not among the applicants."> {
    static verdict holds(accept_award const& e, view<data> const& v) { return among(e.party, v); }
    static verdict holds(disburse const& e, view<data> const& v) { return among(e.recipient, v); }

  private:
    static verdict among(id const& party, view<data> const& v) {
        return {parties_of(v.data).contains(party.value),
                {{"party", name_of_party(v.now.organisation(), party.value)}}};
    }
};
struct speaks_for_party : refuses<"another_party", "Du kan ikke akseptere på vegne av {party}.",
                                  "Du kan ikkje akseptere på vegner av {party}.",
                                  "You can't accept on behalf of {party}.", "", refusal_kind::not_entitled> {
    static verdict holds(accept_award const& e, view<data> const& v) {
        return {may_write_for(v, {e.party.value}),
                {{"party", name_of_party(v.now.organisation(), e.party.value)}}};
    }
};
struct has_not_accepted : refuses<"already_accepted", "{party} har akseptert.", "{party} har akseptert.",
                                  "{party} has accepted."> {
    static verdict holds(accept_award const& e, view<data> const& v) {
        return {!v.data.acceptances.contains(e.party.value),
                {{"party", name_of_party(v.now.organisation(), e.party.value)}}};
    }
};
struct may_accept : guards<letter_is_sent, is_an_applicant, speaks_for_party, has_not_accepted> {};
struct is_last_to_accept
    : refuses<"others_have_not_accepted", "Ikke alle søkerne har akseptert.",
              "Ikkje alle søkjarane har akseptert.", "Not all applicants have accepted."> {
    static verdict holds(accept_award const& e, view<data> const& v) {
        return std::ranges::all_of(parties_of(v.data), [&](auto const& p) {
            return e.party == std::string_view(p) || v.data.acceptances.contains(p);
        });
    }
};

// ----------------------------------------------------------------------------------------- guards: the money

struct pays_something : needs<&disburse::amount, "payment_without_amount", "Skriv hvor mye som er utbetalt.",
                              "Skriv kor mykje som er utbetalt.", "State how much was paid."> {};
struct frame_has_come
    : refuses<"condition_not_met",
              "Tilsagnet er gitt under forutsetning av ramme for {year}, og den er ikke kommet.",
              "Tilsegnet er gitt under føresetnad av ramme for {year}, og ho er ikkje komen.",
              "The award is on condition of the frame for {year}, which has not come."> {
    static verdict holds(view<data> const& v) {
        auto const number = id_in(v.a_case.stream);
        return {!v.data.proposal->conditional || committed_to(fund_of(v), number).value > 0 ||
                    paid_to(fund_of(v), number).value > 0,
                {{"year", std::to_string(v.data.proposal->year)}}};
    }
};
struct within_commitment
    : refuses<"above_commitment", "Det står igjen {left} av tilsagnet. Det kan ikke utbetales mer.",
              "Det står att {left} av tilsegnet. Det kan ikkje utbetalast meir.",
              "{left} of the award is left; no more can be paid."> {
    static verdict holds(disburse const& e, view<data> const& v) {
        auto const left = committed_to(fund_of(v), id_in(v.a_case.stream));
        return {e.amount <= left, {{"left", in_kroner(left)}}};
    }
};
struct period_not_reported
    : refuses<"period_already_reported", "Statusrapporten for dette halvåret er levert.",
              "Statusrapporten for dette halvåret er levert.",
              "The status report for this half-year has been handed in."> {
    static verdict holds(report_status const& e, view<data> const& v) {
        return !is_reported(v.data.status_reports, e.period);
    }
};
struct used_within_award
    : refuses<"used_more_than_awarded", "Tilsagnet er {awarded}. Det kan ikke være brukt mer av det.",
              "Tilsegnet er {awarded}. Det kan ikkje vere brukt meir av det.",
              "The award is {awarded}; no more of it can have been used."> {
    static verdict holds(submit_final_report const& e, view<data> const& v) {
        return {e.used <= v.data.proposal->amount, {{"awarded", in_kroner(v.data.proposal->amount)}}};
    }
};
struct final_report_is_in
    : needs<&data::final_account, "final_report_missing", "Sluttrapporten er ikke levert.",
            "Sluttrapporten er ikkje levert.", "The final report has not been handed in."> {};
struct repays_what_is_unused
    : refuses<"repayment_differs", "Det som ikke er brukt, er {unused}. Det er det som skal betales tilbake.",
              "Det som ikkje er brukt, er {unused}. Det er det som skal betalast tilbake.",
              "What was not used is {unused}; that is what is to be repaid."> {
    static verdict holds(register_repayment const& e, view<data> const& v) {
        auto const sum = unused(v);
        return {e.amount.value > 0 && e.amount == sum, {{"unused", in_kroner(sum.value > 0 ? sum : ore{})}}};
    }
};
struct nothing_unused
    : refuses<"unused_money", "{unused} er utbetalt og ikke brukt. Registrer tilbakebetalingen.",
              "{unused} er utbetalt og ikkje brukt. Registrer tilbakebetalinga.",
              "{unused} was paid and not used. Register the repayment."> {
    static verdict holds(view<data> const& v) {
        auto const sum = unused(v);
        return {sum.value <= 0, {{"unused", in_kroner(sum)}}};
    }
};
struct nothing_owed
    : refuses<"money_owed", "{owed} er brukt etter tilsagnet og ikke utbetalt. Registrer utbetalingen.",
              "{owed} er brukt etter tilsegnet og ikkje utbetalt. Registrer utbetalinga.",
              "{owed} was used under the award and not paid. Register the disbursement."> {
    static verdict holds(view<data> const& v) {
        auto const sum = unused(v);
        return {sum.value >= 0, {{"owed", in_kroner({-sum.value})}}};
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct store_draft { // and the parties that the case concerns
    template <class Event>
    static void run(Event const& e, stepping<data>& s) {
        take::run(e, s);
        s.data.parties.clear();
        for (auto const& p : parties_of(e)) s.data.parties.push_back({p});
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
struct flag_members {
    static void run(assess_impartiality const& e, stepping<data>& s) {
        s.data.impartiality =
            assessed(s.now.world.at(body_stream("ssu")), parties_of(s.data), e.concerns, s.now.today);
    }
};

// While the LSU has the case it is the LSU's: its leader and members take part as in their own.
struct hand_to_lsu {
    static void run(ask_lsu const& e, stepping<data>& s) {
        s.data.lsu = s.data.body = e.lsu;
        s.data.text = e.text;
    }
};
struct back_from_lsu { // whatever came of it stands in the round
    template <class Event>
    static void run(Event const&, stepping<data>& s) {
        s.data.body = {"ssu"};
    }
};
struct store_proposal {
    static void run(propose_decision const& e, stepping<data>& s) {
        s.data.text = e.text;
        s.data.proposal = ssu_proposal{e.outcome, e.amount.value_or(ore{}), e.from_frame(s.data),
                                       e.conditional.value_or(false)};
    }
};
struct record_decision : actions<notes<&data::decided_on>, clears<&data::letter>> {
};                    // of an earlier decision
struct commit_money { // the fund refuses what its frame does not hold, and then nothing of this happens
    static void run(round_carried const& e, stepping<data>& s) {
        record_decision::run(e, s);
        auto const& p = *s.data.proposal;
        s.send(s.data.fund.stream(), commit{{id_in(s.a_case.stream)}, p.year, p.amount, p.conditional});
    }
};
struct note_return {
    static void run(round_failed const&, stepping<data>& s) {
        sent_back note{s.now.today, {}};
        auto const& all = rounds_in(s.a_case);
        if (auto const r = last_outcome(all, s.a_case.name)) note.against = r->outcome->against;
        s.data.returns.push_back(std::move(note));
    }
};
struct write_award_letter {
    static void run(send_award_letter const& e, stepping<data>& s) {
        auto letter = letter_to(private_applicants(s.data), e.letter, s.now.today);
        letter.amount = s.data.proposal->amount;
        if (s.data.proposal->conditional) letter.condition = on_condition_of_frame(s.data.proposal->year);
        s.data.letter = std::move(letter);
    }
};
struct write_rejection_letter {
    static void run(send_rejection_letter const& e, stepping<data>& s) {
        auto letter = letter_to(private_applicants(s.data), e.letter, s.now.today);
        letter.reasons = e.reasons;
        s.data.letter = std::move(letter);
    }
};
struct store_acceptance {
    static void run(accept_award const& e, stepping<data>& s) {
        s.data.acceptances[e.party.value] = {s.now.today, e.document};
    }
};
struct pay_out {
    static void run(disburse const& e, stepping<data>& s) {
        s.data.payments.push_back({s.now.today, e.amount, e.recipient, e.voucher});
        s.send(s.data.fund.stream(), pay{{id_in(s.a_case.stream)}, e.amount, e.voucher});
    }
};
struct note_start : notes<&data::started_on> {};
struct store_status { // a late one is marked, never refused
    static void run(report_status const& e, stepping<data>& s) {
        s.data.status_reports.push_back({e.period, s.now.today, s.now.today > due(e.period)});
    }
};
struct store_final_report {
    static void run(submit_final_report const& e, stepping<data>& s) {
        bool const late = s.data.ends && s.now.today > final_report_due(*s.data.ends);
        s.data.final_account = final_accounting{e.document, e.accounts, e.used, s.now.today, late};
    }
};
struct take_repayment {
    static void run(register_repayment const& e, stepping<data>& s) {
        s.data.repaid = e.amount;
        give_back(s, e.amount, e.voucher);
    }
};
struct release_rest {
    static void run(close_grant const&, stepping<data>& s) { give_back(s, {}, {}); }
};
struct note_withdrawal { // of an application, or of an award that is not wanted: its money is free again
    static void run(withdraw_application const& e, stepping<data>& s) {
        s.data.withdrawal = e.reason;
        give_back(s, {}, {});
    }
};

// ----------------------------------------------------------------------------------------------------- words

constexpr word_of own_words[]{
    {"acceptances", {"Aksept fra partene", "Aksept frå partane", "Acceptances"}},
    {"accepted_on", {"Akseptert", "Akseptert", "Accepted on"}},
    {"after_call", {"Kom inn etter fristen", "Kom inn etter fristen", "Came after the call closed"}},
    {"application", {"Søknad", "Søknad", "Application"}},
    {"assessment", {"Vurderingsnotat", "Vurderingsnotat", "Assessment note"}},
    {"award", {"Innvilg", "Innvilg", "Award"}},
    {"complaint", {"Klage", "Klage", "Complaint"}},
    {"defer", {"Utsett", "Utset", "Defer"}},
    {"final_account", {"Sluttregnskap", "Sluttrekneskap", "Final account"}},
    {"final_report", {"Sluttrapport", "Sluttrapport", "Final report"}},
    {"grant_decision", {"Avgjørelse om tilskudd", "Avgjerd om tilskot", "Decision on the grant"}},
    {"impartiality", {"Habilitetsvurdering", "Habilitetsvurdering", "Impartiality"}},
    {"lsu", {"Lokalt samarbeidsutvalg", "Lokalt samarbeidsutval", "Local committee"}},
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
    {"status_report", {"Statusrapport", "Statusrapport", "Status report"}},
    {"status_reports", {"Statusrapporter", "Statusrapportar", "Status reports"}},
    {"withdrawal", {"Hvorfor søknaden er trukket", "Kvifor søknaden er trekt", "Reason for withdrawal"}},
};

// ----------------------------------------------------------------------------------------------- the workflow

struct definition : defines<data, table> {
    static constexpr auto id = "grant_application";
    static constexpr int version = 1;
    static constexpr text label{"Søknad om rekrutterings- og samhandlingstilskudd",
                                "Søknad om rekrutterings- og samhandlingstilskot",
                                "Application for the recruitment and collaboration grant"};
    static constexpr text purpose{
        "Kommuner og helseforetak søker sammen om midler: fra søknad til regnskap.",
        "Kommunar og helseføretak søkjer saman om midlar: frå søknad til rekneskap.",
        "Municipalities and the trust apply together for money: from application to accounts."};
    static constexpr auto body = "ssu";
    static constexpr std::string_view exceptions[]{"F12", "L21"}; // that its guards look for
    static constexpr std::span<word_of const> words[]{
        own_words, words_of_joint_application, words_of_impartiality, words_of_letter, words_of_reporting};

    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const&) {
        if (stands_in<lsu_statement, undecided>(a_case) && !stands_in<draft>(a_case))
            return {{"grant_decision", last_day_of(d.year)}};
        if (stands_in<rejected>(a_case) && d.letter && d.letter->complaint_deadline)
            return {{"complaint_deadline", *d.letter->complaint_deadline}};
        std::vector<deadline> out;
        if (stands_in<in_progress>(a_case)) {
            auto const next = next_to_report(d.status_reports, *d.started_on);
            out.push_back({"status_report", due(next), {by::party_representative}});
        }
        if (stands_in<in_progress, reporting>(a_case) && d.ends && !d.final_account)
            out.push_back({"final_report", final_report_due(*d.ends), {by::party_representative}});
        return out;
    }
};

} // namespace grant_application_workflow

workflow const& grant_application() { return made_of<grant_application_workflow::definition>(); }

} // namespace saksgang
