// Who may do what in a case, who may read it, and what is said to those who may not.
#include <algorithm>

#include "engine/kernel.hpp"
#include "engine/round/round_commands.hpp"

namespace saksgang {
namespace {

// Ruled by the body that has the case, in whichever round: a conflict of interest does not end with a meeting.
bool is_disqualified(state const& a_case, std::string_view person) {
    auto const& all = rounds_in(a_case);
    auto const* live = live_round(all);
    auto const body = live && all.at(*live).body ? *all.at(*live).body : common_of(a_case).body;
    return std::ranges::any_of(
        all, [&](auto const& r) { return r.second.body == body && is_disqualified(r.second, person); });
}

// Where somebody sits: in an open round of a case whoever is seated there, not whoever is stood in for.
std::optional<std::string> seat_in(state const& subject, state const& body, situation const& now) {
    auto const own = seat_of(body, now.person, now.today);
    if (!is_case(subject.stream)) return own;
    if (is_disqualified(subject, now.person)) return {};
    auto const& all = rounds_in(subject);
    auto const* name = live_round(all);
    if (!name || !all.at(*name).body || body_stream(all.at(*name).body->value) != body.stream) return own;
    auto const& electorate = all.at(*name).electorate;
    auto const seated =
        std::ranges::find_if(electorate, [&](auto const& e) { return e.second.person == now.person; });
    if (seated != electorate.end()) return seated->first;
    return own && electorate.contains(*own) ? std::nullopt : own;
}

std::optional<capacity> in_body(situation const& now, state const& subject, who w) {
    auto const name = w.name.empty() ? body_of(subject) : std::string(w.name);
    auto const stream = body_stream(name);
    if (name.empty() || !now.world.knows(stream)) return {};
    auto const& body = now.world.at(stream);
    if (w.how == who::kind::leader && !leads(body, now.person, now.today)) return {};
    auto const seat = seat_in(subject, body, now);
    if (!seat) return {};
    return capacity{stream + "/" + *seat, {}};
}

// Whether a case concerns a party: it is the party's, or the party is asked in it. A new one concerns anybody.
bool concerns(state const& subject, id const& party) {
    if (!is_case(subject.stream) || !subject.exists()) return true;
    auto const& parties = common_of(subject).parties;
    return std::ranges::find(parties, party) != parties.end() ||
           std::ranges::any_of(rounds_in(subject), [&](auto const& r) {
               return r.second.parties.contains(party.value) ||
                      std::ranges::find(r.second.recipients, party, &recipient::target) !=
                          r.second.recipients.end();
           });
}

// The party that a command names, where it says who speaks for it.
std::string const* named_party(who w, part const* payload) {
    if (!payload || w.name.empty()) return nullptr;
    auto const named = (*payload)->find(w.name);
    return named == (*payload)->end() ? nullptr : named->get_ptr<std::string const*>();
}

std::optional<capacity> in_role(situation const& now, state const& subject, who w, part const* payload) {
    auto const* party = named_party(w, payload);
    bool const of_some_body = !payload && subject.stream == new_case && body_of(subject).empty();
    for (auto const& grant : roles_of(now.organisation(), now.person, now.today)) {
        if (grant.role != w.as) continue;
        if (!grant.covers(subject) && !of_some_body) continue;
        if (w.is_representative() && grant.party && !concerns(subject, *grant.party)) continue;
        if (party && (!grant.party || *grant.party != *party)) continue;
        return capacity{"role/" + std::string(describe::name_of(w.as)),
                        grant.party ? grant.party->value : ""};
    }
    return {};
}

std::optional<capacity> as_participant(situation const& now, state const& subject, who w) {
    auto const& groups = common_of(subject).participants;
    auto const group = groups.find(std::string(w.name));
    if (group != groups.end() &&
        std::ranges::find(group->second, id{now.person}, &participant::person) != group->second.end())
        return capacity{"participant/" + group->first, {}};
    return {};
}

// Whether somebody has roles today, and none but these.
bool has_only(situation const& now, std::initializer_list<role> these) {
    auto grants = roles_of(now.organisation(), now.person, date_in_oslo(now.now));
    return !grants.empty() && std::ranges::all_of(grants, [&](auto const& g) {
        return std::ranges::find(these, g.role) != these.end();
    });
}

std::optional<capacity> capacity_in(situation const& now, state const& subject, who w, part const* payload) {
    if (w.how == who::kind::founder)
        return now.organisation().exists() ? std::nullopt : std::optional(capacity{"founder", {}});
    if (now.person.empty()) return {};
    // Auditors and administrators take no part, whoever appoints them to what.
    if ((w.how == who::kind::member || w.how == who::kind::leader || w.how == who::kind::participant) &&
        has_only(now, {role::auditor, role::administrator}))
        return {};
    switch (w.how) {
        case who::kind::role:
            return in_role(now, subject, w, payload);
        case who::kind::leader:
        case who::kind::member:
            return in_body(now, subject, w);
        case who::kind::participant:
            return as_participant(now, subject, w);
        case who::kind::anyone:
            return capacity{"person", {}};
        case who::kind::founder:
            break;
    }
    return {};
}

} // namespace

std::optional<capacity> capacity_of(situation const& now, state const& subject, std::vector<who> const& ways,
                                    part const* payload) {
    // Whoever dates back needs the right on that day and today: what has ended is not had again by a date.
    auto const today = date_in_oslo(now.now);
    situation const at_present{now.world, now.person, now.now, today};
    for (auto const& w : ways) {
        auto c = capacity_in(now, subject, w, payload);
        if (c && (now.today == today || capacity_in(at_present, subject, w, payload))) return c;
    }
    return {};
}

side side_let_in(situation const& now, state const& subject, who const& member) {
    auto const in = capacity_of(now, subject, {member});
    if (!in) return side::advisory;
    auto const slash = in->seat.rfind('/');
    auto const& body = now.world.at(in->seat.substr(0, slash));
    auto const* own = seat_on(body, in->seat.substr(slash + 1), now.today);
    return own ? side_in(rule_on(body, now.today), *own) : side::advisory;
}

std::optional<shown_to> kernel::read_in(role r) const {
    if (r == role::case_handler) return shown_to::parties;
    if (std::ranges::find(field_.readers, r) != field_.readers.end()) return shown_to::body_and_parties;
    return {};
}

std::optional<capacity> kernel::reader_of(state const& a_case, situation const& now) const {
    if (now.person.empty()) return {};
    auto const today = date_in_oslo(now.now); // rights are today's, whatever the business date
    auto const& common = common_of(a_case);
    auto const stream = body_stream(common.body.value);
    bool const draft = is_draft(a_case);
    auto const* body = !draft && now.world.knows(stream) ? &now.world.at(stream) : nullptr;
    auto const takes_part = [&](id const& party) {
        auto const represented = [&](auto const& s) {
            return std::ranges::find(s.second.parties, party) != s.second.parties.end();
        };
        return std::ranges::find(common.parties, party) != common.parties.end() ||
               (!draft && party == common.archive_owner) ||
               (body && std::ranges::any_of(seats_on(*body, today), represented));
    };
    bool auditor = false;
    std::optional<capacity> as_auditor;
    bool other_role = false;
    for (auto const& grant : roles_of(now.organisation(), now.person, today)) {
        auto const reads = read_in(grant.role);
        if (reads && grant.covers(a_case) && (!draft || *reads == shown_to::parties))
            return capacity{"role/" + std::string(describe::name_of(grant.role)), {}};
        if (grant.role == role::party_representative && takes_part(*grant.party))
            return capacity{"role/party_representative", grant.party->value};
        if (grant.role == role::auditor) {
            auditor = true;
            if (grant.party ? takes_part(*grant.party) : !draft)
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
    if (draft || common.access == case_access::closed) return {};
    return capacity{other_role ? "role" : "person", {}};
}

namespace {

known_rule const auditor_reads_only{
    "auditor_reads_only",
    {"En revisor leser og endrer ingenting.", "Ein revisor les og endrar ingenting.",
     "An auditor reads and changes nothing."},
    "own:auditor_for_a_period",
    refusal_kind::not_entitled};

known_rule const administrator_decides_nothing{
    "administrator_decides_nothing",
    {"En administrator styrer brukerkontoer og avgjør ingenting i sakene.",
     "Ein administrator styrer brukarkontoar og avgjer ingenting i sakene.",
     "An administrator manages accounts and decides nothing in the cases."},
    {},
    refusal_kind::not_entitled};

refusal who_may_not(field const& practice, situation const& now, state const& subject) {
    if (is_case(subject.stream) && is_disqualified(subject, now.person)) return recused_from_this();
    if (has_only(now, {role::auditor})) return auditor_reads_only();
    if (practice.not_entitled)
        if (auto no = practice.not_entitled(now, subject)) return *no;
    if (is_case(subject.stream) &&
        has_role(now.organisation(), now.person, role::administrator, date_in_oslo(now.now)))
        return administrator_decides_nothing();
    return no_right();
}

} // namespace

refusal not_entitled(field const& practice, situation const& now, state const& subject,
                     std::vector<who> const& ways) {
    auto no = who_may_not(practice, now, subject);
    for (auto const& w : ways) no.entitled.push_back(words_for(w));
    return no;
}

} // namespace saksgang
