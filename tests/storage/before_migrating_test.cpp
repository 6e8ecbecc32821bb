// What may be asked of a database before its schema is this program's.
#include "storage/storage.hpp"
#include "tests/storage/batches.hpp"
#include "tests/storage/databases.hpp"

namespace saksgang::test {
namespace {

ON_BOTH_DATABASES("which migrations have been applied, also where there is no schema") {
    database const db(false);
    auto const store = db.store_again();
    CHECK(store->open()->migrations_applied().empty());
    CHECK(store->migrate() == static_cast<int>(migrations_for(*store).size()));
    CHECK(store->open()->migrations_applied() == migrations_for(*store));
}

ON_BOTH_DATABASES("how many cases stand in which version and state, and the first of them") {
    database const db;
    auto const session = db.open();
    auto batch = next_batch(*session, "c", {"a"});
    for (int const number : {10, 3, 7}) batch.cases.push_back(some_case(2024, number));
    batch.cases[2].state = "elsewhere";
    batch.cases.push_back(some_case(2023, 99));
    batch.cases.back().state = "elsewhere";
    batch.cases.back().workflow = "other/2";
    REQUIRE(session->commit(batch));

    auto const all = session->standing("c");
    std::vector<std::string> seen;
    for (auto const& s : all)
        seen.push_back(s.workflow + " " + s.state + " " + std::to_string(s.count) + " " + s.first);
    auto const usual = some_case(2024, 1);
    std::vector<std::string> expected{usual.workflow + " " + usual.state + " 2 2024-3",
                                      usual.workflow + " elsewhere 1 2024-7", "other/2 elsewhere 1 2023-99"};
    std::ranges::sort(expected);
    std::ranges::sort(seen);
    CHECK(seen == expected);
    CHECK(session->standing("of nobody").empty());
}

} // namespace
} // namespace saksgang::test
