// What stands in a meeting's notice and minutes: the meeting's own record, whatever becomes of its cases afterwards.
#include <functional>
#include <regex>

#include "tests/workflows/meeting_bench.hpp"

namespace saksgang {

using namespace test::of_meeting;
using test::with;

namespace {

json paper(bench const& b, char const* name, language l = language::nb) {
    auto const here = b.now();
    paper_reader const reader{
        here, l, [](std::string_view person) { return "Navn " + std::string(person); },
        [&](std::string const& stream) { return b.streams.knows(stream) ? &b.streams.at(stream) : nullptr; }};
    auto const* p = meeting().paper(name);
    REQUIRE(p != nullptr);
    REQUIRE(p->is_written(b.a_case));
    return p->content(b.a_case, reader);
}
json item_called(json const& content, std::string const& called) {
    for (auto const& each : content["items"])
        if (each["called"] == called) return each;
    return {};
}
// The case as it is put before the body; with what has happened in its round.
void put_forward(bench& b, round r) {
    r.kind = round_kind::consent;
    r.held_in = "for_ssu";
    r.body = id{"ssu"};
    r.subject.title = "Forslag";
    r.subject.version = "1";
    r.subject.proposed_decision = std::vector<std::string>{"SSU vedtar planen.", "SSU ber om en evaluering."};
    state other = b.streams.at("case/2024-3");
    put_rounds(other, {{"r1", r}});
    b.put(std::move(other));
}
round taken_up() {
    round r{.status = round_status::open};
    r.held_on = date::parse("2024-12-09");
    return r;
}
void locks_and_opens(bench& b) {
    REQUIRE(b.goes("lock_agenda") == "agenda_locked");
    REQUIRE(b.goes("send_notice") == "notice_sent");
    b.on("2024-12-09");
    REQUIRE(b.goes("open_meeting", both) == "in_session");
}
bench sits(round const& r = {}) {
    auto b = prepared();
    put_forward(b, r);
    locks_and_opens(b);
    return b;
}
void ends(bench& b) {
    for (auto const& i : b.items())
        if (!i.contains("result") && !i.contains("taken_off"))
            REQUIRE(b.goes("conclude_item", concluded(i["item"])) == "in_session");
    REQUIRE(b.goes("close_meeting") == "minutes_drafted");
}
json stated(int number, char const* words, char const* result) {
    return {{"number", number}, {"words", words}, {"result", result}};
}

void add_names(json& all, json const& content) {
    for (auto const& [name, value] : content.items()) {
        if (content.is_object()) all[name] = true;
        if (value.is_structured()) add_names(all, value);
    }
}

} // namespace

TEST_CASE("the notice has what is proposed; once something is off the agenda, no longer") {
    auto b = prepared();
    put_forward(b, {});
    REQUIRE(b.goes("lock_agenda") == "agenda_locked");
    auto const notice = paper(b, "meeting_notice");
    CHECK(notice["standing"] == "Innkallingen er ikke sendt ennå.");
    CHECK(notice["facts"][0]["value"] == "mandag 9. desember 2024");
    CHECK(item_called(notice, "Sak 04-24")["proposed"].size() == 2);
    b.goes("send_notice");
    CHECK(paper(b, "meeting_notice", language::nn)["standing"] == "Innkalla 18. november 2024");
    b.goes("take_off_item", {{"item", "i4"}, {"reason", "Ikke klar"}});
    CHECK_FALSE(item_called(paper(b, "meeting_notice"), "Sak 04-24").contains("proposed"));
}

TEST_CASE("an item that two meetings decide stands in the minutes of the first as that meeting had it") {
    auto b = sits();
    auto first =
        with(agreed("i4"), "points",
             json::array({stated(1, "SSU vedtar planen.", "agreed"),
                          with(stated(2, "SSU ber om en evaluering.", "postponed"), "reason", "Mer tid")}));
    first["reservations"] =
        json::array({{{"seat", "m1"}, {"text", "Budsjettet"}, {"clear_by", "2025-01-31"}}});
    REQUIRE(b.goes("agree_on_item", first) == "in_session");
    ends(b);
    auto const before = paper(b, "meeting_minutes");
    round next{.status = round_status::carried}; // in which the rest is agreed on
    next.held_on = date::parse("2025-02-03");
    next.outcome = round_outcome{.on = *date::parse("2025-02-03")};
    put_forward(b, next);
    auto const after = paper(b, "meeting_minutes");
    CHECK(after == before);
    auto const item = item_called(after, "Sak 04-24");
    CHECK(item["outcome"] == "Enighet om noen av punktene");
    CHECK(item["text"] == "Forslag (1)");
    REQUIRE(item["points"].size() == 2);
    CHECK_FALSE(item["points"][0].contains("put_off"));
    CHECK(item["points"][1]["put_off"] == "Utsatt: Mer tid");
    CHECK(item["reservations"][0]["said"] == "Budsjettet (avklares innen 31. januar 2025)");
}

TEST_CASE("who was there, and who was not, is no later change of the body") {
    auto b = open({{"chair", "m1"}, {"present", json::array({{{"seat", "m1"}}})}});
    REQUIRE(b.goes("postpone_item", {{"item", "i4"}, {"reason", "Ingen fra foretaket"}}) == "in_session");
    ends(b);
    auto const before = paper(b, "meeting_minutes");
    CHECK(before["present"][0]["people"][0]["name"] == "Navn leder");
    CHECK(before["absent"][0]["name"] == "Navn direktor");
    auto body = b.streams.at("body/ssu").data; // registered afterwards, from before the meeting
    for (auto const* seat : {"seat/m1", "seat/t1"}) body.change()[seat]["holders"][0]["person"] = "vara";
    b.put({.stream = "body/ssu", .data = *body});
    auto const after = paper(b, "meeting_minutes");
    CHECK(after["present"][0]["people"][0]["name"] == "Navn leder");
    CHECK(after["absent"] == before["absent"]);
    body.change()["seat/m1"]["valid_to"] = "2024-01-01";
    b.put({.stream = "body/ssu", .data = *body});
    CHECK(paper(b, "meeting_minutes")["present"][0]["people"][0]["name"] == "Navn leder");
}

TEST_CASE("the minutes say for which items somebody was not there") {
    json const without{{"chair", "m1"}, {"present", json::array({{{"seat", "m1"}}})}};
    auto came_back = open();
    REQUIRE(came_back.goes("change_attendance", without) == "in_session");
    REQUIRE(came_back.goes("postpone_item", {{"item", "i4"}, {"reason", "Mer tid"}}) == "in_session");
    auto left = came_back;
    ends(left);
    CHECK(paper(left, "meeting_minutes")["left"][0]["for_which"] == json::array({"gikk før Sak 01-24"}));

    REQUIRE(came_back.goes("conclude_item", concluded("i1")) == "in_session");
    REQUIRE(came_back.goes("change_attendance", both) == "in_session");
    ends(came_back);
    auto const minutes = paper(came_back, "meeting_minutes");
    CHECK_FALSE(minutes.contains("left"));
    auto seen = json::array();
    for (auto const& side : minutes["present"])
        for (auto const& person : side["people"])
            if (person.contains("for_which")) seen.push_back(person["for_which"]);
    CHECK(seen == json::array({json::array({"gikk før Sak 01-24", "kom før Sak 02-24"})}));
}

TEST_CASE("agreement without a word on points is agreement to what was proposed") {
    auto b = sits();
    REQUIRE(b.goes("agree_on_item", agreed("i4")) == "in_session");
    ends(b);
    auto const item = item_called(paper(b, "meeting_minutes"), "Sak 04-24");
    REQUIRE(item["points"].size() == 2);
    CHECK(item["points"][1] == json{{"number", 2}, {"words", "SSU ber om en evaluering."}});
}

TEST_CASE("who said no stands there with their words, and what becomes of it; silence is no no") {
    auto b = sits();
    auto r = taken_up();
    r.positions["t1"] = {.position = position::disagree, .reason = "For dyrt"};
    put_forward(b, r);
    REQUIRE(b.goes("close_item_without_agreement", {{"item", "i4"}, {"next", "lift"}}) == "in_session");
    ends(b);
    auto const item = item_called(paper(b, "meeting_minutes"), "Sak 04-24");
    CHECK(item["outcome"] == "Ikke enighet");
    CHECK(item["next"] == std::string(word("lift").nb));
    REQUIRE(item["against"].size() == 1);
    CHECK(item["against"][0]["said"] == "For dyrt");
}

// Koml § 11-4: the legal basis of decisions on inhabilitet.
TEST_CASE("who stood aside is named with the hjemmel, also where the item was then postponed") {
    auto b = sits();
    auto r = taken_up();
    auto const ruling = [](char const* seat, char const* person, bool disqualified) {
        recusal of{{seat}, id{person}};
        of.disqualified = disqualified;
        of.hjemmel = "fvl. § 6 første ledd e";
        return of;
    };
    r.recusals = {ruling("t1", "direktor", true), ruling("t1", "vara", true), ruling("m1", "leder", false)};
    put_forward(b, r);
    REQUIRE(b.goes("postpone_item", {{"item", "i4"}, {"reason", "Tiden var ute"}}) == "in_session");
    ends(b);
    auto const item = item_called(paper(b, "meeting_minutes"), "Sak 04-24");
    REQUIRE(item["recused"].size() == 1); // the substitute was not there
    CHECK(item["recused"][0]["name"] == "Navn direktor");
    CHECK(item["recused"][0]["basis"] == "fvl. § 6 første ledd e");
    CHECK(item["conclusion"] == "Tiden var ute");
}

TEST_CASE("each name in a form is one of what it is filled in with, where everything happens in a meeting") {
    auto names = json::object();
    auto b = prepared();
    put_forward(b, {});
    b.goes("report_item", with(told("Personsak", "discussion_item"), "closed_by", "koml. § 11-5"));
    b.goes("lock_agenda");
    b.goes("reopen_agenda", {{"reason", "Sent papir"}});
    b.goes("report_item", told("Ettersendt"));
    b.goes("lock_agenda");
    b.goes("take_off_item", {{"item", "i5"}, {"reason", "Trukket"}});
    b.goes("register_absence", {{"seat", "t1"}, {"why", "Syk"}});
    b.goes("ask_substitute", {{"seat", "t1"}, {"person", "vara"}, {"reached", false}});
    b.goes("send_notice");
    auto body = b.streams.at("body/ssu").data;
    body.change()["follow_up/_1"] = {
        {"what", "Svar"}, {"responsible", "leder"}, {"settle_by", "2025-01-01"}, {"since", "2024-11-01"}};
    b.put({.stream = "body/ssu", .data = *body});
    add_names(names, paper(b, "meeting_notice"));

    b.on("2024-12-09");
    auto const there = [](json seats) { return json{{"chair", "m1"}, {"present", std::move(seats)}}; };
    json const leader{{"seat", "m1"}}, stand_in{{"seat", "t1"}, {"person", "vara"}};
    REQUIRE(b.goes("open_meeting", there({leader, stand_in})) == "in_session");
    auto r = taken_up();
    r.positions["m1"] = {.position = position::disagree, .reason = "Nei"};
    recusal ruled{{"t1"}, id{"vara"}};
    ruled.disqualified = true;
    ruled.hjemmel = "fvl. § 6";
    r.recusals = {ruled};
    put_forward(b, r);
    auto discussed = with(concluded("i6", "discussed"), "conclusion", "Enige om retningen");
    discussed["remarks"] = json::array({{{"seat", "m1"}, {"text", "Merk"}}});
    REQUIRE(b.goes("conclude_item", discussed) == "in_session");
    json const follow_up{{"what", "Svar"}, {"responsible", "leder"}, {"settle_by", "2025-01-15"}};
    REQUIRE(b.goes("add_follow_up", follow_up) == "in_session");
    auto not_agreed = b;
    REQUIRE(not_agreed.goes("close_item_without_agreement", {{"item", "i4"}, {"next", "lift"}}) ==
            "in_session");
    ends(not_agreed);
    add_names(names, paper(not_agreed, "meeting_minutes"));

    auto partly =
        with(agreed("i4"), "points", json::array({with(stated(1, "Ja", "postponed"), "reason", "Tid")}));
    partly["reservations"] = json::array({{{"seat", "m1"}, {"text", "Penger"}, {"clear_by", "2025-01-31"}}});
    REQUIRE(b.goes("agree_on_item", partly) == "in_session");
    put_forward(b, {});
    REQUIRE(b.goes("change_attendance", there({leader})) == "in_session");
    ends(b);
    add_names(names, paper(b, "meeting_minutes"));

    auto alone = open(there({leader}));
    REQUIRE(alone.goes("postpone_item", {{"item", "i4"}, {"reason", "Ingen fra foretaket"}}) == "in_session");
    ends(alone);
    add_names(names, paper(alone, "meeting_minutes"));

    std::regex const a_tag("\\{\\{[#/]?(has_)?([a-z_]+)\\}\\}");
    for (auto const& p : meeting().papers) {
        std::string const form(p.form);
        for (std::sregex_iterator it(form.begin(), form.end(), a_tag), end; it != end; ++it)
            CHECK_MESSAGE(names.contains((*it)[2].str()), std::string(p.name), " ", (*it)[2].str());
    }
}

} // namespace saksgang
