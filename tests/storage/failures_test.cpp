// The failure classes of ports.hpp, crashes, and that both databases come to the same bytes.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "storage/storage.hpp"
#include "tests/storage/batches.hpp"
#include "tests/storage/databases.hpp"

using namespace saksgang;
using namespace saksgang::test;

TEST_CASE("PostgreSQL: a connection that was ended is unavailable, and a new session works") {
    postgresql_database db;
    auto session = db.open();
    write_one(*session, "c", "a");
    auto const batch = next_batch(*session, "c", {"a"});
    auto const end_all = [&] {
        *db.raw() << "select pg_terminate_backend(pid) from pg_stat_activity "
                     "where datname = current_database() and pid <> pg_backend_pid()";
    };
    SUBCASE("at rest") {
        end_all();
        CHECK_THROWS_AS(session->commit(batch), store_unavailable);
    }
    SUBCASE("under a lock") {
        session->lock("c");
        end_all();
        CHECK_THROWS_AS(session->commit(batch), store_unavailable);
        session->unlock(); // nothing any more
    }
    SUBCASE("in a snapshot") {
        session->begin_snapshot();
        end_all();
        CHECK_THROWS_AS(session->entries("c", 0, 10), store_unavailable);
        session->end_snapshot();
    }
    SUBCASE("in an upload") {
        auto const piece = [&] {
            end_all();
            return std::string(document_chunk, 'x');
        };
        CHECK_THROWS_AS(session->put_document("c", "text/plain", {1}, piece), store_unavailable);
    }
    CHECK_THROWS_AS(session->read("c", {}), store_unavailable); // it stays dead
    auto again = db.open();
    CHECK(again->entries("c", 0, 10).size() == 1);
    CHECK(again->commit(batch));
}

TEST_CASE("PostgreSQL: each state of SQL has its class, and leaves no transaction open") {
    postgresql_database db;
    auto raw = db.raw();
    *raw << "create function fail() returns trigger language plpgsql as $$ begin "
            "raise exception 'told to' using errcode = new.request; end $$";
    *raw << "create trigger fail before insert on keys for each row execute function fail()";
    auto session = db.open();
    auto attempt = [&](std::string const& state, bool locked) {
        if (locked) session->lock("c");
        auto batch = next_batch(*session, "c", {"a"});
        batch.keys = {{"kari", "k", state, "a", 1, 1}};
        session->commit(batch);
    };
    for (bool locked : {false, true}) {
        for (auto state : {"40001", "40P01", "55P03"})
            CHECK_THROWS_AS(attempt(state, locked), store_contended);
        for (auto state : {"08006", "53100", "53300", "57P01", "57014", "58030", "25006"})
            CHECK_THROWS_AS(attempt(state, locked), store_unavailable);
        for (auto state : {"P0001", "23505", "22012", "42501"}) {
            CHECK_THROWS_WITH_AS(attempt(state, locked), doctest::Contains("told to"), std::runtime_error);
            try {
                attempt(state, locked);
            } catch (store_unavailable const&) {
                FAIL(state);
            } catch (store_contended const&) {
                FAIL(state);
            } catch (std::runtime_error const& e) {
                // Neither the statement nor what it was given.
                CHECK(std::string(e.what()).find("kari") == std::string::npos);
            }
        }
    }
    CHECK(session->communities().empty());
    write_one(*session, "c", "a");
    int open = -1;
    *raw << "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle "
            "in%'",
        soci::into(open);
    CHECK(open == 0);
}

TEST_CASE("PostgreSQL: nobody there is unavailable") {
    CHECK_THROWS_AS(open_store("postgresql:///x?host=/tmp/no-such-folder")->open(), store_unavailable);
    postgresql_database db;
    CHECK_THROWS_AS(open_store(db.url() + "_not")->open(), store_unavailable);
}

TEST_CASE(
    "PostgreSQL: what was committed survives the death of all its processes, and what was not is gone") {
    private_cluster cluster;
    auto const store = open_store(cluster.url());
    store->migrate();
    auto session = store->open(), locking = store->open();
    for (int i = 0; i < 20; ++i) write_one(*session, "c", "a", nasty(std::to_string(i)));
    auto const before = dump(*session, "c");
    auto const batch = next_batch(*session, "c", {"a"});
    locking->lock("c");
    cluster.kill();
    CHECK_THROWS_AS(session->commit(batch), store_unavailable);
    CHECK_THROWS_AS(store->open(), store_unavailable);
    cluster.restart();
    auto again = store->open();
    CHECK(dump(*again, "c") == before);
    CHECK(again->commit(batch));
}

TEST_CASE("SQLite: what was committed survives the death of the process, and what was not is gone") {
    sqlite_database db;
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    pid_t const child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto session = db.open();
        for (int i = 0; i < 20; ++i) session->commit(next_batch(*session, "c", {"a"}, std::to_string(i)));
        session->lock("c"); // and dies with it
        [[maybe_unused]] auto const told = write(ready[1], "x", 1);
        while (true) pause();
    }
    char c;
    REQUIRE(read(ready[0], &c, 1) == 1);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(ready[0]);
    close(ready[1]);
    auto session = db.open();
    CHECK(session->history("c", "a", 0, 100).size() == 20);
    CHECK(session->read("c", {.streams = {"a"}}).states.at("a").bytes == "19");
    write_one(*session, "c", "a");
}

TEST_CASE("SQLite: no folder, no database, no room") {
    CHECK_THROWS_AS(open_store("sqlite:/tmp/no-such-folder/x.db")->open(), store_unavailable);
    sqlite_database db;
    std::ofstream(db.file() + "2") << std::string(10'000, 'x');
    CHECK_THROWS_AS(open_store("sqlite:" + db.file() + "2")->migrate(), store_unavailable);

    auto session = db.open();
    write_one(*session, "c", "a");
    auto const batch = next_batch(*session, "c", {"a"}, std::string(200'000, 'x'));
    rlimit before;
    getrlimit(RLIMIT_FSIZE, &before);
    auto const handler = signal(SIGXFSZ, SIG_IGN);
    rlimit const full{std::filesystem::file_size(db.file()), before.rlim_max}; // no file grows beyond this
    setrlimit(RLIMIT_FSIZE, &full);
    bool unavailable = false;
    try {
        session->commit(batch);
    } catch (store_unavailable const&) {
        unavailable = true;
    }
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    CHECK(unavailable);
    auto again = db.open();
    CHECK(again->entries("c", 0, 10).size() == 1);
    CHECK(again->commit(batch));
}

TEST_CASE("SQLite: a writer who keeps the others waiting too long is contention") {
    sqlite_database db; // takes as long as the store waits
    auto session = db.open();
    auto const batch = next_batch(*session, "c", {"a"});
    auto raw = db.raw();
    *raw << "begin immediate";
    CHECK_THROWS_AS(session->commit(batch), store_contended);
    CHECK(session->entries("c", 0, 10).empty()); // readers do not wait
    *raw << "rollback";
    CHECK(session->commit(batch));
}

TEST_CASE("the same batches give the same bytes on both databases") {
    sqlite_database sqlite;
    postgresql_database postgresql;
    auto one = sqlite.open(), two = postgresql.open();
    std::mt19937 random(20240607);
    auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    int refused = 0;
    for (int i = 0; i < 150; ++i) {
        std::string const community = below(4) ? "c" : "\xC3\xA6";
        std::vector<std::string> written;
        for (int n = 1 + below(6); n > 0; --n) written.push_back("case/" + std::to_string(below(12)));
        auto batch = next_batch(*one, community, written, nasty(std::to_string(i)));
        std::set<int> numbers;
        for (int n = below(4); n > 0; --n) numbers.insert(1 + below(20));
        for (int n : numbers) {
            auto row = some_case(2020 + n % 5, n);
            row.title = nasty(std::to_string(i));
            row.parties.resize(below(3), "asker");
            row.ended = below(2);
            row.shown_to = static_cast<shown_to>(below(3));
            batch.cases.push_back(row);
        }
        batch.keys = {{"kari", std::to_string(below(100)), "r", "s", 1, 1}}; // now and then used already
        bool const stale = below(10) == 0;
        if (stale) batch.expected.recorded.us -= 1;
        bool outcome_one = false, outcome_two = false, bug_one = false, bug_two = false;
        try {
            outcome_one = one->commit(batch);
        } catch (std::logic_error const&) {
            bug_one = true;
        }
        try {
            outcome_two = two->commit(batch);
        } catch (std::logic_error const&) {
            bug_two = true;
        }
        CHECK(outcome_one == outcome_two);
        CHECK(bug_one == bug_two);
        refused += !outcome_one;
        if (i % 10 == 0) CHECK(dump(*one, community) == dump(*two, community));
    }
    CHECK(refused > 20);
    CHECK(refused < 130);
    for (auto community : {"c", "\xC3\xA6"}) CHECK(dump(*one, community) == dump(*two, community));
    CHECK(one->communities() == two->communities());
}
