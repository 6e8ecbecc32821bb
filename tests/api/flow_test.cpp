// The resources, through a real server: what a client of the API sees.
#include <doctest/doctest.h>

#include "engine/digest.hpp"
#include "engine/entry.hpp"
#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

json const scheme{{"title", "Tilskudd 2024"}, {"fund", "tilskudd"}, {"year", 2024}};

std::string created(client& c) {
    auto const r = c.post(at + "/cases", {{"workflow", "grant_scheme"}, {"payload", scheme}});
    INFO(r.body);
    REQUIRE(r.status == 201);
    return r.content()["case"]["id"];
}

std::string uploaded(client& c, std::string const& bytes, std::string const& type = "text/plain") {
    auto const r = c.call("POST", at + "/documents", bytes, {{"Content-Type", type}});
    REQUIRE(r.status == 201);
    return r.content()["digest"];
}

} // namespace

TEST_CASE("signing in and out") {
    community here;
    client c(here.port());
    auto const ok = c.post(at + "/sessions", {{"username", "kari"}, {"password", password}});
    REQUIRE(ok.status == 201);
    CHECK(ok.content()["person"]["id"] == here.person("kari"));
    CHECK(ok.content()["person"]["name"] == "Person kari");
    CHECK(ok.content()["expires"] == "2024-06-07T21:30:00.000000Z");
    c.token = ok.content()["token"];
    auto const me = c.get(at + "/me");
    REQUIRE(me.status == 200);
    CHECK(me.content()["roles"][0]["role"] == "case_handler");
    CHECK(c.call("DELETE", at + "/sessions/current", "", {}).status == 204);
    CHECK(c.get(at + "/me").status == 401);
}

TEST_CASE("a session ends by itself, and with its account") {
    community here;
    auto const kari = here.signed_in("kari"), admin = here.signed_in("admin");
    CHECK(kari->get(at + "/me").status == 200);
    CHECK(admin->post(at + "/accounts/commands/close_account", {{"username", "kari"}}).status == 200);
    CHECK(kari->get(at + "/me").status == 401);
    here.chance.us += 13LL * 3600 * 1'000'000;
    CHECK(admin->get(at + "/me").status == 401);
}

TEST_CASE("wrong passwords: one answer for all, and slower each time") {
    community here;
    client c(here.port());
    auto const wrong = [&](std::string const& who) {
        return c.post(at + "/sessions", {{"username", who}, {"password", "feil passord her"}});
    };
    auto const known = wrong("kari"), unknown = wrong("finnes-ikke");
    CHECK(known.status == 401);
    CHECK(known.content()["code"] == "wrong_credentials");
    CHECK(unknown.content()["detail"] == known.content()["detail"]);
    CHECK(unknown.status == 401);
    wrong("kari");
    wrong("kari");
    auto const slowed = c.post(at + "/sessions", {{"username", "kari"}, {"password", password}});
    CHECK(slowed.status == 429);
    CHECK(slowed.headers.at("retry-after") == "1");
    here.chance.us += 1'000'000;
    CHECK(c.post(at + "/sessions", {{"username", "kari"}, {"password", password}}).status == 201);
}

TEST_CASE(
    "a password is set by whoever has the account and knows the old one; it ends their other sessions") {
    community here;
    auto const kari = here.signed_in("kari"), admin = here.signed_in("admin");
    client elsewhere(here.port());
    elsewhere.token =
        elsewhere.post(at + "/sessions", {{"username", "kari"}, {"password", password}}).content()["token"];
    REQUIRE(elsewhere.get(at + "/me").status == 200);
    json const next{{"old_password", password}, {"password", "et helt nytt passord"}};
    CHECK(kari->post(at + "/accounts/per/password", next).status == 403);
    CHECK(kari->post(at + "/accounts/finnes-ikke/password", next).status == 403);
    CHECK(admin->post(at + "/accounts/finnes-ikke/password", next).status == 404);
    CHECK(admin->post(at + "/accounts/per/password", next).content()["code"] == "others_password");
    CHECK(kari->post(at + "/accounts/kari/password", {{"old_password", password}, {"password", "kort"}})
              .status == 422);
    CHECK(kari->post(at + "/accounts/kari/password", {{"password", "et helt nytt passord"}}).status == 422);
    CHECK(kari->post(at + "/accounts/kari/password",
                     {{"old_password", "feil"}, {"password", "et helt nytt passord"}})
              .content()["code"] == "wrong_old_password");
    CHECK(elsewhere.get(at + "/me").status == 200);
    CHECK(kari->post(at + "/accounts/kari/password", next).status == 204);
    CHECK(kari->get(at + "/me").status == 200);
    CHECK(elsewhere.get(at + "/me").status == 401);
    client c(here.port());
    CHECK(c.post(at + "/sessions", {{"username", "kari"}, {"password", password}}).status == 401);
    CHECK(c.post(at + "/sessions", {{"username", "kari"}, {"password", "et helt nytt passord"}}).status ==
          201);
    auto const entries = here.data->open()->history("vv", "passwords", 0, 10);
    REQUIRE(entries.size() == 1);
    auto const changed = entry_from(entries.front().bytes);
    CHECK(changed.command == "change_password");
    CHECK(changed.account == "kari");
}

TEST_CASE("an old password is guessed no faster than at the door") {
    community here;
    auto const kari = here.signed_in("kari");
    json const wrong{{"old_password", "feil passord her"}, {"password", "et helt nytt passord"}};
    for (int n = 0; n < 3; ++n) CHECK(kari->post(at + "/accounts/kari/password", wrong).status == 403);
    CHECK(kari->post(at + "/accounts/kari/password",
                     {{"old_password", password}, {"password", "et helt nytt passord"}})
              .status == 429);
}

TEST_CASE("bad input, and what is said of it") {
    community here;
    auto const per = here.signed_in("per"), kari = here.signed_in("kari");
    auto const to = at + "/cases";
    auto const send = [&](std::string const& body) {
        return kari->call("POST", to, body, {{"Content-Type", "application/json"}});
    };
    CHECK(send("{").status == 400);
    CHECK(send("{\"a\":1,\"a\":1}").status == 400);
    CHECK(send("{\"a\":1,\"a\":1}").content()["detail"] ==
          "Innholdet er ikke gyldig JSON: nøkkelen «a» står to ganger.");
    CHECK(send("{\"" + std::string(longest_key + 1, 'k') + "\":1}").content()["detail"] ==
          "Innholdet er ikke gyldig JSON: en nøkkel er lengre enn 128 byte.");
    CHECK(send("\"\\u0000\"").status == 400);
    CHECK(send("\"\xff\"").status == 400);
    CHECK(kari->call("POST", to, "{}", {{"Content-Type", "text/plain"}}).status == 415);
    auto const incomplete =
        kari->post(to, {{"workflow", "grant_scheme"},
                        {"payload", {{"title", "x"}, {"fund", "Å"}, {"year", 1.5}, {"more", 1}}}});
    CHECK(incomplete.status == 422);
    CHECK(incomplete.content()["errors"][0]["pointer"] == "/payload/fund");
    CHECK(incomplete.content()["errors"][1]["pointer"] == "/payload/year");
    CHECK(incomplete.content()["errors"][2]["pointer"] == "/payload/more");
    CHECK(kari->post(to, {{"workflow", "no_such"}, {"payload", scheme}}).status == 422);
    json const right{{"workflow", "grant_scheme"}, {"payload", scheme}};
    for (auto const& token : {std::string(), std::string(43, 'A')}) {
        client nobody(here.port());
        nobody.token = token;
        CHECK(nobody.post(to, right).status == 401);
    }
    CHECK(per->post(to, right).status == 403);
    CHECK(kari->post(at + "/cases/2024-99/commands/submit_scheme", json::object()).status != 200);
    CHECK(kari->post(at + "/cases/2024-99/commands/no_such_command", json::object()).status == 404);
    CHECK(kari->post(to, right, {{"If-Match", "abc"}}).status == 400);
}

TEST_CASE("a case: created, seen, listed, its history") {
    community here;
    auto const kari = here.signed_in("kari"), per = here.signed_in("per");
    auto const made = kari->post(at + "/cases", {{"workflow", "grant_scheme"}, {"payload", scheme}},
                                 {{"Accept-Language", "en"}});
    REQUIRE(made.status == 201);
    auto const id = made.content()["case"]["id"].get<std::string>();
    CHECK(id == "2024-1");
    CHECK(made.headers.at("location") == at + "/cases/2024-1");
    CHECK(made.content()["entries"][0]["command"] == "propose_scheme");

    auto const seen = kari->get(at + "/cases/" + id + "?schema=true");
    REQUIRE(seen.status == 200);
    auto const view = seen.content();
    CHECK(seen.headers.at("etag").starts_with("\"" + std::to_string(view["version"].get<int>()) + "-"));
    CHECK(view["title"] == "Tilskudd 2024");
    CHECK(view["workflow"]["id"] == "grant_scheme");
    CHECK(view["state"]["end"] == false);
    REQUIRE_FALSE(view["actions"].empty());
    for (auto const& a : view["actions"]) {
        CHECK(a["schema"]["type"] == "object");
        CHECK((a["standing"] != "closed" || !a["refusals"].empty()));
    }
    CHECK(per->get(at + "/cases/" + id).status == 200); // open to the community
    CHECK(kari->get(at + "/cases/2024-2").status == 404);

    auto const history = kari->get(at + "/cases/" + id + "/history").content();
    REQUIRE(history["items"].size() >= 1);
    CHECK(history["items"][0]["actor"]["name"] == "Person kari");
    CHECK(history["items"][0]["recorded"] == "2024-06-07T09:30:00.000000Z");
    CHECK(is_digest(history["items"][0]["hash"].get<std::string>()));
    auto const first = kari->get(at + "/cases/" + id + "/history?version=1");
    CHECK(first.content()["version"] == 1);
    CHECK(kari->get(at + "/cases/" + id + "/history?version=99").status == 404);
    CHECK(kari->get(at + "/cases/" + id + "/history?limit=0").status == 422);

    auto const work = kari->get(at + "/worklist").content();
    CHECK(work["total"] == work["items"].size());
    CHECK(work["total_is_more"] == false);
    CHECK_FALSE(work["items"].empty());
    CHECK(per->get(at + "/worklist").content()["items"].empty());
}

TEST_CASE("pages of cases") {
    community here;
    auto const kari = here.signed_in("kari");
    for (int i = 0; i < 5; ++i) created(*kari);
    std::vector<std::string> ids;
    std::string cursor;
    do {
        auto const page = kari->get(at + "/cases?limit=2" + cursor).content();
        for (auto const& item : page["items"]) ids.push_back(item["id"]);
        cursor = page.contains("next") ? "&cursor=" + page["next"].get<std::string>() : "";
    } while (!cursor.empty());
    CHECK(ids == std::vector<std::string>{"2024-5", "2024-4", "2024-3", "2024-2", "2024-1"});
    CHECK(kari->get(at + "/cases?workflow=agreement_revision").content()["items"].empty());
    CHECK(kari->get(at + "/cases?year=2024&ended=false").content()["items"].size() == 5);
    CHECK(kari->get(at + "/cases?cursor=!!").status == 422);
}

TEST_CASE("retries and conflicts") {
    community here;
    auto const kari = here.signed_in("kari");
    json const body{{"workflow", "grant_scheme"}, {"payload", scheme}};
    auto const once = kari->post(at + "/cases", body, {{"Idempotency-Key", "k1"}});
    auto const again = kari->post(at + "/cases", body, {{"Idempotency-Key", "k1"}});
    CHECK(once.status == 201);
    CHECK(again.status == 201);
    CHECK(again.content()["case"]["id"] == once.content()["case"]["id"]);
    auto other = body;
    other["payload"]["year"] = 2025;
    auto const reused = kari->post(at + "/cases", other, {{"Idempotency-Key", "k1"}});
    CHECK(reused.status == 422);
    auto const id = once.content()["case"]["id"].get<std::string>();
    auto const mark = at + "/cases/" + id + "/commands/restrict_access";
    json const what{{"hjemmel", "offl. § 13"}};
    auto const fresh = kari->post(mark, what, {{"If-Match", once.headers.at("etag")}});
    CHECK(fresh.status == 200);
    CHECK(kari->post(mark, what, {{"If-Match", once.headers.at("etag")}}).status == 412);
    auto const minimal = kari->post(mark, what, {{"Prefer", "return=minimal"}}).content();
    CHECK_FALSE(minimal.contains("case"));
    CHECK(minimal["stream"] == "case/" + id);
}

TEST_CASE("documents: stored once, sent through a case that links them") {
    community here;
    auto const kari = here.signed_in("kari"), per = here.signed_in("per");
    client nobody(here.port());
    CHECK(nobody.call("POST", at + "/documents", "hei", {{"Content-Type", "text/plain"}}).status == 401);
    std::string large(3'000'000, 'x');
    for (std::size_t i = 0; i < large.size(); i += 1000) large[i] = static_cast<char>('a' + i / 1000 % 26);
    auto const digest = uploaded(*kari, large, "application/pdf");
    CHECK(digest == sha256(large));
    auto const id = created(*kari);
    auto const address = at + "/documents/" + digest + "?case=" + id;
    CHECK(kari->get(address).status == 404);
    auto const linked = kari->post(at + "/cases/" + id + "/commands/link_document",
                                   {{"attached", {{"digest", digest}, {"title", "Søknad å.pdf"}}}});
    REQUIRE(linked.status == 200);
    auto const got = per->get(address);
    CHECK(got.status == 200);
    CHECK(got.body == large);
    CHECK(got.headers.at("content-type") == "application/pdf");
    CHECK(got.headers.at("content-disposition") == "attachment; filename*=UTF-8''S%c3%b8knad%20%c3%a5.pdf");
    CHECK(got.headers.at("x-content-type-options") == "nosniff");
    CHECK(client(here.port()).get(address).status ==
          401); // the other connection ended with the refused upload
    CHECK(got.headers.at("content-security-policy").find("sandbox") != std::string::npos);
    CHECK(got.headers.at("etag") == "\"" + digest + "\"");
    CHECK(per->get(address, {{"If-None-Match", "\"" + digest + "\""}}).status == 304);
    CHECK(per->get(at + "/documents/" + digest).status == 422);
    CHECK(per->get(at + "/documents/" + std::string(64, '0') + "?case=" + id).status == 404);
}

TEST_CASE("what a browser shows safely is shown where that is asked for; all else is saved") {
    community here;
    auto const kari = here.signed_in("kari");
    auto const id = created(*kari);
    auto const shown = [&](std::string const& type, std::string const& query = "&inline=true") {
        auto const digest = uploaded(*kari, "et dokument: " + type, type);
        REQUIRE(kari->post(at + "/cases/" + id + "/commands/link_document",
                           {{"attached", {{"digest", digest}, {"title", "a.b"}}}})
                    .status == 200);
        return kari->get(at + "/documents/" + digest + "?case=" + id + query);
    };
    for (auto const* type : {"application/pdf", "image/png", "image/jpeg"}) {
        CAPTURE(type);
        auto const got = shown(type);
        CHECK(got.headers.at("content-disposition") == "inline; filename*=UTF-8''a.b");
        CHECK(got.headers.at("x-content-type-options") == "nosniff");
        CHECK(got.headers.at("content-security-policy").starts_with("default-src 'none'; "));
        CHECK(got.headers.at("content-security-policy").find("frame-ancestors 'none'") != std::string::npos);
    }
    for (auto const* type : {"text/html", "image/svg+xml", "text/plain", "application/xhtml+xml"}) {
        CAPTURE(type);
        CHECK(shown(type).headers.at("content-disposition").starts_with("attachment"));
    }
    CHECK(shown("application/pdf", "").headers.at("content-disposition").starts_with("attachment"));
    CHECK(shown("image/gif", "&inline=false").headers.at("content-disposition").starts_with("attachment"));
    CHECK(shown("image/gif", "&inline=yes").status == 422);
}

TEST_CASE("what looks like a national identity number is asked about") {
    community here;
    auto const kari = here.signed_in("kari");
    auto const send = [&](std::string const& query, std::string const& type) {
        return kari->call("POST", at + "/documents" + query, "Pasient 010107 50160",
                          {{"Content-Type", type}});
    };
    auto const asked = send("", "text/plain; charset=utf-8");
    CHECK(asked.status == 409);
    CHECK(asked.content()["code"] == "looks_like_national_id");
    CHECK(send("?confirm=yes", "text/plain").status == 422);
    CHECK(send("?confirm=account_number", "text/plain").status == 201);
    CHECK(send("", "application/json").status == 409);
    CHECK(send("", "application/pdf").status == 201); // only text is looked through

    // In a command as well: which field, and how to go on.
    auto const id = created(*kari);
    auto const restrict = [&](std::string const& query, std::string const& hjemmel) {
        return kari->post(at + "/cases/" + id + "/commands/restrict_access" + query, {{"hjemmel", hjemmel}});
    };
    auto const stopped = restrict("", "Gjelder pasient 01010750160");
    CHECK(stopped.status == 422);
    CHECK(stopped.content()["errors"][0]["pointer"] == "/hjemmel");
    CHECK(stopped.content()["errors"][0]["code"] == "looks_like_national_id");
    CHECK(restrict("?confirm=yes", "Konto 01010750160").status == 422);
    CHECK(restrict("", " \n").content()["errors"][0]["code"] == "empty");
    CHECK(restrict("?confirm=account_number", "Konto 01010750160").status == 200);
}

TEST_CASE("what is closed is not there for others, and reading it is an entry") {
    community here;
    auto const kari = here.signed_in("kari"), per = here.signed_in("per"),
               auditor = here.signed_in("revisor");
    auto const id = created(*kari), open = created(*kari);
    auto const count = [&] {
        auto const db = here.data->open();
        return db->history("vv", "access/2024-06", 0, 100).size();
    };
    CHECK(auditor->get(at + "/cases/" + open).status == 200);
    CHECK(count() == 1);
    CHECK(per->get(at + "/cases/" + open).status == 200);
    CHECK(count() == 1);
    auto const restricted =
        kari->post(at + "/cases/" + id + "/commands/restrict_access", {{"hjemmel", "offl. § 13"}});
    INFO(restricted.body);
    REQUIRE(restricted.status == 200);
    auto const before = count();
    CHECK(per->get(at + "/cases/" + id).status == 404);
    CHECK(per->get(at + "/cases/" + id + "/history").status == 404);
    CHECK(per->get(at + "/cases").content()["items"].size() == 1);
    CHECK(kari->get(at + "/cases").content()["items"].size() == 2);
    CHECK(count() == before);
    CHECK(kari->get(at + "/cases/" + id).status == 200);
    CHECK(kari->get(at + "/cases/" + id + "/history").status == 200);
    CHECK(count() == before + 2);
}

TEST_CASE("registers: bodies, parties, people, agreements, funds") {
    community here;
    auto const admin = here.signed_in("admin"), kari = here.signed_in("kari");
    auto const party =
        admin->post(at + "/organisation/commands/register_party", {{"party", "flaa"},
                                                                   {"details",
                                                                    {{"name", "Flå kommune"},
                                                                     {"kind", "municipality"},
                                                                     {"number", "3320"},
                                                                     {"organisation_number", "964952612"},
                                                                     {"language", "neutral"}}}});
    REQUIRE(party.status == 200);
    CHECK(party.content()["stream"] == "organisation");
    CHECK(party.content()["entries"][0]["actor"]["id"] == here.person("admin"));
    CHECK(party.content()["entries"][0]["actor"]["name"] == "Ada Admin");
    CHECK(kari->get(at + "/parties").content()["items"].size() == 2);
    CHECK(kari->get(at + "/parties/flaa").content()["details"]["name"] == "Flå kommune");
    CHECK(kari->get(at + "/parties/nowhere").status == 404);
    CHECK(kari->get(at + "/people/" + here.person("per")).content()["person"]["name"] == "Person per");
    CHECK(kari->get(at + "/people/nobody").status == 404);
    CHECK(kari->get(at + "/bodies").content()["items"].empty());
    CHECK(kari->get(at + "/bodies/ssu").status == 404);
    CHECK(kari->get(at + "/funds/tilskudd").content()["data"]["holder"] == "vestre-viken");
    CHECK(kari->get(at + "/funds/no-such").status == 404);
    CHECK(kari->get(at + "/funds").content()["items"][0]["name"] == "Tilskudd");
    CHECK(kari->get(at + "/agreements?at=2024-05-01").content()["at"] == "2024-05-01");
    CHECK(kari->get(at + "/agreements?at=2024-13-01").status == 422);
    CHECK(kari->post(at + "/bodies/SSU/commands/end_seat", {{"seat", "m1"}, {"valid_to", "2024-06-07"}})
              .status == 404);
    CHECK(kari->post(at + "/accounts/commands/open_account", {{"username", "x"}, {"person", "y"}}).status ==
          403);
}

TEST_CASE("workflows explain themselves without anybody signed in") {
    community here;
    client c(here.port());
    CHECK_FALSE(c.get(at + "/workflows").content()["items"].empty());
    auto const one = c.get(at + "/workflows/agreement_revision", {{"Accept-Language", "en"}}).content();
    CHECK_FALSE(one["states"].empty());
    CHECK_FALSE(one["commands"][0]["who"].empty());
    CHECK_FALSE(one["transitions"].empty());
    auto const diagram = c.get(at + "/workflows/agreement_revision/diagram");
    CHECK(diagram.headers.at("content-type").starts_with("text/vnd.mermaid"));
    CHECK(diagram.body.find("stateDiagram") != std::string::npos);
    CHECK(c.get(at + "/workflows/no_such").status == 404);
    CHECK(c.get(at + "/openapi.json").content()["openapi"] == "3.1.0");
}
