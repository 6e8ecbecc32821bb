// The statements of one list of cases, as it is asked for; case_lists.cpp chooses among them.
#pragma once

#include "storage/case_lists.hpp"

namespace saksgang {

// What a list is read from: the cases of any of these keys.
using way = std::vector<std::string>;

class listing {
  public:
    // What is given lives longer.
    listing(dialect const&, std::string const& community, case_filter const&,
            std::vector<std::string> workflows);

    // The ways to go about it; an empty one: by all cases there are.
    std::vector<way> ways() const;
    bool is_all(way const& keys) const { return keys.empty() && !limited(); }

    // The newest.
    made_statement newest(way const&) const;
    // In the order of titles, of a way with few cases on it: all of them.
    made_statement ordered(way const&) const;
    // The same by the index of that order, whatever leads there.
    made_statement by_title() const;
    made_statement count(way const&, std::size_t at_most) const;
    // How far back one must go for that many cases: the year and number of the last of them. None: there are fewer.
    made_statement reach(way const&, std::size_t that_many) const;

  private:
    struct key_range {
        std::string const& key;
        std::string const& workflow;
        bool ended;
    };
    bool limited() const;
    bool says_all(way const&) const;
    template <class Each>
    void add_ranges(made_statement&, way const&, char const* together, Each const&) const;
    void add_places(made_statement&, way const&, std::size_t limit) const;
    void add_all(made_statement&) const;
    void add_page_of_titles(made_statement&) const;
    void add_range(made_statement&, key_range const&) const;
    void add_case(made_statement&, key_range const&) const;
    void add_rest(made_statement&, std::string const& key) const;
    void add_words(made_statement&) const;
    void add_access(made_statement&) const;

    dialect const& words_;
    std::string const& community_;
    case_filter const& filter_;
    std::vector<std::string> workflows_;
    std::pair<std::int64_t, std::int64_t> upto_;
    std::int64_t from_ = 0;
};

} // namespace saksgang
