// Table tests of the guideline workflow: each guard refuses and accepts, each path is walked.
#include "tests/support/bench.hpp"

namespace saksgang {

workflow const& guideline_revision();

namespace {

using test::file;
using test::with;

json lar(char digit = 'a') { return test::text_of(digit, "Retningslinje for LAR", "2.0"); }
json part(char const* actor, char const* does) { return {{"actor", actor}, {"does", does}}; }
json task(std::string const& name) {
    return {
        {"task", name},
        {"parts", json::array({part("specialist", "Starter behandlingen"), part("municipality", "Følger opp"),
                               part("gp", "Rekvirerer"), part("pharmacy", "Utleverer")})}};
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

json const given{{"fsu", "fsu-psykisk-rus"},
                 {"mandate", file('c', "Mandat for LAR")},
                 {"mandate_until", "2025-06-30"},
                 {"actors", {"specialist", "municipality", "gp", "pharmacy"}}};
json commission_of(json more) {
    more.update(given);
    return more;
}
json const commission = commission_of({{"title", "Retningslinje for LAR"},
                                       {"product", "guideline"},
                                       {"base_version", "1.0"},
                                       {"base_year", 2020}});
json const saksframlegg{{"proposal", file('9', "Saksframlegg")}, {"reason", "Gruppen ble forsinket"}};
json const hearing{{"recipients", json::array({{{"kind", "gp_representatives"}, {"target", "pko"}},
                                               {{"kind", "other"}, {"target", "apotek"}}})},
                   {"deadline", "2024-05-01"}};

bench at(std::string const& state_name) {
    bench b;
    std::vector<std::pair<std::string, json>> const road{
        {"commission", commission},
        {"round_carried", json::object()},
        {"set_group", {{"members", json::array({{{"person", "p1"}, {"capacity", "kommune"}}})}}},
        {"begin_drafting", json::object()},
        {"submit_draft", draft()},
        {"assess_agreement", {{"touched", false}, {"reason", "Ingen oppgaver flyttes"}}},
        {"open_hearing", hearing},
        {"hearing_closed", json::object()},
        {"put_before_fsu", json::object()},
        {"round_carried", json::object()},
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
    b.today = *date::parse("2027-03-01");
    CHECK(b.go("start_review", {{"reason", "Ny nasjonal retningslinje"}}) == "review_due");
    CHECK(b.go("keep_guideline", {{"note", file('d')}}) == "review_before_ssu");
    CHECK(b.go("round_carried") == "implemented");
    CHECK(b.due().at(0).due == *date::parse("2030-03-01"));
    CHECK(b.go("start_review", {{"reason", "Tre år"}}) == "review_due");
    CHECK(b.go("supersede", {{"replaced_by", file('e')}}) == "review_before_ssu");
    CHECK(b.go("round_carried") == "superseded");
    CHECK(b.a_case.data["replaced_by"] == file('e'));
    CHECK(b.flow->stage(b.a_case.name).end);
}

void fails(bench& b, std::string const& held_in, next_step next) {
    b.put_outcome(held_in, {.on = b.today, .next = next}, round_status::not_carried);
}
round_spec held(bench& b) {
    auto const spec = b.flow->holds(b.a_case, b.now());
    REQUIRE(spec);
    return *spec;
}

// ------------------------------------------------------------------------------------------ review 4: the two rounds

TEST_CASE("review 4: SSU commissions in a round of its own, on the mandate, and the FSU is named in it") {
    bench b;
    CHECK(b.go("commission", with(commission, "mandate_until", "2024-03-01")) == "no: mandate_over");
    CHECK(b.go("commission", with(commission, "fsu", "lsu-drammen")) == "no: not_an_fsu");
    CHECK(b.go("commission", with(commission, "proposed_decision", {"SSU gir oppdraget."})) ==
          "commission_proposed");
    CHECK(b.a_case.data["body"] == "ssu");
    auto const spec = held(b);
    CHECK(spec.body == "ssu");
    CHECK(spec.decision == decision_kind::decision);
    CHECK(digest_of(spec.subject) == std::string(64, 'c'));
    CHECK(spec.subject.proposed_decision == std::vector<std::string>{"SSU gir oppdraget."});
    CHECK(spec.fixed_text); // another mandate is another commission
    CHECK(b.due().empty()); // nothing runs before it is given
    CHECK(b.go("set_group", {{"members", json::array()}}) == "no: not_open_in_state");

    CHECK(b.go("round_carried") == "assigned");
    CHECK(b.a_case.data["fsu"] == "fsu-psykisk-rus");
    CHECK(b.a_case.data["body"] == "fsu-psykisk-rus");
    CHECK(b.a_case.data["commissioned_on"] == "2024-03-01");
    CHECK_FALSE(b.a_case.data->contains("asked_of_ssu"));
    CHECK_FALSE(b.a_case.data->contains("text")); // the mandate is no draft
    CHECK(b.due().at(0).name == "mandate_ends");
    CHECK(b.due().at(0).due == *date::parse("2025-06-30"));
}

TEST_CASE("review 4: a commission that SSU does not agree on is sent back, or ends, as SSU says") {
    bench b;
    (void)b.go("commission", commission);
    auto back = b;
    fails(back, "commission_proposed", next_step::send_back);
    CHECK(back.go("round_failed") == "in_preparation");
    CHECK(back.go("resubmit_commission", with(given, "mandate_until", "2024-02-01")) == "no: mandate_over");
    CHECK(back.go("resubmit_commission", with(given, "mandate", file('d', "Nytt mandat"))) ==
          "commission_proposed");
    CHECK(digest_of(held(back).subject) == std::string(64, 'd'));
    CHECK(back.a_case.data["base_version"] == "1.0");
    CHECK(back.go("round_carried") == "assigned");

    fails(b, "commission_proposed", next_step::end);
    CHECK(b.go("round_failed") == "ended");
    CHECK(b.flow->stage("ended").end);
}

TEST_CASE("review 4: an FSU's tilråding is a round in the FSU, with what it endorses") {
    auto b = at("for_fsu");
    CHECK(b.a_case.data["body"] == "fsu-psykisk-rus");
    auto const spec = held(b);
    CHECK(spec.kind == round_kind::consent);
    CHECK(spec.body == "fsu-psykisk-rus");
    CHECK(spec.decision == decision_kind::endorsement); // an FSU advises: no state asks it to approve
    CHECK(b.go("round_failed") == "drafting");
    CHECK(b.go("put_before_fsu") == "for_fsu");
    CHECK(b.go("round_carried") == "fsu_endorsed");
    CHECK(b.a_case.data["endorsed_on"] == "2024-03-01");
    CHECK(b.a_case.data["body"] == "ssu");
    CHECK(held(b).body == "ssu");
    CHECK(held(b).decision == decision_kind::decision);

    auto ends = b;
    fails(ends, "fsu_endorsed", next_step::end);
    CHECK(ends.go("round_failed") == "ended");
    CHECK(b.go("round_failed") == "returned");
    CHECK(b.go("resume_drafting") == "drafting");
    CHECK(b.a_case.data["body"] == "fsu-psykisk-rus");
}

TEST_CASE("review 4: a text stays, or gives way to another, by SSU's decision on what is put before it") {
    std::pair<char const*, char const*> const asked[]{{"keep_guideline", "note"},
                                                      {"supersede", "replaced_by"}};
    for (auto const& [command, paper] : asked) {
        CAPTURE(command);
        auto b = at("implemented");
        (void)b.go("start_review", {{"reason", "Tre år"}});
        CHECK(b.go(command, {{paper, file('d')}, {"proposed_decision", {"Teksten gjelder til 2027."}}}) ==
              "review_before_ssu");
        auto const spec = held(b);
        CHECK(spec.body == "ssu");
        CHECK(spec.decision == decision_kind::decision);
        CHECK(digest_of(spec.subject) == std::string(64, 'd'));
        CHECK(spec.subject.proposed_decision == std::vector<std::string>{"Teksten gjelder til 2027."});
        CHECK(spec.fixed_text);
        auto no = b;
        fails(no, "review_before_ssu", next_step::end); // the question ends, and not the text that is in use
        CHECK(no.go("round_failed") == "review_due");
        CHECK(b.go("take_from_body", {{"reason", "Feil vedlegg"}}) == "review_due");
        for (auto const& after : {b, no}) {
            CHECK(after.a_case.data["text"]["version"] == "2.0");
            CHECK(after.a_case.data["review_reason"] == "Tre år");
            CHECK_FALSE(after.a_case.data->contains("asked_of_ssu"));
            CHECK_FALSE(after.a_case.data->contains("replaced_by"));
        }
    }
}

TEST_CASE("the FSU sets its working group; the case is its own while it does") {
    auto b = at("assigned");
    CHECK(b.go("set_group", {{"members", json::array()}}) == "no: group_empty");
    auto const of = [](char const* person) {
        return json{{"members", json::array({{{"person", person}, {"capacity", "kommune"}}})}};
    };
    CHECK(b.go("set_group", of("nobody")) == "no: person_unknown");
    b.a_case.data.change()["access"] = "closed"; // who is in the group reads the case
    CHECK(b.go("set_group", of("p1")) == "no: case_closed");
}

// ------------------------------------------------------------------------------- review 9: what is made, by whom

TEST_CASE("review 9: a new procedure or pathway has no edition before it") {
    for (auto const* product : {"clinical_procedure", "patient_pathway", "guideline"}) {
        bench b;
        CHECK(b.go("commission", commission_of({{"title", "Pasientforløp for skrøpelige eldre"},
                                                {"product", product}})) == "commission_proposed");
        CHECK(b.a_case.data["product"] == product);
        CHECK_FALSE(b.a_case.data->contains("base_version"));
        CHECK_FALSE(b.a_case.data->contains("base_year"));
    }
}

TEST_CASE("review 9: who shares the tasks is chosen from the list, for each case") {
    bench b;
    CHECK(b.go("commission", with(commission, "actors", json::array())) == "no: actors_missing");
    CHECK(b.go("commission", with(commission, "actors", {"nav"})) == "no: /actors/0 not_one_of");
    auto early = b;
    early.today = *date::parse("2019-12-31"); // before there is a list
    CHECK(early.go("commission", commission) == "no: actor_not_on_list");
    CHECK(early.last.in(language::nn) ==
          "Spesialisthelsetenesta står ikkje på lista over aktørar som gjeld no.");

    b.walk({{"commission", with(commission, "actors", {"municipality", "child_welfare"})},
            {"round_carried", json::object()},
            {"set_group", {{"members", json::array({{{"person", "p1"}, {"capacity", "kommune"}}})}}},
            {"begin_drafting", json::object()}},
           "drafting");
    auto two = draft();
    two["matrix"] =
        json::array({{{"task", "Melding"},
                      {"parts", {part("municipality", "Melder"), part("child_welfare", "Følger opp")}}}});
    CHECK(b.go("submit_draft", two) == "drafting"); // no pharmacy has a part in it
    two["matrix"][0]["parts"].push_back(part("bufetat", "Får beskjed"));
    CHECK(b.go("submit_draft", two) == "drafting"); // another may have
}

TEST_CASE("review 9: of each task it is said what each of them does, and a gap is named") {
    auto b = at("drafting");
    CHECK(b.go("submit_draft", with(draft(), "matrix", json::array())) == "no: matrix_empty");
    std::pair<std::size_t, char const*> const words[]{
        {0, "spesialisthelsetjenesten"}, {1, "kommunen"}, {2, "fastlegen"}, {3, "apoteket"}};
    for (auto const& [cell, who] : words) {
        auto gap = draft();
        gap["matrix"][1]["parts"].erase(cell);
        CHECK(b.go("submit_draft", gap) == "no: cell_empty");
        CHECK(b.last.in(language::nb) ==
              std::string("Det står ikke hva ") + who + " gjør i oppgaven «Utlevering».");
        CHECK(b.last.hjemmel == "own:actors_share_tasks");
    }
    auto twice = draft();
    twice["matrix"][0]["parts"].push_back(part("gp", "Følger opp"));
    CHECK(b.go("submit_draft", twice) == "no: actor_twice");
    CHECK(b.last.in(language::nb) == "I oppgaven «Oppstart» står fastlegen to ganger.");
    CHECK(b.go("submit_draft", draft()) == "drafting");
}

TEST_CASE("catalogue 47: the body that raised it is said, where one did") {
    bench b;
    b.streams.put({.stream = "body/lsu-ukjent"}); // read, and not there
    CHECK(b.go("commission", with(commission, "initiated_by", "lsu-ukjent")) == "no: initiator_unknown");
    CHECK(b.go("commission", with(commission, "initiated_by", "lsu-drammen")) == "commission_proposed");
    CHECK(b.a_case.data["initiated_by"] == "lsu-drammen");
}

// --------------------------------------------------------------------------- review 11: a longer mandate, and none

TEST_CASE("review 11: SSU gives a longer mandate, and the work goes on where it stood") {
    auto const longer = with(saksframlegg, "mandate_until", "2025-12-31");
    for (auto const* stands : {"assigned", "group_set", "drafting"}) {
        CAPTURE(stands);
        auto b = at(stands);
        CHECK(b.go("ask_for_longer_mandate", with(saksframlegg, "mandate_until", "2025-06-30")) ==
              "no: mandate_not_longer");
        CHECK(b.last.in(language::nb) == "Mandatet gjelder allerede til 30.06.2025. Skriv en senere dag.");
        CHECK(b.go("ask_for_longer_mandate", longer) == "mandate_before_ssu");
        CHECK(b.a_case.data["body"] == "ssu");
        CHECK(held(b).body == "ssu");
        CHECK(held(b).fixed_text);
        CHECK(digest_of(held(b).subject) == std::string(64, '9'));
        auto no = b;
        CHECK(no.go("round_failed") == stands);
        CHECK(no.due().at(0).due == *date::parse("2025-06-30"));
        CHECK(b.go("round_carried") == stands);
        CHECK(b.due().at(0).due == *date::parse("2025-12-31"));
        for (auto const& after : {b, no}) {
            CHECK(after.a_case.data["body"] == "fsu-psykisk-rus");
            CHECK_FALSE(after.a_case.data->contains("asked_of_ssu"));
        }
    }
}

TEST_CASE("review 11: a draft is as it was after SSU has been asked about the mandate") {
    auto b = at("drafting");
    (void)b.go("submit_draft", draft());
    (void)b.go("ask_for_longer_mandate", with(saksframlegg, "mandate_until", "2025-12-31"));
    CHECK(b.go("round_carried") == "drafting");
    CHECK(b.a_case.data["text"]["version"] == "2.0");
}

TEST_CASE("review 11: what SSU commissioned only SSU ends; the secretariat what nobody has decided on") {
    for (auto const* stands : {"assigned", "group_set", "drafting"}) {
        CAPTURE(stands);
        auto b = at(stands);
        CHECK(b.go("withdraw_commission", {{"reason", "x"}}) == "no: not_open_in_state");
        CHECK(b.go("ask_to_end", saksframlegg) == "mandate_before_ssu");
        auto no = b;
        CHECK(no.go("round_failed") == stands);
        CHECK(b.go("round_carried") == "ended");
        CHECK(b.a_case.data["ended_because"] == "Gruppen ble forsinket");
        CHECK(b.due().empty());
    }
    for (auto const* stands : {"commission_proposed", "in_preparation"}) {
        bench b;
        (void)b.go("commission", commission);
        b.a_case.name = stands;
        CHECK(b.go("withdraw_commission", {{"reason", "Nasjonal retningslinje kommer"}}) == "ended");
        CHECK(b.a_case.data["ended_because"] == "Nasjonal retningslinje kommer");
        CHECK(b.flow->command("withdraw_commission")->by == std::vector<who>{by::case_handler});
    }
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

TEST_CASE("review 11: a professional hearing may be made longer, and a text heard once more") {
    auto b = at("professional_hearing");
    json const longer{{"deadline", "2024-06-01"}, {"letter", file('7')}};
    CHECK(b.go("extend_hearing", with(longer, "deadline", "2024-04-01")) == "no: hearing_not_longer");
    CHECK(b.go("extend_hearing", longer) == "professional_hearing");
    CHECK(held(b).deadline == *date::parse("2024-06-01"));
    CHECK(b.go("hearing_closed") == "drafting");
    (void)b.go("submit_draft", with(draft(), "text", lar('b')));
    json const again{{"recipients", json::array({{{"kind", "other"}, {"target", "apotek"}}})},
                     {"deadline", "2024-08-01"}};
    CHECK(b.go("open_hearing", again) == "professional_hearing");
    CHECK(held(b).recipients.size() == 1);
    CHECK(digest_of(held(b).subject) == std::string(64, 'b'));
}

TEST_CASE(
    "no text is replaced before a body without who does what: each round has the text that it was given") {
    for (auto const* state : {"professional_hearing", "for_fsu", "fsu_endorsed", "published"}) {
        auto b = at(state);
        CAPTURE(state);
        CHECK(held(b).fixed_text);
    }
}

TEST_CASE(
    "a text that lies before a body is taken back by its leader or the secretariat, and not by another "
    "draft") {
    for (auto const* state : {"for_fsu", "fsu_endorsed"}) {
        CAPTURE(state);
        auto b = at(state);
        CHECK(b.go("submit_draft", with(draft(), "text", lar('b'))) == "no: before_the_body");
        CHECK(
            b.last.in(language::nb) ==
            "Teksten ligger til behandling i x. Før en ny kan leveres, må lederen der eller sekretariatet ta "
            "saken tilbake.");
        CHECK(b.why_closed("submit_draft") ==
              std::vector<std::string>{"before_the_body"}); // said before it is written
        CHECK(b.flow->command("take_from_body")->by == std::vector<who>{by::case_handler, by::its_leader});
        CHECK(b.go("take_from_body", {{"reason", "Fastlegene har fått ny avtale"}}) == "drafting");
        CHECK(b.a_case.data["taken_back_because"] == "Fastlegene har fått ny avtale"); // the body reads it
        CHECK(b.a_case.data["body"] == "fsu-psykisk-rus");
        auto other = with(draft(), "text", lar('b'));
        other["matrix"][0]["parts"].erase(2);
        CHECK(b.go("submit_draft", other) == "no: cell_empty");
        CHECK(b.go("submit_draft", with(draft(), "text", lar('b'))) == "drafting");
        CHECK(b.go("put_before_fsu") == "for_fsu"); // and what the FSU endorses is what SSU approves
        CHECK(digest_of(held(b).subject) == std::string(64, 'b'));
    }
}

TEST_CASE("a question of the mandate is taken back as well, and the work goes on where it stood") {
    for (auto const* stands : {"assigned", "group_set", "drafting"}) {
        auto b = at(stands);
        CHECK(b.go("ask_to_end", saksframlegg) == "mandate_before_ssu");
        CHECK(b.go("take_from_body", {{"reason", "Gruppen er i gang igjen"}}) == stands);
        CHECK(b.a_case.data["body"] == "fsu-psykisk-rus");
        CHECK_FALSE(b.a_case.data->contains("asked_of_ssu"));
    }
}

TEST_CASE("what is put before the FSU has a draft, a hearing and an answer on the agreement") {
    auto b = at("drafting");
    CHECK(b.go("put_before_fsu") == "no: draft_missing");
    (void)b.go("submit_draft", draft());
    CHECK(b.go("put_before_fsu") == "no: hearing_not_held");
    (void)b.go("open_hearing", hearing);
    (void)b.go("hearing_closed");
    CHECK(b.go("put_before_fsu") == "no: agreement_not_assessed");
    (void)b.go("assess_agreement", {{"touched", false}, {"reason", "Nei"}});
    // another text with the same division of tasks keeps the answer, another division does not
    (void)b.go("submit_draft", with(draft(), "text", lar('b')));
    auto moved = draft();
    moved["matrix"][0]["parts"][1]["does"] = "Starter behandlingen";
    auto other = b;
    CHECK(other.go("submit_draft", moved) == "drafting");
    CHECK(other.go("put_before_fsu") == "no: agreement_not_assessed");
    CHECK(b.go("put_before_fsu") == "for_fsu");
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
    CHECK(*b.out[0].payload == json{{"title", "Revisjon av samarbeidsavtalen etter «Retningslinje for LAR»"},
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
    CHECK(reads("commission", with(commission, "initiated_by", "lsu-drammen")) ==
          std::set<std::string>{"body/ssu", "body/fsu-psykisk-rus", "body/lsu-drammen"});
    b = at("drafting");
    CHECK(reads("assess_agreement", json::object()) ==
          std::set<std::string>{"body/ssu", "case/new", "body/fsu-psykisk-rus"});
}

// ---------------------------------------------------------------------------------------------- cases of before

state of_first(std::string name, json more = json::object()) {
    json data{{"title", "LAR"},       {"body", "ssu"},        {"base_version", "1.0"},
              {"base_year", 2020},    {"mandate", file('c')}, {"mandate_until", "2025-06-30"},
              {"access", "community"}};
    data.update(more);
    return {.stream = "case/2024-17",
            .workflow = "guideline_revision/1",
            .name = std::move(name),
            .data = std::move(data)};
}

TEST_CASE("a guideline that one person commissioned goes to SSU before it goes on") {
    bench b;
    b.a_case = b.flow->upgraded(of_first("commissioned"));
    CHECK(b.a_case.name == "in_preparation");
    CHECK(b.a_case.data["product"] == "guideline");
    CHECK(b.go("resubmit_commission", given) == "commission_proposed");
    CHECK(b.go("round_carried") == "assigned");
    CHECK(b.a_case.data["base_version"] == "1.0");
}

TEST_CASE("a table of four columns becomes the parts of four actors, and stands as it stood") {
    json const row{{"task", "Oppstart"},
                   {"specialist", "Starter"},
                   {"municipality", "Følger opp"},
                   {"gp", "Rekvirerer"},
                   {"pharmacy", "Utleverer"}};
    bench b;
    b.a_case = b.flow->upgraded(of_first("drafting", {{"fsu", "fsu-psykisk-rus"},
                                                      {"body", "fsu-psykisk-rus"},
                                                      {"heard_on", "2024-02-01"},
                                                      {"text", lar()},
                                                      {"matrix", json::array({row})},
                                                      {"national", json::object()}}));
    CHECK(b.a_case.data["actors"] == json({"specialist", "municipality", "gp", "pharmacy"}));
    CHECK(b.a_case.data["matrix"] ==
          json::array({{{"task", "Oppstart"},
                        {"parts",
                         {part("specialist", "Starter"), part("municipality", "Følger opp"),
                          part("gp", "Rekvirerer"), part("pharmacy", "Utleverer")}}}}));
    CHECK(b.go("assess_agreement", {{"touched", false}, {"reason", "Nei"}}) == "drafting");
    CHECK(b.go("put_before_fsu") == "for_fsu");
}

} // namespace
} // namespace saksgang
