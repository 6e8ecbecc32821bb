// A community for tests: a store of its own in a temporary folder, an executor, a clock and chance that
// repeat. After every accepted command the history of every stream it touched is folded from nothing and
// compared with what is stored, and the fund's books are summed: no test can pass while the log and the state disagree.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <mutex>

#include "api/check.hpp"
#include "api/load.hpp"
#include "engine/execute/executor.hpp"
#include "storage/storage.hpp"
#include "workflows/registry.hpp"

namespace saksgang::test {

// Time stands still unless told; ids, nonces and salts count.
class repeating_source final : public source {
  public:
    instant time = start_of_day_in_oslo(*date::parse("2025-03-03"));
    instant now() override {
        std::lock_guard const hold(mutex_);
        return {time.us += 1000};
    }
    std::string new_id(std::string_view, std::int64_t) override { return "p-" + number(16); }
    std::string new_nonce(std::string_view, std::int64_t) override { return number(32); }
    std::string new_salt(std::string_view, std::int64_t, int) override { return number(64); }
    void go_to(std::string_view day) {
        std::lock_guard const hold(mutex_);
        time = start_of_day_in_oslo(*date::parse(day));
    }

  private:
    std::string number(std::size_t digits) {
        std::lock_guard const hold(mutex_);
        auto s = std::to_string(++count_);
        return std::string(digits - s.size(), '0') + s;
    }
    std::mutex mutex_;
    std::uint64_t count_ = 0;
};

class folder {
  public:
    folder() {
        auto name = (std::filesystem::temp_directory_path() / "sg-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path = name;
    }
    ~folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

inline std::filesystem::path source_dir() { return SAKSGANG_SOURCE_DIR; }

class town {
  public:
    explicit town(std::string url = {}, bool load = true,
                  std::vector<workflow const*> flows = all_workflows())
        : data(open_store(url.empty() ? "sqlite:" + (place.path / "town.db").string() : url)),
          rules(kernel_with(std::move(flows))) {
        data->migrate();
        run = std::make_unique<executor>(*data, rules, chance);
        session = data->open();
        if (load) load_example();
    }

    void load_example() {
        load_community(
            source_dir() / "docs/examples/vest-viken", *data, *run, chance,
            [](auto const&) { return std::string("unused"); }, [](auto const&) {});
        auto const accounts = state_of("accounts");
        for (auto const& [key, account] : accounts.data->items()) people[key.substr(8)] = account["person"];
    }

    // The digest and title of a document that is stored from now on.
    json document(std::string const& title) {
        bool given = false;
        auto const info = session->put_document(name, "text/plain", chance.now(), [&] {
            return std::exchange(given, true) ? std::string() : "text of " + title;
        });
        return {{"digest", info.digest}, {"title", title}};
    }

    json text(std::string const& title, std::string const& version) {
        return {{"title", title}, {"version", version}, {"renditions", {document(title + " " + version)}}};
    }

    // By Kongsberg and the trust, under the scheme of 2024.
    json application() {
        std::string in_force;
        for (auto const& row : session->cases(name, {.workflows = {"grant_scheme/1"}, .year = 2024}))
            in_force = row.id;
        auto const given = [](char const* party) {
            return json{{"party", party}, {"amount", 40'000'000}, {"description", "Egeninnsats"}};
        };
        return {{"title", "Søknad"},
                {"fund", "tilskudd"},
                {"scheme", in_force},
                {"year", 2025},
                {"applied", 290'000'000},
                {"phase", "preliminary_project"},
                {"priority_groups", {"frail_elderly"}},
                {"goals", {"Et mål"}},
                {"applicants", {{{"party", "vestre-viken"}}, {{"party", "kongsberg"}}}},
                {"partners", json::array()},
                {"contributions", {given("vestre-viken"), given("kongsberg")}},
                {"starts", "2025-11-01"},
                {"user_involvement", "Brukerutvalget er med."},
                {"implementation_plan", "Tre faser."},
                {"evaluation_plan", "Ved slutten."}};
    }

    command ask(std::string const& username, std::string stream, std::string command_name,
                json payload = json::object()) const {
        command c{.community = name,
                  .stream = std::move(stream),
                  .name = std::move(command_name),
                  .payload = std::move(payload)};
        c.person = people.contains(username) ? people.at(username) : username;
        c.account = username;
        return c;
    }

    answer send(command c) {
        auto a = run->execute(std::move(c));
        if (auto* yes = std::get_if<accepted>(&a); yes && !yes->repeated)
            for (auto const& e : yes->entries) fold_and_compare(e.stream);
        return a;
    }

    // Must be accepted; the stream addressed (a new case's own).
    std::string does(std::string const& username, std::string stream, std::string command_name,
                     json payload = json::object()) {
        return must(send(ask(username, std::move(stream), std::move(command_name), std::move(payload))));
    }
    // Must be refused; the code.
    std::string refused(std::string const& username, std::string stream, std::string command_name,
                        json payload = json::object()) {
        auto const answer =
            send(ask(username, std::move(stream), std::move(command_name), std::move(payload)));
        if (auto const* no = std::get_if<refusal>(&answer)) {
            CHECK(no->words.complete());
            return no->code;
        }
        return std::holds_alternative<accepted>(answer) ? "accepted"
                                                        : "unavailable: " + std::get<unavailable>(answer).why;
    }
    std::string creates(std::string const& username, std::string workflow, std::string command_name,
                        json payload) {
        auto c = ask(username, std::string(new_case), std::move(command_name), std::move(payload));
        c.workflow = std::move(workflow);
        return must(send(std::move(c)));
    }
    static std::string must(answer const& a) {
        if (auto const* no = std::get_if<refusal>(&a)) {
            auto words = no->code + ": " + no->in(language::en);
            for (auto const& f : no->fields) words += " " + f.pointer + " " + f.code;
            FAIL(words);
        }
        if (auto const* lost = std::get_if<unavailable>(&a)) FAIL(lost->why);
        return std::get<accepted>(a).stream;
    }

    state state_of(std::string const& stream) {
        auto const stored = session->read(name, {.streams = {stream}}).states.at(stream);
        return state_from(stored);
    }
    // Somebody who has no role, and no account yet; the id. It is found under that name from then on.
    std::string registers(std::string const& username) {
        auto const before = history("organisation").size();
        does("koordinator", "organisation", "register_person", {{"name", username}, {"position", "x"}});
        auto const set = history("organisation").at(before).set;
        for (auto const& [field, value] : set.items())
            if (field.starts_with("person/")) return people[username] = field.substr(7);
        FAIL("nobody was registered");
        return {};
    }
    // Somebody with a role from the beginning of the year.
    std::string grants(std::string const& username, std::string const& role, json more = json::object()) {
        auto const p = registers(username);
        more.update({{"person", p}, {"role", role}, {"valid_from", "2025-01-01"}});
        if (!more.contains("basis")) more["basis"] = "Vedtak";
        does("admin", "organisation", "grant_role", more);
        return p;
    }
    // Every stream that there is.
    world everything() {
        world w;
        w.community = name;
        w.read_at = chance.now();
        for (auto const& s : session->streams(name, "", "", 100'000)) w.put(state_from(s));
        return w;
    }
    // What would be said to it in such a world, and nothing is done; none: it would be accepted.
    std::optional<refusal> hindrance(command c, world const& in) {
        world seen;
        seen.community = name;
        seen.read_at = in.read_at;
        for (auto const& [stream, s] : in.all()) seen.lend(s);
        for (auto const* each : rules.commands_named(c.stream, c.name)) {
            for (auto const& d : each->documents(c.payload)) seen.documents.try_emplace(d.digest);
            for (auto const& stream : each->streams(c.payload))
                if (!seen.knows(stream)) seen.put(state{.stream = stream});
        }
        auto const got = rules.decide(seen, std::move(c), chance, {1'000'000, chance.now()});
        auto const* no = std::get_if<refusal>(&got);
        return no ? std::optional(*no) : std::nullopt;
    }
    // The organisation and the bodies, as a guard sees them.
    std::shared_ptr<world> read_world() {
        auto w = std::make_shared<world>();
        w->community = name;
        for (auto const* stream : {"organisation", "body/ssu", "fund/tilskudd"}) w->put(state_of(stream));
        return w;
    }
    std::vector<entry> history(std::string const& stream) {
        std::vector<entry> all;
        for (auto const& e : session->history(name, stream, 0, 10'000)) all.push_back(entry_from(e.bytes));
        return all;
    }
    void fold_and_compare(std::string const& stream) {
        auto const stored = session->read(name, {.streams = {stream}}).states.at(stream);
        state folded{.stream = stream};
        for (auto const& e : session->history(name, stream, 0, 10'000))
            evolve(folded, entry_from(e.bytes), e.hash);
        REQUIRE(folded.version == stored.version);
        REQUIRE(folded.hash == stored.hash);
        REQUIRE(bytes_of(folded) == bytes_of(stored));
    }
    // Everything in the store, as `saksgang check` sees it.
    void check_all() {
        auto const report = check_store(*data, rules, [](auto const&) {});
        for (auto const& f : report.findings) FAIL_CHECK(f);
        CHECK(report.entries > 0);
    }

    folder place;
    std::string name = "vest-viken";
    repeating_source chance;
    std::unique_ptr<store> data;
    kernel rules;
    std::unique_ptr<executor> run;
    std::unique_ptr<store_session> session;
    std::map<std::string, std::string> people; // username -> person
};

// Attendance of an SSU meeting.
inline json present(std::initializer_list<char const*> seats) {
    auto list = json::array();
    for (auto const* s : seats) list.push_back({{"seat", s}});
    return list;
}
inline json everybody() {
    return present({"m1", "m2", "m3", "m4", "t1", "t2", "t3", "t4", "user", "gp", "employee"});
}
inline json agreement_stated(std::string const& decision, std::string const& held_on,
                             json const& who = everybody()) {
    return {{"decision", decision},          {"held_on", held_on},      {"chair", "m1"}, {"present", who},
            {"reservations", json::array()}, {"remarks", json::array()}};
}

} // namespace saksgang::test
