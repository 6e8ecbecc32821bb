// What a body's register has besides seats and rules: its mandate's end, its tasks and the cases that are about them, plans
// and rosters with their age; and what a fund's books rest on.
#include "engine/tasks.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/town.hpp"
#include "workflows/shared/body_tasks.hpp"
#include "workflows/shared/fund/papers.hpp"

namespace saksgang::test {
namespace {

TEST_CASE_FIXTURE(town,
                  "a body's mandate is prolonged from where it stands, by a decision, and never shortened") {
    json const details{{"name", {{"nb", "Arbeidsgruppe"}, {"nn", "Arbeidsgruppe"}, {"en", "Working group"}}},
                       {"kind", "professional"},
                       {"level", 3},
                       {"area", json::array()},
                       {"mandate_ends", "2025-06-30"}};
    does("koordinator", "body/gruppe", "establish_body", {{"details", details}});
    auto const until = [](char const* day) {
        return json{{"mandate_ends", day}, {"basis", "SSU, sak 12/25"}};
    };
    for (auto const* day : {"2025-06-30", "2025-03-31"})
        CHECK(refused("koordinator", "body/gruppe", "prolong_mandate", until(day)) ==
              "mandate_not_prolonged");
    does("koordinator", "body/gruppe", "prolong_mandate", until("2025-12-31"));
    chance.go_to("2026-02-02"); // it has run out
    does("koordinator", "body/gruppe", "prolong_mandate", until("2026-06-30"));
    auto const body = state_of("body/gruppe");
    CHECK(head_of(body).mandate_ends == date::parse("2026-06-30"));
    CHECK(head_of(body).kind.name == "professional");
    CHECK(history("body/gruppe").back().payload["basis"] == "SSU, sak 12/25");
    CHECK(refused("koordinator", "body/ssu", "prolong_mandate", until("2026-12-31")) ==
          "mandate_without_end");
    check_all();
}

TEST_CASE_FIXTURE(town,
                  "catalogue 25 and 26: a case says which of its body's tasks it is about, and the body "
                  "shows which cases each has had") {
    auto const a_case = creates("koordinator", "grant_scheme", "propose_scheme",
                                {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}});
    auto const with_cases = [&](int year) {
        auto const body = state_of("body/ssu");
        std::vector<std::string> named;
        for (auto const& [task, cases] : coverage_of_tasks(body, year)) {
            named.emplace_back(task);
            for (auto const& a : cases) named.back() += " " + a;
        }
        return named;
    };
    auto const begins = [&] {
        auto const all = read_world();
        situation const now{*all, people["koordinator"], chance.now(), date_in_oslo(chance.now())};
        auto const form = std::ranges::find(rules.case_commands(), "name_tasks", &command_info::name);
        return rules.begins(**form, state_of(a_case), now)["body_tasks"];
    };
    CHECK(with_cases(2025).empty()); // nobody has said what a case is about
    CHECK(begins() == json{"joint_priorities"});
    json const about{{"body_tasks", {"joint_measures", "joint_priorities"}}};
    CHECK(refused("koordinator", a_case, "name_tasks", {{"body_tasks", {"local_projects"}}}) ==
          "not_its_task"); // an LSU's
    CHECK(refused("drammen", a_case, "name_tasks", about) == "not_entitled");
    does("koordinator", a_case, "name_tasks", about);
    auto const number = " " + a_case.substr(5);
    CHECK(with_cases(2025) == std::vector<std::string>{"strengthen_cooperation", "joint_priorities" + number,
                                                       "mutual_information", "joint_measures" + number,
                                                       "across_areas", "professional_bodies",
                                                       "cooperation_agreement"});
    CHECK(begins() == json{"joint_measures", "joint_priorities"});
    CHECK(with_cases(2024).empty());
    does("koordinator", a_case, "name_tasks", {{"body_tasks", {"cooperation_agreement"}}}); // instead
    CHECK(with_cases(2025).back() == "cooperation_agreement" + number);
    does("koordinator", a_case, "name_tasks", {{"body_tasks", json::array()}});
    CHECK(with_cases(2025).empty());
    check_all();
}

TEST_CASE_FIXTURE(
    town, "catalogue 61: a plan or roster has a date and a longest age, and waits when it becomes too old") {
    json const plan{{"plan", "action_plan"}, {"dated", "2023-06-01"}, {"longest_age", 2}};
    CHECK(refused("koordinator", "body/ssu", "register_plan", with(plan, "dated", "2025-03-04")) ==
          "plan_of_future");
    for (int const age : {0, 21})
        CHECK(refused("koordinator", "body/ssu", "register_plan", with(plan, "longest_age", age)) ==
              "no_such_age");
    does("koordinator", "body/ssu", "register_plan", plan);
    auto const due = [&] {
        auto const body = state_of("body/ssu");
        return deadlines_of_plans(body);
    };
    REQUIRE(due().size() == 1);
    CHECK(due()[0].due == *date::parse("2025-06-01"));
    CHECK(due()[0].from == *date::parse("2025-05-02"));
    auto const waits = what_waits(rules).of(state_of("body/ssu"));
    CHECK(std::ranges::any_of(waits, [](auto const& w) {
        return w.audience == "role/registrar" && w.due == *date::parse("2025-06-01");
    }));
    CHECK(refused("koordinator", "body/ssu", "register_plan", with(plan, "dated", "2023-05-31")) ==
          "plan_not_newer");
    does("koordinator", "body/ssu", "register_plan", with(plan, "dated", "2025-03-01"));
    does("koordinator", "body/ssu", "register_plan", with(plan, "plan", "member_roster"));
    CHECK(due().size() == 2);
    check_all();
}

TEST_CASE_FIXTURE(town, "whoever reads a fund reads what its books rest on") {
    auto const basis = document("Oppdragsdokument 2026");
    does("okonom", "fund/tilskudd", "allocate", {{"year", 2026}, {"amount", 1000}, {"basis", basis}});
    auto const fund = state_of("fund/tilskudd");
    auto const digest = basis["digest"].get<std::string>();
    CHECK(paper_of_fund(fund, digest)->title == "Oppdragsdokument 2026");
    CHECK(!paper_of_fund(fund, std::string(64, 'a')));
    auto const world = read_world();
    auto const shown_to = [&](std::string const& person) {
        return rules.shows_document(fund, digest, {*world, person, chance.now(), *date::parse("2025-03-03")});
    };
    CHECK(shown_to(people["drammen"]));
    CHECK(!shown_to("")); // who is not signed in
    auto const links = rules.links_of(fund);
    CHECK(std::ranges::any_of(links, [&](auto const& l) { return l.digest == digest; }));
    check_all();
}

} // namespace
} // namespace saksgang::test
