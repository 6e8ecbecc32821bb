#include "workflows/shared/agreement/agreement.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "workflows/shared/kinds.hpp"

namespace saksgang {

std::string agreement_key(std::size_t n) { return "agreement/" + std::to_string(n); }
std::string dispute_key(std::size_t n) { return "dispute/" + std::to_string(n); }

namespace {

known_rule const before_the_one_before{
    "before_the_one_before",
    {"Avtalen før gjelder fra {from}. En ny avtale kan ikke gjelde fra før det.",
     "Avtalen før gjeld frå {from}. Ein ny avtale kan ikkje gjelde frå før det.",
     "The agreement before applies from {from}; a new one can't apply from before that."}};
template <class T, std::string (*Key)(std::size_t)>
std::vector<T> read_all(json const& data) {
    std::vector<T> all;
    for (auto found = data.find(Key(1)); found != data.end(); found = data.find(Key(all.size() + 1)))
        all.push_back(restore<T>(*found));
    return all;
}
// Of every dispute of the pair: f(dispute); true as soon as it says so.
template <class F>
bool any_dispute(state const& pair, F f) {
    return std::ranges::any_of(disputes_without_agreement(pair), f) ||
           std::ranges::any_of(agreements_of(pair),
                               [&](auto const& a) { return std::ranges::any_of(a.disputes, f); });
}
document const* named_in(std::vector<document> const& all, std::string const& digest) { // none: null
    auto const found = std::ranges::find(all, digest, &document::digest);
    return found == all.end() ? nullptr : &*found;
}
} // namespace

std::vector<agreement> const& agreements_of(state const& pair) {
    return pair.data.read(read_all<agreement, agreement_key>);
}
std::vector<dispute> const& disputes_without_agreement(state const& pair) {
    return pair.data.read(read_all<dispute, dispute_key>);
}

agreement const* agreement_on(state const& pair, date on) {
    agreement const* applies = nullptr;
    for (auto const& a : agreements_of(pair))
        if (a.in_force_from <= on && (!a.ends_on || on <= *a.ends_on)) applies = &a;
    return applies;
}

std::vector<document> documents_of(agreement const& a) {
    std::vector<document> all{a.document};
    for (auto const& each : a.addenda) all.push_back(each.document);
    for (auto const& each : a.disputes) all.insert(all.end(), each.documents.begin(), each.documents.end());
    if (a.signed_document) all.push_back(*a.signed_document);
    all.insert(all.end(), a.sources.begin(), a.sources.end());
    return all;
}

std::optional<document_of_pair> document_in(state const& pair, std::string const& digest) {
    for (auto const& a : agreements_of(pair)) {
        auto const all = documents_of(a);
        if (auto const* found = named_in(all, digest)) return document_of_pair{&a, found->title};
    }
    for (auto const& d : disputes_without_agreement(pair))
        if (auto const* found = named_in(d.documents, digest)) return document_of_pair{nullptr, found->title};
    return {};
}

withdrawal const* withdrawn_from(state const& pair, std::string const& digest) {
    return pair.data.find<withdrawal>("withdrawn/" + digest);
}

bool reads_disputes(state const& pair, situation const& now) {
    auto const& organisation = now.organisation();
    auto const is_of_pair = [&](id const& party) {
        return party == id_in(pair.stream) || party == trust_of(organisation);
    };
    return std::ranges::any_of(
        roles_of(organisation, now.person, date_in_oslo(now.now)), [&](role_grant const& g) {
            if (g.role == role::case_handler) return g.covers(pair);
            if (g.role == role::auditor) return !g.party || is_of_pair(*g.party);
            return g.role == role::party_representative && g.party && is_of_pair(*g.party);
        });
}

bool rests_a_dispute_on(state const& pair, std::string const& digest) {
    return any_dispute(pair, [&](dispute const& d) { return named_in(d.documents, digest) != nullptr; });
}

std::vector<document_link> links_in(state const& pair) {
    std::map<std::string, bool> own;
    for (auto const& a : agreements_of(pair))
        for (auto const& d : documents_of(a))
            own[d.digest] |= !a.a_case || d.digest != a.document.digest; // the agreement itself is its case's
    for (auto const& each : disputes_without_agreement(pair))
        for (auto const& d : each.documents) own[d.digest] = true;
    std::vector<document_link> links;
    for (auto const& [digest, is_own] : own) links.push_back({digest, pair.stream, is_own});
    return links;
}

bool shows_document(state const& pair, std::string const& digest, situation const& now) {
    if (now.person.empty() || withdrawn_from(pair, digest)) return false;
    return rests_a_dispute_on(pair, digest) ? reads_disputes(pair, now)
                                            : document_in(pair, digest).has_value();
}

std::vector<deadline> deadlines_of(state const& pair) {
    std::vector<deadline> due;
    std::set<date> turns; // on which another may apply than the day before
    for (auto const& a : agreements_of(pair)) {
        turns.insert(a.in_force_from);
        if (a.ends_on) turns.insert(a.ends_on->plus_days(1));
        // The month runs from conclusion (hol. § 6-4), whether or not it is in force yet.
        if (!a.submitted_on && !a.submission_unknown)
            due.push_back({"submission_to_directorate",
                           a.concluded_on.plus_months(1),
                           {by::case_handler},
                           a.concluded_on,
                           a.ends_on.value_or(no_day)});
        if (a.notice_received && !a.notice_passed_on) // no law says by when (hol. § 6-5)
            due.push_back({"notice_to_directorate", no_day, {by::case_handler}, *a.notice_received, no_day});
    }
    for (auto turn = turns.begin(); turn != turns.end(); ++turn) { // of the one that applies, while it does
        auto const* a = agreement_on(pair, *turn);
        if (!a) continue;
        auto const until = std::next(turn) == turns.end() ? no_day : std::next(turn)->plus_days(-1);
        auto const last = a->reviews.empty() ? a->in_force_from : a->reviews.back().reviewed_on;
        due.push_back({"yearly_review", last.plus_months(12), {by::case_handler}, *turn, until});
    }
    std::ranges::stable_sort(due, {}, &deadline::due);
    return due;
}

std::optional<refusal> begins_in_order(state const& pair, date in_force_from) {
    auto const& all = agreements_of(pair);
    if (all.empty() || in_force_from > all.back().in_force_from) return {};
    return before_the_one_before({{"from", all.back().in_force_from.in_numbers()}});
}

} // namespace saksgang
