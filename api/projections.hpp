// What is derived of the streams (rows of cases, what they are found by, what waits for whom), made anew where another
// program has made it, or none.
#pragma once

#include <functional>
#include <string>

#include "engine/kernel.hpp"
#include "engine/ports.hpp"

namespace saksgang {

bool projections_are_current(store&, kernel const&);
// Stream by stream, each under its community's lock, so that servers may go on meanwhile. Needs the right to delete
// them: on PostgreSQL the owner's. Does nothing where they are current.
void refresh_projections(store&, kernel const&, std::function<void(std::string const&)> const& progress);

} // namespace saksgang
