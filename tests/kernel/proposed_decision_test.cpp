// «Forslag til vedtak»: the words of what is put before a body, point by point.
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

using points = std::vector<std::string>;

json with_words(json text, points const& words) {
    text["proposed_decision"] = words;
    return text;
}

struct put_before_ssu : town {
    put_before_ssu() { chance.go_to("2025-03-10"); }
    saksgang::round last_round(std::string const& stream) {
        auto const all = rounds_in(state_of(stream));
        return all.at(round_name(all.size()));
    }
    std::string a_scheme(json const& put) {
        auto const s = creates("koordinator", "grant_scheme", "propose_scheme",
                               {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}});
        does("koordinator", s, "submit_scheme", {{"text", put}, {"criteria", {"Felles søknad"}}});
        return s;
    }
    points const two{"SSU vedtar tilskuddsordningen.", "Ordningen lyses ut innen 1. mai."};
};

} // namespace

TEST_CASE_FIXTURE(put_before_ssu, "whoever is asked sees the words of the proposal") {
    auto const s = a_scheme(with_words(text("Ordning", "1.0"), two));
    CHECK(last_round(s).subject.proposed_decision == two);
    auto const now = state_of(s);
    CHECK(common_of(now).text->proposed_decision == two);
    check_all();
}

TEST_CASE_FIXTURE(put_before_ssu, "a saksframlegg says them too, and a text without them says nothing") {
    auto const s = creates("koordinator", "agreement_revision", "propose_revision",
                           {{"title", "Avtale"},
                            {"reason", "x"},
                            {"base_version", "1.0"},
                            {"base_date", "2020-01-01"},
                            {"proposal", document("Saksframlegg")},
                            {"proposed_decision", two}});
    CHECK(last_round(s).subject.proposed_decision == two);
    auto const silent = a_scheme(text("Ordning", "1.0"));
    CHECK_FALSE(last_round(silent).subject.proposed_decision);
    CHECK_FALSE(state_of(silent).rounds->at("r1").at("subject").contains("proposed_decision"));
}

TEST_CASE_FIXTURE(put_before_ssu, "the words as the meeting changed them are those agreed on") {
    auto const s = a_scheme(with_words(text("Ordning", "1.0"), two));
    auto stated = agreement_stated("decision", "2025-03-10");
    points const changed{two[0], "Ordningen lyses ut innen 15. mai."};
    stated["amended"] = with_words(text("Ordning", "1.1"), changed);
    does("koordinator", s, "state_agreement", stated);
    CHECK(rounds_in(state_of(s)).at("r1").subject.proposed_decision == changed);
}

TEST_CASE("other words of the same version are another text: no position stands on words that nobody saw") {
    rounds all;
    round_spec spec{.body = "ssu",
                    .subject = {"Ordning", "1.0", {{std::string(64, 'a'), "Ordning"}}, points{"Ja."}}};
    auto const today = *date::parse("2025-03-10");
    hold(all, "for_ssu", spec, today);
    hold(all, "for_ssu", spec, today);
    REQUIRE(all.size() == 1);
    spec.subject.proposed_decision = points{"Nei."};
    hold(all, "for_ssu", spec, today);
    REQUIRE(all.size() == 2);
    CHECK(all.at("r1").status == round_status::superseded);
    CHECK(all.at("r2").subject.proposed_decision == points{"Nei."});
}
