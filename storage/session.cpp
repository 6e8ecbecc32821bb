#include "storage/session.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage/batch.hpp"

namespace saksgang {

using std::int64_t, std::optional, std::string, std::tuple;

sql_session::sql_session(soci::backend_factory const& factory, string const& connect_string,
                         dialect const& words, chunk_queries const& chunks)
    : db_(factory, connect_string, words), documents_(db_, chunks) {}

// ----------------------------------------------------------------------------------- the path of every entry

namespace {

// An update even where the row is there, because that takes it. Rolled back, a new row is gone again.
query<no_columns, tuple<string>> const take_head{
    "insert into heads (community, position, recorded) values (:community, 0, 0) "
    "on conflict (community) do update set community = excluded.community"};

} // namespace

void sql_session::lock(string const& community) {
    db_.guarded([&] {
        db_.begin(connection::transaction::writing);
        db_.run(take_head, {community});
        locked_ = community;
    });
}

void sql_session::unlock() {
    db_.guarded([&] {
        if (db_.open() == connection::transaction::writing) db_.rollback();
    });
}

bool sql_session::commit(write_batch const& batch) {
    return db_.guarded([&] {
        check(batch);
        if (db_.open() == connection::transaction::reading)
            throw std::logic_error("commit within a snapshot");
        if (db_.open() == connection::transaction::writing) {
            if (locked_ != batch.community)
                throw std::logic_error("another community is locked than " + batch.community);
        } else if (!db_.words().writes_alone) {
            db_.begin(connection::transaction::writing);
        }
        bool const written = write(batch);
        if (db_.open() == connection::transaction::writing) written ? db_.commit() : db_.rollback();
        return written;
    });
}

// --------------------------------------------------------------------------------------------------- reading

namespace {

query<entry_columns, tuple<string, string, int64_t, int64_t>> const entries_of_stream{
    "select position, stream, seq, hash, bytes from entries "
    "where community = :community and stream = :stream and seq > :after order by seq limit :limit"};

query<entry_columns, tuple<string, int64_t, int64_t>> const entries_of_community{
    "select position, stream, seq, hash, bytes from entries "
    "where community = :community and position > :after order by position limit :limit"};

query<tuple<string, int64_t, string, string>, tuple<string, string, string, string, int64_t>> const
    streams_between{
        "select stream, version, hash, state from streams "
        "where community = :community and stream > :after and stream >= :first and stream < :beyond "
        "order by stream limit :limit"};

query<tuple<string>> const all_communities{
    "select community from heads where position > 0 order by community"};

// A round trip serves so many commitments; the last one fills the rest.
constexpr std::size_t commitments_at_once = 32;
query<tuple<string, string>, std::array<string, commitments_at_once + 1>> const personal_values{
    "select commitment, value from personal where community = :community and commitment in ("
    ":c1, :c2, :c3, :c4, :c5, :c6, :c7, :c8, :c9, :c10, :c11, :c12, :c13, :c14, :c15, :c16, "
    ":c17, :c18, :c19, :c20, :c21, :c22, :c23, :c24, :c25, :c26, :c27, :c28, :c29, :c30, :c31, :c32)"};

} // namespace

void sql_session::begin_snapshot() {
    db_.guarded([&] { db_.begin(connection::transaction::reading); });
}

void sql_session::end_snapshot() {
    db_.guarded([&] {
        if (db_.open() == connection::transaction::reading) db_.commit();
    });
}

std::vector<stored_entry> sql_session::history(string const& community, string const& stream,
                                               int64_t after_seq, std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<stored_entry>(entries_of_stream, {community, stream, after_seq, as_limit(limit)});
    });
}

std::vector<stored_entry> sql_session::entries(string const& community, int64_t after_position,
                                               std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<stored_entry>(entries_of_community, {community, after_position, as_limit(limit)});
    });
}

std::vector<case_row> sql_session::cases(string const& community, case_filter const& f) {
    return db_.guarded([&] { return cases_.rows(community, f); });
}

std::size_t sql_session::count_cases(string const& community, case_filter const& f, std::size_t at_most) {
    return db_.guarded([&] { return cases_.count(community, f, at_most); });
}

std::vector<waiting> sql_session::tasks(string const& community, task_filter const& f) {
    return db_.guarded([&] { return tasks_.rows(community, f); });
}

std::size_t sql_session::count_tasks(string const& community, task_filter const& f, std::size_t at_most) {
    return db_.guarded([&] { return tasks_.count(community, f, at_most); });
}

std::vector<std::pair<string, string>> sql_session::stages(string const& community) {
    return db_.guarded([&] { return cases_.stages(community); });
}

key_changes changes_of(write_batch const& batch) {
    key_changes all;
    std::map<std::string_view, case_row const*> before;
    for (auto const& row : batch.cases_before) before.emplace(row.id, &row);
    for (auto const& row : batch.cases) {
        auto const was = before.find(row.id);
        auto const now = keys_of(row);
        auto const then = was == before.end() ? std::vector<case_key>() : keys_of(*was->second);
        std::ranges::set_difference(then, now, std::back_inserter(all.gone));
        std::ranges::set_difference(now, then, std::back_inserter(all.put));
    }
    return all;
}

std::vector<stored_state> sql_session::streams(string const& community, string const& prefix,
                                               string const& after, std::size_t limit) {
    // U+10FFFF, the last of all and never a character: behind every name with this prefix.
    static constexpr char beyond[] = "\xF4\x8F\xBF\xBF";
    return whole_states(community, [&] {
        return db_.all<stored_state>(streams_between,
                                     {community, after, prefix, prefix + beyond, as_limit(limit)});
    });
}

std::vector<string> sql_session::communities() {
    return db_.guarded([&] { return db_.all<string>(all_communities, {}); });
}

std::map<string, string> sql_session::personal(string const& community, std::set<string> const& commitments) {
    std::map<string, string> values;
    db_.guarded([&] {
        for (auto next = commitments.begin(); next != commitments.end();) {
            std::array<string, commitments_at_once + 1> given{community};
            for (std::size_t i = 1; i < given.size(); ++i)
                given[i] = next != commitments.end() ? *next++ : given[i - 1];
            db_.each(personal_values, std::move(given),
                     [&](string& commitment, string& value) { values.emplace(commitment, value); });
        }
    });
    return values;
}

// --------------------------------------------------------------------------------------------------- sign-in

namespace {

query<no_columns, tuple<string, string, string>> const keep_credential{
    "insert into credentials (community, account, hash) values (:community, :account, :hash) "
    "on conflict (community, account) do update set hash = excluded.hash"};

query<tuple<string>, tuple<string, string>> const credential_of{
    "select hash from credentials where community = :community and account = :account"};

query<no_columns, tuple<string, string, string, string, instant>> const keep_session{
    "insert into sessions (community, token, account, person, expires) "
    "values (:community, :token, :account, :person, :expires) on conflict (community, token) do update "
    "set account = excluded.account, person = excluded.person, expires = excluded.expires"};

query<no_columns, tuple<string, string>> const drop_session{
    "delete from sessions where community = :community and token = :token"};

query<tuple<string, string, string, instant>, tuple<string, string>> const sessions_of_account{
    "select token, account, person, expires from sessions "
    "where community = :community and account = :account order by expires desc, token"};

query<no_columns, tuple<string, string>> const drop_sessions{
    "delete from sessions where community = :community and account = :account"};

query<no_columns, tuple<instant>> const drop_expired_sessions{"delete from sessions where expires <= :now"};

} // namespace

void sql_session::put_credential(string const& community, string const& account, string const& hash) {
    db_.write_one(keep_credential, {community, account, hash});
}

optional<string> sql_session::credential(string const& community, string const& account) {
    return db_.guarded([&]() -> optional<string> {
        auto hash = db_.first(credential_of, {community, account});
        if (!hash) return {};
        return std::get<0>(*hash);
    });
}

void sql_session::put_session(string const& community, session_record const& s) {
    db_.write_one(keep_session, {community, s.token, s.account, s.person, s.expires});
}

void sql_session::end_session(string const& community, string const& token) {
    db_.write_one(drop_session, {community, token});
}

std::vector<session_record> sql_session::sessions_of(string const& community, string const& account) {
    return db_.guarded([&] { return db_.all<session_record>(sessions_of_account, {community, account}); });
}

void sql_session::end_sessions(string const& community, string const& account) {
    db_.write_one(drop_sessions, {community, account});
}

void sql_session::reap_sessions(instant now) { db_.write_one(drop_expired_sessions, {now}); }

// ------------------------------------------------------------------------------------------------- documents

document_info sql_session::put_document(string const& community, string const& media_type, instant now,
                                        std::function<string()> const& next_chunk) {
    return documents_.put(community, media_type, now, next_chunk);
}

void sql_session::note_uploader(string const& community, string const& digest, string const& account,
                                string const& media_type) {
    documents_.note_uploader(community, digest, account, media_type);
}

int64_t sql_session::unlinked_bytes(string const& community, string const& account) {
    return db_.guarded([&] { return documents_.unlinked_bytes(community, account); });
}

optional<document_info> sql_session::document(string const& community, string const& digest) {
    return db_.guarded([&] { return documents_.find(community, digest); });
}

string sql_session::document_part(string const& community, string const& digest, int64_t chunk) {
    return db_.guarded([&] { return documents_.part(community, digest, chunk); });
}

std::size_t sql_session::reap_documents(instant uploaded_before) {
    auto const gone = documents_.reap(uploaded_before);
    if (db_.words().give_back) db_.guarded([&] { db_.words().give_back(db_); });
    return gone;
}

} // namespace saksgang
