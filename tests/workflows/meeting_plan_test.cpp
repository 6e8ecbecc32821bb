// Table tests of the meeting plan: a year from the sources, each rule of plans, and what is seen of a change.
#include "tests/support/bench.hpp"
#include "workflows/shared/meetings/plan_of_year.hpp"

namespace saksgang {

workflow const& meeting_plan();

namespace {

using test::with;

json meeting(std::string const& day, std::string const& kind = "ordinary") {
    return {{"day", day}, {"kind", kind}};
}
json meetings(std::vector<std::pair<std::string, std::string>> const& all) {
    auto list = json::array();
    for (auto const& [day, kind] : all) list.push_back(meeting(day, kind));
    return {{"preparing_body", "au"}, {"meetings", list}};
}
// Of SSU and its secretariat committee, as published (B79 to B94, B115 to B123); the day of the partnership meeting is
// simulated.
std::vector<std::pair<std::string, std::string>> const of_2023{
    {"2023-01-16", "preparatory"}, {"2023-02-06", "ordinary"},    {"2023-03-06", "preparatory"},
    {"2023-03-27", "preparatory"}, {"2023-04-24", "ordinary"},    {"2023-05-08", "preparatory"},
    {"2023-06-05", "ordinary"},    {"2023-06-09", "partnership"}, {"2023-08-28", "preparatory"},
    {"2023-09-11", "ordinary"},    {"2023-10-09", "preparatory"}, {"2023-10-30", "ordinary"},
    {"2023-11-13", "preparatory"}, {"2023-12-04", "ordinary"}};
json const planned = meetings(of_2023);
json but(std::string const& day, std::optional<std::pair<std::string, std::string>> other) {
    auto all = of_2023;
    std::erase_if(all, [&](auto const& m) { return m.first == day; });
    if (other) all.push_back(*other);
    return meetings(all);
}

struct bench : test::bench {
    bench() : test::bench(meeting_plan(), "2023-01-02") {
        put_organisation({{"body/ssu", "strategic"}, {"body/au", "secretariat"}, {"body/lsu-k", "local"}});
        put_body("ssu", "strategic", {{"seat/m1", held_by("leder")}, {"seat/t1", held_by("direktor")}});
        put_body("au", "secretariat", {{"seat/a1", held_by("radgiver")}});
        put_body("lsu-k", "local", {{"seat/k1", held_by("kommunalsjef")}});
        put({.stream = "meetings/2023"});
    }
    static json held_by(std::string const& person) {
        auto s = seat("municipality", "municipalities", "asker");
        s["valid_from"] = "2020-01-01";
        s["holders"] =
            json::array({{{"person", person}, {"function", "member"}, {"valid_from", "2020-01-01"}}});
        return s;
    }
    static json begin(std::string const& body = "ssu", int year = 2023) {
        return {{"title", "Møteplan"}, {"body", body}, {"year", year}};
    }
    // What followed stands among the year's plans, as the kernel would enter it.
    std::string goes(std::string const& event, json const& payload = json::object()) {
        auto const to = go(event, payload);
        for (auto const& f : out) {
            auto year = streams.at(f.stream).data;
            auto const key = "plan/" + f.payload->at("body").get<std::string>();
            if (f.name == "enter_plan")
                year.change()[key] = f.payload->at("entered");
            else
                year.change().erase(key);
            put({.stream = f.stream, .data = *year});
        }
        return to;
    }
    // Another body meets on those days.
    void also(std::string const& body, std::initializer_list<char const*> days) {
        auto list = json::array();
        for (auto const* day : days) list.push_back(meeting(day));
        auto year = streams.at("meetings/2023").data;
        year.change()["plan/" + body] = {{"year", 2023}, {"meetings", list}, {"a_case", "2023-9"}};
        put({.stream = "meetings/2023", .data = *year});
    }
    json planned_on(std::string const& day) const {
        for (auto const& m : (*a_case.data)["meetings"])
            if (m["day"] == day) return m;
        return {};
    }
};
bench drafted(json const& what = planned) {
    bench b;
    REQUIRE(b.goes("begin_plan", bench::begin()) == "drafting");
    REQUIRE(b.goes("set_meetings", what) == "drafting");
    return b;
}
bench published() {
    auto b = drafted();
    b.walk({{"propose_plan", {{"text", test::text_of('a', "Møteplan 2023")}}},
            {"round_carried", json::object()},
            {"publish_plan", json::object()}},
           "published");
    return b;
}
using codes = std::vector<std::string>;

} // namespace

TEST_CASE(
    "A12: SSU's year 2023 is planned, approved, published; 5 June is cancelled, and five are too few (F02)") {
    auto b = drafted();
    CHECK(b.why_closed("propose_plan") == codes{});
    CHECK(b.goes("propose_plan", {{"text", test::text_of('a')}}) == "for_approval");
    CHECK(b.goes("round_carried") == "approved");
    CHECK((*b.a_case.data)["approved_on"] == "2023-01-02");
    CHECK(b.goes("publish_plan") == "published");
    CHECK((*b.streams.at("meetings/2023").data)["plan/ssu"]["published"] == true);

    b.today = *date::parse("2023-06-05");
    CHECK(b.goes("cancel_meeting", {{"day", "2023-06-05"}, {"reason", "For få saker"}}) == "published");
    CHECK(b.planned_on("2023-06-05")["cancelled"] == "For få saker"); // it stays, and does not count
    auto const& year = b.streams.at("meetings/2023");
    id const ssu{"ssu"};
    auto const now = b.now();
    auto const& plan = *plans_in(year).find("ssu");
    auto const found = meets_often_enough.holds({plan, ssu, year, now});
    CHECK_FALSE(found.holds);
    CHECK(meets_often_enough.text(found.arguments).in(language::nb).find("har 5 ordinære") !=
          std::string::npos);

    b.today = *date::parse("2023-12-31");
    CHECK(b.goes("close_year") == "no: year_not_over");
    b.today = *date::parse("2024-01-01");
    CHECK(b.goes("close_year") == "year_over");
}

TEST_CASE("the secretariat committee met 21, 28, 28, 14, 21 and 21 days before SSU in 2023") {
    auto const b = drafted();
    auto const plan = *plans_in(b.streams.at("meetings/2023")).find("ssu");
    std::vector<long> leads;
    std::optional<date> before;
    for (auto const& m : plan.meetings) {
        if (m.kind == meeting_kind::preparatory) before = m.day;
        if (m.kind == meeting_kind::ordinary) leads.push_back((m.day.day - before->day).count());
    }
    CHECK(leads == std::vector<long>{21, 28, 28, 14, 21, 21});
}

TEST_CASE("a plan is told what is not as it should be while it is drafted, all of it") {
    CHECK(drafted({{"meetings", json::array()}}).why_closed("propose_plan") ==
          codes{"no_meetings_planned", "meetings_in_a_year", "partnership_meetings_in_a_year"});
    CHECK(drafted(but("2023-12-04", {})).why_closed("propose_plan") == codes{"meetings_in_a_year"});
    CHECK(drafted(but("2023-06-09", {})).why_closed("propose_plan") ==
          codes{"partnership_meetings_in_a_year"});
    CHECK(drafted(but("2023-03-06", {{"2023-06-08", "partnership"}})).why_closed("propose_plan") ==
          codes{"partnership_meetings_in_a_year"});
    // 13 days are too short, 29 too long; 14 and 28 are not.
    CHECK(drafted(but("2023-01-16", {{"2023-01-24", "preparatory"}})).why_closed("propose_plan") ==
          codes{"meeting_not_prepared"});
    CHECK(drafted(but("2023-01-16", {{"2023-01-23", "preparatory"}})).why_closed("propose_plan") == codes{});
    CHECK(drafted(but("2023-04-24", {{"2023-04-25", "ordinary"}})).why_closed("propose_plan") ==
          codes{"meeting_not_prepared"});
    auto const eight = with(planned, "meetings", [] {
        auto all = planned["meetings"];
        all.push_back(meeting("2023-03-27"));
        all.push_back(meeting("2023-11-28"));
        all.erase(std::ranges::find(all, meeting("2023-03-27", "preparatory")));
        all.push_back(meeting("2023-03-28", "preparatory"));
        return all;
    }());
    CHECK(drafted(eight).why_closed("propose_plan") == codes{});
    auto nine = eight;
    nine["meetings"].push_back(meeting("2023-12-05"));
    CHECK(drafted(nine).why_closed("propose_plan") == codes{"meetings_in_a_year"});
}

TEST_CASE("only SSU must meet so often, and its plan alone has the partnership meeting") {
    bench b;
    b.goes("begin_plan", bench::begin("lsu-k"));
    b.goes("set_meetings", {{"meetings", {meeting("2023-02-13")}}});
    CHECK(b.why_closed("propose_plan") == codes{});
    b.goes("set_meetings", {{"meetings", {meeting("2023-02-13"), meeting("2023-06-09", "partnership")}}});
    CHECK(b.why_closed("propose_plan") == codes{"partnership_meetings_in_a_year"});
}

TEST_CASE("no meeting on a holiday, outside its year, or twice a day; who prepares is named") {
    auto b = drafted();
    for (auto const* day : {"2023-05-17", "2023-04-06", "2023-05-18", "2023-12-25", "2023-02-05"})
        CHECK(b.go("set_meetings", but("2023-02-06", {{day, "ordinary"}})) == "no: meeting_on_holiday");
    CHECK(b.go("set_meetings", but("2023-02-06", {{"2024-02-06", "ordinary"}})) == "no: not_in_year");
    CHECK(b.go("set_meetings", but("2023-02-06", {{"2023-04-24", "ordinary"}})) == "no: two_meetings_a_day");
    CHECK(b.go("set_meetings", test::without(planned, "preparing_body")) == "no: preparing_body_missing");
    CHECK(b.go("set_meetings", with(planned, "preparing_body", "ssu")) == "no: preparing_body_unknown");
    b.put({.stream = "body/ny"});
    b.streams.exchange({.stream = "body/ny"});
    CHECK(b.go("set_meetings", with(planned, "preparing_body", "ny")) == "no: preparing_body_unknown");
    auto many = json::array();
    for (int n = 0; n < 101; ++n) many.push_back(meeting("2023-02-06"));
    CHECK(b.go("set_meetings", {{"meetings", many}}) == "no: too_many_meetings");
}

TEST_CASE("F29: where no member is shared, the same day is told and hinders nothing; else it is answered") {
    auto b = drafted();
    b.also("lsu-k", {"2023-09-11", "2023-11-13"});
    auto const& year = b.streams.at("meetings/2023");
    auto const now = b.now();
    auto const plan = *plans_in(year).find("ssu");
    auto const clashes = clashes_of(plan, {"ssu"}, year, now);
    REQUIRE(clashes.size() == 2);
    CHECK(clashes[0].meeting->day.str() == "2023-09-11");
    CHECK(clashes[0].body == "ssu");
    CHECK(clashes[1].body == "au"); // which prepares
    CHECK(clashes[1].shared.empty());
    CHECK(b.why_closed("propose_plan") == codes{});

    b.put_body("lsu-k", "local", {{"seat/k1", bench::held_by("direktor")}});
    CHECK(b.why_closed("propose_plan") == codes{"members_meet_elsewhere"});
    auto answered = planned;
    for (auto& m : answered["meetings"])
        if (m["day"] == "2023-09-11") m["despite_clash"] = "SSU møtes før lunsj, LSU etter";
    CHECK(b.goes("set_meetings", answered) == "drafting");
    CHECK(b.why_closed("propose_plan") == codes{});
}

TEST_CASE(
    "what prepares for two bodies does not clash with itself; who meets early in January is prepared "
    "before") {
    auto b = drafted(but("2023-02-06", {{"2023-01-12", "ordinary"}}));
    CHECK(b.why_closed("propose_plan") == codes{}); // prepared in December, which is of the plan before
    b.also("au", {"2023-01-16"});
    CHECK(b.why_closed("propose_plan") == codes{});
}

TEST_CASE(
    "a meeting that is moved tells from which days; a change that makes members meet twice is answered") {
    auto b = published();
    b.also("lsu-k", {"2023-10-31"});
    b.put_body("lsu-k", "local", {{"seat/k1", bench::held_by("direktor")}});
    json const move{{"day", "2023-10-30"}, {"new_day", "2023-10-31"}, {"reason", "Salen var opptatt"}};
    CHECK(b.goes("move_meeting", move) == "no: members_meet_elsewhere");
    CHECK(b.goes("move_meeting", with(move, "despite_clash", "LSU møtes digitalt om kvelden")) ==
          "published");
    CHECK(b.goes("move_meeting", with(move, "new_day", "2023-11-02")) == "no: no_meeting_that_day");
    CHECK(b.goes("move_meeting", with(with(move, "day", "2023-12-04"), "new_day", "2023-12-04")) ==
          "no: new_day_not_ahead");
    b.today = *date::parse("2023-10-16");
    CHECK(b.goes("move_meeting", with(with(move, "day", "2023-12-04"), "new_day", "2023-10-13")) ==
          "no: new_day_not_ahead");
    CHECK(b.goes("move_meeting", {{"day", "2023-10-31"},
                                  {"new_day", "2023-11-02"},
                                  {"place", "Drammen"},
                                  {"reason", "Likevel"}}) == "published");
    auto const moved = b.planned_on("2023-11-02");
    CHECK(moved["place"] == "Drammen");
    REQUIRE(moved["moved_from"].size() == 2);
    CHECK(moved["moved_from"][0] == json{{"day", "2023-10-30"}, {"reason", "Salen var opptatt"}});
    CHECK_FALSE(moved.contains("despite_clash")); // it was of the other day
    CHECK((*b.streams.at("meetings/2023").data)["plan/ssu"]["meetings"] == (*b.a_case.data)["meetings"]);

    CHECK(b.goes("add_meeting", meeting("2023-05-17")) == "no: meeting_on_holiday");
    CHECK(b.goes("add_meeting", meeting("2023-10-31")) == "no: members_meet_elsewhere");
    CHECK(b.goes("add_meeting", meeting("2023-11-20")) == "published");
    b.today = *date::parse("2023-11-21");
    CHECK(b.goes("move_meeting", with(move, "day", "2023-11-20")) == "no: meeting_has_been");
    CHECK(b.goes("cancel_meeting", {{"day", "2023-11-20"}, {"reason", "Ikke holdt"}}) == "published");
    CHECK(b.goes("cancel_meeting", {{"day", "2023-11-20"}, {"reason", "Igjen"}}) ==
          "no: no_meeting_that_day");
}

TEST_CASE("a body has one plan a year, for this year and the two to come; one given up leaves the year") {
    bench b;
    CHECK(b.go("begin_plan", bench::begin("ssu", 2022)) == "no: year_not_to_be_planned");
    CHECK(b.go("begin_plan", bench::begin("ssu", 2026)) == "no: year_not_to_be_planned");
    b.put({.stream = "body/ny"});
    b.streams.exchange({.stream = "body/ny"});
    CHECK(b.go("begin_plan", bench::begin("ny")) == "no: body_not_established");
    b.also("ssu", {"2023-02-06"});
    b.goes("begin_plan", bench::begin());
    CHECK(b.go("set_meetings", planned) == "no: year_already_planned");
    CHECK(b.goes("give_up_plan", {{"reason", "SSU har en plan"}}) == "abandoned");
    CHECK(plans_in(b.streams.at("meetings/2023")).find("ssu")); // the other one

    auto other = drafted();
    CHECK(plans_in(other.streams.at("meetings/2023")).find("ssu"));
    CHECK(other.goes("give_up_plan", {{"reason", "SSU legges ned"}}) == "abandoned");
    CHECK_FALSE(plans_in(other.streams.at("meetings/2023")).find("ssu"));
}

TEST_CASE("what the body does not approve is drafted anew, and so is what is taken back") {
    for (auto const* back : {"round_failed", "draft_anew"}) {
        auto b = drafted();
        b.walk({{"propose_plan", {{"text", test::text_of('a')}}}}, "for_approval");
        CHECK(b.go(back) == "drafting");
    }
}

} // namespace saksgang
