// Events from the real program: what another server of the same database wrote is heard as what this one did.
#include <thread>

#include "tests/support/events.hpp"
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

std::unique_ptr<event_stream> listens(served& s, std::string const& username) {
    auto l = std::make_unique<event_stream>(
        s.port(), served::target("/events"),
        std::map<std::string, std::string>{{"Authorization", "Bearer " + s.sign_in(username)}});
    REQUIRE(l->next());
    return l;
}

std::string proposed(served& s) {
    return s.creates("koordinator", "grant_scheme", "propose_scheme",
                     {{"title", "Tilskudd"}, {"fund", "tilskudd"}, {"year", 2025}});
}

// Beside other work it may take long: the aim is a second, and nothing fails by it.
void tells_how_long(std::chrono::steady_clock::time_point since) {
    MESSAGE("heard after " << std::chrono::duration_cast<std::chrono::milliseconds>(
                                  std::chrono::steady_clock::now() - since)
                                  .count()
                           << " ms");
}

} // namespace

ON_BOTH_SERVED("who listens hears of a command, and after how long is told") {
    served s(where::kind());
    auto const l = listens(s, "okonom");
    auto const start = std::chrono::steady_clock::now();
    auto const id = proposed(s);
    CHECK(l->version_of("case/" + id) >= 1);
    tells_how_long(start);
    s.ends_well();
}

TEST_CASE("two servers of one PostgreSQL: each hears of what the other did") {
    served first(on_postgresql());
    served second(database{first.url()});
    auto const a = listens(first, "okonom"), b = listens(second, "okonom");
    for (auto* const at : {&first, &second}) {
        auto const start = std::chrono::steady_clock::now();
        auto const id = proposed(*at);
        CHECK(a->version_of("case/" + id) >= 1);
        CHECK(b->version_of("case/" + id) >= 1);
        tells_how_long(start);
    }
    // A session that ends on one server ends what it listens to on the other.
    first.must(first.del("okonom", "/sessions"));
    CHECK(a->ends());
    CHECK(b->ends());
    second.stop();
    first.ends_well();
}

} // namespace saksgang::test
