#include "workflows/shared/agreement/agreement.hpp"

#include <set>

namespace saksgang {

std::string agreement_key(std::size_t n) { return "agreement/" + std::to_string(n); }

namespace {

constexpr rule_text before_the_one_before{
    "before_the_one_before",
    {"Avtalen før gjelder fra {from}. En ny avtale kan ikke gjelde fra før det.",
     "Avtalen før gjeld frå {from}. Ein ny avtale kan ikkje gjelde frå før det.",
     "The agreement before applies from {from}; a new one can't apply from before that."}};
std::vector<agreement> read_agreements(json const& data) {
    std::vector<agreement> all;
    for (auto found = data.find(agreement_key(1)); found != data.end();
         found = data.find(agreement_key(all.size() + 1)))
        all.push_back(restore<agreement>(*found));
    return all;
}
} // namespace

std::vector<agreement> const& agreements_of(state const& pair) { return pair.data.read(read_agreements); }

agreement const* agreement_on(state const& pair, date on) {
    agreement const* applies = nullptr;
    for (auto const& a : agreements_of(pair))
        if (a.in_force_from <= on && (!a.ends_on || on <= *a.ends_on)) applies = &a;
    return applies;
}

// Of each agreement, on the days on which it applies.
std::vector<deadline> deadlines_of(state const& pair) {
    std::set<date> turns; // on which another may apply than the day before
    for (auto const& a : agreements_of(pair)) {
        turns.insert(a.in_force_from);
        if (a.ends_on) turns.insert(a.ends_on->plus_days(1));
    }
    std::vector<deadline> due;
    for (auto turn = turns.begin(); turn != turns.end(); ++turn) {
        auto const* a = agreement_on(pair, *turn);
        if (!a) continue;
        auto const until = std::next(turn) == turns.end() ? no_day : std::next(turn)->plus_days(-1);
        auto const add = [&](char const* name, date by) {
            due.push_back({name, by, {by::case_handler}, *turn, until});
        };
        if (!a->submitted_on) add("submission_to_directorate", a->concluded_on.plus_months(1));
        auto const last = a->reviews.empty() ? a->in_force_from : a->reviews.back().reviewed_on;
        add("yearly_review", last.plus_months(12));
        if (a->notice_received && !a->notice_passed_on)
            add("notice_to_directorate", working_day_from(*a->notice_received));
    }
    return due;
}

std::optional<refusal> begins_in_order(state const& pair, date in_force_from) {
    auto const& all = agreements_of(pair);
    if (all.empty() || in_force_from > all.back().in_force_from) return {};
    return before_the_one_before({{"from", all.back().in_force_from.in_numbers()}});
}

} // namespace saksgang
