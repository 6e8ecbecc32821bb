// The professional assessment, with who may decide and an LSU's statement, and SSU's decision.
#pragma once

#include "workflows/grant_application/data.hpp"

namespace saksgang::grant_application_workflow {

// What SSU decides on here, and who of it must be ruled on first (fvl. § 8).
inline std::optional<round_spec> decision_of_ssu(data const& d, std::optional<text_version> const& text,
                                                 situation const& now) {
    auto spec = consent_as_it_stands("ssu", decision_kind::decision, text); // and the sum in it
    if (spec && d.impartiality)
        spec->recusals = to_be_settled(*d.impartiality, now.world.at(body_stream("ssu")), now.today);
    return spec;
}
struct before_ssu {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const& now) {
        return decision_of_ssu(d, d.text, now);
    }
};

struct assessment : stage<"Faglig vurdering", "Fagleg vurdering", "Professional assessment"> {};
struct lsu_statement : stage<"Til uttalelse i LSU", "Til fråsegn i LSU", "Before the LSU for a statement"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const& now) {
        if (!d.lsu) return {};
        auto spec = consent_in(d.lsu->value, decision_kind::statement, d.text);
        if (spec)
            spec->recusals = to_be_settled(d.lsu_impartiality, now.world.at(d.lsu->stream()), now.today);
        return spec;
    }
};
struct for_ssu : stage<"Til behandling i SSU", "Til behandling i SSU", "Before SSU">, before_ssu {};
struct deferred : stage<"Utsatt", "Utsett", "Deferred"> {};
struct rejected : stage<"Avslått", "Avslått", "Rejected"> {};
struct rejection_stands : stage<"Avslått, og klagefristen er ute", "Avslått, og klagefristen er ute",
                                "Rejected, and the time to complain is over"> {};
struct awarded : stage<"Innvilget", "Innvilga", "Awarded"> {};
struct partially_awarded : stage<"Delvis innvilget", "Delvis innvilga", "Partially awarded"> {};

// -------------------------------------------------------------------------------------------------- commands

struct submit_assessment : called<"Legg inn vurderingsnotatet", "Legg inn vurderingsnotatet",
                                  "Submit the assessment note", by::case_handler> {
    document assessment;
};
BOOST_DESCRIBE_STRUCT(submit_assessment, (), (assessment))
struct assess_impartiality
    : called<"Vurder habilitet", "Vurder habilitet", "Assess impartiality", by::case_handler> {
    std::vector<concern> concerns;                        // none but the employer's: an empty list
    std::optional<std::vector<id>> employed_by_applicant; // seats, besides those of whom it is registered
    std::optional<concern_about_handler> about_handler;   // beyond whom they work for
};
BOOST_DESCRIBE_STRUCT(assess_impartiality, (), (concerns, employed_by_applicant, about_handler))
struct rule_on_handler
    : called<"Registrer avgjørelsen om saksbehandlerens habilitet",
             "Registrer avgjerda om habiliteten til saksbehandlaren",
             "Register the ruling on the case handler's impartiality", by::leader_of<"ssu">> {
    bool disqualified = false;
    std::string hjemmel;
    std::optional<personal_text> reasons;
};
BOOST_DESCRIBE_STRUCT(rule_on_handler, (), (disqualified, hjemmel, reasons))
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
    ssu_proposal as_proposal(data const& d) const {
        return {outcome, amount.value_or(ore{}), from_frame(d), conditional.value_or(false)};
    }
};
BOOST_DESCRIBE_STRUCT(propose_decision, (), (outcome, amount, year, conditional, text))
struct resume_assessment : called<"Ta opp igjen", "Ta opp att", "Resume", by::case_handler> {};

// ----------------------------------------------------------------------------------- guards: what is proposed

struct is_an_lsu
    : names_a_body<&ask_lsu::lsu, body_kinds::local, "not_an_lsu",
                   "«{body}» er ikke et lokalt samarbeidsutvalg.",
                   "«{body}» er ikkje eit lokalt samarbeidsutval.", "“{body}” is not a local committee."> {};
struct is_assessed : needs<&data::assessment, "assessment_missing", "Vurderingsnotatet mangler.",
                           "Vurderingsnotatet manglar.", "The assessment note is missing."> {};
struct impartiality_is_assessed : needs<&data::impartiality, "impartiality_not_assessed",
                                        "Habiliteten til dem som skal behandle søknaden, er ikke vurdert.",
                                        "Habiliteten til dei som skal behandle søknaden, er ikkje vurdert.",
                                        "The impartiality of those who are to decide has not been assessed.",
                                        "own:impartiality_is_assessed; fvl. § 6"> {};
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
    template <class Event>
    requires requires(Event const& e) { e.amount->value; }
    static verdict holds(Event const& e, view<data> const& v) {
        return {!e.amount || *e.amount <= v.data.applied, {{"applied", in_kroner(v.data.applied)}}};
    }
};
// An award on a frame that is not there yet is made on condition of it, and only then.
struct condition_is_stated
    : refuses<"frame_not_there_yet", "Rammen for {year} er ikke kommet. Tilsagnet må gis på vilkår av den.",
              "Ramma for {year} er ikkje komen. Tilsegna må gjevast på vilkår av henne.",
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
    : refuses<"frame_is_there", "Rammen for {year} er kommet. Tilsagnet trenger ikke noe vilkår.",
              "Ramma for {year} er komen. Tilsegna treng ikkje noko vilkår.",
              "The frame for {year} is there. The award needs no condition."> {
    static verdict holds(propose_decision const& e, view<data> const& v) {
        auto const year = e.from_frame(v.data);
        return {e.outcome != proposed_outcome::award || !e.conditional.value_or(false) ||
                    !has_frame(fund_of(v), year),
                {{"year", std::to_string(year)}}};
    }
};
// What is missing may be refused or deferred, not awarded.
struct is_complete_or_not_awarded
    : refuses<
          "incomplete_not_awarded",
          "Søknaden mangler noe, eller søkerne har ikke bekreftet den. Den kan "
          "avslås eller utsettes, ikke innvilges.",
          "Søknaden manglar noko, eller søkjarane har ikkje stadfesta han. Han kan avslåast eller utsetjast, "
          "ikkje innvilgast.",
          "The application lacks something, or the applicants have not confirmed it. It can be rejected or "
          "deferred, not awarded."> {
    static verdict holds(propose_decision const& e, view<data> const& v) {
        return e.outcome != proposed_outcome::award ||
               (unanswered(v.data).empty() && v.data.to_confirm.empty());
    }
};
struct sum_is_sound : guards<is_complete_or_not_awarded, award_has_amount, within_what_was_applied_for,
                             condition_is_stated, condition_is_needed> {};
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
// On a complaint SSU changes its decision, or sends the complaint on with its view.
struct changes_what_is_complained_of
    : refuses<"decision_unchanged",
              "Forslaget er det samme som vedtaket det er klaget på. Skal vedtaket stå, sendes klagen til "
              "klageinstansen.",
              "Forslaget er det same som vedtaket det er klaga på. Skal vedtaket stå, blir klaga send til "
              "klageinstansen.",
              "The proposal is the decision that is complained of. If that is to stand, the complaint is "
              "sent to the appeals body.",
              "fvl. § 33 andre ledd; fvl. § 33 fjerde ledd"> {
    static verdict holds(propose_decision const& e, view<data> const& v) {
        if (!complaint_pending(v.data) || !v.data.decision) return verdict::not_at_issue();
        auto const& now = *v.data.decision;
        return e.outcome != now.outcome ||
               (e.outcome == proposed_outcome::award && e.as_proposal(v.data) != now);
    }
};

// ------------------------------------------------------------------------------- guards: what SSU has agreed on

// F12. The exception stands on the case's first page for ever.
inline bool is_in_force(state const& scheme) {
    constexpr std::string_view in_force[]{"adopted", "call_open", "call_closed", "abandoning_for_ssu"};
    return std::ranges::find(in_force, scheme.name) != std::end(in_force);
}
struct scheme_in_force
    : refuses<"scheme_not_adopted",
              "Tilskuddsordningen er ikke vedtatt, eller den er avregnet eller skrinlagt. Lederen av SSU kan "
              "foreslå et unntak med begrunnelse; når den andre siden har godkjent det, kan det innvilges.",
              "Tilskotsordninga er ikkje vedteken, eller ho er avrekna eller skrinlagd. Leiaren av SSU kan "
              "foreslå eit unntak med grunngjeving; når den andre sida har godkjent det, kan det innvilgast.",
              "The grant scheme has not been adopted, or has been settled or given up. The leader of SSU may "
              "propose an exception with its reason; once the other side has approved it, it can be awarded.",
              "own:award_under_adopted_scheme"> {
    static verdict holds(view<data> const& v) {
        if (has_exception(v.data, refusal.code)) return verdict::not_at_issue();
        return is_in_force(v.now.world.at(case_stream(v.data.scheme.value)));
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

// --------------------------------------------------------------------------------------------------- actions

struct flag_members {
    static void run(assess_impartiality const& e, stepping<data>& s) {
        auto const parties = parties_of(s.data);
        s.data.impartiality =
            assessed(s.now, "ssu", parties, e.concerns, e.employed_by_applicant.value_or(std::vector<id>{}));
        auto const& handler = s.data.handler;
        look_at_handler(*s.data.impartiality, handler.value.empty() ? id{s.now.person} : handler, parties,
                        e.about_handler, s.now);
    }
};
struct store_ruling_on_handler {
    static void run(rule_on_handler const& e, stepping<data>& s) {
        for (auto& c : there(s.data.impartiality).handler_conflicts)
            c.disqualified = e.disqualified, c.hjemmel = e.hjemmel, c.reasons = e.reasons;
    }
};
// While the LSU has the case it is the LSU's: its leader and members take part as in their own.
struct hand_to_lsu {
    static void run(ask_lsu const& e, stepping<data>& s) {
        s.data.lsu = s.data.body = e.lsu;
        s.data.lsu_impartiality = assessed(s.now, e.lsu.value, parties_of(s.data));
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
        s.data.proposal = e.as_proposal(s.data);
    }
};
// Instead of an earlier one, with its letter and its money. The fund refuses what its frame does not hold, and then
// nothing of this happens.
inline void put_in_force(ssu_proposal const& decided, stepping<data>& s) {
    give_back(s, {}, {});
    s.data.decision = decided;
    s.data.decided_on = s.now.today;
    s.data.letter.reset();
    if (!is_under_way(s.data)) s.data.acceptances.clear();
    s.data.given_up.clear();
    auto const number = id_in(s.a_case.stream);
    auto const unpaid = decided.amount - paid_to(s.now.world.at(s.data.fund.stream()), number);
    if (decided.outcome == proposed_outcome::award && unpaid.value > 0)
        s.send(s.data.fund.stream(), commit{{number}, decided.year, unpaid, decided.conditional});
}
struct decide {
    static void run(round_carried const&, stepping<data>& s) {
        put_in_force(or_empty(s.data.proposal), s);
        if (auto* c = complaint_pending(s.data)) {
            c->settled_on = s.now.today;
            c->text_before.reset();
        }
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

inline constexpr word_of words_of_deciding[]{
    {"exception_needed",
     {"Trenger et unntak før det kan innvilges", "Treng eit unntak før det kan innvilgast",
      "Needs an exception before it can be awarded"}},
    {"grant_decision", {"Avgjørelse om tilskudd", "Avgjerd om tilskot", "Decision on the grant"}},
};

} // namespace saksgang::grant_application_workflow
