// What grows with the community is touched where it changes.
#include <doctest/doctest.h>

#include "engine/canonical.hpp"
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

TEST_CASE("one of three thousand persons is registered for the price of one of three") {
    town t;
    auto const add = [&](int n) {
        return t.run->execute(t.ask("koordinator", "organisation", "register_person",
                                    {{"name", "Navn " + std::to_string(n)}, {"position", "Rådgiver"}}));
    };
    for (int n = 0; n < 3000; ++n) REQUIRE(std::holds_alternative<accepted>(add(n)));
    auto const before = t.session->read(t.name, {.streams = {"organisation"}}).states.at("organisation");
    REQUIRE(before.pieces.at("data").size() > 10);
    CHECK(before.bytes.size() < 1000);

    REQUIRE(std::holds_alternative<accepted>(add(3000)));
    auto const after = t.session->read(t.name, {.streams = {"organisation"}}).states.at("organisation");
    std::size_t others = 0;
    for (auto const& p : after.pieces.at("data")) others += std::ranges::count(before.pieces.at("data"), p);
    CHECK(others + 2 >= after.pieces.at("data").size()); // what was not written was not read again either

    t.fold_and_compare("organisation");
    t.check_all();
}
