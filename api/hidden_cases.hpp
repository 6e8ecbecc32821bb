// What registers say of cases that the caller may not know of: that money moved, and of whom nothing.
#pragma once

#include <map>
#include <set>
#include <string>

#include "api/reading.hpp"
#include "engine/entry.hpp"

namespace saksgang::api {

class hidden_cases {
  public:
    explicit hidden_cases(reading& r) : r_(r) {}

    bool is_hidden(std::string const& a_case);
    // Whether an entry of a register speaks of one.
    bool is_in(entry const&);
    // Ledger account -> øre; those of hidden cases are together under their account's name without the case.
    json without_them(json const& postings);

    // Numbers of those asked about that the caller may read, and whose reading is itself an entry.
    std::set<std::string> const& logged() const { return logged_; }

  private:
    reading& r_;
    std::set<std::string> logged_;
    std::map<std::string, bool> known_;
};

} // namespace saksgang::api
