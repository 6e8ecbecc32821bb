// How workflows look in answers (views.hpp).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/describe.hpp"

namespace saksgang::api {

struct workflow_name {
    std::string id;
    int version = 1;
    std::string label;
};
BOOST_DESCRIBE_STRUCT(workflow_name, (), (id, version, label))

// What a rule rests on (engine/basis.hpp). kind: law, own_rule, or stated by a person
struct basis_view {
    std::string kind, words; // the provision, or what the own rule says
    std::optional<std::string> title,
        address;                       // of a law: its title, and where the provision stands at Lovdata
    std::optional<int> version;        // of an own rule
    std::optional<std::string> source; // of an own rule: where the community says it
};
BOOST_DESCRIBE_STRUCT(basis_view, (), (kind, words, title, address, version, source))
std::vector<basis_view> show_basis(std::string_view hjemmel, language);

struct guard_view {
    std::string code, text;
    std::vector<basis_view> basis;
    bool depends_on_payload = false;
};
BOOST_DESCRIBE_STRUCT(guard_view, (), (code, text, basis, depends_on_payload))
struct transition_view {
    std::string from, event, to;
    bool internal = false;
    std::vector<guard_view> guards;
};
BOOST_DESCRIBE_STRUCT(transition_view, (), (from, event, to, internal, guards))
struct stage_view {
    std::string name, label;
    bool end = false;
    std::optional<std::string> round;
};
BOOST_DESCRIBE_STRUCT(stage_view, (), (name, label, end, round))
struct command_view {
    std::string name, label;
    std::vector<std::string> who;
    json schema;
};
BOOST_DESCRIBE_STRUCT(command_view, (), (name, label, who, schema))
// A command that begins a case of it.
struct beginning {
    std::string command, label;
};
BOOST_DESCRIBE_STRUCT(beginning, (), (command, label))
struct word_list {
    std::map<std::string, std::string> words; // by identifier
};
BOOST_DESCRIBE_STRUCT(word_list, (), (words))
struct workflow_item {
    std::string id;
    int version = 1;
    std::string label;
    std::string purpose;                             // one sentence
    std::optional<std::vector<beginning>> may_begin; // with what whoever is signed in may
};
BOOST_DESCRIBE_STRUCT(workflow_item, (), (id, version, label, purpose, may_begin))
struct workflow_list {
    std::vector<workflow_item> items;
};
BOOST_DESCRIBE_STRUCT(workflow_list, (), (items))
struct workflow_view {
    std::string id, label, purpose;
    int version = 1;
    json data, round; // JSON Schemas of what its cases hold, and of a round in one
    std::vector<stage_view> states;
    std::vector<command_view> commands, common_commands;
    std::vector<transition_view> transitions;
};
BOOST_DESCRIBE_STRUCT(workflow_view, (),
                      (id, label, purpose, version, data, round, states, commands, common_commands,
                       transitions))

} // namespace saksgang::api
