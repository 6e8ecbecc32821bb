// Table tests of new_thing: its story, and each of its guards.
#include "tests/support/bench.hpp"

namespace saksgang {

workflow const& new_thing();

namespace {

using test::text_of;
using test::with;

struct bench : test::bench {
    bench() : test::bench(new_thing(), "2025-03-03") {
        put_organisation({{"party/flaa", party("Flå")}});
        put_body("ssu", "strategic");
    }
};
json const begun{{"title", "En ny sak"}, {"owner", "flaa"}};
json const submitted{{"text", text_of('a')}, {"wanted_by", "2025-04-01"}};

TEST_CASE("new_thing: begun, put before SSU, approved") {
    bench b;
    CHECK(b.go("begin_new_thing", begun) == "drafting");
    CHECK(b.go("submit_new_thing", submitted) == "for_ssu");
    CHECK(b.due().at(0).name == "wanted_by");
    CHECK(b.flow->holds(b.a_case, b.now())->decision == decision_kind::decision);
    CHECK(b.go("round_carried") == "approved");
    CHECK(b.a_case.data["decided_on"] == "2025-03-03");
}

TEST_CASE("new_thing: what is wanted by a day that has passed is refused") {
    bench b;
    b.walk({{"begin_new_thing", begun}}, "drafting");
    CHECK(b.go("submit_new_thing", with(submitted, "wanted_by", "2025-03-03")) == "no: day_not_ahead");
    CHECK(b.last.in(language::nb) == "03.03.2025 er ikke fram i tid.");
}

TEST_CASE("new_thing: SSU sends it back, or lets it end") {
    bench b;
    b.walk({{"begin_new_thing", begun}, {"submit_new_thing", submitted}}, "for_ssu");
    b.put_outcome("for_ssu", {.on = b.today, .next = next_step::end}, round_status::not_carried);
    auto ended = b;
    CHECK(ended.go("round_failed") == "dropped");
    b.put_outcome("for_ssu", {.on = b.today, .next = next_step::send_back}, round_status::not_carried);
    CHECK(b.go("round_failed") == "drafting");
    CHECK(b.go("drop_new_thing") == "dropped");
}

} // namespace
} // namespace saksgang
