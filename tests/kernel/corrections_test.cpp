// What is put right in a case's data, what is erased there, and what is said of its documents.
#include "tests/support/bench.hpp"
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

struct case_to_correct : town {
    case_to_correct() {
        a_case = creates("koordinator", "grant_application", "draft_application", application());
    }
    std::string corrects(std::string const& field, std::string const& after,
                         std::string const& how = "correct_writing_error") {
        return refused("koordinator", a_case, how, {{"field", field}, {"after", after}, {"reason", "Feil"}});
    }
    json data() { return *state_of(a_case).data; }

    std::string a_case;
};

} // namespace

TEST_CASE_FIXTURE(case_to_correct,
                  "a writing error in any text of a case is corrected by one, where it stands") {
    CHECK(corrects("/title", "Rettet søknad") == "accepted");
    CHECK(corrects("/user_involvement", "Brukerutvalget er med fra begynnelsen.") == "accepted");
    CHECK(corrects("/goals/0", "Et bedre mål") == "accepted");
    CHECK(corrects("/contributions/1/description", "Egeninnsats i arbeidstid") == "accepted");
    auto const now = data();
    CHECK(now["title"] == "Rettet søknad");
    CHECK(now["goals"] == json{"Et bedre mål"});
    CHECK(now["contributions"][1]["description"] == "Egeninnsats i arbeidstid");
    CHECK(now["corrections"][2]["before"] == "Et mål");
    CHECK(now["corrections"][2]["after"] == "Et bedre mål");
    CHECK(now["corrections"][2]["field"] == "/goals/0");
    check_all();
}

TEST_CASE_FIXTURE(case_to_correct,
                  "a correction says what it has read, and is refused where it reads otherwise") {
    json const payload{{"field", "title"},
                       {"before", "Noe annet"},
                       {"after", "Ny"},
                       {"reason", "Feil"}}; // of the first program
    CHECK(refused("koordinator", a_case, "correct_writing_error", payload) == "no_such_field");
    auto as_it_is = payload;
    as_it_is["before"] = "Søknad";
    CHECK(refused("koordinator", a_case, "correct_writing_error", as_it_is) == "accepted");
    CHECK(corrects("/title", "Ny") == "correction_changes_nothing");
    for (auto const* nothing : {"/no_such", "/goals/7", "/goals/x", "/goals", "/", "/title/0", "/withdrawal"})
        CHECK(corrects(nothing, "Ny") == "no_such_field");
    // Where a field has no word the refusal names it as it was asked for. (It once named what stood where that had been.)
    std::string const unheard_of = "noe_som_ingen_har_hørt_om_og_som_er_langt";
    auto const answer = send(ask("koordinator", a_case, "correct_writing_error",
                                 {{"field", "/" + unheard_of}, {"after", "Ny"}, {"reason", "Feil"}}));
    REQUIRE(std::holds_alternative<refusal>(answer));
    for (auto const l : {language::nb, language::nn, language::en})
        CHECK(std::get<refusal>(answer).in(l).find(unheard_of) != std::string::npos);
}

TEST_CASE_FIXTURE(case_to_correct, "a choice is of substance: one proposes, another approves, in words") {
    CHECK(corrects("/phase", "Hovedprosjekt") == "correction_of_substance");
    CHECK(corrects("/phase", "Tull", "propose_correction") == "correction_does_not_fit");
    CHECK(corrects("/phase", "Hovudprosjekt", "propose_correction") == "accepted");
    CHECK(data()["phase"] == "preliminary_project");
    CHECK(refused("koordinator", a_case, "approve_correction") == "own_correction");
    does("radgiver", a_case, "approve_correction");
    auto const now = data();
    CHECK(now["phase"] == "main_project");
    CHECK(now["corrections"][0]["before"] == "preliminary_project");
    CHECK(now["corrections"][0]["approved_by"] == people.at("radgiver"));
    // What is not to be approved after all holds up no other.
    CHECK(corrects("/goals/0", "Et annet mål", "propose_correction") == "accepted");
    does("koordinator", a_case, "drop_correction", {{"reason", "Det sto riktig"}});
    CHECK(refused("radgiver", a_case, "approve_correction") == "no_pending_correction");
    CHECK(data()["goals"] == json{"Et mål"});
    check_all();
}

TEST_CASE_FIXTURE(case_to_correct,
                  "what rests on books, registers, days, documents or steps is put right there") {
    does("koordinator", a_case, "submit_application", {{"application", document("Søknaden")}});
    for (auto const& [field, code] :
         {std::pair{"/applied", "correction_of_the_books"}, std::pair{"/year", "correction_of_the_books"},
          std::pair{"/starts", "correction_of_a_day"}, std::pair{"/submitted_on", "correction_of_a_day"},
          std::pair{"/fund", "correction_of_a_reference"},
          std::pair{"/applicants/0/party", "correction_of_a_reference"},
          std::pair{"/body", "correction_of_what_the_case_keeps"},
          std::pair{"/documents/0/title", "correction_of_what_the_case_keeps"},
          std::pair{"/corrections", "correction_of_what_the_case_keeps"},
          std::pair{"/archive_owner", "correction_of_what_the_case_keeps"}}) {
        CAPTURE(field);
        CHECK(corrects(field, "2026") == code);
        CHECK(corrects(field, "2026", "propose_correction") == code);
    }
}

TEST_CASE_FIXTURE(case_to_correct, "a corrected field still fits its limits") {
    CHECK(corrects("/title", std::string(longest_line + 1, 'x')) == "correction_too_long");
    CHECK(corrects("/goals/0", std::string(longest_line + 1, 'x')) == "accepted");
}

// ------------------------------------------------------------------------------------- access, published, exempt

TEST_CASE_FIXTURE(case_to_correct,
                  "a document is exempt by a provision of offentleglova, whoever may read it") {
    auto const paper = document("Vurdering");
    does("koordinator", a_case, "link_document", {{"attached", paper}});
    auto const exempt = [&](char const* hjemmel) {
        return refused("koordinator", a_case, "exempt_document",
                       {{"digest", paper["digest"]}, {"hjemmel", hjemmel}});
    };
    for (auto const* none : {"internt", "offl. § 12", "offl. § 27", "fvl. § 13", "offl. §"})
        CHECK(exempt(none) == "exempt_without_provision");
    CHECK(exempt("offl. § 14 første ledd") == "accepted");
    CHECK(history(a_case).back().hjemmel == "offl. § 14 første ledd");
    CHECK(exempt("offl. § 13 første ledd") == "already_exempt");
    auto const now = state_of(a_case);
    CHECK(common_of(now).documents.back().exempt->by == people.at("koordinator"));
    CHECK(common_of(now).access == case_access::community); // who reads it is another question
    json const lift{{"digest", paper["digest"]}, {"reason", "Saken er avgjort"}};
    does("koordinator", a_case, "lift_exemption", lift);
    CHECK(refused("koordinator", a_case, "lift_exemption", lift) == "not_exempt");
    check_all();
}

TEST_CASE_FIXTURE(case_to_correct,
                  "the same bytes, uploaded by two, are in each one's case of each one's type") {
    auto const paper = document("Tabell");
    session->note_uploader(name, paper["digest"], "koordinator", "text/csv");
    session->note_uploader(name, paper["digest"], "radgiver", "text/plain");
    auto const another = creates("koordinator", "grant_application", "draft_application", application());
    auto const type_in = [&](std::string const& stream) {
        auto const now = state_of(stream);
        return document_in(common_of(now), paper["digest"])->media_type;
    };
    does("koordinator", a_case, "link_document", {{"attached", paper}});
    does("radgiver", another, "link_document", {{"attached", paper}});
    CHECK(type_in(a_case) == "text/csv");
    CHECK(type_in(another) == "text/plain");
    check_all();
}

// --------------------------------------------------------------------------------- what stands behind a commitment

TEST_CASE_FIXTURE(town, "what is said about a person is erased by two, and check is content") {
    auto const scheme = creates("koordinator", "grant_scheme", "propose_scheme",
                                {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}});
    CHECK(refused("koordinator", scheme, "propose_text_erasure",
                  {{"of_person", std::string(64, 'a')}, {"reason", "x"}, {"hjemmel", "x"}}) ==
          "no_personal_text");
    does("koordinator", scheme, "submit_scheme", {{"text", text("Ordning", "1.0")}, {"criteria", {"Ett"}}});
    does("koordinator", scheme, "open_round",
         {{"procedure", "meeting"}, {"held_on", "2025-03-03"}, {"present", everybody()}});
    does("psykiatri", scheme, "declare_recusal",
         {{"seat", "t2"}, {"ground", "personal"}, {"explanation", "Gift med prosjektlederen"}});
    auto const commitment = history(scheme).back().payload["explanation"]["commitment"].get<std::string>();
    auto const values = [&] { return session->personal(name, {commitment}).size(); };
    REQUIRE(values() == 1);
    json const which{{"of_person", commitment}};
    json const proposal{{"of_person", commitment},
                        {"reason", "Trengs ikke lenger"},
                        {"hjemmel", "personvernforordningen art. 17 nr. 1 bokstav a"}};
    CHECK(refused("koordinator", scheme, "approve_text_erasure", which) == "no_pending_text_erasure");
    does("koordinator", scheme, "propose_text_erasure", proposal);
    CHECK(values() == 1);
    CHECK(refused("koordinator", scheme, "approve_text_erasure", which) == "own_erasure");
    does("koordinator", scheme, "keep_personal_text", {{"of_person", commitment}, {"reason", "Trengs"}});
    CHECK(refused("radgiver", scheme, "approve_text_erasure", which) == "no_pending_text_erasure");
    does("koordinator", scheme, "propose_text_erasure", proposal);
    check_all();
    does("radgiver", scheme, "approve_text_erasure", which);
    CHECK(values() == 0);
    CHECK(history(scheme).back().hjemmel == proposal["hjemmel"]);
    CHECK(refused("koordinator", scheme, "propose_text_erasure", proposal) == "personal_text_erased");
    CHECK(refused("radgiver", scheme, "approve_text_erasure", which) == "personal_text_erased");
    auto const now = state_of(scheme);
    CHECK(common_of(now).text_erasures.at(commitment).on == date_in_oslo(chance.now()));
    check_all();
}

TEST_CASE_FIXTURE(town, "a person's name is erased by two when they have no role, and what they did stays") {
    auto const who = grants("ny", "finance");
    json const person{{"person", who}};
    json const proposal{
        {"person", who}, {"reason", "Har sluttet"}, {"hjemmel", "personvernforordningen art. 17"}};
    CHECK(refused("koordinator", "organisation", "propose_name_erasure", proposal) == "has_a_role");
    does("admin", "organisation", "end_role",
         {{"person", who}, {"role", "finance"}, {"valid_to", "2025-03-02"}, {"source", "Oppsigelse"}});
    CHECK(refused("radgiver", "organisation", "approve_name_erasure", person) == "no_pending_name_erasure");
    does("koordinator", "organisation", "propose_name_erasure", proposal);
    CHECK(refused("koordinator", "organisation", "approve_name_erasure", person) == "own_erasure");
    auto const organisation = state_of("organisation");
    auto const commitment = records_of(organisation).persons.find(who)->name.commitment;
    CHECK(session->personal(name, {commitment}).size() == 1);
    does("radgiver", "organisation", "approve_name_erasure", person);
    CHECK(session->personal(name, {commitment}).empty());
    CHECK(refused("koordinator", "organisation", "propose_name_erasure", proposal) == "name_erased");
    // From then on nobody may say who that is: they are appointed to nothing and listed nowhere.
    auto const from_today = [&](json more) {
        more.update({{"person", who}, {"valid_from", "2025-03-03"}});
        return more;
    };
    does("koordinator", "body/ssu", "open_seat",
         {{"seat", "ny"}, {"kind", "gp"}, {"parties", json::array()}, {"valid_from", "2025-03-03"}});
    CHECK(refused("koordinator", "body/ssu", "appoint",
                  from_today({{"seat", "ny"}, {"function", "member"}})) == "name_erased");
    CHECK(refused("koordinator", "body/ssu", "appoint_substitute",
                  from_today({{"seat", "ny"}, {"order", 1}})) == "name_erased");
    CHECK(refused("admin", "organisation", "grant_role", from_today({{"role", "finance"}})) == "name_erased");
    CHECK(refused("koordinator", "organisation", "register_mandate",
                  from_today({{"party", "flaa"}, {"basis", document("Fullmakt")}})) == "name_erased");
    CHECK(refused("admin", "accounts", "open_account", {{"username", "ny"}, {"person", who}}) ==
          "name_erased");
    check_all();
}

TEST_CASE_FIXTURE(town,
                  "no name is erased of somebody who sits, stands in, or has a part in what is not ended") {
    auto const who = registers("ny");
    json const proposal{
        {"person", who}, {"reason", "Har sluttet"}, {"hjemmel", "personvernforordningen art. 17"}};
    auto const proposed = [&] {
        return refused("koordinator", "organisation", "propose_name_erasure", proposal);
    };
    does("koordinator", "body/ssu", "open_seat",
         {{"seat", "ny"}, {"kind", "gp"}, {"parties", json::array()}, {"valid_from", "2025-03-03"}});
    auto const from = [&](json what, char const* day) {
        what.update({{"seat", "ny"}, {"person", who}, {"valid_from", day}});
        return what;
    };
    json const ended{{"seat", "ny"}, {"person", who}, {"valid_to", "2025-03-10"}};

    does("koordinator", "body/ssu", "appoint", from({{"function", "member"}}, "2025-03-05")); // not yet
    CHECK(proposed() == "sits_in_a_body");
    chance.go_to("2025-03-06");
    CHECK(proposed() == "sits_in_a_body");
    does("koordinator", "body/ssu", "end_appointment", ended);
    CHECK(proposed() == "sits_in_a_body"); // to the end of the last day
    chance.go_to("2025-03-11");

    does("koordinator", "body/ssu", "appoint_substitute", from({{"order", 1}}, "2025-03-11"));
    CHECK(proposed() == "sits_in_a_body");
    does("koordinator", "body/ssu", "end_appointment", with(ended, "valid_to", "2025-03-11"));
    chance.go_to("2025-03-12");
    does("koordinator", "organisation", "propose_name_erasure", proposal);

    // Between the proposal and the approval.
    json const role{{"person", who}, {"role", "case_handler"}};
    does("admin", "organisation", "grant_role",
         with(with(role, "valid_from", "2025-03-12"), "basis", "Vedtak"));
    auto const a_case = creates("koordinator", "grant_scheme", "propose_scheme",
                                {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}});
    does("admin", a_case, "assign_handler", {{"handler", who}});
    does("admin", "organisation", "end_role", with(role, "valid_to", "2025-03-12"));
    chance.go_to("2025-03-13");
    auto const approved = [&] {
        return refused("radgiver", "organisation", "approve_name_erasure", {{"person", who}});
    };
    CHECK(approved() == "in_an_open_case");
    does("koordinator", a_case, "take_over");
    CHECK(approved() == "accepted");
    check_all();
}
