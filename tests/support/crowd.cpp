#include "tests/support/crowd.hpp"

#include <barrier>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "storage/storage.hpp"

namespace saksgang::test {

void crowd(int size, std::function<void(int)> const& work) {
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

sent sends(served& s, client& c, sending what) {
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

sent insists(served& s, client& c, sending const& what) {
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

// ---------------------------------------------------------------------------------------------- the history

history::history(std::string const& url) {
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

history::item const* history::at(std::int64_t position) const {
    return position >= 1 && position <= head() ? &items_[static_cast<std::size_t>(position) - 1] : nullptr;
}

void history::must_be_gapless() const {
    std::map<std::string, std::int64_t> seq;
    std::int64_t position = 0;
    for (auto const& [stored, entry] : items_) {
        auto const expected = std::pair{++position, ++seq[stored.stream]};
        if (std::pair{stored.position, stored.seq} != expected)
            FAIL_CHECK("a gap before position " << stored.position << ", " << stored.stream << " "
                                                << stored.seq);
    }
}

void history::must_have(sent const& s) const {
    if (s.entries.empty()) FAIL_CHECK(s.what.path << " was accepted without an entry: " << s.raw);
    for (auto const& r : s.entries) {
        auto const* found = at(r.position);
        if (!found)
            FAIL_CHECK("lost: " << s.what.path << " " << s.what.key << " was acknowledged at " << r.position);
        else if (found->stored.hash != r.hash)
            FAIL_CHECK("altered: " << s.what.path << " " << s.what.key << " at " << r.position);
    }
}

std::map<std::string, std::vector<std::int64_t>> history::by_mark(
    std::string const& command, std::function<std::string(json const&)> const& mark) const {
    std::map<std::string, std::vector<std::int64_t>> found;
    for (auto const& [stored, entry] : items_)
        if (entry.at("command") == command) found[mark(entry.at("payload"))].push_back(stored.position);
    return found;
}

std::vector<history::item const*> history::caused_by(std::int64_t position) const {
    std::vector<item const*> found;
    for (auto const& i : items_)
        if (i.entry.contains("cause") && i.entry["cause"] == position) found.push_back(&i);
    return found;
}

void must_be_there_once(history const& h, std::vector<sent> const& accepted) {
    std::map<std::int64_t, std::string> claimed;
    for (auto const& s : accepted) {
        h.must_have(s);
        for (auto const& r : s.entries)
            if (auto const [place, fresh] = claimed.emplace(r.position, s.what.key); !fresh)
                FAIL_CHECK(s.what.key << " and " << place->second << " both say they made " << r.position);
    }
}

} // namespace saksgang::test
