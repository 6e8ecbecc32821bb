// What a committer remembers is never believed, and what it decides while a commit is under way is not
// answered before that commit is durable.
#include <condition_variable>
#include <future>

#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

// The town's store, with a hand on its commits.
class watched_store final : public store {
  public:
    explicit watched_store(store& real) : real_(real) {}
    // Called before each commit; false: it does not take place, as where another server was first.
    std::function<bool(write_batch const&)> before_commit = [](auto const&) { return true; };

    std::unique_ptr<store_session> open() override { return std::make_unique<session>(real_.open(), *this); }
    int migrate() override { return real_.migrate(); }
    std::vector<std::string> check_ready() override { return real_.check_ready(); }
    std::string_view name() const override { return real_.name(); }

  private:
    class session final : public store_session {
      public:
        session(std::unique_ptr<store_session> real, watched_store& by) : real_(std::move(real)), by_(by) {}
        found read(std::string const& c, wanted const& w) override { return real_->read(c, w); }
        void lock(std::string const& c) override {
            real_->lock(c);
            locked_ = true;
        }
        void unlock() override {
            real_->unlock();
            locked_ = false;
        }
        bool commit(write_batch const& b) override {
            if (!locked_ && !by_.before_commit(b)) return false;
            locked_ = false;
            return real_->commit(b);
        }
        void begin_snapshot() override { real_->begin_snapshot(); }
        void end_snapshot() override { real_->end_snapshot(); }
        std::vector<stored_entry> history(std::string const& c, std::string const& s, std::int64_t after,
                                          std::size_t limit) override {
            return real_->history(c, s, after, limit);
        }
        std::vector<stored_entry> entries(std::string const& c, std::int64_t after,
                                          std::size_t limit) override {
            return real_->entries(c, after, limit);
        }
        std::vector<case_row> cases(std::string const& c, case_filter const& f) override {
            return real_->cases(c, f);
        }
        std::size_t count_cases(std::string const& c, case_filter const& f, std::size_t n) override {
            return real_->count_cases(c, f, n);
        }
        std::vector<waiting> tasks(std::string const& c, task_filter const& f) override {
            return real_->tasks(c, f);
        }
        std::size_t count_tasks(std::string const& c, task_filter const& f, std::size_t n) override {
            return real_->count_tasks(c, f, n);
        }
        std::vector<std::pair<std::string, std::string>> stages(std::string const& c) override {
            return real_->stages(c);
        }
        std::optional<std::string> stream_after(std::string const& c, std::string const& a,
                                                std::size_t n) override {
            return real_->stream_after(c, a, n);
        }
        std::vector<stored_entry> entries_by_stream(std::string const& c, std::string const& a,
                                                    std::int64_t seq, std::string const& u,
                                                    std::size_t n) override {
            return real_->entries_by_stream(c, a, seq, u, n);
        }
        std::vector<stored_state> streams_upto(std::string const& c, std::string const& a,
                                               std::string const& u) override {
            return real_->streams_upto(c, a, u);
        }
        std::vector<case_row> cases_upto(std::string const& c, std::string const& a,
                                         std::string const& u) override {
            return real_->cases_upto(c, a, u);
        }
        std::vector<waiting> all_tasks(std::string const& c, waiting const& a, std::size_t n) override {
            return real_->all_tasks(c, a, n);
        }
        std::vector<case_key> all_case_keys(std::string const& c, case_key const& a, std::size_t n) override {
            return real_->all_case_keys(c, a, n);
        }
        std::vector<std::string> migrations_applied() override { return real_->migrations_applied(); }
        std::vector<standing_cases> standing(std::string const& c) override { return real_->standing(c); }
        std::string projections_made_by() override { return real_->projections_made_by(); }
        void projections_are_made_by(std::string const& by) override { real_->projections_are_made_by(by); }
        void drop_projections(std::string const& c) override { real_->drop_projections(c); }
        void put_projections(std::string const& c, projection_part const& p) override {
            real_->put_projections(c, p);
        }
        std::vector<stored_state> streams(std::string const& c, std::string const& p,
                                          std::string const& after, std::size_t limit) override {
            return real_->streams(c, p, after, limit);
        }
        std::vector<std::string> communities() override { return real_->communities(); }
        std::set<std::string> communities_with_anything() override {
            return real_->communities_with_anything();
        }
        std::vector<document_link> all_document_links(std::string const& c, document_link const& after,
                                                      std::size_t n) override {
            return real_->all_document_links(c, after, n);
        }
        std::vector<case_words> case_words_upto(std::string const& c, std::string const& after,
                                                std::string const& upto) override {
            return real_->case_words_upto(c, after, upto);
        }
        std::vector<used_key> all_keys(std::string const& c, used_key const& after, std::size_t n) override {
            return real_->all_keys(c, after, n);
        }
        std::vector<personal_value> all_personal(std::string const& c, std::string const& after,
                                                 std::size_t n) override {
            return real_->all_personal(c, after, n);
        }
        std::vector<std::string> all_credentials(std::string const& c, std::string const& after,
                                                 std::size_t n) override {
            return real_->all_credentials(c, after, n);
        }
        std::vector<session_record> all_sessions(std::string const& c, std::string const& after,
                                                 std::size_t n) override {
            return real_->all_sessions(c, after, n);
        }
        std::vector<document_row> all_documents(std::string const& c, std::string const& after,
                                                std::size_t n) override {
            return real_->all_documents(c, after, n);
        }
        std::vector<std::pair<std::string, std::string>> all_uploaders(
            std::string const& c, std::pair<std::string, std::string> const& after, std::size_t n) override {
            return real_->all_uploaders(c, after, n);
        }
        std::int64_t stray_chunks(std::string const& c) override { return real_->stray_chunks(c); }
        std::map<std::string, std::string> personal(std::string const& c,
                                                    std::set<std::string> const& which) override {
            return real_->personal(c, which);
        }
        void put_credential(std::string const& c, std::string const& a, std::string const& h) override {
            real_->put_credential(c, a, h);
        }
        std::optional<std::string> credential(std::string const& c, std::string const& a) override {
            return real_->credential(c, a);
        }
        void put_session(std::string const& c, session_record const& s) override { real_->put_session(c, s); }
        void end_session(std::string const& c, std::string const& t) override { real_->end_session(c, t); }
        std::vector<session_record> sessions_of(std::string const& c, std::string const& a) override {
            return real_->sessions_of(c, a);
        }
        void end_sessions(std::string const& c, std::string const& a) override { real_->end_sessions(c, a); }
        void reap_sessions(instant now) override { real_->reap_sessions(now); }
        document_info put_document(std::string const& c, std::string const& type, instant now,
                                   std::function<std::string()> const& next) override {
            return real_->put_document(c, type, now, next);
        }
        void note_uploader(std::string const& c, std::string const& d, std::string const& a,
                           std::string const& t) override {
            real_->note_uploader(c, d, a, t);
        }
        std::int64_t unlinked_bytes(std::string const& c, std::string const& a) override {
            return real_->unlinked_bytes(c, a);
        }
        std::optional<document_info> document(std::string const& c, std::string const& d) override {
            return real_->document(c, d);
        }
        std::string document_part(std::string const& c, std::string const& d, std::int64_t n) override {
            return real_->document_part(c, d, n);
        }
        std::size_t reap_documents(instant before) override { return real_->reap_documents(before); }

      private:
        std::unique_ptr<store_session> real_;
        watched_store& by_;
        bool locked_ = false;
    };
    store& real_;
};

struct watched_town : town {
    watched_town() : watched(*data), pipeline(watched, rules, chance) { chance.go_to("2025-03-10"); }
    ~watched_town() { pipeline.stop(); }

    std::future<answer> send_later(command c) {
        auto promise = std::make_shared<std::promise<answer>>();
        pipeline.submit(std::move(c), [promise](answer a) { promise->set_value(std::move(a)); });
        return promise->get_future();
    }
    command allocation(std::int64_t amount, std::string key = {}) {
        auto c = ask("okonom", "fund/tilskudd", "allocate",
                     {{"year", 2030}, {"amount", amount}, {"basis", basis}});
        c.key = key;
        c.request = std::to_string(amount);
        return c;
    }
    std::int64_t allocated() {
        return state_of("fund/tilskudd").balances->value("2030:free", std::int64_t{0});
    }

    json basis = document("Oppdragsdokument");
    watched_store watched;
    executor pipeline;
};

std::string code_of(answer const& a) {
    if (auto const* no = std::get_if<refusal>(&a)) return no->code;
    return std::holds_alternative<accepted>(a) ? "accepted" : "unavailable";
}

} // namespace

TEST_CASE_FIXTURE(watched_town,
                  "a key that is used gives what it made then, whether or not anything had to be read") {
    auto const first = pipeline.execute(allocation(5, "k1"));
    REQUIRE(code_of(first) == "accepted");
    auto const again = pipeline.execute(allocation(5, "k1"));
    REQUIRE(code_of(again) == "accepted");
    CHECK(std::get<accepted>(again).repeated);
    CHECK(std::get<accepted>(again).entries == std::get<accepted>(first).entries);
    CHECK(code_of(pipeline.execute(allocation(6, "k1"))) == "key_reused");
    CHECK(allocated() == 5);

    // What would be refused now was accepted then.
    auto opening = ask("koordinator", "fund/ny", "open_fund",
                       {{"name", {{"nb", "x"}, {"nn", "x"}, {"en", "x"}}}, {"holder", "vestre-viken"}});
    opening.key = "k2";
    CHECK(code_of(pipeline.execute(opening)) == "accepted");
    auto const repeated = pipeline.execute(opening);
    REQUIRE(code_of(repeated) == "accepted");
    CHECK(std::get<accepted>(repeated).repeated);
    opening.key = "k3";
    CHECK(code_of(pipeline.execute(opening)) == "already_there");
}

TEST_CASE_FIXTURE(watched_town, "a session that has ended is over at once, whatever is remembered of it") {
    auto const until = instant{chance.time.us + 3600'000'000LL};
    session->put_session(name, {"token", "okonom", people.at("okonom"), until});
    session->note_uploader(name, allocation(1).payload->at("basis").at("digest"), "okonom", "text/plain");
    auto const signed_in = [&](std::int64_t amount) {
        auto c = allocation(amount);
        c.person.clear();
        c.account.clear();
        c.session = "token";
        return c;
    };
    CHECK(code_of(pipeline.execute(signed_in(1))) == "accepted");
    CHECK(code_of(pipeline.execute(signed_in(2))) == "accepted");
    CHECK(code_of(pipeline.execute(signed_in(0))) == "nothing_moved");
    session->end_session(name, "token");
    SUBCASE("of what would be accepted") {
        CHECK(code_of(pipeline.execute(signed_in(3))) == "not_signed_in");
    }
    SUBCASE("of what would be refused") { CHECK(code_of(pipeline.execute(signed_in(0))) == "not_signed_in"); }
    CHECK(allocated() == 3);
}

TEST_CASE_FIXTURE(watched_town, "what another server has committed is seen, whatever is remembered") {
    CHECK(code_of(pipeline.execute(allocation(1))) == "accepted");
    for (int i = 0; i < 3; ++i) {
        does("okonom", "fund/tilskudd", "allocate",
             {{"year", 2030}, {"amount", 10}, {"basis", basis}}); // through `run`
        CHECK(code_of(pipeline.execute(allocation(1))) == "accepted");
    }
    CHECK(allocated() == 34);
    does("admin", "organisation", "end_role",
         {{"person", people.at("okonom")},
          {"role", "finance"},
          {"valid_to", "2025-03-09"},
          {"source", "Oppsigelse"}});
    CHECK(code_of(pipeline.execute(allocation(1))) == "not_entitled");
    check_all();
}

TEST_CASE_FIXTURE(watched_town,
                  "nobody is answered before what the answer rests on is durable; lost, it is decided anew") {
    std::mutex mutex;
    std::condition_variable changed;
    bool committing = false, go_on = false, lose = false;
    watched.before_commit = [&](write_batch const&) {
        std::unique_lock hold(mutex);
        if (committing) return true; // only the first one
        committing = true;
        changed.notify_all();
        changed.wait(hold, [&] { return go_on; });
        return !lose;
    };
    SUBCASE("durable") { lose = false; }
    SUBCASE("lost") { lose = true; }

    auto first = send_later(allocation(100));
    {
        std::unique_lock hold(mutex);
        changed.wait(hold, [&] { return committing; });
    }
    // Decided meanwhile: it rests on the first one.
    auto taking_over = ask("okonom", "fund/tilskudd", "carry_over",
                           {{"year", 2030}, {"free", 100}, {"commitments", json::array()}, {"basis", basis}});
    auto second = send_later(taking_over);
    // Refused because of the first and the second.
    auto third = send_later(taking_over);
    CHECK(second.wait_for(std::chrono::milliseconds(200)) == std::future_status::timeout);
    CHECK(third.wait_for(std::chrono::milliseconds(0)) == std::future_status::timeout);
    {
        std::lock_guard const hold(mutex);
        go_on = true;
    }
    changed.notify_all();
    CHECK(code_of(first.get()) == "accepted");
    // Nothing was acknowledged in between, so a lost first one may come after the others when it is done
    // again.
    auto const two = code_of(second.get()), three = code_of(third.get());
    if (lose)
        CHECK((two == "accepted" || two == "frame_exceeded"));
    else
        CHECK(two == "accepted");
    CHECK(three == "frame_exceeded");
    CHECK(allocated() == (two == "accepted" ? 0 : 100));
    check_all();
    fold_and_compare("fund/tilskudd");
}

TEST_CASE_FIXTURE(watched_town, "a hundred commands at once on one fund: each has seen those before it") {
    std::atomic<int> n = 0;
    watched.before_commit = [&](write_batch const&) { return ++n % 3 != 0; }; // every third is lost
    std::vector<std::future<answer>> sent;
    for (int i = 1; i <= 100; ++i) {
        sent.push_back(send_later(allocation(i, "k" + std::to_string(i))));
        if (i % 10 == 0) sent.back().wait();
    }
    for (auto& s : sent) CHECK(code_of(s.get()) == "accepted");
    CHECK(allocated() == 5050);
    check_all();
}
