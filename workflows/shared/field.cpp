#include <algorithm>

#include "workflows/shared/adoption/adoption.hpp"
#include "workflows/shared/bases.hpp"
#include "workflows/shared/features.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {
namespace {

known_rule const only_recommends{
    "only_recommends",
    {"SSU kan anbefale avtalen, men ikke vedta den. Kommunestyret selv må gjøre vedtaket (hol. § 6-1).",
     "SSU kan tilrå avtalen, men ikkje vedta han. Kommunestyret sjølv må gjere vedtaket (hol. § 6-1).",
     "SSU may recommend the agreement, not adopt it. The municipal council itself must decide (hol. § 6-1)."},
    "hol. § 6-1"};
known_rule const professional_body{"beyond_mandate",
                                   {"Et faglig samarbeidsutvalg tilrår; det er SSU som avgjør.",
                                    "Eit fagleg samarbeidsutval tilrår; det er SSU som avgjer.",
                                    "A professional committee recommends; SSU decides."},
                                   "own:professional_body_advises",
                                   refusal_kind::not_entitled};

side side_of(seat_kind kind) {
    if (kind == seat_kinds::municipality) return sides::municipalities;
    if (kind == seat_kinds::trust) return sides::trust;
    return side::advisory;
}

// The municipality of whoever leads the body when the case is created; the trust where nobody does.
std::string archive_owner(situation const& now, std::string const& body) {
    auto const trust = trust_of(now.organisation());
    if (body.empty() || !now.world.knows(body_stream(body))) return trust;
    for (auto const& [name, s] : seats_on(now.world.at(body_stream(body)), now.today))
        if (auto const* h = holder_on(s, now.today); h && h->function == seat_function::leader &&
                                                     s.side == sides::municipalities && !s.parties.empty())
            return s.parties.front().value;
    return trust;
}

std::vector<std::string> pairs(state const& organisation) {
    std::vector<std::string> streams;
    for (auto const& [id, p] : records_of(organisation).parties)
        if (p.kind == party_kinds::municipality) streams.push_back("agreement/" + id);
    return streams;
}

// A professional committee that tries to decide is told that it recommends.
std::vector<std::string> professional_bodies(state const& organisation) {
    std::vector<std::string> streams;
    for (auto const& [id, kind] : records_of(organisation).bodies)
        if (kind == body_kinds::professional) streams.push_back(body_stream(id));
    return streams;
}
std::optional<refusal> sits_in_professional_body(situation const& now, state const&) {
    for (auto const& [stream, s] : now.world.all())
        if (stream.starts_with("body/") && s.exists() && head_of(s).kind == body_kinds::professional &&
            seat_of(s, now.person, now.today))
            return professional_body();
    return {};
}

// What an auditor may look through, and what is exported, by its words.
constexpr std::string_view lists_to_read[]{
    "cases",   "bodies",        "parties",          "organisations", "seats",
    "roles",   "user_accounts", "people",           "agreements",    "funds",
    "history", "meetings",      "follow_up_points", "papers",        "yearly_table"};
bool const given = (give_choices("read_list", lists_to_read), true);

std::optional<refusal> parties_decide(round const& r) {
    if (r.decision == decision_kind::recommendation) return only_recommends();
    return {};
}

} // namespace

std::string trust_of(state const& organisation) {
    for (auto const& [id, p] : records_of(organisation).parties)
        if (p.kind == party_kinds::trust) return id;
    return {};
}

field const& the_field() {
    static field const f{
        .side_of = side_of,
        .readers = {roles::finance},
        .archive_owner = archive_owner,
        .settled_by_parties = pairs,
        .party_decided = conclude_pairs,
        .text_corrected = tell_concluded_pairs,
        .text_stands = is_not_concluded,
        .laws = field_bases::laws(),
        .own_rules = field_bases::own_rules(),
        .basis_of_unanimity = "own:sides_are_unanimous",
        .basis_of_mandates = "own:professional_body_advises",
        .decided_fields = {"decision", "proposal", "came_from", "stood_in", "agreement_case_opened",
                           "suspensions", "meetings", "items", "substitutes_asked", "comments"},
        .not_entitled = sits_in_professional_body,
        .advisers = professional_bodies,
        .other_decision = parties_decide,
    };
    return f;
}

} // namespace saksgang
