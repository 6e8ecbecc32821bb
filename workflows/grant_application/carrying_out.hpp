// The project under way: payments, reports, accounts, repayment; prolonged or shortened, by others, or its money used
// otherwise.
#pragma once

#include "workflows/grant_application/awarding.hpp"
#include "workflows/shared/returning.hpp"

namespace saksgang::grant_application_workflow {

struct disbursed : stage<"Utbetalt", "Utbetalt", "Disbursed"> {};
struct in_progress : stage<"Under gjennomføring", "Under gjennomføring", "In progress"> {};
struct reporting : stage<"Rapportering", "Rapportering", "Reporting"> {};
struct change_for_ssu
    : stage<"Endring til behandling i SSU", "Endring til behandling i SSU", "A change is before SSU">,
      before_ssu {};
struct final_report : stage<"Sluttrapport godkjent", "Sluttrapport godkjend", "Final report approved"> {};
struct closed : ending<"Avsluttet", "Avslutta", "Closed"> {};
struct reclaimed : ending<"Tilbakebetalt", "Tilbakebetalt", "Reclaimed"> {};

// -------------------------------------------------------------------------------------------------- commands

struct disburse
    : called<"Registrer utbetaling", "Registrer utbetaling", "Register a disbursement", by::finance> {
    ore amount;
    std::string voucher; // bilag in the trust's accounts
    id recipient;
};
BOOST_DESCRIBE_STRUCT(disburse, (), (amount, voucher, recipient))
struct start_project
    : called<"Registrer at prosjektet er i gang", "Registrer at prosjektet er i gang",
             "Register that the project has started", by::party_representative, by::case_handler> {};
struct report_status : called<"Lever statusrapport", "Lever statusrapport", "Report status",
                              by::party_representative, by::case_handler> {
    reported_period period;
    saksgang::document document;
    std::optional<results> achieved;
};
BOOST_DESCRIBE_STRUCT(report_status, (), (period, document, achieved))
struct begin_reporting : called<"Start sluttrapporteringen", "Start sluttrapporteringa",
                                "Begin the final report", by::party_representative, by::case_handler> {};
struct submit_final_report
    : called<"Lever sluttrapport og regnskap", "Lever sluttrapport og rekneskap",
             "Submit the final report and accounts", by::party_representative, by::case_handler> {
    saksgang::document document, accounts;
    ore used;
    std::optional<results> achieved;
};
BOOST_DESCRIBE_STRUCT(submit_final_report, (), (document, accounts, used, achieved))
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
struct propose_change
    : called<"Legg fram endring av prosjektet for SSU", "Legg fram endring av prosjektet for SSU",
             "Put a change of the project before SSU", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    document change_request;            // from the applicants, who are to join and to leave too
    std::optional<date> new_end;
    std::optional<std::string> new_use;
    std::optional<applicants_after> new_applicants;
    text_version text;
};
BOOST_DESCRIBE_STRUCT(propose_change, (), (change_request, new_end, new_use, new_applicants, text))

// ----------------------------------------------------------------------------------------- guards: the money

struct pays_something : needs<&disburse::amount, "payment_without_amount", "Skriv hvor mye som er utbetalt.",
                              "Skriv kor mykje som er utbetalt.", "State how much was paid."> {};
inline bool is_on_unmet_condition(view<data> const& v) {
    auto const number = id_in(v.a_case.stream);
    return v.data.decision && v.data.decision->conditional && committed_to(fund_of(v), number).value == 0 &&
           paid(v).value == 0;
}
struct frame_has_come
    : refuses<"condition_not_met", "Tilsagnet er gitt på vilkår av ramme for {year}, og den er ikke kommet.",
              "Tilsegna er gjeven på vilkår av ramme for {year}, og ho er ikkje komen.",
              "The award is on condition of the frame for {year}, which has not come."> {
    static verdict holds(view<data> const& v) {
        int const year = v.data.decision ? v.data.decision->year : v.data.year;
        return {!is_on_unmet_condition(v), {{"year", std::to_string(year)}}};
    }
};
struct within_commitment
    : refuses<"above_commitment", "Det står igjen {left} av tilsagnet. Det kan ikke utbetales mer.",
              "Det står att {left} av tilsegna. Det kan ikkje utbetalast meir.",
              "{left} of the award is left; no more can be paid."> {
    static verdict holds(disburse const& e, view<data> const& v) {
        auto const left = committed_to(fund_of(v), id_in(v.a_case.stream));
        return {e.amount <= left, {{"left", in_kroner(left)}}};
    }
};
// Whoever has joined since accepts the award as the others did.
struct all_accept
    : refuses<"not_accepted_by_all", "Ikke alle søkerne har akseptert tilsagnet.",
              "Ikkje alle søkjarane har akseptert tilsegna.", "Not all applicants have accepted the award."> {
    static verdict holds(view<data> const& v) { return all_have_accepted(v.data, holder_of(fund_of(v))); }
};
struct somebody_has_joined
    : refuses<"accepted_by_all", "Alle søkerne har akseptert tilsagnet.",
              "Alle søkjarane har akseptert tilsegna.", "All applicants have accepted the award."> {
    static verdict holds(view<data> const& v) { return !all_have_accepted(v.data, holder_of(fund_of(v))); }
};
struct may_be_paid : guards<pays_something, is_an_applicant, all_accept, frame_has_come, within_commitment> {
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
              "Tilsegna er {awarded}. Det kan ikkje vere brukt meir av henne.",
              "The award is {awarded}; no more of it can have been used."> {
    static verdict holds(submit_final_report const& e, view<data> const& v) {
        auto const awarded = or_empty(v.data.decision).amount;
        return {e.used <= awarded, {{"awarded", in_kroner(awarded)}}};
    }
};
struct final_report_is_in
    : needs<&data::final_account, "final_report_missing", "Sluttrapporten er ikke levert.",
            "Sluttrapporten er ikkje levert.", "The final report has not been handed in."> {};
struct something_is_unused
    : refuses<"nothing_to_repay", "Det er ikke noe å betale tilbake: det som er utbetalt, er brukt.",
              "Det er ikkje noko å betale tilbake: det som er utbetalt, er brukt.",
              "There is nothing to repay: what was paid has been used."> {
    static verdict holds(view<data> const& v) { return unused(v).value > 0; }
};
struct repays_what_is_unused
    : refuses<"repayment_differs", "Det som ikke er brukt, er {unused}. Det er det som skal betales tilbake.",
              "Det som ikkje er brukt, er {unused}. Det er det som skal betalast tilbake.",
              "What was not used is {unused}; that is what is to be repaid."> {
    static verdict holds(register_repayment const& e, view<data> const& v) {
        auto const sum = unused(v);
        return {e.amount == sum, {{"unused", in_kroner(sum.value > 0 ? sum : ore{})}}};
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
// Once it is known what was used, that is what is paid.
struct within_what_was_used
    : refuses<"more_than_was_used",
              "Det er {owed} som er brukt og ikke utbetalt. Det kan ikke utbetales mer.",
              "Det er {owed} som er brukt og ikkje utbetalt. Det kan ikkje utbetalast meir.",
              "{owed} was used and not paid; no more can be paid."> {
    static verdict holds(disburse const& e, view<data> const& v) {
        auto const owed = std::max<std::int64_t>(0, -unused(v).value);
        return {e.amount.value <= owed, {{"owed", in_kroner({owed})}}};
    }
};
struct nothing_owed
    : refuses<"money_owed", "{owed} er brukt etter tilsagnet og ikke utbetalt. Registrer utbetalingen.",
              "{owed} er brukt etter tilsegna og ikkje utbetalt. Registrer utbetalinga.",
              "{owed} was used under the award and not paid. Register the disbursement."> {
    static verdict holds(view<data> const& v) {
        auto const sum = unused(v);
        return {sum.value >= 0, {{"owed", in_kroner({-sum.value})}}};
    }
};

// ---------------------------------------------------------------------------------------- guards: the change

struct changes_something
    : refuses<
          "no_change_named",
          "Skriv den nye sluttdatoen, hvem som er søkere etter endringen, eller hva pengene skal brukes til.",
          "Skriv den nye sluttdatoen, kven som er søkjarar etter endringa, eller kva pengane skal brukast "
          "til.",
          "State the new end date, who the applicants are after the change, or what the money is to be "
          "used for."> {
    static verdict holds(propose_change const& e, view<data> const&) {
        return e.new_end || e.new_use || e.new_applicants;
    }
};
struct ends_otherwise
    : refuses<"end_not_changed", "Prosjektet slutter {ends} fra før.", "Prosjektet sluttar {ends} frå før.",
              "The project ends on {ends} as it is."> {
    static verdict holds(propose_change const& e, view<data> const& v) {
        return {!e.new_end || v.data.ends != e.new_end,
                {{"ends", v.data.ends ? v.data.ends->in_numbers() : ""}}};
    }
};
struct ends_after_it_began
    : refuses<"end_before_beginning", "Prosjektet er i gang fra {began}. Det kan ikke slutte før det.",
              "Prosjektet er i gang frå {began}. Det kan ikkje slutte før det.",
              "The project began on {began}. It can't end before that."> {
    static verdict holds(propose_change const& e, view<data> const& v) {
        auto const began = v.data.started_on ? v.data.started_on : v.data.starts;
        return {!e.new_end || !began || *began <= *e.new_end, {{"began", began ? began->in_numbers() : ""}}};
    }
};
inline void change_applicants(data& d, applicants_after const& after) {
    d.applicants = after.applicants;
    d.contributions = after.contributions;
    note_parties(d);
}
// Those who would be applicants then are such as may apply.
template <class Guard>
struct after_change : Guard {
    static verdict holds(propose_change const& e, view<data> const& v) {
        if (!e.new_applicants) return true;
        auto changed = v.data;
        change_applicants(changed, *e.new_applicants);
        return Guard::holds(view<data>{changed, v.a_case, v.now});
    }
};
struct is_sound_change
    : guards<changes_something, ends_otherwise, ends_after_it_began, after_change<applicants_are_parties>,
             after_change<units_belong>, after_change<is_joint>, after_change<each_contributes>> {};

// --------------------------------------------------------------------------------------------------- actions

struct pay_out {
    static void run(disburse const& e, stepping<data>& s) {
        s.data.payments.push_back({s.now.today, e.amount, e.recipient, e.voucher});
        s.send(s.data.fund.stream(), pay{{id_in(s.a_case.stream)}, e.amount, e.voucher});
    }
};
struct note_start : notes<&data::started_on> {};
struct store_status { // a late one is marked, never refused
    static void run(report_status const& e, stepping<data>& s) {
        s.data.status_reports.push_back({e.period, s.now.today, s.now.today > due(e.period), e.achieved});
    }
};
struct store_final_report {
    static void run(submit_final_report const& e, stepping<data>& s) {
        bool const late = s.data.ends && s.now.today > final_report_due(*s.data.ends);
        s.data.final_account =
            final_accounting{e.document, e.accounts, e.used, s.now.today, late, e.achieved};
    }
};
struct take_repayment {
    static void run(register_repayment const& e, stepping<data>& s) {
        s.data.repaid = e.amount;
        give_back(s, e.amount, e.voucher);
    }
};
// Who works for those who join is looked at too, before SSU decides.
inline void look_for_employees_of(applicants_after const& after, stepping<data>& s) {
    if (!s.data.impartiality) return;
    auto parties = parties_of(s.data);
    for (auto const& a : after.applicants) parties.insert(a.party.value);
    auto& found = s.data.impartiality->employed_by_applicant;
    found = assessed(s.now, "ssu", parties, {}, found).employed_by_applicant;
}
struct hold_change {
    static void run(propose_change const& e, stepping<data>& s) {
        if (e.new_applicants) look_for_employees_of(*e.new_applicants, s);
        step_aside(s.data.proposed_change.emplace(change_of_grant{
                       .new_end = e.new_end, .new_use = e.new_use, .new_applicants = e.new_applicants}),
                   s);
        s.data.text = e.text;
    }
};
struct make_change {
    static void run(round_carried const&, stepping<data>& s) {
        auto& change = there(s.data.proposed_change);
        if (change.new_end) s.data.ends = change.new_end;
        if (change.new_applicants) change_applicants(s.data, *change.new_applicants);
        change.agreed_on = s.now.today;
        change.text_before.reset();
        s.data.changes.push_back(std::move(change));
        s.data.proposed_change.reset();
    }
};
struct drop_change : actions<goes_on, drops_aside<&data::proposed_change>> {};

// Back to where the project stood, with the change or without.
template <class Event, class Action>
using from_change = back_to<&data::proposed_change, change_for_ssu, Event, Action, accepted, disbursed,
                            in_progress, reporting>;

inline constexpr word_of words_of_carrying_out[]{
    {"agreed_on", {"Enighet i SSU", "Semje i SSU", "Agreed by SSU on"}},
    {"came_from", {"Steget før", "Steget før", "The step before"}},
    {"change_request", {"Søknad om endring", "Søknad om endring", "Request for a change"}},
    {"changes", {"Endringer av prosjektet", "Endringar av prosjektet", "Changes of the project"}},
    {"final_report", {"Sluttrapport", "Sluttrapport", "Final report"}},
    {"new_applicants",
     {"Søkerne etter endringen", "Søkjarane etter endringa", "Applicants after the change"}},
    {"new_end", {"Ny sluttdato", "Ny sluttdato", "New end date"}},
    {"new_use", {"Ny bruk av pengene", "Ny bruk av pengane", "New use of the money"}, asked_as::long_text},
    {"proposed_change", {"Foreslått endring", "Foreslått endring", "Proposed change"}},
    {"status_report", {"Statusrapport", "Statusrapport", "Status report"}},
};

} // namespace saksgang::grant_application_workflow
