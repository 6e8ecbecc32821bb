#include "storage/postgresql.hpp"

#include <soci/postgresql/soci-postgresql.h>

#include "engine/digest.hpp"
#include "storage/arrays.hpp"
#include "storage/commit_statement.hpp"
#include "storage/migrations.hpp"
#include "storage/session.hpp"

namespace saksgang {

namespace {

using std::int64_t, std::string, std::string_view, std::tuple;

// ----------------------------------------------------------------------------------------------- the dialect

void raise(soci::soci_error const& failure, bool still_connected) {
    // what() also has the parameters, and they may be personal.
    auto const message = failure.get_error_message();
    auto const* known = dynamic_cast<soci::postgresql_soci_error const*>(&failure);
    auto const state = known ? known->sqlstate() : string();
    if (state == "40001" || state == "40P01" || state == "55P03") throw store_contended(message);
    // Connection; no room; an operator, or too slow; the system's own errors; a standby, which can't write.
    bool const unavailable = !still_connected || state.starts_with("08") || state.starts_with("53") ||
                             state.starts_with("57") || state.starts_with("58") || state == "25006";
    if (unavailable) throw store_unavailable(message);
    throw std::runtime_error(message);
}

// The commit's function sees what others have committed up to each of its statements, once it has the head's
// lock: read committed. It is a transaction of its own.
dialect const words{"begin isolation level repeatable read read only", "begin isolation level read committed",
                    true,
                    " cross join lateral (select * from cases where community = k.community and year = k.year"
                    " and number = k.number limit 1) as c where true",
                    raise};

// A statement is planned once in a session, maybe when the tables are still empty: only ever by index, then,
// and what that makes the planner believe about costs must not start its compiler. A join with a list of keys
// is written as a subselect for each key (`lateral ... limit 1`, or a scalar one), which is always one look
// into the index: as a join, it was planned over all rows of the community.
constexpr char session_settings[] =
    "set client_encoding = 'UTF8';"
    "set client_min_messages = warning;"
    "set default_transaction_isolation = 'read committed';"
    "set statement_timeout = '30s';"
    "set lock_timeout = '10s';"
    "set idle_in_transaction_session_timeout = '60s';"
    "set plan_cache_mode = force_generic_plan;"
    "set enable_seqscan = off;"
    "set enable_bitmapscan = off;" // an index's order is what a list is read in
    "set max_parallel_workers_per_gather = 0;"
    "set jit = off;"
    "select set_config('synchronous_commit', case current_setting('synchronous_commit') "
    "when 'remote_apply' then 'remote_apply' else 'on' end, false)";

// bytea in hex: SOCI's blob is a large object here.
string bytes_from_hex(raw_bytes&& hex) {
    auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    string bytes(hex.value.size() / 2, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(digit(hex.value[2 * i]) * 16 + digit(hex.value[2 * i + 1]));
    return bytes;
}

chunk_queries const chunks{
    {"insert into document_chunks (community, upload, chunk, bytes) "
     "values (:community, :upload, :chunk, decode(:bytes, 'hex'))"},
    {"select encode(bytes, 'hex') from document_chunks join documents using (community, upload) "
     "where community = :community and digest = :digest and chunk = :chunk"},
    [](string_view bytes) { return raw_bytes{to_hex(bytes)}; },
    bytes_from_hex,
};

// -------------------------------------------------------------------------------------- reading, in one trip

// Rows of five kinds in one shape: four texts and two numbers.
query<tuple<string, string, string, string, string, int64_t, int64_t>, std::array<string, 13>> const read_all{
    "select 'head', '', '', '', '', position, recorded from heads where community = :head_community "
    "union all "
    "select 'state', s.* from unnest(:streams::text[]) as w (stream) cross join lateral "
    "(select stream, hash, state, '', version, 0 from streams"
    " where community = :stream_community and stream = w.stream limit 1) as s "
    "union all "
    "select 'piece', p.* from unnest(:piece_streams::text[], :known::bigint[]) as w (stream, known)"
    " cross join lateral (select stream, part, name, text, version, 0 from pieces"
    " where community = :piece_community and stream = w.stream and version > w.known offset 0) as p "
    "union all "
    "select 'key', k.* from unnest(:accounts::text[], :keys::text[]) as w (account, key) cross join lateral "
    "(select account, key, request, stream, first_position, last_position from keys"
    " where community = :key_community and account = w.account and key = w.key limit 1) as k "
    "union all "
    "select 'session', s.* from unnest(:tokens::text[]) as w (token) cross join lateral "
    "(select token, account, person, '', expires, 0 from sessions"
    " where community = :session_community and token = w.token limit 1) as s "
    "union all "
    // who has uploaded it, and which streams name it: its own marked, before others
    "select 'document', d.* from unnest(:documents::text[]) as w (digest) cross join lateral "
    "(select digest, array_to_string(array(select account || chr(30) || media_type from uploaders u"
    " where u.community = o.community and u.digest = o.digest), chr(31)),"
    " array_to_string(array(select case own when 1 then '+' else '-' end || stream from document_links l"
    " where l.community = o.community and l.digest = o.digest order by own desc, stream limit 8), chr(31)),"
    " '', 0, 0 from documents o"
    " where community = :document_community and digest = w.digest and erased = 0 limit 1) as d"};
static_assert(most_links_known == 8);

known_document document_of(string const& uploaders, string const& links) {
    known_document known;
    each_separated(uploaders, [&](string_view u) {
        auto const between = u.find('\x1e');
        known.uploaders.emplace(u.substr(0, between), u.substr(between + 1));
    });
    each_separated(links, [&](string_view l) { known.links.emplace(l.substr(1), l.front() == '+'); });
    return known;
}

class postgresql_session final : public sql_session {
  public:
    explicit postgresql_session(string const& address)
        : sql_session(soci::postgresql, address, words, chunks) {
        db_.sql() << session_settings;
    }

    connection& db() { return db_; }

    found read(string const& community, wanted const& w) override {
        found all;
        std::vector<stored_piece> pieces;
        for (auto const& stream : w.streams) all.states[stream].stream = stream;
        auto const known = [&](string const& stream) { return pieces_.version_of(community, stream); };
        auto const account = &std::pair<string, string>::first, key = &std::pair<string, string>::second;
        db_.guarded([&] {
            db_.each(read_all,
                     {community, array_of(w.streams), community, array_of(w.streams),
                      array_of(w.streams, known), community, array_of(w.keys, account), array_of(w.keys, key),
                      community, array_of(w.sessions), community, array_of(w.documents), community},
                     [&](string& kind, string& a, string& b, string& c, string& d, int64_t m, int64_t n) {
                         if (kind == "head")
                             all.at = {m, {n}};
                         else if (kind == "state")
                             all.states[a] = {a, m, b, c, {}};
                         else if (kind == "piece")
                             pieces.push_back({a, b, c, m, d});
                         else if (kind == "key")
                             all.keys.push_back({a, b, c, d, m, n});
                         else if (kind == "session")
                             all.sessions.push_back({a, b, c, {m}});
                         else
                             all.documents.emplace(a, document_of(b, c));
                     });
        });
        pieces_.complete(community, all.states, std::move(pieces));
        return all;
    }

  protected:
    bool write(write_batch const& b) override { return db_.number(commit_statement(b)) != 0; }
    void write(string const& community, projection_part const& part) override {
        (void)db_.number(projection_statement(community, part));
    }
};

// ------------------------------------------------------------------------------------------------- the store

constexpr char migration_turn[] =
    "select pg_advisory_xact_lock(7291035518)"; // any number, but always this one

query<tuple<int>> const owns_entries{
    "select pg_has_role(current_user, relowner, 'member')::int from pg_class where oid = "
    "'entries'::regclass"};

// The address with what the program wants where it says nothing itself. SOCI passes it on as it is.
string with_defaults(string const& address) {
    static constexpr std::pair<string_view, char const*> defaults[] = {
        {"application_name", "saksgang"}, {"connect_timeout", "5"},  {"keepalives_idle", "30"},
        {"keepalives_interval", "10"},    {"keepalives_count", "3"}, {"tcp_user_timeout", "30000"},
    };
    char* message = nullptr;
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const options(
        PQconninfoParse(address.c_str(), &message), PQconninfoFree);
    if (!options) {
        string const why = message ? message : "out of memory";
        PQfreemem(message);
        throw std::runtime_error("postgresql: " + why);
    }
    string all;
    auto add = [&](string_view key, string_view value) {
        all.append(all.empty() ? "" : " ").append(key).append("='");
        for (char c : value) all.append(c == '\'' || c == '\\' ? "\\" : "") += c;
        all += '\'';
    };
    for (auto* option = options.get(); option->keyword; ++option) {
        if (option->val)
            add(option->keyword, option->val);
        else
            for (auto const& [key, value] : defaults)
                if (key == option->keyword) add(key, value);
    }
    return all;
}

class postgresql_store final : public store {
  public:
    explicit postgresql_store(string const& address) : address_(with_defaults(address)) {}

    std::unique_ptr<store_session> open() override { return connect(); }

    int migrate() override {
        auto session = connect();
        auto& db = session->db();
        db.guarded([&] { db.sql() << "set statement_timeout = 0; set lock_timeout = 0"; });
        auto take_turn = [&] { db.sql() << migration_turn; };
        int const applied = saksgang::migrate(db, postgresql_migrations, take_turn,
                                              [&](char const* sql) { db.sql() << sql; });
        db.writing([&] {
            take_turn();
            db.sql() << postgresql_grants;
        });
        return applied;
    }

    std::vector<string> check_ready() override {
        auto session = connect();
        auto& db = session->db();
        expect_schema(db, postgresql_migrations);
        expect(db, "show server_encoding", {"UTF8"});
        expect(db, "show synchronous_commit", {"on", "remote_apply"});
        expect(db, "show fsync", {"on"});
        expect(db, "show full_page_writes", {"on"});
        bool const owner = db.guarded([&] { return std::get<0>(*db.first(owns_entries, {})) != 0; });
        if (!owner) return {};
        return {
            "the server's role owns the table of entries, and so could alter them: "
            "use a role that is only granted saksgang_runtime"};
    }

    string_view name() const override { return "postgresql"; }

  private:
    std::unique_ptr<postgresql_session> connect() const {
        try {
            return std::make_unique<postgresql_session>(address_);
        } catch (soci::soci_error const& failure) {
            raise(failure, false);
            throw;
        }
    }

    static void expect(connection& db, char const* setting, std::vector<string> const& accepted) {
        string value;
        db.guarded([&] { db.sql() << setting, soci::into(value); });
        if (std::find(accepted.begin(), accepted.end(), value) == accepted.end())
            throw std::runtime_error(string("not durable or not right: ") + setting + " is " + value +
                                     ", not " + accepted.front());
    }

    string address_;
};

} // namespace

std::unique_ptr<store> open_postgresql(string address) { return std::make_unique<postgresql_store>(address); }

} // namespace saksgang
