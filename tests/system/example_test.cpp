#include "tests/support/served.hpp"
namespace saksgang::test {
namespace {
ON_BOTH_SERVED("the loaded example is served") {
    served s(where::kind());
    CHECK(s.shows("koordinator", "/me")["account"] == "koordinator");
    CHECK(s.shows("koordinator", "/cases")["items"].size() == 4);
    s.kill_hard();
    s.start_again();
    s.ends_well();
}
} // namespace
} // namespace saksgang::test
