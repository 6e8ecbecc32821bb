// SQLite: one file, no server. Everything that only SQLite does stands in sqlite.cpp.
#pragma once

#include <memory>
#include <string>

#include "engine/ports.hpp"

namespace saksgang {

// The file is made when it is not there.
std::unique_ptr<store> open_sqlite(std::string path);

} // namespace saksgang
