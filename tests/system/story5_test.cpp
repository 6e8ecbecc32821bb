// Story 5: Kongsberg samhandlingsarena, from joint application to carry-over. Without the letters themselves,
// the table for RHF's yearly report and the public page.
#include <algorithm>

#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

ON_BOTH_SERVED("story 5: a grant from joint application to carry-over") {
    served s(where::kind());
    s.now("2025-02-03");
    auto const scheme = loaded_case(s, "grant_scheme");
    auto of_2025 = year_of(s, 2025);

    // 1. Filled in by the hospital on behalf of Vestre Viken, with Kongsberg as joint applicant and
    // Responssenteret as
    //    partner: two parties, one unit, one third party.
    auto content = application("Kongsberg samhandlingsarena, forprosjekt 2025", scheme, 29 * million / 10);
    content.erase("ends");
    content["contributions"] = {{{"party", "vestre-viken"}, {"amount", 40'000'000}}};
    content["implementation_plan"] =
        "Tre faser. Utbetales til kontonummer 86011117947."; // 11 digits, no fødselsnummer
    auto const id = s.creates("kongsberg-sykehus", "grant_application", "draft_application", content);
    auto const stream = "case/" + id;
    auto drafted = case_of(s, id);
    CHECK(
        drafted["data"]["applicants"] ==
        json::array({{{"party", "vestre-viken"}, {"unit", "kongsberg-sykehus"}}, {{"party", "kongsberg"}}}));
    CHECK(drafted["data"]["partners"].size() == 1);
    CHECK(drafted["data"]["parties"] == json::array({"kongsberg", "vestre-viken"}));
    //    Each party's own contribution is a required line.
    json const signed_application{
        {"application", s.document("Søknad", "kongsberg-sykehus", "Kontonummer 86011117947")}};
    auto no_line = s.problem("kongsberg-sykehus", stream, "submit_application", signed_application);
    CHECK(no_line["code"] == "contribution_missing");
    CHECK(no_line["detail"] == "Egeninnsatsen til Kongsberg mangler i budsjettet.");
    auto edited = content;
    for (auto const* fixed : {"fund", "scheme", "year"}) edited.erase(fixed);
    edited["contributions"].push_back({{"party", "kongsberg"}, {"amount", 40'000'000}});
    s.does("kongsberg", stream, "edit_application", edited);
    s.does("kongsberg-sykehus", stream, "submit_application", signed_application);
    //    Missing: the end date of the project, said in words.
    s.does("koordinator", stream, "begin_screening");
    auto no_end = s.problem("koordinator", stream, "pass_screening");
    CHECK(no_end["code"] == "end_date_missing");
    CHECK(no_end["detail"] == "Sluttdato for prosjektet mangler.");
    s.does("koordinator", stream, "return_incomplete");
    CHECK(case_of(s, id)["data"]["missing"] == json::array({"end_date"}));
    s.does("kongsberg-sykehus", stream, "supplement", {{"ends", "2025-10-31"}});
    s.does("koordinator", stream, "pass_screening");

    // 2. Who is inhabil? Every HF member works for an applicant; nobody on the municipal side does; for whom the
    //    advisory employee representative works the assessment says.
    s.now("2025-03-03");
    s.does("koordinator", stream, "submit_assessment", {{"assessment", s.document("Vurderingsnotat")}});
    CHECK(s.refused("koordinator", stream, "propose_decision", award(s, 29 * million / 10, "0.9")) ==
          "impartiality_not_assessed");
    s.does("koordinator", stream, "assess_impartiality",
           {{"concerns", {{{"seat", "t2"}, {"ground", "project"}, {"explanation", "Leder prosjektet"}}}},
            {"employed_by_applicant", {"employee"}}});
    CHECK(case_of(s, id)["data"]["impartiality"]["employed_by_applicant"] ==
          json::array({"employee", "t1", "t2", "t3", "t4"}));
    s.does("koordinator", stream, "propose_decision", award(s, 29 * million / 10, "1.0"));
    s.now("2025-03-10");
    s.does("koordinator", stream, "open_round",
           {{"procedure", "meeting"}, {"held_on", "2025-03-10"}, {"present", everybody()}});
    //    By SSU's stated setting nobody is inhabil because of the employer …
    s.does("baerum-sykehus", stream, "declare_recusal", {{"seat", "t3"}, {"ground", "employer"}});
    CHECK_FALSE(round_of(s, id).value("employer_disqualifies", false));
    s.does("leder", stream, "settle_recusal",
           {{"seat", "t3"}, {"disqualified", false}, {"hjemmel", "fvl. § 6 første ledd bokstav e"}});
    //    … the klinikkdirektør who leads the project reports herself, SSU decides without her (fvl § 8), the
    //    vara of the same side takes the seat, the referat has the hjemmel.
    s.does("psykiatri", stream, "declare_recusal",
           {{"seat", "t2"}, {"ground", "project"}, {"explanation", "Leder prosjektet"}});
    //    Why is hers and the secretary's to read.
    CHECK(says(case_of(s, id, "psykiatri")["rounds"].dump(), "Leder prosjektet"));
    CHECK(says(case_of(s, id)["rounds"].dump(), "Leder prosjektet"));
    CHECK_FALSE(
        says(case_of(s, id, "drammen").dump() + s.get("drammen", "/cases/" + id + "/history?limit=200").raw,
             "Leder prosjektet"));
    CHECK(s.refused("psykiatri", stream, "settle_recusal",
                    {{"seat", "t2"}, {"disqualified", true}, {"hjemmel", "fvl. § 8"}}) == "not_entitled");
    s.does("leder", stream, "settle_recusal",
           {{"seat", "t2"}, {"disqualified", true}, {"hjemmel", "fvl. § 6 andre ledd, § 8 andre ledd"}});
    CHECK(s.refused("psykiatri", stream, "take_position", position(s, id, "agree")) == "recused");
    s.does("koordinator", stream, "call_substitute",
           {{"seat", "t2"}, {"person", person_of(s, "vara")}, {"reached", true}});
    auto sitting = round_of(s, id);
    auto const ruled =
        std::ranges::find(sitting["recusals"], "t2", [](json const& r) { return r.at("seat"); });
    REQUIRE(ruled != sitting["recusals"].end());
    CHECK((*ruled)["person"] == person_of(s, "psykiatri"));
    CHECK((*ruled)["hjemmel"] == "fvl. § 6 andre ledd, § 8 andre ledd");
    CHECK(sitting["electorate"]["t2"]["person"] == person_of(s, "vara"));
    CHECK(sitting["electorate"]["t2"]["side"] == "trust");
    CHECK(sitting["electorate"]["t2"]["stands_in_for"] == person_of(s, "psykiatri"));

    // 3. The scheme is not adopted (F12): the award is refused until SSU's leader proposes an exception, and one of the
    //    other side approves it. Whose turn it is stands on their worklists.
    auto stated = agreement_stated("decision", "2025-03-10");
    stated["reservations"] = {
        {{"seat", "m4"}, {"text", "Behandling i formannskapet"}, {"clear_by", "2025-04-14"}}};
    auto f12 = s.problem("koordinator", stream, "state_agreement", stated);
    CHECK(f12["code"] == "scheme_not_adopted");
    CHECK_FALSE(says(f12["detail"], "F12"));
    CHECK(s.state_of(id) == "for_ssu");
    json const exception{{"rule", "scheme_not_adopted"},
                         {"reason", "Ordningen blir ferdig senere i år; prosjektet kan ikke vente"}};
    CHECK(s.refused("koordinator", stream, "record_exception", exception) == "not_entitled");
    CHECK(s.refused("psykiatri", stream, "record_exception", exception) == "recused"); // for the whole case
    auto const waits_for = [&](std::string const& who, std::string const& what) {
        auto const waiting = s.shows(who, "/worklist")["items"];
        return std::ranges::any_of(waiting, [&](auto const& w) {
            return w.value("a_case", "") == id && (w["label"] == what || w.value("command", "") == what);
        });
    };
    CHECK(waits_for("leder", "Trenger et unntak før det kan innvilges"));
    CHECK_FALSE(waits_for("drammen", "Trenger et unntak før det kan innvilges"));
    s.does("leder", stream, "record_exception", exception);
    CHECK_FALSE(waits_for("leder", "Trenger et unntak før det kan innvilges"));
    CHECK(s.refused("koordinator", stream, "state_agreement", stated) == "scheme_not_adopted");
    CHECK(s.refused("drammen", stream, "approve_exception") == "exception_of_own_side");
    CHECK(waits_for("fagdirektor", "approve_exception"));
    CHECK_FALSE(waits_for("drammen", "approve_exception"));
    s.does("fagdirektor", stream, "approve_exception");

    // 4. Three entries by three organs; an open reservation stops the letter.
    s.does("koordinator", stream, "state_agreement", stated);
    CHECK(s.state_of(id) == "awarded");
    json const letter{{"letter", s.document("Tilsagnsbrev", "okonom")}, {"accept_by", "2025-04-07"}};
    CHECK(s.refused("koordinator", stream, "send_award_letter", letter) ==
          "not_entitled"); // the trust's, that holds the money
    auto stopped = s.problem("okonom", stream, "send_award_letter", letter);
    CHECK(stopped["code"] == "reservation_open");
    CHECK(says(stopped["detail"], "Behandling i formannskapet"));
    CHECK(has_deadline(case_of(s, id), "clear_reservation_by", "2025-04-14"));
    s.does("ringerike", stream, "clear_reservation",
           {{"round", last_round_name(s, id)}, {"holder", "m4"}, {"note", "Formannskapet sa ja"}});
    s.now("2025-03-17");
    s.does("okonom", stream, "send_award_letter", letter);
    CHECK(has_deadline(case_of(s, id), "acceptance_due", "2025-04-07"));
    //    The trust does not accept its own letter: the hospital that applied does, and the municipality.
    CHECK(s.refused("kongsberg-sykehus", stream, "accept_award",
                    {{"party", "vestre-viken"}, {"document", s.document("x")}}) == "own_letter");
    s.does("kongsberg-sykehus", stream, "accept_award",
           {{"party", "vestre-viken"},
            {"unit", "kongsberg-sykehus"},
            {"document", s.document("Aksept fra sykehuset")}});
    CHECK(s.state_of(id) == "awarded");
    CHECK(s.refused("kongsberg-sykehus", stream, "accept_award",
                    {{"party", "kongsberg"}, {"document", s.document("x")}}) == "another_party");
    s.does("kongsberg", stream, "accept_award",
           {{"party", "kongsberg"}, {"document", s.document("Aksept kommune")}});
    CHECK(s.state_of(id) == "accepted");
    CHECK(last_entry(s, id, "state_agreement")["rule"] == "body/ssu/rule/2");
    CHECK(last_entry(s, id, "send_award_letter")["seat"] == "role/finance");
    CHECK(last_entry(s, id, "accept_award")["on_behalf_of"] == "kongsberg");

    // 5. The trust pays Kongsberg 1 450 000: a reference to the voucher; Ramme, Tilsagn, Utbetalt, Ledig, sum zero.
    CHECK(year_of(s, 2025)["committed"] == of_2025["committed"].get<std::int64_t>() + 29 * million / 10);
    s.now("2025-04-01");
    CHECK(s.refused("okonom", "fund/tilskudd", "settle_year",
                    {{"year", 2025}, {"accounts", s.document("Regnskap", "okonom")}}) == "year_runs");
    auto no_voucher =
        s.problem("okonom", stream, "disburse", {{"amount", 145'000'000}, {"recipient", "kongsberg"}});
    CHECK(no_voucher["status"] == 422);
    CHECK(no_voucher["errors"][0]["pointer"] == "/voucher");
    CHECK(s.refused("okonom", stream, "disburse",
                    {{"amount", 300 * million}, {"voucher", "VV 1"}, {"recipient", "kongsberg"}}) ==
          "above_commitment");
    s.does("okonom", stream, "disburse",
           {{"amount", 145'000'000}, {"voucher", "VV 2025-30417"}, {"recipient", "kongsberg"}});
    auto paid = year_of(s, 2025);
    CHECK(paid["paid"] == 145'000'000);
    CHECK(paid["free"] == of_2025["free"].get<std::int64_t>() - 290'000'000);
    books_balance(s);
    s.does("kongsberg-sykehus", stream, "start_project");

    // 7. (first half) The half-year report is late: a flag, no change of state.
    s.now("2025-07-02");
    CHECK(has_deadline(case_of(s, id), "status_report", "2025-07-31"));
    s.now("2025-08-15");
    auto overdue = s.shows("kongsberg-sykehus", "/worklist");
    CHECK(std::ranges::any_of(overdue["items"], [](auto const& w) {
        return w["kind"] == "deadline" && w.value("due", "") == "2025-07-31";
    }));
    s.does("kongsberg-sykehus", stream, "report_status",
           {{"period", {{"year", 2025}, {"half", "first_half"}}},
            {"document", s.document("Statusrapport", "kongsberg-sykehus")},
            {"achieved", {{"progress", "I rute"}, {"spread", "Numedal vil ha det samme"}}}});
    CHECK(case_of(s, id)["data"]["status_reports"][0]["late"] == true);
    CHECK(s.state_of(id) == "in_progress");

    // 6. 31 December: confirmed with the document that allows it; «avsatt/utsatt inntekt» on the trust's line.
    s.now("2025-12-31");
    auto left = year_of(s, 2025);
    json rest{
        {"year", 2025}, {"free", left["free"]}, {"commitments", {{{"a_case", id}, {"amount", 145'000'000}}}}};
    auto without_basis = s.problem("okonom", "fund/tilskudd", "carry_over", rest);
    CHECK(without_basis["errors"][0]["pointer"] == "/basis");
    rest["basis"] = s.document("Bekreftelse på overføring", "okonom");
    CHECK(s.refused("koordinator", "fund/tilskudd", "carry_over", rest) == "not_entitled");
    s.does("okonom", "fund/tilskudd", "carry_over", rest);
    auto fund = s.shows("okonom", "/funds/tilskudd");
    CHECK(fund["data"]["carried/2025"]["booked_as"] == "avsatt/utsatt inntekt");
    CHECK(fund["data"]["carried/2025"]["basis"] == rest["basis"]["digest"]);
    CHECK(year_of(s, 2026)["free"] == left["free"]);
    books_balance(s);

    // 7. The final report shows 210 000 unused: repayment is registered, the grant closes.
    s.now("2026-02-02");
    s.does("okonom", stream, "disburse",
           {{"amount", 145'000'000}, {"voucher", "VV 2026-10004"}, {"recipient", "vestre-viken"}});
    s.does("kongsberg-sykehus", stream, "begin_reporting");
    s.does("kongsberg-sykehus", stream, "submit_final_report",
           {{"document", s.document("Sluttrapport", "kongsberg-sykehus")},
            {"accounts", s.document("Regnskap", "kongsberg-sykehus")},
            {"used", 269'000'000}});
    s.does("koordinator", stream, "approve_final_report");
    auto unused = s.problem("koordinator", stream, "close_grant");
    CHECK(unused["code"] == "unused_money");
    CHECK(says(unused["detail"], "210 000 kr"));
    CHECK(s.refused("okonom", stream, "register_repayment", {{"amount", 20'000'000}, {"voucher", "VV 9"}}) ==
          "repayment_differs");
    auto free_before = year_of(s, 2026)["free"].get<std::int64_t>();
    s.does("okonom", stream, "register_repayment", {{"amount", 21'000'000}, {"voucher", "VV 2026-10033"}});
    CHECK(case_of(s, id)["state"]["end"] == true);
    CHECK(case_of(s, id)["data"]["repaid"] == 21'000'000);
    CHECK(year_of(s, 2026)["free"] == free_before + 21'000'000);
    CHECK(case_of(s, id)["exceptions"][0]["rule"] == "scheme_not_adopted"); // for ever
    //    RHF's årlig melding figures come out as a table, of what the reader may read.
    auto const table = s.get("okonom", "/funds/tilskudd/yearly-table?year=2025");
    CHECK(table.status == 200);
    CHECK(table.raw.starts_with("\xEF\xBB\xBFSak;Prosjekt;"));
    INFO(table.raw);
    CHECK(says(table.raw, id + ";Kongsberg samhandlingsarena, forprosjekt 2025;"));
    CHECK(says(table.raw, ";2690000;2690000;Tilbakebetalt;I rute;;Numedal vil ha det samme"));
    CHECK(s.get("", "/funds/tilskudd/yearly-table?year=2025").status == 401);
    CHECK(s.get("okonom", "/funds/finnes-ikke/yearly-table").status == 404);
    CHECK(s.get("okonom", "/funds/tilskudd/yearly-table?year=99999").status == 422);
    CHECK(case_of(s, id)["exceptions"][0]["label"] == "Tilskuddsordningen er ikke vedtatt");
    books_balance(s);
    s.ends_well();
}

ON_BOTH_SERVED("story 5, step 6: «bundet driftsfond» is on a municipality's line only") {
    served s(where::kind());
    s.does("koordinator", "fund/kommunalt", "open_fund",
           {{"name", {{"nb", "Kommunal ramme"}, {"nn", "Kommunal ramme"}, {"en", "Municipal"}}},
            {"holder", "kongsberg"}});
    s.does("okonom", "fund/kommunalt", "allocate",
           {{"year", 2025}, {"amount", million}, {"basis", s.document("Budsjettvedtak")}});
    s.does("okonom", "fund/kommunalt", "carry_over",
           {{"year", 2025},
            {"free", million},
            {"commitments", json::array()},
            {"basis", s.document("Overføring")}});
    auto fund = s.shows("okonom", "/funds/kommunalt");
    CHECK(fund["data"]["carried/2025"]["booked_as"] == "bundet driftsfond");
    books_balance(s, "kommunalt");
    s.ends_well();
}

ON_BOTH_SERVED(
    "story 5, step 6: the carry-over comes up as a task of the økonomirådgiver, until it is done") {
    served s(where::kind());
    auto const due = [&](std::string const& username) {
        auto const waiting = s.shows(username, "/worklist")["items"];
        return std::ranges::any_of(waiting, [](auto const& w) {
            return w.value("due", "") == "2025-12-31" && w.value("fund", "") == "tilskudd";
        });
    };
    s.now("2025-11-30");
    CHECK_FALSE(due("okonom"));
    s.now("2025-12-15");
    CHECK(due("okonom"));
    CHECK_FALSE(due("koordinator")); // it is the trust's, that holds the money
    auto const fund = s.shows("okonom", "/funds/tilskudd");
    CHECK(has_deadline(fund, "carry_over", "2025-12-31"));
    auto const left = year_of(s, 2025);
    auto commitments = json::array();
    for (auto const& [account, amount] : fund["balances"].items())
        if (account.starts_with("2025:committed:"))
            commitments.push_back({{"a_case", account.substr(15)}, {"amount", amount}});
    s.does("okonom", "fund/tilskudd", "carry_over",
           {{"year", 2025},
            {"free", left["free"]},
            {"commitments", commitments},
            {"basis", s.document("Grunnlag")}});
    CHECK_FALSE(due("okonom"));
    books_balance(s);
    s.ends_well();
}

} // namespace
} // namespace saksgang::test
