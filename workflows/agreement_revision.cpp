// Revision of the overordnet samarbeidsavtale: SSU only recommends; each kommunestyre and the trust's board
// adopts (hol. § 6-1), and what is then in force is the register's (engine/agreement.hpp), pair by pair.
//
//   proposed <-> returned
//   proposed -> mandated -> committee_appointing -> drafting -> hearing -> revising -> for_ssu -> recommended
//            -> party_adoption -> concluded -> closed;  withdrawn from anywhere before the parties decide
#include <algorithm>
#include <array>

#include "workflows/common.hpp"

namespace saksgang {

workflow const& agreement_revision();

namespace agreement_revision_workflow {

// ------------------------------------------------------------------------------------------------------ data

inline constexpr int checklist_items = 13; // hol. § 6-2 first paragraph

BOOST_DEFINE_ENUM_CLASS(committee_member_kind, municipality, trust, user, gp, other)

struct committee_member {
    id person;
    committee_member_kind kind = committee_member_kind::other;
};
BOOST_DESCRIBE_STRUCT(committee_member, (), (person, kind))

// One of the 13 points that an agreement must cover at least: where the text does, or why it does not yet.
struct checklist_item {
    int number = 0;                        // 1-13, as in hol. § 6-2 first paragraph
    std::optional<std::string> covered_in; // chapter of the draft
    std::optional<std::string> gap;        // why not, and what then
};
BOOST_DESCRIBE_STRUCT(checklist_item, (), (number, covered_in, gap))

// What must be agreed for measures of cooperation (hol. § 6-2 second paragraph).
struct cooperation_terms {
    std::string responsibility, employer_responsibility, organisation, financing;
};
BOOST_DESCRIBE_STRUCT(cooperation_terms, (),
                      (responsibility, employer_responsibility, organisation, financing))

struct data : case_common {
    std::string reason;
    std::string base_version;
    date base_date;
    std::vector<committee_member> committee;
    std::vector<checklist_item> checklist;
    std::optional<cooperation_terms> terms;
    bool users_took_part = false; // in the drafting (hol. § 6-1 third paragraph)
    std::vector<recipient> hearing_recipients;
    std::optional<date> hearing_deadline;
    adoption_policy policy = adoption_policy::pairwise;
    std::optional<date> adoption_deadline, in_force_from;
};
BOOST_DESCRIBE_STRUCT(data, (case_common),
                      (reason, base_version, base_date, committee, checklist, terms, users_took_part,
                       hearing_recipients, hearing_deadline, policy, adoption_deadline, in_force_from))

// ---------------------------------------------------------------------------------------------------- states

struct proposed : stage {
    static constexpr text label{"Foreslått", "Foreslått", "Proposed"};
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_in("ssu", decision_kind::decision, d.text);
    }
};
struct returned : stage {
    static constexpr text label{"Sendt tilbake", "Send tilbake", "Returned"};
};
struct mandated : stage {
    static constexpr text label{"Mandat gitt", "Mandat gjeve", "Mandated"};
};
struct committee_appointing : stage {
    static constexpr text label{"Redaksjonskomité nedsettes", "Redaksjonskomité blir sett ned",
                                "Drafting committee being appointed"};
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        auto spec = d.committee.empty() ? std::nullopt : consent_in("ssu", decision_kind::decision, d.text);
        if (spec) spec->fixed_text = true; // those in it are those who are appointed
        return spec;
    }
};
struct drafting : stage {
    static constexpr text label{"Utkast utarbeides", "Utkast blir utarbeidd", "Drafting"};
};
struct hearing : stage {
    static constexpr text label{"På høring", "På høyring", "On hearing"};
    static constexpr auto round = round_kind::hearing;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return round_spec{.kind = round_kind::hearing,
                          .subject = *d.text,
                          .recipients = d.hearing_recipients,
                          .deadline = d.hearing_deadline};
    }
};
struct revising : stage {
    static constexpr text label{"Bearbeides etter høring", "Blir omarbeidd etter høyring",
                                "Being revised after the hearing"};
};
struct for_ssu : stage {
    static constexpr text label{"Til behandling i SSU", "Til behandling i SSU", "Before SSU"};
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_in("ssu", decision_kind::recommendation, d.text);
    }
};
struct recommended : stage {
    static constexpr text label{"Anbefalt av SSU", "Tilrådd av SSU", "Recommended by SSU"};
};
struct party_adoption : stage {
    static constexpr text label{"Til vedtak hos partene", "Til vedtak hos partane", "Before the parties"};
    static constexpr auto round = round_kind::adoption;
    static std::optional<round_spec> holds(data const& d, situation const& now) {
        round_spec spec{.kind = round_kind::adoption,
                        .subject = *d.text,
                        .policy = d.policy,
                        .deadline = d.adoption_deadline,
                        .in_force_from = d.in_force_from};
        for (auto const& [id, p] : records_of(now.organisation()).parties) spec.parties.push_back(id);
        return spec;
    }
};
struct concluded : stage {
    static constexpr text label{"Inngått", "Inngått", "Concluded"};
};
struct closed : stage {
    static constexpr text label{"Avsluttet", "Avslutta", "Closed"};
    static constexpr bool end = true;
};
struct withdrawn : stage {
    static constexpr text label{"Trukket", "Trekt", "Withdrawn"};
    static constexpr bool end = true;
};

// -------------------------------------------------------------------------------------------------- commands

struct propose_revision {
    static constexpr text label{"Foreslå revisjon av samarbeidsavtalen",
                                "Foreslå revisjon av samarbeidsavtalen",
                                "Propose a revision of the agreement"};
    static constexpr who by[]{by::case_handler, by::member("ssu")};
    std::string title, reason, base_version;
    date base_date;
    document proposal; // saksframlegg
};
BOOST_DESCRIBE_STRUCT(propose_revision, (), (title, reason, base_version, base_date, proposal))

struct resubmit_proposal {
    static constexpr text label{"Legg fram forslaget på nytt", "Legg fram forslaget på nytt",
                                "Put the proposal forward again"};
    static constexpr who by[]{by::case_handler, by::member("ssu")};
    std::string reason;
    document proposal;
};
BOOST_DESCRIBE_STRUCT(resubmit_proposal, (), (reason, proposal))

struct call_for_nominations {
    static constexpr text label{"Be om forslag til redaksjonskomité", "Be om forslag til redaksjonskomité",
                                "Ask for nominations to the committee"};
    static constexpr who by[]{by::case_handler};
};
BOOST_DESCRIBE_STRUCT(call_for_nominations, (), ())

struct nominate_committee {
    static constexpr text label{"Legg fram redaksjonskomité", "Legg fram redaksjonskomité",
                                "Put forward the drafting committee"};
    static constexpr who by[]{by::case_handler};
    std::vector<committee_member> members;
    document proposal;
};
BOOST_DESCRIBE_STRUCT(nominate_committee, (), (members, proposal))

struct submit_draft {
    static constexpr saksgang::text label{"Lever avtaleutkast", "Lever avtaleutkast",
                                          "Hand in the draft agreement"};
    static constexpr who by[]{by::participant("drafting_committee"), by::case_handler};
    text_version text;
    std::vector<checklist_item> checklist;
    cooperation_terms terms;
    bool users_took_part;
};
BOOST_DESCRIBE_STRUCT(submit_draft, (), (text, checklist, terms, users_took_part))

struct open_hearing {
    static constexpr text label{"Send på høring", "Send på høyring", "Open the hearing"};
    static constexpr who by[]{by::case_handler};
    std::vector<recipient> recipients;
    date deadline; // 12 weeks by default
    document letter;
};
BOOST_DESCRIBE_STRUCT(open_hearing, (), (recipients, deadline, letter))

struct submit_to_ssu {
    static constexpr text label{"Legg fram for SSU", "Legg fram for SSU", "Put before SSU"};
    static constexpr who by[]{by::case_handler};
    document paper; // saksframlegg
};
BOOST_DESCRIBE_STRUCT(submit_to_ssu, (), (paper))

struct send_to_parties {
    static constexpr text label{"Send til partene", "Send til partane", "Send to the parties"};
    static constexpr who by[]{by::case_handler};
    adoption_policy policy;
    date deadline;                     // six months by default
    std::optional<date> in_force_from; // of every pair: not before
    document letter;
};
BOOST_DESCRIBE_STRUCT(send_to_parties, (), (policy, deadline, in_force_from, letter))

struct close_case {
    static constexpr text label{"Avslutt saken", "Avslutt saka", "Close the case"};
    static constexpr who by[]{by::case_handler};
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(close_case, (), (summary))

struct withdraw {
    static constexpr text label{"Trekk saken", "Trekk saka", "Withdraw the case"};
    static constexpr who by[]{by::case_handler, by::leader("ssu")};
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(withdraw, (), (reason))

// ---------------------------------------------------------------------------------------------------- guards

bool has_kind(std::vector<committee_member> const& members, committee_member_kind kind) {
    return std::ranges::any_of(members, [&](auto const& m) { return m.kind == kind; });
}

// What became of a proposal that SSU did not agree on, as SSU said.
struct ends_there {
    static constexpr rule_text refusal{
        "sent_on",
        {"SSU sendte forslaget tilbake eller videre.", "SSU sende forslaget tilbake eller vidare.",
         "SSU sent the proposal back or on."}};
    static verdict holds(view<data> const& v) {
        auto const* last = last_outcome(rounds_in(v.a_case), type_name<proposed>());
        return last && last->outcome->next == next_step::end;
    }
};
struct proposal_is_new {
    static constexpr rule_text refusal{"same_version",
                                       {"Det er det samme forslaget. Legg fram et endret forslag.",
                                        "Det er det same forslaget. Legg fram eit endra forslag.",
                                        "It is the same proposal. Put forward a changed one."}};
    static verdict holds(resubmit_proposal const& e, view<data> const& v) {
        return digest_of(v.data.text.value()) != e.proposal.digest;
    }
    static verdict holds(nominate_committee const& e, view<data> const& v) {
        return v.data.committee.empty() || digest_of(v.data.text.value()) != e.proposal.digest;
    }
};
struct each_named_once {
    static constexpr rule_text refusal{
        "named_twice", {"{person} står to ganger.", "{person} står to gonger.", "{person} stands twice."}};
    static verdict holds(nominate_committee const& c, view<data> const&) {
        std::set<std::string_view> seen;
        for (auto const& m : c.members)
            if (!seen.insert(m.person.value).second) return verdict::fails({{"person", m.person.value}});
        return true;
    }
};

struct both_parties_in_committee {
    static constexpr rule_text refusal{
        "committee_without_party",
        {"Redaksjonskomiteen må ha medlemmer fra både kommunene og helseforetaket.",
         "Redaksjonskomiteen må ha medlemmer frå både kommunane og helseføretaket.",
         "The drafting committee must have members from both the municipalities and the trust."},
        "SSU: tverrsektoriell redaksjonskomité"};
    static verdict holds(nominate_committee const& c, view<data> const&) {
        return has_kind(c.members, committee_member_kind::municipality) &&
               has_kind(c.members, committee_member_kind::trust);
    }
};
struct users_and_gps_in_committee {
    static constexpr rule_text refusal{
        "committee_without_users_or_gps",
        {"Redaksjonskomiteen mangler {missing}. Pasient- og brukerorganisasjoner skal medvirke i "
         "utarbeidelsen (hol. § 6-1 tredje ledd), og fastlegeperspektivet skal være med.",
         "Redaksjonskomiteen manglar {missing}. Pasient- og brukarorganisasjonar skal medverke i "
         "utarbeidinga (hol. § 6-1 tredje ledd), og fastlegeperspektivet skal vere med.",
         "The drafting committee lacks {missing}. Patients' and users' organisations shall take part in the "
         "drafting (hol. § 6-1 third paragraph), and the GPs' perspective is included."},
        "hol. § 6-1 tredje ledd"};
    static verdict holds(nominate_committee const& c, view<data> const&) {
        constexpr text user{"brukerrepresentant", "brukarrepresentant", "a users' representative"};
        constexpr text gp{"fastlegerepresentant", "fastlegerepresentant", "a GPs' representative"};
        std::vector<said> missing;
        if (!has_kind(c.members, committee_member_kind::user)) missing.emplace_back(user);
        if (!has_kind(c.members, committee_member_kind::gp)) missing.emplace_back(gp);
        return missing.empty() ? verdict(true) : verdict::fails({{"missing", said::list(missing)}});
    }
};
struct checklist_answered {
    static constexpr rule_text refusal{
        "checklist_incomplete",
        {"Sjekklisten for innholdet er ikke full: punkt {missing} er verken dekket eller begrunnet (hol. § "
         "6-2).",
         "Sjekklista for innhaldet er ikkje full: punkt {missing} er verken dekt eller grunngjeve (hol. § "
         "6-2).",
         "The checklist is not complete: item {missing} is neither covered nor explained (hol. § 6-2)."},
        "hol. § 6-2 første ledd nr. 1-13"};
    static verdict holds(submit_draft const& c, view<data> const&) {
        std::string missing;
        for (int n = 1; n <= checklist_items; ++n) {
            auto const answers = [&](checklist_item const& i) {
                return i.number == n && (i.covered_in || i.gap);
            };
            if (std::ranges::none_of(c.checklist, answers))
                missing += (missing.empty() ? "" : ", ") + std::to_string(n);
        }
        return missing.empty() ? verdict(true) : verdict::fails({{"missing", missing}});
    }
};
struct users_took_part {
    static constexpr rule_text refusal{
        "users_did_not_take_part",
        {"Pasient- og brukerorganisasjoner skal medvirke i utarbeidelsen av avtalen (hol. § 6-1 tredje "
         "ledd).",
         "Pasient- og brukarorganisasjonar skal medverke i utarbeidinga av avtalen (hol. § 6-1 tredje ledd).",
         "Patients' and users' organisations shall take part in drafting the agreement (hol. § 6-1 third "
         "paragraph)."},
        "hol. § 6-1 tredje ledd"};
    static verdict holds(view<data> const& v) { return v.data.users_took_part; }
};
struct has_draft {
    static constexpr rule_text refusal{"no_draft",
                                       {"Det er ikke levert noe utkast.", "Det er ikkje levert noko utkast.",
                                        "No draft has been handed in."}};
    static verdict holds(view<data> const& v) { return !v.data.checklist.empty(); }
};
struct all_are_heard {
    static constexpr rule_text refusal{
        "hearing_recipients_missing",
        {"Disse mangler på adresselisten: {missing}.", "Desse manglar på adresselista: {missing}.",
         "These are missing from the list of recipients: {missing}."},
        "Alle parter, LSU, FSU, brukerutvalg, fastleger og tillitsvalgte"};
    static verdict holds(open_hearing const& c, view<data> const& v) {
        std::vector<said> missing;
        auto const need = [&](recipient_kind kind, std::string const& target) {
            auto const is = [&](recipient const& r) {
                return r.kind == kind && (target.empty() || r.target == target);
            };
            if (std::ranges::none_of(c.recipients, is))
                missing.push_back(target.empty() ? said(word(describe::name_of(kind))) : said(target));
        };
        for (auto const& [id, p] : records_of(v.now.organisation()).parties)
            if (p.kind == party_kind::municipality) need(recipient_kind::party, id);
        for (auto const& [id, kind] : records_of(v.now.organisation()).bodies)
            if (kind == body_kind::local || kind == body_kind::professional ||
                kind == body_kind::user_council)
                need(recipient_kind::body, id);
        for (auto const kind : {recipient_kind::gp_representatives, recipient_kind::employee_representatives})
            need(kind, "");
        return missing.empty() ? verdict(true) : verdict::fails({{"missing", said::list(missing)}});
    }
};
struct every_statement_answered {
    static constexpr rule_text refusal{
        "statements_unanswered",
        {"Høringsmatrisen har {count} innspill uten svar.", "Høyringsmatrisa har {count} innspel utan svar.",
         "{count} statements have no answer in the matrix."}};
    static verdict holds(view<data> const& v) {
        long unanswered = 0;
        for (auto const& [name, r] : rounds_in(v.a_case))
            unanswered += std::ranges::count_if(r.statements, [](auto const& s) { return !s.second.answer; });
        return unanswered == 0 ? verdict(true) : verdict::fails({{"count", std::to_string(unanswered)}});
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct store_proposal {
    static void run(propose_revision const& c, stepping<data>& s) {
        s.data.title = c.title;
        s.data.reason = c.reason;
        s.data.base_version = c.base_version;
        s.data.base_date = c.base_date;
        s.data.text = text_version{c.proposal.title, "1", {c.proposal}};
        for (auto const& [id, p] : records_of(s.now.organisation()).parties) s.data.parties.push_back({id});
    }
};
struct store_new_proposal {
    static void run(resubmit_proposal const& c, stepping<data>& s) {
        s.data.reason = c.reason;
        auto const number = rounds_in(s.a_case).size() + 1; // each proposal had a round
        s.data.text = text_version{c.proposal.title, std::to_string(number), {c.proposal}};
    }
};
struct store_nominations {
    static void run(nominate_committee const& c, stepping<data>& s) {
        s.data.committee = c.members;
        s.data.text = text_version{c.proposal.title, "1", {c.proposal}};
    }
};
struct seat_committee {
    static void run(round_carried const&, stepping<data>& s) {
        auto& group = s.data.participants["drafting_committee"];
        for (auto const& m : s.data.committee)
            group.push_back({m.person, std::string(describe::name_of(m.kind))});
    }
};
struct drop_nominations {
    static void run(round_failed const&, stepping<data>& s) { s.data.committee.clear(); }
};
struct store_draft {
    static void run(submit_draft const& c, stepping<data>& s) {
        s.data.text = c.text;
        s.data.checklist = c.checklist;
        s.data.terms = c.terms;
        s.data.users_took_part = c.users_took_part;
    }
};
struct address_hearing {
    static void run(open_hearing const& c, stepping<data>& s) {
        s.data.hearing_recipients = c.recipients;
        s.data.hearing_deadline = c.deadline;
    }
};
struct address_parties {
    static void run(send_to_parties const& c, stepping<data>& s) {
        s.data.policy = c.policy;
        s.data.adoption_deadline = c.deadline;
        s.data.in_force_from = c.in_force_from;
    }
};

// ----------------------------------------------------------------------------------------------------- table

struct definition {
    using data = agreement_revision_workflow::data;
    static constexpr auto id = "agreement_revision";
    static constexpr int version = 1;
    static constexpr text label{"Revisjon av overordnet samarbeidsavtale",
                                "Revisjon av overordna samarbeidsavtale",
                                "Revision of the cooperation agreement"};
    static constexpr auto body = "ssu";

    using table =
        rows<step<start, propose_revision, proposed, store_proposal>, step<proposed, round_carried, mandated>,
             step<proposed, round_failed, returned>,
             step<proposed, round_failed, withdrawn, none, ends_there>,
             step<returned, resubmit_proposal, proposed, store_new_proposal, proposal_is_new>,
             step<mandated, call_for_nominations, committee_appointing>,
             step<committee_appointing, nominate_committee, committee_appointing, store_nominations,
                  users_and_gps_in_committee, both_parties_in_committee, known_persons, each_named_once,
                  proposal_is_new>,
             step<committee_appointing, round_carried, drafting, seat_committee>,
             step<committee_appointing, round_failed, mandated, drop_nominations>,
             step<drafting, submit_draft, drafting, store_draft, text_has_file, checklist_answered>,
             step<drafting, open_hearing, hearing, address_hearing, has_draft, users_took_part,
                  deadline_is_ahead, all_are_heard>,
             step<hearing, hearing_closed, revising>,
             step<revising, submit_draft, revising, store_draft, text_has_file, checklist_answered>,
             step<revising, submit_to_ssu, for_ssu, none, users_took_part, every_statement_answered>,
             step<for_ssu, round_carried, recommended>, step<for_ssu, round_failed, revising>,
             step<recommended, send_to_parties, party_adoption, address_parties, no_open_reservation,
                  deadline_is_ahead>,
             step<party_adoption, round_carried, concluded>, step<party_adoption, round_failed, revising>,
             step<concluded, close_case, closed>, step<proposed, withdraw, withdrawn>,
             step<returned, withdraw, withdrawn>, step<mandated, withdraw, withdrawn>,
             step<committee_appointing, withdraw, withdrawn>, step<drafting, withdraw, withdrawn>,
             step<hearing, withdraw, withdrawn>, step<revising, withdraw, withdrawn>,
             step<for_ssu, withdraw, withdrawn>, step<recommended, withdraw, withdrawn>>;
};

} // namespace agreement_revision_workflow

workflow const& agreement_revision() {
    static machine_workflow<agreement_revision_workflow::definition> const w;
    return w;
}

} // namespace saksgang
