// The server dies, twenty times in a row, while clients send: and the database under it dies. What was
// answered is there, what was not answered is told by its key, and nothing is half-done.
#include <atomic>
#include <fstream>
#include <mutex>
#include <optional>
#include <random>
#include <thread>

#include "tests/support/cluster.hpp"
#include "tests/support/crowd.hpp"
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

constexpr auto today = "2025-03-03";
constexpr int clients = 6;
constexpr unsigned seed = 20250303; // of the moments at which it is killed
constexpr auto fund = "krasj";

// The clients send new cases (two streams: the case and the year's numbers) and allocations to one fund (all
// on one stream); each can be told from all others in the history by its mark.
class load {
  public:
    explicit load(served& s) : s_(s) {
        s.now(today);
        s.does("koordinator", std::string("fund/") + fund, "open_fund",
               {{"name", {{"nb", fund}, {"nn", fund}, {"en", fund}}}, {"holder", "vestre-viken"}});
        basis_ = s.document("Tildeling", "okonom");
        sign_in();
    }
    // The same load at another server of the same database.
    load(served& s, load& beside) : s_(s), basis_(beside.basis_), count_(1'000'000) {
        s.now(today);
        sign_in();
    }
    // What the other's clients were told, and what they were not.
    void takes_from(load& other) {
        for (auto& a : std::exchange(other.acknowledged_, {})) acknowledged_.push_back(std::move(a));
        for (auto& u : std::exchange(other.unknown_, {})) unknown_.push_back(std::move(u));
        for (auto& x : std::exchange(other.strange_, {})) strange_.push_back(std::move(x));
    }

    // Sends until the connection is lost or it is told to stop. Whoever is answered 503 asks again with the same key.
    void run(int client, std::atomic<bool> const& stop) {
        auto c = s_.new_client();
        while (!stop) {
            auto const what = next(client);
            auto got = insists(s_, c, what);
            std::lock_guard const hold(mutex_);
            outages_seen_ += got.unavailable > 0;
            if (got.accepted()) {
                acknowledged_.push_back(std::move(got));
            } else if (got.status == 0) {
                unknown_.push_back(what);
                return;
            } else {
                strange_.push_back(std::to_string(got.status) + " " +
                                   got.raw); // nothing else has an explanation
                return;
            }
        }
    }

    // For a lot of clients in the background; ends when they have.
    std::jthread in_background(std::atomic<bool> const& stop) {
        return std::jthread([this, &stop] {
            try {
                crowd(clients, [&](int i) { run(i, stop); });
            } catch (std::exception const& e) { // judged with the rest
                std::lock_guard const hold(mutex_);
                strange_.emplace_back(e.what());
            }
        });
    }
    void wait_for_acknowledged(std::size_t more) {
        auto const enough = acknowledged() + more;
        auto const end = steady::now() + 30s;
        while (acknowledged() < enough && steady::now() < end) std::this_thread::sleep_for(1ms);
        REQUIRE(acknowledged() >= enough);
    }
    std::size_t acknowledged() const {
        std::lock_guard const hold(mutex_);
        return acknowledged_.size();
    }
    int outages_seen() const {
        std::lock_guard const hold(mutex_);
        return outages_seen_;
    }

    // After a crash, with a server that runs again.
    void everything_is_there(std::mt19937& chance) {
        CHECK_MESSAGE(strange_.empty(), strange_.size(), " answers like ",
                      strange_.empty() ? "" : strange_[0]);
        strange_.clear();
        history const before(s_.url());
        before.must_be_gapless();
        for (auto const& a : acknowledged_) before.must_have(a);

        // A retried key gives the entry that it made: the one that is there, or now a new one.
        auto const made = marks(before);
        auto c = s_.new_client();
        retried_ += unknown_.size();
        for (auto const& what : std::exchange(unknown_, {})) {
            auto got = insists(s_, c, what);
            CHECK_MESSAGE(got.accepted(), "retried: ", got.status, " ", got.raw);
            if (!got.accepted() || got.entries.empty()) continue;
            auto const found = made.find(mark_of(what));
            if (found != made.end()) {
                ++found_done_;
                CHECK(found->second.size() == 1);
                CHECK(got.first().position == found->second[0]);
            } else {
                CHECK(got.first().position > before.head());
            }
            acknowledged_.push_back(std::move(got));
        }
        for (int n = 0; n < 8; ++n) {
            auto const& known = acknowledged_[chance() % acknowledged_.size()];
            auto const again = insists(s_, c, known.what);
            CHECK_MESSAGE(again.accepted(), "retried: ", again.status, " ", again.raw);
            CHECK_MESSAGE(again.entries == known.entries, again.raw);
        }
        each_once();
    }

    std::string summary() const {
        return std::to_string(acknowledged_.size()) + " commands acknowledged, " + std::to_string(retried_) +
               " with unknown outcome retried, of which " + std::to_string(found_done_) + " had been done; " +
               std::to_string(outages_seen_) + " sent again after a 503";
    }

  private:
    // Sessions outlive the server: once is enough.
    void sign_in() {
        for (auto const* user : {"koordinator", "okonom"}) (void)s_.sign_in(user);
    }
    sending next(int client) {
        auto const n = ++count_;
        auto const key = "k" + std::to_string(n);
        auto const more = n % 3 ? briefly : header_map{};
        if ((n + client) % 2)
            return {
                "koordinator",
                "/cases",
                key,
                {{"workflow", "grant_scheme"}, {"payload", {{"title", key}, {"fund", fund}, {"year", 2025}}}},
                more};
        return {"okonom",
                served::address(std::string("fund/") + fund, "allocate"),
                key,
                {{"year", 2025}, {"amount", n}, {"basis", basis_}},
                more}; // no other allocation is of n øre
    }
    static std::string mark_of(sending const& what) { return what.key; }
    static std::map<std::string, std::vector<std::int64_t>> marks(history const& h) {
        std::map<std::string, std::vector<std::int64_t>> all;
        for (auto const& [stored, entry] : h.items()) {
            if (entry["command"] == "propose_scheme" && entry["payload"]["fund"] == fund)
                all[entry["payload"]["title"]].push_back(stored.position);
            if (stored.stream == std::string("fund/") + fund && entry["command"] == "allocate")
                all["k" + std::to_string(entry["payload"]["amount"].get<int>())].push_back(stored.position);
        }
        return all;
    }
    // All that was sent has an answer by now: each is in the history once, and nothing else is, and the books agree.
    void each_once() const {
        history const h(s_.url());
        must_be_there_once(h, acknowledged_);
        auto const made = marks(h);
        std::int64_t allocated = 0;
        for (auto const& a : acknowledged_) {
            auto const found = made.find(mark_of(a.what));
            if (found == made.end() || found->second != std::vector{a.first().position})
                FAIL_CHECK(mark_of(a.what) << " is not there exactly once");
            allocated += a.what.body.value("amount", 0);
        }
        CHECK(made.size() == acknowledged_.size());
        CHECK(year_of(s_, 2025, fund).value("allocated", std::int64_t{0}) == allocated);
    }

    served& s_;
    json basis_;
    std::atomic<int> count_ = 0;
    mutable std::mutex mutex_;
    std::vector<sent> acknowledged_;
    std::vector<sending> unknown_;
    std::vector<std::string> strange_;
    int outages_seen_ = 0;
    std::size_t retried_ = 0, found_done_ = 0;
};

// That it refuses to serve is its exit code and what it says; null where it served.
std::optional<std::string> refusal_to_serve(std::string const& url) {
    temporary_folder const place;
    process p({program().string(), "serve", "--database", url, "--port", "0"}, place.path / "out");
    auto const end = steady::now() + 30s;
    while (p.running() && steady::now() < end)
        if (contents(place.path / "out").find("ready: ") != std::string::npos) return {};
    CHECK(p.wait(0ms).value_or(0) == 1);
    return contents(place.path / "out");
}

// Clients in the background, who have ended when it goes, whatever happens meanwhile.
class busy {
  public:
    explicit busy(load& work) : clients_(work.in_background(stop_)) {}
    ~busy() { stop_ = true; }
    busy(busy const&) = delete;

  private:
    std::atomic<bool> stop_ = false;
    std::jthread clients_;
};

void some_load(load& work, std::size_t at_least, std::mt19937& chance) {
    work.wait_for_acknowledged(at_least);
    std::this_thread::sleep_for(std::chrono::milliseconds(50 + chance() % 250));
}

// PostgreSQL dies and comes back, so many times, while the server stays.
void kill_postgresql(own_postgresql& under, served& s, load& work, int rounds) {
    std::mt19937 chance(seed);
    constexpr auto longest_recovery = 5s;
    constexpr int asked_again =
        8; // more than there are threads that answer: each has found a session that works
    std::chrono::duration<double> longest{};
    for (int round = 0; round < rounds; ++round) {
        INFO("round ", round);
        auto const outages = work.outages_seen();
        {
            busy const clients_at_work(work);
            some_load(work, 20, chance);
            under.kill();
            CHECK(s.get("", "//health/live").status == 200);
            CHECK(s.get("", "//health/ready").status == 503);
            auto const read = s.get("koordinator", "/funds/" + std::string(fund));
            CHECK_MESSAGE(read.status == 503, read.raw);
            CHECK(read.headers.contains("retry-after"));
            auto const command =
                s.send("koordinator", std::string("fund/") + fund, "open_fund",
                       {{"name", {{"nb", "x"}, {"nn", "x"}, {"en", "x"}}}, {"holder", "vestre-viken"}});
            CHECK_MESSAGE(command.status == 503, command.raw);
            CHECK(command.headers.contains("retry-after"));
            under.restart();
            auto const back = steady::now();
            work.wait_for_acknowledged(20);
            longest = std::max(longest, std::chrono::duration<double>(steady::now() - back));
            CHECK(longest < longest_recovery);
            int ready = 0, asked = 0;
            while (ready == 0 && steady::now() - back < longest_recovery)
                ready = s.get("", "//health/ready").status == 200;
            for (; ready && asked < asked_again; ++asked) ready = s.get("", "//health/ready").status == 200;
            CHECK_MESSAGE(ready, "commands are accepted again, and /health/ready says 503; asked ", asked,
                          " times since it said 200");
            for (int n = 0; n < asked_again; ++n)
                CHECK(s.get("koordinator", "/funds/" + std::string(fund)).status == 200);
        }
        CHECK(work.outages_seen() > outages); // clients have met it
        CHECK(s.running());
        s.check();
        work.everything_is_there(chance);
    }
    MESSAGE(rounds << " rounds: " << work.summary() << "; commands accepted within " << longest.count()
                   << " s");
}

} // namespace

ON_BOTH_SERVED("crash: the server is killed twenty times under load") {
    constexpr int rounds = 20;
    std::mt19937 chance(seed);
    served s(where::kind());
    load work(s);
    for (int round = 0; round < rounds; ++round) {
        INFO("round ", round);
        {
            busy const clients_at_work(work); // each ends when it loses its connection
            some_load(work, 1, chance);
            s.kill_hard();
        }
        if (round % 2) s.check(); // as the crash left it; else while the next server has it
        s.start_again();
        if (round % 2 == 0) s.check();
        work.everything_is_there(chance);
    }
    MESSAGE(rounds << " rounds: " << work.summary());
    s.ends_well();
}

TEST_CASE(
    "crash: one of two servers on one PostgreSQL is killed, and the other one's clients do not notice") {
    std::mt19937 chance(seed);
    served stays(on_postgresql()), dies(database{stays.url()});
    load work(stays), of_the_other(dies, work);
    for (int round = 0; round < 6; ++round) {
        INFO("round ", round);
        {
            busy const undisturbed(work), cut_off(of_the_other);
            some_load(of_the_other, 20, chance);
            dies.kill_hard();
            work.wait_for_acknowledged(200); // no lock of the dead one's is in the way
        }
        CHECK(work.outages_seen() == 0);
        work.takes_from(of_the_other);
        stays.check();
        work.everything_is_there(chance);
        dies.start_again();
    }
    MESSAGE(work.summary());
    dies.stop();
    stays.ends_well();
}

TEST_CASE("crash: PostgreSQL is killed under the server, which comes back by itself") {
    own_postgresql under;
    migrate_and_load(under.url());
    served s({under.url()});
    load work(s);
    kill_postgresql(under, s, work, 5);
    s.ends_well();
}

TEST_CASE("crash: what is not durable is not served") {
    own_postgresql under;
    migrate_and_load(under.url());
    for (auto const* setting : {"fsync", "full_page_writes"}) {
        under.sql(std::string("alter system set ") + setting + " = off");
        under.restart();
        auto const no = refusal_to_serve(under.url());
        REQUIRE_MESSAGE(no, setting, " is off, and it serves");
        CHECK_MESSAGE(no->find("not durable") != std::string::npos, *no);
        CHECK_MESSAGE(no->find(setting) != std::string::npos, *no);
        under.sql(std::string("alter system reset ") + setting);
        under.restart();
    }
    // A commit that does not wait would be lost with PostgreSQL: the server asks for one that does, whatever
    // the database says.
    under.sql("alter database saksgang set synchronous_commit = off");
    served s({under.url()});
    load work(s);
    kill_postgresql(under, s, work, 3);
    s.ends_well();
}

TEST_CASE("crash: SQLite is served in write-ahead mode, whatever it was before") {
    served s(on_sqlite());
    auto const file = s.folder() / "saksgang.db";
    s.stop();
    auto const mode = [&] {
        return static_cast<int>(contents(file).at(18));
    }; // 2: WAL; the file format says so
    CHECK(mode() == 2);
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(18).write("\1\1", 2);
    CHECK(mode() == 1);
    s.start_again();
    CHECK(mode() == 2);
    s.ends_well();
}

} // namespace saksgang::test
