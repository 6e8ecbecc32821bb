// What a write_batch must be in itself, on every database: what is written to an audit log is asserted first.
#pragma once

#include "engine/ports.hpp"

namespace saksgang {

// Throws std::logic_error unless: positions follow on `expected` one by one up to `after`, which is not
// recorded earlier; a stream's entries follow one by one; every stream that has entries
// has its state after the last of them, and no other has; nothing stands twice.
void check(write_batch const&);

} // namespace saksgang
