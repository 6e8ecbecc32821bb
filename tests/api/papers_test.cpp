// What cases write of themselves: a meeting's notice and minutes, as a page and as a PDF, for those who may read them.
#include <cstdio>
#include <fstream>
#include <regex>

#include "api/papers.hpp"
#include "engine/vocabulary.hpp"
#include "tests/api/town_that_meets.hpp"

namespace saksgang::test {
namespace {

std::string said_by(std::string const& command) {
    std::string all;
    std::array<char, 4096> part;
    auto* const out = popen(command.c_str(), "r");
    REQUIRE(out != nullptr);
    while (auto const n = fread(part.data(), 1, part.size(), out)) all.append(part.data(), n);
    REQUIRE_MESSAGE(pclose(out) == 0, command);
    return all;
}

bool holds(std::string const& all, std::string const& part) { return all.find(part) != std::string::npos; }

class town_with_papers : public town_in_a_meeting {
  protected:
    reply paper(std::string const& reader, std::string const& of, std::string const& named,
                std::string const& how = "") {
        return as(reader).get(address("/cases/" + id_in(of) + "/papers/" + named + how));
    }
    std::string page(std::string const& reader, std::string const& named, std::string const& how = "") {
        auto const got = paper(reader, meeting, named, how);
        REQUIRE_MESSAGE(got.status == 200, got.body);
        CHECK(got.headers.at("content-type") == "text/html; charset=utf-8");
        CHECK(holds(got.headers.at("content-security-policy"), "default-src 'none'"));
        return got.body;
    }
    std::set<std::string> papers_of(std::string const& of) {
        auto const seen = as("koordinator").get(address("/cases/" + id_in(of))).content();
        std::set<std::string> all;
        for (auto const& p : seen["papers"]) all.insert(p["name"].get<std::string>());
        return all;
    }
    // What somebody who sits there is called.
    std::string name_of(std::string const& seat) {
        auto const body = state_of("body/ssu");
        auto const* held =
            holder_on(*seat_on(body, seat, *date::parse("2025-10-27")), *date::parse("2025-10-27"));
        return as("koordinator").get(address("/people/" + held->person.value)).content()["person"]["name"];
    }
    // One of each side is away, one item is agreed on with a reservation and a remark, the others noted.
    void holds_meeting() {
        opens(present({"m1", "m2", "m3", "t1", "t2", "t3", "user", "gp", "employee"}));
        auto agreed = item("i4");
        agreed["remarks"] = json::array({{{"seat", "gp"}, {"text", "Fastlegene ba om <flere> møter."}}});
        agreed["reservations"] =
            json::array({{{"seat", "m2"}, {"text", "Budsjettet må vedtas"}, {"clear_by", "2025-12-01"}}});
        does("koordinator", meeting, "agree_on_item", agreed);
        for (auto const* standing : {"i1", "i2"})
            does("koordinator", meeting, "conclude_item", noted(standing));
        auto discussed = noted("i3");
        discussed["conclusion"] = "To punkter er fulgt opp.\nEtt gjenstår.";
        does("koordinator", meeting, "conclude_item", discussed);
        does("koordinator", meeting, "close_meeting");
    }
};

TEST_CASE_FIXTURE(town_with_papers,
                  "the notice has the day and the agenda, and is there once the agenda is locked") {
    CHECK(papers_of(meeting) == std::set<std::string>{"meeting_notice"});
    auto const seen = page("drammen", "meeting_notice");
    for (auto const* part : {"<html lang=\"nb\">", "Innkalling", "Strategisk samarbeidsutvalg (SSU)",
                             "27. oktober 2025", "Møteplan 2026", "Vedtakssak"})
        CHECK_MESSAGE(holds(seen, part), part);
    CHECK(std::regex_search(seen, std::regex("Sak \\d\\d-25 Innkalling og saksliste")));
    CHECK(holds(page("drammen", "meeting_notice", "?language=nn"), "<html lang=\"nn\">"));
    CHECK(holds(page("drammen", "meeting_notice", "?language=en"), "27 October 2025"));

    auto const next =
        creates("koordinator", "meeting", "begin_meeting",
                {{"title", "SSU"}, {"body", "ssu"}, {"day", "2025-12-08"}, {"place", "Drammen"}});
    CHECK(papers_of(next).empty());
    CHECK(paper("koordinator", next, "meeting_notice").status == 404);
    CHECK(paper("koordinator", meeting, "meeting_minutes").status == 404);
    CHECK(paper("koordinator", meeting, "no_such_paper").status == 404);
    CHECK(paper("koordinator", plan, "meeting_notice").status == 404);
    CHECK(paper("koordinator", meeting, "meeting_notice", "?as=docx").status == 422);
    CHECK(paper("koordinator", meeting, "meeting_notice", "?language=sv").status == 422);
    CHECK(paper("", meeting, "meeting_notice").status == 401);
}

// Koml § 11-4 (L11), by analogy: time and place, who was there and who was not, cases, decisions.
TEST_CASE_FIXTURE(town_with_papers, "the minutes hold what is asked of minutes") {
    does("koordinator", meeting, "move_to_day",
         {{"day", "2025-10-27"}, {"place", "Drammen sykehus, møterom 3"}});
    holds_meeting();
    CHECK(papers_of(meeting) == std::set<std::string>{"meeting_minutes", "meeting_notice"});
    auto const seen = page("drammen", "meeting_minutes");
    for (auto const* part :
         {"27. oktober 2025", "Drammen sykehus, møterom 3", "Kommunesiden", "Møteleder",
          "Frist for merknader til referatet 3. november 2025", "Enighet",
          "Fastlegene ba om &lt;flere&gt; møter.", "Budsjettet må vedtas (avklares innen 1. desember 2025)",
          "To punkter er fulgt opp.", "Tatt til orientering"})
        CHECK_MESSAGE(holds(seen, part), part);
    auto const there = seen.find("Til stede"), away = seen.find("Ikke til stede"),
               items = seen.find("Saksliste");
    REQUIRE(there < away);
    REQUIRE(away < items);
    for (auto const* seat : {"m1", "t1", "gp"})
        CHECK(seen.substr(there, away - there).find(name_of(seat)) != std::string::npos);
    for (auto const* seat : {"m4", "t4"})
        CHECK(seen.substr(away, items - away).find(name_of(seat)) != std::string::npos);
    chance.go_to("2025-11-04");
    does("leder", meeting, "approve_minutes");
    CHECK(
        holds(page("tillitsvalgt", "meeting_minutes"), "Godkjent 4. november 2025")); // who signs in that day
}

TEST_CASE_FIXTURE(
    town_with_papers,
    "a paper holds only what its reader may see, and of what is closed the reading is entered") {
    registers("utenfor");
    opens_account("utenfor");
    std::string const proposal = "Planen for 2026 blir som foreslått.";
    auto proposed = text("Møteplan 2026", "2");
    proposed["proposed_decision"] = json::array({proposal});
    does("koordinator", plan, "draft_anew");
    does("koordinator", plan, "propose_plan", {{"text", proposed}});
    CHECK(holds(page("utenfor", "meeting_notice"), proposal));
    does("koordinator", plan, "restrict_access", {{"hjemmel", "offl. § 14"}});
    CHECK(holds(page("leder", "meeting_notice"), proposal));
    auto const log = "access/2025-10";
    CHECK(history(log).back().command == "note_export");
    auto const entries = history(log).size();
    CHECK_FALSE(holds(page("utenfor", "meeting_notice"), proposal)); // which the case says
    CHECK(history(log).size() == entries);
    does("koordinator", meeting, "restrict_access", {{"hjemmel", "offl. § 14"}});
    CHECK(paper("utenfor", meeting, "meeting_notice").status == 404);
}

TEST_CASE_FIXTURE(town_with_papers,
                  "as a PDF it is tagged, has a title and the same text, and is printed once") {
    holds_meeting();
    auto const got = paper("drammen", meeting, "meeting_minutes", "?as=pdf");
    REQUIRE_MESSAGE(got.status == 200, got.body);
    CHECK(got.headers.at("content-type") == "application/pdf");
    CHECK(got.headers.at("content-disposition").starts_with("inline; filename=\"meeting_minutes-2025-"));
    CHECK(paper("drammen", meeting, "meeting_minutes", "?as=pdf").body ==
          got.body); // WeasyPrint dates what it makes
    auto const file = (place.path / "minutes.pdf").string();
    std::ofstream(file, std::ios::binary) << got.body;
    auto const read = said_by("pdftotext -layout " + file + " -");
    for (auto const* part :
         {"Referat", "27. oktober 2025", "Fastlegene ba om <flere> møter.", "Budsjettet må vedtas"})
        CHECK_MESSAGE(holds(read, part), part);
    CHECK(holds(read, name_of("m1")));
    auto const about = said_by("pdfinfo " + file);
    CHECK(holds(about, "Tagged:          yes"));
    CHECK(holds(about, "Title:           Referat, Strategisk samarbeidsutvalg"));
    for (auto const* tag : {"H1", "H2", "LI", "P (block)"})
        CHECK_MESSAGE(holds(said_by("pdfinfo -struct " + file), tag), tag);
}

TEST_CASE("each form of each workflow is one, and has no word that nobody has said") {
    std::set<std::string_view> known;
    for (auto const& w : vocabulary()) known.insert(w.name);
    std::regex const a_word("word\\.([a-z_]+)");
    int forms = 0;
    for (auto const* w : all_workflows())
        for (auto const& p : w->papers) {
            ++forms;
            CHECK_MESSAGE(known.contains(p.name), p.name);
            std::string const form(p.form);
            CHECK_NOTHROW((void)api::filled_in(form, json::object(), language::nb));
            for (std::sregex_iterator it(form.begin(), form.end(), a_word), end; it != end; ++it)
                CHECK_MESSAGE(known.contains((*it)[1].str()), (*it)[1].str());
        }
    CHECK(forms >= 2);
}

TEST_CASE("what a form is filled in with is text, whatever stands in it") {
    json const content{{"heading", "<b>"},
                       {"items", json::array({{{"title", "<script>{{word.day}}</script>"}}})}};
    auto const page =
        api::filled_in("{{#has_items}}{{#items}}<p>{{title}}</p>{{/items}}{{/has_items}}{{#none}}no{{/none}}",
                       content, language::nn);
    CHECK(holds(page, "<p>&lt;script&gt;{{word.day}}&lt;/script&gt;</p>"));
    CHECK(holds(page, "<title>&lt;b&gt;</title>"));
    CHECK_THROWS_AS((void)api::filled_in("{{#a}}", json::object(), language::nb), std::logic_error);
}

} // namespace
} // namespace saksgang::test
