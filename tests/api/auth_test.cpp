#include "api/auth.hpp"

#include <doctest/doctest.h>

#include <set>

#include "engine/digest.hpp"
#include "engine/text.hpp"

using namespace saksgang;
using namespace saksgang::api;

TEST_CASE("a token is new each time and stored as its digest") {
    auto const a = make_token(), b = make_token();
    CHECK(a.token.size() == 43);
    CHECK(a.token != b.token);
    CHECK(a.digest == sha256(a.token));
    CHECK(token_digest("Bearer " + a.token) == a.digest);
    CHECK(token_digest("bearer " + a.token) == a.digest);
    CHECK(token_digest("") == std::nullopt);
    CHECK(token_digest("Basic " + a.token) == std::nullopt);
    CHECK(token_digest("Bearer " + a.token + "x") == std::nullopt);
}

TEST_CASE("passwords") {
    auto const hash = hash_password("et langt passord");
    CHECK(hash.starts_with("$argon2id$"));
    CHECK(is_password(hash, "et langt passord"));
    CHECK_FALSE(is_password(hash, "et annet passord"));
    CHECK_FALSE(is_password(std::nullopt, "nobody has this password"));
}

TEST_CASE("who has just been admitted is known for a moment, in that community") {
    admitted_sessions a;
    instant const now{1'000'000'000}, later{2'000'000'000'000};
    a.add("vv", "s1", now, later);
    CHECK(a.contains("vv", "s1", now));
    CHECK_FALSE(a.contains("elsewhere", "s1", now));
    CHECK_FALSE(a.contains("vv", "s2", now));
    CHECK(a.contains("vv", "s1", {now.us + admitted_us - 1}));
    CHECK_FALSE(a.contains("vv", "s1", {now.us + admitted_us}));
    a.add("vv", "s1", now, {now.us + 10}); // no longer than the session lasts
    CHECK_FALSE(a.contains("vv", "s1", {now.us + 10}));
    a.add("vv", "s1", now, later);
    a.remove("vv", "s1");
    CHECK_FALSE(a.contains("vv", "s1", now));
    for (std::size_t i = 0; i < most_admitted + 50; ++i) a.add("vv", "s" + std::to_string(i), now, later);
    CHECK(a.size() <= most_admitted);
    CHECK(a.contains("vv", "s" + std::to_string(most_admitted + 49), now));
}

TEST_CASE("guessing is slowed down, twice as much each time") {
    sign_in_delays d;
    instant now{1'000'000'000};
    for (int i = 0; i < free_attempts; ++i) {
        CHECK(d.wait_s("kari", now) == 0);
        d.failed("kari", now);
    }
    CHECK(d.wait_s("kari", now) == 1);
    CHECK(d.wait_s("per", now) == 0); // somebody else is not held up
    for (int expected = 2; expected <= 64; expected *= 2) {
        d.failed("kari", now);
        CHECK(d.wait_s("kari", now) == expected);
    }
    for (int i = 0; i < 40; ++i) d.failed("kari", now);
    CHECK(d.wait_s("kari", now) == longest_delay_s);
    now.us += longest_delay_s * 1'000'000LL;
    CHECK(d.wait_s("kari", now) == 0);
    d.succeeded("kari");
    d.failed("kari", now);
    CHECK(d.wait_s("kari", now) == 0);
}

TEST_CASE("the memory of wrong attempts is bounded") {
    sign_in_delays d;
    for (std::size_t i = 0; i < most_delays_kept + 50; ++i)
        d.failed("user" + std::to_string(i), {static_cast<std::int64_t>(i)});
    CHECK(d.size() == most_delays_kept);
}

TEST_CASE("Accept-Language") {
    CHECK(preferred_language("") == language::nb);
    CHECK(preferred_language("nn") == language::nn);
    CHECK(preferred_language("en-GB,en;q=0.9") == language::en);
    CHECK(preferred_language("nb;q=0.3, nn;q=0.8, en;q=0.5") == language::nn);
    CHECK(preferred_language("de, fr") == language::nb);
    CHECK(preferred_language("no") == language::nb);
}
