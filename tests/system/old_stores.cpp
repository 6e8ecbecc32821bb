#include "tests/system/old_stores.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/cluster.hpp"

namespace saksgang::test {
namespace {

fs::path folder() { return source_folder() / "tests/stores"; }

// Runs a program of the system's; what it printed goes to that file.
void run(std::vector<std::string> const& arguments, fs::path const& output) {
    process child(arguments, output);
    if (child.wait(60s) != 0) throw std::runtime_error(arguments[0] + ": " + contents(output));
}

} // namespace

std::vector<std::string> programs_of_before() {
    std::vector<std::string> all;
    for (auto const& file : fs::directory_iterator(folder()))
        if (file.path().extension() == ".json") all.push_back(file.path().stem());
    std::ranges::sort(all);
    return all;
}

old_store::old_store(std::string const& kind, std::string program)
    : kind_(kind), known_(json::parse(contents(folder() / (program + ".json")))) {
    auto const unpacked = place_.path / (kind == "sqlite" ? "saksgang.db" : "dump.sql");
    run({"gzip", "-dc", folder() / (program + (kind == "sqlite" ? ".sqlite.gz" : ".sql.gz"))}, unpacked);
    if (kind == "sqlite") {
        url_ = "sqlite:" + unpacked.string();
        return;
    }
    auto& c = cluster::of_this_process();
    name_ = c.new_database(false);
    url_ = c.url(name_);
    run({"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", url_, "-f", unpacked}, place_.path / "psql.log");
}

old_store::~old_store() {
    try {
        if (!name_.empty()) cluster::of_this_process().drop(name_);
    } catch (std::exception const& e) {
        std::fprintf(stderr, "%s\n", e.what());
    }
}

void old_store::migrate() const {
    auto const file = place_.path / "clock";
    std::ofstream(file) << clock();
    run_program({"migrate", "--database", url_, "--clock", file});
}

std::string old_store::dump() const {
    auto const file = place_.path / "dumped";
    fs::remove(file);
    if (kind_ == "sqlite") {
        soci::session db(soci::sqlite3, "db=" + url_.substr(url_.find(':') + 1));
        db << "vacuum into '" + file.string() + "'";
        return contents(file);
    }
    run({"pg_dump", "-d", url_}, file);
    std::istringstream all(contents(file));
    std::string text;
    for (std::string line;
         std::getline(all, line);) // what psql is told has a number that is another each time
        if (!line.starts_with('\\')) text += line + '\n';
    return text;
}

} // namespace saksgang::test
