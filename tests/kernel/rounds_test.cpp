// The rules of rounds, tried from every side, on a guideline that lies before SSU: both voice settings, one
// disagreement in each, a side not represented, reservations, recusal, written procedure, and every abuse
// with its own code.
#include "engine/tasks.hpp"
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

// A scheme put before SSU: the shortest way to a consent round.
struct before_ssu : town {
    before_ssu() {
        chance.go_to("2025-03-10");
        a_case = creates("koordinator", "grant_scheme", "propose_scheme",
                         {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}});
        put_forward("1.0");
    }
    void put_forward(std::string const& version) {
        text_now = text("Ordning", version);
        does("koordinator", a_case, "submit_scheme", {{"text", text_now}, {"criteria", {"Felles søknad"}}});
    }
    std::string digest() const { return text_now["renditions"][0]["digest"]; }
    std::string standing() { return state_of(a_case).name; }
    saksgang::round last_round() {
        return rounds_in(state_of(a_case)).at(round_name(rounds_in(state_of(a_case)).size()));
    }
    json position(std::string const& p, json more = json::object()) {
        json payload{
            {"round", round_name(rounds_in(state_of(a_case)).size())}, {"digest", digest()}, {"position", p}};
        payload.update(more);
        return payload;
    }
    void meet(json const& who = everybody()) {
        does("koordinator", a_case, "open_round",
             {{"procedure", "meeting"}, {"held_on", "2025-03-10"}, {"present", who}});
    }
    void in_writing(std::string const& deadline = "2025-03-20") {
        does("koordinator", a_case, "open_round", {{"procedure", "written"}, {"deadline", deadline}});
    }
    void set_rule(std::string const& voice, std::string const& no_position = "not_agreed",
                  bool employer = false, std::string const& asks = "sides") {
        does("koordinator", "body/ssu", "adopt_rule",
             {{"rule",
               {{"version", 3},
                {"valid_from", "2025-03-01"},
                {"basis", "SSU, sak 04-25"},
                {"asks", asks},
                {"voice", voice},
                {"no_position", no_position},
                {"employer_disqualifies", employer},
                {"decides", {"decision", "recommendation", "statement"}},
                {"composition", {{"municipality", 4}, {"trust", 4}}}}}});
    }

    std::string a_case;
    json text_now;
};

} // namespace

TEST_CASE_FIXTURE(before_ssu,
                  "agreement is stated by the chair and registered by the secretary, in one entry that names "
                  "those present") {
    auto const before = history(a_case).size();
    does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
    CHECK(standing() == "adopted");
    auto const entries = history(a_case);
    REQUIRE(entries.size() == before + 2); // the agreement, and what the workflow makes of it
    auto const& stated = entries[before];
    CHECK(stated.command == "state_agreement");
    CHECK(stated.seat == "role/case_handler");
    CHECK(stated.rule == "body/ssu/rule/2");
    CHECK(entries[before + 1].command == "round_carried");
    CHECK(entries[before + 1].cause == stated.position);
    auto const r = last_round();
    CHECK(r.status == round_status::carried);
    CHECK(r.outcome->stated_by_chair);
    CHECK(r.outcome->present.size() == 11);
    CHECK(r.outcome->agreed.size() ==
          8);                   // users, GPs and employees are heard; four seats of each side must agree
    CHECK(r.positions.empty()); // nothing claims that a member pressed anything
}

TEST_CASE_FIXTURE(before_ssu, "a side not represented: the case may be discussed, not decided") {
    auto const only_municipalities = present({"m1", "m2", "m3", "user"});
    CHECK(refused("koordinator", a_case, "state_agreement",
                  agreement_stated("decision", "2025-03-10", only_municipalities)) == "side_unrepresented");
    CHECK(refused(
              "koordinator", a_case, "open_round",
              json{{"procedure", "meeting"}, {"held_on", "2025-03-10"}, {"present", only_municipalities}}) ==
          "side_unrepresented");
    CHECK(standing() == "for_ssu");
}

TEST_CASE_FIXTURE(before_ssu, "each seat must agree: one disagreement and it is not carried; no majority") {
    meet();
    does("psykiatri", a_case, "take_position", position("disagree", {{"reason", "Uklart ansvar"}}));
    CHECK(refused("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
          "disagreement_recorded");
    does("koordinator", a_case, "close_round");
    CHECK(standing() == "under_preparation");
    auto const r = last_round();
    CHECK(r.status == round_status::not_carried);
    REQUIRE(!r.outcome->against.empty());
    bool named = false;
    for (auto const& d : r.outcome->against) named |= d.seat == "t2" && d.why == "Uklart ansvar";
    CHECK(named);
}

TEST_CASE_FIXTURE(before_ssu,
                  "one voice: the side's speaker states its standpoint, inner dissent goes to the minutes") {
    set_rule("one_voice");
    meet();
    does("psykiatri", a_case, "take_position", position("disagree", {{"reason", "Uklart ansvar"}}));
    does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
    CHECK(standing() == "adopted");
    auto const r = last_round();
    CHECK(r.rule == "body/ssu/rule/3");
    REQUIRE(r.outcome->remarks.size() == 1);
    CHECK(r.outcome->remarks.front().seat == "t2");
    CHECK(r.outcome->remarks.front().text == "Uklart ansvar");
}

TEST_CASE_FIXTURE(before_ssu, "one voice: the speaker's own disagreement stops it") {
    set_rule("one_voice");
    does("koordinator", a_case, "open_round",
         {{"procedure", "meeting"},
          {"held_on", "2025-03-10"},
          {"present", everybody()},
          {"speakers", {"m1", "t2"}}});
    does("psykiatri", a_case, "take_position", position("disagree", {{"reason", "Nei"}}));
    CHECK(refused("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
          "disagreement_recorded");
    does("leder", a_case, "close_round");
    CHECK(standing() == "under_preparation");
}

TEST_CASE_FIXTURE(before_ssu, "a rule adopted after the round opened does not change it") {
    meet();
    set_rule("one_voice");
    does("psykiatri", a_case, "take_position", position("disagree", {{"reason", "Nei"}}));
    CHECK(refused("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
          "disagreement_recorded");
    CHECK(last_round().rule == "body/ssu/rule/2");
}

TEST_CASE_FIXTURE(before_ssu, "no position: what it means is the body's rule") {
    SUBCASE("it counts as not agreed") {
        meet();
        does("psykiatri", a_case, "take_position", position("no_position"));
        CHECK(refused("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
              "disagreement_recorded");
    }
    SUBCASE("it stands aside") {
        set_rule("each_seat", "stands_aside");
        meet();
        does("psykiatri", a_case, "take_position", position("no_position"));
        does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
        CHECK(last_round().outcome->agreed.size() == 7);
    }
    SUBCASE("a whole side standing aside has not agreed") {
        set_rule("each_seat", "stands_aside");
        meet(present({"m1", "t2"}));
        does("psykiatri", a_case, "take_position", position("no_position"));
        CHECK(refused("koordinator", a_case, "state_agreement",
                      agreement_stated("decision", "2025-03-10", present({"m1", "t2"}))) ==
              "side_unrepresented");
    }
}

TEST_CASE_FIXTURE(
    before_ssu, "reservations are carried along and block the steps that the workflow names until cleared") {
    auto stated = agreement_stated("decision", "2025-03-10");
    stated["reservations"] = {
        {{"seat", "m3"}, {"text", "Formannskapet må si sitt"}, {"clear_by", "2025-04-14"}}};
    does("koordinator", a_case, "state_agreement", stated);
    CHECK(standing() == "adopted");
    json const call{{"deadline", "2025-05-01"}, {"call", document("Utlysning")}};
    CHECK(refused("koordinator", a_case, "open_call", call) == "reservation_open");
    auto const due = rules.deadlines(
        state_of(a_case), {*read_world(), people["koordinator"], chance.now(), *date::parse("2025-03-10")});
    CHECK(std::ranges::any_of(
        due, [](auto const& d) { return d.name == "clear_reservation_by" && d.due.str() == "2025-04-14"; }));
    CHECK(refused("drammen", a_case, "clear_reservation",
                  json{{"round", "r1"}, {"holder", "m3"}, {"note", "Ok"}}) == "not_your_seat");
    does("hallingdal", a_case, "clear_reservation",
         {{"round", "r1"}, {"holder", "m3"}, {"note", "Formannskapet sa ja 14. april"}});
    CHECK(refused("hallingdal", a_case, "clear_reservation",
                  json{{"round", "r1"}, {"holder", "m3"}, {"note", "Igjen"}}) == "no_reservation");
    does("koordinator", a_case, "open_call", call);
}

TEST_CASE_FIXTURE(before_ssu, "reservations to be cleared by the same day are one deadline and one task") {
    auto stated = agreement_stated("decision", "2025-03-10");
    for (auto const* seat : {"m2", "m3"})
        stated["reservations"].push_back(
            {{"seat", seat}, {"text", "Formannskapet"}, {"clear_by", "2025-04-14"}});
    does("koordinator", a_case, "state_agreement", stated);
    auto const all = read_world();
    situation const now{*all, people["koordinator"], chance.now(), *date::parse("2025-03-10")};
    auto const is_it = [](auto const& of) { return std::string_view(of) == "clear_reservation_by"; };
    CHECK(std::ranges::count_if(rules.deadlines(state_of(a_case), now), is_it, &deadline::name) == 1);
    CHECK(std::ranges::count_if(tasks_for(rules, state_of(a_case), now), is_it, &task::deadline) == 1);
}

TEST_CASE_FIXTURE(before_ssu,
                  "a reservation's task waits by its own day, and its form begins with the only one") {
    auto stated = agreement_stated("decision", "2025-03-10");
    stated["reservations"] = {
        {{"seat", "m3"}, {"text", "Formannskapet må si sitt"}, {"clear_by", "2025-04-14"}}};
    does("koordinator", a_case, "state_agreement", stated);
    auto const all = read_world();
    situation const now{*all, people["koordinator"], chance.now(), *date::parse("2025-03-10")};
    auto const tasks = tasks_for(rules, state_of(a_case), now);
    auto const its = std::ranges::find_if(
        tasks, [](auto const& t) { return t.command && t.command->name == "clear_reservation"; });
    REQUIRE(its != tasks.end());
    CHECK(its->due.str() == "2025-04-14");
    CHECK(rules.begins(*its->command, state_of(a_case), now) == json{{"round", "r1"}, {"holder", "m3"}});
}

TEST_CASE_FIXTURE(before_ssu, "who reports a possible conflict of interest begins with their own seat") {
    meet();
    auto const all = read_world();
    auto const form = [&](char const* username, char const* command) {
        situation const now{*all, people[username], chance.now(), date_in_oslo(chance.now())};
        auto const found = std::ranges::find(rules.case_commands(), command, &command_info::name);
        return rules.begins(**found, state_of(a_case), now);
    };
    CHECK(form("drammen", "declare_recusal") == json{{"seat", "m2"}});
    CHECK(form("koordinator", "declare_recusal").is_null());
    CHECK(form("leder", "settle_recusal").is_null()); // nothing is reported
}

TEST_CASE_FIXTURE(before_ssu,
                  "recusal: settled without the member, the second substitute takes the seat, the first is "
                  "recorded as not reached") {
    does("koordinator", "body/ssu", "appoint_substitute",
         {{"seat", "t2"},
          {"person", people["kongsberg-sykehus"]},
          {"order", 2},
          {"valid_from", "2025-03-10"}});
    meet();
    does("psykiatri", a_case, "declare_recusal",
         {{"seat", "t2"}, {"ground", "project"}, {"explanation", "Leder prosjektet"}});
    does("leder", a_case, "settle_recusal",
         {{"seat", "t2"}, {"disqualified", true}, {"hjemmel", "fvl. § 6 andre ledd, § 8 andre ledd"}});
    CHECK(refused("psykiatri", a_case, "take_position", position("agree")) == "recused");
    does("koordinator", a_case, "call_substitute",
         {{"seat", "t2"}, {"person", people["kongsberg-sykehus"]}, {"reached", true}});
    auto const r = last_round();
    REQUIRE(r.calls.size() == 2);
    CHECK(r.calls[0].person == people["vara"]);
    CHECK(!r.calls[0].reached);
    CHECK(r.calls[1].reached);
    CHECK(r.electorate.at("t2").person == people["kongsberg-sykehus"]);
    CHECK(r.electorate.at("t2").stands_in_for->value == people["psykiatri"]);
    CHECK(history(a_case).back().payload.dump().find("Leder prosjektet") == std::string::npos);
    does("kongsberg-sykehus", a_case, "take_position", position("agree"));
    does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
    CHECK(standing() == "adopted");
}

TEST_CASE_FIXTURE(
    before_ssu,
    "recusal: the body rules either way on whatever is reported, each ruling with its basis and "
    "reasons") {
    auto const ruled = [&](char const* ground, bool disqualified, char const* hjemmel) {
        meet();
        does("baerum-sykehus", a_case, "declare_recusal", {{"seat", "t3"}, {"ground", ground}});
        does("leder", a_case, "settle_recusal",
             {{"seat", "t3"}, {"disqualified", disqualified}, {"hjemmel", hjemmel}, {"reasons", "Fordi"}});
        auto const found = last_round().recusals.front();
        CHECK(found.disqualified == disqualified);
        CHECK(found.hjemmel == hjemmel);
        CHECK(found.reasons.has_value());
        CHECK(history(a_case).back().payload.dump().find("Fordi") == std::string::npos);
        CHECK(last_round().positions.contains("t3") == disqualified);
        does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
        CHECK(last_round().outcome->agreed.size() == (disqualified ? 7 : 8));
    };
    SUBCASE("a fact") { ruled("personal", true, "fvl. § 6 første ledd bokstav a"); }
    SUBCASE("a fact that was none") { ruled("personal", false, "fvl. § 6 fjerde ledd"); }
    SUBCASE("a role in the project") { ruled("project", true, "fvl. § 6 andre ledd"); }
    SUBCASE("a role in the project, too small") { ruled("project", false, "fvl. § 6 andre ledd"); }
    SUBCASE("the employer's interest") { ruled("employer", true, "fvl. § 6 første ledd bokstav e"); }
    SUBCASE("the employer's interest does not") {
        ruled("employer", false, "fvl. § 6 første ledd bokstav e");
    }
    SUBCASE("other circumstances") { ruled("special_circumstances", true, "fvl. § 6 andre ledd"); }
}

TEST_CASE_FIXTURE(before_ssu,
                  "recusal: whoever was found inhabil in the meeting is not named among those who agree") {
    meet();
    does("psykiatri", a_case, "declare_recusal", {{"seat", "t2"}, {"ground", "project"}});
    does("leder", a_case, "settle_recusal",
         {{"seat", "t2"}, {"disqualified", true}, {"hjemmel", "fvl. § 6 andre ledd"}});
    auto others = everybody();
    std::erase_if(others.get_ref<json::array_t&>(), [](json const& each) { return each["seat"] == "t2"; });
    auto fewer = others;
    fewer.erase(fewer.begin());
    CHECK(refused("koordinator", a_case, "state_agreement",
                  agreement_stated("decision", "2025-03-10", fewer)) == "other_attendance");
    does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10", others));
    CHECK(last_round().outcome->agreed.size() == 7);
}

TEST_CASE_FIXTURE(before_ssu, "recusal: nobody settles their own") {
    meet();
    does("leder", a_case, "declare_recusal", {{"seat", "m1"}, {"ground", "personal"}});
    CHECK(refused("leder", a_case, "settle_recusal",
                  json{{"seat", "m1"}, {"disqualified", true}, {"hjemmel", "fvl. § 8"}}) ==
          "settles_own_recusal");
    // nor another's, while their own is not ruled on
    does("psykiatri", a_case, "declare_recusal", {{"seat", "t2"}, {"ground", "project"}});
    CHECK(refused("leder", a_case, "settle_recusal",
                  json{{"seat", "t2"}, {"disqualified", true}, {"hjemmel", "fvl. § 6 andre ledd"}}) ==
          "settles_own_recusal");
    does("koordinator", a_case, "settle_recusal",
         {{"seat", "m1"}, {"disqualified", false}, {"hjemmel", "fvl. § 6 andre ledd"}});
    does("leder", a_case, "settle_recusal",
         {{"seat", "t2"}, {"disqualified", true}, {"hjemmel", "fvl. § 6 andre ledd"}});
}

TEST_CASE_FIXTURE(before_ssu,
                  "recusal: known before the meeting, ruled on in it, and it stands for the whole case") {
    json const ruling{{"seat", "t2"}, {"disqualified", true}, {"hjemmel", "fvl. § 6 andre ledd"}};
    CHECK(refused("drammen", a_case, "declare_recusal", json{{"seat", "t2"}, {"ground", "project"}}) ==
          "not_your_seat");
    does("psykiatri", a_case, "declare_recusal", {{"seat", "t2"}, {"ground", "project"}});
    CHECK(refused("leder", a_case, "settle_recusal", ruling) == "round_not_open");
    CHECK(refused("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
          "recusal_unsettled");
    meet();
    CHECK(refused("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
          "recusal_unsettled");
    does("leder", a_case, "settle_recusal", ruling);
    CHECK(refused("leder", a_case, "settle_recusal", ruling) == "already_taken");

    text_now = text("Ordning", "2.0");
    does("koordinator", a_case, "replace_text", {{"text", text_now}, {"reason", "x"}, {"acknowledged", 0}});
    CHECK(refused("psykiatri", a_case, "add_remark", json{{"seat", "t2"}, {"text", "Likevel"}}) == "recused");
    meet();
    CHECK(last_round().positions.at("t2").position == saksgang::position::recused);
    does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
    auto const r = last_round();
    CHECK(r.outcome->agreed.size() == 7);
    REQUIRE(r.outcome->recusals.size() == 1);
    CHECK(r.outcome->recusals.front().hjemmel == "fvl. § 6 andre ledd");
    CHECK(r.outcome->recusals.front().person == id{people["psykiatri"]});
}

TEST_CASE_FIXTURE(
    before_ssu,
    "a substitute comes in for one who is disqualified, undoes no position, sits once, and is not "
    "disqualified") {
    auto const call = [&](char const* seat) {
        return json{{"seat", seat}, {"person", people["vara"]}, {"reached", true}};
    };
    auto const disqualify = [&](char const* who, char const* seat) {
        does(who, a_case, "declare_recusal", {{"seat", seat}, {"ground", "project"}});
        does("leder", a_case, "settle_recusal",
             {{"seat", seat}, {"disqualified", true}, {"hjemmel", "fvl. § 8"}});
    };
    meet();
    CHECK(refused("leder", a_case, "call_substitute", call("t1")) ==
          "not_recused"); // asked, and has not answered
    does("psykiatri", a_case, "take_position", position("disagree", {{"reason", "Uklart ansvar"}}));
    CHECK(refused("koordinator", a_case, "call_substitute", call("t2")) == "not_recused");
    disqualify("baerum-sykehus", "t3");
    does("koordinator", a_case, "call_substitute", call("t3"));
    disqualify("fagdirektor", "t1");
    CHECK(refused("koordinator", a_case, "call_substitute", call("t1")) == "present_twice");
    disqualify("vara", "t3");
    CHECK(refused("koordinator", a_case, "call_substitute", call("t3")) == "substitute_disqualified");
}

TEST_CASE_FIXTURE(before_ssu, "what a member has said in person, the secretary does not change") {
    meet();
    auto const for_m1 = [&](char const* said) { return position(said, {{"seat", "m1"}}); };
    does("leder", a_case, "take_position", position("no_position"));
    CHECK(refused("koordinator", a_case, "take_position", for_m1("agree")) == "own_position_stands");
    auto stated = agreement_stated("decision", "2025-03-10");
    stated["reservations"] = {{{"seat", "m1"}, {"text", "Formannskapet"}, {"clear_by", "2025-04-14"}}};
    CHECK(refused("koordinator", a_case, "state_agreement", stated) == "disagreement_recorded");
    does("leder", a_case, "take_position",
         position("agree_with_reservation",
                  {{"reservation", {{"text", "Mitt eget vilkår"}, {"clear_by", "2025-04-01"}}}}));
    does("koordinator", a_case, "state_agreement", stated);
    CHECK(last_round().outcome->reservations.at("m1").text == "Mitt eget vilkår");
}

TEST_CASE_FIXTURE(before_ssu, "a label or a file that was put forward before is no new text") {
    auto const first = text_now;
    auto const replaced_by = [](json const& text) {
        return json{{"text", text}, {"reason", "x"}, {"acknowledged", 0}};
    };
    does("koordinator", a_case, "replace_text", replaced_by(text("Ordning", "2.0")));
    auto other_file = text("Ordning, en annen", "1.0");
    CHECK(refused("koordinator", a_case, "replace_text", replaced_by(other_file)) == "same_version");
    auto same_file = first;
    same_file["version"] = "3.0";
    CHECK(refused("koordinator", a_case, "replace_text", replaced_by(same_file)) == "same_version");
}

TEST_CASE_FIXTURE(before_ssu, "a seat's remarks leave room for the entry that closes the round") {
    meet();
    json const long_remark{{"seat", "user"}, {"text", std::string(3000, 'x')}};
    does("bruker", a_case, "add_remark", long_remark);
    CHECK(refused("bruker", a_case, "add_remark", long_remark) == "remarks_too_long");
    does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
}

TEST_CASE_FIXTURE(before_ssu, "who dates back needs the right today too") {
    does("koordinator", "organisation", "register_person", {{"name", "Ny leder"}, {"position", "Ny leder"}});
    does("koordinator", "body/ssu", "end_appointment",
         {{"seat", "m1"}, {"person", people["leder"]}, {"valid_to", "2025-03-10"}});
    chance.go_to("2025-03-12");
    auto late = ask("leder", a_case, "open_round",
                    json{{"procedure", "meeting"}, {"held_on", "2025-03-10"}, {"present", everybody()}});
    late.effective = date::parse("2025-03-10");
    late.source = document("Referat")["digest"];
    auto const answer = send(late);
    REQUIRE(std::holds_alternative<refusal>(answer));
    CHECK(std::get<refusal>(answer).code == "not_entitled");
}

TEST_CASE_FIXTURE(before_ssu, "recusal: each ground is ruled on, and a new text forgets none") {
    auto const ruling = [](char const* ground, bool disqualified) {
        return json{
            {"seat", "t2"}, {"ground", ground}, {"disqualified", disqualified}, {"hjemmel", "fvl. § 6"}};
    };
    does("psykiatri", a_case, "declare_recusal", {{"seat", "t2"}, {"ground", "employer"}});
    does("psykiatri", a_case, "declare_recusal", {{"seat", "t2"}, {"ground", "project"}});
    text_now = text("Ordning", "2.0");
    does("koordinator", a_case, "replace_text", {{"text", text_now}, {"reason", "x"}, {"acknowledged", 0}});
    meet();
    does("leder", a_case, "settle_recusal", ruling("employer", false));
    CHECK(refused("leder", a_case, "settle_recusal", ruling("employer", false)) == "already_taken");
    CHECK(refused("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
          "recusal_unsettled");
    does("leder", a_case, "settle_recusal", ruling("project", true));
    does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
    CHECK(last_round().outcome->agreed.size() == 7);
}

TEST_CASE_FIXTURE(before_ssu,
                  "in a meeting the chair states agreement; a round in which all agree is not just closed") {
    meet(present({"m1", "t1"}));
    for (auto const* who : {"leder", "fagdirektor"}) does(who, a_case, "take_position", position("agree"));
    CHECK(refused("leder", a_case, "close_round") == "nobody_against");
    CHECK(refused("koordinator", a_case, "open_round",
                  json{{"procedure", "meeting"}, {"present", everybody()}, {"deadline", "2025-03-20"}}) ==
          "round_already_open");
    does("koordinator", a_case, "postpone", {{"reason", "x"}});
    CHECK(refused("koordinator", a_case, "open_round",
                  json{{"procedure", "meeting"}, {"present", everybody()}, {"deadline", "2025-03-20"}}) ==
          "not_of_this_procedure");
}

TEST_CASE_FIXTURE(before_ssu, "a reservation made in the meeting outlives the points that are postponed") {
    meet();
    does(
        "koordinator", a_case, "take_position",
        position("agree_with_reservation",
                 {{"seat", "m3"}, {"reservation", {{"text", "Formannskapet"}, {"clear_by", "2025-04-14"}}}}));
    auto stated = agreement_stated("decision", "2025-03-10");
    stated["points"] = {{{"number", 1}, {"words", "En"}, {"result", "agreed"}},
                        {{"number", 2}, {"words", "To"}, {"result", "postponed"}, {"reason", "x"}}};
    does("koordinator", a_case, "state_agreement", stated);
    CHECK(last_round().reservations.at("m3").text == "Formannskapet");
    CHECK(refused("koordinator", a_case, "open_round",
                  json{{"procedure", "written"}, {"deadline", "2025-03-20"}}) == "points_in_meeting");
    stated["points"] = {{{"number", 2}, {"words", "To"}, {"result", "agreed"}}};
    does("koordinator", a_case, "state_agreement", stated);
    CHECK(last_round().outcome->reservations.at("m3").text == "Formannskapet");
}

TEST_CASE_FIXTURE(before_ssu,
                  "agreement is stated by one who decides, of those who were there, on that day") {
    auto const stated = [](json const& who = everybody(), char const* on = "2025-03-10") {
        return agreement_stated("decision", on, who);
    };
    auto chaired_by = [&](char const* seat) {
        auto payload = stated();
        payload["chair"] = seat;
        return payload;
    };
    CHECK(refused("koordinator", a_case, "state_agreement", chaired_by("user")) == "chair_does_not_decide");
    CHECK(refused("koordinator", a_case, "state_agreement", chaired_by("m9")) == "no_such_seat");
    CHECK(refused("koordinator", a_case, "state_agreement", stated(everybody(), "2025-03-07")) ==
          "before_put_forward");
    CHECK(refused("koordinator", a_case, "state_agreement", stated(present({"m1", "t1", "m1"}))) ==
          "present_twice");
    meet();
    CHECK(refused("koordinator", a_case, "close_round") == "nobody_against");
    CHECK(refused("koordinator", a_case, "state_agreement", stated(present({"m1", "t1"}))) ==
          "other_attendance");
    chance.go_to("2025-03-11");
    CHECK(refused("koordinator", a_case, "state_agreement", stated(everybody(), "2025-03-11")) ==
          "held_another_day");
    does("koordinator", a_case, "state_agreement", stated());
    CHECK(standing() == "adopted");
}

TEST_CASE_FIXTURE(town, "a proposal that SSU does not agree on is sent back and put forward anew, or ends") {
    chance.go_to("2025-03-10");
    auto const a_case = creates("koordinator", "agreement_revision", "propose_revision",
                                {{"title", "Revisjon"},
                                 {"reason", "Avtalen er fra 2021"},
                                 {"base_version", "1.0"},
                                 {"base_date", "2021-01-01"},
                                 {"proposal", document("Saksframlegg")}});
    auto const not_agreed = [&](std::string const& round, json const& how) {
        does("koordinator", a_case, "open_round",
             {{"procedure", "meeting"}, {"held_on", "2025-03-10"}, {"present", everybody()}});
        does("psykiatri", a_case, "take_position",
             {{"round", round},
              {"digest", state_of(a_case).data["text"]["renditions"][0]["digest"]},
              {"position", "disagree"},
              {"reason", "For tidlig"}});
        does("leder", a_case, "close_round", how);
    };
    not_agreed("r1", json::object());
    CHECK(state_of(a_case).name == "returned");
    CHECK(rounds_in(state_of(a_case)).at("r1").outcome->next == next_step::send_back);
    CHECK(refused("koordinator", a_case, "resubmit_proposal",
                  json{{"reason", "x"}, {"proposal", document("Saksframlegg")}}) == "same_version");
    does("koordinator", a_case, "resubmit_proposal",
         {{"reason", "Nå med framdriftsplan"}, {"proposal", document("Saksframlegg 2")}});
    CHECK(state_of(a_case).name == "proposed");
    not_agreed("r2", {{"next", "end"}});
    CHECK(state_of(a_case).name == "withdrawn");
}

TEST_CASE_FIXTURE(
    before_ssu,
    "written procedure: all entitled must assent to the matter and to the procedure; full assent closes it") {
    in_writing();
    std::vector<std::string> const deciding{"leder",       "drammen",   "hallingdal",     "ringerike",
                                            "fagdirektor", "psykiatri", "baerum-sykehus", "prehospital"};
    for (auto const& who : deciding) {
        CHECK(standing() == "for_ssu");
        does(who, a_case, "take_position", position("agree", {{"assents_to_procedure", true}}));
    }
    CHECK(standing() == "adopted");
    CHECK(!last_round().outcome->stated_by_chair);
}

TEST_CASE_FIXTURE(before_ssu, "written procedure: one silence is never consent") {
    in_writing();
    for (auto const& who :
         {"leder", "drammen", "hallingdal", "ringerike", "fagdirektor", "psykiatri", "baerum-sykehus"})
        does(who, a_case, "take_position", position("agree", {{"assents_to_procedure", true}}));
    CHECK(refused("koordinator", a_case, "close_round") == "deadline_not_reached");
    chance.go_to("2025-03-21");
    does("koordinator", a_case, "close_round");
    CHECK(standing() == "for_ssu"); // to the next meeting
    CHECK(last_round().status == round_status::waiting);
}

TEST_CASE_FIXTURE(before_ssu,
                  "written procedure: agreeing to the matter but not to the procedure is not assent") {
    in_writing();
    for (auto const& who :
         {"leder", "drammen", "hallingdal", "ringerike", "fagdirektor", "psykiatri", "baerum-sykehus"})
        does(who, a_case, "take_position", position("agree", {{"assents_to_procedure", true}}));
    does("prehospital", a_case, "take_position", position("agree"));
    CHECK(standing() == "for_ssu");
}

TEST_CASE_FIXTURE(before_ssu, "written procedure: one «møte!» moves it to the next meeting") {
    in_writing();
    does("prehospital", a_case, "demand_meeting");
    CHECK(last_round().status == round_status::waiting);
    CHECK(refused("leder", a_case, "take_position", position("agree")) == "round_not_open");
    does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
    CHECK(standing() == "adopted");
}

TEST_CASE_FIXTURE(before_ssu,
                  "a new text supersedes the round, visibly, and says what it costs before anyone presses") {
    meet();
    does("leder", a_case, "take_position", position("agree"));
    does("drammen", a_case, "take_position", position("agree"));
    auto const old = position("agree");
    auto const next = text("Ordning", "2.0");
    CHECK(refused("koordinator", a_case, "replace_text",
                  json{{"text", next}, {"reason", "Budsjettet er endret"}, {"acknowledged", 0}}) ==
          "acknowledge_count");
    does("koordinator", a_case, "replace_text",
         {{"text", next}, {"reason", "Budsjettet er endret"}, {"acknowledged", 2}});
    auto const rounds = rounds_in(state_of(a_case));
    CHECK(rounds.at("r1").status == round_status::superseded);
    CHECK(rounds.at("r1").positions.size() == 2); // kept
    CHECK(rounds.at("r2").status == round_status::waiting);
    CHECK(refused("leder", a_case, "take_position", old) == "text_superseded");
    CHECK(standing() == "for_ssu");
}

TEST_CASE_FIXTURE(before_ssu, "an editorial change is approved by one of each side and supersedes nothing") {
    meet();
    does("leder", a_case, "take_position", position("agree"));
    auto const next = text("Ordning", "1.0.1");
    does("koordinator", a_case, "propose_editorial_change",
         {{"text", next}, {"change", "Feil henvisning i punkt 3"}});
    CHECK(refused("bruker", a_case, "approve_editorial_change") == "one_of_each_side");
    does("leder", a_case, "approve_editorial_change");
    CHECK(refused("drammen", a_case, "approve_editorial_change") == "already_taken");
    CHECK(state_of(a_case).data["text"]["version"] == "1.0");
    does("psykiatri", a_case, "approve_editorial_change");
    CHECK(state_of(a_case).data["text"]["version"] == "1.0.1");
    auto const r = last_round();
    CHECK(r.status == round_status::open);
    CHECK(r.positions.size() == 1); // stands
    CHECK(rounds_in(state_of(a_case)).size() == 1);
    does("drammen", a_case, "take_position", position("agree")); // on the old digest, which means the same
}

TEST_CASE_FIXTURE(before_ssu, "the text may be amended in the meeting, before concluding") {
    auto stated = agreement_stated("decision", "2025-03-10");
    stated["amended"] = text("Ordning", "1.1");
    does("koordinator", a_case, "state_agreement", stated);
    CHECK(last_round().subject.version == "1.1");
    CHECK(state_of(a_case).data["text"]["version"] == "1.1");
}

TEST_CASE_FIXTURE(before_ssu, "an item is decided point by point: two are agreed, the third comes up again") {
    auto const point = [](int number, char const* result) {
        return json{{"number", number}, {"words", "Punkt " + std::to_string(number)}, {"result", result}};
    };
    auto stated = agreement_stated("decision", "2025-03-10");
    stated["points"] = {point(1, "agreed"), point(2, "agreed"), point(3, "postponed")};
    stated["points"][2]["reason"] = "Budsjettet må avklares";
    stated["remarks"] = {{{"seat", "gp"}, {"text", "Fastlegene er ikke spurt"}}};
    stated["reservations"] = {{{"seat", "m3"}, {"text", "Formannskapet"}, {"clear_by", "2025-04-14"}}};
    auto twice = stated;
    twice["points"][1]["number"] = 1;
    CHECK(refused("koordinator", a_case, "state_agreement", twice) == "point_twice");
    does("koordinator", a_case, "state_agreement", stated);
    CHECK(standing() == "for_ssu");
    auto const half = last_round();
    CHECK(half.status == round_status::waiting);
    REQUIRE(half.points.size() == 3);
    CHECK(half.points[0].result == point_result::agreed);
    CHECK(half.points[2].reason == "Budsjettet må avklares");
    // A new text would cost what is decided.
    CHECK(refused("koordinator", a_case, "replace_text",
                  json{{"text", text("Ordning", "2.0")}, {"reason", "x"}, {"acknowledged", 0}}) ==
          "acknowledge_count");

    chance.go_to("2025-04-07");
    auto rest = agreement_stated("decision", "2025-04-07");
    CHECK(refused("koordinator", a_case, "state_agreement", rest) == "points_missing");
    rest["points"] = {point(2, "agreed")};
    CHECK(refused("koordinator", a_case, "state_agreement", rest) == "point_twice"); // decided already
    rest["points"] = {point(3, "agreed")};
    does("koordinator", a_case, "state_agreement", rest);
    CHECK(standing() == "adopted");
    auto const r = last_round();
    CHECK(rounds_in(state_of(a_case)).size() == 1); // the same item
    REQUIRE(r.outcome->points.size() == 3);
    CHECK(r.outcome->points[0].on.str() == "2025-03-10");
    CHECK(r.outcome->points[2].on.str() == "2025-04-07");
    CHECK(r.outcome->remarks.front().text == "Fastlegene er ikke spurt");
    CHECK(r.outcome->reservations.at("m3").text == "Formannskapet");
}

TEST_CASE_FIXTURE(before_ssu,
                  "a body whose rule asks parties: each party must be there and agree, not each side") {
    set_rule("each_seat", "not_agreed", false, "parties");
    auto const only_some = present({"m1", "m2", "t1"});
    CHECK(refused("koordinator", a_case, "state_agreement",
                  agreement_stated("decision", "2025-03-10", only_some)) == "party_unrepresented");
    meet();
    auto const asked = last_round().asked;
    auto const ssu = state_of("body/ssu");
    std::set<id> parties;
    for (auto const& [name, s] : seats_on(ssu, *date::parse("2025-03-10")))
        if (s.side != side::advisory) parties.insert(s.parties.begin(), s.parties.end());
    CHECK(std::set<id>(asked.begin(), asked.end()) == parties);
    CHECK(parties.size() > 2); // Hallingdal's six among them, who share a seat
    does("hallingdal", a_case, "take_position", position("disagree", {{"reason", "For dyrt"}}));
    does("koordinator", a_case, "close_round");
    CHECK(standing() == "under_preparation");
    CHECK(std::ranges::count(last_round().outcome->against, id{"m3"}, &dissent::seat) == 1); // one seat, once
}

TEST_CASE_FIXTURE(before_ssu, "positions are changeable until the round closes, each change an entry") {
    meet();
    does("drammen", a_case, "take_position", position("disagree", {{"reason", "For dyrt"}}));
    does("drammen", a_case, "take_position", position("agree"));
    CHECK(last_round().positions.at("m2").position == saksgang::position::agree);
    auto const n = std::ranges::count(history(a_case), "take_position", &entry::command);
    CHECK(n == 2);
}

TEST_CASE_FIXTURE(before_ssu, "the secretary registers a dissent in a meeting for the seat that made it") {
    meet();
    does("koordinator", a_case, "take_position",
         position("disagree", {{"reason", "Ikke råd"}, {"seat", "m4"}}));
    auto const e = history(a_case).back();
    CHECK(e.seat == "role/case_handler");
    CHECK(e.on_behalf_of == people["ringerike"]);
    CHECK(last_round().positions.at("m4").registered);
}

TEST_CASE_FIXTURE(before_ssu, "every abuse is refused with a code of its own") {
    CHECK(refused("leder", a_case, "take_position", position("agree")) == "round_not_open");
    meet();
    SUBCASE("twice") {
        does("leder", a_case, "take_position", position("agree"));
        CHECK(refused("leder", a_case, "take_position", position("agree")) == "already_taken");
    }
    SUBCASE("for another party") {
        CHECK(refused("leder", a_case, "take_position", position("agree", {{"seat", "t1"}})) ==
              "not_your_seat");
    }
    SUBCASE("after closing") {
        does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
        CHECK(refused("leder", a_case, "take_position", position("agree")) == "round_closed");
    }
    SUBCASE("as FSU") {
        CHECK(refused("fsu", a_case, "take_position", position("agree")) == "beyond_mandate");
    }
    SUBCASE("as auditor") {
        CHECK(refused("revisor", a_case, "take_position", position("agree")) ==
              "not_found"); // it does not concern her municipality
        does("admin", "organisation", "grant_role",
             {{"person", people["revisor"]},
              {"role", "auditor"},
              {"valid_from", "2025-01-01"},
              {"valid_to", "2025-12-31"},
              {"basis", "Vedtak i SSU"}});
        CHECK(refused("revisor", a_case, "take_position", position("agree")) == "auditor_reads_only");
    }
    SUBCASE("as administrator") {
        CHECK(refused("admin", a_case, "take_position", position("agree")) ==
              "administrator_decides_nothing");
    }
    SUBCASE("not signed in") {
        CHECK(refused("", a_case, "take_position", position("agree")) == "not_signed_in");
    }
    SUBCASE("on another text") {
        auto p = position("agree");
        p["digest"] = std::string(64, 'a');
        CHECK(refused("leder", a_case, "take_position", p) == "text_superseded");
    }
    SUBCASE("a disagreement without a reason") {
        CHECK(refused("leder", a_case, "take_position", position("disagree")) == "reason_required");
    }
    SUBCASE("a reservation without what and when") {
        CHECK(refused("leder", a_case, "take_position", position("agree_with_reservation")) ==
              "reservation_required");
    }
    SUBCASE("recusing oneself by a position") {
        CHECK(refused("leder", a_case, "take_position", position("recused")) ==
              "bad_payload"); // the body's to say
    }
    SUBCASE("stating agreement as FSU") {
        CHECK(refused("fsu", a_case, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
              "beyond_mandate");
    }
    SUBCASE("a meeting that has not been") {
        CHECK(refused("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-11")) ==
              "held_in_future");
    }
    SUBCASE("as another kind of decision") {
        CHECK(refused("koordinator", a_case, "state_agreement",
                      agreement_stated("recommendation", "2025-03-10")) == "other_decision");
    }
    SUBCASE("setting a state by an internal event") {
        CHECK(refused("koordinator", a_case, "round_carried") == "no_such_command");
    }
    CHECK(standing() != "settled");
}

TEST_CASE_FIXTURE(before_ssu, "after the deadline: refused, also when dated back before it") {
    in_writing("2025-03-20");
    chance.go_to("2025-03-24");
    CHECK(refused("leder", a_case, "take_position", position("agree")) == "deadline_passed");
    auto backdated =
        ask("leder", a_case, "take_position", position("agree")); // the leader is a registrar as well
    backdated.effective = date::parse("2025-03-19");
    backdated.source = document("E-post fra leder")["digest"];
    auto const answer = send(backdated);
    REQUIRE(std::holds_alternative<refusal>(answer));
    CHECK(std::get<refusal>(answer).code == "backdated_past_deadline");
}

TEST_CASE(
    "what was broken off goes on: parties and those who are heard are asked once; a body takes up its item "
    "anew") {
    auto const on = [](char const* text) { return *date::parse(text); };
    auto const version = [](char const* digest) {
        return text_version{"Avtale", "1.0", {{std::string(64, *digest), "Avtale"}}, {}};
    };
    round_spec const withdrawal{.body = "ssu", .subject = version("9")};
    for (auto const kind : {round_kind::adoption, round_kind::hearing, round_kind::consent}) {
        CAPTURE(describe::name_of(kind));
        round_spec spec{
            .kind = kind, .subject = version("a"), .parties = {"flaa"}, .deadline = on("2025-10-01")};
        rounds all;
        hold(all, "asked", spec, on("2025-04-01"));
        all.at("r1").parties["flaa"].status = party_status::adopted;
        hold(all, "aside", withdrawal, on("2025-05-01"));
        CHECK(all.at("r1").status == round_status::lapsed);
        spec.parties.push_back("gol"); // is a party from now on
        spec.deadline = on("2025-12-01");
        hold(all, "asked", spec, on("2025-06-01"));
        CHECK(all.at("r2").status == round_status::lapsed);
        if (kind == round_kind::consent) {
            CHECK(all.at("r1").status == round_status::lapsed);
            CHECK(all.at("r3").status == round_status::waiting);
            continue;
        }
        auto const& again = all.at("r1");
        CHECK(all.size() == 2);
        CHECK(again.status == round_status::open);
        CHECK(again.opened == on("2025-04-01")); // who decided meanwhile has decided
        CHECK(again.deadline == on("2025-12-01"));
        CHECK_FALSE(again.outcome);
        CHECK(again.parties.at("flaa").status == party_status::adopted);
        CHECK(again.parties.at("gol").status == party_status::pending);
        hold(all, "aside", withdrawal, on("2025-07-01"));
        spec.subject = version("b"); // another text is asked anew
        hold(all, "asked", spec, on("2025-08-01"));
        CHECK(all.at("r4").parties.at("flaa").status == party_status::pending);
    }
}
