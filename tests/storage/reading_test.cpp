// What is read: histories, lists, snapshots; and what sign-in keeps.
#include "tests/storage/batches.hpp"
#include "tests/storage/databases.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

std::vector<std::string> streams_of(std::vector<stored_state> const& states) {
    std::vector<std::string> all;
    for (auto const& s : states) all.push_back(s.stream);
    return all;
}

std::string ids(std::vector<case_row> const& rows) {
    std::string all;
    for (auto const& row : rows) all += (all.empty() ? "" : " ") + row.id;
    return all;
}

void write_cases(store_session& session, std::vector<case_row> const& rows,
                 std::vector<case_row> const& before = {}) {
    auto batch = next_batch(session, "c", {"numbers"});
    batch.cases = rows;
    batch.cases_before = before;
    REQUIRE(session.commit(batch));
}

std::string id_of(std::string const& stream) { // the number of a case, the name of anything else
    return stream.substr(stream.find_last_of("/-") + 1);
}

} // namespace

ON_BOTH_DATABASES("history and entries come in order, after a place, and no more than asked for") {
    database db;
    auto session = db.open();
    for (int i = 0; i < 12; ++i)
        REQUIRE(session->commit(next_batch(*session, "c", {"a", "b"}, "text " + std::to_string(i))));
    write_one(*session, "other", "a", "elsewhere");

    auto const all = session->history("c", "a", 0, 100);
    REQUIRE(all.size() == 12);
    for (int i = 0; i < 12; ++i) {
        CHECK(all[i].seq == i + 1);
        CHECK(all[i].position == 2 * i + 1);
        CHECK(all[i].bytes == "text " + std::to_string(i));
    }
    CHECK(session->history("c", "a", 3, 2) == std::vector(all.begin() + 3, all.begin() + 5));
    CHECK(session->history("c", "a", 12, 2).empty());
    CHECK(session->history("c", "none", 0, 2).empty());
    auto const page = session->entries("c", 9, 5);
    REQUIRE(page.size() == 5);
    for (int i = 0; i < 5; ++i) CHECK(page[i].position == 10 + i);
    CHECK(session->entries("c", 24, 5).empty());
    CHECK(session->entries("c", 0, 0).empty());
}

ON_BOTH_DATABASES("streams with a prefix, in order of their bytes") {
    database db;
    auto session = db.open();
    // As bytes: digits, then capitals, underscore, small letters, and what is beyond ASCII last.
    std::vector<std::string> const in_order{
        "case/2024-10", "case/2024-2", "case/2024-20", "case/Z",        "case/_",
        "case/a",       "case/a-b",    "case/ab",      "case/\xC3\xA5", "case/\xF0\x9F\xA6\x8C"};
    auto shuffled = in_order;
    std::reverse(shuffled.begin(), shuffled.end());
    for (auto other : {"cas", "case", "case0", "body/ssu", "x"}) shuffled.push_back(other);
    REQUIRE(session->commit(next_batch(*session, "c", shuffled)));
    write_one(*session, "d", "case/elsewhere");

    CHECK(streams_of(session->streams("c", "case/", "", 100)) == in_order);
    std::vector<std::string> paged;
    for (std::string after;;) {
        auto const page = streams_of(session->streams("c", "case/", after, 3));
        paged.insert(paged.end(), page.begin(), page.end());
        if (page.size() < 3) break;
        after = page.back();
    }
    CHECK(paged == in_order);
    CHECK(streams_of(session->streams("c", "case/2024-2", "", 100)) ==
          std::vector<std::string>{"case/2024-2", "case/2024-20"});
    CHECK(session->streams("c", "", "", 100).size() == shuffled.size());
    CHECK(streams_of(session->streams("c", "case/_", "", 100)) ==
          std::vector<std::string>{"case/_"}); // no pattern
    CHECK(session->streams("c", "case/%", "", 100).empty());
    CHECK(session->streams("c", "case/2024-2", "", 1)[0] ==
          session->read("c", {.streams = {"case/2024-2"}}).states.at("case/2024-2"));
}

ON_BOTH_DATABASES("cases come newest first, in pages that meet") {
    database db;
    auto session = db.open();
    std::vector<case_row> rows;
    for (int n : {1, 2, 9, 10, 11}) rows.push_back(some_case(2024, n));
    for (int n : {3, 4'000'000}) rows.push_back(some_case(2023, n));
    rows.push_back(some_case(2025, 1));
    write_cases(*session, rows);
    auto const everything = "2025-1 2024-11 2024-10 2024-9 2024-2 2024-1 2023-4000000 2023-3";
    CHECK(ids(session->cases("c", {})) == everything);
    for (std::size_t limit : {1, 2, 3, 8, 9}) {
        std::vector<case_row> seen;
        for (case_filter f{.limit = limit};; f.before = {seen.back().year, seen.back().number}) {
            auto const page = session->cases("c", f);
            seen.insert(seen.end(), page.begin(), page.end());
            if (page.size() < limit) break;
        }
        CHECK(ids(seen) == everything);
    }
    CHECK(ids(session->cases("c", {.before = {{2024, 2}}})) == "2024-1 2023-4000000 2023-3");
    CHECK(session->cases("elsewhere", {}).empty());
}

ON_BOTH_DATABASES("cases are filtered by each thing alone and by all together") {
    database db;
    auto session = db.open();
    std::vector<case_row> rows;
    for (int n = 1; n <= 8; ++n) rows.push_back(some_case(2024, n));
    rows[0].workflow = "grant";
    rows[1].state = "approved";
    rows[2].body = "";
    rows[3].parties = {"vest-viken", "fl\xC3\xA5"};
    rows[4].parties = {};
    rows[5].ended = true;
    rows[6].shown_to = shown_to::body_and_parties;
    rows[7].parties = {"b", "a", "b"}; // in this order, even so
    rows[7].year = 2023;
    write_cases(*session, rows);

    auto list = [&](case_filter const& f) { return ids(session->cases("c", f)); };
    CHECK(list({}) == "2024-6 2024-5 2024-4 2024-3 2024-2 2024-1 2024-8");
    CHECK(list({.workflows = {"grant"}}) == "2024-1");
    CHECK(list({.state = "approved"}) == "2024-2");
    CHECK(list({.body = ""}) == "2024-3");
    CHECK(list({.body = "ssu"}) == "2024-6 2024-5 2024-4 2024-2 2024-1 2024-8");
    CHECK(list({.party = "fl\xC3\xA5"}) == "2024-4");
    CHECK(list({.party = "drammen"}) == "2024-6 2024-3 2024-2 2024-1");
    CHECK(list({.party = "b"}) == "2024-8");
    CHECK(list({.year = 2023}) == "2024-8");
    CHECK(list({.ended = true}) == "2024-6");
    CHECK(list({.party = "drammen", .ended = false}) == "2024-3 2024-2 2024-1");
    CHECK(list({.closed_too = true}) == "2024-7 2024-6 2024-5 2024-4 2024-3 2024-2 2024-1 2024-8");
    CHECK(list({.workflows = {"agreement_revision"},
                .state = "drafting",
                .body = "ssu",
                .party = "vest-viken",
                .year = 2024,
                .ended = false,
                .closed_too = true,
                .before = {{2024, 7}},
                .limit = 1}) == "2024-4");
    CHECK(list({.workflows = {"grant"}, .state = "approved"}) == "");
    CHECK(session->cases("c", {.year = 2023})[0] == rows[7]);
}

ON_BOTH_DATABASES("cases are counted up to a number, whatever the page") {
    database db;
    auto session = db.open();
    std::vector<case_row> rows;
    for (int n = 1; n <= 30; ++n) {
        rows.push_back(some_case(2024, n));
        if (n % 3 == 0) rows.back().ended = true;
        if (n % 10 == 0) rows.back().workflow = "grant", rows.back().parties = {"asker"};
    }
    write_cases(*session, rows);
    auto const count = [&](case_filter const& f, std::size_t most = 1000) {
        return session->count_cases("c", f, most);
    };
    CHECK(count({}) == 30);
    CHECK(count({}, 7) == 7);
    CHECK(count({.before = {{2024, 3}}, .limit = 2}) == 30);
    CHECK(count({.ended = true}) == 10);
    CHECK(count({.workflows = {"grant"}}) == 3);
    CHECK(count({.workflows = {"grant", "agreement_revision"}, .ended = false}) == 20);
    CHECK(count({.workflows = {"none"}}) == 0);
    CHECK(count({.state = "drafting", .party = "asker"}) == 3);
    CHECK(count({.state = "drafting", .body = "ssu", .party = "drammen"}, 20) == 20);
    CHECK(count({.year = 2023}) == 0);
    CHECK(session->count_cases("elsewhere", {}, 1000) == 0);
    CHECK(session->stages("c") == std::vector<std::pair<std::string, std::string>>{
                                      {"agreement_revision", "drafting"}, {"grant", "drafting"}});
    CHECK(session->stages("elsewhere").empty());
}

ON_BOTH_DATABASES("a list has what whoever asks may know of, and pages of it are full") {
    database db;
    auto session = db.open();
    std::vector<case_row> rows;
    for (int n = 1; n <= 8; ++n) {
        rows.push_back(some_case(2024, n));
        if (n > 2) rows.back().shown_to = shown_to::body_and_parties; // two are open to all
    }
    rows[1].parties = {"asker"};
    rows[2].body = "lsu";
    rows[3].archive_owner = "asker";
    rows[4].parties = {"asker", "drammen"};
    rows[5].readers = {"p-1", "p-11"};
    rows[6].readers = {"p-2"};
    write_cases(*session, rows);
    auto const list = [&](readership r, case_filter f = {}) {
        f.may_read = std::move(r);
        auto const all = ids(session->cases("c", f));
        f.limit = 1;
        std::vector<case_row> paged;
        for (;; f.before = {paged.back().year, paged.back().number}) {
            auto const page = session->cases("c", f);
            paged.insert(paged.end(), page.begin(), page.end());
            if (page.empty()) break;
        }
        CHECK(ids(paged) == all);
        CHECK(session->count_cases("c", f, 1000) == paged.size());
        return all;
    };
    CHECK(list({.every_case = shown_to::parties}) ==
          "2024-8 2024-7 2024-6 2024-5 2024-4 2024-3 2024-2 2024-1");
    CHECK(list({}) == "2024-2 2024-1");
    CHECK(list({.bodies = {"lsu"}}) == "2024-3 2024-2 2024-1");
    CHECK(list({.parties = {"asker"}}) == "2024-5 2024-4 2024-2 2024-1");
    CHECK(list({.parties = {"asker", "bergen", "moss"}}) == "2024-5 2024-4 2024-2 2024-1");
    CHECK(list({.person = "p-1"}) == "2024-6 2024-2 2024-1");
    CHECK(list({.person = "p"}) == "2024-2 2024-1");
    CHECK(list({.parties = {"asker"}}, {.party = "drammen"}) == "2024-5 2024-4 2024-1");
    CHECK(list({.parties = {"asker"}}, {.state = "drafting", .body = "ssu"}) ==
          "2024-5 2024-4 2024-2 2024-1");
    // An auditor: what the grant covers, and nothing else.
    CHECK(list({.every_case = {}, .parties = {"asker"}}) == "2024-5 2024-4 2024-2");
    CHECK(list({.every_case = {}, .parties = {"asker"}}, {.state = "drafting"}) == "2024-5 2024-4 2024-2");
    CHECK(list({.every_case = {}, .bodies = {"lsu"}, .parties = {"asker"}}) == "2024-5 2024-4 2024-3 2024-2");
    CHECK(list({.every_case = {}}) == "");
}

ON_BOTH_DATABASES("what waits comes soonest first, each line once, on its days") {
    database db;
    auto session = db.open();
    auto const day = [](int n) { return date::parse("2025-01-01")->plus_days(n); };
    auto const row = [&](std::string const& audience, int due, int n) {
        return waiting{audience, day(due), "case/2024-" + std::to_string(n)};
    };
    auto batch = next_batch(*session, "c", {"numbers"});
    for (int n = 1; n <= 9; ++n) batch.now_waits.push_back(row("role/a", n % 3, n));
    batch.now_waits.push_back(row("person/p", 1, 4)); // the same line for another
    batch.now_waits.push_back(row("person/p", 0, 77));
    batch.now_waits.push_back({"person/p", no_day, "case/2024-99"});
    batch.now_waits.push_back({"person/p", day(0), "fund/x", day(5), day(6)});
    REQUIRE(session->commit(batch));

    auto const read = [&](task_filter f) {
        std::string all;
        for (std::size_t limit : {100, 3, 1}) {
            f.limit = limit;
            f.after.reset();
            std::string paged;
            for (;;) {
                auto const page = session->tasks("c", f);
                for (auto const& t : page) paged += t.due.str().substr(8) + ":" + id_of(t.stream) + " ";
                if (page.size() < limit) break;
                f.after = {page.back().due, page.back().stream};
            }
            CHECK((all.empty() || paged == all));
            all = paged;
        }
        CHECK(session->count_tasks("c", f, 1000) == static_cast<std::size_t>(std::ranges::count(all, ' ')));
        return all;
    };
    CHECK(read({.audiences = {"person/p"}, .on = day(0)}) == "01:77 02:4 31:99 ");
    CHECK(read({.audiences = {"person/p"}, .on = day(5)}) == "01:77 01:x 02:4 31:99 ");
    CHECK(read({.audiences = {"person/p"}, .on = day(7)}) == "01:77 02:4 31:99 ");
    CHECK(read({.audiences = {"role/a", "person/p"}, .on = day(0)}) ==
          "01:3 01:6 01:77 01:9 02:1 02:4 02:7 03:2 03:5 03:8 31:99 ");
    CHECK(read({.audiences = {"role/b"}, .on = day(0)}) == "");
    CHECK(session->tasks("c", {}).empty());
    CHECK(session->count_tasks("c", {.audiences = {"role/a"}, .on = day(0)}, 4) == 4);
    CHECK(session->tasks("elsewhere", {.audiences = {"role/a"}, .on = day(0)}).empty());

    auto change = next_batch(*session, "c", {"numbers"});
    change.no_longer_waits = {row("role/a", 0, 3), row("person/p", 0, 77)};
    change.now_waits = {row("role/a", 0, 10), {"person/p", day(0), "fund/x"}};
    REQUIRE(session->commit(change));
    CHECK(read({.audiences = {"role/a", "person/p"}, .on = day(0)}) ==
          "01:10 01:6 01:9 01:x 02:1 02:4 02:7 03:2 03:5 03:8 31:99 ");
}

ON_BOTH_DATABASES("a case is replaced as a whole, and its parties are searched as they are now") {
    database db;
    auto session = db.open();
    auto row = some_case(2024, 17);
    write_cases(*session, {row, some_case(2024, 18)});
    row.title = "new";
    row.state = "approved";
    row.parties = {"asker"};
    row.ended = true;
    write_cases(*session, {row}, {some_case(2024, 17)});
    CHECK(session->cases("c", {.party = "asker"}) == std::vector{row});
    CHECK(ids(session->cases("c", {.party = "drammen"})) == "2024-18");
    CHECK(session->cases("c", {}).size() == 2);
}

ON_BOTH_DATABASES("a snapshot sees one moment, whatever is written meanwhile") {
    database db;
    auto reader = db.open(), writer = db.open();
    write_one(*writer, "c", "a");
    reader->begin_snapshot();
    auto const before = reader->read("c", {.streams = {"a"}});
    auto batch = next_batch(*writer, "c", {"a", "b"});
    batch.cases = {some_case(2024, 1)};
    REQUIRE(writer->commit(batch));
    write_one(*writer, "d", "a");
    CHECK(reader->read("c", {.streams = {"a"}}).at == before.at);
    CHECK(reader->read("c", {.streams = {"a"}}).states == before.states);
    CHECK(reader->entries("c", 0, 10).size() == 1);
    CHECK(reader->cases("c", {}).empty());
    CHECK(reader->communities().size() == 1);
    reader->end_snapshot();
    CHECK(reader->entries("c", 0, 10).size() == 3);
    CHECK(reader->communities() == std::vector<std::string>{"c", "d"});
    reader->end_snapshot(); // none open: nothing to end
}

ON_BOTH_DATABASES("in a snapshot or under a lock nothing else is written") {
    database db;
    auto session = db.open();
    auto const expect_refused = [&](auto const& attempt) {
        for (bool locked : {false, true}) {
            locked ? session->lock("c") : session->begin_snapshot();
            CHECK_THROWS_AS(attempt(), std::logic_error);
            session->begin_snapshot(); // the failure has ended the one before
            session->end_snapshot();
        }
    };
    expect_refused([&] { session->put_credential("c", "a", "h"); });
    expect_refused([&] { session->put_session("c", {"t", "a", "p", {1}}); });
    expect_refused([&] { session->put_document("c", "text/plain", {1}, [] { return std::string(); }); });
    expect_refused([&] { session->reap_documents({1}); });
    expect_refused([&] { session->begin_snapshot(); });
    expect_refused([&] { session->lock("d"); });
    CHECK_FALSE(session->credential("c", "a"));
}

ON_BOTH_DATABASES("personal values are fetched together, however many") {
    database db;
    auto session = db.open();
    auto batch = next_batch(*session, "c", {"a"});
    std::set<std::string> commitments;
    for (int i = 0; i < 100; ++i) {
        batch.personal.push_back({"commitment " + std::to_string(i), "salt", nasty(std::to_string(i))});
        commitments.insert(batch.personal.back().commitment);
    }
    REQUIRE(session->commit(batch));
    commitments.insert("unknown");
    auto const values = session->personal("c", commitments);
    REQUIRE(values.size() == 100);
    for (auto const& p : batch.personal) CHECK(values.at(p.commitment) == p.value);
    CHECK(session->personal("c", {"commitment 7"}).size() == 1);
    CHECK(session->personal("c", {}).empty());
    CHECK(session->personal("d", commitments).empty());
}

ON_BOTH_DATABASES("credentials are replaced") {
    database db;
    db.open()->put_credential("c", nasty("kari"), nasty("hash"));
    auto session = db.open();
    CHECK(session->credential("c", nasty("kari")) == nasty("hash"));
    session->put_credential("c", nasty("kari"), "new");
    session->put_credential("d", nasty("kari"), "elsewhere");
    CHECK(session->credential("c", nasty("kari")) == "new");
    CHECK_FALSE(session->credential("c", "ola"));
}

ON_BOTH_DATABASES("sessions are found by their token, extended, ended and reaped") {
    database db;
    auto session = db.open();
    std::vector<session_record> const all{{nasty("t1"), nasty("kari"), nasty("p-1"), {100}},
                                          {"t2", "ola", "p-2", {200}}};
    for (auto const& s : all) session->put_session("c", s);
    session->put_session("d", all[1]);
    wanted const w{.sessions = {nasty("t1"), "t2", "t3"}};
    auto tokens = [&](std::string const& community) {
        std::set<std::string> found;
        for (auto const& s : db.open()->read(community, w).sessions) found.insert(s.token);
        return found;
    };
    CHECK(session->read("c", {.sessions = {nasty("t1")}}).sessions == std::vector{all[0]});
    auto longer = all[0];
    longer.expires = {300};
    session->put_session("c", longer);
    CHECK(session->read("c", {.sessions = {nasty("t1")}}).sessions == std::vector{longer});
    session->reap_sessions({199});
    CHECK(tokens("c").size() == 2);
    session->reap_sessions({200});
    CHECK(tokens("c") == std::set{nasty("t1")});
    CHECK(tokens("d").empty());
    session->end_session("d", nasty("t1"));
    CHECK(tokens("c").size() == 1);
    session->end_session("c", nasty("t1"));
    CHECK(tokens("c").empty());
}

ON_BOTH_DATABASES("the sessions of one account are listed, and end together") {
    database db;
    auto session = db.open();
    session_record const early{"t1", nasty("kari"), "p-1", {100}}, late{"t2", nasty("kari"), "p-1", {200}},
        ola{"t3", "ola", "p-2", {150}};
    for (auto const& s : {early, late, ola}) session->put_session("c", s);
    session->put_session("d", early);
    CHECK(session->sessions_of("c", nasty("kari")) == std::vector{late, early});
    session->end_sessions("c", nasty("kari"));
    CHECK(session->sessions_of("c", nasty("kari")).empty());
    CHECK(session->sessions_of("c", "ola") == std::vector{ola});
    CHECK(session->sessions_of("d", nasty("kari")) == std::vector{early});
}
