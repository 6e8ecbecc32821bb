// The PostgreSQL clusters that served programs run on: the process's, where each program has a database of
// its own, and those of one test alone.
#pragma once

#include <string>

#include "tests/support/process.hpp"

namespace saksgang::test {

// PostgreSQL for the process: SAKSGANG_TEST_POSTGRESQL, the address of a superuser to a database for
// maintenance, or a cluster of tests/support/postgres that ends with the process.
class cluster {
  public:
    static cluster& of_this_process();
    std::string url(std::string const& database, std::string const& user = {}) const;
    // A database of its own, empty or with the example. Its owner is the superuser; the server is another.
    std::string new_database(bool loaded);
    void drop(std::string const& name);
    void sql(std::string const& statement);

    static constexpr auto server_role = "saksgang_test_server";

  private:
    cluster();
    ~cluster();
    // A test process that is killed or crashes can't stop its cluster: a process that outlives it does.
    void guard() const;
    void script(std::string const& action);
    std::string const& example();

    temporary_folder place_, cluster_; // the cluster's own belongs to another user
    std::string url_;
    bool own_ = false;
};

// A PostgreSQL of one's own, that may be killed, restarted and set wrong. `url` is the address of a database in it.
class own_postgresql {
  public:
    own_postgresql();
    ~own_postgresql();
    own_postgresql(own_postgresql const&) = delete;

    std::string const& url() const { return url_; }
    void kill() { script("kill"); }
    void restart() { script("restart"); }
    void sql(std::string const& statement);

  private:
    std::string script(std::string const& action);

    temporary_folder place_, data_; // the cluster's own belongs to another user
    std::string url_;
    int runs_ = 0;
};

} // namespace saksgang::test
