// Who is who, by date: parties, persons and their roles (the stream `organisation`), and bodies with their
// seats and rules (a stream each, `body/b1`). Everything is effective-dated, so that "who sat there on 7 June
// 2024, under which rule" is one question. Data of the streams: one top-level field for each thing
// ("party/flaa", "seat/m1").
#pragma once

#include <map>
#include <optional>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/decision.hpp"
#include "engine/describe.hpp"
#include "engine/ref.hpp"

namespace saksgang {

// From and including `valid_from`, to and including `valid_to`.
struct period {
    date valid_from;
    std::optional<date> valid_to;
    bool holds_on(date d) const { return valid_from <= d && (!valid_to || d <= *valid_to); }
};
BOOST_DESCRIBE_STRUCT(period, (), (valid_from, valid_to))

struct names { // of things that are data: parties, bodies
    std::string nb, nn, en;
    std::string_view in(language l) const { return l == language::nn ? nn : l == language::en ? en : nb; }
};
BOOST_DESCRIBE_STRUCT(names, (), (nb, nn, en))

// What must agree in a body: its sides. Advisory seats are heard.
struct side : choice {
    static constexpr std::string_view list = "side";
    static side const advisory;
};
inline constexpr side side::advisory{{"advisory"}};

// --------------------------------------------------------------------------------------------- organisation

struct party_kind : choice {
    static constexpr std::string_view list = "party_kind";
};
BOOST_DEFINE_ENUM_CLASS(written_language, nb, nn, neutral)
// Of a party: in what those of its kind have formed between them, or in the community for its inhabitants alone.
BOOST_DEFINE_ENUM_CLASS(membership, cooperation_member, population_coverage)

// A legal person that signs.
struct party {
    std::string name;
    party_kind kind;
    std::optional<std::string> number = {}; // among parties of its kind
    std::string organisation_number = {};   // organisasjonsnummer
    written_language language =
        written_language::neutral; // språkvedtak: what state bodies write to it in (språkl. § 15)
    std::optional<saksgang::membership> membership = {};
};
BOOST_DESCRIBE_STRUCT(party, (), (name, kind, number, organisation_number, language, membership))

// Not a party: a unit of one, or a third party.
struct organisation_unit {
    std::string name;
    std::optional<id> party = {}; // that it is a unit of
};
BOOST_DESCRIBE_STRUCT(organisation_unit, (), (name, party))

struct person {
    personal_text name;
    std::string position = {}; // a title, not personal
    std::optional<id> party = {};
};
BOOST_DESCRIBE_STRUCT(person, (), (name, position, party))

// Those that the kernel knows; the field may have more.
struct role : choice {
    static constexpr std::string_view list = "role";
    static role const case_handler, registrar, party_representative, auditor, administrator;
};
inline constexpr role role::case_handler{{"case_handler"}}, role::registrar{{"registrar"}},
    role::party_representative{{"party_representative"}}, role::auditor{{"auditor"}},
    role::administrator{{"administrator"}};

struct role_grant : period {
    id person;
    saksgang::role role = saksgang::role::case_handler;
    std::optional<id> party = {}; // that it is limited to: of a party_representative or an auditor
    std::optional<id> body = {};  // that it is limited to: of a case handler; none: of the whole community
    std::optional<std::string> basis = {};
    std::optional<std::string> source_of_end = {};

    // Whether it is of what that stream is about: the body's cases, and the body.
    bool covers(state const& subject) const;
};
BOOST_DESCRIBE_STRUCT(role_grant, (period), (person, role, party, body, basis, source_of_end))

// A mandate to speak for a party where it is not present itself.
struct mandate : period {
    id person;
    id party;
    std::string document;
};
BOOST_DESCRIBE_STRUCT(mandate, (period), (person, party, document))

// The bodies are listed here when each is established.
struct body_kind : choice {
    static constexpr std::string_view list = "body_kind";
};

// The stream, by kind of field.
struct organisation_records {
    keyed<party> parties; // by id, as all of these
    keyed<organisation_unit> units;
    keyed<body_kind> bodies;
    keyed<person> persons;
    keyed<std::vector<role_grant>> roles; // by person
    keyed<std::vector<mandate>> mandates; // by person
};
organisation_records records_of(state const& organisation);
organisation_records records_of(state&&) = delete; // it is of the state, as long as that lives

// The streams of the bodies that have been established.
std::set<std::string> bodies_in(state const& organisation);
bool is_person(state const& organisation, std::string_view person);
party const* party_in(state const& organisation, std::string_view id); // none: null
party const* party_in(state&&, std::string_view) = delete;
std::string name_of_party(state const& organisation, std::string_view id); // the id where it is unknown
// Of a body: its kind where it has not been read, the id where it is unknown.
said name_of_body(situation const&, std::string_view id);
bool has_role(state const& organisation, std::string_view person, role, date);
// Whether one of those that they have covers that: a case, a body.
bool has_role_in(state const& subject, state const& organisation, std::string_view person, role, date);
template <class T>
auto that_hold_on(date on, std::vector<T> const* list) {
    static std::vector<T> const none;
    return std::views::filter(list ? *list : none, [on](T const& each) { return each.holds_on(on); });
}
// Those that a person has on that day. The grant's limit matters too: an auditor's, a representative's.
inline auto roles_of(state const& organisation, std::string_view person, date on) {
    return that_hold_on(on, records_of(organisation).roles.find(person));
}
auto roles_of(state&&, std::string_view, date) = delete;
// For whom a person speaks.
inline auto mandates_of(state const& organisation, std::string_view person, date on) {
    return that_hold_on(on, records_of(organisation).mandates.find(person));
}
auto mandates_of(state&&, std::string_view, date) = delete;
bool represents(state const& organisation, std::string_view person, id const& party, date);
// Those that somebody is the representative of.
std::set<std::string> parties_represented(state const& organisation, std::string_view person, date);

// What a command refers to in the organisation, which is read for every command.
struct a_person {
    static constexpr std::string_view name = "person";
    static std::string stream(id const&) { return "organisation"; }
    static std::optional<refusal> missing(world const&, id const&);
};
struct a_party {
    static constexpr std::string_view name = "party";
    static std::string stream(id const&) { return "organisation"; }
    static std::optional<refusal> missing(world const&, id const&);
};
inline known_rule const not_there{"not_there",
                                  {"{id} finnes ikke.", "{id} finst ikkje.", "{id} is not there."}};

// -------------------------------------------------------------------------------------------------- bodies

// A body, where a field of its own says what kind it must be.
struct a_body {
    static constexpr std::string_view name = "body";
    static std::string stream(id const&);
};

struct seat_kind : choice {
    static constexpr std::string_view list = "seat_kind";
};
BOOST_DEFINE_ENUM_CLASS(seat_function, leader, deputy, member, secretary)
BOOST_DEFINE_ENUM_CLASS(asks, sides, parties)
// Must every seat of a side agree, or does one speak for it? Inner dissent then goes to the minutes.
BOOST_DEFINE_ENUM_CLASS(voice, each_seat, one_voice)
BOOST_DEFINE_ENUM_CLASS(no_position_means, not_agreed, stands_aside)
BOOST_DEFINE_ENUM_CLASS(decision_kind, decision, recommendation, statement, endorsement)

// Seats that are advisory by their kind, and that decide here, on that side.
struct deciding_kind {
    seat_kind kind;
    saksgang::side side = saksgang::side::advisory;
};
BOOST_DESCRIBE_STRUCT(deciding_kind, (), (kind, side))
// Seats whose holders are drawn from another body: who sits there.
struct drawn_kind {
    seat_kind kind;
    id body;
};
BOOST_DESCRIBE_STRUCT(drawn_kind, (), (kind, body))

// How a body decides: versioned, shown to people. A round is judged by the version in force when it opened.
struct body_rule {
    int version = 1;
    date valid_from;
    saksgang::asks asks = saksgang::asks::sides;
    saksgang::voice voice = saksgang::voice::each_seat;
    no_position_means no_position = no_position_means::not_agreed;
    bool employer_disqualifies = false;     // fvl § 6: a setting that needs a lawyer's word
    std::vector<decision_kind> decides;     // beyond these it may not go
    std::map<std::string, int> composition; // seat kind -> number of seats
    std::optional<std::string> basis;       // when and by whom it was decided
    std::optional<std::vector<deciding_kind>> deciding_kinds = {};
    std::optional<std::vector<drawn_kind>> drawn_kinds = {};
    std::optional<int> leader_term = {}; // years
};
BOOST_DESCRIBE_STRUCT(body_rule, (),
                      (version, valid_from, asks, voice, no_position, employer_disqualifies, decides,
                       composition, basis, deciding_kinds, drawn_kinds, leader_term))

// Fast, konstituert (until a position is filled), fungerende (while its holder is away).
BOOST_DEFINE_ENUM_CLASS(tenure, permanent, constituted, acting)

// `source`: what shows the day, where it had passed when it was registered; so below.
struct holder : period {
    id person;
    seat_function function = seat_function::member;
    std::optional<saksgang::tenure> tenure = {};
    std::optional<std::string> source = {};
    std::optional<std::string> source_of_end = {};
};
BOOST_DESCRIBE_STRUCT(holder, (period), (person, function, tenure, source, source_of_end))

struct substitute : period {
    id person;
    int order = 1;
    std::optional<std::string> source = {};
    std::optional<std::string> source_of_end = {};
};
BOOST_DESCRIBE_STRUCT(substitute, (period), (person, order, source, source_of_end))

struct seat : period {
    seat_kind kind;
    saksgang::side side = saksgang::side::advisory;
    std::vector<id> parties;                    // represented: one, or several
    std::optional<std::string> represents = {}; // an organisation, or the name of the group of parties
    std::vector<holder> holders;
    std::vector<saksgang::substitute> substitutes; // called in order
    std::optional<id> nominated_by = {};           // that proposes who sits there: a body, or an organisation
    std::optional<std::string> source = {};
    std::optional<std::string> source_of_end = {};
    std::optional<bool> deciding = {}; // false: advisory, whatever the body's rule says of its kind
};
BOOST_DESCRIBE_STRUCT(seat, (period),
                      (kind, side, parties, represents, holders, substitutes, nominated_by, source,
                       source_of_end, deciding))

struct body_head {
    names name;
    body_kind kind;
    int level = 2; // of the community's
    std::optional<date> established = {};
    std::vector<ref<a_party>> area = {};
    std::optional<id> parent = {}; // body that appointed it
    std::optional<date> mandate_ends = {};
};
BOOST_DESCRIBE_STRUCT(body_head, (), (name, kind, level, established, area, parent, mandate_ends))

struct body_records {
    body_head head;
    std::map<int, body_rule> rules;    // by version
    std::map<std::string, seat> seats; // by id
};

body_records const& records_of_body(state const& body);
body_records const& records_of_body(state&&) = delete;
inline body_head const& head_of(state const& body) { return records_of_body(body).head; }
body_rule const* rule_on(state const& body, date);          // none: null
std::string rule_name(state const& body, body_rule const&); // body/b1/rule/2
// On which side a seat decides: its own, or where it is advisory by its kind alone, the one that the rule gives that.
side side_in(body_rule const*, seat const&);
// What a seat is called: whom it represents; nobody: its kind.
said name_of_seat(state const& organisation, seat const&);
// Seats in force, by id.
inline auto seats_on(state const& body, date on) {
    return std::views::filter(records_of_body(body).seats,
                              [on](auto const& s) { return s.second.holds_on(on); });
}
seat const* seat_on(state const& body, std::string_view id, date); // none: null
holder const* holder_on(seat const&, date);                        // none: null
// Whether they hold it that day, or are a substitute for it.
bool may_sit_in(seat const&, id const& person, date);
// The seat that a person holds there, or none.
std::optional<std::string> seat_of(state const& body, std::string_view person, date);
bool leads(state const& body, std::string_view person, date);

// ------------------------------------------------------------------------------------------ who may do what

// One way of being entitled to a command. A command lists all that will do.
struct who {
    enum class kind { role, leader, member, participant, anyone, founder } how;
    role as = {};
    // Body ("" = the case's own), participants' group, or of a representative the command's field that names the party.
    std::string_view name = {};

    constexpr bool is_representative() const {
        return how == kind::role && as == saksgang::role::party_representative;
    }

    constexpr bool operator==(who const&) const = default;
};

namespace by {
constexpr who role(saksgang::role r) { return {who::kind::role, r}; }
inline constexpr who case_handler = role(saksgang::role::case_handler);
inline constexpr who registrar = role(saksgang::role::registrar);
inline constexpr who administrator = role(saksgang::role::administrator);
inline constexpr who party_representative = role(saksgang::role::party_representative);
constexpr who representative_in(std::string_view field) {
    return {who::kind::role, saksgang::role::party_representative, field};
}
constexpr who leader(std::string_view body = "") { return {who::kind::leader, {}, body}; }
constexpr who member(std::string_view body = "") { return {who::kind::member, {}, body}; }
constexpr who participant(std::string_view group) { return {who::kind::participant, {}, group}; }
inline constexpr who anyone{who::kind::anyone};   // signed in
inline constexpr who founder{who::kind::founder}; // while the community is not there yet
} // namespace by

text words_for(who);
// The first way that holds. `subject` is the stream addressed: a case, a body ... Without a payload: whether there may
// be one with which it holds.
std::optional<capacity> capacity_of(situation const&, state const& subject, std::vector<who> const&,
                                    part const* payload = nullptr);
// Of the seat, own or stood in for, as which this member is let in; advisory: of none that decides.
side side_let_in(situation const&, state const& subject, who const& member);

} // namespace saksgang
