// Stores that earlier programs have made, opened by this one.
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>

#include "engine/calendar.hpp"
#include "tests/system/old_stores.hpp"
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

int status_of(served& s, std::string const& who, std::string const& path) { return s.get(who, path).status; }

// The first case that stands so.
std::string case_in(served& s, std::string const& workflow, std::string const& state) {
    auto const list = s.shows("koordinator", "/cases?workflow=" + workflow + "&state=" + state);
    REQUIRE_MESSAGE(!list.at("items").empty(), "no ", workflow, " in ", state);
    return list.at("items")[0]["id"];
}

std::vector<std::string> all_cases(served& s) {
    std::vector<std::string> ids;
    auto const list = s.shows("koordinator", "/cases?limit=200");
    for (auto const& each : list.at("items")) ids.push_back(each.at("id"));
    CHECK(list.at("total") == ids.size());
    return ids;
}

// Of a state of an earlier version: as which a case that stood so goes on.
std::string today_of(std::string const& workflow, std::string const& state) {
    if (workflow == "guideline_revision" && state == "commissioned") return "in_preparation";
    return state;
}
void each_state_is_there(served& s, json const& states) {
    REQUIRE(states.size() >= 4);
    for (auto const& [workflow, all] : states.items())
        for (auto const& state : all) (void)case_in(s, workflow, today_of(workflow, state));
}

// What is linked is there, but for what was withdrawn or erased.
std::map<std::string, int> documents_are_as_they_were(served& s, json const& a_case) {
    std::map<std::string, int> seen;
    for (auto const& linked : a_case.at("documents")) {
        std::string const kind = linked.contains("erasure")     ? "erased"
                                 : linked.contains("withdrawn") ? "withdrawn"
                                                                : "there";
        auto const path = "/documents/" + linked.at("digest").get<std::string>() +
                          "?case=" + a_case.at("id").get<std::string>();
        CHECK_MESSAGE(status_of(s, "koordinator", path) == (kind == "there" ? 200 : 410), path);
        ++seen[kind];
    }
    return seen;
}

void each_case_is_shown(served& s) {
    std::map<std::string, int> documents, rounds;
    for (auto const& id : all_cases(s)) {
        CAPTURE(id);
        auto const shown = s.shows("koordinator", "/cases/" + id + "?schema=true");
        for (auto const& [kind, n] : documents_are_as_they_were(s, shown)) documents[kind] += n;
        for (auto const& r : shown.at("rounds")) ++rounds[r.at("status")];
        auto const history = s.shows("koordinator", "/cases/" + id + "/history?limit=200");
        CHECK(history.at("items").size() == shown.at("version"));
        for (auto const& e : history.at("items")) CHECK_FALSE(e.at("label").get<std::string>().empty());
        auto const first = s.shows("koordinator", "/cases/" + id + "/history?version=1");
        CHECK(first.at("version") == 1);
    }
    for (auto const* kind : {"there", "withdrawn", "erased"}) CHECK_MESSAGE(documents[kind] > 0, kind);
    for (auto const* status : {"open", "carried", "not_carried", "closed"})
        CHECK_MESSAGE(rounds[status] > 0, status);
}

// The explanation whose value was taken away is what `check` names, and nothing else.
void checks_but_for_what_was_taken_away(served& s) {
    int code = 0;
    auto const found = run_program({"check", "--database", s.url()}, &code);
    CAPTURE(found);
    CHECK(code == 1);
    CHECK(says(found, "the value behind a commitment of entries"));
    CHECK(says(found, ": 1 findings"));
}

void registers_are_shown(served& s) {
    for (auto const* path :
         {"/worklist", "/funds", "/funds/tilskudd", "/funds/tilskudd/history", "/agreements", "/bodies",
          "/bodies/ssu", "/parties", "/workflows", "/organisation/history", "/history?limit=200"})
        CHECK_MESSAGE(status_of(s, "koordinator", path) == 200, path);
    books_balance(s);
    CHECK(agreement_of(s, "hol")["all"].back()["disputes"][0].contains("statement"));
    CHECK(agreement_of(s, "aal")["applies"].contains("ends_on"));
    // An explanation that was erased where it lay is gone, and the other is not.
    auto const written = case_in(s, "grant_application", "for_ssu");
    auto const told = s.get("koordinator", "/history?limit=200&case=" + written).raw +
                      s.get("koordinator", "/cases/" + written).raw;
    CHECK(says(told, "Søster av lederen"));
    CHECK_FALSE(says(told, "Gift med prosjektlederen"));
}

// Of each workflow something that goes on: in a round, at the parties, with money, by the table alone.
void cases_are_carried_on(served& s) {
    auto const submitted = case_in(s, "grant_application", "submitted");
    s.does("koordinator", "case/" + submitted, "begin_screening");
    CHECK(s.state_of(submitted) == "screening");

    auto const written = case_in(s, "grant_application", "for_ssu");
    s.does("drammen", "case/" + written, "take_position",
           position(s, written, "agree", {{"assents_to_procedure", true}}));
    CHECK(round_of(s, written)["positions"].size() == 3);

    auto const accepted = case_in(s, "grant_application", "accepted");
    s.does("okonom", "case/" + accepted, "disburse",
           {{"amount", 20'000'000}, {"voucher", "VV 2026-1"}, {"recipient", "kongsberg"}});
    CHECK(s.state_of(accepted) == "disbursed");
    books_balance(s);

    auto const asked = case_in(s, "agreement_revision", "party_adoption");
    s.does("koordinator", "case/" + asked, "register_adoption", adoption(s, "gol", "2025-12-18"));
    CHECK(round_of(s, asked)["parties"]["gol"]["status"] == "adopted");

    auto const published = case_in(s, "guideline_revision", "published");
    s.does("koordinator", "case/" + published, "confirm_in_use",
           {{"party", "gol"}, {"confirmed_on", "2025-12-18"}});

    auto const called = case_in(s, "grant_scheme", "for_ssu");
    ssu_agrees(s, called, "decision", "2026-01-05");
    CHECK(s.state_of(called) == "adopted");
    s.does("koordinator", "agreement/gol", "record_review",
           {{"reviewed_on", "2026-01-05"}, {"outcome", "keep"}, {"note", "Står ved lag"}});
}

// Each case of the workflow by the rules of today, until it is closed or was withdrawn.
class agreements_of_before {
  public:
    agreements_of_before(served& s, std::string const& clock)
        : s_(s), today_(*date::parse(clock.substr(0, 10))) {
        for (auto const& party : municipalities(s)) // that have concluded nothing new; Gol has adopted above
            if (party != "gol" && agreement_of(s, party)["all"].size() == 1) waiting_.push_back(party);
    }

    void end_well() {
        for (auto const& id : open_cases())
            while (s_.state_of(id) != "party_adoption" && goes_on(id)) {
            }
        for (auto const& id : open_cases())
            if (s_.state_of(id) == "party_adoption") two_parties_adopt(id);
        go_to(*date::parse("2026-07-01"));
        for (auto const& id : open_cases())
            while (goes_on(id)) {
            }
        CHECK(open_cases().empty());
    }

  private:
    std::vector<std::string> open_cases() {
        std::vector<std::string> ids;
        auto const list = s_.shows("koordinator", "/cases?workflow=agreement_revision&limit=200");
        for (auto const& each : list.at("items"))
            if (auto const state = s_.state_of(each["id"]); state != "closed" && state != "withdrawn")
                ids.push_back(each["id"]);
        return ids;
    }
    void go_to(date day) { s_.now((today_ = day).str()); }
    void does(std::string const& id, std::string const& command, json const& payload) {
        s_.does("koordinator", "case/" + id, command, payload);
    }
    void ssu(std::string const& id, std::string const& kind) { ssu_agrees(s_, id, kind, today_.str()); }

    // One step on; false where there is none.
    bool goes_on(std::string const& id) {
        CAPTURE(id);
        auto const a_case = case_of(s_, id);
        std::string const state = a_case["state"]["name"];
        CAPTURE(state);
        if (state == "proposed" || state == "draft_for_ssu") {
            ssu(id, "decision");
        } else if (state == "returned") {
            does(id, "resubmit_proposal",
                 {{"reason", "På nytt"}, {"proposal", s_.document("Nytt saksframlegg " + id)}});
        } else if (state == "mandated") {
            does(id, "call_for_nominations", json::object());
        } else if (state == "committee_appointing") {
            if (!a_case["data"].contains("committee"))
                does(id, "nominate_committee",
                     {{"members", committee(s_)}, {"proposal", s_.document("Redaksjonskomité " + id)}});
            ssu(id, "decision");
        } else if (state == "drafting") {
            if (!a_case["data"].contains("checklist")) does(id, "submit_draft", draft_agreement(s_, "1.0"));
            does(id, "submit_for_hearing", {{"paper", s_.document("Saksframlegg om høring " + id)}});
        } else if (state == "cleared_for_hearing") {
            does(id, "open_hearing",
                 {{"recipients", hearing_recipients(s_)},
                  {"deadline", today_.plus_days(1).str()},
                  {"letter", s_.document("Høringsbrev " + id)}});
            go_to(today_.plus_days(2));
        } else if (state == "hearing") {
            does(id, "close_hearing", json::object());
        } else if (state == "revising") {
            if (a_case["data"]["text"]["version"] != "2.0")
                does(id, "submit_draft", draft_agreement(s_, "2.0"));
            for (auto const& [name, r] : a_case["rounds"].items()) {
                auto const statements = r.value("statements", json::object());
                for (auto const& [statement, given] : statements.items())
                    if (!given.contains("answer"))
                        does(id, "answer_statement", {{"statement", statement}, {"answer", "Tatt inn"}});
            }
            does(id, "submit_to_ssu", {{"paper", s_.document("Saksframlegg til SSU " + id)}});
        } else if (state == "for_ssu") {
            ssu(id, "recommendation");
        } else if (state == "recommended") {
            does(id, "send_to_parties",
                 {{"policy", "pairwise"},
                  {"deadline", "2026-06-30"},
                  {"letter", s_.document("Til partene " + id)}});
        } else if (state == "party_adoption") {
            does(id, "close_answers", json::object());
        } else if (state == "concluded") {
            does(id, "close_case", {{"summary", "Inngått med dem som vedtok"}});
        } else {
            return false;
        }
        return true;
    }
    void two_parties_adopt(std::string const& id) {
        for (auto const& party : {waiting_.at(pairs_++), std::string("vestre-viken")})
            does(id, "register_adoption", adoption(s_, party, today_.str()));
    }

    served& s_;
    date today_;
    std::vector<std::string> waiting_; // municipalities, one for each case
    std::size_t pairs_ = 0;
};

template <class Where>
std::string kind_of() {
    return Where::kind().kind;
}

ON_BOTH_SERVED("a store of every earlier program opens, shows what it has, and is carried on") {
    on_each_old_store<where>([](served& s, old_store const& store) {
        checks_but_for_what_was_taken_away(s);
        each_state_is_there(s, store.states());
        CHECK(status_of(s, "koordinator", "/me") == 200); // by the password of before
        CHECK(s.get("", "/me", {{"Authorization", "Bearer " + store.token()}}).status == 200);
        each_case_is_shown(s);
        registers_are_shown(s);
        cases_are_carried_on(s);
        agreements_of_before(s, store.clock()).end_well();
        s.stop();
        checks_but_for_what_was_taken_away(s);
    });
}

ON_BOTH_SERVED("a dry run says what would be done, changes nothing, and is right") {
    for (auto const& program : programs_of_before()) {
        CAPTURE(program);
        old_store const store(kind_of<where>(), program);
        auto const before = store.dump();
        auto const would = run_program({"migrate", "--dry-run", "--database", store.url()});
        CHECK(store.dump() == before);
        auto const did = run_program({"migrate", "--database", store.url()});
        auto const names = would.substr(0, would.find('\n'));
        auto const applied = names.ends_with("none") ? 0 : std::ranges::count(names, ',') + 1;
        CHECK_MESSAGE(says(did, "migrations applied: " + std::to_string(applied)), would, did);
        CHECK(says(would, "lists and tasks: made anew") == says(did, "making lists and tasks anew"));
        CHECK(run_program({"migrate", "--dry-run", "--database", store.url()}) ==
              "migrations to apply: none\nlists and tasks: stay\n");
    }
}

// Of the first program, whose schema had no lists: by name.
TEST_CASE("a dry run names the migrations, and does not touch the file") {
    old_store const store("sqlite", "65bb6d7");
    auto const file = store.url().substr(store.url().find(':') + 1);
    auto const before = contents(file);
    CHECK(says(run_program({"migrate", "--dry-run", "--database", store.url()}),
               "migrations to apply: growth, pieces, lists, uploaders"));
    CHECK(contents(file) == before);
    int code = 0;
    CHECK(says(run_program({"migrate", "--dry-run", "--database", "sqlite:/tmp/is-not-there.db"}, &code),
               "there is no database at /tmp/is-not-there.db"));
    CHECK(code == 1);
    CHECK_FALSE(fs::exists("/tmp/is-not-there.db"));
}

// A case of a workflow that nobody knows, put there behind the program's back.
TEST_CASE("what can't be upgraded is named, and nothing is changed") {
    old_store const store("sqlite", programs_of_before().front());
    auto const file = store.url().substr(store.url().find(':') + 1);
    {
        soci::session db(soci::sqlite3, "db=" + file);
        db << "update cases set workflow = 'grant_scheme/7' where workflow = 'grant_scheme/1'";
    }
    auto const before = contents(file);
    for (auto const* dry : {"--dry-run", ""}) {
        CAPTURE(dry);
        std::vector<std::string> asked{"migrate", "--database", store.url()};
        if (*dry) asked.emplace_back(dry);
        int code = 0;
        auto const told = run_program(asked, &code);
        CHECK(code == 1);
        CHECK_MESSAGE(says(told,
                           "vest-viken: 1 case of grant_scheme/7 in adopted, which this program neither "
                           "knows nor can upgrade: the first is 2025-"),
                      told);
        CHECK(contents(file) == before);
    }
}

ON_BOTH_SERVED("migrating a second time changes nothing") {
    for (auto const& program : programs_of_before()) {
        CAPTURE(program);
        old_store const store(kind_of<where>(), program);
        run_program({"migrate", "--database", store.url()});
        auto const once = store.dump();
        CHECK(says(run_program({"migrate", "--database", store.url()}), "migrations applied: 0"));
        CHECK(store.dump() == once);
    }
}

} // namespace
} // namespace saksgang::test
