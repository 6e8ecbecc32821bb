// What waits for whom, as it is derived of a stream's own state; and what `check` says where a store has it otherwise.
#include "engine/tasks.hpp"

#include "api/projections.hpp"
#include "tests/storage/databases.hpp"
#include "tests/support/town.hpp"
#include "workflows/shared/agreement/agreement.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

struct waiting_town : town {
    explicit waiting_town(std::string url = {}) : town(std::move(url)), waits(rules) {
        chance.go_to("2025-03-10");
    }

    std::string a_scheme(std::string const& title = "Ordning") {
        return creates("koordinator", "grant_scheme", "propose_scheme",
                       {{"title", title}, {"fund", "tilskudd"}, {"year", 2025}, {"due_year", 2025}});
    }
    std::string before_ssu() {
        auto const s = a_scheme();
        does("koordinator", s, "submit_scheme",
             {{"text", text("Ordning", "1.0")}, {"criteria", {"Felles søknad"}}});
        return s;
    }
    // "audience due", and the days on which it shows where they are not all.
    std::set<std::string> rows(std::string const& stream) {
        std::set<std::string> out;
        for (auto const& t : waits.of(state_of(stream))) {
            auto row = t.audience + " " + (t.due == no_day ? "-" : t.due.str());
            if (t.from != first_day) row += " from " + t.from.str();
            if (t.until != no_day) row += " until " + t.until.str();
            out.insert(row);
        }
        return out;
    }
    std::string person(std::string const& username) { return "person/" + people.at(username); }

    what_waits waits;
};

using words = std::set<std::string>;

} // namespace

TEST_CASE_FIXTURE(waiting_town,
                  "a case waits for whoever may take it on, by its next day, and no more when it has ended") {
    auto const s = a_scheme();
    CHECK(rows(s) == words{"role/case_handler 2025-12-31", "role/case_handler/ssu 2025-12-31"});
    auto const agreement = creates("koordinator", "agreement_revision", "propose_revision",
                                   {{"title", "Avtale"},
                                    {"reason", "x"},
                                    {"base_version", "1.0"},
                                    {"base_date", "2020-01-01"},
                                    {"proposal", document("Saksframlegg")}});
    CHECK(rows(agreement).contains("leader/ssu -"));
    does("koordinator", agreement, "withdraw", {{"reason", "x"}});
    CHECK(rows(agreement).empty());
}

TEST_CASE_FIXTURE(waiting_town, "whoever is asked in writing is waited for until they have answered") {
    auto const s = before_ssu();
    CHECK(rows(s).contains("leader/ssu 2025-12-31")); // to take it up
    does("koordinator", s, "open_round", {{"procedure", "written"}, {"deadline", "2025-03-20"}});
    auto const drammen = person("drammen") + " 2025-03-20";
    CHECK(rows(s).contains(drammen));
    CHECK(rows(s).contains("member/ssu 2025-03-20")); // the round's own date
    auto const world = read_world();
    for (auto const& body : bodies_in(state_of("organisation")))
        if (!world->knows(body)) world->put(state_of(body));
    world->put(state_of(s));
    situation const now{*world, people.at("drammen"), chance.now(), date_in_oslo(chance.now())};
    auto const asked = [&](std::vector<task> const& all) {
        return std::ranges::any_of(all, [](auto const& t) { return t.what == task_kind::position; });
    };
    CHECK(asked(tasks_for(rules, world->at(s), now)));
    auto const audiences = audiences_of(now);
    CHECK(audiences.contains("member/ssu"));
    CHECK(audiences.contains(person("drammen")));
    CHECK_FALSE(audiences.contains("leader/ssu"));
    CHECK_FALSE(audiences.contains("role/case_handler"));

    does("drammen", s, "take_position",
         {{"round", "r1"},
          {"digest", digest_of(rounds_in(state_of(s)).at("r1").subject)},
          {"position", "agree"}});
    world->put(state_of(s));
    CHECK_FALSE(asked(tasks_for(rules, world->at(s), now)));
}

TEST_CASE_FIXTURE(waiting_town, "a step in the same hands rewrites no row of what waits") {
    auto const s = a_scheme();
    auto const before = waits.of(state_of(s));
    does("koordinator", s, "submit_scheme", {{"text", text("Ordning", "1.0")}, {"criteria", {"x"}}});
    write_batch b;
    add_changes(b, before, waits.of(state_of(s)));
    CHECK(b.no_longer_waits.empty());
    for (auto const& t : b.now_waits) CHECK(t.audience != "role/case_handler");
}

TEST_CASE_FIXTURE(waiting_town,
                  "what shows on some days only is told with them: a carry-over from 1 December") {
    does("okonom", "fund/tilskudd", "allocate",
         {{"year", 2025}, {"amount", 1000}, {"basis", document("Grunnlag")}});
    CHECK(rows("fund/tilskudd").contains("role/finance 2025-12-31 from 2025-12-01"));
    for (auto const& [day, shown] : {std::pair{"2025-11-30", false}, {"2025-12-01", true}}) {
        auto const due = session->tasks(name, {.audiences = {"role/finance"}, .on = *date::parse(day)});
        auto const is_this = [](waiting const& t) { return t.due == *date::parse("2025-12-31"); };
        CHECK(std::ranges::any_of(due, is_this) == shown);
    }
}

TEST_CASE_FIXTURE(waiting_town, "an agreement's deadlines are those of the one that applies on the day") {
    std::set<std::string> pairs;
    for (auto const& s : session->streams(name, "agreement/", "", 100)) pairs.insert(s.stream);
    REQUIRE_FALSE(pairs.empty());
    for (auto const& pair : pairs) {
        auto const s = state_of(pair);
        for (auto day = *date::parse("2019-01-01"); day < *date::parse("2028-01-01");
             day = day.plus_days(29)) {
            std::set<date> expected, found;
            for (auto const& d : deadlines_of(s, day)) expected.insert(d.due);
            for (auto const& t : waits.of(s))
                if (t.from <= day && day <= t.until) found.insert(t.due);
            for (auto const& d : expected) CHECK(found.contains(d));
        }
    }
}

TEST_CASE("changes of what waits: what is gone, what is new, and what shows on other days") {
    auto const at = [](char const* audience, int day, int from = 1) {
        return waiting{audience, first_day.plus_days(day), "case/1", first_day.plus_days(from)};
    };
    write_batch b;
    add_changes(b, {at("a", 1), at("b", 1), at("b", 2), at("d", 1)}, {at("b", 1), at("b", 2, 5), at("c", 1)});
    CHECK(b.no_longer_waits == std::vector{at("a", 1), at("d", 1)});
    CHECK(b.now_waits == std::vector{at("b", 2, 5), at("c", 1)});
}

TEST_CASE_TEMPLATE("check finds what is derived wrongly, and making it anew mends it", database,
                   sqlite_database, postgresql_database) {
    database db;
    waiting_town t(db.url());
    auto const id = id_in(t.before_ssu());
    t.check_all();
    auto const findings = [&] {
        return check_store(
                   *t.data, t.rules, [](auto const&) {}, 3)
            .findings;
    };
    auto raw = db.raw();
    for (auto const& [wrong, says] :
         {std::pair{
              std::string("delete from tasks where audience = 'leader/ssu' and stream = 'case/") + id + "'",
              "is missing"},
          {"update tasks set due = '2030-01-01' where audience = 'role/case_handler' and stream = 'case/" +
               id + "'",
           "should not be there"},
          {"delete from case_keys where key = 'state/for_ssu'", "is missing"},
          {"update cases set title = 'noe annet' where id = '" + id + "'", ": title: not what the case says"},
          {"delete from cases where id = '" + id + "'", "it stands in no list"}}) {
        CAPTURE(wrong);
        *raw << wrong;
        auto const found = findings();
        REQUIRE_FALSE(found.empty());
        CHECK(std::ranges::any_of(
            found, [&, expected = says](auto const& f) { return f.find(expected) != f.npos; }));
        t.session->projections_are_made_by("another program");
        CHECK_FALSE(projections_are_current(*t.data, t.rules));
        refresh_projections(*t.data, t.rules, [](auto const&) {});
        CHECK(projections_are_current(*t.data, t.rules));
        CHECK(findings().empty());
    }
}
