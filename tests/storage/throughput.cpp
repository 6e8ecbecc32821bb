// How fast: `storage_test --no-skip -tc="throughput*" -s` prints it. One session, durable commits; a
// transition is an entry of 500 bytes in a case of its own, with a state of 1.5 KiB, its row with 23 parties,
// and an idempotency key. Each batch reads first, as the executor does.
#include <chrono>

#include "tests/storage/batches.hpp"
#include "tests/storage/databases.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

void transitions(store_session& session, int batch_size, std::chrono::milliseconds duration) {
    using clock = std::chrono::steady_clock;
    std::string const entry(500, 'e'), state(1500, 's');
    int next = 0, commits = 0;
    auto const begun = clock::now();
    while (clock::now() - begun < duration) {
        std::vector<std::string> streams;
        for (int i = 0; i < batch_size; ++i) streams.push_back("case/" + std::to_string((next + i) % 1000));
        auto batch = next_batch(session, "c", streams, entry);
        for (auto& s : batch.states) s.bytes = state;
        for (int i = 0; i < batch_size; ++i, ++next) {
            auto row = some_case(2024, next % 1000);
            for (int p = 0; p < 21; ++p) row.parties.push_back("party-" + std::to_string(p));
            batch.cases.push_back(row);
            batch.keys.push_back(
                {"kari", std::to_string(batch_size) + "/" + std::to_string(next), "r", "s", 1, 1});
        }
        REQUIRE(session.commit(batch));
        ++commits;
    }
    std::chrono::duration<double> const took = clock::now() - begun;
    MESSAGE("batches of " << batch_size << ": " << static_cast<int>(next / took.count())
                          << " transitions a second, " << took.count() * 1000 / commits << " ms a batch");
}

} // namespace

TEST_CASE_TEMPLATE("throughput" * doctest::skip(), database, sqlite_database, postgresql_database) {
    database db;
    auto session = db.open();
    for (int batch_size : {1, 32, 128}) transitions(*session, batch_size, std::chrono::seconds(3));
}
