#include "storage/sqlite.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

#include <chrono>
#include <thread>

#include "storage/migrations.hpp"
#include "storage/session.hpp"
#include "storage/sqlite_file.hpp"

namespace saksgang {

namespace {

using std::int64_t, std::string, std::tuple;

constexpr int busy_timeout_s = 5;              // how long a writer waits for the one before it
constexpr int wal_autocheckpoint_pages = 4000; // 16 MiB: fewer and larger than the default of 1000
constexpr int cache_size_kib = 16 * 1024;      // a session
constexpr int synchronous_full = 2;

// ----------------------------------------------------------------------------------------------- the dialect

void raise(soci::soci_error const& failure, bool) {
    // what() also has the parameters, and they may be personal.
    auto const message = failure.get_error_message();
    auto const* known = dynamic_cast<soci::sqlite3_soci_error const*>(&failure);
    switch (known ? known->result() & 0xff : SQLITE_ERROR) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
            throw store_contended(message);
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_PERM:
            throw store_unavailable(message);
        default:
            throw std::runtime_error(message);
    }
}

// Immediate: a transaction that begins by reading can't be sure to get to write.
// A cross join, because its left side then comes first.
dialect const words{"begin",
                    "begin immediate",
                    false,
                    " cross join cases c where c.community = k.community and c.year = k.year"
                    " and c.number = k.number",
                    raise,
                    give_back};

// SOCI binds text with its length, so that the cast gets every byte.
chunk_queries const chunks{
    {"insert into document_chunks (community, upload, chunk, bytes) "
     "values (:community, :upload, :chunk, cast(:bytes as blob))"},
    {"select bytes from document_chunks join documents using (community, upload) "
     "where community = :community and digest = :digest and chunk = :chunk"},
    [](std::string_view bytes) { return raw_bytes{string(bytes)}; },
    [](raw_bytes&& bytes) { return std::move(bytes.value); },
};

// --------------------------------------------------------------------------------------------------- reading

query<tuple<int64_t, instant>, tuple<string>> const head_of{
    "select position, recorded from heads where community = :community"};
query<tuple<int64_t, string, string>, tuple<string, string>> const state_of{
    "select version, hash, state from streams where community = :community and stream = :stream"};
query<tuple<string, string, string, int64_t, string>, tuple<string, string, int64_t>> const pieces_of{
    "select stream, part, name, version, text from pieces "
    "where community = :community and stream = :stream and version > :known"};
query<tuple<string, string, string, string, int64_t, int64_t>, tuple<string, string, string>> const key_of{
    "select account, key, request, stream, first_position, last_position from keys "
    "where community = :community and account = :account and key = :key"};
query<tuple<string, string, string, instant>, tuple<string, string>> const session_of{
    "select token, account, person, expires from sessions where community = :community and token = :token"};
query<tuple<string>, tuple<string, string>> const stored_document{
    "select digest from documents where community = :community and digest = :digest and erased = 0"};

query<tuple<string, string>, tuple<string, string>> const uploaders_of{
    "select account, media_type from uploaders where community = :community and digest = :digest"};
query<tuple<string, bool>, tuple<string, string, int64_t>> const links_of{
    "select stream, own from document_links where community = :community and digest = :digest "
    "order by own desc, stream limit :limit"};

// --------------------------------------------------------------------------------------------------- writing

query<no_columns, tuple<string, int64_t, instant>> const put_head{
    "insert into heads (community, position, recorded) values (:community, :position, :recorded) "
    "on conflict (community) do update set position = excluded.position, recorded = excluded.recorded"};
query<no_columns, tuple<string, int64_t, string, int64_t, string, string>> const put_entry{
    "insert into entries (community, position, stream, seq, hash, bytes) "
    "values (:community, :position, :stream, :seq, :hash, :bytes)"};
query<no_columns, tuple<string, string, int64_t, string, string>> const put_state{
    "insert into streams (community, stream, version, hash, state) "
    "values (:community, :stream, :version, :hash, :state) on conflict (community, stream) "
    "do update set version = excluded.version, hash = excluded.hash, state = excluded.state"};
query<no_columns, tuple<string, string, string, string, string, int64_t, int64_t>> const put_key{
    "insert into keys (community, account, key, request, stream, first_position, last_position) "
    "values (:community, :account, :key, :request, :stream, :first, :last)"};
query<no_columns, tuple<string, string, string, string>> const put_personal{
    "insert into personal (community, commitment, salt, value) values (:community, :commitment, :salt, "
    ":value) "
    "on conflict (community, commitment) do nothing"};
query<no_columns, tuple<string, string, string, string, int64_t, string>> const put_piece{
    "insert into pieces (community, stream, part, name, version, text) "
    "values (:community, :stream, :part, :name, :version, :text) "
    "on conflict (community, stream, part, name) do update set version = excluded.version, text = "
    "excluded.text"};
query<no_columns, tuple<string, string, int, int64_t, string, string, string, string, string, string, bool,
                        int, string, string, string, string>> const put_case{
    "insert into cases (community, id, year, number, workflow, state, title, body, archive_owner, handler, "
    "ended, closed, parties, readers, words, title_order) values (:community, :id, :year, :number, "
    ":workflow, "
    ":state, :title, :body, :archive_owner, :handler, :ended, :closed, :parties, :readers, :words, "
    ":title_order) "
    "on conflict (community, id) do update set year = excluded.year, number = excluded.number, "
    "workflow = excluded.workflow, state = excluded.state, title = excluded.title, body = excluded.body, "
    "archive_owner = excluded.archive_owner, handler = excluded.handler, ended = excluded.ended, "
    "closed = excluded.closed, parties = excluded.parties, readers = excluded.readers, "
    "words = excluded.words, title_order = excluded.title_order"};
query<no_columns, tuple<string, string, string, bool, int, int64_t>> const drop_key{
    "delete from case_keys where community = :community and key = :key and workflow = :workflow and ended = "
    ":ended "
    "and year = :year and number = :number"};
query<no_columns, tuple<string, string, string, bool, int, int64_t>> const put_case_key{
    "insert into case_keys (community, key, workflow, ended, year, number) "
    "values (:community, :key, :workflow, :ended, :year, :number) on conflict do nothing"};
query<no_columns, tuple<string, string, date, string>> const drop_task{
    "delete from tasks where community = :community and audience = :audience and due = :due and stream = "
    ":stream"};
query<no_columns, tuple<string, string, date, string, date, date>> const put_task{
    "insert into tasks (community, audience, due, stream, shown_from, shown_until) "
    "values (:community, :audience, :due, :stream, :shown_from, :shown_until) "
    "on conflict (community, audience, due, stream) "
    "do update set shown_from = excluded.shown_from, shown_until = excluded.shown_until"};
query<no_columns, tuple<string, string, string>> const drop_link{
    "delete from document_links where community = :community and digest = :digest and stream = :stream"};
query<no_columns, tuple<string, string, string, bool>> const put_link{
    "insert into document_links (community, digest, stream, own) values (:community, :digest, :stream, :own) "
    "on conflict (community, digest, stream) do update set own = excluded.own"};
query<no_columns, tuple<string, string>> const link_document{
    "update documents set linked = 1 where community = :community and digest = :digest and erased = 0"};
query<no_columns, tuple<string, string>> const erase_document{
    "update documents set erased = 1, linked = 1 where community = :community and digest = :digest"};
query<no_columns, tuple<string, string>> const drop_personal{
    "delete from personal where community = :community and commitment = :commitment"};

query<no_columns, tuple<string, string>> const drop_bytes{
    "delete from document_chunks where (community, upload) in "
    "(select community, upload from documents where community = :community and digest = :digest)"};

class sqlite_session final : public sql_session {
  public:
    // SOCI would set `synchronous` itself, but before it has set the timeout.
    explicit sqlite_session(string const& path)
        : sql_session(soci::sqlite3, "db=\"" + path + "\" timeout=" + std::to_string(busy_timeout_s), words,
                      chunks) {
        db_.sql() << "pragma synchronous = full";
        db_.sql() << "pragma wal_autocheckpoint = " + std::to_string(wal_autocheckpoint_pages);
        db_.sql() << "pragma cache_size = -" + std::to_string(cache_size_kib);
    }

    connection& db() { return db_; }

    found read(string const& community, wanted const& w) override {
        return db_.guarded([&] {
            bool const alone = db_.open() == connection::transaction::none;
            if (alone) db_.begin(connection::transaction::reading);
            auto all = read_now(community, w);
            if (alone) db_.commit();
            return all;
        });
    }

  protected:
    bool write(write_batch const& b) override {
        auto const& c = b.community;
        if (moved(b)) return false;
        for (auto const& digest : b.linked_documents)
            if (db_.run(link_document, {c, digest}) == 0) return false; // reaped meanwhile
        if (!b.erased_documents.empty() || !b.erased_texts.empty())
            db_.sql() << "pragma secure_delete = on"; // overwrites what it frees
        for (auto const& commitment : b.erased_texts) db_.run(drop_personal, {c, commitment});
        for (auto const& digest : b.erased_documents) {
            db_.run(drop_bytes, {c, digest});
            db_.run(erase_document, {c, digest});
        }
        db_.run(put_head, {c, b.after.position, b.after.recorded});
        for (auto const& e : b.entries) db_.run(put_entry, {c, e.position, e.stream, e.seq, e.hash, e.bytes});
        for (auto const& s : b.states) db_.run(put_state, {c, s.stream, s.version, s.hash, s.bytes});
        for (auto const& p : b.pieces) db_.run(put_piece, {c, p.stream, p.part, p.name, p.version, p.text});
        write_cases(c, b.cases);
        auto const keys = changes_of(b);
        for (auto const& k : keys.gone) db_.run(drop_key, {c, k.key, k.workflow, k.ended, k.year, k.number});
        write_keys(c, keys.put);
        for (auto const& t : b.no_longer_waits) db_.run(drop_task, {c, t.audience, t.due, t.stream});
        write_tasks(c, b.now_waits);
        for (auto const& l : b.no_longer_linked) db_.run(drop_link, {c, l.digest, l.stream});
        write_links(c, b.now_linked);
        for (auto const& k : b.keys)
            db_.run(put_key, {c, k.account, k.key, k.request, k.stream, k.first_position, k.last_position});
        for (auto const& p : b.personal) db_.run(put_personal, {c, p.commitment, p.salt, p.value});
        return true;
    }

    void write(string const& community, projection_part const& part) override {
        write_cases(community, part.cases);
        for (auto const& row : part.cases) write_keys(community, keys_of(row));
        write_tasks(community, part.tasks);
        write_links(community, part.links);
    }

  private:
    void write_cases(string const& c, std::vector<case_row> const& rows) {
        for (auto const& row : rows)
            db_.run(put_case, {c, row.id, row.year, row.number, row.workflow, row.state, row.title, row.body,
                               row.archive_owner, row.handler, row.ended, static_cast<int>(row.shown_to),
                               list_text(row.parties), list_text(row.readers), words_of(row), order_of(row)});
    }
    void write_keys(string const& c, std::vector<case_key> const& keys) {
        for (auto const& k : keys) db_.run(put_case_key, {c, k.key, k.workflow, k.ended, k.year, k.number});
    }
    void write_tasks(string const& c, std::vector<waiting> const& tasks) {
        for (auto const& t : tasks) db_.run(put_task, {c, t.audience, t.due, t.stream, t.from, t.until});
    }
    void write_links(string const& c, std::vector<document_link> const& links) {
        for (auto const& l : links) db_.run(put_link, {c, l.digest, l.stream, l.own});
    }
    head head_now(string const& community) {
        auto row = db_.first(head_of, {community});
        return row ? std::make_from_tuple<head>(*row) : head{};
    }

    found read_now(string const& community, wanted const& w) {
        found all{.at = head_now(community)};
        std::vector<stored_piece> pieces;
        for (auto const& stream : w.streams) {
            auto& state = all.states[stream];
            state.stream = stream;
            if (auto row = db_.first(state_of, {community, stream}))
                std::tie(state.version, state.hash, state.bytes) = std::move(*row);
            auto const known = pieces_.version_of(community, stream);
            std::ranges::move(db_.all<stored_piece>(pieces_of, {community, stream, known}),
                              std::back_inserter(pieces));
        }
        pieces_.complete(community, all.states, std::move(pieces));
        for (auto const& [account, key] : w.keys)
            for (auto& used : db_.all<used_key>(key_of, {community, account, key})) all.keys.push_back(used);
        for (auto const& token : w.sessions)
            for (auto& s : db_.all<session_record>(session_of, {community, token})) all.sessions.push_back(s);
        for (auto const& digest : w.documents)
            if (db_.first(stored_document, {community, digest})) {
                auto& known = all.documents[digest];
                db_.each(uploaders_of, {community, digest}, [&](string& account, string& media_type) {
                    known.uploaders.emplace(std::move(account), std::move(media_type));
                });
                db_.each(links_of, {community, digest, as_limit(most_links_known)},
                         [&](string& stream, bool own) { known.links.emplace(std::move(stream), own); });
            }
        return all;
    }

    bool moved(write_batch const& b) {
        if (head_now(b.community) != b.expected) return true;
        for (auto const& key : b.keys)
            if (db_.first(key_of, {b.community, key.account, key.key})) return true;
        for (auto const& token : b.sessions)
            if (!db_.first(session_of, {b.community, token})) return true;
        return false;
    }
};

// ------------------------------------------------------------------------------------------------- the store

class sqlite_store final : public store {
  public:
    explicit sqlite_store(string path) : path_(std::move(path)) {}

    std::unique_ptr<store_session> open() override { return connect(); }

    int migrate() override {
        auto session = connect();
        auto& db = session->db();
        db.guarded([&] { db.sql() << "pragma auto_vacuum = incremental"; }); // of a file that is new
        switch_to_wal(db);
        return saksgang::migrate(
            db, sqlite_migrations, [] {}, [&](char const* sql) { run_script(db, sql); });
    }

    std::vector<string> check_ready() override {
        auto session = connect();
        auto& db = session->db();
        expect_schema(db, sqlite_migrations);
        expect_setting(db, "pragma journal_mode", "wal");
        expect_setting(db, "pragma synchronous", std::to_string(synchronous_full));
        return {};
    }

    std::string_view name() const override { return "sqlite"; }

  private:
    std::unique_ptr<sqlite_session> connect() const {
        make_private(path_);
        try {
            return std::make_unique<sqlite_session>(path_);
        } catch (soci::soci_error const& failure) {
            raise(failure, false);
            throw;
        }
    }

    // Stays in the file. Nobody else may be at it meanwhile, and the database does not wait for that by itself.
    static void switch_to_wal(connection& db) {
        constexpr auto pause = std::chrono::milliseconds(20);
        constexpr int tries = busy_timeout_s * 1000 / 20;
        for (int left = tries;; --left) {
            try {
                db.guarded([&] { db.sql() << "pragma journal_mode = wal"; });
                return;
            } catch (store_contended const&) {
                if (left == 0) throw;
                std::this_thread::sleep_for(pause);
            }
        }
    }

    string path_;
};

} // namespace

std::unique_ptr<store> open_sqlite(string path) {
    // Every session opens the file anew, and SOCI's connection string has no way to write a quotation mark.
    if (path.empty() || path == ":memory:" || path.find_first_of("\"\n") != string::npos)
        throw std::runtime_error("sqlite: needs the path of a file, without quotation marks");
    return std::make_unique<sqlite_store>(std::move(path));
}

} // namespace saksgang
