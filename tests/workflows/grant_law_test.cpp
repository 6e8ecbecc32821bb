// What law and practice ask of a grant, besides of complaints (grant_complaint_test.cpp): what is done together,
// impartiality, changes, due days.
#include "tests/workflows/grant_bench.hpp"
#include "workflows/shared/reporting.hpp"

namespace saksgang {
namespace {

using namespace test::grants;

// ------------------------------------------------------------------------------------------------ review 6: together

TEST_CASE("review 6: an award is given up by all its applicants, never by one alone") {
    for (auto const* state_name : {"awarded", "accepted"}) {
        auto b = at(state_name);
        CHECK(b.go("withdraw_application", {{"party", "kongsberg"}, {"reason", "x"}}) ==
              "no: not_open_in_state");
        CHECK(b.go("give_up_award", {{"party", "drammen"}, {"reason", "x"}}) == "no: not_an_applicant");
        b.person = "delegate"; // of Kongsberg
        CHECK(b.go("give_up_award", {{"party", "vestre-viken"}, {"reason", "x"}}) == "no: another_party");
        CHECK(b.go("give_up_award", {{"party", "kongsberg"}, {"reason", "Ikke råd"}}) == state_name);
        CHECK(b.out.empty());
        CHECK(b.go("give_up_award", {{"party", "kongsberg"}, {"reason", "x"}}) == "no: already_given_up");
        b.person = "coordinator";
        CHECK(b.go("give_up_award", in_writing({{"party", "vestre-viken"}, {"reason", "Ikke aktuelt"}})) ==
              "withdrawn");
        CHECK(*b.out.at(0).payload == json{{"a_case", "2024-17"}, {"repaid", 0}, {"released", 290'000'000}});
    }
}

TEST_CASE("review 6: an exception that waits for the other side does not count") {
    auto b = at("for_ssu");
    b.put_scheme("under_preparation");
    b.put_exception("scheme_not_adopted");
    b.a_case.data.change()["exceptions"][0]["approved_by"] = {{"municipalities", "leader"}};
    CHECK(b.go("round_carried") == "no: scheme_not_adopted");
    b.a_case.data.change()["exceptions"][0]["approved_by"]["trust"] = "director";
    CHECK(b.go("round_carried") == "awarded");
}

TEST_CASE("review 6: a case that needs an exception says so to SSU's leader") {
    auto b = at("for_ssu");
    auto const needs = [&] {
        auto const due = b.due();
        auto const found = std::ranges::find(due, "exception_needed", &deadline::name);
        return found != due.end() && found->owner == std::vector{by::leader("ssu")};
    };
    CHECK_FALSE(needs());
    b.put_scheme("under_preparation");
    CHECK(needs());
    b.put_exception("scheme_not_adopted");
    CHECK_FALSE(needs());
}

TEST_CASE("a settled or abandoned scheme is none to award under") {
    for (auto const* state_name : {"settled", "abandoned"}) {
        auto b = at("for_ssu");
        b.put_scheme(state_name);
        CHECK(b.go("round_carried") == "no: scheme_not_adopted");
        CHECK(b.last.in(language::nb).find("F12") == std::string::npos);
    }
}

// ------------------------------------------------------------------------------------------------ review 11: changes

TEST_CASE("review 11: a project may start before it is paid, and be paid after it has started") {
    auto b = at("accepted");
    CHECK(b.go("start_project") == "in_progress");
    CHECK(b.go("disburse", payment(145'000'000)) == "in_progress");
}

TEST_CASE("review 11: SSU, which gave, prolongs a project or lets its money be used otherwise") {
    json const asks{{"change_request", document_named("Søknad om endring")}, {"text", text_of('b')}};
    auto const prolonged = with(asks, "new_end", "2026-06-30");
    for (auto const* state_name : {"disbursed", "in_progress", "reporting"}) {
        auto b = at(state_name);
        CHECK(b.go("propose_change", asks) == "no: no_change_named");
        CHECK(b.go("propose_change", with(asks, "new_end", "2025-12-31")) == "no: end_not_changed");
        CHECK(b.go("propose_change", prolonged) == "change_for_ssu");
        CHECK(b.flow->holds(b.a_case, b.now())->body == "ssu");
        auto failed = b;
        CHECK(failed.go("round_failed") == state_name);
        CHECK(failed.a_case.data["ends"] == "2025-12-31");
        CHECK(failed.a_case.data["text"] == b.a_case.data["proposed_change"]["text_before"]);
        CHECK(failed.a_case.data["text"]["renditions"] == text_of('a')["renditions"]); // the decision's
        CHECK(!failed.a_case.data.contains("proposed_change"));
        CHECK(b.go("round_carried") == state_name);
        CHECK(b.a_case.data["ends"] == "2026-06-30");
        CHECK(b.a_case.data["text"]["renditions"] == text_of('b')["renditions"]);
        CHECK(b.go("propose_change", with(asks, "new_use", "Ambulant team")) == "change_for_ssu");
        CHECK(b.go("round_carried") == state_name);
        CHECK(b.a_case.data["changes"][1]["new_use"] == "Ambulant team");
    }
}

TEST_CASE("review 11: a scheme is given up by the secretariat, and by SSU once it has adopted it") {
    bench b(grant_scheme());
    REQUIRE(b.go("propose_scheme", {{"title", "Tilskudd"}, {"fund", "tilskudd"}, {"year", 2024}}) ==
            "under_preparation");
    auto alone = b;
    CHECK(alone.go("abandon_scheme", {{"reason", "Ingen midler"}}) == "abandoned");
    CHECK(alone.a_case.data["given_up"]["reason"] == "Ingen midler");

    json const ordinary{{"text", text_of('a')}, {"criteria", json::array({"Felles søknad"})}};
    REQUIRE(b.go("submit_scheme", ordinary) == "for_ssu");
    REQUIRE(b.go("round_carried") == "adopted");
    json const call{{"deadline", "2024-12-01"}, {"call", document_named("Utlysning")}};
    for (auto const* state_name : {"adopted", "call_open", "call_closed"}) {
        if (b.a_case.name == "adopted" && std::string_view(state_name) == "call_open")
            REQUIRE(b.go("open_call", call) == "call_open");
        if (std::string_view(state_name) == "call_closed") {
            go_to(b, "2024-12-02");
            REQUIRE(b.go("close_call") == "call_closed");
        }
        CHECK(b.go("abandon_scheme", {{"reason", "x"}}) == "no: not_open_in_state");
        CHECK(b.go("propose_to_abandon", {{"reason", "Ingen midler"}, {"text", text_of('b')}}) ==
              "abandoning_for_ssu");
        CHECK(b.flow->holds(b.a_case, b.now())->fixed_text); // its reason stands beside it
        auto given_up = b;
        CHECK(given_up.go("round_carried") == "abandoned");
        CHECK(given_up.a_case.data["text"]["renditions"] == text_of('b')["renditions"]);
        CHECK(b.go("round_failed") == state_name);
        CHECK(!b.a_case.data.contains("given_up"));
        CHECK(b.a_case.data["text"]["renditions"] == text_of('a')["renditions"]); // what SSU adopted
    }
}

// -------------------------------------------------------------------------------------------- reviews 12 to 14

TEST_CASE(
    "review 12: the final report is due on 1 April of the year after the end, never sooner than in three "
    "months") {
    CHECK(final_report_due(*date::parse("2025-03-31")) == *date::parse("2026-04-01"));
    CHECK(final_report_due(*date::parse("2025-12-31")) == *date::parse("2026-04-01"));
    for (auto day = *date::parse("2024-01-01"); day < *date::parse("2026-01-01"); day = day.plus_days(1))
        CHECK(final_report_due(day) >= day.plus_months(3));
}

TEST_CASE(
    "review 13: whoever works for an applicant is named, advisory members too; who represents one is not") {
    auto b = at("assessment");
    auto const employed = [&](json const& assessed) {
        CHECK(b.go("assess_impartiality", assessed) == "assessment");
        return b.a_case.data["impartiality"]["employed_by_applicant"];
    };
    // t1's director and the advisory e1's nurse by what is registered of them; m2 is Kongsberg's seat, of somebody else
    CHECK(employed({{"concerns", json::array()}}) == json::array({"e1", "t1"}));
    // and whoever the assessment names
    CHECK(employed({{"concerns", json::array()}, {"employed_by_applicant", json::array({"u1"})}}) ==
          json::array({"e1", "t1", "u1"}));
    CHECK(b.go("assess_impartiality",
               {{"concerns", json::array()}, {"employed_by_applicant", json::array({"zz"})}}) ==
          "no: no_such_seat");
}

// fvl. § 6 first paragraph and § 10: whoever prepares the ground for the decision.
TEST_CASE(
    "review 13: a case handler who works for an applicant is shown, and another takes over or SSU rules") {
    auto b = at("assessment");
    json const no_concerns{{"concerns", json::array()}};
    auto const employer_disqualifies = [&](bool yes) {
        auto ssu = b.streams.at("body/ssu");
        ssu.data.change()["rule/1"] = {{"version", 1},
                                       {"valid_from", "2024-01-01"},
                                       {"decides", json::array({"decision"})},
                                       {"composition", json::object()},
                                       {"employer_disqualifies", yes}};
        b.put(ssu);
    };
    b.person = "nurse"; // who works for Kongsberg, and assesses in the case that nobody else has
    REQUIRE(b.go("assess_impartiality", no_concerns) == "assessment");
    CHECK(b.a_case.data["impartiality"]["prepared_by"] == "nurse");
    CHECK(b.a_case.data["impartiality"]["handler_conflicts"][0]["ground"] == "employer");
    auto by_setting = b; // whether that disqualifies is SSU's setting, as it is of its members
    CHECK(by_setting.go("propose_decision", award(290'000'000)) == "for_ssu");
    employer_disqualifies(true);
    CHECK(b.go("propose_decision", award(290'000'000)) == "no: handler_may_be_disqualified");
    CHECK(b.last.in(language::nb).starts_with("Tillitsvalgt forbereder saken og kan være inhabil."));
    CHECK(b.last.hjemmel == "fvl. § 6 første ledd; fvl. § 8 første ledd; fvl. § 10");

    json const ruling{{"disqualified", false}, {"hjemmel", "fvl. § 6 andre ledd"}};
    CHECK(b.go("rule_on_handler", ruling) == "no: rules_on_oneself");
    auto ruled = b;
    ruled.person = "leader";
    CHECK(ruled.go("rule_on_handler", with(ruling, "disqualified", true)) == "assessment");
    CHECK(ruled.go("propose_decision", award(290'000'000)) == "no: handler_may_be_disqualified");
    CHECK(ruled.go("rule_on_handler", ruling) == "no: no_handler_conflict");
    ruled = b;
    ruled.person = "leader";
    CHECK(ruled.go("rule_on_handler", ruling) == "assessment");
    CHECK(ruled.go("propose_decision", award(290'000'000)) == "for_ssu");

    b.a_case.data.change()["handler"] = "regional"; // who has taken over
    CHECK(b.go("propose_decision", award(290'000'000)) == "no: handler_not_assessed");
    REQUIRE(b.go("assess_impartiality", no_concerns) == "assessment");
    CHECK(b.go("propose_decision", award(290'000'000)) == "for_ssu");
}

TEST_CASE("review 13: what else is of concern about the handler is ruled on whatever the setting") {
    auto b = at("assessment");
    REQUIRE(b.go("assess_impartiality",
                 {{"concerns", json::array()},
                  {"about_handler",
                   {{"ground", "personal"}, {"explanation", "Gift med prosjektlederen"}}}}) == "assessment");
    CHECK(b.go("propose_decision", award(290'000'000)) == "no: handler_may_be_disqualified");
}

TEST_CASE("review 13: the LSU that gives its view is looked at as SSU is") {
    auto b = at("assessment");
    b.put_body(
        "lsu-kongsberg", "local",
        {{"seat/h", bench::held(bench::seat("trust", "trust", "vestre-viken"), "director")},
         {"seat/m", bench::held(bench::seat("municipality", "municipalities", "kongsberg"), "regional")}});
    REQUIRE(b.go("ask_lsu", {{"lsu", "lsu-kongsberg"}, {"text", text_of('b')}}) == "lsu_statement");
    CHECK(b.a_case.data["lsu_impartiality"]["employed_by_applicant"] == json::array({"h"}));
    auto const spec = b.flow->holds(b.a_case, b.now());
    REQUIRE(spec->recusals.size() == 1);
    CHECK(spec->recusals[0].seat == "h");
    CHECK(spec->recusals[0].ground == recusal_ground::employer);
}

TEST_CASE("review 14: the trust does not accept its own letter: its unit and the municipalities do") {
    auto b = at("awarded");
    REQUIRE(b.go("send_award_letter", letter()) == "awarded");
    CHECK(b.go("accept_award", acceptance_by("vestre-viken")) == "no: own_letter");
    CHECK(b.last.in(language::nb) ==
          "Vestre Viken HF gir selv tilsagnet. Det er enheten som søkte, som aksepterer.");
    // nor does a municipality accept as the trust's unit
    auto in_its_name = acceptance_by_hospital();
    in_its_name["party"] = "kongsberg";
    CHECK(b.go("accept_award", in_its_name) == "no: own_letter");
    CHECK(b.go("accept_award", acceptance_by_hospital()) == "awarded");
    CHECK(b.go("accept_award", acceptance_by_hospital()) == "no: already_accepted");
    CHECK(b.last.in(language::nb) == "Kongsberg sykehus har akseptert.");
    CHECK(b.go("accept_award", acceptance_by("kongsberg")) == "accepted");

    // through no unit: the municipalities alone
    b = at("awarded", with(kongsberg(), "applicants",
                           json::array({{{"party", "vestre-viken"}}, {{"party", "kongsberg"}}})));
    REQUIRE(b.go("send_award_letter", letter()) == "awarded");
    CHECK(b.go("accept_award", acceptance_by("kongsberg")) == "accepted");
    // an acceptance of before, in the trust's name, stands
    b = at("awarded");
    REQUIRE(b.go("send_award_letter", letter()) == "awarded");
    b.a_case.data.change()["acceptances"] = {
        {"vestre-viken", {{"accepted_on", "2024-11-04"}, {"document", document_named("Aksept")}}}};
    CHECK(b.go("accept_award", acceptance_by("kongsberg")) == "accepted");
}

// --------------------------------------------------------------------------------------- cases of the first version

TEST_CASE("cases of the first version mean what they meant: private partners had applied, codes are words") {
    json const text{{"title", "t"}, {"version", "1"}, {"renditions", json::array({test::file('a')})}};
    json const proposal{{"outcome", "reject"}, {"amount", 0}, {"year", 2024}};
    auto old = without(with(with_firm(false), "body", "ssu"), "document");
    old.update(
        {{"access", "community"},
         {"text", text},
         {"proposal", proposal},
         {"decided_on", "2024-11-04"},
         {"letter",
          {{"letter", document_named("Avslag")},
           {"sent", "2024-11-04"},
           {"appeal", {{"nb", "x"}, {"nn", "x"}, {"en", "x"}}},
           {"complaint_deadline", "2024-11-25"}}},
         {"exceptions",
          json::array({{{"rule", "F12"}, {"reason", "r"}, {"person", "p"}, {"recorded", "2024-11-04"}},
                       {{"rule", "L21"}, {"reason", "r"}, {"person", "p"}, {"recorded", "2024-11-04"}}})}});
    auto const upgraded = [&](char const* name, json const& data) {
        return grant_application().upgraded(state{.stream = "case/2024-17",
                                                  .version = 9,
                                                  .workflow = "grant_application/1",
                                                  .name = name,
                                                  .data = data});
    };
    bench b(grant_application());
    b.a_case = upgraded("rejected", old);
    CHECK(b.a_case.workflow == "grant_application/2");
    CHECK(b.a_case.data["exceptions"][0]["rule"] == "scheme_not_adopted");
    CHECK(b.a_case.data["exceptions"][1]["rule"] == "complaint_too_late");
    CHECK(b.a_case.data["decision"] == proposal);
    CHECK(!b.a_case.data["letter"].contains("complaint_deadline")); // that was counted from dispatch
    CHECK(b.go("close_grant") == "no: arrival_unknown");
    CHECK(b.go("register_complaint", complaint("2024-11-04", "2024-11-04")) == "assessment");

    // one that SSU had again on a complaint
    old["documents"] = json::array({{{"digest", std::string(64, 'c')},
                                     {"title", "Klage"},
                                     {"command", "register_complaint"},
                                     {"linked", "2024-11-20"}}});
    old["assessment"] = document_named("Vurderingsnotat");
    b.a_case = upgraded("assessment", old);
    CHECK(b.a_case.data["complaints"][0]["complainant"] == "Omsorgsteknologi AS");
    CHECK(b.go("propose_to_uphold", {{"text", text_of('b')}}) == "complaint_for_ssu");
    // and one that was under way
    json const five{{"outcome", "award"}, {"amount", 5}, {"year", 2024}};
    b.a_case = upgraded("accepted", with(without(old, "letter"), "proposal", five));
    CHECK(b.a_case.data["decision"]["amount"] == 5);
}

TEST_CASE("a case of the first version that was withdrawn after an undecided proposal was not awarded") {
    auto const withdrawn = [](json const& extra, std::vector<round_status> const& of_ssu) {
        auto old = without(kongsberg(), "document");
        old.update({{"access", "community"},
                    {"body", "ssu"},
                    {"proposal", {{"outcome", "award"}, {"amount", 5}, {"year", 2024}}},
                    {"decided_on", "2024-11-04"}}); // so was a deferral
        old.update(extra);
        state stored{.stream = "case/2024-17",
                     .version = 9,
                     .workflow = "grant_application/1",
                     .name = "withdrawn",
                     .data = old};
        rounds all;
        for (auto const status : of_ssu)
            all[round_name(all.size() + 1)] = round{.status = status, .held_in = "for_ssu"};
        put_rounds(stored, all);
        return grant_application().upgraded(std::move(stored));
    };
    json const letter{{"letter", document_named("Brev")},
                      {"sent", "2024-11-04"},
                      {"appeal", {{"nb", "x"}, {"nn", "x"}, {"en", "x"}}}};
    // deferred, proposed again, and withdrawn while SSU had it, or when it had not agreed
    for (auto const last : {round_status::superseded, round_status::not_carried})
        CHECK(!withdrawn(json::object(), {round_status::carried, last}).data.contains("decision"));
    // awarded, before the letter and after
    CHECK(withdrawn(json::object(), {round_status::carried}).data["decision"]["amount"] == 5);
    CHECK(withdrawn({{"letter", with(letter, "amount", 5)}}, {}).data["decision"]["amount"] == 5);
    // refused, and withdrawn while a complaint was considered
    auto const refused = withdrawn({{"letter", with(letter, "reasons", "x")}},
                                   {round_status::carried, round_status::superseded});
    CHECK(refused.data["decision"]["outcome"] == "reject");
}

} // namespace
} // namespace saksgang
