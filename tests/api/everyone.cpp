#include "tests/api/everyone.hpp"

#include <array>

#include "api/auth.hpp"
#include "engine/case/case.hpp"
#include "workflows/shared/agreement/agreement.hpp"

namespace saksgang::test {

namespace {

constexpr std::array everybody_there_is{
    somebody{"nob", "", "nobody: not signed in"},
    somebody{"per", "per", "signed in, without a role; has uploaded what the cases link"},
    somebody{"han", "behandler", "case handler of the community"},
    somebody{"ha+", "behandler-ssu", "case handler of the body that has the case (SSU)"},
    somebody{"ha-", "behandler-fsu", "case handler of another body (the FSU)"},
    somebody{"lea", "leder", "leader of the body"},
    somebody{"mem", "drammen", "member of the body, of a deciding side"},
    somebody{"adv", "fastlege", "member of the body, advisory"},
    somebody{"le-", "fsu", "leader of another body (the FSU)"},
    somebody{"me-", "sekretar", "member of another body (the FSU)"},
    somebody{"rep", "kongsberg", "representative of a party of the application and of the agreement"},
    somebody{"re+", "gol", "representative of a party that a seat of the body represents"},
    somebody{"re-", "lier", "representative of another party"},
    somebody{"par", "gruppe", "takes part: in the working group, in the drafting committee"},
    somebody{"aud", "revisor-alle", "auditor of the community"},
    somebody{"au+", "revisor", "auditor for a party of the application (Kongsberg)"},
    somebody{"au-", "revisor-lier", "auditor for another party"},
    somebody{"adm", "driftsansvarlig", "administrator"},
    somebody{"reg", "registrerer", "registrar"},
    somebody{"fin", "lonnsmedarbeider", "finance"},
};

} // namespace

std::span<somebody const> everyone::columns() { return everybody_there_is; }

everyone::everyone() {
    appear();
    begin_cases();
    fill_committee();
    ask_ssu();
    for (auto const& one : columns())
        if (!one.username.empty()) opens_account(std::string(one.username));
    keep_secrets();
    session->put_credential(name, "per", api::hash_password(std::string(password)));
}

void everyone::appear() {
    registers("per");
    grants("behandler", "case_handler");
    grants("behandler-ssu", "case_handler", {{"body", "ssu"}});
    grants("behandler-fsu", "case_handler", {{"body", "fsu-psykisk-rus"}});
    grants("gol", "party_representative", {{"party", "gol"}});
    grants("lier", "party_representative", {{"party", "lier"}});
    grants("revisor-alle", "auditor", {{"valid_to", "2026-12-31"}, {"basis", "Vedtak"}});
    grants("revisor-lier", "auditor", {{"party", "lier"}, {"valid_to", "2026-12-31"}, {"basis", "Vedtak"}});
    grants("driftsansvarlig", "administrator");
    grants("registrerer", "registrar");
    grants("lonnsmedarbeider", "finance");
    // SSU's leader registers in the example; here a leader is nothing but that.
    does("admin", "organisation", "end_role",
         {{"person", people.at("leder")},
          {"role", "registrar"},
          {"valid_to", "2025-01-01"},
          {"source", "Vedtak"}});
    people["sekretar"] = holder_of("body/fsu-psykisk-rus", "secretary");
    auto const lar = state_of(before_fsu);
    people["gruppe"] = common_of(lar).participants.at("working_group").at(1).person.value;
}

void everyone::begin_cases() {
    auto content = town::application();
    content["title"] = "Utkastet";
    draft = creates("koordinator", "grant_application", "draft_application", content);
    guideline = creates("koordinator", "guideline_revision", "commission",
                        {{"title", "Retningslinjen"},
                         {"product", "guideline"},
                         {"fsu", "fsu-psykisk-rus"},
                         {"mandate", document("Mandat")},
                         {"mandate_until", "2025-12-31"},
                         {"actors", {"specialist", "municipality"}}});
    meeting = creates("koordinator", "meeting", "begin_meeting",
                      {{"title", "SSU 7. april"}, {"body", "ssu"}, {"day", "2025-04-07"}});
    does("koordinator", meeting, "lock_agenda"); // from then on it has a notice
    auto const uploaded = document("Vedlegget til utkastet");
    session->note_uploader(name, uploaded["digest"], "per", "text/plain");
    for (auto const& a_case : {draft, scheme})
        does("koordinator", a_case, "link_document", {{"attached", uploaded}});
    auto const rests_on = document("Grunnlag for tvisten");
    dispute_document = rests_on["digest"];
    does("koordinator", "agreement/kongsberg", "raise_dispute",
         {{"party", "kongsberg"},
          {"about", "Hvem som har ansvaret"},
          {"documents", {rests_on}},
          {"deidentified", true},
          {"copy_sent_to_counterpart", "2025-03-01"}});
    auto const pair = state_of("agreement/kongsberg");
    agreement_document = documents_of(agreements_of(pair).front()).front().digest;
}

void everyone::fill_committee() {
    json members = json::array();
    for (auto const* kind : {"municipality", "trust", "user"})
        members.push_back({{"person", registers(std::string("komite-") + kind)}, {"kind", kind}});
    members.push_back({{"person", people.at("gruppe")}, {"kind", "gp"}});
    does("koordinator", revision, "nominate_committee",
         {{"members", members}, {"proposal", document("Redaksjonskomité")}});
    does("koordinator", revision, "state_agreement", agreement_stated("decision", "2025-03-03"));
}

void everyone::ask_ssu() {
    does("koordinator", scheme, "submit_scheme",
         {{"text", text("Ordning", "1.0")}, {"criteria", {"Felles søknad"}}});
    does("koordinator", scheme, "open_round", {{"procedure", "written"}, {"deadline", "2025-04-01"}});
}

void everyone::keep_secrets() {
    does("psykiatri", scheme, "declare_recusal",
         {{"seat", "t2"}, {"ground", "personal"}, {"explanation", "Gift med en som vil søke"}});
    does("admin", "accounts", "open_account",
         {{"username", "konto-nummer-to"}, {"person", people.at("leder")}});
    for (auto const& a_case : {application, revision, scheme}) does("behandler", a_case, "take_over");
}

std::vector<everyone::secret> everyone::secrets() const {
    return {{"why somebody may be biased", "Gift med en som vil søke"},
            {"what a dispute rests on", dispute_document},
            {"an account that waits for a second person", "konto-nummer-to"}};
}

std::string everyone::holder_of(std::string const& body, std::string const& seat) {
    auto const s = state_of(body);
    auto const today = date_in_oslo(chance.now());
    auto const* sits = seat_on(s, seat, today);
    REQUIRE(sits);
    return holder_on(*sits, today)->person.value;
}

std::vector<std::string> everyone::roles_without_column() {
    std::set<std::string> had;
    auto const organisation = state_of("organisation");
    for (auto const& one : columns())
        if (!one.username.empty())
            for (auto const& g :
                 roles_of(organisation, people.at(std::string(one.username)), date_in_oslo(chance.now())))
                had.emplace(describe::name_of(g.role));
    std::vector<std::string> none;
    for (auto const each : choices_in(role::list))
        if (!had.contains(std::string(each))) none.emplace_back(each);
    return none;
}

std::string everyone::linked_document(std::string const& a_case) {
    auto const s = state_of(a_case);
    return common_of(s).documents.at(0).digest;
}

void everyone::close(std::string const& a_case) {
    does("koordinator", a_case, "restrict_access", {{"hjemmel", "offl. § 13"}});
}

} // namespace saksgang::test
