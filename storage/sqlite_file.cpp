#include "storage/sqlite_file.hpp"

#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace saksgang {
namespace {
constexpr int pages_given_back_at_once = 1000; // 4 MiB
constexpr mode_t of_its_owner = 0600;
} // namespace

void make_private(std::string const& path) {
    auto const made = ::open(path.c_str(), O_CREAT | O_EXCL | O_CLOEXEC, of_its_owner);
    if (made >= 0) ::close(made); // else it is there, or SQLite says why not
}

void expect_setting(connection& db, char const* pragma, std::string const& expected) {
    std::string value;
    db.guarded([&] { db.sql() << pragma, soci::into(value); });
    if (value != expected)
        throw std::runtime_error(std::string("not durable: ") + pragma + " is " + value + ", not " +
                                 expected);
}

void run_script(connection& db, char const* sql) {
    auto& backend = static_cast<soci::sqlite3_session_backend&>(*db.sql().get_backend());
    char* message = nullptr;
    int const result = sqlite_api::sqlite3_exec(backend.conn_, sql, nullptr, nullptr, &message);
    if (result == SQLITE_OK) return;
    std::string const text = message ? message : "sqlite3_exec";
    sqlite_api::sqlite3_free(message);
    throw soci::sqlite3_soci_error(text, result);
}

void give_back(connection& db) {
    static std::string const statement =
        "pragma incremental_vacuum(" + std::to_string(pages_given_back_at_once) + ")";
    std::int64_t free = 0;
    do {
        run_script(db, statement.c_str());
        auto const before = std::exchange(free, 0);
        db.sql() << "pragma freelist_count", soci::into(free);
        if (free == before) return; // it can't
    } while (free > 0);
}

} // namespace saksgang
