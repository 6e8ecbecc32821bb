#include "api/feed.hpp"

#include <algorithm>

#include "api/log.hpp"
#include "api/snapshot.hpp"
#include "engine/entry.hpp"
#include "engine/execute/thread_name.hpp"
#include "engine/who/accounts.hpp"

namespace saksgang::api {

// ------------------------------------------------------------------------------------------------ listener

void listener::tell(std::int64_t position, changes const& what) {
    std::lock_guard const lock(mutex_);
    for (auto const& [stream, version] : what) {
        auto& known = pending_[stream];
        known = std::max(known, version);
    }
    if (pending_.size() > most_changes_told) {
        pending_.clear();
        all_ = true;
    }
    position_ = position;
    anything_ = true;
    if (wake_) wake_();
}

void listener::tell_all(std::int64_t position) {
    std::lock_guard const lock(mutex_);
    pending_.clear();
    position_ = position;
    all_ = anything_ = true;
    if (wake_) wake_();
}

void listener::end() {
    std::lock_guard const lock(mutex_);
    ended_ = true;
    if (wake_) wake_();
}

void listener::when_told(std::function<void()> f) {
    std::lock_guard const lock(mutex_);
    wake_ = std::move(f);
}

std::string listener::take() {
    std::lock_guard const lock(mutex_);
    if (!std::exchange(anything_, false)) return {};
    json data{{"position", position_}};
    auto const all = std::exchange(all_, false);
    if (!all) {
        auto& list = data["changes"] = json::array();
        for (auto const& [stream, version] : pending_)
            list.push_back({{"stream", stream}, {"version", version}});
        pending_.clear();
    }
    return "id: " + std::to_string(position_) + "\nevent: " + (all ? "everything" : "changes") +
           "\ndata: " + data.dump() + "\n\n";
}

bool listener::ended() const {
    std::lock_guard const lock(mutex_);
    return ended_;
}

// ---------------------------------------------------------------------------------------------------- feed

feed::feed(store& s, kernel const& k, source& c) : store_(s), rules_(k), chance_(c) {
    thread_ = std::thread([this] {
        name_thread("feed");
        run();
    });
}

feed::~feed() { stop(); }

void feed::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    something_.notify_all();
    if (thread_.joinable()) thread_.join();
}

std::shared_ptr<listener> feed::listen(listener::who w) {
    std::lock_guard const lock(mutex_);
    if (stopping_ || count_ >= most_listeners) return {};
    auto& c = channels_[w.community];
    std::size_t same = 0;
    for (auto const* list : {&c.members, &c.fresh})
        for (auto const& each : *list)
            if (auto const other = each.lock(); other && other->whose.account == w.account) ++same;
    if (same >= most_listeners_of_account) return {};
    auto const made = std::shared_ptr<listener>(new listener(std::move(w)), [this](listener* l) {
        --count_;
        delete l;
    });
    ++count_;
    c.fresh.push_back(made);
    something_.notify_all();
    return made;
}

feed::listeners feed::living(std::vector<std::weak_ptr<listener>>& all) {
    listeners here;
    for (auto const& each : all)
        if (auto l = each.lock(); l && !l->ended()) here.push_back(std::move(l));
    all.assign(here.begin(), here.end());
    return here;
}

void feed::run() {
    std::unique_ptr<store_session> db;
    for (;;) {
        std::vector<std::string> communities;
        {
            std::unique_lock lock(mutex_);
            something_.wait(lock, [&] { return stopping_ || !channels_.empty(); });
            if (stopping_) return;
            for (auto const& [name, each] : channels_) communities.push_back(name);
        }
        auto const next = std::chrono::steady_clock::now() + look_interval;
        try {
            if (!db) db = store_.open();
            for (auto const& each : communities) look(*db, each);
        } catch (std::exception const& error) { // they hear of it later: nothing is lost
            log_warning("feed", error.what());
            db.reset();
        }
        std::unique_lock lock(mutex_);
        if (something_.wait_until(lock, next, [&] { return stopping_; })) return;
    }
}

void feed::look(store_session& db, std::string const& community) {
    listeners old, fresh;
    std::int64_t known = -1;
    bool check = false;
    {
        std::lock_guard const lock(mutex_);
        auto& c = channels_.at(community);
        old = living(c.members);
        fresh = living(c.fresh);
        if (old.empty() && fresh.empty()) {
            channels_.erase(community);
            return;
        }
        known = c.position;
        auto const now = std::chrono::steady_clock::now();
        check = !fresh.empty() || now - c.checked >= session_interval;
        if (check) c.checked = now;
    }
    if (!check && db.read(community, {}).at.position == known) return;

    snapshot const one_moment(db); // of which all that is told is true
    wanted w{.streams = {"organisation", "accounts"}};
    for (auto const* list : {&old, &fresh})
        for (auto const& l : *list) w.sessions.insert(l->whose.session);
    auto found = db.read(community, w);
    auto const now = chance_.now();
    world here;
    here.community = community;
    for (auto& [name, s] : found.states) here.put(state_from(s));

    std::map<std::string, session_record const*> sessions;
    for (auto const& s : found.sessions) sessions[s.token] = &s;
    auto const still_signed_in = [&](listener const& l) {
        auto const s = sessions.find(l.whose.session);
        return s != sessions.end() && still_counts(*s->second, here.at("accounts"), now);
    };

    auto const position = found.at.position;
    auto const latest = known < 0 ? news{position, {}, false} : news_after(db, community, known, position);
    load(db, here, latest.changes);
    for (auto const& l : old) {
        if (!still_signed_in(*l))
            l->end();
        else if (position != known)
            tell(*l, latest, here, now);
    }
    for (auto const& l : fresh) {
        if (!still_signed_in(*l)) {
            l->end();
            continue;
        }
        auto missed = news{position, {}, false};
        if (l->whose.after) missed = news_after(db, community, *l->whose.after, position);
        load(db, here, missed.changes);
        tell(*l, missed, here, now, true); // and from here on it hears of all
    }

    std::lock_guard const lock(mutex_);
    auto& c = channels_.at(community);
    c.position = position;
    for (auto const& l : fresh) {
        c.members.push_back(l);
        std::erase_if(c.fresh, [&](auto const& each) { return each.lock() == l; });
    }
}

feed::news feed::news_after(store_session& db, std::string const& community, std::int64_t position,
                            std::int64_t upto) const {
    news n{.position = upto};
    n.too_many = position > upto || upto - position > static_cast<std::int64_t>(most_changes_told);
    if (n.too_many || position == upto) return n;
    for (auto const& e : db.entries(community, position, static_cast<std::size_t>(upto - position))) {
        auto& version = n.changes[e.stream];
        version = std::max(version, e.seq);
    }
    return n;
}

// What must be known to say who may see them.
void feed::load(store_session& db, world& here, listener::changes const& changed) const {
    auto const read = [&](std::set<std::string> const& names) {
        wanted missing;
        for (auto const& name : names)
            if (!here.knows(name)) missing.streams.insert(name);
        if (missing.streams.empty()) return;
        for (auto& [name, s] : db.read(here.community, missing).states) here.put(state_from(s));
    };
    std::set<std::string> cases, beside;
    for (auto const& [stream, version] : changed)
        if (is_case(stream)) cases.insert(stream);
    read(cases);
    for (auto const& each : cases) beside.merge(rules_.reads_for_case(here.at(each)));
    read(beside);
}

void feed::tell(listener& l, news const& n, world const& here, instant now, bool even_nothing) const {
    if (n.too_many) return l.tell_all(n.position);
    situation const as{here, l.whose.person, now, date_in_oslo(now)};
    listener::changes seen;
    for (auto const& [stream, version] : n.changes)
        if (may_see(stream, as)) seen.emplace(stream, version);
    if (even_nothing || !seen.empty()) l.tell(n.position, seen);
}

// A case, by whoever may read it; a register whose history is shown, by anyone signed in.
bool feed::may_see(std::string const& stream, situation const& as) const {
    if (is_case(stream)) return rules_.reader_of(as.world.at(stream), as).has_value();
    auto const* f = rules_.feature_of(stream);
    return f && f->anyone_reads_history();
}

} // namespace saksgang::api
