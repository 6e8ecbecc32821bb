// docs/rules.md has every rule that can stop a step, and what each rests on is a provision of a law that is known or a
// rule of the community's own that is listed.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "engine/basis.hpp"
#include "engine/refusal.hpp"
#include "workflows/registry.hpp"
#include "workflows/shared/features.hpp"

namespace saksgang {
namespace {

namespace fs = std::filesystem;

std::string text_of(fs::path const& file) {
    std::ifstream in(file);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}
fs::path in_source(char const* path) { return fs::path(SAKSGANG_SOURCE_DIR) / path; }

// Of every rule that stands in the code, as it is written there.
std::set<std::string> codes_in_source() {
    std::regex const rule(
        R"re((?:\brefuses<|\bknown_rule const [a-z_]+\{|\brule_text [a-z_]+\{|\b(?:needs|lacks|names_a_body|column_is_filled|answered)<[^"]{0,120}?)\s*"([a-z_]+)")re");
    std::set<std::string> codes;
    for (auto const* folder : {"engine", "workflows", "storage", "api"})
        for (auto const& file : fs::recursive_directory_iterator(in_source(folder))) {
            auto const kind = file.path().extension();
            if (kind != ".cpp" && kind != ".hpp") continue;
            auto const text = text_of(file.path());
            for (std::sregex_iterator each(text.begin(), text.end(), rule), end; each != end; ++each)
                codes.insert((*each)[1]);
        }
    return codes;
}

template <class F>
void each_rule(kernel const& k, F const& f) {
    for (auto const* w : k.workflows())
        for (auto const& t : w->transitions)
            for (auto const& g : t.guards) f(*g.refusal);
    for (auto const* r : known_rules()) f(*r);
}

} // namespace

TEST_CASE("docs/rules.md has a line for each refusal that stands in the code") {
    auto const page = text_of(in_source("docs/rules.md"));
    auto const codes = codes_in_source();
    CHECK(codes.size() > 150);
    CHECK(codes.contains("own_roles"));        // of a register
    CHECK(codes.contains("hearing_not_held")); // of a small guard
    for (auto const& code : codes) {
        CAPTURE(code);
        CHECK(page.find("| `" + code + "` |") != page.npos);
    }
}

TEST_CASE(
    "what a rule rests on is a law that is known, or a rule of the community's own; each of these is used") {
    auto const k = kernel_with();
    std::string used; // with the version behind each name
    auto const is_known = [&](std::string_view hjemmel) {
        CHECK(is_well_formed_basis(hjemmel));
        for (auto const& b : bases_in(hjemmel)) {
            CHECK(b.kind != basis_kind::stated);
            if (b.kind == basis_kind::law) CHECK(b.address.back() != '\xA7');
        }
        used += with_versions(hjemmel) + "; ";
    };
    each_rule(k, [&](rule_text const& r) {
        CAPTURE(r.code);
        is_known(r.hjemmel);
    });
    is_known(the_field().basis_of_unanimity);
    is_known(the_field().basis_of_mandates);
    for (auto const& rule : own_rules()) {
        CAPTURE(rule.name);
        CHECK(used.find("own:" + std::string(rule.name) + "/") != used.npos);
        CHECK(rule.words.complete());
        CHECK(rule.source.complete());
    }
}

TEST_CASE("a provision is told with where it stands, an own rule with its version") {
    kernel_with();
    auto const two = bases_in("fvl. §§ 29 og 31; own:sides_are_unanimous");
    REQUIRE(two.size() == 2);
    CHECK(two[0].kind == basis_kind::law);
    CHECK(two[0].words.in(language::en) == "fvl. §§ 29 og 31");
    CHECK(two[0].title.nb == "Forvaltningsloven");
    CHECK(two[0].address == "https://lovdata.no/lov/1967-02-10/§29");
    CHECK(two[1].kind == basis_kind::own_rule);
    CHECK(two[1].version == 1);
    CHECK(bases_in("hol. § 6-1 tredje ledd").front().address == "https://lovdata.no/lov/2011-06-24-30/§6-1");
    CHECK(bases_in("personvernforordningen art. 17").front().kind == basis_kind::stated);
    CHECK(with_versions("hol. § 6-1; own:sides_are_unanimous") == "hol. § 6-1; own:sides_are_unanimous/1");
    CHECK(bases_in("own:sides_are_unanimous/1").front().words.in(language::nb) ==
          two[1].words.in(language::nb));
}

} // namespace saksgang
