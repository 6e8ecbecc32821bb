#include "engine/kernel.hpp"

#include <algorithm>

#include "engine/common_commands.hpp"

namespace saksgang {

// ---------------------------------------------------------------------------------------- looking things up

kernel::kernel(std::vector<workflow const*> workflows) : workflows_(std::move(workflows)) {}

std::vector<command_info> const& common_commands() {
    static auto const infos = [] {
        std::vector<command_info> list;
        for (auto const& c : all_common_commands())
            if (!c.internal) list.push_back(c.info);
        return list;
    }();
    return infos;
}

workflow const* kernel::find(std::string_view id) const {
    auto const found =
        std::ranges::find(workflows_, id, [](auto const* w) -> std::string const& { return w->id; });
    return found == workflows_.end() ? nullptr : *found;
}

workflow const& kernel::of(state const& a_case) const {
    auto const slash = a_case.workflow.find('/');
    auto const* w = find(std::string_view(a_case.workflow).substr(0, slash));
    if (!w || w->name_with_version() != a_case.workflow)
        throw std::runtime_error(a_case.stream + " is of the workflow " + a_case.workflow +
                                 ", which this program does not know");
    (void)w->stage(a_case.name);
    return *w;
}

std::vector<command_info const*> kernel::commands_named(std::string_view stream,
                                                        std::string_view name) const {
    std::vector<command_info const*> found;
    if (!is_case(stream)) {
        if (auto const* c = register_named(stream, name); c && !c->internal) found.push_back(&c->info);
        return found;
    }
    bool const creating = stream == new_case;
    for (auto const* w : workflows_)
        for (auto const& t : w->transitions)
            if (t.event == name && !t.internal && t.from.empty() == creating) {
                found.push_back(w->command(name));
                break;
            }
    if (auto const* c = common_named(name); c && !c->internal && !creating) found.push_back(&c->info);
    return found;
}

std::optional<refusal> kernel::check(command const& c) const {
    auto const candidates = commands_named(c.stream, c.name);
    if (candidates.empty()) return no_such_command();
    field_errors first;
    for (auto const* each : candidates) {
        auto errors = each->check(c.payload);
        if (errors.empty()) return {};
        if (first.empty()) first = std::move(errors);
    }
    return bad_payload(std::move(first));
}

case_row kernel::row(state const& a_case) const {
    auto const& common = common_of(a_case);
    auto const number = id_in(a_case.stream);
    auto const dash = number.find('-');
    case_row r{.id = number,
               .year = std::stoi(number.substr(0, dash)),
               .number = std::stoll(number.substr(dash + 1)),
               .workflow = a_case.workflow.substr(0, a_case.workflow.find('/')),
               .state = a_case.name,
               .title = common.title,
               .body = common.body.value,
               .ended = of(a_case).stage(a_case.name).end,
               .closed = common.access == case_access::closed};
    for (auto const& p : common.parties) r.parties.push_back(p.value);
    return r;
}

// ---------------------------------------------------------------------------------------------- what is read

wanted kernel::reads(command const& c) const {
    wanted w;
    w.streams.insert("organisation");
    if (c.stream != new_case) w.streams.insert(c.stream);
    if (!c.session.empty()) {
        w.sessions.insert(c.session);
        w.streams.insert("accounts");
    }
    if (!c.source.empty()) w.documents.insert(c.source);
    for (auto const* each : commands_named(c.stream, c.name))
        for (auto& each_document : each->documents(c.payload))
            w.documents.insert(std::move(each_document.digest));
    return w;
}

namespace {

void add_body_reads(std::set<std::string>& streams, state const& a_case) {
    auto const add = [&](id const& body) {
        if (!body.value.empty()) streams.insert(body_stream(body.value));
    };
    add(common_of(a_case).body);
    for (auto const& [name, r] : rounds_in(a_case))
        if (r.live() && r.body) add(*r.body);
}

} // namespace

std::set<std::string> kernel::reads_for_case(state const& a_case) const {
    std::set<std::string> streams;
    add_body_reads(streams, a_case);
    for (auto& s : of(a_case).reads(a_case, "", json::object()))
        if (s != new_case) streams.insert(std::move(s));
    return streams;
}

std::set<std::string> kernel::reads(command const& c, world const& w) const {
    std::set<std::string> streams;
    std::vector<std::string> declared;
    if (c.stream == new_case) {
        declared.emplace_back(new_case);
        if (auto const* workflow = find(c.workflow)) {
            auto more = workflow->reads(state{.stream = c.stream}, c.name, c.payload);
            declared.insert(declared.end(), more.begin(), more.end());
        }
    } else if (is_case(c.stream)) {
        auto const& a_case = w.at(c.stream);
        if (!a_case.exists()) return streams;
        add_body_reads(streams, a_case);
        declared = of(a_case).reads(a_case, c.name, c.payload);
        if (auto const* common = common_named(c.name)) {
            auto const& organisation = w.at("organisation");
            if (common->reads) common->reads(c.payload, organisation, streams);
            // Who decides: a professional committee that tries is told that it recommends.
            if (common->is_about(round_kind::consent))
                for (auto const& [id, kind] : records_of(organisation).bodies)
                    if (kind == body_kind::professional) streams.insert(body_stream(id));
        }
    }
    for (auto& s : declared) {
        if (s != new_case)
            streams.insert(std::move(s));
        else {
            // Whichever year it is when the batch is decided: a second before New Year's Eve both may be needed.
            auto const year = c.effective ? c.effective->year() : date_in_oslo(w.read_at).year();
            streams.insert({numbers_stream(year), numbers_stream(year + 1)});
            for (auto const* each : workflows_)
                if (!each->body.empty()) streams.insert(body_stream(each->body));
        }
    }
    return streams;
}

} // namespace saksgang
