// Who may read a case, and what is said to those who may not do something.
#include <algorithm>

#include "engine/common_commands.hpp"
#include "engine/kernel.hpp"

namespace saksgang {

std::optional<capacity> kernel::reader_of(state const& a_case, situation const& now) const {
    if (now.person.empty()) return {};
    auto const today = date_in_oslo(now.now); // rights are today's, whatever the business date
    auto const& common = common_of(a_case);
    auto const stream = body_stream(common.body.value);
    auto const* body = now.world.knows(stream) ? &now.world.at(stream) : nullptr;
    auto const concerns = [&](id const& party) {
        auto const represented = [&](auto const& s) {
            return std::ranges::find(s.second.parties, party) != s.second.parties.end();
        };
        return std::ranges::find(common.parties, party) != common.parties.end() ||
               party == common.archive_owner ||
               (body && std::ranges::any_of(seats_on(*body, today), represented));
    };
    bool auditor = false;
    std::optional<capacity> as_auditor;
    bool other_role = false;
    for (auto const& grant : roles_of(now.organisation(), now.person, today)) {
        if (grant.role == role::case_handler || grant.role == role::finance)
            return capacity{"role/" + std::string(describe::name_of(grant.role)), {}};
        if (grant.role == role::party_representative && concerns(*grant.party))
            return capacity{"role/party_representative", grant.party->value};
        if (grant.role == role::auditor) {
            auditor = true;
            if (!grant.party || concerns(*grant.party))
                as_auditor = capacity{"role/auditor", grant.party ? grant.party->value : ""};
        } else {
            other_role = true;
        }
    }
    if (body)
        if (auto const seat = seat_of(*body, now.person, today)) return capacity{stream + "/" + *seat, {}};
    for (auto const& [group, persons] : common.participants)
        if (std::ranges::any_of(persons, [&](auto const& p) { return p.person == now.person; }))
            return capacity{"participant/" + group, {}};
    // A substitute called for this case
    for (auto const& [name, r] : rounds_in(a_case))
        for (auto const& [seat, e] : r.electorate)
            if (e.person == now.person) return capacity{stream + "/" + seat, {}};
    if (auditor) return as_auditor;
    if (common.access == case_access::closed) return {};
    return capacity{other_role ? "role" : "person", {}};
}

refusal not_entitled(situation const& now, state const& subject) {
    constexpr rule_text auditor{
        "auditor_reads_only",
        {"En revisor leser og endrer ingenting.", "Ein revisor les og endrar ingenting.",
         "An auditor reads and changes nothing."},
        "koml. § 24-3",
        refusal_kind::not_entitled};
    constexpr rule_text administrator{"administrator_decides_nothing",
                                      {"En administrator styrer brukerkontoer og avgjør ingenting i sakene.",
                                       "Ein administrator styrer brukarkontoar og avgjer ingenting i sakene.",
                                       "An administrator manages accounts and decides nothing in the cases."},
                                      {},
                                      refusal_kind::not_entitled};
    constexpr rule_text fsu{"beyond_mandate",
                            {"Et faglig samarbeidsutvalg tilrår; det er SSU som avgjør.",
                             "Eit fagleg samarbeidsutval tilrår; det er SSU som avgjer.",
                             "A professional committee recommends; SSU decides."},
                            "SSU oppnevner FSU; mandatet er rådgivende",
                            refusal_kind::not_entitled};
    constexpr rule_text other{"not_entitled",
                              {"Du har ikke rollen eller plassen som trengs for dette.",
                               "Du har ikkje rolla eller plassen som trengst for dette.",
                               "You have not the role or seat that this needs."},
                              {},
                              refusal_kind::not_entitled};
    auto const today = date_in_oslo(now.now);
    auto grants = roles_of(now.organisation(), now.person, today);
    auto const only = [&](role r) {
        return !grants.empty() && std::ranges::all_of(grants, [&](auto const& g) { return g.role == r; });
    };
    if (only(role::auditor)) return auditor();
    for (auto const& [stream, s] : now.world.all())
        if (stream.starts_with("body/") && s.exists() && head_of(s).kind == body_kind::professional &&
            seat_of(s, now.person, now.today))
            return fsu();
    if (subject.stream.starts_with("case/") &&
        std::ranges::any_of(grants, [](auto const& g) { return g.role == role::administrator; }))
        return administrator();
    return other();
}

} // namespace saksgang
