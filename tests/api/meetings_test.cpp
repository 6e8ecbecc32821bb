// When bodies meet: a plan from its first draft, through the body's approval, to the year that everybody sees.
#include "tests/api/town_that_meets.hpp"

namespace saksgang::test {
namespace {

TEST_CASE_FIXTURE(town_that_meets,
                  "a plan is approved by its body, and the year is shown to everyone signed in") {
    auto const plan = publishes_plan();
    CHECK(state_of(plan).name == "published");
    auto const seen = year("tillitsvalgt");
    CHECK(seen["planned_years"] == json{2025, 2026});
    REQUIRE(seen["plans"].size() == 1);
    CHECK(seen["plans"][0]["published"] == true);
    CHECK(seen["plans"][0]["findings"].empty());
    CHECK(seen["meetings"].size() == 13);
    CHECK(seen["meetings"][0]["day"] == "2026-01-19"); // in order of days
    CHECK(seen["meetings"][0]["label"] == "Forberedende møte");
    CHECK(seen["meetings"][0]["body"] != seen["meetings"][1]["body"]); // AU, and SSU
    CHECK(year("tillitsvalgt", 2027)["plans"].empty());
    CHECK(as("").get(address("/meetings")).status == 401);
    CHECK(as("drammen").get(address("/meetings?year=x")).status == 422);

    does("koordinator", plan, "cancel_meeting", {{"day", "2026-06-15"}, {"reason", "For få saker"}});
    auto const after = year("drammen");
    CHECK(after["plans"][0]["findings"].size() == 1); // five are too few
    CHECK(std::ranges::count_if(after["meetings"], [](auto const& m) { return m.contains("cancelled"); }) ==
          1);
    fold_and_compare("meetings/2026");
}

TEST_CASE_FIXTURE(town_that_meets, "a draft is seen by whoever may read its case, and by nobody else") {
    auto const plan = begins_plan();
    does("koordinator", plan, "set_meetings", days_of_ssu());
    CHECK(year("drammen")["plans"].size() == 1);
    does("koordinator", plan, "restrict_access", {{"hjemmel", "offl. § 14"}});
    registers("utenfor");
    opens_account("utenfor");
    CHECK(year("koordinator")["plans"].size() == 1);
    CHECK(year("utenfor")["plans"].empty());
    CHECK(year("utenfor")["meetings"].empty());
}

TEST_CASE_FIXTURE(town_that_meets, "nor does a published plan tell of a draft that meets on the same day") {
    publishes_plan();
    auto const draft = begins_plan("koordinator", "lsu-drammen");
    does("koordinator", draft, "set_meetings",
         {{"meetings", json::array({{{"day", "2026-02-09"}, {"kind", "ordinary"}}})}});
    does("koordinator", draft, "restrict_access", {{"hjemmel", "offl. § 14"}});
    registers("utenfor");
    opens_account("utenfor");
    auto const tells = [&](char const* reader) {
        return year(reader).dump().find("(LSU)") != std::string::npos;
    };
    CHECK(tells("koordinator"));
    CHECK_FALSE(tells("utenfor"));
}

TEST_CASE_FIXTURE(town_that_meets, "a body's own case handler plans for it, and for no other body") {
    grants("lokal", "case_handler", {{"body", "lsu-drammen"}});
    opens_account("lokal");
    auto const listed = as("lokal").get(address("/workflows")).content();
    auto const offered = std::ranges::any_of(
        listed["items"], [](auto const& w) { return w["id"] == "meeting_plan" && !w["may_begin"].empty(); });
    CHECK(offered);
    auto const plan = begins_plan("lokal", "lsu-drammen");
    CHECK(state_of(plan).data["body"] == "lsu-drammen");
    CHECK(refused("lokal", plan, "take_over") == "accepted");
    auto c = ask("lokal", std::string(new_case), "begin_plan",
                 {{"title", "Møteplan"}, {"body", "ssu"}, {"year", 2026}});
    c.workflow = "meeting_plan";
    auto const answer = send(std::move(c));
    REQUIRE(std::holds_alternative<refusal>(answer));
    CHECK(std::get<refusal>(answer).code == "not_entitled");
}

TEST_CASE_FIXTURE(town_in_a_meeting,
                  "one command states agreement in the meeting, and in the case on its agenda") {
    opens();
    CHECK(refused("koordinator", meeting, "close_meeting") == "item_untreated");
    forgets();
    auto remark = item("i4");
    remark["remarks"] = json::array({{{"seat", "gp"}, {"text", "Fastlegene ba om flere møter."}}});
    does("koordinator", meeting, "agree_on_item", remark);
    CHECK(state_of(plan).name == "approved");
    auto const outcome = *rounds_in(state_of(plan)).at("r1").outcome;
    CHECK(outcome.stated_by_chair);
    CHECK(outcome.on == *date::parse("2025-10-27"));
    CHECK(outcome.present.size() == everybody().size());
    CHECK(outcome.remarks.at(0).text == "Fastlegene ba om flere møter.");
    for (auto const* standing : {"i1", "i2", "i3"})
        does("koordinator", meeting, "conclude_item", noted(standing));
    does("koordinator", meeting, "close_meeting");
    CHECK(refused("leder", meeting, "approve_minutes") == "comments_awaited");
    check_all();
}

TEST_CASE_FIXTURE(town_in_a_meeting,
                  "with a side missing an item is discussed, not decided, and nothing is half done") {
    opens(present({"m1", "m2", "gp"}));
    forgets();
    CHECK(refused("koordinator", meeting, "agree_on_item", item("i4")) == "side_unrepresented");
    CHECK_FALSE(state_of(meeting).data->at("items").at(3).contains("result"));
    CHECK(rounds_in(state_of(plan)).at("r1").status == round_status::waiting);
    does("koordinator", meeting, "postpone_item",
         {{"item", "i4"}, {"reason", "Foretaket er ikke til stede"}});
    check_all();
}

TEST_CASE_FIXTURE(town_in_a_meeting,
                  "what is taken up is answered in its case, and closed there by the meeting") {
    opens();
    forgets();
    does("koordinator", meeting, "take_up_item", {{"item", "i4"}});
    CHECK(rounds_in(state_of(plan)).at("r1").status == round_status::open);
    for (auto const* standing : {"i1", "i2", "i3"})
        does("koordinator", meeting, "conclude_item", noted(standing));
    CHECK(refused("koordinator", meeting, "close_meeting") == "round_unanswered");
    CHECK(refused("koordinator", meeting, "close_item_without_agreement", {{"item", "i4"}}) ==
          "nobody_against");
    auto const put_forward = rounds_in(state_of(plan)).at("r1").subject;
    does("psykiatri", plan, "take_position",
         {{"round", "r1"},
          {"digest", put_forward.renditions.front().digest},
          {"position", "disagree"},
          {"reason", "For mange møter"},
          {"assents_to_procedure", false}});
    CHECK(refused("koordinator", meeting, "agree_on_item", item("i4")) == "disagreement_recorded");
    does("koordinator", meeting, "close_item_without_agreement", {{"item", "i4"}, {"next", "send_back"}});
    CHECK(state_of(plan).name == "drafting");
    does("koordinator", meeting, "close_meeting");
    check_all();
}

TEST_CASE_FIXTURE(town_in_a_meeting, "B85: what all bodies follow up is one list, soonest first") {
    auto const seen_by = [&](char const* reader) {
        std::vector<std::string> seen;
        auto const got = as(reader).get(address("/follow-ups")).content();
        for (auto const& each : got["items"])
            seen.push_back(each["body"].get<std::string>() + ": " + each["what"].get<std::string>());
        return seen;
    };
    auto const point = [&](char const* what, char const* settle_by) {
        return json{{"what", what}, {"responsible", people.at("leder")}, {"settle_by", settle_by}};
    };
    using list = std::vector<std::string>;
    CHECK(seen_by("drammen").empty());
    opens();
    does("koordinator", meeting, "add_follow_up", point("Svar til LSU", "2025-11-10"));
    does("koordinator", "body/au-ssu", "note_follow_up", point("Neste års budsjett", "2025-11-03"));
    does("koordinator", "body/ssu", "note_follow_up", point("Statistikk", "2025-12-01"));
    list const all{"au-ssu: Neste års budsjett", "ssu: Svar til LSU", "ssu: Statistikk"};
    CHECK(seen_by("drammen") == all);
    auto const first = as("drammen").get(address("/follow-ups")).content()["items"][0];
    CHECK_FALSE(first["whose"]["position"].get<std::string>().empty()); // by which it can be ordered
    CHECK(first["since"] == "2025-10-27");

    does("koordinator", meeting, "restrict_access", {{"hjemmel", "offl. § 14"}});
    registers("utenfor");
    opens_account("utenfor");
    CHECK(seen_by("utenfor") == list{"au-ssu: Neste års budsjett", "ssu: Statistikk"});
    auto const log = "access/2025-10";
    auto const before = history(log).size();
    CHECK(seen_by("leder") == all); // and that this was read is an entry, as for the meeting itself
    CHECK(history(log).size() == before + 1);
    CHECK(history(log).back().command == "note_search");
    check_all();
}

TEST_CASE_FIXTURE(town_in_a_meeting,
                  "story 1.8: what came of a meeting stands with the body until it is settled") {
    auto const points = [&](char const* reader) {
        return as(reader).get(address("/bodies/ssu")).content()["follow_ups"];
    };
    auto const point = [&](char const* what, char const* settle_by) {
        return json{{"what", what}, {"responsible", people.at("leder")}, {"settle_by", settle_by}};
    };
    CHECK(refused("koordinator", meeting, "add_follow_up", point("For tidlig", "2025-12-01")) ==
          "not_open_in_state");
    opens();
    does("koordinator", meeting, "add_follow_up", point("Ny samhandlingsstatistikk", "2025-12-01"));
    does("koordinator", meeting, "add_follow_up", point("Svar til LSU", "2025-11-10"));
    auto const seen = points("drammen");
    REQUIRE(seen.size() == 2);
    CHECK(seen[0]["what"] == "Svar til LSU"); // the soonest
    CHECK(seen[0]["whose"].contains("name"));
    CHECK(seen[0]["since"] == "2025-10-27");
    CHECK(seen[0]["a_case"] == id_in(meeting));

    auto const next =
        creates("koordinator", "meeting", "begin_meeting",
                {{"title", "SSU"}, {"body", "ssu"}, {"day", "2025-12-08"}, {"place", "Drammen"}});
    does("koordinator", next, "lock_agenda");
    auto const notice = [&](char const* reader) {
        return as(reader).get(address("/cases/" + id_in(next) + "/papers/meeting_notice")).body;
    };
    CHECK(notice("drammen").find("Ny samhandlingsstatistikk") != std::string::npos);
    auto const number = seen[1]["id"].get<std::string>();
    CHECK(refused("drammen", "body/ssu", "settle_follow_up",
                  {{"follow_up", number}, {"conclusion", "Gjort"}}) == "not_entitled");
    does("koordinator", "body/ssu", "settle_follow_up", {{"follow_up", number}, {"conclusion", "Lagt fram"}});
    CHECK(refused("koordinator", "body/ssu", "settle_follow_up",
                  {{"follow_up", number}, {"conclusion", "x"}}) == "not_there");
    CHECK(notice("drammen").find("Ny samhandlingsstatistikk") == std::string::npos);
    CHECK(points("drammen").size() == 1);

    auto changed = point("Svar til alle LSU", "2025-11-20");
    changed["follow_up"] = seen[0]["id"];
    does("koordinator", "body/ssu", "change_follow_up", changed);
    CHECK(points("drammen")[0]["settle_by"] == "2025-11-20");
    does("koordinator", meeting, "restrict_access", {{"hjemmel", "offl. § 14"}});
    registers("utenfor");
    opens_account("utenfor");
    CHECK(points("koordinator").size() == 1);
    CHECK(points("utenfor").empty()); // it came of a meeting that they may not know of
    CHECK(notice("koordinator").find("Svar til alle LSU") != std::string::npos);
    CHECK(notice("utenfor").find("Svar til alle LSU") == std::string::npos);
    auto const told = as("utenfor").get(address("/bodies/ssu/history?limit=200")).body;
    CHECK(told.find("Svar til") == std::string::npos);
    check_all();
}

// What the case refers to is read also where it was remembered: whatever an award rests on, a scheme here, says no itself.
TEST_CASE_FIXTURE(town_that_meets, "what a case on the agenda rests on is looked at, remembered or not") {
    auto const scheme = "case/2024-1";
    auto applied = application();
    applied["ends"] = "2026-10-31";
    auto const a_case = creates("koordinator", "grant_application", "draft_application", applied);
    does("koordinator", a_case, "submit_application", {{"application", document("Søknad")}});
    does("koordinator", a_case, "begin_screening");
    does("koordinator", a_case, "pass_screening");
    does("koordinator", a_case, "submit_assessment", {{"assessment", document("Vurdering")}});
    does("koordinator", a_case, "assess_impartiality", {{"concerns", json::array()}});
    does("koordinator", a_case, "propose_decision",
         {{"outcome", "award"}, {"amount", 290'000'000}, {"year", 2025}, {"text", text("Forslag", "1.0")}});
    auto const held =
        creates("koordinator", "meeting", "begin_meeting",
                {{"title", "SSU"}, {"body", "ssu"}, {"day", "2025-12-08"}, {"place", "Drammen"}});
    does("koordinator", held, "report_item", {{"kind", "decision_item"}, {"a_case", id_in(a_case)}});
    does("koordinator", held, "lock_agenda");
    does("koordinator", held, "send_notice");
    chance.go_to("2025-12-08");
    does("koordinator", held, "open_meeting", {{"chair", "m1"}, {"present", everybody()}});
    json const agreed{{"item", "i4"}, {"reservations", json::array()}, {"remarks", json::array()}};
    CHECK(refused("koordinator", held, "agree_on_item", agreed) == "scheme_not_adopted");
    CHECK(state_of(scheme).name != "adopted");
}

TEST_CASE_FIXTURE(town_in_a_meeting,
                  "a case that is not there, or another body's, is not put on the agenda") {
    auto const next =
        creates("koordinator", "meeting", "begin_meeting",
                {{"title", "SSU"}, {"body", "ssu"}, {"day", "2025-12-08"}, {"place", "Drammen"}});
    for (auto const* number : {"2025-999", "2099-1"})
        CHECK(refused("koordinator", next, "report_item", {{"kind", "decision_item"}, {"a_case", number}}) ==
              "case_not_put_forward");
    auto const local = begins_plan("koordinator", "lsu-drammen");
    CHECK(refused("koordinator", next, "report_item",
                  {{"kind", "decision_item"}, {"a_case", id_in(local)}}) == "case_not_put_forward");
}

} // namespace
} // namespace saksgang::test
