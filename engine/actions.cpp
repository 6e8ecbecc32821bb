// What may be done next with a case, and by when: the same questions as in deciding, asked without firing.
#include <algorithm>
#include <set>

#include "engine/kernel.hpp"
#include "engine/who/pending.hpp"

namespace saksgang {

namespace {

// A round that is asked for is the live one, and a digest beside it that of what it is about.
void fill_in(action_info& a, rounds const& all) {
    if (a.command->needs_round() && a.command->has("round")) {
        a.given["round"] = a.round;
        if (a.command->has("digest")) a.given["digest"] = digest_of(all.at(a.round).subject);
    }
    if (a.costs && a.command->has("acknowledged")) a.given["acknowledged"] = *a.costs;
}

// What has been asked for; where that is one thing, nobody is asked which.
void add_proposals(action_info& a, std::vector<proposal> asked,
                   std::vector<command_info const*> const& known) {
    if (asked.size() == 1) a.given.update(asked.front().is_this);
    for (auto& p : asked)
        a.about.push_back({*std::ranges::find(known, p.command, &command_info::name), std::move(p.payload),
                           std::move(p.by.value)});
}

// Each of those that wait: what it is, and that it is this one.
void add_pending(std::vector<action_info>& out, action_info a, feature const& f, state const& subject,
                 situation const& now) {
    a.standing = standing::open;
    for (auto const& [key, waits] : pending_in(subject)) {
        if (!a.command->by_whoever_asked && waits.by == now.person) continue;
        a.given = {{"waiting_change", key}};
        a.about = {{f.command(waits.command), waits.payload, waits.by.value}};
        out.push_back(a);
    }
}

// Of a register: those that the person may use. What else hinders, a register says when it is tried.
std::vector<action_info> of_register(feature const& f, state const& subject, situation const& now) {
    std::vector<action_info> out;
    for (auto const& c : f.commands)
        if (!c.internal && !(c.opens && subject.exists()) && capacity_of(now, subject, c.by)) {
            action_info const a{&c, c.payload->members.empty() ? standing::open : standing::depends, {}};
            if (c.settles_pending)
                add_pending(out, a, f, subject, now);
            else
                out.push_back(a);
        }
    return out;
}

} // namespace

std::vector<action_info> kernel::actions(state const& a_case, situation const& now) const {
    if (auto const* f = feature_of(a_case.stream)) return of_register(*f, a_case, now);
    std::vector<action_info> out;
    auto const& w = of(a_case);
    for (auto const& name : w.open_commands(a_case.name)) {
        auto const* info = w.command(name);
        action_info a{info, standing::closed, {}};
        if (capacity_of(now, a_case, info->by))
            a.standing = w.standing_of(a_case, name, now, a.refusals);
        else
            a.refusals.push_back(not_entitled(field_, now, a_case, info->by));
        if (a.standing == standing::open && !info->payload->members.empty()) a.standing = standing::depends;
        out.push_back(std::move(a));
    }
    auto const& all = rounds_in(a_case);
    auto const& common = common_of(a_case);
    auto const* live = live_round(all);
    for (auto const* c : case_commands_) {
        if (!capacity_of(now, a_case, c->by)) continue;
        bool const fits = live && c->is_about(all.at(*live).kind);
        if ((c->fits && !c->fits(w)) || (c->needs_round() && !fits) ||
            (c->offered && !c->offered(common, all)) || (c->asks && !(live && c->asks(all.at(*live), now))))
            continue;
        action_info a{c, c->payload->members.empty() ? standing::open : standing::depends, {}};
        if (live) a.round = *live;
        auto const is_closed_by = [&](std::optional<refusal> no) {
            if (!no) return;
            a.standing = standing::closed;
            a.refusals.push_back(std::move(*no));
        };
        if (fits && c->ready) is_closed_by(c->ready(all.at(*live), now));
        if (c->allowed) is_closed_by(c->allowed(a_case, now));
        if (fits && c->carries) // said beforehand: points may be decided meanwhile
            (void)w.standing_of(a_case, "round_carried", now, a.refusals);
        if (c->costs && live) a.costs = c->costs(all.at(*live));
        fill_in(a, all);
        if (c->answers) add_proposals(a, c->answers(common), case_commands_);
        out.push_back(std::move(a));
    }
    return out;
}

json kernel::begins(command_info const& c, state const& a_case, situation const& now) const {
    auto filled = c.begins ? c.begins(a_case, now) : json();
    auto const names_its_party = [](who const& way) { return way.is_representative() && !way.name.empty(); };
    if (std::ranges::none_of(c.by, names_its_party)) return filled;
    auto const own = parties_represented(now.organisation(), now.person, now.today);
    if (own.size() != 1) return filled; // whoever speaks for one party speaks for that one
    for (auto const& way : c.by)
        if (names_its_party(way)) filled[std::string(way.name)] = *own.begin();
    return filled;
}

std::vector<deadline> kernel::deadlines(state const& a_case, situation const& now) const {
    auto due = of(a_case).deadlines(a_case, now);
    auto const& all = rounds_in(a_case);
    for (auto const& [name, r] : all) {
        if (!r.live() || !r.deadline) continue;
        std::vector<who> watching{by::case_handler};
        if (r.body) watching.push_back(by::member()); // what parties answer is theirs
        due.push_back({"round_deadline", *r.deadline, std::move(watching)});
    }
    std::set<date> reservations; // a day is one deadline, however many seats reserved themselves until then
    for (auto const& [name, seat] : open_reservations(all))
        reservations.insert(all.at(name).outcome->reservations.at(seat).clear_by);
    for (auto const& day : reservations)
        due.push_back({"clear_reservation_by", day, {by::case_handler, by::member()}});
    std::ranges::stable_sort(due, {}, &deadline::due);
    return due;
}

} // namespace saksgang
