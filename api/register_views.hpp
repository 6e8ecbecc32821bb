// How bodies, parties, people, agreements and funds look in answers, and lists of them (views.hpp).
#pragma once

#include "api/case_views.hpp"
#include "engine/who/follow_ups.hpp"
#include "engine/who/organisation.hpp"
#include "workflows/shared/agreement/agreement.hpp"
#include "workflows/shared/fund/fund.hpp"

namespace saksgang::api {

struct seat_holder {
    person_view person;
    std::string function;
    date valid_from;
    std::optional<date> valid_to;
    std::optional<saksgang::tenure> tenure = {};
    std::optional<std::string> source = {};
};
BOOST_DESCRIBE_STRUCT(seat_holder, (), (person, function, valid_from, valid_to, tenure, source))
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
    std::optional<std::string> nominated_by = {}; // by name
    std::optional<std::string> source = {};
};
BOOST_DESCRIBE_STRUCT(seat_view, (),
                      (id, kind, side, parties, represents, holder, substitutes, nominated_by, source))

struct composition_gap {
    std::string kind, label;
    int by_rule = 0, appointed = 0;
};
BOOST_DESCRIBE_STRUCT(composition_gap, (), (kind, label, by_rule, appointed))
struct covered_task {
    std::string label;
    std::vector<saksgang::id> cases; // that the reader may know of
};
BOOST_DESCRIBE_STRUCT(covered_task, (), (label, cases))
struct follow_up_view : follow_up_point {
    std::string id;    // in its body
    person_view whose; // it is
    saksgang::id body; // that follows it up
};
BOOST_DESCRIBE_STRUCT(follow_up_view, (follow_up_point), (id, whose, body))
struct follow_up_list {
    std::vector<follow_up_view> items; // soonest first
};
BOOST_DESCRIBE_STRUCT(follow_up_list, (), (items))
struct body_view {
    std::string id, name;
    std::int64_t version = 0;
    body_kind kind;
    int level = 2;
    std::vector<saksgang::id> area; // the parties that it is for; none: it is of no area
    date at;
    std::optional<body_rule> rule;
    std::optional<std::vector<seat_view>> seats; // of one body
    // Where those appointed are not as many as the rule says; empty: composed as it says.
    std::optional<std::vector<composition_gap>> composition_gaps;
    std::optional<std::vector<std::string>> findings = {}; // «Forhold å se på», in words
    // By task, the cases of the year; none where no case of the year has said what it is about.
    std::optional<std::vector<covered_task>> tasks = {};
    // What it follows up, soonest first; without what came of a meeting that the caller may not know of.
    std::optional<std::vector<follow_up_view>> follow_ups = {};
};
BOOST_DESCRIBE_STRUCT(body_view, (),
                      (id, name, version, kind, level, area, at, rule, seats, composition_gaps, findings,
                       tasks, follow_ups))
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
    std::optional<std::string> party, party_name, body, body_name;
    date valid_from;
    std::optional<date> valid_to;
};
BOOST_DESCRIBE_STRUCT(role_view, (), (role, label, party, party_name, body, body_name, valid_from, valid_to))
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
// Lists that search fields and screens choose from, in the order of names; `total` of the whole list.
template <class Item>
struct list_of {
    std::vector<Item> items;
    std::optional<std::string> next;
    std::int64_t total = 0;
    BOOST_DESCRIBE_CLASS(list_of, (), (items, next, total), (), ())
};

struct listed_person {
    person_view person;
    std::optional<std::string> party_name;
    std::vector<std::string> roles; // held on the day
};
BOOST_DESCRIBE_STRUCT(listed_person, (), (person, party_name, roles))
struct listed_organisation { // a unit of a party, or of nobody's
    std::string id, name;
    std::optional<std::string> party, party_name;
};
BOOST_DESCRIBE_STRUCT(listed_organisation, (), (id, name, party, party_name))
struct listed_seat {
    std::string body, body_name, seat;
    std::string name; // what it represents
    seat_kind kind;
    saksgang::side side = saksgang::side::advisory;
    std::optional<seat_holder> holder;
};
BOOST_DESCRIBE_STRUCT(listed_seat, (), (body, body_name, seat, name, kind, side, holder))
struct listed_account {
    std::string username;
    person_view person;
    bool enabled = false;
};
BOOST_DESCRIBE_STRUCT(listed_account, (), (username, person, enabled))
struct listed_role {
    person_view person;
    std::string role, label;
    std::optional<std::string> party, party_name, body, body_name, basis;
    date valid_from;
    std::optional<date> valid_to;
};
BOOST_DESCRIBE_STRUCT(listed_role, (),
                      (person, role, label, party, party_name, body, body_name, basis, valid_from, valid_to))

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
    std::vector<dispute> disputes; // raised while no agreement applied
    std::vector<deadline_view> deadlines;
};
BOOST_DESCRIBE_STRUCT(agreement_view, (), (party, version, applies, all, disputes, deadlines))
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
    std::map<std::string, std::string> figures; // what the fields of a year are called
    json balances;                              // ledger account -> øre
    std::vector<ledger_line> lines;             // what the balances are
    std::vector<deadline_view> deadlines;
    std::vector<entry_view> postings;
    std::optional<std::int64_t> next;
};
BOOST_DESCRIBE_STRUCT(fund_view, (),
                      (id, version, data, years, figures, balances, lines, deadlines, postings, next))

} // namespace saksgang::api
