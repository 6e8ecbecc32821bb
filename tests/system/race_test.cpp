// Many clients race on the same cases and the same funds: on two servers with one PostgreSQL, and on one
// server with SQLite. Each answer must be one that some serial order gives, that order must be the history's,
// and it must not contradict the clock on the clients' wall.
#include <algorithm>
#include <atomic>
#include <barrier>
#include <latch>
#include <set>
#include <thread>

#include "tests/support/crowd.hpp"
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

constexpr int clients = 16; // half of them on each server
constexpr auto today = "2025-03-03", yesterday = "2025-03-02";

// The servers of one database. `of(i)`: where client i goes.
class servers {
  public:
    explicit servers(database const& d) : first(d) {
        if (d.kind == "postgresql") second = std::make_unique<served>(database{first.url()});
        first.now(today);
        if (second) second->now(today);
    }
    served& of(int i) { return second && i % 2 == 1 ? *second : first; }
    int count() const { return second ? 2 : 1; }
    // So that the clients need not sign in while they race.
    void sign_in(std::vector<std::string> const& users) {
        for (auto const& u : users)
            for (int i = 0; i < count(); ++i) (void)of(i).sign_in(u);
    }
    void end_well() {
        first.check(); // the servers still run
        if (second) second->stop();
        first.ends_well();
    }

    served first;
    std::unique_ptr<served> second;
};

// A fund with room for so many awards of a million, and the scheme to award by.
std::string open_scheme(served& s, std::string const& fund, int room) {
    s.does("koordinator", "fund/" + fund, "open_fund",
           {{"name", {{"nb", fund}, {"nn", fund}, {"en", fund}}}, {"holder", "vestre-viken"}});
    s.does("okonom", "fund/" + fund, "allocate",
           {{"year", 2025}, {"amount", room * million}, {"basis", s.document("Tildeling")}});
    auto const id = s.creates("koordinator", "grant_scheme", "propose_scheme",
                              {{"title", fund}, {"fund", fund}, {"year", 2025}});
    s.does("koordinator", "case/" + id, "submit_scheme",
           {{"text", s.text("Ordning", "1.0")}, {"criteria", {"Felles søknad"}}});
    ssu_agrees(s, id, "decision", today);
    return id;
}

// An application for a million, before SSU with the proposal to award it.
std::string before_ssu(served& s, std::string const& fund, std::string const& scheme,
                       std::string const& title) {
    auto content = application(title, scheme, million);
    content["fund"] = fund;
    auto const id = assessed(s, content);
    s.does("koordinator", "case/" + id, "propose_decision", award(s, million, "1"));
    return id;
}

struct contested_fund {
    std::string name;
    int room = 0;
    std::vector<std::string> cases; // more than there is room for
};

contested_fund contest(served& s, std::string const& name, int room, int applications) {
    contested_fund f{name, room, {}};
    auto const scheme = open_scheme(s, name, room);
    for (int i = 0; i < applications; ++i)
        f.cases.push_back(before_ssu(s, name, scheme, name + " " + std::to_string(i)));
    return f;
}

std::vector<sent> accepted_of(std::vector<sent> const& all) {
    std::vector<sent> yes;
    std::ranges::copy_if(all, std::back_inserter(yes), &sent::accepted);
    return yes;
}

// Only these refusals have an explanation.
void must_be_refused_with(std::vector<sent> const& all, std::set<std::string> const& allowed) {
    for (auto const& s : all)
        if (!s.accepted() && !allowed.contains(s.code))
            FAIL_CHECK("no serial order explains: " << s.what.path << " " << s.status << " " << s.raw);
}

// (a), (f): each case is awarded at most once, and the fund exactly until it is empty.
void must_be_awarded(servers& at, history const& h, contested_fund const& f,
                     std::vector<sent> const& answers) {
    INFO(f.name);
    must_be_refused_with(answers, {"frame_exceeded", "no_round"});
    std::map<std::string, std::vector<sent const*>> by_case;
    for (auto const& s : answers) by_case[s.what.path].push_back(&s);
    CHECK(by_case.size() == f.cases.size());
    std::vector<sent> awarded = accepted_of(answers);
    CHECK(static_cast<int>(awarded.size()) == f.room);
    for (auto const& [path, of_case] : by_case) {
        auto const yes = std::ranges::count_if(of_case, [](auto* s) { return s->accepted(); });
        CHECK(yes <= 1);
        // The other one of an awarded case finds it decided; both of another find the fund empty, which it stays.
        for (auto const* s : of_case)
            if (!s->accepted()) CHECK(s->code == (yes ? "no_round" : "frame_exceeded"));
    }
    // A refusal for want of money can't have been answered before the last award was asked for.
    std::ranges::sort(awarded, {}, [](auto const& s) { return s.first().position; });
    if (!awarded.empty())
        for (auto const& s : answers)
            if (s.code == "frame_exceeded") CHECK(s.answered > awarded.back().begun);

    auto const year = year_of(at.first, 2025, f.name);
    CHECK(year["free"] == 0);
    CHECK(year["committed"] == f.room * million);
    books_balance(at.first, f.name);
    // All three entries of an award or none: the agreement, what the case makes of it, and the commitment.
    std::set<std::int64_t> commitments;
    for (auto const& s : awarded) {
        auto const then = h.caused_by(s.first().position);
        REQUIRE(then.size() == 1);
        CHECK(then[0]->entry["command"] == "round_carried");
        CHECK(then[0]->entry["to"] == "awarded");
        auto const money = h.caused_by(then[0]->stored.position);
        REQUIRE(money.size() == 1);
        CHECK(money[0]->stored.stream == "fund/" + f.name);
        CHECK(money[0]->entry["command"] == "commit");
        CHECK("/cases/" + money[0]->entry["payload"]["a_case"].get<std::string>() +
                  "/commands/state_agreement" ==
              s.what.path);
        commitments.insert(money[0]->stored.position);
    }
    for (auto const& [stored, entry] : h.items())
        if (stored.stream == "fund/" + f.name && entry["command"] == "commit")
            CHECK(commitments.contains(stored.position));
}

// (b): every acknowledged position is an entry, and each member's last one is what stands.
void must_stand(servers& at, history const& h, std::string const& id, std::vector<sent> const& answers) {
    must_be_refused_with(answers, {});
    auto const entries = h.by_mark("take_position", [](json const& p) { return p.value("reason", ""); });
    std::map<std::string, std::pair<std::int64_t, std::string>> last; // by user
    for (auto const& s : answers) {
        if (!s.accepted()) continue;
        auto const reason = s.what.body["reason"].get<std::string>();
        auto const found = entries.find(reason);
        REQUIRE_MESSAGE(found != entries.end(), "lost: ", reason);
        CHECK(found->second == std::vector{s.first().position});
        auto& newest = last[s.what.user];
        newest = std::max(newest, {s.first().position, reason});
    }
    auto const r = round_of(at.first, id);
    CHECK(r["status"] == "open");
    for (auto const& [user, newest] : last) {
        auto const person = person_of(at.first, user);
        for (auto const& [seat, elector] : r["electorate"].items())
            if (elector["person"] == person)
                CHECK_MESSAGE(r["positions"][seat]["reason"] == newest.second, user);
    }
}

// (c): the numbers of new cases follow each other.
void must_be_numbered(history const& h, std::vector<sent> const& answers) {
    must_be_refused_with(answers, {});
    auto const entries = h.by_mark("propose_scheme", [](json const& p) { return p.value("title", ""); });
    std::vector<int> numbers;
    for (auto const& s : answers) {
        auto const title = s.what.body["payload"]["title"].get<std::string>();
        REQUIRE_MESSAGE(entries.contains(title), "lost: ", title);
        CHECK(entries.at(title) == std::vector{s.first().position});
        auto const& stream = h.at(s.first().position)->stored.stream;
        numbers.push_back(std::stoi(stream.substr(stream.find('-') + 1)));
    }
    std::ranges::sort(numbers);
    REQUIRE(!numbers.empty());
    for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(numbers[i] == numbers[0] + static_cast<int>(i));
}

sending new_scheme(std::string const& user, std::string const& title) {
    return {
        user,
        "/cases",
        title,
        {{"workflow", "grant_scheme"}, {"payload", {{"title", title}, {"fund", "tilskudd"}, {"year", 2025}}}},
        briefly};
}

std::string mark_of(int client, int n) { return "c" + std::to_string(client) + "-" + std::to_string(n); }

// What the clients of one race have been told, by kind.
struct told {
    std::vector<sent> awards[3], positions, creations;
};

} // namespace

ON_BOTH_SERVED("race: awards, positions and new cases, all at once") {
    constexpr int funds = 3, at_least = 30; // rounds of each client
    std::vector<std::string> const members{"leder",       "drammen",   "hallingdal",     "ringerike",
                                           "fagdirektor", "psykiatri", "baerum-sykehus", "prehospital"};
    servers at(where::kind());
    auto& s = at.first;
    std::vector<contested_fund> contested;
    for (int f = 0; f < funds; ++f) contested.push_back(contest(s, "ramme-" + std::to_string(f), 7, 18));
    auto const discussed = before_ssu(s, "ramme-0", case_of(s, contested[0].cases[0])["data"]["scheme"],
                                      "Til skriftlig behandling");
    s.does("koordinator", "case/" + discussed, "open_round",
           {{"procedure", "written"}, {"deadline", "2025-04-01"}});
    auto const text = round_of(s, discussed)["subject"]["renditions"][0]["digest"].get<std::string>();
    at.sign_in(members);
    at.sign_in({"koordinator"});

    // Every case is awarded by two clients, on PostgreSQL one at each server: both take them in the same order.
    std::atomic<int> next[2] = {0, 0};
    int const applications = 18 * funds;
    std::vector<told> heard(clients);
    auto const begun = steady::now();
    crowd(clients, [&](int i) {
        auto& here = at.of(i);
        auto c = here.new_client();
        auto& mine = heard[static_cast<std::size_t>(i)];
        bool more = true;
        for (int n = 0; more || n < at_least; ++n) {
            auto const mark = mark_of(i, n);
            int const a = more ? next[i % 2]++ : applications;
            more = a < applications;
            if (more) {
                auto const fund = static_cast<std::size_t>(a % funds);
                auto const& id = contested[fund].cases[static_cast<std::size_t>(a / funds)];
                mine.awards[fund].push_back(
                    insists(here, c,
                            {"koordinator", served::address("case/" + id, "state_agreement"), "award-" + mark,
                             agreement_stated("decision", today)}));
            }
            auto const& member = members[static_cast<std::size_t>(i / 2) % members.size()];
            mine.positions.push_back(
                insists(here, c,
                        {member,
                         served::address("case/" + discussed, "take_position"),
                         "position-" + mark,
                         {{"round", "r1"}, {"digest", text}, {"position", "disagree"}, {"reason", mark}},
                         n % 2 ? briefly : header_map{}}));
            mine.creations.push_back(insists(here, c, new_scheme("koordinator", "new-" + mark)));
        }
    });
    auto const took = std::chrono::duration<double>(steady::now() - begun).count();

    told all;
    std::vector<sent> accepted;
    int unavailable = 0;
    auto const gather = [&](std::vector<sent>& into, std::vector<sent> const& from) {
        into.insert(into.end(), from.begin(), from.end());
        for (auto const& each : from) {
            if (each.accepted()) accepted.push_back(each);
            unavailable += each.unavailable;
        }
    };
    for (auto const& one : heard) {
        for (int f = 0; f < funds; ++f) gather(all.awards[f], one.awards[f]);
        gather(all.positions, one.positions);
        gather(all.creations, one.creations);
    }
    history const h(s.url());
    MESSAGE(at.count() << " servers, " << clients << " clients: " << accepted.size()
                       << " commands acknowledged in " << took << " s, 503s: " << unavailable);
    h.must_be_gapless();
    must_be_there_once(h, accepted);
    for (std::size_t f = 0; f < contested.size(); ++f) must_be_awarded(at, h, contested[f], all.awards[f]);
    must_stand(at, h, discussed, all.positions);
    must_be_numbered(h, all.creations);
    at.end_well();
}

ON_BOTH_SERVED("race: of two that saw the same version, one wins") {
    constexpr int pairs = clients / 2, rounds = 40;
    servers at(where::kind());
    auto const scheme = loaded_case(at.first, "grant_scheme");
    at.sign_in({"koordinator"});
    std::vector<std::string> ids;
    for (int p = 0; p < pairs; ++p)
        ids.push_back(at.first.creates("koordinator", "grant_application", "draft_application",
                                       application("Utkast " + std::to_string(p), scheme, million)));
    auto edited = application("", scheme, million);
    for (auto const* no_field_of_edits : {"fund", "scheme", "year"}) edited.erase(no_field_of_edits);

    std::vector<std::vector<sent>> heard(clients, std::vector<sent>(rounds));
    std::vector<std::unique_ptr<std::barrier<>>> both;
    for (int p = 0; p < pairs; ++p) both.push_back(std::make_unique<std::barrier<>>(2));
    crowd(clients, [&](int i) {
        auto& here = at.of(i);
        auto c = here.new_client();
        auto const pair = static_cast<std::size_t>(i / 2);
        auto payload = edited;
        for (int n = 0; n < rounds; ++n) { // the case is at version n + 1
            payload["title"] = mark_of(i, n);
            both[pair]->arrive_and_wait();
            heard[static_cast<std::size_t>(i)][static_cast<std::size_t>(n)] =
                insists(here, c,
                        {"koordinator",
                         served::address("case/" + ids[pair], "edit_application"),
                         mark_of(i, n),
                         payload,
                         {{"If-Match", "\"" + std::to_string(n + 1) + "\""}, {"Prefer", "return=minimal"}}});
        }
    });
    history const h(at.first.url());
    std::vector<sent> accepted;
    for (std::size_t p = 0; p < pairs; ++p)
        for (std::size_t n = 0; n < rounds; ++n) {
            auto const &a = heard[2 * p][n], &b = heard[2 * p + 1][n];
            REQUIRE_MESSAGE(a.accepted() != b.accepted(), a.raw, "\n", b.raw);
            auto const& lost = a.accepted() ? b : a;
            CHECK(lost.status == 412);
            CHECK(lost.code == "stale");
            accepted.push_back(a.accepted() ? a : b);
            CHECK(h.at(accepted.back().first().position)->entry["payload"]["title"] ==
                  accepted.back().what.body["title"]);
        }
    must_be_there_once(h, accepted);
    h.must_be_gapless();
    at.end_well();
}

ON_BOTH_SERVED("race: one key at both servers at once makes one entry, and both are told of it") {
    constexpr int pairs = clients / 2, rounds = 25;
    servers at(where::kind());
    at.sign_in({"koordinator"});
    std::vector<std::vector<sent>> heard(clients, std::vector<sent>(rounds));
    std::vector<std::unique_ptr<std::barrier<>>> both;
    for (int p = 0; p < pairs; ++p) both.push_back(std::make_unique<std::barrier<>>(2));
    crowd(clients, [&](int i) {
        auto& here = at.of(i);
        auto c = here.new_client();
        for (int n = 0; n < rounds; ++n) {
            auto what = new_scheme("koordinator", "key-" + mark_of(i / 2, n));
            if (n % 2) what.more.clear(); // the whole answer, which is read from the store
            both[static_cast<std::size_t>(i / 2)]->arrive_and_wait();
            heard[static_cast<std::size_t>(i)][static_cast<std::size_t>(n)] = insists(here, c, what);
        }
    });
    history const h(at.first.url());
    auto const made = h.by_mark("propose_scheme", [](json const& p) { return p.value("title", ""); });
    for (std::size_t p = 0; p < pairs; ++p)
        for (std::size_t n = 0; n < rounds; ++n) {
            auto const &a = heard[2 * p][n], &b = heard[2 * p + 1][n];
            CHECK_MESSAGE(a.accepted(), a.status, " ", a.raw);
            CHECK_MESSAGE(b.accepted(), b.status, " ", b.raw);
            if (!a.accepted() || !b.accepted()) continue;
            CHECK(a.entries == b.entries);
            CHECK(made.at(a.what.key).size() == 1);
            h.must_have(a);
        }
    h.must_be_gapless();
    at.end_well();
}

ON_BOTH_SERVED("race: a role that has ended is over at once, everywhere") {
    constexpr int rounds = 12, workers = 6;
    servers at(where::kind());
    auto& s = at.first;
    at.sign_in({"radgiver", "admin"});
    auto const adviser = person_of(s, "radgiver");
    // Adviser since 2020: ended first, so that what follows is the only time she is one.
    json const ended{
        {"person", adviser}, {"role", "case_handler"}, {"valid_to", yesterday}, {"source", "Oppsigelse"}};
    json const granted{
        {"person", adviser}, {"role", "case_handler"}, {"valid_from", "2025-01-01"}, {"basis", "Vedtak"}};
    s.does("admin", "organisation", "end_role", ended);
    int accepted = 0, refused = 0;
    for (int round = 0; round < rounds; ++round) {
        auto& hers =
            at.of(round + 1); // her command right after goes to the other server than the administrator's
        auto& admins = at.of(round);
        admins.does("admin", "organisation", "grant_role", granted);
        std::atomic<bool> over = false;
        std::latch one_each(workers);
        std::vector<std::vector<sent>> heard(workers);
        std::jthread busy([&] {
            crowd(workers, [&](int i) {
                auto& here = at.of(i);
                auto c = here.new_client();
                auto& mine = heard[static_cast<std::size_t>(i)];
                for (int n = 0; !over && n < 5000; ++n) {
                    mine.push_back(insists(
                        here, c,
                        new_scheme("radgiver", "role-" + std::to_string(round) + "-" + mark_of(i, n))));
                    if (n == 0) one_each.count_down();
                }
            });
        });
        one_each.wait(); // all of them are at it
        admins.does("admin", "organisation", "end_role", ended);
        auto const after = hers.post("radgiver", "/cases", new_scheme("", "too late").body);
        over = true;
        busy.join();
        CHECK(after.status == 403);
        CHECK(after.code() == "not_entitled");
        for (auto const& each : heard) {
            must_be_refused_with(each, {"not_entitled"});
            for (auto const& one : each) ++(one.accepted() ? accepted : refused);
            // Once refused, always refused.
            auto const first_no = std::ranges::find_if(each, [](auto const& one) { return !one.accepted(); });
            CHECK(std::none_of(first_no, each.end(), [](auto const& one) { return one.accepted(); }));
            CHECK_MESSAGE(each.front().accepted(), each.front().raw);
        }
    }
    // In the history nothing of hers stands while she was none: no command was decided on rights read before.
    history const h(s.url());
    bool is_one = true;
    for (auto const& [stored, entry] : h.items()) {
        auto const payload = entry.value("payload", json::object());
        if (stored.stream == "organisation" && payload.value("person", json()) == adviser &&
            payload.value("role", json()) == "case_handler")
            is_one = entry["command"] == "grant_role";
        else if (entry.value("actor", "") == adviser)
            CHECK_MESSAGE(is_one, "decided on rights that were over: position ", stored.position);
    }
    MESSAGE(at.count() << " servers: " << accepted << " acknowledged, " << refused << " refused in " << rounds
                       << " rounds");
    CHECK(accepted >= rounds * workers);
    at.end_well();
}

// The session of a closed account lives on in the database, and must be worth nothing.
ON_BOTH_SERVED("race: an account that has been closed commands nothing") {
    servers at(where::kind());
    auto& s = at.first;
    auto const adviser = person_of(s, "radgiver");
    open_account(s, "radgiver-2", adviser);
    auto& other = at.of(1);
    (void)other.sign_in("radgiver-2");
    CHECK(other.post("radgiver-2", "/cases", new_scheme("", "before").body).status == 201);
    s.does("admin", "accounts", "close_account", {{"username", "radgiver-2"}});
    CHECK(other.get("radgiver-2", "/me").status == 401);
    auto const after = other.post("radgiver-2", "/cases", new_scheme("", "after").body);
    CHECK_MESSAGE(after.status == 401, after.status, " ", after.raw);
    CHECK(after.code() == "not_signed_in");
    at.end_well();
}

} // namespace saksgang::test
