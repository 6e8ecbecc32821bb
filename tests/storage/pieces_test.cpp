// States that are large are stored in pieces (engine/pieces.hpp).
#include "engine/state.hpp"
#include "tests/storage/batches.hpp"
#include "tests/storage/databases.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

state large_state(std::string const& stream, int fields) {
    state s;
    s.stream = stream;
    s.version = 1;
    s.hash = "h";
    s.recorded = {1};
    json data = json::object();
    for (int i = 0; i < fields; ++i)
        data["person/p-" + std::to_string(10'000 + i)] = {{"name", std::string(50, 'x')}};
    s.data = part::of_bytes(canonical(data));
    return s;
}

// As the executor writes it.
std::size_t put(store_session& session, state const& before, state& now) {
    auto batch = next_batch(session, "c", {now.stream}, "{}");
    now.hash = batch.states.front().hash;
    batch.states = {stored(now)};
    add_new_pieces(batch.pieces, before, now);
    REQUIRE(session.commit(batch));
    return batch.pieces.size();
}

void expect_there(store_session& session, state const& s) {
    auto const found = session.read("c", {.streams = {s.stream, "none"}});
    CHECK(found.states.at(s.stream) == stored(s));
    CHECK(bytes_of(found.states.at(s.stream)) == bytes_of(s));
    CHECK(bytes_of(state_from(found.states.at(s.stream))) == bytes_of(s));
    CHECK(found.states.at("none") == stored_state{.stream = "none"});
    auto const listed = session.streams("c", s.stream, "", 10);
    REQUIRE(listed.size() == 1);
    CHECK(listed.front() == stored(s));
    auto const all = session.streams_upto("c", "", s.stream);
    CHECK(std::ranges::count(all, stored(s)) == 1);
}

} // namespace

ON_BOTH_DATABASES("a large state is stored in pieces, and a step writes those that it changes") {
    database db;
    auto writer = db.open(), reader = db.open();
    auto small = large_state("body/b1", 3);
    CHECK(put(*writer, {}, small) == 0);
    auto s = large_state("organisation", 2000);
    CHECK(put(*writer, {}, s) == s.data.pieces().size());
    CHECK(s.data.pieces().size() > 8);
    expect_there(*reader, s);
    expect_there(*reader, small);

    auto const before = s;
    s.version = 2;
    s.data.set("person/p-10777", R"({"name":"y"})");
    s.data.set("person/p-10778", "null");
    CHECK(put(*writer, before, s) == 1);
    expect_there(*reader, s);    // who remembers the others
    expect_there(*db.open(), s); // who does not
    expect_there(*writer, s);
    expect_there(*reader, small);

    auto const then = s;
    s.version = 3;
    for (int i = 0; i < 300; ++i) s.data.set("person/p-10100" + std::to_string(i), R"({"name":"between"})");
    CHECK(s.data.pieces().size() > then.data.pieces().size()); // halved
    CHECK(put(*writer, then, s) < 6);
    expect_there(*reader, s);
    expect_there(*db.open(), s);
}

ON_BOTH_DATABASES("a state that outgrows one piece, and its rounds too") {
    database db;
    auto session = db.open(), reader = db.open();
    auto s = large_state("case/2024-1", 100);
    CHECK(put(*session, {}, s) == 0);
    expect_there(*reader, s);
    auto const before = s;
    s.version = 2;
    json rounds = json::object();
    for (int i = 0; i < 100; ++i) rounds["r" + std::to_string(i)] = {{"text", std::string(500, 'x')}};
    s.rounds = part::of_bytes(canonical(rounds));
    CHECK(put(*session, before, s) == s.rounds.pieces().size());
    expect_there(*reader, s);
    expect_there(*db.open(), s);
    auto const then = s;
    s.version = 3;
    for (int i = 0; i < 600; ++i) s.data.set("more/" + std::to_string(i), R"({"name":"more"})");
    CHECK(s.data.pieces().size() > 1);
    CHECK(put(*session, then, s) == s.data.pieces().size());
    expect_there(*reader, s);
}
