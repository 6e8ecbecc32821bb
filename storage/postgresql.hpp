// PostgreSQL: everything that only PostgreSQL does stands in postgresql.cpp.
#pragma once

#include <memory>
#include <string>

#include "engine/ports.hpp"

namespace saksgang {

// An address or a connection string as libpq takes them.
std::unique_ptr<store> open_postgresql(std::string address);

} // namespace saksgang
