// In which order a request is looked at: who asks comes before everything that a body says.
#include <doctest/doctest.h>

#include "api/application.hpp"
#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

std::string const json_type = "Content-Type: application/json\r\n";

std::string request_head(std::string const& method, std::string const& path, std::string const& token,
                         std::string const& more) {
    return method + " " + at + path + " HTTP/1.1\r\nHost: a\r\n" +
           (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") + more + "\r\n";
}

std::string const of_nobody(43, 'a');
json const scheme{{"workflow", "grant_scheme"},
                  {"payload", {{"title", "Tilskudd 2024"}, {"fund", "tilskudd"}, {"year", 2024}}}};

} // namespace

TEST_CASE("who is not signed in is told so before a byte of the body has been sent") {
    community here;
    for (std::string const token : {std::string(), of_nobody})
        for (std::string const line :
             {"POST /cases", "POST /documents", "POST /accounts/kari/password",
              "POST /organisation/commands/x", "DELETE /sessions/current", "GET /cases", "GET /me"})
            for (std::string const framing :
                 {"Content-Length: 900000\r\n", "Content-Length: 2000000\r\n",
                  "Transfer-Encoding: chunked\r\n", "Content-Length: 10\r\nExpect: 100-continue\r\n"}) {
                CAPTURE(token);
                CAPTURE(line);
                CAPTURE(framing);
                client c(here.port());
                auto const space = line.find(' ');
                c.send(
                    request_head(line.substr(0, space), line.substr(space + 1), token, json_type + framing));
                auto const r = c.receive();
                CHECK(r.status == 401);
                CHECK(r.headers.at("www-authenticate") == "Bearer");
                CHECK(r.headers.at("content-language") == "nb");
            }
}

TEST_CASE("who is signed in is asked for the body, once it is known that it will be taken") {
    community here;
    auto const kari = here.signed_in("kari");
    kari->send(request_head("POST", "/cases", kari->token,
                            json_type + "Content-Length: 2\r\nExpect: 100-continue\r\n"));
    CHECK(kari->receive().status == 100);
    kari->send("{}");
    CHECK(kari->receive().status == 422);
    kari->send(request_head("POST", "/cases", kari->token,
                            json_type + "Content-Length: 2000000\r\nExpect: 100-continue\r\n"));
    CHECK(kari->receive().status == 413);
}

TEST_CASE("not signed in comes before what is wrong with an address or a query") {
    community here;
    for (std::string const token : {std::string(), of_nobody}) {
        client c(here.port());
        c.token = token;
        for (std::string const path :
             {"/cases?limit=0", "/cases?colour=red", "/cases/BAD!", "/cases/BAD!/history", "/bodies/BAD!",
              "/bodies/BAD!/history", "/funds/BAD!/history", "/documents/x",
              "/documents/x?case=1&agreement=2", "/documents/x?case=1&fund=2"})
            CHECK_MESSAGE(c.get(at + path).status == 401, path);
        CHECK(c.get(at + "/castles").status == 404);
        CHECK(c.call("PUT", at + "/cases", "", {}).status == 405);
        CHECK(c.get("/nowhere/api/v1/cases").status == 404);
    }
    auto const kari = here.signed_in("kari");
    CHECK(kari->get(at + "/cases?limit=0").status == 422);
    CHECK(kari->get(at + "/cases?colour=red").status == 422);
    CHECK(kari->get(at + "/bodies/BAD!/history?limit=0").status == 422);
    CHECK(kari->get(at + "/bodies/BAD!/history").status == 404);
}

TEST_CASE("signed in: type, JSON, header, field, address") {
    community here;
    auto const kari = here.signed_in("kari");
    auto const post = [&](std::string const& path, std::string const& body, std::string const& type,
                          std::string const& if_match = "") {
        std::map<std::string, std::string> headers{{"Content-Type", type}};
        if (!if_match.empty()) headers["If-Match"] = if_match;
        return kari->call("POST", at + path, body, std::move(headers)).status;
    };
    std::string const nowhere = "/bodies/BAD!/commands/open_seat", good = "application/json";
    CHECK(post(nowhere + "?x=1", "{", "text/plain", "x") == 415);
    CHECK(post(nowhere + "?x=1", "{", good, "x") == 400);
    CHECK(post(nowhere + "?x=1", "{}", good, "x") == 400);
    CHECK(post(nowhere + "?x=1", "{}", good) == 422);
    CHECK(post(nowhere, "{}", good) == 422);
    CHECK(post("/bodies/BAD!/commands/no_such_command", "{}", good) == 404);
    CHECK(post("/accounts/kari/password", "{}", "text/plain") == 415);
    CHECK(post("/accounts/kari/password", "{", good) == 400);
    CHECK(post("/accounts/kari/password", "{}", good) == 422);
    // The commands of a new case are not addressed to one.
    CHECK(post("/cases/new/commands/propose_scheme", scheme["payload"].dump(), good) == 404);
}

TEST_CASE("a media type is one, however it is written, and nothing that only begins like it") {
    community here;
    auto const kari = here.signed_in("kari");
    json const credentials{{"username", "kari"}, {"password", password}};
    auto const both = [&](std::string const& type) {
        auto const asked = kari->call("POST", at + "/cases", scheme.dump(), {{"Content-Type", type}}).status;
        auto const signing_in =
            kari->call("POST", at + "/sessions", credentials.dump(), {{"Content-Type", type}}).status;
        CHECK_MESSAGE(asked == signing_in, type);
        return asked;
    };
    for (std::string const taken : {"application/json", "APPLICATION/JSON", "application/json;charset=utf-8",
                                    "application/json ; charset=utf-8"})
        CHECK_MESSAGE(both(taken) == 201, taken);
    for (std::string const not_taken :
         {"application/jsonx", "application/json-patch+json", "text/plain", "x-www-form-urlencoded"})
        CHECK_MESSAGE(both(not_taken) == 415, not_taken);
}

TEST_CASE("a session that has ended is worth nothing, however lately it was seen") {
    community here;
    auto const kari = here.signed_in("kari"), admin = here.signed_in("admin");
    CHECK(kari->post(at + "/cases", scheme).status == 201);
    CHECK(kari->call("DELETE", at + "/sessions/current", "", {}).status == 204);
    CHECK(kari->call("POST", at + "/cases", "{", {{"Content-Type", "application/json"}}).status == 401);

    auto const per = here.signed_in("per");
    CHECK(per->post(at + "/cases", scheme).status == 403);
    CHECK(admin->post(at + "/accounts/commands/close_account", {{"username", "per"}}).status == 200);
    CHECK(per->post(at + "/cases", scheme).status == 401); // the batch has the last word

    CHECK(admin->post(at + "/cases", scheme).status == 403);
    here.chance.us += 13LL * 3600 * 1'000'000;
    CHECK(admin->call("POST", at + "/cases", "{", {{"Content-Type", "application/json"}}).status == 401);
}

TEST_CASE("a large body is taken where it is right, and refused in the same words where it is not") {
    community here;
    auto const kari = here.signed_in("kari");
    auto large = scheme;
    auto const spacious = large.dump() + std::string(19'000, ' ');
    CHECK(kari->call("POST", at + "/cases", spacious, {{"Content-Type", "application/json"}}).status == 201);
    large["payload"]["more"] = std::string(900'000, 'x');
    auto const refused = kari->post(at + "/cases", large);
    CHECK(refused.status == 422);
    CHECK(refused.content()["errors"][0]["pointer"] == "/payload/more");
    CHECK(kari->call("POST", at + "/cases", std::string(900'000, '['), {{"Content-Type", "application/json"}})
              .status == 400);
}
