// Who may do and read what, by role, body, party and date; and what needs a second person.
#include "engine/tasks.hpp"
#include "engine/who/accounts.hpp"
#include "engine/who/pending.hpp"
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

json with(json base, char const* field, json value) {
    base[field] = std::move(value);
    return base;
}

struct town_with_rights : town {
    town_with_rights() {
        scheme = creates("koordinator", "grant_scheme", "propose_scheme",
                         {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}});
        guideline = creates("koordinator", "guideline_revision", "commission",
                            {{"title", "Retningslinje"},
                             {"product", "guideline"},
                             {"fsu", fsu},
                             {"mandate", document("Mandat")},
                             {"mandate_until", "2025-12-31"},
                             {"actors", {"specialist", "municipality"}}});
        does("koordinator", guideline, "state_agreement", agreement_stated("decision", "2025-03-03"));
    }
    static constexpr char const* fsu = "fsu-barn-unge";
    std::optional<capacity> reads(std::string const& username, std::string const& a_case) {
        auto const w = everything();
        return rules.reader_of(w.at(a_case),
                               {w, people.at(username), chance.now(), date_in_oslo(chance.now())});
    }
    std::set<std::string> listed(std::string const& username) {
        auto const w = everything();
        auto const may =
            readership_of(rules, {w, people.at(username), chance.now(), date_in_oslo(chance.now())});
        std::set<std::string> all;
        for (auto const& row : session->cases(name, {.may_read = may, .limit = 1000}))
            all.insert(case_stream(row.id));
        return all;
    }

    std::string scheme, guideline;
};

} // namespace

TEST_CASE_FIXTURE(town_with_rights, "what is listed to somebody is what they may read, whoever they are") {
    grants("alle", "case_handler");
    grants("ssu", "case_handler", {{"body", "ssu"}});
    grants("gol", "party_representative", {{"party", "gol"}});
    grants("kongsberg", "party_representative", {{"party", "kongsberg"}});
    grants("for-alt", "auditor", {{"valid_to", "2025-12-31"}, {"basis", "Vedtak"}});
    grants("for-gol", "auditor", {{"party", "gol"}, {"valid_to", "2025-12-31"}, {"basis", "Vedtak"}});
    registers("ingen");
    does("koordinator", scheme, "restrict_access", {{"hjemmel", "offl. § 13"}});
    auto const w = everything();
    int read = 0;
    for (auto const& [username, who] : people) {
        auto const list = listed(username);
        for (auto const& row : session->cases(name, {.closed_too = true, .limit = 1000})) {
            CAPTURE(username);
            CAPTURE(row.id);
            bool const may =
                rules.reader_of(w.at(case_stream(row.id)), {w, who, chance.now(), date_in_oslo(chance.now())})
                    .has_value();
            CHECK(list.contains(case_stream(row.id)) == may);
            read += may;
        }
    }
    CHECK(read > 20);
}

TEST_CASE_FIXTURE(town_with_rights, "a draft is its applicants' and its handlers' until it is submitted") {
    grants("soker", "party_representative", {{"party", "kongsberg"}});
    grants("gol", "party_representative", {{"party", "gol"}});
    grants("arkiv", "party_representative", {{"party", "baerum"}}); // archives what SSU has
    grants("for-alt", "auditor", {{"valid_to", "2025-12-31"}, {"basis", "Vedtak"}});
    grants("ssu", "case_handler", {{"body", "ssu"}});
    grants("fsu", "case_handler", {{"body", fsu}});
    auto const draft = creates("koordinator", "grant_application", "draft_application", application());
    auto const readers = [&] {
        std::string all;
        for (auto const* who :
             {"koordinator", "soker", "ssu", "gol", "arkiv", "for-alt", "fsu", "leder", "okonom"})
            if (reads(who, draft)) all += (all.empty() ? "" : " ") + std::string(who);
        return all;
    };
    CHECK(readers() == "koordinator soker ssu");
    for (auto const* who : {"gol", "leder", "for-alt", "fsu", "okonom"})
        CHECK_FALSE(listed(who).contains(draft));
    for (auto const* who : {"koordinator", "soker", "ssu"}) CHECK(listed(who).contains(draft));
    CHECK(refused("gol", draft, "submit_application") == "not_found");
    does("soker", draft, "submit_application", {{"application", document("Søknaden")}});
    CHECK(readers() == "koordinator soker ssu gol arkiv for-alt fsu leder okonom");
}

TEST_CASE_FIXTURE(town_with_rights, "a case handler of one body handles its cases, and no others") {
    grants("lokal", "case_handler", {{"body", fsu}});
    CHECK(reads("lokal", guideline)->seat == "role/case_handler");
    CHECK(reads("lokal", scheme)->seat != "role/case_handler");
    CHECK(refused("lokal", guideline, "take_over") == "accepted");
    CHECK(refused("lokal", scheme, "take_over") == "not_entitled");
    CHECK(refused("lokal", "body/ssu", "appoint",
                  {{"seat", "m1"},
                   {"person", people.at("drammen")},
                   {"function", "member"},
                   {"valid_from", "2025-04-01"}}) == "not_entitled");
    CHECK(refused("lokal", "fund/tilskudd", "carry_over", json::object()) != "accepted");
    // Nor is somebody given a case who could not handle it.
    CHECK(refused("leder", scheme, "assign_handler", {{"handler", people.at("lokal")}}) == "no_case_handler");
    CHECK(refused("admin", "organisation", "grant_role",
                  {{"person", people.at("drammen")},
                   {"role", "registrar"},
                   {"valid_from", "2025-01-01"},
                   {"body", "ssu"}}) == "body_of_handler");
    CHECK(refused("admin", "organisation", "grant_role",
                  {{"person", people.at("drammen")},
                   {"role", "case_handler"},
                   {"valid_from", "2025-01-01"},
                   {"body", "xyz"}}) == "no_such_body");
}

TEST_CASE_FIXTURE(town_with_rights,
                  "a case handler of one body has its cases on the list of tasks, and no others") {
    grants("lokal", "case_handler", {{"body", fsu}});
    auto const w = everything();
    auto const audiences = audiences_of({w, people.at("lokal"), chance.now(), date_in_oslo(chance.now())});
    std::set<std::string> streams;
    for (auto const& t :
         session->tasks(name, {.audiences = audiences, .on = date_in_oslo(chance.now()), .limit = 100}))
        streams.insert(t.stream);
    CHECK(streams.contains(guideline));
    CHECK_FALSE(streams.contains(scheme));
}

TEST_CASE_FIXTURE(town_with_rights, "a refusal says in which role or seat one may") {
    auto const answer = send(ask("drammen", scheme, "take_over"));
    auto const& no = std::get<refusal>(answer);
    REQUIRE(no.entitled.size() == 1);
    CHECK(no.entitled.front().nb == "Saksbehandler");
}

TEST_CASE_FIXTURE(town_with_rights, "an entry names the account as well as the person") {
    CHECK(history(scheme).front().account == "koordinator");
    CHECK(history("numbers/2025").back().account == "koordinator"); // what follows too
}

// --------------------------------------------------------------------------------------------- a second person

TEST_CASE_FIXTURE(town_with_rights,
                  "an appointment from a day that has passed waits for another to confirm it") {
    does("koordinator", "body/ssu", "end_appointment",
         {{"seat", "m2"},
          {"person", people.at("drammen")},
          {"valid_to", "2025-12-31"}}); // is to come: at once
    auto const to = registers("ny");
    json const from_january{{"seat", "m2"},
                            {"person", to},
                            {"function", "member"},
                            {"valid_from", "2026-01-01"},
                            {"source", "Referat"}};
    chance.go_to("2026-02-02");
    does("koordinator", "body/ssu", "appoint", from_january);
    auto const number = std::to_string(history("body/ssu").size());
    auto const seated = [&] {
        auto const ssu = state_of("body/ssu");
        return seat_of(ssu, to, *date::parse("2026-02-02")).has_value();
    };
    CHECK_FALSE(seated());
    CHECK(refused("koordinator", "body/ssu", "confirm_change", {{"waiting_change", number}}) == "own_change");
    CHECK(refused("drammen", "body/ssu", "confirm_change", {{"waiting_change", number}}) == "not_entitled");
    auto const tasks = session->tasks(
        name, {.audiences = {"role/registrar"}, .on = *date::parse("2026-02-03"), .limit = 100});
    CHECK(std::ranges::any_of(tasks, [](auto const& t) { return t.stream == "body/ssu"; }));
    does("radgiver", "body/ssu", "confirm_change", {{"waiting_change", number}});
    CHECK(seated());
    auto const all = history("body/ssu");
    CHECK(all.back().command == "appoint");
    CHECK(all.back().actor == people.at("radgiver"));
    CHECK(all.back().cause == all.at(all.size() - 2).position);
    CHECK(refused("radgiver", "body/ssu", "confirm_change", {{"waiting_change", number}}) ==
          "no_such_change");
    check_all();
}

TEST_CASE_FIXTURE(town_with_rights,
                  "what is registered from a day that has passed has a source that shows it") {
    auto const who = registers("ny");
    auto const code = [&](char const* by, char const* stream, char const* name_of_command, json payload) {
        return refused(by, stream, name_of_command, std::move(payload));
    };
    json const role{{"person", who}, {"role", "finance"}, {"valid_from", "2025-01-01"}};
    CHECK(code("admin", "organisation", "grant_role", role) == "source_of_past_missing");
    CHECK(code("admin", "organisation", "grant_role", with(role, "basis", "Vedtak")) == "accepted");
    CHECK(code("admin", "organisation", "grant_role", with(role, "valid_from", "2025-03-03")) == "accepted");
    json const end{{"person", who}, {"role", "finance"}, {"valid_to", "2025-02-01"}};
    CHECK(code("admin", "organisation", "end_role", end) == "source_of_past_missing");
    json const seat{{"seat", "ny"},
                    {"kind", "municipality"},
                    {"parties", {"gol"}},
                    {"represents", "Gol kommune"},
                    {"valid_from", "2025-02-01"}};
    CHECK(code("koordinator", "body/ssu", "open_seat", seat) == "source_of_past_missing");
    does("koordinator", "body/ssu", "open_seat", with(seat, "source", "SSU, sak 03-25"));
    CHECK(state_of("body/ssu").data["seat/ny"]["source"] == "SSU, sak 03-25");
    json const member{{"seat", "ny"}, {"person", who}, {"function", "member"}, {"valid_from", "2025-02-01"}};
    CHECK(code("koordinator", "body/ssu", "appoint", member) == "source_of_past_missing");
    json const substitute{{"seat", "ny"}, {"person", who}, {"order", 1}, {"valid_from", "2025-02-01"}};
    CHECK(code("koordinator", "body/ssu", "appoint_substitute", substitute) == "source_of_past_missing");
    json const closed{{"seat", "ny"}, {"valid_to", "2025-02-02"}};
    CHECK(code("koordinator", "body/ssu", "end_seat", closed) == "source_of_past_missing");
    // It also waits for another, as before, and is there with its source then.
    does("koordinator", "body/ssu", "appoint", with(member, "source", "Referat"));
    does("radgiver", "body/ssu", "confirm_change",
         {{"waiting_change", std::to_string(history("body/ssu").size())}});
    CHECK(state_of("body/ssu").data["seat/ny"]["holders"][0]["source"] == "Referat");
    check_all();
}

TEST_CASE_FIXTURE(town_with_rights,
                  "a seat says whether its holder is acting, and who nominates: a body or a party") {
    json const seat{{"seat", "ny"},
                    {"kind", "user"},
                    {"parties", json::array()},
                    {"represents", "Brukerne"},
                    {"valid_from", "2025-04-01"},
                    {"nominated_by", "brukerutvalget"}};
    CHECK(refused("koordinator", "body/ssu", "open_seat", with(seat, "nominated_by", "ingen")) ==
          "not_there");
    does("koordinator", "body/ssu", "open_seat", seat);
    does("koordinator", "body/ssu", "appoint",
         {{"seat", "ny"},
          {"person", registers("ny")},
          {"function", "member"},
          {"tenure", "acting"},
          {"valid_from", "2025-04-01"}});
    auto const stored = state_of("body/ssu").data["seat/ny"];
    CHECK(stored["nominated_by"] == "brukerutvalget");
    CHECK(stored["holders"][0]["tenure"] == "acting");
}

TEST_CASE_FIXTURE(town_with_rights, "review 7: user seats decide where the body's rule says on which side") {
    json const seat{{"seat", "ny"},
                    {"kind", "user"},
                    {"parties", json::array()},
                    {"represents", "Brukerne"},
                    {"valid_from", "2025-04-01"},
                    {"deciding", true}};
    auto const answer = send(ask("koordinator", "body/ssu", "open_seat", seat));
    auto const& no = std::get<refusal>(answer);
    CHECK(no.code == "side_of_kind");
    CHECK(no.in(language::nb).find("«Bruker") != std::string::npos); // in words, not by its id
    auto const on_side = [](char const* kind, char const* side) {
        return json{{"version", 3},
                    {"valid_from", "2025-03-04"},
                    {"asks", "sides"},
                    {"voice", "each_seat"},
                    {"no_position", "not_agreed"},
                    {"employer_disqualifies", false},
                    {"decides", {"decision"}},
                    {"composition", json::object()},
                    {"deciding_kinds", {{{"kind", kind}, {"side", side}}}}};
    };
    for (auto const& [kind, side] : {std::pair{"user", "advisory"}, std::pair{"trust", "municipalities"}})
        CHECK(refused("koordinator", "body/ssu", "adopt_rule", {{"rule", on_side(kind, side)}}) ==
              "side_of_advisory_kinds");
    does("koordinator", "body/ssu", "adopt_rule", {{"rule", on_side("user", "municipalities")}});
    does("koordinator", "body/ssu", "open_seat", seat);
    auto const ssu = state_of("body/ssu");
    auto const side_of = [&](char const* name_of_seat, char const* day) {
        auto const on = *date::parse(day);
        return side_in(rule_on(ssu, on), *seat_on(ssu, name_of_seat, on)).name;
    };
    CHECK(side_of("user", "2025-03-03") == "advisory"); // the default, and by the rule before
    CHECK(side_of("user", "2025-04-01") == "municipalities");
    CHECK(side_of("ny", "2025-04-01") == "municipalities");
    CHECK(side_of("gp", "2025-04-01") == "advisory");
}

TEST_CASE_FIXTURE(
    town_with_rights,
    "a seat that was opened as advisory never decides, whatever the body's rule says of its kind") {
    json rule = state_of("body/ssu").data["rule/2"];
    rule.update({{"version", 3},
                 {"valid_from", "2025-03-04"},
                 {"employer_disqualifies", false},
                 {"deciding_kinds", {{{"kind", "gp"}, {"side", "municipalities"}}}}});
    does("koordinator", "body/ssu", "adopt_rule", {{"rule", rule}});
    json seat{{"kind", "gp"}, {"parties", json::array()}, {"valid_from", "2025-03-04"}};
    does("koordinator", "body/ssu", "open_seat", with(with(seat, "seat", "silent"), "deciding", false));
    does("koordinator", "body/ssu", "open_seat", with(with(seat, "seat", "heard"), "deciding", true));
    does("koordinator", "body/ssu", "open_seat", with(seat, "seat", "as_the_rule_says"));
    auto const ssu = state_of("body/ssu");
    auto const on = *date::parse("2025-03-04");
    auto const side_of = [&](char const* seat) { return side_in(rule_on(ssu, on), *seat_on(ssu, seat, on)); };
    CHECK(side_of("silent") == side::advisory);
    CHECK(side_of("heard").name == "municipalities");
    CHECK(side_of("as_the_rule_says").name == "municipalities");
}

TEST_CASE_FIXTURE(town_with_rights, "what waits may be dropped, by whoever asked for it too") {
    does("koordinator", "body/ssu", "end_appointment",
         {{"seat", "m2"},
          {"person", people.at("drammen")},
          {"valid_to", "2025-02-01"},
          {"source", "Melding fra kommunen"}});
    auto const number = std::to_string(history("body/ssu").size());
    auto const drammen_sits = [&] {
        auto const ssu = state_of("body/ssu");
        return seat_of(ssu, people.at("drammen"), *date::parse("2025-03-01")).has_value();
    };
    CHECK(drammen_sits());
    does("koordinator", "body/ssu", "drop_change", {{"waiting_change", number}});
    CHECK(refused("radgiver", "body/ssu", "confirm_change", {{"waiting_change", number}}) ==
          "no_such_change");
    CHECK(drammen_sits());
}

TEST_CASE_FIXTURE(town_with_rights, "nobody appoints themselves") {
    CHECK(refused("koordinator", "body/ssu", "appoint",
                  {{"seat", "m2"},
                   {"person", people.at("koordinator")},
                   {"function", "leader"},
                   {"valid_from", "2026-04-01"}}) == "own_seat");
    CHECK(refused("koordinator", "body/ssu", "appoint_substitute",
                  {{"seat", "m2"},
                   {"person", people.at("koordinator")},
                   {"order", 9},
                   {"valid_from", "2026-04-01"}}) == "own_seat");
}

TEST_CASE_FIXTURE(town_with_rights, "a second account for one person waits for another to confirm it") {
    json const second{{"username", "leder-to"}, {"person", people.at("leder")}};
    does("admin", "accounts", "open_account", second);
    auto const opened = [&] {
        auto const accounts = state_of("accounts");
        return person_of_account(accounts, "leder-to").has_value();
    };
    auto const number = std::to_string(history("accounts").size());
    CHECK_FALSE(opened());
    CHECK(refused("admin", "accounts", "confirm_change", {{"waiting_change", number}}) == "own_change");
    does("koordinator", "accounts", "confirm_change", {{"waiting_change", number}}); // a registrar
    CHECK(opened());
    // The first for somebody stands at once.
    auto const ny = registers("ny");
    does("admin", "accounts", "open_account", {{"username", "ny"}, {"person", ny}});
    auto const accounts = state_of("accounts");
    CHECK(person_of_account(accounts, "ny") == ny);
}

TEST_CASE_FIXTURE(town_with_rights, "the last administrator with an account stays") {
    CHECK(refused("admin", "accounts", "close_account", {{"username", "admin"}}) == "last_administrator");
    grants("ada", "administrator");
    CHECK(refused("admin", "accounts", "close_account", {{"username", "admin"}}) == "last_administrator");
    does("admin", "accounts", "open_account", {{"username", "ada"}, {"person", people.at("ada")}});
    does("admin", "accounts", "close_account", {{"username", "admin"}});
}

TEST_CASE_FIXTURE(town_with_rights, "the end of a role names the grant, and ends what was granted twice") {
    auto const who = grants("gol", "party_representative", {{"party", "gol"}});
    json const of_gol{{"person", who},
                      {"role", "party_representative"},
                      {"valid_from", "2025-01-01"},
                      {"party", "gol"},
                      {"basis", "Vedtak"}};
    auto of_hol = of_gol;
    of_hol["party"] = "hol";
    does("admin", "organisation", "grant_role", of_gol);
    does("admin", "organisation", "grant_role", of_hol);
    json end{
        {"person", who}, {"role", "party_representative"}, {"valid_to", "2025-03-01"}, {"source", "Vedtak"}};
    CHECK(refused("admin", "organisation", "end_role", end) == "which_grant");
    end["party"] = "gol";
    does("admin", "organisation", "end_role", end);
    auto const organisation = state_of("organisation");
    std::vector<std::string> left;
    for (auto const& g : roles_of(organisation, who, *date::parse("2025-03-03")))
        left.push_back(g.party->value);
    CHECK(left == std::vector<std::string>{"hol"});
}

// ---------------------------------------------------------------------------------------------- room for everyone

TEST_CASE_FIXTURE(town_with_rights, "one party's disputes fill no entry of the pair") {
    json const raised{{"party", "kongsberg"},
                      {"about", std::string(3000, 'x')},
                      {"documents", json::array()},
                      {"deidentified", true},
                      {"copy_sent_to_counterpart", "2025-03-01"}};
    std::size_t first = 0;
    for (int n = 0; n < 60; ++n) {
        does("koordinator", "agreement/kongsberg", "raise_dispute", raised);
        auto const last = session->history(name, "agreement/kongsberg", n + 1, 1).front().bytes.size();
        if (n == 1) first = last;
        if (n > 1) CHECK(last <= first + 100);
    }
    does("koordinator", "agreement/kongsberg", "give_notice",
         {{"party", "kongsberg"}, {"received_on", "2025-03-03"}, {"document", document("Oppsigelse")}});
}

TEST_CASE_FIXTURE(town_with_rights, "documents with long titles fill no entry of a case") {
    for (int n = 0; n < 200; ++n) {
        auto attached = document("Vedlegg " + std::to_string(n));
        attached["title"] = std::string(longest_line, 'x');
        does("koordinator", scheme, "link_document", {{"attached", attached}});
    }
    CHECK(session->history(name, scheme, 200, 1).front().bytes.size() < 2'000);
    check_all();
}

TEST_CASE_FIXTURE(town_with_rights, "a state that is full has room for what ends, withdraws and takes away") {
    auto const somebody = grants("en", "case_handler");
    auto const decided = [&](char const* who, std::string const& stream, char const* command_name,
                             json const& payload) {
        auto w = everything();
        w.read_at = chance.now();
        auto full = w.at(stream);
        full.data.set("filler",
                      canonical_of(std::string(largest_state - room_to_end - size_of(full) - 60, 'x')));
        full.size_at_most = size_of(full);
        REQUIRE(full.size_at_most < largest_state - room_to_end);
        w.put(std::move(full));
        auto const at = session->read(name, {}).at;
        auto const result = rules.decide(w, ask(who, stream, command_name, payload), chance, at);
        auto const* no = std::get_if<refusal>(&result);
        return no ? no->code : "accepted";
    };
    json const end{{"person", somebody}, {"role", "case_handler"}, {"valid_to", "2025-03-31"}};
    json const handler{{"handler", people.at("radgiver")}}, basis{{"hjemmel", "offl. § 13"}};
    CHECK(decided("koordinator", "organisation", "register_person", {{"name", "Ny"}, {"position", "x"}}) ==
          "too_large");
    CHECK(decided("admin", "organisation", "end_role", end) == "accepted");
    CHECK(decided("koordinator", scheme, "mark_simulated", {{"what", std::string(500, 'y')}}) == "too_large");
    CHECK(decided("koordinator", scheme, "restrict_access", basis) == "accepted");
}
