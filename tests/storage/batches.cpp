#include "tests/storage/batches.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "engine/digest.hpp"

namespace saksgang::test {

write_batch next_batch(store_session& session, std::string const& community,
                       std::vector<std::string> const& written, std::string const& text) {
    wanted all;
    all.streams.insert(written.begin(), written.end());
    auto found = session.read(community, all);

    write_batch batch{.community = community, .expected = found.at, .after = found.at};
    std::map<std::string, stored_state> states;
    for (auto const& stream : written) {
        auto& state = states[stream] = found.states.at(stream);
        found.states.at(stream).version = ++state.version;
        auto const position = ++batch.after.position;
        state.hash = sha256(community + stream + std::to_string(position));
        state.bytes = text;
        batch.entries.push_back({position, stream, state.version, state.hash, text});
    }
    batch.after.recorded.us += 1'000'001;
    for (auto const& [stream, state] : states) batch.states.push_back(state);
    return batch;
}

void write_one(store_session& session, std::string const& community, std::string const& stream,
               std::string const& text) {
    REQUIRE(session.commit(next_batch(session, community, {stream}, text)));
}

std::set<std::string> stored_in(found const& f) {
    std::set<std::string> digests;
    for (auto const& [digest, known] : f.documents) digests.insert(digest);
    return digests;
}

std::string dump(store_session& session, std::string const& community) {
    constexpr std::size_t all = 1'000'000;
    session.begin_snapshot();
    nlohmann::json out;
    wanted w;
    for (auto const& s : session.streams(community, "", "", all)) {
        out["streams"].push_back({s.stream, s.version, s.hash, s.bytes});
        w.streams.insert(s.stream);
        for (auto const& e : session.history(community, s.stream, 0, all))
            out["history"][s.stream].push_back({e.position, e.seq, e.hash, e.bytes});
    }
    for (auto const& e : session.entries(community, 0, all))
        out["entries"].push_back({e.position, e.stream, e.seq, e.hash, e.bytes});
    for (auto const& c : session.cases(community, {.closed_too = true, .limit = all}))
        out["cases"].push_back(
            {c.id, c.year, c.number, c.workflow, c.state, c.title, c.body, c.ended, c.shown_to, c.parties});
    auto const found = session.read(community, w);
    out["head"] = {found.at.position, found.at.recorded.us};
    session.end_snapshot();
    return out.dump(1);
}

case_row some_case(int year, std::int64_t number) {
    return {.id = std::to_string(year) + "-" + std::to_string(number),
            .year = year,
            .number = number,
            .workflow = "agreement_revision",
            .state = "drafting",
            .title = "Samarbeidsavtale",
            .body = "ssu",
            .parties = {"drammen", "vest-viken"}};
}

std::string nasty(std::string const& tag) {
    return tag +
           " \"quoted\" 'single' back\\slash \\\" {curly},[square],NULL null :colon ::text $1 %s\r\n\ttab "
           "blåbærgrød \xF0\x9F\xA6\x8C \xE2\x80\xA8 ";
}

} // namespace saksgang::test
