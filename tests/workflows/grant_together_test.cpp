// What applicants do together and each alone, and how an award ends before its project does: withdrawal, leaving,
// acceptance in time, lapse, claims, changes under way.
#include "tests/workflows/grant_bench.hpp"

namespace saksgang {
namespace {

using namespace test::grants;

json says(char const* party, char const* reason = "Ikke lenger aktuelt") {
    return {{"party", party}, {"reason", reason}};
}
// Two municipalities with the trust.
json with_drammen() {
    auto application = kongsberg();
    application["applicants"].push_back({{"party", "drammen"}});
    application["contributions"].push_back({{"party", "drammen"}, {"amount", 1'000'000}});
    return application;
}

// ----------------------------------------------------------------------------------------------- withdrawing, leaving

TEST_CASE("one applicant alone withdraws no joint application: all of them do") {
    for (auto const* state_name : {"draft", "submitted", "screening", "assessment", "for_ssu"}) {
        auto b = at(state_name);
        b.person = "delegate"; // of Kongsberg
        CHECK(b.go("withdraw_application", says("vestre-viken")) == "no: another_party");
        CHECK(b.go("withdraw_application", says("kongsberg")) == state_name);
        CHECK(b.a_case.data["withdrawals"]["kongsberg"]["stated_on"] == "2024-11-04");
        CHECK(b.go("withdraw_application", says("kongsberg")) == "no: already_withdrawn");
        b.person = "coordinator";
        CHECK(b.go("withdraw_application", says("drammen")) == "no: not_an_applicant");
        CHECK(b.go("withdraw_application", in_writing(says("vestre-viken"))) == "withdrawn");
        CHECK(b.out.empty());
    }
}

TEST_CASE("the secretariat registers what an applicant has said only with who, when and the document") {
    auto b = at("submitted");
    for (auto const* command : {"withdraw_application", "leave_application"}) {
        CHECK(b.go(command, says("kongsberg")) == "no: not_said_by_applicant");
        CHECK(b.last.in(language::nb) ==
              "Skriv hvem som har sagt dette for Kongsberg, og når, og legg ved dokumentet.");
    }
    CHECK(b.go("withdraw_application", in_writing(says("kongsberg"), "2024-11-05")) ==
          "no: said_after_today");
    CHECK(b.go("withdraw_application", in_writing(says("kongsberg"), "2024-10-31")) == "submitted");
    CHECK(b.a_case.data["withdrawals"]["kongsberg"]["stated_on"] == "2024-10-31");
    CHECK(b.a_case.data["withdrawals"]["kongsberg"]["in_writing"]["said_by"] == "Kommunedirektør");

    auto given = at("awarded");
    CHECK(given.go("give_up_award", says("kongsberg")) == "no: not_said_by_applicant");
}

TEST_CASE("a draft that nobody has sent is the secretariat's to discard, and nothing else is") {
    CHECK(at("draft").go("discard_draft", {{"reason", "Dobbelt"}}) == "withdrawn");
    CHECK(at("submitted").go("discard_draft", {{"reason", "Dobbelt"}}) == "no: not_open_in_state");
}

TEST_CASE("one applicant leaves, and the others confirm the application as it then is before it goes on") {
    for (auto const* state_name : {"submitted", "screening", "assessment", "for_ssu"}) {
        auto b = at(state_name, with_drammen());
        CHECK(b.go("leave_application", in_writing(says("drammen"))) == "incomplete");
        CHECK(b.a_case.data["applicants"].size() == 2);
        CHECK(b.a_case.data["contributions"].size() == 2);
        CHECK(b.a_case.data["parties"] == json::array({"kongsberg", "vestre-viken"}));
        CHECK(b.a_case.data["left"]["drammen"]["reason"] == "Ikke lenger aktuelt");
        CHECK(!b.a_case.data.contains("impartiality")); // it was looked at for others
        CHECK(!b.a_case.data.contains("proposal"));
        CHECK(b.go("confirm_application", {{"party", "drammen"}}) == "no: not_an_applicant");
        CHECK(b.go("confirm_application", {{"party", "kongsberg"}}) == "no: not_said_by_applicant");
        b.person = "delegate";
        CHECK(b.go("confirm_application", {{"party", "kongsberg"}}) == "incomplete");
        CHECK(b.go("confirm_application", {{"party", "kongsberg"}}) == "no: already_confirmed");
        b.person = "coordinator";
        CHECK(b.go("confirm_application", in_writing({{"party", "vestre-viken"}})) == "screening");
        CHECK(b.go("pass_screening") == "assessment");
    }
}

TEST_CASE("nobody leaves so that the trust or the municipalities alone are left, nor what is decided") {
    auto b = at("submitted");
    for (auto const* party : {"kongsberg", "vestre-viken"})
        CHECK(b.go("leave_application", in_writing(says(party))) == "no: not_joint");
    auto refused = at("assessment", with_drammen());
    refused.a_case.data.change()["decision"] = {{"outcome", "reject"}, {"amount", 0}, {"year", 2024}};
    CHECK(refused.go("leave_application", in_writing(says("drammen"))) == "no: application_decided");
}

TEST_CASE("what is changed after somebody left is confirmed by all anew") {
    auto b = at("submitted", with_drammen());
    REQUIRE(b.go("leave_application", in_writing(says("drammen"))) == "incomplete");
    REQUIRE(b.go("confirm_application", in_writing({{"party", "kongsberg"}})) == "incomplete");
    auto smaller = kongsberg();
    for (auto const* fixed : {"fund", "scheme", "year"}) smaller.erase(fixed);
    smaller["applied"] = 200'000'000;
    CHECK(b.go("edit_application", smaller) == "incomplete");
    CHECK(b.a_case.data["to_confirm"] == json::array({"kongsberg", "vestre-viken"}));
    CHECK(b.go("supplement", {{"evaluation_plan", "Ny plan"}}) == "incomplete");
    REQUIRE(b.go("confirm_application", in_writing({{"party", "kongsberg"}})) == "incomplete");
    CHECK(b.go("confirm_application", in_writing({{"party", "vestre-viken"}})) == "screening");
    CHECK(b.a_case.data["applied"] == 200'000'000);
}

TEST_CASE("only the applicants and the secretariat write an application, send it in and supplement it") {
    auto const as_stranger = [](bench b) { // of Drammen, which does not apply
        json all = *b.streams.at("organisation").data;
        all["roles/stranger"] = json::array({bench::role_of("stranger", "party_representative", "drammen")});
        b.put_organisation(all);
        b.person = "stranger";
        return b;
    };
    auto theirs = with_drammen(); // written into it
    for (auto const* fixed : {"fund", "scheme", "year"}) theirs.erase(fixed);
    auto draft = as_stranger(at("draft"));
    CHECK(draft.go("edit_application", theirs) == "no: not_among_applicants");
    CHECK(draft.go("submit_application", {{"application", document_named("Søknad")}}) ==
          "no: not_among_applicants");
    auto b = at("screening", without(kongsberg(), "evaluation_plan"));
    REQUIRE(b.go("return_incomplete") == "incomplete");
    b = as_stranger(b);
    CHECK(b.go("supplement", {{"evaluation_plan", "Vår plan"}}) == "no: not_among_applicants");
    b.person = "delegate"; // of Kongsberg
    CHECK(b.go("supplement", {{"evaluation_plan", "Følgeevaluering"}}) == "screening");
}

TEST_CASE("while the LSU has it an application may be left too, and is SSU's again") {
    auto b = at("assessment", with_drammen());
    REQUIRE(b.go("ask_lsu", {{"lsu", "lsu-kongsberg"}, {"text", text_of('b')}}) == "lsu_statement");
    CHECK(b.go("leave_application", in_writing(says("drammen"))) == "incomplete");
    CHECK(b.a_case.data["body"] == "ssu");
}

TEST_CASE(
    "what is missing goes on only with somebody's reason, and is then refused or deferred, never awarded") {
    auto b = at("screening", without(kongsberg(), "evaluation_plan"));
    REQUIRE(b.go("return_incomplete") == "incomplete");
    CHECK(b.go("assess_as_it_stands") == "no: /reason missing");
    CHECK(b.go("assess_as_it_stands", {{"reason", "Søkerne svarer ikke"}}) == "assessment");
    CHECK(b.a_case.data["assessed_as_it_stands"] == "Søkerne svarer ikke");
    CHECK(b.a_case.data["missing"] == json::array({"evaluation_plan"}));
    (void)b.go("submit_assessment", {{"assessment", document_named("Notat")}});
    (void)b.go("assess_impartiality", {{"concerns", json::array()}});
    CHECK(b.go("propose_decision", award(290'000'000)) == "no: incomplete_not_awarded");
    CHECK(b.go("propose_decision", {{"outcome", "reject"}, {"text", text_of('a')}}) == "for_ssu");
    CHECK(b.go("propose_decision", with(award(290'000'000), "text", text_of('b'))) ==
          "no: incomplete_not_awarded");
    CHECK(b.go("round_carried") == "rejected");

    auto unconfirmed = at("submitted", with_drammen());
    REQUIRE(unconfirmed.go("leave_application", in_writing(says("drammen"))) == "incomplete");
    REQUIRE(unconfirmed.go("assess_as_it_stands", {{"reason", "x"}}) == "assessment");
    (void)unconfirmed.go("submit_assessment", {{"assessment", document_named("Notat")}});
    (void)unconfirmed.go("assess_impartiality", {{"concerns", json::array()}});
    CHECK(unconfirmed.go("propose_decision", award(1)) == "no: incomplete_not_awarded");
}

// ------------------------------------------------------------------------------------------------- accepted in time

TEST_CASE("the award letter has the day by which it is to be accepted, and the day is on the tasks") {
    auto b = at("awarded");
    CHECK(b.go("send_award_letter", without(letter(), "accept_by")) == "no: /accept_by missing");
    CHECK(b.go("send_award_letter", with(letter(), "accept_by", "2024-11-04")) ==
          "no: acceptance_day_not_ahead");
    REQUIRE(b.go("send_award_letter", letter()) == "awarded");
    CHECK(b.a_case.data["letter"]["accept_by"] == "2024-12-02");
    auto const due = b.due();
    REQUIRE(due.size() == 1);
    CHECK(due[0].name == "acceptance_due");
    CHECK(due[0].due == *date::parse("2024-12-02"));
}

TEST_CASE(
    "an award that is not accepted in time lapses by a recorded step with its reason, and its money is "
    "free") {
    auto b = at("partially_awarded", kongsberg(), award(200'000'000));
    json const lapse{{"reason", "Kommunen har ikke svart"}, {"letter", document_named("Brev om bortfall")}};
    CHECK(b.go("lapse_award", lapse) == "no: letter_not_sent");
    REQUIRE(b.go("send_award_letter", letter()) == "partially_awarded");
    REQUIRE(b.go("accept_award", acceptance_by_hospital()) == "partially_awarded");
    go_to(b, "2024-12-02");
    CHECK(b.go("lapse_award", lapse) == "no: acceptance_not_overdue");
    CHECK(b.last.hjemmel == "own:award_accepted_in_time");
    go_to(b, "2024-12-03");
    auto late = b; // until then it is accepted all the same
    CHECK(late.go("accept_award", acceptance_by("kongsberg")) == "accepted");
    CHECK(late.go("lapse_award", lapse) == "no: no_condition_unmet");
    auto longer = b;
    json const other{{"accept_by", "2024-12-20"}, {"letter", document_named("Purring")}};
    CHECK(longer.go("set_acceptance_deadline", with(other, "accept_by", "2024-12-02")) ==
          "no: acceptance_day_not_ahead");
    CHECK(longer.go("set_acceptance_deadline", other) == "partially_awarded");
    CHECK(longer.go("set_acceptance_deadline", other) == "no: acceptance_deadline_not_later");
    CHECK(longer.go("lapse_award", lapse) == "no: acceptance_not_overdue");
    CHECK(b.go("lapse_award", without(lapse, "reason")) == "no: /reason missing");
    CHECK(b.go("lapse_award", lapse) == "lapsed");
    CHECK(*b.out.at(0).payload == json{{"a_case", "2024-17"}, {"repaid", 0}, {"released", 200'000'000}});
    CHECK(b.a_case.data["lapse"]["reason"] == "Kommunen har ikke svart");
    CHECK(b.flow->stage(b.a_case.name).end);
}

TEST_CASE("a letter of before, without a day, is given one before the award may lapse") {
    auto b = at("awarded");
    REQUIRE(b.go("send_award_letter", letter()) == "awarded");
    b.a_case.data.change()["letter"].erase("accept_by");
    json const lapse{{"reason", "x"}, {"letter", document_named("Brev")}};
    go_to(b, "2025-11-04");
    CHECK(b.go("lapse_award", lapse) == "no: acceptance_without_deadline");
    CHECK(b.go("set_acceptance_deadline",
               {{"accept_by", "2025-11-20"}, {"letter", document_named("Purring")}}) == "awarded");
    go_to(b, "2025-11-21");
    CHECK(b.go("lapse_award", lapse) == "lapsed");
}

// ---------------------------------------------------------------------------------------- a frame that never comes

bench on_condition() {
    auto b = at("awarded", kongsberg(), with(with(award(290'000'000), "year", 2025), "conditional", true));
    b.put_fund({{"2025:conditional:2024-17", 290'000'000}, {"2025:expected", -290'000'000}});
    REQUIRE(b.go("send_award_letter", letter()) == "awarded");
    return b;
}
json const to_lapse{{"reason", "Rammen kommer ikke"}, {"text", text_of('b')}};

TEST_CASE(
    "SSU lets an award fall whose frame does not come: the applicants have a letter, and no money moves") {
    CHECK(at("accepted").go("propose_lapse", to_lapse) == "no: no_condition_unmet");
    auto b = on_condition();
    auto failed = b;
    REQUIRE(b.go("accept_award", acceptance_by_hospital()) == "awarded");
    REQUIRE(b.go("accept_award", acceptance_by("kongsberg")) == "accepted");
    auto started = b;
    REQUIRE(started.go("start_project") == "in_progress");
    for (auto& each : {&failed, &b, &started}) {
        auto const stood = each->a_case.name;
        auto const text = each->a_case.data["text"];
        CHECK(each->go("propose_lapse", to_lapse) == "lapse_for_ssu");
        auto const spec = each->flow->holds(each->a_case, each->now());
        CHECK(spec->body == "ssu");
        CHECK(digest_of(spec->subject) == digest_b);
        auto kept = *each;
        CHECK(kept.go("round_failed") == stood);
        CHECK(kept.a_case.data["text"] == text); // what was decided is what the case shows
        CHECK(each->go("round_carried") == "lapse_agreed");
        CHECK(each->out.empty());
        CHECK(each->go("send_lapse_letter", {{"letter", document_named("Brev")}}) == "lapsed");
        CHECK(*each->out.at(0).payload ==
              json{{"a_case", "2024-17"}, {"repaid", 0}, {"released", 290'000'000}});
        CHECK(each->a_case.data["lapse"]["reason"] == "Rammen kommer ikke");
    }
}

TEST_CASE("when the year is over the condition has failed, and the secretariat registers it") {
    auto b = on_condition();
    REQUIRE(b.go("accept_award", acceptance_by_hospital()) == "awarded");
    REQUIRE(b.go("accept_award", acceptance_by("kongsberg")) == "accepted");
    json const lapse{{"reason", "Rammen kom ikke"}, {"letter", document_named("Brev")}};
    go_to(b, "2025-12-31");
    CHECK(b.go("lapse_award", lapse) == "no: frame_may_come");
    CHECK(b.last.hjemmel == "own:condition_falls_with_its_year");
    go_to(b, "2026-01-01");
    auto came = b;
    came.put_fund({{"2025:committed:2024-17", 290'000'000}, {"2025:frame", -290'000'000}});
    CHECK(came.go("lapse_award", lapse) == "no: no_condition_unmet");
    CHECK(b.go("lapse_award", lapse) == "lapsed");
}

// --------------------------------------------------------------------------------------------------------- claims

TEST_CASE("what was not used as it was awarded SSU claims back, and the repayment is the fund's") {
    json const claim{{"amount", 90'000'000}, {"reason", "Brukt til annet"}, {"text", text_of('b')}};
    for (auto const* state_name : {"disbursed", "in_progress", "reporting", "final_report"}) {
        auto b = at(state_name);
        CHECK(b.go("propose_claim", with(claim, "amount", 0)) == "no: claim_of_what_was_not_paid");
        CHECK(b.go("propose_claim", with(claim, "amount", 290'000'001)) == "no: claim_of_what_was_not_paid");
        CHECK(b.last.hjemmel == "own:award_used_as_decided");
        CHECK(b.go("propose_claim", claim) == "claim_for_ssu");
        auto const spec = b.flow->holds(b.a_case, b.now());
        CHECK(spec->body == "ssu");
        CHECK(spec->decision == decision_kind::decision);
        auto failed = b;
        CHECK(failed.go("round_failed") == state_name);
        CHECK(!failed.a_case.data.contains("proposed_claim"));
        CHECK(b.go("round_carried") == "repayment_claimed");
        CHECK(b.go("send_claim", {{"letter", document_named("Krav")}, {"pay_by", b.today.str()}}) ==
              "no: payday_not_ahead");
        CHECK(b.go("send_claim", {{"letter", document_named("Krav")}, {"pay_by", "2025-03-01"}}) ==
              "repayment_claimed");
        CHECK(b.due().at(0).name == "repayment_due");
        CHECK(b.go("register_repayment", {{"amount", 1}, {"voucher", "9"}}) ==
              "no: repayment_not_as_claimed");
        CHECK(b.go("register_repayment", {{"amount", 90'000'000}, {"voucher", "9"}}) == "reclaimed");
        CHECK(b.out.at(0).name == "take_back");
        CHECK((*b.out.at(0).payload)["repaid"] == 90'000'000);
    }
}

TEST_CASE("SSU, which made a claim, waives it wholly and says why, and the applicants are told") {
    auto b = at("in_progress");
    (void)b.go("propose_claim",
               {{"amount", 90'000'000}, {"reason", "Brukt til annet"}, {"text", text_of('b')}});
    REQUIRE(b.go("round_carried") == "repayment_claimed");
    json const waiver{{"reason", "Det ville ramme urimelig"}, {"text", text_of('c')}};
    CHECK(b.go("propose_waiver", without(waiver, "reason")) == "no: /reason missing");
    CHECK(b.go("propose_waiver", waiver) == "claim_for_ssu");
    CHECK(b.flow->holds(b.a_case, b.now())->body == "ssu");
    auto failed = b;
    CHECK(failed.go("round_failed") == "repayment_claimed");
    CHECK(failed.a_case.data["claim"]["amount"] == 90'000'000);
    CHECK(b.go("round_carried") == "claim_waived");
    CHECK(b.go("register_repayment", {{"amount", 90'000'000}, {"voucher", "9"}}) == "no: not_open_in_state");
    CHECK(b.go("send_waiver_letter", {{"letter", document_named("Brev om ettergivelse")}}) == "closed");
    CHECK(b.a_case.data["claim"]["amount"] == 90'000'000); // as it was made
    CHECK(b.a_case.data["claim"]["waiver"]["reason"] == "Det ville ramme urimelig");
    CHECK(b.a_case.data["claim"]["waiver"]["agreed_on"] == b.today.str());
}

TEST_CASE("SSU may claim less than it did; where it does not agree, its claim stands") {
    auto b = at("in_progress");
    json const claim{{"amount", 90'000'000}, {"reason", "Brukt til annet"}, {"text", text_of('b')}};
    (void)b.go("propose_claim", claim);
    REQUIRE(b.go("round_carried") == "repayment_claimed");
    REQUIRE(b.go("propose_claim", with(claim, "amount", 50'000'000)) == "claim_for_ssu");
    auto failed = b;
    CHECK(failed.go("round_failed") == "repayment_claimed");
    CHECK(failed.a_case.data["claim"]["amount"] == 90'000'000);
    CHECK(b.go("round_carried") == "repayment_claimed");
    CHECK(b.a_case.data["claim"]["amount"] == 50'000'000);
}

// ------------------------------------------------------------------------------------------------ changes under way

json const asks{{"change_request", document_named("Søknad om endring")}, {"text", text_of('b')}};

TEST_CASE("a project is shortened as it is prolonged, but not to before it began") {
    auto b = at("in_progress"); // from 20 January 2025
    CHECK(b.go("propose_change", with(asks, "new_end", "2025-12-31")) == "no: end_not_changed");
    CHECK(b.go("propose_change", with(asks, "new_end", "2025-01-19")) == "no: end_before_beginning");
    CHECK(b.go("propose_change", with(asks, "new_end", "2025-06-30")) == "change_for_ssu");
    CHECK(b.go("round_carried") == "in_progress");
    CHECK(b.a_case.data["ends"] == "2025-06-30");
}

TEST_CASE("SSU lets another take an applicant's place under way, and who joins accepts before more is paid") {
    json const after{{"applicants", json::array({{{"party", "vestre-viken"}, {"unit", "kongsberg-sykehus"}},
                                                 {{"party", "drammen"}}})},
                     {"contributions", json::array({{{"party", "vestre-viken"}, {"amount", 50'000'000}},
                                                    {{"party", "drammen"}, {"amount", 50'000'000}}})}};
    for (auto const* state_name : {"accepted", "in_progress"}) {
        auto b = at(state_name);
        json all = *b.streams.at("organisation").data;
        all["person/chief"] = {{"position", "Kommunalsjef"}, {"party", "drammen"}};
        b.put_organisation(all);
        b.put_body(
            "ssu", "strategic",
            {{"seat/m1", bench::held(bench::seat("municipality", "municipalities", "drammen"), "chief")},
             {"seat/t1", bench::held(bench::seat("trust", "trust", "vestre-viken"), "director")}});
        auto const asked = [&](json const& applicants, json const& contributions) {
            auto changed = after;
            if (!applicants.is_null()) changed["applicants"] = applicants;
            if (!contributions.is_null()) changed["contributions"] = contributions;
            return b.go("propose_change", with(asks, "new_applicants", changed));
        };
        CHECK(asked(json::array({{{"party", "drammen"}}}), nullptr) == "no: not_joint");
        CHECK(asked(json::array({{{"party", "kongsberg-sykehus"}}, {{"party", "drammen"}}}), nullptr) ==
              "no: applicant_no_party");
        CHECK(asked(nullptr, json::array()) == "no: contribution_missing");
        CHECK(asked(nullptr, nullptr) == "change_for_ssu");
        CHECK(b.a_case.data["parties"] == json::array({"kongsberg", "vestre-viken"})); // until SSU agrees
        auto const& employed =
            b.a_case.data["impartiality"]["employed_by_applicant"]; // of those who join too
        CHECK(std::ranges::find(employed, json("m1")) != employed.end());
        CHECK(b.go("round_carried") == state_name);
        CHECK(b.a_case.data["parties"] == json::array({"drammen", "vestre-viken"}));
        CHECK(b.a_case.data["changes"][0]["new_applicants"] == after);
        CHECK(b.go("disburse", payment(1, "kongsberg")) == "no: not_an_applicant");
        CHECK(b.go("disburse", payment(1, "drammen")) == "no: not_accepted_by_all");
        CHECK(b.go("accept_award", acceptance_by("drammen")) == state_name);
        b.put_fund({{"2024:committed:2024-17", 290'000'000}, {"2024:frame", -290'000'000}});
        CHECK(b.go("disburse", payment(1, "drammen")) ==
              (b.a_case.name == "in_progress" ? "in_progress" : "disbursed"));
    }
}

} // namespace
} // namespace saksgang
