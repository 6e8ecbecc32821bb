#include "tests/support/cluster.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <stdexcept>

namespace saksgang::test {

// ----------------------------------------------------------------------------------------- of the process

cluster& cluster::of_this_process() {
    static cluster c;
    return c;
}

std::string cluster::url(std::string const& database, std::string const& user) const {
    auto all = url_ + (url_.find('?') == std::string::npos ? "?" : "&") + "dbname=" + database;
    if (!user.empty()) all += "&user=" + user; // the last one of a parameter counts
    return all;
}

std::string cluster::new_database(bool loaded) {
    static std::atomic<int> count = 0;
    auto const name = "sgs_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    sql("create database " + name + " template " + (loaded ? example() : "template0"));
    return name;
}

void cluster::drop(std::string const& name) { sql("drop database if exists " + name + " with (force)"); }

void cluster::sql(std::string const& statement) {
    process psql({"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", url_, "-c", statement},
                 place_.path / "psql.log");
    if (psql.wait(60s) != 0) throw std::runtime_error(statement + "\n" + contents(place_.path / "psql.log"));
}

cluster::cluster() {
    if (char const* given = getenv("SAKSGANG_TEST_POSTGRESQL")) {
        url_ = given;
        return;
    }
    own_ = true;
    script("start");
    url_ = contents(place_.path / "address");
    url_.erase(url_.find_last_not_of('\n') + 1);
    guard();
}

cluster::~cluster() {
    try {
        if (own_) script("stop");
    } catch (std::exception const& e) {
        std::fprintf(stderr, "%s\n", e.what());
    }
}

void cluster::guard() const {
    auto const dir = cluster_.path.string();
    auto const text = "while kill -0 " + std::to_string(getpid()) + " 2>/dev/null; do sleep 1; done; '" +
                      (source_folder() / "tests/support/postgres").string() + "' stop " + dir + "; rm -rf " +
                      dir;
    if (fork() != 0) return;
    setsid();
    int const nowhere = ::open("/dev/null", O_RDWR);
    for (int fd : {0, 1, 2}) dup2(nowhere, fd);
    execl("/bin/sh", "sh", "-c", text.c_str(), nullptr);
    _exit(127);
}

void cluster::script(std::string const& action) {
    std::error_code ignored;
    fs::remove(place_.path / "address", ignored);
    process p({(source_folder() / "tests/support/postgres").string(), action, cluster_.path.string()},
              place_.path / "address");
    if (p.wait(120s) != 0)
        throw std::runtime_error("postgres " + action + ": " + contents(place_.path / "address"));
}

std::string const& cluster::example() {
    static std::string const name = [this] {
        auto const template_name = new_database(false);
        migrate_and_load(url(template_name));
        // The server may insert and read what has happened, and nothing else: docs/operating.md
        sql(std::string("do $$ begin if not exists (select from pg_roles where rolname = '") + server_role +
            "') then create role " + server_role + " login in role saksgang_runtime; end if; end $$");
        return template_name;
    }();
    return name;
}

// -------------------------------------------------------------------------------------- of a test's own

own_postgresql::own_postgresql() { url_ = script("start"); }

own_postgresql::~own_postgresql() {
    try {
        script("stop");
    } catch (std::exception const& e) {
        std::fprintf(stderr, "%s\n", e.what());
    }
}

void own_postgresql::sql(std::string const& statement) {
    process psql({"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", url_, "-c", statement},
                 place_.path / "psql.log");
    if (psql.wait(60s) != 0) throw std::runtime_error(statement + "\n" + contents(place_.path / "psql.log"));
}

std::string own_postgresql::script(std::string const& action) {
    auto const out = place_.path / ("out-" + std::to_string(++runs_));
    process p({(source_folder() / "tests/support/postgres").string(), action, data_.path.string()}, out);
    if (p.wait(120s) != 0) throw std::runtime_error("postgres " + action + ": " + contents(out));
    auto printed = contents(out);
    printed.erase(printed.find_last_not_of('\n') + 1);
    return printed;
}

} // namespace saksgang::test
