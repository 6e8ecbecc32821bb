// Revision of the overordnet samarbeidsavtale: SSU gives the mandate, sends the draft on hearing and recommends; each
// kommunestyre and the trust's board adopts (hol. § 6-1), and what is then in force is the register's
// (shared/agreement/agreement.hpp), pair by pair.
#include "workflows/agreement_revision/from_first.hpp"
#include "workflows/shared/agreement/drafting_committee.hpp"
#include "workflows/shared/hearing.hpp"
#include "workflows/shared/returning.hpp"
#include "workflows/shared/taking_back.hpp"
#include "workflows/shared/withdrawal.hpp"

namespace saksgang {
namespace agreement_revision_workflow {

using under_mandate = states<struct mandated, struct committee_appointing, struct drafting,
                             struct draft_for_ssu, struct cleared_for_hearing, struct hearing,
                             struct revising, struct for_ssu, struct recommended, struct party_adoption>;
template <class... States>
using back_from_ssu =
    back_to<before_withdrawal{}, struct withdrawal_for_ssu, round_failed, goes_back, States...>;

using table = mp11::mp_append<
    rows< // the first row that holds is taken
        step<start, struct propose_revision, struct proposed, struct store_proposal>,
        step<proposed, round_carried, mandated, struct note_delegation>, // as SSU says
        step<proposed, round_failed, struct withdrawn, none, ends_there>,
        step<proposed, round_failed, struct returned>,
        step<returned, struct resubmit_proposal, proposed, struct store_new_proposal, struct proposal_is_new>,
        step<states<proposed, returned>, withdraw, withdrawn, none, is_proposer_or_secretariat>,

        step<mandated, call_for_nominations, committee_appointing>,
        step<committee_appointing, nominate_committee, stay, store_nominations, users_in_committee,
             gps_in_committee, both_parties_in_committee, known_persons, each_named_once, proposal_is_new>,
        step<committee_appointing, round_carried, drafting, seat_committee>,
        step<committee_appointing, round_failed, mandated, actions<goes_on, drop_nominations>>,

        step<states<drafting, revising>, struct submit_draft, stay, take, text_has_file, checklist_answered>,
        step<states<draft_for_ssu, for_ssu>, submit_draft, stay, none, is_taken_back>,
        step<for_ssu, take_from_body, revising, note_why_taken_back>,
        step<draft_for_ssu, take_from_body, revising, note_why_taken_back, was_on_hearing>,
        step<draft_for_ssu, take_from_body, drafting, note_why_taken_back>,

        step<drafting, struct submit_for_hearing, draft_for_ssu, none, struct has_draft,
             struct users_took_part>,
        step<revising, submit_for_hearing, draft_for_ssu, none, draft_is_new, users_took_part,
             every_statement_answered>,
        step<draft_for_ssu, round_carried, cleared_for_hearing>,
        step<draft_for_ssu, round_failed, revising, goes_on, was_on_hearing>,
        step<draft_for_ssu, round_failed, drafting, goes_on>,
        step<cleared_for_hearing, struct open_hearing, hearing, struct address_hearing, deadline_is_ahead,
             all_are_heard>,
        step<drafting, open_hearing, hearing, address_hearing, has_draft, users_took_part,
             hearing_is_delegated, deadline_is_ahead, all_are_heard>,
        step<revising, open_hearing, hearing, address_hearing, draft_is_new, users_took_part,
             every_statement_answered, hearing_is_delegated, deadline_is_ahead, all_are_heard>,
        step<hearing, extend_hearing, stay, store_longer_deadline, hearing_is_longer, deadline_is_ahead>,
        step<hearing, hearing_closed, revising>,

        step<revising, struct submit_to_ssu, for_ssu, none, users_took_part, every_statement_answered,
             every_point_covered>,
        step<for_ssu, round_carried, recommended>, // it only recommends
        step<for_ssu, round_failed, revising, goes_on>,
        step<recommended, struct send_to_parties, party_adoption, struct address_parties, no_open_reservation,
             deadline_is_ahead>,
        step<party_adoption, round_carried, struct concluded>, // by the policy
        step<party_adoption, round_failed, revising>, step<concluded, struct close_case, struct closed>,

        step<under_mandate, propose_withdrawal, withdrawal_for_ssu, store_withdrawal>,
        // What two parties have concluded is theirs, and stands: no more are asked.
        step<withdrawal_for_ssu, round_carried, concluded, none, struct some_have_concluded>,
        step<withdrawal_for_ssu, round_carried, withdrawn>>,
    mp11::mp_apply<back_from_ssu, under_mandate>>;

// ------------------------------------------------------------------------------------------------------ data

struct data : case_common {
    std::string reason;
    std::string base_version;
    date base_date;
    std::optional<ref<a_body>> initiated_by;
    id proposed_by;                           // person
    std::optional<bool> delegates_hearing;    // as proposed
    std::optional<date> hearing_delegated_on; // by SSU, to the secretariat, with the mandate
    std::vector<committee_member> committee;
    std::vector<checklist_item> checklist;
    std::optional<cooperation_terms> terms;
    bool users_took_part = false; // in the drafting (hol. § 6-1 third paragraph)
    std::vector<recipient> hearing_recipients;
    std::optional<date> hearing_deadline;
    adoption_policy policy = adoption_policy::pairwise;
    std::optional<date> adoption_deadline, in_force_from;
    std::optional<text_version> withdrawal_proposal;
    std::string stood_in; // the state from which it was
    std::optional<std::string> taken_back_because;
};
BOOST_DESCRIBE_STRUCT(data, (case_common),
                      (reason, base_version, base_date, initiated_by, proposed_by, delegates_hearing,
                       hearing_delegated_on, committee, checklist, terms, users_took_part, hearing_recipients,
                       hearing_deadline, policy, adoption_deadline, in_force_from, withdrawal_proposal,
                       stood_in, taken_back_because))

// ---------------------------------------------------------------------------------------------------- states

struct proposed : before<"ssu", decision_kind::decision, "Foreslått", "Foreslått", "Proposed"> {};
struct returned : stage<"Sendt tilbake", "Send tilbake", "Returned"> {};
struct mandated : stage<"Mandat gitt", "Mandat gjeve", "Mandated"> {};
struct committee_appointing : stage<"Redaksjonskomité nedsettes", "Redaksjonskomité blir sett ned",
                                    "Drafting committee being appointed"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        if (d.committee.empty()) return {};
        return consent_as_it_stands("ssu", decision_kind::decision,
                                    d.text); // those in it are those who are appointed
    }
};
struct drafting : stage<"Utkast utarbeides", "Utkast blir utarbeidd", "Drafting"> {};
struct draft_for_ssu
    : stage<"Utkastet til behandling i SSU før høring", "Utkastet til behandling i SSU før høyring",
            "The draft before SSU, for the hearing"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_as_it_stands("ssu", decision_kind::decision, d.text);
    }
};
struct cleared_for_hearing
    : stage<"Skal sendes på høring", "Skal sendast på høyring", "To be sent on hearing"> {};
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
struct for_ssu : stage<"Til behandling i SSU", "Til behandling i SSU", "Before SSU"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_as_it_stands("ssu", decision_kind::recommendation, d.text);
    }
};
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
struct withdrawal_for_ssu
    : stage<"Trekking til behandling i SSU", "Trekking til behandling i SSU", "Withdrawal before SSU"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_as_it_stands("ssu", decision_kind::decision, d.withdrawal_proposal);
    }
};
struct withdrawn : ending<"Trukket", "Trekt", "Withdrawn"> {};

// -------------------------------------------------------------------------------------------------- commands

struct propose_revision
    : called<"Foreslå revisjon av samarbeidsavtalen", "Foreslå revisjon av samarbeidsavtalen",
             "Propose a revision of the agreement", by::case_handler, by::member_of<"ssu">>,
      put_forward {
    std::string title, reason, base_version;
    date base_date;
    std::optional<ref<a_body>> initiated_by;
    std::optional<bool> delegates_hearing;
};
BOOST_DESCRIBE_STRUCT(propose_revision, (put_forward),
                      (title, reason, base_version, base_date, initiated_by, delegates_hearing))
struct resubmit_proposal : called<"Legg fram forslaget på nytt", "Legg fram forslaget på nytt",
                                  "Put the proposal forward again", by::case_handler, by::member_of<"ssu">>,
                           put_forward {
    std::string reason;
    std::optional<bool> delegates_hearing;
};
BOOST_DESCRIBE_STRUCT(resubmit_proposal, (put_forward), (reason, delegates_hearing))
struct submit_draft : called<"Lever avtaleutkast", "Lever avtaleutkast", "Hand in the draft agreement",
                             by::taking_part_in<"drafting_committee">, by::case_handler> {
    text_version text;
    std::vector<checklist_item> checklist;
    cooperation_terms terms;
    bool users_took_part;

    static json begins(state const& a_case, situation const&) {
        auto const& d = a_case.data.read(restore<data>);
        json filled{{"checklist", describe::write(every_point(d.checklist))}};
        if (d.terms) { // it has been handed in before
            filled["terms"] = describe::write(*d.terms);
            filled["users_took_part"] = d.users_took_part;
        }
        return filled;
    }
};
BOOST_DESCRIBE_STRUCT(submit_draft, (), (text, checklist, terms, users_took_part))
struct submit_for_hearing
    : called<"Legg utkastet fram for SSU før høring", "Legg utkastet fram for SSU før høyring",
             "Put the draft before SSU, to be heard", by::case_handler> {
    document paper; // saksframlegg
};
BOOST_DESCRIBE_STRUCT(submit_for_hearing, (), (paper))
struct open_hearing : called<"Send på høring", "Send på høyring", "Open the hearing", by::case_handler> {
    std::vector<recipient> recipients;
    date deadline; // 12 weeks by default
    document letter;

    static json begins(state const&, situation const& now) {
        return {{"recipients", describe::write(those_to_be_heard(now))}};
    }
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

// ---------------------------------------------------------------------------------------------------- guards

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
struct some_have_concluded : refuses<"none_has_concluded", "Ingen av partene har inngått avtalen ennå.",
                                     "Ingen av partane har inngått avtalen enno.",
                                     "None of the parties has concluded the agreement yet."> {
    static verdict holds(view<data> const& v) {
        return std::ranges::any_of(rounds_in(v.a_case), [](auto const& r) {
            return std::ranges::any_of(r.second.parties,
                                       [](auto const& p) { return p.second.concluded.has_value(); });
        });
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct store_proposal {
    static void run(propose_revision const& c, stepping<data>& s) {
        take::run(c, s);
        s.data.proposed_by = {s.now.person};
        s.data.text = c.as_version("1");
        for (auto const& [id, p] : records_of(s.now.organisation()).parties) s.data.parties.push_back({id});
    }
};
struct store_new_proposal {
    static void run(resubmit_proposal const& c, stepping<data>& s) {
        auto const number = rounds_in(s.a_case).size() + 1; // each proposal had a round
        s.data.reason = c.reason, s.data.text = c.as_version(std::to_string(number));
        s.data.delegates_hearing = c.delegates_hearing;
        s.data.proposed_by = {s.now.person};
    }
};
struct note_delegation { // of whom and when: the round says
    static void run(round_carried const&, stepping<data>& s) {
        if (s.data.delegates_hearing == true) s.data.hearing_delegated_on = s.now.today;
    }
};
struct address_hearing : actions<copies<&open_hearing::recipients, &data::hearing_recipients>,
                                 copies<&open_hearing::deadline, &data::hearing_deadline>> {};
struct address_parties : actions<copies<&send_to_parties::policy, &data::policy>,
                                 copies<&send_to_parties::deadline, &data::adoption_deadline>,
                                 copies<&send_to_parties::in_force_from, &data::in_force_from>> {};

// ----------------------------------------------------------------------------------------------------- words

constexpr word_of own_words[]{
    {"adoption_deadline",
     {"Frist for vedtak hos partene", "Frist for vedtak hos partane", "Deadline of adoption"}},
    {"paper", {"Saksframlegg", "Saksframlegg", "Case paper"}},
    {"users_took_part",
     {"Brukerorganisasjoner har medvirket", "Brukarorganisasjonar har medverka",
      "Users' organisations took part"}},
};

// ----------------------------------------------------------------------------------------------- the workflow

struct definition : defines<data, table> {
    static constexpr auto id = "agreement_revision";
    static constexpr int version = 2;
    static constexpr upgrade upgrades[]{{1, states_of_first, from_first}};
    static constexpr text label{"Revisjon av overordnet samarbeidsavtale",
                                "Revisjon av overordna samarbeidsavtale",
                                "Revision of the cooperation agreement"};
    static constexpr text purpose{
        "Avtalen mellom partene fornyes: fra forslag og høring til hver part har vedtatt den.",
        "Avtalen mellom partane blir fornya: frå forslag og høyring til kvar part har vedteke han.",
        "The agreement between the parties is renewed, from proposal until each party has adopted it."};
    static constexpr auto body = "ssu";
    static constexpr std::span<word_of const> words[]{
        own_words,        words_of_contents,    words_of_committee,
        words_of_hearing, words_of_taking_back, words_of_withdrawal};
};

} // namespace agreement_revision_workflow

workflow const& agreement_revision() { return made_of<agreement_revision_workflow::definition>(); }

} // namespace saksgang
