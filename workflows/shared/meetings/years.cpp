// The years in which bodies meet, with what each has planned and held: streams of their own, which plans and meetings write.
#include "workflows/shared/features.hpp"
#include "workflows/shared/meetings/plan_of_year.hpp"

namespace saksgang {
namespace {

constexpr word_of own_words[]{
    {"at_next_meeting", {"I neste møte", "I neste møte", "At the next meeting"}},
    {"by_circulation", {"Ved at det sendes rundt", "Ved at det blir sendt rundt", "By circulation"}},
    {"calendar", {"Møtekalender", "Møtekalender", "Calendar of meetings"}},
    {"called_off", {"Avlyst", "Avlyst", "Cancelled"}},
    {"cancelled", {"Avlyst", "Avlyst", "Cancelled"}},
    {"count", {"Antall", "Tal på", "Number of them"}},
    {"day", {"Dag", "Dag", "Day"}},
    {"despite_clash",
     {"Hvorfor møtet holdes selv om medlemmer har et annet møte samme dag",
      "Kvifor møtet blir halde sjølv om medlemmer har eit anna møte same dag",
      "Why the meeting is held although members meet elsewhere that day"}},
    {"entered", {"Planen", "Planen", "The plan"}},
    {"held", {"Holdt", "Halde", "Held"}},
    {"meetings", {"Møter", "Møte", "Meetings"}},
    {"minutes_are_approved",
     {"Hvordan referatet godkjennes", "Korleis referatet blir godkjent", "How the minutes are approved"}},
    {"minutes_published", {"Referat publisert", "Referat publisert", "Minutes published"}},
    {"moved_from", {"Flyttet fra", "Flytta frå", "Moved from"}},
    {"ordinary", {"Ordinært møte", "Ordinært møte", "Ordinary meeting"}},
    {"partnership", {"Partnerskapsmøte", "Partnarskapsmøte", "Partnership meeting"}},
    {"place", {"Sted", "Stad", "Place"}},
    {"preparatory", {"Forberedende møte", "Førebuande møte", "Preparatory meeting"}},
    {"prepared", {"Forberedes", "Blir førebudd", "Being prepared"}},
    {"preparing_body",
     {"Utvalg som forbereder møtene", "Utval som førebur møta", "Body that prepares the meetings"},
     asked_as::body},
    {"published", {"Publisert", "Publisert", "Published"}},
    {"standing", {"Hvor det står", "Kvar det står", "Where it stands"}},
};

struct take_plan : enter_plan {
    using message = enter_plan;
    static constexpr bool internal = true;
    static constexpr text label{"Møteplanen føres inn i årets møtekalender",
                                "Møteplanen blir ført inn i møtekalenderen for året",
                                "The plan is entered in the year's calendar"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        step.put("plan/" + body.value, entered);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(take_plan, (enter_plan), ())

struct drop_plan : take_out_plan {
    using message = take_out_plan;
    static constexpr bool internal = true;
    static constexpr text label{"Møteplanen tas ut av årets møtekalender",
                                "Møteplanen blir teken ut av møtekalenderen for året",
                                "The plan is taken out of the year's calendar"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        step.erase("plan/" + body.value);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(drop_plan, (take_out_plan), ())

struct take_meeting : enter_meeting {
    using message = enter_meeting;
    static constexpr bool internal = true;
    static constexpr text label{"Møtet føres inn i årets møtekalender",
                                "Møtet blir ført inn i møtekalenderen for året",
                                "The meeting is entered in the year's calendar"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        step.put("meeting/" + a_case.value, entered);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(take_meeting, (enter_meeting), ())

struct give_item_numbers : take_item_numbers {
    using message = take_item_numbers;
    static constexpr bool internal = true;
    static constexpr text label{"Sakene får nummer i årets rekke", "Sakene får nummer i rekkja for året",
                                "The items take the year's next numbers"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        if (last_item_number(step.subject, body) != after)
            throw std::logic_error("numbers of items that another meeting has taken");
        step.put("numbers/" + body.value, after + count);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(give_item_numbers, (take_item_numbers), ())

} // namespace

feature const& meetings_feature() {
    static feature const f{
        .id = "meetings",
        .label = {"Møtekalender", "Møtekalender", "Calendar of meetings"},
        .prefix = "meetings/",
        .commands = {command_of<take_plan>(), command_of<drop_plan>(), command_of<take_meeting>(),
                     command_of<give_item_numbers>()},
        .words = own_words,
        .title = [](state const& year, situation const&, language) { return id_in(year.stream); }};
    return f;
}

} // namespace saksgang
