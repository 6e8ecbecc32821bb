// Documents: bytes named by their SHA-256, stored once.
#include <filesystem>

#include "engine/digest.hpp"
#include "tests/storage/batches.hpp"
#include "tests/storage/databases.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

document_info put(store_session& session, std::string const& bytes, instant now = {1000},
                  std::size_t piece = 100'000, std::string const& media_type = "application/pdf",
                  std::string const& community = "c") {
    std::size_t sent = 0;
    return session.put_document(community, media_type, now, [&] {
        auto const next = bytes.substr(sent, piece);
        sent += next.size();
        return next;
    });
}

std::string get(store_session& session, std::string const& digest, std::string const& community = "c") {
    std::string all;
    for (std::int64_t chunk = 0;; ++chunk) {
        auto const part = session.document_part(community, digest, chunk);
        CHECK(part.size() <= document_chunk);
        if (part.empty()) return all;
        all += part;
    }
}

// Every byte there is, and no period of the chunk's.
std::string bytes_of_length(std::size_t n) {
    std::string bytes(n, '\0');
    for (std::size_t i = 0; i < n; ++i) bytes[i] = static_cast<char>(i * 31 + i / 251);
    return bytes;
}

std::int64_t count(soci::session& raw, std::string const& table) {
    long long n = -1;
    raw << "select count(*) from " + table, soci::into(n);
    return n;
}

} // namespace

ON_BOTH_DATABASES(
    "erased with a commit: the bytes are gone, the digest is known, and they do not come back") {
    database db;
    auto session = db.open();
    auto const bytes = bytes_of_length(3 * document_chunk);
    auto const mine = put(*session, bytes), other = put(*session, "another");
    auto batch = next_batch(*session, "c", {"case/1"});
    batch.linked_documents = {mine.digest, other.digest};
    REQUIRE(session->commit(batch));
    batch = next_batch(*session, "c", {"case/1"});
    batch.erased_documents = {mine.digest};
    batch.expected.recorded.us += 1; // a commit that does not take place erases nothing
    CHECK_FALSE(session->commit(batch));
    CHECK((get(*session, mine.digest) == bytes));
    batch.expected.recorded.us -= 1;
    batch.linked_documents = {other.digest};
    REQUIRE(session->commit(batch));

    auto raw = db.raw();
    CHECK(get(*session, mine.digest).empty());
    CHECK(count(*raw, "document_chunks") == 1); // the other's
    CHECK(get(*session, other.digest) == "another");
    CHECK(session->document("c", mine.digest)->erased);
    CHECK(stored_in(session->read("c", {.documents = {mine.digest, other.digest}})) ==
          std::set{other.digest});
    batch = next_batch(*session, "c", {"case/1"});
    batch.linked_documents = {mine.digest};
    CHECK_FALSE(session->commit(batch));
    CHECK(put(*session, bytes).erased);
    CHECK(get(*session, mine.digest).empty());
    CHECK(count(*raw, "document_chunks") == 1);
    CHECK(session->reap_documents({100'000}) == 0); // known for ever
}

ON_BOTH_DATABASES("an erasure and a link in one commit: what is erased stays erased") {
    database db;
    auto session = db.open();
    auto const mine = put(*session, "text");
    auto batch = next_batch(*session, "c", {"case/1"});
    batch.linked_documents = batch.erased_documents = {mine.digest};
    REQUIRE(session->commit(batch));
    CHECK(get(*session, mine.digest).empty());
    CHECK(session->document("c", mine.digest)->erased);
    CHECK(session->reap_documents({100'000}) == 0);
}

ON_BOTH_DATABASES("bytes come back as they went in, whatever the pieces they came in") {
    database db;
    auto session = db.open();
    for (std::size_t size : {std::size_t{1}, document_chunk - 1, document_chunk, document_chunk + 1,
                             3 * document_chunk, 2 * document_chunk + 77})
        for (std::size_t piece : {std::size_t{65'537}, document_chunk, 3 * document_chunk}) {
            CAPTURE(size);
            CAPTURE(piece);
            auto const bytes = bytes_of_length(size);
            auto const info = put(*session, bytes, {1}, piece);
            CHECK(info == document_info{sha256(bytes), static_cast<std::int64_t>(size), "application/pdf"});
            CHECK((get(*db.open(), info.digest) == bytes));
            CHECK(session->document("c", info.digest) == info);
            CHECK(session->document_part("c", info.digest, 0).size() == std::min(size, document_chunk));
        }
}

ON_BOTH_DATABASES("an empty document is one") {
    database db;
    auto session = db.open();
    auto const info = put(*session, "");
    CHECK(info == document_info{sha256(""), 0, "application/pdf"});
    CHECK(session->document("c", info.digest) == info);
    CHECK(session->document_part("c", info.digest, 0).empty());
    CHECK(stored_in(session->read("c", {.documents = {info.digest}})) == std::set{info.digest});
}

ON_BOTH_DATABASES("documents belong to a community, and what is not there is not there") {
    database db;
    auto session = db.open();
    auto const digest = put(*session, "bytes").digest;
    CHECK_FALSE(session->document("d", digest));
    CHECK(session->document_part("d", digest, 0).empty());
    CHECK_FALSE(session->document("c", sha256("other")));
    CHECK(stored_in(session->read("c", {.documents = {digest, sha256("other")}})) == std::set{digest});
    CHECK(session->read("d", {.documents = {digest}}).documents.empty());
}

ON_BOTH_DATABASES("the same bytes are stored once") {
    database db;
    auto session = db.open();
    auto const bytes = bytes_of_length(document_chunk + 5);
    auto const first = put(*session, bytes);
    CHECK(put(*session, bytes, {2000}, 1000, "text/plain") == first); // as it was stored
    auto raw = db.raw();
    CHECK(count(*raw, "documents") == 1);
    CHECK(count(*raw, "document_chunks") == 2);
    CHECK(count(*raw, "uploads") == 0);
    CHECK((get(*session, first.digest) == bytes));
    put(*session, bytes, {1}, 1000, "text/plain", "d");
    CHECK(count(*raw, "document_chunks") == 4); // another community's are its own
}

ON_BOTH_DATABASES("nothing of an upload is seen before its end") {
    database db;
    auto session = db.open(), other = db.open();
    auto const bytes = bytes_of_length(document_chunk * 2);
    int pieces = 0;
    session->put_document("c", "text/plain", {1}, [&] {
        CHECK_FALSE(other->document("c", sha256(bytes)));
        CHECK(other->document_part("c", sha256(bytes), 0).empty());
        write_one(*other, "c", "a"); // and it holds nobody up
        return ++pieces <= 2 ? bytes.substr(0, document_chunk * pieces).substr(document_chunk * (pieces - 1))
                             : "";
    });
    CHECK(other->document("c", sha256(bytes)));
}

ON_BOTH_DATABASES("a failed upload leaves nothing") {
    database db;
    auto session = db.open();
    int pieces = 0;
    auto const failing = [&]() -> std::string {
        if (++pieces == 3) throw std::runtime_error("the sender has gone");
        return std::string(document_chunk, 'x');
    };
    CHECK_THROWS_WITH_AS(session->put_document("c", "text/plain", {1}, failing), "the sender has gone",
                         std::runtime_error);
    auto raw = db.raw();
    for (auto table : {"documents", "document_chunks", "uploads"}) CHECK(count(*raw, table) == 0);
    put(*session, "and the session goes on");
}

ON_BOTH_DATABASES("an upload that nobody finished is reaped, and one that was so slow ends in contention") {
    database db;
    auto session = db.open(), reaper = db.open();
    int pieces = 0;
    auto const reaped_meanwhile = [&] {
        if (++pieces == 2) {
            CHECK(count(*db.raw(), "document_chunks") == 1);
            CHECK(reaper->reap_documents({999}) == 0);
            CHECK(count(*db.raw(), "document_chunks") == 1); // not old enough
            CHECK(reaper->reap_documents({1001}) == 0);
            CHECK(count(*db.raw(), "document_chunks") == 0);
        }
        return pieces <= 2 ? std::string(document_chunk, 'x') : std::string();
    };
    CHECK_THROWS_AS(session->put_document("c", "text/plain", {1000}, reaped_meanwhile), store_contended);
    CHECK(count(*db.raw(), "document_chunks") == 0);
    CHECK(count(*db.raw(), "documents") == 0);
}

ON_BOTH_DATABASES("what no entry linked is reaped by its last upload, what one linked never") {
    database db;
    auto session = db.open();
    auto const linked = put(*session, "linked", {1000}).digest, old = put(*session, "old", {1000}).digest,
               again = put(*session, "again", {1000}).digest, young = put(*session, "young", {2000}).digest;
    put(*session, "again", {2000});
    auto batch = next_batch(*session, "c", {"a"});
    batch.linked_documents = {linked};
    REQUIRE(session->commit(batch));
    put(*session, "linked", {1000}); // stays linked
    CHECK(session->reap_documents({1000}) == 0);
    CHECK(session->reap_documents({1001}) == 1);
    CHECK(stored_in(session->read("c", {.documents = {linked, old, again, young}})) ==
          std::set{linked, again, young});
    CHECK(get(*session, old).empty());
    CHECK(session->reap_documents({1'000'000}) == 2);
    CHECK(get(*session, linked) == "linked");
    CHECK(count(*db.raw(), "document_chunks") == 1);
    put(*session, "old"); // may come again
    CHECK(get(*session, old) == "old");
}

ON_BOTH_DATABASES("many are reaped, portion by portion, in every community") {
    database db;
    auto session = db.open();
    for (int i = 0; i < 40; ++i) put(*session, std::to_string(i), {1}, 100, "text/plain", i % 2 ? "c" : "d");
    CHECK(session->reap_documents({2}) == 40);
    for (auto table : {"documents", "document_chunks", "uploads"}) CHECK(count(*db.raw(), table) == 0);
}

ON_BOTH_DATABASES("what an account has uploaded and nothing links is summed, and the reaper takes it off") {
    database db;
    auto session = db.open();
    auto const mine = put(*session, bytes_of_length(1000)), linked = put(*session, bytes_of_length(2000));
    auto const kept = put(*session, bytes_of_length(4000), {9'000});
    for (auto const& each : {mine, linked, kept})
        session->note_uploader("c", each.digest, "kari", "text/plain");
    session->note_uploader("c", mine.digest, "per", "text/html"); // the same bytes, of two
    session->note_uploader("c", mine.digest, "per", "text/html");
    CHECK(session->unlinked_bytes("c", "kari") == 7000);
    CHECK(session->unlinked_bytes("c", "per") == 1000);
    CHECK(session->unlinked_bytes("c", "ola") == 0);
    CHECK(session->unlinked_bytes("d", "kari") == 0);
    auto batch = next_batch(*session, "c", {"case/1"});
    batch.linked_documents = {linked.digest};
    REQUIRE(session->commit(batch));
    CHECK(session->unlinked_bytes("c", "kari") == 5000);
    CHECK(session->reap_documents({5'000}) == 1);
    CHECK(session->unlinked_bytes("c", "kari") == 4000);
    CHECK(session->unlinked_bytes("c", "per") == 0);
    CHECK(count(*db.raw(), "uploaders") == 2); // of what is there
}

TEST_CASE("SQLite's file is its owner's, and becomes smaller when uploads are reaped") {
    namespace fs = std::filesystem;
    sqlite_database db;
    auto session = db.open();
    for (auto const* part : {"", "-wal", "-shm"})
        CHECK((fs::status(db.file() + part).permissions() & fs::perms::all) ==
              (fs::perms::owner_read | fs::perms::owner_write));
    auto const pages = [&] {
        long long n = 0;
        *db.raw() << "pragma page_count", soci::into(n);
        return n;
    };
    auto const before = pages();
    put(*session, bytes_of_length(8'000'000));
    CHECK(pages() > before + 1900);
    CHECK(session->reap_documents({5'000}) == 1);
    CHECK(pages() < before + 50);
}
