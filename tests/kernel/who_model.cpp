#include "tests/kernel/who_model.hpp"

#include <algorithm>

namespace saksgang::test {
namespace {

bool has(json const& list, std::string const& value) {
    return list.is_array() && std::ranges::find(list, json(value)) != list.end();
}

json field(json const& of, std::string const& name) {
    return of.is_object() ? of.value(name, json()) : json();
}

} // namespace

bool who_model::holds(json const& period) const {
    return period.value("valid_from", "") <= day_ &&
           (!period.contains("valid_to") || day_ <= period["valid_to"].get<std::string>());
}

json who_model::grants() const {
    auto out = json::array();
    auto const all = field(*world_.at("organisation").data, "roles/" + person_);
    for (auto const& g : all)
        if (holds(g)) out.push_back(g);
    return out;
}

bool who_model::has(std::string_view role) const {
    auto const all = grants();
    return std::ranges::any_of(all, [&](json const& g) { return g["role"] == role; });
}

bool who_model::has_only(std::initializer_list<char const*> roles) const {
    auto const all = grants();
    return !all.empty() && std::ranges::all_of(all, [&](json const& g) {
        return std::ranges::any_of(roles, [&](char const* r) { return g["role"] == r; });
    });
}

bool who_model::covers(json const& grant, state const& subject) const {
    if (!grant.contains("body")) return true;
    if (is_case(subject.stream)) return subject.data->value("body", "") == grant["body"];
    return subject.stream == "body/" + grant["body"].get<std::string>();
}

bool who_model::sits(std::string const& body, bool as_leader) const {
    auto const stream = "body/" + body;
    if (body.empty() || !world_.knows(stream)) return false;
    for (auto const& [key, seat] : world_.at(stream).data->items()) {
        if (!key.starts_with("seat/") || !holds(seat)) continue;
        for (auto const& h : seat.value("holders", json::array()))
            if (h["person"] == person_ && holds(h) &&
                (!as_leader || h.value("function", "leader") == "leader"))
                return true;
    }
    return false;
}

bool who_model::is_seated(state const& a_case) const {
    for (auto const& [name, r] : a_case.rounds->items())
        for (auto const& e : field(r, "electorate"))
            if (e["person"] == person_) return true;
    return false;
}

bool who_model::takes_part(state const& a_case, std::string const& party) const {
    if (test::has(field(*a_case.data, "parties"), party)) return true;
    if (rules_.is_draft(a_case)) return false;
    if (a_case.data->value("archive_owner", "") == party) return true;
    auto const stream = "body/" + a_case.data->value("body", "");
    if (!world_.knows(stream)) return false;
    for (auto const& [key, seat] : world_.at(stream).data->items())
        if (key.starts_with("seat/") && holds(seat) && test::has(field(seat, "parties"), party)) return true;
    return false;
}

bool who_model::concerns(state const& a_case, std::string const& party) const {
    if (!is_case(a_case.stream) || !a_case.exists()) return true;
    if (test::has(field(*a_case.data, "parties"), party)) return true;
    for (auto const& [name, r] : a_case.rounds->items()) {
        if (field(r, "parties").contains(party)) return true;
        for (auto const& asked : r.value("recipients", json::array()))
            if (asked["target"] == party) return true;
    }
    return false;
}

bool who_model::reads(state const& a_case) const {
    auto const all = grants();
    for (auto const& g : all) {
        auto const party = g.value("party", "");
        if ((g["role"] == "case_handler" && covers(g, a_case)) || g["role"] == "finance") return true;
        if (g["role"] == "party_representative" && takes_part(a_case, party)) return true;
        if (g["role"] == "auditor" && (party.empty() ? !rules_.is_draft(a_case) : takes_part(a_case, party)))
            return true;
    }
    bool const draft = rules_.is_draft(a_case);
    if (!draft && sits(a_case.data->value("body", ""), false)) return true;
    for (auto const& persons : field(*a_case.data, "participants"))
        for (auto const& p : persons)
            if (p["person"] == person_) return true;
    if (is_seated(a_case)) return true;
    return !has("auditor") && !draft && a_case.data->value("access", "") != "closed";
}

bool who_model::in_this_way(who w, state const& subject, json const& payload) const {
    bool const passive = has_only({"auditor", "administrator"});
    switch (w.how) {
        case who::kind::anyone:
            return true;
        case who::kind::founder:
            return false;
        case who::kind::participant:
            for (auto const& p :
                 field(subject.data->value("participants", json::object()), std::string(w.name)))
                if (p["person"] == person_) return !passive;
            return false;
        case who::kind::leader:
        case who::kind::member: {
            auto const body = !w.name.empty()                       ? std::string(w.name)
                              : subject.stream.starts_with("body/") ? id_in(subject.stream)
                                                                    : subject.data->value("body", "");
            bool const leads = w.how == who::kind::leader;
            return !passive &&
                   (sits(body, leads) || (!leads && is_case(subject.stream) && is_seated(subject)));
        }
        case who::kind::role:
            break;
    }
    auto const all = grants();
    return std::ranges::any_of(all, [&](json const& g) {
        if (g["role"] != w.as.name || !covers(g, subject)) return false;
        if (!w.is_representative()) return true;
        auto const party = g.value("party", "");
        auto const named = w.name.empty() ? json() : field(payload, std::string(w.name));
        return concerns(subject, party) && (!named.is_string() || named == party);
    });
}

bool who_model::may(command_info const& c, state const& subject, json const& payload) const {
    return std::ranges::any_of(c.by, [&](who w) { return in_this_way(w, subject, payload); });
}

} // namespace saksgang::test
