// Story 7: the LAR guideline. Without personal links and FSU's own meetings.
#include <algorithm>

#include "tests/system/fsu.hpp"

namespace saksgang::test {
namespace {

json task(std::string const& name, std::map<std::string, std::string> const& parts) {
    json row{{"task", name}, {"parts", json::array()}};
    for (auto const& [actor, does] : parts) row["parts"].push_back({{"actor", actor}, {"does", does}});
    return row;
}
std::map<std::string, std::string> const first{
    {"gp", "Henviser"}, {"municipality", "Følger opp"}, {"pharmacy", "Utleverer"}, {"specialist", "Starter"}},
    second{{"gp", "Orienteres"},
           {"municipality", "Henter"},
           {"pharmacy", "Utleverer"},
           {"specialist", "Avtaler"}};
json matrix() { return {task("Oppstart av behandling", first), task("Utlevering i helg", second)}; }
std::map<std::string, std::string> without(std::map<std::string, std::string> parts, char const* actor) {
    parts.erase(actor);
    return parts;
}

json guideline_draft(served& s, std::string const& version, json const& who_does_what = matrix()) {
    return {{"text", s.text("Retningslinje for LAR", version)},
            {"matrix", who_does_what},
            {"national", {{"conflict", false}}}};
}

json commission_of_lar(served& s) {
    return {{"title", "LAR"},
            {"product", "guideline"},
            {"base_version", "LAR 2020"},
            {"base_year", 2020},
            {"fsu", "fsu-psykisk-rus"},
            {"mandate", s.document("Oppdrag")},
            {"mandate_until", "2025-12-31"},
            {"actors", {"specialist", "municipality", "gp", "pharmacy"}},
            {"proposed_decision", {"SSU gir FSU psykisk helse og rus i oppdrag å revidere retningslinjen."}}};
}

ON_BOTH_SERVED("story 7: the LAR guideline, from commission to use") {
    served s(where::kind());
    s.now("2025-01-13");

    // 1. SSU commissions FSU with mandate and end date, in a meeting of SSU; FSU sets a working group.
    auto commission = commission_of_lar(s);
    auto const refused_so = [&](char const* field, char const* value) {
        auto other = commission;
        other[field] = value;
        auto const answer =
            s.post("leder", "/cases",
                   {{"workflow", "guideline_revision"}, {"command", "commission"}, {"payload", other}});
        CHECK(answer.status == 409);
        return answer.code();
    };
    CHECK(refused_so("mandate_until", "2025-01-13") == "mandate_over");
    CHECK(refused_so("fsu", "lsu-ringerike") == "not_an_fsu");
    commission["initiated_by"] = "lsu-ringerike";
    auto const id = s.creates("leder", "guideline_revision", "commission", commission);
    auto const stream = "case/" + id;
    CHECK(s.state_of(id) == "commission_proposed");
    CHECK(case_of(s, id)["data"]["initiated_by"] == "lsu-ringerike");
    CHECK(round_of(s, id)["body"] == "ssu");
    CHECK(round_of(s, id)["subject"]["proposed_decision"] == commission["proposed_decision"]);
    CHECK(s.refused("koordinator", stream, "set_group", {{"members", json::array()}}) == "not_open_in_state");
    ssu_agrees(s, id, "decision", "2025-01-13");
    CHECK(s.state_of(id) == "assigned");
    CHECK(round_of(s, id)["outcome"]["stated_by_chair"] == true);
    json group = json::array({{{"person", person_of(s, "fsu")}, {"capacity", "spesialist"}},
                              {{"person", person_of(s, "fastlege")}, {"capacity", "fastlege"}},
                              {{"person", person_of(s, "bruker")}, {"capacity", "bruker"}}});
    s.does("fsu", stream, "set_group", {{"members", group}});
    s.does("fsu", stream, "begin_drafting");
    CHECK(has_deadline(case_of(s, id), "mandate_ends", "2025-12-31"));

    // 2. «Hvem gjør hva»: handing in with an empty cell is refused, naming the cell. One of the group hands in.
    auto const with_gap = [&](json const& rows) {
        return s.problem("fastlege", stream, "submit_draft", guideline_draft(s, "0.9", rows));
    };
    auto gap = with_gap(
        {task("Oppstart av behandling", first), task("Utlevering i helg", without(second, "pharmacy"))});
    CHECK(gap["code"] == "cell_empty");
    CHECK(gap["detail"] == "Det står ikke hva apoteket gjør i oppgaven «Utlevering i helg».");
    gap = with_gap(json::array({task("Oppstart av behandling", without(first, "municipality"))}));
    CHECK(says(gap["detail"], "Det står ikke hva kommunen gjør i oppgaven «Oppstart av behandling»"));
    s.does("fastlege", stream, "submit_draft", guideline_draft(s, "1.0"));
    CHECK(s.refused("drammen", stream, "submit_draft", guideline_draft(s, "1.0")) == "not_entitled");

    // 3. Hearing: those without an account answer too; the statement is dated, with the organisation's name.
    s.does("fsu", stream, "open_hearing",
           {{"recipients",
             {{{"kind", "body"}, {"target", "lsu-ringerike"}},
              {{"kind", "user_organisation"}, {"target", "prolar"}}}},
            {"deadline", "2025-03-03"}});
    s.now("2025-02-10");
    auto const statement = [&](json more) {
        more["received"] = more.value("received", "2025-02-10");
        if (!more.contains("present")) more["present"] = json::array();
        s.does("koordinator", stream, "register_statement", more);
        auto all = round_of(s, id)["statements"];
        return all["s" + std::to_string(all.size())];
    };
    auto from_prolar = statement({{"from", "prolar"}, {"sender", "proLAR Nett"}, {"summary", "Støtter"}});
    CHECK(from_prolar["sender"] == "proLAR Nett");
    CHECK(from_prolar["received"] == "2025-02-10");

    // 5. LSU Ringerike og Midt-Buskerud: only Hole and Ringerike are present. The leader of the region speaks
    // for the
    //    other four by mandate; without it they are shown as not heard.
    std::vector<std::string> const four{"jevnaker", "kroedsherad", "modum", "sigdal"};
    auto const as_list = [](json list) {
        std::sort(list.begin(), list.end());
        return list;
    };
    auto const speaker = person_of(s, "drammen"); // nobody gave her a mandate
    json const from_lsu{{"from", "lsu-ringerike"},
                        {"summary", "Enig"},
                        {"present", {"hole", "ringerike"}},
                        {"speaker", speaker}};
    auto without_mandate = statement(from_lsu);
    CHECK(as_list(without_mandate["heard"]) == json::array({"hole", "ringerike"}));
    CHECK(as_list(without_mandate["not_heard"]) == json(four));
    for (auto const& m : four)
        s.does("koordinator", "organisation", "register_mandate",
               {{"person", speaker},
                {"party", m},
                {"basis", s.document("Fullmakt " + m)},
                {"valid_from", "2025-02-01"},
                {"valid_to", m == "modum" ? "2025-02-05" : "2025-12-31"}});
    auto by_mandate = statement(from_lsu);
    CHECK(as_list(by_mandate["not_heard"]) == json::array({"modum"})); // its mandate has run out
    CHECK(as_list(by_mandate["heard"]) ==
          json::array({"hole", "jevnaker", "kroedsherad", "ringerike", "sigdal"}));

    s.now("2025-03-04");
    s.does("koordinator", stream, "close_hearing");

    // 6. The new text moves a task: is the agreement touched? «Ja» opens an agreement case and links them.
    CHECK(s.refused("fsu", stream, "put_before_fsu") == "agreement_not_assessed");
    json touched{{"touched", true}, {"reason", "Utlevering i helg flyttes til kommunene"}};
    auto unnamed = s.problem("koordinator", stream, "assess_agreement", touched);
    CHECK(unnamed["code"] == "agreement_not_named");
    touched["agreement"] = {{"base_version", "2021"},
                            {"base_date", "2021-01-01"},
                            {"proposal", s.document("Forslag til endring")}};
    s.does("koordinator", stream, "assess_agreement", touched);
    auto links = case_of(s, id)["data"]["links"];
    REQUIRE(links.size() == 1);
    auto spawned = case_of(s, links[0]["target"]);
    CHECK(spawned["workflow"]["id"] == "agreement_revision");
    CHECK(spawned["state"]["name"] == "proposed");
    CHECK(spawned["data"]["links"][0]["target"] == id);
    CHECK(spawned["data"]["title"] == "Revisjon av samarbeidsavtalen etter «LAR»"); // so in nynorsk too

    // 7. FSU endorses, in a meeting of its own; it is refused only when it tries to approve. SSU approves.
    s.does("fsu", stream, "put_before_fsu");
    auto const in_fsu = last_round_name(s, id);
    CHECK(round_of(s, id)["body"] == "fsu-psykisk-rus");
    CHECK(s.refused("koordinator", stream, "state_agreement", agreement_stated("decision", "2025-03-04")) ==
          "other_decision");
    CHECK(s.state_of(id) == "for_fsu");
    fsu_endorses(s, id, "2025-03-04");
    CHECK(round_of(s, id, in_fsu)["outcome"]["on"] == "2025-03-04");
    s.now("2025-03-10");
    //    Another text than the one that FSU endorsed is not put in its place.
    CHECK(
        s.refused("koordinator", stream, "replace_text",
                  {{"text", s.text("Retningslinje for LAR", "1.1")}, {"reason", "x"}, {"acknowledged", 0}}) ==
        "text_is_fixed");
    auto approving = s.problem("fsu", stream, "state_agreement", agreement_stated("decision", "2025-03-10"));
    CHECK(approving["code"] == "beyond_mandate");
    CHECK(approving["status"] == 403);
    CHECK(s.state_of(id) == "fsu_endorsed");
    ssu_agrees(s, id, "decision", "2025-03-10");
    s.does("koordinator", stream, "publish");

    //    Each of 23 parties confirms that it is in use: a grid, reminders, after 90 days the silent ones are
    //    listed.
    CHECK(round_of(s, id)["parties"].size() == 23);
    CHECK(has_deadline(case_of(s, id), "round_deadline", "2025-06-08"));
    s.now("2025-04-01");
    s.does("kongsberg", stream, "confirm_in_use", {{"party", "kongsberg"}, {"confirmed_on", "2025-04-01"}});
    CHECK(s.refused("kongsberg", stream, "confirm_in_use",
                    {{"party", "flaa"}, {"confirmed_on", "2025-04-01"}}) == "not_your_party");
    std::vector<std::string> const silent{"flaa", "hol"};
    for (auto const& m : municipalities(s))
        if (m != "kongsberg" && std::ranges::find(silent, m) == silent.end())
            s.does("koordinator", stream, "confirm_in_use", {{"party", m}, {"confirmed_on", "2025-04-01"}});
    s.does("kongsberg-sykehus", stream, "confirm_in_use",
           {{"party", "vestre-viken"}, {"confirmed_on", "2025-04-01"}});
    s.does("koordinator", stream, "remind");
    CHECK(round_of(s, id)["parties"]["flaa"]["reminders"] == 1);
    CHECK(round_of(s, id)["parties"]["gol"]["reminders"] == 0);
    auto early = s.problem("koordinator", stream, "close_answers");
    CHECK(early["code"] == "parties_pending");
    CHECK(says(early["detail"], "Flå og Hol"));
    s.now("2025-06-09");
    s.does("koordinator", stream, "close_answers");
    CHECK(s.state_of(id) == "implemented");
    CHECK(round_of(s, id)["outcome"]["silent"] == json(silent));
    //    Review in three years is a task for a role.
    CHECK(has_deadline(case_of(s, id), "guideline_review", "2028-03-10"));
    auto waiting = s.shows("radgiver", "/worklist")["items"];
    CHECK(std::ranges::any_of(waiting, [&](auto const& w) {
        return w.value("case", w.value("a_case", "")) == id && w["kind"] == "deadline" &&
               w.value("due", "") == "2028-03-10";
    }));
    s.ends_well();
}

ON_BOTH_SERVED("story 7, step 4: a statement that holds a patient's story: hidden by one, erased by two") {
    served s(where::kind());
    auto const id = loaded_case(s, "agreement_revision");
    auto const stream = "case/" + id;
    auto const letter = s.document("Høringssvar", "koordinator", "Historien om en pasient, med navn");
    s.does("koordinator", stream, "link_document", {{"attached", letter}});
    auto const digest = letter["digest"].get<std::string>();
    auto const download = [&](std::string const& username) {
        return s.get(username, "/documents/" + digest + "?case=" + id);
    };
    CHECK(download("drammen").status == 200);
    json const both{
        {"digest", digest}, {"reason", "Pasientopplysninger"}, {"hjemmel", "fvl. § 13; pvl. art. 17"}};
    CHECK(s.refused("koordinator", stream, "propose_erasure", both) == "not_withdrawn");

    //    Withdrawn from view at once, by one; it can be shown again.
    json const reason{{"digest", digest}, {"reason", "Pasientopplysninger"}};
    CHECK(s.refused("drammen", stream, "withdraw_document", reason) == "not_entitled");
    s.does("koordinator", stream, "withdraw_document", reason);
    for (auto const* username : {"drammen", "koordinator", "leder"}) {
        auto const hidden = download(username);
        CHECK(hidden.status == 410);
        CHECK(hidden.code() == "document_withdrawn");
        CHECK_FALSE(says(hidden.raw, "pasient"));
    }
    s.does("koordinator", stream, "show_document_again", {{"digest", digest}, {"reason", "Feil dokument"}});
    CHECK(download("drammen").status == 200);
    s.does("koordinator", stream, "withdraw_document", reason);

    //    Erased with reason, hjemmel and a second approver.
    s.does("koordinator", stream, "propose_erasure", both);
    CHECK(s.refused("koordinator", stream, "approve_erasure", {{"digest", digest}}) == "own_erasure");
    s.does("leder", stream, "approve_erasure", {{"digest", digest}});
    CHECK(download("koordinator").status == 410);
    CHECK(download("koordinator").code() == "document_erased");
    CHECK(s.refused("koordinator", stream, "show_document_again", reason) == "document_erased");
    auto const erased = last_entry(s, id, "approve_erasure");
    CHECK(erased["basis"][0]["words"] == "fvl. § 13");
    CHECK(erased["basis"][1]["words"] == "pvl. art. 17");
    //    It does not come back, under whatever name.
    auto const again = s.upload("radgiver", "Historien om en pasient, med navn");
    CHECK(again.status == 410);
    CHECK(again.code() == "document_erased");
    CHECK(s.refused("koordinator", stream, "link_document", {{"attached", letter}}) == "document_missing");
    s.ends_well(); // and the history is as it was: `saksgang check` finds nothing
}

ON_BOTH_SERVED("story 7, step 7: when all 23 have confirmed it is in use, without waiting") {
    served s(where::kind());
    s.now("2025-01-13");
    auto const id = s.creates("leder", "guideline_revision", "commission", commission_of_lar(s));
    auto const stream = "case/" + id;
    ssu_agrees(s, id, "decision", "2025-01-13");
    s.does("fsu", stream, "set_group",
           {{"members", {{{"person", person_of(s, "fsu")}, {"capacity", "spesialist"}}}}});
    s.does("fsu", stream, "begin_drafting");
    s.does("fsu", stream, "submit_draft", guideline_draft(s, "1.0"));
    s.does("koordinator", stream, "assess_agreement",
           {{"touched", false}, {"reason", "Ingen oppgave flyttes"}});
    s.does("fsu", stream, "open_hearing",
           {{"recipients", {{{"kind", "body"}, {"target", "lsu-ringerike"}}}}, {"deadline", "2025-01-20"}});
    s.now("2025-01-21");
    s.does("koordinator", stream, "close_hearing");
    s.does("fsu", stream, "put_before_fsu");
    fsu_endorses(s, id, "2025-01-21");
    ssu_agrees(s, id, "decision", "2025-01-21");
    s.does("koordinator", stream, "publish");
    auto parties = municipalities(s);
    parties.push_back("vestre-viken");
    for (auto const& p : parties) {
        CHECK(s.state_of(id) == "published");
        s.does("koordinator", stream, "confirm_in_use", {{"party", p}, {"confirmed_on", "2025-01-21"}});
    }
    CHECK(s.state_of(id) == "implemented");
    s.ends_well();
}

ON_BOTH_SERVED("story 7, between its steps: the mandate is too short, and then there is no need for it") {
    served s(where::kind());
    s.now("2025-01-13");
    auto const id = s.creates("leder", "guideline_revision", "commission", commission_of_lar(s));
    auto const stream = "case/" + id;
    ssu_agrees(s, id, "decision", "2025-01-13");
    json question{{"proposal", s.document("Saksframlegg")},
                  {"reason", "Høringen tar lengre tid"},
                  {"mandate_until", "2026-06-30"}};
    s.does("fsu", stream, "ask_for_longer_mandate", question);
    CHECK(s.refused("koordinator", stream, "set_group", {{"members", json::array()}}) == "not_open_in_state");
    ssu_agrees(s, id, "decision", "2025-01-13");
    CHECK(s.state_of(id) == "assigned");
    CHECK(has_deadline(case_of(s, id), "mandate_ends", "2026-06-30"));
    question.erase("mandate_until");
    question["reason"] = "Helsedirektoratet lager en nasjonal retningslinje";
    s.does("fsu", stream, "ask_to_end", question);
    ssu_agrees(s, id, "decision", "2025-01-13");
    CHECK(s.state_of(id) == "ended");
    CHECK(case_of(s, id)["data"]["ended_because"] == question["reason"]);
    s.ends_well();
}

} // namespace
} // namespace saksgang::test
