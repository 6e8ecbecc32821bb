// The path of a command, for a case, a new case and any other stream alike:
//
//   address   which stream, which command of it          not there, no such command
//   shape     is the payload right?
//   who       in which seat or role
//   version   as the person saw it
//   date      another than today's: a registrar's, with a source
//   carry out: references and documents are there, then guards and `apply`, rounds, the entry     (refusals)
//              what needs a second person waits for one, where there is another (who/pending.hpp)
//   follow    what the entry leads to, as entries of their own, typed and checked the same way
#include <algorithm>

#include "engine/digest.hpp"
#include "engine/kernel.hpp"
#include "engine/who/pending.hpp"

namespace saksgang {
namespace {

known_rule const stale{
    "stale",
    {"Noen har endret saken mens du skrev. Teksten din er tatt vare på. Se hva som er nytt.",
     "Nokon har endra saka medan du skreiv. Teksten din er teken vare på. Sjå kva som er nytt.",
     "Somebody changed the case while you were writing. Your text is kept. See what is new."},
    {},
    refusal_kind::stale};
known_rule const no_live_round{"no_round",
                               {"Ingenting er lagt fram til behandling nå.",
                                "Ingenting er lagt fram til behandling no.", "Nothing is put forward now."},
                               {},
                               refusal_kind::not_open};
known_rule const too_large_refusal{"too_large",
                                   {"Innholdet er for stort for én hendelse eller én sak.",
                                    "Innhaldet er for stort for éi hending eller éi sak.",
                                    "The content is too large for one entry or one case."},
                                   {},
                                   refusal_kind::bad_payload};

known_rule const registrar_only{"registrar_only",
                                {"Bare den som registrerer i ettertid, kan sette en annen dato.",
                                 "Berre den som registrerer i ettertid, kan setje ein annan dato.",
                                 "Only a registrar may set another date."},
                                {},
                                refusal_kind::not_entitled};
known_rule const source_required{"source_required",
                                 {"En annen dato trenger et kildedokument som viser den.",
                                  "Ein annan dato treng eit kjeldedokument som viser han.",
                                  "Another date needs a source document that shows it."}};
known_rule const effective_in_future{
    "effective_in_future",
    {"Datoen kan ikke være etter i dag.", "Datoen kan ikkje vere etter i dag.",
     "The date can't be after today."}};
known_rule const effective_decreasing{"effective_decreasing",
                                      {"Datoen kan ikke være før det som sist skjedde i saken ({last}).",
                                       "Datoen kan ikkje vere før det som sist skjedde i saka ({last}).",
                                       "The date can't be before what last happened in the case ({last})."}};
known_rule const before_round_opened{"before_round_opened",
                                     {"Datoen kan ikke være før behandlingen ble åpnet ({opened}).",
                                      "Datoen kan ikkje vere før behandlinga vart opna ({opened}).",
                                      "The date can't be before the round opened ({opened})."}};

// Puts commitments in the place of personal texts; the values go beside the log. The payload will stand in the next
// entry of that state.
void seal(decision& d, command_info const& info, state const& subject) {
    if (!info.has_personal_text()) return;
    int n = 0;
    info.seal(d.asked.payload.change(), [&](std::string const& value) {
        auto const salt = d.chance.new_salt(subject.stream, subject.version + 1, n++);
        d.personal.push_back({sha256(salt + value), salt, value});
        return d.personal.back().commitment;
    });
}

void name_archive_owner(state& a_case, field const& practice, situation const& now) {
    auto common = common_of(a_case);
    if (common.archive_owner.empty() && practice.archive_owner)
        common.archive_owner = practice.archive_owner(now, common.body.value);
    put_common(a_case, common);
}

void hold_rounds(workflow const& w, state& a_case, situation const& now) {
    auto const held = w.holds(a_case, now);
    if (!held && !live_round(rounds_in(a_case))) return;
    auto all = rounds_in(a_case);
    hold(all, a_case.name, held, now.today);
    put_rounds(a_case, all);
}

bool another_may_confirm(feature const* f, state const& subject, situation const& now) {
    auto const confirms = [](command_info const& c) { return c.settles_pending && !c.by_whoever_asked; };
    auto const found = std::ranges::find_if(f->commands, confirms);
    return found != f->commands.end() && another_has(subject, now, found->by);
}

std::string event_of(round_status s) {
    return s == round_status::carried       ? "round_carried"
           : s == round_status::not_carried ? "round_failed"
                                            : "hearing_closed";
}

} // namespace

std::variant<decision, refusal> kernel::decide(world& w, command asked, source& chance, head at) const {
    decision d(w, std::move(asked), chance, at);
    std::optional<refusal> no;
    try {
        no = decide(d);
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

std::optional<refusal> kernel::decide(decision& d) const {
    auto const& c = d.asked;
    target t;
    if (auto no = address(d, t)) return no;
    if (auto errors = t.info->check(c.payload, written::whole); !errors.empty())
        return bad_payload(std::move(errors));
    auto const now = d.here(c.person);
    auto const in = capacity_of(now, t.subject, t.info->by, &c.payload);
    if (!in) return not_entitled(field_, now, t.subject, t.info->by);
    if (c.expected_version && !t.is_new && *c.expected_version != t.subject.version) return stale();
    if (auto no = allowed_on(d, t.subject)) return no;
    seal(d, *t.info, t.subject);
    if (!t.info->closes_in_passing) return carry_out(d, std::move(t), c.payload, *in, {});
    // The last assent in writing stands, whatever hinders what it leads to: the round waits to be closed.
    auto no = carry_out(d, t, c.payload, *in, {});
    if (!no) return no;
    d.take_back();
    return carry_out(d, std::move(t), c.payload, *in, {}, false);
}

std::optional<refusal> kernel::address(decision& d, target& t) const {
    auto const& c = d.asked;
    bool const founding = c.stream == "organisation" && !d.current("organisation").exists();
    if (c.person.empty() && !founding) return not_signed_in();
    if (c.stream == new_case) {
        auto const* w = find(c.workflow);
        if (!w || !w->command(c.name)) return no_such_command();
        t = new_case_of(d, *w, c.name, c.payload);
        return {};
    }
    if (is_case(c.stream)) {
        t.subject = d.current(c.stream);
        if (!t.subject.exists() || !reader_of(t.subject, d.here(c.person))) return not_found();
        t.flow = &of(t.subject);
    }
    t.info = command_for(t.flow, c.stream, c.name);
    if (!t.info || t.info->internal) return no_such_command();
    if (!t.flow) t.subject = d.current(c.stream);
    if (founding && c.name != "found_community") return not_found();
    return {};
}

// It comes before its workflow's body, or before the one that the command names.
kernel::target kernel::new_case_of(decision& d, workflow const& w, std::string_view command,
                                   part const& payload) const {
    auto const number = last_number(d.current(numbers_stream(d.today().year()))) + 1;
    target t{{.stream = case_stream(std::to_string(d.today().year()) + "-" + std::to_string(number))},
             &w,
             w.command(command),
             true};
    auto const named = payload->find("body");
    bool const is_named = named != payload->end() && named->is_string();
    auto const body = is_named ? named->get<std::string>() : w.body;
    if (!body.empty()) t.subject.data.set("body", canonical_of(body));
    return t;
}

// Another date than today's may be set only by a registrar with a source, and only where history allows it.
std::optional<refusal> kernel::allowed_on(decision& d, state const& subject) const {
    auto const& c = d.asked;
    if (!c.effective) return {};
    auto const today = date_in_oslo(d.here(c.person).now);
    if (!has_role(d.current("organisation"), c.person, role::registrar, today)) return registrar_only();
    if (!may_link(c.source, subject, d)) return source_required();
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

std::optional<refusal> kernel::carry_out(decision& d, target t, part const& payload, capacity in,
                                         std::optional<std::int64_t> cause, bool may_close) const {
    auto const now = d.here(d.asked.person);
    auto const stream = t.subject.stream;
    if (auto no = t.info->missing(payload, d.seen())) return no;
    // What only follows speaks of documents that are linked already, unless it is a case of its own.
    bool const brings_documents = !cause || t.is_new;
    if (brings_documents)
        if (auto no = documents_stored(d, *t.info, payload, t.subject)) return no;
    if (t.is_new) d.seen().put(state{.stream = stream});

    command_step s{.subject = t.subject,
                   .now = now,
                   .in = in,
                   .practice = field_,
                   .chance = d.chance,
                   .flow = t.flow,
                   .effective = d.asked.effective,
                   .may_close = may_close};
    bool const needs_another = !cause && t.info->needs_another && t.info->needs_another(payload, s) &&
                               another_may_confirm(feature_of(stream), t.subject, now);
    if (auto no = apply(t, payload, s)) return no;
    if (needs_another) {
        t.subject = d.current(stream);
        set_aside(t.subject, t.info->name, payload, now);
        s.out.clear();
    }
    if (t.is_new) name_archive_owner(t.subject, field_, now);
    if (brings_documents) link_documents(d, t.subject, *t.info, payload);
    if (!s.erased.empty()) d.erased_documents.insert(s.erased);
    if (!s.erased_text.empty()) d.erased_texts.insert(s.erased_text);
    if (t.flow && s.closed.empty()) hold_rounds(*t.flow, t.subject, now);

    if (t.is_new) s.out.insert(s.out.begin(), takes_number(stream));
    bool const ends = t.flow && t.flow->stage(t.subject.name).end;
    auto const position = d.record(
        std::move(t.subject),
        {t.info->name, payload, in, now.person, cause, s.rule, s.hjemmel, cause || ends || t.info->has_room});
    if (t.is_new) d.created = stream;
    if (auto no = follow(d, stream, position, s.out)) return no;
    if (s.closed.empty()) return {};
    return after_round(d, *t.flow, stream, s.closed, in, s.rule, position);
}

// Guards, and the change itself.
std::optional<refusal> kernel::apply(target const& t, part const& payload, command_step& s) const {
    if (!t.info->apply) { // a row of the workflow's table
        return t.flow->fire(s.subject, t.info->name, payload, s.now, s.out, s.hjemmel);
    }
    if (t.flow) {
        auto const& all = rounds_in(s.subject);
        auto const* live = live_round(all);
        auto const fits = live && t.info->is_about(all.at(*live).kind);
        if (t.info->needs_round() && !fits) {
            auto no = no_live_round();
            no.open_commands = t.flow->open_commands(s.subject.name);
            return no;
        }
        if (fits && t.info->ready)
            if (auto no = t.info->ready(all.at(*live), s.now)) return no;
        if (t.info->allowed)
            if (auto no = t.info->allowed(s.subject, s.now)) return no;
    }
    return t.info->apply(payload, s);
}

// The round is closed: the workflow has a row for that.
std::optional<refusal> kernel::after_round(decision& d, workflow const& w, std::string const& stream,
                                           std::string const& round, capacity const& in,
                                           std::string const& rule, std::int64_t cause) const {
    auto const now = d.here(d.asked.person);
    auto a_case = d.current(stream);
    auto const event = event_of(rounds_in(a_case).at(round).status);
    std::vector<follow_up> then;
    std::string hjemmel;
    if (auto no = w.fire(a_case, event, {}, now, then, hjemmel)) return no;
    hold_rounds(w, a_case, now);
    auto const position =
        d.record(std::move(a_case), {event, json{{"round", round}}, in, now.person, cause, rule, hjemmel});
    return follow(d, stream, position, then);
}

// What follows from an entry, as entries of their own that name it as their cause. All of it, or the command
// is refused.
std::optional<refusal> kernel::follow(decision& d, std::string const& stream, std::int64_t cause,
                                      std::vector<follow_up> const& all) const {
    for (auto const& f : all) {
        target t;
        if (f.stream == new_case) {
            t = new_case_of(d, *find(f.workflow), f.name, f.payload);
        } else {
            t.subject = d.current(f.stream);
            if (is_case(f.stream)) t.flow = &of(t.subject);
            t.info = command_for(t.flow, f.stream, f.name);
        }
        if (!t.info) throw std::logic_error(f.stream + " has no command " + f.name);
        if (auto errors = t.info->check(f.payload, written::compact); !errors.empty())
            return bad_payload(std::move(errors));
        bool const is_new = t.is_new;
        if (auto no = carry_out(d, std::move(t), f.payload, {"follows", {}}, cause)) return no;
        if (!is_new) continue;
        auto const child = d.created;
        if (auto no = follow(d, stream, cause, links_between(stream, child))) return no;
    }
    return {};
}

} // namespace saksgang
