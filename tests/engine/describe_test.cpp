#include <doctest/doctest.h>

#include "engine/canonical.hpp"
#include "engine/case/case.hpp"
#include "engine/digest.hpp"
#include "engine/walk.hpp"

using namespace saksgang;

namespace {

BOOST_DEFINE_ENUM_CLASS(colour, red, green)
struct inner {
    id who;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(inner, (), (who, note))
struct base {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(base, (), (title))
struct outer : base {
    int count = 0;
    bool flag = false;
    ore amount;
    date on;
    colour shade = colour::red;
    std::vector<inner> list;
    std::optional<std::map<std::string, int>> map;
};
BOOST_DESCRIBE_STRUCT(outer, (base), (count, flag, amount, on, shade, list, map))

struct somebody {
    static constexpr std::string_view name = "person";
    static std::string stream(id const& person) { return "people/" + person.value; }
};
struct letter {
    std::optional<std::vector<document>> enclosed;
    std::map<std::string, personal_text> told;
    std::vector<inner> signed_by;
    ref<somebody> sender;
    std::optional<ref<somebody>> receiver;
};
BOOST_DESCRIBE_STRUCT(letter, (), (enclosed, told, signed_by, sender, receiver))

json whole() {
    return {{"title", "t"},
            {"count", 1},
            {"flag", false},
            {"amount", 100},
            {"on", "2024-06-07"},
            {"shade", "green"},
            {"list", {{{"who", "a-1"}}}}};
}
// What is wrong with it: pointer and code.
std::vector<std::string> wrong(json const& j) {
    field_errors errors;
    bool const whole_value = read<outer>(j, errors).has_value();
    CHECK(whole_value == errors.empty());
    std::vector<std::string> out;
    for (auto const& e : errors) out.push_back(e.pointer + " " + e.code);
    return out;
}
std::vector<std::string> with(char const* field, json value) {
    auto j = whole();
    j[field] = std::move(value);
    return wrong(j);
}
using list = std::vector<std::string>;

} // namespace

TEST_CASE("a described struct is read strictly, and every error says where") {
    CHECK(wrong(whole()).empty());
    CHECK(with("count", 2.9) == list{"/count wrong_type"});
    CHECK(with("count", true) == list{"/count wrong_type"});
    CHECK(with("count", "1") == list{"/count wrong_type"});
    CHECK(with("count", std::int64_t{1} << 40) == list{"/count out_of_range"});
    CHECK(with("title", "") == list{"/title empty"});
    CHECK(with("title", std::string(longest_line, 'x')).empty());
    CHECK(with("title", std::string(longest_line + 1, 'x')) == list{"/title too_long"});
    CHECK(with("amount", -1) == list{"/amount out_of_range"});
    CHECK(with("on", "2024-02-30") == list{"/on not_a_date"});
    CHECK(with("shade", "blue") == list{"/shade not_one_of"});
    CHECK(with("extra", 1) == list{"/extra unknown"});
    CHECK(with("a/b~c", 1) == list{"/a~1b~0c unknown"});
    CHECK(with("list", {{{"who", "Å"}}}) == list{"/list/0/who not_an_identifier"});
    CHECK(with("list", json::object()) == list{"/list wrong_type"});
    CHECK(with("map", {{"k", "v"}}) == list{"/map/k wrong_type"});
    CHECK(with("flag", nullptr) == list{"/flag wrong_type"});
    auto missing = whole();
    missing.erase("title"); // of the base
    missing.erase("list");
    CHECK(wrong(missing) == list{"/title missing", "/list missing"});
    CHECK(wrong(json::array()) == list{" wrong_type"});
}

TEST_CASE("a number out of range is told the range") {
    field_errors errors;
    CHECK_FALSE(read<ore>(json(-1), errors));
    CHECK(errors.front().detail == "0 – 9007199254740");
}

TEST_CASE("text about a person is text when it comes from outside; a commitment would be another's") {
    field_errors errors;
    CHECK(read<personal_text>(json("Kari"), errors)->value == "Kari");
    json const commitment{{"commitment", std::string(64, 'a')}};
    CHECK_FALSE(read<personal_text>(commitment, errors));
    CHECK(errors.front().code == "wrong_type");
    CHECK(restore<personal_text>(commitment).commitment == std::string(64, 'a'));
}

TEST_CASE("errors are counted, not piled up without end") {
    auto j = whole();
    for (int i = 0; i < 100; ++i) j["x" + std::to_string(i)] = 1;
    CHECK(wrong(j).size() == most_field_errors);
}

TEST_CASE("what is written is compact, and restored it is the same") {
    field_errors errors;
    auto const value = read<outer>(whole(), errors);
    auto const written = write(*value);
    CHECK(!written.contains("flag")); // false, and so absent
    CHECK(!written.contains("map"));
    CHECK(write(restore<outer>(written)) == written);
}

TEST_CASE("restoring stored data is lenient about fields and strict about types") {
    CHECK(restore<outer>(json::object()).count == 0);
    CHECK_NOTHROW(restore<outer>(json{{"of_a_newer_version", 1}}));
    CHECK_THROWS_AS(restore<outer>(json{{"count", "one"}}), std::logic_error);
}

TEST_CASE("the schema says what the reader demands") {
    auto const s = describe::schema<outer>(language::nb);
    CHECK(s["additionalProperties"] == false);
    CHECK(s["required"] == json({"title", "count", "flag", "amount", "on", "shade", "list"}));
    CHECK(s["properties"]["on"]["format"] == "date");
    CHECK(s["properties"]["shade"]["oneOf"].size() == 2);
    CHECK(s["properties"]["list"]["items"]["properties"]["note"]["type"] == "string");
}

TEST_CASE("money is written as people write it") {
    CHECK(in_kroner({290'000'000}) == "2 900 000 kr");
    CHECK(in_kroner({100}) == "1 kr");
    CHECK(in_kroner({123'456'705}) == "1 234 567,05 kr");
    CHECK(in_kroner({0}) == "0 kr");
}

TEST_CASE("canonical bytes straight from a struct are those of the tree that is written of it") {
    outer full{{"en \"tittel\" på\n to linjer"}, -5, true, {100}, *date::parse("2024-06-07"), colour::green};
    full.list = {{{"a-1"}, "note"}, {{"b-2"}, {}}, {{""}, ""}};
    full.map = std::map<std::string, int>{{"b", 2}, {"a", 1}};
    for (auto const& value : {outer{}, full}) CHECK(canonical_of(value) == canonical(write(value)));
    CHECK(canonical_of(outer{}) == R"({"amount":0,"count":0,"on":"1970-01-01","shade":"red"})");
    CHECK(canonical_of(std::map<std::string, inner>{}) == "{}");
    CHECK(canonical_of(std::vector<int>{1, 2}) == "[1,2]");
    CHECK(canonical_of(personal_text{"x", {}}) == canonical(write(personal_text{"x", {}})));
    CHECK(canonical_of(personal_text{{}, sha256("x")}) == canonical(write(personal_text{{}, sha256("x")})));
    CHECK_THROWS_AS(canonical_of(largest_integer + 1), std::logic_error);
    CHECK_THROWS_AS(canonical_of(std::string("\xff")), std::logic_error);
    CHECK_THROWS_AS((canonical_of(std::map<std::string, int>{{"nøkkel", 1}})), std::logic_error);
}

TEST_CASE("what is looked for is found wherever it stands, and where it can't stand nobody looks") {
    using describe::mark;
    auto const& of = describe::type_of<letter>;
    json sent{{"enclosed", {{{"digest", "d1"}, {"title", "Vedlegg"}}}},
              {"told", {{"a", "Kari"}, {"b", {{"commitment", "c"}}}}},
              {"sender", "kari"}};
    std::vector<std::string> found;
    walk::each(mark::document, of, std::as_const(sent),
               [&](describe::type const&, json const& value) { found.push_back(value["digest"]); });
    CHECK(found == list{"d1"});
    walk::each(mark::personal_text, of, sent, [&](json& value) { value = "x"; });
    CHECK(sent["told"] == json{{"a", "x"}, {"b", "x"}});
    CHECK(walk::streams_in(of,
                           &static_cast<letter const&>(letter{.sender = {"kari"}, .receiver = {{"ola"}}})) ==
          std::set<std::string>{"people/kari", "people/ola"});
    letter const empty, filled{.sender = {"kari"}, .receiver = {{"ola"}}};
    CHECK(walk::streams_in(of, &filled) == std::set<std::string>{"people/kari", "people/ola"});
    CHECK(walk::streams_in(of, &empty).empty());
    sent["enclosed"] = 7; // what does not fit is passed over
    CHECK_NOTHROW(walk::each(mark::document, of, std::as_const(sent),
                             [](describe::type const&, json const&) { FAIL("nothing is there"); }));
    for (auto const m : {mark::document, mark::personal_text, mark::reference}) {
        CHECK(of.holds(m));
        CHECK_FALSE(describe::type_of<outer>.holds(m));
    }
}
