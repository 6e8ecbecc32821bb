#include "api/upgrade.hpp"

#include <algorithm>

#include "api/projections.hpp"
#include "engine/tasks.hpp"

namespace saksgang {
namespace {

constexpr std::size_t cases_at_once = 200;
constexpr std::size_t cases_between_reports = 10'000;
constexpr std::string_view entry_name = "upgraded", seat_name = "upgrade";

// ---------------------------------------------------------------------------------------------------- the plan

// Those that are not applied yet; `newer`: others have been.
std::vector<std::string> missing(std::vector<std::string> const& applied, std::vector<std::string> const& all,
                                 std::string& newer) {
    if (applied.size() > all.size()) {
        newer = "the schema has version " + std::to_string(applied.size()) + ", this program " +
                std::to_string(all.size()) + ": it needs a newer program";
        return {};
    }
    return {all.begin() + static_cast<std::ptrdiff_t>(applied.size()), all.end()};
}

void add_cases(upgrade_plan& plan, store_session& db, kernel const& rules) {
    for (auto const& community : db.communities())
        for (auto const& cases : db.standing(community)) {
            auto const* flow = rules.takes(cases.workflow, cases.state);
            if (!flow)
                plan.unknown.push_back({community, cases});
            else if (flow->version != version_in(cases.workflow).version)
                plan.upgrades.push_back({community, cases, flow->name_with_version()});
        }
}

bool derives_anew(store& data, kernel const& rules) {
    try {
        return !projections_are_current(data, rules);
    } catch (store_unavailable const&) {
        throw;
    } catch (std::runtime_error const&) { // the schema has no place for them yet
        return true;
    }
}

std::string counted(std::int64_t n) { return std::to_string(n) + (n == 1 ? " case" : " cases"); }

std::string in_words(upgrade_plan::group const& g) {
    auto const which =
        g.community + ": " + counted(g.cases.count) + " of " + g.cases.workflow + " in " + g.cases.state;
    if (!g.to.empty()) return which + " would be upgraded to " + g.to;
    return which + ", which this program neither knows nor can upgrade: the first is " + g.cases.first;
}

// ------------------------------------------------------------------------------------------------- the upgrades

// The cases of a community, page by page: all in memory first, then written.
class upgrading {
  public:
    upgrading(store& data, kernel const& rules, source& chance, std::string community)
        : db_(data.open()), rules_(rules), chance_(chance), community_(std::move(community)) {}

    // Throws std::runtime_error where one can't be.
    void try_all() {
        each_page([&](std::string const&, std::vector<stored_state> cases) {
            (void)entries_for(std::move(cases), head_now());
        });
    }

    void write_all(std::int64_t all, tells const& progress) {
        std::size_t done = 0, told = 0;
        each_page([&](std::string const& after, auto const&) { // read again, under the lock
            db_->lock(community_);
            done += write(after);
            if (done - told < cases_between_reports) return;
            told = done;
            progress(community_ + ": " + std::to_string(done) + " of " + counted(all) + " upgraded");
        });
        progress(community_ + ": " + counted(static_cast<std::int64_t>(done)) + " upgraded");
    }

  private:
    std::vector<stored_state> page(std::string const& after) {
        return db_->streams(community_, "case/", after, cases_at_once);
    }
    head head_now() { return db_->read(community_, {}).at; }
    // Or none that can be carried on, and `upgraded` says why.
    bool is_older(state const& a_case) const {
        auto const* flow = rules_.takes(a_case.workflow, a_case.name);
        return !flow || flow->name_with_version() != a_case.workflow;
    }

    // Those that have something to upgrade, without a lock: nobody who runs now makes such cases.
    template <class Do>
    void each_page(Do with) {
        for (std::string after;;) {
            auto cases = page(after);
            bool const is_last = cases.size() < cases_at_once;
            auto const next = cases.empty() ? "" : cases.back().stream;
            if (std::ranges::any_of(cases, [&](auto const& s) { return is_older(state_from(s)); }))
                with(after, std::move(cases));
            if (is_last) return;
            after = next;
        }
    }

    // One entry on each that is older, as any other entry is made: it carries its effects, and folds to them.
    write_batch entries_for(std::vector<stored_state> cases, head at) {
        world seen;
        seen.community = community_;
        std::vector<state> before;
        for (auto& stored : cases) {
            auto a_case = state_from(std::move(stored));
            if (!is_older(a_case)) continue;
            before.push_back(a_case);
            seen.put(std::move(a_case));
        }
        command nobodys;
        nobodys.community = community_;
        decision d(seen, std::move(nobodys), chance_, at);
        for (auto const& was : before) {
            // Nothing has happened in the case: what is registered next may be from the day of what last did.
            d.asked.effective = was.effective.value_or(date_in_oslo(was.recorded));
            d.record(rules_.upgraded(was), {.command = std::string(entry_name),
                                            .payload = json{{"workflow", was.workflow}},
                                            .capacity = {std::string(seat_name), {}},
                                            .actor = {},
                                            .cause = {}});
        }
        write_batch out{.community = community_, .expected = at, .after = d.at, .entries = d.take_entries()};
        for (auto const& was : before) {
            auto const& now = seen.at(was.stream);
            out.states.push_back(stored(now));
            add_new_pieces(out.pieces, was, now);
            out.cases.push_back(rules_.row(now));
        }
        return out;
    }

    // Under the lock; what waits for whom is derived anew afterwards, as its rules have become others.
    std::size_t write(std::string const& after) {
        auto cases = page(after);
        auto const upto = cases.empty() ? "" : id_in(cases.back().stream);
        auto batch = entries_for(std::move(cases), head_now());
        if (batch.entries.empty()) {
            db_->unlock(); // another has done it meanwhile
            return 0;
        }
        for (auto& row : db_->cases_upto(community_, after.empty() ? "" : id_in(after), upto))
            if (std::ranges::find(batch.cases, row.id, &case_row::id) != batch.cases.end())
                batch.cases_before.push_back(std::move(row));
        if (!db_->commit(batch)) throw store_contended("the community has moved under its lock");
        return batch.entries.size();
    }

    std::unique_ptr<store_session> db_;
    kernel const& rules_;
    source& chance_;
    std::string community_;
};

void upgrade_cases(store& data, kernel const& rules, source& chance, upgrade_plan const& plan,
                   tells const& progress) {
    std::map<std::string, std::int64_t> communities;
    for (auto const& g : plan.upgrades) communities[g.community] += g.cases.count;
    for (auto const& [community, all] : communities) upgrading(data, rules, chance, community).try_all();
    for (auto const& [community, all] : communities)
        upgrading(data, rules, chance, community).write_all(all, progress);
}

} // namespace

upgrade_plan plan_upgrade(store& data, kernel const& rules, std::vector<std::string> const& migrations) {
    upgrade_plan plan;
    auto const db = data.open();
    auto const applied = db->migrations_applied();
    plan.migrations = missing(applied, migrations, plan.newer);
    if (!applied.empty() && plan.newer.empty()) add_cases(plan, *db, rules);
    plan.derives_anew = derives_anew(data, rules);
    return plan;
}

std::vector<std::string> in_words(upgrade_plan const& plan) {
    std::vector<std::string> lines;
    std::string names;
    for (auto const& name : plan.migrations) names += (names.empty() ? "" : ", ") + name;
    lines.push_back("migrations to apply: " + (names.empty() ? "none" : names));
    lines.push_back(std::string("lists and tasks: ") + (plan.derives_anew ? "made anew" : "stay"));
    for (auto const& g : plan.upgrades) lines.push_back(in_words(g));
    for (auto const& g : plan.unknown) lines.push_back(in_words(g));
    if (!plan.newer.empty()) lines.push_back(plan.newer);
    return lines;
}

int bring_up(store& data, kernel const& rules, source& chance, upgrade_plan const& plan,
             tells const& progress) {
    if (!plan.newer.empty()) throw std::runtime_error(plan.newer);
    if (!plan.is_possible()) {
        std::string all;
        for (auto const& g : plan.unknown) all += (all.empty() ? "" : "\n") + in_words(g);
        throw std::runtime_error(all);
    }
    auto const applied = data.migrate();
    upgrade_cases(data, rules, chance, plan, progress);
    refresh_projections(data, rules, progress);
    return applied;
}

} // namespace saksgang
