// Sessions of browsers: the cookie, what it takes to change something with it, and the list of one's sessions.
#include "api/cookies.hpp"

#include <doctest/doctest.h>

#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

std::map<std::string, std::string> const from_here{{"X-Requested-With", "saksgang"},
                                                   {"Origin", "http://localhost"}};

reply sign_in(client& c, std::map<std::string, std::string> headers = from_here) {
    return c.post(at + "/sessions/cookie", {{"username", "kari"}, {"password", password}},
                  std::move(headers));
}

std::string cookie_in(reply const& r) {
    auto const& all = r.headers.at("set-cookie");
    return all.substr(0, all.find(';'));
}

std::map<std::string, std::string> with(std::string const& cookie,
                                        std::map<std::string, std::string> more = {}) {
    more["Cookie"] = "theme=dark; " + cookie;
    return more;
}

} // namespace

TEST_CASE("a browser signs in: the token is in a cookie that no script sees, and nowhere else") {
    community here;
    client c(here.port());
    auto const r = sign_in(c);
    REQUIRE(r.status == 201);
    auto const& set = r.headers.at("set-cookie");
    CHECK(set.starts_with("saksgang-vv="));
    CHECK(set.ends_with("; Path=/vv; Max-Age=43200; HttpOnly; SameSite=Lax"));
    CHECK(r.content()["person"]["name"] == "Person kari");
    CHECK_FALSE(r.content().contains("token"));
    CHECK(c.get(at + "/me", with(cookie_in(r))).content()["account"] == "kari");
    CHECK(c.get(at + "/me").status == 401);
    CHECK(c.get(at + "/me", with("saksgang-other=" + cookie_in(r).substr(12))).status == 401);
    CHECK(c.get(at + "/me", with("saksgang-vv=short")).status == 401);
}

TEST_CASE("behind a proxy that speaks TLS the cookie is Secure, and taken only so") {
    community here({.port = 0, .proxy = "127.0.0.1"});
    client c(here.port());
    c.always = {{"X-Forwarded-Proto", "https"}, {"X-Forwarded-Host", "saksgang.example"}};
    auto own = from_here;
    CHECK(sign_in(c, own).status == 403); // the origin is another
    own["Origin"] = "https://saksgang.example";
    auto const r = sign_in(c, own);
    REQUIRE(r.status == 201);
    auto const& set = r.headers.at("set-cookie");
    CHECK(set.starts_with("__Host-saksgang-vv="));
    CHECK(set.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure"));
    CHECK(c.get(at + "/me", with(cookie_in(r))).status == 200);
    CHECK(c.get(at + "/me", with(cookie_in(r).substr(7))).status == 401); // a plain name could be anyone's
    own["Origin"] = "http://saksgang.example";
    CHECK(c.call("DELETE", at + "/sessions/current", "", with(cookie_in(r), own)).status == 403);
}

TEST_CASE("who is no proxy is not believed about TLS") {
    community here;
    client c(here.port());
    c.always = {{"X-Forwarded-Proto", "https"}, {"X-Forwarded-Host", "evil.example"}};
    CHECK(sign_in(c).headers.at("set-cookie").starts_with("saksgang-vv="));
    auto own = from_here;
    own["Origin"] = "https://evil.example";
    CHECK(sign_in(c, own).status == 403);
}

TEST_CASE("with a cookie, only our own pages change something") {
    community here;
    client c(here.port());
    auto const cookie = cookie_in(sign_in(c));
    auto const changes = [&](std::map<std::string, std::string> headers) {
        headers.emplace("Content-Type", "application/json");
        client own(here.port()); // what is refused before it is read ends the connection
        return own.call("POST", at + "/accounts/kari/password", R"({"password":"short"})",
                        with(cookie, std::move(headers)));
    };
    CHECK(changes(from_here).status == 422);
    for (auto const& [header, value] : std::initializer_list<std::pair<std::string, std::string>>{
             {"Origin", ""},
             {"Origin", "null"},
             {"Origin", "http://evil.example"},
             {"Origin", "http://localhost.evil.example"},
             {"Origin", "http://localhost:8080"},
             {"X-Requested-With", ""},
             {"X-Requested-With", "XMLHttpRequest"}}) {
        CAPTURE(header + ": " + value);
        auto headers = from_here;
        value.empty() ? (void)headers.erase(header) : (void)(headers[header] = value);
        auto const r = changes(headers);
        CHECK(r.status == 403);
        CHECK(r.content()["code"] == "not_from_here");
    }
    CHECK(c.get(at + "/me", with(cookie)).status == 200); // looking needs neither
    auto const token = here.signed_in("kari"); // nor does a token, which no browser sends by itself
    CHECK(token->post(at + "/accounts/kari/password", {{"password", "short"}}).status == 422);
}

TEST_CASE("nobody is signed in from elsewhere as somebody else") {
    community here;
    client c(here.port());
    CHECK(sign_in(c, {}).status == 403);
    CHECK(sign_in(c, {{"X-Requested-With", "saksgang"}, {"Origin", "http://evil.example"}}).status == 403);
}

TEST_CASE("signing out ends the session and takes the cookie away") {
    community here;
    client c(here.port());
    auto const cookie = cookie_in(sign_in(c));
    auto const out = c.call("DELETE", at + "/sessions/current", "", with(cookie, from_here));
    CHECK(out.status == 204);
    CHECK(out.headers.at("set-cookie").starts_with("saksgang-vv=; Path=/vv; Max-Age=0;"));
    CHECK(c.get(at + "/me", with(cookie)).status == 401);
}

TEST_CASE("a token in Authorization comes before a cookie, even where it is wrong") {
    community here;
    client c(here.port());
    auto const cookie = cookie_in(sign_in(c));
    CHECK(c.get(at + "/me", with(cookie, {{"Authorization", "Bearer " + std::string(43, 'a')}})).status ==
          401);
    c.token = here.signed_in("per")->token;
    CHECK(c.get(at + "/me", with(cookie)).content()["account"] == "per");
}

TEST_CASE("one sees one's own sessions and can end them all") {
    community here;
    client c(here.port());
    auto const cookie = cookie_in(sign_in(c));
    here.chance.us += 60'000'000;
    auto const token = here.signed_in("kari");
    auto const per = here.signed_in("per");
    auto const list = c.get(at + "/sessions", with(cookie)).content()["items"];
    REQUIRE(list.size() == 2);
    CHECK(list[0]["begun"] == "2024-06-07T09:31:00.000000Z");
    CHECK(list[0]["current"] == false);
    CHECK(list[1]["begun"] == "2024-06-07T09:30:00.000000Z");
    CHECK(list[1]["current"] == true);
    CHECK(list.dump().find("saksgang") == std::string::npos);
    CHECK(token->get(at + "/sessions").content()["items"][0]["current"] == true);

    CHECK(c.call("DELETE", at + "/sessions", "", with(cookie)).status == 403);
    CHECK(c.call("DELETE", at + "/sessions", "", with(cookie, from_here)).status == 204);
    CHECK(c.get(at + "/me", with(cookie)).status == 401);
    CHECK(token->get(at + "/me").status == 401);
    CHECK(per->get(at + "/me").status == 200);
}
