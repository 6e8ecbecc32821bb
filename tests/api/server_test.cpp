// HTTP itself, over a real socket: framing, limits, pipelining, leaving.
#include <doctest/doctest.h>

#include <chrono>

#include "api/application.hpp"
#include "api/session.hpp"
#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;

TEST_CASE("one connection, many requests, pipelined or not") {
    community here;
    client c(here.port());
    for (int i = 0; i < 3; ++i) CHECK(c.get("/health/live").status == 200);
    std::string many;
    for (int i = 0; i < 50; ++i)
        many += "GET /health/live HTTP/1.1\r\nHost: a\r\nX-Request-Id: r" + std::to_string(i) + "\r\n\r\n";
    c.send(many);
    for (int i = 0; i < 50; ++i) {
        auto const r = c.receive();
        CHECK(r.status == 200);
        CHECK(r.headers.at("x-request-id") == "r" + std::to_string(i));
    }
    CHECK(c.call("HEAD", "/health/live", "", {}).headers.at("content-length") == "32");
    CHECK(c.get("/health/live").status == 200);
}

TEST_CASE("a request in pieces is one request") {
    community here;
    client c(here.port());
    for (char byte : std::string("POST /vv/api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: "
                                 "2\r\nContent-Type: application/json\r\n\r\n{}"))
        c.send({&byte, 1});
    CHECK(c.receive().status == 422);
    CHECK(c.get("/health/live").status == 200);
}

TEST_CASE("chunked bodies are understood") {
    community here;
    client c(here.port());
    c.send(
        "POST /vv/api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: "
        "application/json\r\nTransfer-Encoding: "
        "chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n");
    CHECK(c.receive().status == 422);
    CHECK(c.get("/health/live").status == 200);
    c.send("POST /vv/api/v1/sessions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    CHECK(c.receive().status == 400);
    CHECK(c.closed());
}

TEST_CASE("what is not HTTP is refused, and the connection ends") {
    community here;
    for (std::string const bad :
         {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
          "nonsense\r\n\r\n"}) {
        CAPTURE(bad);
        client c(here.port());
        c.send(bad);
        auto const r = c.receive();
        CHECK(r.status == 400);
        CHECK(r.headers.at("connection") == "close");
        CHECK(r.content()["code"] == "malformed_request");
        CHECK(c.closed());
    }
}

TEST_CASE("limits") {
    community here;
    SUBCASE("a head") {
        client c(here.port());
        c.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(api::largest_head, 'a') + "\r\n\r\n");
        CHECK(c.receive().status == 431);
    }
    auto const kari = here.signed_in("kari");
    auto const to_cases =
        "POST /vv/api/v1/cases HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + kari->token + "\r\n";
    SUBCASE("a body that says its length") {
        kari->send(to_cases + "Content-Length: " + std::to_string(api::largest_json + 1) + "\r\n\r\n");
        CHECK(kari->receive().status == 413);
        CHECK(kari->closed());
    }
    SUBCASE("credentials, of whoever it is") {
        client c(here.port());
        auto const r = c.call("POST", "/vv/api/v1/sessions", std::string(api::largest_small_body, ' '),
                              {{"Content-Type", "application/json"}});
        CHECK(r.status == 400);
        c.send("POST /vv/api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: " +
               std::to_string(api::largest_small_body + 1) + "\r\n\r\n");
        CHECK(c.receive().status == 413);
        CHECK(c.closed());
    }
    SUBCASE("a body that does not") {
        kari->send(to_cases + "Transfer-Encoding: chunked\r\n\r\n");
        std::string const chunk = "10000\r\n" + std::string(65536, 'a') + "\r\n";
        for (int i = 0; i < 17; ++i) kari->send(chunk);
        CHECK(kari->receive().status == 413);
    }
    SUBCASE("a body of just the size") {
        auto const r = kari->call("POST", at + "/cases", std::string(api::largest_json, ' '),
                                  {{"Content-Type", "application/json"}});
        CHECK(r.status == 400);
        CHECK(kari->get("/health/live").status == 200);
    }
}

TEST_CASE("Expect: 100-continue") {
    community here;
    client c(here.port());
    c.send(
        "POST /vv/api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
        "2\r\nExpect: 100-continue\r\n\r\n");
    CHECK(c.receive().status == 100);
    c.send("{}");
    CHECK(c.receive().status == 422);
    c.send("POST /vv/api/v1/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: miracles\r\n\r\n");
    CHECK(c.receive().status == 417);
}

TEST_CASE("methods and addresses") {
    community here;
    client c(here.port());
    auto const wrong = c.call("DELETE", at + "/cases", "", {});
    CHECK(wrong.status == 405);
    CHECK(wrong.headers.at("allow") == "OPTIONS, GET, HEAD, POST");
    CHECK(c.call("OPTIONS", at + "/cases", "", {}).status == 204);
    CHECK(c.get("/nowhere/api/v1/cases").status == 404);
    CHECK(c.get("/nowhere/api/v1/workflows").status == 404);
    CHECK(c.get(at + "/workflows?lmit=3").status == 422);
    CHECK(c.get(at + "/workflows").status == 200);
}

TEST_CASE("the language of an answer") {
    community here;
    client c(here.port());
    auto const r = c.get(at + "/me", {{"Accept-Language", "nn, en;q=0.5"}});
    CHECK(r.status == 401);
    CHECK(r.headers.at("content-language") == "nn");
    CHECK(r.headers.at("www-authenticate") == "Bearer");
    CHECK(r.content()["detail"] == "Du er ikkje logga inn.");
    CHECK(c.get(at + "/me").headers.at("content-language") == "nb");
}

TEST_CASE("a request id is kept where it is sane, and never trusted where it is not") {
    community here;
    client c(here.port());
    CHECK(c.get("/health/live", {{"X-Request-Id", "abc-1"}}).headers.at("x-request-id") == "abc-1");
    CHECK(c.get("/health/live", {{"X-Request-Id", "a\"b"}}).headers.at("x-request-id").size() == 16);
}

TEST_CASE("leaving: idle connections end at once, and no new ones begin") {
    community here;
    client idle(here.port());
    CHECK(idle.get("/health/live").status == 200);
    auto const start = std::chrono::steady_clock::now();
    auto const port = here.port();
    here.stop();
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
    CHECK(idle.closed());
    CHECK_THROWS(client(port));
}

TEST_CASE("health and metrics") {
    community here;
    client c(here.port());
    CHECK(c.get("/health/ready").content()["status"] == "ready");
    auto const text = c.get("/metrics").body;
    CHECK(text.find("saksgang_requests_total{endpoint=\"GET /health/ready\",status=\"200\"} 1\n") !=
          text.npos);
    CHECK(text.find("saksgang_connections 1\n") != text.npos);
}

TEST_CASE("leaving: what is in flight is answered first") {
    community here;
    auto const kari = here.signed_in("kari");
    std::string many;
    for (int i = 0; i < 20; ++i)
        many += "GET " + at + "/worklist HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + kari->token +
                "\r\n\r\n";
    kari->send(many);
    CHECK(kari->receive().status == 200);
    here.stop();
    // Whole answers, until one says that it is the last.
    for (int i = 0; i < 19; ++i) {
        auto const r = kari->receive();
        if (r.status == 0) break;
        CHECK(r.status == 200);
        CHECK_NOTHROW(r.content());
    }
}

TEST_CASE("the proxy's word for whom it speaks counts only from the proxy") {
    for (bool const believed : {true, false}) {
        community here({.port = 0, .proxy = believed ? "127.0.0.1" : "10.0.0.1"});
        client c(here.port());
        auto const wrong = [&](std::string const& from) {
            return c
                .post(at + "/sessions", {{"username", "kari"}, {"password", "feil passord her"}},
                      {{"X-Forwarded-For", "8.8.8.8, " + from}})
                .status;
        };
        for (int i = 0; i < 3; ++i) CHECK(wrong("10.1.1.1") == 401);
        CHECK(wrong("10.1.1.1") == 429);
        CHECK(wrong("10.1.1.2") == (believed ? 401 : 429));
    }
}
