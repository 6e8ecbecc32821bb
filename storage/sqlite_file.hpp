// The file that SQLite keeps its tables in: whose it is, its scripts, and its size.
#pragma once

#include <string>

#include "storage/connection.hpp"

namespace saksgang {

// Makes an empty one that only its owner may read, where there is none. The files beside it (-wal, -shm) get its rights.
void make_private(std::string const& path);

// Throws std::runtime_error where a pragma that durability rests on says something else.
void expect_setting(connection&, char const* pragma, std::string const& expected);

// SOCI runs one statement of a text and silently drops the others, so scripts go to the library itself.
// Throws soci::soci_error.
void run_script(connection&, char const* sql);

// Makes the file smaller by what is free in it, in portions, so that a writer waits for one of them at most. A file that
// was made before this program did so keeps its size (docs/operating.md). Throws as `run_script`.
void give_back(connection&);

} // namespace saksgang
