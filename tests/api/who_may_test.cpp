// Who may do what, as a table that is read by people and compared by this test: a new address, command, role or workflow
// has no line in it until somebody has looked at the line.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/api/table_of_rights.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

std::vector<std::string> lines_in(std::istream&& in) {
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
}

} // namespace

TEST_CASE("who may do what is what the table says") {
    everyone here;
    for (auto const& role : here.roles_without_column())
        FAIL_CHECK("nobody in the table has the role " << role << ": add a column in everyone.cpp");
    auto const found = table_of_rights(here).text();
    auto const file = source_dir() / "tests/api/who_may.txt";
    if (std::getenv("SAKSGANG_WRITE_WHO_MAY")) std::ofstream(file) << found;

    auto const written = lines_in(std::ifstream(file)), now = lines_in(std::istringstream(found));
    for (std::size_t n = 0; n < std::max(written.size(), now.size()); ++n) {
        auto const line_in = [n](auto const& all) {
            return n < all.size() ? all[n] : std::string("(nothing)");
        };
        if (line_in(written) == line_in(now)) continue;
        FAIL_CHECK("line " << n + 1 << " of tests/api/who_may.txt says\n"
                           << line_in(written) << "\nand it is\n"
                           << line_in(now)
                           << "\nIf that is meant: SAKSGANG_WRITE_WHO_MAY=1 build/release/tests/api_test "
                              "-tc='who may do what*', and read the difference line by line.");
        break;
    }
}
