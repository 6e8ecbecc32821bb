// What the loaded example must show, sentence by sentence: Vest-Viken as the annual report of 2024 has it.
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

ON_BOTH_SERVED("the loaded example shows Vest-Viken as it was at the end of 2024") {
    served s(where::kind());

    // Kongsberg: 2 900 000 for a forprosjekt, with the exception on its face.
    auto kongsberg = case_of(s, loaded_case(s, "grant_application"));
    CHECK(kongsberg["title"] == "Kongsberg samhandlingsarena");
    CHECK(kongsberg["data"]["applied"] == 29 * million / 10);
    CHECK(kongsberg["data"]["proposal"]["amount"] == 29 * million / 10);
    CHECK(kongsberg["data"]["phase"] == "preliminary_project");
    CHECK(kongsberg["data"]["priority_groups"] == json::array({"frail_elderly"}));
    REQUIRE(kongsberg["exceptions"].size() == 1);
    CHECK(kongsberg["exceptions"][0]["rule"] == "scheme_not_adopted");
    CHECK_FALSE(kongsberg["exceptions"][0]["reason"].get<std::string>().empty());
    CHECK(kongsberg["state"]["name"] == "in_progress");
    CHECK(says(kongsberg["simulated"], "Simulert")); // what the sources do not say is marked

    // The fund: allocation, commitment and the carry-over to 2025, and its postings sum to zero.
    auto fund = s.shows("koordinator", "/funds/tilskudd?limit=200");
    std::vector<std::string> moved;
    for (auto const& e : fund["postings"]) moved.push_back(e["command"]);
    CHECK(moved == std::vector<std::string>{"allocate", "commit", "pay", "carry_over"});
    auto then = year_of(s, 2024), now = year_of(s, 2025);
    CHECK(then["allocated"] == 8 * million);
    CHECK(then["paid"] == 145 * million / 100);
    CHECK(then["carried_out"] == 8 * million - 145 * million / 100);
    CHECK(now["carried_in"] == then["carried_out"]);
    CHECK(now["committed"] == 145 * million / 100);
    CHECK(now["free"] == 51 * million / 10);
    books_balance(s);

    // The revision of the agreement waits in committee_appointing, and refuses a committee without user and GP.
    auto const revision_id = loaded_case(s, "agreement_revision");
    auto revision = case_of(s, revision_id);
    CHECK(revision["state"]["name"] == "committee_appointing");
    CHECK(revision["state"]["label"] == "Redaksjonskomité nedsettes");
    auto const refused =
        s.problem("koordinator", "case/" + revision_id, "nominate_committee",
                  {{"members", committee(s, false, false)}, {"proposal", s.document("Komité")}});
    CHECK(refused["code"] == "committee_without_users");
    CHECK(says(refused["detail"], "mangler brukerrepresentant"));

    // LAR, base 2020, with its working group.
    auto lar = case_of(s, loaded_case(s, "guideline_revision"));
    CHECK(lar["data"]["base_version"] == "LAR 2020");
    CHECK(lar["data"]["base_year"] == 2020);
    CHECK(lar["data"]["fsu"] == "fsu-psykisk-rus");
    CHECK(lar["state"]["name"] == "group_set");
    std::vector<std::string> capacities;
    for (auto const& m : lar["data"]["participants"]["working_group"]) capacities.push_back(m["capacity"]);
    CHECK(capacities == std::vector<std::string>{"spesialist", "kommune", "fastlege", "apotek", "bruker"});

    // SSU: 9 seats before and 11 after the extension, each under its own rule.
    auto before = s.shows("koordinator", "/bodies/ssu?at=2024-04-14"),
         after = s.shows("koordinator", "/bodies/ssu?at=2024-06-07");
    CHECK(before["seats"].size() == 9);
    CHECK(before["rule"]["version"] == 1);
    CHECK(after["seats"].size() == 11);
    CHECK(after["rule"]["version"] == 2);

    // 22 municipalities and the trust; the agreement of 1 January 2021 applies for every pair.
    CHECK(municipalities(s).size() == 22);
    CHECK(s.shows("koordinator", "/parties")["items"].size() == 23);
    // 21 of them cooperate in KHS, which takes cases up and decides nothing for them (B11, B486-490).
    auto const khs = s.shows("koordinator", "/bodies/khs");
    CHECK(khs["area"].size() == 21);
    CHECK(khs["rule"]["decides"].empty());
    CHECK(s.shows("koordinator", "/parties/holmestrand")["details"]["membership"] == "population_coverage");
    // Whom nobody speaks for in a committee of their area stands on its page.
    auto const ringerike = s.shows("koordinator", "/bodies/lsu-ringerike");
    CHECK(ringerike["findings"] ==
          json{"Ingen plass her representerer Jevnaker, Modum, Sigdal og Krødsherad."});
    CHECK(s.shows("koordinator", "/bodies/lsu-kongsberg")["findings"].empty());
    auto agreements = s.shows("koordinator", "/agreements");
    CHECK(agreements["items"].size() == 22);
    for (auto const& a : agreements["items"])
        CHECK_MESSAGE(a["applies"]["in_force_from"] == "2021-01-01", a.dump());
    s.ends_well();
}

ON_BOTH_SERVED("SSU appoints its FSU and no LSU (B52), and whoever leads SSU leads its secretariat (B83)") {
    served s(where::kind());
    auto const bodies = s.shows("koordinator", "/bodies");
    for (auto const& body : bodies["items"]) {
        auto const id = body["id"].get<std::string>();
        auto const entries = s.shows("koordinator", "/history?command=establish_body&body=" + id)["items"];
        REQUIRE(entries.size() == 1);
        auto const& details = entries[0]["payload"]["details"];
        if (body["kind"] == "local") CHECK_MESSAGE(!details.contains("parent"), id);
        if (body["kind"] == "professional") CHECK_MESSAGE(details["parent"] == "ssu", id);
    }
    auto const side_that_leads = [&](std::string const& body, std::string const& on) {
        auto const then = s.shows("koordinator", "/bodies/" + body + "?at=" + on);
        for (auto const& seat : then["seats"])
            if (seat.contains("holder") && seat["holder"]["function"] == "leader")
                return seat["kind"].get<std::string>();
        return std::string("nobody");
    };
    for (auto const* body : {"ssu", "au-ssu"}) {
        CHECK(side_that_leads(body, "2023-12-31") == "trust");
        CHECK(side_that_leads(body, "2024-01-01") == "municipality");
    }
    auto const people = s.shows("koordinator", "/people?limit=200");
    for (auto const& each : people["items"])
        CHECK_MESSAGE(!says(each["person"]["position"], "lsu-"), each.dump()); // titles are words
    s.ends_well();
}

// Loading again changes nothing, also while it is served.
ON_BOTH_SERVED("loading the example again changes nothing") {
    served s(where::kind());
    auto const position = s.shows("koordinator", "/me")["position"];
    run_program({"load", "--database", s.url(), "--clock", (s.folder() / "clock").string(),
                 (source_folder() / "docs/examples/vest-viken").string()});
    CHECK(s.shows("koordinator", "/me")["position"] == position);
    s.ends_well();
}

} // namespace
} // namespace saksgang::test
