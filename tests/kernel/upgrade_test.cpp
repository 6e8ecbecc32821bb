// Cases that a program with the first version of a workflow has made, brought up to the next one.
#include "api/upgrade.hpp"

#include "api/projections.hpp"
#include "tests/kernel/upgrade_workflow.hpp"
#include "tests/storage/databases.hpp"
#include "tests/support/town.hpp"

namespace saksgang::test {
namespace {

void silently(std::string const&) {}

// The town of the program before, with a case that is open, one before SSU with a round that runs, and one settled.
struct town_before : town {
    explicit town_before(std::string const& url = {}) : town(url, true, workflows_and(topics_before())) {
        open = raise("Ventetid");
        running = raise("Samtykke");
        does("koordinator", running, "submit_topics", {{"text", text("Forslag", "1.0")}});
        does("koordinator", running, "open_round",
             {{"procedure", "meeting"}, {"held_on", "2025-03-03"}, {"present", everybody()}});
        done = raise("Beredskap");
        does("koordinator", done, "submit_topics", {{"text", text("Forslag til beredskap", "1.0")}});
        does("koordinator", done, "state_agreement", agreement_stated("decision", "2025-03-03"));
        refresh_projections(*data, rules, silently);
    }

    std::string raise(std::string const& topic) {
        return creates("koordinator", "topics", "begin_topics", {{"title", topic}, {"topic", topic}});
    }
    upgrade_plan plan(kernel const& next) { return plan_upgrade(*data, next, migrations_for(*data)); }
    int bring_up(kernel const& next, source* by = nullptr) {
        return saksgang::bring_up(*data, next, by ? *by : chance, plan(next), silently);
    }
    head at() { return session->read(name, {}).at; }

    std::string open, running, done;
};

std::vector<std::string> all_wrong(store& data, kernel const& rules) {
    return check_store(data, rules, silently).findings;
}

std::string why_not(auto const& work) {
    try {
        work();
    } catch (std::runtime_error const& error) {
        return error.what();
    }
    return {};
}

ON_BOTH_DATABASES("cases of an older version are upgraded, each by an entry, and are carried on") {
    database const db(false);
    town_before t(db.url());
    auto const next = kernel_with(workflows_and(topics_now()));
    t.chance.go_to("2025-03-10");

    std::vector<std::string> const told{
        "migrations to apply: none", "lists and tasks: made anew",
        "vest-viken: 1 case of topics/1 in for_ssu would be upgraded to topics/2",
        "vest-viken: 1 case of topics/1 in open_for_topics would be upgraded to topics/2",
        "vest-viken: 1 case of topics/1 in settled would be upgraded to topics/2"};
    CHECK(in_words(t.plan(next)) == told);
    CHECK_FALSE(all_wrong(*t.data, next).empty());
    CHECK(t.bring_up(next) == 0);
    CHECK(all_wrong(*t.data, next).empty());
    CHECK(projections_are_current(*t.data, next));

    std::pair<std::string, char const*> const stands[]{
        {t.open, "collecting"}, {t.running, "at_ssu"}, {t.done, "settled"}};
    for (auto const& [stream, name] : stands) {
        CAPTURE(stream);
        t.fold_and_compare(stream);
        auto const now = t.state_of(stream);
        CHECK(now.name == name);
        CHECK(now.workflow == "topics/2");
        CHECK(now.data["topics"].size() == 1);
        CHECK_FALSE(now.data.contains("topic"));
        auto const e = t.history(stream).back();
        CHECK(e.command == "upgraded");
        CHECK(e.seat == "upgrade");
        CHECK(e.workflow == "topics/2");
        CHECK(e.payload == json{{"workflow", "topics/1"}});
        CHECK((e.actor + e.account).empty());
        CHECK(e.effective->str() == "2025-03-03"); // when something last happened in it
        CHECK(date_in_oslo(e.recorded).str() == "2025-03-10");
    }
    auto const at = t.at();
    CHECK(t.bring_up(next) == 0);
    CHECK(t.at() == at);
    CHECK(t.plan(next).upgrades.empty());

    // The round that ran goes on, and what is new begins as it does now.
    executor run(*t.data, next, t.chance);
    town::must(run.execute(
        t.ask("koordinator", t.running, "state_agreement", agreement_stated("decision", "2025-03-03"))));
    CHECK(t.state_of(t.running).name == "settled");
    town::must(run.execute(
        t.ask("koordinator", t.open, "submit_topics", {{"text", t.text("Forslag om ventetid", "1.0")}})));
    CHECK(t.state_of(t.open).name == "at_ssu");
    for (auto const& stream : {t.open, t.running}) t.fold_and_compare(stream);
    CHECK(all_wrong(*t.data, next).empty());

    // As it was before, by the rules of today.
    state before{.stream = t.open};
    for (auto const& e : t.session->history(t.name, t.open, 0, 1))
        evolve(before, entry_from(e.bytes), e.hash);
    CHECK(before.workflow == "topics/1");
    CHECK(next.upgraded(before).name == "collecting");
    CHECK(next.upgraded(before).version == 1);
}

TEST_CASE("what people see in the history says what was done, in three languages") {
    auto const said = word("upgraded");
    CHECK(said.complete());
    CHECK(said.in(language::nb) == "Saken er ført over til nye regler");
}

ON_BOTH_DATABASES("where a case can't be upgraded, nothing is changed, not the schema either") {
    database const db(false);
    town_before t(db.url());
    // As if the last migration were still to come.
    *db.raw() << "delete from schema_version where version = (select max(version) from schema_version)";
    auto const next = kernel_with(workflows_and(topics_without_upgrade()));
    auto const at = t.at();
    auto const why = why_not([&] { t.bring_up(next); });
    CHECK_MESSAGE(why.find("vest-viken: 1 case of topics/1 in open_for_topics, which this program neither "
                           "knows nor can upgrade: the first is " +
                           t.open.substr(5)) != std::string::npos,
                  why);
    CHECK(t.plan(next).migrations.size() == 1);
    CHECK(t.at() == at);
    CHECK_FALSE(t.plan(next).is_possible());

    auto const without = kernel_with(all_workflows());
    CHECK(t.plan(without).unknown.size() == 3);
    auto const older = kernel_with(workflows_and(topics_before()));
    CHECK(t.plan(older).is_possible());
}

ON_BOTH_DATABASES("a schema that a newer program has made is left alone") {
    database const db(false);
    town_before t(db.url());
    *db.raw() << "insert into schema_version (version, name) values (99, 'of a newer program')";
    auto const why = why_not([&] { t.bring_up(t.rules); });
    CHECK_MESSAGE(why.find("it needs a newer program") != std::string::npos, why);
    CHECK_FALSE(t.plan(t.rules).is_possible());
    CHECK(in_words(t.plan(t.rules)).back() == why);
}

// Of more cases than are written at once, the last in the order of their names.
TEST_CASE("an upgrade that gives no such case is found before any case is written") {
    town_before t;
    std::string const wrong = "case/2025-99";
    for (int n = 4; n <= 250; ++n) (void)t.raise(n == 99 ? "Galt" : "Tema " + std::to_string(n));
    REQUIRE(t.state_of(wrong).data["topic"] == "Galt");
    auto const next = kernel_with(workflows_and(topics_badly_upgraded()));
    auto const at = t.at();
    auto const why = why_not([&] { t.bring_up(next); });
    CHECK_MESSAGE(why.find(wrong + " can't be upgraded from topics/1 to topics/2") != std::string::npos, why);
    CHECK(t.at() == at);
}

TEST_CASE("upgrades lead from version to version, without a gap") {
    struct other final : workflow {
        std::optional<refusal> fire(state&, std::string_view, part const&, situation const&,
                                    std::vector<follow_up>&, std::string&) const override {
            return {};
        }
        standing standing_of(state const&, std::string_view, situation const&,
                             std::vector<refusal>&) const override {
            return standing::closed;
        }
        std::optional<round_spec> holds(state const&, situation const&) const override { return {}; }
        std::vector<deadline> deadlines(state const&, situation const&) const override { return {}; }
        std::set<std::string> streams(state const&) const override { return {}; }
    };
    other w;
    w.id = "other";
    w.version = 3;
    auto const nothing = [](case_content&) {};
    w.upgrades = {{1, {}, nothing}, {2, {}, nothing}};
    CHECK_NOTHROW(kernel_with(workflows_and(w)));
    w.upgrades = {{1, {}, nothing}};
    CHECK_THROWS_AS(kernel_with(workflows_and(w)), std::logic_error);
    w.upgrades = {{2, {}, nothing}, {1, {}, nothing}};
    CHECK_THROWS_AS(kernel_with(workflows_and(w)), std::logic_error);
}

// Gives out after so many entries.
class exhausted_source final : public source {
  public:
    exhausted_source(source& real, int left) : real_(real), left_(left) {}
    instant now() override { return real_.now(); }
    std::string new_id(std::string_view s, std::int64_t n) override { return real_.new_id(s, n); }
    std::string new_nonce(std::string_view s, std::int64_t n) override {
        if (left_-- == 0) throw std::runtime_error("broken off");
        return real_.new_nonce(s, n);
    }
    std::string new_salt(std::string_view s, std::int64_t n, int i) override {
        return real_.new_salt(s, n, i);
    }

  private:
    source& real_;
    int left_;
};

TEST_CASE("an upgrade that is broken off goes on where it was") {
    town_before t;
    constexpr int more = 247, all = more + 3, written = 200; // a page is written, the next one not
    for (int n = 0; n < more; ++n) (void)t.raise("Tema " + std::to_string(n));
    auto const next = kernel_with(workflows_and(topics_now()));
    auto const before = t.at().position;
    exhausted_source tired(t.chance, all + written + 10); // all are tried first
    CHECK(why_not([&] { t.bring_up(next, &tired); }) == "broken off");
    auto const half = t.at().position;
    CHECK(half > before);
    CHECK(half < before + all);
    CHECK_FALSE(projections_are_current(*t.data, next)); // no server of the new program starts yet

    CHECK(t.bring_up(next) == 0);
    CHECK(t.at().position == before + all);
    CHECK(all_wrong(*t.data, next).empty());
    for (auto const& stored : t.session->streams(t.name, "case/2025", "", 1000))
        CHECK(state_from(stored).workflow == "topics/2");
}

} // namespace
} // namespace saksgang::test
