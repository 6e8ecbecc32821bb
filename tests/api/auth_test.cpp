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
    // made when a hash cost more
    std::string const older =
        "$argon2id$v=19$m=65536,t=2,p=1$xeSQSl0CqevzVw+Vi3C5Zg$0OMc7AaZWAXGEPEJ5ziowKZJGdVm0eBllcWWRf/lhmY";
    CHECK(is_password(older, "et langt passord"));
    CHECK_FALSE(is_password(older, "et annet passord"));
}

TEST_CASE("who has just been admitted is known for a moment, in that community") {
    admitted_sessions a;
    instant const now{1'000'000'000}, later{2'000'000'000'000};
    a.add("vv", "s1", "kari", now, later);
    CHECK(a.account("vv", "s1", now) == "kari");
    CHECK_FALSE(a.account("elsewhere", "s1", now));
    CHECK_FALSE(a.account("vv", "s2", now));
    CHECK(a.account("vv", "s1", {now.us + admitted_us - 1}));
    CHECK_FALSE(a.account("vv", "s1", {now.us + admitted_us}));
    a.add("vv", "s1", "kari", now, {now.us + 10}); // no longer than the session lasts
    CHECK_FALSE(a.account("vv", "s1", {now.us + 10}));
    a.add("vv", "s1", "kari", now, later);
    a.remove("vv", "s1");
    CHECK_FALSE(a.account("vv", "s1", now));
    for (std::size_t i = 0; i < most_admitted + 50; ++i)
        a.add("vv", "s" + std::to_string(i), "kari", now, later);
    CHECK(a.size() <= most_admitted);
    CHECK(a.account("vv", "s" + std::to_string(most_admitted + 49), now));
}

TEST_CASE("Accept-Language") {
    CHECK(preferred_language("") == language::nb);
    CHECK(preferred_language("nn") == language::nn);
    CHECK(preferred_language("en-GB,en;q=0.9") == language::en);
    CHECK(preferred_language("nb;q=0.3, nn;q=0.8, en;q=0.5") == language::nn);
    CHECK(preferred_language("de, fr") == language::nb);
    CHECK(preferred_language("no") == language::nb);
}
