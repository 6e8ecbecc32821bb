#include "tests/system/stories.hpp"

#include <algorithm>
#include <map>

namespace saksgang::test {

std::vector<std::string> municipalities(served& s) {
    std::vector<std::string> ids;
    auto const page = s.shows("koordinator", "/parties"); // named, so that it lives as long as the loop
    for (auto const& p : page["items"])
        if (p["details"]["kind"] == "municipality") ids.push_back(p["id"]);
    return ids;
}

std::string person_of(served& s, std::string const& username) {
    return s.shows(username, "/me")["person"]["id"];
}

std::string holder_of(served& s, std::string const& body, std::string const& seat) {
    auto const page = s.shows("koordinator", "/bodies/" + body);
    for (auto const& each : page["seats"])
        if (each["id"] == seat) return each["holder"]["person"]["id"];
    FAIL("nobody holds " << seat << " in " << body);
    return {};
}

void open_account(served& s, std::string const& username, std::string const& person) {
    auto const asked =
        s.does("admin", "accounts", "open_account", {{"username", username}, {"person", person}});
    auto const waits = "pending/" + std::to_string(asked["version"].get<int>());
    if (asked["entries"][0]["set"].contains(waits)) // a second one for that person
        s.does("koordinator", "accounts", "confirm_change", {{"waiting_change", waits.substr(8)}});
    auto const link =
        served::must(s.post("admin", "/accounts/" + username + "/password-link", json::object()));
    served::must(
        s.post("", "/password-links", {{"token", link.body["token"]}, {"password", served::password()}}));
}

std::string newcomer(served& s, std::string const& username, json role) {
    s.does("koordinator", "organisation", "register_person", {{"name", username}, {"position", "Rådgiver"}});
    auto const found = s.shows("koordinator", "/people?q=" + username);
    REQUIRE(found["items"].size() == 1);
    auto const person = found["items"][0]["person"]["id"];
    open_account(s, username, person);
    if (!role.is_null()) {
        role.update({{"person", person}, {"valid_from", "2025-01-02"}});
        if (!role.contains("basis")) role["basis"] = "Vedtak";
        s.does("admin", "organisation", "grant_role", role);
    }
    return username;
}

std::string loaded_case(served& s, std::string const& workflow) {
    auto const list = s.shows("koordinator", "/cases?workflow=" + workflow);
    REQUIRE(list["items"].size() == 1);
    return list["items"][0]["id"];
}

json case_of(served& s, std::string const& id, std::string const& username) {
    return s.shows(username, "/cases/" + id);
}

json round_of(served& s, std::string const& id, std::string const& name) {
    auto const rounds = case_of(s, id)["rounds"];
    return rounds.at(name.empty() ? "r" + std::to_string(rounds.size()) : name);
}

std::string last_round_name(served& s, std::string const& id) {
    return "r" + std::to_string(case_of(s, id)["rounds"].size());
}

json history_of(served& s, std::string const& id) {
    return s.shows("koordinator", "/cases/" + id + "/history?limit=200")["items"];
}

json last_entry(served& s, std::string const& id, std::string const& command) {
    json last;
    for (auto const& e : history_of(s, id))
        if (e["command"] == command) last = e;
    return last;
}

bool has_deadline(json const& with_deadlines, std::string const& name, std::string const& due) {
    return std::ranges::any_of(with_deadlines["deadlines"],
                               [&](auto const& d) { return d["name"] == name && d["due"] == due; });
}

bool contains(json const& list, json const& value) {
    return list.is_array() && std::ranges::find(list, value) != list.end();
}

bool says(std::string const& text, std::string const& words) { return text.find(words) != std::string::npos; }

json action_of(json const& a_case, std::string const& command) {
    for (auto const& a : a_case["actions"])
        if (a["command"] == command) return a;
    return {};
}

json agreement_of(served& s, std::string const& party, std::string const& at) {
    auto const list =
        s.shows("koordinator", "/agreements?party=" + party + (at.empty() ? "" : "&at=" + at))["items"];
    REQUIRE(list.size() == 1);
    return list[0];
}

void ssu_agrees(served& s, std::string const& id, std::string const& kind, std::string const& on) {
    s.does("koordinator", "case/" + id, "state_agreement", agreement_stated(kind, on));
}

json position(served& s, std::string const& id, std::string const& taken, json const& more) {
    json p{{"round", last_round_name(s, id)},
           {"digest", round_of(s, id)["subject"]["renditions"][0]["digest"]},
           {"position", taken}};
    p.update(more);
    return p;
}

// -------------------------------------------------------------------------------------- the samarbeidsavtale

json committee(served& s, bool with_user, bool with_gp) {
    json members = json::array({{{"person", person_of(s, "drammen")}, {"kind", "municipality"}},
                                {{"person", person_of(s, "fagdirektor")}, {"kind", "trust"}}});
    if (with_user) members.push_back({{"person", person_of(s, "bruker")}, {"kind", "user"}});
    if (with_gp) members.push_back({{"person", person_of(s, "fastlege")}, {"kind", "gp"}});
    return members;
}

json checklist(int items, std::optional<int> gap) {
    static constexpr char const* points[]{"tasks_and_measures",
                                          "coordinated_services",
                                          "admission",
                                          "emergency_beds",
                                          "discharge",
                                          "exchange_of_knowledge",
                                          "research_and_education",
                                          "midwifery",
                                          "local_ict",
                                          "preventive_work",
                                          "emergency_planning",
                                          "planning_of_services",
                                          "children_with_complex_needs"};
    auto list = json::array();
    for (int n = 1; n <= items; ++n)
        if (n == gap)
            list.push_back({{"point", points[n - 1]}, {"gap", "Avklares i en egen delavtale i 2026"}});
        else
            list.push_back({{"point", points[n - 1]}, {"covered_in", "kapittel " + std::to_string(n)}});
    return list;
}

json draft_agreement(served& s, std::string const& version, json const& items) {
    return {{"text", s.text("Overordnet samarbeidsavtale", version)},
            {"checklist", items},
            {"terms",
             {{"responsibility", "Kapittel 3"},
              {"employer_responsibility", "Kapittel 4"},
              {"organisation", "Kapittel 5"},
              {"financing", "Kapittel 6"}}},
            {"users_took_part", true}};
}

json hearing_recipients(served& s) {
    auto list = json::array();
    auto const parties = s.shows("koordinator", "/parties");
    for (auto const& p : parties["items"]) list.push_back({{"kind", "party"}, {"target", p["id"]}});
    auto const bodies = s.shows("koordinator", "/bodies");
    for (auto const& b : bodies["items"])
        if (b["kind"] == "local" || b["kind"] == "professional" || b["kind"] == "user_council")
            list.push_back({{"kind", "body"}, {"target", b["id"]}});
    list.push_back({{"kind", "gp_representatives"}, {"target", "fastlegene"}});
    list.push_back({{"kind", "employee_representatives"}, {"target", "tillitsvalgte"}});
    return list;
}

void ssu_sends_to_hearing(served& s, std::string const& id, std::string const& on) {
    s.does("koordinator", "case/" + id, "submit_for_hearing",
           {{"paper", s.document("Saksframlegg om høring")}});
    ssu_agrees(s, id, "decision", on);
}

std::string before_the_parties(served& s, std::string const& policy, json const& more) {
    auto const id = loaded_case(s, "agreement_revision");
    auto const stream = "case/" + id;
    s.now("2025-01-06");
    s.does("koordinator", stream, "nominate_committee",
           {{"members", committee(s)}, {"proposal", s.document("Redaksjonskomité")}});
    ssu_agrees(s, id, "decision", "2025-01-06");
    s.does("koordinator", stream, "submit_draft", draft_agreement(s, "1.0"));
    s.now("2025-01-13");
    ssu_sends_to_hearing(s, id, "2025-01-13");
    s.does("koordinator", stream, "open_hearing",
           {{"recipients", hearing_recipients(s)},
            {"deadline", "2025-04-07"},
            {"letter", s.document("Høringsbrev")}});
    s.now("2025-04-08");
    s.does("koordinator", stream, "close_hearing");
    s.does("koordinator", stream, "submit_draft", draft_agreement(s, "2.0"));
    s.does("koordinator", stream, "submit_to_ssu", {{"paper", s.document("Saksframlegg til SSU")}});
    s.now("2025-04-14");
    ssu_agrees(s, id, "recommendation", "2025-04-14");
    s.now("2025-04-15");
    json sent{
        {"policy", policy}, {"deadline", "2025-10-15"}, {"letter", s.document("Oversendelse til partene")}};
    sent.update(more);
    s.does("koordinator", stream, "send_to_parties", sent);
    s.does("koordinator", stream, "mark_sent", {{"parties", json::array()}});
    return id;
}

json adoption(served& s, std::string const& party, std::string const& decided_on, std::string const& result,
              std::string const& version) {
    json decision{{"party", party},
                  {"organ", party == "vestre-viken" ? "styre" : "kommunestyre"},
                  {"decided_on", decided_on},
                  {"case_number", party == "vestre-viken" ? "Styresak 31/25" : "PS 45/25"},
                  {"result", result},
                  {"minutes", s.document("Saksutskrift " + party)},
                  {"adopted_text", s.document("Avtalen " + version + " slik " + party + " vedtok den")},
                  {"version", version}};
    if (result == "rejected") decision["reason"] = "Punkt 4.3 om betaling";
    return decision;
}

// ------------------------------------------------------------------------------------------------- grants

json application(std::string const& title, std::string const& scheme, std::int64_t applied) {
    return {{"title", title},
            {"fund", "tilskudd"},
            {"scheme", scheme},
            {"year", 2025},
            {"applied", applied},
            {"phase", "preliminary_project"},
            {"priority_groups", {"frail_elderly"}},
            {"goals", {"Helsehjelp i eget hjem"}},
            {"applicants",
             {{{"party", "vestre-viken"}, {"unit", "kongsberg-sykehus"}}, {{"party", "kongsberg"}}}},
            {"partners", {{{"name", "Responssenteret på Kongsberg"}, {"kind", "public_body"}}}},
            {"contributions",
             {{{"party", "vestre-viken"}, {"amount", 40'000'000}},
              {{"party", "kongsberg"}, {"amount", 40'000'000}}}},
            {"starts", "2025-05-01"},
            {"ends", "2025-12-31"},
            {"user_involvement", "Brukerutvalget er med"},
            {"implementation_plan", "Tre faser"},
            {"evaluation_plan", "Ved prosjektslutt"}};
}

std::string assessed(served& s, json const& content) {
    auto const id = s.creates("koordinator", "grant_application", "draft_application", content);
    auto const stream = "case/" + id;
    s.does("koordinator", stream, "submit_application", {{"application", s.document("Søknad " + id)}});
    s.does("koordinator", stream, "begin_screening");
    s.does("koordinator", stream, "pass_screening");
    s.does("koordinator", stream, "submit_assessment", {{"assessment", s.document("Vurdering " + id)}});
    s.does("koordinator", stream, "assess_impartiality", {{"concerns", json::array()}});
    return id;
}

json award(served& s, std::int64_t amount, std::string const& version, int year,
           std::optional<bool> conditional) {
    json p{{"outcome", "award"},
           {"amount", amount},
           {"year", year},
           {"text", s.text("Forslag til vedtak", version)}};
    if (conditional) p["conditional"] = *conditional;
    return p;
}

std::string adopt_scheme(served& s, std::string const& on) {
    auto const id = loaded_case(s, "grant_scheme");
    s.does("koordinator", "case/" + id, "submit_scheme",
           {{"text", s.text("Ordning", "1.0")}, {"criteria", {"Felles søknad"}}});
    ssu_agrees(s, id, "decision", on);
    return id;
}

json year_of(served& s, int year, std::string const& fund) {
    auto const shown = s.shows("koordinator", "/funds/" + fund);
    for (auto const& y : shown["years"])
        if (y["year"] == year) return y;
    return {};
}

std::int64_t sum_of(json const& amounts) {
    std::int64_t sum = 0;
    for (auto const& a : amounts) sum += a.get<std::int64_t>();
    return sum;
}

void books_balance(served& s, std::string const& fund) {
    auto const shown = s.shows("koordinator", "/funds/" + fund + "?limit=200");
    CHECK(sum_of(shown["balances"]) == 0);
    std::map<std::string, std::int64_t> by_year;
    for (auto const& [account, amount] : shown["balances"].items())
        by_year[account.substr(0, 4)] += amount.get<std::int64_t>();
    for (auto const& [year, sum] : by_year) CHECK_MESSAGE(sum == 0, year);
    for (auto const& e : shown["postings"]) CHECK_MESSAGE(sum_of(e["postings"]) == 0, e.dump());
}

} // namespace saksgang::test
