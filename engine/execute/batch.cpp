#include "engine/execute/batch.hpp"

#include <algorithm>

#include "engine/execute/deciding.hpp"

namespace saksgang {
namespace {

inline constexpr int most_attempts = 5; // of a batch that the database itself breaks off

bool is_full(remembered const& m) {
    return std::max({m.states.all().size(), m.states.documents.size(), m.sessions.size()}) > most_remembered;
}
} // namespace

void remembered::forget() { *this = {}; }

batch_runner::batch_runner(store& s, kernel const& k, source& c)
    : store_(s), kernel_(k), source_(c), waits_(k) {}

store_session& batch_runner::session() {
    if (!session_) session_ = store_.open();
    return *session_;
}

std::vector<pending*> batch_runner::running::take_on() {
    std::vector<pending*> all;
    for (auto& p : from.arrived(largest_batch - batch.size()))
        all.push_back(&batch.emplace_back(std::move(p)));
    return all;
}

bool batch_runner::attempt(running& r, std::vector<pending*>& part, bool locked) {
    auto& db = session();
    auto& [community, way, from, batch] = r;
    auto& memory = way.memory;
    std::unique_lock deciding(way.deciding);
    std::unique_lock committing(way.committing, std::defer_lock);
    if (locked) committing.lock(); // alone, and under the lock of the head
    if (locked || way.remembers_since != way.lost || is_full(memory)) memory.forget();
    auto const rests_on = way.remembers_since = way.lost;
    if (locked) db.lock(community);
    try {
        deciding_batch d(kernel_, waits_, source_, community, memory);
        if (!d.take_on(db, part)) return false;
        while (!committing.owns_lock() && !committing.try_lock()) { // the batch before commits still
            auto more = r.take_on();
            if (more.empty()) {
                committing.lock();
                more = r.take_on();
            }
            part.insert(part.end(), more.begin(), more.end());
            if (!d.take_on(db, more)) return false;
        }
        if (way.lost != rests_on) return false;
        d.finish();
        deciding.unlock();
        from.make_room();
        bool const writes = !d.out.entries.empty(); // or all are refused, or repeated
        if (!d.holds(db) || (writes && !db.commit(d.out))) {
            ++way.lost;
            if (locked) db.unlock();
            return false;
        }
        if (locked && !writes) db.unlock();
        committing.unlock();
        // A repeated key's entries are read back, now that they are surely there.
        for (auto& a : d.answers)
            if (auto* yes = std::get_if<accepted>(&a); yes && yes->repeated && !yes->entries.empty())
                yes->entries = db.entries(community, yes->entries.front().position - 1, yes->entries.size());
        for (std::size_t i = 0; i < part.size(); ++i) part[i]->given = std::move(d.answers[i]);
        return true;
    } catch (store_unavailable const&) {
        ++way.lost; // or perhaps not: then what rests on it finds the head where it expects it
        throw;
    } catch (store_contended const&) {
        ++way.lost;
        throw;
    } catch (...) {
        ++way.lost;
        if (locked) db.unlock();
        throw;
    }
}

void batch_runner::settle(running& r, std::vector<pending*> part) {
    bool locked = false;
    auto const answer_all = [&](unavailable const& why) {
        for (auto* p : part) p->given = why;
    };
    for (int tries = 0; tries < most_attempts; ++tries) {
        try {
            if (attempt(r, part, locked)) return;
            locked = true; // it has lost once: with the lock first it can't lose again
            ++retried_;
        } catch (store_contended const&) {
            locked = true;
            ++retried_;
        } catch (store_unavailable const& error) {
            session_.reset();
            return answer_all({error.what()});
        } catch (std::exception const& error) {
            // Poison: forget what was decided, halve the batch, so that one command takes nobody else down.
            session_.reset();
            if (part.size() == 1) return answer_all({std::string("internal error: ") + error.what(), 60});
            auto const half = part.begin() + static_cast<std::ptrdiff_t>(part.size() / 2);
            settle(r, {part.begin(), half});
            settle(r, {half, part.end()});
            return;
        }
    }
    answer_all({"the database is contended"});
}

batch_runner::tally batch_runner::run(std::string const& community, lane& way, intake from) {
    running r{community, way, {from.arrived, [&, made = false]() mutable {
                                   if (!std::exchange(made, true)) from.make_room();
                               }}};
    auto const first = r.take_on();
    try {
        settle(r, first);
    } catch (std::exception const& error) { // opening a session failed
        session_.reset();
        for (auto& p : r.batch)
            if (auto* no = std::get_if<unavailable>(&p.given)) no->why = error.what();
    }
    r.from.make_room();
    tally all_told;
    for (auto& p : r.batch) {
        ++(std::holds_alternative<accepted>(p.given)  ? all_told.accepted
           : std::holds_alternative<refusal>(p.given) ? all_told.refused
                                                      : all_told.unavailable);
        p.done(std::move(p.given));
    }
    return all_told;
}

} // namespace saksgang
