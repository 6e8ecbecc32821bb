// What a body's page says: «Forhold å se på», which is what is not as its rule or mandate says, and the cases of its tasks.
#include <doctest/doctest.h>

#include "tests/api/served_town.hpp"

namespace saksgang::test {
namespace {

class body_pages : public served_town {
  protected:
    // What SSU goes by, from tomorrow on with that.
    json rule_of_ssu_but(json const& other) {
        json rule = state_of("body/ssu").data["rule/2"];
        rule.update({{"valid_from", "2025-03-04"}, {"employer_disqualifies", false}});
        rule.update(other);
        return rule;
    }
    json page(std::string const& body, std::string const& day, std::string const& reader = "drammen") {
        auto const got = as(reader).get(address("/bodies/" + body + "?at=" + day));
        REQUIRE_MESSAGE(got.status == 200, got.body);
        return got.content();
    }
    std::vector<std::string> findings(std::string const& body, std::string const& day,
                                      std::string const& beginning) {
        std::vector<std::string> found;
        auto const shown = page(body, day);
        for (auto const& f : shown["findings"])
            if (f.get<std::string>().starts_with(beginning)) found.push_back(f);
        return found;
    }
    // By task, the numbers of the cases that the reader is told of.
    std::map<std::string, std::vector<std::string>> tasks(std::string const& reader) {
        std::map<std::string, std::vector<std::string>> all;
        auto const shown = page("ssu", "2025-12-31", reader);
        for (auto const& task : shown["tasks"]) all[task["label"]] = task["cases"];
        return all;
    }
};

TEST_CASE_FIXTURE(body_pages, "catalogue 5: who has led for longer than the term is found, from the day on") {
    does("koordinator", "body/samarbeidsstyret", "adopt_rule",
         {{"rule", rule_of_ssu_but({{"version", 1}, {"leader_term", 4}})}}); // led since 1 January 2022
    CHECK(findings("samarbeidsstyret", "2025-12-31", "Lederen").empty());
    CHECK(findings("samarbeidsstyret", "2026-01-01", "Lederen") ==
          std::vector<std::string>{"Lederen har sittet siden 01.01.2022. Perioden er 4 år."});
}

TEST_CASE_FIXTURE(body_pages,
                  "catalogue 5: a seat that is drawn from another body is held by one who sits there") {
    std::string const not_drawn = "Den som har plassen", day = "2025-03-05";
    CHECK(findings("ssu", day, not_drawn).empty());
    auto const drawn = json{{{"kind", "municipality"}, {"body", "samarbeidsstyret"}}};
    does("koordinator", "body/ssu", "adopt_rule",
         {{"rule", rule_of_ssu_but({{"version", 3}, {"drawn_kinds", drawn}})}});
    auto const without = findings("ssu", day, not_drawn);
    REQUIRE_FALSE(without.empty());
    CHECK(without.back().ends_with("sitter ikke i Samarbeidsstyret i Kommunehelsesamarbeidet."));

    std::string const person = state_of("body/ssu").data["seat/m2"]["holders"].back()["person"];
    does(
        "koordinator", "body/samarbeidsstyret", "open_seat",
        {{"seat", "ny"}, {"kind", "municipality"}, {"parties", json::array()}, {"valid_from", "2025-03-04"}});
    does("koordinator", "body/samarbeidsstyret", "appoint",
         {{"seat", "ny"}, {"person", person}, {"function", "member"}, {"valid_from", "2025-03-04"}});
    CHECK(findings("ssu", day, not_drawn).size() == without.size() - 1);
    CHECK(findings("ssu", "2025-03-03", not_drawn).empty()); // by the rule before
}

TEST_CASE_FIXTURE(
    body_pages,
    "catalogue 25: of each task its cases are told, of which the reader may know; which have none is found") {
    CHECK(tasks("drammen").empty()); // nobody has said what a case is about
    auto const scheme = creates("koordinator", "grant_scheme", "propose_scheme",
                                {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2026}});
    auto const draft = creates("koordinator", "grant_application", "draft_application", application());
    for (auto const& a_case : {scheme, draft})
        does("koordinator", a_case, "name_tasks", {{"body_tasks", {"joint_measures"}}});
    std::string const measures = "Starte og følge opp samarbeidstiltak";
    auto const number = [](std::string const& a_case) { return a_case.substr(a_case.find('/') + 1); };
    CHECK(tasks("koordinator").at(measures) == std::vector{number(scheme), number(draft)});
    CHECK(tasks("drammen").at(measures) == std::vector{number(scheme)}); // a draft is its applicants'
    CHECK(tasks("drammen").size() == 7);
    CHECK(findings("ssu", "2025-12-31", "Ingen sak i 2025 gjelder").size() == 1);
    CHECK(findings("ssu", "2026-12-31", "Ingen sak").empty());
}

} // namespace
} // namespace saksgang::test
