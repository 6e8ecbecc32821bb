#include "engine/execute/batch.hpp"

#include <algorithm>

namespace saksgang {
namespace {

inline constexpr int most_attempts = 5; // of a batch that the database itself breaks off

constexpr rule_text key_reused{
    "key_reused",
    {"Denne nøkkelen er brukt til noe annet.", "Denne nøkkelen er brukt til noko anna.",
     "This key was used for something else."},
    {},
    refusal_kind::key_reused};
constexpr rule_text no_such_community{
    "not_found",
    {"Fellesskapet finnes ikke.", "Fellesskapet finst ikkje.", "There is no such community."},
    {},
    refusal_kind::not_found};

// Decides one batch in memory.
class deciding_batch {
  public:
    deciding_batch(kernel const& k, what_waits const& waits, source& s, std::string const& community,
                   remembered& m)
        : kernel_(k), waits_(waits), source_(s), memory_(m) {
        world_.community = out.community = community;
    }

    write_batch out;

    // Reads what is not remembered. False: between two steps the community has moved, and what they make
    // together was never so.
    bool read(store_session& session, std::vector<pending const*> const& batch) {
        world_.read_at = source_.now();
        commands_.reserve(batch.size());
        for (auto const* p : batch) commands_.push_back(p->command);
        auto first = first_step();
        auto missing = not_remembered(first);
        found f;
        if (!missing.streams.empty() || !missing.sessions.empty() || !missing.documents.empty()) {
            f = session.read(out.community, missing);
            if (!memory_.stands_at(f.at)) { // another server has committed
                bool const some_was_left_out = !memory_.states.all().empty();
                memory_.forget();
                if (some_was_left_out) f = session.read(out.community, missing = first = first_step());
                memory_.before = memory_.at = f.at;
            }
            keys_looked_up_ = true;
            looked_up_ = first.keys;
        }
        out.expected = head_ = memory_.at;
        take(std::move(f), first);
        resolve_sessions();
        auto const second = second_step();
        if (auto const rest = not_remembered(second); !rest.streams.empty() || !rest.keys.empty()) {
            auto more = session.read(out.community, rest);
            if (!memory_.stands_at(more.at)) return false;
            take(std::move(more), second);
        } else {
            take({}, second);
        }
        return true;
    }

    // What no commit finds out: whether a refusal rests on what is so, and was not of a key that is used already.
    bool holds(store_session& session) const {
        bool const writes = !out.entries.empty();
        if (writes && keys_refused_.empty()) return true;
        auto const now = session.read(out.community, {.keys = keys_refused_, .sessions = out.sessions});
        return now.keys.empty() &&
               (writes || (now.at == out.expected && now.sessions.size() == out.sessions.size()));
    }

    std::vector<answer> decide() {
        std::vector<answer> answers;
        for (auto& c : commands_) answers.push_back(decide_one(c));
        out.after = head_;
        for (auto const& stream : changed_) {
            auto const& s = world_.at(stream);
            out.states.push_back({stream, s.version, s.hash, bytes_of(s)});
            auto const before = memory_.states.knows(stream) ? memory_.states.at(stream) : state{};
            add_changes(out, waits_.of(before), waits_.of(s));
            if (is_case(stream)) add_row(before, s);
        }
        return answers;
    }

    // What is stored when this has committed.
    void remember() {
        if (out.entries.empty()) return;
        for (auto const& stream : changed_) memory_.states.put(world_.at(stream));
        memory_.before = out.expected;
        memory_.at = out.after;
    }

  private:
    void add_row(state const& before, state const& after) {
        auto row = kernel_.row(after);
        if (before.exists()) {
            auto was = kernel_.row(before);
            if (row == was) return;
            out.cases_before.push_back(std::move(was));
        }
        out.cases.push_back(std::move(row));
    }

    wanted first_step() {
        wanted w;
        foreseen_.clear();
        for (auto const& c : commands_) {
            auto named = kernel_.reads(c);
            w.streams.merge(named.streams);
            w.documents.merge(named.documents);
            w.sessions.merge(named.sessions);
            foreseen_.push_back(memory_.states.knows("organisation") &&
                                (c.stream == new_case || memory_.states.knows(c.stream)));
            if (foreseen_.back()) w.streams.merge(named_by_states(c, memory_.states));
            auto const known = memory_.sessions.find(c.session);
            auto const& account = known == memory_.sessions.end() ? c.account : known->second.account;
            if (!c.key.empty() && !account.empty()) w.keys.emplace(account, c.key);
        }
        return w;
    }
    // What the states that a command names name in turn; where they are remembered, it is read together with them.
    std::set<std::string> named_by_states(command const& c, world& states) const {
        states.read_at = world_.read_at;
        return kernel_.reads(c, states);
    }
    wanted second_step() {
        wanted w;
        for (std::size_t i = 0; i < commands_.size(); ++i) {
            auto const& c = commands_[i];
            if (!foreseen_[i])
                for (auto& stream : named_by_states(c, world_))
                    if (!world_.knows(stream)) w.streams.insert(stream);
            // A new key is the rule; where nothing has to be read, the commit finds out.
            if (keys_looked_up_ && !c.key.empty() && looked_up_.emplace(c.account, c.key).second)
                w.keys.emplace(c.account, c.key);
        }
        return w;
    }
    wanted not_remembered(wanted w) const {
        std::erase_if(w.streams, [&](auto const& stream) { return memory_.states.knows(stream); });
        std::erase_if(w.sessions, [&](auto const& token) { return memory_.sessions.contains(token); });
        std::erase_if(w.documents,
                      [&](auto const& digest) { return memory_.states.documents.contains(digest); });
        return w;
    }

    void take(found f, wanted const& w) {
        for (auto& [stream, s] : f.states)
            memory_.states.put(state_from(stream, s.version, std::move(s.hash), s.bytes));
        for (auto const& stream : w.streams) world_.lend(memory_.states.at(stream));
        for (auto& k : f.keys) keys_[{k.account, k.key}] = std::move(k);
        for (auto& s : f.sessions) memory_.sessions[s.token] = std::move(s);
        memory_.states.documents.merge(f.documents);
        for (auto const& digest : w.documents)
            if (memory_.states.documents.contains(digest)) world_.documents.insert(digest);
    }

    void resolve_sessions() {
        for (auto& c : commands_) {
            if (c.session.empty()) continue;
            auto const found = memory_.sessions.find(c.session);
            if (found == memory_.sessions.end() || found->second.expires <= world_.read_at ||
                !is_enabled(found->second.account))
                continue;
            c.account = found->second.account;
            c.person = found->second.person;
            out.sessions.insert(c.session);
        }
    }

    // A closed account's sessions are worth nothing, from the moment the entry that closed it is there.
    bool is_enabled(std::string const& account) const {
        auto const& accounts = *world_.at("accounts").data;
        auto const found = accounts.find("account/" + account);
        return found != accounts.end() && found->value("enabled", false);
    }

    answer decide_one(command& c) {
        if (!world_.at("organisation").exists() && c.name != "found_community") return no_such_community();
        if (!c.session.empty() && c.person.empty()) return not_signed_in();
        if (!c.key.empty())
            if (auto const used = keys_.find({c.account, c.key}); used != keys_.end()) {
                if (used->second.request != c.request) return key_reused();
                accepted again{.stream = used->second.stream, .repeated = true};
                for (auto p = used->second.first_position; p <= used->second.last_position; ++p)
                    again.entries.push_back({.position = p});
                return again;
            }
        auto const account = c.account, key = c.key, request = c.request;
        auto result = kernel_.decide(world_, std::move(c), source_, head_);
        if (auto* no = std::get_if<refusal>(&result)) {
            if (!key.empty() && !looked_up_.contains({account, key})) keys_refused_.emplace(account, key);
            return std::move(*no);
        }
        auto& d = std::get<decision>(result);
        head_ = d.at;
        accepted yes{.entries = d.take_entries()};
        yes.stream = yes.entries.front().stream;
        for (auto const& e : yes.entries) changed_.insert(e.stream);
        out.entries.insert(out.entries.end(), yes.entries.begin(), yes.entries.end());
        out.linked_documents.insert(d.linked_documents().begin(), d.linked_documents().end());
        out.erased_documents.insert(d.erased_documents.begin(), d.erased_documents.end());
        out.personal.insert(out.personal.end(), d.personal.begin(), d.personal.end());
        if (!key.empty()) {
            used_key k{
                account, key, request, yes.stream, yes.entries.front().position, yes.entries.back().position};
            out.keys.push_back(k);
            keys_[{account, key}] = std::move(k);
        }
        return yes;
    }

    kernel const& kernel_;
    what_waits const& waits_;
    source& source_;
    remembered& memory_;
    world world_;
    head head_;
    std::vector<command> commands_;
    std::vector<bool> foreseen_;    // of each command: all that it reads has been read in the first step
    std::set<std::string> changed_; // streams
    bool keys_looked_up_ = false;   // because something had to be read; else new ones are taken to be new
    std::set<std::pair<std::string, std::string>> looked_up_,
        keys_refused_; // keys; of refused commands, unread
    std::map<std::pair<std::string, std::string>, used_key> keys_;
};

} // namespace

void remembered::forget() { *this = {}; }

namespace {
bool is_full(remembered const& m) {
    return std::max({m.states.all().size(), m.states.documents.size(), m.sessions.size()}) > most_remembered;
}
} // namespace

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
