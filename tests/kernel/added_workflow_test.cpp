// A workflow added by one file and one line is everywhere: the kernel, the OpenAPI document, the diagrams,
// the texts. (The exhaustive tests beside this walk it too.)
#include "tests/kernel/added_workflow.hpp"

#include "api/openapi.hpp"
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

TEST_CASE("the added workflow is in the OpenAPI document and draws itself") {
    auto const rules = kernel_with(workflows_and_more());
    auto const document = api::openapi_document(rules).dump();
    CHECK(document.find("present_to_ssu") != std::string::npos);
    CHECK(document.find("mutual_information") != std::string::npos);
    auto const diagram = mermaid(mutual_information(), language::nn);
    CHECK(diagram.find("collecting --> presented : Ta til orientering") != std::string::npos);
    CHECK(diagram.find("collecting : Innspel blir samla") != std::string::npos);
}

TEST_CASE("the added workflow runs: created, refused in words, carried to its end") {
    town t;
    auto const rules = kernel_with(workflows_and_more());
    executor run(*t.data, rules, t.chance);
    auto const send = [&](std::string stream, std::string name, json payload) {
        auto c = t.ask("koordinator", std::move(stream), std::move(name), std::move(payload));
        c.workflow = "mutual_information";
        return run.execute(std::move(c));
    };
    auto const a_case = town::must(send(std::string(new_case), "receive",
                                        {{"title", "Endrede forutsetninger"}, {"parties", json::array()}}));
    auto const too_early = send(a_case, "present_to_ssu", json::object());
    REQUIRE(std::holds_alternative<refusal>(too_early));
    CHECK(std::get<refusal>(too_early).code == "one_way_only");
    CHECK(std::get<refusal>(too_early).hjemmel == "own:information_is_mutual");
    auto const actions = rules.actions(t.state_of(a_case), {*t.read_world(), t.people["koordinator"],
                                                            t.chance.now(), *date::parse("2025-03-10")});
    CHECK(std::ranges::any_of(actions, [](auto const& a) {
        return a.command->name == "present_to_ssu" && a.standing == standing::closed && !a.refusals.empty();
    }));
    town::must(send(a_case, "add_input", {{"from", "trust"}, {"summary", "Flytting fra Blakstad"}}));
    town::must(send(a_case, "add_input", {{"from", "municipalities"}, {"summary", "Trangere økonomi"}}));
    town::must(send(a_case, "present_to_ssu", json::object()));
    CHECK(t.state_of(a_case).name == "presented");
    t.fold_and_compare(a_case);
}

TEST_CASE("a command may be the representative's of the party that it names") {
    town t({}, true, workflows_and_more());
    auto const a_case = t.creates("koordinator", "mutual_information", "receive",
                                  {{"title", "Flytting"}, {"parties", {"kongsberg", "vestre-viken"}}});
    json const of_kongsberg{{"party", "kongsberg"}, {"summary", "Trangere økonomi"}};
    json const of_the_trust{{"party", "vestre-viken"}, {"summary", "Flytting fra Blakstad"}};
    CHECK(t.refused("kongsberg", a_case, "inform_for_party", of_the_trust) == "not_entitled");
    CHECK(t.refused("koordinator", a_case, "inform_for_party", of_kongsberg) == "not_entitled");
    t.does("kongsberg", a_case, "inform_for_party", of_kongsberg);
    auto const last = entry_from(t.session->history(t.name, a_case, 0, 10).back().bytes);
    CHECK(last.on_behalf_of == "kongsberg");
    t.does("kongsberg-sykehus", a_case, "inform_for_party", of_the_trust);
    // Before it is known for whom: whoever speaks for one of them has the action, and the task.
    auto const may = [&](std::string const& username) {
        auto const all = t.rules.actions(t.state_of(a_case), {*t.read_world(), t.people[username],
                                                              t.chance.now(), *date::parse("2025-03-10")});
        return std::ranges::any_of(all, [](auto const& a) {
            return a.command->name == "inform_for_party" && a.standing != standing::closed;
        });
    };
    CHECK(may("kongsberg"));
    CHECK(!may("drammen"));
}
