// How cases, what may be done in them and what has happened look in answers (views.hpp).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/shape.hpp"
#include "api/workflow_views.hpp"
#include "engine/case/case.hpp"

namespace saksgang::api {

struct state_name {
    std::string name, label;
    bool end = false;
};
BOOST_DESCRIBE_STRUCT(state_name, (), (name, label, end))

struct refusal_view {
    std::string code, text;
    std::vector<basis_view> basis;
};
BOOST_DESCRIBE_STRUCT(refusal_view, (), (code, text, basis))

// standing: open, closed (the refusals say why), or depends (on what is filled in)
struct person_view {
    std::string id;
    std::optional<std::string> name;
    std::string position;
    std::optional<std::string> party;
};
BOOST_DESCRIBE_STRUCT(person_view, (), (id, name, position, party))

// What somebody has asked for, and another answers.
struct asked_view {
    std::string command, label;
    json payload;
    person_view by;
};
BOOST_DESCRIBE_STRUCT(asked_view, (), (command, label, payload, by))

struct action_view {
    std::string command, label, standing;
    std::vector<refusal_view> refusals;
    std::optional<int> costs; // decisions to be taken again
    std::optional<std::string> round;
    json given;                 // of the payload: a person is not asked
    std::optional<json> begins; // of the payload: a person may change it; with the schema
    bool next = false;          // it waits for whoever asks; these stand first
    std::vector<asked_view> about;
    std::optional<json> schema;
};
BOOST_DESCRIBE_STRUCT(action_view, (),
                      (command, label, standing, refusals, costs, round, given, begins, next, about, schema))

// What may be done in a register.
struct action_list {
    std::string stream;
    std::int64_t version = 0;
    std::vector<action_view> actions;
};
BOOST_DESCRIBE_STRUCT(action_list, (), (stream, version, actions))

struct deadline_view {
    std::string name, label;
    std::optional<date> due; // none: the law, or whoever asks, gives no day
};
BOOST_DESCRIBE_STRUCT(deadline_view, (), (name, label, due))

struct case_document : linked_document {
    std::int64_t size = 0; // bytes
};
BOOST_DESCRIBE_STRUCT(case_document, (linked_document), (size))

struct exception_view : exception_record {
    std::string label;  // of the rule
    bool waits = false; // for one of another side
};
BOOST_DESCRIBE_STRUCT(exception_view, (exception_record), (label, waits))

// What the case writes of itself, by now: GET /cases/{id}/papers/{name}.
struct paper_view {
    std::string name, label;
};
BOOST_DESCRIBE_STRUCT(paper_view, (), (name, label))

struct case_view {
    std::string id;
    workflow_name workflow;
    state_name state;
    std::int64_t version = 0;
    std::string title, access, archive_owner;
    std::optional<std::string> body, simulated;
    std::optional<person_view> handler; // who has it
    described_json<"case_data"> data;   // labelled by GET /workflows/{workflow}
    described_json<"rounds"> rounds;
    std::vector<case_document> documents;
    std::vector<paper_view> papers = {};
    std::vector<exception_view> exceptions;
    std::vector<deadline_view> deadlines;
    std::vector<action_view> actions;
    std::map<std::string, person_view> people; // everyone whose id stands in the case
    // What else stands there by its id: party/flaa, organisation/dps, body/ssu, seat/ssu/m1, fund/f, case/2024-3.
    std::map<std::string, std::string> names;
};
BOOST_DESCRIBE_STRUCT(case_view, (),
                      (id, workflow, state, version, title, access, archive_owner, body, simulated, handler,
                       data, rounds, documents, papers, exceptions, deadlines, actions, people, names))

struct case_item {
    std::string id, title;
    workflow_name workflow;
    state_name state;
    std::optional<std::string> body;
    std::optional<person_view> handler; // who has it
    std::vector<std::string> parties;
    bool ended = false, closed = false;
};
BOOST_DESCRIBE_STRUCT(case_item, (), (id, title, workflow, state, body, handler, parties, ended, closed))

struct case_list {
    std::vector<case_item> items;
    std::optional<std::string> next;
    std::int64_t total = 0;     // of the whole list, counted up to 1000
    bool total_is_more = false; // than that
};
BOOST_DESCRIBE_STRUCT(case_list, (), (items, next, total, total_is_more))

// A line of a posting, or of a balance.
struct ledger_line {
    std::string account, label;
    std::optional<std::string> a_case;
    std::int64_t amount = 0; // øre
};
BOOST_DESCRIBE_STRUCT(ledger_line, (), (account, label, a_case, amount))

struct entry_view {
    std::int64_t seq = 0, position = 0;
    std::string command, label;
    std::optional<person_view> actor;
    std::optional<std::string> account, seat, on_behalf_of, from, to;
    json payload, set, change, round, postings;
    std::vector<ledger_line> lines;    // what the postings are
    std::optional<std::int64_t> cause; // position of the entry that this follows from
    std::optional<std::string> rule;
    std::vector<basis_view> basis;
    std::string recorded;
    std::optional<date> effective;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(entry_view, (),
                      (seq, position, command, label, actor, account, seat, on_behalf_of, from, to, payload,
                       set, change, round, postings, lines, cause, rule, basis, recorded, effective, hash))

struct history_view {
    std::vector<entry_view> items;
    std::map<std::string, person_view> people;
    std::optional<std::int64_t> next;
};
BOOST_DESCRIBE_STRUCT(history_view, (), (items, people, next))

// An entry among those of many streams.
struct found_entry : entry_view {
    std::string stream;
    std::string of; // title of the case, or what the register is called
};
BOOST_DESCRIBE_STRUCT(found_entry, (entry_view), (stream, of))
struct found_entries {
    std::vector<found_entry> items; // newest first
    std::map<std::string, person_view> people;
    std::optional<std::int64_t> next; // position: what is before it has not been looked at
};
BOOST_DESCRIBE_STRUCT(found_entries, (), (items, people, next))

// Why the caller may read a case, or may not.
struct case_reader {
    person_view person;
    std::string as; // the role or seat that they read it in
};
BOOST_DESCRIBE_STRUCT(case_reader, (), (person, as))
struct access_view {
    bool reads = false;
    std::string text;
    std::optional<std::string> as;     // the role or seat that it is read in
    std::optional<std::string> access; // community, closed
    std::optional<std::string> basis;  // hjemmel, where it is closed
    // For whoever handles or audits the case: whether everyone signed in may read it, and who may for what they are in it.
    std::optional<bool> everyone = {};
    std::optional<std::vector<case_reader>> readers = {};
};
BOOST_DESCRIBE_STRUCT(access_view, (), (reads, text, as, access, basis, everyone, readers))

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

// Whom something waits for: a person or party by name, or whoever has a role, leads a body or sits in it.
struct awaited_view {
    std::string kind, label; // kind: person, party, role, leader, member, anyone
    std::optional<std::string> id;
    std::optional<date> due;
};
BOOST_DESCRIBE_STRUCT(awaited_view, (), (kind, label, id, due))
struct waiting_case {
    std::string a_case, title;
    state_name state;
    std::vector<awaited_view> waits_for; // soonest first
};
BOOST_DESCRIBE_STRUCT(waiting_case, (), (a_case, title, state, waits_for))
struct waiting_list {
    std::vector<waiting_case> items; // newest case first
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(waiting_list, (), (items, next))

} // namespace saksgang::api
