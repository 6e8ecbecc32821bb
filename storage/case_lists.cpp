#include "storage/case_lists.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <nlohmann/json.hpp>

namespace saksgang {
namespace {

using std::int64_t, std::string, std::string_view, std::tuple;

constexpr std::size_t few = 1000; // cases; what has more is not told apart

int64_t as_number(std::size_t n) {
    return static_cast<int64_t>(std::min<std::size_t>(n, std::numeric_limits<int64_t>::max()));
}

std::vector<string> texts_in(string const& list) {
    if (list == "[]") return {};
    return nlohmann::json::parse(list).get<std::vector<string>>();
}

// As many places as a power of two, so that there are few texts of statements.
void add_set(made_statement& sql, char const* column, string_view prefix, std::set<string> const& values) {
    sql << column << " in (";
    auto next = values.begin();
    for (std::size_t places = std::bit_ceil(values.size()), i = 0; i < places; ++i) {
        sql << (i ? ", " : "") << string(prefix) + *next;
        if (std::next(next) != values.end()) ++next;
    }
    sql << ")";
}

// Nothing where every case may be read. In the order of what is looked at first.
void add_readership(made_statement& sql, readership const& r) {
    if (r.every_case) return;
    sql << " and (" << (r.open_cases ? "c.closed = 0" : "0 = 1");
    if (!r.bodies.empty()) add_set(sql << " or ", "c.body", "", r.bodies);
    if (!r.parties.empty()) {
        add_set(sql << " or ", "c.archive_owner", "", r.parties);
        sql << " or exists (select 1 from case_keys r where r.community = c.community and ";
        add_set(sql, "r.key", "party/", r.parties);
        sql << " and r.workflow = c.workflow and r.ended = c.ended and r.year = c.year and r.number = "
               "c.number)";
    }
    if (!r.person.empty())
        sql << " or replace(c.readers, " << '"' + r.person + '"'
            << ", '') <> c.readers"; // as it stands in the list
    sql << ")";
}

// What somebody sees who does not see all open cases, by the keys of those.
std::vector<string> keys_readable(readership const& r) {
    std::vector<string> keys;
    if (!r.person.empty()) keys.push_back("person/" + r.person);
    for (auto const& body : r.bodies) keys.push_back("body/" + body);
    for (auto const& party : r.parties) {
        keys.push_back("party/" + party);
        keys.push_back("archive/" + party);
    }
    return keys;
}

// One list, as it is asked for.
class listing {
  public:
    listing(dialect const& words, string const& community, case_filter const& f,
            std::vector<string> workflows)
        : words_(words), community_(community), filter_(f), workflows_(std::move(workflows)) {
        if (f.year) {
            upto_ = {*f.year + 1, 0};
            from_ = *f.year;
        }
        if (f.before) upto_ = std::min(upto_, {f.before->first, f.before->second});
    }

    // The ways to go about it, each by its keys; an empty one: by all cases there are.
    std::vector<std::vector<string>> ways() const {
        std::vector<std::vector<string>> all;
        if (filter_.state) all.push_back({"state/" + *filter_.state});
        if (filter_.party) all.push_back({"party/" + *filter_.party});
        if (filter_.body) all.push_back({"body/" + *filter_.body});
        if (limited()) all.push_back(keys_readable(*filter_.may_read));
        if (all.empty() && (!filter_.workflows.empty() || filter_.ended)) all.push_back({""});
        if (all.empty()) all.push_back({});
        return all;
    }

    made_statement rows(std::vector<string> const& keys) const {
        made_statement sql;
        auto const limit = as_number(filter_.limit);
        if (keys.empty() && !limited()) {
            add_all(sql << "select " << case_column_names);
            sql << " order by c.year desc, c.number desc limit " << limit;
            return sql;
        }
        each_range(keys, [&](string const& key, string const& workflow, bool ended, bool first) {
            // A case may be found by more than one key.
            sql << (first             ? ""
                    : keys.size() > 1 ? " union "
                                      : " union all ")
                << "select * from (select " << case_column_names;
            add_range(sql, key, workflow, ended, true, true);
            sql << " order by k.year desc, k.number desc limit " << limit << ") as b";
        });
        sql << " order by year desc, number desc limit " << limit;
        return sql;
    }

    made_statement count(std::vector<string> const& keys, std::size_t at_most, bool with_all_else) const {
        made_statement sql;
        auto const limit = as_number(at_most);
        sql << "select count(*) from (";
        if (keys.empty() && !limited()) {
            add_all(sql << "select 1 as n");
            sql << " limit " << limit;
        } else {
            bool const several = keys.size() > 1; // then a case may be found by more than one
            each_range(keys, [&](string const& key, string const& workflow, bool ended, bool first) {
                sql << (first     ? ""
                        : several ? " union "
                                  : " union all ")
                    << "select * from (select k.year, k.number";
                add_range(sql, key, workflow, ended, false, with_all_else);
                sql << " limit " << limit << ") as b";
            });
            sql << " limit " << limit;
        }
        sql << ") as counted";
        return sql;
    }

  private:
    // Only some cases may be read, found by their keys.
    bool limited() const {
        return filter_.may_read && !filter_.may_read->every_case && !filter_.may_read->open_cases;
    }

    template <class Each>
    void each_range(std::vector<string> const& keys, Each const& each) const {
        bool first = true;
        for (auto const& key : keys)
            for (auto const& workflow : workflows_)
                for (bool ended : {false, true})
                    if (filter_.ended.value_or(ended) == ended)
                        each(key, workflow, ended, std::exchange(first, false));
        // Nobody has such a key: a list without rows.
        if (first) each("nothing", "", false, true);
    }

    void add_all(made_statement& sql) const {
        sql << " from cases c where c.community = " << community_ << " and (c.year, c.number) < ("
            << upto_.first << ", " << upto_.second << ") and c.year >= " << from_;
        add_access(sql);
    }

    // The keys in their order, and each one's case: so it is never planned the other way round.
    void add_range(made_statement& sql, string const& key, string const& workflow, bool ended,
                   bool with_columns, bool with_all_else) const {
        made_statement rest;
        if (with_all_else) add_rest(rest, key);
        bool const with_cases = with_columns || !rest.text.empty();
        sql << " from (select community, year, number from case_keys where community = " << community_
            << " and key = " << key << " and workflow = " << workflow << " and ended = " << int64_t{ended}
            << " and (year, number) < (" << upto_.first << ", " << upto_.second << ") and year >= " << from_
            << " order by year desc, number desc) as k" << (with_cases ? words_.case_of_key : "");
        if (with_all_else) add_rest(sql, key);
    }
    // What the key does not say.
    void add_rest(made_statement& sql, string const& key) const {
        if (filter_.state && key != "state/" + *filter_.state) sql << " and c.state = " << *filter_.state;
        if (filter_.body && key != "body/" + *filter_.body) sql << " and c.body = " << *filter_.body;
        if (filter_.party && key != "party/" + *filter_.party)
            sql << " and exists (select 1 from case_keys p where p.community = c.community and p.key = "
                << "party/" + *filter_.party
                << " and p.workflow = c.workflow and p.ended = c.ended and p.year = c.year and p.number = "
                   "c.number)";
        add_access(sql);
    }
    void add_access(made_statement& sql) const {
        if (filter_.may_read)
            add_readership(sql, *filter_.may_read);
        else if (!filter_.closed_too)
            sql << " and c.closed = 0";
    }

    dialect const& words_;
    string const& community_;
    case_filter const& filter_;
    std::vector<string> workflows_;
    std::pair<int64_t, int64_t> upto_{std::numeric_limits<int>::max(), 0};
    int64_t from_ = 0;
};

query<tuple<string>, tuple<string, string>> const workflow_after{
    "select workflow from case_keys where community = :community and key = '' and workflow > :after "
    "order by workflow limit 1"};

query<tuple<string, string>, tuple<string, string, string>> const stage_after{
    "select key, workflow from case_keys where community = :community and (key, workflow) > (:key, "
    ":workflow) "
    "and key < 'state0' order by key, workflow limit 1"}; // the character after the slash

} // namespace

string list_text(std::vector<string> const& texts) {
    return texts.empty() ? "[]" : nlohmann::json(texts).dump();
}

case_row row_of(case_columns&& c) {
    auto& [id, year, number, workflow, state, title, body, archive_owner, ended, closed, parties, readers] =
        c;
    return {std::move(id),
            year,
            number,
            std::move(workflow),
            std::move(state),
            std::move(title),
            std::move(body),
            std::move(archive_owner),
            ended,
            closed,
            texts_in(parties),
            texts_in(readers)};
}

std::vector<string> case_lists::workflows(string const& community) {
    std::vector<string> all;
    for (string last;;) {
        auto next = db_.first(workflow_after, {community, last});
        if (!next) return all;
        all.push_back(last = std::get<0>(*next));
    }
}

std::vector<std::pair<string, string>> case_lists::stages(string const& community) {
    static constexpr string_view prefix = "state/";
    std::vector<std::pair<string, string>> all;
    for (std::pair<string, string> last{prefix, ""};;) {
        auto next = db_.first(stage_after, {community, last.first, last.second});
        if (!next) return all;
        last = {std::get<0>(*next), std::get<1>(*next)};
        all.emplace_back(last.second, last.first.substr(prefix.size()));
    }
}

namespace {

std::size_t number_in(connection& db, made_statement sql) {
    int64_t n = 0;
    db.each<tuple<int64_t>>(std::move(sql), [&](int64_t found) { n = found; });
    return static_cast<std::size_t>(n);
}

// The way with the fewest cases on it.
std::vector<string> shortest(connection& db, listing const& list) {
    auto ways = list.ways();
    if (ways.size() == 1) return std::move(ways.front());
    std::vector<std::size_t> lengths;
    for (auto const& way : ways) lengths.push_back(number_in(db, list.count(way, few, false)));
    return std::move(ways[static_cast<std::size_t>(std::ranges::min_element(lengths) - lengths.begin())]);
}

} // namespace

std::vector<case_row> case_lists::rows(string const& community, case_filter const& f) {
    listing const list(db_.words(), community, f, f.workflows.empty() ? workflows(community) : f.workflows);
    std::vector<case_row> rows;
    db_.each<case_columns>(list.rows(shortest(db_, list)), [&](auto&... columns) {
        rows.push_back(row_of(case_columns(std::move(columns)...)));
    });
    return rows;
}

std::size_t case_lists::count(string const& community, case_filter const& f, std::size_t at_most) {
    auto all = f;
    all.before.reset();
    listing const list(db_.words(), community, all, f.workflows.empty() ? workflows(community) : f.workflows);
    return number_in(db_, list.count(shortest(db_, list), at_most, true));
}

// ------------------------------------------------------------------------------------------ what waits for whom

namespace {

made_statement ranges_of_tasks(string const& community, task_filter const& f, char const* columns,
                               std::size_t limit) {
    made_statement sql;
    auto const [due, stream] = f.after.value_or(std::pair{first_day, string()});
    for (auto const& audience : f.audiences) {
        sql << (sql.text.empty() ? "" : " union all ") << "select * from (select " << columns
            << " from tasks where community = " << community << " and audience = " << audience
            << " and (due, stream) > (" << due.str() << ", " << stream << ") and shown_from <= " << f.on.str()
            << " and shown_until >= " << f.on.str() << " order by due, stream limit " << as_number(limit)
            << ") as b";
    }
    return sql;
}

} // namespace

std::vector<waiting> case_lists::tasks(string const& community, task_filter const& f) {
    std::vector<waiting> rows;
    if (f.audiences.empty()) return rows;
    auto sql = ranges_of_tasks(community, f, "audience, due, stream, shown_from, shown_until", f.limit);
    sql.text = "select min(audience), due, stream, min(shown_from), max(shown_until) from (" + sql.text +
               ") as found group by due, stream";
    sql << " order by due, stream limit " << as_number(f.limit);
    db_.each<tuple<string, date, string, date, date>>(
        std::move(sql), [&](string& audience, date& due, string& stream, date& from, date& until) {
            rows.push_back({std::move(audience), due, std::move(stream), from, until});
        });
    return rows;
}

std::size_t case_lists::count(string const& community, task_filter const& f, std::size_t at_most) {
    if (f.audiences.empty()) return 0;
    auto all = f;
    all.after.reset();
    auto sql = ranges_of_tasks(community, all, "due, stream", at_most);
    sql.text = "select count(*) from (select distinct due, stream from (" + sql.text + ") as found";
    sql << " limit " << as_number(at_most) << ") as counted";
    return number_in(db_, std::move(sql));
}

} // namespace saksgang
