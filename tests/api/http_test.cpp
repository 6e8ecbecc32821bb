#include "api/http.hpp"

#include <doctest/doctest.h>

#include "api/national_id.hpp"
#include "api/spool.hpp"
#include "engine/values.hpp"

using namespace saksgang;
using namespace saksgang::api;

TEST_CASE("percent-encoding") {
    CHECK(percent_decoded("a%20b") == "a b");
    CHECK(percent_decoded("fl%C3%A5") == "flå");
    CHECK(percent_decoded("a+b") == "a+b");
    CHECK(percent_decoded("a+b", true) == "a b");
    CHECK(percent_decoded("%41%") == std::nullopt);
    CHECK(percent_decoded("%4") == std::nullopt);
    CHECK(percent_decoded("%zz") == std::nullopt);
    CHECK(percent_decoded("%00") == std::nullopt);
    CHECK(percent_decoded("%0a") == std::nullopt);
    CHECK(percent_decoded("%C0%AF") == std::nullopt);    // overlong
    CHECK(percent_decoded("%ED%A0%80") == std::nullopt); // a surrogate
}

TEST_CASE("queries") {
    CHECK(query_value("a=1&b=2", "b") == "2");
    CHECK(query_value("a=1&b", "b") == "");
    CHECK(query_value("a=1&&b=2", "c") == std::nullopt);
    CHECK(query_value("a=x%26y", "a") == "x&y");
    CHECK(unknown_parameter("a=1&b=2", {"a", "b"}) == std::nullopt);
    CHECK(unknown_parameter("a=1&c=2", {"a", "b"}) == "c");
    CHECK(unknown_parameter("a=%zz", {"a"}) == "a");
    request r;
    r.target = "/a?b=c";
    CHECK(r.path() == "/a");
    CHECK(r.query() == "b=c");
}

TEST_CASE("base64url, with the vectors of RFC 4648") {
    for (auto const& [plain, encoded] :
         std::vector<std::pair<std::string, std::string>>{{"", ""},
                                                          {"f", "Zg"},
                                                          {"fo", "Zm8"},
                                                          {"foo", "Zm9v"},
                                                          {"foob", "Zm9vYg"},
                                                          {"fooba", "Zm9vYmE"},
                                                          {"\xff\xfe", "__4"}}) {
        CHECK(base64url(plain) == encoded);
        CHECK(from_base64url(encoded) == plain);
    }
    CHECK(from_base64url("Zg==") == std::nullopt);
    CHECK(from_base64url("a/b") == std::nullopt);
}

TEST_CASE("what looks like a national identity number") {
    CHECK(is_national_id("01010750160")); // made up for this test: checks, and belongs to nobody known
    CHECK_FALSE(is_national_id("01010750161"));
    CHECK_FALSE(is_national_id("99999999999"));
    CHECK_FALSE(is_national_id("0101075016"));
    auto const found = [](std::vector<std::string> parts) {
        national_id_finder f;
        for (auto const& p : parts) f.add(p);
        return f.found();
    };
    CHECK(found({"nr 01010750160."}));
    CHECK(found({"01010750160"}));
    CHECK(found({"nr 010107 50160 slutt"}));
    CHECK(found({"nr 0101", "0750160 slutt"}));    // on the seam
    CHECK_FALSE(found({"nr 101010750160 slutt"})); // a longer number
    CHECK_FALSE(found({"nr 0101.07.50160"}));      // as account numbers are written
    CHECK_FALSE(found({"01010750161"}));
    CHECK_FALSE(found({"7d9f3a52-0c11-4c1e-9d0a-a01010750160"})); // of a UUID
    CHECK_FALSE(found({"01010750160f"}));
    CHECK_FALSE(found({"7d9f3a52-0c11-4c1e-9d0a-", "a01010", "750160"}));
    CHECK(found({"Lea01010750160"})); // a word is no such thing
    CHECK(found({"fnr:01010750160, ja"}));
}

TEST_CASE("texts of a payload that hold one are named by their pointers") {
    json const payload{{"a/b", {{{"x", "01010750160"}}, "nr 01010750160"}},
                       {"digest", std::string(53, 'a') + "01010750160"}, // a digest is no text
                       {"n", 1010750160}};
    CHECK(national_ids_in(payload) == std::vector<std::string>{"/a~1b/0/x", "/a~1b/1"});
    CHECK(national_ids_in("01010750160") == std::vector<std::string>{""});
    CHECK(national_ids_in(json::array()).empty());
    CHECK(national_ids_in(json(most_field_errors + 5, "01010750160")).size() == most_field_errors);
}

TEST_CASE("media types") {
    for (std::string const yes : {"application/json", "Application/JSON", "application/json;charset=utf-8",
                                  "application/json ; charset=utf-8"})
        CHECK_MESSAGE(is_json(yes), yes);
    for (std::string const no : {"", ";", "application/jsonx", "application/json/", "text/json"})
        CHECK_MESSAGE(!is_json(no), no);
}

TEST_CASE("a spool gives back what was put in, in chunks, more than once") {
    for (std::size_t const size : {std::size_t{0}, std::size_t{10}, document_chunk, std::size_t{3'000'000}}) {
        CAPTURE(size);
        std::string all;
        body_room room;
        spool s(room);
        for (std::size_t i = 0; i < size; i += 50'000) {
            std::string const part(std::min<std::size_t>(50'000, size - i),
                                   static_cast<char>('a' + i / 50'000 % 26));
            s.add(part);
            all += part;
        }
        CHECK(s.size() == size);
        for (int round = 0; round < 2; ++round) {
            std::string back;
            for (auto part = s.next_chunk(); !part.empty(); part = s.next_chunk()) {
                CHECK(part.size() <= document_chunk);
                back += part;
            }
            CHECK(back == all);
            s.rewind();
        }
    }
}
