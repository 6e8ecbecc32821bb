// For whom somebody's rows are, and which cases they read.
#include <algorithm>

#include "engine/tasks.hpp"

namespace saksgang {

std::set<std::string> audiences_of(situation const& now) {
    if (now.person.empty()) return {};
    std::set<std::string> all{"anyone", "person/" + now.person};
    for (auto const& g : roles_of(now.organisation(), now.person, now.today)) {
        if (g.role == role::party_representative)
            all.insert("party/" + g.party.value_or(id{}).value);
        else
            all.insert("role/" + std::string(describe::name_of(g.role)) +
                       (g.body ? "/" + g.body->value : ""));
    }
    for (auto const& stream : bodies_in(now.organisation())) {
        auto const& body = now.world.at(stream);
        if (seat_of(body, now.person, now.today)) all.insert("member/" + id_in(stream));
        if (leads(body, now.person, now.today)) all.insert("leader/" + id_in(stream));
    }
    return all;
}

readership readership_of(kernel const& k, situation const& now) {
    readership r{.person = now.person};
    std::optional<shown_to> widest;
    bool audits = false;
    for (auto const& g : roles_of(now.organisation(), now.person, date_in_oslo(now.now))) {
        if (auto const reads = k.read_in(g.role)) {
            if (g.body)
                r.handled.insert(g.body->value);
            else
                widest = std::max(widest, reads);
        } else if (g.role == role::auditor) {
            audits = true; // what the grant covers, and nothing else
            if (!g.party) widest = std::max(widest, std::optional(shown_to::body_and_parties));
        }
        if (g.party && (g.role == role::party_representative || g.role == role::auditor))
            r.parties.insert(g.party->value);
    }
    r.every_case = widest ? widest : audits ? std::nullopt : std::optional(shown_to::everyone);
    if (r.every_case == shown_to::parties) return r;
    for (auto const& stream : bodies_in(now.organisation())) {
        auto const& body = now.world.at(stream);
        auto const of_one_represented = [&](auto const& s) {
            return std::ranges::any_of(s.second.parties,
                                       [&](id const& p) { return r.parties.contains(p.value); });
        };
        if (seat_of(body, now.person, now.today) ||
            std::ranges::any_of(seats_on(body, now.today), of_one_represented))
            r.bodies.insert(id_in(stream));
    }
    return r;
}

} // namespace saksgang
