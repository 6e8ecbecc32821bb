#include "storage/session.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "storage/batch.hpp"

namespace saksgang {

namespace {

using std::int64_t, std::optional, std::string, std::tuple;

int64_t as_limit(std::size_t limit) {
    return static_cast<int64_t>(std::min<std::size_t>(limit, std::numeric_limits<int64_t>::max()));
}

} // namespace

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

using entry_columns = tuple<int64_t, string, int64_t, string, string>;

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
    return db_.guarded([&] { return lists_.rows(community, f); });
}

std::size_t sql_session::count_cases(string const& community, case_filter const& f, std::size_t at_most) {
    return db_.guarded([&] { return lists_.count(community, f, at_most); });
}

std::vector<waiting> sql_session::tasks(string const& community, task_filter const& f) {
    return db_.guarded([&] { return lists_.tasks(community, f); });
}

std::size_t sql_session::count_tasks(string const& community, task_filter const& f, std::size_t at_most) {
    return db_.guarded([&] { return lists_.count(community, f, at_most); });
}

std::vector<std::pair<string, string>> sql_session::stages(string const& community) {
    return db_.guarded([&] { return lists_.stages(community); });
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
    return db_.guarded([&] {
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

// ------------------------------------------------------------------------------- everything, and projections anew

namespace {

query<tuple<string>, tuple<string, string, int64_t>> const stream_so_far_on{
    "select stream from streams where community = :community and stream > :after order by stream limit 1 "
    "offset :n"};
query<tuple<string>, tuple<string, string>> const last_stream{
    "select stream from streams where community = :community and stream > :after order by stream desc limit "
    "1"};
query<entry_columns, tuple<string, string, int64_t, string, int64_t>> const entries_stream_by_stream{
    "select position, stream, seq, hash, bytes from entries where community = :community "
    "and (stream, seq) > (:after, :after_seq) and stream <= :upto order by stream, seq limit :limit"};
query<tuple<string, int64_t, string, string>, tuple<string, string, string>> const streams_in{
    "select stream, version, hash, state from streams where community = :community and stream > :after "
    "and stream <= :upto order by stream"};
query<case_columns, tuple<string, string, string>> const cases_in{
    "select c.id, c.year, c.number, c.workflow, c.state, c.title, c.body, c.archive_owner, c.ended, "
    "c.closed, "
    "c.parties, c.readers from cases c where c.community = :community and c.id > :after and c.id <= :upto "
    "order by c.id"};
query<tuple<string, date, string, date, date>,
      tuple<string, string, date, string, int64_t>> const tasks_in_order{
    "select audience, due, stream, shown_from, shown_until from tasks where community = :community "
    "and (audience, due, stream) > (:audience, :due, :stream) order by audience, due, stream limit :limit"};
query<tuple<string, string, bool, int, int64_t>,
      tuple<string, string, string, int64_t, int, int64_t, int64_t>> const keys_in_order{
    "select key, workflow, ended, year, number from case_keys where community = :community "
    "and (key, workflow, ended, year, number) > (:key, :workflow, :ended, :year, :number) "
    "order by key, workflow, ended, year, number limit :limit"};

query<tuple<string>> const made_by{"select made_by from projections where name = 'all'"};
query<no_columns, tuple<string>> const put_made_by{
    "insert into projections (name, made_by) values ('all', :by) "
    "on conflict (name) do update set made_by = excluded.made_by"};
query<no_columns, tuple<string>> const drop_tasks{"delete from tasks where community = :community"};
query<no_columns, tuple<string>> const drop_case_keys{"delete from case_keys where community = :community"};

} // namespace

optional<string> sql_session::stream_after(string const& community, string const& after,
                                           std::size_t how_many) {
    return db_.guarded([&]() -> optional<string> {
        auto found = db_.first(stream_so_far_on, {community, after, as_limit(how_many) - 1});
        if (!found) found = db_.first(last_stream, {community, after});
        if (!found) return {};
        return std::get<0>(*found);
    });
}

std::vector<stored_entry> sql_session::entries_by_stream(string const& community, string const& after,
                                                         int64_t after_seq, string const& upto,
                                                         std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<stored_entry>(entries_stream_by_stream,
                                     {community, after, after_seq, upto, as_limit(limit)});
    });
}

std::vector<stored_state> sql_session::streams_upto(string const& community, string const& after,
                                                    string const& upto) {
    return db_.guarded([&] { return db_.all<stored_state>(streams_in, {community, after, upto}); });
}

std::vector<case_row> sql_session::cases_upto(string const& community, string const& after,
                                              string const& upto) {
    return db_.guarded([&] {
        std::vector<case_row> rows;
        db_.each(cases_in, {community, after, upto},
                 [&](auto&... columns) { rows.push_back(row_of(case_columns(std::move(columns)...))); });
        return rows;
    });
}

std::vector<waiting> sql_session::all_tasks(string const& community, waiting const& after,
                                            std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<waiting>(tasks_in_order,
                                {community, after.audience, after.due, after.stream, as_limit(limit)});
    });
}

std::vector<case_key> sql_session::all_case_keys(string const& community, case_key const& after,
                                                 std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<case_key>(keys_in_order, {community, after.key, after.workflow, after.ended,
                                                 after.year, after.number, as_limit(limit)});
    });
}

string sql_session::projections_made_by() {
    return db_.guarded([&] {
        auto by = db_.first(made_by, {});
        return by ? std::get<0>(*by) : string();
    });
}

void sql_session::projections_are_made_by(string const& by) { db_.write_one(put_made_by, {by}); }

void sql_session::drop_projections(string const& community) {
    db_.writing([&] {
        db_.run(drop_tasks, {community});
        db_.run(drop_case_keys, {community});
    });
}

void sql_session::put_projections(string const& community, projection_part const& part) {
    db_.guarded([&] {
        if (db_.open() != connection::transaction::writing || locked_ != community)
            throw std::logic_error("projections are put under the lock");
        write(community, part);
        db_.commit();
    });
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

void sql_session::reap_sessions(instant now) { db_.write_one(drop_expired_sessions, {now}); }

// ------------------------------------------------------------------------------------------------- documents

document_info sql_session::put_document(string const& community, string const& media_type, instant now,
                                        std::function<string()> const& next_chunk) {
    return documents_.put(community, media_type, now, next_chunk);
}

optional<document_info> sql_session::document(string const& community, string const& digest) {
    return db_.guarded([&] { return documents_.find(community, digest); });
}

string sql_session::document_part(string const& community, string const& digest, int64_t chunk) {
    return db_.guarded([&] { return documents_.part(community, digest, chunk); });
}

std::size_t sql_session::reap_documents(instant uploaded_before) { return documents_.reap(uploaded_before); }

} // namespace saksgang
