// Random command sequences, valid and invalid, drawn from what the program itself says may be sent. After
// every step: fold equals state (town::send), the ledger sums to zero, no commitment beyond the frame, case
// numbers gap-free, unanimity never violated. The seed is printed; SAKSGANG_SEED replays it.
#include <cstdlib>
#include <random>

#include "engine/common_commands.hpp"
#include "engine/fund.hpp"
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

class player : public town {
  public:
    explicit player(std::uint64_t seed) : chance_(seed) {
        chance.go_to("2025-03-10");
        for (int i = 0; i < 4; ++i) documents_.push_back(document("Dokument " + std::to_string(i)));
        does("okonom", "fund/tilskudd", "allocate",
             {{"year", 2025}, {"amount", 500'000'000}, {"basis", documents_[0]}});
        for (auto const& [username, person] : people) usernames_.push_back(username);
    }

    void play(int steps) {
        for (int i = 0; i < steps; ++i) {
            auto c = draw();
            auto const before =
                c.stream.starts_with("case/") && c.stream != new_case ? state_of(c.stream) : state{};
            auto const result = send(c);
            if (auto const* lost = std::get_if<unavailable>(&result))
                FAIL(c.name << " on " << c.stream << ": " << lost->why << " " << c.payload.dump());
            if (auto const* yes = std::get_if<accepted>(&result)) {
                ++taken_;
                look_at_rounds(yes->stream, before);
            }
            look_at_fund();
        }
        check_all(); // numbers gap-free, chains, positions, ledgers
    }
    int taken() const { return taken_; }

  private:
    std::size_t pick(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(chance_); }
    bool once_in(std::size_t n) { return pick(n) == 0; }
    template <class T>
    T const& one_of(std::vector<T> const& list) {
        return list[pick(list.size())];
    }

    std::vector<std::string> cases() {
        std::vector<std::string> open;
        for (auto const& row : session->cases(name, {.closed_too = true, .limit = 200}))
            open.push_back("case/" + row.id);
        return open;
    }

    command draw() {
        if (once_in(8))
            chance.go_to(date_in_oslo(chance.now()).plus_days(1 + static_cast<int>(pick(20))).str());
        if (once_in(12)) return create();
        if (once_in(15)) return fund_command();
        auto const stream = one_of(cases());
        auto const a_case = state_of(stream);
        auto const username = once_in(3) ? one_of(usernames_) : "koordinator";
        // Mostly something that is open here, sometimes anything.
        std::vector<command_info const*> candidates;
        auto const& flow = rules.of(a_case);
        for (auto const& name : once_in(10)
                                    ? std::vector<std::string>{flow.commands[pick(flow.commands.size())].name}
                                    : flow.open_commands(a_case.name))
            candidates.push_back(flow.command(name));
        for (auto const& c : common_commands())
            if (once_in(6)) candidates.push_back(&c);
        if (candidates.empty()) candidates.push_back(&one_of(common_commands()));
        auto const* info = candidates[pick(candidates.size())];
        auto c = ask(username, stream, info->name, fill(info->schema(language::nb), info->name, a_case));
        steer(c, a_case);
        return c;
    }

    command create() {
        auto const* flow = rules.workflows()[pick(rules.workflows().size())];
        auto const name = flow->open_commands("").front();
        auto c = ask("koordinator", std::string(new_case), name,
                     fill(flow->command(name)->schema(language::nb), name, {}));
        c.workflow = flow->id;
        if (flow->id == "grant_application") {
            c.payload.update({{"scheme", "2024-1"},
                              {"fund", "tilskudd"},
                              {"year", 2025},
                              {"applied", static_cast<std::int64_t>(1 + pick(3)) * 100'000'000}});
            c.payload["applicants"] = {{{"party", "vestre-viken"}}, {{"party", "kongsberg"}}};
            c.payload["contributions"] = {{{"party", "vestre-viken"}, {"amount", 1000}},
                                          {{"party", "kongsberg"}, {"amount", 1000}}};
            c.payload["priority_groups"] = {"frail_elderly"};
            c.payload.update({{"ends", "2026-01-01"},
                              {"user_involvement", "x"},
                              {"implementation_plan", "x"},
                              {"evaluation_plan", "x"}});
        }
        return c;
    }

    command fund_command() {
        auto const& kind = *kind_of("fund/tilskudd");
        auto const& info = kind.commands[pick(kind.commands.size())].info;
        return ask("okonom", "fund/tilskudd", info.name, fill(info.schema(language::nb), info.name, {}));
    }

    // Makes a drawn payload likely to mean something where chance alone never would.
    void steer(command& c, state const& a_case) {
        auto const& all = rounds_in(a_case);
        auto const* live = live_round(all);
        if (live && c.payload.contains("digest")) c.payload["digest"] = digest_of(all.at(*live).subject);
        if (live && c.payload.contains("round")) c.payload["round"] = *live;
        if (live && c.payload.contains("decision"))
            c.payload["decision"] = std::string(describe::name_of(all.at(*live).decision));
        if (c.payload.contains("present") && c.payload["present"].is_array() && !once_in(5))
            c.payload["present"] = everybody();
        if (c.payload.contains("chair")) c.payload["chair"] = "m1";
        if (c.payload.contains("held_on")) c.payload["held_on"] = date_in_oslo(chance.now()).str();
        if (live && c.payload.contains("version") && c.name == "register_adoption")
            c.payload["version"] = all.at(*live).subject.version;
        if (c.payload.contains("checklist")) {
            c.payload["checklist"] = json::array();
            for (int n = 1; n <= 13; ++n)
                c.payload["checklist"].push_back({{"number", n}, {"gap", "senere"}});
            c.payload["users_took_part"] = true;
        }
        if (c.name == "propose_decision")
            c.payload["amount"] = a_case.data->value("applied", std::int64_t{1});
        if (c.name == "nominate_committee") {
            c.payload["members"] = json::array();
            for (auto const* kind : {"municipality", "trust", "user", "gp"})
                c.payload["members"].push_back({{"person", people["bruker"]}, {"kind", kind}});
        }
    }

    json fill(json const& schema, std::string const& command_name, state const& a_case) {
        auto const type = schema.value("type", "");
        if (type == "object") {
            if (!schema.contains("properties")) return json::object();
            // a document is one that is stored, mostly
            if (schema["properties"].size() == 2 && schema["properties"].contains("digest") &&
                schema["properties"].contains("title"))
                return once_in(20) ? json{{"digest", std::string(64, 'f')}, {"title", "Mangler"}}
                                   : one_of(documents_);
            auto o = json::object();
            auto const required = schema.value("required", json::array());
            for (auto const& [name, property] : schema["properties"].items()) {
                bool const must = std::ranges::find(required, json(name)) != required.end();
                if (must ? !once_in(200) : once_in(4)) o[name] = named(name, property, command_name, a_case);
            }
            if (once_in(200)) o["ukjent"] = 1;
            return o;
        }
        if (type == "array") {
            auto list = json::array();
            for (auto n = pick(3); n > 0; --n) list.push_back(fill(schema["items"], command_name, a_case));
            return list;
        }
        if (type == "boolean") return once_in(2);
        if (type == "integer") return static_cast<std::int64_t>(once_in(3) ? pick(3) : pick(200'000'000));
        if (schema.contains("oneOf")) return schema["oneOf"][pick(schema["oneOf"].size())]["const"];
        if (schema.value("format", "") == "date")
            return date_in_oslo(chance.now()).plus_days(static_cast<int>(pick(40)) - 10).str();
        return once_in(100) ? std::string() : "tekst " + std::to_string(pick(1000));
    }

    json named(std::string const& name, json const& schema, std::string const& command_name,
               state const& a_case) {
        static std::vector<std::string> const parties{"vestre-viken", "kongsberg", "flaa",
                                                      "baerum",       "drammen",   "hol"};
        static std::vector<std::string> const seats{"m1", "m2", "m3",   "m4", "t1",      "t2",
                                                    "t3", "t4", "user", "gp", "employee"};
        if (schema.contains("pattern")) {
            if (name == "party" || name == "recipient" || name == "target" || name == "from" ||
                name == "holder")
                return one_of(parties);
            if (name == "seat" || name == "chair") return one_of(seats);
            if (name == "person") return people[one_of(usernames_)];
            if (name == "fund") return "tilskudd";
            if (name == "scheme") return "2024-1";
            if (name == "fsu") return "fsu-psykisk-rus";
            if (name == "lsu") return "lsu-kongsberg";
            if (name == "a_case") return "2024-3";
            return "x" + std::to_string(pick(5));
        }
        if (name == "year") return 2024 + static_cast<int>(pick(3));
        return fill(schema, command_name, a_case);
    }

    // A round that was carried was carried by all that had to agree: nobody of a deciding side had said no.
    void look_at_rounds(std::string const& stream, state const& before) {
        if (!stream.starts_with("case/")) return;
        auto const then = before.exists() ? rounds_in(before) : rounds{};
        for (auto const& [name, r] : rounds_in(state_of(stream))) {
            if (r.kind != round_kind::consent || r.status != round_status::carried || !then.contains(name) ||
                !then.at(name).live())
                continue;
            CHECK(r.outcome->against.empty());
            auto const ssu = state_of(body_stream(r.body->value));
            std::set<side> agreed;
            for (auto const& s : r.outcome->agreed)
                agreed.insert(restore<seat>(ssu.data["seat/" + s.value]).side);
            CHECK(agreed.contains(side::municipalities));
            CHECK(agreed.contains(side::trust));
            for (auto const& [seat_id, p] : then.at(name).positions)
                if (then.at(name).electorate.at(seat_id).side != side::advisory &&
                    then.at(name).voice == voice::each_seat)
                    CHECK(p.position != position::disagree);
        }
    }

    void look_at_fund() {
        for (auto const& y : years_of(state_of("fund/tilskudd"))) {
            CHECK(y.free.value >= 0);
            CHECK(y.committed.value >= 0);
            CHECK(y.committed.value + y.paid.value + y.free.value + y.carried_out ==
                  y.allocated.value + y.carried_in);
        }
    }

    std::mt19937_64 chance_;
    std::vector<json> documents_;
    std::vector<std::string> usernames_;
    int taken_ = 0;
};

} // namespace

TEST_CASE("random command sequences keep every promise") {
    auto const given = std::getenv("SAKSGANG_SEED");
    auto const first = given ? std::stoull(given) : std::random_device{}();
    for (std::uint64_t seed = first; seed < first + (given ? 1 : 4); ++seed) {
        MESSAGE("SAKSGANG_SEED=" << seed);
        player p(seed);
        p.play(500);
        CHECK(p.taken() > 60);
    }
}
