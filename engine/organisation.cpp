#include "engine/organisation.hpp"

#include <algorithm>

#include "engine/case.hpp"

namespace saksgang {
namespace {

// The things of one kind in a stream's data: (id, thing), by id.
template <class T>
std::vector<std::pair<std::string, T>> things(state const& s, std::string_view prefix) {
    std::vector<std::pair<std::string, T>> out;
    for (auto const& [key, value] : s.data.items())
        if (key.starts_with(prefix)) out.emplace_back(key.substr(prefix.size()), restore<T>(value));
    return out;
}

} // namespace

std::string trust_of(state const& organisation) {
    for (auto const& [id, p] : parties_in(organisation))
        if (p.kind == party_kind::trust) return id;
    return {};
}

std::vector<std::pair<std::string, party>> parties_in(state const& organisation) {
    return things<party>(organisation, "party/");
}

std::optional<party> party_in(state const& organisation, std::string_view id) {
    auto const found = organisation.data.find("party/" + std::string(id));
    if (found == organisation.data.end()) return {};
    return restore<party>(*found);
}

std::vector<role_grant> roles_of(state const& organisation, std::string_view who, date on) {
    std::vector<role_grant> out;
    auto const found = organisation.data.find("roles/" + std::string(who));
    if (found == organisation.data.end()) return out;
    for (auto& grant : restore<std::vector<role_grant>>(*found))
        if (grant.holds_on(on)) out.push_back(std::move(grant));
    return out;
}

bool has_role(state const& organisation, std::string_view who, role r, date on) {
    return std::ranges::any_of(roles_of(organisation, who, on), [&](auto const& g) { return g.role == r; });
}

// -------------------------------------------------------------------------------------------------- bodies

std::string body_stream(std::string_view body) { return "body/" + std::string(body); }

body_head head_of(state const& body) {
    return body.data.contains("head") ? restore<body_head>(body.data["head"]) : body_head{};
}

std::optional<body_rule> rule_on(state const& body, date on) {
    std::optional<body_rule> best;
    for (auto const& [id, rule] : things<body_rule>(body, "rule/"))
        if (rule.valid_from <= on && (!best || best->version < rule.version)) best = rule;
    return best;
}

std::string rule_name(state const& body, body_rule const& rule) {
    return body.stream + "/rule/" + std::to_string(rule.version);
}

std::vector<std::pair<std::string, seat>> seats_on(state const& body, date on) {
    auto all = things<seat>(body, "seat/");
    std::erase_if(all, [&](auto const& s) { return !s.second.holds_on(on); });
    return all;
}

std::optional<holder> holder_on(seat const& s, date on) {
    for (auto const& h : s.holders)
        if (h.holds_on(on)) return h;
    return {};
}

std::optional<std::string> seat_of(state const& body, std::string_view who, date on) {
    for (auto const& [id, s] : seats_on(body, on))
        if (auto const h = holder_on(s, on); h && h->person == who) return id;
    return {};
}

bool leads(state const& body, std::string_view who, date on) {
    for (auto const& [id, s] : seats_on(body, on))
        if (auto const h = holder_on(s, on); h && h->person == who && h->function == seat_function::leader)
            return true;
    return false;
}

std::vector<std::pair<std::string, body_kind>> bodies_in(state const& organisation) {
    return things<body_kind>(organisation, "body/");
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

namespace {

std::optional<capacity> in_body(situation const& now, state const& subject, who w) {
    auto const name = !w.name.empty()                       ? std::string(w.name)
                      : subject.stream.starts_with("body/") ? subject.stream.substr(5)
                                                            : subject.data.value("body", "");
    auto const stream = body_stream(name);
    if (name.empty() || !now.world.knows(stream)) return {};
    auto const& body = now.world.at(stream);
    if (w.how == who::kind::leader && !leads(body, now.person, now.today)) return {};
    auto const seat = seat_of(body, now.person, now.today);
    if (!seat) return {};
    return capacity{stream + "/" + *seat, {}};
}

std::optional<capacity> as_participant(situation const& now, state const& subject, who w) {
    auto const groups = subject.data.find("participants");
    if (groups == subject.data.end()) return {};
    for (auto const& p : restore<std::vector<participant>>(groups->value(std::string(w.name), json::array())))
        if (p.person == now.person) return capacity{"participant/" + std::string(w.name), {}};
    return {};
}

} // namespace

std::optional<capacity> capacity_of(situation const& now, state const& subject,
                                    std::vector<who> const& ways) {
    for (auto const& w : ways) {
        if (w.how == who::kind::founder) {
            if (!now.organisation().exists()) return capacity{"founder", {}};
            continue;
        }
        if (now.person.empty()) continue;
        switch (w.how) {
            case who::kind::role:
                for (auto const& grant : roles_of(now.organisation(), now.person, now.today))
                    if (grant.role == w.as)
                        return capacity{"role/" + std::string(describe::name_of(w.as)),
                                        grant.party ? grant.party->value : ""};
                break;
            case who::kind::leader:
            case who::kind::member:
                if (auto c = in_body(now, subject, w)) return c;
                break;
            case who::kind::participant:
                if (auto c = as_participant(now, subject, w)) return c;
                break;
            case who::kind::anyone:
                return capacity{"person", {}};
            case who::kind::founder:
                break;
        }
    }
    return {};
}

} // namespace saksgang
