#include "engine/characters.hpp"

#include <doctest/doctest.h>

#include "engine/describe.hpp"

using namespace saksgang;

namespace {

struct titled {
    std::string title;
    std::optional<std::string> note;
    personal_text of;
};
BOOST_DESCRIBE_STRUCT(titled, (), (title, note, of))

std::string wrong(json const& payload) {
    field_errors errors;
    (void)read<titled>(payload, errors);
    return errors.empty() ? ""
                          : errors.front().pointer + " " + errors.front().code + " " + errors.front().detail;
}

} // namespace

TEST_CASE("what a text may hold") {
    for (std::string const fit :
         {"Én linje\nog én til\t– «sitat»", "日本", "שלום", "👩‍⚕️ 1 000 kr", "a\u200Bb", "\u00ADa"})
        CHECK_MESSAGE(!unfit_character(fit), fit);
    CHECK(unfit_character("a\x1B[31m") == "U+001B");
    CHECK(unfit_character("a\rb") == "U+000D");
    CHECK(unfit_character("\x7F") == "U+007F");
    CHECK(unfit_character("\u0085") == "U+0085");
    CHECK(unfit_character("avslag \u202Efdp.exe") == "U+202E");
    CHECK(unfit_character("\u2066a\u2069") == "U+2066");
}

TEST_CASE("what can't be seen is blank") {
    for (std::string const blank :
         {"", " \n", "\u200B", "\u200B\u00A0\uFEFF", "\u3164", "\U000E0041", "\u2800"})
        CHECK_MESSAGE(is_blank(blank), blank);
    for (std::string const seen : {"a", "\u200Ba", ".", "å"}) CHECK_MESSAGE(!is_blank(seen), seen);
}

TEST_CASE("every text of a payload is looked at, whatever it is for") {
    CHECK(wrong({{"title", "Tilskudd"}, {"note", "n"}, {"of", "Kari"}}) == "");
    CHECK(wrong({{"title", "a\x1B"}, {"of", "Kari"}}) == "/title bad_character U+001B");
    CHECK(wrong({{"title", "a"}, {"note", "\u202E"}, {"of", "Kari"}}) == "/note bad_character U+202E");
    CHECK(wrong({{"title", "a"}, {"of", "\u2067Kari"}}) == "/of bad_character U+2067");
    CHECK(wrong({{"title", "\u200B\u200B"}, {"of", "Kari"}}) == "/title empty ");
}
