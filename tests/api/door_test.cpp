// Limits at the door, over a real socket: who does too much is told so, and everybody else is served meanwhile.
#include <doctest/doctest.h>

#include <chrono>

#include "engine/digest.hpp"
#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;
using namespace std::chrono_literals;

namespace {

json const scheme{{"workflow", "grant_scheme"},
                  {"payload", {{"title", "Tilskudd 2024"}, {"fund", "tilskudd"}, {"year", 2024}}}};
json const wrong{{"username", "kari"}, {"password", "feil passord her"}};

std::string post(std::string const& path, std::string const& body, std::string const& more) {
    return "POST " + at + path +
           " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n" + more + "\r\n" + body;
}

std::string bearer(client const& c) { return "Authorization: Bearer " + c.token + "\r\n"; }

// Asks until it is so; the server is given up after ten seconds.
bool comes_to(std::function<bool()> const& so) {
    auto const end = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < end)
        if (so()) return true;
    return false;
}

bool has_connections(client& c, int n) {
    return c.get("/metrics").body.find("saksgang_connections " + std::to_string(n) + "\n") !=
           std::string::npos;
}

} // namespace

TEST_CASE("passwords have a queue of their own, of which an address has its share") {
    community here({.port = 0, .proxy = "127.0.0.1"});
    auto const kari = here.signed_in("kari");
    client ready(here.port()), elsewhere(here.port());
    std::vector<std::unique_ptr<client>> many;
    for (int i = 0; i < 60; ++i) {
        json const guess{{"username", "u" + std::to_string(i)}, {"password", "feil passord her"}};
        many.push_back(std::make_unique<client>(here.port()));
        many.back()->send(post("/sessions", guess.dump(), "X-Forwarded-For: 10.1.1.1\r\n"));
    }
    CHECK(ready.get("/health/ready").status == 200);
    CHECK(kari->post(at + "/cases", scheme).status == 201);
    CHECK(kari->call("POST", at + "/documents", "text", {{"Content-Type", "text/plain"}}).status == 201);
    CHECK(elsewhere
              .post(at + "/sessions", {{"username", "per"}, {"password", password}},
                    {{"X-Forwarded-For", "10.2.2.2"}})
              .status == 201);
    int told = 0;
    for (auto const& c : many) {
        auto const r = c->receive();
        if (r.status == 401) continue;
        CHECK(r.status == 429);
        CHECK(r.headers.at("retry-after") == "1");
        told += r.content()["code"] == "too_many_at_once";
    }
    CHECK(told >= 20);
}

TEST_CASE("who the client is stands at the right end of all lines of X-Forwarded-For") {
    community here({.port = 0, .proxy = "127.0.0.1"});
    client c(here.port());
    auto const guess = [&](std::string const& said, std::string const& added) {
        c.send(post("/sessions", wrong.dump(),
                    "X-Forwarded-For: " + said + "\r\nx-forwarded-for: " + added + "\r\n"));
        return c.receive().status;
    };
    for (int i = 0; i < 3; ++i) CHECK(guess("10.0.0." + std::to_string(i), "10.1.1.1") == 401);
    CHECK(guess("10.0.0.9", "10.1.1.1") == 429);
    CHECK(guess("10.0.0.9", "10.1.1.2") == 401);
}

TEST_CASE("as many hops as are trusted are passed over") {
    community here({.port = 0, .proxy = "2"});
    client c(here.port());
    auto const guess = [&](std::string const& list) {
        return c.post(at + "/sessions", wrong, {{"X-Forwarded-For", list}}).status;
    };
    for (int i = 0; i < 3; ++i)
        CHECK(guess("10.0.0." + std::to_string(i) + ", 10.1.1.1, 192.168.0.1") == 401);
    CHECK(guess("10.0.0.9, 10.1.1.1, 192.168.0.1") == 429);
    CHECK(guess("10.0.0.9, 10.1.1.2, 192.168.0.1") == 401);
}

TEST_CASE("an account has a rate for commands, and is told before a byte of the body") {
    community here;
    auto const kari = here.signed_in("kari"), admin = here.signed_in("admin");
    reply told;
    for (int i = 0; i < 1000 && told.status != 429; ++i) told = kari->post(at + "/cases", "no case");
    CHECK(told.status == 429);
    CHECK(told.content()["code"] == "too_fast");
    CHECK(told.headers.at("retry-after") == "1");
    client same(here.port());
    same.send("POST " + at +
              "/cases HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\nAccept-Language: en\r\n" +
              bearer(*kari) + "\r\n");
    auto const at_once = same.receive();
    CHECK(at_once.status == 429);
    CHECK(at_once.content()["detail"] == "This is too fast. Wait a little and try again.");
    CHECK(admin->post(at + "/cases", "no case").status == 422); // others are not held up
    auto const still = here.signed_in("kari");                  // the connection ended with what was not read
    CHECK(still->get(at + "/cases").status == 200);             // and to look is another thing
    CHECK(still->call("POST", at + "/documents", "text", {{"Content-Type", "text/plain"}}).status == 201);
}

TEST_CASE("an account has a rate for uploads") {
    community here;
    auto const kari = here.signed_in("kari");
    int status = 0;
    for (int i = 0; i < 1000 && status != 429; ++i)
        status = kari->call("POST", at + "/documents", "text " + std::to_string(i), {}).status;
    CHECK(status == 429);
    CHECK(here.signed_in("kari")->post(at + "/cases", scheme).status == 201);
}

TEST_CASE("without rates nobody is too fast") {
    community here({.port = 0, .limited = {.rates = false}});
    auto const kari = here.signed_in("kari");
    for (int i = 0; i < 200; ++i) REQUIRE(kari->post(at + "/cases", "no case").status == 422);
}

TEST_CASE("what is uploaded and used nowhere has a quota, which is the account's") {
    community here({.port = 0, .limited = {.unlinked_bytes = 10'000}});
    auto const kari = here.signed_in("kari"), per = here.signed_in("per");
    auto const upload = [&](client& c, char fill, std::size_t bytes) {
        return c.call("POST", at + "/documents", std::string(bytes, fill), {{"Content-Type", "text/plain"}});
    };
    CHECK(upload(*kari, 'a', 6000).status == 201);
    CHECK(upload(*kari, 'b', 4000).status == 201);
    auto const refused = upload(*kari, 'c', 1);
    CHECK(refused.status == 409);
    CHECK(refused.content()["code"] == "too_much_unlinked");
    CHECK(upload(*per, 'c', 6000).status == 201);
    CHECK(here.data->open()->reap_documents({here.chance.us + 1}) == 3);
    CHECK(upload(*kari, 'c', 1).status == 201);
}

TEST_CASE("at the limit the longest idle connection is given up, and never one in the middle of something") {
    community here({.port = 0, .io_threads = 1, .connections = 2});
    client first(here.port()), second(here.port());
    CHECK(first.get("/health/live").status == 200);
    CHECK(second.get("/health/live").status == 200);
    client third(here.port());
    CHECK(third.get("/health/live").status == 200);
    CHECK(first.closed());
    CHECK(second.get("/health/live").status == 200);

    for (auto* c : {&second, &third}) { // until the server has read that much
        c->send("POST " + at +
                "/sessions HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        CHECK(c->receive().status == 100);
    }
    client more(here.port());
    auto const told = more.receive();
    CHECK(told.status == 503);
    CHECK(told.headers.at("retry-after") == "1");
    second.send("{}");
    CHECK(second.receive().status == 415);
}

TEST_CASE("an address has so many connections; those of a proxy are not one client's") {
    for (bool const is_proxy : {false, true}) {
        community here({.port = 0, .io_threads = 1, .of_address = 2, .proxy = is_proxy ? "127.0.0.1" : ""});
        client first(here.port()), second(here.port());
        CHECK(first.get("/health/live").status == 200);
        CHECK(second.get("/health/live").status == 200);
        client third(here.port());
        CHECK(third.get("/health/live").status == 200);
        CHECK(first.get("/health/live").status == (is_proxy ? 200 : 0));
    }
}

TEST_CASE("a document that comes too slowly is given up, and one that moves is not") {
    community here({.port = 0, .times = {.body = 300ms}});
    auto const kari = here.signed_in("kari");
    client slow(here.port()), watch(here.port());
    slow.send("POST " + at + "/documents HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n" + bearer(*kari) +
              "\r\n");
    auto const begun = std::chrono::steady_clock::now();
    CHECK(comes_to([&] { return has_connections(watch, 3); }));
    CHECK(comes_to([&] { // a byte now and then is no way to stay
        slow.send("x");
        return has_connections(watch, 2);
    }));
    CHECK(std::chrono::steady_clock::now() - begun >= 300ms);

    client steady(here.port());
    std::size_t const bytes = 4'000'000;
    steady.send("POST " + at + "/documents HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(bytes) +
                "\r\n" + bearer(*kari) + "\r\n");
    for (std::size_t sent = 0; sent < bytes; sent += 200'000) {
        steady.send(std::string(200'000, 'y'));
        (void)watch.get("/health/live");
    }
    CHECK(steady.receive().status == 201);
}

TEST_CASE("who does not read an answer is given up") {
    community here({.port = 0, .times = {.write = 300ms}});
    auto const kari = here.signed_in("kari");
    auto const stored = kari->call("POST", at + "/documents", std::string(20'000'000, 'z'), {});
    REQUIRE(stored.status == 201);
    auto const digest = stored.content()["digest"].get<std::string>();
    auto const made = kari->post(at + "/cases", scheme);
    REQUIRE(made.status == 201);
    auto const id = made.content()["case"]["id"].get<std::string>();
    REQUIRE(kari->post(at + "/cases/" + id + "/commands/link_document",
                       {{"attached", {{"digest", digest}, {"title", "Stort"}}}})
                .status == 200);
    client lazy(here.port()), watch(here.port());
    lazy.send("GET " + at + "/documents/" + digest + "?case=" + id + " HTTP/1.1\r\nHost: a\r\n" +
              bearer(*kari) + "\r\n");
    CHECK(comes_to([&] { return has_connections(watch, 3); }));
    CHECK(comes_to([&] { return has_connections(watch, 2); }));
}

TEST_CASE("a target may be absolute, and OPTIONS may ask of the server as a whole") {
    community here;
    client c(here.port());
    auto const ask = [&](std::string const& line) {
        c.send(line + " HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n");
        return c.receive();
    };
    CHECK(ask("GET http://saksgang.example" + at + "/community").status == 200);
    CHECK(ask("GET HTTP://saksgang.example:8080" + at + "/community").status == 200);
    CHECK(ask("GET http://saksgang.example" + at + "/cases?limit=1").status == 401);
    auto const all = ask("OPTIONS *");
    CHECK(all.status == 204);
    CHECK(all.headers.at("allow") == "OPTIONS, GET, HEAD, POST, DELETE");
    CHECK(ask("OPTIONS http://saksgang.example").status == 204);
    CHECK(ask("GET http://saksgang.example").status == 404);
    for (std::string const bad :
         {"GET *", "GET http://", "GET http://a@b/", "GET ftp://a/", "CONNECT a:80"}) {
        client other(here.port());
        other.send(bad + " HTTP/1.1\r\nHost: a\r\n\r\n");
        CHECK_MESSAGE(other.receive().status == 400, bad);
    }
}

TEST_CASE("a text that can't be seen, or is read otherwise than it stands, is refused where it stands") {
    community here;
    auto const kari = here.signed_in("kari");
    auto const told = [&](std::string const& title) {
        auto asked = scheme;
        asked["payload"]["title"] = title;
        auto const r = kari->post(at + "/cases", asked);
        if (r.status == 201) return std::string();
        CHECK(r.status == 422);
        auto const error = r.content()["errors"][0];
        return error["pointer"].get<std::string>() + " " + error["code"].get<std::string>();
    };
    CHECK(told("Tilskudd \u2013 «én» til") == "");
    CHECK(told("To\nlinjer") == "");
    CHECK(told("\u200B") == "/payload/title empty");
    CHECK(told("Tilskudd\u202E4202") == "/payload/title bad_character");
    CHECK(told("Tilskudd\x1B[2J") == "/payload/title bad_character");
    auto const signing_in = kari->post(at + "/sessions", {{"username", "kari\x01"}, {"password", password}});
    CHECK(signing_in.status == 422);
    CHECK(signing_in.content()["errors"][0]["pointer"] == "/username");
    CHECK(signing_in.content()["errors"][0]["detail"] == "Inneholder et tegn som ikke kan brukes: U+0001.");
}
