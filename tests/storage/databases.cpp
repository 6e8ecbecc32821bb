#include "tests/storage/databases.hpp"

#include <soci/sqlite3/soci-sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "storage/storage.hpp"

// Its header needs libpq's, whose folder the tests do not know.
namespace soci {
extern "C" backend_factory const* factory_postgresql();
}

namespace saksgang::test {

namespace {

std::string temporary_folder(std::string const& below = "/tmp") {
    auto folder = below + "/sg-XXXXXX";
    if (!mkdtemp(folder.data())) throw std::runtime_error("mkdtemp");
    return folder;
}

// tests/support/postgres, of the tree that this file was compiled in or of SAKSGANG_SOURCE_DIR. Gives what it prints.
std::string postgres(std::string const& action, std::string const& folder) {
    char const* source = getenv("SAKSGANG_SOURCE_DIR");
    auto const root = source ? std::filesystem::path(source)
                             : std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
    auto const command = (root / "tests/support/postgres").string() + " " + action + " " + folder;
    FILE* const pipe = popen(command.c_str(), "r");
    if (!pipe) throw std::runtime_error("popen: " + command);
    std::string printed;
    for (int c; (c = std::fgetc(pipe)) != EOF;)
        if (c != '\n') printed += static_cast<char>(c);
    if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
    return printed;
}

std::string with_parameter(std::string const& url, std::string const& parameter) {
    return url + (url.find('?') == std::string::npos ? '?' : '&') + parameter;
}

// The process's cluster.
std::string const& maintenance_url() {
    static std::unique_ptr<private_cluster> own;
    static std::string const url = [] {
        if (char const* given = getenv("SAKSGANG_TEST_POSTGRESQL")) return std::string(given);
        own = std::make_unique<private_cluster>();
        return own->url();
    }();
    return url;
}

void maintain(std::string const& sql) {
    soci::session session(*soci::factory_postgresql(), maintenance_url());
    session << sql;
}

std::string new_database_name() {
    static std::atomic<int> count = 0;
    return "saksgang_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

// A migrated database is copied: faster than migrating for each test.
std::string const& migrated_template() {
    static postgresql_database const original(false);
    static std::string const name = [] {
        original.store_again()->migrate();
        auto const url = original.url();
        return url.substr(url.rfind("dbname=") + 7);
    }();
    return name;
}

} // namespace

sqlite_database::sqlite_database(bool migrated, std::string const& below) : folder_(temporary_folder(below)) {
    if (migrated) store_again()->migrate();
}
std::unique_ptr<sqlite_database> sqlite_database::copy_of(sqlite_database const& original) {
    auto const below = std::filesystem::path(original.folder_).parent_path().string();
    auto copy = std::make_unique<sqlite_database>(false, below);
    for (auto const* part : {"", "-wal"}) // two sessions that close together leave the log behind
        if (auto const from = original.file() + part; std::filesystem::exists(from))
            std::filesystem::copy_file(from, copy->file() + part);
    return copy;
}
sqlite_database::~sqlite_database() { std::filesystem::remove_all(folder_); }
std::string sqlite_database::url() const { return "sqlite:" + file(); }
std::unique_ptr<store> sqlite_database::store_again() const { return open_store(url()); }
std::unique_ptr<soci::session> sqlite_database::raw() const {
    return std::make_unique<soci::session>(soci::sqlite3, "db=" + file());
}

postgresql_database::postgresql_database(std::string const& like) : name_(new_database_name()) {
    maintain("create database " + name_ + " template " + like);
}
std::string postgresql_database::template_for(bool migrated) {
    return migrated ? migrated_template() : "template0";
}
postgresql_database::~postgresql_database() {
    try {
        maintain("drop database " + name_ + " with (force)");
    } catch (std::exception const& e) {
        std::fprintf(stderr, "%s\n", e.what());
    }
}
std::string postgresql_database::url(std::string const& more) const {
    auto const whole = more.empty() ? maintenance_url() : with_parameter(maintenance_url(), more);
    return with_parameter(whole, "dbname=" + name_);
}
std::unique_ptr<store> postgresql_database::store_again() const { return open_store(url()); }
std::unique_ptr<soci::session> postgresql_database::raw() const {
    return std::make_unique<soci::session>(*soci::factory_postgresql(), url());
}

private_cluster::private_cluster() : folder_(temporary_folder()), url_(postgres("start", folder_)) {}
private_cluster::~private_cluster() {
    try {
        postgres("stop", folder_);
    } catch (std::exception const& e) {
        std::fprintf(stderr, "%s\n", e.what());
    }
    std::filesystem::remove_all(folder_);
}
void private_cluster::kill() { postgres("kill", folder_); }
void private_cluster::restart() { postgres("restart", folder_); }

} // namespace saksgang::test
