#include "api/problem.hpp"

#include <doctest/doctest.h>

using namespace saksgang;
using namespace saksgang::api;

TEST_CASE("each kind of refusal has its status") {
    CHECK(status_of(refusal_kind::bad_payload) == 422);
    CHECK(status_of(refusal_kind::not_signed_in) == 401);
    CHECK(status_of(refusal_kind::not_found) == 404);
    CHECK(status_of(refusal_kind::not_entitled) == 403);
    CHECK(status_of(refusal_kind::not_open) == 409);
    CHECK(status_of(refusal_kind::stale) == 412);
    CHECK(status_of(refusal_kind::key_reused) == 422);
    CHECK(status_of(refusal_kind::guarded) == 409);
}

TEST_CASE("a problem says what, where, why and to whom") {
    refusal r{refusal_kind::guarded,
              "no_quorum",
              {"{n} mangler.", "{n} manglar.", "{n} are missing."},
              {{"n", "2"}},
              "koml. § 11-9"};
    auto const out = problem(r, {language::nn, "req-1"});
    auto const body = json::parse(out.body);
    CHECK(out.status == 409);
    CHECK(out.media_type == "application/problem+json");
    CHECK(body["type"] == "urn:saksgang:problem:no_quorum");
    CHECK(body["status"] == 409);
    CHECK(body["code"] == "no_quorum");
    CHECK(body["detail"] == "2 manglar.");
    CHECK(body["basis"][0]["words"] == "koml. § 11-9");
    CHECK(body["request_id"] == "req-1");
    CHECK_FALSE(body.contains("errors"));
    CHECK_FALSE(body.contains("open"));
}

TEST_CASE("fields are named by pointer, parameters by name, both in words") {
    auto const body = json::parse(problem(bad_payload({{"/duties/0/party", "missing", ""},
                                                       {"?limit", "out_of_range", ""},
                                                       {"/x", "too_long", "20"}}),
                                          {language::en, ""})
                                      .body);
    CHECK(body["errors"][0] ==
          json{{"pointer", "/duties/0/party"}, {"code", "missing"}, {"detail", "Is missing."}});
    CHECK(body["errors"][1]["parameter"] == "limit");
    CHECK_FALSE(body["errors"][1].contains("pointer"));
    CHECK(body["errors"][2]["detail"] == "Too long; the limit is 20.");
}

TEST_CASE("a closed step names the open ones") {
    refusal r{refusal_kind::not_open, "not_open_in_state", {"a", "b", "c"}};
    r.open_commands = {"submit_draft"};
    CHECK(json::parse(problem(r, {}).body)["open"] == json{"submit_draft"});
}

TEST_CASE("an outage says when to come back, and a missing sign-in how to") {
    auto const has = [](response const& r, std::string_view name, std::string_view value) {
        for (auto const& [n, v] : r.headers)
            if (n == name && v == value) return true;
        return false;
    };
    auto const out = problem(unavailable{"the disk is on fire", 3}, {});
    CHECK(out.status == 503);
    CHECK(has(out, "Retry-After", "3"));
    CHECK(out.body.find("fire") == out.body.npos); // what broke is for the log
    CHECK(has(problem(not_signed_in(), {}), "WWW-Authenticate", "Bearer"));
}
