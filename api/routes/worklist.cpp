#include <algorithm>

#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/round.hpp"

namespace saksgang::api::routes {
namespace {

constexpr std::size_t most_cases = 500, cases_at_once = 100; // open cases that one list looks at

void add_positions(reading const& r, state const& a_case, std::vector<work_item>& out) {
    auto const command = r.in.with.rules.commands_named(a_case.stream, "take_position");
    auto const label = command.empty() ? std::string() : r.in.words(command.front()->label);
    for (auto const& [name, round] : rounds_in(a_case)) {
        if (round.status != round_status::open) continue;
        for (auto const& [seat, elector] : round.electorate) {
            if (elector.person != r.person || round.positions.contains(seat)) continue;
            out.push_back({.kind = "position",
                           .label = label,
                           .command = "take_position",
                           .round = name,
                           .due = round.deadline});
        }
    }
}

void add_actions(reading const& r, state const& a_case, std::vector<work_item>& out) {
    auto const& k = r.in.with.rules;
    for (auto const& a : k.actions(a_case, r.here())) {
        if (a.standing == standing::closed || !a.command->task) continue;
        work_item item{.kind = "action", .label = r.in.words(a.command->label), .command = a.command->name};
        if (!a.round.empty()) item.round = a.round;
        out.push_back(std::move(item));
    }
}

void add_deadlines(reading const& r, state const& subject, std::vector<deadline> const& due,
                   std::vector<work_item>& out) {
    for (auto const& d : due)
        if (capacity_of(r.here(), subject, d.owner))
            out.push_back({.kind = "deadline", .label = r.in.words(word(d.name)), .due = d.due});
}

void add_case(reading& r, case_row const& row, std::vector<work_item>& out) {
    auto const& k = r.in.with.rules;
    auto const& a_case = r.stream(case_stream(row.id));
    if (!k.reader_of(a_case, r.here())) return;
    std::vector<work_item> items;
    add_positions(r, a_case, items);
    add_actions(r, a_case, items);
    auto const due = k.deadlines(a_case, r.here());
    add_deadlines(r, a_case, due, items);
    for (auto& item : items) {
        item.a_case = row.id;
        item.title = row.title;
        if (!item.due && !due.empty() && item.kind != "deadline")
            item.due = due.front().due; // the case's next date
        out.push_back(std::move(item));
    }
}

void load_cases(reading& r, std::vector<case_row> const& rows) {
    std::set<std::string> streams, more;
    for (auto const& row : rows) streams.insert(case_stream(row.id));
    r.load(streams);
    for (auto const& name : streams) more.merge(r.in.with.rules.reads_for_case(r.stream(name)));
    r.load(more);
}

// What is due for the pairs: submission, the yearly review, a notice to be passed on.
void add_agreements(reading& r, std::vector<work_item>& out) {
    for (auto const& pair : r.streams("agreement/")) {
        std::vector<work_item> items;
        add_deadlines(r, pair, deadlines_of(pair, r.today()), items);
        auto const party = id_in(pair.stream);
        auto const details = party_in(r.organisation(), party);
        for (auto& item : items) {
            item.agreement = party;
            item.title = details ? details->name : party;
            out.push_back(std::move(item));
        }
    }
}

// What is due for the money: what is left of a year goes over to the next, or not, by New Year.
void add_funds(reading& r, std::vector<work_item>& out) {
    for (auto const& fund : r.streams("fund/")) {
        std::vector<work_item> items;
        add_deadlines(r, fund, deadlines_of_fund(fund, r.today()), items);
        for (auto& item : items) {
            item.fund = id_in(fund.stream);
            item.title = name_of_fund(fund, r.in.lang);
            out.push_back(std::move(item));
        }
    }
}

} // namespace

result<response> worklist(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    worklist_view list;
    case_filter filter{.ended = false, .closed_too = true, .limit = cases_at_once};
    for (std::size_t seen = 0;;) {
        auto const rows = r.db.cases(r.in.community, filter);
        load_cases(r, rows);
        for (auto const& row : rows) add_case(r, row, list.items);
        seen += rows.size();
        list.cases_looked_at = static_cast<std::int64_t>(seen);
        if (rows.size() < filter.limit) break;
        filter.before = {rows.back().year, rows.back().number};
        if (seen >= most_cases) {
            list.cut = true;
            break;
        }
    }
    add_agreements(r, list.items);
    add_funds(r, list.items);
    auto const soonest = [](work_item const& a, work_item const& b) {
        return std::pair(!a.due, a.due) < std::pair(!b.due, b.due); // those without a date last
    };
    std::ranges::stable_sort(list.items, soonest);
    return json_response(show(list));
}

} // namespace saksgang::api::routes
