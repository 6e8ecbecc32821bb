#include "engine/who/organisation.hpp"

#include <algorithm>

#include "engine/case/case.hpp"

namespace saksgang {
namespace {

// Reads `value` into `things` where the field is one of theirs: "seat/m1".
template <class Things>
bool take(Things& things, std::string_view prefix, std::string const& field, json const& value) {
    if (!field.starts_with(prefix)) return false;
    things.emplace(field.substr(prefix.size()), restore<typename Things::mapped_type>(value));
    return true;
}

body_records read_body(json const& data) {
    body_records r;
    std::map<std::string, body_rule> rules;
    for (auto const& [field, value] : data.items())
        if (field == "head")
            r.head = restore<body_head>(value);
        else
            (void)(take(r.seats, "seat/", field, value) || take(rules, "rule/", field, value));
    for (auto& [version, rule] : rules) r.rules.emplace(rule.version, std::move(rule));
    return r;
}

} // namespace

organisation_records records_of(state const& organisation) {
    auto const& all = organisation.data;
    return {{all, "party/"},  {all, "organisation/"}, {all, "body/"},
            {all, "person/"}, {all, "roles/"},        {all, "mandates/"}};
}

std::set<std::string> bodies_in(state const& organisation) {
    std::set<std::string> streams;
    for (auto const& [id, kind] : records_of(organisation).bodies) streams.insert(body_stream(id));
    return streams;
}

bool is_person(state const& organisation, std::string_view person) {
    return records_of(organisation).persons.contains(person);
}

party const* party_in(state const& organisation, std::string_view id) {
    return records_of(organisation).parties.find(id);
}

std::optional<refusal> a_person::missing(world const& w, id const& person) {
    if (is_person(w.at("organisation"), person.value)) return {};
    return not_there({{"id", text{"Personen", "Personen", "The person"}}});
}
std::optional<refusal> a_party::missing(world const& w, id const& party) {
    if (party_in(w.at("organisation"), party.value)) return {};
    return not_there({{"id", text{"Parten", "Parten", "The party"}}});
}
std::string a_body::stream(id const& body) { return body_stream(body.value); }

std::string name_of_party(state const& organisation, std::string_view id) {
    auto const* p = party_in(organisation, id);
    return p ? p->name : std::string(id);
}

said name_of_body(situation const& now, std::string_view id) {
    auto const stream = body_stream(id);
    if (now.world.knows(stream) && now.world.at(stream).exists()) {
        auto const& name = head_of(now.world.at(stream)).name;
        return text{name.nb, name.nn, name.en};
    }
    auto const* kind = records_of(now.organisation()).bodies.find(id);
    return kind ? said(word(describe::name_of(*kind))) : said(std::string(id));
}

std::set<std::string> parties_represented(state const& organisation, std::string_view person, date on) {
    std::set<std::string> parties;
    for (auto const& g : roles_of(organisation, person, on))
        if (g.role == role::party_representative && g.party) parties.insert(g.party->value);
    return parties;
}
bool represents(state const& organisation, std::string_view person, id const& party, date on) {
    return parties_represented(organisation, person, on).contains(party.value);
}

bool role_grant::covers(state const& subject) const { return !body || body_of(subject) == *body; }

bool has_role_in(state const& subject, state const& organisation, std::string_view who, role r, date on) {
    return std::ranges::any_of(roles_of(organisation, who, on),
                               [&](auto const& g) { return g.role == r && g.covers(subject); });
}

bool has_role(state const& organisation, std::string_view who, role r, date on) {
    return std::ranges::any_of(roles_of(organisation, who, on), [&](auto const& g) { return g.role == r; });
}

// -------------------------------------------------------------------------------------------------- bodies

body_records const& records_of_body(state const& body) { return body.data.read(read_body); }

body_rule const* rule_on(state const& body, date on) {
    body_rule const* last = nullptr;
    for (auto const& [version, rule] : records_of_body(body).rules)
        if (rule.valid_from <= on) last = &rule;
    return last;
}

std::string rule_name(state const& body, body_rule const& rule) {
    return body.stream + "/rule/" + std::to_string(rule.version);
}

side side_in(body_rule const* rule, seat const& s) {
    if (s.side != side::advisory || s.deciding == false || !rule || !rule->deciding_kinds) return s.side;
    auto const found = std::ranges::find(*rule->deciding_kinds, s.kind, &deciding_kind::kind);
    return found == rule->deciding_kinds->end() ? side::advisory : found->side;
}

said name_of_seat(state const& organisation, seat const& s) {
    if (s.represents) return *s.represents;
    if (s.parties.empty()) return word(describe::name_of(s.kind));
    std::string names;
    for (auto const& p : s.parties)
        names += (names.empty() ? "" : ", ") + name_of_party(organisation, p.value);
    return names;
}

seat const* seat_on(state const& body, std::string_view id, date on) {
    auto const& all = records_of_body(body).seats;
    auto const found = all.find(std::string(id));
    return found == all.end() || !found->second.holds_on(on) ? nullptr : &found->second;
}

holder const* holder_on(seat const& s, date on) {
    auto const found = std::ranges::find_if(s.holders, [&](auto const& h) { return h.holds_on(on); });
    return found == s.holders.end() ? nullptr : &*found;
}

bool may_sit_in(seat const& s, id const& person, date on) {
    auto const* held = holder_on(s, on);
    return (held && held->person == person) || std::ranges::any_of(s.substitutes, [&](auto const& v) {
               return v.person == person && v.holds_on(on);
           });
}

std::optional<std::string> seat_of(state const& body, std::string_view who, date on) {
    for (auto const& [id, s] : seats_on(body, on))
        if (auto const* h = holder_on(s, on); h && h->person == who) return id;
    return {};
}

bool leads(state const& body, std::string_view who, date on) {
    return std::ranges::any_of(seats_on(body, on), [&](auto const& s) {
        auto const* h = holder_on(s.second, on);
        return h && h->person == who && h->function == seat_function::leader;
    });
}

// ------------------------------------------------------------------------------------------ who may do what

text words_for(who w) {
    switch (w.how) {
        case who::kind::role:
            return word(describe::name_of(w.as));
        case who::kind::leader:
            return {"Leder av utvalget", "Leiar av utvalet", "Leader of the body"};
        case who::kind::member:
            return {"Medlem av utvalget", "Medlem av utvalet", "Member of the body"};
        case who::kind::participant:
            return word(w.name);
        case who::kind::anyone:
            return {"Alle som er logget inn", "Alle som er logga inn", "Anyone signed in"};
        case who::kind::founder:
            return {"Den som oppretter fellesskapet", "Den som opprettar fellesskapet",
                    "Whoever founds the community"};
    }
    return {};
}

} // namespace saksgang
