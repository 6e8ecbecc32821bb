// Who has a case.
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

struct cases_at_hand : town {
    cases_at_hand() {
        a_case = creates("koordinator", "grant_scheme", "propose_scheme",
                         {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}});
    }
    std::string has_it() {
        auto const now = state_of(a_case);
        return common_of(now).handler.value;
    }
    std::string assigned(std::string const& by, std::string const& to) {
        return refused(by, a_case, "assign_handler", {{"handler", people.at(to)}});
    }
    action_info const* action(std::string const& username, std::string_view command) {
        world_ = read_world();
        world_->put(state_of(a_case));
        situation const now{*world_, people.at(username), chance.now(), date_in_oslo(chance.now())};
        all_ = rules.actions(world_->at(a_case), now);
        auto const found = std::ranges::find(all_, command, [](auto const& a) { return a.command->name; });
        return found == all_.end() ? nullptr : &*found;
    }

    std::string a_case;
    std::shared_ptr<world> world_;
    std::vector<action_info> all_;
};

} // namespace

TEST_CASE_FIXTURE(cases_at_hand, "a case handler takes a case over, and has it then") {
    CHECK(has_it().empty());
    REQUIRE(action("koordinator", "take_over"));
    CHECK(action("koordinator", "take_over")->standing == standing::open);
    does("koordinator", a_case, "take_over");
    CHECK(has_it() == people.at("koordinator"));
    CHECK(history(a_case).back().command == "take_over");
    CHECK(history(a_case).back().seat == "role/case_handler");
    CHECK(refused("koordinator", a_case, "take_over") == "is_yours_already");
    CHECK(action("koordinator", "take_over")->refusals.front().code == "is_yours_already");
    CHECK_FALSE(action("drammen", "take_over")); // no case handler
    CHECK(refused("drammen", a_case, "take_over") == "not_entitled");
}

TEST_CASE_FIXTURE(cases_at_hand,
                  "the leader of its body, or an administrator, gives it to any case handler") {
    CHECK(assigned("drammen", "koordinator") == "not_entitled");
    CHECK(assigned("koordinator", "koordinator") == "not_entitled"); // who takes it over instead
    CHECK(assigned("admin", "drammen") == "no_case_handler");
    CHECK(assigned("admin", "koordinator") == "accepted");
    CHECK(has_it() == people.at("koordinator"));
    CHECK(assigned("admin", "koordinator") == "has_it_already");
    CHECK(refused("admin", a_case, "assign_handler", {{"handler", "p-unknown"}}) == "not_there");
    CHECK_FALSE(action("koordinator", "assign_handler"));
    CHECK(action("admin", "assign_handler")->standing == standing::depends);
    check_all();
}

TEST_CASE_FIXTURE(cases_at_hand,
                  "a case that was taken over goes back to whoever had it, and to nobody else") {
    does("admin", "organisation", "grant_role",
         {{"person", people.at("drammen")},
          {"role", "case_handler"},
          {"valid_from", "2024-01-01"},
          {"basis", "Vedtak"}});
    does("admin", a_case, "assign_handler", {{"handler", people.at("koordinator")}});
    CHECK_FALSE(action("koordinator", "hand_back")); // it was given to them
    does("drammen", a_case, "take_over");
    CHECK(action("koordinator", "hand_back")->standing == standing::closed);
    CHECK(refused("koordinator", a_case, "hand_back") == "not_taken_over");
    does("drammen", a_case, "hand_back");
    CHECK(has_it() == people.at("koordinator"));
    CHECK_FALSE(action("drammen", "hand_back")); // once

    does("drammen", a_case, "take_over");
    CHECK(assigned("admin", "koordinator") == "accepted"); // which settles it
    CHECK_FALSE(action("drammen", "hand_back"));
    check_all();
}

TEST_CASE_FIXTURE(cases_at_hand, "a case that nobody had is put down again") {
    does("koordinator", a_case, "take_over");
    does("koordinator", a_case, "hand_back");
    CHECK(has_it().empty());
    check_all();
}
