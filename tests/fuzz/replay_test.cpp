// What is checked in of inputs, through the targets that libFuzzer drives (fuzz.hpp): what it once found stays mended.
#include <doctest/doctest.h>

#include "tests/fuzz/corpus.hpp"
#include "tests/fuzz/fuzz.hpp"

using namespace saksgang::fuzz;

namespace {

void replay(std::string const& name, void (*target)(std::string_view)) {
    auto const all = corpus_in(std::filesystem::path(SAKSGANG_SOURCE_DIR) / "tests/fuzz/corpus" / name);
    REQUIRE(!all.empty());
    for (auto const& input : all) CHECK_NOTHROW_MESSAGE(target(input), name, ": ", packed(input));
}

} // namespace

TEST_CASE("JSON is read alike by all who read it") { replay("json_text", json_text); }
TEST_CASE("entries are read and folded alike") { replay("entries", entries); }
TEST_CASE("payloads are refused, or decided as they say") { replay("payloads", payloads); }
TEST_CASE("a connection's bytes are answered") { replay("http", http); }

TEST_CASE("an input is packed into a line and comes back") {
    std::string every_byte;
    for (int code = 0; code < 256; ++code) every_byte += static_cast<char>(code);
    CHECK(unpacked(packed(every_byte)) == every_byte);
    CHECK(packed("a\\\r\n\xc3") == R"(a\\\r\n\xc3)");
}
