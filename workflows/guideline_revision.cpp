// What all parties work by: a guideline, a procedure or a pathway of patients (B462), new or revised (LAR, 2020). SSU
// commissions it from an FSU, which has it written and endorses it; SSU approves, and each of the parties confirms that it
// is in use. An FSU advises; it can't approve. Each committee decides in a round of its own.
#include "workflows/guideline_revision/commission.hpp"
#include "workflows/guideline_revision/from_first.hpp"
#include "workflows/guideline_revision/review.hpp"
#include "workflows/guideline_revision/working_group.hpp"
#include "workflows/shared/agreement/agreement.hpp"
#include "workflows/shared/hearing.hpp"
#include "workflows/shared/returning.hpp"
#include "workflows/shared/taking_back.hpp"

namespace saksgang {
namespace guideline_revision_workflow {

using working = states<struct assigned, struct group_set, struct drafting>; // and SSU may be asked about it
template <class Event, class Action>
using back_to_work =
    back_to<before_the_question{}, struct mandate_before_ssu, Event, Action, assigned, group_set, drafting>;

using table = mp11::mp_append<
    rows< // the first row that holds is taken
        step<start, commission, struct commission_proposed, ask_for_commission, may_be_commissioned,
             initiator_is_known>,
        step<struct in_preparation, resubmit_commission, commission_proposed, ask_for_commission,
             may_be_commissioned>,
        step<states<commission_proposed, in_preparation>, withdraw_commission, struct ended, note_end>,
        step<commission_proposed, round_carried, assigned,
             actions<struct note_commission, struct hand_to_fsu>>,
        step<commission_proposed, round_failed, ended, none, ends_there>,
        step<commission_proposed, round_failed, in_preparation>,

        step<assigned, set_group, group_set, seat_group, case_is_open_to_all, group_has_members,
             known_persons>,
        step<group_set, begin_drafting, drafting>,
        step<drafting, set_group, stay, seat_group, case_is_open_to_all, group_has_members, known_persons>,
        step<drafting, struct submit_draft, stay, struct store_draft, struct is_sound_draft>,
        step<drafting, struct assess_agreement, stay, struct answer_agreement, struct draft_is_in,
             struct agreement_is_named>,
        step<drafting, struct open_hearing, struct professional_hearing, struct store_hearing, draft_is_in,
             asks_somebody, deadline_is_ahead>, // once more, where it was held
        step<professional_hearing, extend_hearing, stay, store_longer_deadline, hearing_is_longer,
             deadline_is_ahead>,
        step<professional_hearing, hearing_closed, drafting, struct note_hearing>,

        step<working, ask_for_longer_mandate, mandate_before_ssu, ask_ssu, mandate_runs,
             mandate_lasts_longer>,
        step<working, ask_to_end, mandate_before_ssu, ask_ssu>,
        step<mandate_before_ssu, round_carried, ended, note_end, asks_to_end>,

        step<drafting, struct put_before_fsu, struct for_fsu, none, draft_is_in, struct hearing_was_held,
             struct agreement_is_answered, is_divided>,
        step<for_fsu, round_carried, struct fsu_endorsed, struct hand_to_ssu>,
        step<for_fsu, round_failed, drafting, goes_on>,
        step<fsu_endorsed, round_carried, struct ssu_approved, struct note_approval>,
        step<fsu_endorsed, round_failed, ended, none, ends_there>,
        step<fsu_endorsed, round_failed, struct returned>,
        step<returned, struct resume_drafting, drafting, hand_to_fsu>,
        // What the FSU endorses is a text, with who does what: another one is drafted, and endorsed anew.
        step<states<for_fsu, fsu_endorsed>, take_from_body, drafting,
             actions<note_why_taken_back, hand_to_fsu>>,
        step<states<for_fsu, fsu_endorsed>, submit_draft, stay, none, is_taken_back>,

        step<ssu_approved, struct publish, struct published, struct note_publication, no_open_reservation>,
        step<published, round_carried, struct implemented>,
        step<implemented, start_review, struct review_due, note_reason>,
        step<review_due, keep_guideline, struct review_before_ssu, ask_what_becomes_of_it>,
        step<review_due, supersede, review_before_ssu, ask_what_becomes_of_it>,
        step<review_before_ssu, round_carried, struct superseded, note_successor, asks_for_successor>,
        step<review_before_ssu, round_carried, implemented, struct note_renewal>,
        step<review_before_ssu, round_failed, review_due, actions<goes_on, struct drop_question>>,
        step<review_before_ssu, take_from_body, review_due, actions<note_why_taken_back, drop_question>>>,
    back_to_work<round_carried, struct lengthen_mandate>,
    back_to_work<round_failed, actions<goes_on, hand_to_fsu>>,
    back_to_work<take_from_body, actions<note_why_taken_back, hand_to_fsu>>>;

// ------------------------------------------------------------------------------------------------------ data

inline constexpr int review_interval_months = 36; // two to three years elsewhere
inline constexpr int confirmation_days = 90;

struct national_check { // against the national guideline
    bool conflict = false;
    std::optional<std::string> note; // where, and why all the same
};
BOOST_DESCRIBE_STRUCT(national_check, (), (conflict, note))

struct data : case_common, commission_given {
    product_kind product = product_kind::guideline;
    std::optional<std::string> base_version; // that is revised; none: it is new
    std::optional<int> base_year;
    std::optional<ref<a_body>> initiated_by; // an LSU, an FSU, KHS or the AU (catalogue 47)
    std::optional<question_for_ssu> asked_of_ssu;
    std::optional<date> commissioned_on;
    std::vector<shared_task> matrix;
    std::optional<national_check> national;
    std::optional<agreement_answer> agreement;
    bool agreement_case_opened = false; // once is enough, however often the question is answered
    std::vector<recipient> recipients;
    std::optional<date> hearing_deadline;
    std::optional<date> heard_on, endorsed_on, approved_on, published_on, review_from;
    std::optional<std::string> review_reason;
    std::optional<document> replaced_by;
    std::optional<std::string> ended_because, taken_back_because;
};
BOOST_DESCRIBE_STRUCT(data, (case_common, commission_given),
                      (product, base_version, base_year, initiated_by, asked_of_ssu, commissioned_on, matrix,
                       national, agreement, agreement_case_opened, recipients, hearing_deadline, heard_on,
                       endorsed_on, approved_on, published_on, review_from, review_reason, replaced_by,
                       ended_because, taken_back_because))

// ---------------------------------------------------------------------------------------------------- states

struct commission_proposed : asks_ssu<"Oppdrag foreslått", "Oppdrag foreslått", "Commission proposed"> {};
struct in_preparation
    : stage<"Oppdraget forberedes", "Oppdraget blir førebudd", "Commission being prepared"> {};
struct assigned : stage<"Tildelt faglig samarbeidsutvalg (FSU)", "Tildelt fagleg samarbeidsutval (FSU)",
                        "Assigned to an FSU"> {};
struct group_set : stage<"Arbeidsgruppe nedsatt", "Arbeidsgruppe sett ned", "Working group set"> {};
struct drafting : stage<"Utkast utarbeides", "Utkast blir utarbeidd", "Drafting"> {};
struct professional_hearing : stage<"Faglig høring", "Fagleg høyring", "Professional hearing"> {
    static constexpr auto round = round_kind::hearing;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return round_spec{.kind = round_kind::hearing,
                          .body = d.body.value,
                          .decision = decision_kind::statement,
                          .subject = *d.text,
                          .recipients = d.recipients,
                          .deadline = d.hearing_deadline,
                          .fixed_text = true};
    }
};
struct mandate_before_ssu
    : asks_ssu<"Mandatet til behandling i SSU", "Mandatet til behandling i SSU", "The mandate before SSU"> {};
struct for_fsu : stage<"Til tilråding i FSU", "Til tilråding i FSU", "Before the FSU"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_as_it_stands(d.fsu.value, decision_kind::endorsement, d.text);
    }
};
struct fsu_endorsed : stage<"Tilrådd av FSU", "Tilrådd av FSU", "Endorsed by the FSU"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_as_it_stands("ssu", decision_kind::decision, d.text);
    }
};
struct returned : stage<"Sendt tilbake", "Send tilbake", "Returned"> {};
struct ssu_approved : stage<"Godkjent av SSU", "Godkjend av SSU", "Approved by SSU"> {};
struct published : stage<"Publisert", "Publisert", "Published"> {
    static constexpr auto round = round_kind::confirmation;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        round_spec spec{
            .kind = round_kind::confirmation, .body = d.body.value, .subject = *d.text, .fixed_text = true};
        for (auto const& p : d.parties) spec.parties.push_back(p.value);
        if (d.published_on) spec.deadline = d.published_on->plus_days(confirmation_days);
        return spec;
    }
};
struct implemented : stage<"Tatt i bruk", "Teken i bruk", "In use"> {};
struct review_due : stage<"Skal vurderes på nytt", "Skal vurderast på nytt", "Under review"> {};
struct review_before_ssu : asks_ssu<"Ny vurdering til behandling i SSU", "Ny vurdering til behandling i SSU",
                                    "The review before SSU"> {};
struct superseded : ending<"Erstattet", "Erstatta", "Superseded"> {};
struct ended : ending<"Avsluttet uten ferdig tekst", "Avslutta utan ferdig tekst", "Ended without a text"> {};

// -------------------------------------------------------------------------------------------------- commands

struct submit_draft : called<"Lever utkast", "Lever utkast", "Submit a draft",
                             by::taking_part_in<"working_group">, by::its_leader, by::case_handler> {
    text_version text;
    std::vector<shared_task> matrix;
    national_check national;
};
BOOST_DESCRIBE_STRUCT(submit_draft, (), (text, matrix, national))
struct assess_agreement
    : called<"Vurder om samarbeidsavtalen er berørt", "Vurder om samarbeidsavtalen er råka",
             "Assess whether the agreement is touched", by::case_handler> {
    static constexpr bool opens_case = true;
    bool touched = false;
    std::string reason;
    std::optional<agreement_in_force> agreement;
};
BOOST_DESCRIBE_STRUCT(assess_agreement, (), (touched, reason, agreement))
struct open_hearing
    : called<"Send på høring", "Send på høyring", "Open the hearing", by::case_handler, by::its_leader> {
    std::vector<recipient> recipients;
    date deadline;
};
BOOST_DESCRIBE_STRUCT(open_hearing, (), (recipients, deadline))
struct put_before_fsu : called<"Legg fram for tilråding i FSU", "Legg fram for tilråding i FSU",
                               "Put before the FSU", by::its_leader, by::case_handler> {};
struct resume_drafting : called<"Arbeid videre med utkastet", "Arbeid vidare med utkastet", "Resume drafting",
                                by::taking_part_in<"working_group">, by::its_leader, by::case_handler> {};
struct publish : called<"Publiser og be partene bekrefte", "Publiser og be partane stadfeste",
                        "Publish and ask the parties to confirm", by::case_handler> {};

// ---------------------------------------------------------------------------------------------------- guards

struct conflict_is_explained
    : refuses<"conflict_not_explained",
              "Skriv hvor utkastet avviker fra den nasjonale retningslinjen, og hvorfor.",
              "Skriv kvar utkastet avvik frå den nasjonale retningslinja, og kvifor.",
              "State where the draft departs from the national guideline, and why."> {
    static verdict holds(submit_draft const& e, view<data> const&) {
        return !e.national.conflict || e.national.note;
    }
};
struct agreement_is_named
    : refuses<
          "agreement_not_named",
          "Skriv hvilken samarbeidsavtale som er berørt, og legg ved forslaget: det opprettes en sak om å "
          "revidere den.",
          "Skriv kva samarbeidsavtale som er råka, og legg ved forslaget: det blir oppretta ei sak om å "
          "revidere han.",
          "State which agreement is touched and attach the proposal: a case to revise it is opened.",
          "own:moved_task_revises_agreement"> {
    static verdict holds(assess_agreement const& e, view<data> const& v) {
        if (!e.touched) return verdict::not_at_issue();
        return v.data.agreement_case_opened || e.agreement.has_value();
    }
};
struct draft_is_in : needs<&data::text, "draft_missing", "Utkastet er ikke levert.",
                           "Utkastet er ikkje levert.", "The draft has not been submitted."> {};
struct hearing_was_held
    : needs<&data::heard_on, "hearing_not_held", "Utkastet har ikke vært på faglig høring.",
            "Utkastet har ikkje vore på fagleg høyring.",
            "The draft has not been through a professional hearing."> {};
struct agreement_is_answered
    : needs<&data::agreement, "agreement_not_assessed",
            "Det er ikke svart på om samarbeidsavtalen er berørt av hvem som skal gjøre hva.",
            "Det er ikkje svart på om samarbeidsavtalen er råka av kven som skal gjere kva.",
            "Whether the agreement is touched by who is to do what has not been answered."> {};

struct is_sound_draft : guards<text_has_file, is_divided, actors_are_on_list, conflict_is_explained> {};

// --------------------------------------------------------------------------------------------------- actions

// While the FSU works, the case's body is the FSU: its leader acts as the leader. What SSU is asked hands it back to SSU.
struct hand_to_fsu {
    static void run(auto const&, stepping<data>& s) {
        s.data.body = s.data.fsu;
        s.data.asked_of_ssu.reset();
    }
};
struct hand_to_ssu {
    static void run(round_carried const&, stepping<data>& s) {
        s.data.body = {"ssu"};
        s.data.endorsed_on = s.now.today;
    }
};
struct lengthen_mandate : actions<take_longer_mandate, hand_to_fsu> {};
struct note_commission : notes<&data::commissioned_on> {};
// Who does what is what moves a task: another division of tasks asks the question of the agreement again.
struct store_draft {
    static void run(submit_draft const& e, stepping<data>& s) {
        if (s.data.matrix != e.matrix) s.data.agreement.reset();
        take::run(e, s);
    }
};
struct answer_agreement {
    static void run(assess_agreement const& e, stepping<data>& s) {
        s.data.agreement = agreement_answer{e.touched, e.reason, s.now.today};
        if (!e.touched || s.data.agreement_case_opened) return;
        s.data.agreement_case_opened = true;
        s.out.push_back( // in words that are the same in bokmål and nynorsk: a title is written once
            opens_revision({.title = "Revisjon av samarbeidsavtalen etter «" + s.data.title + "»",
                            .reason = e.reason,
                            .base_version = e.agreement->base_version,
                            .base_date = e.agreement->base_date,
                            .proposal = e.agreement->proposal}));
    }
};
struct store_hearing : actions<copies<&open_hearing::recipients, &data::recipients>,
                               copies<&open_hearing::deadline, &data::hearing_deadline>> {};
struct note_hearing : notes<&data::heard_on> {};
struct note_approval : actions<notes<&data::approved_on>, notes<&data::review_from>> {};
struct note_publication { // to all parties there are today: a guideline binds none of them by itself
    static void run(publish const&, stepping<data>& s) {
        s.data.published_on = s.now.today;
        s.data.parties.clear();
        for (auto const& [name, p] : records_of(s.now.organisation()).parties)
            s.data.parties.push_back({name});
    }
};
struct drop_question : clears<&data::asked_of_ssu> {};
struct note_renewal : actions<notes<&data::review_from>, clears<&data::review_reason>, drop_question> {};

// ----------------------------------------------------------------------------------------------------- words

constexpr word_of own_words[]{
    {"agreement_case_opened",
     {"Sak om samarbeidsavtalen er opprettet", "Sak om samarbeidsavtalen er oppretta",
      "Agreement case opened"}},
    {"approved_on", {"Godkjent", "Godkjend", "Approved on"}},
    {"base_year",
     {"Gjeldende utgave er fra året", "Gjeldande utgåve er frå året", "Present edition is of the year"}},
    {"commissioned_on", {"Oppdrag gitt", "Oppdrag gjeve", "Commissioned on"}},
    {"conflict",
     {"Strider mot nasjonal retningslinje", "Strir mot nasjonal retningslinje",
      "Conflicts with a national guideline"}},
    {"ended_because",
     {"Hvorfor arbeidet ble avsluttet", "Kvifor arbeidet vart avslutta", "Why the work ended"},
     asked_as::long_text},
    {"endorsed_on", {"Tilrådd", "Tilrådd", "Endorsed on"}},
    {"guideline_review", {"Ny faglig vurdering", "Ny fagleg vurdering", "Professional review"}},
    {"heard_on", {"Høring avsluttet", "Høyring avslutta", "Hearing closed on"}},
    {"matrix", {"Hvem gjør hva", "Kven gjer kva", "Who does what"}},
    {"national", {"Nasjonal retningslinje", "Nasjonal retningslinje", "National guideline"}},
    {"published_on", {"Publisert", "Publisert", "Published on"}},
};

// ----------------------------------------------------------------------------------------------- the workflow

struct definition : defines<data, table> {
    static constexpr auto id = "guideline_revision";
    static constexpr int version = 2;
    static constexpr upgrade upgrades[]{{1, states_of_first, from_first}};
    static constexpr text label{"Retningslinje, prosedyre eller pasientforløp",
                                "Retningslinje, prosedyre eller pasientforløp",
                                "Guideline, procedure or patient pathway"};
    static constexpr text purpose{
        "En retningslinje, en prosedyre eller et pasientforløp, fra oppdraget SSU gir til teksten er tatt i "
        "bruk.",
        "Ei retningslinje, ein prosedyre eller eit pasientforløp, frå oppdraget SSU gjev til teksten er "
        "teken i bruk.",
        "A guideline, a procedure or a patient pathway, from SSU's commission until the text is in use."};
    static constexpr auto body = "ssu";
    static constexpr std::span<word_of const> words[]{
        own_words,        words_of_commission,    words_of_first,
        words_of_review,  words_of_working_group, words_of_division_of_tasks,
        words_of_hearing, words_of_taking_back};

    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const&) {
        if (stands_in<working, professional_hearing, mandate_before_ssu, for_fsu, returned>(a_case))
            return {{"mandate_ends", d.mandate_until, {by::leader(), by::case_handler}}};
        if (stands_in<ssu_approved, published, implemented>(a_case) && d.review_from)
            return {{"guideline_review", d.review_from->plus_months(review_interval_months)}};
        return {};
    }
};

} // namespace guideline_revision_workflow

workflow const& guideline_revision() { return made_of<guideline_revision_workflow::definition>(); }

} // namespace saksgang
