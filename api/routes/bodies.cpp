#include "api/follow_ups.hpp"
#include "api/hidden_cases.hpp"
#include "api/names.hpp"
#include "api/people.hpp"
#include "api/routes/routes.hpp"
#include "workflows/shared/body_tasks.hpp"

namespace saksgang::api::routes {
namespace {

body_view head_of_body(reading const& r, state const& body, date at) {
    auto const& head = head_of(body);
    return {.id = id_in(body.stream),
            .name = std::string(head.name.in(r.in.lang)),
            .version = body.version,
            .kind = head.kind,
            .level = head.level,
            .area = {head.area.begin(), head.area.end()},
            .at = at,
            .rule = if_any(rule_on(body, at))};
}

seat_view show_seat(reading const& r, people_names const& names, body_rule const* rule, std::string const& id,
                    seat const& s, date at) {
    seat_view v{.id = id,
                .kind = s.kind,
                .side = side_in(rule, s),
                .parties = s.parties,
                .represents = s.represents,
                .source = s.source};
    if (auto const& by = s.nominated_by)
        v.nominated_by = party_in(r.organisation(), by->value) ? name_of_party(r.organisation(), by->value)
                                                               : name_of_body(r, by->value);
    if (auto const* h = holder_on(s, at))
        v.holder = seat_holder{names.view(r, h->person.value),
                               std::string(describe::name_of(h->function)),
                               h->valid_from,
                               h->valid_to,
                               h->tenure,
                               h->source};
    for (auto const& sub : s.substitutes)
        if (sub.holds_on(at)) v.substitutes.push_back({names.view(r, sub.person.value), sub.order});
    return v;
}

std::vector<composition_gap> gaps_in(state const& body, date at, language l) {
    std::vector<composition_gap> gaps;
    auto const* rule = rule_on(body, at);
    if (!rule || rule->composition.empty()) return gaps; // the rule says nothing of it
    std::map<std::string, int> appointed;
    for (auto const& [id, s] : seats_on(body, at))
        if (holder_on(s, at)) ++appointed[std::string(describe::name_of(s.kind))];
    auto counts = rule->composition;
    for (auto const& [kind, n] : appointed) counts.try_emplace(kind, 0); // that the rule knows nothing of
    for (auto const& [kind, by_rule] : counts)
        if (appointed[kind] != by_rule)
            gaps.push_back({kind, std::string(word(kind).in(l)), by_rule, appointed[kind]});
    return gaps;
}

// Parties of the body's area for which nobody speaks there, by name: where it has seats, and some are of parties.
std::vector<said> not_covered_by_a_seat(reading const& r, state const& body, date at) {
    std::set<std::string> covered;
    for (auto const& [id, s] : seats_on(body, at))
        for (auto const& party : s.parties) covered.insert(party.value);
    std::vector<said> without;
    if (covered.empty()) return without;
    for (auto const& party : head_of(body).area)
        if (!covered.contains(party.value))
            without.emplace_back(name_of_party(r.organisation(), party.value));
    return without;
}

// «Forhold å se på»: what is not as the body's rule or mandate says, beyond how many sit there.
std::vector<std::string> findings_in(reading const& r, state const& body, date at,
                                     std::vector<task_coverage> const& tasks) {
    constexpr text ended{"Mandatet gikk ut {day}.", "Mandatet gjekk ut {day}.",
                         "The mandate ended on {day}."};
    constexpr text long_led{"Lederen har sittet siden {day}. Perioden er {years} år.",
                            "Leiaren har sete sidan {day}. Perioden er {years} år.",
                            "The leader has sat since {day}. The term is {years} years."};
    constexpr text not_drawn{"Den som har plassen «{seat}», sitter ikke i {body}.",
                             "Den som har plassen «{seat}», sit ikkje i {body}.",
                             "Whoever holds the seat “{seat}” does not sit in {body}."};
    constexpr text not_covered{"Ingen plass her representerer {parties}.",
                               "Ingen plass her representerer {parties}.",
                               "No seat here represents {parties}."};
    constexpr text too_old{"{plan}: fra {day}, og skal ikke være eldre enn {years} år.",
                           "{plan}: frå {day}, og skal ikkje vere eldre enn {years} år.",
                           "{plan}: of {day}, and should not be older than {years} years."};
    constexpr text no_case{"Ingen sak i {year} gjelder disse oppgavene: {tasks}.",
                           "Inga sak i {year} gjeld desse oppgåvene: {tasks}.",
                           "No case in {year} is about these tasks: {tasks}."};
    std::vector<std::string> found;
    auto const say = [&](text const& words, text_arguments const& given) {
        found.push_back(fill(words.in(r.in.lang), given, r.in.lang));
    };
    if (auto const& ends = head_of(body).mandate_ends; ends && *ends < at)
        say(ended, {{"day", ends->in_numbers()}});
    if (auto const without = not_covered_by_a_seat(r, body, at); !without.empty())
        say(not_covered, {{"parties", said::list(without)}});
    for (auto const& [kind, plan] : plans_of_body(body))
        if (plan.last_day() < at)
            say(too_old, {{"plan", word(kind)},
                          {"day", plan.dated.in_numbers()},
                          {"years", std::to_string(plan.longest_age)}});
    std::vector<said> without;
    for (auto const& [task, cases] : tasks)
        if (cases.empty()) without.emplace_back(word(task));
    if (!without.empty()) say(no_case, {{"year", std::to_string(at.year())}, {"tasks", said::list(without)}});
    auto const* rule = rule_on(body, at);
    if (!rule) return found;
    for (auto const& [id, s] : seats_on(body, at)) {
        auto const* h = holder_on(s, at);
        if (!h) continue;
        if (h->function == seat_function::leader && rule->leader_term &&
            h->valid_from.plus_months(12 * *rule->leader_term) <= at)
            say(long_led,
                {{"day", h->valid_from.in_numbers()}, {"years", std::to_string(*rule->leader_term)}});
        for (auto const& drawn : rule->drawn_kinds.value_or(std::vector<drawn_kind>()))
            if (drawn.kind == s.kind && r.here().world.knows(body_stream(drawn.body.value)) &&
                !seat_of(r.stream(body_stream(drawn.body.value)), h->person.value, at))
                say(not_drawn, {{"seat", name_of_seat(r, s)}, {"body", name_of_body(r, drawn.body.value)}});
    }
    return found;
}

std::vector<covered_task> show_tasks(reading& r, std::vector<task_coverage> const& tasks) {
    std::vector<covered_task> shown;
    hidden_cases hidden(r);
    for (auto const& [task, cases] : tasks) {
        auto& one = shown.emplace_back(covered_task{std::string(word(task).in(r.in.lang)), {}});
        for (auto const& a_case : cases)
            if (!hidden.is_hidden(a_case)) one.cases.push_back({a_case});
    }
    return shown;
}

// What the caller may not know of is left out: a case that it came from, and what a dispute rests on.
void keep_papers(std::vector<dispute>& disputes, bool disputes_too) {
    if (!disputes_too)
        for (auto& d : disputes) d.documents.clear();
}
agreement shown_of(agreement a, bool disputes_too, hidden_cases& hidden) {
    if (a.a_case && hidden.is_hidden(a.a_case->value)) a.a_case.reset();
    keep_papers(a.disputes, disputes_too);
    return a;
}

agreement_view show_pair(reading& r, state const& pair, std::string party, date at, hidden_cases& hidden) {
    auto const disputes_too = reads_disputes(pair, r.here());
    agreement_view v{
        .party = std::move(party), .version = pair.version, .applies = if_any(agreement_on(pair, at))};
    if (v.applies) v.applies = shown_of(*std::move(v.applies), disputes_too, hidden);
    for (auto const& a : agreements_of(pair)) v.all.push_back(shown_of(a, disputes_too, hidden));
    keep_papers(v.disputes = disputes_without_agreement(pair), disputes_too);
    for (auto const& d : deadlines_of(pair, at)) v.deadlines.push_back(show_deadline(d, r.in.lang));
    return v;
}

} // namespace

result<response> list_bodies(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const at = date_in_query(r.in, "at");
    if (!at) return at.error();
    body_list list;
    for (auto const& body : r.streams("body/"))
        list.items.push_back(head_of_body(r, body, at->value_or(r.today())));
    return json_response(show(list));
}

// "Who sat in SSU on 7 June 2024, under which rule" is one question.
result<response> show_body(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const asked_at = date_in_query(r.in, "at");
    if (!asked_at) return asked_at.error();
    if (!is_identifier(r.in.value(0))) return not_found();
    r.load({body_stream(r.in.value(0))});
    auto const& body = r.stream(body_stream(r.in.value(0)));
    if (!body.exists()) return not_found();
    auto const at = asked_at->value_or(r.today());
    people_names names;
    auto seats = seats_on(body, at);
    for (auto const& [id, s] : seats) names.mention_all(r, write(s));
    names.fetch(r);
    r.load_bodies();
    auto v = head_of_body(r, body, at);
    v.seats.emplace();
    for (auto const& [id, s] : seats) v.seats->push_back(show_seat(r, names, rule_on(body, at), id, s, at));
    v.composition_gaps = gaps_in(body, at, r.in.lang);
    auto const tasks = coverage_of_tasks(body, at.year());
    v.findings = findings_in(r, body, at, tasks);
    v.tasks = show_tasks(r, tasks);
    hidden_cases meetings(r);
    v.follow_ups = show_follow_ups(r, std::span(&body, 1), meetings);
    auto out = json_response(show(v));
    out.first = access_entry(r, meetings.logged()); // what came of a closed meeting is read here too
    return with_version(std::move(out), body.version);
}

result<response> list_parties(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    party_list list;
    for (auto const& [id, p] : records_of(r.organisation()).parties) list.items.push_back({id, p});
    return json_response(show(list));
}

result<response> show_party(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const* p = party_in(r.organisation(), r.in.value(0));
    if (!p) return not_found();
    return json_response(show(party_view{r.in.value(0), *p}));
}

result<response> show_person(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const& person = r.in.value(0);
    if (!is_person(r.organisation(), person)) return not_found();
    people_names names;
    names.mention(r, person);
    names.fetch(r);
    return json_response(
        show(person_page{names.view(r, person), roles_held(r, person), seats_held(r, person)}));
}

// "Which agreement applies for Flå on 1 May."
result<response> list_agreements(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const asked_at = date_in_query(r.in, "at");
    if (!asked_at) return asked_at.error();
    agreement_list list{.at = asked_at->value_or(r.today())};
    auto const party = r.in.query("party");
    hidden_cases hidden(r);
    for (auto const& pair : r.streams("agreement/")) {
        auto id = id_in(pair.stream);
        if (party && *party != id) continue;
        list.items.push_back(show_pair(r, pair, std::move(id), list.at, hidden));
    }
    return json_response(show(list));
}

} // namespace saksgang::api::routes
