// What is read of a community does not stop at some number of cases.
#include <algorithm>
#include <set>

#include "tests/system/stories.hpp"

using namespace saksgang::test;

ON_BOTH_SERVED("2 000 open cases, and a task in the oldest: it is on the worklist") {
    served s(where::kind());
    auto const proposed = [&](std::string const& title) {
        return s.creates("koordinator", "grant_scheme", "propose_scheme",
                         {{"title", title}, {"fund", "tilskudd"}, {"year", 2025}});
    };
    auto const oldest = proposed("Den eldste");
    s.does("koordinator", "case/" + oldest, "submit_scheme",
           {{"text", s.text("Ordning", "1.0")}, {"criteria", {"Felles søknad"}}});
    s.does("koordinator", "case/" + oldest, "open_round",
           {{"procedure", "written"}, {"deadline", "2025-01-20"}});
    for (int n = 0; n < 2000; ++n) (void)proposed("Ordning " + std::to_string(n));

    auto const mine = s.shows("drammen", "/worklist");
    CHECK(std::ranges::any_of(mine["items"], [&](auto const& w) {
        return w.value("a_case", "") == oldest && w["kind"] == "position";
    }));
    CHECK_FALSE(mine.contains("next"));
    CHECK(mine["total"] == mine["items"].size());
    CHECK(mine["total_is_more"] == false);

    // A handler has all of them, page by page, each once; the one with a date first.
    std::set<std::string> seen;
    std::string cursor;
    std::size_t lines = 0;
    for (int page = 0; page < 60; ++page) {
        auto const got =
            s.shows("koordinator", "/worklist?limit=200" + (cursor.empty() ? "" : "&cursor=" + cursor));
        CHECK(got["total"] == 1000);
        CHECK(got["total_is_more"] == true);
        if (page == 0) CHECK(got["items"][0].value("due", "") <= "2025-01-20");
        for (auto const& w : got["items"]) {
            ++lines;
            if (w.contains("a_case")) seen.insert(w["a_case"]);
        }
        if (!got.contains("next")) break;
        cursor = got["next"];
    }
    CHECK(seen.size() >= 2001);
    CHECK(lines >= seen.size());

    auto const all = s.shows("koordinator", "/cases?workflow=grant_scheme&ended=false&limit=1");
    CHECK(all["total"] == 1000);
    CHECK(all["total_is_more"] == true);
    auto const one = s.shows("koordinator", "/cases?state=for_ssu");
    CHECK(one["total"] == one["items"].size());
    CHECK(one["total_is_more"] == false);
    s.ends_well();
}

ON_BOTH_SERVED("equal tasks of many parties are one line, with the many behind it") {
    served s(where::kind());
    (void)before_the_parties(s);
    auto const waits_for = [&](std::string const& who, std::string const& command) {
        auto const list = s.shows(who, "/worklist?limit=200")["items"];
        auto const found =
            std::ranges::find_if(list, [&](auto const& w) { return w.value("command", "") == command; });
        return found == list.end() ? json() : json(*found);
    };
    auto const all = municipalities(s);
    auto const line = waits_for("koordinator", "register_adoption");
    REQUIRE(line.is_object());
    CHECK(line["parties"].size() == all.size() + 1); // and the trust
    CHECK(contains(line["parties"], "kongsberg"));
    CHECK(waits_for("kongsberg", "register_adoption").is_object());
    auto const stream = "case/" + line["a_case"].template get<std::string>();
    s.now("2025-05-05");
    s.does("kongsberg", stream, "register_adoption", adoption(s, "kongsberg", "2025-05-05"));
    CHECK_FALSE(waits_for("kongsberg", "register_adoption").is_object()); // it has answered
    CHECK_FALSE(contains(waits_for("koordinator", "register_adoption")["parties"], "kongsberg"));

    // Of the pairs' own deadlines, those by the same day.
    auto const list = s.shows("koordinator", "/worklist?limit=200")["items"];
    auto const of_pairs = [](auto const& w) { return w.contains("agreement"); };
    auto const pair = std::ranges::find_if(list, of_pairs);
    REQUIRE(pair != list.end());
    for (auto const& w : list)
        if (of_pairs(w) && &w != &*pair)
            CHECK((w["label"] != (*pair)["label"] || w.value("due", "") != pair->value("due", "")));
    s.ends_well();
}
