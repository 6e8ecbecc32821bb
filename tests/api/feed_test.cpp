// What is told to whoever listens, and what is not.
#include "api/feed.hpp"

#include <doctest/doctest.h>

#include "tests/api/community.hpp"
#include "tests/support/events.hpp"

using namespace saksgang;
using namespace saksgang::test;
using namespace std::chrono_literals;

namespace {

json const scheme{{"title", "Tilskudd 2024"}, {"fund", "tilskudd"}, {"year", 2024}};

std::string created(client& c) {
    auto const r = c.post(at + "/cases", {{"workflow", "grant_scheme"}, {"payload", scheme}});
    REQUIRE(r.status == 201);
    return r.content()["case"]["id"];
}

struct listening {
    listening(community& here, client const& c, std::map<std::string, std::string> more = {})
        : stream(here.port(), at + "/events", headers(c, std::move(more))) {
        first = stream.next();
    }
    static std::map<std::string, std::string> headers(client const& c,
                                                      std::map<std::string, std::string> more) {
        more["Authorization"] = "Bearer " + c.token;
        return more;
    }
    event_stream stream;
    std::optional<event> first; // which says where one is
};

} // namespace

TEST_CASE("who listens hears which streams have a new version, and nothing else") {
    community here;
    auto const kari = here.signed_in("kari"), per = here.signed_in("per");
    listening l(here, *per);
    CHECK(l.stream.head.starts_with("HTTP/1.1 200"));
    CHECK(l.stream.head.find("Content-Type: text/event-stream\r\n") != std::string::npos);
    CHECK(l.stream.head.find("Cache-Control: no-store\r\n") != std::string::npos);
    REQUIRE(l.first);
    CHECK(l.first->data["changes"].empty());
    auto const id = created(*kari);
    auto const e = l.stream.next();
    REQUIRE(e);
    CHECK(e->name == "changes");
    CHECK(std::to_string(e->data["position"].get<int>()) == e->id);
    for (auto const& c : e->data["changes"]) CHECK(c.size() == 2);
    CHECK(e->data["changes"].dump().find(R"("stream":"case/)" + id) != std::string::npos);
}

TEST_CASE("what one may not see is not told") {
    community here;
    auto const kari = here.signed_in("kari"), per = here.signed_in("per"), admin = here.signed_in("admin");
    auto const id = created(*kari), other = created(*kari);
    listening hers(here, *kari), his(here, *per);
    REQUIRE(
        kari->post(at + "/cases/" + id + "/commands/restrict_access", {{"hjemmel", "offl. § 13"}}).status ==
        200);
    CHECK(hers.stream.version_of("case/" + id) > 1);
    // accounts are the administrator's, numbers and readings nobody's
    REQUIRE(admin->post(at + "/accounts/commands/close_account", {{"username", "revisor"}}).status == 200);
    REQUIRE(kari->post(at + "/cases/" + other + "/commands/restrict_access", {{"hjemmel", "offl. § 13"}})
                .status == 200);
    CHECK(hers.stream.version_of("case/" + other) > 1);
    auto const open = created(*kari);
    std::set<std::string> told;
    while (!told.contains("case/" + open)) {
        auto const e = his.stream.next();
        REQUIRE(e);
        for (auto const& c : e->data["changes"]) told.insert(c["stream"]);
    }
    CHECK(told == std::set<std::string>{"case/" + open});
}

TEST_CASE("who comes back goes on where he was") {
    community here;
    auto const kari = here.signed_in("kari");
    std::string position;
    {
        listening l(here, *kari);
        REQUIRE(l.first);
        position = l.first->id;
    }
    auto const missed = created(*kari);
    auto const told = [&](event const& e) {
        return e.data["changes"].dump().find("case/" + missed) != std::string::npos;
    };
    listening again(here, *kari, {{"Last-Event-ID", position}});
    REQUIRE(again.first);
    CHECK(told(*again.first));
    event_stream by_query(here.port(), at + "/events?after=" + position, listening::headers(*kari, {}));
    CHECK(by_query.version_of("case/" + missed) == 1);
    // A position that is not of this history: everything may have changed.
    listening elsewhere(here, *kari, {{"Last-Event-ID", "999999"}});
    REQUIRE(elsewhere.first);
    CHECK(elsewhere.first->name == "everything");
    CHECK_FALSE(elsewhere.first->data.contains("changes"));
    CHECK(kari->get(at + "/events", {{"Last-Event-ID", "x"}}).status == 400);
    CHECK(kari->get(at + "/events?after=x").status == 422);
}

TEST_CASE("many changes are one message, and messages are few") {
    community here({.port = 0, .limited = {.rates = false}});
    auto const kari = here.signed_in("kari");
    listening l(here, *kari);
    auto const id = created(*kari);
    auto const start = std::chrono::steady_clock::now();
    constexpr int commands = 200;
    for (int i = 0; i < commands; ++i)
        REQUIRE(kari->post(at + "/cases/" + id + "/commands/restrict_access",
                           {{"hjemmel", "offl. § " + std::to_string(i)}}, {{"Prefer", "return=minimal"}})
                    .status == 200);
    int messages = 0;
    for (std::int64_t version = 0; version <= commands;) {
        auto const e = l.stream.next();
        REQUIRE(e);
        ++messages;
        for (auto const& c : e->data["changes"])
            if (c["stream"] == "case/" + id) version = c["version"];
    }
    auto const took = std::chrono::steady_clock::now() - start;
    CHECK(messages <= took / api::look_interval + 2);
}

TEST_CASE("it ends with the session: signed out, everywhere, over, or the account closed") {
    community here;
    auto const admin = here.signed_in("admin"), kari = here.signed_in("kari"), per = here.signed_in("per");
    listening hers(here, *kari), his(here, *per), the_admins(here, *admin);
    REQUIRE(kari->call("DELETE", at + "/sessions/current", "", {}).status == 204);
    CHECK(hers.stream.ends());
    REQUIRE(admin->post(at + "/accounts/commands/close_account", {{"username", "per"}}).status == 200);
    CHECK(his.stream.ends());
    CHECK_FALSE(the_admins.stream.ends(100ms));
    here.chance.us += 13LL * 3600 * 1'000'000;
    CHECK(the_admins.stream.ends());
}

TEST_CASE("one must be signed in, and listens only so often") {
    community here;
    CHECK(client(here.port()).get(at + "/events").status == 401);
    auto const kari = here.signed_in("kari"), per = here.signed_in("per");
    std::vector<std::unique_ptr<listening>> all;
    for (std::size_t i = 0; i < api::most_listeners_of_account; ++i)
        all.push_back(std::make_unique<listening>(here, *kari));
    auto const no = client(here.port()).get(at + "/events", listening::headers(*kari, {}));
    CHECK(no.status == 429);
    CHECK(no.headers.at("retry-after") == "30");
    CHECK(listening(here, *per).first.has_value());
    all.pop_back();
    for (int i = 0; i < 100 && all.size() < api::most_listeners_of_account;
         ++i) { // until it is seen to have left
        auto l = std::make_unique<listening>(here, *kari);
        if (l->first) all.push_back(std::move(l));
        std::this_thread::sleep_for(100ms);
    }
    CHECK(all.size() == api::most_listeners_of_account);
}

TEST_CASE("a server that stops does not wait for those who listen") {
    community here;
    auto const kari = here.signed_in("kari");
    listening l(here, *kari);
    auto const start = std::chrono::steady_clock::now();
    here.stop();
    CHECK(std::chrono::steady_clock::now() - start < 5s);
    CHECK(l.stream.ends(100ms));
}
