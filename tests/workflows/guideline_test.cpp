// Table tests of the guideline workflow: each guard refuses and accepts, each path is walked.
#include "tests/support/bench.hpp"

namespace saksgang {

workflow const& guideline_revision();

namespace {

using test::file;
using test::with;

json lar(char digit = 'a') { return test::text_of(digit, "Retningslinje for LAR", "2.0"); }
json task(std::string const& name) {
    return {{"task", name},
            {"specialist", "Starter behandlingen"},
            {"municipality", "Følger opp"},
            {"gp", "Rekvirerer"},
            {"pharmacy", "Utleverer"}};
}
json draft() {
    return {{"text", lar()},
            {"matrix", json::array({task("Oppstart"), task("Utlevering")})},
            {"national", {{"conflict", false}}}};
}

struct bench : test::bench {
    bench() : test::bench(guideline_revision(), "2024-03-01") {
        put_organisation({{"party/vestre-viken", party("Vestre Viken HF", "trust")},
                          {"party/asker", party("Asker")},
                          {"party/flaa", party("Flå")},
                          {"person/p1", {{"name", "Kommuneoverlege"}}}});
        put_body("ssu", "strategic");
        put_body("fsu-psykisk-rus", "professional");
        put_body("lsu-drammen", "local");
    }
};

json const commission{{"title", "Retningslinje for LAR"},
                      {"base_version", "1.0"},
                      {"base_year", 2020},
                      {"mandate", file('c')},
                      {"mandate_until", "2025-06-30"}};
json const hearing{{"recipients", json::array({{{"kind", "gp_representatives"}, {"target", "pko"}},
                                               {{"kind", "other"}, {"target", "apotek"}}})},
                   {"deadline", "2024-05-01"}};

bench at(std::string const& state_name) {
    bench b;
    std::vector<std::pair<std::string, json>> const road{
        {"commission", commission},
        {"assign", {{"fsu", "fsu-psykisk-rus"}}},
        {"set_group", {{"members", json::array({{{"person", "p1"}, {"capacity", "kommune"}}})}}},
        {"begin_drafting", json::object()},
        {"submit_draft", draft()},
        {"assess_agreement", {{"touched", false}, {"reason", "Ingen oppgaver flyttes"}}},
        {"open_hearing", hearing},
        {"hearing_closed", json::object()},
        {"endorse", json::object()},
        {"round_carried", json::object()},
        {"publish", json::object()},
        {"round_carried", json::object()},
    };
    for (auto const& [event, payload] : road) {
        auto const to = b.go(event, payload);
        REQUIRE_MESSAGE(!to.starts_with("no: "), event, " ", to);
        if (to == state_name && (to != "drafting" || event == "begin_drafting")) break;
    }
    REQUIRE(b.a_case.name == state_name);
    return b;
}

TEST_CASE("the LAR guideline of 2020, from the commission to its successor") {
    auto b = at("implemented");
    CHECK(b.a_case.data["base_year"] == 2020);
    CHECK(b.a_case.data["participants"]["working_group"][0]["person"] == "p1");
    CHECK(b.go("start_review", {{"reason", "Ny nasjonal retningslinje"}}) == "review_due");
    CHECK(b.go("keep_guideline", {{"note", file('d')}}) == "implemented");
    CHECK(b.go("start_review", {{"reason", "Tre år"}}) == "review_due");
    CHECK(b.go("supersede", {{"replaced_by", file('e')}}) == "superseded");
    CHECK(b.flow->stage(b.a_case.name).end);
}

TEST_CASE("a commission has a mandate with an end ahead") {
    bench b;
    CHECK(b.go("commission", with(commission, "mandate_until", "2024-03-01")) == "no: mandate_over");
    CHECK(b.go("commission", commission) == "commissioned");
    CHECK(b.due().at(0).name == "mandate_ends");
    CHECK(b.due().at(0).due == *date::parse("2025-06-30"));
}

TEST_CASE("an FSU writes; the case is its own while it does, and SSU's when it has endorsed") {
    auto b = at("commissioned");
    CHECK(b.go("assign", {{"fsu", "lsu-drammen"}}) == "no: not_an_fsu");
    CHECK(b.go("assign", {{"fsu", "fsu-psykisk-rus"}}) == "assigned");
    CHECK(b.a_case.data["body"] == "fsu-psykisk-rus");
    CHECK(b.go("set_group", {{"members", json::array()}}) == "no: group_empty");
    auto const of = [](char const* person) {
        return json{{"members", json::array({{{"person", person}, {"capacity", "kommune"}}})}};
    };
    CHECK(b.go("set_group", of("nobody")) == "no: person_unknown");
    b.a_case.data.change()["access"] = "closed"; // who is in the group reads the case
    CHECK(b.go("set_group", of("p1")) == "no: case_closed");

    b = at("fsu_endorsed");
    CHECK(b.a_case.data["body"] == "ssu");
    auto const spec = b.flow->holds(b.a_case, b.now());
    REQUIRE(spec);
    CHECK(spec->kind == round_kind::consent);
    CHECK(spec->body == "ssu"); // an FSU advises: no state asks it to approve
    CHECK(spec->decision == decision_kind::decision);
    CHECK(b.go("round_failed") == "returned");
    CHECK(b.go("resume_drafting") == "drafting");
    CHECK(b.a_case.data["body"] == "fsu-psykisk-rus");
    CHECK(b.go("endorse") == "fsu_endorsed");
}

TEST_CASE("who does what: an empty cell is named") {
    auto b = at("drafting");
    CHECK(b.go("submit_draft", with(draft(), "matrix", json::array())) == "no: matrix_empty");
    std::pair<char const*, char const*> const words[]{{"specialist", "spesialisthelsetjenesten"},
                                                      {"municipality", "kommunen"},
                                                      {"gp", "fastlegen"},
                                                      {"pharmacy", "apoteket"}};
    for (auto const& [cell, who] : words) {
        auto gap = draft();
        gap["matrix"][1].erase(cell);
        CHECK(b.go("submit_draft", gap) == "no: cell_empty");
        CHECK(b.last.in(language::nb) ==
              std::string("Oppgaven «Utlevering»: det mangler hva ") + who + " gjør.");
    }
    CHECK(b.go("submit_draft", draft()) == "drafting");
}

TEST_CASE("a draft has a file, and explains where it departs from the national guideline") {
    auto b = at("drafting");
    CHECK(b.go("submit_draft",
               with(draft(), "text", {{"title", "x"}, {"version", "1"}, {"renditions", json::array()}})) ==
          "no: text_without_file");
    CHECK(b.go("submit_draft", with(draft(), "national", {{"conflict", true}})) ==
          "no: conflict_not_explained");
    CHECK(b.go("submit_draft", with(draft(), "national", {{"conflict", true}, {"note", "Lokalt tilbud"}})) ==
          "drafting");
}

TEST_CASE("the hearing") {
    auto b = at("drafting");
    CHECK(b.go("open_hearing", hearing) == "no: draft_missing");
    (void)b.go("submit_draft", draft());
    CHECK(b.go("open_hearing", with(hearing, "recipients", json::array())) == "no: recipients_missing");
    CHECK(b.go("open_hearing", with(hearing, "deadline", "2024-03-01")) == "no: deadline_not_ahead");
    CHECK(b.go("open_hearing", hearing) == "professional_hearing");
    auto const spec = b.flow->holds(b.a_case, b.now());
    REQUIRE(spec);
    CHECK(spec->kind == round_kind::hearing);
    CHECK(spec->recipients.size() == 2);
    CHECK(spec->deadline == *date::parse("2024-05-01"));
    b.today = *date::parse("2024-05-02");
    CHECK(b.go("hearing_closed") == "drafting");
    CHECK(b.a_case.data["heard_on"] == "2024-05-02");
}

TEST_CASE("endorsing needs a draft, a hearing and an answer on the agreement") {
    auto b = at("drafting");
    CHECK(b.go("endorse") == "no: draft_missing");
    (void)b.go("submit_draft", draft());
    CHECK(b.go("endorse") == "no: hearing_not_held");
    (void)b.go("open_hearing", hearing);
    (void)b.go("hearing_closed");
    CHECK(b.go("endorse") == "no: agreement_not_assessed");
    (void)b.go("assess_agreement", {{"touched", false}, {"reason", "Nei"}});
    // another text with the same division of tasks keeps the answer, another division does not
    (void)b.go("submit_draft", with(draft(), "text", lar('b')));
    auto moved = draft();
    moved["matrix"][0]["municipality"] = "Starter behandlingen";
    auto other = b;
    CHECK(other.go("submit_draft", moved) == "drafting");
    CHECK(other.go("endorse") == "no: agreement_not_assessed");
    CHECK(b.go("endorse") == "fsu_endorsed");
    CHECK(b.a_case.data["endorsed_on"] == "2024-03-01");
}

TEST_CASE("a moved task opens a case on the agreement, once") {
    auto b = at("drafting");
    json const yes{{"touched", true}, {"reason", "Utlevering flyttes til kommunen"}};
    CHECK(b.go("assess_agreement", yes) == "no: draft_missing");
    (void)b.go("submit_draft", draft());
    CHECK(b.go("assess_agreement", yes) == "no: agreement_not_named");
    auto const named = with(yes, "agreement",
                            {{"base_version", "2021"}, {"base_date", "2021-01-01"}, {"proposal", file('f')}});
    CHECK(b.go("assess_agreement", named) == "drafting");
    REQUIRE(b.out.size() == 1);
    CHECK(b.out[0].stream == new_case);
    CHECK(b.out[0].workflow == "agreement_revision");
    CHECK(b.out[0].name == "propose_revision");
    CHECK(*b.out[0].payload ==
          json{{"title", "Revisjon av samarbeidsavtalen som følge av «Retningslinje for LAR»"},
               {"reason", "Utlevering flyttes til kommunen"},
               {"base_version", "2021"},
               {"base_date", "2021-01-01"},
               {"proposal", file('f')}});
    CHECK(b.go("assess_agreement", yes) == "drafting");
    CHECK(b.out.empty());
}

TEST_CASE("published to every party, confirmed within 90 days, reviewed after three years") {
    auto b = at("ssu_approved");
    reservation const open{.text = "hovedtillitsvalgt", .clear_by = *date::parse("2024-03-10")};
    put_rounds(b.a_case,
               {{"r1", round{.status = round_status::carried,
                             .held_in = "fsu_endorsed",
                             .outcome = round_outcome{.on = b.today, .reservations = {{"t1", open}}}}}});
    CHECK(b.go("publish") == "no: reservation_open");
    b.a_case.rounds = json::object();
    CHECK(b.go("publish") == "published");
    auto const spec = b.flow->holds(b.a_case, b.now());
    REQUIRE(spec);
    CHECK(spec->kind == round_kind::confirmation);
    CHECK(spec->parties == std::vector<std::string>{"asker", "flaa", "vestre-viken"});
    CHECK(spec->deadline == *date::parse("2024-05-30"));
    CHECK(b.go("round_carried") == "implemented");
    REQUIRE(b.due().size() == 1);
    CHECK(b.due()[0].name == "guideline_review");
    CHECK(b.due()[0].due == *date::parse("2027-03-01"));
    CHECK(b.due()[0].owner == std::vector<who>{by::case_handler});
}

TEST_CASE("a guideline's commands read SSU, the FSU and, when a case is to be opened, its number") {
    bench b;
    auto const reads = [&](std::string const& command, json const& payload) {
        auto const* info = b.flow->command(command);
        auto streams = b.flow->streams(b.a_case);
        streams.merge(info->streams(payload));
        if (info->opens_case) streams.insert("case/new");
        return streams;
    };
    CHECK(reads("commission", commission) == std::set<std::string>{"body/ssu"});
    CHECK(reads("assign", {{"fsu", "fsu-psykisk-rus"}}) ==
          std::set<std::string>{"body/ssu", "body/fsu-psykisk-rus"});
    b = at("drafting");
    CHECK(reads("assess_agreement", json::object()) ==
          std::set<std::string>{"body/ssu", "case/new", "body/fsu-psykisk-rus"});
}

} // namespace
} // namespace saksgang
