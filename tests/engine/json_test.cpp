#include <doctest/doctest.h>

#include "engine/digest.hpp"
#include "engine/json.hpp"

using namespace saksgang;

TEST_CASE("canonical JSON: keys sorted, no white space, RFC 8785's escapes") {
    auto const j = parse_json(R"({"b":1,"a":{"z":null,"y":[true,"æ\u0001\n\"\\/\u007f"]}})");
    CHECK(canonical(j) == "{\"a\":{\"y\":[true,\"æ\\u0001\\n\\\"\\\\/\x7f\"],\"z\":null},\"b\":1}");
}

TEST_CASE("canonical JSON refuses what is outside its subset") {
    CHECK_THROWS_AS(canonical(json(1.5)), std::logic_error);
    CHECK_THROWS_AS(canonical(json(largest_integer + 1)), std::logic_error);
    CHECK_THROWS_AS(canonical(json{{"nøkkel", 1}}), std::logic_error);
    CHECK_NOTHROW(canonical(json(largest_integer)));
}

TEST_CASE("text from outside: duplicate keys, NUL, bad UTF-8, deep nesting and trailing text are refused") {
    for (auto const* bad : {R"({"a":1,"a":2})", R"({"a":"\u0000"})", "\"\xff\"", "{\"a\":1} x", "", "{",
                            "[1,]", "\xEF\xBB\xBF{}", R"({"a\u0000":1})"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(parse_json(bad), malformed_json);
    }
    CHECK_THROWS_AS(parse_json(std::string(deepest_nesting + 1, '[') + std::string(deepest_nesting + 1, ']')),
                    malformed_json);
    CHECK_NOTHROW(parse_json(std::string(deepest_nesting, '[') + std::string(deepest_nesting, ']')));
}

TEST_CASE("text from outside: keys and items are counted while it is parsed") {
    auto const with_key = [](std::size_t length) { return "{\"" + std::string(length, 'k') + "\":0}"; };
    CHECK_NOTHROW(parse_json(with_key(longest_key)));
    CHECK_THROWS_AS(parse_json(with_key(longest_key + 1)), malformed_json);
    CHECK_NOTHROW(parse_json(R"({"a":[1,[]]})", 4));
    CHECK_THROWS_AS(parse_json(R"({"a":[1,[]]})", 3), malformed_json);
    // At the first too many: what follows is not even JSON.
    CHECK_THROWS_WITH_AS(parse_json("[1,2,3 and so on", 3), "more than 3 values", malformed_json);
}

TEST_CASE("a merge patch between two values, applied to the first, gives the second") {
    auto const values = {json::object(),
                         json{{"a", 1}},
                         json{{"a", {{"b", 1}, {"c", {1, 2}}}}},
                         json{{"a", {{"b", 2}}}, {"d", "x"}},
                         json{{"a", json::array()}},
                         json{{"a", json::object()}},
                         json{{"a", {{"b", {{"c", 1}}}}}}};
    for (auto const& before : values)
        for (auto const& after : values) {
            auto patched = before;
            patched.merge_patch(merge_patch_between(before, after));
            CAPTURE(before.dump());
            CAPTURE(after.dump());
            CHECK(patched == after);
        }
    CHECK(merge_patch_between(json{{"a", 1}}, json{{"a", 1}}).empty());
}

TEST_CASE("SHA-256") {
    CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    running_digest pieces;
    pieces.add("a");
    pieces.add("bc");
    CHECK(pieces.finish() == sha256("abc"));
    CHECK(is_digest(sha256("x")));
    CHECK(!is_digest("ABC"));
}
