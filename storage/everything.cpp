// Of a session (session.hpp): everything there is, range by range, for `check` and for making projections anew;
// and what is asked before the schema is this program's.
#include <algorithm>

#include "storage/session.hpp"

namespace saksgang {

using std::int64_t, std::optional, std::string, std::tuple;

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
    "select c.id, c.year, c.number, c.workflow, c.state, c.title, c.body, c.archive_owner, c.handler, "
    "c.ended, c.closed, c.parties, c.readers from cases c where c.community = :community and c.id > :after "
    "and c.id <= :upto "
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

query<tuple<string, string, bool>, tuple<string, string, string, int64_t>> const links_in_order{
    "select digest, stream, own from document_links where community = :community "
    "and (digest, stream) > (:digest, :stream) order by digest, stream limit :limit"};

query<tuple<string>> const applied{"select name from schema_version order by version"};
constexpr int64_t more_than_a_year_has = 1'000'000'000; // cases
query<tuple<string, string, int64_t, int64_t>, tuple<string>> const cases_by_stage{
    "select workflow, state, count(*), min(year * 1000000000 + number) from cases "
    "where community = :community group by workflow, state order by workflow, state"};
query<tuple<string>> const made_by{"select made_by from projections where name = 'all'"};
query<no_columns, tuple<string>> const put_made_by{
    "insert into projections (name, made_by) values ('all', :by) "
    "on conflict (name) do update set made_by = excluded.made_by"};
query<no_columns, tuple<string>> const drop_tasks{"delete from tasks where community = :community"};
query<no_columns, tuple<string>> const drop_case_keys{"delete from case_keys where community = :community"};

query<no_columns, tuple<string>> const drop_links{"delete from document_links where community = :community"};

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
    return whole_states(community, [&] {
        return db_.all<stored_state>(streams_in, {community, after, upto});
    });
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

std::vector<document_link> sql_session::all_document_links(string const& community,
                                                           document_link const& after, std::size_t limit) {
    return db_.guarded([&] {
        return db_.all<document_link>(links_in_order,
                                      {community, after.digest, after.stream, as_limit(limit)});
    });
}

std::vector<string> sql_session::migrations_applied() {
    try {
        return db_.guarded([&] { return db_.all<string>(applied, {}); });
    } catch (store_unavailable const&) {
        throw;
    } catch (store_contended const&) {
        throw;
    } catch (std::runtime_error const&) { // no such table
        return {};
    }
}

std::vector<standing_cases> sql_session::standing(string const& community) {
    return db_.guarded([&] {
        std::vector<standing_cases> all;
        db_.each(cases_by_stage, {community},
                 [&](string& workflow, string& state, int64_t count, int64_t first) {
                     all.push_back({workflow, state, count,
                                    std::to_string(first / more_than_a_year_has) + "-" +
                                        std::to_string(first % more_than_a_year_has)});
                 });
        return all;
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
        db_.run(drop_links, {community});
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

} // namespace saksgang
