#include "engine/who/pending.hpp"

#include <algorithm>

#include "engine/who/accounts.hpp"

namespace saksgang {
namespace {

constexpr std::string_view prefix = "pending/";
constexpr int days_to_confirm = 7;

known_rule const no_such_change{
    "no_such_change",
    {"Endringen venter ikke lenger på bekreftelse.", "Endringa ventar ikkje lenger på stadfesting.",
     "The change does not wait to be confirmed any more."}};
known_rule const own_change{"own_change",
                            {"En endring som trenger to, bekreftes av en annen enn den som ba om den.",
                             "Ei endring som treng to, blir stadfesta av ein annan enn den som bad om henne.",
                             "A change that needs two is confirmed by another than who asked for it."},
                            {},
                            refusal_kind::not_entitled};

std::string key_of(id const& change) { return std::string(prefix) + change.value; }

} // namespace

keyed<pending_change> pending_in(state const& subject) { return {subject.data, prefix}; }

void set_aside(state& subject, std::string const& command, part const& payload, situation const& now) {
    pending_change const waits{command, *payload, {now.person}, date_in_oslo(now.now)};
    subject.data.set(key_of({std::to_string(subject.version + 1)}), canonical_of(waits));
}

bool another_has(state const& subject, situation const& now, std::vector<who> const& ways) {
    auto const may = [&](std::vector<role_grant> const& grants) {
        return std::ranges::any_of(grants, [&](auto const& g) {
            return g.holds_on(now.today) && g.covers(subject) &&
                   std::ranges::any_of(
                       ways, [&](auto const& w) { return w.how == who::kind::role && w.as == g.role; });
        });
    };
    std::set<std::string> others;
    for (auto const& [person, grants] : records_of(now.organisation()).roles)
        if (person != now.person && may(grants)) others.emplace(person);
    if (others.empty()) return false;
    for (auto const& [name, each] : accounts_in(now.world.at("accounts")))
        if (each.is_in_use() && others.contains(each.person.value)) return true;
    return false;
}

std::vector<deadline> deadlines_of_pending(state const& subject, std::vector<who> const& owners) {
    std::vector<deadline> due;
    for (auto const& [change, waits] : pending_in(subject))
        due.push_back({"change_waits", waits.on.plus_days(days_to_confirm), owners, waits.on});
    return due;
}

std::optional<refusal> confirming::apply(command_step& step) const {
    auto const* waits = step.find<pending_change>(key_of(waiting_change));
    if (!waits) return no_such_change();
    if (waits->by == step.person()) return own_change();
    step.out.push_back({step.subject.stream, waits->command, part(waits->payload)});
    step.erase(key_of(waiting_change));
    return {};
}

std::optional<refusal> dropping::apply(command_step& step) const {
    if (!step.has(key_of(waiting_change))) return no_such_change();
    step.erase(key_of(waiting_change));
    return {};
}

} // namespace saksgang
