// Oppdrag til et faglig samarbeidsutvalg (FSU): what SSU decides before the work begins, and again where the mandate is to
// last longer or the work to end. SSU appoints the FSU (B52), and what it gave it alone changes.
#pragma once

#include "workflows/shared/division_of_tasks.hpp"

namespace saksgang::guideline_revision_workflow {

// What an FSU makes (B462).
BOOST_DEFINE_ENUM_CLASS(product_kind, guideline, clinical_procedure, patient_pathway)

// Whom SSU asks, for what, until when, and among whom the tasks are to be divided.
struct commission_given {
    ref<a_body> fsu;
    document mandate;
    date mandate_until;
    std::vector<lists::actor> actors;
};
BOOST_DESCRIBE_STRUCT(commission_given, (), (fsu, mandate, mandate_until, actors))

struct decision_proposed {
    proposed_points proposed_decision;
};
BOOST_DESCRIBE_STRUCT(decision_proposed, (), (proposed_decision))

// Where the work stands while SSU is asked about it, and goes on: the names are those of the states.
BOOST_DEFINE_ENUM_CLASS(work_stage, assigned, group_set, drafting)

// What is before SSU, until it has answered: the commission; then that the mandate lasts until another day, or, where no day
// is named, that the work ends; at last that another text takes its place, or, where none is named, that it stays.
struct question_for_ssu {
    text_version text;
    std::optional<date> mandate_until;
    std::optional<std::string> reason;
    std::optional<work_stage> work_stands;
    std::optional<document> replaced_by;
};
BOOST_DESCRIBE_STRUCT(question_for_ssu, (), (text, mandate_until, reason, work_stands, replaced_by))
// Of work that SSU was asked about (returning.hpp): the stage is called as its state.
struct before_the_question {
    std::string operator()(auto const& d) const {
        auto const& asked = d.asked_of_ssu;
        return asked && asked->work_stands ? std::string(describe::name_of(*asked->work_stands)) : "";
    }
};

template <literal... Label>
struct asks_ssu : stage<Label...> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(auto const& d, situation const&) {
        if (!d.asked_of_ssu) return {};
        return consent_as_it_stands("ssu", decision_kind::decision, d.asked_of_ssu->text);
    }
};
inline std::string next_version(state const& a_case) { // each question has a round
    return std::to_string(rounds_in(a_case).size() + 1);
}

// -------------------------------------------------------------------------------------------------- commands

struct commission : called<"Legg fram oppdrag til et faglig samarbeidsutvalg (FSU)",
                           "Legg fram oppdrag til eit fagleg samarbeidsutval (FSU)",
                           "Put forward a commission to an FSU", by::leader_of<"ssu">, by::case_handler>,
                    commission_given,
                    decision_proposed {
    std::string title;
    product_kind product = product_kind::guideline;
    std::optional<std::string> base_version;
    std::optional<int> base_year;
    std::optional<ref<a_body>> initiated_by;
};
BOOST_DESCRIBE_STRUCT(commission, (commission_given, decision_proposed),
                      (title, product, base_version, base_year, initiated_by))
struct resubmit_commission
    : called<"Legg fram oppdraget på nytt", "Legg fram oppdraget på nytt", "Put the commission forward again",
             by::leader_of<"ssu">, by::case_handler>,
      commission_given,
      decision_proposed {
    static json begins(state const& a_case, situation const&) {
        return describe::write(a_case.data.read(restore<commission_given>));
    }
};
BOOST_DESCRIBE_STRUCT(resubmit_commission, (commission_given, decision_proposed), ())
struct withdraw_commission : called<"Trekk forslaget om oppdrag", "Trekk forslaget om oppdrag",
                                    "Withdraw the proposed commission", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(withdraw_commission, (), (reason))
struct ask_for_longer_mandate : called<"Be SSU om lengre mandat", "Be SSU om lengre mandat",
                                       "Ask SSU for a longer mandate", by::its_leader, by::case_handler>,
                                put_forward {
    static constexpr bool task = false;
    date mandate_until;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ask_for_longer_mandate, (put_forward), (mandate_until, reason))
struct ask_to_end : called<"Be SSU om å avslutte arbeidet", "Be SSU om å avslutte arbeidet",
                           "Ask SSU to end the work", by::its_leader, by::case_handler>,
                    put_forward {
    static constexpr bool task = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(ask_to_end, (put_forward), (reason))

// ---------------------------------------------------------------------------------------------------- guards

// Of commands with a `date mandate_until`.
struct mandate_runs
    : refuses<"mandate_over", "Mandatet må ha en sluttdato fram i tid.",
              "Mandatet må ha ein sluttdato fram i tid.", "The mandate must end on a day ahead."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.mandate_until; }
    static verdict holds(Event const& e, view<Data> const& v) { return e.mandate_until > v.now.today; }
};
struct mandate_lasts_longer
    : refuses<"mandate_not_longer", "Mandatet gjelder allerede til {until}. Skriv en senere dag.",
              "Mandatet gjeld alt til {until}. Skriv ein seinare dag.",
              "The mandate lasts until {until} already; state a later day."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.mandate_until; }
    static verdict holds(Event const& e, view<Data> const& v) {
        return {e.mandate_until > v.data.mandate_until, {{"until", v.data.mandate_until.in_numbers()}}};
    }
};
struct is_an_fsu : names_a_body<&commission_given::fsu, body_kinds::professional, "not_an_fsu",
                                "«{body}» er ikke et faglig samarbeidsutvalg.",
                                "«{body}» er ikkje eit fagleg samarbeidsutval.",
                                "“{body}” is not a professional committee (FSU)."> {};
struct actors_are_chosen
    : refuses<"actors_missing", "Velg hvilke aktører oppgavene skal deles mellom.",
              "Vel kva aktørar oppgåvene skal delast mellom.",
              "Choose among which actors the tasks are to be divided.", "own:actors_share_tasks"> {
    template <std::derived_from<commission_given> Event, class Data>
    static verdict holds(Event const& e, view<Data> const&) {
        return !e.actors.empty();
    }
};
struct initiator_is_known : refuses<"initiator_unknown", "Utvalget som tok opp saken, er ikke registrert.",
                                    "Utvalet som tok opp saka, er ikkje registrert.",
                                    "The body that raised the case is not registered."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.initiated_by; }
    static verdict holds(Event const& e, view<Data> const& v) {
        return !e.initiated_by || v.now.world.at(e.initiated_by->stream()).exists();
    }
};
struct may_be_commissioned : guards<mandate_runs, is_an_fsu, actors_are_chosen, actors_are_on_list> {};

struct asks_to_end : refuses<"asks_for_time", "SSU er spurt om et lengre mandat.",
                             "SSU er spurt om eit lengre mandat.", "SSU is asked for a longer mandate."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return v.data.asked_of_ssu && !v.data.asked_of_ssu->mandate_until;
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct ask_for_commission {
    template <std::derived_from<commission_given> Event>
    static void run(Event const& e, auto& s) {
        take::run(e, s);
        s.data.asked_of_ssu =
            question_for_ssu{{e.mandate.title, next_version(s.a_case), {e.mandate}, e.proposed_decision}};
    }
};
struct ask_ssu {
    template <std::derived_from<put_forward> Event>
    static void run(Event const& e, auto& s) {
        s.data.body = {"ssu"};
        s.data.asked_of_ssu =
            question_for_ssu{.text = e.as_version(next_version(s.a_case)),
                             .reason = e.reason,
                             .work_stands = describe::enum_named<work_stage>(s.a_case.name)};
        if constexpr (requires { e.mandate_until; }) s.data.asked_of_ssu->mandate_until = e.mandate_until;
    }
};
struct note_end {
    static void run(withdraw_commission const& e, auto& s) { s.data.ended_because = e.reason; }
    static void run(round_carried const&, auto& s) {
        s.data.ended_because = s.data.asked_of_ssu.value().reason;
    }
};
struct take_longer_mandate {
    static void run(round_carried const&, auto& s) {
        s.data.mandate_until = s.data.asked_of_ssu.value().mandate_until.value();
    }
};

inline constexpr word_of words_of_commission[]{
    {"asked_of_ssu", {"Lagt fram for SSU", "Lagt fram for SSU", "Put before SSU"}},
    {"assigned",
     {"Tildelt faglig samarbeidsutvalg (FSU)", "Tildelt fagleg samarbeidsutval (FSU)", "Assigned to an FSU"}},
    {"clinical_procedure", {"Prosedyre", "Prosedyre", "Procedure"}},
    {"drafting", {"Utkast utarbeides", "Utkast blir utarbeidd", "Drafting"}},
    {"fsu", {"Faglig samarbeidsutvalg", "Fagleg samarbeidsutval", "Professional committee"}},
    {"group_set", {"Arbeidsgruppe nedsatt", "Arbeidsgruppe sett ned", "Working group set"}},
    {"guideline", {"Retningslinje", "Retningslinje", "Guideline"}},
    {"mandate", {"Mandat", "Mandat", "Mandate"}},
    {"mandate_until", {"Mandatet gjelder til", "Mandatet gjeld til", "Mandate until"}},
    {"patient_pathway", {"Pasientforløp", "Pasientforløp", "Patient pathway"}},
    {"product", {"Hva som skal lages", "Kva som skal lagast", "What is to be made"}},
    {"work_stands", {"Arbeidet står i", "Arbeidet står i", "The work stands in"}},
};

} // namespace saksgang::guideline_revision_workflow
