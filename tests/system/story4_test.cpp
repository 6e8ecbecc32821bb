// Story 4: one kommunestyre says no, another wants a comma changed.
#include <algorithm>

#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

// X is Nore og Uvdal, Y is Øvre Eiker; twenty have adopted, and the board.
std::string x = "nore-og-uvdal", y = "oevre-eiker";

std::vector<std::string> twenty_adopt(served& s, std::string const& id) {
    std::vector<std::string> twenty;
    for (auto const& m : municipalities(s))
        if (m != x && m != y) twenty.push_back(m);
    for (auto const& m : twenty)
        s.does("koordinator", "case/" + id, "register_adoption", adoption(s, m, "2025-05-20"));
    s.does("koordinator", "case/" + id, "register_adoption", adoption(s, "vestre-viken", "2025-05-26"));
    return twenty;
}

ON_BOTH_SERVED("story 4: one kommunestyre says no, another wants a comma changed") {
    served s(where::kind());
    auto const id = before_the_parties(s);
    auto const stream = "case/" + id;
    s.now("2025-06-02");
    auto const twenty = twenty_adopt(s, id);
    REQUIRE(twenty.size() == 20);

    // 1. X rejects section 4.3: the twenty are concluded, X stays under the agreement of 1 January 2021, visibly.
    auto no = adoption(s, x, "2025-05-28", "rejected");
    no["reason"] = "Punkt 4.3 om betaling";
    s.does("koordinator", stream, "register_adoption", no);
    CHECK(round_of(s, id)["parties"][x]["status"] == "rejected");
    auto of_x = agreement_of(s, x);
    CHECK(of_x["applies"]["version"] == "2021");
    CHECK(of_x["applies"]["in_force_from"] == "2021-01-01");
    for (auto const& m : twenty) {
        auto a = agreement_of(s, m);
        CHECK_MESSAGE(a["applies"]["version"] == "2.0", m);
        CHECK_MESSAGE(a["applies"]["concluded_on"] == "2025-05-26", m); // the board's, the later one
    }
    CHECK(s.state_of(id) == "party_adoption");

    // 2. Y adopts with authority for editorial changes; a wrong reference is corrected: 2.0.1, both sides'
    // approvers
    //    named, and no kommunestyre has to meet again.
    auto with_authority = adoption(s, y, "2025-05-30");
    with_authority["editorial_authority"] = true;
    s.does("koordinator", stream, "register_adoption", with_authority);
    CHECK(round_of(s, id)["parties"][y]["editorial_authority"] == true);
    CHECK(agreement_of(s, y)["applies"]["version"] == "2.0");
    auto before = round_of(s, id)["parties"];
    s.does("koordinator", stream, "propose_editorial_change",
           {{"text", s.text("Overordnet samarbeidsavtale", "2.0.1")},
            {"change", "Feil henvisning i punkt 7: § 6-2, ikke § 6-3"}});
    CHECK(case_of(s, id)["data"]["pending_change"]["change"] ==
          "Feil henvisning i punkt 7: § 6-2, ikke § 6-3");
    //    Only with two approvers, one from each side.
    CHECK(s.refused("bruker", stream, "approve_editorial_change") == "one_of_each_side");
    CHECK(s.refused("koordinator", stream, "approve_editorial_change") == "not_entitled");
    s.does("leder", stream, "approve_editorial_change");
    CHECK(s.refused("drammen", stream, "approve_editorial_change") == "already_taken");
    CHECK(round_of(s, id)["subject"]["version"] == "2.0");
    s.does("fagdirektor", stream, "approve_editorial_change");
    auto after = round_of(s, id);
    CHECK(after["subject"]["version"] == "2.0.1");
    CHECK(after["status"] == "open");
    CHECK(after["parties"] == before); // every decision stands
    json approvers = json::array();
    for (auto const& e : history_of(s, id))
        if (e["command"] == "approve_editorial_change") approvers.push_back(e["actor"]["id"]);
    CHECK(approvers == json::array({person_of(s, "leder"), person_of(s, "fagdirektor")}));

    // 3. A side agreement for X and the trust alone, adopted by X's kommunestyre and the board.
    s.now("2025-06-25");
    json const side_agreement{{"title", "Tilleggsprotokoll om punkt 4.3"},
                              {"document", s.document("Tilleggsprotokoll")},
                              {"adopted_by_council", "2025-06-19"},
                              {"adopted_by_board", "2025-06-24"},
                              {"council_minutes", s.document("Saksutskrift kommunestyret")},
                              {"board_minutes", s.document("Styreprotokoll")}};
    auto without_minutes = side_agreement;
    without_minutes.erase("council_minutes");
    CHECK(s.refused("koordinator", "agreement/" + x, "add_addendum", without_minutes) == "bad_payload");
    std::map<std::string, json> untouched;
    for (auto const& m : twenty) untouched[m] = agreement_of(s, m);
    s.does("koordinator", "agreement/" + x, "add_addendum", side_agreement);
    CHECK(agreement_of(s, x)["applies"]["addenda"][0]["title"] == "Tilleggsprotokoll om punkt 4.3");
    for (auto const& m : twenty) CHECK_MESSAGE(agreement_of(s, m) == untouched[m], m);

    // 5. A third municipality and the trust disagree on who pays: only de-identified papers to the nemnd, its
    //    statement is advisory and changes no state.
    json dispute{{"party", "hol"},
                 {"about", "Betaling for utskrivningsklare pasienter"},
                 {"documents", {s.document("Sak til nemnda, avidentifisert")}},
                 {"deidentified", false},
                 {"copy_sent_to_counterpart", "2025-06-25"},
                 {"discussed_in_lsu_on", "2025-06-05"},
                 {"discussed_in_ssu_on", "2025-06-16"}};
    CHECK(s.refused("koordinator", "agreement/hol", "raise_dispute", dispute) == "not_deidentified");
    dispute["deidentified"] = true;
    auto without_copy = dispute;
    without_copy.erase("copy_sent_to_counterpart");
    CHECK(s.refused("koordinator", "agreement/hol", "raise_dispute", without_copy) == "bad_payload");
    auto of_another = dispute;
    of_another["party"] = "gol";
    CHECK(s.refused("koordinator", "agreement/hol", "raise_dispute", of_another) == "not_of_this_pair");
    s.does("koordinator", "agreement/hol", "raise_dispute", dispute);
    auto disputed = agreement_of(s, "hol");
    s.does("koordinator", "agreement/hol", "record_board_statement",
           {{"statement", "Kommunen bør betale fra dag én"}, {"document", s.document("Nemndas uttalelse")}});
    auto stated = agreement_of(s, "hol");
    CHECK(stated["applies"]["disputes"][0]["statement"] == "Kommunen bør betale fra dag én");
    for (auto const* field : {"version", "concluded_on", "in_force_from"})
        CHECK(stated["applies"][field] == disputed["applies"][field]);
    CHECK_FALSE(stated["applies"].contains("ends_on"));
    CHECK(stated["applies"]["disputes"][0]["discussed_in_ssu_on"] == "2025-06-16");

    // 6. Two years on, one municipality gives notice: a year runs for that pair only.
    s.now("2027-06-07");
    CHECK(s.refused("kongsberg", "agreement/hol", "give_notice",
                    {{"party", "hol"}, {"received_on", "2027-06-04"}, {"document", s.document("x")}}) ==
          "not_of_this_pair");
    s.does("koordinator", "agreement/hol", "give_notice",
           {{"party", "hol"}, {"received_on", "2027-06-04"}, {"document", s.document("Oppsigelse fra Hol")}});
    auto noticed = agreement_of(s, "hol");
    CHECK(noticed["applies"]["ends_on"] == "2028-06-04");
    //    The RHF's task has no day: the law gives none.
    CHECK(std::ranges::any_of(noticed["deadlines"], [](auto const& d) {
        return d["name"] == "notice_to_directorate" && !d.contains("due");
    }));
    CHECK_FALSE(agreement_of(s, "hol", "2028-06-05").contains("applies"));
    // ... corrected in step 2
    CHECK(agreement_of(s, "gol", "2028-06-05")["applies"]["version"] == "2.0.1");
    //    The yearly review of the remaining pairs goes on.
    CHECK(has_deadline(agreement_of(s, "gol"), "yearly_review", "2026-05-26"));
    s.does("koordinator", "agreement/gol", "record_review",
           {{"reviewed_on", "2027-06-07"}, {"outcome", "keep"}, {"note", "Står ved lag"}});
    CHECK(has_deadline(agreement_of(s, "gol"), "yearly_review", "2028-06-07"));
    //    Everyone has answered: the case ends with the twenty-one concluded and X named.
    s.does("koordinator", stream, "close_answers");
    CHECK(s.state_of(id) == "concluded");
    CHECK(round_of(s, id)["outcome"]["against"][0]["seat"] == x);
    CHECK(round_of(s, id)["outcome"]["agreed"].size() == 22);
    //    X's council thinks again: its decision is taken down where the others' are.
    CHECK(s.refused("koordinator", stream, "register_adoption", adoption(s, x, "2025-04-01")) ==
          "decided_before_asked");
    s.does("koordinator", stream, "register_adoption", adoption(s, x, "2027-06-07"));
    CHECK(agreement_of(s, x)["applies"]["version"] == "2.0.1");
    CHECK(round_of(s, id)["outcome"]["agreed"].size() == 23);
    CHECK(s.state_of(id) == "concluded");
    s.ends_well();
}

// engine/round/party_commands.cpp: register_adoption has a reason, which no guard asks for and party_answer does not keep.
TEST_CASE("story 4, step 1: why X said no is asked for") {
    served s;
    auto const id = before_the_parties(s);
    s.now("2025-06-02");
    auto no = adoption(s, x, "2025-05-28", "rejected");
    no.erase("reason");
    CHECK(s.refused("koordinator", "case/" + id, "register_adoption", no) == "reason_required");
}
TEST_CASE("story 4, step 1: why X said no is shown where its answer is") {
    served s;
    auto const id = before_the_parties(s);
    s.now("2025-06-02");
    auto no = adoption(s, x, "2025-05-28", "rejected");
    no["reason"] = "Punkt 4.3 om betaling";
    s.does("koordinator", "case/" + id, "register_adoption", no);
    CHECK(says(round_of(s, id)["parties"][x].dump(), "Punkt 4.3 om betaling"));
}

TEST_CASE(
    "story 4, step 2: the corrected version is the one that applies for the pairs that were concluded on "
    "it") {
    served s;
    auto const id = before_the_parties(s);
    s.now("2025-06-02");
    for (auto const* party : {"gol", "vestre-viken"})
        s.does("koordinator", "case/" + id, "register_adoption", adoption(s, party, "2025-05-28"));
    s.does("koordinator", "case/" + id, "propose_editorial_change",
           {{"text", s.text("Overordnet samarbeidsavtale", "2.0.1")}, {"change", "Feil henvisning"}});
    s.does("leder", "case/" + id, "approve_editorial_change");
    s.does("fagdirektor", "case/" + id, "approve_editorial_change");
    CHECK(agreement_of(s, "gol")["applies"]["version"] == "2.0.1");
    auto regret = adoption(s, "vestre-viken", "2025-05-30", "rejected");
    regret["reason"] = "Likevel ikke";
    CHECK(s.refused("koordinator", "case/" + id, "register_adoption", regret) == "pair_concluded");
}

TEST_CASE("story 4, step 2: a wrong reference can be corrected when all have adopted, and that is shown") {
    served s;
    auto const id = before_the_parties(s);
    s.now("2025-06-02");
    auto parties = municipalities(s);
    parties.push_back("vestre-viken");
    for (auto const& p : parties)
        s.does("koordinator", "case/" + id, "register_adoption", adoption(s, p, "2025-05-28"));
    REQUIRE(s.state_of(id) == "concluded");
    s.does("koordinator", "case/" + id, "propose_editorial_change",
           {{"text", s.text("Overordnet samarbeidsavtale", "2.0.1")}, {"change", "Feil henvisning"}});
    CHECK_FALSE(action_of(case_of(s, id), "propose_editorial_change").is_null());
}

TEST_CASE("story 4, step 6: the task of telling Helsedirektoratet of a notice can be done") {
    served s;
    s.does("koordinator", "agreement/hol", "give_notice",
           {{"party", "hol"}, {"received_on", "2025-01-02"}, {"document", s.document("Oppsigelse")}});
    auto const told = s.send("koordinator", "agreement/hol", "pass_on_notice", {{"passed_on", "2025-01-02"}});
    CHECK_MESSAGE(told.status == 200, told.raw);
}

ON_BOTH_SERVED(
    "story 4, step 4: a material change for all costs 21 decisions, and says so before anyone presses") {
    served s(where::kind());
    auto const id = before_the_parties(s, "all_parties");
    auto const stream = "case/" + id;
    s.now("2025-06-02");
    (void)twenty_adopt(s, id);
    CHECK(action_of(case_of(s, id), "replace_text")["costs"] == 21);
    json change{{"text", s.text("Overordnet samarbeidsavtale", "3.0")},
                {"reason", "Punkt 4.3 er nytt for alle"},
                {"acknowledged", 0}};
    auto warned = s.problem("koordinator", stream, "replace_text", change);
    CHECK(warned["code"] == "acknowledge_count");
    CHECK(says(warned["detail"], "21 vedtak må gjøres på nytt"));
    auto const old_round = last_round_name(s, id);
    change["acknowledged"] = 21;
    s.does("koordinator", stream, "replace_text", change);
    auto old = round_of(s, id, old_round), now = round_of(s, id);
    CHECK(old["status"] == "superseded");
    CHECK(old["parties"]["gol"]["status"] == "adopted"); // remains
    CHECK(now["parties"]["gol"]["status"] == "pending");
    CHECK(now["subject"]["version"] == "3.0");
    CHECK(s.refused("koordinator", stream, "register_adoption",
                    adoption(s, "gol", "2025-06-02", "adopted", "2.0")) == "text_superseded");
    auto other_file = adoption(s, "gol", "2025-06-02", "adopted", "3.0");
    other_file["adopted_text"] = adoption(s, "gol", "2025-06-02", "adopted", "2.0")["adopted_text"];
    CHECK(s.refused("koordinator", stream, "register_adoption", other_file) == "text_superseded");
    s.does("koordinator", stream, "register_adoption", adoption(s, "gol", "2025-06-02", "adopted", "3.0"));
    s.ends_well();
}

} // namespace
} // namespace saksgang::test
