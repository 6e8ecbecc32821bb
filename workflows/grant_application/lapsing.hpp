// An award that falls: nobody accepted it in time, or the frame that it was made on condition of never came. Its money is
// free again, and the applicants are told.
#pragma once

#include "workflows/grant_application/carrying_out.hpp"

namespace saksgang::grant_application_workflow {

struct lapse_for_ssu
    : stage<"Til behandling i SSU: skal tilsagnet falle bort",
            "Til behandling i SSU: skal tilsegna falle bort", "Before SSU: whether the award lapses"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const& now) {
        if (!d.proposed_lapse) return {};
        return decision_of_ssu(d, d.proposed_lapse->text, now);
    }
};
struct lapse_agreed
    : stage<"Tilsagnet faller bort, og søkerne skal ha brev", "Tilsegna fell bort, og søkjarane skal ha brev",
            "The award lapses, and the applicants are to be told"> {};
struct lapsed : ending<"Tilsagnet er falt bort", "Tilsegna er fallen bort", "Award lapsed"> {};

// -------------------------------------------------------------------------------------------------- commands

struct set_acceptance_deadline
    : called<"Sett ny frist for å akseptere", "Set ny frist for å akseptere",
             "Set another deadline for acceptance", by::case_handler, by::finance> {
    static constexpr bool task = false; // may be done, and waits for nobody
    date accept_by;
    document letter;
};
BOOST_DESCRIBE_STRUCT(set_acceptance_deadline, (), (accept_by, letter))
struct lapse_award : called<"Registrer at tilsagnet faller bort", "Registrer at tilsegna fell bort",
                            "Register that the award lapses", by::case_handler, by::finance> {
    static constexpr bool task = false;
    std::string reason;
    document letter; // to the applicants
};
BOOST_DESCRIBE_STRUCT(lapse_award, (), (reason, letter))
struct propose_lapse
    : called<"Foreslå for SSU at tilsagnet faller bort", "Foreslå for SSU at tilsegna fell bort",
             "Propose to SSU that the award lapses", by::case_handler> {
    static constexpr bool task = false;
    std::string reason;
    text_version text;
};
BOOST_DESCRIBE_STRUCT(propose_lapse, (), (reason, text))
struct send_lapse_letter
    : called<"Send brev om at tilsagnet er falt bort", "Send brev om at tilsegna er fallen bort",
             "Send the letter that the award has lapsed", by::case_handler, by::finance> {
    document letter;
};
BOOST_DESCRIBE_STRUCT(send_lapse_letter, (), (letter))

// ---------------------------------------------------------------------------------------------------- guards

struct gives_more_time
    : refuses<"acceptance_deadline_not_later", "Fristen er {deadline}. Den nye må være senere.",
              "Fristen er {deadline}. Den nye må vere seinare.",
              "The deadline is {deadline}. The new one must be later."> {
    static verdict holds(set_acceptance_deadline const& e, view<data> const& v) {
        auto const& now = or_empty(v.data.letter).accept_by;
        return {!now || *now < e.accept_by, {{"deadline", now ? now->in_numbers() : ""}}};
    }
};
struct acceptance_has_a_deadline
    : refuses<"acceptance_without_deadline",
              "Brevet har ingen frist for å akseptere. Sett en frist, og si fra om den.",
              "Brevet har ingen frist for å akseptere. Set ein frist, og sei frå om han.",
              "The letter has no deadline for acceptance. Set one, and tell of it.",
              "own:award_accepted_in_time"> {
    static verdict holds(view<data> const& v) { return v.data.letter && v.data.letter->accept_by; }
};
struct acceptance_is_overdue
    : refuses<"acceptance_not_overdue", "Søkerne kan akseptere tilsagnet til og med {deadline}.",
              "Søkjarane kan akseptere tilsegna til og med {deadline}.",
              "The applicants may accept the award until {deadline}.", "own:award_accepted_in_time"> {
    static verdict holds(view<data> const& v) {
        auto const deadline = v.data.letter ? v.data.letter->accept_by : std::nullopt;
        return {deadline && *deadline < v.now.today, {{"deadline", deadline ? deadline->in_numbers() : ""}}};
    }
};
struct nobody_accepted_in_time : guards<letter_is_sent, acceptance_has_a_deadline, acceptance_is_overdue> {};

struct waits_for_its_frame
    : refuses<"no_condition_unmet", "Tilsagnet venter ikke på noen ramme.",
              "Tilsegna ventar ikkje på noka ramme.", "The award waits for no frame."> {
    static verdict holds(view<data> const& v) { return is_on_unmet_condition(v); }
};
struct its_year_is_over
    : refuses<"frame_may_come", "Rammen for {year} kan komme ennå. Før året er over, er det SSU som avgjør.",
              "Ramma for {year} kan kome enno. Før året er over, er det SSU som avgjer.",
              "The frame for {year} may still come. Before the year is over, it is for SSU to decide.",
              "own:condition_falls_with_its_year"> {
    static verdict holds(view<data> const& v) {
        int const year = v.data.decision ? v.data.decision->year : v.data.year;
        return {year < v.now.today.year(), {{"year", std::to_string(year)}}};
    }
};
struct its_frame_never_came : guards<waits_for_its_frame, its_year_is_over> {};

// --------------------------------------------------------------------------------------------------- actions

struct store_acceptance_deadline {
    static void run(set_acceptance_deadline const& e, stepping<data>& s) {
        there(s.data.letter).accept_by = e.accept_by;
    }
};
inline void let_fall(std::string const& reason, document const& letter, stepping<data>& s) {
    s.data.lapse = award_lapsed{s.now.today, reason, letter};
    give_back(s, {}, {});
}
struct let_award_lapse {
    static void run(lapse_award const& e, stepping<data>& s) { let_fall(e.reason, e.letter, s); }
};
struct hold_lapse {
    static void run(propose_lapse const& e, stepping<data>& s) {
        s.data.proposed_lapse = lapse_proposed{e.reason, e.text, s.a_case.name};
    }
};
struct let_award_lapse_as_agreed {
    static void run(send_lapse_letter const& e, stepping<data>& s) {
        let_fall(or_empty(s.data.proposed_lapse).reason, e.letter, s);
    }
};
struct drop_lapse : actions<goes_on, clears<&data::proposed_lapse>> {};

template <class... States>
using from_lapse = back_to<&data::proposed_lapse, lapse_for_ssu, round_failed, drop_lapse, States...>;

inline constexpr word_of words_of_lapsing[]{
    {"accept_by", {"Frist for å akseptere", "Frist for å akseptere", "To be accepted by"}},
    {"acceptance_due",
     {"Tilsagnet skal være akseptert", "Tilsegna skal vere akseptert", "Award to be accepted"}},
    {"lapse", {"Bortfall", "Bortfall", "Lapse"}},
    {"lapsed_on", {"Falt bort", "Fallen bort", "Lapsed on"}},
    {"proposed_lapse", {"Foreslått bortfall", "Foreslått bortfall", "Proposed lapse"}},
};

} // namespace saksgang::grant_application_workflow
