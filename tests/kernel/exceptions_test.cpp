// Exceptions from rules: proposed, approved by the other side, or dropped; several at once.
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

struct an_application : town {
    std::string a_case = creates("koordinator", "grant_application", "draft_application", application());
    json const scheme{{"rule", "scheme_not_adopted"}}, complaints{{"rule", "complaints_may_come"}};

    an_application() {
        does("koordinator", a_case, "submit_application", {{"application", document("Søknad")}});
    }
    static json with_reason(json rule) {
        rule["reason"] = "Kan ikke vente";
        return rule;
    }
    std::vector<std::string> waiting() {
        std::vector<std::string> departed_from;
        auto const now = state_of(a_case);
        for (auto const& e : common_of(now).exceptions)
            if (!e.counts()) departed_from.push_back(e.rule);
        return departed_from;
    }
    std::optional<action_info> action(char const* username, std::string_view command) {
        auto const w = read_world();
        w->put(state_of(a_case));
        situation const now{*w, people.at(username), chance.now(), date_in_oslo(chance.now())};
        for (auto const& a : rules.actions(w->at(a_case), now))
            if (a.command->name == command) return a;
        return {};
    }
    // What the form says of what it answers.
    std::vector<asked_before> asked(char const* username, std::string_view command) {
        auto const a = action(username, command);
        return a ? a->about : std::vector<asked_before>();
    }
    bool is_on_list_of(char const* username) {
        auto const a = action(username, "approve_exception");
        return a && a->standing != standing::closed;
    }
};

} // namespace

TEST_CASE_FIXTURE(an_application, "several exceptions may wait at once, each named by its rule") {
    does("leder", a_case, "record_exception", with_reason(scheme));
    CHECK(refused("leder", a_case, "record_exception", with_reason(scheme)) == "already_excepted");
    does("leder", a_case, "record_exception", with_reason(complaints));
    CHECK(waiting().size() == 2);
    CHECK(is_on_list_of("fagdirektor"));
    CHECK_FALSE(is_on_list_of("drammen")); // of the side that proposed them
    CHECK(refused("fagdirektor", a_case, "approve_exception") == "several_exceptions_wait");
    does("fagdirektor", a_case, "approve_exception", complaints);
    CHECK(waiting() == std::vector<std::string>{"scheme_not_adopted"});
    CHECK(refused("fagdirektor", a_case, "approve_exception", complaints) == "no_pending_exception");
    does("fagdirektor", a_case, "approve_exception"); // the only one now
    CHECK(waiting().empty());
    CHECK_FALSE(is_on_list_of("fagdirektor"));
    CHECK(refused("leder", a_case, "drop_exception", {{"reason", "x"}}) ==
          "no_pending_exception"); // it stands
    check_all();
}

TEST_CASE_FIXTURE(
    an_application,
    "a proposed exception is dropped by whoever proposed it or by the side that is asked, and may "
    "be proposed again") {
    does("leder", a_case, "record_exception", with_reason(scheme));
    CHECK(refused("drammen", a_case, "drop_exception", {{"reason", "x"}}) == "exception_of_another");
    CHECK(refused("koordinator", a_case, "drop_exception", {{"reason", "x"}}) == "not_entitled");
    CHECK(refused("leder", a_case, "drop_exception") == "bad_payload"); // no reason
    does("leder", a_case, "drop_exception", {{"reason", "Ordningen blir vedtatt i tide"}});
    CHECK(waiting().empty());
    does("leder", a_case, "record_exception", with_reason(scheme));
    does("fagdirektor", a_case, "drop_exception", {{"reason", "Ordningen må vedtas først"}});
    CHECK(waiting().empty());
    CHECK(history(a_case).back().command == "drop_exception"); // why, for ever
    check_all();
}

// As one that was proposed under the rules of before.
TEST_CASE_FIXTURE(an_application, "an exception that the case knows no more is not approved, only dropped") {
    does("leder", a_case, "record_exception", with_reason(scheme));
    auto everything_now = everything();
    auto changed = state_of(a_case);
    changed.data.change()["exceptions"][0]["rule"] = "complaint_too_late";
    everything_now.put(changed);
    auto const no = hindrance(ask("fagdirektor", a_case, "approve_exception"), everything_now);
    REQUIRE(no);
    CHECK(no->code == "no_such_exception");
    CHECK_FALSE(hindrance(ask("fagdirektor", a_case, "drop_exception", {{"reason", "x"}}), everything_now));
}

TEST_CASE_FIXTURE(an_application,
                  "who answers a proposed exception is told of the rule, the reason and who asked") {
    CHECK(asked("fagdirektor", "approve_exception").empty());
    does("leder", a_case, "record_exception", with_reason(scheme));
    for (auto const* command : {"approve_exception", "drop_exception"})
        for (auto const* who : {"fagdirektor", "drammen"}) { // also where it is closed
            auto const told = asked(who, command);
            REQUIRE(told.size() == 1);
            CHECK(told[0].command->name == "record_exception");
            CHECK(told[0].payload == with_reason(scheme));
            CHECK(told[0].by == people.at("leder"));
            CHECK(action(who, command)->given == scheme); // nobody is asked which
        }
    does("leder", a_case, "record_exception", with_reason(complaints));
    CHECK(asked("fagdirektor", "approve_exception").size() == 2);
    CHECK(action("fagdirektor", "approve_exception")->given == json::object());
    does("fagdirektor", a_case, "approve_exception", scheme);
    CHECK(asked("fagdirektor", "approve_exception").size() == 1);
}
