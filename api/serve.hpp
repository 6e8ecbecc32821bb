// Wires everything below the store together and serves until the process is told to stop.
#pragma once

#include <functional>
#include <string>

#include "api/pages.hpp"
#include "api/server.hpp"
#include "engine/kernel.hpp"
#include "engine/ports.hpp"

namespace saksgang::api {

inline constexpr std::size_t reader_threads = 2, chore_threads = 2; // more database threads hurt on two cores
// Of two cores whoever guesses passwords gets no more than one, and that at a lower priority.
inline constexpr std::size_t hash_threads = 1;

// `ready` is called with the port once connections are accepted; `server` may be stopped through what it is given.
void serve(store&, kernel const&, source&, pages const&, server::options const&,
           std::function<void(server&)> const& ready);

} // namespace saksgang::api
