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

std::optional<std::vector<answer>> batch_runner::attempt(std::string const& community,
                                                         std::vector<pending const*> const& batch,
                                                         bool locked, lane& way,
                                                         std::function<void()> const& decided) {
    auto& db = session();
    auto& memory = way.memory;
    std::unique_lock deciding(way.deciding);
    std::unique_lock committing(way.committing, std::defer_lock);
    if (locked) committing.lock(); // alone, and under the lock of the head
    if (locked || way.remembers_since != way.lost || is_full(memory)) memory.forget();
    auto const rests_on = way.remembers_since = way.lost;
    if (locked) db.lock(community);
    try {
        deciding_batch d(kernel_, waits_, source_, community, memory);
        if (!d.read(db, batch)) return std::nullopt;
        auto answers = d.decide();
        d.remember();
        if (!locked) {
            committing.lock(); // the batch before has committed, or is lost
            if (way.lost != rests_on) return std::nullopt;
        }
        deciding.unlock();
        decided();
        bool const writes = !d.out.entries.empty(); // or all are refused, or repeated
        if (!d.holds(db) || (writes && !db.commit(d.out))) {
            ++way.lost;
            if (locked) db.unlock();
            return std::nullopt;
        }
        if (locked && !writes) db.unlock();
        committing.unlock();
        // A repeated key's entries are read back, now that they are surely there.
        for (auto& a : answers)
            if (auto* yes = std::get_if<accepted>(&a); yes && yes->repeated && !yes->entries.empty())
                yes->entries = db.entries(community, yes->entries.front().position - 1, yes->entries.size());
        return answers;
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

void batch_runner::settle(std::string const& community, part_of_batch part, lane& way,
                          std::function<void()> const& decided) {
    bool locked = false;
    auto const answer_all = [&](unavailable const& why) {
        for (auto* a : part.answers) *a = why;
    };
    for (int tries = 0; tries < most_attempts; ++tries) {
        try {
            if (auto settled = attempt(community, part.commands, locked, way, decided)) {
                for (std::size_t i = 0; i < part.answers.size(); ++i)
                    *part.answers[i] = std::move((*settled)[i]);
                return;
            }
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
            if (part.commands.size() == 1)
                return answer_all({std::string("internal error: ") + error.what(), 60});
            auto const half = part.commands.size() / 2;
            auto const halved = [&](auto const& all, std::size_t from, std::size_t to) {
                return std::remove_cvref_t<decltype(all)>(all.begin() + static_cast<std::ptrdiff_t>(from),
                                                          all.begin() + static_cast<std::ptrdiff_t>(to));
            };
            auto const end = part.commands.size();
            settle(community, {halved(part.commands, 0, half), halved(part.answers, 0, half)}, way, decided);
            settle(community, {halved(part.commands, half, end), halved(part.answers, half, end)}, way,
                   decided);
            return;
        }
    }
    answer_all({"the database is contended"});
}

batch_runner::tally batch_runner::run(std::string const& community, std::vector<pending>& batch, lane& way,
                                      std::function<void()> const& decided) {
    bool told = false;
    auto const decided_once = [&] {
        if (!std::exchange(told, true)) decided();
    };
    std::vector<answer> answers(batch.size(), unavailable{"not reached"});
    part_of_batch all;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        all.commands.push_back(&batch[i]);
        all.answers.push_back(&answers[i]);
    }
    try {
        settle(community, std::move(all), way, decided_once);
    } catch (std::exception const& error) { // opening a session failed
        session_.reset();
        for (auto& a : answers)
            if (auto* no = std::get_if<unavailable>(&a)) no->why = error.what();
    }
    decided_once();
    tally all_told;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        ++(std::holds_alternative<accepted>(answers[i])  ? all_told.accepted
           : std::holds_alternative<refusal>(answers[i]) ? all_told.refused
                                                         : all_told.unavailable);
        batch[i].done(std::move(answers[i]));
    }
    return all_told;
}

} // namespace saksgang
