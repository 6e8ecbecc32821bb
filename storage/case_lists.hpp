// Lists of cases, read by ranges of an index, so that a page costs what is on it.
//
// A case has a row in `case_keys` for each thing that it is found by (keys_of in engine/ports.hpp). A list is read from
// one of them, in one range for each workflow and for open and ended cases, each newest first; what else is asked is
// looked at on the way. Where several things are asked, the one with the fewest cases leads. A word that is searched for
// is one of them, by its first letters; the words of the title are then looked at whole.
//
// In the order of titles, what leads to few cases is read whole and put in order; else the index of that order is read,
// where the next page is near, since much of what is there is on the list.
#pragma once

#include "storage/connection.hpp"

namespace saksgang {

using case_columns = std::tuple<std::string, int, std::int64_t, std::string, std::string, std::string,
                                std::string, std::string, std::string, bool, int, std::string, std::string>;
inline constexpr char case_column_names[] =
    "c.id, c.year, c.number, c.workflow, c.state, c.title, c.body, c.archive_owner, c.handler, c.ended, "
    "c.closed, c.parties, c.readers";
case_row row_of(case_columns&&);

class case_lists {
  public:
    explicit case_lists(connection& db) : db_(db) {}

    std::vector<case_row> rows(std::string const& community, case_filter const&);
    std::size_t count(std::string const& community, case_filter const&, std::size_t at_most);
    std::vector<std::pair<std::string, std::string>> stages(std::string const& community);

  private:
    std::vector<std::string> workflows(std::string const& community);

    connection& db_;
};

// Lists of texts as they stand in a column.
std::string list_text(std::vector<std::string> const&);

} // namespace saksgang
