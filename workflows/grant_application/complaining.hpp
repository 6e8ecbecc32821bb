// A complaint on SSU's decision, by a private applicant (fvl. ch. VI): SSU changes its decision, or sends the complaint
// to the appeals body with its own view.
#pragma once

#include "workflows/grant_application/deciding.hpp"

namespace saksgang::grant_application_workflow {

struct complaint_for_ssu
    : stage<"Klagen er til behandling i SSU", "Klaga er til behandling i SSU", "The complaint is before SSU">,
      before_ssu {};
struct complaint_to_forward : stage<"Klagen skal sendes klageinstansen", "Klaga skal sendast klageinstansen",
                                    "The complaint is to be sent to the appeals body"> {};
struct before_appeals_body : stage<"Hos klageinstansen", "Hos klageinstansen", "Before the appeals body"> {};

// -------------------------------------------------------------------------------------------------- commands

struct register_arrival : called<"Registrer når brevet kom fram", "Registrer når brevet kom fram",
                                 "Register when the letter arrived", by::case_handler> {
    date arrived; // or they ought to have known of the decision; where several applied, the last of them
};
BOOST_DESCRIBE_STRUCT(register_arrival, (), (arrived))
struct register_complaint
    : called<"Registrer klage", "Registrer klage", "Register a complaint", by::case_handler> {
    std::string complainant;
    document complaint;
    date posted, received;
};
BOOST_DESCRIBE_STRUCT(register_complaint, (), (complainant, complaint, posted, received))
struct propose_to_uphold : called<"Foreslå at vedtaket blir stående", "Foreslå at vedtaket blir ståande",
                                  "Propose that the decision stands", by::case_handler> {
    text_version text; // SSU's view of the complaint
};
BOOST_DESCRIBE_STRUCT(propose_to_uphold, (), (text))
struct forward_complaint : called<"Send klagen til klageinstansen", "Send klaga til klageinstansen",
                                  "Send the complaint to the appeals body", by::case_handler> {
    std::string appeals_body;
    document letter; // with the case's documents and SSU's view
};
BOOST_DESCRIBE_STRUCT(forward_complaint, (), (appeals_body, letter))
struct register_appeal_outcome
    : called<"Registrer klageinstansens avgjørelse", "Registrer avgjerda til klageinstansen",
             "Register the decision of the appeals body", by::case_handler> {
    appeal_outcome outcome = appeal_outcome::decision_upheld;
    std::optional<ore> amount; // where the decision was changed; nothing: nothing is awarded
    std::optional<int> year;   // whose frame; that of the application where nothing is said
    document appeal_decision;

    int from_frame(data const& d) const { return year.value_or(d.year); }
    ore awards() const { return amount.value_or(ore{}); }
};
BOOST_DESCRIBE_STRUCT(register_appeal_outcome, (), (outcome, amount, year, appeal_decision))

// ------------------------------------------------------------------------------------------ guards: in due time

struct letter_is_sent
    : needs<&data::letter, "letter_not_sent", "Brevet til søkerne er ikke sendt.",
            "Brevet til søkjarane er ikkje sendt.", "The letter to the applicants has not been sent."> {};
struct may_complain : refuses<"no_right_to_complain", "Vedtaket kan ikke påklages: ingen private har søkt.",
                              "Vedtaket kan ikkje påklagast: ingen private har søkt.",
                              "The decision can't be appealed: no private body has applied.",
                              "fvl. § 2 første ledd bokstav a; fvl. § 2 første ledd bokstav b; fvl. § 2 "
                              "fjerde ledd; fvl. § 28 første ledd"> {
    static verdict holds(view<data> const& v) { return !private_applicants(v.data).empty(); }
};
struct arrival_is_open : refuses<"arrival_registered", "Brevet kom fram {arrived}.",
                                 "Brevet kom fram {arrived}.", "The letter arrived on {arrived}."> {
    static verdict holds(view<data> const& v) {
        auto const arrived = v.data.letter ? v.data.letter->arrived : std::nullopt;
        return {!arrived, {{"arrived", arrived ? arrived->in_numbers() : ""}}};
    }
};
struct arrives_after_dispatch
    : refuses<"arrival_impossible",
              "Brevet ble sendt {sent}. Det må ha kommet fram den dagen eller senere, og senest i dag.",
              "Brevet vart sendt {sent}. Det må ha kome fram den dagen eller seinare, og seinast i dag.",
              "The letter was sent on {sent}. It must have arrived on that day or later, and not after "
              "today."> {
    static verdict holds(register_arrival const& e, view<data> const& v) {
        auto const sent = v.data.letter->sent;
        return {sent <= e.arrived && e.arrived <= v.now.today, {{"sent", sent.in_numbers()}}};
    }
};
struct complainant_applied
    : refuses<"complainant_did_not_apply", "«{complainant}» er ikke blant de private søkerne: {applicants}.",
              "«{complainant}» er ikkje blant dei private søkjarane: {applicants}.",
              "“{complainant}” is not among the private applicants: {applicants}.", "fvl. § 28 første ledd"> {
    static verdict holds(register_complaint const& e, view<data> const& v) {
        auto const all = private_applicants(v.data);
        return {std::ranges::find(all, e.complainant) != all.end(),
                {{"complainant", e.complainant}, {"applicants", listed(all)}}};
    }
};
struct posted_before_received
    : refuses<"posted_after_receipt",
              "Klagen må være sendt senest den dagen den kom, og den kan ikke ha kommet etter i dag.",
              "Klaga må vere send seinast den dagen ho kom, og ho kan ikkje ha kome etter i dag.",
              "The complaint must have been sent by the day it came, and can't have come after today."> {
    static verdict holds(register_complaint const& e, view<data> const& v) {
        return e.posted <= e.received && e.received <= v.now.today;
    }
};
// In time if sent in time. Three weeks run from when the letter arrived: while that is not known, they have not run out.
struct complaint_in_time
    : refuses<"complaint_too_late",
              "Klagefristen gikk ut {deadline}. Taler særlige grunner for å ta opp klagen likevel, kan "
              "lederen av SSU foreslå et unntak med begrunnelse, som den andre siden godkjenner.",
              "Klagefristen gjekk ut {deadline}. Talar særlege grunnar for å ta opp klaga likevel, kan "
              "leiaren av SSU foreslå eit unntak med grunngjeving, som den andre sida godkjenner.",
              "The time to complain ran out on {deadline}. If special reasons speak for taking it up all the "
              "same, the leader of SSU may propose an exception with its reason, which the other side "
              "approves.",
              "fvl. § 29 første ledd; fvl. § 30; fvl. § 31 første ledd"> {
    static verdict holds(register_complaint const& e, view<data> const& v) {
        auto const& deadline = v.data.letter->complaint_deadline;
        if (!deadline || e.posted <= *deadline || has_exception(v.data, refusal.code)) return true;
        return verdict::fails({{"deadline", deadline->in_numbers()}});
    }
};
struct not_decided_on_appeal
    : refuses<"appeal_is_final", "Klageinstansen har avgjort klagen. Det kan ikke klages igjen.",
              "Klageinstansen har avgjort klaga. Det kan ikkje klagast att.",
              "The appeals body has decided the complaint. There is no further appeal.",
              "fvl. § 28 tredje ledd"> {
    static verdict holds(register_complaint const& e, view<data> const& v) {
        return !is_decided_on_appeal(v.data) && std::ranges::none_of(v.data.complaints, [&](auto const& c) {
            return c.complainant == e.complainant && c.outcome == appeal_outcome::decision_upheld;
        });
    }
};
struct arrival_is_known
    : refuses<"arrival_unknown", "Det er ikke registrert når brevet kom fram. Klagefristen løper fra da.",
              "Det er ikkje registrert når brevet kom fram. Klagefristen går frå då.",
              "When the letter arrived has not been registered. The time to complain runs from then.",
              "fvl. § 29 første ledd"> {
    static verdict holds(view<data> const& v) {
        return private_applicants(v.data).empty() || is_decided_on_appeal(v.data) ||
               (v.data.letter && v.data.letter->complaint_deadline);
    }
};
struct complaint_time_is_over : refuses<"complaint_time_runs", "Det kan klages til og med {deadline}.",
                                        "Det kan klagast til og med {deadline}.",
                                        "A complaint may come until {deadline}.", "fvl. § 29 første ledd"> {
    static verdict holds(view<data> const& v) {
        auto const deadline = v.data.letter ? v.data.letter->complaint_deadline : std::nullopt;
        if (!deadline || v.now.today > *deadline) return true;
        return verdict::fails({{"deadline", deadline->in_numbers()}});
    }
};
struct nobody_may_complain : guards<arrival_is_known, complaint_time_is_over> {};
struct complaint_is_open : refuses<"no_complaint", "Det er ingen klage til behandling.",
                                   "Det er inga klage til behandling.", "No complaint is under way."> {
    static verdict holds(view<data> const& v) { return complaint_pending(v.data) != nullptr; }
};

// ------------------------------------------------------------------------------------ guards: the appeals body

template <appeal_outcome O>
struct outcome_is : refuses<"appeal_otherwise", "Klageinstansen kom til noe annet.",
                            "Klageinstansen kom til noko anna.", "The appeals body decided otherwise."> {
    static verdict holds(register_appeal_outcome const& e, view<data> const&) { return e.outcome == O; }
};
struct changes_it : guards<complaint_is_open, outcome_is<appeal_outcome::decision_changed>, year_is_near,
                           within_what_was_applied_for> {};
struct upholds_it : guards<complaint_is_open, outcome_is<appeal_outcome::decision_upheld>> {};
struct sets_it_aside : guards<complaint_is_open, outcome_is<appeal_outcome::decision_set_aside>> {};
struct gives_a_part
    : refuses<"appeal_gives_all_or_nothing", "Skriv et beløp som er mindre enn det som er søkt om.",
              "Skriv eit beløp som er mindre enn det som er søkt om.",
              "State an amount that is less than was applied for."> {
    static verdict holds(register_appeal_outcome const& e, view<data> const& v) {
        return e.awards().value > 0 && e.awards() < v.data.applied;
    }
};
struct gives_all : refuses<"appeal_gives_less", "Det er ikke hele beløpet.", "Det er ikkje heile beløpet.",
                           "That is not the whole amount."> {
    static verdict holds(register_appeal_outcome const& e, view<data> const& v) {
        return e.awards() == v.data.applied;
    }
};
struct gives_nothing : refuses<"appeal_gives_something", "Det er innvilget noe.", "Det er innvilga noko.",
                               "Something is awarded."> {
    static verdict holds(register_appeal_outcome const& e, view<data> const&) {
        return e.awards().value == 0;
    }
};
template <literal Code>
struct stood : refuses<Code, "Vedtaket det er klaget på, var et annet.",
                       "Vedtaket det er klaga på, var eit anna.", "The decision complained of was another."> {
};
struct had_been_accepted : stood<"not_accepted_before"> {
    static verdict holds(view<data> const& v) {
        return is_awarded(v.data) && v.data.letter &&
               std::ranges::all_of(those_who_accept(v.data, holder_of(fund_of(v))),
                                   [&](auto const& who) { return has_accepted(v.data, who); });
    }
};
struct had_given_a_part : stood<"not_in_part_before"> {
    static verdict holds(view<data> const& v) {
        return is_awarded(v.data) && v.data.decision->amount < v.data.applied;
    }
};
struct had_given_all : stood<"not_awarded_before"> {
    static verdict holds(view<data> const& v) { return is_awarded(v.data); }
};

// --------------------------------------------------------------------------------------------------- actions

struct note_arrival {
    static void run(register_arrival const& e, stepping<data>& s) {
        s.data.letter->arrived = e.arrived;
        s.data.letter->complaint_deadline = last_day_to_complain(e.arrived);
    }
};
struct record_complaint {
    static void run(register_complaint const& e, stepping<data>& s) {
        s.data.complaints.push_back({e.complainant, e.posted, e.received, e.complaint});
    }
};
struct record_forwarding {
    static void run(forward_complaint const& e, stepping<data>& s) {
        auto* c = complaint_pending(s.data);
        c->appeals_body = e.appeals_body;
        c->forwarded_on = s.now.today;
    }
};
struct settle_complaint {
    static void run(register_appeal_outcome const& e, stepping<data>& s) {
        auto* c = complaint_pending(s.data);
        c->outcome = e.outcome;
        c->settled_on = s.now.today;
    }
};
struct annul_decision : actions<settle_complaint, clears<&data::decision>, free_the_money> {};
struct put_changed_in_force {
    static void run(register_appeal_outcome const& e, stepping<data>& s) {
        settle_complaint::run(e, s);
        auto const outcome = e.awards().value > 0 ? proposed_outcome::award : proposed_outcome::reject;
        put_in_force({outcome, e.awards(), e.from_frame(s.data), false}, s);
    }
};

inline constexpr word_of words_of_complaining[]{
    {"appeal_decision",
     {"Klageinstansens avgjørelse", "Avgjerda til klageinstansen", "Decision of the appeals body"}},
    {"appeals_body", {"Klageinstans", "Klageinstans", "Appeals body"}},
    {"arrived",
     {"Brevet kom fram, eller burde vært kjent", "Brevet kom fram, eller burde vore kjent",
      "The letter arrived, or ought to have been known"}},
    {"complainant", {"Klager", "Klagar", "Complainant"}},
    {"complaint", {"Klage", "Klage", "Complaint"}},
    {"complaints", {"Klager", "Klager", "Complaints"}},
    {"decision_changed", {"Vedtaket er endret", "Vedtaket er endra", "Decision changed"}},
    {"decision_set_aside",
     {"Vedtaket er opphevet og saken sendt tilbake", "Vedtaket er oppheva og saka send tilbake",
      "Decision set aside, and the case sent back"}},
    {"decision_upheld", {"Vedtaket står", "Vedtaket står", "Decision upheld"}},
    {"forwarded_on", {"Sendt klageinstansen", "Send klageinstansen", "Sent to the appeals body"}},
    {"posted", {"Postlagt eller levert", "Postlagd eller levert", "Posted or handed in"}},
    {"settled_on", {"Avgjort", "Avgjord", "Settled on"}},
};

} // namespace saksgang::grant_application_workflow
