#include "engine/case/title_of_document.hpp"

#include <doctest/doctest.h>

using namespace saksgang;

TEST_CASE("the source of a date is called so in the reader's language, and a paper by its title") {
    auto const day = *date::parse("2024-06-03");
    linked_document source{
        .digest = "x", .title = "Kilde for datoen 03.06.2024", .command = "c", .linked = day};
    CHECK(title_in(source, language::nb) == "Kilde for datoen 03.06.2024");
    CHECK(title_in(source, language::nn) == "Kjelde for datoen 03.06.2024");
    CHECK(title_in(source, language::en) == "Source of the date 03.06.2024");
    source.title = "Kilde for datoen 04.06.2024"; // which somebody wrote
    CHECK(title_in(source, language::en) == "Kilde for datoen 04.06.2024");
}
