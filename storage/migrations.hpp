// The schema, in numbered steps that are never changed once released; each dialect has its own words for
// them, in migrations/NNN_name.DIALECT.sql. Step by step: take the lock that lets one process migrate at a
// time -> read the version -> apply the next step and count it -> commit.
#pragma once

#include <functional>
#include <vector>

#include "storage/connection.hpp"

namespace saksgang {

struct migration {
    char const* name;
    char const* sql;
};

// In order; the first is version 1.
extern std::vector<migration> const sqlite_migrations, postgresql_migrations;
extern char const* const postgresql_grants; // what the runtime role may do; applied after each migration

// 0: no schema.
std::int64_t schema_version(connection&);

// Throws std::runtime_error unless the schema is exactly this program's.
void expect_schema(connection&, std::vector<migration> const&);

// The number applied. `take_turn` is called first in each transaction, and makes another process wait.
// Throws std::runtime_error where the schema is newer than the program.
int migrate(connection&, std::vector<migration> const&, std::function<void()> const& take_turn,
            std::function<void(char const* sql)> const& run_script);

} // namespace saksgang
