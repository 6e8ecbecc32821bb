#include <doctest/doctest.h>

#include "engine/canonical.hpp"
#include "engine/part.hpp"

using namespace saksgang;

namespace {

struct common {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(common, (), (title))
struct particular : common {
    int sum = 0;
};
BOOST_DESCRIBE_STRUCT(particular, (common), (sum))

int times_read = 0;
particular counted(json const& from) {
    ++times_read;
    return restore<particular>(from);
}

} // namespace

TEST_CASE("a part is the same as bytes, as a tree and as what is read out of it") {
    CHECK(part().bytes() == "{}");
    CHECK(part() == part(json::object()));
    part p(json{{"title", "t"}, {"sum", 5}});
    CHECK(p.bytes() == R"({"sum":5,"title":"t"})");
    CHECK(p == part::of_bytes(R"({"sum":5,"title":"t"})"));
    CHECK(part::of_bytes(p.bytes())["sum"] == 5);
    CHECK(part::of_bytes(p.bytes()).read(restore<particular>).sum == 5);
}

TEST_CASE("copies share until one is changed, and none sees another's change") {
    part const before(json{{"title", "t"}});
    (void)before.bytes();
    auto after = before;
    CHECK(after.shares(before));
    after.change()["title"] = "u";
    CHECK(!after.shares(before));
    CHECK(before.bytes() == R"({"title":"t"})");
    CHECK(after.bytes() == R"({"title":"u"})");
    after.change()["title"] = "v"; // alone with it
    CHECK(after.bytes() == R"({"title":"v"})");
    CHECK(after.read(restore<common>).title == "v");
    part empty;
    empty.change()["title"] = "w";
    CHECK(empty.bytes() == R"({"title":"w"})");
    CHECK(part().bytes() == "{}");
}

TEST_CASE("what was put is not read again, and goes on with a new base") {
    times_read = 0;
    part p;
    particular const whole{{"t"}, 5};
    p.put(canonical_of(whole), counted, whole, restore<common>);
    CHECK(p.read(counted).sum == 5);
    CHECK(p.read(restore<common>).title == "t");
    auto changed = p;
    changed.put_base(R"({"sum":5,"title":"u"})", restore<common>, common{"u"});
    CHECK(changed.read(counted).title == "u");
    CHECK(changed.read(counted).sum == 5);
    CHECK(changed.read(restore<common>).title == "u");
    CHECK(p.read(counted).title == "t");
    CHECK(times_read == 0);
    changed.change()["sum"] = 6;
    CHECK(changed.read(counted).sum == 6);
    CHECK(times_read == 1);
}
