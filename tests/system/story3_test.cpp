// Story 3: a samarbeidsavtale to 22 kommunestyrer. Without the letters, the Excel file and the screen of step 5.
#include <algorithm>

#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

ON_BOTH_SERVED("story 3: a samarbeidsavtale to 22 kommunestyrer") {
    served s(where::kind());
    auto const id = loaded_case(s, "agreement_revision");
    auto const stream = "case/" + id;
    auto const all = municipalities(s);
    REQUIRE(all.size() == 22);
    s.now("2025-01-06");

    // 1. A redaksjonskomité without a user representative is refused, with hol § 6-1 in words; without a GP by
    // the community's own rule, as no law names them; with both, it is appointed.
    auto without_user = s.problem("koordinator", stream, "nominate_committee",
                                  {{"members", committee(s, false)}, {"proposal", s.document("Komité")}});
    CHECK(without_user["code"] == "committee_without_users");
    CHECK(without_user["status"] == 409);
    CHECK(says(without_user["detail"], "mangler brukerrepresentant"));
    CHECK(says(without_user["detail"], "hol. § 6-1"));
    CHECK(without_user["basis"][0]["words"] == "hol. § 6-1 tredje ledd");
    auto without_gp = s.problem("koordinator", stream, "nominate_committee",
                                {{"members", committee(s, true, false)}, {"proposal", s.document("Komité")}});
    CHECK(without_gp["code"] == "committee_without_gps");
    CHECK_FALSE(says(without_gp["detail"], "hol."));
    s.does("koordinator", stream, "nominate_committee",
           {{"members", committee(s)}, {"proposal", s.document("Komité")}});
    ssu_agrees(s, id, "decision", "2025-01-06");
    CHECK(s.state_of(id) == "drafting");
    CHECK(case_of(s, id)["data"]["participants"]["drafting_committee"].size() == 4);

    //    The 13-item list is 13/13 or says which gap and why. A member of the committee hands in.
    auto twelve = s.problem("drammen", stream, "submit_draft", draft_agreement(s, "0.9", checklist(12)));
    CHECK(twelve["code"] == "checklist_incomplete");
    CHECK(says(twelve["detail"], "punkt 13. Barn og unge med sammensatte vansker"));
    s.does("drammen", stream, "submit_draft", draft_agreement(s, "1.0", checklist(13, 13)));
    CHECK(case_of(s, id)["data"]["checklist"][12]["gap"] == "Avklares i en egen delavtale i 2026");
    CHECK(s.refused("hallingdal", stream, "submit_draft", draft_agreement(s, "1.1")) == "not_entitled");

    // 2. SSU sends the draft on hearing, 11 weeks, and then 12: everyone is on the list, or the one who is missing is named.
    s.now("2025-01-13");
    auto alone = s.problem("koordinator", stream, "open_hearing",
                           {{"recipients", hearing_recipients(s)},
                            {"deadline", "2025-03-31"},
                            {"letter", s.document("Høringsbrev")}});
    CHECK(alone["code"] == "hearing_not_delegated");
    ssu_sends_to_hearing(s, id, "2025-01-13");
    CHECK(s.state_of(id) == "cleared_for_hearing");
    auto recipients = hearing_recipients(s);
    json hearing{
        {"recipients", json::array()}, {"deadline", "2025-03-31"}, {"letter", s.document("Høringsbrev")}};
    for (auto const& r : recipients)
        if (r["target"] != "flaa" && r["kind"] != "employee_representatives")
            hearing["recipients"].push_back(r);
    auto missing = s.problem("koordinator", stream, "open_hearing", hearing);
    CHECK(missing["code"] == "hearing_recipients_missing");
    CHECK(says(missing["detail"], "Flå"));
    CHECK(says(missing["detail"], "illitsvalgte"));
    hearing["recipients"] = recipients;
    s.does("koordinator", stream, "open_hearing", hearing);
    CHECK(has_deadline(case_of(s, id), "round_deadline", "2025-03-31"));
    //    A longer deadline shows wherever the first did.
    s.does("koordinator", stream, "extend_hearing",
           {{"deadline", "2025-04-07"}, {"letter", s.document("Forlenget høringsfrist")}});
    CHECK(has_deadline(case_of(s, id), "round_deadline", "2025-04-07"));
    CHECK(s.state_of(id) == "hearing");

    //    Answers are registered on the sender's behalf, two of them late and marked so.
    auto const answer = [&](std::string const& from, std::string const& received) {
        s.does("koordinator", stream, "register_statement",
               {{"from", from},
                {"received", received},
                {"summary", "Innspill"},
                {"document", s.document("Svar fra " + from)},
                {"present", json::array()}});
    };
    s.now("2025-04-04");
    answer("gol", "2025-03-20");
    answer("fastlegene", "2025-04-03");
    CHECK(last_entry(s, id, "register_statement")["on_behalf_of"] == "fastlegene");
    s.does("kongsberg", stream, "register_statement",
           {{"from", "kongsberg"},
            {"received", "2025-04-04"},
            {"summary", "Vårt svar"},
            {"present", json::array()}});
    CHECK(s.refused("kongsberg", stream, "register_statement",
                    {{"from", "gol"}, {"received", "2025-04-04"}, {"present", json::array()}}) ==
          "not_your_party");
    CHECK(s.refused("koordinator", stream, "close_hearing") == "hearing_not_over");
    s.now("2025-04-08");
    answer("hol", "2025-04-08");
    s.does("koordinator", stream, "close_hearing");
    answer("aal", "2025-04-08"); // after it closed: late too, and never refused
    auto const hearing_name = [&] {
        auto rounds = case_of(s, id)["rounds"];
        for (auto const& [name, r] : rounds.items())
            if (r["kind"] == "hearing") return name;
        return std::string();
    }();
    auto heard = round_of(s, id, hearing_name);
    std::map<std::string, bool> late;
    INFO(heard.dump());
    for (auto const& [name, st] : heard["statements"].items()) late[st["from"]] = st.value("late", false);
    CHECK(late ==
          std::map<std::string, bool>{
              {"gol", false}, {"fastlegene", false}, {"kongsberg", false}, {"hol", true}, {"aal", true}});
    CHECK(contains(heard["outcome"]["silent"], "flaa"));
    CHECK_FALSE(contains(heard["outcome"]["silent"], "gol"));

    // 3. Each remark has an answer, before SSU gets the case.
    s.does("koordinator", stream, "submit_draft", draft_agreement(s, "2.0"));
    auto const paper = json{{"paper", s.document("Saksframlegg")}};
    auto unanswered = s.problem("koordinator", stream, "submit_to_ssu", paper);
    CHECK(unanswered["code"] == "statements_unanswered");
    CHECK(says(unanswered["detail"], "5 innspill uten svar"));
    for (auto const& [name, st] : heard["statements"].items())
        s.does("koordinator", stream, "answer_statement",
               {{"statement", name}, {"answer", "Tatt inn i kapittel 4"}});
    s.does("koordinator", stream, "submit_to_ssu", paper);

    // 4. SSU recommends; `decide` as VEDTAK is refused.
    s.now("2025-04-14");
    auto decided =
        s.problem("koordinator", stream, "state_agreement", agreement_stated("decision", "2025-04-14"));
    CHECK(decided["code"] == "only_recommends");
    CHECK(decided["detail"] ==
          "SSU kan anbefale avtalen, men ikke vedta den. Kommunestyret selv må gjøre vedtaket (hol. § 6-1).");
    CHECK(decided["basis"][0]["words"] == "hol. § 6-1");
    ssu_agrees(s, id, "recommendation", "2025-04-14");
    CHECK(s.state_of(id) == "recommended");

    // 5. «Send til partene»: the grid says who has it, and since when.
    s.now("2025-04-15");
    s.does("koordinator", stream, "send_to_parties",
           {{"policy", "pairwise"}, {"deadline", "2025-10-15"}, {"letter", s.document("Til partene")}});
    s.does("koordinator", stream, "mark_sent", {{"parties", json::array()}});
    auto grid = round_of(s, id)["parties"];
    CHECK(grid.size() == 23);
    CHECK(std::ranges::all_of(
        grid, [](auto const& a) { return a["status"] == "sent" && a["sent"] == "2025-04-15"; }));
    CHECK(has_deadline(case_of(s, id), "round_deadline", "2025-10-15"));

    // 6. She registers eight in one sitting. Each needs organ, date, case number and the saksutskrift.
    s.now("2025-04-24");
    for (auto const* field : {"organ", "decided_on", "case_number", "minutes"}) {
        auto payload = adoption(s, "flaa", "2025-04-24");
        payload.erase(field);
        auto no = s.problem("koordinator", stream, "register_adoption", payload);
        CHECK(no["status"] == 422);
        CHECK(no["errors"][0]["pointer"] == "/" + std::string(field));
        CHECK(no["errors"][0]["code"] == "missing");
    }
    auto by_formannskap = adoption(s, "flaa", "2025-04-24");
    by_formannskap["organ"] = "formannskap";
    auto formannskap = s.problem("koordinator", stream, "register_adoption", by_formannskap);
    CHECK(formannskap["code"] == "council_itself"); // L01
    CHECK(says(formannskap["detail"], "Kommunestyret selv"));
    CHECK(says(formannskap["basis"][0]["words"], "hol. § 6-1"));
    std::vector<std::string> const first_eight{"flaa", "gol",   "aal",    "asker",
                                               "lier", "modum", "sigdal", "rollag"};
    for (auto const& m : first_eight)
        s.does("koordinator", stream, "register_adoption", adoption(s, m, "2025-04-24"));
    //    The PDF that a municipality adopted has another digest: a rendition of the same version.
    auto flaa = round_of(s, id)["parties"]["flaa"];
    CHECK(flaa["status"] == "adopted");
    CHECK(flaa["case_number"] == "PS 45/25");
    auto subject = round_of(s, id)["subject"];
    CHECK(subject["version"] == "2.0");
    CHECK(flaa["adopted_text"] != subject["renditions"][0]["digest"]);
    CHECK(std::ranges::any_of(subject["renditions"],
                              [&](auto const& d) { return d["digest"] == flaa["adopted_text"]; }));
    CHECK(s.refused("koordinator", stream, "register_adoption",
                    adoption(s, "hol", "2025-04-24", "adopted", "1.0")) == "text_superseded");
    CHECK(agreement_of(s, "flaa")["applies"]["version"] == "2021"); // the trust has not adopted

    //    Reminders to the silent ones in one step.
    s.does("koordinator", stream, "remind");
    grid = round_of(s, id)["parties"];
    CHECK(grid["hol"]["reminders"] == 1);
    CHECK(grid["flaa"]["reminders"] == 0);

    // 7. The board adopts: concluded on the later of the two dates.
    s.now("2025-04-28");
    auto in_wrong_organ = adoption(s, "vestre-viken", "2025-04-28");
    in_wrong_organ["organ"] = "administration";
    CHECK(s.refused("koordinator", stream, "register_adoption", in_wrong_organ) == "board_itself");
    s.does("koordinator", stream, "register_adoption", adoption(s, "vestre-viken", "2025-04-28"));
    CHECK(round_of(s, id)["parties"]["flaa"]["concluded"] == "2025-04-28");
    s.now("2025-05-16");
    s.does("koordinator", stream, "register_adoption", adoption(s, "hol", "2025-05-15"));
    CHECK(round_of(s, id)["parties"]["hol"]["concluded"] == "2025-05-15");
    //    «Hvilken avtale gjelder for Flå 1. mai 2025?»
    CHECK(agreement_of(s, "flaa", "2025-05-01")["applies"]["version"] == "2.0");
    CHECK(agreement_of(s, "flaa", "2025-04-27")["applies"]["version"] == "2021");
    CHECK(agreement_of(s, "hol", "2025-05-01")["applies"]["version"] == "2021");
    CHECK(agreement_of(s, "hol", "2025-05-15")["applies"]["version"] == "2.0");
    CHECK(agreement_of(s, "nesbyen", "2025-05-16")["applies"]["version"] == "2021");

    // 8. One month to submission, per pair. On day 31 an open pair is a visible breach, not a blocked case.
    CHECK(has_deadline(agreement_of(s, "flaa"), "submission_to_directorate", "2025-05-28"));
    CHECK(has_deadline(agreement_of(s, "hol"), "submission_to_directorate", "2025-06-15"));
    s.does("koordinator", "agreement/flaa", "submit_to_directorate", {{"submitted_on", "2025-05-16"}});
    CHECK_FALSE(has_deadline(agreement_of(s, "flaa"), "submission_to_directorate", "2025-05-28"));
    auto const submitted =
        s.does("koordinator", "agreement/gol", "submit_to_directorate", {{"submitted_on", "2025-05-16"}});
    CHECK(submitted["entries"][0]["on_behalf_of"] == "regional-trust"); // RHF sends it
    s.now("2025-05-29");
    CHECK(has_deadline(agreement_of(s, "asker"), "submission_to_directorate", "2025-05-28")); // a day ago
    auto waiting = s.shows("koordinator", "/worklist")["items"];
    CHECK(std::ranges::any_of(waiting, [](auto const& w) {
        return w.value("due", "") == "2025-05-28" && contains(w.value("parties", json::array()), "asker");
    }));
    for (auto const& m : all)
        if (m != "hol" && std::ranges::find(first_eight, m) == first_eight.end())
            s.does("koordinator", stream, "register_adoption", adoption(s, m, "2025-05-29"));
    CHECK(s.state_of(id) == "concluded");
    for (auto const& m : all) CHECK_MESSAGE(agreement_of(s, m)["applies"]["version"] == "2.0", m);
    s.does("koordinator", stream, "close_case", {{"summary", "Alle par har inngått avtalen"}});
    s.ends_well();
}

TEST_CASE(
    "review 2: concluded in autumn and in force from 1 January, the month for submission runs on the new "
    "one") {
    served s;
    auto const id = before_the_parties(s, "pairwise", {{"in_force_from", "2026-01-01"}});
    s.now("2025-10-01");
    for (auto const* party : {"gol", "vestre-viken"})
        s.does("koordinator", "case/" + id, "register_adoption", adoption(s, party, "2025-09-25"));
    auto const concluded = agreement_of(s, "gol");
    CHECK(concluded["applies"]["version"] == "2021");
    CHECK(has_deadline(concluded, "submission_to_directorate", "2025-10-25"));
    s.does("koordinator", "agreement/gol", "submit_to_directorate", {{"submitted_on", "2025-10-01"}});
    auto const submitted = agreement_of(s, "gol");
    CHECK(submitted["all"][1]["submitted_on"] == "2025-10-01");
    CHECK_FALSE(submitted["all"][0].contains("submitted_on")); // the old one is not touched
    CHECK_FALSE(has_deadline(submitted, "submission_to_directorate", "2025-10-25"));
}

} // namespace
} // namespace saksgang::test
