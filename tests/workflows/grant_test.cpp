// Table tests of the grant workflows: each guard refuses and accepts, each path is walked.
#include "tests/workflows/grant_bench.hpp"

namespace saksgang {
namespace {

using namespace test::grants;

TEST_CASE("Kongsberg samhandlingsarena, from joint application to repayment") {
    auto b = at("final_report");
    CHECK(b.a_case.data["parties"] == json::array({"kongsberg", "vestre-viken"}));
    CHECK(b.a_case.data["applied"] == 290'000'000);
    CHECK(b.a_case.data["payments"][0]["voucher"] == "30412");
    CHECK(b.go("close_grant") == "no: unused_money");
    CHECK(b.last.in(language::nb).starts_with("210 000 kr er utbetalt"));
    CHECK(b.go("register_repayment", {{"amount", 200'000'00}, {"voucher", "771"}}) ==
          "no: repayment_differs");
    CHECK(b.go("register_repayment", {{"amount", 210'000'00}, {"voucher", "771"}}) == "reclaimed");
    CHECK(b.out.at(0).stream == "fund/tilskudd");
    CHECK(b.out.at(0).name == "take_back");
    CHECK(*b.out.at(0).payload ==
          json{{"a_case", "2024-17"}, {"repaid", 21'000'000}, {"released", 0}, {"voucher", "771"}});
    CHECK(b.flow->stage(b.a_case.name).end);
}

TEST_CASE("where all that was paid has been used nobody is asked to register a repayment") {
    auto b = at("final_report");
    CHECK(b.why_closed("register_repayment").empty());
    b.a_case.data.change()["final_account"]["used"] = 290'000'000;
    CHECK(b.why_closed("register_repayment") == std::vector<std::string>{"nothing_to_repay"});
    CHECK(b.go("register_repayment", {{"amount", 0}, {"voucher", "771"}}) == "no: nothing_to_repay");
    CHECK(b.go("close_grant") == "closed");
}

TEST_CASE("an application needs a scheme with that frame") {
    bench b(grant_application());
    b.put({.stream = "fund/other"});
    CHECK(b.go("draft_application", with(kongsberg(), "fund", "other")) == "no: scheme_unknown");
    b.put({.stream = "case/2024-9", .workflow = "guideline_revision/1", .name = "drafting"});
    CHECK(b.go("draft_application", with(kongsberg(), "scheme", "2024-9")) == "no: scheme_unknown");
    b.streams.put(state{.stream = "fund/nothing"});
    CHECK(b.go("draft_application", with(kongsberg(), "fund", "nothing")) == "no: fund_unknown");
    CHECK(b.go("draft_application", kongsberg()) == "draft");
}

TEST_CASE("what an application must have when it is sent in") {
    json const application{{"application", document_named("Søknad")}};
    auto const sent = [&](json const& content) {
        bench b(grant_application());
        REQUIRE(b.go("draft_application", content) == "draft");
        return b.go("submit_application", application);
    };
    CHECK(sent(kongsberg()) == "submitted");
    CHECK(sent(with(kongsberg(), "applied", 0)) == "no: amount_missing");
    CHECK(sent(with(kongsberg(), "priority_groups", json::array())) == "no: priority_group_missing");
    // together, and as legal parties
    CHECK(sent(with(kongsberg(), "applicants", json::array({{{"party", "kongsberg"}}}))) == "no: not_joint");
    CHECK(sent(with(kongsberg(), "applicants", json::array({{{"party", "vestre-viken"}}}))) ==
          "no: not_joint");
    CHECK(sent(with(kongsberg(), "applicants",
                    json::array({{{"party", "kongsberg-sykehus"}}, {{"party", "kongsberg"}}}))) ==
          "no: applicant_no_party");
    CHECK(sent(with(kongsberg(), "applicants",
                    json::array({{{"party", "vestre-viken"}},
                                 {{"party", "kongsberg"}, {"unit", "kongsberg-sykehus"}}}))) ==
          "no: unit_of_another");
    // each party's own contribution is a line of its own
    CHECK(sent(with(kongsberg(), "contributions", json::array({{{"party", "kongsberg"}, {"amount", 1}}}))) ==
          "no: contribution_missing");
    // groups of the list as it is that day: four before the national plan of 2024, five since
    auto const birth = with(kongsberg(), "priority_groups", json::array({"pregnancy_and_birth"}));
    CHECK(sent(birth) == "submitted");
    bench before(grant_application());
    REQUIRE(before.go("draft_application", birth) == "draft");
    json earlier = *before.streams.at("organisation").data;
    earlier["roles/coordinator"][0]["valid_from"] = "2023-01-01";
    before.put_organisation(earlier);
    before.today = *date::parse("2023-12-31");
    CHECK(before.go("submit_application", application) == "no: priority_group_not_in_force");
    CHECK(before.last.in(language::nb) ==
          "Dette er ingen prioritert pasientgruppe 31.12.2023: kvinner gjennom "
          "svangerskap, fødsel og barseltid.");

    bench b(grant_application());
    CHECK(b.go("draft_application", without(kongsberg(), "contributions")) == "no: /contributions missing");
    REQUIRE(b.go("draft_application", with(kongsberg(), "applied", 0)) == "draft");
    auto edited = kongsberg();
    for (auto const* field : {"fund", "scheme", "year"}) edited.erase(field);
    CHECK(b.go("edit_application", edited) == "draft");
    CHECK(b.go("submit_application") == "no: /application missing");
    CHECK(b.go("submit_application", application) == "submitted");
    CHECK(b.a_case.data["submitted_on"] == "2024-11-04");
}

TEST_CASE("an application after the call is marked, not refused") {
    bench b(grant_application());
    b.put_scheme("call_closed");
    (void)b.go("draft_application", kongsberg());
    CHECK(b.go("submit_application", {{"application", document_named("Søknad")}}) == "submitted");
    CHECK(b.a_case.data["after_call"] == true);
}

TEST_CASE("the formal control names everything that is missing, in words") {
    auto gaps = without(without(kongsberg(), "ends"), "evaluation_plan");
    auto b = at("screening", gaps);
    CHECK(b.go("pass_screening") == "no: end_date_missing");
    CHECK(b.last.in(language::nb) == "Sluttdato for prosjektet mangler.");
    CHECK(b.why_closed("pass_screening") ==
          std::vector<std::string>{"end_date_missing", "evaluation_plan_missing"});
    CHECK(b.go("return_incomplete") == "incomplete");
    CHECK(b.a_case.data["missing"] == json::array({"end_date", "evaluation_plan"}));
    CHECK(b.go("supplement", {{"ends", "2025-12-31"}}) == "screening");
    CHECK(b.go("pass_screening") == "no: evaluation_plan_missing");
    CHECK(b.go("return_incomplete", {{"note", "Evalueringen mangler fortsatt"}}) == "incomplete");
    CHECK(b.go("supplement", {{"evaluation_plan", "Følgeevaluering"}}) == "screening");
    CHECK(b.go("return_incomplete") == "no: nothing_missing");
    CHECK(b.go("pass_screening") == "assessment");

    for (auto const* field : {"user_involvement", "implementation_plan"})
        CHECK(at("screening", without(kongsberg(), field)).go("pass_screening") ==
              std::string("no: ") + field + "_missing");
}

TEST_CASE("combined positions need what hol. § 6-2 (2) asks for") {
    auto b = at("screening", with(kongsberg(), "combined_positions", {{"employer", "Vestre Viken HF"}}));
    CHECK(b.why_closed("pass_screening") == std::vector<std::string>{"positions_responsibility_missing",
                                                                     "positions_organising_missing",
                                                                     "positions_financing_missing"});
    CHECK(b.go("pass_screening") == "no: positions_responsibility_missing");
    CHECK(b.last.hjemmel == "own:combined_positions; hol. § 6-2 andre ledd");
    (void)b.go("return_incomplete");
    CHECK(b.go("supplement", {{"combined_positions",
                               {{"responsibility", "Begge"},
                                {"organising", "Felles leder"},
                                {"financing", "Halvt om halvt"}}}}) == "screening");
    CHECK(b.go("pass_screening") == "no: positions_employer_missing");
}

TEST_CASE("a year that no frame can be of, an end before the start, an empty supplement: each is said") {
    bench b(grant_application());
    b.put_scheme("adopted");
    for (int year : {-5, 1814, 99'999})
        CHECK(b.go("draft_application", with(kongsberg(), "year", year)) == "no: year_not_near");
    auto const backwards = with(kongsberg(), "ends", "2025-01-14");
    CHECK(b.go("draft_application", backwards) == "draft");
    CHECK(b.go("submit_application", {{"application", document_named("Søknad")}}) == "no: ends_before_start");
    auto incomplete = at("screening", without(kongsberg(), "evaluation_plan"));
    CHECK(incomplete.go("return_incomplete") == "incomplete");
    CHECK(incomplete.go("supplement") == "no: nothing_supplied");
}

TEST_CASE("a representative writes for the own party") {
    bench b(grant_application());
    b.put_scheme("adopted");
    b.person = "delegate"; // of Kongsberg
    auto const without_own = with(kongsberg(), "applicants", json::array({{{"party", "vestre-viken"}}}));
    CHECK(b.go("draft_application", without_own) == "no: own_party_missing");
    CHECK(b.go("draft_application", kongsberg()) == "draft");
}

TEST_CASE("before SSU: an assessment note, and who may be disqualified") {
    auto b = at("screening");
    (void)b.go("pass_screening");
    CHECK(b.go("propose_decision", award(290'000'000)) == "no: assessment_missing");
    (void)b.go("submit_assessment", {{"assessment", document_named("Vurderingsnotat")}});
    CHECK(b.go("propose_decision", award(290'000'000)) == "no: impartiality_not_assessed");
    CHECK(b.go("assess_impartiality",
               {{"concerns", json::array({{{"seat", "zz"}, {"ground", "project"}}})}}) == "no: no_such_seat");
    CHECK(b.go("assess_impartiality", {{"concerns", json::array({{{"seat", "t1"},
                                                                  {"ground", "project"},
                                                                  {"explanation", "leder prosjektet"}}})}}) ==
          "assessment");
    CHECK(b.a_case.data["impartiality"]["employed_by_applicant"] == json::array({"e1", "t1"}));
    CHECK(b.a_case.data["impartiality"]["concerns"][0]["seat"] == "t1");
    CHECK(b.go("propose_decision", award(290'000'000)) == "for_ssu");
    auto const spec = b.flow->holds(b.a_case, b.now());
    REQUIRE(spec);
    CHECK(spec->kind == round_kind::consent);
    CHECK(spec->body == "ssu");
    CHECK(spec->decision == decision_kind::decision);
    CHECK(digest_of(spec->subject) == digest_a);
    REQUIRE(spec->recusals.size() == 3); // for SSU to rule on; whom they work for where its rule says so
    CHECK(spec->recusals.front().seat == "t1");
    CHECK(spec->recusals.front().ground == recusal_ground::project);
    CHECK(spec->recusals.back().ground == recusal_ground::employer);
}

TEST_CASE("a proposal says how much, of which year's frame, in a text of its own") {
    auto b = at("assessment");
    auto const refused = [&](json const& proposal) { return b.go("propose_decision", proposal); };
    CHECK(
        refused(with(award(1), "text", {{"title", "x"}, {"version", "1"}, {"renditions", json::array()}})) ==
        "no: text_without_file");
    CHECK(refused(without(award(1), "amount")) == "no: award_without_amount");
    CHECK(refused(award(0)) == "no: award_without_amount");
    CHECK(refused(award(290'000'001)) == "no: more_than_applied");
    CHECK(refused(with(award(1), "year", 2025)) == "no: frame_not_there_yet");
    CHECK(refused(with(award(1), "conditional", true)) == "no: frame_is_there");
    CHECK(refused(with(with(award(200'000'000), "year", 2025), "conditional", true)) == "for_ssu");

    // changed while it lies before SSU: another sum, another text
    CHECK(refused(award(100'000'000)) == "no: proposal_needs_new_text");
    CHECK(refused(with(award(100'000'000), "text", text_of('b'))) == "for_ssu");
    CHECK(b.a_case.data["proposal"]["amount"] == 100'000'000);
    CHECK(digest_of(b.flow->holds(b.a_case, b.now())->subject) == digest_b);
}

TEST_CASE("no award under a scheme that is not adopted, but for an exception with its reason (F12)") {
    for (std::int64_t const amount : {290'000'000, 200'000'000}) {
        auto b = at("for_ssu", kongsberg(), award(amount));
        for (auto const* state_name : {"under_preparation", "for_ssu"}) {
            b.put_scheme(state_name);
            CHECK(b.go("round_carried") == "no: scheme_not_adopted");
            CHECK(b.last.in(language::nb).find("unntak med begrunnelse") != std::string::npos);
        }
        b.put_exception("complaint_too_late");
        CHECK(b.go("round_carried") == "no: scheme_not_adopted");
        b.put_exception("scheme_not_adopted");
        CHECK(b.go("round_carried") == (amount == 290'000'000 ? "awarded" : "partially_awarded"));
        REQUIRE(b.out.size() == 1);
        CHECK(b.out[0].stream == "fund/tilskudd");
        CHECK(b.out[0].name == "commit");
        CHECK(*b.out[0].payload == json{{"a_case", "2024-17"}, {"year", 2024}, {"amount", amount}});
    }
    for (auto const* state_name : {"adopted", "call_open", "call_closed"}) {
        auto b = at("for_ssu");
        b.put_scheme(state_name);
        CHECK(b.go("round_carried") == "awarded");
    }
}

TEST_CASE("what SSU may agree on besides an award") {
    auto b = at("for_ssu", kongsberg(), {{"outcome", "defer"}, {"text", text_of('a')}});
    b.put_scheme("under_preparation"); // refusing or deferring needs no scheme
    CHECK(b.go("round_carried") == "deferred");
    CHECK(b.out.empty());
    CHECK(b.go("resume_assessment") == "assessment");

    b = at("for_ssu", kongsberg(), {{"outcome", "reject"}, {"text", text_of('a')}});
    b.put_scheme("under_preparation");
    CHECK(b.go("round_carried") == "rejected");
    CHECK(b.out.empty());
}

TEST_CASE("no agreement: back to the AU with the reason") {
    auto b = at("for_ssu");
    b.put_outcome("for_ssu", {.on = b.today, .against = {{{"t1"}, "Budsjettet er for høyt"}}},
                  round_status::not_carried);
    CHECK(b.go("round_failed") == "assessment");
    CHECK(b.a_case.data["returns"][0]["against"][0]["why"] == "Budsjettet er for høyt");
    CHECK(b.go("propose_decision", with(award(250'000'000), "text", text_of('b'))) == "for_ssu");
    CHECK(b.go("round_carried") == "partially_awarded");
}

TEST_CASE("an award on next year's frame counts there, and the letter says so") {
    auto b = at("for_ssu", kongsberg(), with(with(award(290'000'000), "year", 2025), "conditional", true));
    CHECK(b.go("round_carried") == "awarded");
    CHECK(*b.out.at(0).payload ==
          json{{"a_case", "2024-17"}, {"year", 2025}, {"amount", 290'000'000}, {"conditional", true}});
    CHECK(b.go("send_award_letter", letter()) == "awarded");
    CHECK(b.a_case.data["letter"]["condition"]["nb"] == "Tilsagnet er gitt på vilkår av ramme for 2025.");
    b.put_fund({{"2025:expected", -290'000'000}, {"2025:conditional:2024-17", 290'000'000}});
    auto given_up = b; // before the frame has come: what was expected of it is free again
    CHECK(given_up.go("give_up_award", in_writing({{"party", "kongsberg"}, {"reason", "x"}})) == "awarded");
    CHECK(given_up.go("give_up_award", in_writing({{"party", "vestre-viken"}, {"reason", "x"}})) ==
          "withdrawn");
    CHECK(*given_up.out.at(0).payload ==
          json{{"a_case", "2024-17"}, {"repaid", 0}, {"released", 290'000'000}});
    (void)b.go("accept_award", acceptance_by("kongsberg"));
    (void)b.go("accept_award", acceptance_by_hospital());
    CHECK(b.go("disburse", payment(1)) == "no: condition_not_met");
    b.put_fund(
        {{"2025:frame", -400'000'000}, {"2025:free", 110'000'000}, {"2025:committed:2024-17", 290'000'000}});
    CHECK(b.go("disburse", payment(1)) == "disbursed");
}

TEST_CASE("an open reservation stops the letter") {
    auto b = at("awarded");
    reservation const open{.text = "behandling i formannskapet", .clear_by = *date::parse("2024-11-14")};
    b.put_outcome("for_ssu", {.on = b.today, .reservations = {{"m2", open}}});
    CHECK(b.go("send_award_letter", letter()) == "no: reservation_open");
    CHECK(b.last.in(language::nb) ==
          "Et forbehold er ikke avklart: «behandling i formannskapet» (avklares innen 14.11.2024).");
    auto cleared = open;
    cleared.cleared = b.today;
    b.put_outcome("for_ssu", {.on = b.today, .reservations = {{"m2", cleared}}});
    CHECK(b.go("accept_award", acceptance_by("kongsberg")) == "no: letter_not_sent");
    CHECK(b.go("send_award_letter", letter()) == "awarded");
    CHECK(b.go("send_award_letter", letter()) == "no: letter_already_sent");
    CHECK(b.a_case.data["letter"]["amount"] == 290'000'000);
    CHECK(
        b.a_case.data["letter"]["appeal"]["nb"].get<std::string>().starts_with("Vedtaket kan ikke påklages"));
    CHECK(!b.a_case.data["letter"].contains("complaint_deadline"));
}

TEST_CASE("each applicant accepts for itself; the last one makes it accepted") {
    for (auto const* state_name : {"awarded", "partially_awarded"}) {
        auto b = at(state_name, kongsberg(),
                    award(std::string_view(state_name) == "awarded" ? 290'000'000 : 200'000'000));
        REQUIRE(b.go("send_award_letter", letter()) == state_name);
        CHECK(b.go("accept_award", acceptance_by("drammen")) == "no: not_an_applicant");
        b.person = "delegate";
        CHECK(b.go("accept_award", acceptance_by_hospital()) == "no: another_party");
        CHECK(b.last.kind == refusal_kind::not_entitled);
        CHECK(b.go("accept_award", acceptance_by("kongsberg")) == state_name);
        CHECK(b.go("accept_award", acceptance_by("kongsberg")) == "no: already_accepted");
        b.person = "coordinator";
        CHECK(b.go("accept_award", acceptance_by_hospital()) == "accepted");
    }
}

TEST_CASE("a disbursement has a voucher, goes to an applicant and stays within the award") {
    auto b = at("accepted");
    CHECK(b.go("disburse", without(payment(1), "voucher")) == "no: /voucher missing");
    CHECK(b.go("disburse", payment(0)) == "no: payment_without_amount");
    CHECK(b.go("disburse", payment(1, "drammen")) == "no: not_an_applicant");
    CHECK(b.go("disburse", payment(290'000'001)) == "no: above_commitment");
    CHECK(b.go("disburse", payment(145'000'000)) == "disbursed");
    CHECK(b.out.at(0).name == "pay");
    CHECK(*b.out.at(0).payload == json{{"a_case", "2024-17"}, {"amount", 145'000'000}, {"voucher", "30412"}});
    b.put_fund({{"2024:committed:2024-17", 145'000'000}, {"2024:paid:2024-17", 145'000'000}});
    CHECK(b.go("disburse", payment(145'000'001)) == "no: above_commitment");
    CHECK(b.last.in(language::nb) == "Det står igjen 1 450 000 kr av tilsagnet. Det kan ikke utbetales mer.");
    CHECK(b.go("disburse", payment(1)) == "disbursed");
    (void)b.go("start_project");
    CHECK(b.go("disburse", payment(1)) == "in_progress");
    (void)b.go("begin_reporting");
    CHECK(b.go("disburse", payment(1)) == "reporting");
}

TEST_CASE("a late status report is marked and moves nothing") {
    auto b = at("in_progress"); // from January 2025
    auto const report = [&](int year, char const* half) {
        return b.go("report_status",
                    {{"period", {{"year", year}, {"half", half}}}, {"document", document_named("Status")}});
    };
    auto due = b.flow->deadlines(b.a_case, b.now());
    REQUIRE(due.size() == 2);
    CHECK(due[0].name == "status_report");
    CHECK(due[0].due == *date::parse("2025-07-31"));
    CHECK(due[1].name == "final_report");
    CHECK(due[1].due == *date::parse("2026-04-01"));
    b.today = *date::parse("2025-09-01");
    CHECK(report(2025, "first_half") == "in_progress");
    CHECK(b.a_case.data["status_reports"][0]["late"] == true);
    CHECK(report(2025, "first_half") == "no: period_already_reported");
    CHECK(b.flow->deadlines(b.a_case, b.now())[0].due == *date::parse("2026-01-31"));
    b.today = *date::parse("2026-01-31");
    CHECK(report(2025, "second_half") == "in_progress");
    CHECK(!b.a_case.data["status_reports"][1].contains("late"));
}

TEST_CASE("the final report, and a grant that closes") {
    auto b = at("reporting");
    json report{{"document", document_named("Sluttrapport")},
                {"accounts", document_named("Regnskap")},
                {"used", 290'000'001}};
    CHECK(b.go("approve_final_report") == "no: final_report_missing");
    CHECK(b.go("submit_final_report", report) == "no: used_more_than_awarded");
    report["used"] = 290'000'000;
    b.today = *date::parse("2026-04-02");
    CHECK(b.go("submit_final_report", report) == "reporting");
    CHECK(b.a_case.data["final_account"]["late"] == true);
    CHECK(b.go("approve_final_report") == "final_report");
    CHECK(b.go("register_repayment", {{"amount", 0}, {"voucher", "1"}}) == "no: nothing_to_repay");
    // the last tenth was held back
    b.put_fund({{"2024:committed:2024-17", 29'000'000}, {"2024:paid:2024-17", 261'000'000}});
    CHECK(b.go("close_grant") == "no: money_owed");
    CHECK(b.go("disburse", payment(29'000'000)) == "final_report");
    b.put_fund({{"2024:paid:2024-17", 290'000'000}});
    CHECK(b.go("close_grant") == "closed");
    CHECK(b.out.empty());
}

TEST_CASE("what was committed and neither paid nor used is free again") {
    auto b = at("final_report"); // 2 690 000 used
    auto owed = b;
    owed.put_fund({{"2024:committed:2024-17", 29'000'000}, {"2024:paid:2024-17", 261'000'000}});
    CHECK(owed.go("disburse", payment(8'000'001)) == "no: more_than_was_used");
    CHECK(owed.last.in(language::nb) ==
          "Det er 80 000 kr som er brukt og ikke utbetalt. Det kan ikke utbetales mer.");
    CHECK(owed.go("disburse", payment(8'000'000)) == "final_report");
    b.put_fund({{"2024:committed:2024-17", 21'000'000}, {"2024:paid:2024-17", 269'000'000}});
    CHECK(b.go("close_grant") == "closed");
    CHECK(*b.out.at(0).payload == json{{"a_case", "2024-17"}, {"repaid", 0}, {"released", 21'000'000}});
}

TEST_CASE("an LSU may be asked, and the case is its own meanwhile") {
    auto b = at("assessment");
    CHECK(b.go("ask_lsu", {{"lsu", "ssu"}, {"text", text_of('b')}}) == "no: not_an_lsu");
    json const ask{{"lsu", "lsu-kongsberg"}, {"text", text_of('b')}};
    for (auto const* event : {"round_carried", "round_failed"}) {
        CHECK(b.go("ask_lsu", ask) == "lsu_statement");
        CHECK(b.a_case.data["body"] == "lsu-kongsberg");
        auto const spec = b.flow->holds(b.a_case, b.now());
        CHECK(spec->body == "lsu-kongsberg");
        CHECK(spec->decision == decision_kind::statement);
        CHECK(b.go(event) == "assessment");
        CHECK(b.a_case.data["body"] == "ssu");
    }
    (void)b.go("ask_lsu", ask);
    CHECK(b.go("go_on_without_statement", {{"reason", "Ikke møte før fristen"}}) == "assessment");
    CHECK(b.a_case.data["body"] == "ssu");
}

TEST_CASE("a grant's commands read its fund, its scheme and the LSU asked") {
    bench b(grant_application());
    auto const reads = [&](std::string const& command, json const& payload) {
        auto const* info = b.flow->command(command);
        auto streams = b.flow->streams(b.a_case);
        streams.merge(info->streams(payload));
        if (info->opens_case) streams.insert("case/new");
        return streams;
    };
    CHECK(reads("draft_application", kongsberg()) ==
          std::set<std::string>{"body/ssu", "fund/tilskudd", "case/2024-3"});
    b = at("assessment");
    CHECK(reads("ask_lsu", {{"lsu", "lsu-kongsberg"}}) ==
          std::set<std::string>{"body/ssu", "fund/tilskudd", "case/2024-3", "body/lsu-kongsberg"});
}

// ------------------------------------------------------------------------------------------------ the scheme

bench scheme_proposed() {
    bench b(grant_scheme());
    REQUIRE(b.go("propose_scheme", {{"title", "Rekrutterings- og samhandlingstilskudd"},
                                    {"fund", "tilskudd"},
                                    {"year", 2024},
                                    {"due_year", 2025}}) == "under_preparation");
    return b;
}
json scheme_text() {
    return {{"text", text_of('a')}, {"criteria", json::array({"Felles søknad", "Prioritert pasientgruppe"})}};
}

TEST_CASE("a scheme under preparation, to be finished in 2025 (A67)") {
    auto b = scheme_proposed();
    auto const due = b.flow->deadlines(b.a_case, b.now());
    REQUIRE(due.size() == 1);
    CHECK(due[0].name == "scheme_finished");
    CHECK(due[0].due == *date::parse("2025-12-31"));
    bench other(grant_scheme());
    other.streams.put(state{.stream = "fund/nothing"});
    CHECK(other.go("propose_scheme", {{"title", "x"}, {"fund", "nothing"}, {"year", 2024}}) ==
          "no: fund_unknown");
}

// Adopted, and called until 1 December.
bench scheme_called() {
    auto b = scheme_proposed();
    (void)b.go("submit_scheme", scheme_text());
    (void)b.go("round_carried");
    REQUIRE(b.go("open_call", {{"deadline", "2024-12-01"}, {"call", document_named("Utlysning")}}) ==
            "call_open");
    return b;
}

TEST_CASE("a call is prolonged before it has ended, and never shortened") {
    auto b = scheme_called();
    auto const until = [](char const* day) {
        return json{{"deadline", day}, {"call", document_named("Ny frist")}};
    };
    go_to(b, "2024-12-01");
    CHECK(b.go("prolong_call", until("2024-11-30")) == "no: call_deadline_not_later");
    CHECK(b.go("prolong_call", until("2024-12-01")) == "no: call_deadline_not_later");
    auto too_late = b;
    go_to(too_late, "2024-12-02");
    CHECK(too_late.go("prolong_call", until("2024-12-15")) == "no: call_is_over");
    CHECK(b.go("prolong_call", until("2024-12-15")) == "call_open");
    CHECK(b.a_case.data["call_deadline"] == "2024-12-15");
    CHECK(b.due().at(0).due == *date::parse("2024-12-15"));
    go_to(b, "2024-12-02");
    CHECK(b.go("close_call") == "no: call_still_open");
}

TEST_CASE("a second call is held for what is left of the frame") {
    auto b = scheme_called();
    go_to(b, "2024-12-02");
    REQUIRE(b.go("close_call") == "call_closed");
    json const second{{"deadline", "2024-12-20"}, {"call", document_named("Ny utlysning")}};
    b.put_fund({{"2024:frame", -1'000'000'000}, {"2024:committed:2024-17", 1'000'000'000}});
    CHECK(b.go("open_call", second) == "no: nothing_left_to_call_for");
    b.put_fund({{"2024:frame", -1'000'000'000},
                {"2024:free", 100'000'000},
                {"2024:committed:2024-17", 900'000'000}});
    CHECK(b.go("open_call", with(second, "deadline", "2024-12-02")) == "no: deadline_not_ahead");
    CHECK(b.go("open_call", second) == "call_open");
    CHECK(b.a_case.data["call_deadline"] == "2024-12-20");
    CHECK(b.a_case.data["earlier_call_deadlines"] == json::array({"2024-12-01"}));
    go_to(b, "2024-12-21");
    CHECK(b.go("close_call") == "call_closed");
}

TEST_CASE("a scheme is adopted by SSU, called, closed and settled") {
    auto b = scheme_proposed();
    CHECK(b.go("submit_scheme", with(scheme_text(), "criteria", json::array())) == "no: criteria_missing");
    CHECK(b.go("submit_scheme", scheme_text()) == "for_ssu");
    CHECK(b.go("round_failed") == "under_preparation");
    CHECK(b.go("submit_scheme", scheme_text()) == "for_ssu");
    CHECK(b.flow->holds(b.a_case, b.now())->decision == decision_kind::decision);
    CHECK(b.go("round_carried") == "adopted");
    CHECK(b.go("open_call", {{"deadline", "2024-11-04"}, {"call", document_named("Utlysning")}}) ==
          "no: deadline_not_ahead");
    reservation const open{.text = "styret", .clear_by = *date::parse("2024-11-14")};
    b.put_outcome("for_ssu", {.on = b.today, .reservations = {{"t1", open}}});
    CHECK(b.go("open_call", {{"deadline", "2024-12-01"}, {"call", document_named("Utlysning")}}) ==
          "no: reservation_open");
    b.put_outcome("for_ssu", {.on = b.today});
    CHECK(b.go("open_call", {{"deadline", "2024-12-01"}, {"call", document_named("Utlysning")}}) ==
          "call_open");
    b.today = *date::parse("2024-12-01");
    CHECK(b.go("close_call") == "no: call_still_open");
    b.today = *date::parse("2024-12-02");
    CHECK(b.go("close_call") == "call_closed");
    CHECK(b.go("settle_scheme", {{"accounts", document_named("Regnskap")}}) == "no: frame_not_settled");
    b.put({.stream = "fund/tilskudd", .data = json{{"year/2024", {{"settled", true}}}}});
    CHECK(b.go("settle_scheme", {{"accounts", document_named("Regnskap")}}) == "settled");
}

} // namespace
} // namespace saksgang
