// A complaint on SSU's decision (fvl. ch. VI), up to what SSU itself makes of it: it changes its decision, dismisses the
// complaint, or sends it to the appeals body with its own view (appealing.hpp).
#pragma once

#include "workflows/grant_application/complaint_conditions.hpp"
#include "workflows/shared/returning.hpp"

namespace saksgang::grant_application_workflow {

struct complaint_for_ssu
    : stage<"Klagen er til behandling i SSU", "Klaga er til behandling i SSU", "The complaint is before SSU">,
      before_ssu {};
struct dismissal_for_ssu
    : stage<"Til behandling i SSU: skal klagen avvises", "Til behandling i SSU: skal klaga avvisast",
            "Before SSU: whether the complaint is dismissed">,
      before_ssu {};
struct complaint_to_answer
    : stage<"Klageren skal ha svar", "Klagaren skal ha svar", "The complainant is to be answered"> {};

// -------------------------------------------------------------------------------------------------- commands

struct register_arrival : called<"Registrer når brevet kom fram", "Registrer når brevet kom fram",
                                 "Register when the letter arrived", by::case_handler> {
    date arrived; // or they ought to have known of the decision; where several applied, the last of them
};
BOOST_DESCRIBE_STRUCT(register_arrival, (), (arrived))
// Whatever it is worth: one that is not to be considered is dismissed, with reasons.
struct register_complaint
    : called<"Registrer klage", "Registrer klage", "Register a complaint", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string complainant;
    document complaint;
    date posted, received;
    std::optional<std::string> legal_interest; // of one who did not apply
    std::optional<date> learned_on;
    std::optional<late_complaint> taken_up_late;
};
BOOST_DESCRIBE_STRUCT(register_complaint, (),
                      (complainant, complaint, posted, received, legal_interest, learned_on, taken_up_late))
struct withdraw_complaint : called<"Registrer at klagen er trukket", "Registrer at klaga er trekt",
                                   "Register that the complaint is withdrawn", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    saksgang::document document;        // from whoever complained
};
BOOST_DESCRIBE_STRUCT(withdraw_complaint, (), (document))
struct propose_to_uphold : called<"Foreslå at vedtaket blir stående", "Foreslå at vedtaket blir ståande",
                                  "Propose that the decision stands", by::case_handler> {
    text_version text; // SSU's view of the complaint
};
BOOST_DESCRIBE_STRUCT(propose_to_uphold, (), (text))
struct propose_to_dismiss : called<"Foreslå at klagen avvises", "Foreslå at klaga blir avvist",
                                   "Propose that the complaint is dismissed", by::case_handler> {
    dismissal_ground ground = dismissal_ground::sent_too_late;
    text_version text; // with the reasons
};
BOOST_DESCRIBE_STRUCT(propose_to_dismiss, (), (ground, text))
struct answer_complainant
    : called<"Send svar til klageren", "Send svar til klagaren", "Answer the complainant", by::case_handler> {
    document letter; // of a dismissal: its reasons, and that it is open to complaint
};
BOOST_DESCRIBE_STRUCT(answer_complainant, (), (letter))

// ------------------------------------------------------------------------------------ guards: letter and arrival

struct letter_is_sent
    : needs<&data::letter, "letter_not_sent", "Brevet til søkerne er ikke sendt.",
            "Brevet til søkjarane er ikkje sendt.", "The letter to the applicants has not been sent."> {};
struct letter_names_appeals_body
    : refuses<"appeals_body_missing", "Brevet må si hvilken klageinstans {applicants} kan klage til.",
              "Brevet må seie kva klageinstans {applicants} kan klage til.",
              "The letter must say which appeals body {applicants} may complain to.",
              "fvl. § 27 tredje ledd"> {
    template <class Event>
    requires requires(Event const& e) { e.appeals_body; }
    static verdict holds(Event const& e, view<data> const& v) {
        auto const may_complain = private_applicants(v.data);
        if (may_complain.empty() || is_decided_on_appeal(v.data)) return verdict::not_at_issue();
        return {is_there(e.appeals_body), {{"applicants", listed(may_complain)}}};
    }
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
        auto const sent = or_empty(v.data.letter).sent;
        return {sent <= e.arrived && e.arrived <= v.now.today, {{"sent", sent.in_numbers()}}};
    }
};
struct arrival_is_known
    : refuses<"arrival_unknown", "Det er ikke registrert når brevet kom fram. Klagefristen løper fra da.",
              "Det er ikkje registrert når brevet kom fram. Klagefristen går frå då.",
              "When the letter arrived has not been registered. The time to complain runs from then.",
              "fvl. § 29 første ledd"> {
    static verdict holds(view<data> const& v) {
        if (private_applicants(v.data).empty() || is_decided_on_appeal(v.data))
            return verdict::not_at_issue();
        return v.data.letter && v.data.letter->complaint_deadline;
    }
};
struct complaint_time_is_over : refuses<"complaint_time_runs", "Det kan klages til og med {deadline}.",
                                        "Det kan klagast til og med {deadline}.",
                                        "A complaint may come until {deadline}.", "fvl. § 29 første ledd"> {
    static verdict holds(view<data> const& v) {
        auto const deadline = v.data.letter ? v.data.letter->complaint_deadline : std::nullopt;
        if (!deadline) return verdict::not_at_issue();
        return {v.now.today > *deadline, {{"deadline", deadline->in_numbers()}}};
    }
};
struct nobody_may_complain : guards<arrival_is_known, complaint_time_is_over> {};
// One that comes late may still be taken up, until a year after the decision.
inline std::optional<date> last_day_to_take_up(data const& d) {
    if (private_applicants(d).empty() || is_decided_on_appeal(d) || !d.decided_on) return {};
    return d.decided_on->plus_months(12);
}
struct may_be_taken_up_late : refuses<"nothing_to_take_up_late", "Ingen klage kan tas opp lenger.",
                                      "Inga klage kan takast opp lenger.",
                                      "No complaint can be taken up any more.", "fvl. § 31 tredje ledd"> {
    static verdict holds(view<data> const& v) {
        auto const last = last_day_to_take_up(v.data);
        return last && v.now.today <= *last;
    }
};
struct none_is_taken_up_late
    : refuses<"complaint_may_be_taken_up", "En klage som kommer for sent, kan tas opp til og med {day}.",
              "Ei klage som kjem for seint, kan takast opp til og med {day}.",
              "A complaint that comes too late may be taken up until {day}.", "fvl. § 31 tredje ledd"> {
    static verdict holds(view<data> const& v) {
        auto const last = last_day_to_take_up(v.data);
        if (!last) return verdict::not_at_issue();
        return {*last < v.now.today, {{"day", last->in_numbers()}}};
    }
};
// Before it is carried out; an exception takes one of each side.
struct complaints_come_first
    : refuses<"complaints_may_come",
              "Det kan fortsatt komme en klage, og før det er avklart, betales det ikke ut og prosjektet "
              "starter ikke. Lederen av SSU kan foreslå et unntak med begrunnelse, som den andre siden "
              "godkjenner.",
              "Det kan framleis kome ei klage, og før det er avklart, blir det ikkje betalt ut og prosjektet "
              "startar ikkje. Leiaren av SSU kan foreslå eit unntak med grunngjeving, som den andre sida "
              "godkjenner.",
              "A complaint may still come, and until that is settled nothing is paid and the project does "
              "not start. The leader of SSU may propose an exception with its reason, which the other side "
              "approves.",
              "own:complaints_come_first"> {
    static verdict holds(view<data> const& v) {
        auto const arrival = arrival_is_known::holds(v), time = complaint_time_is_over::holds(v);
        if (has_exception(v.data, refusal.code) || !(arrival.at_issue || time.at_issue))
            return verdict::not_at_issue();
        return arrival.holds && time.holds;
    }
};

// ----------------------------------------------------------------------------------- guards: a complaint that came

struct posted_before_received
    : refuses<"posted_after_receipt",
              "Klagen må være sendt senest den dagen den kom, og den kan ikke ha kommet etter i dag.",
              "Klaga må vere send seinast den dagen ho kom, og ho kan ikkje ha kome etter i dag.",
              "The complaint must have been sent by the day it came, and can't have come after today."> {
    template <class Event>
    requires requires(Event const& e) { e.posted <= e.received; }
    static verdict holds(Event const& e, view<data> const& v) {
        return e.posted <= e.received && e.received <= v.now.today;
    }
};
struct not_decided_on_appeal
    : refuses<"appeal_is_final", "Klageinstansen har avgjort klagen. Det kan ikke klages igjen.",
              "Klageinstansen har avgjort klaga. Det kan ikkje klagast att.",
              "The appeals body has decided the complaint. There is no further appeal.",
              "fvl. § 28 tredje ledd"> {
    static verdict holds(register_complaint const& e, view<data> const& v) {
        return forbidden_if(
            is_decided_on_appeal(v.data) || std::ranges::any_of(v.data.complaints, [&](auto const& c) {
                return c.complainant == e.complainant && c.outcome == appeal_outcome::decision_upheld;
            }));
    }
};

// ------------------------------------------------------------------------------- guards: back to where the case stood

struct is_not_under_way : refuses<"project_under_way", "Prosjektet er i gang.", "Prosjektet er i gang.",
                                  "The project is under way."> {
    static verdict holds(view<data> const& v) { return !is_under_way(v.data); }
};
struct goes_on_meanwhile
    : refuses<"project_not_under_way", "Prosjektet er ikke i gang.", "Prosjektet er ikkje i gang.",
              "The project is not under way."> { // a complaint does not stop it (fvl. § 42)
    static verdict holds(view<data> const& v) { return is_under_way(v.data); }
};
struct before_complaint { // the state's name
    std::string operator()(view<data> const& v) const {
        auto const& d = v.data;
        if (d.complaints.empty()) return "";
        if (auto const& noted = d.complaints.back().came_from; !noted.empty()) return noted;
        if (!is_awarded(d)) return "rejected";
        if (d.letter && all_have_accepted(d, holder_of(fund_of(v)))) return "accepted";
        return d.decision->amount < d.applied ? "partially_awarded" : "awarded";
    }
};

// Of a project under way, whatever is decided: it goes on, is told, and pays back what it is not to keep.
struct decides_anew
    : refuses<"decision_put_off", "SSU utsatte saken.", "SSU utsette saka.", "SSU put the case off."> {
    static verdict holds(view<data> const& v) {
        return v.data.proposal && v.data.proposal->outcome != proposed_outcome::defer;
    }
};
struct tells_of_award : refuses<"not_awarded", "Det er ikke gitt tilsagn.", "Det er ikkje gjeve tilsegn.",
                                "No award has been made."> {
    static verdict holds(view<data> const& v) { return is_awarded(v.data); }
};
struct tells_of_rejection : refuses<"not_rejected", "Søknaden er ikke avslått.", "Søknaden er ikkje avslått.",
                                    "The application has not been rejected."> {
    static verdict holds(view<data> const& v) { return v.data.decision && !is_awarded(v.data); }
};

// --------------------------------------------------------------------------------------------------- actions

struct note_arrival {
    static void run(register_arrival const& e, stepping<data>& s) {
        auto& letter = there(s.data.letter);
        letter.arrived = e.arrived;
        letter.complaint_deadline = last_day_to_complain(e.arrived);
    }
};
struct record_complaint {
    static void run(register_complaint const& e, stepping<data>& s) {
        step_aside(s.data.complaints.emplace_back(complaint_made{.complainant = e.complainant,
                                                                 .posted = e.posted,
                                                                 .received = e.received,
                                                                 .document = e.complaint,
                                                                 .legal_interest = e.legal_interest,
                                                                 .learned_on = e.learned_on,
                                                                 .taken_up_late = e.taken_up_late}),
                   s);
    }
};
struct record_withdrawal {
    static void run(withdraw_complaint const&, stepping<data>& s) {
        auto* c = complaint_pending(s.data);
        c->withdrawn_on = c->settled_on = s.now.today;
        put_text_back(*c, s);
        s.data.proposed_suspension.reset();
    }
};
struct hold_dismissal {
    static void run(propose_to_dismiss const& e, stepping<data>& s) {
        complaint_pending(s.data)->dismissal = complaint_dismissed{e.ground};
        s.data.text = e.text;
    }
};
struct dismiss_complaint {
    static void run(round_carried const&, stepping<data>& s) {
        auto* c = complaint_pending(s.data);
        c->dismissal->dismissed_on = c->settled_on = s.now.today;
        put_text_back(*c, s);
    }
};
struct drop_dismissal {
    static void run(round_failed const&, stepping<data>& s) {
        if (auto* c = complaint_pending(s.data)) c->dismissal.reset();
    }
};

inline constexpr word_of words_of_complaining[]{
    {"arrived",
     {"Brevet kom fram, eller burde vært kjent", "Brevet kom fram, eller burde vore kjent",
      "The letter arrived, or ought to have been known"}},
    {"complainant", {"Klager", "Klagar", "Complainant"}},
    {"complaint", {"Klage", "Klage", "Complaint"}},
    {"complaints", {"Klager", "Klager", "Complaints"}},
    {"contested_on", {"Klaget på avvisningen", "Klaga på avvisinga", "Dismissal complained of on"}},
    {"dismissal", {"Avvisning", "Avvising", "Dismissal"}},
    {"dismissed_on", {"Avvist", "Avvist", "Dismissed on"}},
    {"learned_on",
     {"Fikk eller burde fått vite om vedtaket", "Fekk eller burde fått vite om vedtaket",
      "Learned, or ought to have learned, of the decision on"}},
    {"legal_interest",
     {"Rettslig klageinteresse", "Rettsleg klageinteresse", "Legal interest"},
     asked_as::long_text},
    {"must_be_considered", {"Skal behandles", "Skal behandlast", "To be considered"}},
    {"no_individual_decision",
     {"Vedtaket er ikke et enkeltvedtak", "Vedtaket er ikkje eit enkeltvedtak",
      "The decision is no individual decision"}},
    {"no_legal_interest",
     {"Klageren er ikke part og har ikke rettslig klageinteresse",
      "Klagaren er ikkje part og har ikkje rettsleg klageinteresse",
      "The complainant is no party and has no legal interest"}},
    {"not_to_blame",
     {"Klageren kan ikke lastes for at fristen gikk ut", "Klagaren kan ikkje lastast for at fristen gjekk ut",
      "The complainant is not to blame for missing the deadline"}},
    {"posted", {"Postlagt eller levert", "Postlagd eller levert", "Posted or handed in"}},
    {"sent_too_late",
     {"Klagen er sendt for sent", "Klaga er send for seint", "The complaint was sent too late"}},
    {"settled_on", {"Avgjort", "Avgjord", "Settled on"}},
    {"special_reasons",
     {"Særlige grunner gjør det rimelig at klagen blir prøvd",
      "Særlege grunnar gjer det rimeleg at klaga blir prøvd",
      "Special reasons make it reasonable to consider the complaint"}},
    {"taken_up_late",
     {"Tas opp selv om den er sen", "Blir teken opp sjølv om ho er sein", "Taken up though late"}},
    {"withdrawn_on", {"Trukket", "Trekt", "Withdrawn on"}},
};

} // namespace saksgang::grant_application_workflow
