// The address, the schema, what check_ready insists on, and what the database itself refuses.
#include <fstream>
#include <future>

#include "storage/storage.hpp"
#include "tests/storage/batches.hpp"
#include "tests/storage/databases.hpp"

using namespace saksgang;
using namespace saksgang::test;

TEST_CASE("an address says which database") {
    CHECK(open_store("sqlite:/tmp/x.db")->name() == "sqlite");
    CHECK(open_store("postgresql://localhost/x")->name() == "postgresql");
    CHECK(open_store("postgres://localhost/x")->name() == "postgresql");
    CHECK(open_store("postgresql:host=/tmp dbname='x y'")->name() == "postgresql");
    for (auto wrong : {"", "sqlite", "sqlite:", "sqlite::memory:", "sqlite:a\"b", "mysql://x", "/tmp/x.db",
                       "postgresql:nonsense", "postgresql://h/x?nonsense=1"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS(open_store(wrong), std::runtime_error);
    }
    try {
        open_store("pg://user:secret@host/x");
    } catch (std::runtime_error const& e) {
        CHECK(std::string(e.what()).find("secret") == std::string::npos);
    }
}

TEST_CASE("a PostgreSQL connection string works as its URI does, and says who connects") {
    postgresql_database db;
    auto const uri = db.url();
    auto const host = uri.substr(uri.find("host=") + 5, uri.find('&') - uri.find("host=") - 5);
    if (getenv("SAKSGANG_TEST_POSTGRESQL")) return; // its address may look otherwise
    auto session =
        open_store("postgresql:host='" + host + "' user=saksgang dbname=" + uri.substr(uri.rfind('=') + 1))
            ->open();
    write_one(*session, "c", "a");
    int connected = 0;
    *db.raw() << "select count(*) from pg_stat_activity where datname = current_database() and "
                 "application_name = 'saksgang'",
        soci::into(connected);
    CHECK(connected == 1);
}

ON_BOTH_DATABASES("a database is migrated once, even by many at a time") {
    database db(false);
    CHECK_THROWS_WITH_AS(db.store_again()->check_ready(), doctest::Contains("saksgang migrate"),
                         std::runtime_error);
    std::vector<std::future<int>> migrating;
    for (int i = 0; i < 4; ++i)
        migrating.push_back(std::async(std::launch::async, [&] { return db.store_again()->migrate(); }));
    int applied = 0;
    for (auto& one : migrating) applied += one.get();
    CHECK(applied == 7); // as many as there are
    CHECK(db.store_again()->migrate() == 0);
    db.store_again()->check_ready();
    write_one(*db.open(), "c", "a");
    CHECK(db.store_again()->migrate() == 0);
    CHECK(db.open()->communities().size() == 1);
}

ON_BOTH_DATABASES("a schema newer than the program is refused, and so is an older one") {
    database db;
    *db.raw() << "insert into schema_version (version, name) values (1000, 'from the future')";
    CHECK_THROWS_WITH_AS(db.store_again()->migrate(), doctest::Contains("newer program"), std::runtime_error);
    CHECK_THROWS_WITH_AS(db.store_again()->check_ready(), doctest::Contains("newer program"),
                         std::runtime_error);
    *db.raw() << "delete from schema_version";
    CHECK_THROWS_WITH_AS(db.store_again()->check_ready(), doctest::Contains("saksgang migrate"),
                         std::runtime_error);
}

ON_BOTH_DATABASES("entries are append-only, whoever asks") {
    database db;
    auto session = db.open();
    write_one(*session, "c", "a", "kept");
    auto raw = db.raw();
    std::vector<std::string> attempts{"update entries set bytes = 'x'", "delete from entries",
                                      "update entries set position = 7 where community = 'c'"};
    if (raw->get_backend_name() == "postgresql") {
        attempts.push_back("truncate entries");
        attempts.push_back(
            "insert into entries values ('c', 1, 'a', 1, 'h', 'x') on conflict (community, position) "
            "do update set bytes = 'x'");
    } else {
        attempts.push_back("insert or replace into entries values ('c', 1, 'b', 1, 'h', 'x')");
        attempts.push_back("insert or replace into entries values ('c', 2, 'a', 1, 'h', 'x')");
        attempts.push_back("update or replace entries set bytes = 'x'");
    }
    for (auto const& attempt : attempts) {
        CAPTURE(attempt);
        CHECK_THROWS_WITH_AS(*raw << attempt, doctest::Contains("append-only"), soci::soci_error);
    }
    CHECK(session->entries("c", 0, 10).at(0).bytes == "kept");
    write_one(*session, "c", "a");
}

TEST_CASE("SQLite must write ahead") {
    sqlite_database db;
    CHECK(db.store_again()->check_ready().empty());
    *db.raw() << "pragma journal_mode = delete";
    CHECK_THROWS_WITH_AS(db.store_again()->check_ready(), doctest::Contains("journal_mode"),
                         std::runtime_error);
    db.store_again()->migrate(); // which every start does
    CHECK(db.store_again()->check_ready().empty());
}

TEST_CASE("PostgreSQL commits synchronously even where its default is not to") {
    postgresql_database db;
    *db.raw() << "alter database " + db.url().substr(db.url().rfind('=') + 1) +
                     " set synchronous_commit = off";
    std::string value;
    *db.raw() << "show synchronous_commit", soci::into(value);
    REQUIRE(value == "off");
    db.store_again()->check_ready();
}

TEST_CASE("PostgreSQL's runtime role does all the work, and can't touch what has happened") {
    postgresql_database db;
    auto const warnings = db.store_again()->check_ready();
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find("owns") != std::string::npos);

    auto const role = db.url().substr(db.url().rfind('=') + 1) + "_server"; // roles are the cluster's
    *db.raw() << "create role " + role + " login in role saksgang_runtime";
    {
        auto const store = open_store(db.url("user=" + role));
        CHECK(store->check_ready().empty());
        auto session = store->open();
        auto batch = next_batch(*session, "c", {"a"});
        std::string piece = "bytes";
        batch.linked_documents = {
            session->put_document("c", "text/plain", {1}, [&] { return std::exchange(piece, ""); }).digest};
        batch.cases = {some_case(2024, 1)};
        batch.keys = {{"kari", "k", "r", "a", 1, 1}};
        batch.personal = {{"commitment", "salt", "value"}};
        session->note_uploader("c", *batch.linked_documents.begin(), "kari", "text/plain");
        session->note_uploader("c", *batch.linked_documents.begin(), "kari", "text/html");
        REQUIRE(session->commit(batch));
        batch = next_batch(*session, "c", {"a"});
        batch.cases = {some_case(2024, 1)};
        batch.cases[0].parties = {"asker"};
        session->lock("c");
        REQUIRE(session->commit(batch));
        session->put_credential("c", "kari", "hash");
        session->put_credential("c", "kari", "hash2");
        session->put_session("c", {"t", "kari", "p", {5}});
        session->put_session("c", {"t", "kari", "p", {6}});
        session->end_session("c", "t");
        session->reap_sessions({7});
        session->reap_documents({100});
        dump(*session, "c");
        CHECK(session->personal("c", {"commitment"}).size() == 1);
        batch = next_batch(*session, "c", {"a"});
        batch.erased_texts = {"commitment"};
        REQUIRE(session->commit(batch));
        CHECK(session->personal("c", {"commitment"}).empty());
        CHECK_THROWS_AS(store->migrate(), std::runtime_error);
    }
    auto raw = db.raw();
    for (std::string attempt :
         {"update entries set bytes = 'x'", "delete from entries", "truncate entries", "delete from keys",
          "alter table entries disable trigger all", "update personal set value = 'x'", "delete from heads",
          "delete from schema_version", "drop function saksgang_append_only"}) {
        CAPTURE(attempt);
        *raw << "set role " + role;
        CHECK_THROWS_AS(*raw << attempt, soci::soci_error);
        *raw << "reset role";
    }
    *raw << "drop role " + role;
}
