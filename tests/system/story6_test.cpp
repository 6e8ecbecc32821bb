// Story 6: two applications, one pot, one objection.
#include <algorithm>
#include <array>
#include <latch>
#include <thread>

#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

// SSU's rule from 1 March 2025, with the voice that the test is about.
void set_voice(served& s, std::string const& voice) {
    s.does("koordinator", "body/ssu", "adopt_rule",
           {{"rule",
             {{"version", 3},
              {"valid_from", "2025-03-01"},
              {"basis", "SSU, sak 04-25"},
              {"asks", "sides"},
              {"voice", voice},
              {"no_position", "not_agreed"},
              {"employer_disqualifies", false},
              {"decides", {"decision", "recommendation", "statement"}},
              {"composition", {{"municipality", 4}, {"trust", 4}}}}}});
}

// An application with its proposal before SSU.
std::string before_ssu(served& s, std::string const& scheme, std::string const& title, std::int64_t amount) {
    auto const id = assessed(s, application(title, scheme, amount));
    s.does("koordinator", "case/" + id, "propose_decision", award(s, amount, title + " 1.0"));
    return id;
}

ON_BOTH_SERVED(
    "story 6, steps 1 and 2: two awards at the same second, one pot; the second from next year's money") {
    served s(where::kind());
    s.now("2025-03-03");
    auto const scheme = adopt_scheme(s, "2025-03-03");
    // 4 000 000 free: the rest of 5 100 000 is awarded.
    auto const first = before_ssu(s, scheme, "Forløp", 11 * million / 10);
    ssu_agrees(s, first, "decision", "2025-03-03");
    REQUIRE(year_of(s, 2025)["free"] == 4 * million);
    std::vector<std::string> const awards{before_ssu(s, scheme, "Arena", 25 * million / 10),
                                          before_ssu(s, scheme, "Stillinger", 25 * million / 10)};
    auto const versions = std::array{case_of(s, awards[0])["version"], case_of(s, awards[1])["version"]};

    // 1. Both koordinatorer register at the same second: one stands, the other is refused with the sum that is left.
    (void)s.sign_in("koordinator");
    (void)s.sign_in("radgiver");
    std::array<reply, 2> answers;
    std::latch both_ready(2);
    std::vector<std::thread> two;
    for (std::size_t n : {0, 1})
        two.emplace_back([&, n] {
            auto own = s.new_client();
            both_ready.arrive_and_wait();
            answers[n] = s.call(own, n == 0 ? "koordinator" : "radgiver", "POST",
                                served::address("case/" + awards[n], "state_agreement"),
                                agreement_stated("decision", "2025-03-03").dump());
        });
    for (auto& t : two) t.join();
    auto const won = answers[0].status == 200 ? 0U : 1U, lost = 1 - won;
    CHECK(answers[won].status == 200);
    CHECK(answers[lost].status == 409);
    CHECK(answers[lost].code() == "frame_exceeded");
    CHECK_MESSAGE(says(answers[lost].detail(), "1 500 000 kr er ledig"), answers[lost].detail());
    CHECK(s.state_of(awards[won]) == "awarded");
    //    Nothing half-done.
    auto refused_case = case_of(s, awards[lost]);
    CHECK(refused_case["state"]["name"] == "for_ssu");
    CHECK(refused_case["version"] == versions[lost]);
    CHECK(year_of(s, 2025)["free"] == 15 * million / 10);
    books_balance(s);

    // 2. «Tilsagn under forutsetning av ramme for 2026»: counts against 2026, never against 2025.
    auto const stream = "case/" + awards[lost];
    CHECK(s.refused("koordinator", stream, "propose_decision", award(s, 25 * million / 10, "2.0", 2026)) ==
          "frame_not_there_yet");
    s.does("koordinator", stream, "propose_decision", award(s, 25 * million / 10, "2.0", 2026, true));
    ssu_agrees(s, awards[lost], "decision", "2025-03-03");
    CHECK(s.state_of(awards[lost]) == "awarded");
    CHECK(year_of(s, 2026)["conditional"] == 25 * million / 10);
    CHECK(year_of(s, 2025)["free"] == 15 * million / 10);
    //    The letter carries the condition; nothing is paid before the frame has come.
    s.does("okonom", stream, "send_award_letter",
           {{"letter", s.document("Tilsagnsbrev")}, {"accept_by", "2025-03-31"}});
    CHECK(case_of(s, awards[lost])["data"]["letter"]["condition"]["nb"] ==
          "Tilsagnet er gitt på vilkår av ramme for 2026.");
    s.does("koordinator", stream, "accept_award",
           {{"party", "vestre-viken"}, {"unit", "kongsberg-sykehus"}, {"document", s.document("Aksept")}});
    s.does("koordinator", stream, "accept_award",
           {{"party", "kongsberg"}, {"document", s.document("Aksept")}});
    json const payment{{"amount", million}, {"voucher", "VV 2026-1"}, {"recipient", "kongsberg"}};
    CHECK(s.refused("okonom", stream, "disburse", payment) == "condition_not_met");
    //    A conditional award may be given up before its frame has come: 2026 is free of it.
    auto const third = before_ssu(s, scheme, "Kurs", million);
    s.does("koordinator", "case/" + third, "propose_decision", award(s, million, "3.0", 2026, true));
    ssu_agrees(s, third, "decision", "2025-03-03");
    CHECK(year_of(s, 2026)["conditional"] == 35 * million / 10);
    for (auto const* party : {"vestre-viken", "kongsberg"}) // together
        s.does("koordinator", "case/" + third, "give_up_award",
               {{"party", party},
                {"reason", "Prosjektet er lagt ned"},
                {"in_writing",
                 {{"said_by", "Prosjektleder"},
                  {"said_on", "2025-03-03"},
                  {"document", s.document("E-post fra søkeren")}}}});
    CHECK(year_of(s, 2026)["conditional"] == 25 * million / 10);
    books_balance(s);
    s.now("2026-01-20");
    s.does("okonom", "fund/tilskudd", "allocate",
           {{"year", 2026}, {"amount", 8 * million}, {"basis", s.document("Oppdragsdokument 2026")}});
    s.does("okonom", "fund/tilskudd", "confirm_award", {{"a_case", awards[lost]}, {"year", 2026}});
    CHECK(year_of(s, 2026)["committed"] == 25 * million / 10);
    s.does("okonom", stream, "disburse", payment);
    books_balance(s);
    s.ends_well();
}

ON_BOTH_SERVED(
    "story 6, steps 3 (a) and 4: each seat must agree: not carried; sent back, changed, and carried in a "
    "second round") {
    served s(where::kind());
    s.now("2025-03-10");
    auto const scheme = adopt_scheme(s, "2025-03-10");
    set_voice(s, "each_seat");
    auto const id = before_ssu(s, scheme, "Ambulant team", 2 * million);
    auto const stream = "case/" + id;
    s.does("koordinator", stream, "open_round",
           {{"procedure", "meeting"}, {"held_on", "2025-03-10"}, {"present", everybody()}});
    CHECK(round_of(s, id)["voice"] == "each_seat"); // visible
    s.does("psykiatri", stream, "take_position",
           position(s, id, "disagree", {{"reason", "Budsjettet mangler lege"}}));
    for (auto const* who : {"fagdirektor", "baerum-sykehus", "prehospital"})
        s.does(who, stream, "take_position", position(s, id, "agree"));
    CHECK(s.refused("koordinator", stream, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
          "disagreement_recorded");
    s.does("koordinator", stream, "close_round");
    //    4. Not carried: sent back to AU with the reason.
    CHECK(s.state_of(id) == "assessment");
    auto back = case_of(s, id)["data"]["returns"][0];
    CHECK(std::ranges::any_of(back["against"], [](auto const& d) {
        return d["seat"] == "t2" && d["why"] == "Budsjettet mangler lege";
    }));
    CHECK(round_of(s, id, "r1")["status"] == "not_carried");

    //    AU changes the budget; the text is new: a second round opens.
    s.does("koordinator", stream, "propose_decision", award(s, 18 * million / 10, "2.0"));
    s.does("koordinator", stream, "open_round",
           {{"procedure", "meeting"}, {"held_on", "2025-03-10"}, {"present", everybody()}});
    auto const on_second = position(s, id, "agree");
    s.does("leder", stream, "take_position", on_second);
    //    And changed once more while positions stand on it: they are shown as superseded.
    CHECK(s.refused("koordinator", stream, "replace_text",
                    {{"text", s.text("x", "3")}, {"reason", "x"}, {"acknowledged", 1}}) == "text_is_fixed");
    s.does("koordinator", stream, "propose_decision", award(s, 17 * million / 10, "3.0"));
    auto second = round_of(s, id, "r2");
    CHECK(second["status"] == "superseded");
    CHECK(second["positions"]["m1"]["position"] == "agree");
    auto late = s.problem("drammen", stream, "take_position", on_second);
    CHECK(late["code"] == "text_superseded");
    CHECK(late["detail"] ==
          "Teksten er endret etter at du tok stilling. Se endringene og ta stilling på nytt.");
    ssu_agrees(s, id, "decision", "2025-03-10");
    CHECK(s.state_of(id) == "partially_awarded");
    CHECK(round_of(s, id)["status"] == "carried");
    CHECK(year_of(s, 2025)["free"] == 51 * million / 10 - 17 * million / 10);
    s.ends_well();
}

ON_BOTH_SERVED("story 6: the last assent in writing stands, also while the award itself is refused (F12)") {
    served s(where::kind());
    s.now("2025-03-10");
    auto const id = before_ssu(s, loaded_case(s, "grant_scheme"), "Ambulant team", 2 * million);
    auto const stream = "case/" + id;
    s.does("koordinator", stream, "open_round", {{"procedure", "written"}, {"deadline", "2025-03-20"}});
    auto const assent = position(s, id, "agree", {{"assents_to_procedure", true}});
    for (auto const* who : {"leder", "drammen", "hallingdal", "ringerike", "fagdirektor", "psykiatri",
                            "baerum-sykehus", "prehospital"})
        s.does(who, stream, "take_position", assent);
    CHECK(s.state_of(id) == "for_ssu");
    CHECK(round_of(s, id)["positions"].size() == 8);
    CHECK(s.refused("koordinator", stream, "close_round") == "scheme_not_adopted");
    s.does("leder", stream, "record_exception",
           {{"rule", "scheme_not_adopted"}, {"reason", "Kan ikke vente"}});
    s.does("fagdirektor", stream, "approve_exception");
    s.does("koordinator", stream, "close_round");
    CHECK(s.state_of(id) == "awarded");
    s.ends_well();
}

ON_BOTH_SERVED("story 6, step 3 (b): each side speaks with one voice: the dissent is a protokolltilførsel") {
    served s(where::kind());
    s.now("2025-03-10");
    auto const scheme = adopt_scheme(s, "2025-03-10");
    set_voice(s, "one_voice");
    auto const id = before_ssu(s, scheme, "Ambulant team", 2 * million);
    auto const stream = "case/" + id;
    json const meeting{{"procedure", "meeting"},
                       {"held_on", "2025-03-10"},
                       {"present", everybody()},
                       {"speakers", {"m1", "t1"}}};
    s.does("koordinator", stream, "open_round", meeting);
    CHECK(round_of(s, id)["voice"] == "one_voice");
    s.does("psykiatri", stream, "take_position",
           position(s, id, "disagree", {{"reason", "Budsjettet mangler lege"}}));
    s.does("fagdirektor", stream, "take_position", position(s, id, "agree")); // the trust's standpunkt
    ssu_agrees(s, id, "decision", "2025-03-10");
    CHECK(s.state_of(id) == "awarded");
    auto outcome = round_of(s, id)["outcome"];
    CHECK(outcome["remarks"] == json::array({{{"seat", "t2"}, {"text", "Budsjettet mangler lege"}}}));

    //    Neither is a majority: seven who agree do not outweigh the one who speaks for her side.
    auto const other = before_ssu(s, scheme, "Hjemmesykehus", million);
    s.does("koordinator", "case/" + other, "open_round", meeting);
    s.does("fagdirektor", "case/" + other, "take_position",
           position(s, other, "disagree", {{"reason", "Ikke nå"}}));
    for (auto const* who :
         {"leder", "drammen", "hallingdal", "ringerike", "psykiatri", "baerum-sykehus", "prehospital"})
        s.does(who, "case/" + other, "take_position", position(s, other, "agree"));
    CHECK(s.refused("koordinator", "case/" + other, "state_agreement",
                    agreement_stated("decision", "2025-03-10")) == "disagreement_recorded");
    s.does("koordinator", "case/" + other, "close_round");
    CHECK(s.state_of(other) == "assessment");
    s.ends_well();
}

ON_BOTH_SERVED(
    "story 6, step 5: the municipal side is absent from an LSU meeting; written procedure, «møte!», "
    "silence") {
    served s(where::kind());
    s.now("2025-03-10");
    auto const scheme = adopt_scheme(s, "2025-03-10");
    open_account(s, "lsu-sykehus", holder_of(s, "lsu-ringerike", "hospital"));
    open_account(s, "lsu-hole", holder_of(s, "lsu-ringerike", "hole"));
    open_account(s, "lsu-ringerike", holder_of(s, "lsu-ringerike", "ringerike"));
    auto const id = assessed(s, application("Ambulant team", scheme, 2 * million));
    auto const stream = "case/" + id;
    s.does("koordinator", stream, "ask_lsu",
           {{"lsu", "lsu-ringerike"}, {"text", s.text("Forslag til uttalelse", "1.0")}});
    //    The item may be discussed, not decided.
    auto stated = agreement_stated("statement", "2025-03-10", present({"hospital"}));
    stated["chair"] = "hospital";
    auto absent = s.problem("koordinator", stream, "state_agreement", stated);
    CHECK(absent["code"] == "side_unrepresented");
    CHECK(says(absent["detail"], "er ikke til stede. Saken kan drøftes, men ikke avgjøres."));
    CHECK(says(absent["detail"], "Kommunesiden"));
    //    Written procedure is offered; one «møte!» moves it.
    json const in_writing{{"procedure", "written"}, {"deadline", "2025-03-20"}};
    s.does("koordinator", stream, "open_round", in_writing);
    json const yes{{"assents_to_procedure", true}};
    s.does("lsu-sykehus", stream, "take_position", position(s, id, "agree", yes));
    s.does("lsu-hole", stream, "demand_meeting");
    CHECK(round_of(s, id)["status"] == "waiting");
    CHECK(s.refused("lsu-ringerike", stream, "take_position", position(s, id, "agree", yes)) ==
          "round_not_open");
    //    Silence never counts.
    s.does("koordinator", stream, "open_round", in_writing);
    s.does("lsu-sykehus", stream, "take_position", position(s, id, "agree", yes));
    s.does("lsu-hole", stream, "take_position", position(s, id, "agree", yes));
    CHECK(s.state_of(id) == "lsu_statement");
    CHECK(s.refused("koordinator", stream, "close_round") == "deadline_not_reached");
    s.now("2025-03-21");
    s.does("koordinator", stream, "close_round");
    CHECK(round_of(s, id)["status"] == "waiting");
    CHECK(s.state_of(id) == "lsu_statement");
    //    With both sides there it is agreed.
    s.does("koordinator", stream, "open_round", {{"procedure", "written"}, {"deadline", "2025-03-31"}});
    for (auto const* who : {"lsu-sykehus", "lsu-hole", "lsu-ringerike"})
        s.does(who, stream, "take_position", position(s, id, "agree", yes));
    CHECK(s.state_of(id) == "assessment");
    s.ends_well();
}

ON_BOTH_SERVED(
    "story 6, step 6: a private co-applicant is refused: reasons, three weeks; the public ones can't "
    "appeal") {
    served s(where::kind());
    s.now("2025-03-10");
    auto const scheme = adopt_scheme(s, "2025-03-10");
    auto with_firm = application("Velferdsteknologi", scheme, million);
    with_firm["partners"].push_back({{"name", "Omsorg AS"}, {"kind", "private_body"}, {"applies", true}});
    auto const id = assessed(s, with_firm), without = assessed(s, application("Kurs", scheme, million));
    for (auto const& each : {id, without}) {
        s.does("koordinator", "case/" + each, "propose_decision",
               {{"outcome", "reject"}, {"text", s.text("Avslag", each)}});
        ssu_agrees(s, each, "decision", "2025-03-10");
        CHECK(s.state_of(each) == "rejected");
        json letter{{"letter", s.document("Avslagsbrev")}};
        CHECK(s.refused("koordinator", "case/" + each, "send_rejection_letter", letter) ==
              "bad_payload"); // no reasons
        letter["reasons"] = "Treffer ikke målgruppen";
        if (each == id) { // which appeals body it may complain to
            CHECK(s.refused("koordinator", "case/" + each, "send_rejection_letter", letter) ==
                  "appeals_body_missing");
            letter["appeals_body"] = "Helse Sør-Øst RHF";
        }
        s.does("koordinator", "case/" + each, "send_rejection_letter", letter);
    }
    auto to_firm = case_of(s, id)["data"]["letter"];
    CHECK(to_firm["reasons"] == "Treffer ikke målgruppen");
    CHECK(to_firm["appeal"]["nb"].get<std::string>().starts_with(
        "Omsorg AS kan klage på vedtaket til Helse Sør-Øst RHF (fvl. § 28). Klagen sendes til SSU innen tre "
        "uker fra brevet kom fram"));
    CHECK(says(to_firm["appeal"]["nb"], "For de offentlige søkerne kan vedtaket ikke påklages."));
    CHECK(says(to_firm["appeal"]["nn"], "innan tre veker frå brevet kom fram"));
    //    The three weeks run from when the letter arrived.
    CHECK(s.refused("koordinator", "case/" + id, "close_grant") == "arrival_unknown");
    s.now("2025-03-13");
    s.does("koordinator", "case/" + id, "register_arrival", {{"arrived", "2025-03-13"}});
    CHECK(has_deadline(case_of(s, id), "complaint_deadline", "2025-04-03"));
    auto to_public = case_of(s, without)["data"]["letter"];
    CHECK_FALSE(to_public.contains("complaint_deadline"));
    CHECK(says(to_public["appeal"]["nb"], "Vedtaket kan ikke påklages"));
    json const complaint{{"complainant", "Omsorg AS"},
                         {"complaint", s.document("Klage")},
                         {"posted", "2025-04-03"}, // on the last day
                         {"received", "2025-04-07"}};
    CHECK(s.refused("koordinator", "case/" + id, "close_grant") == "complaint_time_runs");
    s.now("2025-04-07");
    //    A public applicant's complaint has come too, and is dismissed: the decision is no individual decision.
    auto const by_public = "case/" + without;
    auto of_public = complaint;
    of_public["complainant"] = "Kongsberg kommune";
    s.does("koordinator", by_public, "register_complaint", of_public);
    CHECK(s.refused("koordinator", by_public, "propose_to_uphold", {{"text", s.text("Syn", "1.0")}}) ==
          "no_right_to_complain");
    s.does("koordinator", by_public, "propose_to_dismiss",
           {{"ground", "no_individual_decision"}, {"text", s.text("Avvisning", "1.0")}});
    ssu_agrees(s, without, "decision", "2025-04-07");
    s.does("koordinator", by_public, "answer_complainant", {{"letter", s.document("Avvisningsbrev")}});
    CHECK(s.state_of(without) == "rejected");
    s.does("koordinator", "case/" + id, "register_complaint", complaint);
    CHECK(s.state_of(id) == "assessment");
    //    SSU stands by its decision: the complaint goes to the appeals body with SSU's view.
    s.does("koordinator", "case/" + id, "propose_to_uphold", {{"text", s.text("Syn på klagen", "1.0")}});
    ssu_agrees(s, id, "decision", "2025-04-07");
    s.does("koordinator", "case/" + id, "forward_complaint", {{"letter", s.document("Oversendelse")}});
    CHECK(s.state_of(id) == "before_appeals_body");
    CHECK(case_of(s, id)["data"]["complaints"][0]["appeals_body"] ==
          "Helse Sør-Øst RHF"); // as the letter says
    s.now("2025-06-02");
    s.does("koordinator", "case/" + id, "register_appeal_outcome",
           {{"outcome", "decision_upheld"}, {"appeal_decision", s.document("Klagevedtak")}});
    CHECK(s.state_of(id) == "rejected");
    s.does("koordinator", "case/" + id, "close_grant");
    CHECK(s.state_of(id) == "rejection_stands"); // for a year others may come late, and be taken up
    s.does("koordinator", "case/" + without, "close_grant");
    CHECK(s.state_of(without) == "closed"); // no private body applied
    s.ends_well();
}

} // namespace
} // namespace saksgang::test
