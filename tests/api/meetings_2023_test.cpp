// The meetings of 2023, as the sources have them (samhandlingssiden): what was planned, what was held, and what is amiss.
#include "tests/api/served_town.hpp"

namespace saksgang::test {
namespace {

class town_in_2023 : public served_town {
  protected:
    town_in_2023() {
        auto const files = source_dir() / "docs/examples/vest-viken";
        load_community(
            files, *data, *run, chance, [](auto const&) { return std::string("unused"); }, [](auto const&) {},
            {files / "meetings-2023.json"});
        year = as("drammen").get(address("/meetings?year=2023")).content();
    }
    std::vector<std::string> days(
        std::string const& of_body, std::string const& kind,
        std::function<bool(json const&)> const& which = [](auto const&) { return true; }) {
        std::vector<std::string> all;
        for (auto const& m : year["meetings"])
            if (m["of_body"] == of_body && m["kind"] == kind && which(m)) all.push_back(m["day"]);
        return all;
    }
    json meeting_on(std::string const& day, std::string const& of_body) {
        for (auto const& m : year["meetings"])
            if (m["day"] == day && m["of_body"] == of_body) return m;
        return {};
    }
    json year;
};
using list = std::vector<std::string>;

TEST_CASE_FIXTURE(town_in_2023,
                  "F02: six meetings of SSU were planned, one was cancelled, and five are too few") {
    CHECK(days("ssu", "ordinary") ==
          list{"2023-02-06", "2023-04-24", "2023-06-05", "2023-09-11", "2023-10-30", "2023-12-04"});
    CHECK(days("ssu", "ordinary", [](auto const& m) { return m.contains("cancelled"); }) ==
          list{"2023-06-05"});
    CHECK(days("ssu", "ordinary", [](auto const& m) { return m.contains("a_case"); }).size() == 5);
    auto const plan =
        std::ranges::find_if(year["plans"], [](auto const& p) { return p["of_body"] == "ssu"; });
    REQUIRE(plan != year["plans"].end());
    REQUIRE((*plan)["findings"].size() == 1);
    CHECK((*plan)["findings"][0].get<std::string>().find("har 5 ordinære møter") != std::string::npos);
}

TEST_CASE_FIXTURE(town_in_2023, "F03: of three meetings that were held the minutes are missing") {
    CHECK(days("ssu", "ordinary", [](auto const& m) { return m.value("minutes_missing", false); }) ==
          list{"2023-09-11", "2023-10-30", "2023-12-04"});
}

TEST_CASE_FIXTURE(town_in_2023, "AU met 21, 28, 28, 14, 21 and 21 days before SSU was to") {
    auto const prepared = days("ssu", "preparatory");
    CHECK(prepared.size() == 7);
    std::vector<long> ahead;
    for (auto const& day : days("ssu", "ordinary")) {
        auto const last =
            std::ranges::find_if(prepared.rbegin(), prepared.rend(), [&](auto const& p) { return p < day; });
        REQUIRE(last != prepared.rend());
        ahead.push_back((date::parse(day)->day - date::parse(*last)->day).count());
    }
    CHECK(ahead == std::vector<long>{21, 28, 28, 14, 21, 21});
}

TEST_CASE_FIXTURE(town_in_2023, "the five LSU met on the days of their plans") {
    CHECK(days("lsu-asker-og-baerum", "ordinary") ==
          list{"2023-03-29", "2023-05-31", "2023-09-20", "2023-11-29"});
    CHECK(days("lsu-drammen", "ordinary") == list{"2023-02-24", "2023-06-09", "2023-09-29", "2023-11-24"});
    CHECK(days("lsu-kongsberg", "ordinary") == list{"2023-02-13", "2023-05-22", "2023-09-11", "2023-11-13"});
    CHECK(days("lsu-ringerike", "ordinary") == list{"2023-02-17", "2023-05-26", "2023-10-27"});
    CHECK(days("lsu-hallingdal", "ordinary") == list{"2023-02-10", "2023-06-02", "2023-10-20"});
}

TEST_CASE_FIXTURE(town_in_2023, "F29: two bodies met on one day, without a member in common") {
    for (auto const& [day, of_body] :
         {std::pair{"2023-09-11", "ssu"}, std::pair{"2023-11-13", "ssu"},
          std::pair{"2023-09-11", "lsu-kongsberg"}, std::pair{"2023-11-13", "lsu-kongsberg"}}) {
        auto const m = meeting_on(day, of_body);
        REQUIRE_MESSAGE(m["clashes"].size() == 1, day, " ", of_body);
        CHECK(m["clashes"][0].value("members_in_common", 0) == 0);
    }
    CHECK(meeting_on("2023-10-30", "ssu")["clashes"].empty());
}

} // namespace
} // namespace saksgang::test
