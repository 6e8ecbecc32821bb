// The register of a pair: what is due of which agreement, and which one a command is of.
#include <algorithm>

#include "tests/support/bench.hpp"
#include "tests/support/town.hpp"
#include "workflows/shared/agreement/agreement.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

// Gol has the agreement of 2021, and has concluded another in autumn, in force from the new year.
class autumn : public town {
  public:
    autumn() {
        chance.go_to("2025-10-20");
        does("koordinator", gol, "register_agreement",
             {{"title", "Overordnet samarbeidsavtale"},
              {"version", "2.0"},
              {"document", document("Avtalen 2.0")},
              {"concluded_on", "2025-10-15"},
              {"in_force_from", "2026-01-01"}});
    }
    std::optional<date> due(std::string const& deadline_name, std::string const& on) {
        auto const pair = state_of(gol);
        auto const all = deadlines_of(pair, *date::parse(on));
        auto const found = std::ranges::find(all, deadline_name, &deadline::name);
        return found == all.end() ? std::nullopt : std::optional(found->due);
    }
    agreement of(std::string const& version) {
        auto const pair = state_of(gol);
        return *std::ranges::find(agreements_of(pair), version, &agreement::version);
    }

    std::string title_of(json const& named) { // in the pair
        auto const pair = state_of(gol);
        auto const found = document_in(pair, named["digest"]);
        return found ? found->title : "";
    }

    std::string const gol = "agreement/gol";
};

date day(char const* text) { return *date::parse(text); }

} // namespace

TEST_CASE_FIXTURE(autumn,
                  "review 2: the month for submission runs from conclusion, whatever is in force that day") {
    CHECK_FALSE(due("submission_to_directorate", "2025-10-14"));
    for (auto const* on : {"2025-10-20", "2025-12-31", "2026-01-15"})
        CHECK(due("submission_to_directorate", on) == day("2025-11-15"));
    auto const pair = state_of(gol);
    CHECK(agreement_on(pair, day("2025-10-20"))->version == "2021"); // it applies until the new year
}

TEST_CASE_FIXTURE(
    autumn, "review 2: a submission is of the agreement that was concluded last, and not of the old one") {
    does("koordinator", gol, "submit_to_directorate", {{"submitted_on", "2025-10-20"}});
    CHECK(of("2.0").submitted_on == day("2025-10-20"));
    CHECK_FALSE(of("2021").submitted_on);
    CHECK_FALSE(due("submission_to_directorate", "2025-10-20"));
    CHECK(refused("koordinator", gol, "submit_to_directorate", {{"submitted_on", "2025-10-20"}}) ==
          "already_submitted");
    CHECK(refused("koordinator", gol, "submit_to_directorate",
                  {{"submitted_on", "2020-10-20"}, {"document", document("Brev")}}) == "none_concluded");
    // The old one too, where somebody finds the letter.
    does("koordinator", gol, "submit_to_directorate",
         {{"submitted_on", "2021-01-20"}, {"version", "2021"}, {"document", document("Brev fra 2021")}});
    CHECK(of("2021").submitted_on == day("2021-01-20"));
    CHECK_FALSE(of("2021").submission_unknown);
}

TEST_CASE_FIXTURE(autumn, "an old agreement of which nobody knows whether it was submitted is no breach") {
    CHECK(of("2021").submission_unknown);
    auto const pair = state_of("agreement/flaa");
    CHECK(std::ranges::none_of(deadlines_of(pair, day("2025-10-20")),
                               [](auto const& d) { return d.name == "submission_to_directorate"; }));
}

TEST_CASE_FIXTURE(
    autumn, "a day that has been is registered with the document that shows it, and the pair keeps that") {
    json review{{"reviewed_on", "2025-10-01"}, {"outcome", "keep"}, {"note", "Står ved lag"}};
    CHECK(refused("koordinator", gol, "record_review", review) == "source_of_past_missing");
    review["document"] = document("Gjennomgangsnotat");
    does("koordinator", gol, "record_review", review);
    CHECK(title_of(review["document"]) == "Gjennomgangsnotat");
    CHECK(refused("koordinator", gol, "submit_to_directorate", {{"submitted_on", "2025-10-18"}}) ==
          "source_of_past_missing");
    json old{{"title", "Avtale"},
             {"version", "2.1"},
             {"document", document("2.1")},
             {"concluded_on", "2025-10-16"},
             {"in_force_from", "2026-02-01"},
             {"submitted_on", "2025-10-17"}};
    CHECK(refused("koordinator", gol, "register_agreement", old) == "source_of_past_missing");
    old["submission"] = document("Oversendelse");
    old["submitted_on"] = "2025-10-15";
    CHECK(refused("koordinator", gol, "register_agreement", old) == "submitted_when_not_concluded");
    old["submitted_on"] = "2025-10-17";
    does("koordinator", gol, "register_agreement", old);
}

TEST_CASE_FIXTURE(autumn, "review 12: Helsedirektoratet is told of a notice, and no day is invented for it") {
    does("koordinator", gol, "give_notice",
         {{"party", "gol"}, {"received_on", "2025-10-20"}, {"document", document("Oppsigelse")}});
    CHECK(due("notice_to_directorate", "2025-10-20") == no_day);
    CHECK(of("2021").ends_on == day("2025-12-31")); // the next agreement applies before the year is over
    CHECK(due("notice_to_directorate", "2025-12-20") == no_day); // never late, as no law says when
    chance.go_to("2026-01-02");                                  // the next agreement applies
    does("koordinator", gol, "pass_on_notice", {{"passed_on", "2026-01-02"}});
    CHECK_FALSE(due("notice_to_directorate", "2026-01-02"));
    CHECK(of("2021").notice_passed_on == day("2026-01-02"));
}

TEST_CASE_FIXTURE(autumn, "review 11: the agreement as both have signed it is a document of the pair") {
    auto const scan = document("Signert avtale");
    json signed_then{{"signed_on", "2025-10-17"}, {"document", scan}};
    CHECK(refused("koordinator", gol, "register_signed_agreement",
                  with(signed_then, "signed_on", "2025-10-21")) == "in_future");
    does("koordinator", gol, "register_signed_agreement", signed_then);
    CHECK(of("2.0").signed_on == day("2025-10-17"));
    CHECK(title_of(scan) == "Signert avtale");
    signed_then["document"] = document("Riktig skannet");
    CHECK(refused("koordinator", gol, "register_signed_agreement", signed_then) == "already_signed");
    does("koordinator", gol, "withdraw_document", {{"digest", scan["digest"]}, {"reason", "Feil fil"}});
    does("koordinator", gol, "register_signed_agreement", signed_then);
    CHECK(of("2.0").signed_document->title == "Riktig skannet");
    check_all();
}

// As a jam of 5 000 found: each filled the register of the pair, and left the others none.
TEST_CASE_FIXTURE(autumn,
                  "no party fills the register of a pair: reviews and disputes of a year have a number") {
    json const review{{"reviewed_on", "2025-10-20"}, {"outcome", "keep"}, {"note", "Står ved lag"}};
    for (int n = 0; n < 12; ++n) does("koordinator", gol, "record_review", review);
    CHECK(refused("koordinator", gol, "record_review", review) == "reviewed_enough");

    json const dispute{{"party", "gol"},
                       {"about", "Betaling"},
                       {"documents", {document("Sak, avidentifisert")}},
                       {"deidentified", true},
                       {"copy_sent_to_counterpart", "2025-10-20"}};
    for (int n = 0; n < 100; ++n) does("koordinator", gol, "raise_dispute", dispute);
    CHECK(refused("koordinator", gol, "raise_dispute", dispute) == "too_many_disputes");
    does("koordinator", gol, "raise_dispute",
         with(dispute, "party", "vestre-viken")); // the other has its own
}

TEST_CASE_FIXTURE(autumn,
                  "a dispute: tried in LSU and SSU, the board's statement is of the one it was asked about, "
                  "and how it ended") {
    json const dispute{{"party", "gol"},
                       {"about", "Betaling"},
                       {"documents", {document("Sak, avidentifisert")}},
                       {"deidentified", true},
                       {"copy_sent_to_counterpart", "2025-10-20"},
                       {"discussed_in_lsu_on", "2025-09-01"},
                       {"discussed_in_ssu_on", "2025-10-01"}};
    does("koordinator", gol, "raise_dispute", dispute);
    does("koordinator", gol, "raise_dispute", with(dispute, "about", "Transport"));
    chance.go_to("2026-02-02"); // the next agreement applies
    auto const statement = document("Nemndas uttalelse");
    does("koordinator", gol, "record_board_statement",
         {{"statement", "Helseforetaket betaler"}, {"document", statement}, {"number", 2}});
    does("koordinator", gol, "settle_dispute",
         {{"resolved_on", "2026-02-01"}, {"settlement", "Delt"}, {"document", document("Enighet")}});
    auto const disputes = of("2021").disputes;
    REQUIRE(disputes.size() == 2);
    CHECK_FALSE(disputes[0].statement);
    CHECK(disputes[0].settlement == "Delt");
    CHECK(disputes[0].discussed_in_ssu_on == day("2025-10-01"));
    CHECK(disputes[1].statement == "Helseforetaket betaler");
    CHECK_FALSE(disputes[1].resolved_on);
    CHECK(rests_a_dispute_on(state_of(gol), statement["digest"])); // read by the two parties alone
    CHECK(refused("koordinator", gol, "record_board_statement",
                  {{"statement", "x"}, {"document", statement}, {"number", 2}}) == "no_dispute");
}

TEST_CASE_FIXTURE(autumn,
                  "a dispute over the next agreement is raised also when none applies, and is the pair's") {
    std::string const flaa = "agreement/flaa"; // which has concluded no other
    does("koordinator", flaa, "give_notice",
         {{"party", "flaa"}, {"received_on", "2025-10-20"}, {"document", document("Oppsigelse")}});
    chance.go_to("2026-11-02");
    auto const pair = [&] { return state_of(flaa); };
    auto const ended = pair();
    CHECK_FALSE(agreement_on(ended, day("2026-11-02")));
    does("koordinator", flaa, "raise_dispute",
         {{"party", "flaa"},
          {"about", "Partene blir ikke enige om en ny avtale"},
          {"documents", {document("Sak, avidentifisert")}},
          {"deidentified", true},
          {"copy_sent_to_counterpart", "2026-11-02"}});
    auto const now = pair();
    CHECK(agreements_of(now).back().disputes.empty()); // it is not of the one that has ended
    REQUIRE(disputes_without_agreement(now).size() == 1);
    CHECK(rests_a_dispute_on(now, disputes_without_agreement(now)[0].documents[0].digest));
    does("koordinator", flaa, "settle_dispute",
         {{"resolved_on", "2026-11-02"}, {"settlement", "Enige"}, {"document", document("Ny avtale")}});
    auto const settled = pair();
    CHECK(disputes_without_agreement(settled)[0].settlement == "Enige");
    CHECK(refused("koordinator", flaa, "record_board_statement",
                  {{"statement", "x"}, {"document", document("x")}, {"number", 2}}) == "no_dispute");
    check_all();
}

TEST_CASE_FIXTURE(autumn,
                  "whom a hearing asks are read, so that an FSU whose mandate has ended is not missed") {
    auto const revisions = session->cases(name, {.workflows = {"agreement_revision/2"}});
    REQUIRE(!revisions.empty());
    auto const c = ask("koordinator", "case/" + revisions.front().id, "open_hearing");
    CHECK(rules.reads(c, everything()).contains("body/fsu-barn-unge"));
}
