#include "engine/workflow.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "engine/canonical.hpp"

namespace saksgang {
namespace {

bool is_among(std::span<std::string_view const> states, std::string_view name) {
    return std::ranges::find(states, name) != states.end();
}

std::string rounds_as_read(json const& all) { return canonical_of(restore<rounds>(all)); }

} // namespace

workflow_version version_in(std::string_view stored) {
    auto const slash = std::min(stored.find('/'), stored.size());
    workflow_version v{stored.substr(0, slash)};
    auto const digits = stored.substr(std::min(slash + 1, stored.size()));
    std::from_chars(digits.data(), digits.data() + digits.size(), v.version);
    return v;
}

bool workflow::takes(int of_version, std::string_view state) const {
    if (of_version == version) return std::ranges::find(stages, state, &stage_info::name) != stages.end();
    auto const step = std::ranges::find(upgrades, of_version, &upgrade::from);
    return step != upgrades.end() && is_among(step->states, state);
}

case_content workflow::after_upgrades(int of_version, case_content c) const {
    for (auto const& step : upgrades) {
        if (step.from < of_version) continue;
        if (!is_among(step.states, c.state))
            throw std::runtime_error("version " + std::to_string(step.from) + " has no state called " +
                                     c.state);
        step.change(c);
    }
    (void)stage(c.state);
    if (data_as_read && data_as_read(c.data) != canonical(c.data))
        throw std::runtime_error("what it gives is no such case's data");
    if (rounds_as_read(c.rounds) != canonical(c.rounds))
        throw std::runtime_error("what it gives are no rounds");
    return c;
}

state workflow::upgraded(state a_case) const {
    try {
        auto c =
            after_upgrades(version_in(a_case.workflow).version, {a_case.name, *a_case.data, *a_case.rounds});
        a_case.name = std::move(c.state);
        if (c.data != *a_case.data) a_case.data.change() = std::move(c.data);
        if (c.rounds != *a_case.rounds) a_case.rounds.change() = std::move(c.rounds);
    } catch (std::exception const& error) {
        throw std::runtime_error(a_case.stream + " can't be upgraded from " + a_case.workflow + " to " +
                                 name_with_version() + ": " + error.what());
    }
    a_case.workflow = name_with_version();
    return a_case;
}

stage_info const& workflow::stage(std::string_view name) const {
    auto const found = std::ranges::find(stages, name, &stage_info::name);
    if (found == stages.end()) throw std::runtime_error(id + " has no state called " + std::string(name));
    return *found;
}

command_info const* workflow::command(std::string_view name) const {
    auto const found = std::ranges::find(commands, name, &command_info::name);
    return found == commands.end() ? nullptr : &*found;
}

paper_info const* workflow::paper(std::string_view name) const {
    auto const found = std::ranges::find(papers, name, &paper_info::name);
    return found == papers.end() ? nullptr : &*found;
}

std::vector<std::string> workflow::open_commands(std::string_view state) const {
    std::vector<std::string> names;
    for (auto const& t : transitions)
        if (t.from == state && !t.internal && std::ranges::find(names, t.event) == names.end())
            names.push_back(t.event);
    return names;
}

std::string mermaid(workflow const& w, language l) {
    std::string out = "stateDiagram-v2\n";
    for (auto const& s : w.stages) out += "    " + s.name + " : " + std::string(s.label.in(l)) + "\n";
    for (auto const& t : w.transitions) {
        auto const* command = w.command(t.event);
        auto const label = command ? command->label : word(t.event);
        out += "    " + (t.from.empty() ? "[*]" : t.from) + " --> " + t.to + " : " +
               std::string(label.in(l)) + "\n";
    }
    for (auto const& s : w.stages)
        if (s.end) out += "    " + s.name + " --> [*]\n";
    return out;
}

} // namespace saksgang
