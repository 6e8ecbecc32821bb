#include "engine/round/round.hpp"

#include <algorithm>
#include <set>

#include "engine/canonical.hpp"

namespace saksgang {

std::string round_name(std::size_t n) { return "r" + std::to_string(n); }

rounds const& rounds_in(state const& a_case) { return a_case.rounds.read(restore<rounds>); }

void put_rounds(state& a_case, rounds const& all) {
    if (!describe::same(all, rounds_in(a_case))) a_case.rounds.put(canonical_of(all), restore<rounds>, all);
}

std::string const* live_round(rounds const& all) {
    for (auto const& [name, r] : all)
        if (r.live()) return &name;
    return nullptr;
}

int number_of_round(std::string const& name) { return std::stoi(name.substr(1)); }

round const* last_outcome(rounds const& all, std::string_view held_in) {
    std::pair<int, round const*> last{};
    for (auto const& [name, r] : all)
        if (r.held_in == held_in && r.outcome && r.status != round_status::superseded &&
            number_of_round(name) > last.first)
            last = {number_of_round(name), &r};
    return last.second;
}

std::vector<std::pair<std::string, std::string>> open_reservations(rounds const& all) {
    std::vector<std::pair<std::string, std::string>> open;
    for (auto const& [name, r] : all)
        if (r.status == round_status::carried && r.outcome)
            for (auto const& [seat, reservation] : r.outcome->reservations)
                if (!reservation.cleared) open.emplace_back(name, seat);
    return open;
}

int decisions_standing(round const& r) {
    auto const decided = std::ranges::count_if(r.parties, [](auto const& p) {
        auto const s = p.second.status;
        return s == party_status::adopted || s == party_status::adopted_with_reservation ||
               s == party_status::rejected;
    });
    auto const points =
        std::ranges::count_if(r.points, [](auto const& p) { return p.result == point_result::agreed; });
    auto const positions = std::ranges::count_if( // a ruling on a conflict stands, whatever the text
        r.positions, [](auto const& p) { return p.second.position != position::recused; });
    return static_cast<int>(positions + points + decided);
}

bool decides(round const& r, elector const& e) {
    bool const one_voice = r.voice == voice::one_voice && r.procedure != procedure::written;
    return e.side != side::advisory && (e.speaks || !one_voice);
}

bool is_recused(round const& r, std::string_view seat) {
    auto const p = r.positions.find(std::string(seat));
    return p != r.positions.end() && p->second.position == position::recused;
}

bool is_disqualified(round const& r, std::string_view person) {
    auto const of_person = [&](recusal const& each) {
        return each.disqualified.value_or(false) && each.person && *each.person == person;
    };
    return std::ranges::any_of(r.recusals, of_person) ||
           (r.outcome && std::ranges::any_of(r.outcome->recusals, of_person));
}

recusal const* unsettled_recusal(round const& r) {
    auto const found = std::ranges::find_if(r.recusals, [&](recusal const& each) {
        return !each.disqualified && std::ranges::any_of(r.electorate, [&](auto const& e) {
            return e.second.person == each.person;
        });
    });
    return found == r.recusals.end() ? nullptr : &*found;
}

bool is_of(round const& r, elector const& e, id const& asked) {
    if (e.side == side::advisory) return false;
    if (r.asks == asks::parties) return std::ranges::find(e.parties, asked) != e.parties.end();
    return asked == describe::name_of(e.side);
}

namespace {

// Conflicts that came up before in this case, with the body's rulings. Another body's are for this one to rule on.
std::vector<recusal> known_recusals(rounds const& all, round_spec const& spec) {
    std::vector<recusal> known;
    auto const add = [&](recusal each, bool same_body) {
        if (!each.person) return;
        if (!same_body) each.disqualified.reset(), each.hjemmel.reset(), each.reasons.reset();
        auto const before =
            std::ranges::find_if(known, [&](recusal const& k) { return same_conflict(k, each); });
        if (before == known.end())
            known.push_back(std::move(each));
        else if (!before->disqualified)
            *before = std::move(each);
    };
    for (auto const& [name, r] : all) {
        bool const same_body = r.body && *r.body == spec.body;
        for (auto const& each : r.recusals) add(each, same_body);
        if (r.outcome)
            for (auto const& each : r.outcome->recusals) add(each, same_body);
    }
    for (auto const& each : spec.recusals) {
        if (each.person)
            add(each, true);
        else
            known.push_back(each);
    }
    return known;
}

round waiting_round(rounds const& earlier, round_spec const& spec, std::string_view held_in, date today) {
    round r{.kind = spec.kind,
            .held_in = std::string(held_in),
            .decision = spec.decision,
            .subject = spec.subject,
            .fixed_text = spec.fixed_text};
    if (!spec.body.empty()) r.body = id{spec.body};
    r.put_forward = today;
    r.recipients = spec.recipients;
    if (spec.kind == round_kind::consent) r.recusals = known_recusals(earlier, spec);
    r.deadline = spec.deadline;
    r.in_force_from = spec.in_force_from;
    if (spec.kind == round_kind::adoption) r.policy = spec.policy;
    for (auto const& party : spec.parties) r.parties[party];
    // Only consent needs somebody to convene it; the others are open from the first day.
    if (spec.kind != round_kind::consent) {
        r.status = round_status::open;
        r.opened = today;
    }
    return r;
}

void collapse(round& r, round_status status, date today) {
    r.status = status;
    if (!r.outcome) r.outcome = round_outcome{.on = today};
}

// Another rendition of the same version is no new text.
bool same_text(text_version const& a, text_version const& b) {
    return a.version == b.version && a.title == b.title && digest_of(a) == digest_of(b) &&
           a.proposed_decision == b.proposed_decision;
}

// Let lapse when the case stepped aside, and held again on the same text: those asked one by one have answered for good,
// and are not asked again. A body takes up its item anew.
bool takes_up_again(rounds& all, std::string_view state_name, round_spec const& spec) {
    if (spec.kind == round_kind::consent) return false;
    for (auto& [name, r] : all) {
        if (r.status != round_status::lapsed || r.held_in != state_name || r.kind != spec.kind ||
            !same_text(r.subject, spec.subject))
            continue;
        r.status = round_status::open;
        r.outcome.reset();
        r.deadline = spec.deadline;
        for (auto const& party : spec.parties) r.parties[party]; // that has come since
        return true;
    }
    return false;
}

} // namespace

void hold(rounds& all, std::string_view state_name, std::optional<round_spec> const& spec, date today) {
    bool const ready = spec && (spec->kind == round_kind::hearing || !spec->subject.renditions.empty());
    bool standing = false;
    for (auto& [name, r] : all) {
        if (!r.live()) continue;
        bool const here = ready && r.held_in == state_name && r.kind == spec->kind;
        if (here && same_text(r.subject, spec->subject)) {
            r.subject = spec->subject;                                          // more renditions, perhaps
            if (spec->kind != round_kind::consent) r.deadline = spec->deadline; // a longer one, perhaps
            standing = true;
        } else {
            collapse(r, here ? round_status::superseded : round_status::lapsed, today);
        }
    }
    if (ready && !standing && !takes_up_again(all, state_name, *spec))
        all.emplace(round_name(all.size() + 1), waiting_round(all, *spec, state_name, today));
}

// ---------------------------------------------------------------------------------------- who agrees to what

namespace {

enum class answer_of { agrees, stands_aside, against, silent };

answer_of answer_of_seat(round const& r, std::string const& seat, bool silence_agrees, std::string& why) {
    auto const found = r.positions.find(seat);
    if (found == r.positions.end()) {
        why = "silent";
        return silence_agrees ? answer_of::agrees : answer_of::silent;
    }
    auto const& p = found->second;
    switch (p.position) {
        case position::agree:
        case position::agree_with_reservation:
            if (r.procedure == procedure::written && !p.assents_to_procedure) {
                why = "procedure";
                return answer_of::against;
            }
            return answer_of::agrees;
        case position::disagree:
            why = p.reason.value_or("");
            return answer_of::against;
        case position::recused:
            return answer_of::stands_aside;
        case position::no_position:
            why = "no_position";
            // In writing everyone entitled must assent; in a meeting the body's rule says what it means.
            if (r.procedure != procedure::written && r.no_position == no_position_means::stands_aside)
                return answer_of::stands_aside;
            return answer_of::against;
    }
    return answer_of::against;
}

} // namespace

verdict_of_round judge(round const& r, bool silence_agrees) {
    verdict_of_round v{.settled = true};
    std::set<std::string> judged; // a seat that represents several parties answers for all of them
    for (auto const& asked : r.asked) {
        bool answered = false; // one way or the other
        for (auto const& [seat, e] : r.electorate) {
            if (!is_of(r, e, asked) || !decides(r, e)) continue;
            std::string why;
            auto const answer = answer_of_seat(r, seat, silence_agrees, why);
            if (answer == answer_of::stands_aside) continue;
            answered = true;
            if (!judged.insert(seat).second) continue;
            if (answer == answer_of::agrees)
                v.agreed.push_back({seat});
            else
                v.against.push_back({{seat}, why});
            v.settled = v.settled && answer != answer_of::silent;
        }
        // A side of which nobody agreed (absent, recused, or standing aside) has not agreed.
        if (!answered) v.against.push_back({asked, std::string(unrepresented)});
    }
    v.carried = !r.asked.empty() && v.against.empty();
    return v;
}

} // namespace saksgang
