#include "engine/execute/deciding.hpp"

#include <algorithm>

#include "engine/who/accounts.hpp"

namespace saksgang {
namespace {

known_rule const key_reused{
    "key_reused",
    {"Denne nøkkelen er brukt til noe annet.", "Denne nøkkelen er brukt til noko anna.",
     "This key was used for something else."},
    {},
    refusal_kind::key_reused};
known_rule const no_such_community{
    "not_found",
    {"Fellesskapet finnes ikke.", "Fellesskapet finst ikkje.", "There is no such community."},
    {},
    refusal_kind::not_found};

} // namespace

deciding_batch::deciding_batch(kernel const& k, what_waits const& waits, source& s,
                               std::string const& community, remembered& m)
    : kernel_(k), waits_(waits), source_(s), memory_(m) {
    out.community = community;
}

void deciding_batch::begin() {
    world_ = {};
    world_.community = out.community;
    world_.read_at = source_.now();
}

bool deciding_batch::take_on(store_session& session, std::vector<pending*> const& more) {
    commands_.clear();
    for (auto const* p : more) commands_.push_back(p->command);
    if (!read(session)) return false;
    for (auto& c : commands_) answers.push_back(decide_one(c));
    return true;
}

bool deciding_batch::read(store_session& session) {
    bool const is_first = answers.empty();
    if (is_first) begin();
    keys_looked_up_ = false;
    auto first = first_step();
    auto missing = not_remembered(first);
    found f;
    if (!missing.streams.empty() || !missing.sessions.empty() || !missing.documents.empty()) {
        f = session.read(out.community, missing);
        if (!memory_.stands_at(f.at)) { // another server has committed
            if (!is_first) return false;
            bool const some_was_left_out = !memory_.states.all().empty();
            memory_.forget();
            begin();
            if (some_was_left_out) f = session.read(out.community, missing = first = first_step());
            memory_.before = memory_.at = f.at;
        }
        keys_looked_up_ = true;
        looked_up_.insert(first.keys.begin(), first.keys.end());
    }
    if (is_first) out.expected = head_ = memory_.at;
    take(std::move(f), first);
    lend_documents();
    resolve_sessions();
    look_up_persons(session);
    for (;;) { // what the commands name, names; and what that names
        auto const next = next_step();
        found more;
        if (auto const rest = not_remembered(next); !rest.streams.empty() || !rest.keys.empty()) {
            more = session.read(out.community, rest);
            if (!memory_.stands_at(more.at)) return false;
        }
        take(std::move(more), next);
        if (next.streams.empty()) return true;
    }
}

bool deciding_batch::holds(store_session& session) const {
    bool const writes = !out.entries.empty();
    if (writes && keys_refused_.empty()) return true;
    auto const now = session.read(out.community, {.keys = keys_refused_, .sessions = out.sessions});
    return now.keys.empty() &&
           (writes || (now.at == out.expected && now.sessions.size() == out.sessions.size()));
}

void deciding_batch::finish() {
    if (out.entries.empty()) return;
    out.after = head_;
    link_changes links;
    for (auto const& stream : changed_) {
        auto const& s = world_.at(stream);
        out.states.push_back(stored(s));
        static state const nothing;
        add_new_pieces(out.pieces, memory_.states.knows(stream) ? memory_.states.at(stream) : nothing, s);
        auto now = derived_of(s);
        add_changes(was(stream), now);
        links.add(was(stream).links, now.links);
        memory_.states.put(world_.take(stream));
        memory_.rows.insert_or_assign(stream, std::move(now));
    }
    for (auto& [digest, known] : world_.documents) memory_.states.documents[digest] = std::move(known);
    note_links(memory_.states.documents, links);
    out.no_longer_linked = std::move(links.gone);
    out.now_linked = std::move(links.put);
    for (auto const& digest : out.erased_documents) memory_.states.documents.erase(digest);
    memory_.before = out.expected;
    memory_.at = out.after;
}

derived deciding_batch::derived_of(state const& s) const {
    derived d{waits_.of(s), {}, kernel_.links_of(s)};
    if (is_case(s.stream) && s.exists()) d.row = kernel_.row(s);
    return d;
}

// What was derived before this batch.
derived const& deciding_batch::was(std::string const& stream) {
    auto const [found, is_new] = memory_.rows.try_emplace(stream);
    if (is_new && memory_.states.knows(stream)) found->second = derived_of(memory_.states.at(stream));
    return found->second;
}

void deciding_batch::add_changes(derived const& before, derived const& after) {
    saksgang::add_changes(out, before.waits, after.waits);
    if (before.row == after.row) return;
    if (before.row) out.cases_before.push_back(*before.row);
    out.cases.push_back(*after.row);
}

wanted deciding_batch::first_step() {
    wanted w;
    foreseen_.clear();
    documents_named_.clear();
    for (auto const& c : commands_) {
        auto named = kernel_.reads(c);
        for (auto const& stream : named.streams) lend(stream);
        w.streams.merge(named.streams);
        want_documents(w, c, named.documents);
        documents_named_.merge(named.documents);
        w.sessions.merge(named.sessions);
        foreseen_.push_back(world_.knows("organisation") && w.documents.empty() &&
                            (c.stream == new_case || world_.knows(c.stream)));
        if (foreseen_.back()) {
            auto further = kernel_.reads(c, world_);
            // What is decided in a case that has not been looked at yet rests on more than is known here.
            auto const is_unseen_case = [&](auto const& stream) {
                return is_case(stream) && !world_.knows(stream);
            };
            foreseen_.back() =
                std::ranges::none_of(further, is_unseen_case) ||
                std::ranges::none_of(kernel_.commands_named(c.stream, c.name), &command_info::decides_cases);
            w.streams.merge(further);
        }
        auto const& account = account_of(c);
        if (!c.key.empty() && !account.empty()) w.keys.emplace(account, c.key);
    }
    return w;
}

// As it is remembered, unless it is in the world already: as the batch has made it.
void deciding_batch::lend(std::string const& stream) {
    if (!world_.knows(stream) && memory_.states.knows(stream)) world_.lend(memory_.states.at(stream));
}

// What is remembered of a document stays so: who has uploaded it, and, as all commits go through this memory or lose it,
// which streams name it. That somebody else has uploaded it too is new.
void deciding_batch::want_documents(wanted& w, command const& c, std::set<std::string> const& named) const {
    for (auto const& digest : named) {
        auto const known = memory_.states.documents.find(digest);
        if (known == memory_.states.documents.end() ||
            !(known->second.links.contains(c.stream) || known->second.uploaders.contains(account_of(c))))
            w.documents.insert(digest);
    }
}

std::string const& deciding_batch::account_of(command const& c) const {
    auto const known = memory_.sessions.find(c.session);
    return known == memory_.sessions.end() ? c.account : known->second.account;
}

wanted deciding_batch::next_step() {
    wanted w;
    for (std::size_t i = 0; i < commands_.size(); ++i) {
        auto const& c = commands_[i];
        if (!foreseen_[i])
            for (auto& stream : kernel_.reads(c, world_))
                if (!world_.knows(stream)) w.streams.insert(stream);
        // A new key is the rule; where nothing has to be read, the commit finds out.
        if (keys_looked_up_ && !c.key.empty() && looked_up_.emplace(c.account, c.key).second)
            w.keys.emplace(c.account, c.key);
    }
    return w;
}

wanted deciding_batch::not_remembered(wanted w) const {
    std::erase_if(w.streams, [&](auto const& stream) { return memory_.states.knows(stream); });
    std::erase_if(w.sessions, [&](auto const& token) { return memory_.sessions.contains(token); });
    return w;
}

void deciding_batch::take(found f, wanted const& w) {
    for (auto& [stream, s] : f.states) memory_.states.put(state_from(std::move(s)));
    for (auto const& stream : w.streams) lend(stream);
    for (auto& k : f.keys) keys_[{k.account, k.key}] = std::move(k);
    for (auto& s : f.sessions) memory_.sessions[s.token] = std::move(s);
    for (auto& [digest, known] : f.documents) {
        auto const [there, is_new] = memory_.states.documents.try_emplace(digest, known);
        if (!is_new) there->second.uploaders.merge(known.uploaders);
    }
}

// As they are remembered, unless the batch has linked them.
void deciding_batch::lend_documents() {
    auto const& remembered = memory_.states.documents;
    for (auto const& digest : documents_named_)
        if (auto const there = remembered.find(digest); there != remembered.end()) {
            auto& known = world_.documents.try_emplace(digest, there->second).first->second;
            known.uploaders.insert(there->second.uploaders.begin(), there->second.uploaders.end());
        }
}

// As of the last commit: what a command rests on here is a look back, which nothing keeps from changing afterwards.
void deciding_batch::look_up_persons(store_session& session) {
    for (auto const& c : commands_) {
        auto const person = kernel_.looks_up(c);
        if (!person) continue;
        case_filter handled{.handler = person, .ended = false, .closed_too = true, .limit = 1};
        case_filter taken_part_in{
            .ended = false, .may_read = readership{.every_case = {}, .person = *person}, .limit = 1};
        if (!session.cases(out.community, handled).empty() ||
            !session.cases(out.community, taken_part_in).empty())
            world_.in_open_cases.insert(*person);
    }
}

void deciding_batch::resolve_sessions() {
    for (auto& c : commands_) {
        if (c.session.empty()) continue;
        auto const found = memory_.sessions.find(c.session);
        if (found == memory_.sessions.end() ||
            !still_counts(found->second, world_.at("accounts"), world_.read_at))
            continue;
        c.account = found->second.account;
        c.person = found->second.person;
        out.sessions.insert(c.session);
    }
}

// What later commands of the batch see.
void deciding_batch::note_links(decision const& d) {
    if (world_.documents.empty()) return;
    link_changes links;
    for (auto const& before : d.states_before())
        links.add(kernel_.links_of(before), kernel_.links_of(world_.at(before.stream)));
    note_links(world_.documents, links);
    for (auto const& digest : d.erased_documents) world_.documents.erase(digest);
}

void deciding_batch::note_links(std::map<std::string, known_document>& all, link_changes const& links) {
    for (auto const& l : links.gone)
        if (auto const known = all.find(l.digest); known != all.end()) known->second.links.erase(l.stream);
    for (auto const& l : links.put)
        if (auto const known = all.find(l.digest); known != all.end())
            known->second.links.insert_or_assign(l.stream, l.own);
}

answer deciding_batch::decide_one(command& c) {
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
    note_links(d);
    out.erased_documents.insert(d.erased_documents.begin(), d.erased_documents.end());
    out.erased_texts.insert(d.erased_texts.begin(), d.erased_texts.end());
    out.personal.insert(out.personal.end(), d.personal.begin(), d.personal.end());
    std::erase_if(out.personal, [&](auto const& p) { return d.erased_texts.contains(p.commitment); });
    if (!key.empty()) {
        used_key k{
            account, key, request, yes.stream, yes.entries.front().position, yes.entries.back().position};
        out.keys.push_back(k);
        keys_[{account, key}] = std::move(k);
    }
    return yes;
}

} // namespace saksgang
