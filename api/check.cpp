#include "api/check.hpp"

#include <map>

#include "engine/digest.hpp"
#include "engine/fund.hpp"
#include "engine/state.hpp"

namespace saksgang {
namespace {

inline constexpr std::size_t page = 500; // entries or streams read at a time

class checking {
  public:
    checking(store_session& s, kernel const& k, std::string community, check_report& r)
        : session_(s), kernel_(k), community_(std::move(community)), report_(r) {}

    void run(std::function<void(std::string const&)> const& progress) {
        fold_all(progress);
        compare_states();
        check_numbers();
        for (auto const& [stream, s] : folded_) {
            if (stream.starts_with("fund/")) check_ledger(s);
            if (stream.starts_with("case/")) check_case(s);
        }
    }

  private:
    void find(std::string what) { report_.findings.push_back(community_ + ": " + std::move(what)); }

    // In order of position: no gaps, each entry's bytes give its digest, follow on their stream, and time
    // never goes back.
    void fold_all(std::function<void(std::string const&)> const& progress) {
        std::int64_t position = 0;
        instant recorded;
        for (auto some = session_.entries(community_, 0, page); !some.empty();
             some = session_.entries(community_, position, page)) {
            for (auto const& stored : some) {
                if (stored.position != position + 1)
                    find("positions leap from " + std::to_string(position) + " to " +
                         std::to_string(stored.position));
                position = stored.position;
                ++report_.entries;
                fold(stored, recorded);
            }
            progress(community_ + ": " + std::to_string(position) + " entries");
        }
    }

    void fold(stored_entry const& stored, instant& recorded) {
        auto const name = "entry " + std::to_string(stored.position) + " (" + stored.stream + " " +
                          std::to_string(stored.seq) + ")";
        if (sha256(stored.bytes) != stored.hash) find(name + ": its bytes do not give its digest");
        try {
            auto const e = entry_from(stored.bytes);
            if (bytes_of(e) != stored.bytes) find(name + ": its bytes are not canonical");
            if (e.community != community_ || e.stream != stored.stream || e.seq != stored.seq ||
                e.position != stored.position)
                find(name + ": what it says of its place is not where it stands");
            if (e.recorded < recorded) find(name + ": recorded before the one before it");
            if (e.cause && *e.cause >= e.position) find(name + ": caused by something later");
            recorded = e.recorded;
            auto [place, fresh] = folded_.try_emplace(stored.stream, state{.stream = stored.stream});
            evolve(place->second, e, stored.hash);
        } catch (std::exception const& error) {
            find(name + ": " + error.what());
        }
    }

    void compare_states() {
        std::size_t seen = 0;
        std::string after;
        for (auto some = session_.streams(community_, "", after, page); !some.empty();
             some = session_.streams(community_, "", after, page))
            for (auto const& stored : some) {
                after = stored.stream;
                ++seen;
                auto const found = folded_.find(stored.stream);
                if (found == folded_.end())
                    find(stored.stream + ": a state without entries");
                else if (found->second.version != stored.version || found->second.hash != stored.hash ||
                         bytes_of(found->second) != stored.bytes)
                    find(stored.stream + ": the stored state is not what its entries amount to");
            }
        if (seen != folded_.size())
            find(std::to_string(folded_.size() - seen) + " streams have entries and no state");
        report_.streams += seen;
    }

    // Case numbers are gap-free in each year, and the register of numbers knows the last.
    void check_numbers() {
        std::map<std::string, std::int64_t> cases;
        for (auto const& [stream, s] : folded_)
            if (stream.starts_with("case/")) ++cases[stream.substr(5, 4)];
        for (auto const& [year, count] : cases) {
            for (std::int64_t n = 1; n <= count; ++n)
                if (!folded_.contains("case/" + year + "-" + std::to_string(n)))
                    find("case " + year + "-" + std::to_string(n) + " is missing");
            auto const numbers = folded_.find("numbers/" + year);
            if (numbers == folded_.end() || numbers->second.data->value("last", std::int64_t{0}) != count)
                find("the numbers of " + year + " do not add up");
        }
    }

    void check_ledger(state const& fund) {
        std::map<std::string, std::int64_t> sums;
        for (auto const& [account, amount] : fund.balances->items()) {
            sums[account.substr(0, 4)] += amount.get<std::int64_t>();
            auto const kind = account.substr(5, account.find(':', 5) - 5);
            if (amount < 0 && kind != "frame" && kind != "brought" && kind != "expected")
                find(fund.stream + ": " + account + " is below zero");
        }
        for (auto const& [year, sum] : sums)
            if (sum != 0) find(fund.stream + ": the books of " + year + " do not sum to zero");
    }

    void check_case(state const& a_case) {
        try {
            (void)kernel_.of(a_case);
        } catch (std::exception const& error) {
            find(a_case.stream + ": " + error.what());
        }
    }

    store_session& session_;
    kernel const& kernel_;
    std::string community_;
    check_report& report_;
    std::map<std::string, state> folded_;
};

} // namespace

check_report check_store(store_session& session, kernel const& kernel,
                         std::function<void(std::string const&)> const& progress) {
    check_report report;
    session.begin_snapshot();
    for (auto const& community : session.communities()) {
        ++report.communities;
        checking(session, kernel, community, report).run(progress);
    }
    session.end_snapshot();
    return report;
}

} // namespace saksgang
