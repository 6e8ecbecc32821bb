#include <doctest/doctest.h>

#include <random>

#include "engine/describe.hpp"
#include "engine/part.hpp"

using namespace saksgang;

namespace {

// Enough for many pieces.
json many_fields(int n) {
    json all = json::object();
    for (int i = 0; i < n; ++i)
        all["person/p-" + std::to_string(i * 7919 % 10'000)] = {
            {"name", std::string(static_cast<std::size_t>(i % 90), 'x')}};
    all["community"] = "c";
    all["roles/p-1"] = {1, 2, 3};
    return all;
}

struct named {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(named, (), (name))

std::size_t shared(piece_list const& a, piece_list const& b) {
    return static_cast<std::size_t>(
        std::ranges::count_if(a, [&](auto const& p) { return std::ranges::find(b, p) != b.end(); }));
}

} // namespace

TEST_CASE("an object is in pieces that none is larger than it may be, and joined it is itself") {
    auto const text = canonical(many_fields(3000));
    auto const pieces = in_pieces(text);
    CHECK(pieces.size() > 8);
    CHECK(pieces.front()->name().empty());
    for (auto const& p : pieces) CHECK(p->text().size() <= largest_piece);
    CHECK(joined(pieces) == text);
    CHECK(size_of(pieces) == text.size());
    CHECK(in_pieces(std::string(empty_object)).size() == 1);
    auto const one = canonical(json{{"essay", std::string(3 * largest_piece, 'x')}, {"title", "t"}});
    CHECK(joined(in_pieces(one)) == one);
}

TEST_CASE(
    "whatever is set, added and taken away, it is what the same does to a tree, and what stays is shared") {
    std::mt19937 random(20);
    auto const any = [&](int n) { return std::uniform_int_distribution<>(0, n - 1)(random); };
    auto tree = many_fields(2000);
    auto now = part::of_bytes(canonical(tree));
    for (int step = 0; step < 300; ++step) {
        json set = json::object();
        for (int n = any(4); n >= 0; --n) {
            auto const key =
                any(20) == 0 ? "a" + std::to_string(any(50)) : "person/p-" + std::to_string(any(12'000));
            set[key] =
                any(3) == 0 ? json() : json{{"name", std::string(static_cast<std::size_t>(any(600)), 'y')}};
        }
        auto const before = now;
        for (auto const& [key, value] : set.items())
            value.is_null() ? void(tree.erase(key)) : void(tree[key] = value);
        now.set(canonical(set));
        REQUIRE(now.bytes() == canonical(tree));
        REQUIRE(shared(now.pieces(), before.pieces()) + set.size() >= before.pieces().size());
        auto const changes = changed_fields(before.pieces(), now.pieces());
        REQUIRE(changes == changed_fields(before.bytes(), now.bytes()));
        REQUIRE(same(folded(before.pieces(), changes, with_fields), now.pieces()));
        REQUIRE((changes == empty_object) == (before == now));
        // Written anew as a whole, it is in the same pieces.
        auto const again = in_pieces(now.bytes(), before.pieces());
        REQUIRE(joined(again) == now.bytes());
        REQUIRE(shared(again, before.pieces()) + set.size() >= before.pieces().size());
        // And through a tree.
        auto by_tree = before;
        by_tree.change()["first"] = "a change that is not the last";
        by_tree.change() = tree;
        REQUIRE(by_tree.bytes() == now.bytes());
        REQUIRE(shared(by_tree.pieces(), before.pieces()) + set.size() >= before.pieces().size());
    }
    CHECK(now.pieces().size() > 8);
}

TEST_CASE("fields of one kind are found and gone through in order, and read once") {
    auto tree = many_fields(3000);
    auto p = part::of_bytes(canonical(tree));
    keyed<named> const persons(p, "person/");
    int n = 0;
    std::string before;
    for (auto const& [key, person] : persons) {
        CHECK(before < key);
        CHECK(tree["person/" + key]["name"] == person.name);
        CHECK(persons.find(key) == &person);
        before = key;
        ++n;
    }
    CHECK(n == 3000);
    CHECK(!persons.find("p-x"));
    CHECK(!persons.contains(""));
    CHECK(keyed<named>(p, "nobody/").begin() == std::default_sentinel);
    CHECK(keyed<named>(p, "z").begin() == std::default_sentinel);
    CHECK(keyed<named>(part(), "person/").begin() == std::default_sentinel);

    auto const* far = persons.find("p-9999") ? persons.find("p-9999") : &(*persons.begin()).second;
    auto copy = p;
    copy.set("community", "\"d\"");
    CHECK(copy.find<named>("person/p-9999") == p.find<named>("person/p-9999")); // its piece is another's too
    CHECK(far);
    CHECK(*p.find<std::string>("community") == "c");
    CHECK(*copy.find<std::string>("community") == "d");
}
