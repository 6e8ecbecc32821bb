// Versioned lists (catalogue 17, 31): what holds on a day, and what keeps its word when it has left.
#include <doctest/doctest.h>

#include "engine/describe.hpp"
#include "workflows/shared/lists.hpp"

namespace saksgang {
namespace {

using lists::actor;
using lists::priority_group;

template <class Item>
Item named(std::string_view name) {
    return describe::enum_named<Item>(name).value();
}
date day(std::string_view written) { return *date::parse(written); }

TEST_CASE("four groups of patients came first until 2024, and five since the national plan") {
    auto const birth = named<priority_group>("pregnancy_and_birth");
    auto const elderly = named<priority_group>("frail_elderly");
    CHECK(lists::stands_on_list(elderly, day("2023-12-31")));
    CHECK_FALSE(lists::stands_on_list(birth, day("2023-12-31")));
    CHECK(lists::stands_on_list(birth, day("2024-01-01")));
    CHECK(lists::version_on<priority_group>(day("2023-12-31"))->items.size() == 4);
    CHECK(lists::version_on<priority_group>(day("2024-01-01"))->items.size() == 5);
    CHECK(lists::version_on<priority_group>(day("2019-10-22")) == nullptr);
    CHECK_FALSE(lists::stands_on_list(elderly, day("2019-10-22")));
}

template <class Item>
void is_sound() {
    std::string_view before;
    for (auto const& v : lists::of<Item>::versions) {
        CAPTURE(v.valid_from);
        CHECK(date::parse(v.valid_from));
        CHECK(before < v.valid_from);
        CHECK(v.source.complete());
        for (auto const name : v.items) CHECK_MESSAGE(describe::enum_named<Item>(name), name);
        before = v.valid_from;
    }
    for (auto const& item : lists::of<Item>::items) {
        CAPTURE(item.name);
        CHECK(item.in_a_sentence.complete());
        CHECK(lists::in_a_sentence(named<Item>(item.name)) == item.in_a_sentence);
    }
}

TEST_CASE("each version of a list has a day, a source, and items that have words") {
    is_sound<actor>();
    is_sound<priority_group>();
}

TEST_CASE("whoever chooses sees an item by its word, in a form and in a sentence") {
    auto const schema = describe::schema<std::vector<actor>>(language::nn);
    auto const& choices = schema["items"]["oneOf"];
    CHECK(choices.size() == lists::of<actor>::items.size());
    for (auto const& each : choices) CHECK(each["title"] != each["const"]);
    CHECK(lists::in_a_sentence(named<actor>("specialist")).nn == "spesialisthelsetenesta");
}

} // namespace
} // namespace saksgang
