#include "storage/case_listing.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace saksgang {
namespace {

using std::int64_t, std::string, std::string_view;

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
    if (r.every_case == shown_to::parties) return;
    auto const level = [](shown_to s) { return static_cast<int64_t>(s); };
    auto const no_draft = level(shown_to::body_and_parties);
    sql << " and (c.closed <= " << (r.every_case ? level(*r.every_case) : int64_t{-1});
    if (!r.handled.empty()) add_set(sql << " or ", "c.body", "", r.handled);
    if (!r.bodies.empty()) {
        add_set(sql << " or (c.closed <= " << no_draft << " and ", "c.body", "", r.bodies);
        sql << ")";
    }
    if (!r.parties.empty()) {
        add_set(sql << " or (c.closed <= " << no_draft << " and ", "c.archive_owner", "", r.parties);
        sql << ") or exists (select 1 from case_keys r where r.community = c.community and ";
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
way keys_readable(readership const& r) {
    way keys;
    if (!r.person.empty()) keys.push_back("person/" + r.person);
    for (auto const& body : r.handled) keys.push_back("body/" + body);
    for (auto const& body : r.bodies) keys.push_back("body/" + body);
    for (auto const& party : r.parties) {
        keys.push_back("party/" + party);
        keys.push_back("archive/" + party);
    }
    return keys;
}

} // namespace

listing::listing(dialect const& words, string const& community, case_filter const& f,
                 std::vector<string> workflows)
    : words_(words),
      community_(community),
      filter_(f),
      workflows_(std::move(workflows)),
      upto_{std::numeric_limits<int>::max(), 0} {
    if (f.year) {
        upto_ = {*f.year + 1, 0};
        from_ = *f.year;
    }
    if (f.before && f.order == case_order::newest)
        upto_ = std::min(upto_, {f.before->year, f.before->number});
}

// Only some cases may be read, found by their keys.
bool listing::limited() const { return filter_.may_read && !filter_.may_read->every_case; }

std::vector<way> listing::ways() const {
    std::vector<way> all;
    if (filter_.state) all.push_back({"state/" + *filter_.state});
    if (filter_.party) all.push_back({"party/" + *filter_.party});
    if (filter_.body) all.push_back({"body/" + *filter_.body});
    if (filter_.handler) all.push_back({"handler/" + *filter_.handler});
    for (auto const& word : filter_.words)
        if (auto key = key_of_word(word)) all.push_back({*std::move(key)});
    if (limited()) all.push_back(keys_readable(*filter_.may_read));
    if (all.empty() && (!filter_.workflows.empty() || filter_.ended)) all.push_back({""});
    if (all.empty()) all.push_back({});
    return all;
}

// The keys alone say whether a case is on the list.
bool listing::says_all(way const& keys) const {
    made_statement rest;
    for (auto const& key : keys) add_rest(rest, key);
    return rest.text.empty();
}

// ----------------------------------------------------------------------------------------------- statements

made_statement listing::newest(way const& keys) const {
    made_statement sql;
    auto const limit = as_limit(filter_.limit);
    if (is_all(keys)) {
        add_all(sql << "select " << case_column_names);
        sql << " order by c.year desc, c.number desc limit " << limit;
    } else if (says_all(keys)) { // the cases are looked up when it is known which
        sql << "select " << case_column_names << " from (";
        add_places(sql << "select distinct community, year, number from (", keys, filter_.limit);
        sql << ") as found order by year desc, number desc limit " << limit << ") as k" << words_.case_of_key
            << " order by k.year desc, k.number desc";
    } else {
        add_ranges(sql, keys, " union ", [&](key_range const& range) {
            sql << case_column_names;
            add_case(sql, range);
            sql << " order by k.year desc, k.number desc limit " << limit;
        });
        sql << " order by year desc, number desc limit " << limit;
    }
    return sql;
}

made_statement listing::ordered(way const& keys) const {
    made_statement sql;
    sql << "select " << case_column_names << " from (";
    add_ranges(sql, keys, " union ", [&](key_range const& range) {
        sql << "c.*";
        add_case(sql, range);
    });
    sql << ") as c where true";
    add_page_of_titles(sql);
    return sql;
}

made_statement listing::by_title() const {
    made_statement sql;
    sql << "select " << case_column_names << " from cases c where c.community = " << community_
        << " and c.year >= " << from_ << " and c.year < " << upto_.first;
    if (!filter_.workflows.empty())
        add_set(sql << " and ", "c.workflow", "", {workflows_.begin(), workflows_.end()});
    if (filter_.ended) sql << " and c.ended = " << int64_t{*filter_.ended};
    add_rest(sql, {});
    add_page_of_titles(sql);
    return sql;
}

made_statement listing::count(way const& keys, std::size_t at_most) const {
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
                       add_case(sql, range);
                       sql << " limit " << limit;
                   });
    sql << (is_all(keys) ? " limit " : ") as found limit ") << limit << ") as counted";
    return sql;
}

made_statement listing::reach(way const& keys, std::size_t that_many) const {
    made_statement sql;
    add_places(sql << "select year, number from (", keys, that_many);
    sql << ") as found order by year desc, number desc limit 1 offset " << as_limit(that_many) - 1;
    return sql;
}

// ------------------------------------------------------------------------------------------------ their parts

// Each selected from for itself, and put together.
template <class Each>
void listing::add_ranges(made_statement& sql, way const& keys, char const* together, Each const& each) const {
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
void listing::add_places(made_statement& sql, way const& keys, std::size_t limit) const {
    add_ranges(sql, keys, " union all ", [&](key_range const& range) {
        sql << "k.community, k.year, k.number";
        add_range(sql, range);
        sql << " limit " << as_limit(limit);
    });
}

void listing::add_all(made_statement& sql) const {
    sql << " from cases c where c.community = " << community_ << " and (c.year, c.number) < (" << upto_.first
        << ", " << upto_.second << ") and c.year >= " << from_;
    add_words(sql);
    add_access(sql);
}

void listing::add_page_of_titles(made_statement& sql) const {
    auto const after = filter_.before.value_or(case_place{});
    sql << " and (c.title_order, c.year, c.number) > (" << after.title << ", " << int64_t{after.year} << ", "
        << after.number << ") order by c.title_order, c.year, c.number limit " << as_limit(filter_.limit);
}

// The keys in their order, from which each one's case is looked up: so it is never planned the other way round.
void listing::add_range(made_statement& sql, key_range const& range) const {
    sql << " from (select community, year, number from case_keys where community = " << community_
        << " and key = " << range.key << " and workflow = " << range.workflow
        << " and ended = " << int64_t{range.ended} << " and (year, number) < (" << upto_.first << ", "
        << upto_.second << ") and year >= " << from_ << " order by year desc, number desc) as k";
}
void listing::add_case(made_statement& sql, key_range const& range) const {
    add_range(sql, range);
    sql << words_.case_of_key;
    add_rest(sql, range.key);
}

// What the key does not say.
void listing::add_rest(made_statement& sql, string const& key) const {
    if (filter_.state && key != "state/" + *filter_.state) sql << " and c.state = " << *filter_.state;
    if (filter_.body && key != "body/" + *filter_.body) sql << " and c.body = " << *filter_.body;
    if (filter_.handler && key != "handler/" + *filter_.handler)
        sql << " and c.handler = " << *filter_.handler;
    if (filter_.party && key != "party/" + *filter_.party)
        sql << " and exists (select 1 from case_keys p where p.community = c.community and p.key = "
            << "party/" + *filter_.party
            << " and p.workflow = c.workflow and p.ended = c.ended and p.year = c.year and p.number = "
               "c.number)";
    add_words(sql);
    add_access(sql);
}

void listing::add_words(made_statement& sql) const {
    for (auto const& word : filter_.words)
        sql << " and replace(c.words, "
            << " " + word << ", '') <> c.words"; // one of them begins so
}

void listing::add_access(made_statement& sql) const {
    if (filter_.may_read)
        add_readership(sql, *filter_.may_read);
    else if (!filter_.closed_too)
        sql << " and c.closed = 0";
}

} // namespace saksgang
