// An application for the recruitment and collaboration grant: one that the trust and municipalities make
// together. SSU gives the agreement, the trust that holds the money gives the letter and pays, and every
// applicant accepts. What the words of the table mean: workflows/grant_application/.
#include "workflows/grant_application/carrying_out.hpp"
#include "workflows/grant_application/claiming.hpp"
#include "workflows/grant_application/lapsing.hpp"
#include "workflows/grant_application/suspending.hpp"
#include "workflows/grant_application/upgrade.hpp"

namespace saksgang {
namespace grant_application_workflow {

using sent_in = states<submitted, screening, incomplete, assessment, for_ssu, deferred>;
using undecided = states<draft, sent_in>;
using granted = states<awarded, partially_awarded>;
using under_way = states<disbursed, in_progress, reporting>;
using given = states<granted, accepted, under_way, final_report>; // and on no condition, or on one
using decided = states<rejected, granted, accepted>;              // and nothing paid
using complained_of = states<decided, rejection_stands, under_way, final_report>;
using complaint_considered = states<assessment, for_ssu, deferred, complaint_for_ssu, dismissal_for_ssu,
                                    suspension_for_ssu, complaint_to_forward, before_appeals_body>;
using meanwhile = states<complaint_considered, lsu_statement, complaint_to_answer>; // a project goes on

// A complaint is dealt with aside, and the case goes on from where it stood.
template <class From, class Event, class Action, class... Guards>
using back_to_project = back_to_if<before_complaint{}, From, Event, Action, guards<Guards...>, disbursed,
                                   in_progress, reporting, final_report>;
template <class From, class Event, class Action, class... Guards>
using back_where_it_stood =
    back_to_if<before_complaint{}, From, Event, Action, guards<Guards...>, accepted, partially_awarded,
               awarded, rejected, rejection_stands, disbursed, in_progress, reporting, final_report>;
template <class Event, class Action>
using back_to_complaint =
    from_suspension<Event, Action, assessment, complaint_to_forward, before_appeals_body>;

using table = mp11::mp_append<
    rows< // the first row that holds is taken
        step<start, draft_application, draft, store_draft, year_is_near, fund_exists, scheme_exists,
             own_party_applies>,
        step<draft, edit_application, stay, store_draft, acts_for_an_applicant, own_party_applies>,
        step<draft, submit_application, submitted, record_submission, acts_for_an_applicant, may_be_sent_in>,
        step<submitted, begin_screening, screening>,
        step<screening, pass_screening, assessment, none, is_complete>,
        step<screening, return_incomplete, incomplete, list_what_is_missing, something_is_missing>,
        step<incomplete, supplement, stay, supplement_what_is_confirmed, acts_for_an_applicant,
             supplies_something, awaits_confirmation>,
        step<incomplete, supplement, screening, add_supplement, acts_for_an_applicant, supplies_something>,
        step<incomplete, edit_application, stay, change_what_is_confirmed, awaits_confirmation,
             acts_for_an_applicant, own_party_applies>,
        step<incomplete, confirm_application, screening, note_confirmation, may_confirm, is_last_to_confirm>,
        step<incomplete, confirm_application, stay, note_confirmation, may_confirm>,
        step<incomplete, assess_as_it_stands, assessment, note_as_it_stands>,

        step<assessment, submit_assessment, stay, take>,
        step<assessment, assess_impartiality, stay, flag_members, seats_are_in_ssu>,
        step<assessment, rule_on_handler, stay, store_ruling_on_handler, handler_conflict_waits,
             rules_on_another>,
        step<assessment, ask_lsu, lsu_statement, hand_to_lsu, text_has_file, is_an_lsu>,
        step<lsu_statement, round_carried, assessment, back_from_lsu>,
        step<lsu_statement, round_failed, assessment, actions<goes_on, back_from_lsu>>,
        step<lsu_statement, go_on_without_statement, assessment, back_from_lsu>,

        step<assessment, propose_decision, for_ssu, store_proposal, year_is_near, is_assessed,
             impartiality_is_assessed, handler_is_assessed, handler_is_impartial, text_has_file, sum_is_sound,
             complaint_is_considered, changes_what_is_complained_of, favours_complainant>,
        step<for_ssu, propose_decision, stay, store_proposal, year_is_near, text_has_file, text_is_new,
             sum_is_sound, changes_what_is_complained_of, favours_complainant>,
        step<for_ssu, round_carried, partially_awarded, decide, scheme_in_force, proposes_award,
             less_than_applied, is_not_under_way>,
        step<for_ssu, round_carried, awarded, decide, scheme_in_force, proposes_award, is_not_under_way>,
        step<for_ssu, round_carried, deferred, none, proposes_deferral>,
        step<for_ssu, round_carried, rejected, decide, proposes_rejection, is_not_under_way>,
        step<for_ssu, round_failed, assessment, actions<goes_on, note_return>>,
        step<deferred, resume_assessment, assessment>,

        step<draft, discard_draft, withdrawn, note_discarding>,
        step<states<undecided, lsu_statement>, withdraw_application, withdrawn, end_application,
             is_not_under_way, may_withdraw, is_last_to_withdraw>,
        step<states<undecided, lsu_statement>, withdraw_application, stay, note_withdrawal, is_not_under_way,
             may_withdraw>,
        step<sent_in, leave_application, incomplete, let_go, is_not_under_way, others_may_go_on>,
        step<lsu_statement, leave_application, incomplete, actions<let_go, back_from_lsu>, is_not_under_way,
             others_may_go_on>,

        step<rejected, send_rejection_letter, stay, write_rejection_letter, no_open_reservation,
             no_letter_yet, letter_names_appeals_body>,
        step<rejected, close_grant, rejection_stands, none, letter_is_sent, nobody_may_complain,
             may_be_taken_up_late>,
        step<rejected, close_grant, closed, none, letter_is_sent, nobody_may_complain>,
        step<rejection_stands, close_grant, closed, none, none_is_taken_up_late>,
        step<granted, send_award_letter, stay, write_award_letter, no_open_reservation, no_letter_yet,
             letter_names_appeals_body, acceptance_day_is_ahead>,
        step<granted, set_acceptance_deadline, stay, store_acceptance_deadline, letter_is_sent,
             acceptance_day_is_ahead, gives_more_time>,
        step<granted, accept_award, accepted, store_acceptance, may_accept, is_last_to_accept>,
        step<granted, accept_award, stay, store_acceptance, may_accept>,
        step<states<granted, accepted>, give_up_award, withdrawn, end_award, may_give_up, is_last_to_give_up>,
        step<states<granted, accepted>, give_up_award, stay, note_giving_up, may_give_up>,
        step<granted, lapse_award, lapsed, let_award_lapse, nobody_accepted_in_time>,
        step<given, lapse_award, lapsed, let_award_lapse, its_frame_never_came>,
        step<given, propose_lapse, lapse_for_ssu, hold_lapse, text_has_file, waits_for_its_frame>,
        step<lapse_for_ssu, round_carried, lapse_agreed>,
        step<lapse_agreed, send_lapse_letter, lapsed, let_award_lapse_as_agreed>,

        step<complained_of, register_arrival, stay, note_arrival, letter_is_sent, may_complain,
             arrival_is_open, arrives_after_dispatch>,
        step<complained_of, register_complaint, assessment, record_complaint, letter_is_sent,
             not_decided_on_appeal, posted_before_received>,
        step<assessment, propose_to_uphold, complaint_for_ssu, take, complaint_is_open, text_has_file,
             complaint_is_considered>,
        step<complaint_for_ssu, round_carried, complaint_to_forward>,
        step<complaint_for_ssu, round_failed, assessment, actions<goes_on, note_return>>,
        step<assessment, propose_to_dismiss, dismissal_for_ssu, hold_dismissal, complaint_is_open,
             may_be_dismissed, text_has_file>,
        step<dismissal_for_ssu, round_carried, complaint_to_answer, dismiss_complaint, is_on_dismissal>,
        step<dismissal_for_ssu, round_failed, assessment, actions<goes_on, drop_dismissal, note_return>>,
        step<complaint_considered, withdraw_complaint, complaint_to_answer, record_withdrawal,
             complaint_is_open>,
        step<complained_of, contest_dismissal, complaint_to_forward, record_contest, dismissal_stands,
             posted_before_received>,
        step<complaint_to_forward, forward_complaint, before_appeals_body, record_forwarding,
             complaint_is_open, appeals_body_is_known>,
        step<before_appeals_body, register_appeal_outcome, partially_awarded, put_changed_in_force,
             changes_it, gives_a_part, is_not_under_way>,
        step<before_appeals_body, register_appeal_outcome, awarded, put_changed_in_force, changes_it,
             gives_all, is_not_under_way>,
        step<before_appeals_body, register_appeal_outcome, rejected, put_changed_in_force, changes_it,
             gives_nothing, is_not_under_way>,
        step<before_appeals_body, register_appeal_outcome, assessment, take_up_again, sets_it_aside,
             is_on_dismissal>,
        step<before_appeals_body, register_appeal_outcome, assessment, annul_decision, sets_it_aside>,
        step<complaint_considered, register_request_to_suspend, stay, note_request_to_suspend,
             complaint_is_open, goes_on_meanwhile, no_request_waits>,
        step<states<assessment, complaint_to_forward, before_appeals_body>, propose_suspension,
             suspension_for_ssu, hold_suspension, complaint_is_open, goes_on_meanwhile,
             suspension_is_asked_for, text_has_file>,
        step<states<assessment, complaint_to_forward, before_appeals_body>, propose_to_resume,
             suspension_for_ssu, hold_suspension, payments_do_wait, text_has_file>,
        step<before_appeals_body, register_suspension, stay, suspend_on_appeal, complaint_is_open,
             goes_on_meanwhile>,
        step<meanwhile, disburse, stay, pay_out, may_be_paid_meanwhile>,
        step<meanwhile, report_status, stay, store_status, goes_on_meanwhile, period_not_reported>>,
    back_to_complaint<round_carried, suspend_as_agreed>, back_to_complaint<round_failed, drop_suspension>,
    back_where_it_stood<complaint_to_answer, answer_complainant, none>,
    back_where_it_stood<before_appeals_body, register_appeal_outcome, settle_complaint, upholds_it>,
    back_to_project<before_appeals_body, register_appeal_outcome, put_changed_in_force, changes_it>,
    back_to_project<for_ssu, round_carried, decide, decides_anew>,
    rows<step<accepted, disburse, disbursed, pay_out, may_be_paid, complaints_come_first>,
         step<under_way, disburse, stay, pay_out, may_be_paid>,
         step<final_report, disburse, stay, pay_out, may_be_paid, within_what_was_used>,
         step<accepted, start_project, in_progress, note_start, complaints_come_first>,
         step<disbursed, start_project, in_progress, note_start>,
         step<states<under_way, final_report>, send_award_letter, stay, write_award_letter,
              no_open_reservation, no_letter_yet, letter_names_appeals_body, tells_of_award>,
         step<states<under_way, final_report>, send_rejection_letter, stay, write_rejection_letter,
              no_open_reservation, no_letter_yet, letter_names_appeals_body, tells_of_rejection>,
         step<states<in_progress, reporting>, report_status, stay, store_status, period_not_reported>,
         step<states<accepted, under_way>, accept_award, stay, store_acceptance, somebody_has_joined,
              may_accept>,
         step<states<accepted, under_way>, propose_change, change_for_ssu, hold_change, text_has_file,
              is_sound_change>>,
    from_change<round_carried, make_change>, from_change<round_failed, drop_change>,
    from_lapse<awarded, partially_awarded, accepted, disbursed, in_progress, reporting, final_report>,
    from_claim<disbursed, in_progress, reporting, final_report, repayment_claimed>,
    rows<step<in_progress, begin_reporting, reporting>,
         step<reporting, submit_final_report, stay, store_final_report, used_within_award>,
         step<reporting, approve_final_report, final_report, none, final_report_is_in>,
         step<states<under_way, final_report, repayment_claimed>, propose_claim, claim_for_ssu, hold_claim,
              text_has_file, claims_what_was_paid>,
         step<repayment_claimed, propose_waiver, claim_for_ssu, hold_waiver, text_has_file>,
         step<claim_for_ssu, round_carried, claim_waived, waive_claim, waives_it>,
         step<claim_for_ssu, round_carried, repayment_claimed, make_claim>,
         step<claim_waived, send_waiver_letter, closed, actions<store_waiver_letter, free_the_money>>,
         step<repayment_claimed, send_claim, stay, store_claim_letter, claim_is_not_sent, payday_is_ahead>,
         step<repayment_claimed, register_repayment, reclaimed, take_repayment, repays_what_is_claimed>,
         step<final_report, register_repayment, reclaimed, take_repayment, something_is_unused,
              repays_what_is_unused>,
         step<final_report, close_grant, closed, free_the_money, nothing_unused, nothing_owed>>>;

struct definition : defines<data, table> {
    static constexpr auto id = "grant_application";
    static constexpr int version = 2;
    static constexpr upgrade upgrades[]{{1, states_of_first, from_first}};
    static constexpr text label{"Søknad om rekrutterings- og samhandlingstilskudd",
                                "Søknad om rekrutterings- og samhandlingstilskot",
                                "Application for the recruitment and collaboration grant"};
    static constexpr text purpose{
        "Kommuner og helseforetak søker sammen om midler: fra søknad til regnskap.",
        "Kommunar og helseføretak søkjer saman om midlar: frå søknad til rekneskap.",
        "Municipalities and the trust apply together for money: from application to accounts."};
    static constexpr auto body = "ssu";
    static constexpr std::string_view exceptions[]{scheme_in_force::refusal.code,
                                                   complaints_come_first::refusal.code};
    static constexpr std::span<word_of const> words[]{
        words_of_data,         words_of_applying,    words_of_deciding,
        words_of_awarding,     words_of_complaining, words_of_appealing,
        words_of_carrying_out, words_of_letter,      words_of_joint_application,
        words_of_impartiality, words_of_reporting,   words_of_each_applicant,
        words_of_leaving,      words_of_lapsing,     words_of_claiming,
        words_of_suspending,
    };

    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const& now) {
        std::vector<deadline> due;
        if (stands_in<lsu_statement, undecided>(a_case) && !stands_in<draft>(a_case)) {
            if (!complaint_pending(d)) due.push_back({"grant_decision", last_day_of(d.year)});
            if (stands_in<for_ssu>(a_case) && needs_exception(d, now))
                due.push_back({"exception_needed", last_day_of(d.year), {by::leader("ssu")}});
        }
        if (stands_in<decided>(a_case) && d.letter && d.letter->complaint_deadline)
            due.push_back({"complaint_deadline", *d.letter->complaint_deadline});
        if (stands_in<granted>(a_case) && d.letter && d.letter->accept_by)
            due.push_back(
                {"acceptance_due", *d.letter->accept_by, {by::party_representative, by::case_handler}});
        if (stands_in<repayment_claimed>(a_case) && d.claim && d.claim->pay_by)
            due.push_back({"repayment_due", *d.claim->pay_by, {by::finance}});
        if (stands_in<in_progress>(a_case) && d.started_on)
            due.push_back({"status_report",
                           saksgang::due(next_to_report(d.status_reports, *d.started_on)),
                           {by::party_representative}});
        if (stands_in<in_progress, reporting>(a_case) && d.ends && !d.final_account)
            due.push_back({"final_report", final_report_due(*d.ends), {by::party_representative}});
        return due;
    }

  private:
    // As far as is known here; nobody has proposed one.
    static bool needs_exception(data const& d, situation const& now) {
        auto const scheme = case_stream(d.scheme.value);
        bool const proposed = std::ranges::any_of(
            d.exceptions, [](auto const& e) { return e.rule == scheme_in_force::refusal.code; });
        return d.proposal && d.proposal->outcome == proposed_outcome::award && !proposed &&
               !(now.world.knows(scheme) && is_in_force(now.world.at(scheme)));
    }
};

} // namespace grant_application_workflow

workflow const& grant_application() { return made_of<grant_application_workflow::definition>(); }

} // namespace saksgang
