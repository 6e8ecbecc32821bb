// What screens ask of the server beside cases: what one may begin and do, what things are called, lists with names.
#include <doctest/doctest.h>

#include <algorithm>
#include <thread>

#include "tests/api/community.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

struct community_with_screens {
    community here;
    std::unique_ptr<client> kari = here.signed_in("kari"), per = here.signed_in("per"),
                            admin = here.signed_in("admin"), auditor = here.signed_in("revisor");
    client nobody{here.port()};

    json shown(client& who, std::string const& path, std::string const& language = "nb") {
        auto const r = who.get(at + path, {{"Accept-Language", language}});
        REQUIRE_MESSAGE(r.status == 200, r.body);
        return r.content();
    }
    json const& of_id(json const& items, std::string const& id) {
        for (auto const& item : items)
            if (item["id"] == id) return item;
        FAIL(id);
        return items;
    }
    std::string a_case(std::string const& title = "Tilskudd 2024") {
        auto const r = kari->post(at + "/cases",
                                  {{"workflow", "grant_scheme"},
                                   {"payload", {{"title", title}, {"fund", "tilskudd"}, {"year", 2024}}}});
        REQUIRE(r.status == 201);
        return r.content()["case"]["id"];
    }
    std::string names(json const& list, std::string const& field = "person") {
        std::string all;
        for (auto const& item : list["items"])
            all += (all.empty() ? "" : ", ") + item[field]["name"].get<std::string>();
        return all;
    }
};

} // namespace

TEST_CASE_FIXTURE(community_with_screens, "workflows say what they are for, and whether I may begin one") {
    auto const for_kari = of_id(shown(*kari, "/workflows")["items"], "grant_scheme");
    CHECK(for_kari["purpose"].get<std::string>().starts_with("Ordningen som tilskudd gis etter"));
    REQUIRE(for_kari["may_begin"].size() == 1);
    CHECK(for_kari["may_begin"][0]["command"] == "propose_scheme");
    CHECK(of_id(shown(*per, "/workflows")["items"], "grant_scheme")["may_begin"].empty());
    CHECK_FALSE(of_id(shown(nobody, "/workflows")["items"], "grant_scheme").contains("may_begin"));
    CHECK(of_id(shown(nobody, "/workflows", "nn")["items"], "grant_scheme")["label"] == "Tilskotsordning");

    auto const whole = shown(nobody, "/workflows/grant_scheme", "nn");
    CHECK(whole["data"]["properties"]["handler"]["title"] == "Saksbehandlar");
    CHECK(whole["data"]["properties"]["body"]["readOnly"] == true); // the case's own steps change it
    CHECK_FALSE(whole["data"]["properties"]["title"].contains("readOnly"));
    CHECK(whole["round"]["properties"]["status"]["oneOf"][0]["title"] == "Ikkje teke opp enno");
}

TEST_CASE_FIXTURE(community_with_screens, "a person's roles say of which party and body, by name") {
    text const name{"Samarbeidsutvalget", "Samarbeidsutvalet", "The committee"};
    json const head{{"name", {{"nb", name.nb}, {"nn", name.nn}, {"en", name.en}}},
                    {"kind", "strategic"},
                    {"level", 2},
                    {"area", json::array()}};
    REQUIRE(admin->post(at + "/bodies/ssu/commands/establish_body", {{"details", head}}).status == 200);
    auto const grant = [&](json of) {
        of.update({{"person", here.person("per")}, {"valid_from", "2024-06-07"}, {"basis", "Vedtak"}});
        auto const r = admin->post(at + "/organisation/commands/grant_role", of);
        REQUIRE_MESSAGE(r.status == 200, r.body);
    };
    grant({{"role", "case_handler"}, {"body", "ssu"}});
    grant({{"role", "party_representative"}, {"party", "vestre-viken"}});
    for (auto const* path : {"/me", "/people/"}) {
        auto const of_person = path == std::string("/me") ? "" : here.person("per");
        auto const roles = shown(*per, path + of_person)["roles"];
        REQUIRE(roles.size() == 2);
        CHECK(roles[0]["body_name"] == "Samarbeidsutvalget");
        CHECK(roles[1]["party_name"] == "Vestre Viken HF");
    }
}

TEST_CASE_FIXTURE(community_with_screens, "words, and the community's name, to whoever asks") {
    CHECK(shown(nobody, "/words", "nn")["words"]["not_carried"] == "Ikkje semje");
    CHECK(shown(nobody, "/words", "en")["words"]["handler"] == "Case handler");
    CHECK(shown(nobody, "/community") == json{{"id", "vv"}, {"name", "Prøve"}});
    CHECK(shown(nobody, "/community", "en")["name"] == "Test");
}

TEST_CASE_FIXTURE(community_with_screens, "a register says which of its commands I may use, in my language") {
    auto const commands = [&](client& who, std::string const& path) {
        std::set<std::string> all;
        auto const list = shown(who, path);
        for (auto const& a : list["actions"]) all.insert(a["command"]);
        return all;
    };
    CHECK(commands(*admin, "/accounts/actions") == std::set<std::string>{"open_account", "close_account"});
    CHECK(commands(*kari, "/accounts/actions").empty());
    CHECK(commands(*kari, "/organisation/actions") == std::set<std::string>{"register_mandate"});
    CHECK(commands(*admin, "/bodies/ssu/actions").contains("establish_body")); // that is not there yet
    auto const shown_in_full = shown(*admin, "/accounts/actions?schema=true", "nn");
    CHECK(shown_in_full["actions"][0]["label"] == "Opprett brukarkonto");
    CHECK(shown_in_full["actions"][0]["schema"]["properties"]["username"]["title"] == "Brukarnamn");
    CHECK_FALSE(shown(*admin, "/accounts/actions")["actions"][0].contains("schema"));
    CHECK(nobody.get(at + "/accounts/actions").status == 401);
}

TEST_CASE_FIXTURE(community_with_screens, "lists with names: in their order, as one types, page by page") {
    CHECK(names(shown(*kari, "/people")) == "Ada Admin, Person kari, Person per, Person revisor");
    CHECK(names(shown(*kari, "/people?q=per%20ka")) == "Person kari");
    CHECK(names(shown(*kari, "/people?q=drift")) == "Ada Admin"); // by position
    CHECK(names(shown(*kari, "/people?role=case_handler")) == "Person kari");
    CHECK(names(shown(*kari, "/people?role=case_handler&at=2023-12-31")) == "");
    auto const page = shown(*kari, "/people?limit=3");
    CHECK(names(page) == "Ada Admin, Person kari, Person per");
    CHECK(page["total"] == 4);
    CHECK(names(shown(*kari, "/people?limit=3&cursor=" + page["next"].get<std::string>())) ==
          "Person revisor");

    CHECK(names(shown(*admin, "/accounts?q=kari")) == "Person kari");
    CHECK(shown(*admin, "/accounts?q=kari")["items"][0]["username"] == "kari");
    CHECK(kari->get(at + "/accounts").status == 403);
    auto const roles = shown(*kari, "/roles?role=auditor");
    REQUIRE(roles["items"].size() == 1);
    CHECK(roles["items"][0]["label"] == "Revisor");
    CHECK(roles["items"][0]["basis"] == "Vedtak 1/24");
    CHECK(roles["items"][0]["valid_to"] == "2024-12-31");
    CHECK(shown(*kari, "/roles?person=" + here.person("admin"))["total"] == 2);
    CHECK(shown(*kari, "/seats")["items"].empty());
    CHECK(shown(*kari, "/organisations")["items"].empty());
    CHECK(kari->get(at + "/people?limit=0").status == 422);
    CHECK(kari->get(at + "/people?cursor=~").status == 422);
    CHECK(nobody.get(at + "/people").status == 401);
}

TEST_CASE_FIXTURE(community_with_screens,
                  "entries across cases and registers, of what one may see, newest first") {
    auto const open = a_case("Åpen"), closed = a_case("Lukket");
    REQUIRE(kari->post(at + "/cases/" + closed + "/commands/restrict_access", {{"hjemmel", "offl. § 13"}})
                .status == 200);
    auto const found = [&](client& who, std::string const& query) {
        std::string all;
        auto const list = shown(who, "/history" + query);
        for (auto const& e : list["items"])
            all += (all.empty() ? "" : ", ") + e["command"].get<std::string>() + " " +
                   e["of"].get<std::string>();
        return all;
    };
    auto const by_kari = "?person=" + here.person("kari");
    CHECK(found(*kari, by_kari) == "restrict_access Lukket, propose_scheme Lukket, propose_scheme Åpen");
    CHECK(found(*per, by_kari) == "propose_scheme Åpen");
    CHECK(found(*kari, "?command=propose_scheme&limit=1") == "propose_scheme Lukket");
    CHECK(found(*kari, "?seat=role/case_handler&case=" + open) == "propose_scheme Åpen");
    CHECK(found(*kari, "?command=grant_role") == "grant_role Organisasjonen, grant_role Organisasjonen");
    CHECK(found(*kari, "?from=2024-06-08") == "");
    CHECK(found(*kari, by_kari + "&until=2024-06-07&from=2024-06-07") != "");
    CHECK(found(*kari, "?command=open_account") == "");
    CHECK(found(*admin, "?command=open_account").starts_with("open_account Brukerkontoer"));
    std::string paged;
    json page;
    for (std::string before; before.empty() || page.contains("next");
         before = page.contains("next") ? std::to_string(page["next"].get<std::int64_t>()) : "x") {
        page = shown(*kari, "/history" + by_kari + "&limit=1" + (before.empty() ? "" : "&before=" + before));
        for (auto const& e : page["items"]) paged += e["command"].get<std::string>() + " ";
    }
    CHECK(paged == "restrict_access propose_scheme propose_scheme ");

    // Who has read what is closed is itself an entry, and an auditor sees it.
    CHECK(found(*auditor, "?command=propose_scheme") == "propose_scheme Lukket, propose_scheme Åpen");
    CHECK(kari->get(at + "/cases/" + closed).status == 200);
    auto const readings = shown(*auditor, "/history?case=" + closed + "&command=note_reading");
    REQUIRE(readings["items"].size() >= 1);
    CHECK(readings["items"][0]["actor"]["name"] == "Person kari");
    CHECK(found(*kari, "?command=note_reading") == "");
    CHECK(shown(*auditor, "/history?command=note_search")["items"].size() >= 1);
}

TEST_CASE_FIXTURE(community_with_screens,
                  "an auditor's look through a list is an entry, one for each list and hour") {
    a_case("Åpen");
    auto const listings = [&](std::string const& list) {
        auto const all = shown(*auditor, "/history?command=note_listing");
        return std::ranges::count_if(all["items"], [&](json const& e) {
            return e["payload"]["listing"] == list && e["actor"]["name"] == "Person revisor";
        });
    };
    for (auto const* typed : {"", "?q=a", "?q=ap"}) CHECK(auditor->get(at + "/cases" + typed).status == 200);
    CHECK(auditor->get(at + "/people").status == 200);
    CHECK(kari->get(at + "/cases").status == 200);            // no auditor
    CHECK(auditor->get(at + "/cases?limit=0").status == 422); // and nothing seen
    CHECK(listings("cases") == 1);
    CHECK(listings("people") == 1);
    CHECK(listings("history") == 1);
    CHECK(listings("bodies") == 0);
    here.chance.us += 3600LL * 1'000'000;
    CHECK(auditor->get(at + "/cases").status == 200);
    CHECK(listings("cases") == 2);
}

TEST_CASE_FIXTURE(community_with_screens,
                  "what is exported, and sign-ins refused in series, are entries that an auditor sees") {
    auto const entries = [&](std::string const& command) {
        return shown(*auditor, "/history?command=" + command)["items"];
    };
    REQUIRE(kari->get(at + "/funds/tilskudd/yearly-table").status == 200);
    auto const exported = entries("note_export");
    REQUIRE(exported.size() == 1);
    CHECK(exported[0]["payload"]["listing"] == "yearly_table");
    CHECK(exported[0]["actor"]["name"] == "Person kari");

    auto const refused = [&](std::string const& username) {
        int status = 0;
        for (int n = 0; n < 6; ++n)
            status = nobody.post(at + "/sessions", {{"username", username}, {"password", "feil"}}).status;
        return status;
    };
    CHECK(entries("note_held_back").empty());
    CHECK(refused("per") == 429);
    CHECK(refused("ingen") == 429);             // there is no such account: the same answer, and no entry
    auto held_back = entries("note_held_back"); // it is written beside the answers
    for (int n = 0; n < 100 && held_back.empty(); ++n) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        held_back = entries("note_held_back");
    }
    REQUIRE(held_back.size() == 1);
    CHECK(held_back[0]["payload"]["username"] == "per");
    CHECK(held_back[0]["account"] == "per");
    CHECK(shown(*kari, "/history?command=note_held_back")["items"].empty());
}

TEST_CASE_FIXTURE(community_with_screens, "a case as it was on a day, and why one may read it") {
    auto const id = a_case();
    here.chance.us += 24LL * 3600 * 1'000'000;
    kari = here.signed_in("kari");
    auto const again = nobody.post(at + "/sessions", {{"username", "kari"}, {"password", password}});
    kari->token = again.content()["token"];
    REQUIRE(kari->post(at + "/cases/" + id + "/commands/take_over", json::object()).status == 200);
    CHECK_FALSE(shown(*kari, "/cases/" + id + "/history?at=2024-06-07").contains("handler"));
    CHECK(shown(*kari, "/cases/" + id + "/history?at=2024-06-08")["handler"]["name"] == "Person kari");
    CHECK(kari->get(at + "/cases/" + id + "/history?at=2024-06-06").status == 404);

    CHECK(shown(*kari, "/cases/" + id + "/access")["as"] == "Saksbehandler");
    CHECK(shown(*kari, "/cases/" + id + "/access")["reads"] == true);
    auto const none = shown(*kari, "/cases/2024-99/access");
    CHECK(none["reads"] == false);
    REQUIRE(
        kari->post(at + "/cases/" + id + "/commands/restrict_access", {{"hjemmel", "offl. § 13"}}).status ==
        200);
    CHECK(shown(*kari, "/cases/" + id + "/access")["basis"] == "offl. § 13");
    per->token =
        nobody.post(at + "/sessions", {{"username", "per"}, {"password", password}}).content()["token"];
    CHECK(shown(*per, "/cases/" + id + "/access") == none); // no word of whether it is there
}

TEST_CASE_FIXTURE(community_with_screens, "what waits for whoever asks stands first, and is marked") {
    auto const actions = shown(*kari, "/cases/" + a_case())["actions"];
    REQUIRE(!actions.empty());
    CHECK(actions[0]["command"] == "submit_scheme"); // which leads on
    CHECK(actions[0]["next"] == true);
    auto const waits = [](json const& a) { return a["next"] == true; };
    CHECK(std::ranges::is_partitioned(actions, waits));
    CHECK(std::ranges::none_of(actions, [&](json const& a) {
        return waits(a) && (a["command"] == "mark_simulated" || a["standing"] == "closed");
    }));
    auto const of_per = shown(*per, "/cases/" + a_case())["actions"];
    REQUIRE(!of_per.empty());
    for (auto const& a : of_per) CHECK(a["next"] == false);
}
