#include <doctest/doctest.h>

#include "engine/digest.hpp"
#include "engine/ports.hpp"
#include "engine/slices.hpp"
#include "engine/state.hpp"
#include "engine/text.hpp"

using namespace saksgang;

namespace {
entry first() {
    return {.community = "c",
            .stream = "case/2024-1",
            .seq = 1,
            .position = 7,
            .nonce = std::string(32, '0'),
            .actor = "p-1",
            .account = "kari",
            .seat = "role/case_handler",
            .command = "propose",
            .payload = {{"title", "Åpning"}},
            .to = "proposed",
            .set = {{"title", "Åpning"}},
            .workflow = "w/1",
            .recorded = {1700000000000000}};
}
} // namespace

TEST_CASE("the bytes of an entry: this format outlives every version") {
    // Written out, so that no change of the code can change it unseen.
    CHECK(
        bytes_of(first()) ==
        R"({"account":"kari","actor":"p-1","command":"propose","community":"c","nonce":"00000000000000000000000000000000","payload":{"title":"Åpning"},)"
        R"("position":7,"recorded":1700000000000000,"seat":"role/case_handler","seq":1,"set":{"title":"Åpning"},"stream":"case/2024-1",)"
        R"("to":"proposed","v":2,"workflow":"w/1"})");
}

TEST_CASE("an entry read from its bytes is the entry") {
    auto e = first();
    e.cause = 3;
    e.prev = std::string(64, 'a');
    e.effective = date::parse("2024-06-07");
    e.change = {{"documents", {{"+", {"d"}}}}};
    e.round = {{"r1", {{"status", "open"}}}};
    e.postings = {{"2024:free", -5}, {"2024:committed:2024-1", 5}};
    e.on_behalf_of = "flaa";
    e.rule = "body/ssu/rule/2";
    e.hjemmel = "hol. § 6-1";
    e.from = "a";
    CHECK(entry_from(bytes_of(e)) == e);
    CHECK(bytes_of(entry_from(bytes_of(e))) == bytes_of(e));
}

TEST_CASE("an entry of format 1, which says no account, is read as it was written") {
    auto const bytes =
        R"({"actor":"p-1","command":"propose","community":"c","nonce":"0","position":7,"recorded":1700000000000000,)"
        R"("seat":"role/case_handler","seq":1,"set":{"documents":[{"title":"a"}],"title":"Åpning"},"stream":"case/2024-1",)"
        R"("to":"proposed","v":1,"workflow":"w/1"})";
    auto const e = entry_from(bytes);
    CHECK(e.account.empty());
    CHECK(e.set["title"] == "Åpning");
    // and one of format 2 follows on it
    state s{.stream = "case/2024-1"};
    evolve(s, e, "h1");
    auto next = first();
    next.seq = 2;
    next.prev = "h1";
    next.from = "proposed";
    next.to = "";
    next.set = {{"title", "B"}};
    next.change = {{"documents", {{"+", {{{"title", "b"}}}}}}};
    evolve(s, next, "h2");
    CHECK(*s.data == json{{"title", "B"}, {"documents", {{{"title", "a"}}, {{"title", "b"}}}}});
}

TEST_CASE("what is no entry, or of a format not known here, is refused") {
    CHECK_THROWS_AS(entry_from("{}"), std::runtime_error);
    CHECK_THROWS_AS(entry_from("not json"), std::runtime_error);
    auto j = json::parse(bytes_of(first()));
    j["v"] = 3;
    CHECK_THROWS_AS(entry_from(j.dump()), std::runtime_error);
    for (auto const& [field, bad] : {std::pair<std::string, json>{"seq", 1.5},
                                     {"position", 1e60},
                                     {"recorded", "now"},
                                     {"cause", true},
                                     {"v", 2.0},
                                     {"set", {1}},
                                     {"payload", "title"},
                                     {"postings", {{"a", 0.5}}},
                                     {"effective", "2024-02-30"}}) {
        CAPTURE(field);
        auto other = json::parse(bytes_of(first()));
        other[field] = bad;
        CHECK_THROWS_AS(entry_from(other.dump()), std::runtime_error);
    }
    auto large = first();
    large.payload["x"] = std::string(largest_entry, 'x');
    CHECK_THROWS_AS(bytes_of(large), too_large);
}

TEST_CASE("the fold: set, round and postings, and it refuses what does not follow") {
    state s{.stream = "case/2024-1"};
    auto e = first();
    evolve(s, e, "h1");
    CHECK(s.version == 1);
    CHECK(s.name == "proposed");
    CHECK(s.data["title"] == "Åpning");

    auto next = e;
    next.seq = 2;
    next.prev = "h1";
    next.from = "proposed";
    next.to = "";
    next.set = {{"title", nullptr}, {"n", 1}};
    next.round = {{"r1", {{"positions", {{"m1", {{"position", "agree"}}}}}}}};
    next.postings = {{"a", 5}, {"b", -5}};
    auto const before = s;
    for (auto const break_it : {0, 1, 2, 3}) {
        auto bad = next;
        if (break_it == 0) bad.seq = 3;
        if (break_it == 1) bad.prev = "h0";
        if (break_it == 2) bad.from = "elsewhere";
        if (break_it == 3) bad.stream = "case/2024-2";
        CHECK_THROWS_AS(evolve(s, bad, "h2"), std::logic_error);
        CHECK(bytes_of(s) == bytes_of(before));
    }
    evolve(s, next, "h2");
    CHECK(!s.data->contains("title"));
    CHECK(s.rounds["r1"]["positions"]["m1"]["position"] == "agree");
    CHECK(*s.balances == json{{"a", 5}, {"b", -5}});

    auto back = next;
    back.seq = 3;
    back.prev = "h2";
    back.round = {{"r1", {{"positions", nullptr}}}};
    back.postings = {{"a", -5}, {"b", 5}};
    evolve(s, back, "h3");
    CHECK(!s.rounds["r1"].contains("positions"));
    CHECK(s.balances->empty()); // accounts at zero are left out
    auto const again = state_from(stored(s));
    CHECK(bytes_of(again) == bytes_of(s));
}

TEST_CASE("what check folds with takes what the format says, and a balance that can't be stored is none") {
    std::vector<slices::member> room;
    slices::folded text("case/2024-1");
    state tree{.stream = "case/2024-1"};
    auto const follow = [&](entry e) {
        e.seq = tree.version + 1;
        e.prev = tree.hash;
        e.from = tree.name;
        e.to = "";
        auto const bytes = bytes_of(e), hash = std::to_string(e.seq);
        text.add(slices::entry_in(bytes, room), hash, room);
        evolve(tree, e, hash);
        CHECK(text.bytes() == bytes_of(tree));
    };
    follow(first());
    auto e = first();
    e.set = json::object();
    e.change = {{"title", "Lukking"}, {"list", {1}}}; // values that stand there whole
    follow(e);
    CHECK(tree.data["title"] == "Lukking");
    e.change = {{"title", nullptr}, {"list", {2, 3}}};
    follow(e);
    CHECK(!tree.data->contains("title"));
    e.change = json::object();
    e.postings = {{"a", largest_integer}, {"b", -largest_integer}};
    follow(e);
    e.postings = {{"a", 1}, {"b", -1}};
    CHECK_THROWS_AS(follow(e), slices::not_canonical);
    auto no_sum = bytes_of(e);
    no_sum.replace(no_sum.find(R"("a":1)"), 5, R"("a":null)");
    CHECK_THROWS_AS(slices::entry_in(no_sum, room), slices::not_canonical);
}

TEST_CASE("texts are filled, and the language is the caller's") {
    CHECK(fill("{a} og {b} {ukjent}", {{"a", "1"}, {"b", "2"}}, language::nb) == "1 og 2 {ukjent}");
    CHECK(fill("{a}", {{"a", text{"Hei", "Hei du", "Hello"}}}, language::en) == "Hello");
    auto const three = said::list({"a", text{"ti", "ti", "ten"}, "c"});
    CHECK(three.in(language::nn) == "a, ti og c");
    CHECK(three.in(language::en) == "a, ten and c");
    CHECK(preferred_language("") == language::nb);
    CHECK(preferred_language("nn-NO,nb;q=0.8") == language::nn);
    CHECK(preferred_language("de, en;q=0.3, nb;q=0.5") == language::nb);
    CHECK(preferred_language("en-GB") == language::en);
    CHECK(preferred_language("no;q=0.1, en;q=0.9") == language::en);
    CHECK(preferred_language("fr") == language::nb);
}
