#include <algorithm>

#include "engine/field.hpp"
#include "engine/who/body_work.hpp"
#include "engine/who/follow_ups.hpp"
#include "engine/who/list_body.hpp"
#include "engine/who/name_erasure.hpp"
#include "engine/who/pending.hpp"
#include "engine/who/register_words.hpp"

namespace saksgang {
namespace {

known_rule const not_established{
    "not_established",
    {"Utvalget er ikke opprettet.", "Utvalet er ikkje oppretta.", "The body is not established."}};
known_rule const mandate_without_end{
    "mandate_without_end",
    {"Mandatet har ingen sluttdato.", "Mandatet har ingen sluttdato.", "The mandate has no end."}};
known_rule const mandate_not_prolonged{"mandate_not_prolonged",
                                       {"Mandatet gjelder til {until}. Skriv en senere dag.",
                                        "Mandatet gjeld til {until}. Skriv ein seinare dag.",
                                        "The mandate lasts until {until}. State a later day."}};
known_rule const version_order{
    "version_order",
    {"En ny regel har neste versjonsnummer og kan ikke gjelde fra før den forrige.",
     "Ein ny regel har neste versjonsnummer og kan ikkje gjelde frå før den førre.",
     "A new rule has the next version number and can't be valid before the one it follows."}};
known_rule const side_of_kind{
    "side_of_kind",
    {"Etter utvalgets regel er plasser av typen «{kind}» rådgivende. Vedta en regel som sier hvilken side de "
     "avgjør på.",
     "Etter regelen til utvalet er plassar av typen «{kind}» rådgjevande. Vedta ein regel som seier kva side "
     "dei avgjer på.",
     "By the body's rule, seats of the kind “{kind}” are advisory. Adopt a rule that says on which side they "
     "decide."}};
known_rule const side_of_advisory_kinds{
    "side_of_advisory_kinds",
    {"Regelen kan bare gi en avgjørende side til plasser som ellers er rådgivende. Det gjelder ikke "
     "«{kind}».",
     "Regelen kan berre gje ei avgjerande side til plassar som elles er rådgjevande. Det gjeld ikkje "
     "«{kind}».",
     "The rule may give a deciding side only to seats that are advisory otherwise, which “{kind}” are not."}};
known_rule const seat_taken{
    "seat_taken",
    {"Plassen har allerede et medlem i denne perioden.", "Plassen har alt ein medlem i denne perioden.",
     "The seat is already held in that period."}};

constexpr text the_body{"Utvalget", "Utvalet", "The body"};
constexpr text the_seat{"Plassen", "Plassen", "The seat"};
constexpr text the_nominator{"Den som foreslår", "Den som foreslår", "Whoever nominates"};
constexpr text the_appointment{"Oppnevningen", "Oppnemninga", "The appointment"};

known_rule const own_seat{"own_seat",
                          {"Ingen kan oppnevne seg selv. Be en annen registrere det.",
                           "Ingen kan oppnemne seg sjølv. Be ein annan registrere det.",
                           "Nobody appoints themselves; ask another to register it."},
                          {},
                          refusal_kind::not_entitled};

// Whoever sat there then has a say in what was decided: nobody changes it alone afterwards.
bool has_passed(date from, command_step const& step) { return from < date_in_oslo(step.now.now); }

saksgang::seat const* seat_in(command_step const& step, id const& seat) { // none: null
    return step.find<saksgang::seat>("seat/" + seat.value);
}
void put(command_step& step, id const& seat, saksgang::seat const& s) { step.put("seat/" + seat.value, s); }

struct establish_body {
    static constexpr text label{"Opprett utvalg", "Opprett utval", "Establish a body"};
    static constexpr who by[]{by::registrar};
    static constexpr bool opens = true;
    body_head details;

    std::optional<refusal> apply(command_step& step) const {
        if (step.has("head")) return already_there({{"id", the_body}});
        step.put("head", details);
        step.send("organisation", list_body{{id_in(step.subject.stream)}, details.kind});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(establish_body, (), (details))

struct prolong_mandate {
    static constexpr text label{"Forleng mandatet", "Forleng mandatet", "Prolong the mandate"};
    static constexpr who by[]{by::registrar};
    date mandate_ends;
    std::string basis; // the decision of the body that gave it

    std::optional<refusal> apply(command_step& step) const {
        auto const* before = step.find<body_head>("head");
        if (!before) return not_established();
        auto const& stands = before->mandate_ends;
        if (!stands) return mandate_without_end();
        if (mandate_ends <= *stands) return mandate_not_prolonged({{"until", stands->in_numbers()}});
        auto head = *before;
        head.mandate_ends = mandate_ends;
        step.put("head", head);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(prolong_mandate, (), (mandate_ends, basis))

struct adopt_rule {
    static constexpr text label{"Vedta regel for utvalget", "Vedta regel for utvalet",
                                "Adopt a rule for the body"};
    static constexpr who by[]{by::registrar};
    body_rule rule;

    std::optional<refusal> apply(command_step& step) const {
        if (!step.has("head")) return not_established();
        auto const key = [](int version) { return "rule/" + std::to_string(version); };
        auto const* before = step.find<body_rule>(key(rule.version - 1));
        bool const first = rule.version == 1;
        if (step.has(key(rule.version)) || (!first && (!before || before->valid_from > rule.valid_from)))
            return version_order();
        if (auto no = lacks_source(rule.valid_from, rule.basis, step)) return no;
        for (auto const& each : rule.deciding_kinds.value_or(std::vector<deciding_kind>()))
            if (each.side == side::advisory || step.practice.side_of(each.kind) != side::advisory)
                return side_of_advisory_kinds({{"kind", word(describe::name_of(each.kind))}});
        step.put(key(rule.version), rule);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(adopt_rule, (), (rule))

struct open_seat {
    static constexpr text label{"Opprett plass i utvalget", "Opprett plass i utvalet", "Open a seat"};
    static constexpr who by[]{by::registrar};
    new_id seat;
    seat_kind kind;
    std::vector<ref<a_party>> parties;
    std::optional<std::string> represents;
    date valid_from;
    std::optional<bool>
        deciding; // a seat that is advisory by kind but must agree by this body's rule, or the other way
    std::optional<id> nominated_by; // a body, or a party
    std::optional<std::string> source;

    std::optional<refusal> apply(command_step& step) const {
        if (!step.has("head")) return not_established();
        if (seat_in(step, seat)) return already_there({{"id", the_seat}});
        saksgang::seat opened{{valid_from, {}},
                              kind,
                              deciding == false ? side::advisory : step.practice.side_of(kind),
                              {parties.begin(), parties.end()},
                              represents,
                              {},
                              {},
                              nominated_by,
                              source,
                              {},
                              deciding == false ? deciding : std::nullopt};
        if (deciding == true && side_in(rule_on(step.subject, valid_from), opened) == side::advisory)
            return side_of_kind({{"kind", word(describe::name_of(kind))}});
        if (nominated_by && !is_known(step, *nominated_by)) return not_there({{"id", the_nominator}});
        if (auto no = lacks_source(valid_from, source, step)) return no;
        put(step, seat, opened);
        return {};
    }

  private:
    static bool is_known(command_step const& step, id const& one) {
        auto const known = records_of(step.now.organisation());
        return known.parties.contains(one.value) || known.bodies.contains(one.value);
    }
};
BOOST_DESCRIBE_STRUCT(open_seat, (),
                      (seat, kind, parties, represents, valid_from, deciding, nominated_by, source))

struct end_seat {
    static constexpr text label{"Avslutt plass i utvalget", "Avslutt plass i utvalet", "End a seat"};
    static constexpr who by[]{by::registrar};
    static constexpr bool has_room = true;
    id seat;
    date valid_to;
    std::optional<std::string> source;

    std::optional<refusal> apply(command_step& step) const {
        auto const* before = seat_in(step, seat);
        if (!before) return not_there({{"id", the_seat}});
        if (valid_to < before->valid_from) return ends_before_start();
        if (auto no = lacks_source(valid_to, source, step)) return no;
        auto s = *before;
        s.valid_to = valid_to;
        s.source_of_end = source;
        put(step, seat, s);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(end_seat, (), (seat, valid_to, source))

bool overlap(period const& a, period const& b) {
    return (!a.valid_to || b.valid_from <= *a.valid_to) && (!b.valid_to || a.valid_from <= *b.valid_to);
}

struct appoint {
    static constexpr text label{"Oppnevn medlem", "Oppnemn medlem", "Appoint a member"};
    static constexpr who by[]{by::registrar, by::case_handler};
    id seat;
    ref<a_named_person> person;
    seat_function function;
    date valid_from;
    std::optional<date> valid_to;
    std::optional<saksgang::tenure> tenure;
    std::optional<std::string> source;

    bool needs_another(command_step const& step) const { return has_passed(valid_from, step); }
    std::optional<refusal> apply(command_step& step) const {
        if (person == step.person()) return own_seat();
        auto const* before = seat_in(step, seat);
        if (!before) return not_there({{"id", the_seat}});
        if (valid_to && *valid_to < valid_from) return ends_before_start();
        if (auto no = lacks_source(valid_from, source, step)) return no;
        auto s = *before;
        holder const h{{valid_from, valid_to}, person, function, tenure, source, {}};
        if (std::ranges::any_of(s.holders, [&](auto const& each) { return overlap(each, h); }))
            return seat_taken();
        s.holders.push_back(h);
        put(step, seat, s);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(appoint, (), (seat, person, function, valid_from, valid_to, tenure, source))

struct end_appointment {
    static constexpr text label{"Avslutt oppnevning", "Avslutt oppnemning", "End an appointment"};
    static constexpr who by[]{by::registrar, by::case_handler};
    static constexpr bool has_room = true;
    id seat;
    ref<a_person> person;
    date valid_to;
    std::optional<std::string> source;

    bool needs_another(command_step const& step) const { return has_passed(valid_to, step); }
    std::optional<refusal> apply(command_step& step) const {
        auto const* before = seat_in(step, seat);
        if (!before) return not_there({{"id", the_seat}});
        auto s = *before;
        if (!end_running(s.holders) && !end_running(s.substitutes))
            return not_there({{"id", the_appointment}});
        if (auto no = lacks_source(valid_to, source, step)) return no;
        put(step, seat, s);
        return {};
    }

  private:
    bool end_running(auto& appointments) const {
        auto const running = std::ranges::find_if(
            appointments, [&](auto const& each) { return each.person == person && each.holds_on(valid_to); });
        if (running == appointments.end()) return false;
        running->valid_to = valid_to;
        running->source_of_end = source;
        return true;
    }
};
BOOST_DESCRIBE_STRUCT(end_appointment, (), (seat, person, valid_to, source))

struct appoint_substitute {
    static constexpr text label{"Oppnevn vara", "Oppnemn vara", "Appoint a substitute"};
    static constexpr who by[]{by::registrar, by::case_handler};
    id seat;
    ref<a_named_person> person;
    int order;
    date valid_from;
    std::optional<date> valid_to;
    std::optional<std::string> source;

    bool needs_another(command_step const& step) const { return has_passed(valid_from, step); }
    std::optional<refusal> apply(command_step& step) const {
        if (person == step.person()) return own_seat();
        auto const* before = seat_in(step, seat);
        if (!before) return not_there({{"id", the_seat}});
        if (auto no = lacks_source(valid_from, source, step)) return no;
        auto s = *before;
        substitute const v{{valid_from, valid_to}, person, order, source, {}};
        if (std::ranges::any_of(s.substitutes,
                                [&](auto const& each) { return each.order == order && overlap(each, v); }))
            return seat_taken();
        s.substitutes.push_back(v);
        put(step, seat, s);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(appoint_substitute, (), (seat, person, order, valid_from, valid_to, source))

struct confirm_change : confirming {
    static constexpr text label = confirm_label;
    static constexpr who by[]{by::registrar, by::case_handler};
};
BOOST_DESCRIBE_STRUCT(confirm_change, (confirming), ())

struct drop_change : dropping {
    static constexpr text label = drop_label;
    static constexpr who by[]{by::registrar, by::case_handler};
};
BOOST_DESCRIBE_STRUCT(drop_change, (dropping), ())

} // namespace

feature const& bodies_feature() {
    static feature const f = [] {
        feature all{.id = "body",
                    .label = {"Utvalg", "Utval", "Body"},
                    .prefix = "body/",
                    .address = "bodies",
                    .commands = {command_of<establish_body>(), command_of<prolong_mandate>(),
                                 command_of<adopt_rule>(), command_of<open_seat>(), command_of<end_seat>(),
                                 command_of<appoint>(), command_of<end_appointment>(),
                                 command_of<appoint_substitute>(), command_of<confirm_change>(),
                                 command_of<drop_change>()},
                    .deadlines =
                        [](state const& body) {
                            auto due = waiting_for<confirm_change>(body);
                            for (auto& each : deadlines_of_plans(body)) due.push_back(std::move(each));
                            for (auto& each : deadlines_of_follow_ups(body)) due.push_back(std::move(each));
                            return due;
                        },
                    .title = [](state const& body, situation const&,
                                language l) { return std::string(head_of(body).name.in(l)); }};
        for (auto& each : body_work_commands()) all.commands.push_back(std::move(each));
        for (auto& each : follow_up_commands()) all.commands.push_back(std::move(each));
        return all;
    }();
    return f;
}

} // namespace saksgang
