// What is said between the tests' clients and a served program, for a reader that is not ours: a line of JSON for each
// exchange, in the file that SAKSGANG_TRAFFIC names (tests/browser/answers.mjs). Without it nothing is written.
#pragma once

#include <string>

#include "tests/support/client.hpp"

namespace saksgang::test {

void note_exchange(std::string const& verb, std::string const& target, reply const&);

} // namespace saksgang::test
