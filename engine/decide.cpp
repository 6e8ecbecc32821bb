// Deciding a command: may it be asked, does the rule allow it, what does it change, and what follows from that.
#include <algorithm>

#include "engine/common_commands.hpp"
#include "engine/digest.hpp"
#include "engine/kernel.hpp"

namespace saksgang {
namespace {

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

std::optional<refusal> checked(command_info const& info, json const& payload) {
    if (auto errors = info.check(payload); !errors.empty()) return bad_payload(std::move(errors));
    return {};
}

// Puts commitments in the place of personal texts; the values go beside the log. The payload will stand in that entry.
void seal(decision& d, command_info const& info, std::string const& stream, std::int64_t seq) {
    int n = 0;
    info.seal(d.asked.payload, [&](std::string const& value) {
        auto const salt = d.chance.new_salt(stream, seq, n++);
        d.personal.push_back({sha256(salt + value), salt, value});
        return d.personal.back().commitment;
    });
}

// Of the case that is created next, in the year of the business date.
std::int64_t next_number(decision const& d) {
    return d.current(numbers_stream(d.today().year())).data->value("last", std::int64_t{0}) + 1;
}
std::string numbered(int year, std::int64_t number) {
    return case_stream(std::to_string(year) + "-" + std::to_string(number));
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
    for (auto const& each : named) d.link(each.digest);
    if (!is_case(subject.stream) || (named.empty() && d.asked.source.empty())) return;
    auto common = common_of(subject);
    auto const add = [&](std::string const& digest, std::string const& title) {
        if (std::ranges::find(common.documents, digest, &linked_document::digest) == common.documents.end())
            common.documents.push_back({digest, title, info.name, d.today()});
    };
    for (auto const& each : named) add(each.digest, each.title);
    if (d.asked.effective) add(d.asked.source, "Kilde for datoen " + d.today().in_numbers());
    put_common(subject, common);
}

std::optional<refusal> documents_stored(decision& d, command_info const& info, json const& payload) {
    for (auto const& each : info.documents(payload))
        if (!d.seen().documents.contains(each.digest)) return document_missing({{"digest", each.digest}});
    return {};
}

// «Arkivansvarlig organ»: whoever leads the body when the case is created; the trust where nobody does.
std::string archive_owner(decision& d, std::string const& body) {
    auto const& trust = records_of(d.current("organisation")).trust;
    if (body.empty() || !d.seen().knows(body_stream(body))) return trust;
    for (auto const& [name, s] : seats_on(d.current(body_stream(body)), d.today()))
        if (auto const* h = holder_on(s, d.today());
            h && h->function == seat_function::leader && s.side == side::municipalities && !s.parties.empty())
            return s.parties.front().value;
    return trust;
}

void hold_rounds(workflow const& w, state& a_case, situation const& now) {
    auto const held = w.holds(a_case, now);
    if (!held && !live_round(rounds_in(a_case))) return;
    auto all = rounds_in(a_case);
    hold(all, a_case.name, held, now.today);
    put_rounds(a_case, all);
}

std::string event_of(round_status s) {
    return s == round_status::carried       ? "round_carried"
           : s == round_status::not_carried ? "round_failed"
                                            : "hearing_closed";
}

// What a command made of a case, beside the changed copy.
struct effects {
    bool may_close = true; // in passing
    std::string rule = {}, hjemmel = {};
    std::string closed = {}; // the round that it closed
    std::string erased = {}; // the document
    std::vector<follow_up> out = {};
};

std::optional<refusal> step_of_workflow(workflow const& w, state& a_case, command const& c,
                                        situation const& now, effects& made) {
    auto const from = a_case.name;
    if (auto no = w.fire(a_case, c.name, c.payload, now, made.out)) return no;
    made.hjemmel = hjemmel_of(w, from, c.name, a_case.name);
    return {};
}

std::optional<refusal> step_of_every_case(common_command const& of_all, workflow const& w, state& a_case,
                                          command const& c, situation const& now, capacity& in,
                                          effects& made) {
    auto all = rounds_in(a_case);
    auto const* live = live_round(all);
    auto const fits = live && of_all.is_about(all.at(*live).kind);
    if (of_all.needs_round && !fits) {
        auto no = no_live_round();
        no.open_commands = w.open_commands(a_case.name);
        return no;
    }
    if (fits && of_all.ready)
        if (auto no = of_all.ready(all.at(*live), now)) return no;
    if (of_all.allowed)
        if (auto no = of_all.allowed(a_case, now)) return no;
    auto common = common_of(a_case);
    case_step step{w, a_case, common, all, now, c.person, c.effective, in, made.out, made.may_close};
    if (auto no = of_all.apply(c.payload, step)) return no;
    put_common(a_case, common);
    put_rounds(a_case, all);
    made.rule = std::move(step.rule);
    made.hjemmel = std::move(step.hjemmel);
    made.closed = std::move(step.closed);
    made.erased = std::move(step.erased);
    return {};
}

} // namespace

std::variant<decision, refusal> kernel::decide(world& w, command asked, source& chance, head at) const {
    decision d(w, std::move(asked), chance, at);
    std::optional<refusal> no;
    try {
        no = is_case(d.asked.stream) ? decide_case(d) : decide_register(d);
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

std::optional<refusal> kernel::decide_case(decision& d) const {
    auto const& c = d.asked;
    if (c.person.empty()) return not_signed_in();
    if (c.stream == new_case) {
        auto const* w = find(c.workflow);
        auto const* info = w ? w->command(c.name) : nullptr;
        if (!info) return no_such_command();
        if (auto no = checked(*info, c.payload)) return no;
        seal(d, *info, numbered(d.today().year(), next_number(d)), 1);
        return create_case(d, *w, c.name, c.payload, nullptr, {});
    }
    auto const now = d.here(c.person);
    auto a_case = d.current(c.stream);
    if (!a_case.exists() || !reader_of(a_case, now)) return not_found();
    auto const& w = of(a_case);
    auto const* of_workflow = w.command(c.name);
    auto const* of_all = of_workflow ? nullptr : common_named(c.name);
    if (!of_workflow && (!of_all || of_all->internal)) return no_such_command();
    auto const& info = of_workflow ? *of_workflow : of_all->info;
    if (auto no = checked(info, c.payload)) return no;
    seal(d, info, c.stream, a_case.version + 1);
    auto in = capacity_of(now, a_case, info.by);
    if (!in) return not_entitled(now, a_case);
    if (c.expected_version && *c.expected_version != a_case.version) return stale();
    if (auto no = allowed_on(d, a_case)) return no;
    if (auto no = documents_stored(d, info, c.payload)) return no;

    auto no = step_of_case(d, w, of_all, info, *in, true);
    if (!no || !of_all || !of_all->closes_in_passing) return no;
    // The last assent in writing stands, whatever hinders what it leads to: the round waits to be closed.
    d.take_back();
    return step_of_case(d, w, of_all, info, *in, false);
}

// `of_all`: none where the command is the workflow's own.
std::optional<refusal> kernel::step_of_case(decision& d, workflow const& w, common_command const* of_all,
                                            command_info const& info, capacity in, bool may_close) const {
    auto const& c = d.asked;
    auto const now = d.here(c.person);
    auto a_case = d.current(c.stream);
    effects made{.may_close = may_close};
    if (auto no = of_all ? step_of_every_case(*of_all, w, a_case, c, now, in, made)
                         : step_of_workflow(w, a_case, c, now, made))
        return no;
    link_documents(d, a_case, info, c.payload);
    if (!made.erased.empty()) d.erased_documents.insert(made.erased);
    if (made.closed.empty()) hold_rounds(w, a_case, now);
    auto const closed_as =
        made.closed.empty() ? std::string() : event_of(rounds_in(a_case).at(made.closed).status);
    auto const position =
        d.record(std::move(a_case), {c.name, c.payload, in, c.person, {}, made.rule, made.hjemmel});
    if (auto no = settle(d, c.stream, position, std::move(made.out))) return no;
    if (closed_as.empty()) return {};

    // The round is closed: the workflow has a row for that.
    std::vector<follow_up> then;
    auto moved = d.current(c.stream);
    if (auto no = w.fire(moved, closed_as, json::object(), now, then)) return no;
    hold_rounds(w, moved, now);
    auto const caused = d.record(
        std::move(moved), {closed_as, {{"round", made.closed}}, in, c.person, position, made.rule, {}});
    return settle(d, c.stream, caused, std::move(then));
}

std::optional<refusal> kernel::decide_register(decision& d) const {
    auto const& c = d.asked;
    auto const* found = register_named(c.stream, c.name);
    if (!found || found->internal) return no_such_command();
    auto const founding = c.stream == "organisation" && !d.current("organisation").exists();
    if (c.person.empty() && !founding) return not_signed_in();
    auto const now = d.here(c.person);
    auto subject = d.current(c.stream);
    if (founding && c.name != "found_community") return not_found();
    if (auto no = checked(found->info, c.payload)) return no;
    auto in = capacity_of(now, subject, found->info.by);
    if (!in) return not_entitled(now, subject);
    if (c.expected_version && *c.expected_version != subject.version) return stale();
    if (auto no = allowed_on(d, subject)) return no;
    if (auto no = documents_stored(d, found->info, c.payload)) return no;
    seal(d, found->info, c.stream, subject.version + 1);
    std::vector<follow_up> out;
    if (auto no = found->apply(subject, c.payload, now, d.chance, *in, out)) return no;
    link_documents(d, subject, found->info, c.payload);
    auto const position = d.record(std::move(subject), {c.name, c.payload, *in, c.person, {}});
    return settle(d, c.stream, position, std::move(out));
}

// Another date than today's may be set only by a registrar with a source, and only where history allows it.
std::optional<refusal> kernel::allowed_on(decision& d, state const& subject) const {
    auto const& c = d.asked;
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

// `given`: as which a case that follows from another entry is created; nothing: whoever asks must be entitled.
std::optional<refusal> kernel::create_case(decision& d, workflow const& w, std::string const& event,
                                           json const& payload, capacity const* given,
                                           std::optional<std::int64_t> cause) const {
    auto const& person = d.asked.person;
    auto const& info = *w.command(event);
    auto const now = d.here(person);
    auto const number = next_number(d);
    state a_case{.stream = numbered(d.today().year(), number)};
    auto const name = a_case.stream;
    if (!w.body.empty()) a_case.data.change()["body"] = w.body;

    auto const in = given ? std::optional(*given) : capacity_of(now, a_case, info.by);
    if (!in) return not_entitled(now, a_case);
    if (auto no = allowed_on(d, a_case)) return no;
    if (auto no = documents_stored(d, info, payload)) return no;

    d.seen().put(state{.stream = name});
    std::vector<follow_up> out;
    if (auto no = w.fire(a_case, event, payload, now, out)) return no;
    auto common = common_of(a_case);
    if (common.archive_owner.empty()) common.archive_owner = archive_owner(d, common.body.value);
    put_common(a_case, common);
    link_documents(d, a_case, info, payload);
    hold_rounds(w, a_case, now);
    auto const position = d.record(std::move(a_case), {event, payload, *in, person, cause});
    out.insert(out.begin(), {numbers_stream(d.today().year()), "take_number", {{"number", number}}});
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
            if (auto no = create_case(d, *find(f.workflow), f.name, f.payload, &in, cause)) return no;
            auto const parent = id_in(stream), child = id_in(d.created);
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
            case_step step{of(subject), subject, common, all, now, person, {}, in, more};
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

} // namespace saksgang
