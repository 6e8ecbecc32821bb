// The words of a title, as they are looked for and put in order.
#include "engine/words.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace saksgang;

namespace {

std::string words(std::string_view text) {
    std::string all;
    for (auto const& w : words_in(text)) all += (all.empty() ? "" : " ") + w;
    return all;
}

} // namespace

TEST_CASE("words are letters and digits, in any case") {
    CHECK(words("Søknad om TILSKUDD, 2024: «LAR-retningslinje» (§ 6-2)") ==
          "s|knad om tilskudd 2024 lar retningslinje 6 2");
    CHECK(words("") == "");
    CHECK(words(" – … — ") == "");
    CHECK(words("ÆØÅ æøå") == "{|} {|}");
}

TEST_CASE("letters with other marks are those that they are sorted by; å is another than a") {
    CHECK(words("Idé Müller Ängelholm Öst Čáhci Đorđe Ŋ Łódź Straße") ==
          "ide myller {ngelholm |st cahci dorde n lodz strase");
    CHECK(words("Ål") != words("Al"));
    CHECK(words("A\u030al a\u0308r o\u0308 e\u0301") == "}l {r | e"); // the marks by themselves
}

TEST_CASE("another alphabet is kept, letter by letter") {
    CHECK(words("Жук 病院") == "~416~443~43a ~75c5~9662");
    CHECK(words("\xFF\x80 a\xC3").size() < 20); // no UTF-8: whatever it is, it ends
}

TEST_CASE("in the order of the alphabet, æ, ø and å last") {
    std::vector<std::string> all{"Ås", "Øvre", "Zagreb", "Ærlig", "Al", "Ål", "Öst", "Ängel", "ål 2"};
    std::ranges::sort(all, {}, [](auto const& s) { return words(s); });
    CHECK(all ==
          std::vector<std::string>{"Al", "Zagreb", "Ängel", "Ærlig", "Öst", "Øvre", "Ål", "ål 2", "Ås"});
}
