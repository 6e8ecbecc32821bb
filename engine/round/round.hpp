// A round is how people answer together: a frozen electorate takes positions on a text named by digest.
//
//   consent       sides (or parties) of a body; carried only when all that must agree do
//   adoption      every party through its own organ; an outcome for each pair
//   confirmation  every party says that it has taken the text into use
//   hearing       statements from those asked, until a date; late ones are marked, not refused
//
// waiting -> (open in a meeting | in writing) -> carried | not_carried;  superseded by a new text, lapsed
// when the case leaves the state that held it. No majority, no casting vote, no silent stall.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/case/case.hpp"
#include "engine/who/organisation.hpp"

namespace saksgang {

BOOST_DEFINE_ENUM_CLASS(round_kind, consent, adoption, confirmation, hearing)
BOOST_DEFINE_ENUM_CLASS(round_status, waiting, open, carried, not_carried, closed, superseded, lapsed)
BOOST_DEFINE_ENUM_CLASS(procedure, meeting, written)
BOOST_DEFINE_ENUM_CLASS(position, agree, agree_with_reservation, disagree, no_position, recused)
// all_parties: everyone must adopt. pairwise: two by two, as the field says (field.hpp).
BOOST_DEFINE_ENUM_CLASS(adoption_policy, pairwise, all_parties)

struct reservation {
    std::string text; // what must be cleared
    date clear_by;
    std::optional<date> cleared;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(reservation, (), (text, clear_by, cleared, note))

// One who is asked. Frozen when the round opens.
struct elector {
    saksgang::side side = saksgang::side::advisory;
    id person;
    std::vector<id> parties;
    std::optional<std::string> represents;
    bool speaks = false;             // for the side (or the party), where it speaks with one voice
    std::optional<id> stands_in_for; // person, when a substitute was called
};
BOOST_DESCRIBE_STRUCT(elector, (), (side, person, parties, represents, speaks, stands_in_for))

struct position_taken {
    saksgang::position position = saksgang::position::agree;
    std::optional<std::string> reason;
    std::optional<saksgang::reservation> reservation;
    bool assents_to_procedure = false; // that it is settled in writing (koml § 11-8 by analogy)
    bool registered = false;           // by the secretary, in a meeting
};
BOOST_DESCRIBE_STRUCT(position_taken, (), (position, reason, reservation, assents_to_procedure, registered))

struct remark { // protokolltilførsel
    id seat;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(remark, (), (seat, text))

// A fact that fvl. § 6 first paragraph lists, a role in the project, the employer's interest, or other special
// circumstances (second paragraph).
BOOST_DEFINE_ENUM_CLASS(recusal_ground, personal, project, employer, special_circumstances)

// A possible conflict of interest, of whoever sits there: known before the meeting, or declared in it.
struct recusal {
    id seat;
    std::optional<id> person; // none: of whoever sits there, each anew
    recusal_ground ground = recusal_ground::personal;
    std::optional<personal_text> explanation;
    std::optional<bool> disqualified; // as the body settled it, without the member
    std::optional<std::string> hjemmel;
    std::optional<personal_text> reasons = {}; // of the ruling
};
BOOST_DESCRIBE_STRUCT(recusal, (), (seat, person, ground, explanation, disqualified, hjemmel, reasons))

// A substitute that was asked and not reached: recorded and passed (koml § 7-10 by analogy).
struct call {
    id seat;
    id person;
    bool reached = false;
};
BOOST_DESCRIBE_STRUCT(call, (), (seat, person, reached))

// ------------------------------------------------------------------------------------ parties' own decisions

BOOST_DEFINE_ENUM_CLASS(party_status, pending, sent, adopted, adopted_with_reservation, rejected, confirmed)
// Of a party: that decides for it.
struct organ : choice {
    static constexpr std::string_view list = "organ";
};

struct party_answer {
    party_status status = party_status::pending;
    std::optional<date> sent;
    std::optional<date> decided_on;
    std::optional<saksgang::organ> organ;
    std::optional<std::string> case_number;  // there, as they write it: PS 45/24
    std::optional<std::string> minutes;      // digest of the saksutskrift
    std::optional<std::string> adopted_text; // digest of the rendition they adopted
    std::optional<saksgang::reservation> reservation;
    std::optional<std::string> reason; // of a no
    bool editorial_authority = false;  // «med fullmakt til redaksjonelle endringer»
    std::optional<date> concluded;     // with the other of its pair: the later of the two decisions
    int reminders = 0;
};
BOOST_DESCRIBE_STRUCT(party_answer, (),
                      (status, sent, decided_on, organ, case_number, minutes, adopted_text, reservation,
                       reason, editorial_authority, concluded, reminders))

// --------------------------------------------------------------------------------------------------- hearing

struct recipient_kind : choice {
    static constexpr std::string_view list = "recipient_kind";
    static recipient_kind const party, body;
};
inline constexpr recipient_kind recipient_kind::party{{"party"}}, recipient_kind::body{{"body"}};

struct recipient {
    recipient_kind kind = recipient_kind::party;
    id target; // party or body; any identifier for the others
};
BOOST_DESCRIBE_STRUCT(recipient, (), (kind, target))

struct statement_given {
    id from;
    std::optional<std::string> sender; // name of an organisation that is not in the register
    date received;
    bool late = false;
    std::optional<std::string> document; // digest
    std::optional<std::string> summary;
    std::vector<id> heard;             // parties present or spoken for by mandate
    std::vector<id> not_heard;         // parties of a body's area that were neither
    std::optional<std::string> answer; // from the høringsmatrise
};
BOOST_DESCRIBE_STRUCT(statement_given, (),
                      (from, sender, received, late, document, summary, heard, not_heard, answer))

// --------------------------------------------------------------------------------------------------- outcome

// What a closed round collapses to.
struct dissent {
    id seat;
    std::string why; // their words, or a code: silent, no_position, procedure, unrepresented
};
BOOST_DESCRIBE_STRUCT(dissent, (), (seat, why))

// An item may be decided point by point, over several meetings.
BOOST_DEFINE_ENUM_CLASS(point_result, agreed, postponed)
struct point {
    int number = 0;
    std::string words; // of the point, as it was put
    point_result result = point_result::agreed;
    std::optional<std::string> reason; // that it was postponed
    date on;
};
BOOST_DESCRIBE_STRUCT(point, (), (number, words, result, reason, on))

struct attendee {
    id seat, person;
    std::optional<id> stands_in_for; // person
};
BOOST_DESCRIBE_STRUCT(attendee, (), (seat, person, stands_in_for))

// What becomes of what was not carried, as the body says: back, to the next level, nowhere, to whoever settles it.
BOOST_DEFINE_ENUM_CLASS(next_step, send_back, lift, end, dispute)

struct round_outcome {
    date on;
    bool stated_by_chair = false;  // «Møteleder konstaterte enighet»: nobody pressed anything
    std::optional<id> chair;       // seat
    std::vector<id> agreed;        // seats that must agree and did
    std::vector<attendee> present; // who was there, or was asked in writing
    std::vector<recusal> recusals; // with what the body ruled, and its hjemmel
    std::vector<call> calls;       // of substitutes
    std::vector<dissent> against;
    std::optional<saksgang::next_step> next;
    std::vector<saksgang::remark> remarks;
    std::map<std::string, saksgang::reservation> reservations; // by seat or party
    std::vector<point> points;                                 // where it was decided so
    std::vector<id> silent;                                    // parties or recipients that never answered
};
BOOST_DESCRIBE_STRUCT(round_outcome, (),
                      (on, stated_by_chair, chair, agreed, present, recusals, calls, against, next, remarks,
                       reservations, points, silent))

struct round {
    round_kind kind = round_kind::consent;
    round_status status = round_status::waiting;
    std::string held_in; // the state that holds it
    std::optional<id> body;
    decision_kind decision = decision_kind::decision;
    text_version subject;
    bool fixed_text = false; // not to be amended apart from the proposal it stands for
    std::vector<std::string> subject_history =
        {};           // digests that the positions stay valid on (editorial changes)
    std::string rule; // body/b1/rule/2
    std::optional<saksgang::asks> asks;
    std::vector<id> asked; // sides or parties: each of them must agree
    std::optional<saksgang::voice> voice;
    std::optional<no_position_means> no_position;
    bool employer_disqualifies = false;
    std::optional<saksgang::procedure> procedure;
    date put_forward; // no meeting decides on it before that day
    std::optional<date> opened, held_on, deadline, postponed_until;
    std::map<std::string, elector> electorate;       // by seat
    std::map<std::string, position_taken> positions; // by seat
    std::vector<recusal> recusals;
    std::vector<call> calls;
    std::vector<saksgang::remark> remarks;
    std::vector<point> points;                                 // decided so far, and postponed
    std::map<std::string, saksgang::reservation> reservations; // to points decided so far, by seat
    std::optional<adoption_policy> policy;
    std::optional<date> in_force_from;           // of what the parties adopt: not before
    std::map<std::string, party_answer> parties; // by party
    std::vector<recipient> recipients;
    std::map<std::string, statement_given> statements; // s1, s2 ...
    std::optional<round_outcome> outcome;

    bool live() const { return status == round_status::waiting || status == round_status::open; }
};
BOOST_DESCRIBE_STRUCT(round, (),
                      (kind, status, held_in, body, decision, subject, fixed_text, subject_history, rule,
                       asks, asked, voice, no_position, employer_disqualifies, procedure, put_forward, opened,
                       held_on, deadline, postponed_until, electorate, positions, recusals, calls, remarks,
                       points, reservations, policy, in_force_from, parties, recipients, statements, outcome))

// What a state of a workflow says of the round it holds; empty `subject` renditions: not ready yet.
struct round_spec {
    round_kind kind = round_kind::consent;
    std::string body = {};
    decision_kind decision = decision_kind::decision;
    text_version subject;
    adoption_policy policy = adoption_policy::pairwise;
    std::vector<std::string> parties = {}; // adoption, confirmation: who is asked
    std::vector<recipient> recipients = {};
    std::vector<recusal> recusals = {}; // to be settled by the body, before it decides
    std::optional<date> deadline = {};
    std::optional<date> in_force_from = {}; // adoption: not before
    bool fixed_text =
        false; // the text says what the case's data says (a sum): neither changes without the other
};

using rounds = std::map<std::string, round>; // r1, r2 ...

rounds const& rounds_in(state const& a_case);
inline rounds rounds_in(state&& a_case) { return rounds_in(std::as_const(a_case)); }
void put_rounds(state& a_case, rounds const&); // where they differ
std::string round_name(std::size_t n);         // 1-based
int number_of_round(std::string const& name);
// The live round, if the case has one: at most one at a time.
std::string const* live_round(rounds const&);
// The last one closed with an outcome in that state, or none.
round const* last_outcome(rounds const&, std::string_view held_in);
// Reservations not cleared, in all carried rounds of the case: (round, seat or party).
std::vector<std::pair<std::string, std::string>> open_reservations(rounds const&);

// Makes the rounds agree with what the state holds: opens, supersedes or lets lapse. Idempotent.
void hold(rounds&, std::string_view state_name, std::optional<round_spec> const&, date today);

// How many decisions a new text would cost: positions, points and adoptions that stand on the old one.
int decisions_standing(round const&);

// Whether who sits there is of that side, or represents that party, in what the round asks.
bool is_of(round const&, elector const&, id const& asked);
// Whether that seat's answer decides: not an advisory one's, nor, with one voice in a meeting, one that does not speak.
bool decides(round const&, elector const&);
bool is_recused(round const&, std::string_view seat);
bool is_disqualified(round const&, std::string_view person); // ruled so, on any ground
// Of the same person on the same ground; while it is of whoever sits there, of the same seat.
inline bool same_conflict(recusal const& a, recusal const& b) {
    return a.person == b.person && a.ground == b.ground && (a.person || a.seat == b.seat);
}
// Somebody who sits there, and whose possible conflict of interest the body has not settled: the seat, or null.
recusal const* unsettled_recusal(round const&);

// ---------------------------------------------------------------------------------------- who agrees to what

inline constexpr std::string_view unrepresented = "unrepresented"; // why a side, or a party, has not agreed

struct verdict_of_round {
    bool settled = false; // all that must answer have
    bool carried = false;
    std::vector<dissent> against;
    std::vector<id> agreed;
};
// Unanimity between the sides (or parties) of a consent round, by the rule frozen in it. Pure.
// `silence_agrees`: in a meeting where the chair states agreement, those present and silent agree; in writing never.
verdict_of_round judge(round const&, bool silence_agrees);

} // namespace saksgang
