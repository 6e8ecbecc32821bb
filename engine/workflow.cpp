#include "engine/workflow.hpp"

#include <algorithm>
#include <stdexcept>

namespace saksgang {

stage_info const& workflow::stage(std::string_view name) const {
    auto const found = std::ranges::find(stages, name, &stage_info::name);
    if (found == stages.end()) throw std::runtime_error(id + " has no state called " + std::string(name));
    return *found;
}

command_info const* workflow::command(std::string_view name) const {
    auto const found = std::ranges::find(commands, name, &command_info::name);
    return found == commands.end() ? nullptr : &*found;
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
