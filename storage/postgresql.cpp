#include "storage/postgresql.hpp"

#include <soci/postgresql/soci-postgresql.h>

#include <nlohmann/json.hpp>

#include "engine/digest.hpp"
#include "storage/arrays.hpp"
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
query<tuple<string, string, string, string, string, int64_t, int64_t>, std::array<string, 10>> const read_all{
    "select 'head', '', '', '', '', position, recorded from heads where community = :head_community "
    "union all "
    "select 'state', s.* from unnest(:streams::text[]) as w (stream) cross join lateral "
    "(select stream, hash, state, '', version, 0 from streams"
    " where community = :stream_community and stream = w.stream limit 1) as s "
    "union all "
    "select 'key', k.* from unnest(:accounts::text[], :keys::text[]) as w (account, key) cross join lateral "
    "(select account, key, request, stream, first_position, last_position from keys"
    " where community = :key_community and account = w.account and key = w.key limit 1) as k "
    "union all "
    "select 'session', s.* from unnest(:tokens::text[]) as w (token) cross join lateral "
    "(select token, account, person, '', expires, 0 from sessions"
    " where community = :session_community and token = w.token limit 1) as s "
    "union all "
    "select 'document', d.* from unnest(:documents::text[]) as w (digest) cross join lateral "
    "(select digest, '', '', '', 0, 0 from documents"
    " where community = :document_community and digest = w.digest and erased = 0 limit 1) as d"};

// -------------------------------------------------------------------------------------- writing, in one trip

// What is derived of the states, for a `head` that names the community.
string const rows_put = R"sql(cases_written as (
    insert into cases (community, id, year, number, workflow, state, title, body, archive_owner, ended, closed, parties,
        readers)
    select head.community, c.* from head, json_to_recordset(nullif(:cases, '')::json) as c (id text, year bigint,
        number bigint, workflow text, state text, title text, body text, archive_owner text, ended bigint,
        closed bigint, parties text, readers text)
    on conflict (community, id) do update set year = excluded.year, number = excluded.number,
        workflow = excluded.workflow, state = excluded.state, title = excluded.title, body = excluded.body,
        archive_owner = excluded.archive_owner, ended = excluded.ended, closed = excluded.closed,
        parties = excluded.parties, readers = excluded.readers
), case_keys_put as (
    insert into case_keys (community, key, workflow, ended, year, number)
    select head.community, k.* from head, unnest(:put_keys::text[], :put_workflows::text[], :put_ended::bigint[],
        :put_years::bigint[], :put_numbers::bigint[]) as k
    on conflict do nothing
), tasks_put as (
    insert into tasks (community, audience, due, stream, shown_from, shown_until)
    select head.community, t.* from head, unnest(:put_audiences::text[], :put_due::text[], :put_streams::text[],
        :put_from::text[], :put_until::text[]) as t
    on conflict (community, audience, due, stream)
        do update set shown_from = excluded.shown_from, shown_until = excluded.shown_until
)sql";

// All or nothing, in one statement. Everything hangs on the head: where it stands where it is expected, no
// stream has moved since it was read, because every commit moves it; and from its update on no other commit
// of the community is under way. Where it does not, or a key is used, a document or a session is not there,
// nothing is written.
string const commit_text = R"sql(
with given as (
    select :community::text collate "C" as community,
        :expected_position::bigint as position, :expected_recorded::bigint as recorded,
        :after_position::bigint as after_position, :after_recorded::bigint as after_recorded,
        :tokens::text[] as tokens, :digests::text[] as digests, :erased::text[] as erased,
        nullif(:keys, '')::json as keys
), linked as ( -- locked, against the reaper
    select d.digest, d.linked from given
    join documents d on d.community = given.community and d.digest = any(given.digests) and d.erased = 0
    order by d.digest for update of d
), head as (
    insert into heads (community, position, recorded)
    select community, after_position, after_recorded from given
    where (position = 0 and recorded = 0 or exists (select from heads h where h.community = given.community))
        and not exists (select from unnest(tokens) as t (token) where not exists
            (select from sessions s where s.community = given.community and s.token = t.token))
        and (keys is null or not exists (
            select from json_to_recordset(keys) as n (account text, key text) where exists
            (select from keys k where k.community = given.community and k.account = n.account and k.key = n.key)))
        and (cardinality(digests) = 0 or cardinality(digests) = (select count(*) from linked))
    on conflict (community) do update set position = excluded.position, recorded = excluded.recorded
        where heads.position = (select position from given) and heads.recorded = (select recorded from given)
    returning community
), documents_erased as (
    update documents d set erased = 1, linked = 1 from head, given
    where d.community = head.community and d.digest = any(given.erased) returning d.community, d.upload
), bytes_erased as (
    delete from document_chunks c using documents_erased d where c.community = d.community and c.upload = d.upload
), documents_linked as (
    update documents d set linked = 1 from head, given, linked
    where linked.linked = 0 and d.community = head.community and d.digest = linked.digest
        and d.digest <> all(given.erased)
), entries_written as (
    insert into entries (community, position, stream, seq, hash, bytes)
    select head.community, e.* from head, unnest(:entry_positions::bigint[], :entry_streams::text[],
        :entry_seqs::bigint[], :entry_hashes::text[], string_to_array(:entry_bytes, chr(31))) as e
), states_written as (
    insert into streams (community, stream, version, hash, state)
    select head.community, s.* from head, unnest(:state_streams::text[], :state_versions::bigint[],
        :state_hashes::text[], string_to_array(:state_bytes, chr(31))) as s
    on conflict (community, stream)
        do update set version = excluded.version, hash = excluded.hash, state = excluded.state
), )sql" + rows_put + R"sql(), case_keys_gone as ( -- found row by row, each by one look into the index
    delete from case_keys where ctid = any(array(
        select (select t.ctid from case_keys t where t.community = head.community and t.key = g.key
            and t.workflow = g.workflow and t.ended = g.ended and t.year = g.year and t.number = g.number)
        from head, unnest(:gone_keys::text[], :gone_workflows::text[], :gone_ended::bigint[], :gone_years::bigint[],
            :gone_numbers::bigint[]) as g (key, workflow, ended, year, number)))
), tasks_gone as (
    delete from tasks where ctid = any(array(
        select (select t.ctid from tasks t where t.community = head.community and t.audience = g.audience
            and t.due = g.due and t.stream = g.stream)
        from head, unnest(:gone_audiences::text[], :gone_due::text[], :gone_streams::text[])
            as g (audience, due, stream)))
), keys_written as (
    insert into keys (community, account, key, request, stream, first_position, last_position)
    select head.community, k.* from head, given, json_to_recordset(given.keys) as k (account text, key text,
        request text, stream text, first_position bigint, last_position bigint)
), personal_written as (
    insert into personal (community, commitment, salt, value)
    select head.community, p.* from head, json_to_recordset(nullif(:personal, '')::json) as p (commitment text,
        salt text, value text)
    on conflict (community, commitment) do nothing
)
select count(*)::int from head)sql";
query<tuple<int>, std::array<string, 38>> const commit_batch{commit_text.c_str()};

// The same for what is derived, of one community under its lock.
string const projection_text = R"sql(
with head as (select :community::text collate "C" as community
), )sql" + rows_put + R"sql()
select count(*)::int from head)sql";
query<tuple<int>, std::array<string, 12>> const put_projection{projection_text.c_str()};

// Rows as a JSON array of objects; nothing where there are none.
template <class Rows, class AsJson>
string json_of(Rows const& rows, AsJson as_json) {
    if (rows.empty()) return {};
    auto list = nlohmann::json::array();
    for (auto const& row : rows) list.push_back(as_json(row));
    return list.dump();
}
nlohmann::json case_as_json(case_row const& c) {
    return {{"id", c.id},
            {"year", c.year},
            {"number", c.number},
            {"workflow", c.workflow},
            {"state", c.state},
            {"title", c.title},
            {"body", c.body},
            {"archive_owner", c.archive_owner},
            {"ended", c.ended ? 1 : 0},
            {"closed", c.closed ? 1 : 0},
            {"parties", list_text(c.parties)},
            {"readers", list_text(c.readers)}};
}
nlohmann::json key_as_json(used_key const& k) {
    return {{"account", k.account},
            {"key", k.key},
            {"request", k.request},
            {"stream", k.stream},
            {"first_position", k.first_position},
            {"last_position", k.last_position}};
}
nlohmann::json personal_as_json(personal_value const& p) {
    return {{"commitment", p.commitment}, {"salt", p.salt}, {"value", p.value}};
}

string truth_of(case_key const& k) { return k.ended ? "1" : "0"; }
string due_of(waiting const& t) { return t.due.str(); }
string from_of(waiting const& t) { return t.from.str(); }
string until_of(waiting const& t) { return t.until.str(); }

std::array<string, 38> parameters(write_batch const& b) {
    auto const keys = changes_of(b);
    return {
        b.community,
        std::to_string(b.expected.position),
        std::to_string(b.expected.recorded.us),
        std::to_string(b.after.position),
        std::to_string(b.after.recorded.us),
        array_of(b.sessions),
        array_of(b.linked_documents),
        array_of(b.erased_documents),
        json_of(b.keys, key_as_json),
        array_of(b.entries, &stored_entry::position),
        array_of(b.entries, &stored_entry::stream),
        array_of(b.entries, &stored_entry::seq),
        array_of(b.entries, &stored_entry::hash),
        separated(b.entries, &stored_entry::bytes),
        array_of(b.states, &stored_state::stream),
        array_of(b.states, &stored_state::version),
        array_of(b.states, &stored_state::hash),
        separated(b.states, &stored_state::bytes),
        json_of(b.cases, case_as_json),
        array_of(keys.put, &case_key::key),
        array_of(keys.put, &case_key::workflow),
        array_of(keys.put, truth_of),
        array_of(keys.put, &case_key::year),
        array_of(keys.put, &case_key::number),
        array_of(b.now_waits, &waiting::audience),
        array_of(b.now_waits, due_of),
        array_of(b.now_waits, &waiting::stream),
        array_of(b.now_waits, from_of),
        array_of(b.now_waits, until_of),
        array_of(keys.gone, &case_key::key),
        array_of(keys.gone, &case_key::workflow),
        array_of(keys.gone, truth_of),
        array_of(keys.gone, &case_key::year),
        array_of(keys.gone, &case_key::number),
        array_of(b.no_longer_waits, &waiting::audience),
        array_of(b.no_longer_waits, due_of),
        array_of(b.no_longer_waits, &waiting::stream),
        json_of(b.personal, personal_as_json),
    };
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
        for (auto const& stream : w.streams) all.states[stream].stream = stream;
        auto const account = &std::pair<string, string>::first, key = &std::pair<string, string>::second;
        db_.guarded([&] {
            db_.each(
                read_all,
                {community, array_of(w.streams), community, array_of(w.keys, account), array_of(w.keys, key),
                 community, array_of(w.sessions), community, array_of(w.documents), community},
                [&](string& kind, string& a, string& b, string& c, string& d, int64_t m, int64_t n) {
                    if (kind == "head")
                        all.at = {m, {n}};
                    else if (kind == "state")
                        all.states[a] = {a, m, b, c};
                    else if (kind == "key")
                        all.keys.push_back({a, b, c, d, m, n});
                    else if (kind == "session")
                        all.sessions.push_back({a, b, c, {m}});
                    else
                        all.documents.insert(a);
                });
        });
        return all;
    }

  protected:
    bool write(write_batch const& b) override {
        return std::get<0>(*db_.first(commit_batch, parameters(b))) != 0;
    }
    void write(string const& community, projection_part const& part) override {
        std::vector<case_key> keys;
        for (auto const& row : part.cases) std::ranges::copy(keys_of(row), std::back_inserter(keys));
        (void)db_.first(
            put_projection,
            {community, json_of(part.cases, case_as_json), array_of(keys, &case_key::key),
             array_of(keys, &case_key::workflow), array_of(keys, truth_of), array_of(keys, &case_key::year),
             array_of(keys, &case_key::number), array_of(part.tasks, &waiting::audience),
             array_of(part.tasks, due_of), array_of(part.tasks, &waiting::stream),
             array_of(part.tasks, from_of), array_of(part.tasks, until_of)});
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
