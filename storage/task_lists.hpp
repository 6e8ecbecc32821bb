// Lists of what waits for somebody: of each audience they belong to a range of the primary key, soonest first.
#pragma once

#include "storage/connection.hpp"

namespace saksgang {

class task_lists {
  public:
    explicit task_lists(connection& db) : db_(db) {}

    std::vector<waiting> rows(std::string const& community, task_filter const&);
    std::size_t count(std::string const& community, task_filter const&, std::size_t at_most);

  private:
    connection& db_;
};

} // namespace saksgang
