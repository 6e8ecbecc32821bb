// Table tests of the agreement workflow: its story, and each of its guards.
#include "tests/support/bench.hpp"

namespace saksgang {

workflow const& agreement_revision();

namespace {

using test::file;
using test::with;

json member(char const* person, char const* kind) { return {{"person", person}, {"kind", kind}}; }
json const proposal{{"title", "Revisjon av samarbeidsavtalen"},
                    {"reason", "Fire år gammel"},
                    {"base_version", "2019"},
                    {"base_date", "2019-12-01"},
                    {"proposal", file('a')}};
json const nominated{{"members", json::array({member("p1", "municipality"), member("p2", "trust"),
                                              member("p3", "user"), member("p4", "gp")})},
                     {"proposal", file('b')}};

json draft() {
    auto checklist = json::array();
    for (int n = 1; n <= 13; ++n) checklist.push_back({{"number", n}, {"covered_in", "kapittel 2"}});
    return {{"text", test::text_of('c', "Samarbeidsavtale", "2024")},
            {"checklist", checklist},
            {"terms",
             {{"responsibility", "x"},
              {"employer_responsibility", "x"},
              {"organisation", "x"},
              {"financing", "x"}}},
            {"users_took_part", true}};
}
json hearing() {
    auto to = json::array();
    for (auto const* party : {"asker", "flaa"}) to.push_back({{"kind", "party"}, {"target", party}});
    to.push_back({{"kind", "body"}, {"target", "lsu-drammen"}});
    for (auto const* kind : {"gp_representatives", "employee_representatives"})
        to.push_back({{"kind", kind}, {"target", "x"}});
    return {{"recipients", to}, {"deadline", "2024-06-01"}, {"letter", file('d')}};
}
json const sent{{"policy", "pairwise"}, {"deadline", "2024-12-01"}, {"letter", file('e')}};

struct bench : test::bench {
    bench() : test::bench(agreement_revision(), "2024-03-01") {
        put_organisation({{"party/vestre-viken", party("Vestre Viken HF", "trust")},
                          {"party/asker", party("Asker")},
                          {"party/flaa", party("Flå")},
                          {"body/lsu-drammen", "local"},
                          {"person/p1", {{"name", "Kommuneoverlege"}}},
                          {"person/p2", {{"name", "Klinikkdirektør"}}},
                          {"person/p3", {{"name", "Brukerrepresentant"}}},
                          {"person/p4", {{"name", "Fastlege"}}}});
        put_body("ssu", "strategic");
    }
};

bench at(std::string const& state_name) {
    bench b;
    b.walk({{"propose_revision", proposal},
            {"round_carried", json::object()},
            {"call_for_nominations", json::object()},
            {"nominate_committee", nominated},
            {"round_carried", json::object()},
            {"submit_draft", draft()},
            {"open_hearing", hearing()},
            {"hearing_closed", json::object()},
            {"submit_to_ssu", json{{"paper", file('f')}}},
            {"round_carried", json::object()},
            {"send_to_parties", sent},
            {"round_carried", json::object()}},
           state_name);
    return b;
}

TEST_CASE("the cooperation agreement, from proposal to what the parties concluded") {
    auto b = at("concluded");
    CHECK(b.a_case.data["participants"]["drafting_committee"].size() == 4);
    CHECK(b.a_case.data["parties"] == json::array({"asker", "flaa", "vestre-viken"}));
    CHECK(b.a_case.data["adoption_deadline"] == "2024-12-01");
    CHECK(b.go("close_case", {{"summary", "Inngått av alle"}}) == "closed");
    CHECK(b.flow->stage("closed").end);
}

TEST_CASE("SSU does not agree to revise: sent back, put forward anew; or it ends there") {
    for (auto const next : {next_step::send_back, next_step::lift, next_step::dispute, next_step::end}) {
        auto b = at("proposed");
        b.put_outcome("proposed", {.on = b.today, .next = next}, round_status::not_carried);
        CHECK(b.go("round_failed") == (next == next_step::end ? "withdrawn" : "returned"));
        if (next == next_step::end) continue;
        json again{{"reason", "Kortere"}, {"proposal", file('a')}};
        CHECK(b.go("resubmit_proposal", again) == "no: same_version");
        CHECK(b.go("resubmit_proposal", with(again, "proposal", file('9'))) == "proposed");
        CHECK(b.a_case.data["text"]["version"] == "2");
    }
}

TEST_CASE("a drafting committee has both parties, users and GPs, each once") {
    auto b = at("committee_appointing");
    CHECK_FALSE(b.flow->holds(b.a_case, b.now())); // nobody is nominated yet
    auto const of = [&](json members) {
        return b.go("nominate_committee", with(nominated, "members", members));
    };
    CHECK(of(json::array({member("p1", "municipality"), member("p2", "trust")})) ==
          "no: committee_without_users_or_gps");
    CHECK(b.last.in(language::nb).find("brukerrepresentant og fastlegerepresentant") != std::string::npos);
    CHECK(of(json::array({member("p1", "municipality"), member("p3", "user"), member("p4", "gp")})) ==
          "no: committee_without_party");
    CHECK(of(json::array({member("p1", "municipality"), member("p9", "trust"), member("p3", "user"),
                          member("p4", "gp")})) == "no: person_unknown");
    CHECK(of(json::array({member("p1", "municipality"), member("p1", "trust"), member("p3", "user"),
                          member("p4", "gp")})) == "no: named_twice");
    CHECK(b.go("nominate_committee", nominated) == "committee_appointing");
    CHECK(b.flow->holds(b.a_case, b.now())->fixed_text);
    CHECK(b.go("nominate_committee", nominated) == "no: same_version");
    CHECK(b.go("round_failed") == "mandated");
    CHECK(!b.a_case.data->contains("committee"));
}

TEST_CASE("a draft answers each of the thirteen points, and users took part") {
    auto b = at("drafting");
    CHECK(b.go("open_hearing", hearing()) == "no: no_draft");
    auto gap = draft();
    gap["checklist"].erase(11);
    gap["checklist"].erase(3);
    CHECK(b.go("submit_draft", gap) == "no: checklist_incomplete");
    CHECK(b.last.in(language::en).find("item 4, 12 is") != std::string::npos);
    CHECK(b.go("submit_draft", with(draft(), "users_took_part", false)) == "drafting");
    CHECK(b.go("open_hearing", hearing()) == "no: users_did_not_take_part");
}

TEST_CASE("a hearing asks all whom it concerns, and each statement has an answer") {
    auto b = at("drafting");
    (void)b.go("submit_draft", draft());
    CHECK(b.go("open_hearing", with(hearing(), "deadline", "2024-03-01")) == "no: deadline_not_ahead");
    auto fewer = hearing();
    fewer["recipients"].erase(4);
    fewer["recipients"].erase(1);
    CHECK(b.go("open_hearing", fewer) == "no: hearing_recipients_missing");
    CHECK(b.last.in(language::nb) == "Disse mangler på adresselisten: Flå og Tillitsvalgte.");
    CHECK(b.go("open_hearing", hearing()) == "hearing");
    CHECK(b.flow->holds(b.a_case, b.now())->recipients.size() == 5);
    CHECK(b.go("hearing_closed") == "revising");
    put_rounds(b.a_case, {{"r1", round{.kind = round_kind::hearing, .statements = {{"s1", {}}}}}});
    CHECK(b.go("submit_to_ssu", {{"paper", file('f')}}) == "no: statements_unanswered");
    b.a_case.rounds = json::object();
    CHECK(b.go("submit_to_ssu", {{"paper", file('f')}}) == "for_ssu");
    CHECK(b.flow->holds(b.a_case, b.now())->decision == decision_kind::recommendation);
    CHECK(b.go("round_failed") == "revising");
}

TEST_CASE("each party is asked; where they do not adopt, it is revised") {
    auto b = at("party_adoption");
    auto const spec = b.flow->holds(b.a_case, b.now());
    REQUIRE(spec);
    CHECK(spec->kind == round_kind::adoption);
    CHECK(spec->parties == std::vector<std::string>{"asker", "flaa", "vestre-viken"});
    CHECK(spec->deadline == *date::parse("2024-12-01"));
    CHECK(b.go("withdraw", {{"reason", "x"}}) == "no: not_open_in_state");
    CHECK(b.go("round_failed") == "revising");
    CHECK(b.go("withdraw", {{"reason", "Ny nasjonal avtale"}}) == "withdrawn");
}

} // namespace
} // namespace saksgang
