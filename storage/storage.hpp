// Storage: the store of engine/ports.hpp on SQLite and on PostgreSQL. No SQL stands outside this folder.
//
// In the order in which things happen:
//   storage.cpp      open_store: which database an address means
//   migrations.*     the schema, brought up to this program's version; migrations/ holds the SQL
//   connection.*     one session with a database: statements prepared once, transactions, failure classes
//   batch.*          what must hold of a write_batch before the database is asked
//   session.*        the store's session in SQL that both databases speak: reading, lists, sign-in, the commit's frame
//   case_lists.*     lists of cases, by ranges of an index; case_listing.* has their statements
//   task_lists.*     lists of what waits for whom
//   everything.cpp   all that is stored of a community, range by range; beside.cpp: and what is beside its log
//   documents.*      uploaded bytes in chunks
//   sqlite.*         what SQLite does in its own way: read, write, begin, pragmas
//   postgresql.*     what PostgreSQL does in its own way: one statement to read, one to write, roles;
//                    arrays.hpp writes the arrays that both take
//
// A commit is durable when it returns: PostgreSQL with synchronous_commit, SQLite with synchronous=FULL.
// check_ready refuses anything less.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/ports.hpp"

namespace saksgang {

// `sqlite:PATH`, `postgresql://...` (an address as libpq takes it), or `postgresql:` and a libpq connection
// string. Throws std::runtime_error for anything else. Does not connect. The store is thread-safe; its
// sessions are not.
std::unique_ptr<store> open_store(std::string_view url);

// The names of all migrations that this program has for such a store, in order.
std::vector<std::string> migrations_for(store const&);

} // namespace saksgang
