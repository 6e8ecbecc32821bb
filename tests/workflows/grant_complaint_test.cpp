// Complaints on SSU's decision (fvl. ch. VI): who may, in time or taken up late; what SSU makes of them, and the appeals
// body; of a project under way too.
#include "tests/workflows/grant_bench.hpp"
#include "workflows/shared/letter.hpp"

namespace saksgang {
namespace {

using namespace test::grants;

json const view_of_ssu{{"text", text_of('b', "SSUs syn på klagen")}};
json const complaint_on_dismissal{{"complaint", document_named("Klage på avvisning")},
                                  {"posted", "2024-12-03"},
                                  {"received", "2024-12-03"}};
json const dismissal{{"ground", "sent_too_late"}, {"text", text_of('b', "Avvisning")}};
json const answer{{"letter", document_named("Svar til klageren")}};
json appeal(char const* outcome, std::optional<std::int64_t> amount = {}) {
    json made{{"outcome", outcome}, {"appeal_decision", document_named("Klagevedtak")}};
    if (amount) made["amount"] = *amount;
    return made;
}

// Refused on 4 November 2024, the letter sent the same day.
bench refused(json const& application) {
    auto b = at("rejected", application, reject());
    REQUIRE(b.go("send_rejection_letter", rejection()) == "rejected");
    return b;
}

// The complaint on a refusal, or on an award, with the appeals body.
bench before_appeals_body(json const& proposal) {
    auto b = at(proposal["outcome"] == "reject" ? "rejected" : "partially_awarded", with_firm(), proposal);
    if (proposal["outcome"] == "reject")
        (void)b.go("send_rejection_letter", rejection());
    else
        (void)b.go("send_award_letter", letter());
    (void)b.go("register_complaint", complaint("2024-11-04", "2024-11-04"));
    CHECK(b.go("propose_to_uphold", {{"text", text_of('b')}}) == "complaint_for_ssu");
    CHECK(b.flow->holds(b.a_case, b.now())->body == "ssu"); // the view is the body's, not the secretariat's
    CHECK(b.go("round_carried") == "complaint_to_forward");
    CHECK(b.go("forward_complaint", {{"appeals_body", "Helse Sør-Øst RHF"},
                                     {"letter", document_named("Oversendelse")}}) == "before_appeals_body");
    CHECK(b.a_case.data["complaints"][0]["forwarded_on"] == "2024-11-04");
    return b;
}

// ----------------------------------------------------------------------------------------------- review 3: complaints

TEST_CASE("review 3: three weeks to complain run from when the letter arrived, not from when it was sent") {
    auto b = refused(with_firm());
    CHECK(!b.a_case.data["letter"].contains("complaint_deadline"));
    CHECK(b.due().empty());
    CHECK(b.go("close_grant") == "no: arrival_unknown"); // so long may they complain
    CHECK(b.last.hjemmel == "fvl. § 29 første ledd");
    go_to(b, "2024-11-14");
    CHECK(b.go("register_arrival", {{"arrived", "2024-11-03"}}) == "no: arrival_impossible");
    CHECK(b.go("register_arrival", {{"arrived", "2024-11-15"}}) == "no: arrival_impossible");
    CHECK(b.go("register_arrival", {{"arrived", "2024-11-07"}}) == "rejected");
    CHECK(b.go("register_arrival", {{"arrived", "2024-11-08"}}) == "no: arrival_registered");
    CHECK(b.a_case.data["letter"]["complaint_deadline"] == "2024-11-28");
    CHECK(b.due().at(0).name == "complaint_deadline");
    go_to(b, "2024-11-28");
    CHECK(b.go("close_grant") == "no: complaint_time_runs");
    go_to(b, "2024-11-29");
    CHECK(b.go("close_grant") == "rejection_stands");
}

TEST_CASE(
    "fvl. § 27: the letter names the appeals body, the time and what it runs from, documents and deferral") {
    auto b = at("rejected", with_firm(), reject());
    CHECK(b.go("send_rejection_letter", without(rejection(), "appeals_body")) == "no: appeals_body_missing");
    CHECK(b.last.hjemmel == "fvl. § 27 tredje ledd");
    REQUIRE(b.go("send_rejection_letter", rejection()) == "rejected");
    CHECK(
        b.a_case.data["letter"]["appeal"]["nb"] ==
        "Omsorgsteknologi AS kan klage på vedtaket til Helse Sør-Øst RHF (fvl. § 28). Klagen sendes til SSU "
        "innen tre uker fra brevet kom fram (fvl. §§ 29 og 32). Omsorgsteknologi AS har rett til å se sakens "
        "dokumenter (fvl. §§ 18 og 19), og kan be om at vedtaket ikke blir satt i verk før klagefristen er "
        "ute eller klagen er avgjort (fvl. § 42). For de offentlige søkerne kan vedtaket ikke påklages.");
    b = at("awarded", with_firm());
    CHECK(b.go("send_award_letter", without(letter(), "appeals_body")) == "no: appeals_body_missing");
    b = at("awarded"); // nobody may complain
    CHECK(b.go("send_award_letter", without(letter(), "appeals_body")) == "awarded");
}

TEST_CASE("three weeks that end on a Saturday or a holiday run to the next working day") {
    auto const last = [](char const* arrived) { return last_day_to_complain(*date::parse(arrived)).str(); };
    CHECK(last("2024-11-07") == "2024-11-28");
    CHECK(last("2024-11-09") == "2024-12-02"); // a Saturday
    CHECK(last("2024-03-07") == "2024-04-02"); // Maundy Thursday: to the Tuesday after Easter
    CHECK(last("2024-12-04") == "2024-12-27"); // Christmas Day
    auto b = refused(with_firm());
    go_to(b, "2024-11-09");
    REQUIRE(b.go("register_arrival", {{"arrived", "2024-11-09"}}) == "rejected");
    go_to(b, "2024-12-02");
    CHECK(b.go("close_grant") == "no: complaint_time_runs");
    REQUIRE(b.go("register_complaint", complaint("2024-12-02", "2024-12-02")) == "assessment");
    CHECK(b.go("propose_to_uphold", view_of_ssu) == "complaint_for_ssu");
}

TEST_CASE("review 3: a complaint is in time if it was posted in time, whenever it came") {
    auto b = refused(with_firm());
    go_to(b, "2024-12-03");
    auto unknown = b; // nobody can say that it is late while nobody knows when the letter came
    CHECK(unknown.go("register_complaint", complaint("2024-12-02", "2024-12-03")) == "assessment");
    CHECK(unknown.go("propose_to_uphold", view_of_ssu) == "complaint_for_ssu");
    REQUIRE(b.go("register_arrival", {{"arrived", "2024-11-07"}}) == "rejected");
    CHECK(b.go("register_complaint", complaint("2024-12-03", "2024-12-02")) == "no: posted_after_receipt");
    CHECK(b.go("register_complaint", complaint("2024-11-28", "2024-12-04")) == "no: posted_after_receipt");
    auto late = b;
    CHECK(late.go("register_complaint", complaint("2024-11-29", "2024-12-02")) == "assessment");
    CHECK(late.go("propose_to_uphold", view_of_ssu) == "no: complaint_too_late");
    CHECK(late.last.hjemmel == "fvl. § 29; fvl. § 30; fvl. § 31 første ledd; fvl. § 33 andre ledd");
    CHECK(late.go("propose_decision", with(award(290'000'000), "text", text_of('b'))) ==
          "no: complaint_too_late");
    CHECK(b.go("register_complaint", complaint("2024-11-28", "2024-12-02")) == "assessment");
    CHECK(b.a_case.data["complaints"][0]["posted"] == "2024-11-28");
    CHECK(b.go("propose_to_uphold", view_of_ssu) == "complaint_for_ssu");
}

json late(char const* posted, char const* ground) {
    return with(complaint(posted, posted), "taken_up_late",
                {{"ground", ground}, {"reason", "Brevet lå feil"}});
}

TEST_CASE("fvl. § 31: a late complaint may be taken up for either reason, never a year after the decision") {
    auto of_before = refused(with_firm());
    go_to(of_before, "2025-11-05");
    (void)of_before.go("register_arrival", {{"arrived", "2024-11-07"}});
    for (auto const* ground : {"not_to_blame", "special_reasons"}) {
        auto b = of_before;
        CHECK(b.go("register_complaint", late("2025-11-04", ground)) ==
              "assessment"); // decided on 4 November 2024
        CHECK(b.go("propose_to_uphold", view_of_ssu) == "complaint_for_ssu");
        b = of_before;
        CHECK(b.go("register_complaint", late("2025-11-05", ground)) == "assessment");
        CHECK(b.go("propose_to_uphold", view_of_ssu) == "no: complaint_after_a_year");
        CHECK(b.last.hjemmel == "fvl. § 31 tredje ledd; fvl. § 33 andre ledd");
    }
    auto without_reason = late("2025-11-04", "not_to_blame");
    without_reason["taken_up_late"].erase("reason");
    CHECK(of_before.go("register_complaint", without_reason) == "no: /taken_up_late/reason missing");
    // one that was taken up by an exception goes on
    of_before.put_exception("complaint_too_late");
    (void)of_before.go("register_complaint", complaint("2024-12-02", "2024-12-02"));
    CHECK(of_before.go("propose_to_uphold", view_of_ssu) == "complaint_for_ssu");
}

TEST_CASE(
    "fvl. § 31: on a refusal that stands a late complaint may be taken up for a year, and then it is "
    "closed") {
    auto b = refused(with_firm());
    go_to(b, "2024-12-03");
    REQUIRE(b.go("register_arrival", {{"arrived", "2024-11-07"}}) == "rejected");
    REQUIRE(b.go("close_grant") == "rejection_stands");
    CHECK(b.due().empty()); // it is at rest, and nothing is asked of anybody
    CHECK(b.why_closed("close_grant") == std::vector<std::string>{"complaint_may_be_taken_up"});
    go_to(b, "2025-11-04");
    CHECK(b.go("close_grant") == "no: complaint_may_be_taken_up");
    CHECK(b.last.hjemmel == "fvl. § 31 tredje ledd");
    auto later = b;
    go_to(later, "2025-11-05");
    CHECK(later.go("close_grant") == "closed");

    CHECK(b.go("register_complaint", late("2025-11-04", "not_to_blame")) == "assessment");
    auto dismissed = b, won = b;
    CHECK(b.go("propose_to_uphold", view_of_ssu) == "complaint_for_ssu");
    CHECK(b.go("round_carried") == "complaint_to_forward");
    CHECK(b.go("forward_complaint", {{"letter", document_named("Oversendelse")}}) == "before_appeals_body");
    CHECK(b.go("register_appeal_outcome", appeal("decision_upheld")) == "rejection_stands");
    (void)dismissed.go("propose_to_dismiss", dismissal);
    (void)dismissed.go("round_carried");
    CHECK(dismissed.go("answer_complainant", answer) == "rejection_stands");
    CHECK(dismissed.go("contest_dismissal", with(complaint_on_dismissal, "posted", "2024-12-03")) ==
          "complaint_to_forward");
    won.put_scheme("adopted");
    CHECK(won.go("propose_decision", with(award(290'000'000), "text", text_of('b'))) == "for_ssu");
    CHECK(won.go("round_carried") == "awarded");
}

TEST_CASE("a refusal that nobody can complain of is closed at once") {
    CHECK(refused(kongsberg()).go("close_grant") == "closed");
    auto b = before_appeals_body(award(200'000'000)); // or that the appeals body has made
    REQUIRE(b.go("register_appeal_outcome", appeal("decision_changed")) == "rejected");
    REQUIRE(b.go("send_rejection_letter", rejection()) == "rejected");
    CHECK(b.go("close_grant") == "closed");
    b = refused(with_firm()); // or a year after it
    go_to(b, "2025-11-05");
    REQUIRE(b.go("register_arrival", {{"arrived", "2024-11-07"}}) == "rejected");
    CHECK(b.go("close_grant") == "closed");
}

TEST_CASE("fvl. § 28: who did not apply may complain with a legal interest, from when they learned of it") {
    auto of_before = refused(with_firm());
    go_to(of_before, "2025-02-03");
    (void)of_before.go("register_arrival", {{"arrived", "2024-11-07"}});
    auto const other = complaint("2025-01-31", "2025-02-03", "Konkurrent AS");
    auto b = of_before;
    CHECK(b.go("register_complaint", other) == "assessment");
    CHECK(b.go("propose_to_uphold", view_of_ssu) == "no: complainant_not_concerned");
    CHECK(b.last.hjemmel == "fvl. § 28 første ledd; fvl. § 33 andre ledd");
    auto const concerned = with(other, "legal_interest", "Søkte om de samme midlene");
    b = of_before;
    CHECK(b.go("register_complaint", with(concerned, "learned_on", "2025-01-10")) == "assessment");
    CHECK(b.go("propose_to_uphold", view_of_ssu) == "complaint_for_ssu");
    b = of_before;
    CHECK(b.go("register_complaint", with(concerned, "learned_on", "2025-01-09")) == "assessment");
    CHECK(b.go("propose_to_uphold", view_of_ssu) == "no: complaint_too_late");
}

TEST_CASE("a complaint on what is no individual decision is registered, and dismissed") {
    for (auto const& application : {kongsberg(), with_firm(false)}) {
        auto b = refused(application);
        CHECK(b.a_case.data["letter"]["appeal"]["nn"].get<std::string>().starts_with(
            "Vedtaket kan ikkje påklagast"));
        auto closed = b;
        CHECK(closed.go("close_grant") == "closed");
        CHECK(b.go("register_complaint", complaint("2024-11-04", "2024-11-04", "Kongsberg")) == "assessment");
        CHECK(b.go("propose_to_uphold", view_of_ssu) == "no: no_right_to_complain");
        CHECK(b.go("propose_to_dismiss", {{"ground", "no_individual_decision"}, {"text", text_of('b')}}) ==
              "dismissal_for_ssu");
    }
    auto unsent = at("rejected", with_firm(), reject());
    CHECK(unsent.go("close_grant") == "no: letter_not_sent");
    CHECK(unsent.go("send_rejection_letter", without(rejection(), "reasons")) == "no: /reasons missing");
    CHECK(unsent.go("register_complaint", complaint("2024-11-04", "2024-11-04")) == "no: letter_not_sent");
}

TEST_CASE(
    "fvl. § 33: SSU itself dismisses a complaint, the complainant is answered, and may complain of that") {
    auto b = refused(with_firm());
    auto const adopted = b.a_case.data["text"];
    CHECK(b.go("contest_dismissal", complaint_on_dismissal) == "no: nothing_dismissed");
    go_to(b, "2024-12-03");
    (void)b.go("register_arrival", {{"arrived", "2024-11-07"}});
    (void)b.go("register_complaint", complaint("2024-12-02", "2024-12-03"));
    CHECK(b.go("propose_to_dismiss", dismissal) == "dismissal_for_ssu");
    CHECK(b.flow->holds(b.a_case, b.now())->body == "ssu");
    CHECK(b.flow->holds(b.a_case, b.now())->fixed_text); // its ground stands beside it
    auto failed = b;
    CHECK(failed.go("round_failed") == "assessment");
    CHECK(!failed.a_case.data["complaints"][0].contains("dismissal"));
    CHECK(b.go("round_carried") == "complaint_to_answer");
    CHECK(b.a_case.data["complaints"][0]["dismissal"] ==
          json{{"ground", "sent_too_late"}, {"dismissed_on", "2024-12-03"}});
    CHECK(b.a_case.data["text"] == adopted); // not the dismissal
    CHECK(b.go("answer_complainant", answer) == "rejected");
    auto ends = b;
    CHECK(ends.go("close_grant") == "rejection_stands");

    CHECK(b.go("contest_dismissal", complaint_on_dismissal) == "complaint_to_forward");
    CHECK(b.go("forward_complaint", {{"letter", document_named("Oversendelse")}}) == "before_appeals_body");
    CHECK(b.a_case.data["complaints"][0]["appeals_body"] == "Helse Sør-Øst RHF"); // that the letter named
    auto stands = b;
    CHECK(stands.go("register_appeal_outcome", appeal("decision_upheld")) == "rejected");
    CHECK(stands.go("contest_dismissal", complaint_on_dismissal) == "no: nothing_dismissed");
    CHECK(b.go("register_appeal_outcome", appeal("decision_set_aside")) == "assessment");
    CHECK(b.a_case.data.contains("decision")); // only the dismissal was
    CHECK(b.out.empty());
    CHECK(b.go("propose_to_dismiss", dismissal) == "no: must_be_considered");
    CHECK(b.last.hjemmel == "fvl. § 34 fjerde ledd");
    CHECK(b.go("propose_to_uphold", view_of_ssu) == "complaint_for_ssu"); // late or not
}

TEST_CASE("whoever complained may withdraw the complaint, wherever it is, and the decision stands") {
    auto b = refused(with_firm());
    auto const adopted = b.a_case.data["text"];
    (void)b.go("register_complaint", complaint("2024-11-04", "2024-11-04"));
    auto dismissing = b, changing = b;
    (void)dismissing.go("propose_to_dismiss", dismissal);
    (void)changing.go("propose_decision", with(award(290'000'000), "text", text_of('b')));
    auto upholding = b;
    (void)upholding.go("propose_to_uphold", view_of_ssu);
    auto forwarding = upholding;
    (void)forwarding.go("round_carried");
    for (auto* each : {&b, &dismissing, &changing, &upholding, &forwarding}) {
        CAPTURE(each->a_case.name);
        CHECK(each->go("withdraw_complaint", {{"document", document_named("Trukket klage")}}) ==
              "complaint_to_answer");
        CHECK(each->go("answer_complainant", answer) == "rejected");
        CHECK(each->a_case.data["text"] == adopted);
        CHECK(each->a_case.data["complaints"][0]["withdrawn_on"] == "2024-11-04");
    }
    CHECK(at("assessment").go("withdraw_complaint", {{"document", document_named("x")}}) ==
          "no: no_complaint");
}

TEST_CASE("review 3: an award, in full or in part, may be complained of as its letter promises") {
    for (std::int64_t const amount : {290'000'000, 200'000'000}) {
        auto const given = amount == 290'000'000 ? "awarded" : "partially_awarded";
        auto b = at(given, with_firm(), award(amount));
        CHECK(b.go("send_award_letter", letter()) == given);
        CHECK(b.go("register_complaint", complaint("2024-11-04", "2024-11-04")) == "assessment");
        CHECK(b.go("withdraw_application", {{"party", "kongsberg"}, {"reason", "x"}}) ==
              "no: award_stands"); // by one alone
    }
    auto b = at("accepted", with_firm());
    CHECK(b.go("register_complaint", complaint("2024-11-04", "2024-11-04")) == "assessment");
}

TEST_CASE("review 3: SSU changes its decision on a complaint, with the money of the one before") {
    auto b = at("partially_awarded", with_firm(), award(200'000'000));
    (void)b.go("send_award_letter", letter());
    (void)b.go("register_complaint", complaint("2024-11-04", "2024-11-04"));
    CHECK(b.go("propose_decision", with(award(200'000'000), "text", text_of('b'))) ==
          "no: decision_unchanged");
    CHECK(b.last.hjemmel == "fvl. § 33 andre ledd; fvl. § 33 fjerde ledd");
    CHECK(b.go("propose_decision", with(award(290'000'000), "text", text_of('b'))) == "for_ssu");
    CHECK(b.go("round_carried") == "awarded");
    REQUIRE(b.out.size() == 2); // the fund takes back first, and commits anew
    CHECK(*b.out[0].payload == json{{"a_case", "2024-17"}, {"repaid", 0}, {"released", 200'000'000}});
    CHECK(*b.out[1].payload == json{{"a_case", "2024-17"}, {"year", 2024}, {"amount", 290'000'000}});
    CHECK(b.a_case.data["complaints"][0]["settled_on"] == "2024-11-04");
    CHECK(b.go("send_award_letter", letter()) == "awarded"); // of its own
}

TEST_CASE("review 3: what SSU upholds goes to the appeals body with SSU's view, and its outcome comes back") {
    CHECK(refused(with_firm()).go("propose_to_uphold", {{"text", text_of('b')}}) == "no: not_open_in_state");
    CHECK(at("assessment").go("propose_to_uphold", {{"text", text_of('b')}}) == "no: no_complaint");
    auto const on_refusal = before_appeals_body(reject()), on_award = before_appeals_body(award(200'000'000));

    auto b = on_refusal;
    CHECK(b.go("register_appeal_outcome", appeal("decision_upheld")) == "rejected");
    CHECK(b.go("register_complaint", complaint("2024-11-04", "2024-11-04")) == "no: appeal_is_final");
    b = on_award;
    CHECK(b.go("register_appeal_outcome", appeal("decision_upheld")) == "partially_awarded");
    CHECK(b.go("accept_award", acceptance_by("kongsberg")) == "partially_awarded"); // the letter stands

    b = on_refusal;
    CHECK(b.go("register_appeal_outcome", appeal("decision_changed", 290'000'001)) ==
          "no: more_than_applied");
    CHECK(b.go("register_appeal_outcome", appeal("decision_changed", 290'000'000)) == "awarded");
    CHECK(b.out.back().name == "commit");
    CHECK(b.go("send_award_letter", letter()) == "awarded");
    CHECK(b.a_case.data["letter"]["appeal"]["nb"] ==
          "Klageinstansens vedtak kan ikke påklages (fvl. § 28 tredje ledd).");
    CHECK(b.go("register_complaint", complaint("2024-11-04", "2024-11-04")) == "no: appeal_is_final");
    b = on_refusal;
    CHECK(b.go("register_appeal_outcome", appeal("decision_changed", 100)) == "partially_awarded");
    b = on_award;
    CHECK(b.go("register_appeal_outcome", appeal("decision_changed")) == "rejected");
    CHECK(b.out.size() == 1); // free again
    CHECK(b.out.front().name == "take_back");

    b = on_award; // sent back: SSU decides anew, whatever it said before
    CHECK(b.go("register_appeal_outcome", appeal("decision_set_aside")) == "assessment");
    CHECK(b.out.front().name == "take_back"); // what it had bound is free meanwhile
    CHECK(b.go("propose_decision", with(award(200'000'000), "text", text_of('c'))) == "for_ssu");
    CHECK(b.go("round_carried") == "partially_awarded");
}

TEST_CASE("a step rests on the rules that were at issue in it, each once, and on no other of its row") {
    auto const rests_on = [](bench& b, std::string const& rule) {
        return b.rests_on.find(rule) != std::string::npos;
    };
    auto first = at("assessment", with_firm());
    REQUIRE(first.go("propose_decision", award(200'000'000)) == "for_ssu");
    CHECK(rests_on(first, "own:impartiality_is_assessed"));
    CHECK_FALSE(rests_on(first, "fvl. § 33")); // nobody has complained
    CHECK_FALSE(rests_on(first, "fvl. § 29"));
    CHECK_FALSE(rests_on(first, "fvl. § 8")); // nobody doubts the handler

    auto b = at("partially_awarded", with_firm(), award(200'000'000));
    REQUIRE(b.go("send_award_letter", letter()) == "partially_awarded");
    CHECK(rests_on(b, "fvl. § 27 tredje ledd"));
    REQUIRE(b.go("register_complaint", complaint("2024-11-04", "2024-11-04")) == "assessment");
    CHECK_FALSE(rests_on(b, "fvl. § 28 tredje ledd")); // it forbids; what is allowed does not rest on it
    REQUIRE(b.go("propose_decision", with(award(290'000'000), "text", text_of('b'))) == "for_ssu");
    CHECK(rests_on(b, "fvl. § 33 andre ledd"));
    CHECK(b.rests_on.find("fvl. § 33 andre ledd") == b.rests_on.rfind("fvl. § 33 andre ledd"));

    auto public_only = at("partially_awarded", kongsberg(), award(200'000'000)); // nobody may complain
    REQUIRE(public_only.go("send_award_letter", without(letter(), "appeals_body")) == "partially_awarded");
    CHECK(public_only.rests_on.empty());
}

TEST_CASE("fvl. §§ 33 and 34: on a complaint SSU changes its decision in the complainant's favour only") {
    auto b = at("partially_awarded", with_firm(), award(200'000'000));
    (void)b.go("send_award_letter", letter());
    (void)b.go("register_complaint", complaint("2024-11-04", "2024-11-04"));
    auto const propose = [&](json const& what) {
        return bench(b).go("propose_decision", with(what, "text", text_of('b')));
    };
    CHECK(propose(award(199'000'000)) == "no: change_to_detriment");
    CHECK(propose(reject()) == "no: change_to_detriment");
    CHECK(propose({{"outcome", "defer"}}) == "for_ssu");
    CHECK(propose(award(200'000'001)) == "for_ssu");
    CHECK(b.go("propose_decision", with(award(1), "text", text_of('b'))) == "no: change_to_detriment");
    CHECK(b.last.hjemmel == "fvl. § 33 andre ledd; fvl. § 34 tredje ledd");
    CHECK(b.last.in(language::nb) ==
          "På en klage kan SSU bare endre vedtaket til gunst for Omsorgsteknologi AS. Skal vedtaket stå, "
          "sendes klagen til klageinstansen.");
    // what is in the favour of one who did not apply, only SSU can say
    b.a_case.data.change()["complaints"][0]["complainant"] = "Konkurrent AS";
    b.a_case.data.change()["complaints"][0]["legal_interest"] = "Søkte om de samme midlene";
    CHECK(propose(reject()) == "for_ssu");
}

TEST_CASE("what the appeals body awards is on condition of a frame that has not come, and never stuck") {
    auto b = before_appeals_body(reject());
    b.put_fund(
        {{"2024:frame", -1'000'000'000}, {"2024:free", 100'000'000}, {"2024:paid:2024-9", 900'000'000}});
    auto const gives_all = appeal("decision_changed", 290'000'000);
    CHECK(b.go("register_appeal_outcome", gives_all) == "no: appeal_without_room");
    CHECK(b.last.in(language::nb).find(in_kroner({100'000'000}) + " er ledig") != std::string::npos);
    CHECK(b.go("register_appeal_outcome", with(gives_all, "year", 2025)) == "awarded");
    CHECK(*b.out.back().payload ==
          json{{"a_case", "2024-17"}, {"year", 2025}, {"amount", 290'000'000}, {"conditional", true}});
    CHECK(b.go("send_award_letter", letter()) == "awarded");
    CHECK(b.a_case.data["letter"]["condition"]["nb"] == "Tilsagnet er gitt på vilkår av ramme for 2025.");
}

// --------------------------------------------------------------------------------------------- a project under way

// That both sides let start before the time to complain was out, and paid in full.
bench under_way(std::string_view state_name, std::int64_t awarded) {
    auto b = at("accepted", with_firm(), award(awarded));
    b.put_exception("complaints_may_come");
    go_to(b, "2025-01-20");
    if (state_name == "accepted") return b;
    REQUIRE(b.go("disburse", payment(awarded)) == "disbursed");
    b.put_fund({{"2024:frame", -1'000'000'000},
                {"2024:free", 1'000'000'000 - awarded},
                {"2024:paid:2024-17", awarded}});
    if (state_name == "disbursed") return b;
    REQUIRE(b.go("start_project") == "in_progress");
    if (state_name == "reporting") REQUIRE(b.go("begin_reporting") == "reporting");
    return b;
}
// Then the firm complains, too late and not to blame.
bench complained_of(std::string_view state_name) {
    auto b = under_way(state_name, 200'000'000);
    REQUIRE(b.go("register_arrival", {{"arrived", "2024-11-07"}}) == state_name);
    CHECK(b.go("register_complaint", late("2025-01-20", "not_to_blame")) == "assessment");
    return b;
}

TEST_CASE("a complaint on a project under way is dealt with, and the project goes on from where it stood") {
    for (auto const* state_name : {"accepted", "disbursed", "in_progress", "reporting"}) {
        CAPTURE(state_name);
        auto const of_before = complained_of(state_name);
        auto b = of_before;
        (void)b.go("withdraw_complaint", {{"document", document_named("Trukket")}});
        CHECK(b.go("answer_complainant", answer) == state_name);
        b = of_before;
        (void)b.go("propose_to_dismiss", dismissal);
        (void)b.go("round_carried");
        CHECK(b.go("answer_complainant", answer) == state_name);
        b = of_before;
        (void)b.go("propose_to_uphold", view_of_ssu);
        (void)b.go("round_carried");
        (void)b.go("forward_complaint", {{"letter", document_named("Oversendelse")}});
        CHECK(b.go("withdraw_application", {{"party", "kongsberg"}, {"reason", "x"}}) ==
              "no: not_open_in_state");
        CHECK(b.go("register_appeal_outcome", appeal("decision_upheld")) == state_name);
        CHECK(b.out.empty());
    }
}

TEST_CASE(
    "fvl. § 42: a complaint does not stop a project: it is paid and reports while the appeals body decides") {
    auto b = complained_of("in_progress");
    (void)b.go("propose_to_uphold", view_of_ssu);
    (void)b.go("round_carried");
    b.put_fund({{"2024:frame", -1'000'000'000},
                {"2024:free", 800'000'000},
                {"2024:committed:2024-17", 200'000'000}});
    CHECK(b.go("disburse", payment(100'000'000)) == "complaint_to_forward");
    CHECK(b.go("report_status", {{"period", {{"year", 2025}, {"half", "first_half"}}},
                                 {"document", document_named("Status")}}) == "complaint_to_forward");
    b = before_appeals_body(award(200'000'000)); // and one that has not begun waits
    CHECK(b.go("disburse", payment(100'000'000)) == "no: project_not_under_way");
}

// With half of the award unpaid.
bench with_payments_to_come() {
    auto b = complained_of("in_progress");
    b.put_fund({{"2024:frame", -1'000'000'000},
                {"2024:free", 800'000'000},
                {"2024:committed:2024-17", 200'000'000}});
    return b;
}
json const request_to_wait{{"request", document_named("Anmodning om utsatt iverksetting")}};
json suspension(bool payments_wait) {
    return {{"payments_wait", payments_wait}, {"reason", "Konkurrenten kan ha rett"}, {"text", text_of('c')}};
}

TEST_CASE(
    "fvl. § 42: who complains may ask that payments wait; SSU grants it, and nothing is paid until then") {
    auto b = with_payments_to_come();
    CHECK(b.go("disburse", payment(1)) == "assessment"); // a complaint alone stops nothing
    CHECK(b.go("propose_suspension", suspension(true)) == "no: suspension_not_asked_for");
    CHECK(b.go("propose_to_resume", without(suspension(true), "payments_wait")) == "no: payments_go_on");
    CHECK(b.go("register_request_to_suspend", request_to_wait) == "assessment");
    CHECK(b.go("register_request_to_suspend", request_to_wait) == "no: suspension_already_asked_for");
    CHECK(b.why_closed("propose_suspension").empty());
    CHECK(b.go("propose_suspension", suspension(true)) == "suspension_for_ssu");
    CHECK(b.flow->holds(b.a_case, b.now())->body == "ssu");
    CHECK(b.flow->holds(b.a_case, b.now())->fixed_text); // its reason stands beside it
    CHECK(b.go("disburse", payment(1)) == "suspension_for_ssu");
    CHECK(b.go("round_carried") == "assessment");
    CHECK(b.a_case.data["complaints"][0]["suspensions"] ==
          json::array({{{"payments_wait", true},
                        {"reason", "Konkurrenten kan ha rett"},
                        {"decided_on", "2025-01-20"},
                        {"asked_on", "2025-01-20"}}}));
    CHECK(!b.a_case.data.contains("proposed_suspension"));
    CHECK(b.go("disburse", payment(1)) == "no: payments_wait");
    CHECK(b.last.hjemmel == "fvl. § 42 første ledd");
    CHECK(b.last.in(language::nb) ==
          "Iverksettingen er utsatt fra 20.01.2025. Det betales ikke ut før klagen er avgjort, eller det er "
          "bestemt at utbetalingene går videre.");

    auto settled = b; // it ends with the complaint
    CHECK(settled.go("withdraw_complaint", {{"document", document_named("Trukket")}}) ==
          "complaint_to_answer");
    CHECK(settled.go("disburse", payment(1)) == "complaint_to_answer");
    CHECK(settled.go("answer_complainant", answer) == "in_progress");
    CHECK(settled.go("disburse", payment(1)) == "in_progress");

    CHECK(b.go("propose_to_resume", without(suspension(false), "payments_wait")) == "suspension_for_ssu");
    auto failed = b;
    CHECK(failed.go("round_failed") == "assessment");
    CHECK(failed.go("disburse", payment(1)) == "no: payments_wait");
    CHECK(b.go("round_carried") == "assessment"); // or it is lifted
    CHECK(b.go("disburse", payment(1)) == "assessment");
}

TEST_CASE(
    "fvl. § 42: SSU refuses that payments wait, with its reason, and the appeals body may decide otherwise") {
    auto b = with_payments_to_come();
    REQUIRE(b.go("register_request_to_suspend", request_to_wait) == "assessment");
    CHECK(b.go("propose_suspension", without(suspension(false), "reason")) == "no: /reason missing");
    CHECK(b.go("propose_suspension", suspension(false)) == "suspension_for_ssu");
    auto withdrawn = b;
    CHECK(withdrawn.go("withdraw_complaint", {{"document", document_named("Trukket")}}) ==
          "complaint_to_answer");
    CHECK(!withdrawn.a_case.data.contains("proposed_suspension"));
    CHECK(b.go("round_carried") == "assessment");
    CHECK(!b.a_case.data["complaints"][0]["suspensions"][0].contains("payments_wait")); // they go on
    CHECK(b.go("disburse", payment(1)) == "assessment");
    CHECK(b.go("propose_suspension", suspension(true)) == "no: suspension_not_asked_for"); // it is answered

    json const from_appeals_body{{"payments_wait", true},
                                 {"reason", "Klagen kan føre fram"},
                                 {"letter", document_named("Brev fra klageinstansen")}};
    CHECK(b.go("register_suspension", from_appeals_body) == "no: not_open_in_state");
    (void)b.go("propose_to_uphold", view_of_ssu);
    (void)b.go("round_carried");
    CHECK(b.go("disburse", payment(1)) == "complaint_to_forward");
    (void)b.go("forward_complaint", {{"letter", document_named("Oversendelse")}});
    CHECK(b.go("register_suspension", from_appeals_body) == "before_appeals_body");
    CHECK(b.a_case.data["complaints"][0]["suspensions"][1]["on_appeal"] == true);
    CHECK(b.go("disburse", payment(1)) == "no: payments_wait");
    CHECK(b.go("register_appeal_outcome", appeal("decision_upheld")) == "in_progress");
    CHECK(b.go("disburse", payment(1)) == "in_progress");
    // what has not begun does not go on meanwhile, and need not be stopped
    b = before_appeals_body(award(200'000'000));
    CHECK(b.go("register_request_to_suspend", request_to_wait) == "no: project_not_under_way");
}

TEST_CASE("a project under way gets what a complaint gives it besides, with a letter, and starts once") {
    auto const of_before = complained_of("in_progress"); // 2 000 000 kroner are paid
    auto b = of_before;
    CHECK(b.go("propose_decision", with(award(290'000'000), "text", text_of('b'))) == "for_ssu");
    CHECK(b.go("round_carried") == "in_progress");
    REQUIRE(b.out.size() == 1);
    CHECK(*b.out[0].payload == json{{"a_case", "2024-17"}, {"year", 2024}, {"amount", 90'000'000}});
    CHECK(b.a_case.data["acceptances"].size() == 2);
    CHECK(b.a_case.data["started_on"] == "2025-01-20");
    CHECK(b.go("send_rejection_letter", rejection()) == "no: not_rejected");
    CHECK(b.go("send_award_letter", letter()) == "in_progress");

    auto at_appeals_body = of_before;
    (void)at_appeals_body.go("propose_to_uphold", view_of_ssu);
    (void)at_appeals_body.go("round_carried");
    (void)at_appeals_body.go("forward_complaint", {{"letter", document_named("Oversendelse")}});
    b = at_appeals_body;
    CHECK(b.go("register_appeal_outcome", with(appeal("decision_changed", 290'000'000), "year", 2025)) ==
          "in_progress");
    CHECK((*b.out.back().payload)["amount"] == 90'000'000);
    b = at_appeals_body; // nothing: it is told, and pays back
    CHECK(b.go("register_appeal_outcome", appeal("decision_changed")) == "in_progress");
    CHECK(b.out.empty());
    CHECK(b.go("send_award_letter", letter()) == "no: not_awarded");
    CHECK(b.go("send_rejection_letter", rejection()) == "in_progress");
    (void)b.go("begin_reporting");
    (void)b.go("submit_final_report", {{"document", document_named("Sluttrapport")},
                                       {"accounts", document_named("Regnskap")},
                                       {"used", 0}});
    CHECK(b.go("approve_final_report") == "final_report");
    CHECK(b.go("register_repayment", {{"amount", 200'000'000}, {"voucher", "VV 9"}}) == "reclaimed");
    b = at_appeals_body; // set aside: SSU decides anew
    CHECK(b.go("register_appeal_outcome", appeal("decision_set_aside")) == "assessment");
    CHECK(b.go("withdraw_application", {{"party", "kongsberg"}, {"reason", "x"}}) == "no: project_under_way");
    CHECK(b.go("propose_decision", with(award(200'000'000), "text", text_of('c'))) == "for_ssu");
    CHECK(b.go("round_carried") == "in_progress");
}

TEST_CASE(
    "nothing is paid while a complaint may come, by the community's own rule, unless both sides except") {
    auto b = at("accepted", with_firm());
    for (auto const* command : {"disburse", "start_project"}) {
        auto const payload = std::string_view(command) == "disburse" ? payment(1) : json::object();
        CHECK(b.go(command, payload) == "no: complaints_may_come");
        CHECK(b.last.hjemmel == "own:complaints_come_first");
    }
    REQUIRE(b.go("register_arrival", {{"arrived", "2024-11-04"}}) == "accepted");
    CHECK(b.go("start_project") == "no: complaints_may_come");
    auto later = b;
    go_to(later, "2024-11-26");
    CHECK(later.go("start_project") == "in_progress");
    b.put_exception("complaints_may_come");
    CHECK(b.go("start_project") == "in_progress");
}

TEST_CASE("review 3: where SSU does not agree on the complaint it is considered again") {
    auto b = refused(with_firm());
    (void)b.go("register_complaint", complaint("2024-11-04", "2024-11-04"));
    (void)b.go("propose_to_uphold", {{"text", text_of('b')}});
    b.put_outcome("complaint_for_ssu", {.on = b.today, .against = {{{"t1"}, "Klagen har noe for seg"}}},
                  round_status::not_carried);
    CHECK(b.go("round_failed") == "assessment");
    CHECK(b.a_case.data["returns"][0]["against"][0]["why"] == "Klagen har noe for seg");
}

} // namespace
} // namespace saksgang
