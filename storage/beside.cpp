// Of a session (session.hpp): what is stored beside a community's log, row by row, for `check`.
#include "storage/session.hpp"

namespace saksgang {

using std::int64_t, std::string, std::tuple;

namespace {

constexpr char const* tables_of_communities[] = {
    "heads",     "streams",   "entries",         "keys",          "cases",    "case_keys",
    "tasks",     "pieces",    "personal",        "credentials",   "sessions", "uploads",
    "uploaders", "documents", "document_chunks", "document_links"};

// Each found by one look into the index after the one before.
string communities_in(string const& table) {
    return "with recursive every (c) as (select min(community) from " + table +
           " union all select (select min(community) from " + table +
           " where community > c) from every where c is not null) select c from every where c is not null";
}

query<tuple<string, string, string>, tuple<string, string, string>> const words_in{
    "select id, words, title_order from cases where community = :community and id > :after and id <= :upto "
    "order by id"};
query<tuple<string, string, string, string, int64_t, int64_t>, tuple<string, string, string, int64_t>> const
    keys_after{
        "select account, key, request, stream, first_position, last_position from keys "
        "where community = :community and (account, key) > (:account, :key) "
        "order by account, key limit :limit"};
query<tuple<string, string, string>, tuple<string, string, int64_t>> const personal_after{
    "select commitment, salt, value from personal "
    "where community = :community and commitment > :after order by commitment limit :limit"};
query<tuple<string>, tuple<string, string, int64_t>> const credentials_after{
    "select account from credentials where community = :community and account > :after "
    "order by account limit :limit"};
query<tuple<string, string, string, instant>, tuple<string, string, int64_t>> const sessions_after{
    "select token, account, person, expires from sessions "
    "where community = :community and token > :after order by token limit :limit"};
query<tuple<string, int64_t, string, bool, bool, int64_t>, tuple<string, string, int64_t>> const
    documents_after{
        "select digest, size, media_type, erased, linked, (select count(*) from document_chunks c "
        "where c.community = d.community and c.upload = d.upload) from documents d "
        "where community = :community and digest > :after order by digest limit :limit"};
query<tuple<string, string>, tuple<string, string, string, int64_t>> const uploaders_after{
    "select digest, account from uploaders where community = :community "
    "and (digest, account) > (:digest, :account) order by digest, account limit :limit"};
query<tuple<int64_t>, tuple<string>> const count_strays{
    "select count(*) from document_chunks c where c.community = :community "
    "and not exists (select 1 from documents d where d.community = c.community and d.upload = c.upload) "
    "and not exists (select 1 from uploads u where u.community = c.community and u.upload = c.upload)"};

} // namespace

std::set<string> sql_session::communities_with_anything() {
    std::set<string> all;
    db_.guarded([&] {
        for (auto const* table : tables_of_communities) {
            soci::rowset<string> const found = (db_.sql().prepare << communities_in(table));
            all.insert(found.begin(), found.end());
        }
    });
    return all;
}

std::vector<case_words> sql_session::case_words_upto(string const& community, string const& after,
                                                     string const& upto) {
    return db_.guarded([&] { return db_.all<case_words>(words_in, {community, after, upto}); });
}

std::vector<used_key> sql_session::all_keys(string const& community, used_key const& after,
                                            std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<used_key>(keys_after, {community, after.account, after.key, as_limit(limit)});
    });
}

std::vector<personal_value> sql_session::all_personal(string const& community, string const& after,
                                                      std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<personal_value>(personal_after, {community, after, as_limit(limit)});
    });
}

std::vector<string> sql_session::all_credentials(string const& community, string const& after,
                                                 std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<string>(credentials_after, {community, after, as_limit(limit)});
    });
}

std::vector<session_record> sql_session::all_sessions(string const& community, string const& after,
                                                      std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<session_record>(sessions_after, {community, after, as_limit(limit)});
    });
}

std::vector<document_row> sql_session::all_documents(string const& community, string const& after,
                                                     std::size_t limit) {
    return db_.guarded([&] {
        std::vector<document_row> rows;
        db_.each(
            documents_after, {community, after, as_limit(limit)},
            [&](string& digest, int64_t size, string& media_type, bool erased, bool linked, int64_t chunks) {
                rows.push_back({{digest, size, media_type, erased}, linked, chunks});
            });
        return rows;
    });
}

std::vector<std::pair<string, string>> sql_session::all_uploaders(string const& community,
                                                                  std::pair<string, string> const& after,
                                                                  std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<std::pair<string, string>>(uploaders_after,
                                                  {community, after.first, after.second, as_limit(limit)});
    });
}

int64_t sql_session::stray_chunks(string const& community) {
    return db_.guarded([&] { return std::get<0>(*db_.first(count_strays, {community})); });
}

} // namespace saksgang
