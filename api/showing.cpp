#include "api/showing.hpp"

#include <algorithm>

#include "api/hidden_cases.hpp"
#include "api/names.hpp"
#include "engine/case/title_of_document.hpp"
#include "engine/entry.hpp"
#include "engine/round/round.hpp"
#include "workflows/shared/agreement/agreement.hpp"
#include "workflows/shared/fund/accounts.hpp"

namespace saksgang::api {
namespace {

template <class F>
void each_object(json& in, F const& f) {
    if (in.is_object()) f(in);
    if (in.is_structured())
        for (auto& child : in) each_object(child, f);
}

bool is_commitment(json const& j) {
    return j.size() == 1 && j.contains("commitment") && j["commitment"].is_string();
}

void add_commitments(std::set<std::string>& to, json& in) {
    each_object(in, [&](json& o) {
        if (is_commitment(o)) to.insert(o["commitment"].get<std::string>());
    });
}

// Puts the value beside every one of these commitments in the parts; where there is none any more, that it was erased.
void join_personal(reading& r, std::vector<json*> const& parts, std::set<std::string> const& wanted) {
    if (wanted.empty()) return;
    auto const values = r.db.personal(r.in.community, wanted);
    for (auto* part : parts)
        each_object(*part, [&](json& o) {
            if (!is_commitment(o)) return;
            auto const& commitment = o["commitment"].get_ref<std::string const&>();
            if (auto const found = values.find(commitment); found != values.end())
                o["value"] = found->second;
            else if (wanted.contains(commitment))
                o["erased"] = true;
        });
}

void join_personal(reading& r, std::vector<json*> const& parts) {
    std::set<std::string> all;
    for (auto* part : parts) add_commitments(all, *part);
    join_personal(r, parts, all);
}

// The caller's own explanation of a recusal.
std::vector<json*> own_recusals(reading const& r, json& all_rounds) {
    std::vector<json*> own;
    auto const look_in = [&](json& holder) {
        if (!holder.contains("recusals")) return;
        for (auto& recusal : holder["recusals"])
            if (recusal.value("person", "") == r.person) own.push_back(&recusal);
    };
    for (auto& round : all_rounds) {
        look_in(round);
        if (round.contains("outcome")) look_in(round["outcome"]);
    }
    return own;
}

// As the case's own workflow has it: another may have a command of the same name.
std::string label_of(kernel const& k, entry const& e, std::string_view name, language l) {
    std::string_view const stream = e.stream;
    if (auto const* flow = k.find(version_in(e.workflow).id))
        if (auto const* c = flow->command(name)) return std::string(c->label.in(l));
    if (stream.starts_with("case/"))
        if (auto const creating = k.commands_named(new_case, name); !creating.empty())
            return std::string(creating.front()->label.in(l));
    if (auto const found = k.commands_named(stream, name); !found.empty())
        return std::string(found.front()->label.in(l));
    if (auto const* f = k.feature_of(stream))
        if (auto const* c = f->command(name)) return std::string(c->label.in(l));
    return std::string(word(name).in(l));
}

// What came of a round is called by what was asked: each party decides for itself, and has agreed to nothing by that.
std::string name_of_event(kernel const& k, entry const& e) {
    auto const* flow = k.find(version_in(e.workflow).id);
    if (!flow || !e.command.starts_with("round_")) return e.command;
    auto const held_in = std::ranges::find(flow->stages, e.from, &stage_info::name);
    if (held_in == flow->stages.end() || !held_in->round || *held_in->round == round_kind::consent)
        return e.command;
    return e.command + "_" + std::string(describe::name_of(*held_in->round));
}

entry_view view_of(kernel const& k, entry const& e, std::string const& hash, language l) {
    return {.seq = e.seq,
            .position = e.position,
            .command = e.command,
            .label = label_of(k, e, name_of_event(k, e), l),
            .account = if_any(e.account),
            .seat = if_any(e.seat),
            .on_behalf_of = if_any(e.on_behalf_of),
            .from = if_any(e.from),
            .to = if_any(e.to),
            .payload = e.payload,
            .set = e.set,
            .change = e.change,
            .round = e.round,
            .postings = e.postings,
            .lines = show_lines(e.postings, l),
            .cause = e.cause,
            .rule = if_any(e.rule),
            .basis = show_basis(e.hjemmel, l),
            .recorded = rfc3339(e.recorded),
            .effective = e.effective,
            .hash = hash};
}

// Of an entry that speaks of a case which the caller may not know of: that it is there, and what money it moved.
void hide(entry_view& v, hidden_cases& hidden, language l) {
    v.payload = v.set = v.change = v.round = json::object();
    v.postings = hidden.without_them(v.postings);
    v.lines = show_lines(v.postings, l);
    v.on_behalf_of.reset();
}

// What the disputes of a pair rest on is the pair's. Others are told that there is a dispute, and not of its papers.
bool hides_papers(reading& r, std::string const& stream) {
    if (!stream.starts_with(agreement_stream(""))) return false;
    r.load({stream});
    return !reads_disputes(r.stream(stream), r.here());
}
void leave_out_papers(entry_view& v) {
    for (auto* part : {&v.payload, &v.set, &v.change})
        each_object(*part, [](json& o) { o.erase("documents"); });
}

std::vector<case_document> show_documents(reading& r, case_common const& common) {
    std::vector<case_document> all;
    for (auto const& linked : common.documents) {
        case_document d{linked, 0};
        d.title = title_in(linked, r.in.lang);
        if (auto const stored = r.db.document(r.in.community, linked.digest)) {
            if (d.media_type.empty()) d.media_type = stored->media_type;
            d.size = stored->size;
        }
        all.push_back(std::move(d));
    }
    return all;
}

case_view without_actions(reading& r, state const& s, readable_case const& now) {
    auto const& k = r.in.with.rules;
    auto const& common = common_of(s);
    case_view v{.id = id_in(s.stream),
                .workflow = show_workflow(k, s.workflow, r.in.lang),
                .state = show_state(k, s.workflow, s.name, r.in.lang),
                .version = s.version,
                .title = common.title,
                .access = std::string(describe::name_of(common.access)),
                .archive_owner = common.archive_owner,
                .body = if_any(common.body.value),
                .simulated = if_any(common.simulated),
                .data = {s.data},
                .rounds = {s.rounds},
                .documents = show_documents(r, common)};
    for (auto const& e : common.exceptions)
        v.exceptions.push_back({e, std::string(word(e.rule).in(r.in.lang)), !e.counts()});
    for (auto const& d : k.deadlines(s, r.here())) v.deadlines.push_back(show_deadline(d, r.in.lang));
    people_names names;
    names.mention_all(r, v.data.value);
    names.mention_all(r, v.rounds.value);
    names.fetch(r);
    v.people = names.all(r);
    v.names = names_in(r, s);
    if (!common.handler.value.empty()) v.handler = names.view(r, common.handler.value);
    auto parts = own_recusals(r, v.rounds.value);
    if (reads_personal(r, now)) parts = {&v.data.value, &v.rounds.value};
    join_personal(r, parts);
    return v;
}

} // namespace

// ------------------------------------------------------------------------------------------- names of people

void people_names::mention(reading const& r, std::string_view person) {
    if (commitments_.contains(std::string(person))) return;
    if (auto const* found = records_of(r.organisation()).persons.find(person))
        commitments_[std::string(person)] = found->name.commitment;
}

void people_names::mention_all(reading const& r, json const& in) {
    if (in.is_string()) mention(r, in.get_ref<std::string const&>());
    if (in.is_structured())
        for (auto const& child : in) mention_all(r, child);
}

void people_names::fetch(reading& r) {
    std::set<std::string> wanted;
    for (auto const& [person, commitment] : commitments_)
        if (!commitment.empty()) wanted.insert(commitment);
    if (!wanted.empty()) names_ = r.db.personal(r.in.community, wanted);
}

person_view people_names::view(reading const& r, std::string_view person) const {
    person_view v{.id = std::string(person)};
    if (auto const* found = records_of(r.organisation()).persons.find(person)) {
        v.position = found->position;
        if (found->party) v.party = found->party->value;
    }
    if (auto const c = commitments_.find(v.id); c != commitments_.end())
        if (auto const name = names_.find(c->second); name != names_.end()) v.name = name->second;
    return v;
}

std::map<std::string, person_view> people_names::all(reading const& r) const {
    std::map<std::string, person_view> out;
    for (auto const& [person, commitment] : commitments_) out.emplace(person, view(r, person));
    return out;
}

// ----------------------------------------------------------------------------------------------------- cases

bool reads_personal(reading const& r, readable_case const& seen) {
    if (has_role_in(*seen.a_case, r.organisation(), r.person, role::case_handler, r.today()) ||
        seen.as.seat == "role/auditor")
        return true;
    auto const body = body_stream(common_of(*seen.a_case).body.value);
    return r.here().world.knows(body) && leads(r.stream(body), r.person, r.today());
}

case_view show_case(reading& r, readable_case const& seen, bool with_schema) {
    auto v = without_actions(r, *seen.a_case, seen);
    v.actions = show_actions_in(r, *seen.a_case, with_schema);
    for (auto const& p : r.in.with.rules.of(*seen.a_case).papers)
        if (p.is_written(*seen.a_case)) v.papers.push_back({std::string(p.name), r.in.words(word(p.name))});
    return v;
}

case_view show_version(reading& r, state const& as_it_was, readable_case const& now) {
    return without_actions(r, as_it_was, now);
}

// --------------------------------------------------------------------------------------------------- entries

std::vector<entry_view> show_entries(reading& r, std::span<stored_entry const> entries,
                                     std::function<bool(std::string const&)> const& readable,
                                     people_names& names) {
    std::vector<entry_view> out;
    out.reserve(entries.size()); // `parts` points into it
    std::vector<json*> parts;
    std::set<std::string> wanted; // commitments
    std::vector<std::string> actors;
    hidden_cases hidden(r);
    for (auto const& stored : entries) {
        auto const e = entry_from(stored.bytes);
        out.push_back(view_of(r.in.with.rules, e, stored.hash, r.in.lang));
        auto& v = out.back();
        if (hidden.is_in(e)) hide(v, hidden, r.in.lang);
        if (hides_papers(r, e.stream)) leave_out_papers(v);
        auto const all = {&v.payload, &v.set, &v.change, &v.round};
        parts.insert(parts.end(), all);
        // Of what somebody wrote themselves they see that, and no more of what stands beside it.
        if (e.stream == "organisation" || readable(e.stream))
            for (auto* part : all) add_commitments(wanted, *part);
        else if (e.actor == r.person)
            add_commitments(wanted, v.payload);
        names.mention(r, e.actor);
        for (auto const* part : all) names.mention_all(r, *part);
        actors.push_back(e.actor);
    }
    names.fetch(r);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (!actors[i].empty()) out[i].actor = names.view(r, actors[i]);
    join_personal(r, parts, wanted);
    return out;
}

// ---------------------------------------------------------------------------------------------- small things

std::vector<basis_view> show_basis(std::string_view hjemmel, language l) {
    std::vector<basis_view> out;
    for (auto const& b : bases_in(hjemmel)) {
        basis_view v{std::string(describe::name_of(b.kind)), b.words.in(l), {}, {}, {}, {}};
        if (b.kind == basis_kind::law) v.title = b.title.in(l), v.address = b.address;
        if (b.kind == basis_kind::own_rule) v.version = b.version, v.source = b.source.in(l);
        out.push_back(std::move(v));
    }
    return out;
}

std::vector<refusal_view> show_refusals(std::vector<refusal> const& all, language l) {
    std::vector<refusal_view> out;
    for (auto const& no : all) out.push_back({no.code, no.in(l), show_basis(no.hjemmel, l)});
    return out;
}

std::vector<ledger_line> show_lines(json const& postings, language l) {
    std::vector<ledger_line> out;
    for (auto const& [account, amount] : postings.items()) {
        auto const [label, a_case] = named(account, l);
        out.push_back({account, label, if_any(a_case), amount.get<std::int64_t>()});
    }
    return out;
}

deadline_view show_deadline(deadline const& d, language l) {
    deadline_view v{d.name, std::string(word(d.name).in(l)), {}};
    if (d.due != no_day) v.due = d.due;
    return v;
}

workflow_name show_workflow(kernel const& k, std::string_view name, language l) {
    auto const slash = std::min(name.find('/'), name.size());
    auto const* w = k.find(name.substr(0, slash));
    if (!w) return {std::string(name), 0, std::string(name)};
    return {w->id, w->version, std::string(w->label.in(l))};
}

state_name show_state(kernel const& k, std::string_view workflow, std::string_view name, language l) {
    auto const* w = k.find(workflow.substr(0, std::min(workflow.find('/'), workflow.size())));
    if (!w) return {std::string(name), std::string(name), false};
    auto const& stage = w->stage(name);
    return {stage.name, std::string(stage.label.in(l)), stage.end};
}

} // namespace saksgang::api
