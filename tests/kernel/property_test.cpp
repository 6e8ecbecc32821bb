// Random command sequences, valid and invalid, drawn from what the program itself says may be sent. After
// every step: fold equals state (town::send), the ledger sums to zero, no commitment beyond the frame, case
// numbers gap-free, unanimity never violated, and what lists and worklists are read from is what looking at every case
// gives. The seed is printed; SAKSGANG_SEED replays it.
#include <cstdlib>
#include <random>
#include <regex>

#include "engine/round/round_commands.hpp"
#include "engine/tasks.hpp"
#include "tests/kernel/added_workflow.hpp"
#include "tests/support/town.hpp"
#include "workflows/shared/fund/fund.hpp"
#include "workflows/shared/kinds.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

class player : public town {
  public:
    explicit player(std::uint64_t seed) : town({}, true, workflows_and_more()), chance_(seed) {
        chance.go_to("2025-03-10");
        for (int i = 0; i < 4; ++i) documents_.push_back(document("Dokument " + std::to_string(i)));
        does("okonom", "fund/tilskudd", "allocate",
             {{"year", 2025}, {"amount", 500'000'000}, {"basis", documents_[0]}});
        for (auto const& [username, person] : people) usernames_.push_back(username);
    }

    void play(int steps) {
        for (int i = 0; i < steps; ++i) step(draw());
        for (auto const* flow : rules.workflows()) play_on(*flow);
        check_all(); // numbers gap-free, chains, positions, ledgers
    }
    int taken() const { return taken_; }
    // Whether its cases came to an end, or through so many states that play alone was not in its way.
    bool has_played(workflow const& flow) const {
        auto const found = been_in_.find(flow.id);
        if (found == been_in_.end()) return false;
        auto const& been = found->second;
        return been.size() >= std::min<std::size_t>(3, flow.stages.size()) ||
               std::ranges::any_of(been, [&](auto const& in) { return flow.stage(in).end; });
    }

  private:
    void step(command c) {
        auto const before =
            c.stream.starts_with("case/") && c.stream != new_case ? state_of(c.stream) : state{};
        auto const result = send(c);
        if (auto const* lost = std::get_if<unavailable>(&result))
            FAIL(c.name << " on " << c.stream << ": " << lost->why << " " << c.payload->dump());
        if (auto const* no = std::get_if<refusal>(&result))
            for (auto const l : {language::nb, language::nn, language::en})
                CHECK_MESSAGE(!std::regex_search(no->in(l), a_place), c.name, ": nothing fills a place of ",
                              no->in(l)); // what was drawn may have a brace
        if (auto const* yes = std::get_if<accepted>(&result)) {
            ++taken_;
            for (auto const& [where, kind] : drawn_) ++fits_[where][kind];
            look_at_rounds(yes->stream, before);
            if (is_case(yes->stream)) look_at_case(yes->stream);
        }
        look_at_fund();
        look_at_what_is_derived(one_of(usernames_));
        if (++steps_ % 100 == 0)
            for (auto const& username : usernames_) look_at_what_is_derived(username);
    }

    // A workflow that chance has passed by: its cases alone, until they have been somewhere.
    void play_on(workflow const& flow) {
        for (int i = 0; i < 4000 && !has_played(flow); ++i) {
            std::vector<std::string> own;
            for (auto const& stream : cases())
                if (state_of(stream).workflow == flow.name_with_version()) own.push_back(stream);
            step(own.empty() || once_in(20) ? create(flow) : draw_in(one_of(own)));
        }
    }

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
        if (once_in(12)) return create(*rules.workflows()[pick(rules.workflows().size())]);
        if (once_in(15)) return fund_command();
        return draw_in(one_of(cases()));
    }

    command draw_in(std::string const& stream) {
        auto const a_case = state_of(stream);
        auto const username = once_in(3) ? one_of(usernames_) : "koordinator";
        // Mostly something that is open here, sometimes anything.
        std::vector<command_info const*> candidates;
        auto const& flow = rules.of(a_case);
        for (auto const& name : once_in(10)
                                    ? std::vector<std::string>{flow.commands[pick(flow.commands.size())].name}
                                    : flow.open_commands(a_case.name))
            candidates.push_back(flow.command(name));
        for (auto const* c : rules.case_commands())
            if (once_in(6)) candidates.push_back(c);
        if (candidates.empty()) candidates.push_back(one_of(rules.case_commands()));
        auto const* info = candidates[pick(candidates.size())];
        auto c = ask(username, stream, info->name,
                     draw_payload(info->schema(language::nb),
                                  (flow.command(info->name) ? flow.id + "." : "") + info->name));
        steer(c, a_case);
        return c;
    }

    command create(workflow const& flow) {
        auto const names = flow.open_commands("");
        auto const name = one_of(names);
        auto c = ask("koordinator", std::string(new_case), name,
                     draw_payload(flow.command(name)->schema(language::nb), flow.id + "." + name));
        c.workflow = flow.id;
        if (flow.id == "grant_application") {
            c.payload.change().update({{"scheme", "2024-1"},
                                       {"fund", "tilskudd"},
                                       {"year", 2025},
                                       {"applied", static_cast<std::int64_t>(1 + pick(3)) * 100'000'000}});
            c.payload.change()["applicants"] = {{{"party", "vestre-viken"}}, {{"party", "kongsberg"}}};
            c.payload.change()["contributions"] = {{{"party", "vestre-viken"}, {"amount", 1000}},
                                                   {{"party", "kongsberg"}, {"amount", 1000}}};
            c.payload.change()["priority_groups"] = {"frail_elderly"};
            c.payload.change().update({{"ends", "2026-01-01"},
                                       {"user_involvement", "x"},
                                       {"implementation_plan", "x"},
                                       {"evaluation_plan", "x"}});
        }
        if (c.payload->contains("fsu")) steer_commission(c);
        return c;
    }

    command fund_command() {
        auto const& all = rules.feature_of("fund/tilskudd")->commands;
        auto const& info = all[pick(all.size())];
        return ask("okonom", "fund/tilskudd", info.name, draw_payload(info.schema(language::nb), info.name));
    }

    void steer_commission(command& c) const {
        c.payload.change().update(
            {{"fsu", "fsu-psykisk-rus"}, {"actors", {"gp"}}, {"mandate_until", "2030-12-31"}});
        c.payload.change().erase("initiated_by");
    }
    // Makes a drawn payload likely to mean something where chance alone never would.
    void steer(command& c, state const& a_case) {
        auto const& all = rounds_in(a_case);
        auto const* live = live_round(all);
        if (live && c.payload->contains("digest"))
            c.payload.change()["digest"] = digest_of(all.at(*live).subject);
        if (live && c.payload->contains("round")) c.payload.change()["round"] = *live;
        if (live && c.payload->contains("decision"))
            c.payload.change()["decision"] = std::string(describe::name_of(all.at(*live).decision));
        if (c.payload->contains("present") && c.payload["present"].is_array() && !once_in(5))
            c.payload.change()["present"] = everybody();
        if (c.payload->contains("chair")) c.payload.change()["chair"] = "m1";
        if (c.payload->contains("held_on")) c.payload.change()["held_on"] = date_in_oslo(chance.now()).str();
        if (live && c.payload->contains("version") && c.name == "register_adoption")
            c.payload.change()["version"] = all.at(*live).subject.version;
        if (c.payload->contains("checklist")) {
            c.payload.change()["checklist"] = json::array();
            auto const schema =
                rules.find("agreement_revision")->command("submit_draft")->schema(language::nb);
            for (auto const& point :
                 schema.at("/properties/checklist/items/properties/point/oneOf"_json_pointer))
                c.payload.change()["checklist"].push_back({{"point", point["const"]}, {"gap", "senere"}});
            c.payload.change()["users_took_part"] = true;
        }
        if (c.payload->contains("fsu")) steer_commission(c);
        if (c.name == "propose_decision")
            c.payload.change()["amount"] = a_case.data->value("applied", std::int64_t{1});
        if (c.name == "nominate_committee") {
            c.payload.change()["members"] = json::array();
            for (auto const* kind : {"municipality", "trust", "user", "gp"})
                c.payload.change()["members"].push_back({{"person", people["bruker"]}, {"kind", kind}});
        }
    }

    // Ids of everything that there is in the community, by what it is.
    std::map<std::string, std::vector<std::string>> ids() {
        std::map<std::string, std::vector<std::string>> all;
        auto const organisation = state_of("organisation");
        for (auto const& [id, p] : records_of(organisation).parties) all["party"].push_back(id);
        for (auto const& [id, u] : records_of(organisation).units) all["unit"].push_back(id);
        for (auto const& [id, kind] : records_of(organisation).bodies) all["body"].push_back(id);
        for (auto const& [username, person] : people) all["person"].push_back(person);
        auto const ssu = state_of("body/ssu");
        for (auto const& [id, seat] : records_of_body(ssu).seats) all["seat"].push_back(id);
        for (auto const& stream : cases()) all["a_case"].push_back(stream.substr(5));
        all["fund"] = {"tilskudd"};
        return all;
    }

    // What kind of thing an id names no schema says: what has been accepted there before is tried most, else anything.
    std::string an_id(std::string const& where) {
        static auto const kinds = ids();
        auto const& known = fits_[where];
        auto const last = where.substr(where.rfind('.') + 1);
        auto kind = std::next(kinds.begin(), static_cast<std::ptrdiff_t>(pick(kinds.size())))->first;
        if (!once_in(6)) {
            auto const best = std::ranges::max_element(known, {}, [](auto const& k) { return k.second; });
            if (best != known.end())
                kind = best->first;
            else if (kinds.contains(last))
                kind = last;
        }
        drawn_.emplace_back(where, kind);
        return kind == "a_case" ? one_of(cases()).substr(5) : one_of(kinds.at(kind));
    }

    json draw_payload(json const& schema, std::string const& where) {
        drawn_.clear();
        return fill(schema, where);
    }

    json fill(json const& schema, std::string const& where) {
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
                if (must ? !once_in(200) : once_in(4)) o[name] = fill(property, where + "." + name);
            }
            if (once_in(200)) o["ukjent"] = 1;
            return o;
        }
        if (type == "array") {
            auto list = json::array();
            for (auto n = pick(3); n > 0; --n) list.push_back(fill(schema["items"], where));
            return list;
        }
        if (type == "boolean") return once_in(2);
        if (type == "integer") // a year, a few, or a sum
            return static_cast<std::int64_t>(once_in(3)   ? pick(3)
                                             : once_in(2) ? 2024 + pick(3)
                                                          : pick(200'000'000));
        if (schema.contains("oneOf")) return schema["oneOf"][pick(schema["oneOf"].size())]["const"];
        if (schema.value("format", "") == "date")
            return date_in_oslo(chance.now()).plus_days(static_cast<int>(pick(40)) - 10).str();
        if (schema.contains("pattern")) return an_id(where);
        return once_in(100) ? std::string() : "tekst " + std::to_string(pick(1000));
    }

    // Where it has come to; what is due has a name that is said in words.
    void look_at_case(std::string const& stream) {
        auto const a_case = state_of(stream);
        auto const& flow = rules.of(a_case);
        been_in_[flow.id].insert(a_case.name);
        auto const w = read_world();
        auto const today = date_in_oslo(chance.now());
        for (auto const& d : flow.deadlines(a_case, {*w, people["koordinator"], chance.now(), today}))
            CHECK_MESSAGE(word(d.name).nb != d.name, "no words for ", d.name);
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
            CHECK(agreed.contains(sides::municipalities));
            CHECK(agreed.contains(sides::trust));
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
                  y.allocated.value + y.carried_in + y.repaid.value);
        }
    }

    // Through the projection and its pages, and by looking at every stream.
    void look_at_what_is_derived(std::string const& username) {
        auto const all = everything();
        situation const now{*all, people.at(username), chance.now(), date_in_oslo(chance.now())};
        std::set<std::string> expected, found, readable, listed;
        for (auto const& [stream, s] : all->all()) {
            for (auto const& t : tasks_for(rules, s, now)) expected.insert(in_words(stream, t));
            if (is_case(stream) && s.exists() && rules.reader_of(s, now)) readable.insert(id_in(stream));
        }
        task_filter mine{.audiences = audiences_of(now), .on = now.today, .limit = 1 + pick(20)};
        for (;;) {
            auto const page = session->tasks(name, mine);
            for (auto const& line : page)
                for (auto const& t : tasks_for(rules, all->at(line.stream), now))
                    if (t.due == line.due) CHECK(found.insert(in_words(line.stream, t)).second);
            if (page.size() < mine.limit) break;
            mine.after = {page.back().due, page.back().stream};
        }
        CHECK_MESSAGE(found == expected, username);
        for (case_filter f{.may_read = readership_of(rules, now), .limit = 1 + pick(20)};;) {
            auto const page = session->cases(name, f);
            for (auto const& row : page) CHECK(listed.insert(row.id).second);
            if (page.size() < f.limit) break;
            f.before = {page.back().year, page.back().number};
        }
        CHECK_MESSAGE(listed == readable, username);
    }
    static std::string in_words(std::string const& stream, task const& t) {
        return stream + " " + std::string(describe::name_of(t.what)) + " " +
               (t.command ? t.command->name : t.deadline) + " " + t.round + " " + t.due.str();
    }
    std::shared_ptr<world> everything() {
        auto w = std::make_shared<world>();
        w->community = name;
        std::set<std::string> named;
        for (auto const& s : session->streams(name, "", "", 100'000)) {
            w->put(state_from(s));
            if (is_case(s.stream)) named.merge(rules.reads_for_case(w->at(s.stream)));
        }
        for (auto const& stream : named)
            if (!w->knows(stream)) w->put(state{.stream = stream});
        return w;
    }

    std::regex const a_place{R"(\{[a-z_]+\})"};
    std::mt19937_64 chance_;
    std::vector<json> documents_;
    std::vector<std::string> usernames_;
    std::vector<std::pair<std::string, std::string>> drawn_; // of this command: where, what kind of id
    std::map<std::string, std::map<std::string, int>> fits_; // what kind was accepted where
    std::map<std::string, std::set<std::string>> been_in_;   // states, by workflow
    int taken_ = 0, steps_ = 0;
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
        for (auto const* flow : p.rules.workflows())
            CHECK_MESSAGE(p.has_played(*flow), "play came nowhere in ", flow->id);
    }
}
