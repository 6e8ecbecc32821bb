// The revision of a guideline that all parties work by (LAR, 2020): SSU commissions it, an FSU has it written
// and endorses it, SSU approves, and each of the parties confirms that it is in use. An FSU advises; it can't
// approve.
//
//   commissioned -> assigned -> group_set -> drafting <-> professional_hearing
//   drafting -> fsu_endorsed -> ssu_approved -> published -> implemented <-> review_due -> superseded
//      ^--- returned <---'
#include <algorithm>

#include "workflows/common.hpp"

namespace saksgang {

workflow const& guideline_revision();

namespace guideline_revision_workflow {

// ------------------------------------------------------------------------------------------------------ data

inline constexpr int review_interval_months = 36; // two to three years elsewhere
inline constexpr int confirmation_days = 90;

// Hvem gjør hva (A181-183): a row for each task, a cell for each of the four who share it.
BOOST_DEFINE_ENUM_CLASS(actor, specialist, municipality, gp, pharmacy)

struct shared_task {
    std::string task;
    std::optional<std::string> specialist, municipality, gp, pharmacy;

    std::optional<std::string> const& part_of(actor a) const {
        return a == actor::specialist     ? specialist
               : a == actor::municipality ? municipality
               : a == actor::gp           ? gp
                                          : pharmacy;
    }
    bool operator==(shared_task const&) const = default;
};
BOOST_DESCRIBE_STRUCT(shared_task, (), (task, specialist, municipality, gp, pharmacy))

struct national_check { // against the national guideline
    bool conflict = false;
    std::optional<std::string> note; // where, and why all the same
};
BOOST_DESCRIBE_STRUCT(national_check, (), (conflict, note))

struct agreement_answer { // does it move a task that the agreement has placed?
    bool touched = false;
    std::string reason;
    date answered_on;
};
BOOST_DESCRIBE_STRUCT(agreement_answer, (), (touched, reason, answered_on))

struct data : case_common {
    std::string base_version;
    int base_year = 0;
    document mandate;
    date mandate_until;
    std::optional<id> fsu;
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

struct commissioned : stage {
    static constexpr text label{"Oppdrag gitt", "Oppdrag gitt", "Commissioned"};
};
struct assigned : stage {
    static constexpr text label{"Tildelt fagutvalg (FSU)", "Tildelt fagutval (FSU)", "Assigned to an FSU"};
};
struct group_set : stage {
    static constexpr text label{"Arbeidsgruppe nedsatt", "Arbeidsgruppe sett ned", "Working group set"};
};
struct drafting : stage {
    static constexpr text label{"Utkast utarbeides", "Utkast blir utarbeidd", "Drafting"};
};
struct professional_hearing : stage {
    static constexpr text label{"Faglig høring", "Fagleg høyring", "Professional hearing"};
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
struct fsu_endorsed : stage {
    static constexpr text label{"Tilrådd av FSU", "Tilrådd av FSU", "Endorsed by the FSU"};
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_in("ssu", decision_kind::decision, d.text);
    }
};
struct returned : stage {
    static constexpr text label{"Sendt tilbake", "Send tilbake", "Returned"};
};
struct ssu_approved : stage {
    static constexpr text label{"Godkjent av SSU", "Godkjend av SSU", "Approved by SSU"};
};
struct published : stage {
    static constexpr text label{"Publisert", "Publisert", "Published"};
    static constexpr auto round = round_kind::confirmation;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        round_spec spec{.kind = round_kind::confirmation, .body = d.body.value, .subject = *d.text};
        for (auto const& p : d.parties) spec.parties.push_back(p.value);
        spec.deadline = d.published_on->plus_days(confirmation_days);
        return spec;
    }
};
struct implemented : stage {
    static constexpr text label{"Tatt i bruk", "Teken i bruk", "In use"};
};
struct review_due : stage {
    static constexpr text label{"Skal vurderes på nytt", "Skal vurderast på nytt", "Under review"};
};
struct superseded : stage {
    static constexpr text label{"Erstattet", "Erstatta", "Superseded"};
    static constexpr bool end = true;
};

// -------------------------------------------------------------------------------------------------- commands

struct commission {
    static constexpr text label{"Gi oppdrag om å revidere en retningslinje",
                                "Gje oppdrag om å revidere ei retningslinje",
                                "Commission the revision of a guideline"};
    static constexpr who by[]{by::leader("ssu"), by::case_handler};
    std::string title, base_version;
    int base_year = 0;
    document mandate;
    date mandate_until;
};
BOOST_DESCRIBE_STRUCT(commission, (), (title, base_version, base_year, mandate, mandate_until))

struct assign {
    static constexpr text label{"Gi oppdraget til et fagutvalg (FSU)", "Gje oppdraget til eit fagutval (FSU)",
                                "Assign to an FSU"};
    static constexpr who by[]{by::leader(), by::case_handler};
    id fsu;
};
BOOST_DESCRIBE_STRUCT(assign, (), (fsu))

struct set_group {
    static constexpr text label{"Sett ned arbeidsgruppe", "Set ned arbeidsgruppe",
                                "Set up the working group"};
    static constexpr who by[]{by::leader(), by::case_handler};
    std::vector<participant> members;
};
BOOST_DESCRIBE_STRUCT(set_group, (), (members))

struct begin_drafting {
    static constexpr text label{"Start arbeidet med utkastet", "Start arbeidet med utkastet",
                                "Begin drafting"};
    static constexpr who by[]{by::participant("working_group"), by::leader(), by::case_handler};
};
BOOST_DESCRIBE_STRUCT(begin_drafting, (), ())

struct submit_draft {
    static constexpr saksgang::text label{"Lever utkast", "Lever utkast", "Submit a draft"};
    static constexpr who by[]{by::participant("working_group"), by::leader(), by::case_handler};
    text_version text;
    std::vector<shared_task> matrix;
    national_check national;
};
BOOST_DESCRIBE_STRUCT(submit_draft, (), (text, matrix, national))

struct agreement_in_force { // and what to change in it
    std::string base_version;
    date base_date;
    document proposal;
};
BOOST_DESCRIBE_STRUCT(agreement_in_force, (), (base_version, base_date, proposal))

struct assess_agreement {
    static constexpr text label{"Flyttes en oppgave, slik at samarbeidsavtalen er berørt?",
                                "Blir ei oppgåve flytta, slik at samarbeidsavtalen er råka?",
                                "Does it move a task, so that the agreement is touched?"};
    static constexpr who by[]{by::case_handler};
    bool touched = false;
    std::string reason;
    std::optional<agreement_in_force> agreement;
};
BOOST_DESCRIBE_STRUCT(assess_agreement, (), (touched, reason, agreement))

struct open_hearing {
    static constexpr text label{"Send på høring", "Send på høyring", "Open the hearing"};
    static constexpr who by[]{by::case_handler, by::leader()};
    std::vector<recipient> recipients;
    date deadline;
};
BOOST_DESCRIBE_STRUCT(open_hearing, (), (recipients, deadline))

struct endorse {
    static constexpr text label{"Tilrå overfor SSU", "Tilrå overfor SSU", "Endorse to SSU"};
    static constexpr who by[]{by::leader(), by::case_handler};
    std::optional<document> minutes; // of the FSU, where it is registered for them
};
BOOST_DESCRIBE_STRUCT(endorse, (), (minutes))

struct resume_drafting {
    static constexpr text label{"Arbeid videre med utkastet", "Arbeid vidare med utkastet",
                                "Resume drafting"};
    static constexpr who by[]{by::participant("working_group"), by::leader(), by::case_handler};
};
BOOST_DESCRIBE_STRUCT(resume_drafting, (), ())

struct publish {
    static constexpr text label{"Publiser og be partene bekrefte", "Publiser og be partane stadfeste",
                                "Publish and ask the parties to confirm"};
    static constexpr who by[]{by::case_handler};
};
BOOST_DESCRIBE_STRUCT(publish, (), ())

struct start_review {
    static constexpr text label{"Start ny vurdering", "Start ny vurdering", "Start a review"};
    static constexpr who by[]{by::case_handler};
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(start_review, (), (reason))

struct keep_guideline {
    static constexpr text label{"Retningslinjen står ved lag", "Retningslinja står ved lag",
                                "The guideline stands"};
    static constexpr who by[]{by::case_handler, by::leader()};
    document note;
};
BOOST_DESCRIBE_STRUCT(keep_guideline, (), (note))

struct supersede {
    static constexpr text label{"Erstattes av en ny retningslinje", "Blir erstatta av ei ny retningslinje",
                                "Supersede by a new guideline"};
    static constexpr who by[]{by::case_handler};
    document replaced_by;
};
BOOST_DESCRIBE_STRUCT(supersede, (), (replaced_by))

// ---------------------------------------------------------------------------------------------------- guards

struct mandate_runs {
    static constexpr rule_text refusal{
        "mandate_over",
        {"Mandatet må ha en sluttdato fram i tid.", "Mandatet må ha ein sluttdato fram i tid.",
         "The mandate must end on a day ahead."}};
    static verdict holds(commission const& e, view<data> const& v) { return e.mandate_until > v.now.today; }
};

struct is_an_fsu {
    static constexpr rule_text refusal{
        "not_an_fsu",
        {"«{body}» er ikke et faglig samarbeidsutvalg.", "«{body}» er ikkje eit fagleg samarbeidsutval.",
         "“{body}” is not a professional committee (FSU)."}};
    static verdict holds(assign const& e, view<data> const& v) {
        auto const& body = v.now.world.at(body_stream(e.fsu.value));
        if (body.exists() && head_of(body).kind == body_kind::professional) return true;
        return verdict::fails({{"body", e.fsu.value}});
    }
};

struct group_has_members {
    static constexpr rule_text refusal{
        "group_empty",
        {"Arbeidsgruppen må ha minst ett medlem.", "Arbeidsgruppa må ha minst éin medlem.",
         "The working group must have at least one member."}};
    static verdict holds(set_group const& e, view<data> const&) { return !e.members.empty(); }
};

// Whoever is in the group reads the case.
struct case_is_open_to_all {
    static constexpr rule_text refusal{
        "case_closed",
        {"Tilgangen til saken er begrenset. Bare sekretariatet endrer hvem som er med.",
         "Tilgangen til saka er avgrensa. Berre sekretariatet endrar kven som er med.",
         "Access to the case is restricted; only the secretariat changes who is in it."},
        {},
        refusal_kind::not_entitled};
    static verdict holds(view<data> const& v) {
        return v.data.access != case_access::closed ||
               has_role(v.now.organisation(), v.now.person, role::case_handler, v.now.today);
    }
};

struct says_who_does_what {
    static constexpr rule_text refusal{
        "matrix_empty",
        {"Tabellen over hvem som gjør hva er tom.", "Tabellen over kven som gjer kva er tom.",
         "The table of who does what is empty."}};
    static verdict holds(submit_draft const& e, view<data> const&) { return !e.matrix.empty(); }
    static verdict holds(endorse const&, view<data> const& v) { return !v.data.matrix.empty(); }
};

constexpr rule_text cell_is_empty(actor a) {
    switch (a) {
        case actor::specialist:
            return {"cell_empty",
                    {"Oppgaven «{task}»: det mangler hva spesialisthelsetjenesten gjør.",
                     "Oppgåva «{task}»: det manglar kva spesialisthelsetenesta gjer.",
                     "The task “{task}”: what the specialist service does is missing."}};
        case actor::municipality:
            return {"cell_empty",
                    {"Oppgaven «{task}»: det mangler hva kommunen gjør.",
                     "Oppgåva «{task}»: det manglar kva kommunen gjer.",
                     "The task “{task}”: what the municipality does is missing."}};
        case actor::gp:
            return {"cell_empty",
                    {"Oppgaven «{task}»: det mangler hva fastlegen gjør.",
                     "Oppgåva «{task}»: det manglar kva fastlegen gjer.",
                     "The task “{task}”: what the GP does is missing."}};
        case actor::pharmacy:
            return {"cell_empty",
                    {"Oppgaven «{task}»: det mangler hva apoteket gjør.",
                     "Oppgåva «{task}»: det manglar kva apoteket gjer.",
                     "The task “{task}”: what the pharmacy does is missing."}};
    }
    return {};
}

// Tydelig enighet om oppgavefordelingen: no cell of that actor's column is empty.
template <actor A>
struct column_is_filled {
    static constexpr rule_text refusal = cell_is_empty(A);
    static verdict holds(submit_draft const& e, view<data> const&) { return filled(e.matrix); }
    static verdict holds(endorse const&, view<data> const& v) { return filled(v.data.matrix); }

  private:
    static verdict filled(std::vector<shared_task> const& matrix) {
        auto const gap = std::ranges::find_if(matrix, [](auto const& row) { return !row.part_of(A); });
        if (gap == matrix.end()) return true;
        return verdict::fails({{"task", gap->task}});
    }
};

struct conflict_is_explained {
    static constexpr rule_text refusal{
        "conflict_not_explained",
        {"Skriv hvor utkastet avviker fra den nasjonale retningslinjen, og hvorfor.",
         "Skriv kvar utkastet avvik frå den nasjonale retningslinja, og kvifor.",
         "State where the draft departs from the national guideline, and why."}};
    static verdict holds(submit_draft const& e, view<data> const&) {
        return !e.national.conflict || e.national.note;
    }
};

struct agreement_is_named {
    static constexpr rule_text refusal{
        "agreement_not_named",
        {"Skriv hvilken samarbeidsavtale som er berørt, og legg ved forslaget: det opprettes en sak om å "
         "revidere den.",
         "Skriv kva samarbeidsavtale som er råka, og legg ved forslaget: det blir oppretta ei sak om å "
         "revidere han.",
         "State which agreement is touched and attach the proposal: a case to revise it is opened."},
        "hol. § 6-1"};
    static verdict holds(assess_agreement const& e, view<data> const& v) {
        return !e.touched || v.data.agreement_case_opened || e.agreement.has_value();
    }
};

struct asks_somebody {
    static constexpr rule_text refusal{"recipients_missing",
                                       {"Skriv hvem som skal få uttale seg.",
                                        "Skriv kven som skal få uttale seg.", "State who is to be heard."}};
    static verdict holds(open_hearing const& e, view<data> const&) { return !e.recipients.empty(); }
};

struct draft_is_in {
    static constexpr rule_text refusal{
        "draft_missing",
        {"Utkastet er ikke levert.", "Utkastet er ikkje levert.", "The draft has not been submitted."}};
    static verdict holds(view<data> const& v) { return v.data.text.has_value(); }
};

struct hearing_was_held {
    static constexpr rule_text refusal{
        "hearing_not_held",
        {"Utkastet har ikke vært på faglig høring.", "Utkastet har ikkje vore på fagleg høyring.",
         "The draft has not been through a professional hearing."}};
    static verdict holds(view<data> const& v) { return v.data.heard_on.has_value(); }
};

struct agreement_is_answered {
    static constexpr rule_text refusal{
        "agreement_not_assessed",
        {"Det er ikke svart på om samarbeidsavtalen er berørt av hvem som skal gjøre hva.",
         "Det er ikkje svart på om samarbeidsavtalen er råka av kven som skal gjere kva.",
         "Whether the agreement is touched by who is to do what has not been answered."}};
    static verdict holds(view<data> const& v) { return v.data.agreement.has_value(); }
};

// --------------------------------------------------------------------------------------------------- actions

struct store_commission {
    static void run(commission const& e, stepping<data>& s) {
        s.data.title = e.title;
        s.data.base_version = e.base_version;
        s.data.base_year = e.base_year;
        s.data.mandate = e.mandate;
        s.data.mandate_until = e.mandate_until;
    }
};

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
    static void run(set_group const& e, stepping<data>& s) {
        s.data.participants["working_group"] = e.members;
    }
};

// Who does what is what moves a task: another division of tasks asks the question of the agreement again.
struct store_draft {
    static void run(submit_draft const& e, stepping<data>& s) {
        if (s.data.matrix != e.matrix) s.data.agreement.reset();
        s.data.text = e.text;
        s.data.matrix = e.matrix;
        s.data.national = e.national;
    }
};

struct answer_agreement {
    static void run(assess_agreement const& e, stepping<data>& s) {
        s.data.agreement = agreement_answer{e.touched, e.reason, s.now.today};
        if (!e.touched || s.data.agreement_case_opened) return;
        s.data.agreement_case_opened = true;
        s.out.push_back({std::string(new_case),
                         "propose_revision",
                         {{"title", "Revisjon av samarbeidsavtalen som følge av «" + s.data.title + "»"},
                          {"reason", e.reason},
                          {"base_version", e.agreement->base_version},
                          {"base_date", e.agreement->base_date.str()},
                          {"proposal", write(e.agreement->proposal)}},
                         "agreement_revision"});
    }
};

struct store_hearing {
    static void run(open_hearing const& e, stepping<data>& s) {
        s.data.recipients = e.recipients;
        s.data.hearing_deadline = e.deadline;
    }
};
struct note_hearing {
    static void run(hearing_closed const&, stepping<data>& s) { s.data.heard_on = s.now.today; }
};

struct note_approval {
    static void run(round_carried const&, stepping<data>& s) {
        s.data.approved_on = s.data.review_from = s.now.today;
    }
};

struct note_publication { // to all parties there are today: a guideline binds none of them by itself
    static void run(publish const&, stepping<data>& s) {
        s.data.published_on = s.now.today;
        s.data.parties.clear();
        for (auto const& [name, p] : records_of(s.now.organisation()).parties)
            s.data.parties.push_back({name});
    }
};

struct note_review {
    static void run(start_review const& e, stepping<data>& s) { s.data.review_reason = e.reason; }
    static void run(keep_guideline const&, stepping<data>& s) {
        s.data.review_from = s.now.today;
        s.data.review_reason.reset();
    }
};
struct note_successor {
    static void run(supersede const& e, stepping<data>& s) { s.data.replaced_by = e.replaced_by; }
};

// ----------------------------------------------------------------------------------------------------- table

struct definition {
    static constexpr auto id = "guideline_revision";
    static constexpr int version = 1;
    static constexpr text label{"Revisjon av retningslinje", "Revisjon av retningslinje",
                                "Guideline revision"};
    static constexpr auto body = "ssu";
    using data = guideline_revision_workflow::data;

    using table = rows<
        step<start, commission, commissioned, store_commission, mandate_runs>,
        step<commissioned, assign, assigned, hand_to_fsu, is_an_fsu>,
        step<assigned, set_group, group_set, seat_group, case_is_open_to_all, group_has_members,
             known_persons>,
        step<group_set, begin_drafting, drafting>,

        step<drafting, set_group, drafting, seat_group, case_is_open_to_all, group_has_members,
             known_persons>,
        step<drafting, submit_draft, drafting, store_draft, text_has_file, says_who_does_what,
             column_is_filled<actor::specialist>, column_is_filled<actor::municipality>,
             column_is_filled<actor::gp>, column_is_filled<actor::pharmacy>, conflict_is_explained>,
        step<drafting, assess_agreement, drafting, answer_agreement, draft_is_in, agreement_is_named>,
        step<drafting, open_hearing, professional_hearing, store_hearing, draft_is_in, asks_somebody,
             deadline_is_ahead>,
        step<professional_hearing, hearing_closed, drafting, note_hearing>,
        step<drafting, endorse, fsu_endorsed, hand_to_ssu, draft_is_in, hearing_was_held,
             agreement_is_answered, says_who_does_what, column_is_filled<actor::specialist>,
             column_is_filled<actor::municipality>, column_is_filled<actor::gp>,
             column_is_filled<actor::pharmacy>>,

        step<fsu_endorsed, round_carried, ssu_approved, note_approval>,
        step<fsu_endorsed, round_failed, returned>, step<returned, resume_drafting, drafting, hand_to_fsu>,

        step<ssu_approved, publish, published, note_publication, no_open_reservation>,
        step<published, round_carried, implemented>, step<implemented, start_review, review_due, note_review>,
        step<review_due, keep_guideline, implemented, note_review>,
        step<review_due, supersede, superseded, note_successor>>;

    static std::vector<std::string> reads(data const& d, state const&, std::string_view command,
                                          json const& payload) {
        std::vector streams{body_stream("ssu")};
        if (command == type_name<assess_agreement>()) streams.emplace_back(new_case);
        for (auto const& fsu : {d.fsu ? d.fsu->value : "", named_in(payload, "fsu")})
            if (!fsu.empty()) streams.push_back(body_stream(fsu));
        return streams;
    }

    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const&) {
        if (stands_in<commissioned, assigned, group_set, drafting, professional_hearing, returned>(a_case))
            return {{"mandate_ends", d.mandate_until, {by::leader(), by::case_handler}}};
        if (stands_in<ssu_approved, published, implemented>(a_case))
            return {{"guideline_review", d.review_from->plus_months(review_interval_months)}};
        return {};
    }
};

} // namespace guideline_revision_workflow

workflow const& guideline_revision() {
    static machine_workflow<guideline_revision_workflow::definition> const w;
    return w;
}

} // namespace saksgang
