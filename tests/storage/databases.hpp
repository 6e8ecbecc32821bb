// The databases that the contract is held against. Each test makes its own, so that tests run in any order
// and side by side. PostgreSQL comes from SAKSGANG_TEST_POSTGRESQL, the address of a superuser to a database
// for maintenance; where that is not set, tests/support/postgres starts a cluster for this process and stops
// it at its end.
#pragma once

#include <doctest/doctest.h>
#include <soci/soci.h>

#include <memory>
#include <string>

#include "engine/ports.hpp"

namespace saksgang::test {

class sqlite_database {
  public:
    explicit sqlite_database(bool migrated = true, std::string const& below = "/tmp");
    // As that one is, which nobody has open now.
    static std::unique_ptr<sqlite_database> copy_of(sqlite_database const&);
    ~sqlite_database();
    sqlite_database(sqlite_database const&) = delete;

    std::string url() const;
    std::string file() const { return folder_ + "/saksgang.db"; }
    std::unique_ptr<store> store_again() const;
    std::unique_ptr<store_session> open() const { return store_again()->open(); }
    // The database without the program.
    std::unique_ptr<soci::session> raw() const;

  private:
    std::string folder_;
};

class postgresql_database {
  public:
    explicit postgresql_database(bool migrated = true) : postgresql_database(template_for(migrated)) {}
    static std::unique_ptr<postgresql_database> copy_of(postgresql_database const& d) {
        return std::unique_ptr<postgresql_database>(new postgresql_database(d.name_));
    }
    ~postgresql_database();
    postgresql_database(postgresql_database const&) = delete;

    // `more`: parameters such as user=...
    std::string url(std::string const& more = "") const;
    std::unique_ptr<store> store_again() const;
    std::unique_ptr<store_session> open() const { return store_again()->open(); }
    std::unique_ptr<soci::session> raw() const;

  private:
    explicit postgresql_database(std::string const& like);
    static std::string template_for(bool migrated);

    std::string name_;
};

// A cluster of the test's own, that may be killed.
class private_cluster {
  public:
    private_cluster();
    ~private_cluster();
    private_cluster(private_cluster const&) = delete;

    std::string const& url() const { return url_; }
    void kill();
    void restart();

  private:
    std::string folder_, url_;
};

#define ON_BOTH_DATABASES(name) \
    TEST_CASE_TEMPLATE(name, database, saksgang::test::sqlite_database, saksgang::test::postgresql_database)

} // namespace saksgang::test

TYPE_TO_STRING(saksgang::test::sqlite_database);
TYPE_TO_STRING(saksgang::test::postgresql_database);
