#include "engine/batch.hpp"

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
constexpr rule_text session_ended{
    "not_signed_in",
    {"Du er ikke logget inn.", "Du er ikkje logga inn.", "You are not signed in."},
    {},
    refusal_kind::not_signed_in};
constexpr rule_text no_such_community{
    "not_found",
    {"Fellesskapet finnes ikke.", "Fellesskapet finst ikkje.", "There is no such community."},
    {},
    refusal_kind::not_found};

// Decides one batch in memory.
class deciding {
  public:
    deciding(kernel const& k, source& s, std::string const& community, decoded_states& decoded)
        : kernel_(k), source_(s), decoded_(decoded) {
        world_.community = out.community = community;
    }
    ~deciding() { decoded_.keep(world_); }

    write_batch out;
    bool moved = false; // the two steps of reading saw two moments: what they make together was never so

    void read(store_session& session, std::vector<pending const*> const& batch) {
        wanted first;
        commands_.reserve(batch.size());
        for (auto const* p : batch) {
            commands_.push_back(p->command);
            auto w = kernel_.reads(p->command);
            first.streams.merge(w.streams);
            first.documents.merge(w.documents);
            first.sessions.merge(w.sessions);
        }
        world_.read_at = source_.now();
        take(session.read(out.community, first), true);
        resolve_sessions();
        // Second step: what the states name. Keys too, now that the accounts are known.
        wanted second;
        for (auto& c : commands_) {
            for (auto& stream : kernel_.reads(c, world_))
                if (!world_.knows(stream)) second.streams.insert(stream);
            if (!c.key.empty()) second.keys.emplace(c.account, c.key);
        }
        if (!second.streams.empty() || !second.keys.empty()) take(session.read(out.community, second), false);
        out.expected = head_;
    }

    std::vector<answer> decide() {
        std::vector<answer> answers;
        for (auto& c : commands_) answers.push_back(decide_one(c));
        out.after = head_;
        for (auto const& [stream, version] : read_) out.read.emplace_back(stream, version);
        for (auto const& [stream, position] : changed_) {
            auto const& s = world_.at(stream);
            if (!read_.contains(stream)) out.read.emplace_back(stream, 0); // a new case
            out.states.push_back({stream, s.version, s.hash, bytes_of(s)});
            if (stream.starts_with("case/")) out.cases.push_back(kernel_.row(s, position));
        }
        return answers;
    }

  private:
    void take(found f, bool first) {
        if (first)
            head_ = f.at;
        else
            moved = moved || f.at != head_;
        for (auto& [stream, s] : f.states) {
            if (world_.knows(stream)) continue;
            read_.emplace(stream, s.version);
            world_.put(decoded_.take(out.community, s));
        }
        for (auto& k : f.keys) keys_[{k.account, k.key}] = std::move(k);
        for (auto& s : f.sessions) sessions_[s.token] = std::move(s);
        world_.documents.merge(f.documents);
    }

    void resolve_sessions() {
        for (auto& c : commands_) {
            if (c.session.empty()) continue;
            auto const found = sessions_.find(c.session);
            if (found == sessions_.end() || found->second.expires <= world_.read_at ||
                !is_enabled(found->second.account))
                continue;
            c.account = found->second.account;
            c.person = found->second.person;
        }
    }

    // A closed account's sessions are worth nothing, from the moment the entry that closed it is there.
    bool is_enabled(std::string const& account) const {
        auto const& accounts = world_.at("accounts").data;
        auto const found = accounts.find("account/" + account);
        return found != accounts.end() && found->value("enabled", false);
    }

    answer decide_one(command& c) {
        if (!world_.at("organisation").exists() && c.name != "found_community") return no_such_community();
        if (!c.session.empty() && c.person.empty()) {
            if (auto no = kernel_.check(c)) return *no; // what is wrong with the payload is said first
            return session_ended();
        }
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
        if (auto* no = std::get_if<refusal>(&result)) return std::move(*no);
        auto& d = std::get<decision>(result);
        head_ = d.at;
        accepted yes{.entries = d.entries(), .stream = d.entries().front().stream};
        for (auto const& e : yes.entries) changed_[e.stream] = e.position;
        out.entries.insert(out.entries.end(), yes.entries.begin(), yes.entries.end());
        out.linked_documents.insert(d.linked_documents().begin(), d.linked_documents().end());
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
    source& source_;
    decoded_states& decoded_;
    world world_;
    head head_;
    std::vector<command> commands_;
    std::map<std::string, std::int64_t> read_;    // stream -> version
    std::map<std::string, std::int64_t> changed_; // stream -> position of its last entry
    std::map<std::pair<std::string, std::string>, used_key> keys_;
    std::map<std::string, session_record> sessions_;
};

} // namespace

state decoded_states::take(std::string const& community, stored_state const& stored) {
    auto const found = states_.find({community, stored.stream});
    if (found == states_.end() || found->second.version != stored.version ||
        found->second.hash != stored.hash)
        return state_from(stored.stream, stored.version, stored.hash, stored.bytes);
    auto s = std::move(found->second);
    states_.erase(found);
    return s;
}

void decoded_states::keep(world& w) {
    if (states_.size() + w.all().size() > most_decoded_states) states_.clear();
    for (auto& [stream, s] : w.take_all())
        if (s.exists()) states_.insert_or_assign({w.community, stream}, std::move(s));
}

batch_runner::batch_runner(store& s, kernel const& k, source& c) : store_(s), kernel_(k), source_(c) {}

store_session& batch_runner::session() {
    if (!session_) session_ = store_.open();
    return *session_;
}

std::optional<std::vector<answer>> batch_runner::attempt(std::string const& community,
                                                         std::vector<pending const*> const& batch,
                                                         bool locked) {
    auto& db = session();
    if (locked) db.lock(community);
    try {
        deciding d(kernel_, source_, community, decoded_);
        d.read(db, batch);
        if (d.moved && !locked) return std::nullopt;
        auto answers = d.decide();
        if (d.out.entries.empty()) { // all refused, or repeated: nothing to write
            if (locked) db.unlock();
        } else if (!db.commit(d.out)) {
            return std::nullopt;
        }
        // A repeated key's entries are read back, now that they are surely there.
        for (auto& a : answers)
            if (auto* yes = std::get_if<accepted>(&a); yes && yes->repeated && !yes->entries.empty())
                yes->entries = db.entries(community, yes->entries.front().position - 1, yes->entries.size());
        return answers;
    } catch (store_unavailable const&) {
        throw;
    } catch (store_contended const&) {
        throw;
    } catch (...) {
        if (locked) db.unlock();
        throw;
    }
}

void batch_runner::settle(std::string const& community, std::vector<pending const*> batch,
                          std::vector<answer>& answers, std::vector<std::size_t> places) {
    bool locked = false;
    for (int tries = 0; tries < most_attempts; ++tries) {
        try {
            if (auto settled = attempt(community, batch, locked)) {
                for (std::size_t i = 0; i < places.size(); ++i) answers[places[i]] = std::move((*settled)[i]);
                return;
            }
            locked = true; // it has lost once: with the lock first it can't lose again
            ++retried_;
        } catch (store_contended const&) {
            locked = true;
            ++retried_;
        } catch (store_unavailable const& error) {
            session_.reset();
            for (auto const place : places) answers[place] = unavailable{error.what()};
            return;
        } catch (std::exception const& error) {
            // Poison: forget what was decided, halve the batch, so that one command takes nobody else down.
            session_.reset();
            if (batch.size() == 1) {
                answers[places.front()] = unavailable{std::string("internal error: ") + error.what(), 60};
                return;
            }
            auto const half = batch.size() / 2;
            auto const middle = static_cast<std::ptrdiff_t>(half);
            settle(community, {batch.begin(), batch.begin() + middle}, answers,
                   {places.begin(), places.begin() + middle});
            settle(community, {batch.begin() + middle, batch.end()}, answers,
                   {places.begin() + middle, places.end()});
            return;
        }
    }
    for (auto const place : places) answers[place] = unavailable{"the database is contended"};
}

void batch_runner::run(std::string const& community, std::vector<pending>& batch) {
    std::vector<pending const*> all;
    std::vector<std::size_t> places;
    for (auto const& p : batch) {
        places.push_back(all.size());
        all.push_back(&p);
    }
    std::vector<answer> answers(batch.size(), unavailable{"not reached"});
    try {
        settle(community, std::move(all), answers, std::move(places));
    } catch (std::exception const& error) { // opening a session failed
        session_.reset();
        for (auto& a : answers)
            if (auto* no = std::get_if<unavailable>(&a)) no->why = error.what();
    }
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(std::move(answers[i]));
}

} // namespace saksgang
