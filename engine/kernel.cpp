#include "engine/kernel.hpp"

#include <algorithm>

#include "engine/agreement.hpp"
#include "engine/common_commands.hpp"
#include "engine/digest.hpp"
#include "engine/fund.hpp"

namespace saksgang {
namespace {

constexpr rule_text not_signed_in{
    "not_signed_in",
    {"Du er ikke logget inn.", "Du er ikkje logga inn.", "You are not signed in."},
    {},
    refusal_kind::not_signed_in};
constexpr rule_text no_such_command{"no_such_command",
                                    {"Det finnes ingen slik handling her.",
                                     "Det finst inga slik handling her.", "There is no such command here."},
                                    {},
                                    refusal_kind::not_found};
constexpr rule_text no_such_stream{"not_found",
                                   {"Dette finnes ikke, eller du har ikke tilgang til det.",
                                    "Dette finst ikkje, eller du har ikkje tilgang til det.",
                                    "This does not exist, or you have no access to it."},
                                   {},
                                   refusal_kind::not_found};
constexpr rule_text bad_payload{"bad_payload",
                                {"Noe i det du sendte stemmer ikke.", "Noko i det du sende stemmer ikkje.",
                                 "Something in what you sent is not right."},
                                {},
                                refusal_kind::bad_payload};
constexpr rule_text stale{
    "stale",
    {"Noen har endret saken mens du skrev. Teksten din er tatt vare på. Se hva som er nytt.",
     "Nokon har endra saka medan du skreiv. Teksten din er teken vare på. Sjå kva som er nytt.",
     "Somebody changed the case while you were writing. Your text is kept. See what is new."},
    {},
    refusal_kind::stale};
constexpr rule_text no_live_round{
    "no_round",
    {"Ingenting er lagt fram til behandling nå.", "Ingenting er lagt fram til behandling no.",
     "Nothing is put forward now."},
    {},
    refusal_kind::not_open};
constexpr rule_text document_missing{
    "document_missing",
    {"Dokumentet {digest} er ikke lastet opp.", "Dokumentet {digest} er ikkje lasta opp.",
     "The document {digest} has not been uploaded."}};
constexpr rule_text too_large_refusal{"too_large",
                                      {"Innholdet er for stort for én hendelse eller én sak.",
                                       "Innhaldet er for stort for éi hending eller éi sak.",
                                       "The content is too large for one entry or one case."},
                                      {},
                                      refusal_kind::bad_payload};

constexpr rule_text registrar_only{"registrar_only",
                                   {"Bare en som registrerer i ettertid kan sette en annen dato.",
                                    "Berre ein som registrerer i ettertid kan setje ein annan dato.",
                                    "Only a registrar may set another date."},
                                   {},
                                   refusal_kind::not_entitled};
constexpr rule_text source_required{"source_required",
                                    {"En annen dato trenger et kildedokument som viser den.",
                                     "Ein annan dato treng eit kjeldedokument som viser han.",
                                     "Another date needs a source document that shows it."}};
constexpr rule_text effective_in_future{
    "effective_in_future",
    {"Datoen kan ikke være etter i dag.", "Datoen kan ikkje vere etter i dag.",
     "The date can't be after today."}};
constexpr rule_text effective_decreasing{
    "effective_decreasing",
    {"Datoen kan ikke være før det som sist skjedde i saken ({last}).",
     "Datoen kan ikkje vere før det som sist skjedde i saka ({last}).",
     "The date can't be before what last happened in the case ({last})."}};
constexpr rule_text before_round_opened{"before_round_opened",
                                        {"Datoen kan ikke være før behandlingen ble åpnet ({opened}).",
                                         "Datoen kan ikkje vere før behandlinga vart opna ({opened}).",
                                         "The date can't be before the round opened ({opened})."}};

bool is_case(std::string_view stream) { return stream.starts_with("case/"); }
std::string numbers_stream(int year) { return "numbers/" + std::to_string(year); }

common_command const* common_named(std::string_view name) {
    for (auto const& c : all_common_commands())
        if (c.info.name == name) return &c;
    return nullptr;
}
register_command const* register_named(std::string_view stream, std::string_view name) {
    if (auto const* kind = kind_of(stream))
        for (auto const& c : kind->commands)
            if (c.info.name == name) return &c;
    return nullptr;
}

// ------------------------------------------------------------------------------- the kernel's fields of case
// data

case_common common_of(state const& a_case) { return restore<case_common>(a_case.data); }

void put_common(state& a_case, case_common const& c) {
    auto const now = write(c);
    describe::each_member<case_common>([&](auto member) {
        if (auto const found = now.find(member.name); found != now.end())
            a_case.data[member.name] = *found;
        else
            a_case.data.erase(member.name);
    });
}

// Puts commitments in the place of personal texts; the values go beside the log.
void seal(decision& d, command_info const& info) {
    info.seal(d.asked.payload, [&](std::string const& value) {
        auto const salt = d.chance.new_salt();
        d.personal.push_back({sha256(salt + value), salt, value});
        return d.personal.back().commitment;
    });
}

// The legal basis of the row that was taken: its guards', each once.
std::string hjemmel_of(workflow const& w, std::string_view from, std::string_view event,
                       std::string_view to) {
    std::string basis;
    for (auto const& t : w.transitions)
        if (t.from == from && t.event == event && t.to == to)
            for (auto const& g : t.guards)
                if (!g.refusal->hjemmel.empty() && basis.find(g.refusal->hjemmel) == basis.npos)
                    basis += (basis.empty() ? "" : "; ") + std::string(g.refusal->hjemmel);
    return basis;
}

// Every document that a payload names is the case's from then on: access to it goes through the case.
// So is the source of another business date, in every case that the command touches.
void link_documents(decision& d, state& subject, command_info const& info, json const& payload) {
    auto const named = info.documents(payload);
    for (auto const& digest : named) d.link(digest);
    if (!is_case(subject.stream) || (named.empty() && d.asked.source.empty())) return;
    auto c = common_of(subject);
    auto const add = [&](std::string const& digest, std::string const& title) {
        if (std::ranges::find(c.documents, digest, &linked_document::digest) == c.documents.end())
            c.documents.push_back({digest, title, info.name, d.today()});
    };
    std::function<void(json const&)> const walk = [&](json const& j) {
        if (j.is_object() && j.contains("digest") && j.contains("title") && j["digest"].is_string() &&
            j["title"].is_string())
            add(j["digest"], j["title"]);
        else if (j.is_structured())
            for (auto const& child : j) walk(child);
    };
    walk(payload);
    if (d.asked.effective) add(d.asked.source, "Kilde for datoen " + d.today().in_numbers());
    put_common(subject, c);
}

std::optional<refusal> documents_stored(decision& d, command_info const& info, json const& payload) {
    for (auto const& digest : info.documents(payload))
        if (!d.seen().documents.contains(digest)) return document_missing({{"digest", digest}});
    return {};
}

// «Arkivansvarlig organ»: whoever leads the body when the case is created; the trust where nobody does.
std::string archive_owner(decision& d, std::string const& body) {
    auto const trust = trust_of(d.current("organisation"));
    if (body.empty() || !d.seen().knows(body_stream(body))) return trust;
    for (auto const& [name, s] : seats_on(d.current(body_stream(body)), d.today()))
        if (auto const h = holder_on(s, d.today());
            h && h->function == seat_function::leader && s.side == side::municipalities && !s.parties.empty())
            return s.parties.front().value;
    return trust;
}

void hold_rounds(workflow const& w, state& a_case, situation const& now) {
    auto all = rounds_in(a_case);
    hold(all, a_case.name, w.holds(a_case, now), now.today);
    put_rounds(a_case, all);
}

std::string_view event_of(round_status s) {
    return s == round_status::carried       ? "round_carried"
           : s == round_status::not_carried ? "round_failed"
                                            : "hearing_closed";
}

} // namespace

// ---------------------------------------------------------------------------------------------- looking
// things up

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
    auto no = bad_payload();
    for (auto const* each : candidates) {
        auto errors = each->check(c.payload);
        if (errors.empty()) return {};
        if (no.fields.empty()) no.fields = std::move(errors);
    }
    return no;
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
        for (auto& digest : each->documents(c.payload)) w.documents.insert(std::move(digest));
    return w;
}

namespace {

void add_body_reads(std::set<std::string>& streams, state const& a_case) {
    auto const add = [&](std::string const& body) {
        if (is_identifier(body)) streams.insert(body_stream(body));
    };
    if (a_case.data.contains("body")) add(a_case.data.value("body", ""));
    for (auto const& r : a_case.rounds)
        if (r.contains("body") && (r["status"] == "waiting" || r["status"] == "open"))
            add(r["body"].get<std::string>());
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
        // What the parties decided, and what is corrected in it, goes to the register of each pair; a hearing
        // asks bodies.
        if (c.name == "register_adoption" || c.name == "clear_reservation" ||
            c.name == "approve_editorial_change")
            for (auto const& [id, p] : parties_in(w.at("organisation")))
                if (p.kind == party_kind::municipality) streams.insert(agreement_stream(id));
        // Who decides: a professional committee that tries is told that it recommends.
        if (auto const* common = common_named(c.name);
            common && std::ranges::find(common->kinds, round_kind::consent) != common->kinds.end())
            for (auto const& [id, kind] : bodies_in(w.at("organisation")))
                if (kind == body_kind::professional) streams.insert(body_stream(id));
        if (c.name == "register_statement" && c.payload.value("from", json()).is_string() &&
            is_identifier(c.payload["from"].get<std::string>()))
            streams.insert(body_stream(c.payload["from"].get<std::string>()));
    }
    for (auto& s : declared) {
        if (s != new_case)
            streams.insert(std::move(s));
        else {
            // Whichever year it is when the batch is decided: a second before New Year's Eve both may be
            // needed.
            auto const year = c.effective ? c.effective->year() : date_in_oslo(w.read_at).year();
            streams.insert({numbers_stream(year), numbers_stream(year + 1)});
            for (auto const* each : workflows_)
                if (!each->body.empty()) streams.insert(body_stream(each->body));
        }
    }
    return streams;
}

// ---------------------------------------------------------------------------------------------- deciding

std::variant<decision, refusal> kernel::decide(world& w, command asked, source& chance, head at) const {
    if (auto no = check(asked)) return *std::move(no);
    decision d(w, std::move(asked), chance, at);
    auto const& c = d.asked;
    std::optional<refusal> no;
    try {
        no = is_case(c.stream) ? decide_case(d, c) : decide_register(d, c);
    } catch (too_large const&) {
        no = too_large_refusal();
    } catch (...) {
        d.undo();
        throw;
    }
    if (!no) return d;
    d.undo();
    return *std::move(no);
}

// Another date than today's may be set only by a registrar with a source, and only where history allows it.
std::optional<refusal> kernel::allowed_on(decision& d, command const& c, state const& subject) const {
    if (!c.effective) return {};
    auto const today = date_in_oslo(d.here(c.person).now);
    if (!has_role(d.current("organisation"), c.person, role::registrar, today)) return registrar_only();
    if (!d.seen().documents.contains(c.source)) return source_required();
    if (*c.effective > today) return effective_in_future();
    if (subject.exists() && is_case(subject.stream))
        if (auto const last = subject.effective.value_or(date_in_oslo(subject.recorded)); *c.effective < last)
            return effective_decreasing({{"last", last.in_numbers()}});
    for (auto const& [name, r] : rounds_in(subject))
        if (r.live() && r.opened && *c.effective < *r.opened)
            return before_round_opened({{"opened", r.opened->in_numbers()}});
    d.link(c.source);
    return {};
}

std::optional<refusal> kernel::decide_case(decision& d, command const& c) const {
    if (c.stream == new_case) {
        if (c.person.empty()) return not_signed_in();
        auto const* w = find(c.workflow);
        if (!w || !w->command(c.name)) return no_such_command();
        seal(d, *w->command(c.name));
        return create_case(d, c.workflow, c.name, c.payload, c.person, nullptr, {});
    }
    if (c.person.empty()) return not_signed_in();
    auto const now = d.here(c.person);
    auto a_case = d.current(c.stream);
    if (!a_case.exists() || !reader_of(a_case, now)) return no_such_stream();
    auto const& w = of(a_case);

    auto const* of_workflow = w.command(c.name);
    auto const* of_all = of_workflow ? nullptr : common_named(c.name);
    if (!of_workflow && !of_all) return no_such_command();
    auto const& info = of_workflow ? *of_workflow : of_all->info;
    seal(d, info);
    if (auto errors = info.check(c.payload); !errors.empty()) {
        auto no = bad_payload();
        no.fields = std::move(errors);
        return no;
    }
    auto in = capacity_of(now, a_case, info.by);
    if (!in) return not_entitled(now, a_case);
    if (c.expected_version && *c.expected_version != a_case.version) return stale();
    if (auto no = allowed_on(d, c, a_case)) return no;
    if (auto no = documents_stored(d, info, c.payload)) return no;

    std::vector<follow_up> out;
    std::string rule, hjemmel, closed;
    if (of_workflow) {
        auto const from = a_case.name;
        if (auto no = w.fire(a_case, c.name, c.payload, now, out)) return no;
        hjemmel = hjemmel_of(w, from, c.name, a_case.name);
    } else {
        auto all = rounds_in(a_case);
        auto const* live = live_round(all);
        auto const kind_fits =
            live && std::ranges::find(of_all->kinds, all.at(*live).kind) != of_all->kinds.end();
        if (of_all->needs_round && !kind_fits) {
            auto no = no_live_round();
            no.open_commands = w.open_commands(a_case.name);
            return no;
        }
        if (kind_fits && of_all->ready)
            if (auto no = of_all->ready(all.at(*live), now)) return no;
        auto common = common_of(a_case);
        case_step step{a_case, common, all, now, c.person, c.effective, *in, out};
        if (auto no = of_all->apply(c.payload, step)) return no;
        put_common(a_case, common);
        put_rounds(a_case, all);
        rule = step.rule;
        hjemmel = step.hjemmel;
        closed = step.closed;
    }
    link_documents(d, a_case, info, c.payload);
    if (closed.empty()) hold_rounds(w, a_case, now);
    auto const event =
        closed.empty() ? std::string() : std::string(event_of(rounds_in(a_case).at(closed).status));
    auto const position = d.record(std::move(a_case), {c.name, c.payload, *in, c.person, {}, rule, hjemmel});
    if (auto no = settle(d, c.stream, position, std::move(out))) return no;
    if (event.empty()) return {};

    // The round is closed: the workflow has a row for that.
    std::vector<follow_up> then;
    auto moved = d.current(c.stream);
    if (auto no = w.fire(moved, event, json::object(), now, then)) return no;
    hold_rounds(w, moved, now);
    auto const caused =
        d.record(std::move(moved), {event, {{"round", closed}}, *in, c.person, position, rule, {}});
    return settle(d, c.stream, caused, std::move(then));
}

std::optional<refusal> kernel::create_case(decision& d, std::string_view id, std::string_view event,
                                           json const& payload, std::string const& person,
                                           capacity const* given, std::optional<std::int64_t> cause) const {
    auto const& w = *find(id);
    auto const& info = *w.command(event);
    auto const now = d.here(person);
    auto const numbers = numbers_stream(d.today().year());
    auto const number = d.current(numbers).data.value("last", std::int64_t{0}) + 1;
    state a_case{.stream = "case/" + std::to_string(d.today().year()) + "-" + std::to_string(number)};
    auto const name = a_case.stream;
    if (!w.body.empty()) a_case.data["body"] = w.body;

    auto const in = given ? std::optional(*given) : capacity_of(now, a_case, info.by);
    if (!in) return not_entitled(now, a_case);
    if (auto no = allowed_on(d, d.asked, a_case)) return no;
    if (auto no = documents_stored(d, info, payload)) return no;

    d.seen().put(state{.stream = name});
    std::vector<follow_up> out;
    if (auto no = w.fire(a_case, event, payload, now, out)) return no;
    auto common = common_of(a_case);
    if (common.archive_owner.empty()) common.archive_owner = archive_owner(d, common.body.value);
    put_common(a_case, common);
    link_documents(d, a_case, info, payload);
    hold_rounds(w, a_case, now);
    auto const position = d.record(std::move(a_case), {std::string(event), payload, *in, person, cause});
    out.insert(out.begin(), {numbers, "take_number", {{"number", number}}});
    d.created = name;
    return settle(d, name, position, std::move(out));
}

// What follows from an entry, as entries of their own that name it as their cause. All of it, or the command
// is refused.
std::optional<refusal> kernel::settle(decision& d, std::string const& stream, std::int64_t cause,
                                      std::vector<follow_up> todo) const {
    auto const person = d.asked.person;
    auto const now = d.here(person);
    for (auto const& f : todo) {
        capacity in{"follows", {}};
        if (f.stream == new_case) {
            if (auto no = create_case(d, f.workflow, f.name, f.payload, person, &in, cause)) return no;
            auto const parent = stream.substr(5), child = d.created.substr(5);
            auto both = std::vector<follow_up>{
                {stream, "link_case", {{"target", child}, {"kind", "opened_from_here"}}},
                {d.created, "link_case", {{"target", parent}, {"kind", "opened_by"}}}};
            if (auto no = settle(d, stream, cause, std::move(both))) return no;
            continue;
        }
        auto subject = d.current(f.stream);
        std::vector<follow_up> more;
        if (is_case(f.stream)) {
            auto common = common_of(subject);
            auto all = rounds_in(subject);
            case_step step{subject, common, all, now, person, {}, in, more};
            if (auto no = common_named(f.name)->apply(f.payload, step)) return no;
            put_common(subject, common);
        } else {
            if (auto no =
                    register_named(f.stream, f.name)->apply(subject, f.payload, now, d.chance, in, more))
                return no;
        }
        auto const position = d.record(std::move(subject), {f.name, f.payload, in, person, cause});
        if (auto no = settle(d, f.stream, position, std::move(more))) return no;
    }
    return {};
}

std::optional<refusal> kernel::decide_register(decision& d, command const& c) const {
    auto const* found = register_named(c.stream, c.name);
    auto const founding = c.stream == "organisation" && !d.current("organisation").exists();
    if (c.person.empty() && !founding) return not_signed_in();
    auto const now = d.here(c.person);
    auto subject = d.current(c.stream);
    if (founding && c.name != "found_community") return no_such_stream();
    auto in = capacity_of(now, subject, found->info.by);
    if (!in) return not_entitled(now, subject);
    if (c.expected_version && *c.expected_version != subject.version) return stale();
    if (auto no = allowed_on(d, c, subject)) return no;
    if (auto no = documents_stored(d, found->info, c.payload)) return no;
    seal(d, found->info);
    std::vector<follow_up> out;
    if (auto no = found->apply(subject, c.payload, now, d.chance, *in, out)) return no;
    link_documents(d, subject, found->info, c.payload);
    auto const position = d.record(std::move(subject), {c.name, c.payload, *in, c.person, {}});
    return settle(d, c.stream, position, std::move(out));
}

// ---------------------------------------------------------------------------------------------- what may be
// done next

std::vector<action_info> kernel::actions(state const& a_case, situation const& now) const {
    std::vector<action_info> out;
    auto const& w = of(a_case);
    for (auto const& name : w.open_commands(a_case.name)) {
        auto const* info = w.command(name);
        action_info a{info, standing::closed, {}};
        if (capacity_of(now, a_case, info->by))
            a.standing = w.standing_of(a_case, name, now, a.refusals);
        else
            a.refusals.push_back(not_entitled(now, a_case));
        if (a.standing == standing::open && info->has_fields) a.standing = standing::depends;
        out.push_back(std::move(a));
    }
    auto const all = rounds_in(a_case);
    auto const common = common_of(a_case);
    auto const* live = live_round(all);
    for (auto const& c : all_common_commands()) {
        if (c.internal || !capacity_of(now, a_case, c.info.by)) continue;
        bool const fits = live && std::ranges::find(c.kinds, all.at(*live).kind) != c.kinds.end();
        if ((c.needs_round && !fits) || (c.offered && !c.offered(common, all))) continue;
        action_info a{&c.info, c.info.has_fields ? standing::depends : standing::open, {}};
        if (live) a.round = *live;
        if (fits && c.ready)
            if (auto no = c.ready(all.at(*live), now)) {
                a.standing = standing::closed;
                a.refusals.push_back(std::move(*no));
            }
        if (c.info.name == "take_position") {
            auto const asked = live && std::ranges::any_of(all.at(*live).electorate, [&](auto const& e) {
                                   return e.second.person == now.person;
                               });
            if (!asked) continue;
        }
        if (c.info.name == "replace_text" && live) a.costs = decisions_standing(all.at(*live));
        out.push_back(std::move(a));
    }
    return out;
}

std::vector<deadline> kernel::deadlines(state const& a_case, situation const& now) const {
    auto due = of(a_case).deadlines(a_case, now);
    for (auto const& [name, r] : rounds_in(a_case)) {
        if (r.live() && r.deadline)
            due.push_back({"round_deadline", *r.deadline, {by::case_handler, by::member()}});
        if (r.status == round_status::carried && r.outcome)
            for (auto const& [seat, reservation] : r.outcome->reservations)
                if (!reservation.cleared)
                    due.push_back(
                        {"clear_reservation_by", reservation.clear_by, {by::case_handler, by::member()}});
    }
    std::ranges::stable_sort(due, {}, &deadline::due);
    return due;
}

std::optional<capacity> kernel::reader_of(state const& a_case, situation const& now) const {
    if (now.person.empty()) return {};
    auto const today = date_in_oslo(now.now); // rights are today's, whatever the business date
    auto const common = common_of(a_case);
    auto const stream = body_stream(common.body.value);
    auto const* body = now.world.knows(stream) ? &now.world.at(stream) : nullptr;
    auto const concerns = [&](id const& party) {
        auto const represented = [&](auto const& s) {
            return std::ranges::find(s.second.parties, party) != s.second.parties.end();
        };
        return std::ranges::find(common.parties, party) != common.parties.end() ||
               party == common.archive_owner ||
               (body && std::ranges::any_of(seats_on(*body, today), represented));
    };
    bool auditor = false;
    std::optional<capacity> as_auditor;
    bool other_role = false;
    for (auto const& grant : roles_of(now.organisation(), now.person, today)) {
        if (grant.role == role::case_handler || grant.role == role::finance)
            return capacity{"role/" + std::string(describe::name_of(grant.role)), {}};
        if (grant.role == role::party_representative && concerns(*grant.party))
            return capacity{"role/party_representative", grant.party->value};
        if (grant.role == role::auditor) {
            auditor = true;
            if (!grant.party || concerns(*grant.party))
                as_auditor = capacity{"role/auditor", grant.party ? grant.party->value : ""};
        } else {
            other_role = true;
        }
    }
    if (body)
        if (auto const seat = seat_of(*body, now.person, today)) return capacity{stream + "/" + *seat, {}};
    for (auto const& [group, persons] : common.participants)
        if (std::ranges::any_of(persons, [&](auto const& p) { return p.person == now.person; }))
            return capacity{"participant/" + group, {}};
    // A substitute called for this case
    for (auto const& [name, r] : rounds_in(a_case))
        for (auto const& [seat, e] : r.electorate)
            if (e.person == now.person) return capacity{stream + "/" + seat, {}};
    if (auditor) return as_auditor;
    if (common.access == case_access::closed) return {};
    return capacity{other_role ? "role" : "person", {}};
}

case_row kernel::row(state const& a_case, std::int64_t position) const {
    auto const common = common_of(a_case);
    auto const number = a_case.stream.substr(5);
    auto const dash = number.find('-');
    case_row r{.id = number,
               .year = std::stoi(number.substr(0, dash)),
               .number = std::stoll(number.substr(dash + 1)),
               .workflow = a_case.workflow.substr(0, a_case.workflow.find('/')),
               .state = a_case.name,
               .title = common.title,
               .body = common.body.value,
               .ended = of(a_case).stage(a_case.name).end,
               .closed = common.access == case_access::closed,
               .position = position};
    for (auto const& p : common.parties) r.parties.push_back(p.value);
    return r;
}

// -------------------------------------------------------------------------------------------------- not
// entitled

refusal not_entitled(situation const& now, state const& subject) {
    constexpr rule_text auditor{
        "auditor_reads_only",
        {"En revisor leser og endrer ingenting.", "Ein revisor les og endrar ingenting.",
         "An auditor reads and changes nothing."},
        "koml. § 24-3",
        refusal_kind::not_entitled};
    constexpr rule_text administrator{"administrator_decides_nothing",
                                      {"En administrator styrer brukerkontoer og avgjør ingenting i sakene.",
                                       "Ein administrator styrer brukarkontoar og avgjer ingenting i sakene.",
                                       "An administrator manages accounts and decides nothing in the cases."},
                                      {},
                                      refusal_kind::not_entitled};
    constexpr rule_text fsu{"beyond_mandate",
                            {"Et faglig samarbeidsutvalg tilrår; det er SSU som avgjør.",
                             "Eit fagleg samarbeidsutval tilrår; det er SSU som avgjer.",
                             "A professional committee recommends; SSU decides."},
                            "SSU oppnevner FSU; mandatet er rådgivende",
                            refusal_kind::not_entitled};
    constexpr rule_text other{"not_entitled",
                              {"Du har ikke rollen eller plassen som trengs for dette.",
                               "Du har ikkje rolla eller plassen som trengst for dette.",
                               "You have not the role or seat that this needs."},
                              {},
                              refusal_kind::not_entitled};
    auto const today = date_in_oslo(now.now);
    auto const grants = roles_of(now.organisation(), now.person, today);
    auto const only = [&](role r) {
        return !grants.empty() && std::ranges::all_of(grants, [&](auto const& g) { return g.role == r; });
    };
    if (only(role::auditor)) return auditor();
    for (auto const& [stream, s] : now.world.all())
        if (stream.starts_with("body/") && s.exists() && head_of(s).kind == body_kind::professional &&
            seat_of(s, now.person, now.today))
            return fsu();
    if (subject.stream.starts_with("case/") &&
        std::ranges::any_of(grants, [](auto const& g) { return g.role == role::administrator; }))
        return administrator();
    return other();
}

} // namespace saksgang
