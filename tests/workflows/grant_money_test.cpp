// A fund's books when money comes back, and the table that the RHF is given of them.
#include "tests/workflows/grant_bench.hpp"
#include "workflows/shared/features.hpp"
#include "workflows/shared/fund/fund.hpp"
#include "workflows/shared/fund/yearly_table.hpp"

namespace saksgang {
namespace {

using namespace test::grants;
using test::document_named;
using test::with;

// The fund's own command, as what follows from a grant case sends it.
std::string moved(state& fund, std::string const& name, json const& payload, char const* day) {
    struct : source {
        instant now() override { return {}; }
        std::string new_id(std::string_view, std::int64_t) override { return {}; }
        std::string new_nonce(std::string_view, std::int64_t) override { return {}; }
        std::string new_salt(std::string_view, std::int64_t, int) override { return {}; }
    } no_chance;
    world const nobody;
    situation const now{nobody, "okonom", instant{}, *date::parse(day)};
    capacity in;
    command_step step{.subject = fund, .now = now, .in = in, .practice = the_field(), .chance = no_chance};
    auto const no = fund_feature().command(name)->apply(payload, step);
    return no ? "no: " + no->code : "done";
}

TEST_CASE("money that comes back after its year is settled is booked in the year in which it comes") {
    state fund{.stream = "fund/tilskudd",
               .version = 1,
               .data = json{{"holder", "vestre-viken"}, {"year/2024", {{"settled", true}}}},
               .balances = json{{"2024:frame", -1000},
                                {"2024:paid:2024-17", 900},
                                {"2024:carried", 100},
                                {"2025:brought", -100},
                                {"2025:free", 100}}};
    auto const settled = years_of(fund).at(0);
    CHECK(moved(fund, "take_back",
                {{"a_case", "2024-17"}, {"repaid", 901}, {"released", 0}, {"voucher", "VV 7"}},
                "2025-06-01") == "no: commitment_exceeded");
    CHECK(moved(fund, "take_back",
                {{"a_case", "2024-17"}, {"repaid", 300}, {"released", 0}, {"voucher", "VV 7"}},
                "2025-06-01") == "done");
    CHECK(describe::same(years_of(fund).at(0), settled));
    auto const now = years_of(fund).at(1);
    CHECK(now.repaid.value == 300);
    CHECK(now.free.value == 400);
    CHECK(fund.balances["2025:repaid:2024-17"] == -300); // what it refers to
    CHECK(paid_to(fund, "2024-17").value == 600);
    CHECK(faults_in_fund(fund).empty());
    CHECK(moved(fund, "take_back", {{"a_case", "2024-17"}, {"repaid", 601}, {"released", 0}}, "2025-06-01") ==
          "no: commitment_exceeded");
}

TEST_CASE("the RHF's yearly table: the projects of a fund in a year, for a spreadsheet") {
    auto application = kongsberg();
    application["title"] = "=Arena; \"forprosjekt\"";
    auto b = at("in_progress", application);
    REQUIRE(
        b.go("report_status", {{"period", {{"year", 2025}, {"half", "first_half"}}},
                               {"document", document_named("Statusrapport")},
                               {"achieved", {{"progress", "I rute"}, {"effect", "Færre innleggelser"}}}}) ==
        "in_progress");
    auto const& fund = b.streams.at("fund/tilskudd");
    CHECK(cases_in(fund) == std::set<std::string>{"2024-17"});
    b.a_case.workflow = grant_application().name_with_version();
    auto const of = [&](int year) {
        return yearly_table(fund, year, {&b.a_case}, b.streams.at("organisation"), language::nb);
    };
    std::string const heading =
        "\xEF\xBB\xBFSak;Prosjekt;Søkere;Samarbeidspartnere;Fase;Prioriterte pasientgrupper;Tilsagn "
        "(kr);Utbetalt i året (kr);Utbetalt i alt (kr);Brukt (kr);Status;Framdrift;Effekt;Spredning\r\n";
    CHECK(of(2024) == heading +
                          "2024-17;\"'=Arena; \"\"forprosjekt\"\"\";Kongsberg og Vestre Viken HF;"
                          "Responssenteret;Forprosjekt;Eldre med skrøpelighet;2900000;2900000;2900000;"
                          ";Under gjennomføring;I rute;Færre innleggelser;\r\n");
    CHECK(of(2025) == heading);
}

} // namespace
} // namespace saksgang
