// Table tests of the meeting: its agenda and its numbers, who is there, each item's outcome, the minutes; and what it
// refuses.
#include "tests/workflows/meeting_bench.hpp"

namespace saksgang {

using namespace test::of_meeting;
using test::with;

namespace {

using codes = std::vector<std::string>;

json named(char const* seat, char const* person) { return {{"seat", seat}, {"person", person}}; }

} // namespace

TEST_CASE(
    "story 1.2: the standing items come by themselves; numbers are given when the agenda is locked, "
    "gap-free") {
    auto b = prepared();
    REQUIRE(b.items().size() == 5);
    CHECK(b.items()[0]["kind"] == "notice_and_agenda");
    CHECK(b.items()[1]["kind"] == "previous_minutes");
    CHECK(b.items()[2]["kind"] == "follow_up_points");
    CHECK(b.items()[3]["title"] == "Kongsberg samhandlingsarena"); // the case's own
    CHECK_FALSE(b.items()[3].contains("number"));
    auto year = b.streams.at("meetings/2024").data;
    year.change()["numbers/ssu"] = 26; // of the meetings before
    b.put({.stream = "meetings/2024", .data = *year});
    CHECK(b.goes("lock_agenda") == "agenda_locked");
    for (int n = 0; n < 5; ++n) CHECK(b.items()[n]["number"] == 27 + n);
    CHECK((*b.streams.at("meetings/2024").data)["numbers/ssu"] == 31);
    CHECK((*b.streams.at("meetings/2024").data)["meeting/2024-20"]["standing"] == "prepared");
}

TEST_CASE("an item that is taken off keeps its number; a late one comes with its reason and takes the next") {
    auto b = prepared();
    b.goes("lock_agenda");
    CHECK(b.goes("report_item", item_of("2024-4")) == "no: not_open_in_state");
    CHECK(b.goes("take_off_item", {{"item", "i4"}, {"reason", "Søkeren trakk den"}}) == "agenda_locked");
    CHECK(b.item("i4")["number"] == 4);
    CHECK(b.item("i4")["taken_off"] == "Søkeren trakk den");
    CHECK(b.goes("reopen_agenda", {{"reason", "Ettersending"}}) == "agenda_open");
    CHECK(b.goes("report_item", item_of("2024-4")) == "agenda_open");
    CHECK(b.goes("lock_agenda") == "agenda_locked");
    CHECK(b.item("i6")["number"] == 6);
    CHECK(b.item("i6")["added_late"] == "Ettersending");
    CHECK((*b.streams.at("meetings/2024").data)["numbers/ssu"] == 6);
    // Before it has a number nothing is left of it.
    auto other = prepared();
    CHECK(other.goes("take_off_item", {{"item", "i5"}, {"reason", "Feil"}}) == "agenda_open");
    CHECK(other.items().size() == 4);
    CHECK(other.goes("report_item", told("En annen")) == "agenda_open");
}

TEST_CASE("the agenda is put in another order, with every item, and numbers stay in theirs") {
    auto b = prepared();
    auto const order = [](std::vector<std::string> all) { return json{{"order", all}}; };
    CHECK(b.goes("arrange_agenda", order({"i1", "i2", "i5", "i4", "i3"})) == "agenda_open");
    CHECK(b.items()[2]["item"] == "i5");
    CHECK(b.goes("arrange_agenda", order({"i1", "i2", "i5"})) == "no: order_of_all_items");
    CHECK(b.goes("arrange_agenda", order({"i1", "i2", "i5", "i5", "i3"})) == "no: order_of_all_items");
    b.goes("lock_agenda");
    b.goes("reopen_agenda", {{"reason", "Ettersending"}});
    CHECK(b.goes("arrange_agenda", order({"i1", "i2", "i4", "i5", "i3"})) == "no: order_of_all_items");
    // A late one is put anywhere, also when it has been there before.
    b.goes("report_item", told("Sen"));
    CHECK(b.goes("arrange_agenda", order({"i1", "i6", "i2", "i5", "i4", "i3"})) == "agenda_open");
    b.goes("lock_agenda");
    b.goes("reopen_agenda", {{"reason", "Ettersending"}});
    b.goes("report_item", told("Senere"));
    CHECK(b.goes("arrange_agenda", order({"i1", "i6", "i7", "i2", "i5", "i4", "i3"})) == "agenda_open");
}

TEST_CASE("what goes on an agenda: a case of the body, once, and what has a name") {
    auto b = prepared();
    CHECK(b.goes("report_item", item_of("2024-3")) == "no: item_twice");
    b.put_case("2024-5", "Lokal sak", "lsu-drammen");
    CHECK(b.goes("report_item", item_of("2024-5")) == "no: case_not_put_forward");
    b.put({.stream = "case/2024-99"});
    CHECK(b.goes("report_item", item_of("2024-99")) == "no: case_not_put_forward");
    // L10: nothing is decided but what is on the agenda as such.
    CHECK(b.goes("report_item", with(item_of("2024-4"), "kind", "any_other_business")) ==
          "no: decision_without_case");
    // Story 8.5: what is closed is not told of in a meeting that everybody may read about.
    auto closed = b.streams.at("case/2024-4");
    closed.data.change()["access"] = "closed";
    b.put(closed);
    CHECK(b.goes("report_item", item_of("2024-4")) == "no: case_closed_to_others");
    b.a_case.data.change()["access"] = "closed";
    CHECK(b.goes("report_item", item_of("2024-4")) == "agenda_open");
    CHECK(b.goes("report_item", {{"kind", "orientation_item"}}) == "no: item_without_title");
    CHECK(b.goes("report_item", told("Vedtak uten sak", "decision_item")) == "no: decision_without_case");
}

TEST_CASE("where the body has a plan for the year, the day stands there") {
    auto b = prepared();
    CHECK(b.why_closed("lock_agenda").empty());
    b.plan("by_circulation", "2024-12-10");
    CHECK(b.why_closed("lock_agenda") == codes{"meeting_not_in_plan"});
    CHECK(b.goes("move_to_day", {{"day", "2025-01-10"}}) == "no: another_year");
    CHECK(b.goes("move_to_day", {{"day", "2024-12-10"}, {"place", "Drammen"}}) == "agenda_open");
    CHECK((*b.streams.at("meetings/2024").data)["meeting/2024-20"]["day"] == "2024-12-10");
    auto year = b.streams.at("meetings/2024").data;
    year.change()["meeting/2024-19"] = {{"body", "ssu"}, {"day", "2024-12-10"}, {"standing", "prepared"}};
    b.put({.stream = "meetings/2024", .data = *year});
    CHECK(b.why_closed("lock_agenda") == codes{"meeting_prepared_already"});
    year.change()["meeting/2024-19"]["standing"] = "called_off";
    b.put({.stream = "meetings/2024", .data = *year});
    CHECK(b.goes("lock_agenda") == "agenda_locked");
}

TEST_CASE("minutes of the meeting before are approved by those who must agree, where the body does so") {
    auto b = open();
    b.put({.stream = "case/2024-10",
           .workflow = "meeting/1",
           .data = json{{"body", "ssu"}, {"day", "2024-10-21"}}});
    auto named = prepared();
    named.put({.stream = "case/2024-10",
               .workflow = "meeting/1",
               .data = json{{"body", "ssu"}, {"day", "2024-10-21"}}});
    CHECK(named.goes("name_previous_meeting", {{"previous_meeting", "2024-3"}}) ==
          "no: previous_meeting_unknown");
    CHECK(named.goes("name_previous_meeting", {{"previous_meeting", "2024-10"}}) == "agenda_open");
    CHECK(named.item("i2")["a_case"] == "2024-10");
    named.goes("lock_agenda");
    named.goes("send_notice");
    named.on("2024-12-09");
    auto alone = named;
    json const only_one{{"chair", "m1"}, {"present", json::array({{{"seat", "m1"}}})}};
    REQUIRE(alone.goes("open_meeting", only_one) == "in_session");
    CHECK(alone.goes("conclude_item", concluded("i2", "agreed")) == "no: side_not_present");
    CHECK(alone.goes("conclude_item", concluded("i2", "discussed")) == "in_session");
    REQUIRE(named.goes("open_meeting", both) == "in_session");
    CHECK(named.goes("conclude_item", concluded("i2", "agreed")) == "in_session");
    CHECK(named.sent_to("2024-10") ==
          std::pair<std::string, json>{"approve_at_next_meeting", {{"on", "2024-12-09"}}});
    CHECK(b.goes("conclude_item", concluded("i5", "agreed")) == "no: result_of_another_kind");
}

TEST_CASE("agreement is to the text that was on the agenda; another is taken up first") {
    auto b = open();
    auto changed = b.streams.at("case/2024-3");
    auto all = rounds_in(changed);
    all.at("r1").subject.version = "2";
    put_rounds(changed, all);
    b.put(changed);
    CHECK(b.goes("agree_on_item", agreed("i4")) == "no: text_changed_since_agenda");
    CHECK(b.goes("take_up_item", {{"item", "i4"}}) == "in_session");
    CHECK(b.goes("agree_on_item", agreed("i4")) == "in_session");
}

TEST_CASE("who leaves is remembered, and nobody leaves in the middle of an item") {
    auto b = open();
    json const only_one{{"chair", "m1"}, {"present", json::array({{{"seat", "m1"}}})}};
    auto during = b;
    during.put_case("2024-3", "Kongsberg samhandlingsarena", "ssu", round_status::open);
    CHECK(during.why_closed("change_attendance") == codes{"round_unanswered"});
    CHECK(b.goes("change_attendance", only_one) == "in_session");
    CHECK((*b.a_case.data)["who_left"] == json::array({named("t1", "direktor")}));
    for (auto const* standing : {"i1", "i2"})
        CHECK(b.goes("conclude_item",
                     {{"item", standing}, {"result", "noted"}, {"remarks", json::array()}}) == "in_session");
    CHECK(b.goes("change_attendance", both) == "in_session");
    CHECK_FALSE(b.a_case.data->contains("who_left"));
    // and for which items they were there (koml § 11-4)
    json const went{{"seat", "t1"}, {"person", "direktor"}, {"before_item", "i1"}};
    json const came{{"seat", "t1"}, {"person", "direktor"}, {"came", true}, {"before_item", "i3"}};
    CHECK((*b.a_case.data)["comings_and_goings"] == json::array({went, came}));
}

TEST_CASE(
    "story 2.5: absence; a substitute not reached is recorded and passed, and who was reached is expected") {
    auto b = prepared();
    b.person = "vara";
    CHECK(b.goes("report_absence", {{"why", "Barnet er sykt"}}) == "no: no_seat_that_day");
    b.person = "direktor";
    CHECK(b.goes("report_absence", {{"why", "Barnet er sykt"}}) == "agenda_open");
    CHECK((*b.a_case.data)["absences"][0]["seat"] == "t1");
    b.person = "coordinator";
    CHECK(b.goes("register_absence", {{"seat", "x9"}}) == "no: no_such_seat");
    CHECK(b.goes("ask_substitute", {{"seat", "t1"}, {"person", "leder"}, {"reached", true}}) ==
          "no: not_a_substitute");
    CHECK(b.goes("ask_substitute", {{"seat", "t1"}, {"person", "vara"}, {"reached", false}}) ==
          "agenda_open");
    auto const begins = [&] { return b.flow->command("open_meeting")->begins(b.a_case, b.now()); };
    CHECK(begins()["present"] == json::array({{{"seat", "m1"}}}));
    CHECK(begins()["chair"] == "m1");
    CHECK(b.goes("ask_substitute", {{"seat", "t1"}, {"person", "vara"}, {"reached", true}}) == "agenda_open");
    CHECK(begins()["present"] == json::array({{{"seat", "m1"}}, {{"seat", "t1"}, {"person", "vara"}}}));
}

TEST_CASE("a meeting is opened on its day, by those who sit there, and the chair is one of them") {
    auto b = prepared();
    b.goes("lock_agenda");
    CHECK(b.goes("open_meeting", both) == "no: not_open_in_state"); // before notice
    b.goes("send_notice");
    CHECK(b.goes("open_meeting", both) == "no: meeting_not_yet");
    b.on("2024-12-09");
    auto const with_seat = [](json present, std::string const& chair = "m1") {
        return json{{"chair", chair}, {"present", std::move(present)}};
    };
    CHECK(b.goes("open_meeting", with_seat({{{"seat", "m9"}}}, "m9")) == "no: not_seated");
    CHECK(b.goes("open_meeting", with_seat({{{"seat", "m1"}, {"person", "vara"}}})) == "no: not_seated");
    CHECK(b.goes("open_meeting", with_seat({{{"seat", "m1"}}, {{"seat", "m1"}}})) == "no: present_twice");
    CHECK(b.goes("open_meeting", with_seat({{{"seat", "m1"}}}, "t1")) == "no: chair_not_present");
    CHECK(b.goes("open_meeting", with_seat({{{"seat", "m1"}}, {{"seat", "t1"}, {"person", "vara"}}})) ==
          "in_session");
    CHECK((*b.streams.at("meetings/2024").data)["meeting/2024-20"]["standing"] == "held");
}

TEST_CASE("L13: an item behind closed doors is not treated in a remote meeting") {
    bench b;
    b.goes("begin_meeting", with(bench::begin(), "remote", true));
    b.goes("report_item", with(item_of("2024-3"), "closed_by", "offl. § 13"));
    b.goes("lock_agenda");
    b.goes("send_notice");
    b.on("2024-12-09");
    CHECK(b.goes("open_meeting", both) == "no: closed_item_in_remote_meeting");
    CHECK(b.rests_on.empty());
    CHECK(b.goes("take_off_item", {{"item", "i4"}, {"reason", "Tas i et møte"}}) == "notice_sent");
    CHECK(b.goes("open_meeting", both) == "in_session");
    auto const closed =
        with(with(told("Personalsak"), "closed_by", "offl. § 13"), "objecting", json::array());
    CHECK(b.goes("add_item_in_meeting", closed) == "no: closed_item_in_remote_meeting");
}

TEST_CASE("story 1.5: agreement stated in one press is agreement in the case, by those present") {
    auto b = open();
    CHECK(b.goes("conclude_item", concluded("i4")) == "no: item_is_to_be_decided");
    CHECK(b.goes("agree_on_item", agreed("i5")) == "no: item_not_put_forward");
    auto const point = [](int n, char const* result) {
        return json{{"number", n}, {"words", "Nye ord"}, {"result", result}};
    };
    CHECK(b.goes("agree_on_item", with(agreed("i4"), "points", json::array({point(1, "agreed")}))) ==
          "in_session");
    auto const [command, sent] = b.sent_to("2024-3");
    CHECK(command == "state_agreement");
    CHECK(sent["held_on"] == "2024-12-09");
    CHECK(sent["chair"] == "m1");
    CHECK(sent["decision"] == "decision");
    CHECK(sent["present"] == json{named("m1", "leder"), named("t1", "direktor")});
    CHECK(sent["points"][0]["words"] == "Nye ord");
    CHECK(b.item("i4")["result"] == "agreed");
    CHECK(b.goes("agree_on_item", agreed("i4")) == "no: item_not_on_agenda"); // once

    auto other = open();
    other.goes("agree_on_item",
               with(agreed("i4"), "points", json::array({point(1, "agreed"), point(2, "postponed")})));
    CHECK(other.item("i4")["result"] == "partly_agreed"); // story 1.6
}

TEST_CASE("an item is taken up in its case, put off there, or closed there without agreement") {
    auto b = open();
    CHECK(b.goes("take_up_item", {{"item", "i4"}}) == "in_session");
    CHECK(b.sent_to("2024-3").first == "open_round");
    CHECK(b.sent_to("2024-3").second["present"] == json{named("m1", "leder"), named("t1", "direktor")});
    CHECK(b.item("i4").contains("result") == false);
    auto put_off = b;
    CHECK(put_off.goes("postpone_item", {{"item", "i4"}, {"reason", "Mangler tall"}}) == "in_session");
    CHECK(put_off.sent_to("2024-3").first == "postpone");
    CHECK(put_off.item("i4")["conclusion"] == "Mangler tall");
    CHECK(b.goes("close_item_without_agreement", {{"item", "i4"}, {"next", "lift"}}) == "in_session");
    CHECK(b.sent_to("2024-3") == std::pair<std::string, json>{"close_round", {{"next", "lift"}}});
}

TEST_CASE("L10: what is not on the agenda is not decided when somebody objects") {
    auto b = open();
    auto const unlisted = [](std::vector<std::string> objecting) {
        return with(item_of("2024-4"), "objecting", objecting);
    };
    CHECK(b.goes("add_item_in_meeting", unlisted({"t1"})) == "no: unlisted_item_objected");
    CHECK(b.last.hjemmel.starts_with("own:items_stand_on_the_agenda"));
    CHECK(b.goes("add_item_in_meeting",
                 with(told("Noe nytt", "any_other_business"), "objecting", json{"t1"})) == "in_session");
    CHECK(b.goes("add_item_in_meeting", unlisted({})) == "in_session");
    CHECK(b.item("i7")["number"] == 7);
}

TEST_CASE("a meeting is not closed over an item untreated, nor over a round that was opened in it") {
    auto b = open();
    CHECK(b.why_closed("close_meeting") == codes{"item_untreated"});
    for (auto const* standing : {"i1", "i2", "i3", "i5"}) b.goes("conclude_item", concluded(standing));
    b.put_case("2024-3", "Kongsberg samhandlingsarena", "ssu", round_status::open);
    CHECK(b.why_closed("close_meeting") == codes{"round_unanswered", "item_untreated"});
    b.put_case("2024-3", "Kongsberg samhandlingsarena");
    b.goes("postpone_item", {{"item", "i4"}, {"reason", "Tiden var ute"}});
    CHECK(b.goes("close_meeting") == "minutes_drafted");
}

TEST_CASE("story 1.7: minutes are approved by circulation, after five working days, or at the next meeting") {
    auto b = held();
    CHECK(b.goes("approve_minutes") == "no: comments_awaited");
    REQUIRE(b.due().size() == 1);
    CHECK(b.due()[0].due == *date::parse("2024-12-16"));
    b.person = "leder";
    CHECK(b.goes("comment_on_minutes", {{"comment", "Sak 4: «foreslår»"}}) == "minutes_drafted");
    CHECK(b.goes("comment_on_minutes", {{"comment", "Sak 4: «tilrår»"}}) == "minutes_drafted");
    CHECK((*b.a_case.data)["comments"].size() == 1); // one of each
    b.person = "coordinator";
    CHECK(b.goes("reword_item", {{"item", "i5"}, {"conclusion", "LSU tilrår"}}) == "minutes_drafted");
    b.on("2024-12-17");
    auto waits = b;
    CHECK(b.goes("approve_minutes") == "minutes_approved");
    CHECK(b.goes("publish_minutes") == "published");
    CHECK((*b.streams.at("meetings/2024").data)["meeting/2024-20"]["standing"] == "minutes_published");

    waits.plan("at_next_meeting");
    CHECK(waits.why_closed("approve_minutes") == codes{"minutes_at_next_meeting"});
    CHECK(waits.goes("approve_at_next_meeting", {{"on", "2025-02-03"}}) == "minutes_approved");
    CHECK((*waits.a_case.data)["approved_on"] == "2025-02-03");
    auto circulates = held();
    CHECK(circulates.goes("approve_at_next_meeting", {{"on", "2025-02-03"}}) == "no: minutes_by_circulation");
}

TEST_CASE(
    "story 1.8: what came of a meeting is handed to its body, while it is held and while its minutes are a "
    "draft") {
    json const point{{"what", "Svar til LSU"}, {"responsible", "leder"}, {"settle_by", "2025-01-15"}};
    CHECK(prepared().goes("add_follow_up", point) == "no: not_open_in_state");
    auto b = held();
    CHECK(b.goes("add_follow_up", point) == "minutes_drafted");
    REQUIRE(b.out.size() == 1);
    CHECK(b.out[0].stream == "body/ssu");
    CHECK(b.out[0].name == "hand_over_follow_up");
    CHECK(*b.out[0].payload == with(point, "a_case", "2024-20"));
    CHECK((*b.a_case.data)["follow_ups"] == json::array({point}));
}

TEST_CASE("story 2.3: a member asks about an item before the meeting, and not without end") {
    auto b = prepared();
    b.person = "leder";
    json const asked{{"item", "i4"}, {"what", "Hva er gjort i andre fellesskap?"}};
    CHECK(b.goes("ask_question", with(asked, "item", "i9")) == "no: item_not_on_agenda");
    for (int n = 0; n < 10; ++n) REQUIRE(b.goes("ask_question", asked) == "agenda_open");
    CHECK((*b.a_case.data)["questions"][0] == with(asked, "person", "leder"));
    CHECK(b.goes("ask_question", asked) == "no: too_many_questions");
    b.person = "vara";
    CHECK(b.goes("ask_question", asked) == "agenda_open");
    auto sits = open();
    CHECK(sits.goes("ask_question", asked) == "no: not_open_in_state");
}

TEST_CASE("members are told of a meeting once they are called to it") {
    auto b = prepared();
    REQUIRE(b.goes("lock_agenda") == "agenda_locked");
    CHECK(b.due().at(0).name == "notice_due");
    REQUIRE(b.goes("send_notice") == "notice_sent");
    REQUIRE(b.due().size() == 1);
    CHECK(b.due()[0].name == "meeting_ahead");
    CHECK(b.due()[0].due == *date::parse("2024-12-09"));
    CHECK(b.due()[0].owner == std::vector<who>{by::its_member});
}

TEST_CASE("a meeting is opened somewhere, or is a remote one: its minutes must say so") {
    auto b = prepared();
    b.goes("move_to_day", {{"day", "2024-12-09"}});
    b.goes("lock_agenda");
    b.goes("send_notice");
    b.on("2024-12-09");
    CHECK(b.goes("open_meeting", both) == "no: place_missing");
    CHECK(b.goes("move_to_day", {{"day", "2024-12-09"}, {"remote", true}}) == "notice_sent");
    CHECK(b.goes("open_meeting", both) == "in_session");
}

TEST_CASE("a meeting is called off with its reason; once it has been held it is not") {
    auto b = prepared();
    CHECK(b.goes("call_off", {{"reason", "For få saker"}}) == "called_off");
    CHECK((*b.streams.at("meetings/2024").data)["meeting/2024-20"]["standing"] == "called_off");
    auto other = open();
    CHECK(other.goes("call_off", {{"reason", "For sent"}}) == "no: not_open_in_state");
}

TEST_CASE("an item is called by its number, two digits of each") {
    CHECK(name_of_item({.item = {"i1"}, .number = 7}, *date::parse("2025-02-03")).in(language::nb) ==
          "Sak 07-25");
    CHECK(name_of_item({.item = {"i1"}, .number = 112}, *date::parse("2025-02-03")).in(language::nb) ==
          "Sak 112-25");
    CHECK(name_of_item({.item = {"i1"}, .kind = item_kind::follow_up_points}, *date::parse("2025-02-03"))
              .in(language::nn) == "Oppfølgingspunkt");
}

} // namespace saksgang
