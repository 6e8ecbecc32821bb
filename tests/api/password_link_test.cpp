// A forgotten password: a link that works once, and in time.
#include <doctest/doctest.h>

#include "engine/entry.hpp"
#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

constexpr std::int64_t hour_us = 3600LL * 1'000'000;

struct forgotten {
    community here;
    std::unique_ptr<client> kari = here.signed_in("kari"), admin = here.signed_in("admin");
    client nobody{here.port()};

    std::string link_for(std::string const& username) {
        auto const r = admin->call("POST", at + "/accounts/" + username + "/password-link", "", {});
        REQUIRE_MESSAGE(r.status == 201, r.body);
        CHECK(r.content()["username"] == username);
        CHECK(r.content()["address"] == "/vv/passord#" + r.content()["token"].get<std::string>());
        return r.content()["token"];
    }
    int used(std::string const& token, std::string const& password = "et helt nytt passord") {
        return nobody.post(at + "/password-links", {{"token", token}, {"password", password}}).status;
    }
    int signed_in(std::string const& username, std::string const& with) {
        return nobody.post(at + "/sessions", {{"username", username}, {"password", with}}).status;
    }
};

} // namespace

TEST_CASE_FIXTURE(forgotten, "an administrator issues a link, and whoever has it sets a new password, once") {
    CHECK(kari->call("POST", at + "/accounts/per/password-link", "", {}).status == 403);
    CHECK(nobody.call("POST", at + "/accounts/per/password-link", "", {}).status == 401);
    CHECK(admin->call("POST", at + "/accounts/finnes-ikke/password-link", "", {}).status == 409);
    auto const token = link_for("kari");
    CHECK(used(token, "kort") == 422); // and the link is still good
    CHECK(kari->get(at + "/me").status == 200);
    CHECK(used(token) == 204);
    CHECK(kari->get(at + "/me").status == 401); // all sessions ended
    CHECK(signed_in("kari", password) == 401);
    CHECK(signed_in("kari", "et helt nytt passord") == 201);
    CHECK(used(token, "enda et nytt passord") == 409);
    CHECK(signed_in("kari", "et helt nytt passord") == 201);
}

TEST_CASE_FIXTURE(forgotten, "a link is replaced by the next, and runs out") {
    auto const first = link_for("kari"), second = link_for("kari");
    CHECK(used(first) == 409);
    here.chance.us += 25 * hour_us;
    CHECK(used(second) == 409);
}

TEST_CASE_FIXTURE(forgotten, "a link goes with its account") {
    auto const token = link_for("kari");
    CHECK(admin->post(at + "/accounts/commands/close_account", {{"username", "kari"}}).status == 200);
    CHECK(used(token) == 409);
    CHECK(admin->call("POST", at + "/accounts/kari/password-link", "", {}).status == 409);
}

TEST_CASE_FIXTURE(forgotten, "guessing is slowed") {
    auto const token = link_for("kari");
    for (int n = 0; n < 3; ++n) CHECK(used(std::string(43, 'A')) == 409);
    CHECK(used(token) == 429);
    here.chance.us += hour_us;
    CHECK(used(token) == 204);
}

TEST_CASE_FIXTURE(forgotten, "the entries name both, and neither the token nor the password") {
    auto const token = link_for("kari");
    REQUIRE(used(token) == 204);
    auto const all = here.data->open()->history("vv", "passwords", 0, 10);
    REQUIRE(all.size() == 2);
    auto const issued = entry_from(all[0].bytes), set = entry_from(all[1].bytes);
    CHECK(issued.actor == here.person("admin"));
    CHECK(issued.payload["username"] == "kari");
    CHECK(set.actor == here.person("kari"));
    CHECK(set.command == "use_password_link");
    for (auto const& e : all) {
        CHECK(e.bytes.find(token) == std::string::npos);
        CHECK(e.bytes.find("nytt passord") == std::string::npos);
    }
    // Nobody sends these commands themselves.
    CHECK(admin
              ->post(at + "/passwords/commands/issue_password_link",
                     {{"username", "kari"}, {"digest", std::string(64, 'a')}})
              .status == 404);
}
