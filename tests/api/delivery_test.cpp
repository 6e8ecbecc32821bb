// Answers with a tag, told not to be needed again, and compressed.
#include "api/delivery.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

std::string gunzipped(std::string const& bytes) {
    z_stream z{};
    REQUIRE(inflateInit2(&z, 15 + 16) == Z_OK);
    std::string out(4'000'000, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    CHECK(inflate(&z, Z_FINISH) == Z_STREAM_END);
    out.resize(z.total_out);
    inflateEnd(&z);
    return out;
}

} // namespace

TEST_CASE("versions in tags") {
    using api::version_in_tag;
    CHECK(version_in_tag("\"7\"") == 7);
    CHECK(version_in_tag("\"7-0a9f\"") == 7);
    CHECK(version_in_tag("\"7-0a9f-gz\"") == 7);
    for (auto const* bad : {"7", "\"\"", "\"-7\"", "\"a\"", "\"7", "W/\"7\"", "\"7\", \"8\"", "\"7 \"",
                            "\"7a\"", "\"9999999999999999\""}) {
        CAPTURE(bad);
        CHECK_FALSE(version_in_tag(bad).has_value());
    }
}

TEST_CASE("who has an answer already is told so, and no longer when it says something else") {
    community here;
    auto const admin = here.signed_in("admin");
    auto const first = admin->get(at + "/parties");
    auto const tag = first.headers.at("etag");
    auto const again = admin->get(at + "/parties", {{"If-None-Match", tag}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(again.headers.at("etag") == tag);
    CHECK(again.headers.at("cache-control") ==
          "no-store"); // what is said here is kept by nobody but the page
    CHECK(admin->get(at + "/parties", {{"If-None-Match", "\"other\", " + tag}}).status == 304);
    CHECK(admin->get(at + "/parties", {{"If-None-Match", "*"}}).status == 304);
    CHECK(admin->get(at + "/parties", {{"If-None-Match", "\"other\""}}).status == 200);
    CHECK(admin->call("HEAD", at + "/parties", "", {{"If-None-Match", tag}}).status == 304);

    auto const done =
        admin->post(at + "/organisation/commands/register_party", {{"party", "flaa"},
                                                                   {"details",
                                                                    {{"name", "Flå"},
                                                                     {"kind", "municipality"},
                                                                     {"number", "3320"},
                                                                     {"organisation_number", "964952612"},
                                                                     {"language", "nb"}}}});
    REQUIRE(done.status == 200);
    CHECK(admin->get(at + "/parties", {{"If-None-Match", tag}}).status == 200);
}

TEST_CASE("nobody is told by another's tag, nor by another language's") {
    community here;
    auto const kari = here.signed_in("kari"), per = here.signed_in("per");
    auto const tag = kari->get(at + "/me").headers.at("etag");
    CHECK(kari->get(at + "/me", {{"If-None-Match", tag}}).status == 304);
    CHECK(per->get(at + "/me", {{"If-None-Match", tag}}).status == 200);
    client nobody(here.port());
    CHECK(nobody.get(at + "/me", {{"If-None-Match", tag}}).status == 401);
    auto const workflows = kari->get(at + "/workflows").headers.at("etag");
    CHECK(kari->get(at + "/workflows", {{"If-None-Match", workflows}}).status == 304);
    CHECK(kari->get(at + "/workflows", {{"If-None-Match", workflows}, {"Accept-Language", "nn"}}).status ==
          200);
}

TEST_CASE("a long answer is compressed for who takes it, a short one is not") {
    community here;
    auto const kari = here.signed_in("kari");
    auto const plain = kari->get(at + "/openapi.json");
    auto const packed = kari->get(at + "/openapi.json", {{"Accept-Encoding", "gzip, br"}});
    CHECK(packed.headers.at("content-encoding") == "gzip");
    CHECK(packed.body.size() * 5 < plain.body.size());
    CHECK(gunzipped(packed.body) == plain.body);
    CHECK(packed.headers.at("vary").find("Accept-Encoding") != std::string::npos);
    auto const tag = packed.headers.at("etag");
    CHECK(tag.ends_with("-gz\""));
    for (auto const& have : {tag, plain.headers.at("etag")})
        CHECK(
            kari->get(at + "/openapi.json", {{"Accept-Encoding", "gzip"}, {"If-None-Match", have}}).status ==
            304);
    CHECK_FALSE(
        kari->get("/health/live", {{"Accept-Encoding", "gzip"}}).headers.contains("content-encoding"));
    CHECK_FALSE(kari->get(at + "/openapi.json", {{"Accept-Encoding", "gzip;q=0"}})
                    .headers.contains("content-encoding"));
}

TEST_CASE("what holds a token is never compressed") {
    api::request const asked{.headers = {.accept_encoding = "gzip"}};
    api::response with_token{.body = std::string(5000, 'a')};
    CHECK(api::delivered(with_token, asked).headers.back().second == "gzip");
    with_token.secret = true;
    CHECK(api::delivered(with_token, asked).body == with_token.body);
}
