// What the answers look like. Included only by the files that fill them in and by the OpenAPI generator.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/shape.hpp"
#include "api/workflow_views.hpp"
#include "engine/case/case.hpp"
#include "engine/who/organisation.hpp"
#include "workflows/shared/agreement/agreement.hpp"
#include "workflows/shared/fund/fund.hpp"

namespace saksgang::api {

struct state_name {
    std::string name, label;
    bool end = false;
};
BOOST_DESCRIBE_STRUCT(state_name, (), (name, label, end))

struct refusal_view {
    std::string code, text;
    std::optional<std::string> hjemmel;
};
BOOST_DESCRIBE_STRUCT(refusal_view, (), (code, text, hjemmel))

// standing: open, closed (the refusals say why), or depends (on what is filled in)
struct action_view {
    std::string command, label, standing;
    std::vector<refusal_view> refusals;
    std::optional<int> costs; // decisions to be taken again
    std::optional<std::string> round;
    json given; // of the payload: a person is not asked
    std::optional<json> schema;
};
BOOST_DESCRIBE_STRUCT(action_view, (), (command, label, standing, refusals, costs, round, given, schema))

struct deadline_view {
    std::string name, label;
    date due;
};
BOOST_DESCRIBE_STRUCT(deadline_view, (), (name, label, due))

struct person_view {
    std::string id;
    std::optional<std::string> name;
    std::string position;
    std::optional<std::string> party;
};
BOOST_DESCRIBE_STRUCT(person_view, (), (id, name, position, party))

struct case_view {
    std::string id;
    workflow_name workflow;
    state_name state;
    std::int64_t version = 0;
    std::string title, access, archive_owner;
    std::optional<std::string> body, simulated;
    json data, rounds;
    std::vector<linked_document> documents;
    std::vector<exception_record> exceptions;
    std::vector<deadline_view> deadlines;
    std::vector<action_view> actions;
    std::map<std::string, person_view> people; // everyone whose id stands in the case
};
BOOST_DESCRIBE_STRUCT(case_view, (),
                      (id, workflow, state, version, title, access, archive_owner, body, simulated, data,
                       rounds, documents, exceptions, deadlines, actions, people))

struct case_item {
    std::string id, title;
    workflow_name workflow;
    state_name state;
    std::optional<std::string> body;
    std::vector<std::string> parties;
    bool ended = false, closed = false;
};
BOOST_DESCRIBE_STRUCT(case_item, (), (id, title, workflow, state, body, parties, ended, closed))

struct case_list {
    std::vector<case_item> items;
    std::optional<std::string> next;
    std::int64_t total = 0;     // of the whole list, counted up to 1000
    bool total_is_more = false; // than that
};
BOOST_DESCRIBE_STRUCT(case_list, (), (items, next, total, total_is_more))

struct entry_view {
    std::int64_t seq = 0, position = 0;
    std::string command, label;
    std::optional<person_view> actor;
    std::optional<std::string> seat, on_behalf_of, from, to;
    json payload, set, round, postings;
    std::optional<std::int64_t> cause; // position of the entry that this follows from
    std::optional<std::string> rule, hjemmel;
    std::string recorded;
    std::optional<date> effective;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(entry_view, (),
                      (seq, position, command, label, actor, seat, on_behalf_of, from, to, payload, set,
                       round, postings, cause, rule, hjemmel, recorded, effective, hash))

struct history_view {
    std::vector<entry_view> items;
    std::map<std::string, person_view> people;
    std::optional<std::int64_t> next;
};
BOOST_DESCRIBE_STRUCT(history_view, (), (items, people, next))

// The answer to a command.
struct case_done {
    case_view a_case;
    std::vector<entry_view> entries;
};
struct register_done {
    std::string stream;
    std::int64_t version = 0;
    std::vector<entry_view> entries;
};
BOOST_DESCRIBE_STRUCT(register_done, (), (stream, version, entries))

// The answer with `Prefer: return=minimal`: where what happened stands, and nothing of what it says.
struct receipt {
    std::string stream;
    std::int64_t seq = 0, position = 0;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(receipt, (), (stream, seq, position, hash))
struct receipts {
    std::string stream;
    std::int64_t version = 0;
    std::vector<receipt> entries;
};
BOOST_DESCRIBE_STRUCT(receipts, (), (stream, version, entries))

struct work_item {
    // What it is about; an agreement is named for its municipality; of another feature it is the stream.
    std::optional<std::string> a_case, agreement, fund, stream;
    std::string title, kind, label; // kind: position, action, deadline
    std::optional<std::string> command, round;
    std::optional<date> due;
    // Where the same waits for many, one line stands for all: the parties behind it. Of agreements, `agreement` is the
    // first of them.
    std::vector<std::string> parties;
};
BOOST_DESCRIBE_STRUCT(work_item, (),
                      (a_case, agreement, fund, stream, title, kind, label, command, round, due, parties))

struct worklist_view {
    std::vector<work_item> items; // soonest first
    std::optional<std::string> next;
    // Of the whole list, counted up to 1000. What does not fit on one page is counted once for each case (or agreement,
    // or fund) and day.
    std::int64_t total = 0;
    bool total_is_more = false;
};
BOOST_DESCRIBE_STRUCT(worklist_view, (), (items, next, total, total_is_more))

struct seat_holder {
    person_view person;
    std::string function;
    date valid_from;
    std::optional<date> valid_to;
};
BOOST_DESCRIBE_STRUCT(seat_holder, (), (person, function, valid_from, valid_to))
struct seat_substitute {
    person_view person;
    int order = 1;
};
BOOST_DESCRIBE_STRUCT(seat_substitute, (), (person, order))
struct seat_view {
    std::string id;
    seat_kind kind;
    saksgang::side side = saksgang::side::advisory;
    std::vector<saksgang::id> parties;
    std::optional<std::string> represents;
    std::optional<seat_holder> holder;
    std::vector<seat_substitute> substitutes;
};
BOOST_DESCRIBE_STRUCT(seat_view, (), (id, kind, side, parties, represents, holder, substitutes))

struct composition_gap {
    std::string kind, label;
    int by_rule = 0, appointed = 0;
};
BOOST_DESCRIBE_STRUCT(composition_gap, (), (kind, label, by_rule, appointed))
struct body_view {
    std::string id, name;
    std::int64_t version = 0;
    body_kind kind;
    int level = 2;
    date at;
    std::optional<body_rule> rule;
    std::optional<std::vector<seat_view>> seats; // of one body
    // Where those appointed are not as many as the rule says; empty: composed as it says.
    std::optional<std::vector<composition_gap>> composition_gaps;
};
BOOST_DESCRIBE_STRUCT(body_view, (), (id, name, version, kind, level, at, rule, seats, composition_gaps))
struct body_list {
    std::vector<body_view> items;
};
BOOST_DESCRIBE_STRUCT(body_list, (), (items))

struct party_view {
    std::string id;
    party details;
};
BOOST_DESCRIBE_STRUCT(party_view, (), (id, details))
struct party_list {
    std::vector<party_view> items;
};
BOOST_DESCRIBE_STRUCT(party_list, (), (items))

struct role_view {
    std::string role, label;
    std::optional<std::string> party;
    date valid_from;
    std::optional<date> valid_to;
};
BOOST_DESCRIBE_STRUCT(role_view, (), (role, label, party, valid_from, valid_to))
struct held_seat {
    std::string body, body_name, seat, function;
};
BOOST_DESCRIBE_STRUCT(held_seat, (), (body, body_name, seat, function))
struct person_page {
    person_view person;
    std::vector<role_view> roles;
    std::vector<held_seat> seats;
};
BOOST_DESCRIBE_STRUCT(person_page, (), (person, roles, seats))
struct me_view {
    std::string account;
    person_view person;
    std::vector<role_view> roles;
    std::vector<held_seat> seats;
    std::vector<std::string> speaks_for; // parties
    std::int64_t position = 0;           // of the community's last entry
};
BOOST_DESCRIBE_STRUCT(me_view, (), (account, person, roles, seats, speaks_for, position))

struct agreement_view {
    std::string party;
    std::int64_t version = 0;
    std::optional<agreement> applies;
    std::vector<agreement> all;
    std::vector<deadline_view> deadlines;
};
BOOST_DESCRIBE_STRUCT(agreement_view, (), (party, version, applies, all, deadlines))
struct agreement_list {
    date at;
    std::vector<agreement_view> items;
};
BOOST_DESCRIBE_STRUCT(agreement_list, (), (at, items))

struct fund_item {
    std::string id, name;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(fund_item, (), (id, name, version))
struct fund_list {
    std::vector<fund_item> items;
};
BOOST_DESCRIBE_STRUCT(fund_list, (), (items))
struct fund_view {
    std::string id;
    std::int64_t version = 0;
    json data;
    std::vector<year_of_fund> years;
    json balances; // ledger account -> øre
    std::vector<deadline_view> deadlines;
    std::vector<entry_view> postings;
    std::optional<std::int64_t> next;
};
BOOST_DESCRIBE_STRUCT(fund_view, (), (id, version, data, years, balances, deadlines, postings, next))

struct session_view {
    std::string token, expires;
    person_view person;
};
BOOST_DESCRIBE_STRUCT(session_view, (), (token, expires, person))
// Of a browser: the token is in a cookie.
struct browser_session_view {
    std::string expires;
    person_view person;
};
BOOST_DESCRIBE_STRUCT(browser_session_view, (), (expires, person))
struct own_session {
    std::string begun, expires;
    bool current = false; // with which the list was asked for
};
BOOST_DESCRIBE_STRUCT(own_session, (), (begun, expires, current))
struct own_session_list {
    std::vector<own_session> items;
};
BOOST_DESCRIBE_STRUCT(own_session_list, (), (items))
struct document_view {
    std::string digest;
    std::int64_t size = 0;
    std::string media_type;
};
BOOST_DESCRIBE_STRUCT(document_view, (), (digest, size, media_type))
struct health_view {
    std::string status;
    std::vector<std::string> warnings;
};
BOOST_DESCRIBE_STRUCT(health_view, (), (status, warnings))

// What is sent, beside commands.
struct credentials {
    std::string username, password;
};
BOOST_DESCRIBE_STRUCT(credentials, (), (username, password))
struct new_password {
    std::string password;
};
BOOST_DESCRIBE_STRUCT(new_password, (), (password))
struct case_to_create {
    id workflow;
    std::optional<id> command;
    json payload;
};
BOOST_DESCRIBE_STRUCT(case_to_create, (), (workflow, command, payload))

// "case" is a keyword of C++ and a field of the answer.
inline json show(case_done const& d) { return {{"case", show(d.a_case)}, {"entries", show(d.entries)}}; }

// The schema of an answer or a body, by the name that the table of endpoints uses.
json shape_named(std::string_view name);
std::vector<std::string_view> shape_names();

} // namespace saksgang::api
