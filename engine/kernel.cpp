#include "engine/kernel.hpp"

#include <algorithm>

#include "engine/case/corrections.hpp"

namespace saksgang {

// ---------------------------------------------------------------------------------------- looking things up

namespace {

command_info const* named(std::vector<command_info const*> const& all, std::string_view name) {
    auto const found = std::ranges::find(all, name, &command_info::name);
    return found == all.end() ? nullptr : *found;
}

// What an author of a feature can get wrong is said when the kernel is made, in one sentence.
void must_be_sound(std::vector<feature const*> const& all) {
    auto const wrong = [](feature const& f, std::string const& what) {
        throw std::logic_error("the feature " + std::string(f.id) + what);
    };
    std::set<std::string_view> of_every_case;
    for (auto f = all.begin(); f != all.end(); ++f) {
        auto const& one = **f;
        if (!one.label.complete()) wrong(one, ": its label has no text in one of the three languages");
        if (one.prefix.empty() && !one.address.empty())
            wrong(one, " has an address and no prefix: its commands would be every case's");
        std::set<std::string_view> own;
        for (auto const& c : one.commands) {
            if (!c.apply)
                wrong(one, ": its command " + c.name +
                               " has no `std::optional<refusal> apply(command_step&) const`");
            if (!(one.prefix.empty() ? of_every_case : own).insert(c.name).second)
                wrong(one, ": two commands are called " + c.name);
        }
        for (auto other = all.begin(); other != f; ++other) {
            auto const& before = **other;
            bool const same_streams =
                !one.prefix.empty() && !before.prefix.empty() &&
                (one.prefix.starts_with(before.prefix) || before.prefix.starts_with(one.prefix));
            if (one.id == before.id || same_streams ||
                (!one.address.empty() && one.address == before.address))
                wrong(one,
                      " has the id, the address or the streams of the feature " + std::string(before.id));
        }
    }
}

// One upgrade after the other, the last one to what it is now.
void must_lead_here(workflow const& w) {
    int left = static_cast<int>(w.upgrades.size());
    for (auto const& step : w.upgrades)
        if (step.from != w.version - left-- || !step.change)
            throw std::logic_error("the upgrades of " + w.id +
                                   " do not lead from version to version, in order, to " +
                                   std::to_string(w.version));
}

} // namespace

kernel::kernel(std::vector<workflow const*> workflows, std::vector<feature const*> features, field const& f)
    : workflows_(std::move(workflows)), features_(std::move(features)), field_(f) {
    give_bases(f.laws, f.own_rules);
    must_be_sound(features_);
    for (auto const* each : features_) {
        say(each->words);
        if (each->prefix.empty())
            for (auto const& c : each->commands)
                (c.internal ? internal_case_commands_ : case_commands_).push_back(&c);
    }
    for (auto const* w : workflows_) {
        must_lead_here(*w);
        by_name_.emplace(w->name_with_version(), w);
        for (auto const& c : w->commands)
            if (named(case_commands_, c.name) || named(internal_case_commands_, c.name))
                throw std::logic_error("the command " + c.name + " of " + w->id +
                                       " has the name of one that every case has");
    }
    for (auto const name : sent_commands())
        if (!is_anywhere(name))
            throw std::logic_error("the command " + std::string(name) +
                                   " is sent, and neither a feature nor a workflow has it");
}

bool kernel::is_anywhere(std::string_view command) const {
    auto const has = [&](auto const* each) {
        return std::ranges::find(each->commands, command, &command_info::name) != each->commands.end();
    };
    return std::ranges::any_of(features_, has) || std::ranges::any_of(workflows_, has);
}

command_info const* feature::command(std::string_view name) const {
    auto const found = std::ranges::find(commands, name, &command_info::name);
    return found == commands.end() ? nullptr : &*found;
}

workflow const* kernel::find(std::string_view id) const {
    auto const found =
        std::ranges::find(workflows_, id, [](auto const* w) -> std::string const& { return w->id; });
    return found == workflows_.end() ? nullptr : *found;
}

workflow const& kernel::of(state const& a_case) const {
    auto const found = by_name_.find(a_case.workflow);
    if (found == by_name_.end())
        throw std::runtime_error(a_case.stream + " is of the workflow " + a_case.workflow +
                                 ", which this program does not know");
    (void)found->second->stage(a_case.name);
    return *found->second;
}

workflow const* kernel::takes(std::string_view with_version, std::string_view state) const {
    auto const stored = version_in(with_version);
    auto const* flow = find(stored.id);
    return flow && flow->takes(stored.version, state) ? flow : nullptr;
}

state kernel::upgraded(state a_case) const {
    auto const* flow = takes(a_case.workflow, a_case.name);
    if (!flow) flow = &of(a_case); // says what is wrong
    return a_case.workflow == flow->name_with_version() ? a_case : flow->upgraded(std::move(a_case));
}

feature const* kernel::feature_of(std::string_view stream) const {
    auto const found = std::ranges::find_if(features_, [&](auto const* f) { return f->has(stream); });
    return found == features_.end() ? nullptr : *found;
}

command_info const* kernel::command_for(workflow const* flow, std::string_view stream,
                                        std::string_view name) const {
    if (!is_case(stream)) {
        auto const* f = feature_of(stream);
        return f ? f->command(name) : nullptr;
    }
    if (auto const* own = flow ? flow->command(name) : nullptr) return own;
    if (auto const* of_all = named(case_commands_, name)) return of_all;
    return named(internal_case_commands_, name);
}

std::vector<command_info const*> kernel::commands_named(std::string_view stream,
                                                        std::string_view name) const {
    std::vector<command_info const*> found;
    if (!is_case(stream)) {
        if (auto const* c = command_for(nullptr, stream, name); c && !c->internal) found.push_back(c);
        return found;
    }
    bool const creating = stream == new_case;
    for (auto const* w : workflows_)
        if (auto const* c = w->command(name); c && (creating ? c->creates : c->changes)) found.push_back(c);
    if (auto const* c = named(case_commands_, name); c && !creating) found.push_back(c);
    return found;
}

std::optional<refusal> kernel::check(command const& c) const {
    auto const candidates = commands_named(c.stream, c.name);
    if (candidates.empty()) return no_such_command();
    field_errors first;
    for (auto const* each : candidates) {
        auto errors = each->check(c.payload, written::whole);
        if (errors.empty()) return {};
        if (first.empty()) first = std::move(errors);
    }
    return bad_payload(std::move(first));
}

bool kernel::is_draft(state const& a_case) const { return of(a_case).stage(a_case.name).draft; }

case_row kernel::row(state const& a_case) const {
    auto const& common = common_of(a_case);
    auto const number = id_in(a_case.stream);
    auto const dash = number.find('-');
    case_row r{.id = number,
               .year = std::stoi(number.substr(0, dash)),
               .number = std::stoll(number.substr(dash + 1)),
               .workflow = a_case.workflow,
               .state = a_case.name,
               .title = common.title,
               .body = common.body.value,
               .archive_owner = common.archive_owner,
               .handler = common.handler.value,
               .ended = of(a_case).stage(a_case.name).end,
               .shown_to = is_draft(a_case)                       ? shown_to::parties
                           : common.access == case_access::closed ? shown_to::body_and_parties
                                                                  : shown_to::everyone};
    for (auto const& p : common.parties) r.parties.push_back(p.value);
    std::set<std::string> readers;
    for (auto const& [group, persons] : common.participants)
        for (auto const& p : persons) readers.insert(p.person.value);
    for (auto const& [name, each] : rounds_in(a_case))
        for (auto const& [seat, e] : each.electorate) readers.insert(e.person.value);
    r.readers.assign(readers.begin(), readers.end());
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
    for (auto const* each : commands_named(c.stream, c.name)) {
        for (auto& each_document : each->documents(c.payload))
            w.documents.insert(std::move(each_document.digest));
        w.streams.merge(each->streams(c.payload));
        if (each->needs_another) w.streams.insert("accounts");
        if (each->erases)
            if (auto const digest = c.payload->find("digest");
                digest != c.payload->end() && digest->is_string())
                w.documents.insert(digest->get<std::string>());
    }
    return w;
}

namespace {

void add_bodies(std::set<std::string>& streams, state const& a_case) {
    auto const add = [&](id const& body) {
        if (!body.value.empty()) streams.insert(body_stream(body.value));
    };
    add(common_of(a_case).body);
    for (auto const& [name, r] : rounds_in(a_case))
        if (r.live() && r.body) add(*r.body);
}

// Whom a hearing asks are bodies, too.
bool opens_hearing(workflow const* flow, command_info const& info) {
    return flow && std::ranges::any_of(flow->transitions, [&](auto const& t) {
               return t.event == info.name && flow->stage(t.to).round == round_kind::hearing;
           });
}

} // namespace

json kernel::data_schema(workflow const& w, language l) const { return saksgang::data_schema(w, field_, l); }

std::set<std::string> kernel::reads_for_case(state const& a_case) const {
    auto streams = of(a_case).streams(a_case);
    add_bodies(streams, a_case);
    return streams;
}

std::optional<std::string> kernel::looks_up(command const& c) const {
    auto const* info = is_case(c.stream) ? nullptr : command_for(nullptr, c.stream, c.name);
    if (!info || !info->looks_up_person) return {};
    auto const person = c.payload->find("person");
    if (person == c.payload->end() || !person->is_string()) return {};
    return person->get<std::string>();
}

std::set<std::string> kernel::reads(command const& c, world const& w) const {
    auto streams = reads_to_link(c, w);
    if (looks_up(c)) streams.merge(bodies_in(w.at("organisation")));
    if (!is_case(c.stream)) return streams;
    workflow const* flow = nullptr;
    if (c.stream == new_case) {
        flow = find(c.workflow);
    } else if (auto const& a_case = w.at(c.stream); a_case.exists()) {
        flow = &of(a_case);
        streams.merge(reads_for_case(a_case));
    }
    auto const* info = command_for(flow, c.stream, c.name);
    if (!info) return streams;
    auto const add = [&](auto* names) {
        if (names)
            for (auto& s : names(w.at("organisation"))) streams.insert(std::move(s));
    };
    if (info->decides_cases)
        for (auto const& stream : std::set(streams))
            if (is_case(stream) && w.knows(stream) && w.at(stream).exists())
                streams.merge(reads_for_case(w.at(stream)));
    if (info->settles_parties) add(field_.settled_by_parties);
    if (info->is_about(round_kind::consent) || info->decides_cases || opens_hearing(flow, *info))
        add(field_.advisers);
    if (c.stream == new_case || info->opens_case) {
        // Whichever year it is when the batch is decided: a second before New Year's Eve both may be needed.
        auto const year = c.effective ? c.effective->year() : date_in_oslo(w.read_at).year();
        streams.insert({numbers_stream(year), numbers_stream(year + 1)});
        for (auto const* each : workflows_)
            if (!each->body.empty()) streams.insert(body_stream(each->body));
    }
    return streams;
}

} // namespace saksgang
