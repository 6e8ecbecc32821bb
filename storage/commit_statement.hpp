// What PostgreSQL is told to write, in one statement and so in one trip: all of it or nothing. A statement speaks only
// of the tables that get rows, since each one named costs the database, rows or not.
#pragma once

#include "engine/ports.hpp"
#include "storage/connection.hpp"

namespace saksgang {

// Gives one row, of one number: 1, or 0 where the batch may not be written (store_session::commit).
made_statement commit_statement(write_batch const&);
// What is derived of a community's states, put where it is missing.
made_statement projection_statement(std::string const& community, projection_part const&);

} // namespace saksgang
