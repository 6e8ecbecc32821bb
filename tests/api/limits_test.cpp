// What limits are made of: places, rates, the brake on guesses, and whom a request comes from.
#include "api/limits.hpp"

#include <doctest/doctest.h>

#include "api/proxies.hpp"

using namespace saksgang;
using namespace saksgang::api;

TEST_CASE("places: so many for each, and always something for who has none") {
    shares s(10, 6);
    std::vector<shares::place> of_a, of_b, of_c;
    auto const fill = [&](std::string const& who, std::vector<shares::place>& held) {
        while (auto place = s.take(who)) held.push_back(std::move(*place));
        return held.size();
    };
    CHECK(fill("a", of_a) == 6); // 5 of 10, and one more while there are as many left
    CHECK(fill("b", of_b) == 3);
    CHECK(fill("c", of_c) == 1);
    CHECK(s.taken() == 10);
    CHECK_FALSE(s.take("d"));
    of_a.pop_back();
    CHECK_FALSE(s.take("a"));
    CHECK(s.take("d")); // and given back at once
    CHECK(s.taken() == 9);
    of_a.clear(), of_b.clear(), of_c.clear();
    CHECK(s.taken() == 0);
}

TEST_CASE("a place that is moved is given back once") {
    shares s(2, 2);
    {
        auto one = s.take("a");
        auto two = std::move(one);
        one = std::move(two);
        CHECK(s.taken() == 1);
    }
    CHECK(s.taken() == 0);
}

TEST_CASE("a rate: some at once, then one each interval") {
    rates r(3, 1'000'000);
    instant now{5'000'000'000};
    for (int i = 0; i < 3; ++i) CHECK(r.take_us("kari", now) == 0);
    CHECK(r.take_us("kari", now) == 1'000'000);
    CHECK(r.take_us("per", now) == 0);
    now.us += 400'000;
    CHECK(r.wait_us("kari", now) == 600'000);
    now.us += 600'000;
    CHECK(r.take_us("kari", now) == 0);
    CHECK(r.take_us("kari", now) == 1'000'000);
    r.give_back("kari");
    CHECK(r.take_us("kari", now) == 0);
    now.us += 60'000'000; // no more than the burst is saved up
    for (int i = 0; i < 3; ++i) CHECK(r.take_us("kari", now) == 0);
    CHECK(r.take_us("kari", now) > 0);
    CHECK(in_seconds(1) == 1);
    CHECK(in_seconds(1'000'000) == 1);
}

TEST_CASE("the memory of rates is bounded, and who has used the most is remembered") {
    rates r(3, 1'000'000);
    instant const now{5'000'000'000};
    for (int i = 0; i < 3; ++i) (void)r.take_us("kari", now);
    for (std::size_t i = 0; i < most_rates_kept + 50; ++i) (void)r.take_us("user" + std::to_string(i), now);
    CHECK(r.size() <= most_rates_kept);
    CHECK(r.wait_us("kari", now) > 0);
}

TEST_CASE("guessing is slowed down, twice as much each time") {
    sign_in_brake b;
    instant now{1'000'000'000};
    attempt const kari{"vv", "kari", "10.0.0.1"}, per{"vv", "per", "10.0.0.1"};
    for (int i = 0; i < free_attempts; ++i) CHECK(b.begin(kari, now) == 0);
    CHECK(b.begin(kari, now) == 1);
    CHECK(b.begin(kari, now) == 1); // what is refused is no attempt
    CHECK(b.begin(per, now) == 0);  // somebody else is not held up
    b.succeeded(per, now);
    for (int expected = 2; expected <= 64; expected *= 2) {
        now.us += expected / 2 * 1'000'000LL;
        CHECK(b.begin(kari, now) == 0);
        CHECK(b.begin(kari, now) == expected);
    }
    for (int i = 0; i < 8; ++i) {
        now.us += longest_delay_s * 1'000'000LL;
        CHECK(b.begin(kari, now) == 0);
    }
    CHECK(b.begin(kari, now) == longest_delay_s);
    now.us += longest_delay_s * 1'000'000LL;
    CHECK(b.begin(kari, now) == 0);
    b.succeeded(kari, now);
    CHECK(b.begin(kari, now) == 0);
}

TEST_CASE("guesses from one address are counted over all accounts, whether they are there or not") {
    sign_in_brake b;
    instant now{1'000'000'000};
    for (int i = 0; i < free_attempts_of_address; ++i)
        CHECK(b.begin({"vv", "user" + std::to_string(i), "10.0.0.1"}, now) == 0);
    CHECK(b.begin({"vv", "kari", "10.0.0.1"}, now) == 10);
    CHECK(b.begin({"elsewhere", "kari", "10.0.0.1"}, now) == 10);
    CHECK(b.begin({"vv", "kari", "10.0.0.2"}, now) == 0);
    now.us += further_of_address_us;
    CHECK(b.begin({"vv", "kari", "10.0.0.1"}, now) == 0);
    b.succeeded({"vv", "kari", "10.0.0.1"}, now); // one's own account buys no more than the one attempt back
    CHECK(b.begin({"vv", "per", "10.0.0.1"}, now) == 0);
    CHECK(b.begin({"vv", "per", "10.0.0.1"}, now) == 10);
}

TEST_CASE("guesses on one account are counted over all addresses, and lock nobody out who has been there") {
    sign_in_brake b;
    instant const now{1'000'000'000};
    attempt const kari{"vv", "kari", "10.9.9.9"};
    CHECK(b.begin(kari, now) == 0);
    b.succeeded(kari, now);
    for (int i = 0; i < free_attempts_on_account; ++i)
        CHECK(b.begin({"vv", "kari", "10.0.0." + std::to_string(i)}, now) == 0);
    CHECK(b.begin({"vv", "kari", "10.0.1.1"}, now) == 60);
    CHECK(b.begin(kari, now) == 0);
    CHECK(b.begin({"vv", "per", "10.0.1.1"}, now) == 0);
}

TEST_CASE("many guesses at once are no way past it") {
    sign_in_brake b;
    instant const now{1'000'000'000};
    int begun = 0;
    for (int i = 0; i < 20; ++i) begun += b.begin({"vv", "kari", "10.0.0.1"}, now) == 0;
    CHECK(begun == free_attempts);
}

TEST_CASE("the memory of guesses is bounded") {
    sign_in_brake b;
    for (std::size_t i = 0; i < most_delays_kept + 50; ++i)
        (void)b.begin({"vv", "kari", std::to_string(i)}, {static_cast<std::int64_t>(i) * 1'000'000'000});
    CHECK(b.size() <= most_delays_kept);
}

TEST_CASE("whom a request comes from is read from the right, as far as those who say it are trusted") {
    trusted_proxies const nobody(""), one("10.0.0.1"), two("10.0.0.1, 10.0.0.2"), hops("2"),
        six("2001:db8::1");
    CHECK_FALSE(nobody.believes("10.0.0.1"));
    CHECK(nobody.client_of("10.0.0.1", "8.8.8.8") == "10.0.0.1");
    CHECK(one.believes("10.0.0.1"));
    CHECK(one.believes("::ffff:10.0.0.1"));
    CHECK_FALSE(one.believes("10.0.0.2"));
    CHECK(one.client_of("10.0.0.1", "8.8.8.8,9.9.9.9") ==
          "9.9.9.9"); // what stands before is the client's own word
    CHECK(one.client_of("10.0.0.2", "8.8.8.8") == "10.0.0.2");
    CHECK(one.client_of("10.0.0.1", "") == "10.0.0.1");
    CHECK(one.client_of("10.0.0.1", "8.8.8.8, nonsense") == "10.0.0.1");
    CHECK(one.client_of("10.0.0.1", "9.9.9.9:4711") == "9.9.9.9");
    CHECK(two.client_of("10.0.0.1", "8.8.8.8, 9.9.9.9 ,10.0.0.2") == "9.9.9.9");
    CHECK(hops.client_of("192.168.0.1", "8.8.8.8, 9.9.9.9,192.168.0.2") == "9.9.9.9");
    CHECK(hops.client_of("192.168.0.1", "9.9.9.9") == "9.9.9.9");
    CHECK(six.client_of("2001:db8::1", "[2001:db8:5::9]:80") == "2001:db8:5::9");
    CHECK_THROWS_AS(trusted_proxies("proxy.example.no"), std::invalid_argument);
    CHECK_THROWS_AS(trusted_proxies("99"), std::invalid_argument);
}

TEST_CASE("a subscriber's IPv6 addresses are one place") {
    CHECK(place_of("9.9.9.9") == "9.9.9.9");
    CHECK(place_of("::ffff:9.9.9.9") == "9.9.9.9");
    CHECK(place_of("2001:db8:1:2:3:4:5:6") == place_of("2001:db8:1:2::1"));
    CHECK(place_of("2001:db8:1:2::1") != place_of("2001:db8:1:3::1"));
}

TEST_CASE("bodies have so much room together: memory first, then files, then none") {
    body_room room;
    CHECK(room.memory.take(most_body_memory - 100));
    spool small(room), next(room);
    small.add(std::string(100, 'a'));
    next.add("b"); // in a file
    CHECK_FALSE(room.memory.take(1));
    CHECK(next.take() == "b");
    CHECK(small.take() == std::string(100, 'a'));
    CHECK(room.files.take(most_body_files - 1));
    CHECK_THROWS_AS(next.add("c"), store_unavailable);
    {
        spool other(room);
        CHECK_THROWS_AS(other.add("d"), store_unavailable);
    }
    room.files.give_back(most_body_files - 1);
    next.add("c");
    CHECK(next.take() == "bc");
}
