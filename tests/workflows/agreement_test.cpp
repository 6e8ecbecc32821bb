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

json points_in(language l) {
    static json::json_pointer const where("/properties/checklist/items/properties/point/oneOf");
    return agreement_revision().command("submit_draft")->schema(l).at(where);
}
json draft(char digit = 'c', std::string const& version = "2024") {
    auto checklist = json::array();
    for (auto const& point : points_in(language::nb))
        checklist.push_back({{"point", point["const"]}, {"covered_in", "kapittel 2"}});
    return {{"text", test::text_of(digit, "Samarbeidsavtale", version)},
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
json const paper{{"paper", file('f')}};
json const withdrawal{{"reason", "Ny nasjonal avtale"}, {"proposal", file('8')}};
json const sent{{"policy", "pairwise"}, {"deadline", "2024-12-01"}, {"letter", file('e')}};

struct bench : test::bench {
    bench() : test::bench(agreement_revision(), "2024-03-01") {
        put_organisation({{"party/vestre-viken", party("Vestre Viken HF", "trust")},
                          {"party/asker", party("Asker")},
                          {"party/flaa", party("Flå")},
                          {"body/lsu-drammen", "local"},
                          {"roles/coordinator", json::array({role_of("coordinator", "case_handler")})},
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
            {"submit_for_hearing", paper},
            {"round_carried", json::object()},
            {"open_hearing", hearing()},
            {"hearing_closed", json::object()},
            {"submit_to_ssu", paper},
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
          "no: committee_without_users");
    CHECK(b.last.hjemmel == "hol. § 6-1 tredje ledd");
    CHECK(of(json::array({member("p1", "municipality"), member("p2", "trust"), member("p3", "user")})) ==
          "no: committee_without_gps");
    CHECK(b.last.hjemmel == "own:gps_in_committee"); // no law names them
    CHECK(of(json::array({member("p1", "municipality"), member("p3", "user"), member("p4", "gp")})) ==
          "no: committee_without_party");
    CHECK(b.last.hjemmel == "own:both_sides_in_committee");
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
    CHECK(b.last.in(language::nb) ==
          "Sjekklisten for innholdet er ikke full. Verken dekket eller begrunnet: punkt 4. Kommunens "
          "døgnopphold for øyeblikkelig hjelp og 12. Hvordan partene planlegger og utvikler tjenestene "
          "sammen.");
    CHECK(b.go("submit_draft", with(draft(), "users_took_part", false)) == "drafting");
    CHECK(b.go("submit_for_hearing", paper) == "no: users_did_not_take_part");
}

TEST_CASE(
    "review 10: the checklist has the thirteen points of § 6-2, each in words, in the order of the act") {
    auto const points = points_in(language::nn);
    REQUIRE(points.size() == 13);
    for (std::size_t n = 0; n < points.size(); ++n)
        CHECK(points[n]["title"].get<std::string>().starts_with(std::to_string(n + 1) + ". "));
    CHECK(points[7]["title"] == "8. Jordmortenester");
}

TEST_CASE("review 5: SSU sends the draft on hearing, or the secretariat where the mandate says so") {
    auto b = at("drafting");
    (void)b.go("submit_draft", draft());
    CHECK(b.go("open_hearing", hearing()) == "no: hearing_not_delegated");
    CHECK(b.last.hjemmel == "own:ssu_sends_to_hearing");
    CHECK(b.go("submit_for_hearing", paper) == "draft_for_ssu");
    auto const spec = b.flow->holds(b.a_case, b.now());
    CHECK(spec->decision == decision_kind::decision);
    CHECK(spec->fixed_text);
    CHECK(b.go("round_failed") == "drafting");
    CHECK(b.go("submit_for_hearing", paper) == "draft_for_ssu");
    CHECK(b.go("round_carried") == "cleared_for_hearing");
    CHECK(b.go("open_hearing", hearing()) == "hearing");

    bench delegated;
    delegated.walk({{"propose_revision", with(proposal, "delegates_hearing", true)},
                    {"round_carried", json::object()},
                    {"call_for_nominations", json::object()},
                    {"nominate_committee", nominated},
                    {"round_carried", json::object()}},
                   "drafting");
    CHECK(delegated.go("submit_draft", draft()) == "drafting");
    CHECK(delegated.a_case.data["hearing_delegated_on"] == "2024-03-01");
    CHECK(delegated.go("open_hearing", hearing()) == "hearing");
}

TEST_CASE("a proposal that SSU sent back delegates only what the next one says") {
    bench b;
    CHECK(b.go("propose_revision", with(proposal, "delegates_hearing", true)) == "proposed");
    b.put_outcome("proposed", {.on = b.today, .next = next_step::send_back}, round_status::not_carried);
    CHECK(b.go("round_failed") == "returned");
    CHECK(b.go("resubmit_proposal", {{"reason", "Kortere"}, {"proposal", file('9')}}) == "proposed");
    CHECK(b.go("round_carried") == "mandated");
    CHECK_FALSE(b.a_case.data->contains("hearing_delegated_on"));
}

TEST_CASE("review 5: before the mandate whoever proposed it takes it back, after it only SSU") {
    for (auto const* state : {"proposed", "returned"}) {
        CAPTURE(state);
        auto b = at("proposed");
        if (state == std::string("returned")) CHECK(b.go("round_failed") == state);
        auto const again = b;
        CHECK(b.go("withdraw", {{"reason", "x"}}) == "withdrawn"); // who proposed it
        b = again;
        b.person = "leader";
        CHECK(b.go("withdraw", {{"reason", "x"}}) == "no: not_the_proposer");
        CHECK(b.go("propose_withdrawal", withdrawal) == "no: not_open_in_state");
    }
    for (auto const* state :
         {"mandated", "committee_appointing", "drafting", "draft_for_ssu", "cleared_for_hearing", "hearing",
          "revising", "for_ssu", "recommended", "party_adoption"}) {
        CAPTURE(state);
        auto b = at(state);
        auto const text = b.a_case.data["text"];
        CHECK(b.go("withdraw", {{"reason", "x"}}) == "no: not_open_in_state");
        CHECK(b.go("propose_withdrawal", withdrawal) == "withdrawal_for_ssu");
        auto const spec = b.flow->holds(b.a_case, b.now());
        CHECK(spec->subject.renditions[0].digest == std::string(64, '8'));
        CHECK(spec->fixed_text);
        auto kept = b;
        CHECK(kept.go("round_failed") == state); // back where it stood
        CHECK(kept.a_case.data["text"] == text);
        CHECK_FALSE(kept.a_case.data->contains("withdrawal_proposal"));
        CHECK(b.go("round_carried") == "withdrawn");
    }
}

TEST_CASE(
    "a revision that SSU withdraws while the parties decide takes nothing from those who have concluded") {
    auto b = at("party_adoption");
    CHECK(b.go("propose_withdrawal", withdrawal) == "withdrawal_for_ssu");
    auto const asked = b;
    CHECK(b.go("round_carried") == "withdrawn"); // none had
    b = asked;
    round parties{.kind = round_kind::adoption, .status = round_status::lapsed, .held_in = "party_adoption"};
    parties.parties["flaa"] = {.status = party_status::adopted, .concluded = b.today};
    put_rounds(b.a_case, {{"r1", parties}});
    CHECK(b.go("round_carried") == "concluded");
    CHECK(b.go("close_case", {{"summary", "Flå har inngått avtalen"}}) == "closed");
}

TEST_CASE("review 11: the hearing's deadline may be made longer, by letter to those asked") {
    auto b = at("hearing");
    json const longer{{"deadline", "2024-07-01"}, {"letter", file('7')}};
    CHECK(b.go("extend_hearing", with(longer, "deadline", "2024-06-01")) == "no: hearing_not_longer");
    CHECK(b.last.in(language::nb) == "Høringsfristen er 01.06.2024. Den nye fristen må være etter den.");
    CHECK(b.go("extend_hearing", test::without(longer, "letter")) == "no: /letter missing");
    CHECK(b.go("extend_hearing", longer) == "hearing");
    CHECK(b.flow->holds(b.a_case, b.now())->deadline == *date::parse("2024-07-01"));
    b.today = *date::parse("2024-08-01");
    CHECK(b.go("extend_hearing", with(longer, "deadline", "2024-07-20")) == "no: deadline_not_ahead");
}

TEST_CASE(
    "review 11: a new draft may go on hearing again, and what was said of the first has been answered") {
    auto b = at("revising");
    auto heard = round{.kind = round_kind::hearing, .status = round_status::closed, .held_in = "hearing"};
    heard.subject = *common_of(b.a_case).text;
    heard.statements = {{"s1", {}}};
    heard.outcome = round_outcome{.on = b.today};
    put_rounds(b.a_case, {{"r1", heard}});
    CHECK(b.go("submit_for_hearing", paper) == "no: draft_was_heard");
    CHECK(b.go("submit_draft", draft('6', "2024-2")) == "revising");
    CHECK(b.go("submit_for_hearing", paper) == "no: statements_unanswered");
    heard.statements.at("s1").answer = "Tatt inn";
    put_rounds(b.a_case, {{"r1", heard}});
    CHECK(b.go("open_hearing", hearing()) == "no: hearing_not_delegated");
    CHECK(b.go("submit_for_hearing", paper) == "draft_for_ssu");
    CHECK(b.go("round_failed") == "revising"); // it has been heard before
    CHECK(b.go("submit_for_hearing", paper) == "draft_for_ssu");
    CHECK(b.go("round_carried") == "cleared_for_hearing");
    CHECK(b.go("open_hearing", hearing()) == "hearing");
}

TEST_CASE(
    "a draft that lies before SSU is taken back by its leader or the secretariat, and not by another draft") {
    std::pair<char const*, char const*> const ways[]{{"draft_for_ssu", "drafting"}, {"for_ssu", "revising"}};
    for (auto const& [state, back] : ways) {
        CAPTURE(state);
        auto b = at(state);
        CHECK(b.flow->holds(b.a_case, b.now())->fixed_text); // replace_text is refused
        CHECK(b.go("submit_draft", draft('5', "2024-3")) == "no: before_the_body");
        CHECK(b.flow->command("take_from_body")->by == std::vector<who>{by::case_handler, by::its_leader});
        CHECK(b.go("take_from_body", {{"reason", "Punkt 13 mangler"}}) == back);
        CHECK(b.a_case.data["taken_back_because"] == "Punkt 13 mangler");
        auto gap = draft('5', "2024-3");
        gap["checklist"].erase(3);
        CHECK(b.go("submit_draft", gap) == "no: checklist_incomplete");
        CHECK(b.go("submit_draft", with(draft('5', "2024-3"), "users_took_part", false)) == back);
        auto const put_forward = state == std::string("for_ssu") ? "submit_to_ssu" : "submit_for_hearing";
        CHECK(b.go(put_forward, paper) == "no: users_did_not_take_part");
        CHECK(b.go("submit_draft", draft('5', "2024-3")) == back);
        CHECK(b.go(put_forward, paper) == state);
        CHECK(b.flow->holds(b.a_case, b.now())->subject.version == "2024-3");
    }
}

TEST_CASE("the terms of measures of cooperation are agreed, each of them (hol. § 6-2 second paragraph)") {
    auto b = at("drafting");
    for (auto const* term : {"responsibility", "employer_responsibility", "organisation", "financing"}) {
        auto missing = draft();
        missing["terms"].erase(term);
        CHECK(b.go("submit_draft", missing) == "no: /terms/" + std::string(term) + " missing");
        missing["terms"][term] = "";
        CHECK(b.go("submit_draft", missing) == "no: /terms/" + std::string(term) + " empty");
    }
}

TEST_CASE("a hearing asks the FSUs that there are on the day") {
    auto b = at("cleared_for_hearing");
    auto organisation = *b.streams.at("organisation").data;
    organisation["body/fsu-rehabilitering"] = "professional";
    b.put_organisation(organisation);
    auto const works_until = [&](json const& last) {
        b.put_body("fsu-rehabilitering", "professional");
        auto fsu = b.streams.at("body/fsu-rehabilitering");
        fsu.data.change()["head"]["mandate_ends"] = last;
        b.put(fsu);
    };
    works_until("2024-03-01"); // today
    CHECK(b.go("open_hearing", hearing()) == "no: hearing_recipients_missing");
    works_until("2024-02-29");
    CHECK(b.go("open_hearing", hearing()) == "hearing");
}

TEST_CASE("catalogue 47: the body that raised the case is named") {
    bench b;
    CHECK(b.go("propose_revision", with(proposal, "initiated_by", "lsu-drammen")) == "proposed");
    CHECK(b.a_case.data["initiated_by"] == "lsu-drammen");
}

TEST_CASE(
    "a case of the first version: its points have their names, and what SSU has before it stands as it is") {
    auto const& flow = agreement_revision();
    REQUIRE(flow.upgrades.size() == 1);
    case_content c{"for_ssu",
                   {{"checklist",
                     {{{"number", 8}, {"covered_in", "kapittel 2"}},
                      {{"number", 13}, {"gap", "senere"}},
                      {{"number", 14}, {"gap", "finnes ikke"}}}}},
                   {{"r1", {{"held_in", "for_ssu"}, {"status", "superseded"}}},
                    {"r2", {{"held_in", "for_ssu"}, {"status", "waiting"}}}}};
    flow.upgrades[0].change(c);
    CHECK(c.data["checklist"] ==
          json::array({{{"covered_in", "kapittel 2"}, {"point", "midwifery"}},
                       {{"gap", "senere"}, {"point", "children_with_complex_needs"}}}));
    CHECK(c.rounds["r2"]["fixed_text"] == true);
    CHECK_FALSE(c.rounds["r1"].contains("fixed_text"));
}

TEST_CASE("a hearing asks all whom it concerns, and each statement has an answer") {
    auto b = at("cleared_for_hearing");
    CHECK(b.go("open_hearing", with(hearing(), "deadline", "2024-03-01")) == "no: deadline_not_ahead");
    auto fewer = hearing();
    fewer["recipients"].erase(4);
    fewer["recipients"].erase(1);
    CHECK(b.go("open_hearing", fewer) == "no: hearing_recipients_missing");
    CHECK(b.last.in(language::nb) == "Disse mangler på adresselisten: Flå og Tillitsvalgte.");
    CHECK(b.last.hjemmel == "own:all_are_heard");
    CHECK(b.go("open_hearing", hearing()) == "hearing");
    CHECK(b.flow->holds(b.a_case, b.now())->recipients.size() == 5);
    CHECK(b.go("hearing_closed") == "revising");
    put_rounds(b.a_case, {{"r1", round{.kind = round_kind::hearing, .statements = {{"s1", {}}}}}});
    CHECK(b.go("submit_to_ssu", paper) == "no: statements_unanswered");
    b.a_case.rounds = json::object();
    auto gap = draft();
    gap["checklist"][3] = {{"point", gap["checklist"][3]["point"]}, {"gap", "Avklares i høringen"}};
    CHECK(b.go("submit_draft", gap) == "revising"); // explained, and no more than that
    CHECK(b.go("submit_to_ssu", paper) == "no: points_not_covered");
    CHECK(b.last.in(language::nb) ==
          "Avtalen må minst omfatte alle punktene. Utkastet dekker ikke ennå: 4. "
          "Kommunens døgnopphold for øyeblikkelig hjelp.");
    CHECK(b.go("submit_draft", draft()) == "revising");
    CHECK(b.go("submit_to_ssu", paper) == "for_ssu");
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
}

} // namespace
} // namespace saksgang
