// The screens as the server gives them. The bytes are not what a browser would take for brotli: they only tell which.
#include "api/pages.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

constexpr std::string_view hash_of_index = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                           hash_of_script = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
api::page const files[] = {
    {"index.html", "text/html; charset=utf-8", hash_of_index, false, "<title>", "index gz", "index br"},
    {"assets/main-X.js", "text/javascript; charset=utf-8", hash_of_script, true, "script", "script gz", ""},
};

struct with_pages : community {
    with_pages() : community({.port = 0}, files) {}
};

} // namespace

TEST_CASE("the address of the server leads to the only community") {
    with_pages here;
    client c(here.port());
    auto const r = c.get("/");
    CHECK(r.status == 302);
    CHECK(r.headers.at("location") == "/vv");
}

TEST_CASE("of several communities, or none, one chooses") {
    using api::pages;
    auto const two = pages::choice({"vv", "innlandet"}, language::nn);
    CHECK(two.status == 200);
    CHECK(two.body.find("<a href=\"/innlandet\">") != std::string::npos);
    CHECK(two.body.find("Vel helsefellesskap") != std::string::npos);
    CHECK(pages::choice({}, language::en).body.find("no health community") != std::string::npos);
}

TEST_CASE("every address of a community that is not the API's is the page") {
    with_pages here;
    client c(here.port());
    for (auto const* address :
         {"/vv", "/vv/", "/vv/saker/2024-3", "/vv/saker?state=drafting", "/vv/apiary"}) {
        CAPTURE(address);
        auto const r = c.get(address);
        CHECK(r.status == 200);
        CHECK(r.body == "<title>");
        CHECK(r.headers.at("content-type") == "text/html; charset=utf-8");
        CHECK(r.headers.at("cache-control") == "no-cache");
        CHECK(r.headers.at("x-content-type-options") == "nosniff");
        CHECK(r.headers.at("content-security-policy") ==
              "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action "
              "'self'; frame-ancestors 'none'");
    }
}

TEST_CASE("what is no page is not there") {
    with_pages here;
    client c(here.port());
    for (auto const* address :
         {"/nowhere", "/nowhere/saker", "/assets/main-Y.js", "/assets/../index.html",
          "/assets/%2e%2e/index.html", "/..", "/../../etc/passwd", "/vv%2f..%2f..%2fetc%2fpasswd", "/%00",
          "/favicon.ico", "/vv/api", "/vv/api/v1/castles", "/vv/api/v2/cases", "//vv"}) {
        CAPTURE(address);
        auto const r = c.get(address);
        CHECK(r.status == 404);
        CHECK(r.headers.at("content-type") == "application/problem+json");
    }
    auto const r = c.call("POST", "/vv/saker", "", {});
    CHECK(r.status == 405);
    CHECK(r.headers.at("allow") == "OPTIONS, GET, HEAD");
}

TEST_CASE("a file is sent in what the browser takes, and kept for ever where its name says what it is") {
    with_pages here;
    client c(here.port());
    auto const asks = [&](std::string const& address, std::string const& accepted) {
        return c.get(address, {{"Accept-Encoding", accepted}});
    };
    CHECK(asks("/vv", "gzip, deflate, br").body == "index br");
    CHECK(asks("/vv", "gzip, deflate, br").headers.at("content-encoding") == "br");
    CHECK(asks("/vv", "gzip").body == "index gz");
    CHECK(asks("/vv", "br;q=0, gzip;q=0.5").body == "index gz");
    CHECK_FALSE(asks("/vv", "identity").headers.contains("content-encoding"));
    CHECK(asks("/vv", "gzip").headers.at("vary") == "Accept-Encoding");
    CHECK(asks("/assets/main-X.js", "br").body == "script");
    CHECK(asks("/assets/main-X.js", "br, gzip").body == "script gz");
    CHECK(asks("/assets/main-X.js", "").headers.at("cache-control") == "public, max-age=31536000, immutable");
}

TEST_CASE("who has the page already is told so; HEAD tells all but the bytes") {
    with_pages here;
    client c(here.port());
    auto const first = c.get("/vv");
    auto const again = c.get("/vv/saker", {{"If-None-Match", first.headers.at("etag")}});
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK_FALSE(again.headers.contains("content-length"));
    CHECK(again.headers.at("cache-control") == "no-cache");
    CHECK(c.get("/vv", {{"If-None-Match", "\"other\""}}).status == 200);
    auto const head = c.call("HEAD", "/vv", "", {});
    CHECK(head.status == 200);
    CHECK(head.headers.at("content-length") == "7");
    CHECK(c.get("/vv").status == 200);
}

TEST_CASE("a program without screens has nothing but the API") {
    community here;
    client c(here.port());
    CHECK(c.get("/").status == 404);
    CHECK(c.get("/vv").status == 404);
}

TEST_CASE("pages of a folder are read anew when they are written anew") {
    namespace fs = std::filesystem;
    auto const folder = fs::temp_directory_path() / ("saksgang-pages-" + std::to_string(getpid()));
    auto const write = [&](std::string const& words, int second) {
        fs::create_directories(folder);
        std::ofstream(folder / "index.html") << words;
        std::ofstream(folder / "manifest.json") << R"([{"path":"index.html","type":"text/html","sha256":")" +
                                                       std::string(64, 'a' + second) +
                                                       R"(","forever":false,"encodings":[]}])";
        fs::last_write_time(folder / "manifest.json", fs::file_time_type(std::chrono::seconds(second)));
    };
    write("one", 1);
    api::pages const p(folder);
    CHECK(p.index({}).body == "one");
    write("two", 2);
    CHECK(p.index({}).body == "two");
    fs::remove(folder / "manifest.json");
    CHECK(p.index({}).body == "two");
    CHECK_FALSE(p.find("../../etc/passwd", {}).has_value());
    fs::remove_all(folder);
    CHECK_THROWS_AS(api::pages{folder}, std::runtime_error);
}
