#include "engine/who/name_erasure.hpp"

#include <algorithm>

#include "engine/case/erasing.hpp"

namespace saksgang {
namespace {

constexpr std::string_view prefix = "name_erasure/";

known_rule const has_a_role{
    "has_a_role",
    {"Personen har en rolle nå. Avslutt den først.", "Personen har ei rolle no. Avslutt henne først.",
     "The person has a role now. End it first."}};
known_rule const sits_in_a_body{
    "sits_in_a_body",
    {"Personen er medlem eller vara i {bodies}. Avslutt oppnevningen først.",
     "Personen er medlem eller vara i {bodies}. Avslutt oppnemninga først.",
     "The person is a member or substitute in {bodies}. End the appointment first."}};
known_rule const in_an_open_case{
    "in_an_open_case",
    {"Personen er saksbehandler for, eller deltar i, en sak som ikke er avsluttet. Gi den til en annen, "
     "eller avslutt den, først.",
     "Personen er saksbehandlar for, eller deltek i, ei sak som ikkje er avslutta. Gje saka til ein annan, "
     "eller avslutt henne, først.",
     "The person handles, or takes part in, a case that has not ended. Give it to another, or end it, "
     "first."}};
known_rule const not_proposed{"no_pending_name_erasure",
                              {"Ingen har foreslått å slette navnet.", "Ingen har foreslått å slette namnet.",
                               "Nobody has proposed to erase the name."}};
std::string key_of(id const& person) { return std::string(prefix) + person.value; }

// Today, or from some day to come.
bool has_a_place(seat const& s, id const& person, date today) {
    auto const runs = [&](period const& p) { return !p.valid_to || today <= *p.valid_to; };
    auto const is_theirs = [&](auto const& place) { return place.person == person && runs(place); };
    return runs(s) &&
           (std::ranges::any_of(s.holders, is_theirs) || std::ranges::any_of(s.substitutes, is_theirs));
}

std::optional<refusal> is_in_use(command_step const& step, id const& person) {
    auto const today = date_in_oslo(step.now.now);
    if (!roles_of(step.subject, person.value, today).empty()) return has_a_role();
    std::vector<said> bodies;
    for (auto const& stream : bodies_in(step.subject))
        if (std::ranges::any_of(records_of_body(step.now.world.at(stream)).seats,
                                [&](auto const& s) { return has_a_place(s.second, person, today); }))
            bodies.push_back(name_of_body(step.now, id_in(stream)));
    if (!bodies.empty()) return sits_in_a_body({{"bodies", said::list(bodies)}});
    if (step.now.world.in_open_cases.contains(person.value)) return in_an_open_case();
    return {};
}

std::optional<refusal> does_not_wait(erasure const* proposed) {
    if (!proposed) return not_proposed();
    if (proposed->approved_by) return name_erased();
    return {};
}

struct propose_name_erasure {
    static constexpr text label{"Foreslå å slette et navn", "Foreslå å slette eit namn",
                                "Propose to erase a name"};
    static constexpr who by[]{by::registrar};
    static constexpr bool has_room = true, looks_up_person = true;
    ref<a_person> person;
    std::string reason, hjemmel;

    std::optional<refusal> apply(command_step& step) const {
        auto const* before = step.find<erasure>(key_of(person));
        if (before && before->approved_by) return name_erased();
        if (auto no = is_in_use(step, person)) return no;
        step.put(key_of(person), proposed_by(step, reason, hjemmel));
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(propose_name_erasure, (), (person, reason, hjemmel))

struct approve_name_erasure {
    static constexpr text label{"Godkjenn slettingen av navnet", "Godkjenn slettinga av namnet",
                                "Approve the erasure of the name"};
    static constexpr who by[]{by::registrar, by::administrator};
    static constexpr bool has_room = true, looks_up_person = true;
    ref<a_person> person;

    std::optional<refusal> apply(command_step& step) const {
        auto const* before = step.find<erasure>(key_of(person));
        if (auto no = does_not_wait(before)) return no;
        auto e = *before;
        if (auto no = approve(step, e)) return no;
        if (auto no = is_in_use(step, person)) return no;
        step.erased_text = records_of(step.subject).persons.find(person.value)->name.commitment;
        step.put(key_of(person), e);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(approve_name_erasure, (), (person))

struct keep_name {
    static constexpr text label{"Behold navnet", "Behald namnet", "Keep the name"};
    static constexpr who by[]{by::registrar, by::administrator};
    static constexpr bool has_room = true;
    ref<a_person> person;
    std::string reason;

    std::optional<refusal> apply(command_step& step) const {
        auto const* before = step.find<erasure>(key_of(person));
        if (auto no = does_not_wait(before)) return no;
        step.erase(key_of(person));
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(keep_name, (), (person, reason))

} // namespace

bool is_named_person(state const& organisation, std::string_view person) {
    auto const erasures = name_erasures_in(organisation);
    auto const* erased = erasures.find(person);
    return is_person(organisation, person) && !(erased && erased->approved_by);
}
std::optional<refusal> a_named_person::missing(world const& w, id const& person) {
    if (auto no = a_person::missing(w, person)) return no;
    if (is_named_person(w.at("organisation"), person.value)) return {};
    return name_erased();
}

keyed<erasure> name_erasures_in(state const& organisation) { return {organisation.data, prefix}; }

std::vector<command_info> name_erasure_commands() {
    return {command_of<propose_name_erasure>(), command_of<approve_name_erasure>(), command_of<keep_name>()};
}

} // namespace saksgang
