// The path of every entry: read, lock, commit.
#include <chrono>
#include <future>
#include <thread>

#include "tests/storage/batches.hpp"
#include "tests/storage/databases.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

document_info upload(store_session& session, std::string const& community, std::string const& bytes) {
    std::string rest = bytes;
    return session.put_document(community, "text/plain", {1}, [&] { return std::exchange(rest, ""); });
}

// A batch with something in every list, every text of it nasty.
write_batch full_batch(store_session& session, std::string const& community) {
    auto batch = next_batch(session, community, {nasty("a"), nasty("b"), nasty("a")}, nasty("bytes"));
    for (auto& entry : batch.entries) entry.hash = nasty(entry.hash);
    for (auto& state : batch.states) state.hash = nasty(state.hash);
    auto row = some_case(2024, 17);
    for (auto* text : {&row.workflow, &row.state, &row.title, &row.body}) *text = nasty(*text);
    row.parties = {nasty("z"), nasty("y"), nasty("x")};
    row.shown_to = shown_to::body_and_parties;
    row.ended = true;
    batch.cases = {row, some_case(2023, 5)};
    batch.keys = {{nasty("account"), nasty("key"), nasty("request"), nasty("a"), 1, 3},
                  {"other", "k", "r", "s", 2, 2}};
    batch.personal = {{nasty("c1"), nasty("salt"), nasty("value")}, {"c2", "s2", ""}};
    auto const digest = upload(session, community, "linked").digest;
    session.note_uploader(community, digest, nasty("account"), "text/html; charset=utf-8");
    batch.linked_documents = {digest};
    batch.now_linked = {{digest, nasty("a"), true}, {digest, nasty("b"), false}};
    return batch;
}

void expect_written(store_session& session, write_batch const& batch) {
    wanted w{.keys = {{nasty("account"), nasty("key")}, {"other", "k"}, {"other", "unused"}}};
    for (auto const& state : batch.states) w.streams.insert(state.stream);
    w.documents = batch.linked_documents;
    auto const found = session.read(batch.community, w);
    CHECK(found.at == batch.after);
    CHECK(stored_in(found) == batch.linked_documents);
    CHECK(found.documents.begin()->second == known_document{{{nasty("account"), "text/html; charset=utf-8"}},
                                                            {{nasty("a"), true}, {nasty("b"), false}}});
    CHECK(session.all_document_links(batch.community, {}, 10) == batch.now_linked);
    for (auto const& state : batch.states) CHECK(found.states.at(state.stream) == state);
    REQUIRE(found.keys.size() == batch.keys.size());
    for (auto const& key : batch.keys) CHECK(std::count(found.keys.begin(), found.keys.end(), key) == 1);
    CHECK(session.entries(batch.community, 0, 1000) == batch.entries);
    CHECK(session.cases(batch.community, {.closed_too = true}) == batch.cases);
    for (auto const& p : batch.personal)
        CHECK(session.personal(batch.community, {p.commitment}) ==
              std::map<std::string, std::string>{{p.commitment, p.value}});
}

} // namespace

ON_BOTH_DATABASES("what is committed is all there, byte by byte, for another session of another store") {
    database db;
    auto batch = full_batch(*db.open(), nasty("vest-viken"));
    REQUIRE(db.open()->commit(batch));
    expect_written(*db.open(), batch);
    CHECK(db.open()->communities() == std::vector{nasty("vest-viken")});
}

ON_BOTH_DATABASES("the same under a lock") {
    database db;
    auto session = db.open();
    auto batch = full_batch(*session, "c");
    session->lock("c");
    REQUIRE(session->commit(batch));
    expect_written(*db.open(), batch);
}

ON_BOTH_DATABASES("a read has an element for every stream wanted, and nothing of what was not") {
    database db;
    auto session = db.open();
    write_one(*session, "c", "case/1", "one");
    write_one(*session, "c", "case/2", "two");
    write_one(*session, "elsewhere", "case/3", "three");
    auto const found = session->read("c", {.streams = {"case/1", "case/3", "case/%"}});
    CHECK(found.at == head{2, {2'000'002}});
    REQUIRE(found.states.size() == 3);
    CHECK(found.states.at("case/1").bytes == "one");
    CHECK(found.states.at("case/1").version == 1);
    CHECK(found.states.at("case/3") == stored_state{.stream = "case/3"});
    CHECK(found.states.at("case/%") == stored_state{.stream = "case/%"});

    auto const nothing = session->read("nowhere", {});
    CHECK(nothing.at == head{});
    CHECK(nothing.states.empty());
}

ON_BOTH_DATABASES("a head that has moved: false, and nothing is written") {
    database db;
    auto mine = db.open(), other = db.open();
    auto late = full_batch(*mine, "c");
    write_one(*other, "c", "case/2");
    auto const before = dump(*other, "c");
    CHECK_FALSE(mine->commit(late));
    CHECK(dump(*other, "c") == before);
    CHECK(mine->read("c", {.keys = {{"other", "k"}}}).keys.empty());
    CHECK(mine->personal("c", {"c2"}).empty());
    // The session is usable at once, and holds nobody up.
    mine->begin_snapshot();
    mine->end_snapshot();
    write_one(*other, "c", "case/3");
    write_one(*mine, "c", "case/4");
}

ON_BOTH_DATABASES("a head of another time or place has moved too") {
    database db;
    auto session = db.open();
    auto first = next_batch(*session, "c", {"s"});
    first.expected = {0, {5}};
    first.after.recorded = {6};
    CHECK_FALSE(session->commit(first)); // there is no head yet
    write_one(*session, "c", "s");
    auto batch = next_batch(*session, "c", {"s"});
    batch.expected.recorded.us -= 1;
    CHECK_FALSE(session->commit(batch));
    CHECK(session->entries("c", 0, 10).size() == 1);
}

ON_BOTH_DATABASES("an entry in a place that is taken, as only a bug could write it: nothing is written") {
    database db;
    auto session = db.open();
    write_one(*session, "c", "a");
    auto batch = next_batch(*session, "c", {"a"});
    write_one(*session, "c", "a");
    auto const before = dump(*session, "c");
    auto const now = session->read("c", {}).at; // as if the head were right
    batch.expected = now;
    batch.after = {now.position + 1, {now.recorded.us + 1}};
    batch.entries[0].position = now.position + 1;
    CHECK_THROWS_AS(session->commit(batch), std::runtime_error);
    session->lock("c");
    CHECK_THROWS_AS(session->commit(batch), std::runtime_error);
    CHECK(dump(*session, "c") == before);
}

ON_BOTH_DATABASES("write skew: each reads both and writes one, and the second is refused") {
    database db;
    auto one = db.open(), two = db.open();
    write_one(*one, "c", "a");
    write_one(*one, "c", "b");
    auto const first = next_batch(*one, "c", {"a"});
    auto const second = next_batch(*two, "c", {"b"});
    CHECK(one->commit(first));
    CHECK_FALSE(two->commit(second));
    CHECK(two->history("c", "b", 0, 10).size() == 1);
}

ON_BOTH_DATABASES("the lock keeps the other writer waiting, who has then moved") {
    database db;
    auto mine = db.open(), other = db.open();
    write_one(*mine, "old", "a");
    for (std::string community : {"old", "new"}) { // a new one has no row to lock yet
        CAPTURE(community);
        auto const theirs = next_batch(*other, community, {"b"}); // nothing of ours but the head
        mine->lock(community);
        auto outcome = std::async(std::launch::async, [&] { return other->commit(theirs); });
        CHECK(outcome.wait_for(std::chrono::milliseconds(100)) == std::future_status::timeout);
        auto const batch = next_batch(*mine, community, {"a"}); // reads under the lock
        CHECK(batch.expected == theirs.expected);
        CHECK(mine->commit(batch));
        CHECK_FALSE(outcome.get());
    }
}

ON_BOTH_DATABASES("the lock can be given back, and leaves nothing") {
    database db;
    auto mine = db.open(), other = db.open();
    mine->lock("new");
    CHECK(mine->read("new", {}).at == head{});
    mine->unlock();
    CHECK(other->communities().empty());
    write_one(*other, "new", "a");
    mine->lock("new");
    auto stale = next_batch(*mine, "new", {"a"});
    stale.expected = {};
    stale.after.position = stale.entries[0].position = 1;
    CHECK_FALSE(mine->commit(stale)); // gives it back too
    write_one(*other, "new", "a");
    mine->unlock(); // nothing to give back
    CHECK(other->communities() == std::vector<std::string>{"new"});
}

ON_BOTH_DATABASES("a key used already: false") {
    database db;
    auto session = db.open();
    auto batch = next_batch(*session, "c", {"a"});
    batch.keys = {{"kari", "k1", "digest", "a", 1, 1}};
    REQUIRE(session->commit(batch));
    batch = next_batch(*session, "c", {"a"});
    batch.keys = {{"ola", "k1", "digest", "a", 2, 2}, {"kari", "k1", "digest", "a", 2, 2}};
    CHECK_FALSE(session->commit(batch));
    CHECK(session->read("c", {}).at.position == 1);
    batch.keys.pop_back();
    CHECK(session->commit(batch)); // the same key of another account
    batch = next_batch(*session, "d", {"a"});
    batch.keys = {{"kari", "k1", "digest", "a", 1, 1}};
    CHECK(session->commit(batch)); // and in another community
}

ON_BOTH_DATABASES("a session that is not there: false") {
    database db;
    auto session = db.open();
    session->put_session("c", {"kari's", "kari", "p-1", {100}});
    session->put_session("d", {"ola's", "ola", "p-2", {100}});
    auto batch = next_batch(*session, "c", {"a"});
    batch.sessions = {"kari's", "ola's"};
    CHECK_FALSE(session->commit(batch)); // that is another community's
    batch.sessions = {"kari's"};
    session->end_session("c", "kari's");
    CHECK_FALSE(session->commit(batch));
    CHECK(session->read("c", {}).at == head{});
    session->put_session("c", {"kari's", "kari", "p-1", {100}});
    CHECK(session->commit(batch));
}

ON_BOTH_DATABASES("a linked document that is not there: false") {
    database db;
    auto session = db.open();
    auto batch = next_batch(*session, "c", {"a"});
    auto const there = upload(*session, "c", "there").digest,
               elsewhere = upload(*session, "d", "elsewhere").digest;
    batch.linked_documents = {there, elsewhere};
    CHECK_FALSE(session->commit(batch));
    CHECK(session->reap_documents({100}) == 2); // nothing was linked
    batch.linked_documents = {upload(*session, "c", "there").digest};
    CHECK(session->commit(batch));
}

ON_BOTH_DATABASES("which streams name a document: put, changed and taken away with the entry that does so") {
    database db;
    auto session = db.open();
    auto const digest = upload(*session, "c", "text").digest;
    auto const links = [&] { return session->read("c", {.documents = {digest}}).documents.at(digest).links; };
    auto batch = next_batch(*session, "c", {"case/1"});
    for (int i = 10; i < 20; ++i)
        batch.now_linked.push_back({digest, "agreement/" + std::to_string(i), false});
    batch.now_linked.push_back({digest, "case/1", true});
    REQUIRE(session->commit(batch));
    CHECK(links().size() == most_links_known);
    CHECK(links().at("case/1")); // its own before others
    batch = next_batch(*session, "c", {"case/1"});
    batch.no_longer_linked = {{digest, "case/1", true}};
    batch.now_linked = {{digest, "agreement/15", true}};
    REQUIRE(session->commit(batch));
    CHECK_FALSE(links().contains("case/1"));
    CHECK(links().at("agreement/15"));
    CHECK(session->all_document_links("c", {digest, "agreement/14"}, 2) ==
          std::vector<document_link>{{digest, "agreement/15", true}, {digest, "agreement/16", false}});
    CHECK(session->read("d", {.documents = {digest}}).documents.empty());
    session->drop_projections("c");
    CHECK(links().empty());
    session->lock("c");
    session->put_projections("c", {.links = {{digest, "case/2", true}}});
    CHECK(links() == std::map<std::string, bool>{{"case/2", true}});
}

ON_BOTH_DATABASES("a batch of 256 commands, and states of 256 KiB") {
    database db;
    auto session = db.open();
    std::vector<std::string> streams;
    for (int i = 0; i < 256; ++i) streams.push_back("case/2024-" + std::to_string(i % 200));
    for (int round = 1; round <= 2; ++round) {
        auto batch = next_batch(*session, "c", streams);
        for (auto& state : batch.states) state.bytes = state.stream + std::string(round * 1000, '"');
        batch.states[7].bytes = std::string(256 * 1024, '\\');
        for (int i = 0; i < 256; ++i)
            batch.keys.push_back({"kari", std::to_string(round * 1000 + i), "r", "s", i, i});
        for (int i = 0; i < 200; ++i) batch.cases.push_back(some_case(2024, i + 1));
        REQUIRE(session->commit(batch));
        wanted w{.streams = {streams.begin(), streams.end()}};
        for (auto const& key : batch.keys) w.keys.emplace(key.account, key.key);
        auto const found = session->read("c", w);
        CHECK(found.at.position == 256 * round);
        CHECK(found.keys.size() == 256);
        for (auto const& state : batch.states) CHECK(found.states.at(state.stream) == state);
    }
    CHECK(session->cases("c", {.limit = 1000}).size() == 200);
}

ON_BOTH_DATABASES("writers who redo what has moved lose nothing, even from the first entry on") {
    database db;
    constexpr int writers = 4, each = 25;
    std::vector<std::future<int>> running;
    for (int w = 0; w < writers; ++w)
        running.push_back(std::async(std::launch::async, [&db, w] {
            auto session = db.open();
            int redone = 0;
            for (int i = 0; i < each;) {
                // Every third time under the lock, where it can't have moved.
                bool const locked = i % 3 == 0;
                if (locked) session->lock("c");
                bool const done =
                    session->commit(next_batch(*session, "c", {"shared", "own/" + std::to_string(w)}));
                if (locked && !done) throw std::logic_error("moved under the lock");
                done ? ++i : ++redone;
            }
            return redone;
        }));
    for (auto& writer : running) writer.get();
    auto session = db.open();
    auto const entries = session->entries("c", 0, 10'000);
    REQUIRE(entries.size() == writers * each * 2);
    for (std::size_t i = 0; i < entries.size(); ++i)
        CHECK(entries[i].position == static_cast<std::int64_t>(i) + 1);
    CHECK(session->read("c", {.streams = {"shared"}}).states.at("shared").version == writers * each);
    for (int w = 0; w < writers; ++w)
        CHECK(session->history("c", "own/" + std::to_string(w), 0, 1000).size() == each);
}

TEST_CASE("communities do not wait for each other on PostgreSQL") {
    postgresql_database db;
    auto one = db.open(), two = db.open();
    one->lock("a");
    write_one(*two, "b", "s");
    one->unlock();
}

ON_BOTH_DATABASES("a batch that contradicts itself is a bug, and leaves no transaction open") {
    database db;
    auto session = db.open(), other = db.open();
    write_one(*session, "c", "a");
    auto const good = next_batch(*session, "c", {"a", "b", "a"});
    std::vector<std::pair<char const*, std::function<void(write_batch&)>>> const faults{
        {"a gap in positions", [](auto& b) { ++b.entries[1].position; }},
        {"the head elsewhere", [](auto& b) { ++b.after.position; }},
        {"recorded earlier", [](auto& b) { b.after.recorded.us = b.expected.recorded.us - 1; }},
        {"a gap in a stream", [](auto& b) { ++b.entries[2].seq; }},
        {"a state of no entry",
         [](auto& b) {
             b.states.push_back({"d", 0, "", ""});
         }},
        {"an entry of no state", [](auto& b) { b.states.pop_back(); }},
        {"a state twice", [](auto& b) { b.states.push_back(b.states[0]); }},
        {"a state of another version", [](auto& b) { ++b.states[0].version; }},
        {"a state with another hash", [](auto& b) { b.states[0].hash = "x"; }},
        {"a case twice",
         [](auto& b) {
             b.cases = {some_case(2024, 1), some_case(2024, 1)};
         }},
        {"a key twice",
         [](auto& b) {
             b.keys = {{"a", "k", "r", "s", 1, 1}, {"a", "k", "r2", "s", 1, 1}};
         }},
        {"NUL in a text", [](auto& b) { b.states[0].bytes = std::string("a\0b", 3); }},
        {"NUL in an entry", [](auto& b) { b.entries[0].bytes = std::string("a\0b", 3); }},
    };
    for (auto const& [what, damage] : faults) {
        CAPTURE(what);
        auto batch = good;
        damage(batch);
        CHECK_THROWS_AS(session->commit(batch), std::logic_error);
        session->lock("c");
        CHECK_THROWS_AS(session->commit(batch), std::logic_error);
        other->put_credential("c", "kari", what); // nobody is held up
    }
    CHECK(session->entries("c", 0, 10).size() == 1);
    session->lock("elsewhere");
    CHECK_THROWS_AS(session->commit(good), std::logic_error);
    session->begin_snapshot();
    CHECK_THROWS_AS(session->commit(good), std::logic_error);
    CHECK(session->commit(good));
}
