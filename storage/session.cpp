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

// Each filter stands once, and lets everything through when it is null, so that one statement serves every list.
query<tuple<string, int, int64_t, string, string, string, string, bool, bool, string>,
      tuple<string, optional<string>, optional<string>, optional<string>, optional<int64_t>, optional<bool>,
            bool, int64_t, int64_t, optional<string>, int64_t>> const cases_newest_first{
    "select id, year, number, workflow, state, title, body, ended, closed, parties from cases "
    "where community = :community"
    " and workflow = coalesce(:workflow, workflow)"
    " and state = coalesce(:state, state)"
    " and body = coalesce(:body, body)"
    " and year = coalesce(:of_year, year)"
    " and ended = coalesce(:ended, ended)"
    " and closed <= :closed_too"
    " and (year, number) < (:before_year, :before_number)"
    " and coalesce(:party, '') in (select '' union all select party from case_parties"
    " where case_parties.community = cases.community and case_parties.id = cases.id) "
    "order by year desc, number desc limit :limit"};

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
    constexpr auto newest = std::numeric_limits<int64_t>::max();
    auto const before = f.before.value_or(std::pair{std::numeric_limits<int>::max(), newest});
    std::vector<case_row> rows;
    db_.guarded([&] {
        db_.each(cases_newest_first,
                 {community, f.workflow, f.state, f.body, f.year, f.ended, f.closed_too, before.first,
                  before.second, f.party, as_limit(f.limit)},
                 [&](string& id, int year, int64_t number, string& workflow, string& state, string& title,
                     string& body, bool ended, bool closed, string& parties) {
                     rows.push_back({id, year, number, workflow, state, title, body, ended, closed,
                                     nlohmann::json::parse(parties).get<std::vector<string>>()});
                 });
    });
    return rows;
}

std::string parties_text(case_row const& row) { return nlohmann::json(row.parties).dump(); }

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
