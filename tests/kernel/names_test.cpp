// Sentences name what they are about as people do.
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

struct refusing_town : town {
    std::string told(std::string const& username, std::string stream, std::string command_name,
                     json payload = json::object()) {
        auto const answer =
            send(ask(username, std::move(stream), std::move(command_name), std::move(payload)));
        auto const* no = std::get_if<refusal>(&answer);
        return no ? no->in(language::nb) : "";
    }
};

} // namespace

TEST_CASE_FIXTURE(
    refusing_town,
    "a seat is named by what it represents, and by who meets in it where several represent the same") {
    chance.go_to("2025-03-10");
    auto const scheme = creates("koordinator", "grant_scheme", "propose_scheme",
                                {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}});
    auto const put_forward = text("Ordning", "1.0");
    does("koordinator", scheme, "submit_scheme", {{"text", put_forward}, {"criteria", {"Felles søknad"}}});
    does("koordinator", scheme, "open_round",
         {{"procedure", "meeting"}, {"held_on", "2025-03-10"}, {"present", everybody()}});
    json const against{{"round", "r1"},
                       {"digest", put_forward["renditions"][0]["digest"]},
                       {"position", "disagree"},
                       {"reason", "Uklart ansvar"}};
    does("drammen", scheme, "take_position", against);
    does("psykiatri", scheme, "take_position", against);
    CHECK(told("koordinator", scheme, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
          "Det er registrert at noen ikke er enige, eller ikke tar stilling: Drammen kommune og Vestre Viken "
          "HF "
          "(Klinikkdirektør psykisk helse og rus, Vestre Viken HF). Møteleder kan ikke konstatere enighet.");
}

TEST_CASE_FIXTURE(refusing_town,
                  "what is not there, or there already, is named by its kind, not by its identifier") {
    json const period{{"valid_from", "2025-03-03"}};
    json seat{{"seat", "m1"}, {"kind", "employee"}, {"parties", json::array()}};
    seat.update(period);
    CHECK(told("koordinator", "body/ssu", "open_seat", seat) == "Plassen finnes allerede.");
    seat["seat"] = "another";
    seat["deciding"] = true;
    CHECK(
        told("koordinator", "body/ssu", "open_seat", seat) ==
        "Etter utvalgets regel er plasser av typen «Arbeidstakerrepresentant» rådgivende. Vedta en regel som "
        "sier hvilken side de avgjør på.");
    CHECK(told("koordinator", "body/ssu", "end_seat", {{"seat", "m9"}, {"valid_to", "2025-03-03"}}) ==
          "Plassen finnes ikke.");
    CHECK(told("admin", "accounts", "close_account", {{"username", "ingen"}}) ==
          "Brukerkontoen finnes ikke.");
}

TEST_CASE_FIXTURE(refusing_town, "a seat of nobody in particular is named by its kind and its body") {
    auto rule = state_of("body/ssu").data["rule/2"];
    rule.update({{"version", 3},
                 {"valid_from", "2025-03-04"},
                 {"asks", "parties"},
                 {"employer_disqualifies", false},
                 {"deciding_kinds", {{{"kind", "gp"}, {"side", "municipalities"}}}}});
    does("koordinator", "body/ssu", "adopt_rule", {{"rule", rule}});
    does("koordinator", "body/ssu", "open_seat",
         {{"seat", "ny"}, {"kind", "gp"}, {"parties", json::array()}, {"valid_from", "2025-03-04"}});
    auto const who = registers("ny");
    does("koordinator", "body/ssu", "appoint",
         {{"seat", "ny"}, {"person", who}, {"function", "member"}, {"valid_from", "2025-03-04"}});
    chance.go_to("2025-03-10");
    auto const scheme = creates("koordinator", "grant_scheme", "propose_scheme",
                                {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}});
    does("koordinator", scheme, "submit_scheme",
         {{"text", text("Ordning", "1.0")}, {"criteria", {"Felles søknad"}}});
    CHECK(told("koordinator", scheme, "open_round",
               {{"procedure", "meeting"},
                {"held_on", "2025-03-10"},
                {"present", present({"m1", "m2", "m3", "m4", "t1", "t2", "t3", "t4", "ny"})}}) ==
          "Strategisk samarbeidsutvalg (SSU) avgjør ved enighet mellom partene, og plassen "
          "«Fastlege» representerer ingen av dem.");
}
