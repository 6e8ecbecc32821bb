// When a complaint is considered: it is on an individual decision, of one whom that concerns, and in time. Where one of
// these fails it is dismissed (fvl. § 33 andre ledd). And what SSU may then make of its own decision.
#pragma once

#include "workflows/grant_application/deciding.hpp"

namespace saksgang::grant_application_workflow {

struct may_complain : refuses<"no_right_to_complain", "Vedtaket kan ikke påklages: ingen private har søkt.",
                              "Vedtaket kan ikkje påklagast: ingen private har søkt.",
                              "The decision can't be appealed: no private body has applied.",
                              "fvl. § 2 første ledd bokstav a; fvl. § 2 første ledd bokstav b; fvl. § 2 "
                              "fjerde ledd; fvl. § 28 første ledd"> {
    static verdict holds(view<data> const& v) { return !private_applicants(v.data).empty(); }
};
struct complaint_is_open : refuses<"no_complaint", "Det er ingen klage til behandling.",
                                   "Det er inga klage til behandling.", "No complaint is under way."> {
    static verdict holds(view<data> const& v) { return complaint_pending(v.data) != nullptr; }
};

inline bool applied(complaint_made const& c, data const& d) {
    auto const all = private_applicants(d);
    return std::ranges::find(all, c.complainant) != all.end();
}
// None: it does not run yet. Whoever did not apply has it from when they learned of the decision; where it gives others
// a right, for three months at most (fvl. § 29).
inline std::optional<date> last_day_for(complaint_made const& c, data const& d) {
    if (applied(c, d)) return d.letter ? d.letter->complaint_deadline : std::nullopt;
    if (!c.learned_on || !d.decided_on) return {};
    auto const last = last_day_to_complain(*c.learned_on);
    return is_awarded(d) ? std::min(last, working_day_from(d.decided_on->plus_months(3))) : last;
}
// The complaint that SSU is to consider: none, or one whose conditions SSU has to look at.
inline complaint_made const* complaint_to_judge(data const& d) {
    auto const* c = complaint_pending(d);
    return c && !c->must_be_considered ? c : nullptr;
}
// The last day of the one to judge, where it was sent after it.
inline std::optional<date> missed_deadline(data const& d) {
    auto const* c = complaint_to_judge(d);
    auto const last = c ? last_day_for(*c, d) : std::nullopt;
    return last && *last < c->posted ? last : std::nullopt;
}
struct decision_is_individual : may_complain {
    static verdict holds(view<data> const& v) {
        return complaint_to_judge(v.data) ? may_complain::holds(v) : verdict::not_at_issue();
    }
};
struct complainant_is_concerned
    : refuses<"complainant_not_concerned",
              "{complainant} har ikke søkt, og det er ikke skrevet hvilken rettslig klageinteresse klageren "
              "har. Klagen må avvises.",
              "{complainant} har ikkje søkt, og det er ikkje skrive kva rettsleg klageinteresse klagaren "
              "har. Klaga må avvisast.",
              "{complainant} did not apply, and no legal interest is stated. The complaint must be "
              "dismissed.",
              "fvl. § 28 første ledd; fvl. § 33 andre ledd"> {
    static verdict holds(view<data> const& v) {
        auto const* c = complaint_to_judge(v.data);
        if (!c) return verdict::not_at_issue();
        return {applied(*c, v.data) || c->legal_interest, {{"complainant", c->complainant}}};
    }
};
// In time if sent in time. While it is not known when the three weeks began they have not run out.
struct complaint_in_time
    : refuses<"complaint_too_late",
              "Klagefristen gikk ut {deadline}. Klagen må avvises, med mindre det er registrert at klageren "
              "ikke kan lastes for det, eller at særlige grunner taler for å ta den opp.",
              "Klagefristen gjekk ut {deadline}. Klaga må avvisast, om det ikkje er registrert at klagaren "
              "ikkje kan lastast for det, eller at særlege grunnar talar for å ta henne opp.",
              "The time to complain ran out on {deadline}. The complaint must be dismissed, unless it is "
              "registered that the complainant is not to blame, or that special reasons speak for taking it "
              "up.",
              "fvl. § 29; fvl. § 30; fvl. § 31 første ledd; fvl. § 33 andre ledd"> {
    static verdict holds(view<data> const& v) {
        auto const* c = complaint_to_judge(v.data);
        if (!c) return verdict::not_at_issue();
        auto const deadline = missed_deadline(v.data);
        if (!deadline || c->taken_up_late || has_exception(v.data, refusal.code)) // as it was taken up before
            return true;
        return verdict::fails({{"deadline", deadline->in_numbers()}});
    }
};
struct complaint_within_a_year
    : refuses<"complaint_after_a_year",
              "Klagen er sendt for sent og mer enn ett år etter vedtaket {decided}. Den må avvises.",
              "Klaga er send for seint og meir enn eitt år etter vedtaket {decided}. Ho må avvisast.",
              "The complaint was sent too late, and more than a year after the decision of {decided}. It "
              "must be dismissed.",
              "fvl. § 31 tredje ledd; fvl. § 33 andre ledd"> {
    static verdict holds(view<data> const& v) {
        auto const& decided = v.data.decided_on;
        if (!decided || !missed_deadline(v.data)) return verdict::not_at_issue();
        return {complaint_to_judge(v.data)->posted <= decided->plus_months(12),
                {{"decided", decided->in_numbers()}}};
    }
};
struct complaint_is_considered
    : guards<decision_is_individual, complainant_is_concerned, complaint_in_time, complaint_within_a_year> {};
// Of one who applied; what is in the favour of one who did not, only SSU can say.
struct favours_complainant
    : refuses<
          "change_to_detriment",
          "På en klage kan SSU bare endre vedtaket til gunst for {complainant}. Skal vedtaket stå, sendes "
          "klagen til klageinstansen.",
          "På ei klage kan SSU berre endre vedtaket til gunst for {complainant}. Skal vedtaket stå, blir "
          "klaga send til klageinstansen.",
          "On a complaint SSU may change its decision only in favour of {complainant}. If the decision "
          "is to stand, the complaint is sent to the appeals body.",
          "fvl. § 33 andre ledd; fvl. § 34 tredje ledd"> {
    static verdict holds(propose_decision const& e, view<data> const& v) {
        auto const* c = complaint_pending(v.data);
        if (!c || !v.data.decision || !applied(*c, v.data) || e.outcome == proposed_outcome::defer)
            return verdict::not_at_issue();
        auto const now = is_awarded(v.data) ? *v.data.decision : ssu_proposal{};
        auto const then = e.as_proposal(v.data);
        bool const more = then.amount > now.amount;
        bool const surer = then.amount == now.amount && now.conditional && !then.conditional;
        return {e.outcome == proposed_outcome::award && (more || surer), {{"complainant", c->complainant}}};
    }
};
struct may_be_dismissed
    : refuses<"must_be_considered", "Klageinstansen har opphevet avvisningen. Klagen skal behandles.",
              "Klageinstansen har oppheva avvisinga. Klaga skal behandlast.",
              "The appeals body has set the dismissal aside. The complaint is to be considered.",
              "fvl. § 34 fjerde ledd"> {
    static verdict holds(view<data> const& v) {
        auto const* c = complaint_pending(v.data);
        return forbidden_if(c && c->must_be_considered);
    }
};

} // namespace saksgang::grant_application_workflow
