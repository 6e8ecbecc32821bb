#include "api/reading.hpp"

#include "api/endpoint.hpp"
#include "engine/digest.hpp"
#include "engine/tasks.hpp"
#include "engine/who/accounts.hpp"

namespace saksgang::api {

namespace {
constexpr std::size_t streams_at_once = 200, most_streams = 2000; // of a kind that is listed whole
} // namespace

reading::reading(exchange const& e, store_session& s)
    : in(e), db(s), now_(e.with.chance.now()), today_(date_in_oslo(now_)) {
    world_.community = e.community;
}

bool reading::signed_in(std::set<std::string> also) {
    auto const& token = in.http.session;
    if (token.empty()) return false;
    also.insert({"organisation", "accounts"});
    auto found = db.read(in.community, {.streams = std::move(also), .sessions = {token}});
    for (auto& [name, s] : found.states) world_.put(state_from(s));
    at = found.at;
    for (auto const& s : found.sessions) {
        if (s.token != token || !still_counts(s, stream("accounts"), now_)) continue;
        account = s.account;
        person = s.person;
        in.with.admitted.add(in.community, token, account, now_, s.expires);
        return true;
    }
    return false;
}

result<void> reading::admit(std::set<std::string> also) {
    if (!signed_in(std::move(also))) return not_signed_in();
    return known_query(in);
}

void reading::end_sessions_of(std::string const& whose) {
    for (auto const& s : db.sessions_of(in.community, whose)) in.with.admitted.remove(in.community, s.token);
    db.end_sessions(in.community, whose);
}

void reading::end_other_sessions() {
    for (auto const& s : db.sessions_of(in.community, account)) {
        if (s.token == in.http.session) continue;
        in.with.admitted.remove(in.community, s.token);
        db.end_session(in.community, s.token);
    }
}

void reading::load(std::set<std::string> const& names) {
    wanted missing;
    for (auto const& name : names)
        if (!world_.knows(name)) missing.streams.insert(name);
    if (missing.streams.empty()) return;
    for (auto& [name, s] : db.read(in.community, missing).states) world_.put(state_from(s));
}

void reading::load_bodies() { load(bodies_in(organisation())); }

std::vector<state> reading::streams(std::string const& prefix) {
    std::vector<state> all;
    for (std::string after; all.size() < most_streams;) {
        auto const page = db.streams(in.community, prefix, after, streams_at_once);
        for (auto const& s : page) {
            all.push_back(state_from(s));
            world_.put(all.back());
        }
        if (page.size() < streams_at_once) break;
        after = page.back().stream;
    }
    return all;
}

situation reading::here() const { return {world_, person, now_, today_}; }

bool reading::has(role r) const { return has_role(organisation(), person, r, today_); }

result<readable_case> find_case(reading& r, std::string const& id) {
    if (!is_identifier(id)) return not_found();
    auto const name = case_stream(id);
    r.load({name});
    if (!r.stream(name).exists()) return not_found();
    r.load(r.in.with.rules.reads_for_case(r.stream(name)));
    auto const& a_case = r.stream(name);
    auto const as = r.in.with.rules.reader_of(a_case, r.here());
    if (!as) return not_found();
    return readable_case{&a_case, *as, is_logged(a_case, *as)};
}

bool is_logged(state const& a_case, capacity const& as) {
    return as.seat == "role/auditor" || a_case.data->value("access", "") == "closed";
}

namespace {
command to_access(reading const& r, std::string name, json payload) {
    command c;
    c.community = r.in.community;
    c.stream = "access/" + r.today().str().substr(0, 7);
    c.name = std::move(name);
    c.payload = std::move(payload);
    c.session = r.in.http.session;
    return c;
}
} // namespace

std::optional<command> access_entry(reading const& r, readable_case const& seen, std::string_view what) {
    if (!seen.logged) return {};
    return to_access(r, "note_reading",
                     json{{"a_case", id_in(seen.a_case->stream)}, {"what", std::string(what)}});
}

command access_entry(reading const& r, std::string const& stream, std::string const& digest) {
    return to_access(r, "note_document_reading", json{{"stream", stream}, {"digest", digest}});
}

command export_entry(reading const& r, std::string_view what, std::set<std::string> const& cases) {
    return to_access(r, "note_export", json{{"listing", what}, {"cases", cases}});
}

namespace {
// The same command for all of an hour is one entry.
void once_an_hour(command& c, std::string const& what, instant now) {
    constexpr std::int64_t us_of_hour = 3'600'000'000;
    c.key = what + "/" + std::to_string(now.us / us_of_hour);
    c.request = sha256(c.key);
}
} // namespace

std::optional<command> held_back_entry(reading& r, std::string const& username) {
    r.load({"organisation", "accounts"});
    auto const person = person_of_account(r.stream("accounts"), username);
    if (!person) return {};
    auto c = to_access(r, "note_held_back", json{{"username", username}});
    c.session.clear();
    c.person = *person;
    c.account = username;
    once_an_hour(c, "held_back", r.here().now);
    return c;
}

namespace {
// By the address: what it lists. None: no list of what others have.
std::optional<std::string_view> list_at(std::string_view address) {
    constexpr std::pair<std::string_view, std::string_view> lists[]{{"/accounts", "user_accounts"},
                                                                    {"/agreements", "agreements"},
                                                                    {"/bodies", "bodies"},
                                                                    {"/cases", "cases"},
                                                                    {"/follow-ups", "follow_up_points"},
                                                                    {"/funds", "funds"},
                                                                    {"/history", "history"},
                                                                    {"/meetings", "meetings"},
                                                                    {"/organisations", "organisations"},
                                                                    {"/parties", "parties"},
                                                                    {"/people", "people"},
                                                                    {"/roles", "roles"},
                                                                    {"/seats", "seats"}};
    for (auto const& [at, list] : lists)
        if (at == address) return list;
    return {};
}
} // namespace

std::optional<command> listing_entry(reading const& r) {
    auto const list = list_at(r.in.where.path);
    if (!list || !r.has(role::auditor)) return {};
    auto c = to_access(r, "note_listing", json{{"listing", *list}});
    once_an_hour(c, "listing/" + std::string(*list), r.here().now);
    return c;
}

std::optional<command> access_entry(reading const& r, std::set<std::string> const& cases) {
    if (cases.empty()) return {};
    return to_access(r, "note_search", json{{"cases", cases}});
}

} // namespace saksgang::api
