#include "storage/task_lists.hpp"

namespace saksgang {

using std::string, std::tuple;

namespace {

made_statement ranges_of_tasks(string const& community, task_filter const& f, char const* columns,
                               std::size_t limit) {
    made_statement sql;
    auto const [due, stream] = f.after.value_or(std::pair{first_day, string()});
    for (auto const& audience : f.audiences) {
        sql << (sql.text.empty() ? "" : " union all ") << "select * from (select " << columns
            << " from tasks where community = " << community << " and audience = " << audience
            << " and (due, stream) > (" << due.str() << ", " << stream << ") and shown_from <= " << f.on.str()
            << " and shown_until >= " << f.on.str() << " order by due, stream limit " << as_limit(limit)
            << ") as b";
    }
    return sql;
}

} // namespace

std::vector<waiting> task_lists::rows(string const& community, task_filter const& f) {
    std::vector<waiting> rows;
    if (f.audiences.empty()) return rows;
    auto sql = ranges_of_tasks(community, f, "audience, due, stream, shown_from, shown_until", f.limit);
    sql.text = "select min(audience), due, stream, min(shown_from), max(shown_until) from (" + sql.text +
               ") as found group by due, stream";
    sql << " order by due, stream limit " << as_limit(f.limit);
    db_.each<tuple<string, date, string, date, date>>(
        std::move(sql), [&](string& audience, date& due, string& stream, date& from, date& until) {
            rows.push_back({std::move(audience), due, std::move(stream), from, until});
        });
    return rows;
}

std::size_t task_lists::count(string const& community, task_filter const& f, std::size_t at_most) {
    if (f.audiences.empty()) return 0;
    auto all = f;
    all.after.reset();
    auto sql = ranges_of_tasks(community, all, "due, stream", at_most);
    sql.text = "select count(*) from (select distinct due, stream from (" + sql.text + ") as found";
    sql << " limit " << as_limit(at_most) << ") as counted";
    return static_cast<std::size_t>(db_.number(std::move(sql)));
}

} // namespace saksgang
