// An application for the recruitment and collaboration grant: one that the trust and municipalities make
// together. SSU gives the agreement, the trust that holds the money gives the letter and pays, and every
// applicant accepts.
//
//   draft -> submitted -> screening <-> incomplete
//                         screening -> assessment <-> lsu_statement
//                                      assessment <-> for_ssu -> awarded | partially_awarded | rejected | deferred
//   awarded -> accepted -> disbursed -> in_progress -> reporting -> final_report -> closed | reclaimed
#include <algorithm>
#include <set>

#include "workflows/common.hpp"

namespace saksgang {

workflow const& grant_application();

namespace grant_application_workflow {

// ------------------------------------------------------------------------------------------------------ data

// The five of the national plan of 2024 (A44-47); before that four, without the last one (B13).
BOOST_DEFINE_ENUM_CLASS(priority_group, children_and_young, mental_illness_and_addiction,
                        several_chronic_conditions, frail_elderly, pregnancy_and_birth)
inline constexpr int five_groups_since = 2024;

BOOST_DEFINE_ENUM_CLASS(grant_phase, preliminary_project, main_project, operation)
BOOST_DEFINE_ENUM_CLASS(partner_kind, public_body, private_body)

struct applicant { // a legal party, perhaps through a unit: Vestre Viken HF, Kongsberg sykehus (F15)
    id party;
    std::optional<id> unit;
};
BOOST_DESCRIBE_STRUCT(applicant, (), (party, unit))

struct partner { // applies with them and is no party: Responssenteret
    std::string name;
    partner_kind kind = partner_kind::public_body;
};
BOOST_DESCRIBE_STRUCT(partner, (), (name, kind))

struct contribution { // each applicant's own: money, or work valued in money
    id party;
    ore amount;
    std::optional<std::string> description;
};
BOOST_DESCRIBE_STRUCT(contribution, (), (party, amount, description))

struct positions_plan { // kombinerte stillinger: what hol. § 6-2 (2) wants agreed
    std::optional<std::string> responsibility, employer, organising, financing;
};
BOOST_DESCRIBE_STRUCT(positions_plan, (), (responsibility, employer, organising, financing))

// What the applicants write.
struct content {
    ore applied;
    grant_phase phase = grant_phase::preliminary_project;
    std::vector<priority_group> priority_groups;
    std::vector<std::string> goals;
    std::vector<applicant> applicants;
    std::vector<partner> partners;
    std::vector<contribution> contributions;
    std::optional<date> starts, ends;
    std::optional<std::string> user_involvement, implementation_plan, evaluation_plan;
    std::optional<positions_plan> combined_positions;
};
BOOST_DESCRIBE_STRUCT(content, (),
                      (applied, phase, priority_groups, goals, applicants, partners, contributions, starts,
                       ends, user_involvement, implementation_plan, evaluation_plan, combined_positions))

// What the formal control looks for.
BOOST_DEFINE_ENUM_CLASS(requirement, end_date, user_involvement, implementation_plan, evaluation_plan,
                        responsibility, employer, organising, financing)

struct concern { // about a member's impartiality, beyond whom they work for
    id seat;
    recusal_ground ground = recusal_ground::personal;
    std::optional<personal_text> explanation;
};
BOOST_DESCRIBE_STRUCT(concern, (), (seat, ground, explanation))

struct impartiality_assessed {
    date assessed_on;
    std::vector<id> employed_by_applicant; // seats; whether that disqualifies is the body's setting
    std::vector<concern> concerns;
};
BOOST_DESCRIBE_STRUCT(impartiality_assessed, (), (assessed_on, employed_by_applicant, concerns))

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

struct letter_written {
    document letter;
    date sent;
    std::optional<ore> amount;
    std::optional<names> condition; // «under forutsetning av ramme for 2026»
    std::optional<std::string> reasons;
    names appeal; // whether and how one may complain
    std::optional<date>
        complaint_deadline; // three weeks; runs from when the letter arrived (fvl § 29), so not before this
};
BOOST_DESCRIBE_STRUCT(letter_written, (),
                      (letter, sent, amount, condition, reasons, appeal, complaint_deadline))

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

BOOST_DEFINE_ENUM_CLASS(half_year, first_half, second_half)
struct reported_period {
    int year = 0;
    half_year half = half_year::first_half;
    auto operator<=>(reported_period const&) const = default;
};
BOOST_DESCRIBE_STRUCT(reported_period, (), (year, half))

struct status_given {
    reported_period period;
    date received;
    bool late = false;
};
BOOST_DESCRIBE_STRUCT(status_given, (), (period, received, late))

struct final_accounting {
    document report, accounts;
    ore used;
    date received;
    bool late = false;
};
BOOST_DESCRIBE_STRUCT(final_accounting, (), (report, accounts, used, received, late))

struct data : case_common, content {
    id fund, scheme;
    int year = 0;
    std::optional<date> submitted_on;
    bool after_call = false; // came when the call was closed
    std::vector<requirement> missing;
    std::optional<std::string> missing_note;
    std::optional<document> assessment;
    std::optional<impartiality_assessed> impartiality;
    std::optional<id> lsu;
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

std::set<std::string> parties_of(content const& c) {
    std::set<std::string> out;
    for (auto const& a : c.applicants) out.insert(a.party.value);
    return out;
}

bool answers(content const& c, requirement r) {
    auto const& p = c.combined_positions;
    switch (r) {
        case requirement::end_date:
            return c.ends.has_value();
        case requirement::user_involvement:
            return c.user_involvement.has_value();
        case requirement::implementation_plan:
            return c.implementation_plan.has_value();
        case requirement::evaluation_plan:
            return c.evaluation_plan.has_value();
        case requirement::responsibility:
            return !p || p->responsibility;
        case requirement::employer:
            return !p || p->employer;
        case requirement::organising:
            return !p || p->organising;
        case requirement::financing:
            return !p || p->financing;
    }
    return false;
}

std::vector<requirement> unanswered(content const& c) {
    std::vector<requirement> out;
    mp11::mp_for_each<boost::describe::describe_enumerators<requirement>>([&](auto e) {
        if (!answers(c, e.value)) out.push_back(e.value);
    });
    return out;
}

// A status report is due a month after the half-year, the final report on the first 1 April after the project's end.
date due(reported_period p) {
    return p.half == half_year::first_half ? day_of(p.year, 7, 31) : day_of(p.year + 1, 1, 31);
}
reported_period period_with(date d) {
    return {d.year(), d < day_of(d.year(), 7, 1) ? half_year::first_half : half_year::second_half};
}
reported_period after(reported_period p) {
    return p.half == half_year::first_half ? reported_period{p.year, half_year::second_half}
                                           : reported_period{p.year + 1, half_year::first_half};
}
date final_report_due(date ends) {
    auto const april = day_of(ends.year(), 4, 1);
    return ends < april ? april : day_of(ends.year() + 1, 4, 1);
}

bool has_private_applicant(content const& c) {
    return std::ranges::any_of(c.partners,
                               [](auto const& p) { return p.kind == partner_kind::private_body; });
}

state const& fund_of(view<data> const& v) { return v.now.world.at(fund_stream(v.data.fund.value)); }
bool has_frame(state const& fund, int year) {
    return std::ranges::any_of(years_of(fund),
                               [&](auto const& y) { return y.year == year && y.allocated.value > 0; });
}
// Paid out and, by the final account, not used.
ore unused(view<data> const& v) {
    return paid_to(fund_of(v), id_in(v.a_case.stream)) - v.data.final_account->used;
}

// ---------------------------------------------------------------------------------------------------- states

struct draft : stage {
    static constexpr text label{"Utkast", "Utkast", "Draft"};
};
struct submitted : stage {
    static constexpr text label{"Innsendt", "Innsend", "Submitted"};
};
struct screening : stage {
    static constexpr text label{"Formell kontroll", "Formell kontroll", "Formal control"};
};
struct incomplete : stage {
    static constexpr text label{"Mangler", "Manglar", "Incomplete"};
};
struct assessment : stage {
    static constexpr text label{"Faglig vurdering", "Fagleg vurdering", "Professional assessment"};
};
struct lsu_statement : stage {
    static constexpr text label{"Til uttalelse i LSU", "Til fråsegn i LSU", "Before the LSU for a statement"};
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_in(d.lsu->value, decision_kind::statement, d.text);
    }
};
struct for_ssu : stage {
    static constexpr text label{"Til behandling i SSU", "Til behandling i SSU", "Before SSU"};
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const& now) {
        auto spec = consent_in("ssu", decision_kind::decision, d.text);
        if (!spec) return spec;
        spec->fixed_text = true; // the sum in it is the sum that is committed
        spec->recusals = to_be_settled(d, now);
        return spec;
    }

  private:
    // What the assessment found, for the body to rule on before it decides: conflicts of those who sit there, and whom
    // whoever sits there works for.
    static std::vector<recusal> to_be_settled(data const& d, situation const& now) {
        std::vector<recusal> out;
        if (!d.impartiality) return out;
        auto const& ssu = now.world.at(body_stream("ssu"));
        auto const add = [&](id const& seat, recusal_ground ground, std::optional<personal_text> why) {
            auto const* s = seat_on(ssu, seat.value, now.today);
            auto const* held = s ? holder_on(*s, now.today) : nullptr;
            out.push_back({.seat = seat,
                           .person = held ? std::optional(held->person) : std::nullopt,
                           .ground = ground,
                           .explanation = std::move(why)});
        };
        for (auto const& c : d.impartiality->concerns) add(c.seat, c.ground, c.explanation);
        for (auto const& seat : d.impartiality->employed_by_applicant) // where the body's rule says so
            out.push_back({.seat = seat, .ground = recusal_ground::employer});
        return out;
    }
};
struct awarded : stage {
    static constexpr text label{"Innvilget", "Innvilga", "Awarded"};
};
struct partially_awarded : stage {
    static constexpr text label{"Delvis innvilget", "Delvis innvilga", "Partially awarded"};
};
struct rejected : stage {
    static constexpr text label{"Avslått", "Avslått", "Rejected"};
};
struct deferred : stage {
    static constexpr text label{"Utsatt", "Utsett", "Deferred"};
};
struct accepted : stage {
    static constexpr text label{"Tilsagnet er akseptert", "Tilsegnet er akseptert", "Award accepted"};
};
struct disbursed : stage {
    static constexpr text label{"Utbetalt", "Utbetalt", "Disbursed"};
};
struct in_progress : stage {
    static constexpr text label{"Under gjennomføring", "Under gjennomføring", "In progress"};
};
struct reporting : stage {
    static constexpr text label{"Rapportering", "Rapportering", "Reporting"};
};
struct final_report : stage {
    static constexpr text label{"Sluttrapport godkjent", "Sluttrapport godkjend", "Final report approved"};
};
struct closed : stage {
    static constexpr text label{"Avsluttet", "Avslutta", "Closed"};
    static constexpr bool end = true;
};
struct reclaimed : stage {
    static constexpr text label{"Tilbakebetalt", "Tilbakebetalt", "Reclaimed"};
    static constexpr bool end = true;
};
struct withdrawn : stage {
    static constexpr text label{"Trukket", "Trekt", "Withdrawn"};
    static constexpr bool end = true;
};

// -------------------------------------------------------------------------------------------------- commands

struct draft_application : content {
    static constexpr text label{"Opprett søknad", "Opprett søknad", "Draft an application"};
    static constexpr who by[]{by::party_representative, by::case_handler};
    std::string title;
    id fund, scheme;
    int year = 0;
};
BOOST_DESCRIBE_STRUCT(draft_application, (content), (title, fund, scheme, year))

struct edit_application : content {
    static constexpr text label{"Endre søknaden", "Endre søknaden", "Edit the application"};
    static constexpr who by[]{by::party_representative, by::case_handler};
    std::string title;
};
BOOST_DESCRIBE_STRUCT(edit_application, (content), (title))

struct submit_application {
    static constexpr text label{"Send inn søknaden", "Send inn søknaden", "Submit the application"};
    static constexpr who by[]{by::party_representative, by::case_handler};
    document application; // as the trust and the municipality signed it
};
BOOST_DESCRIBE_STRUCT(submit_application, (), (application))

struct begin_screening {
    static constexpr text label{"Start formell kontroll", "Start formell kontroll",
                                "Begin the formal control"};
    static constexpr who by[]{by::case_handler};
};
BOOST_DESCRIBE_STRUCT(begin_screening, (), ())

struct pass_screening {
    static constexpr text label{"Søknaden er komplett", "Søknaden er komplett",
                                "The application is complete"};
    static constexpr who by[]{by::case_handler};
};
BOOST_DESCRIBE_STRUCT(pass_screening, (), ())

struct return_incomplete {
    static constexpr text label{"Be om det som mangler", "Be om det som manglar", "Ask for what is missing"};
    static constexpr who by[]{by::case_handler};
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(return_incomplete, (), (note))

struct supplement {
    static constexpr text label{"Send inn det som manglet", "Send inn det som mangla",
                                "Send what was missing"};
    static constexpr who by[]{by::party_representative, by::case_handler};
    std::optional<date> starts, ends;
    std::optional<std::string> user_involvement, implementation_plan, evaluation_plan;
    std::optional<positions_plan> combined_positions;
    std::optional<saksgang::document> document;
};
BOOST_DESCRIBE_STRUCT(supplement, (),
                      (starts, ends, user_involvement, implementation_plan, evaluation_plan,
                       combined_positions, document))

struct submit_assessment {
    static constexpr text label{"Legg inn vurderingsnotatet", "Legg inn vurderingsnotatet",
                                "Submit the assessment note"};
    static constexpr who by[]{by::case_handler};
    document assessment;
};
BOOST_DESCRIBE_STRUCT(submit_assessment, (), (assessment))

struct assess_impartiality {
    static constexpr text label{"Vurder habilitet", "Vurder habilitet", "Assess impartiality"};
    static constexpr who by[]{by::case_handler};
    std::vector<concern> concerns; // none but the employer's: an empty list
};
BOOST_DESCRIBE_STRUCT(assess_impartiality, (), (concerns))

struct ask_lsu {
    static constexpr saksgang::text label{"Be LSU om uttalelse", "Be LSU om fråsegn",
                                          "Ask an LSU for a statement"};
    static constexpr who by[]{by::case_handler};
    id lsu;
    text_version text;
};
BOOST_DESCRIBE_STRUCT(ask_lsu, (), (lsu, text))

struct go_on_without_statement {
    static constexpr text label{"Gå videre uten uttalelse", "Gå vidare utan fråsegn",
                                "Go on without a statement"};
    static constexpr who by[]{by::case_handler};
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(go_on_without_statement, (), (reason))

struct propose_decision {
    static constexpr saksgang::text label{"Legg fram forslag til vedtak", "Legg fram forslag til vedtak",
                                          "Put a proposed decision before SSU"};
    static constexpr who by[]{by::case_handler};
    proposed_outcome outcome = proposed_outcome::award;
    std::optional<ore> amount;
    std::optional<int> year; // whose frame; that of the application where nothing is said
    std::optional<bool> conditional;
    text_version text;

    int from_frame(data const& d) const { return year.value_or(d.year); }
};
BOOST_DESCRIBE_STRUCT(propose_decision, (), (outcome, amount, year, conditional, text))

struct resume_assessment {
    static constexpr text label{"Ta opp igjen", "Ta opp att", "Resume"};
    static constexpr who by[]{by::case_handler};
};
BOOST_DESCRIBE_STRUCT(resume_assessment, (), ())

struct send_award_letter {
    static constexpr text label{"Send tilsagnsbrev", "Send tilsegnsbrev", "Send the award letter"};
    static constexpr who by[]{by::finance};
    document letter;
};
BOOST_DESCRIBE_STRUCT(send_award_letter, (), (letter))

struct send_rejection_letter {
    static constexpr text label{"Send avslag", "Send avslag", "Send the rejection"};
    static constexpr who by[]{by::case_handler, by::finance};
    document letter;
    std::string reasons;
};
BOOST_DESCRIBE_STRUCT(send_rejection_letter, (), (letter, reasons))

struct register_complaint {
    static constexpr text label{"Registrer klage", "Registrer klage", "Register a complaint"};
    static constexpr who by[]{by::case_handler};
    document complaint;
    date received;
};
BOOST_DESCRIBE_STRUCT(register_complaint, (), (complaint, received))

struct accept_award {
    static constexpr text label{"Aksepter tilsagnet", "Aksepter tilsegnet", "Accept the award"};
    static constexpr who by[]{by::party_representative, by::case_handler};
    id party;
    saksgang::document document;
};
BOOST_DESCRIBE_STRUCT(accept_award, (), (party, document))

struct disburse {
    static constexpr text label{"Registrer utbetaling", "Registrer utbetaling", "Register a disbursement"};
    static constexpr who by[]{by::finance};
    ore amount;
    std::string voucher; // bilag in the trust's accounts
    id recipient;
};
BOOST_DESCRIBE_STRUCT(disburse, (), (amount, voucher, recipient))

struct start_project {
    static constexpr text label{"Prosjektet er i gang", "Prosjektet er i gang", "The project has started"};
    static constexpr who by[]{by::party_representative, by::case_handler};
};
BOOST_DESCRIBE_STRUCT(start_project, (), ())

struct report_status {
    static constexpr text label{"Lever statusrapport", "Lever statusrapport", "Report status"};
    static constexpr who by[]{by::party_representative, by::case_handler};
    reported_period period;
    saksgang::document document;
};
BOOST_DESCRIBE_STRUCT(report_status, (), (period, document))

struct begin_reporting {
    static constexpr text label{"Prosjektet er ferdig – start sluttrapporteringen",
                                "Prosjektet er ferdig – start sluttrapporteringa",
                                "The project is finished – begin the final report"};
    static constexpr who by[]{by::party_representative, by::case_handler};
};
BOOST_DESCRIBE_STRUCT(begin_reporting, (), ())

struct submit_final_report {
    static constexpr text label{"Lever sluttrapport og regnskap", "Lever sluttrapport og rekneskap",
                                "Submit the final report and accounts"};
    static constexpr who by[]{by::party_representative, by::case_handler};
    saksgang::document document, accounts;
    ore used;
};
BOOST_DESCRIBE_STRUCT(submit_final_report, (), (document, accounts, used))

struct approve_final_report {
    static constexpr text label{"Godkjenn sluttrapporten", "Godkjenn sluttrapporten",
                                "Approve the final report"};
    static constexpr who by[]{by::case_handler, by::leader()};
};
BOOST_DESCRIBE_STRUCT(approve_final_report, (), ())

struct register_repayment {
    static constexpr text label{"Registrer tilbakebetaling", "Registrer tilbakebetaling",
                                "Register a repayment"};
    static constexpr who by[]{by::finance};
    ore amount;
    std::string voucher;
};
BOOST_DESCRIBE_STRUCT(register_repayment, (), (amount, voucher))

struct close_grant {
    static constexpr text label{"Avslutt saken", "Avslutt saka", "Close the case"};
    static constexpr who by[]{by::case_handler, by::finance};
};
BOOST_DESCRIBE_STRUCT(close_grant, (), ())

struct withdraw_application {
    static constexpr text label{"Trekk søknaden", "Trekk søknaden", "Withdraw the application"};
    static constexpr who by[]{by::party_representative, by::case_handler};
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(withdraw_application, (), (reason))

// ----------------------------------------------------------------------------------- guards: the application

struct scheme_exists {
    static constexpr rule_text refusal{"scheme_unknown",
                                       {"Sak {scheme} er ingen tilskuddsordning med denne rammen.",
                                        "Sak {scheme} er inga tilskotsordning med denne ramma.",
                                        "Case {scheme} is no grant scheme with this frame."}};
    static verdict holds(draft_application const& e, view<data> const& v) {
        auto const& scheme = v.now.world.at(case_stream(e.scheme.value));
        if (scheme.workflow.starts_with("grant_scheme/") && scheme.data->value("fund", "") == e.fund.value)
            return true;
        return verdict::fails({{"scheme", e.scheme.value}});
    }
};

struct ends_after_start {
    static constexpr rule_text refusal{
        "ends_before_start",
        {"Prosjektet slutter før det starter.", "Prosjektet sluttar før det startar.",
         "The project ends before it starts."}};
    static verdict holds(view<data> const& v) {
        return !v.data.starts || !v.data.ends || *v.data.starts <= *v.data.ends;
    }
};

struct supplies_something {
    static constexpr rule_text refusal{
        "nothing_supplied",
        {"Det er ikke fylt ut noe.", "Det er ikkje fylt ut noko.", "Nothing is filled in."}};
    static verdict holds(supplement const& e, view<data> const&) { return !write(e).empty(); }
};

struct asks_for_money {
    static constexpr rule_text refusal{"amount_missing",
                                       {"Skriv hvor mye det søkes om.", "Skriv kor mykje det blir søkt om.",
                                        "State how much is applied for."}};
    static verdict holds(view<data> const& v) { return v.data.applied.value > 0; }
};

struct applicants_are_parties {
    static constexpr rule_text refusal{
        "applicant_no_party",
        {"«{applicant}» er ikke en part. Et sykehus eller en klinikk søker som enhet i helseforetaket.",
         "«{applicant}» er ikkje ein part. Eit sjukehus eller ein klinikk søkjer som eining i "
         "helseføretaket.",
         "“{applicant}” is not a party. A hospital or clinic applies as a unit of the trust."}};
    static verdict holds(view<data> const& v) {
        for (auto const& a : v.data.applicants)
            if (!party_in(v.now.organisation(), a.party.value))
                return verdict::fails({{"applicant", a.party.value}});
        return true;
    }
};

struct units_belong {
    static constexpr rule_text refusal{
        "unit_of_another",
        {"«{unit}» er ikke en enhet i {party}.", "«{unit}» er ikkje ei eining i {party}.",
         "“{unit}” is not a unit of {party}."}};
    static verdict holds(view<data> const& v) {
        auto const& units = records_of(v.now.organisation()).units;
        for (auto const& a : v.data.applicants) {
            if (!a.unit) continue;
            auto const found = units.find(a.unit->value);
            if (found == units.end() || found->second.party != a.party)
                return verdict::fails({{"unit", a.unit->value}, {"party", a.party.value}});
        }
        return true;
    }
};

// A representative writes for their own: an application of others is theirs to write, or the secretariat's.
struct own_party_applies {
    static constexpr rule_text refusal{"own_party_missing",
                                       {"Du kan bare skrive en søknad som din egen part er med på.",
                                        "Du kan berre skrive ein søknad som din eigen part er med på.",
                                        "You may write only an application that your own party is part of."},
                                       {},
                                       refusal_kind::not_entitled};
    static verdict holds(content const& e, view<data> const& v) {
        auto const& organisation = v.now.organisation();
        return has_role(organisation, v.now.person, role::case_handler, v.now.today) ||
               std::ranges::any_of(e.applicants, [&](auto const& a) {
                   return represents(organisation, v.now.person, a.party, v.now.today);
               });
    }
};

// The grant is used *etter enighet* between the trust and municipalities: one alone can't apply.
struct is_joint {
    static constexpr rule_text refusal{"not_joint",
                                       {"Helseforetaket og minst én kommune må søke sammen.",
                                        "Helseføretaket og minst éin kommune må søkje saman.",
                                        "The trust and at least one municipality must apply together."},
                                       "Rekrutterings- og samhandlingstilskudd, oppdragsdokumentet 2024"};
    static verdict holds(view<data> const& v) {
        auto const applies = [&](party_kind kind) {
            return std::ranges::any_of(v.data.applicants, [&](auto const& a) {
                auto const* p = party_in(v.now.organisation(), a.party.value);
                return p && p->kind == kind;
            });
        };
        return applies(party_kind::trust) && applies(party_kind::municipality);
    }
};

struct each_contributes {
    static constexpr rule_text refusal{
        "contribution_missing",
        {"Egeninnsatsen til {party} mangler i budsjettet.",
         "Eigeninnsatsen til {party} manglar i budsjettet.", "The budget lacks {party}'s own contribution."}};
    static verdict holds(view<data> const& v) {
        for (auto const& name : parties_of(v.data))
            if (std::ranges::none_of(v.data.contributions,
                                     [&](auto const& c) { return c.party == std::string_view(name); })) {
                auto const* p = party_in(v.now.organisation(), name);
                return verdict::fails({{"party", p ? p->name : name}});
            }
        return true;
    }
};

struct has_priority_group {
    static constexpr rule_text refusal{
        "priority_group_missing",
        {"Velg minst én prioritert pasientgruppe.", "Vel minst éi prioritert pasientgruppe.",
         "Choose at least one priority patient group."}};
    static verdict holds(view<data> const& v) { return !v.data.priority_groups.empty(); }
};

struct groups_in_force {
    static constexpr rule_text refusal{
        "priority_group_not_in_force",
        {"Svangerskap, fødsel og barseltid er prioritert først fra {since}.",
         "Svangerskap, fødsel og barseltid er prioritert først frå {since}.",
         "Pregnancy, birth and the time after are a priority group only from {since}."},
        "Nasjonal helse- og samhandlingsplan 2024–2027"};
    static verdict holds(view<data> const& v) {
        auto const& groups = v.data.priority_groups;
        if (v.data.year >= five_groups_since ||
            std::ranges::find(groups, priority_group::pregnancy_and_birth) == groups.end())
            return true;
        return verdict::fails({{"since", std::to_string(five_groups_since)}});
    }
};

// What the formal control says of each requirement that is not answered.
constexpr rule_text not_answered(requirement r) {
    constexpr std::string_view agreed = "hol. § 6-2 andre ledd";
    switch (r) {
        case requirement::end_date:
            return {"end_date_missing",
                    {"Sluttdato for prosjektet mangler.", "Sluttdato for prosjektet manglar.",
                     "The project's end date is missing."}};
        case requirement::user_involvement:
            return {"user_involvement_missing",
                    {"Det mangler hvordan brukerne er med.", "Det manglar korleis brukarane er med.",
                     "How users are involved is missing."}};
        case requirement::implementation_plan:
            return {"implementation_plan_missing",
                    {"Plan for gjennomføring mangler.", "Plan for gjennomføring manglar.",
                     "The plan for implementation is missing."}};
        case requirement::evaluation_plan:
            return {"evaluation_plan_missing",
                    {"Plan for evaluering mangler.", "Plan for evaluering manglar.",
                     "The plan for evaluation is missing."}};
        case requirement::responsibility:
            return {"positions_responsibility_missing",
                    {"For de kombinerte stillingene mangler hvem som har ansvaret.",
                     "For dei kombinerte stillingane manglar kven som har ansvaret.",
                     "For the combined positions, who is responsible is missing."},
                    agreed};
        case requirement::employer:
            return {"positions_employer_missing",
                    {"For de kombinerte stillingene mangler hvem som er arbeidsgiver.",
                     "For dei kombinerte stillingane manglar kven som er arbeidsgivar.",
                     "For the combined positions, the employer is missing."},
                    agreed};
        case requirement::organising:
            return {"positions_organising_missing",
                    {"For de kombinerte stillingene mangler hvordan de er organisert.",
                     "For dei kombinerte stillingane manglar korleis dei er organiserte.",
                     "For the combined positions, how they are organised is missing."},
                    agreed};
        case requirement::financing:
            return {"positions_financing_missing",
                    {"For de kombinerte stillingene mangler hvordan de er finansiert.",
                     "For dei kombinerte stillingane manglar korleis dei er finansierte.",
                     "For the combined positions, how they are financed is missing."},
                    agreed};
    }
    return {};
}

template <requirement R>
struct states {
    static constexpr rule_text refusal = not_answered(R);
    static verdict holds(view<data> const& v) { return answers(v.data, R); }
};

struct something_is_missing {
    static constexpr rule_text refusal{
        "nothing_missing",
        {"Søknaden har alt kontrollen ser etter. Skriv hva som ellers mangler.",
         "Søknaden har alt kontrollen ser etter. Skriv kva som elles manglar.",
         "The application has all that is looked for. State what else is missing."}};
    static verdict holds(return_incomplete const& e, view<data> const& v) {
        return e.note.has_value() || !unanswered(v.data).empty();
    }
};

// --------------------------------------------------------------------- guards: assessment and SSU's decision

struct is_an_lsu {
    static constexpr rule_text refusal{
        "not_an_lsu",
        {"«{body}» er ikke et lokalt samarbeidsutvalg.", "«{body}» er ikkje eit lokalt samarbeidsutval.",
         "“{body}” is not a local committee."}};
    static verdict holds(ask_lsu const& e, view<data> const& v) {
        auto const& body = v.now.world.at(body_stream(e.lsu.value));
        if (body.exists() && head_of(body).kind == body_kind::local) return true;
        return verdict::fails({{"body", e.lsu.value}});
    }
};

struct is_assessed {
    static constexpr rule_text refusal{
        "assessment_missing",
        {"Vurderingsnotatet mangler.", "Vurderingsnotatet manglar.", "The assessment note is missing."}};
    static verdict holds(view<data> const& v) { return v.data.assessment.has_value(); }
};

struct concerns_are_of_members {
    static constexpr rule_text refusal{"no_such_seat",
                                       {"Plassen {seat} er ikke i SSU.", "Plassen {seat} er ikkje i SSU.",
                                        "The seat {seat} is not in SSU."}};
    static verdict holds(assess_impartiality const& e, view<data> const& v) {
        auto const& ssu = v.now.world.at(body_stream("ssu"));
        for (auto const& c : e.concerns)
            if (!seat_on(ssu, c.seat.value, v.now.today)) return verdict::fails({{"seat", c.seat.value}});
        return true;
    }
};

struct impartiality_is_assessed {
    static constexpr rule_text refusal{"impartiality_not_assessed",
                                       {"Habiliteten til dem som skal behandle søknaden er ikke vurdert.",
                                        "Habiliteten til dei som skal behandle søknaden er ikkje vurdert.",
                                        "The impartiality of those who are to decide has not been assessed."},
                                       "fvl. §§ 6–8"};
    static verdict holds(view<data> const& v) { return v.data.impartiality.has_value(); }
};

struct award_has_amount {
    static constexpr rule_text refusal{
        "award_without_amount",
        {"Skriv hvor mye som foreslås innvilget.", "Skriv kor mykje som er foreslått innvilga.",
         "State how much is proposed."}};
    static verdict holds(propose_decision const& e, view<data> const&) {
        return e.outcome != proposed_outcome::award || (e.amount && e.amount->value > 0);
    }
};

struct within_what_was_applied_for {
    static constexpr rule_text refusal{"more_than_applied",
                                       {"Det er søkt om {applied}. Det kan ikke innvilges mer.",
                                        "Det er søkt om {applied}. Det kan ikkje innvilgast meir.",
                                        "{applied} was applied for; no more can be awarded."}};
    static verdict holds(propose_decision const& e, view<data> const& v) {
        if (e.outcome != proposed_outcome::award || !e.amount || *e.amount <= v.data.applied) return true;
        return verdict::fails({{"applied", in_kroner(v.data.applied)}});
    }
};

// An award on a frame that is not there yet is made on condition of it, and only then.
struct condition_is_stated {
    static constexpr rule_text refusal{
        "frame_not_there_yet",
        {"Rammen for {year} er ikke kommet. Tilsagnet må gis under forutsetning av den.",
         "Ramma for {year} er ikkje komen. Tilsegnet må givast under føresetnad av henne.",
         "The frame for {year} is not there yet. The award must be made on condition of it."}};
    static verdict holds(propose_decision const& e, view<data> const& v) {
        auto const year = e.from_frame(v.data);
        bool const there =
            year <= v.now.today.year() || has_frame(fund_of(v), year) || left_in(fund_of(v), year).value > 0;
        if (e.outcome != proposed_outcome::award || e.conditional.value_or(false) || there) return true;
        return verdict::fails({{"year", std::to_string(year)}});
    }
};
struct condition_is_needed {
    static constexpr rule_text refusal{"frame_is_there",
                                       {"Rammen for {year} er kommet. Tilsagnet trenger ingen forutsetning.",
                                        "Ramma for {year} er komen. Tilsegnet treng ingen føresetnad.",
                                        "The frame for {year} is there. The award needs no condition."}};
    static verdict holds(propose_decision const& e, view<data> const& v) {
        auto const year = e.from_frame(v.data);
        if (e.outcome != proposed_outcome::award || !e.conditional.value_or(false) ||
            !has_frame(fund_of(v), year))
            return true;
        return verdict::fails({{"year", std::to_string(year)}});
    }
};

// Positions stand on a text: another sum in the same text would be agreed to by nobody.
struct text_is_new {
    static constexpr rule_text refusal{
        "proposal_needs_new_text",
        {"Et endret forslag må ha en ny tekst, slik at alle tar stilling til det samme.",
         "Eit endra forslag må ha ein ny tekst, slik at alle tek stilling til det same.",
         "A changed proposal needs a new text, so that all take a position on the same."}};
    static verdict holds(propose_decision const& e, view<data> const& v) {
        return !v.data.text || digest_of(e.text) != digest_of(*v.data.text);
    }
};

// F12. The exception stands on the case's first page for ever.
struct scheme_in_force {
    static constexpr rule_text refusal{"scheme_not_adopted",
                                       {"Tilskuddsordningen er ikke vedtatt (F12). Lederen av SSU kan "
                                        "registrere et unntak med begrunnelse; da kan det innvilges.",
                                        "Tilskotsordninga er ikkje vedteken (F12). Leiaren av SSU kan "
                                        "registrere eit unntak med grunngjeving; då kan det innvilgast.",
                                        "The grant scheme has not been adopted (F12). The leader of SSU may "
                                        "record an exception with its reason; then it can be awarded."}};
    static verdict holds(view<data> const& v) {
        constexpr std::string_view in_force[]{"adopted", "call_open", "call_closed", "settled"};
        auto const& scheme = v.now.world.at(case_stream(v.data.scheme.value));
        return has_exception(v.data, "F12") || std::ranges::find(in_force, scheme.name) != std::end(in_force);
    }
};

template <proposed_outcome O>
struct proposes {
    static constexpr rule_text refusal{
        "proposed_otherwise",
        {"Det var noe annet SSU ble enige om.", "Det var noko anna SSU vart samde om.",
         "That is not what SSU agreed on."}};
    static verdict holds(view<data> const& v) { return v.data.proposal && v.data.proposal->outcome == O; }
};

struct less_than_applied {
    static constexpr rule_text refusal{
        "awarded_in_full",
        {"Hele beløpet er innvilget.", "Heile beløpet er innvilga.", "The whole amount is awarded."}};
    static verdict holds(view<data> const& v) {
        return v.data.proposal && v.data.proposal->amount < v.data.applied;
    }
};

// ------------------------------------------------------------------------------- guards: letters, acceptance

struct no_letter_yet {
    static constexpr rule_text refusal{"letter_already_sent",
                                       {"Brevet er sendt.", "Brevet er sendt.", "The letter has been sent."}};
    static verdict holds(view<data> const& v) { return !v.data.letter; }
};

struct letter_is_sent {
    static constexpr rule_text refusal{
        "letter_not_sent",
        {"Brevet til søkerne er ikke sendt.", "Brevet til søkjarane er ikkje sendt.",
         "The letter to the applicants has not been sent."}};
    static verdict holds(view<data> const& v) { return v.data.letter.has_value(); }
};

struct may_complain {
    static constexpr rule_text refusal{
        "no_right_to_complain",
        {"Vedtaket kan ikke påklages: ingen privat søker er part i saken.",
         "Vedtaket kan ikkje påklagast: ingen privat søkjar er part i saka.",
         "The decision can't be appealed: no private applicant is a party to the case."},
        "fvl. § 2 første ledd bokstav a og b, § 28"};
    static verdict holds(view<data> const& v) { return has_private_applicant(v.data); }
};

struct complaint_in_time {
    static constexpr rule_text refusal{"complaint_too_late",
                                       {"Klagefristen gikk ut {deadline}. Skal klagen tas opp likevel, må "
                                        "det registreres et unntak (L21) med begrunnelse.",
                                        "Klagefristen gjekk ut {deadline}. Skal klaga takast opp likevel, må "
                                        "det registrerast eit unntak (L21) med grunngjeving.",
                                        "The time to complain ran out on {deadline}. To take it up all the "
                                        "same, an exception (L21) must be recorded with its reason."},
                                       "fvl. §§ 29 og 31"};
    static verdict holds(register_complaint const& e, view<data> const& v) {
        auto const& deadline = v.data.letter->complaint_deadline;
        if (!deadline || e.received <= *deadline || has_exception(v.data, "L21")) return true;
        return verdict::fails({{"deadline", deadline->in_numbers()}});
    }
};

struct complaint_time_is_over {
    static constexpr rule_text refusal{
        "complaint_time_runs",
        {"Det kan klages til og med {deadline}.", "Det kan klagast til og med {deadline}.",
         "A complaint may come until {deadline}."},
        "fvl. § 29"};
    static verdict holds(view<data> const& v) {
        auto const deadline = v.data.letter ? v.data.letter->complaint_deadline : std::nullopt;
        if (!deadline || v.now.today > *deadline) return true;
        return verdict::fails({{"deadline", deadline->in_numbers()}});
    }
};

struct is_an_applicant {
    static constexpr rule_text refusal{"not_an_applicant",
                                       {"{party} er ikke blant søkerne.", "{party} er ikkje blant søkjarane.",
                                        "{party} is not among the applicants."}};
    static verdict holds(accept_award const& e, view<data> const& v) { return among(e.party, v); }
    static verdict holds(disburse const& e, view<data> const& v) { return among(e.recipient, v); }

  private:
    static verdict among(id const& party, view<data> const& v) {
        if (parties_of(v.data).contains(party.value)) return true;
        return verdict::fails({{"party", party.value}});
    }
};

struct has_not_accepted {
    static constexpr rule_text refusal{
        "already_accepted", {"{party} har akseptert.", "{party} har akseptert.", "{party} has accepted."}};
    static verdict holds(accept_award const& e, view<data> const& v) {
        if (!v.data.acceptances.contains(e.party.value)) return true;
        return verdict::fails({{"party", e.party.value}});
    }
};

struct speaks_for_party {
    static constexpr rule_text refusal{
        "another_party",
        {"Du kan ikke akseptere på vegne av {party}.", "Du kan ikkje akseptere på vegner av {party}.",
         "You can't accept on behalf of {party}."},
        {},
        refusal_kind::not_entitled};
    static verdict holds(accept_award const& e, view<data> const& v) {
        auto const& organisation = v.now.organisation();
        if (has_role(organisation, v.now.person, role::case_handler, v.now.today) ||
            represents(organisation, v.now.person, e.party, v.now.today))
            return true;
        return verdict::fails({{"party", e.party.value}});
    }
};

struct is_last_to_accept {
    static constexpr rule_text refusal{
        "others_have_not_accepted",
        {"Ikke alle søkerne har akseptert.", "Ikkje alle søkjarane har akseptert.",
         "Not all applicants have accepted."}};
    static verdict holds(accept_award const& e, view<data> const& v) {
        return std::ranges::all_of(parties_of(v.data), [&](auto const& p) {
            return e.party == std::string_view(p) || v.data.acceptances.contains(p);
        });
    }
};

// ----------------------------------------------------------------------------------------- guards: the money

struct pays_something {
    static constexpr rule_text refusal{
        "payment_without_amount",
        {"Skriv hvor mye som er utbetalt.", "Skriv kor mykje som er utbetalt.", "State how much was paid."}};
    static verdict holds(disburse const& e, view<data> const&) { return e.amount.value > 0; }
};

struct frame_has_come {
    static constexpr rule_text refusal{
        "condition_not_met",
        {"Tilsagnet er gitt under forutsetning av ramme for {year}, og den er ikke kommet.",
         "Tilsegnet er gitt under føresetnad av ramme for {year}, og ho er ikkje komen.",
         "The award is on condition of the frame for {year}, which has not come."}};
    static verdict holds(view<data> const& v) {
        auto const number = id_in(v.a_case.stream);
        if (!v.data.proposal->conditional || committed_to(fund_of(v), number).value > 0 ||
            paid_to(fund_of(v), number).value > 0)
            return true;
        return verdict::fails({{"year", std::to_string(v.data.proposal->year)}});
    }
};

struct within_commitment {
    static constexpr rule_text refusal{"above_commitment",
                                       {"Det står igjen {left} av tilsagnet. Det kan ikke utbetales mer.",
                                        "Det står att {left} av tilsegnet. Det kan ikkje utbetalast meir.",
                                        "{left} of the award is left; no more can be paid."}};
    static verdict holds(disburse const& e, view<data> const& v) {
        auto const left = committed_to(fund_of(v), id_in(v.a_case.stream));
        if (e.amount <= left) return true;
        return verdict::fails({{"left", in_kroner(left)}});
    }
};

struct period_not_reported {
    static constexpr rule_text refusal{
        "period_already_reported",
        {"Statusrapporten for dette halvåret er levert.", "Statusrapporten for dette halvåret er levert.",
         "The status report for this half-year has been handed in."}};
    static verdict holds(report_status const& e, view<data> const& v) {
        return std::ranges::none_of(v.data.status_reports,
                                    [&](auto const& r) { return r.period == e.period; });
    }
};

struct used_within_award {
    static constexpr rule_text refusal{"used_more_than_awarded",
                                       {"Tilsagnet er {awarded}. Det kan ikke være brukt mer av det.",
                                        "Tilsegnet er {awarded}. Det kan ikkje vere brukt meir av det.",
                                        "The award is {awarded}; no more of it can have been used."}};
    static verdict holds(submit_final_report const& e, view<data> const& v) {
        if (e.used <= v.data.proposal->amount) return true;
        return verdict::fails({{"awarded", in_kroner(v.data.proposal->amount)}});
    }
};

struct final_report_is_in {
    static constexpr rule_text refusal{"final_report_missing",
                                       {"Sluttrapporten er ikke levert.", "Sluttrapporten er ikkje levert.",
                                        "The final report has not been handed in."}};
    static verdict holds(view<data> const& v) { return v.data.final_account.has_value(); }
};

struct repays_what_is_unused {
    static constexpr rule_text refusal{
        "repayment_differs",
        {"Det som ikke er brukt, er {unused}. Det er det som skal betales tilbake.",
         "Det som ikkje er brukt, er {unused}. Det er det som skal betalast tilbake.",
         "What was not used is {unused}; that is what is to be repaid."}};
    static verdict holds(register_repayment const& e, view<data> const& v) {
        auto const sum = unused(v);
        if (e.amount.value > 0 && e.amount == sum) return true;
        return verdict::fails({{"unused", in_kroner(sum.value > 0 ? sum : ore{})}});
    }
};

struct nothing_unused {
    static constexpr rule_text refusal{"unused_money",
                                       {"{unused} er utbetalt og ikke brukt. Registrer tilbakebetalingen.",
                                        "{unused} er utbetalt og ikkje brukt. Registrer tilbakebetalinga.",
                                        "{unused} was paid and not used. Register the repayment."}};
    static verdict holds(view<data> const& v) {
        auto const sum = unused(v);
        if (sum.value <= 0) return true;
        return verdict::fails({{"unused", in_kroner(sum)}});
    }
};

struct nothing_owed {
    static constexpr rule_text refusal{
        "money_owed",
        {"{owed} er brukt etter tilsagnet og ikke utbetalt. Registrer utbetalingen.",
         "{owed} er brukt etter tilsegnet og ikkje utbetalt. Registrer utbetalinga.",
         "{owed} was used under the award and not paid. Register the disbursement."}};
    static verdict holds(view<data> const& v) {
        auto const sum = unused(v);
        if (sum.value >= 0) return true;
        return verdict::fails({{"owed", in_kroner({-sum.value})}});
    }
};

// --------------------------------------------------------------------------------------------------- actions

void write_content(content const& from, data& to) {
    static_cast<content&>(to) = from;
    to.parties.clear();
    for (auto const& p : parties_of(from)) to.parties.push_back({p});
}

struct store_draft {
    static void run(draft_application const& e, stepping<data>& s) {
        s.data.title = e.title;
        s.data.fund = e.fund;
        s.data.scheme = e.scheme;
        s.data.year = e.year;
        write_content(e, s.data);
    }
    static void run(edit_application const& e, stepping<data>& s) {
        s.data.title = e.title;
        write_content(e, s.data);
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

struct add_supplement {
    static void run(supplement const& e, stepping<data>& s) {
        auto const put = [](auto& field, auto const& value) {
            if (value) field = value;
        };
        put(s.data.starts, e.starts);
        put(s.data.ends, e.ends);
        put(s.data.user_involvement, e.user_involvement);
        put(s.data.implementation_plan, e.implementation_plan);
        put(s.data.evaluation_plan, e.evaluation_plan);
        put(s.data.combined_positions, e.combined_positions);
        s.data.missing.clear();
        s.data.missing_note.reset();
    }
};

struct store_assessment {
    static void run(submit_assessment const& e, stepping<data>& s) { s.data.assessment = e.assessment; }
};

struct flag_members {
    static void run(assess_impartiality const& e, stepping<data>& s) {
        impartiality_assessed assessed{.assessed_on = s.now.today, .concerns = e.concerns};
        auto const applicants = parties_of(s.data);
        for (auto const& [name, seat] : seats_on(s.now.world.at(body_stream("ssu")), s.now.today))
            if (seat.side != side::advisory && std::ranges::any_of(seat.parties, [&](auto const& p) {
                    return applicants.contains(p.value);
                }))
                assessed.employed_by_applicant.push_back({name});
        s.data.impartiality = std::move(assessed);
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

void record_decision(stepping<data>& s) {
    s.data.decided_on = s.now.today;
    s.data.letter.reset(); // of an earlier decision, before a complaint
}
struct store_decision {
    static void run(round_carried const&, stepping<data>& s) { record_decision(s); }
};
struct commit_money { // the fund refuses what its frame does not hold, and then nothing of this happens
    static void run(round_carried const&, stepping<data>& s) {
        record_decision(s);
        auto const& p = *s.data.proposal;
        s.out.push_back({fund_stream(s.data.fund.value), "commit",
                         write(commit{{id_in(s.a_case.stream)}, p.year, p.amount, p.conditional})});
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

// Between public parties an award is no enkeltvedtak (L21); a private applicant has three weeks.
constexpr text no_appeal{
    "Vedtaket kan ikke påklages: det gjelder fordeling av midler mellom offentlige parter (fvl. §§ 2 og 28).",
    "Vedtaket kan ikkje påklagast: det gjeld fordeling av midlar mellom offentlege partar (fvl. §§ 2 og 28).",
    "The decision can't be appealed: it distributes money between public parties (fvl. §§ 2 and 28)."};
constexpr text private_appeal{
    "{applicant} kan klage på vedtaket innen tre uker fra brevet kom fram (fvl. §§ 28 og 29). For de "
    "offentlige søkerne kan det ikke påklages.",
    "{applicant} kan klage på vedtaket innan tre veker frå brevet kom fram (fvl. §§ 28 og 29). For dei "
    "offentlege søkjarane kan det ikkje påklagast.",
    "{applicant} may appeal the decision within three weeks of receiving this letter (fvl. §§ 28 and 29). "
    "For the public applicants it can't be "
    "appealed."};
constexpr text condition_of_frame{"Tilsagnet er gitt under forutsetning av ramme for {year}.",
                                  "Tilsegnet er gitt under føresetnad av ramme for {year}.",
                                  "The award is made on condition of the grant frame for {year}."};

letter_written letter_to_applicants(document const& letter, data const& d, date today) {
    letter_written out{.letter = letter, .sent = today};
    std::string applicants;
    for (auto const& p : d.partners)
        if (p.kind == partner_kind::private_body) applicants += (applicants.empty() ? "" : ", ") + p.name;
    out.appeal = applicants.empty() ? written_out(no_appeal)
                                    : written_out(private_appeal, {{"applicant", applicants}});
    if (!applicants.empty()) out.complaint_deadline = today.plus_days(21);
    return out;
}

struct write_award_letter {
    static void run(send_award_letter const& e, stepping<data>& s) {
        auto letter = letter_to_applicants(e.letter, s.data, s.now.today);
        letter.amount = s.data.proposal->amount;
        if (s.data.proposal->conditional)
            letter.condition =
                written_out(condition_of_frame, {{"year", std::to_string(s.data.proposal->year)}});
        s.data.letter = std::move(letter);
    }
};
struct write_rejection_letter {
    static void run(send_rejection_letter const& e, stepping<data>& s) {
        auto letter = letter_to_applicants(e.letter, s.data, s.now.today);
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
        s.out.push_back({fund_stream(s.data.fund.value), "pay",
                         write(pay{{id_in(s.a_case.stream)}, e.amount, e.voucher})});
    }
};

struct note_start {
    static void run(start_project const&, stepping<data>& s) { s.data.started_on = s.now.today; }
};
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

// What is left of the commitment is free again, whatever is repaid.
void give_back(stepping<data>& s, ore repaid, std::optional<std::string> voucher) {
    auto const stream = fund_stream(s.data.fund.value);
    auto const number = id_in(s.a_case.stream);
    auto const& fund = s.now.world.at(stream);
    auto const released = committed_to(fund, number) + conditional_to(fund, number);
    if (repaid.value > 0 || released.value > 0)
        s.out.push_back(
            {stream, "take_back", write(take_back{{number}, repaid, released, std::move(voucher)})});
}
struct take_repayment {
    static void run(register_repayment const& e, stepping<data>& s) {
        s.data.repaid = e.amount;
        give_back(s, e.amount, e.voucher);
    }
};
struct release_rest {
    static void run(close_grant const&, stepping<data>& s) { give_back(s, {}, {}); }
};

struct note_withdrawal { // of an application, or of an award that is not wanted after all: its money is free
                         // again
    static void run(withdraw_application const& e, stepping<data>& s) {
        s.data.withdrawal = e.reason;
        give_back(s, {}, {});
    }
};

// ----------------------------------------------------------------------------------------------------- table

// Of competing rows the last is tried first, and the first one's refusal is shown when all refuse.
struct definition {
    static constexpr auto id = "grant_application";
    static constexpr int version = 1;
    static constexpr text label{"Søknad om rekrutterings- og samhandlingstilskudd",
                                "Søknad om rekrutterings- og samhandlingstilskot",
                                "Application for the recruitment and collaboration grant"};
    static constexpr auto body = "ssu";
    using data = grant_application_workflow::data;
    using outcome = proposed_outcome;
    static constexpr std::string_view exceptions[]{"F12", "L21"}; // that its guards look for
    using need = requirement;

    using table = rows<
        step<start, draft_application, draft, store_draft, year_is_near, fund_exists, scheme_exists,
             own_party_applies>,
        step<draft, edit_application, draft, store_draft, own_party_applies>,
        step<draft, submit_application, submitted, record_submission, asks_for_money, ends_after_start,
             applicants_are_parties, units_belong, is_joint, each_contributes, has_priority_group,
             groups_in_force>,
        step<draft, withdraw_application, withdrawn, note_withdrawal>,

        step<submitted, begin_screening, screening>,
        step<submitted, withdraw_application, withdrawn, note_withdrawal>,
        step<screening, pass_screening, assessment, none, states<need::end_date>, ends_after_start,
             states<need::user_involvement>, states<need::implementation_plan>, states<need::evaluation_plan>,
             states<need::responsibility>, states<need::employer>, states<need::organising>,
             states<need::financing>>,
        step<screening, return_incomplete, incomplete, list_what_is_missing, something_is_missing>,
        step<screening, withdraw_application, withdrawn, note_withdrawal>,
        step<incomplete, supplement, screening, add_supplement, supplies_something>,
        step<incomplete, withdraw_application, withdrawn, note_withdrawal>,

        step<assessment, submit_assessment, assessment, store_assessment>,
        step<assessment, assess_impartiality, assessment, flag_members, concerns_are_of_members>,
        step<assessment, ask_lsu, lsu_statement, hand_to_lsu, text_has_file, is_an_lsu>,
        step<lsu_statement, round_carried, assessment, back_from_lsu>,
        step<lsu_statement, round_failed, assessment, back_from_lsu>,
        step<lsu_statement, go_on_without_statement, assessment, back_from_lsu>,
        step<assessment, propose_decision, for_ssu, store_proposal, year_is_near, is_assessed,
             impartiality_is_assessed, text_has_file, award_has_amount, within_what_was_applied_for,
             condition_is_stated, condition_is_needed>,
        step<assessment, withdraw_application, withdrawn, note_withdrawal>,

        step<for_ssu, propose_decision, for_ssu, store_proposal, year_is_near, text_has_file, text_is_new,
             award_has_amount, within_what_was_applied_for, condition_is_stated, condition_is_needed>,
        step<for_ssu, round_carried, awarded, commit_money, scheme_in_force, proposes<outcome::award>>,
        step<for_ssu, round_carried, partially_awarded, commit_money, scheme_in_force,
             proposes<outcome::award>, less_than_applied>,
        step<for_ssu, round_carried, deferred, store_decision, proposes<outcome::defer>>,
        step<for_ssu, round_carried, rejected, store_decision, proposes<outcome::reject>>,
        step<for_ssu, round_failed, assessment, note_return>,
        step<for_ssu, withdraw_application, withdrawn, note_withdrawal>,

        step<deferred, resume_assessment, assessment>,
        step<deferred, withdraw_application, withdrawn, note_withdrawal>,

        step<rejected, send_rejection_letter, rejected, write_rejection_letter, no_open_reservation,
             no_letter_yet>,
        step<rejected, register_complaint, assessment, none, letter_is_sent, may_complain, complaint_in_time>,
        step<rejected, close_grant, closed, none, letter_is_sent, complaint_time_is_over>,

        step<awarded, send_award_letter, awarded, write_award_letter, no_open_reservation, no_letter_yet>,
        step<awarded, accept_award, awarded, store_acceptance, letter_is_sent, is_an_applicant,
             speaks_for_party, has_not_accepted>,
        step<awarded, accept_award, accepted, store_acceptance, letter_is_sent, is_an_applicant,
             speaks_for_party, has_not_accepted, is_last_to_accept>,
        step<awarded, withdraw_application, withdrawn, note_withdrawal>,
        step<partially_awarded, send_award_letter, partially_awarded, write_award_letter, no_open_reservation,
             no_letter_yet>,
        step<partially_awarded, accept_award, partially_awarded, store_acceptance, letter_is_sent,
             is_an_applicant, speaks_for_party, has_not_accepted>,
        step<partially_awarded, accept_award, accepted, store_acceptance, letter_is_sent, is_an_applicant,
             speaks_for_party, has_not_accepted, is_last_to_accept>,
        step<partially_awarded, withdraw_application, withdrawn, note_withdrawal>,

        step<accepted, withdraw_application, withdrawn, note_withdrawal>,
        step<accepted, disburse, disbursed, pay_out, pays_something, is_an_applicant, frame_has_come,
             within_commitment>,
        step<disbursed, disburse, disbursed, pay_out, pays_something, is_an_applicant, within_commitment>,
        step<disbursed, start_project, in_progress, note_start>,
        step<in_progress, disburse, in_progress, pay_out, pays_something, is_an_applicant, within_commitment>,
        step<in_progress, report_status, in_progress, store_status, period_not_reported>,
        step<in_progress, begin_reporting, reporting>,
        step<reporting, disburse, reporting, pay_out, pays_something, is_an_applicant, within_commitment>,
        step<reporting, report_status, reporting, store_status, period_not_reported>,
        step<reporting, submit_final_report, reporting, store_final_report, used_within_award>,
        step<reporting, approve_final_report, final_report, none, final_report_is_in>,
        step<final_report, disburse, final_report, pay_out, pays_something, is_an_applicant,
             within_commitment>,
        step<final_report, register_repayment, reclaimed, take_repayment, repays_what_is_unused>,
        step<final_report, close_grant, closed, release_rest, nothing_unused, nothing_owed>>;

    static std::vector<std::string> reads(data const& d, state const&, std::string_view,
                                          json const& payload) {
        std::vector streams{body_stream("ssu")};
        auto const add = [&](std::string const& name, auto const& stream_of) {
            if (!name.empty()) streams.push_back(stream_of(name));
        };
        add(d.fund.value.empty() ? named_in(payload, "fund") : d.fund.value, fund_stream);
        add(d.scheme.value.empty() ? named_in(payload, "scheme") : d.scheme.value, case_stream);
        add(d.lsu ? d.lsu->value : "", body_stream);
        add(named_in(payload, "lsu"), body_stream);
        return streams;
    }

    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const&) {
        if (stands_in<submitted, screening, incomplete, assessment, lsu_statement, for_ssu, deferred>(a_case))
            return {{"grant_decision", last_day_of(d.year)}};
        if (stands_in<rejected>(a_case) && d.letter && d.letter->complaint_deadline)
            return {{"complaint_deadline", *d.letter->complaint_deadline}};
        std::vector<deadline> out;
        if (stands_in<in_progress>(a_case)) {
            auto const reported = [&](reported_period p) {
                return std::ranges::any_of(d.status_reports, [&](auto const& r) { return r.period == p; });
            };
            auto next = period_with(*d.started_on);
            while (reported(next)) next = after(next);
            out.push_back({"status_report", due(next), {by::party_representative}});
        }
        if (stands_in<in_progress, reporting>(a_case) && d.ends && !d.final_account)
            out.push_back({"final_report", final_report_due(*d.ends), {by::party_representative}});
        return out;
    }
};

} // namespace grant_application_workflow

workflow const& grant_application() {
    static machine_workflow<grant_application_workflow::definition> const w;
    return w;
}

} // namespace saksgang
