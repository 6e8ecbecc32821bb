// Many clients at once against served programs, and what must be true of their answers afterwards.
//
//   crowd(16, [&](int i) { ... });          // 16 threads, let go at the same moment; the first exception
//   comes out auto done = insists(s, c, {...});       // a command with a key of its own, again after each
//   503 history h(s.url());                     // every entry, read past the API h.must_have(done); //
//   acknowledged: there, under its position, with its hash
//
// doctest's REQUIRE must not leave a thread, so the threads only collect, and the test judges when they have
// ended.
#pragma once

#include <barrier>
#include <functional>
#include <random>
#include <set>

#include "engine/ports.hpp"
#include "storage/storage.hpp"
#include "tests/support/served.hpp"

namespace saksgang::test {

using steady = std::chrono::steady_clock;

inline void crowd(int size, std::function<void(int)> const& work) {
    std::barrier together(size);
    std::mutex mutex;
    std::exception_ptr failed;
    std::vector<std::jthread> threads;
    for (int i = 0; i < size; ++i)
        threads.emplace_back([&, i] {
            together.arrive_and_wait();
            try {
                work(i);
            } catch (...) {
                std::lock_guard const hold(mutex);
                if (!failed) failed = std::current_exception();
            }
        });
    threads.clear(); // joins
    if (failed) std::rethrow_exception(failed);
}

// ------------------------------------------------------------------------------------------ one sent command

struct receipt {
    std::int64_t position = 0;
    std::string hash;
    auto operator<=>(receipt const&) const = default;
};

// A command as it is sent, and sent again: user, address and body never change under one key.
struct sending {
    std::string user, path, key;
    json body;
    header_map more = {};
};

struct sent {
    sending what;
    int status = 0; // 0: no answer, so nobody knows
    std::string code, raw;
    std::vector<receipt> entries; // that it made
    int unavailable = 0;          // 503s before this answer
    steady::time_point begun, answered;

    bool accepted() const { return status == 200 || status == 201; }
    receipt const& first() const { return entries.at(0); }
};

inline sent sends(served& s, client& c, sending what) {
    sent out{.what = std::move(what)};
    auto headers = out.what.more;
    if (!out.what.key.empty()) headers["Idempotency-Key"] = out.what.key;
    out.begun = steady::now();
    auto const got = s.call(c, out.what.user, "POST", out.what.path, out.what.body.dump(), headers);
    out.answered = steady::now();
    out.status = got.status;
    out.code = got.code();
    out.raw = got.raw;
    if (out.accepted() && got.body.contains("entries"))
        for (auto const& e : got.body["entries"]) out.entries.push_back({e["position"], e["hash"]});
    return out;
}

inline constexpr auto longest_outage = 30s;
inline constexpr auto pause_when_unavailable = 10ms;

// Sends it until the answer is another than 503; bounded, and then the 503 is the answer.
inline sent insists(served& s, client& c, sending const& what) {
    auto const begun = steady::now();
    for (int unavailable = 0;; ++unavailable) {
        auto out = sends(s, c, what);
        if (out.status != 503 || steady::now() - begun > longest_outage) {
            out.begun = begun;
            out.unavailable = unavailable;
            return out;
        }
        std::this_thread::sleep_for(pause_when_unavailable); // what Retry-After asks, shortened
    }
}

inline header_map const briefly{{"Prefer", "return=minimal"}};

// ------------------------------------------------------------------------------------------------ the
// history

// All entries of the community, as the store has them, in order of position.
class history {
  public:
    struct item {
        stored_entry stored;
        json entry;
    };

    explicit history(std::string const& url) {
        auto const data = open_store(url);
        auto const session = data->open();
        session->begin_snapshot();
        for (std::int64_t after = 0;;) {
            auto page = session->entries(served::community, after, 1000);
            if (page.empty()) break;
            after = page.back().position;
            for (auto& e : page) {
                auto parsed = json::parse(e.bytes);
                items_.push_back({std::move(e), std::move(parsed)});
            }
        }
        session->end_snapshot();
    }

    std::vector<item> const& items() const { return items_; }
    std::int64_t head() const { return static_cast<std::int64_t>(items_.size()); }
    item const* at(std::int64_t position) const {
        return position >= 1 && position <= head() ? &items_[static_cast<std::size_t>(position) - 1]
                                                   : nullptr;
    }

    // Positions are 1, 2, 3, ... and so are each stream's.
    void must_be_gapless() const {
        std::map<std::string, std::int64_t> seq;
        std::int64_t position = 0;
        for (auto const& [stored, entry] : items_) {
            auto const expected = std::pair{++position, ++seq[stored.stream]};
            if (std::pair{stored.position, stored.seq} != expected)
                FAIL_CHECK("a gap before position " << stored.position << ", " << stored.stream << " "
                                                    << stored.seq);
        }
    }
    // What the answer said is what is there.
    void must_have(sent const& s) const {
        if (s.entries.empty()) FAIL_CHECK(s.what.path << " was accepted without an entry: " << s.raw);
        for (auto const& r : s.entries) {
            auto const* found = at(r.position);
            if (!found)
                FAIL_CHECK("lost: " << s.what.path << " " << s.what.key << " was acknowledged at "
                                    << r.position);
            else if (found->stored.hash != r.hash)
                FAIL_CHECK("altered: " << s.what.path << " " << s.what.key << " at " << r.position);
        }
    }
    // Positions of the entries of that command, by what `mark` finds in their payload.
    std::map<std::string, std::vector<std::int64_t>> by_mark(
        std::string const& command, std::function<std::string(json const&)> const& mark) const {
        std::map<std::string, std::vector<std::int64_t>> found;
        for (auto const& [stored, entry] : items_)
            if (entry.at("command") == command) found[mark(entry.at("payload"))].push_back(stored.position);
        return found;
    }
    // Positions of the entries that this one caused.
    std::vector<item const*> caused_by(std::int64_t position) const {
        std::vector<item const*> found;
        for (auto const& i : items_)
            if (i.entry.contains("cause") && i.entry["cause"] == position) found.push_back(&i);
        return found;
    }

  private:
    std::vector<item> items_;
};

// No two acknowledged commands may claim the same entry: each is in the history once, and it alone.
inline void must_be_there_once(history const& h, std::vector<sent> const& accepted) {
    std::map<std::int64_t, std::string> claimed;
    for (auto const& s : accepted) {
        h.must_have(s);
        for (auto const& r : s.entries)
            if (auto const [place, fresh] = claimed.emplace(r.position, s.what.key); !fresh)
                FAIL_CHECK(s.what.key << " and " << place->second << " both say they made " << r.position);
    }
}

// ---------------------------------------------------------------------------------- a PostgreSQL of one's
// own

// That may be killed, restarted and set wrong. `at` is the address of a database in it.
class own_postgresql {
  public:
    own_postgresql() { url_ = script("start"); }
    ~own_postgresql() {
        try {
            script("stop");
        } catch (std::exception const& e) {
            std::fprintf(stderr, "%s\n", e.what());
        }
    }
    own_postgresql(own_postgresql const&) = delete;

    std::string const& url() const { return url_; }
    void kill() { script("kill"); }
    void restart() { script("restart"); }
    void sql(std::string const& statement) {
        process psql({"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", url_, "-c", statement},
                     place_.path / "psql.log");
        if (psql.wait(60s) != 0)
            throw std::runtime_error(statement + "\n" + contents(place_.path / "psql.log"));
    }

  private:
    std::string script(std::string const& action) {
        auto const out = place_.path / ("out-" + std::to_string(++runs_));
        process p({(source_folder() / "tests/support/postgres").string(), action, data_.path.string()}, out);
        if (p.wait(120s) != 0) throw std::runtime_error("postgres " + action + ": " + contents(out));
        auto printed = contents(out);
        printed.erase(printed.find_last_not_of('\n') + 1);
        return printed;
    }
    temporary_folder place_, data_; // the cluster's own belongs to another user
    std::string url_;
    int runs_ = 0;
};

} // namespace saksgang::test
