// The stores that earlier programs have made (tests/stores), each put where a test may do with it what it likes.
#pragma once

#include <string>
#include <vector>

#include "tests/support/client.hpp"
#include "tests/support/process.hpp"

namespace saksgang::test {

// The commits of the programs, each of which has a store on both databases.
std::vector<std::string> programs_of_before();

class old_store {
  public:
    old_store(std::string const& kind, std::string program);
    ~old_store();
    old_store(old_store const&) = delete;

    std::string const& url() const { return url_; }
    // The time when it was made, a token of a session that lasts for some hours then, and the states of each workflow
    // of that program.
    std::string clock() const { return known_["clock"]; }
    std::string token() const { return known_["tokens"][kind_]; }
    json const& states() const { return known_["states"]; }
    // Upgrades are entries, and time only goes forward: brought up to this program at the time when it was made.
    void migrate() const;
    // All that is in the database, in the same bytes as long as it is the same.
    std::string dump() const;

  private:
    std::string kind_, url_, name_; // of the database in the cluster
    json known_;
    temporary_folder place_;
};

} // namespace saksgang::test
