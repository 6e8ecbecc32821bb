#include "storage/case_lists.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <nlohmann/json.hpp>

namespace saksgang {
namespace {

using std::int64_t, std::string, std::string_view, std::tuple;

constexpr std::size_t few = 200; // cases, by which ways to a list are told apart

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

// What a list is read from: the cases of any of these keys.
using way = std::vector<string>;

// What somebody sees who does not see all open cases, by the keys of those.
way keys_readable(readership const& r) {
    way keys;
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

    // The ways to go about it; an empty one: by all cases there are.
    std::vector<way> ways() const {
        std::vector<way> all;
        if (filter_.state) all.push_back({"state/" + *filter_.state});
        if (filter_.party) all.push_back({"party/" + *filter_.party});
        if (filter_.body) all.push_back({"body/" + *filter_.body});
        if (limited()) all.push_back(keys_readable(*filter_.may_read));
        if (all.empty() && (!filter_.workflows.empty() || filter_.ended)) all.push_back({""});
        if (all.empty()) all.push_back({});
        return all;
    }

    made_statement rows(way const& keys) const {
        made_statement sql;
        auto const limit = as_limit(filter_.limit);
        if (is_all(keys)) {
            add_all(sql << "select " << case_column_names);
            sql << " order by c.year desc, c.number desc limit " << limit;
        } else if (says_all(keys)) { // the cases are looked up when it is known which
            sql << "select " << case_column_names << " from (";
            add_places(sql << "select distinct community, year, number from (", keys, filter_.limit);
            sql << ") as found order by year desc, number desc limit " << limit << ") as k"
                << words_.case_of_key << " order by k.year desc, k.number desc";
        } else {
            add_ranges(sql, keys, " union ", [&](key_range const& range) {
                sql << case_column_names;
                add_range(sql, range);
                sql << words_.case_of_key;
                add_rest(sql, keys, range.key);
                sql << " order by k.year desc, k.number desc limit " << limit;
            });
            sql << " order by year desc, number desc limit " << limit;
        }
        return sql;
    }

    made_statement count(way const& keys, std::size_t at_most) const {
        made_statement sql;
        auto const limit = as_limit(at_most);
        sql << "select count(*) from (";
        if (is_all(keys))
            add_all(sql << "select 1 as n");
        else if (says_all(keys))
            add_places(sql << "select distinct year, number from (", keys, at_most);
        else
            add_ranges(sql << "select distinct year, number from (", keys, " union all ",
                       [&](key_range const& range) {
                           sql << "k.year, k.number";
                           add_range(sql, range);
                           sql << words_.case_of_key;
                           add_rest(sql, keys, range.key);
                           sql << " limit " << limit;
                       });
        sql << (is_all(keys) ? " limit " : ") as found limit ") << limit << ") as counted";
        return sql;
    }

    // How far back one must go for that many cases: the year and number of the last of them. None: there are fewer.
    made_statement reach(way const& keys, std::size_t that_many) const {
        made_statement sql;
        add_places(sql << "select year, number from (", keys, that_many);
        sql << ") as found order by year desc, number desc limit 1 offset " << as_limit(that_many) - 1;
        return sql;
    }

  private:
    // Only some cases may be read, found by their keys.
    bool limited() const {
        return filter_.may_read && !filter_.may_read->every_case && !filter_.may_read->open_cases;
    }

    bool is_all(way const& keys) const { return keys.empty() && !limited(); }
    // The keys alone say whether a case is on the list.
    bool says_all(way const& keys) const {
        made_statement rest;
        for (auto const& key : keys) add_rest(rest, keys, key);
        return rest.text.empty();
    }

    struct key_range {
        string const& key;
        string const& workflow;
        bool ended;
    };
    // Each selected from for itself, and put together.
    template <class Each>
    void add_ranges(made_statement& sql, way const& keys, char const* together, Each const& each) const {
        bool first = true;
        auto const add = [&](key_range const& range) {
            sql << (std::exchange(first, false) ? "" : together) << "select * from (select ";
            each(range);
            sql << ") as b";
        };
        for (auto const& key : keys)
            for (auto const& workflow : workflows_)
                for (bool ended : {false, true})
                    if (filter_.ended.value_or(ended) == ended) add({key, workflow, ended});
        static string const nothing; // nobody has such a key: a list without rows
        static string const nowhere = "nothing";
        if (first) add({nowhere, nothing, false});
    }
    // The newest of each.
    void add_places(made_statement& sql, way const& keys, std::size_t limit) const {
        add_ranges(sql, keys, " union all ", [&](key_range const& range) {
            sql << "k.community, k.year, k.number";
            add_range(sql, range);
            sql << " limit " << as_limit(limit);
        });
    }

    void add_all(made_statement& sql) const {
        sql << " from cases c where c.community = " << community_ << " and (c.year, c.number) < ("
            << upto_.first << ", " << upto_.second << ") and c.year >= " << from_;
        add_access(sql);
    }

    // The keys in their order, from which each one's case is looked up: so it is never planned the other way round.
    void add_range(made_statement& sql, key_range const& range) const {
        sql << " from (select community, year, number from case_keys where community = " << community_
            << " and key = " << range.key << " and workflow = " << range.workflow
            << " and ended = " << int64_t{range.ended} << " and (year, number) < (" << upto_.first << ", "
            << upto_.second << ") and year >= " << from_ << " order by year desc, number desc) as k";
    }
    // What the key does not say.
    void add_rest(made_statement& sql, way const& keys, string const& key) const {
        if (filter_.state && key != "state/" + *filter_.state) sql << " and c.state = " << *filter_.state;
        if (filter_.body && key != "body/" + *filter_.body) sql << " and c.body = " << *filter_.body;
        if (filter_.party && key != "party/" + *filter_.party)
            sql << " and exists (select 1 from case_keys p where p.community = c.community and p.key = "
                << "party/" + *filter_.party
                << " and p.workflow = c.workflow and p.ended = c.ended and p.year = c.year and p.number = "
                   "c.number)";
        if (!(limited() && keys == keys_readable(*filter_.may_read))) add_access(sql);
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

// The way with the fewest cases on it, as far as its newest tell: on a longer one, as many lie closer together.
way shortest(connection& db, listing const& list) {
    auto ways = list.ways();
    if (ways.size() == 1) return std::move(ways.front());
    using place = tuple<int64_t, int64_t>;
    std::vector<place> reaches;
    for (auto const& keys : ways) {
        auto& furthest = reaches.emplace_back(0, 0); // to the beginning
        db.each<place>(list.reach(keys, few), [&](int64_t year, int64_t number) {
            furthest = {year, number};
        });
    }
    return std::move(ways[static_cast<std::size_t>(std::ranges::min_element(reaches) - reaches.begin())]);
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
    return static_cast<std::size_t>(db_.number(list.count(shortest(db_, list), at_most)));
}

} // namespace saksgang
