// The golden log: what was written at commit 65bb6d7 means what it meant. Its entries, as the bytes that they were, amount
// to the states that they amounted to, and each case of it can be brought up to this program and carried on.
//
// What the same commands would lead to today is another question: law and practice were put right since (README.md). The
// log can't be recorded again from here, so that it can't be made to agree with a mistake.
#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <sstream>
#include <string>

#include "engine/state.hpp"
#include "engine/streams.hpp"
#include "workflows/registry.hpp"

namespace saksgang {
namespace {

using states = std::map<std::string, state>;
struct chapter {
    std::string name;
    states folded;
    std::map<std::string, json> recorded; // a stream's state at the end of the part
};

// A part is what comes after `before`, which is the example.
std::vector<chapter> parts_of(std::string const& file, states const& before = {}) {
    auto const path = std::filesystem::path(SAKSGANG_SOURCE_DIR) / "tests/golden" / (file + ".jsonl.gz");
    auto* const pipe = popen(("gzip -dc '" + path.string() + "'").c_str(), "r");
    REQUIRE(pipe);
    std::string all;
    char some[65536];
    for (std::size_t n; (n = std::fread(some, 1, sizeof some, pipe)) > 0;) all.append(some, n);
    REQUIRE_MESSAGE(pclose(pipe) == 0, path);

    std::vector<chapter> parts;
    std::istringstream in(all);
    for (std::string text; std::getline(in, text);) {
        auto const line = json::parse(text);
        if (line.contains("begins")) parts.push_back({line["begins"], before, {}});
        auto& p = parts.at(parts.size() - 1);
        if (auto const is = line.find("state"); is != line.end()) p.recorded[(*is)["stream"]] = *is;
        auto const outcome = line.find("outcome");
        if (outcome == line.end() || !outcome->contains("entries") || outcome->contains("repeated")) continue;
        for (auto const& e : (*outcome)["entries"]) {
            auto const stream = e["stream"].get<std::string>();
            auto& s = p.folded[stream];
            s.stream = stream;
            evolve(s, entry_from(e["bytes"].get<std::string>()), e["hash"]);
        }
    }
    REQUIRE(!parts.empty());
    return parts;
}

states const& example() {
    static auto const folded = parts_of("example").front().folded;
    return folded;
}

constexpr char const* files[] = {"story3", "story4", "story5", "story6",
                                 "story7", "http",   "rounds", "random"};

} // namespace

TEST_CASE("golden: entries amount to what they amounted to when they were written") {
    auto const agree = [](chapter const& p) {
        CAPTURE(p.name);
        for (auto const& [stream, was] : p.recorded) {
            CAPTURE(stream);
            auto const& is = p.folded.at(stream);
            CHECK(is.version == was["version"]);
            CHECK(is.hash == was["hash"]);
            CHECK(json::parse(bytes_of(is)) == was["says"]);
        }
    };
    CHECK(example().size() > 40);
    agree(parts_of("example").front());
    for (auto const* file : files) {
        CAPTURE(file);
        for (auto const& p : parts_of(file, example())) agree(p);
    }
}

TEST_CASE("golden: every case of it can be brought up to this program") {
    auto const rules = kernel_with();
    std::size_t cases = 0;
    for (auto const* file : files)
        for (auto const& p : parts_of(file, example()))
            for (auto const& [stream, s] : p.folded) {
                if (!is_case(stream)) continue;
                CAPTURE(file);
                CAPTURE(stream);
                ++cases;
                auto const today = rules.upgraded(s);
                CHECK(rules.of(today).name_with_version() == today.workflow);
                CHECK(rules.row(today).id == id_in(stream));
            }
    CHECK(cases > 500);
}

} // namespace saksgang
