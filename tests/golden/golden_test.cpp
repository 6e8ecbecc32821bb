// The golden log: what was asked in the example, in the stories and in some more, and every byte of what came of it,
// as it was at commit 65bb6d7. However the kernel is built, the same commands give the same entries and hashes, the
// same refusals in the same words, and the same states, on both databases. How a state is stored may change (`says` in
// log.hpp is the place to tell); what it says may not.
//
// It was recorded once, by the program itself: the program that tests/system/story*, example_ and http_test serve on
// SQLite, and the towns of tests/kernel/rounds_ and property_test, all with a clock that is set and with
// `derived_source`, wrote down each command as its batch decided it, with the person that its session stood for, each
// document, and each payload that was refused before anything was read. README.md says more. There is no way to record
// it again from here, so that it can't be made to agree with a mistake.
//
// A file is a list of parts, each of which comes after the example. Where a line comes out otherwise, the rest of its
// part is not played, as it rests on it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <type_traits>

#include "tests/golden/player.hpp"
#include "tests/storage/databases.hpp"
#include "workflows/registry.hpp"

namespace saksgang::test::golden {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t differences_shown = 8; // of a line, or at the end of a part
constexpr int parts_shown = 4;               // that come out otherwise

struct line {
    std::size_t number = 0;
    json is;
};
struct part {
    std::string file, name;
    std::vector<line> played, ending;
};

fs::path folder() { return fs::path(SAKSGANG_SOURCE_DIR) / "tests/golden"; }

std::vector<part> parts_of(std::string const& file) {
    auto const path = folder() / (file + ".jsonl.gz");
    auto* const pipe = popen(("gzip -dc '" + path.string() + "'").c_str(), "r");
    REQUIRE(pipe);
    std::string all;
    char some[65536];
    for (std::size_t n; (n = std::fread(some, 1, sizeof some, pipe)) > 0;) all.append(some, n);
    REQUIRE_MESSAGE(pclose(pipe) == 0, path);

    std::vector<part> parts;
    std::istringstream in(all);
    std::size_t number = 0;
    for (std::string text; std::getline(in, text);) {
        auto is = json::parse(text);
        ++number;
        if (is.contains("begins")) {
            parts.push_back({file, is["begins"], {}, {}});
            continue;
        }
        auto& p = parts.at(parts.size() - 1);
        bool const asked = is.contains("outcome");
        (asked ? p.played : p.ending).push_back({number, std::move(is)});
    }
    return parts;
}

// In which order a case shows its actions is no promise: features come and go.
json in_no_order(json j) {
    if (j.is_object() && j.contains("actions")) std::sort(j["actions"].begin(), j["actions"].end());
    if (j.is_structured())
        for (auto& child : j) child = in_no_order(child);
    return j;
}

// An entry's bytes as what they say, so that a difference can be pointed at.
json readable(json j) {
    if (j.is_object() && j.contains("bytes")) j["bytes"] = json::parse(j["bytes"].get<std::string>());
    if (j.is_structured())
        for (auto& child : j) child = readable(child);
    return j;
}

std::string shortly(json const& j) {
    auto text = j.dump();
    if (text.size() > 400) text = text.substr(0, text.find_last_of(" ,", 400)) + " …";
    return text;
}

std::string differences(json const& expected, json const& got) {
    std::string out;
    auto const from = in_no_order(readable(expected)), to = in_no_order(readable(got));
    std::size_t n = 0;
    auto const all = json::diff(from, to);
    for (auto const& d : all) {
        if (++n > differences_shown) return out + "\n  … and " + std::to_string(all.size() - n + 1) + " more";
        json::json_pointer const at(d["path"].get<std::string>());
        out += "\n  " + at.to_string() +
               "\n    was: " + (d["op"] == "add" ? "nothing there" : shortly(from.at(at))) +
               "\n    is:  " + (d.contains("value") ? shortly(d["value"]) : "nothing there");
    }
    return out.empty() ? "\n  the same values in other bytes:\n    was: " + shortly(expected) +
                             "\n    is:  " + shortly(got)
                       : out;
}

std::string what(json const& asked) {
    for (auto const* kind : {"command", "checked"})
        if (asked.contains(kind)) {
            auto const& c = asked[kind];
            return c.value("account", c.value("person", "nobody")) + ": " + c["stream"].get<std::string>() +
                   " " + c["name"].get<std::string>() + " " + shortly(c["payload"]);
        }
    return shortly(asked);
}

// What a line of the ending is about: its kind and which one.
std::string key_of(json const& l) {
    auto const& of = l.begin().value();
    for (auto const* name : {"stream", "id", "commitment", "digest"})
        if (of.contains(name)) return l.begin().key() + " " + of[name].get<std::string>();
    return l.dump();
}

std::map<std::string, json> by_key(std::vector<json> const& ending) {
    std::map<std::string, json> all;
    for (auto const& l : ending) all[key_of(l)] = l;
    return all;
}

enum class pace { one_by_one, together };

// From there on, the commands of one moment.
std::size_t end_of_moment(std::vector<line> const& lines, std::size_t at) {
    auto const is_command = [](line const& l) { return l.is.contains("command"); };
    if (!is_command(lines[at])) return at + 1;
    auto end = at + 1;
    while (end < lines.size() && is_command(lines[end]) && lines[end].is["now"] == lines[at].is["now"]) ++end;
    return end;
}

kernel const& rules() {
    static auto const k = kernel_with();
    return k;
}

// That a draft is its applicants' and handlers' alone came later: whoever might not do something there now does not know
// of it.
bool is_of_a_draft(json const& is, json const& was, so_far const& made) {
    auto const refused_as = [](json const& j) {
        return j["outcome"].value("/refusal/kind"_json_pointer, "");
    };
    if (!is.contains("command") || refused_as(was).empty() || refused_as(is) != "not_found") return false;
    auto const a_case = made.streams.find(is["command"].value("stream", ""));
    return a_case != made.streams.end() && is_case(a_case->first) && rules().is_draft(a_case->second);
}

// The differences, or nothing.
std::string replay(part const& p, player& plays, std::map<std::string, json>& ending,
                   pace at = pace::one_by_one) {
    auto const place = [&](std::size_t number) {
        return p.file + ".jsonl, line " + std::to_string(number) + ", in «" + p.name + "»\n  ";
    };
    try {
        for (std::size_t i = 0; i < p.played.size();) {
            auto const end = at == pace::together ? end_of_moment(p.played, i) : i + 1;
            std::vector<json> asked, got;
            for (auto n = i; n < end; ++n) asked.push_back(p.played[n].is);
            if (end - i > 1)
                got = plays.played_together(asked);
            else
                got.push_back(plays.played(asked.front()));
            for (std::size_t n = 0; n < got.size(); ++n)
                if (auto const is = in_either_format(got[n]), was = in_either_format(asked[n]);
                    in_no_order(is) != in_no_order(was) && !is_of_a_draft(is, was, plays.made()))
                    return place(p.played[i + n].number) + what(asked[n]) + differences(was, is);
            for (auto const& one : asked) plays.fold_recorded(one);
            for (auto const& one : asked)
                if (auto const stream = plays.differs(one); !stream.empty())
                    return place(p.played[i].number) + what(one) +
                           ": the entries amount to another state of " + stream;
            i = end;
        }
        auto expected = ending;
        for (auto const& l : p.ending) expected[key_of(l.is)] = in_either_format(l.is);
        ending = by_key(plays.ending());
        for (auto const& [key, is] : ending)
            if (is.contains("row") && !is["row"].contains("closed") && expected.contains(key))
                expected[key]["row"].erase("closed");
        if (ending == expected) return {};
        std::vector<std::string> all;
        for (auto const& [key, is] : expected)
            if (!ending.contains(key))
                all.push_back(key + " is not there any more");
            else if (ending[key] != is)
                all.push_back(key + differences(is, ending[key]));
        for (auto const& [key, is] : ending)
            if (!expected.contains(key)) all.push_back(key + " was not there before: " + shortly(is));
        auto out = place(p.ending.empty() ? 0 : p.ending.front().number) + "at its end";
        for (std::size_t n = 0; n < std::min(all.size(), differences_shown); ++n) out += "\n  " + all[n];
        if (all.size() > differences_shown) out += "\n  … of " + std::to_string(all.size());
        return out;
    } catch (std::exception const& error) {
        return place(0) + error.what();
    }
}

// What survives a power cut is not compared here, and waiting for disks is most of what thousands of commits cost.
template <class Database>
Database without_waiting_for_disks() {
    if constexpr (std::is_same_v<Database, sqlite_database>) {
        return sqlite_database(true, fs::is_directory("/dev/shm") ? "/dev/shm" : "/tmp");
    } else {
        if (!std::getenv("SAKSGANG_TEST_POSTGRESQL")) { // the process's own cluster
            postgresql_database const any(false);
            auto const raw = any.raw();
            *raw << "alter system set fsync = off";
            *raw << "select pg_reload_conf()";
        }
        return Database();
    }
}

// The example, replayed once for each kind of database; every part is played on a copy.
template <class Database>
struct example {
    Database where = without_waiting_for_disks<Database>();
    so_far made;
    std::map<std::string, json> ending;
    std::string differs;

    example() {
        auto const parts = parts_of("example");
        REQUIRE(parts.size() == 1);
        auto const data = where.store_again();
        player plays(*data, rules());
        differs = replay(parts.front(), plays, ending);
        made = plays.made();
    }
    static example const& loaded() {
        static example const e;
        return e;
    }
};

template <class Database>
void replays(std::string const& file, pace at = pace::one_by_one) {
    auto const& start = example<Database>::loaded();
    REQUIRE_MESSAGE(start.differs.empty(), "the example comes out otherwise");
    auto const parts = parts_of(file);
    int shown = 0;
    for (auto const& p : parts) {
        auto const copy = Database::copy_of(start.where);
        auto const data = copy->store_again();
        player plays(*data, rules(), start.made, at == pace::together ? default_committers : 1);
        auto ending = start.ending;
        auto const differs = replay(p, plays, ending, at);
        CHECK_MESSAGE(differs.empty(), differs);
        if (!differs.empty() && ++shown == parts_shown) FAIL("and perhaps more");
    }
    CHECK(!parts.empty());
}

ON_BOTH_DATABASES("golden: the example") {
    CHECK_MESSAGE(example<database>::loaded().differs.empty(), example<database>::loaded().differs);
    CHECK(example<database>::loaded().made.streams.size() > 40);
}

ON_BOTH_DATABASES("golden: the stories") {
    for (auto const* file : {"story3", "story4", "story5", "story6", "story7"}) replays<database>(file);
}
ON_BOTH_DATABASES("golden: what is tried over HTTP") { replays<database>("http"); }
ON_BOTH_DATABASES("golden: the rules of rounds, from every side") { replays<database>("rounds"); }
ON_BOTH_DATABASES("golden: random commands") { replays<database>("random"); }

// How many commands share a batch is chance; it changes nothing. Not so with the random ones: what `not_entitled` says
// to a member of a professional committee depends on whether some command of the batch had that committee read.
TEST_CASE("golden: the same with commands that come at once") {
    for (auto const* file : {"story3", "story4", "story5", "story6", "story7", "http", "rounds"})
        replays<sqlite_database>(file, pace::together);
}

} // namespace
} // namespace saksgang::test::golden
