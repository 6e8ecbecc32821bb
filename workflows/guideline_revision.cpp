// The revision of a guideline that all parties work by (LAR, 2020): SSU commissions it, an FSU has it written
// and endorses it, SSU approves, and each of the parties confirms that it is in use. An FSU advises; it can't
// approve.
#include "workflows/shared/agreement/agreement.hpp"
#include "workflows/shared/division_of_tasks.hpp"
#include "workflows/shared/hearing.hpp"

namespace saksgang {
namespace guideline_revision_workflow {

using table = rows< // the first row that holds is taken
    step<start, struct commission, struct commissioned, take, struct mandate_runs>,
    step<commissioned, struct assign, struct assigned, struct hand_to_fsu, struct is_an_fsu>,
    step<assigned, struct set_group, struct group_set, struct seat_group, struct case_is_open_to_all,
         struct group_has_members, known_persons>,
    step<group_set, struct begin_drafting, struct drafting>,

    step<drafting, set_group, stay, seat_group, case_is_open_to_all, group_has_members, known_persons>,
    step<drafting, struct submit_draft, stay, struct store_draft, text_has_file, says_who_does_what,
         each_has_a_part, struct conflict_is_explained>,
    step<drafting, struct assess_agreement, stay, struct answer_agreement, struct draft_is_in,
         struct agreement_is_named>,
    step<drafting, struct open_hearing, struct professional_hearing, struct store_hearing, draft_is_in,
         asks_somebody, deadline_is_ahead>,
    step<professional_hearing, hearing_closed, drafting, struct note_hearing>,
    step<drafting, struct endorse, struct fsu_endorsed, struct hand_to_ssu, draft_is_in,
         struct hearing_was_held, struct agreement_is_answered, says_who_does_what, each_has_a_part>,

    step<fsu_endorsed, round_carried, struct ssu_approved, struct note_approval>,
    step<fsu_endorsed, round_failed, struct returned, goes_on>,
    step<returned, struct resume_drafting, drafting, hand_to_fsu>,

    step<ssu_approved, struct publish, struct published, struct note_publication, no_open_reservation>,
    step<published, round_carried, struct implemented>,
    step<implemented, struct start_review, struct review_due, struct note_reason>,
    step<review_due, struct keep_guideline, implemented, struct note_renewal>,
    step<review_due, struct supersede, struct superseded, take>>;

// ------------------------------------------------------------------------------------------------------ data

inline constexpr int review_interval_months = 36; // two to three years elsewhere
inline constexpr int confirmation_days = 90;

struct national_check { // against the national guideline
    bool conflict = false;
    std::optional<std::string> note; // where, and why all the same
};
BOOST_DESCRIBE_STRUCT(national_check, (), (conflict, note))

struct data : case_common {
    std::string base_version;
    int base_year = 0;
    document mandate;
    date mandate_until;
    std::optional<ref<a_body>> fsu;
    std::vector<shared_task> matrix;
    std::optional<national_check> national;
    std::optional<agreement_answer> agreement;
    bool agreement_case_opened = false; // once is enough, however often the question is answered
    std::vector<recipient> recipients;
    std::optional<date> hearing_deadline;
    std::optional<date> heard_on, endorsed_on, approved_on, published_on, review_from;
    std::optional<std::string> review_reason;
    std::optional<document> replaced_by;
};
BOOST_DESCRIBE_STRUCT(data, (case_common),
                      (base_version, base_year, mandate, mandate_until, fsu, matrix, national, agreement,
                       agreement_case_opened, recipients, hearing_deadline, heard_on, endorsed_on,
                       approved_on, published_on, review_from, review_reason, replaced_by))

// ---------------------------------------------------------------------------------------------------- states

struct commissioned : stage<"Oppdrag gitt", "Oppdrag gitt", "Commissioned"> {};
struct assigned : stage<"Tildelt fagutvalg (FSU)", "Tildelt fagutval (FSU)", "Assigned to an FSU"> {};
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
                          .deadline = d.hearing_deadline};
    }
};
struct fsu_endorsed
    : before<"ssu", decision_kind::decision, "Tilrådd av FSU", "Tilrådd av FSU", "Endorsed by the FSU"> {};
struct returned : stage<"Sendt tilbake", "Send tilbake", "Returned"> {};
struct ssu_approved : stage<"Godkjent av SSU", "Godkjend av SSU", "Approved by SSU"> {};
struct published : stage<"Publisert", "Publisert", "Published"> {
    static constexpr auto round = round_kind::confirmation;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        round_spec spec{.kind = round_kind::confirmation, .body = d.body.value, .subject = *d.text};
        for (auto const& p : d.parties) spec.parties.push_back(p.value);
        spec.deadline = d.published_on->plus_days(confirmation_days);
        return spec;
    }
};
struct implemented : stage<"Tatt i bruk", "Teken i bruk", "In use"> {};
struct review_due : stage<"Skal vurderes på nytt", "Skal vurderast på nytt", "Under review"> {};
struct superseded : ending<"Erstattet", "Erstatta", "Superseded"> {};

// -------------------------------------------------------------------------------------------------- commands

struct commission
    : called<"Gi oppdrag om å revidere en retningslinje", "Gje oppdrag om å revidere ei retningslinje",
             "Commission the revision of a guideline", by::leader_of<"ssu">, by::case_handler> {
    std::string title, base_version;
    int base_year = 0;
    document mandate;
    date mandate_until;
};
BOOST_DESCRIBE_STRUCT(commission, (), (title, base_version, base_year, mandate, mandate_until))
struct assign : called<"Gi oppdraget til et fagutvalg (FSU)", "Gje oppdraget til eit fagutval (FSU)",
                       "Assign to an FSU", by::its_leader, by::case_handler> {
    ref<a_body> fsu;
};
BOOST_DESCRIBE_STRUCT(assign, (), (fsu))
struct set_group : called<"Sett ned arbeidsgruppe", "Set ned arbeidsgruppe", "Set up the working group",
                          by::its_leader, by::case_handler> {
    std::vector<participant> members;
};
BOOST_DESCRIBE_STRUCT(set_group, (), (members))
struct begin_drafting : called<"Start arbeidet med utkastet", "Start arbeidet med utkastet", "Begin drafting",
                               by::taking_part_in<"working_group">, by::its_leader, by::case_handler> {};
struct submit_draft : called<"Lever utkast", "Lever utkast", "Submit a draft",
                             by::taking_part_in<"working_group">, by::its_leader, by::case_handler> {
    text_version text;
    std::vector<shared_task> matrix;
    national_check national;
};
BOOST_DESCRIBE_STRUCT(submit_draft, (), (text, matrix, national))
struct assess_agreement : called<"Flyttes en oppgave, slik at samarbeidsavtalen er berørt?",
                                 "Blir ei oppgåve flytta, slik at samarbeidsavtalen er råka?",
                                 "Does it move a task, so that the agreement is touched?", by::case_handler> {
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
struct endorse
    : called<"Tilrå overfor SSU", "Tilrå overfor SSU", "Endorse to SSU", by::its_leader, by::case_handler> {
    std::optional<document> minutes; // of the FSU, where it is registered for them
};
BOOST_DESCRIBE_STRUCT(endorse, (), (minutes))
struct resume_drafting : called<"Arbeid videre med utkastet", "Arbeid vidare med utkastet", "Resume drafting",
                                by::taking_part_in<"working_group">, by::its_leader, by::case_handler> {};
struct publish : called<"Publiser og be partene bekrefte", "Publiser og be partane stadfeste",
                        "Publish and ask the parties to confirm", by::case_handler> {};
struct start_review : called<"Start ny vurdering", "Start ny vurdering", "Start a review", by::case_handler> {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(start_review, (), (reason))
struct keep_guideline : called<"Retningslinjen står ved lag", "Retningslinja står ved lag",
                               "The guideline stands", by::case_handler, by::its_leader> {
    document note;
};
BOOST_DESCRIBE_STRUCT(keep_guideline, (), (note))
struct supersede : called<"Erstattes av en ny retningslinje", "Blir erstatta av ei ny retningslinje",
                          "Supersede by a new guideline", by::case_handler> {
    document replaced_by;
};
BOOST_DESCRIBE_STRUCT(supersede, (), (replaced_by))

// ---------------------------------------------------------------------------------------------------- guards

struct mandate_runs
    : refuses<"mandate_over", "Mandatet må ha en sluttdato fram i tid.",
              "Mandatet må ha ein sluttdato fram i tid.", "The mandate must end on a day ahead."> {
    static verdict holds(commission const& e, view<data> const& v) { return e.mandate_until > v.now.today; }
};
struct is_an_fsu : names_a_body<&assign::fsu, body_kinds::professional, "not_an_fsu",
                                "«{body}» er ikke et faglig samarbeidsutvalg.",
                                "«{body}» er ikkje eit fagleg samarbeidsutval.",
                                "“{body}” is not a professional committee (FSU)."> {};
struct group_has_members
    : needs<&set_group::members, "group_empty", "Arbeidsgruppen må ha minst ett medlem.",
            "Arbeidsgruppa må ha minst éin medlem.", "The working group must have at least one member."> {};

// Whoever is in the group reads the case.
struct case_is_open_to_all
    : refuses<"case_closed", "Tilgangen til saken er begrenset. Bare sekretariatet endrer hvem som er med.",
              "Tilgangen til saka er avgrensa. Berre sekretariatet endrar kven som er med.",
              "Access to the case is restricted; only the secretariat changes who is in it.", "",
              refusal_kind::not_entitled> {
    static verdict holds(view<data> const& v) {
        return v.data.access != case_access::closed ||
               has_role_in(v.a_case, v.now.organisation(), v.now.person, role::case_handler, v.now.today);
    }
};
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
          "hol. § 6-1"> {
    static verdict holds(assess_agreement const& e, view<data> const& v) {
        return !e.touched || v.data.agreement_case_opened || e.agreement.has_value();
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

// --------------------------------------------------------------------------------------------------- actions

// While the FSU works, the case's body is the FSU: its leader acts as the leader. Endorsing hands it back to SSU.
struct hand_to_fsu {
    static void run(assign const& e, stepping<data>& s) { s.data.fsu = s.data.body = e.fsu; }
    static void run(resume_drafting const&, stepping<data>& s) { s.data.body = s.data.fsu.value(); }
};
struct hand_to_ssu {
    static void run(endorse const&, stepping<data>& s) {
        s.data.body = {"ssu"};
        s.data.endorsed_on = s.now.today;
    }
};
struct seat_group {
    static void run(set_group const& e, auto& s) { s.data.participants["working_group"] = e.members; }
};
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
        s.out.push_back(
            opens_revision({.title = "Revisjon av samarbeidsavtalen som følge av «" + s.data.title + "»",
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
struct note_reason : copies<&start_review::reason, &data::review_reason> {};
struct note_renewal : actions<notes<&data::review_from>, clears<&data::review_reason>> {};

// ----------------------------------------------------------------------------------------------------- words

constexpr word_of own_words[]{
    {"agreement_case_opened",
     {"Sak om samarbeidsavtalen er opprettet", "Sak om samarbeidsavtalen er oppretta",
      "Agreement case opened"}},
    {"approved_on", {"Godkjent", "Godkjend", "Approved on"}},
    {"base_year",
     {"Gjeldende utgave er fra året", "Gjeldande utgåve er frå året", "Present edition is of the year"}},
    {"conflict",
     {"Strider mot nasjonal retningslinje", "Strir mot nasjonal retningslinje",
      "Conflicts with a national guideline"}},
    {"endorsed_on", {"Tilrådd", "Tilrådd", "Endorsed on"}},
    {"fsu", {"Faglig samarbeidsutvalg", "Fagleg samarbeidsutval", "Professional committee"}},
    {"guideline_review",
     {"Ny vurdering av retningslinjen", "Ny vurdering av retningslinja", "Review of the guideline"}},
    {"heard_on", {"Høring avsluttet", "Høyring avslutta", "Hearing closed on"}},
    {"mandate", {"Mandat", "Mandat", "Mandate"}},
    {"mandate_until", {"Mandatet gjelder til", "Mandatet gjeld til", "Mandate until"}},
    {"matrix", {"Hvem gjør hva", "Kven gjer kva", "Who does what"}},
    {"national", {"Nasjonal retningslinje", "Nasjonal retningslinje", "National guideline"}},
    {"published_on", {"Publisert", "Publisert", "Published on"}},
    {"replaced_by", {"Erstattet av", "Erstatta av", "Replaced by"}},
    {"review_from", {"Ny vurdering regnes fra", "Ny vurdering blir rekna frå", "Review counts from"}},
    {"review_reason",
     {"Hvorfor den vurderes på nytt", "Kvifor ho blir vurdert på nytt", "Reason for the review"}},
    {"working_group", {"Arbeidsgruppe", "Arbeidsgruppe", "Working group"}},
};

// ----------------------------------------------------------------------------------------------- the workflow

struct definition : defines<data, table> {
    static constexpr auto id = "guideline_revision";
    static constexpr int version = 1;
    static constexpr text label{"Revisjon av retningslinje", "Revisjon av retningslinje",
                                "Guideline revision"};
    static constexpr text purpose{
        "En faglig retningslinje vurderes på nytt: fra oppdrag og arbeidsgruppe til den er tatt i bruk.",
        "Ei fagleg retningslinje blir vurdert på nytt: frå oppdrag og arbeidsgruppe til ho er teken i bruk.",
        "A professional guideline is reviewed: from commission and working group until it is in use."};
    static constexpr auto body = "ssu";
    static constexpr std::span<word_of const> words[]{own_words, words_of_division_of_tasks,
                                                      words_of_hearing};

    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const&) {
        if (stands_in<commissioned, assigned, group_set, drafting, professional_hearing, returned>(a_case))
            return {{"mandate_ends", d.mandate_until, {by::leader(), by::case_handler}}};
        if (stands_in<ssu_approved, published, implemented>(a_case))
            return {{"guideline_review", d.review_from->plus_months(review_interval_months)}};
        return {};
    }
};

} // namespace guideline_revision_workflow

workflow const& guideline_revision() { return made_of<guideline_revision_workflow::definition>(); }

} // namespace saksgang
