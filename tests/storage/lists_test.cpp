// Lists of cases by who has them, by the words of their titles, and in the order of these.
#include "tests/storage/batches.hpp"
#include "tests/storage/databases.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

std::string ids(std::vector<case_row> const& rows) {
    std::string all;
    for (auto const& row : rows) all += (all.empty() ? "" : " ") + row.id;
    return all;
}

void put(store_session& session, std::vector<case_row> const& rows,
         std::vector<case_row> const& before = {}) {
    auto batch = next_batch(session, "c", {"numbers"});
    batch.cases = rows;
    batch.cases_before = before;
    REQUIRE(session.commit(batch));
}

case_row titled(std::int64_t number, std::string title) {
    auto row = some_case(2024, number);
    row.title = std::move(title);
    return row;
}

// The whole list, in pages of each of these sizes.
std::string paged(store_session& session, case_filter f) {
    std::string all;
    for (std::size_t limit : {100, 3, 1}) {
        f.limit = limit;
        f.before.reset();
        std::vector<case_row> seen;
        for (;;) {
            auto const page = session.cases("c", f);
            seen.insert(seen.end(), page.begin(), page.end());
            if (page.size() < limit) break;
            f.before = {seen.back().year, seen.back().number, order_of(seen.back())};
        }
        CHECK((all.empty() || ids(seen) == all));
        all = ids(seen);
    }
    f.limit = 1;
    CHECK(session.count_cases("c", f, 1000) ==
          (all.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(all, ' ') + 1)));
    return all;
}

} // namespace

ON_BOTH_DATABASES("cases are found by who has them, and those that nobody has") {
    database db;
    auto session = db.open();
    std::vector<case_row> rows;
    for (int n = 1; n <= 5; ++n) rows.push_back(some_case(2024, n));
    rows[0].handler = rows[3].handler = "p-1";
    rows[1].handler = "p-2";
    rows[3].state = "approved";
    put(*session, rows);
    CHECK(paged(*session, {.handler = "p-1"}) == "2024-4 2024-1");
    CHECK(paged(*session, {.state = "approved", .handler = "p-1"}) == "2024-4");
    CHECK(paged(*session, {.party = "drammen", .handler = ""}) == "2024-5 2024-3");
    CHECK(paged(*session, {.handler = "p"}) == "");
    auto moved = rows[0];
    moved.handler = "p-2";
    put(*session, {moved}, {rows[0]});
    CHECK(paged(*session, {.handler = "p-1"}) == "2024-4");
    CHECK(paged(*session, {.handler = "p-2"}) == "2024-2 2024-1");
    CHECK(session->cases("c", {.handler = "p-2"}).back() == moved);
}

ON_BOTH_DATABASES("cases are found by words of their titles as one types them") {
    database db;
    auto session = db.open();
    put(*session, {titled(1, "Søknad om tilskudd: Kongsberg"), titled(2, "SØKNAD om Ål og Flå"),
                   titled(3, "Kommuneoverlegens årsrapport"), titled(4, "Kommunal plan"),
                   titled(5, nasty("søk")), titled(6, "")});
    auto const found = [&](std::set<std::string> words, case_filter f = {}) {
        f.words = std::move(words);
        return paged(*session, f);
    };
    CHECK(found({"s"}) == "2024-5 2024-2 2024-1");
    CHECK(found({"s|k"}) == "2024-5 2024-2 2024-1");
    CHECK(found({"s|kn"}) == "2024-2 2024-1");
    CHECK(found({"s|knad", "kon"}) == "2024-1");
    CHECK(found({"kommun"}) == "2024-4 2024-3");
    CHECK(found({"kommuneoverl"}) == "2024-3");
    CHECK(found({"}l"}) == "2024-2");
    CHECK(found({"al"}) == "");
    CHECK(found({"overlegens"}) == ""); // within a word
    CHECK(found({"s|knad"}, {.state = "drafting", .ended = false}) == "2024-2 2024-1");
    CHECK(found({"s|knad"}, {.party = "asker"}) == "");
    // What one may not know of is not found.
    auto closed = titled(1, "Søknad om tilskudd: Kongsberg");
    closed.shown_to = shown_to::body_and_parties;
    put(*session, {closed}, {titled(1, "Søknad om tilskudd: Kongsberg")});
    CHECK(found({"s|knad"}) == "2024-2");
    CHECK(found({"s|knad"}, {.may_read = readership{.every_case = shown_to::parties}}) == "2024-2 2024-1");
    CHECK(found({"s|knad"}, {.may_read = readership{.every_case = {}}}) == "");
    // A title that is corrected is found by what it says now.
    put(*session, {titled(4, "Regional plan")}, {titled(4, "Kommunal plan")});
    CHECK(found({"kommunal"}) == "");
    CHECK(found({"regional"}) == "2024-4");
}

ON_BOTH_DATABASES("cases in the order of their titles") {
    database db;
    auto session = db.open();
    std::vector<case_row> rows{titled(1, "Ås"),
                               titled(2, "Øvre Eiker"),
                               titled(3, "asker"),
                               titled(4, "Ærlig"),
                               titled(5, "Asker"),
                               titled(6, "Drammen"),
                               titled(7, std::string(300, 'x')),
                               titled(8, std::string(300, 'x') + "y")};
    rows[5].ended = true;
    rows[2].handler = "p-1";
    put(*session, rows);
    case_filter const by_title{.order = case_order::title};
    CHECK(paged(*session, by_title) == "2024-3 2024-5 2024-6 2024-7 2024-8 2024-4 2024-2 2024-1");
    auto const with = [&](auto&& set) {
        auto f = by_title;
        set(f);
        return paged(*session, f);
    };
    CHECK(with([](auto& f) { f.ended = false; }) == "2024-3 2024-5 2024-7 2024-8 2024-4 2024-2 2024-1");
    CHECK(with([](auto& f) { f.handler = ""; }) == "2024-5 2024-6 2024-7 2024-8 2024-4 2024-2 2024-1");
    CHECK(with([](auto& f) { f.words = {"as"}; }) == "2024-3 2024-5");
    CHECK(with([](auto& f) { f.year = 2023; }) == "");
    CHECK(with([](auto& f) {
              f.may_read = readership{.every_case = {}, .bodies = {"ssu", "lsu"}};
          }) == "2024-3 2024-5 2024-6 2024-7 2024-8 2024-4 2024-2 2024-1");
}

ON_BOTH_DATABASES("in the order of titles the index is read where much is on the list, and says the same") {
    database db;
    auto session = db.open();
    std::vector<case_row> rows;
    for (int n = 1; n <= 1500; ++n) {
        rows.push_back(titled(n, std::string(1, static_cast<char>('a' + n % 26)) + std::to_string(n % 7)));
        rows.back().state = n % 3 ? "drafting" : "approved";
        if (n % 5 == 0) rows.back().workflow = "grant";
        if (n % 4 == 0) rows.back().parties = {"asker"};
        if (n % 11 == 0) rows.back().shown_to = shown_to::body_and_parties;
    }
    put(*session, rows);
    auto const expected = [&](auto const& is_on_it) {
        std::vector<case_row> list;
        for (auto const& row : rows)
            if (is_on_it(row)) list.push_back(row);
        std::ranges::stable_sort(list, {}, order_of);
        return ids(list);
    };
    auto const listed = [&](case_filter f) {
        f.order = case_order::title;
        f.limit = 400;
        std::vector<case_row> seen;
        for (;;) {
            auto const page = session->cases("c", f);
            seen.insert(seen.end(), page.begin(), page.end());
            if (page.size() < f.limit) return ids(seen);
            f.before = {seen.back().year, seen.back().number, order_of(seen.back())};
        }
    };
    readership const all{.every_case = shown_to::parties};
    CHECK(listed({.may_read = all}) == expected([](auto const&) { return true; }));
    CHECK(listed({}) == expected([](auto const& r) { return r.shown_to == shown_to::everyone; }));
    CHECK(listed({.body = "ssu", .may_read = all}) == expected([](auto const&) { return true; }));
    CHECK(listed({.workflows = {"agreement_revision"}, .body = "ssu", .ended = false, .may_read = all}) ==
          expected([](auto const& r) { return r.workflow != "grant"; }));
    CHECK(listed({.state = "approved", .party = "asker", .may_read = all}) ==
          expected([](auto const& r) { return r.state == "approved" && r.parties.front() == "asker"; }));
    CHECK(listed({.body = "ssu", .may_read = readership{.every_case = {}, .bodies = {"ssu"}}}) ==
          expected([](auto const&) { return true; }));
}
