// A town whose committees plan their year, and one whose SSU sits in a meeting.
#pragma once

#include "tests/api/served_town.hpp"

namespace saksgang::test {

class town_that_meets : public served_town {
  protected:
    town_that_meets() { chance.go_to("2025-11-03"); }

    json year(std::string const& reader, int of = 2026) {
        auto const got = as(reader).get(address("/meetings?year=" + std::to_string(of)));
        REQUIRE_MESSAGE(got.status == 200, got.body);
        return got.content();
    }
    std::string begins_plan(std::string const& who = "koordinator", std::string const& body = "ssu") {
        return creates(who, "meeting_plan", "begin_plan",
                       {{"title", "Møteplan 2026"}, {"body", body}, {"year", 2026}});
    }
    // Six meetings, each prepared, and the partnership meeting.
    static json days_of_ssu() {
        auto list = json::array();
        auto const meets = [&](char const* day, char const* kind) {
            list.push_back({{"day", day}, {"kind", kind}});
        };
        for (auto const* day :
             {"2026-02-09", "2026-04-13", "2026-06-15", "2026-09-14", "2026-10-26", "2026-12-07"})
            meets(day, "ordinary");
        for (auto const* day :
             {"2026-01-19", "2026-03-23", "2026-05-26", "2026-08-24", "2026-10-05", "2026-11-16"})
            meets(day, "preparatory");
        meets("2026-06-05", "partnership");
        return {{"preparing_body", "au-ssu"}, {"meetings", list}};
    }
    std::string publishes_plan() {
        auto const plan = begins_plan();
        does("koordinator", plan, "set_meetings", days_of_ssu());
        does("koordinator", plan, "propose_plan", {{"text", text("Møteplan 2026", "1")}});
        does("koordinator", plan, "state_agreement", agreement_stated("decision", "2025-11-03"));
        does("koordinator", plan, "publish_plan");
        return plan;
    }
};

// A meeting on a day of the plan for 2025, with the plan for 2026 on its agenda.
class town_in_a_meeting : public town_that_meets {
  protected:
    town_in_a_meeting() {
        chance.go_to("2025-10-20");
        plan = begins_plan();
        does("koordinator", plan, "set_meetings", days_of_ssu());
        does("koordinator", plan, "propose_plan", {{"text", text("Møteplan 2026", "1")}});
        meeting = creates(
            "koordinator", "meeting", "begin_meeting",
            {{"title", "SSU 27. oktober"}, {"body", "ssu"}, {"day", "2025-10-27"}, {"place", "Drammen"}});
        does("koordinator", meeting, "report_item", {{"kind", "decision_item"}, {"a_case", id_in(plan)}});
        does("koordinator", meeting, "lock_agenda");
        does("koordinator", meeting, "send_notice");
        chance.go_to("2025-10-27");
    }
    void opens(json const& who = everybody()) {
        does("koordinator", meeting, "open_meeting", {{"chair", "m1"}, {"present", who}});
    }
    // As after a restart: nothing that was read before is remembered.
    void forgets() { run = std::make_unique<executor>(*data, rules, chance); }
    static json item(char const* name) {
        return {{"item", name}, {"reservations", json::array()}, {"remarks", json::array()}};
    }
    static json noted(char const* name) {
        return {{"item", name}, {"result", "noted"}, {"remarks", json::array()}};
    }
    std::string plan, meeting;
};

} // namespace saksgang::test
