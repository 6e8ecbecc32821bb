// An application on the bench: who applies, under which scheme, and the straight road through its states.
#pragma once

#include "tests/support/bench.hpp"

namespace saksgang {

workflow const& grant_application();
workflow const& grant_scheme();

namespace test::grants {

// Whoever uses this bench uses these.
using test::document_named;
using test::text_of;
using test::with;
using test::without;

inline std::string const digest_a(64, 'a'), digest_b(64, 'b');

struct bench : test::bench {
    explicit bench(workflow const& of) : test::bench(of, "2024-11-04") {
        put_organisation(
            {{"party/vestre-viken", party("Vestre Viken HF", "trust")},
             {"party/kongsberg", party("Kongsberg")},
             {"party/drammen", party("Drammen")},
             {"organisation/kongsberg-sykehus", {{"name", "Kongsberg sykehus"}, {"party", "vestre-viken"}}},
             {"person/director", {{"position", "Fagdirektør"}, {"party", "vestre-viken"}}},
             {"person/nurse", {{"position", "Tillitsvalgt"}, {"party", "kongsberg"}}},
             {"person/regional", {{"position", "Samhandlingsleder for regionen"}}},
             {"roles/coordinator", json::array({role_of("coordinator", "case_handler")})},
             {"roles/delegate", json::array({role_of("delegate", "party_representative", "kongsberg")})}});
        put_body("ssu", "strategic",
                 {{"seat/m1", seat("municipality", "municipalities", "drammen")},
                  {"seat/m2", held(seat("municipality", "municipalities", "kongsberg"), "regional")},
                  {"seat/t1", held(seat("trust", "trust", "vestre-viken"), "director")},
                  {"seat/e1", held(seat("employee", "advisory", "drammen"), "nurse")},
                  {"seat/u1", seat("user", "advisory", "vestre-viken")}});
        put_body("lsu-kongsberg", "local");
        put_fund({{"2024:frame", -1'000'000'000}, {"2024:free", 1'000'000'000}});
        put_scheme("under_preparation");
    }
    static json held(json seat, std::string const& person) {
        seat["holders"] = json::array({{{"valid_from", "2024-01-01"}, {"person", person}}});
        return seat;
    }
    void put_fund(json balances) {
        put({.stream = "fund/tilskudd",
             .data = json{{"holder", "vestre-viken"}},
             .balances = std::move(balances)});
    }
    void put_scheme(std::string const& state_name) {
        put({.stream = "case/2024-3",
             .workflow = "grant_scheme/1",
             .name = state_name,
             .data = json{{"fund", "tilskudd"}}});
    }
    void put_exception(std::string const& rule) {
        a_case.data.change()["exceptions"] =
            json::array({{{"rule", rule},
                          {"reason", "Ordningen ferdigstilles i 2025"},
                          {"person", "leader"},
                          {"recorded", "2024-12-02"},
                          {"approved_by", {{"municipalities", "leader"}, {"trust", "director"}}}}});
    }
};

// A72-87. Contributions, dates and plans are simulated.
inline json kongsberg() {
    return {{"title", "Kongsberg samhandlingsarena"},
            {"fund", "tilskudd"},
            {"scheme", "2024-3"},
            {"year", 2024},
            {"applied", 290'000'000},
            {"phase", "preliminary_project"},
            {"priority_groups", json::array({"frail_elderly"})},
            {"goals", json::array({"Tidlig oppdagelse av skrøpelighet", "Forebygge eller reversere utvikling",
                                   "Helsehjelp i eget hjem", "Styrke helsekompetansen hos innbyggerne"})},
            {"applicants", json::array({{{"party", "vestre-viken"}, {"unit", "kongsberg-sykehus"}},
                                        {{"party", "kongsberg"}}})},
            {"partners", json::array({{{"name", "Responssenteret"}, {"kind", "public_body"}}})},
            {"contributions", json::array({{{"party", "vestre-viken"}, {"amount", 50'000'000}},
                                           {{"party", "kongsberg"}, {"amount", 50'000'000}}})},
            {"starts", "2025-01-15"},
            {"ends", "2025-12-31"},
            {"user_involvement", "Brukerutvalget er med i styringsgruppen"},
            {"implementation_plan", "Tre faser"},
            {"evaluation_plan", "Følgeevaluering"}};
}
inline json award(std::int64_t amount) {
    return {{"outcome", "award"}, {"amount", amount}, {"text", text_of('a')}};
}
inline json acceptance_by(std::string const& party) {
    return {{"party", party}, {"document", document_named("Aksept")}};
}
// Of the trust that gives the award: by the unit that applied.
inline json acceptance_by_hospital() {
    return with(acceptance_by("vestre-viken"), "unit", "kongsberg-sykehus");
}
// What the secretariat registers for an applicant.
inline json in_writing(json said, char const* on = "2024-11-04") {
    return with(std::move(said), "in_writing",
                {{"said_by", "Kommunedirektør"}, {"said_on", on}, {"document", document_named("E-post")}});
}
inline json payment(std::int64_t amount, std::string const& to = "kongsberg") {
    return {{"amount", amount}, {"voucher", "30412"}, {"recipient", to}};
}
inline json letter() {
    return {{"letter", document_named("Tilsagnsbrev")},
            {"appeals_body", "Helse Sør-Øst RHF"},
            {"accept_by", "2024-12-02"}};
}

// With a private firm, that applies with them or only takes part.
inline json with_firm(bool applies = true) {
    json firm{{"name", "Omsorgsteknologi AS"}, {"kind", "private_body"}};
    if (applies) firm["applies"] = true;
    return with(kongsberg(), "partners", json::array({firm}));
}
inline json complaint(char const* posted, char const* received, char const* by = "Omsorgsteknologi AS") {
    return {{"complainant", by},
            {"complaint", document_named("Klage")},
            {"posted", posted},
            {"received", received}};
}
inline json reject() { return {{"outcome", "reject"}, {"text", text_of('a')}}; }
inline json rejection() {
    return {{"letter", document_named("Avslag")},
            {"reasons", "Utenfor formålet"},
            {"appeals_body", "Helse Sør-Øst RHF"}};
}
inline void go_to(bench& b, char const* day) { b.today = *date::parse(day); }

// Walks an application to a state on the straight road.
inline bench at(std::string const& state_name, json const& application = kongsberg(),
                json const& proposal = award(290'000'000)) {
    bench b(grant_application());
    b.put_scheme("adopted");
    std::vector<std::pair<std::string, json>> const road{
        {"draft_application", application},
        {"submit_application", {{"application", document_named("Søknad, undertegnet")}}},
        {"begin_screening", json::object()},
        {"pass_screening", json::object()},
        {"submit_assessment", {{"assessment", document_named("Vurderingsnotat")}}},
        {"assess_impartiality", {{"concerns", json::array()}}},
        {"propose_decision", proposal},
        {"round_carried", json::object()},
    };
    for (auto const& [event, payload] : road) {
        auto const to = b.go(event, payload);
        REQUIRE_MESSAGE(!to.starts_with("no: "), event, " ", to);
        if (event == "round_carried") break;
        if (to == state_name && (to != "assessment" || event == "assess_impartiality")) return b;
    }
    auto const committed = b.a_case.data["proposal"].value("amount", std::int64_t{0});
    auto const free = 1'000'000'000 - committed;
    b.put_fund({{"2024:frame", -1'000'000'000}, {"2024:free", free}, {"2024:committed:2024-17", committed}});
    if (b.a_case.name == state_name) return b;
    REQUIRE(b.go("send_award_letter", letter()) == b.a_case.name);
    (void)b.go("accept_award", acceptance_by_hospital());
    REQUIRE(b.go("accept_award", acceptance_by("kongsberg")) == "accepted");
    if (state_name == "accepted") return b;
    REQUIRE(b.go("disburse", payment(committed)) == "disbursed");
    b.put_fund({{"2024:frame", -1'000'000'000}, {"2024:free", free}, {"2024:paid:2024-17", committed}});
    if (state_name == "disbursed") return b;
    b.today = *date::parse("2025-01-20");
    REQUIRE(b.go("start_project") == "in_progress");
    if (state_name == "in_progress") return b;
    REQUIRE(b.go("begin_reporting") == "reporting");
    if (state_name == "reporting") return b;
    REQUIRE(b.go("submit_final_report", {{"document", document_named("Sluttrapport")},
                                         {"accounts", document_named("Regnskap")},
                                         {"used", 269'000'000}}) == "reporting");
    REQUIRE(b.go("approve_final_report") == "final_report");
    return b;
}

} // namespace test::grants
} // namespace saksgang
