#include "engine/tasks.hpp"

#include <algorithm>

#include "engine/digest.hpp"

namespace saksgang {
namespace {

constexpr int derivation = 6; // to be raised with every change of what follows from the same workflows

// Whoever has been asked through a representative and has not answered yet.
std::set<std::string> parties_awaited(command_info const& c, rounds const& all) {
    std::set<std::string> awaited;
    round const* last = nullptr;
    int number = 0;
    for (auto const& [name, r] : all) {
        bool const still_counts =
            r.live() || (r.kind == round_kind::adoption && r.status == round_status::carried);
        if (c.is_about(r.kind) && still_counts && number_of_round(name) > number) {
            last = &r;
            number = number_of_round(name);
        }
    }
    if (!last) return awaited;
    for (auto const& [party, answer] : last->parties)
        if (answer.status == party_status::pending || answer.status == party_status::sent)
            awaited.insert(party);
    for (auto const& asked : last->recipients)
        if (asked.kind == recipient_kind::party && std::ranges::none_of(last->statements, [&](auto const& s) {
                return s.second.from == asked.target;
            }))
            awaited.insert(asked.target.value);
    return awaited;
}

// Whether a command that every case has is a task there, as far as the case's own state says.
bool is_offered(command_info const& c, case_common const& common, rounds const& all,
                std::string const* live) {
    if (c.needs_round() && !(live && c.is_about(all.at(*live).kind))) return false;
    return !c.offered || c.offered(common, all);
}

// By when a command that every case has is waited for: what is done in a round, by the round's own deadline. None: it
// may be done, and nobody waits for it.
std::optional<date> due_of(command_info const& c, rounds const& all, std::string const* live, date next) {
    if (c.due) return c.due(all, next);
    return c.needs_round() && live ? all.at(*live).deadline.value_or(next) : next;
}

std::string audience_of(who w, std::string_view body) {
    switch (w.how) {
        case who::kind::role:
            return "role/" + std::string(describe::name_of(w.as));
        case who::kind::leader:
            return "leader/" + std::string(body);
        case who::kind::member:
            return "member/" + std::string(body);
        case who::kind::participant:
            return "participant/" + std::string(w.name);
        case who::kind::anyone:
            return "anyone";
        case who::kind::founder:
            break;
    }
    return {};
}

// Collects the rows of one stream.
class rows_of {
  public:
    rows_of(std::vector<waiting>& out, state const& subject) : out_(out), subject_(subject) {}

    void put(std::string audience, deadline const& by) {
        out_.push_back({std::move(audience), by.due, subject_.stream, by.from, by.until});
    }
    void put_all(std::vector<who> const& ways, deadline const& by) {
        for (auto const& w : ways) put(w, by);
    }
    void put(who w, deadline const& by) {
        if (w.is_representative()) {
            for (auto const& party : concerned()) put("party/" + party, by);
        } else if (w.how == who::kind::participant) {
            auto const& groups = common_of(subject_).participants;
            if (auto const group = groups.find(std::string(w.name)); group != groups.end())
                for (auto const& p : group->second) put("person/" + p.person.value, by);
        } else if (w.how == who::kind::leader || w.how == who::kind::member) {
            auto const body = w.name.empty() ? body_of(subject_) : std::string(w.name);
            if (body.empty()) return;
            put(audience_of(w, body), by);
            if (w.how == who::kind::member) put_seated(body, by);
        } else if (auto audience = audience_of(w, {}); !audience.empty()) {
            // and of those who have the role for that body alone
            if (auto const body = body_of(subject_); w.as == role::case_handler && !body.empty())
                put(audience + "/" + body, by);
            put(std::move(audience), by);
        }
    }

  private:
    // In an open round whoever sits in it is a member, whoever holds the seats otherwise.
    void put_seated(std::string const& body, deadline const& by) {
        for (auto const& [name, r] : rounds_in(subject_))
            if (r.status == round_status::open && r.body && r.body->value == body)
                for (auto const& [seat, e] : r.electorate) put("person/" + e.person.value, by);
    }
    std::set<std::string> concerned() const {
        std::set<std::string> parties;
        if (!is_case(subject_.stream)) return parties;
        for (auto const& p : common_of(subject_).parties) parties.insert(p.value);
        for (auto const& [name, r] : rounds_in(subject_)) {
            for (auto const& [party, answer] : r.parties) parties.insert(party);
            for (auto const& asked : r.recipients) parties.insert(asked.target.value);
        }
        return parties;
    }

    std::vector<waiting>& out_;
    state const& subject_;
};

// Deadlines are of the case's own state: whoever asks, and on whichever day.
std::vector<deadline> own_deadlines(kernel const& k, state const& a_case) {
    static world const nothing{};
    return k.deadlines(a_case, {nothing, {}, a_case.recorded, date_in_oslo(a_case.recorded)});
}

bool is_before(waiting const& a, waiting const& b) {
    return std::tie(a.audience, a.due) < std::tie(b.audience, b.due);
}

} // namespace

what_waits::what_waits(kernel const& k) : kernel_(k) {
    for (auto const* w : k.workflows()) {
        of_workflow its{w, {}, {}};
        for (auto const& stage : w->stages) {
            if (stage.end) continue;
            auto& ways = its.by_state[stage.name];
            for (auto const& name : w->open_commands(stage.name))
                if (auto const* c = w->command(name); c->task)
                    for (auto const& way : c->by)
                        if (std::ranges::find(ways, way) == ways.end()) ways.push_back(way);
        }
        for (auto const* c : k.case_commands())
            if (c->task && (!c->fits || c->fits(*w))) its.of_every_case.push_back(c);
        workflows_.emplace(w->name_with_version(), std::move(its));
    }
}

std::string what_waits::made_by() const {
    auto text = std::to_string(derivation);
    auto const add = [&](auto const& name, std::vector<who> const& ways) {
        text += "\n" + std::string(name);
        for (auto const& w : ways) text += " " + audience_of(w, w.name);
    };
    for (auto const& [name, its] : workflows_) {
        for (auto const& [state, ways] : its.by_state) add(name + " " + state, ways);
        for (auto const* c : its.of_every_case) add(c->name, c->by);
    }
    return sha256(text);
}

std::vector<waiting> what_waits::of(state const& s) const {
    std::vector<waiting> rows;
    if (!s.exists()) return rows;
    if (is_case(s.stream)) {
        add_case(rows, s);
    } else if (auto const* f = kernel_.feature_of(s.stream); f && f->deadlines) {
        rows_of out(rows, s);
        for (auto const& d : f->deadlines(s)) out.put_all(d.owner, d);
    }
    std::ranges::sort(rows, is_before);
    // For the same audience by the same day: one row, shown as long as any of it is.
    std::vector<waiting> each;
    for (auto& row : rows) {
        if (each.empty() || is_before(each.back(), row)) {
            each.push_back(std::move(row));
        } else {
            each.back().from = std::min(each.back().from, row.from);
            each.back().until = std::max(each.back().until, row.until);
        }
    }
    return each;
}

void what_waits::add_case(std::vector<waiting>& rows, state const& a_case) const {
    auto const its = workflows_.find(a_case.workflow);
    if (its == workflows_.end()) (void)kernel_.of(a_case); // says what is wrong
    auto const ways = its->second.by_state.find(a_case.name);
    if (ways == its->second.by_state.end()) return; // it has ended
    auto const due = own_deadlines(kernel_, a_case);
    deadline const next{{}, due.empty() ? no_day : due.front().due, {}};
    rows_of out(rows, a_case);
    for (auto const& d : due) out.put_all(d.owner, d);
    out.put_all(ways->second, next);

    auto const& all = rounds_in(a_case);
    auto const* live = live_round(all);
    for (auto const* c : its->second.of_every_case) {
        if (!is_offered(*c, common_of(a_case), all, live)) continue;
        auto const by = due_of(*c, all, live, next.due);
        if (!by) continue;
        deadline const by_then{{}, *by, {}};
        for (auto const& way : c->by) {
            if (!way.is_representative())
                out.put(way, by_then);
            else
                for (auto const& party : parties_awaited(*c, all)) out.put("party/" + party, by_then);
        }
    }
    for (auto const& [name, r] : all)
        if (r.status == round_status::open)
            for (auto const& [seat, e] : r.electorate)
                if (!r.positions.contains(seat))
                    out.put("person/" + e.person.value, {{}, r.deadline.value_or(next.due), {}});
}

void add_changes(write_batch& batch, std::vector<waiting> const& before, std::vector<waiting> const& after) {
    auto was = before.begin();
    for (auto const& now : after) {
        for (; was != before.end() && is_before(*was, now); ++was) batch.no_longer_waits.push_back(*was);
        bool const is_new = was == before.end() || is_before(now, *was);
        bool const is_same = !is_new && *was++ == now; // else it shows on other days
        if (!is_same) batch.now_waits.push_back(now);
    }
    batch.no_longer_waits.insert(batch.no_longer_waits.end(), was, before.end());
}

// ---------------------------------------------------------------------------------------------- what it is

namespace {

command_info const* of_every_case(kernel const& k, std::string_view name) {
    auto const found = std::ranges::find(k.case_commands(), name, &command_info::name);
    return found == k.case_commands().end() ? nullptr : *found;
}

bool acts_for_a_party(command_info const& c, state const& a_case, situation const& now) {
    auto const in = capacity_of(now, a_case, c.by);
    return in && in->seat == "role/party_representative";
}
bool represents_any(std::set<std::string> const& awaited, situation const& now) {
    return std::ranges::any_of(roles_of(now.organisation(), now.person, now.today), [&](auto const& g) {
        return g.role == role::party_representative && g.party && awaited.contains(g.party->value);
    });
}

std::vector<task> tasks_in_case(kernel const& k, state const& a_case, situation const& now) {
    std::vector<task> out;
    if (k.of(a_case).stage(a_case.name).end || !k.reader_of(a_case, now)) return out;
    auto const due = k.deadlines(a_case, now);
    auto const next = due.empty() ? no_day : due.front().due;
    auto const& all = rounds_in(a_case);
    auto const* live = live_round(all);
    for (auto const& [name, r] : all) {
        if (r.status != round_status::open) continue;
        for (auto const& [seat, e] : r.electorate)
            if (e.person == now.person && !r.positions.contains(seat))
                out.push_back({task_kind::position,
                               of_every_case(k, "take_position"),
                               {},
                               name,
                               r.deadline.value_or(next)});
    }
    for (auto const& a : k.actions(a_case, now)) {
        if (a.standing == standing::closed || !a.command->task) continue;
        auto const* common = k.of(a_case).command(a.command->name) ? nullptr : a.command;
        auto const by = common ? due_of(*common, all, live, next) : std::optional(next);
        if (!by) continue;
        std::set<std::string> awaited;
        if (common) awaited = parties_awaited(*common, all);
        if (common && acts_for_a_party(*common, a_case, now)) {
            // A party that has answered is not asked again, though its answer may be corrected.
            if (!represents_any(awaited, now)) continue;
            awaited.clear();
        }
        out.push_back({task_kind::action, a.command, {}, a.round, *by, std::move(awaited)});
    }
    for (auto const& d : due)
        if (capacity_of(now, a_case, d.owner))
            out.push_back({task_kind::deadline, nullptr, d.name, {}, d.due});
    return out;
}

} // namespace

std::vector<task> tasks_for(kernel const& k, state const& subject, situation const& now) {
    if (!subject.exists()) return {};
    if (is_case(subject.stream)) return tasks_in_case(k, subject, now);
    std::vector<task> out;
    auto const* f = k.feature_of(subject.stream);
    if (!f || !f->deadlines) return out;
    for (auto const& d : showing_on(f->deadlines(subject), now.today))
        if (capacity_of(now, subject, d.owner))
            out.push_back({task_kind::deadline, nullptr, d.name, {}, d.due});
    return out;
}

} // namespace saksgang
