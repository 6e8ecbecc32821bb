// How workflows look in answers (views.hpp).
#pragma once

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

struct guard_view {
    std::string code, text;
    std::optional<std::string> hjemmel;
    bool depends_on_payload = false;
};
BOOST_DESCRIBE_STRUCT(guard_view, (), (code, text, hjemmel, depends_on_payload))
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
struct workflow_list {
    std::vector<workflow_name> items;
};
BOOST_DESCRIBE_STRUCT(workflow_list, (), (items))
struct workflow_view {
    std::string id, label;
    int version = 1;
    std::vector<stage_view> states;
    std::vector<command_view> commands, common_commands;
    std::vector<transition_view> transitions;
};
BOOST_DESCRIBE_STRUCT(workflow_view, (), (id, label, version, states, commands, common_commands, transitions))

} // namespace saksgang::api
