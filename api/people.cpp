#include "api/people.hpp"

#include <set>

#include "api/names.hpp"

namespace saksgang::api {

std::vector<role_view> roles_held(reading& r, std::string_view person) {
    r.load_bodies();
    std::vector<role_view> out;
    for (auto const& g : roles_of(r.organisation(), person, r.today())) {
        auto const name = describe::name_of(g.role);
        role_view v{.role = std::string(name),
                    .label = std::string(word(name).in(r.in.lang)),
                    .valid_from = g.valid_from,
                    .valid_to = g.valid_to};
        if (g.party) {
            v.party = g.party->value;
            v.party_name = name_of_party(r.organisation(), *v.party);
        }
        if (g.body) {
            v.body = g.body->value;
            v.body_name = name_of_body(r, *v.body);
        }
        out.push_back(std::move(v));
    }
    return out;
}

std::vector<held_seat> seats_held(reading& r, std::string_view person) {
    std::vector<held_seat> out;
    for (auto const& body : r.streams("body/"))
        for (auto const& [id, s] : seats_on(body, r.today()))
            if (auto const* h = holder_on(s, r.today()); h && h->person == person)
                out.push_back({id_in(body.stream), std::string(head_of(body).name.in(r.in.lang)), id,
                               std::string(describe::name_of(h->function))});
    return out;
}

std::vector<std::string> spoken_for(reading& r, std::string_view person) {
    auto parties = parties_represented(r.organisation(), person, r.today());
    for (auto const& m : mandates_of(r.organisation(), person, r.today())) parties.insert(m.party.value);
    for (auto const& body : r.streams("body/"))
        for (auto const& [id, s] : seats_on(body, r.today()))
            if (auto const* h = holder_on(s, r.today()); h && h->person == person)
                for (auto const& p : s.parties) parties.insert(p.value);
    return {parties.begin(), parties.end()};
}

} // namespace saksgang::api
