// A meeting of SSU on a bench.
#pragma once

#include "tests/support/bench.hpp"
#include "workflows/shared/meetings/agenda.hpp"
#include "workflows/shared/meetings/plan_of_year.hpp"

namespace saksgang {

workflow const& meeting();

namespace test::of_meeting {

inline json item_of(std::string const& a_case) { return {{"kind", "decision_item"}, {"a_case", a_case}}; }
inline json told(std::string const& title, std::string const& kind = "orientation_item") {
    return {{"kind", kind}, {"title", title}};
}
inline json concluded(std::string const& item, std::string const& result = "noted") {
    return {{"item", item}, {"result", result}, {"remarks", json::array()}};
}
inline json agreed(std::string const& item) {
    return {{"item", item}, {"reservations", json::array()}, {"remarks", json::array()}};
}

// SSU, on 9 December 2024: two seats of each side, a substitute for one of the trust's, and two cases that are put before it.
struct bench : test::bench {
    bench() : test::bench(meeting(), "2024-11-18") {
        put_organisation({{"person/leder", {{"name", "L"}, {"position", "Direktør"}}},
                          {"person/vara", {{"name", "V"}, {"position", "Klinikkdirektør"}}},
                          {"body/ssu", "strategic"}});
        auto trust_seat = held_by("direktor", "trust");
        trust_seat["substitutes"] =
            json::array({{{"person", "vara"}, {"order", 1}, {"valid_from", "2020-01-01"}}});
        put_body("ssu", "strategic",
                 {{"seat/m1", held_by("leder", "municipalities", "leader")}, {"seat/t1", trust_seat}});
        auto ssu = streams.at("body/ssu").data;
        ssu.change()["rule/1"] = {{"version", 1},
                                  {"valid_from", "2020-01-01"},
                                  {"decides", {"decision"}},
                                  {"composition", json::object()}};
        put({.stream = "body/ssu", .data = *ssu});
        put({.stream = "meetings/2024"});
        a_case.stream = "case/2024-20";
        put_case("2024-3", "Kongsberg samhandlingsarena");
        put_case("2024-4", "Samarbeidsavtalen");
    }
    static json held_by(std::string const& person, std::string const& side,
                        std::string const& function = "member") {
        auto s = seat("municipality", side, "asker");
        s["valid_from"] = "2020-01-01";
        s["holders"] =
            json::array({{{"person", person}, {"function", function}, {"valid_from", "2020-01-01"}}});
        return s;
    }
    // A case of the body, with a round that waits for a meeting.
    void put_case(std::string const& number, std::string const& title, std::string const& body = "ssu",
                  round_status status = round_status::waiting) {
        state other{.stream = "case/" + number,
                    .workflow = "grant_application/2",
                    .name = "for_ssu",
                    .data = json{{"title", title}, {"body", body}}};
        round r{.kind = round_kind::consent, .status = status, .held_in = "for_ssu"};
        r.body = id{body};
        if (status == round_status::open) r.held_on = *date::parse("2024-12-09");
        put_rounds(other, {{"r1", r}});
        put(std::move(other));
    }
    static json begin() {
        return {{"title", "SSU 9. desember"}, {"body", "ssu"}, {"day", "2024-12-09"}, {"place", "Drammen"}};
    }
    // What followed stands in the year, as the kernel would enter it.
    std::string goes(std::string const& event, json const& payload = json::object()) {
        auto const to = go(event, payload);
        for (auto const& f : out) {
            if (!f.stream.starts_with("meetings/")) continue;
            auto year = streams.at(f.stream).data;
            if (f.name == "take_item_numbers")
                year.change()["numbers/" + f.payload->at("body").get<std::string>()] =
                    f.payload->at("after").get<int>() + f.payload->at("count").get<int>();
            else
                year.change()["meeting/" + f.payload->at("a_case").get<std::string>()] =
                    f.payload->at("entered");
            put({.stream = f.stream, .data = *year});
        }
        return to;
    }
    json items() const { return a_case.data->at("items"); }
    json item(std::string const& named) const {
        for (auto const& i : items())
            if (i["item"] == named) return i;
        return {};
    }
    // What was sent to that case: the command, with its payload.
    std::pair<std::string, json> sent_to(std::string const& number) const {
        for (auto const& f : out)
            if (f.stream == "case/" + number) return {f.name, *f.payload};
        return {};
    }
    void plan(std::string const& minutes_are_approved, std::string const& day = "2024-12-09") {
        auto year = streams.at("meetings/2024").data;
        year.change()["plan/ssu"] = {{"year", 2024},
                                     {"meetings", json::array({{{"day", day}, {"kind", "ordinary"}}})},
                                     {"minutes_are_approved", minutes_are_approved},
                                     {"a_case", "2023-9"},
                                     {"published", true}};
        put({.stream = "meetings/2024", .data = *year});
    }
    void on(std::string_view day) { today = *date::parse(day); }
};
inline bench prepared() {
    bench b;
    REQUIRE(b.goes("begin_meeting", bench::begin()) == "agenda_open");
    REQUIRE(b.goes("report_item", item_of("2024-3")) == "agenda_open");
    REQUIRE(b.goes("report_item", told("Fra LSU Drammen")) == "agenda_open");
    return b;
}
inline json const both{{"chair", "m1"}, {"present", json::array({{{"seat", "m1"}}, {{"seat", "t1"}}})}};
inline bench open(json const& who = both) {
    auto b = prepared();
    REQUIRE(b.goes("lock_agenda") == "agenda_locked");
    REQUIRE(b.goes("send_notice") == "notice_sent");
    b.on("2024-12-09");
    REQUIRE(b.goes("open_meeting", who) == "in_session");
    return b;
}
inline bench held() {
    auto b = open();
    for (auto const* standing : {"i1", "i2", "i3", "i5"})
        REQUIRE(b.goes("conclude_item", concluded(standing)) == "in_session");
    REQUIRE(b.goes("agree_on_item", agreed("i4")) == "in_session");
    REQUIRE(b.goes("close_meeting") == "minutes_drafted");
    return b;
}

} // namespace test::of_meeting
} // namespace saksgang
