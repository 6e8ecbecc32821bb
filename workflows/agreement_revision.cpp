// Revision of the overordnet samarbeidsavtale: SSU only recommends; each kommunestyre and the trust's board
// adopts (hol. § 6-1), and what is then in force is the register's (engine/agreement.hpp), pair by pair.
#include "workflows/shared/hearing.hpp"

namespace saksgang {
namespace agreement_revision_workflow {

using before_the_parties =
    states<struct proposed, struct returned, struct mandated, struct committee_appointing, struct drafting,
           struct hearing, struct revising, struct for_ssu, struct recommended>;

using table = rows< // the first row that holds is taken
    step<start, struct propose_revision, proposed, struct store_proposal>,
    step<proposed, round_carried, mandated>, // as SSU says
    step<proposed, round_failed, struct withdrawn, none, ends_there>, step<proposed, round_failed, returned>,
    step<returned, struct resubmit_proposal, proposed, struct store_new_proposal, struct proposal_is_new>,

    step<mandated, struct call_for_nominations, committee_appointing>,
    step<committee_appointing, struct nominate_committee, stay, struct store_nominations,
         struct users_and_gps_in_committee, struct both_parties_in_committee, known_persons, each_named_once,
         proposal_is_new>,
    step<committee_appointing, round_carried, drafting, struct seat_committee>,
    step<committee_appointing, round_failed, mandated, actions<goes_on, struct drop_nominations>>,

    step<states<drafting, revising>, struct submit_draft, stay, take, text_has_file,
         struct checklist_answered>,
    step<drafting, struct open_hearing, hearing, struct address_hearing, struct has_draft,
         struct users_took_part, deadline_is_ahead, all_are_heard>,
    step<hearing, hearing_closed, revising>,

    step<revising, struct submit_to_ssu, for_ssu, none, users_took_part, every_statement_answered>,
    step<for_ssu, round_carried, recommended>, // it only recommends
    step<for_ssu, round_failed, revising, goes_on>,
    step<recommended, struct send_to_parties, struct party_adoption, struct address_parties,
         no_open_reservation, deadline_is_ahead>,
    step<party_adoption, round_carried, struct concluded>, // by the policy
    step<party_adoption, round_failed, revising>, step<concluded, struct close_case, struct closed>,

    step<before_the_parties, struct withdraw, withdrawn>>;

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

struct proposed : before<"ssu", decision_kind::decision, "Foreslått", "Foreslått", "Proposed"> {};
struct returned : stage<"Sendt tilbake", "Send tilbake", "Returned"> {};
struct mandated : stage<"Mandat gitt", "Mandat gjeve", "Mandated"> {};
struct committee_appointing : stage<"Redaksjonskomité nedsettes", "Redaksjonskomité blir sett ned",
                                    "Drafting committee being appointed"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        auto spec = d.committee.empty() ? std::nullopt : consent_in("ssu", decision_kind::decision, d.text);
        if (spec) spec->fixed_text = true; // those in it are those who are appointed
        return spec;
    }
};
struct drafting : stage<"Utkast utarbeides", "Utkast blir utarbeidd", "Drafting"> {};
struct hearing : stage<"På høring", "På høyring", "On hearing"> {
    static constexpr auto round = round_kind::hearing;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return round_spec{.kind = round_kind::hearing,
                          .subject = *d.text,
                          .recipients = d.hearing_recipients,
                          .deadline = d.hearing_deadline};
    }
};
struct revising
    : stage<"Bearbeides etter høring", "Blir omarbeidd etter høyring", "Being revised after the hearing"> {};
struct for_ssu : before<"ssu", decision_kind::recommendation, "Til behandling i SSU", "Til behandling i SSU",
                        "Before SSU"> {};
struct recommended : stage<"Anbefalt av SSU", "Tilrådd av SSU", "Recommended by SSU"> {};
struct party_adoption : stage<"Til vedtak hos partene", "Til vedtak hos partane", "Before the parties"> {
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
struct concluded : stage<"Inngått", "Inngått", "Concluded"> {};
struct closed : ending<"Avsluttet", "Avslutta", "Closed"> {};
struct withdrawn : ending<"Trukket", "Trekt", "Withdrawn"> {};

// -------------------------------------------------------------------------------------------------- commands

struct propose_revision
    : called<"Foreslå revisjon av samarbeidsavtalen", "Foreslå revisjon av samarbeidsavtalen",
             "Propose a revision of the agreement", by::case_handler, by::member_of<"ssu">>,
      put_forward {
    std::string title, reason, base_version;
    date base_date;
};
BOOST_DESCRIBE_STRUCT(propose_revision, (put_forward), (title, reason, base_version, base_date))
struct resubmit_proposal : called<"Legg fram forslaget på nytt", "Legg fram forslaget på nytt",
                                  "Put the proposal forward again", by::case_handler, by::member_of<"ssu">>,
                           put_forward {
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(resubmit_proposal, (put_forward), (reason))
struct call_for_nominations
    : called<"Be om forslag til redaksjonskomité", "Be om forslag til redaksjonskomité",
             "Ask for nominations to the committee", by::case_handler> {};
struct nominate_committee : called<"Legg fram redaksjonskomité", "Legg fram redaksjonskomité",
                                   "Put forward the drafting committee", by::case_handler>,
                            put_forward {
    std::vector<committee_member> members;
};
BOOST_DESCRIBE_STRUCT(nominate_committee, (put_forward), (members))
struct submit_draft : called<"Lever avtaleutkast", "Lever avtaleutkast", "Hand in the draft agreement",
                             by::taking_part_in<"drafting_committee">, by::case_handler> {
    text_version text;
    std::vector<checklist_item> checklist;
    cooperation_terms terms;
    bool users_took_part;
};
BOOST_DESCRIBE_STRUCT(submit_draft, (), (text, checklist, terms, users_took_part))
struct open_hearing : called<"Send på høring", "Send på høyring", "Open the hearing", by::case_handler> {
    std::vector<recipient> recipients;
    date deadline; // 12 weeks by default
    document letter;
};
BOOST_DESCRIBE_STRUCT(open_hearing, (), (recipients, deadline, letter))
struct submit_to_ssu : called<"Legg fram for SSU", "Legg fram for SSU", "Put before SSU", by::case_handler> {
    document paper; // saksframlegg
};
BOOST_DESCRIBE_STRUCT(submit_to_ssu, (), (paper))
struct send_to_parties
    : called<"Send til partene", "Send til partane", "Send to the parties", by::case_handler> {
    adoption_policy policy;
    date deadline;                     // six months by default
    std::optional<date> in_force_from; // of every pair: not before
    document letter;
};
BOOST_DESCRIBE_STRUCT(send_to_parties, (), (policy, deadline, in_force_from, letter))
struct close_case : called<"Avslutt saken", "Avslutt saka", "Close the case", by::case_handler> {
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(close_case, (), (summary))
struct withdraw
    : called<"Trekk saken", "Trekk saka", "Withdraw the case", by::case_handler, by::leader_of<"ssu">> {
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(withdraw, (), (reason))

// ---------------------------------------------------------------------------------------------------- guards

bool has_kind(std::vector<committee_member> const& members, committee_member_kind kind) {
    return std::ranges::any_of(members, [&](auto const& m) { return m.kind == kind; });
}

struct proposal_is_new : refuses<"same_version", "Det er det samme forslaget. Legg fram et endret forslag.",
                                 "Det er det same forslaget. Legg fram eit endra forslag.",
                                 "It is the same proposal. Put forward a changed one."> {
    static verdict holds(resubmit_proposal const& e, view<data> const& v) {
        return digest_of(v.data.text.value()) != e.proposal.digest;
    }
    static verdict holds(nominate_committee const& e, view<data> const& v) {
        return v.data.committee.empty() || digest_of(v.data.text.value()) != e.proposal.digest;
    }
};
struct both_parties_in_committee
    : refuses<"committee_without_party",
              "Redaksjonskomiteen må ha medlemmer fra både kommunene og helseforetaket.",
              "Redaksjonskomiteen må ha medlemmer frå både kommunane og helseføretaket.",
              "The drafting committee must have members from both the municipalities and the trust.",
              "own:both_sides_in_committee"> {
    static verdict holds(nominate_committee const& c, view<data> const&) {
        return has_kind(c.members, committee_member_kind::municipality) &&
               has_kind(c.members, committee_member_kind::trust);
    }
};
struct users_and_gps_in_committee
    : refuses<
          "committee_without_users_or_gps",
          "Redaksjonskomiteen mangler {missing}. Pasient- og brukerorganisasjoner skal medvirke i "
          "utarbeidelsen (hol. § 6-1 tredje ledd), og fastlegeperspektivet skal være med.",
          "Redaksjonskomiteen manglar {missing}. Pasient- og brukarorganisasjonar skal medverke i "
          "utarbeidinga (hol. § 6-1 tredje ledd), og fastlegeperspektivet skal vere med.",
          "The drafting committee lacks {missing}. Patients' and users' organisations shall take part in the "
          "drafting (hol. § 6-1 third paragraph), and the GPs' perspective is included.",
          "hol. § 6-1 tredje ledd"> {
    static verdict holds(nominate_committee const& c, view<data> const&) {
        constexpr text user{"brukerrepresentant", "brukarrepresentant", "a users' representative"};
        constexpr text gp{"fastlegerepresentant", "fastlegerepresentant", "a GPs' representative"};
        std::vector<said> missing;
        if (!has_kind(c.members, committee_member_kind::user)) missing.emplace_back(user);
        if (!has_kind(c.members, committee_member_kind::gp)) missing.emplace_back(gp);
        return {missing.empty(), {{"missing", said::list(missing)}}};
    }
};
struct checklist_answered
    : refuses<
          "checklist_incomplete",
          "Sjekklisten for innholdet er ikke full: punkt {missing} er verken dekket eller begrunnet (hol. § "
          "6-2).",
          "Sjekklista for innhaldet er ikkje full: punkt {missing} er verken dekt eller grunngjeve (hol. § "
          "6-2).",
          "The checklist is not complete: item {missing} is neither covered nor explained (hol. § 6-2).",
          "hol. § 6-2 første ledd nr. 1-13"> {
    static verdict holds(submit_draft const& c, view<data> const&) {
        std::string missing;
        for (int n = 1; n <= checklist_items; ++n) {
            auto const answers = [&](checklist_item const& i) {
                return i.number == n && (i.covered_in || i.gap);
            };
            if (std::ranges::none_of(c.checklist, answers))
                missing += (missing.empty() ? "" : ", ") + std::to_string(n);
        }
        return {missing.empty(), {{"missing", missing}}};
    }
};
struct users_took_part
    : needs<&data::users_took_part, "users_did_not_take_part",
            "Pasient- og brukerorganisasjoner skal medvirke i utarbeidelsen av avtalen (hol. § 6-1 tredje "
            "ledd).",
            "Pasient- og brukarorganisasjonar skal medverke i utarbeidinga av avtalen (hol. § 6-1 tredje "
            "ledd).",
            "Patients' and users' organisations shall take part in drafting the agreement (hol. § 6-1 third "
            "paragraph).",
            "hol. § 6-1 tredje ledd"> {};
struct has_draft : needs<&data::checklist, "no_draft", "Det er ikke levert noe utkast.",
                         "Det er ikkje levert noko utkast.", "No draft has been handed in."> {};

// --------------------------------------------------------------------------------------------------- actions

struct store_proposal {
    static void run(propose_revision const& c, stepping<data>& s) {
        take::run(c, s);
        s.data.text = c.as_version("1");
        for (auto const& [id, p] : records_of(s.now.organisation()).parties) s.data.parties.push_back({id});
    }
};
struct store_new_proposal {
    static void run(resubmit_proposal const& c, stepping<data>& s) {
        auto const number = rounds_in(s.a_case).size() + 1; // each proposal had a round
        s.data.reason = c.reason, s.data.text = c.as_version(std::to_string(number));
    }
};
struct store_nominations {
    static void run(nominate_committee const& c, stepping<data>& s) {
        s.data.committee = c.members, s.data.text = c.as_version("1");
    }
};
struct seat_committee {
    static void run(round_carried const&, stepping<data>& s) {
        auto& group = s.data.participants["drafting_committee"];
        for (auto const& m : s.data.committee)
            group.push_back({m.person, std::string(describe::name_of(m.kind))});
    }
};
struct drop_nominations : clears<&data::committee> {};
struct address_hearing : actions<copies<&open_hearing::recipients, &data::hearing_recipients>,
                                 copies<&open_hearing::deadline, &data::hearing_deadline>> {};
struct address_parties : actions<copies<&send_to_parties::policy, &data::policy>,
                                 copies<&send_to_parties::deadline, &data::adoption_deadline>,
                                 copies<&send_to_parties::in_force_from, &data::in_force_from>> {};

// ----------------------------------------------------------------------------------------------------- words

constexpr word_of own_words[]{
    {"adoption_deadline",
     {"Frist for vedtak hos partene", "Frist for vedtak hos partane", "Deadline of adoption"}},
    {"checklist", {"Sjekkliste, hol. § 6-2", "Sjekkliste, hol. § 6-2", "Checklist, hol. § 6-2"}},
    {"committee",
     {"Foreslåtte medlemmer av redaksjonskomiteen", "Foreslåtte medlemmer av redaksjonskomiteen",
      "Members nominated to the committee"}},
    {"covered_in", {"Dekket i kapittel", "Dekt i kapittel", "Covered in chapter"}, asked_as::long_text},
    {"drafting_committee", {"Redaksjonskomité", "Redaksjonskomité", "Drafting committee"}},
    {"employer_responsibility",
     {"Arbeidsgiveransvar", "Arbeidsgjevaransvar", "Employer's responsibility"},
     asked_as::long_text},
    {"gap", {"Hvorfor ikke dekket", "Kvifor ikkje dekt", "Why not covered"}, asked_as::long_text},
    {"hearing_recipients", {"Høringsinstanser", "Høyringsinstansar", "Those asked in the hearing"}},
    {"paper", {"Saksframlegg", "Saksframlegg", "Case paper"}},
    {"terms",
     {"Vilkår, hol. § 6-2 andre ledd", "Vilkår, hol. § 6-2 andre ledd",
      "Terms, hol. § 6-2 second paragraph"}},
    {"users_took_part",
     {"Brukerorganisasjoner har medvirket", "Brukarorganisasjonar har medverka",
      "Users' organisations took part"}},
};

// ----------------------------------------------------------------------------------------------- the workflow

struct definition : defines<data, table> {
    static constexpr auto id = "agreement_revision";
    static constexpr int version = 1;
    static constexpr text label{"Revisjon av overordnet samarbeidsavtale",
                                "Revisjon av overordna samarbeidsavtale",
                                "Revision of the cooperation agreement"};
    static constexpr text purpose{
        "Avtalen mellom partene fornyes: fra forslag og høring til hver part har vedtatt den.",
        "Avtalen mellom partane blir fornya: frå forslag og høyring til kvar part har vedteke han.",
        "The agreement between the parties is renewed, from proposal until each party has adopted it."};
    static constexpr auto body = "ssu";
    static constexpr std::span<word_of const> words[]{own_words, words_of_hearing};
};

} // namespace agreement_revision_workflow

workflow const& agreement_revision() { return made_of<agreement_revision_workflow::definition>(); }

} // namespace saksgang
