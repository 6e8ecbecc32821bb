// The years in which bodies meet, with what each has planned: streams of their own, which plans write.
#include "workflows/shared/features.hpp"
#include "workflows/shared/meetings/plan_of_year.hpp"

namespace saksgang {
namespace {

constexpr word_of own_words[]{
    {"calendar", {"Møtekalender", "Møtekalender", "Calendar of meetings"}},
    {"cancelled", {"Avlyst", "Avlyst", "Cancelled"}},
    {"despite_clash",
     {"Hvorfor møtet holdes selv om medlemmer har et annet møte samme dag",
      "Kvifor møtet blir halde sjølv om medlemmer har eit anna møte same dag",
      "Why the meeting is held although members meet elsewhere that day"}},
    {"day", {"Dag", "Dag", "Day"}},
    {"entered", {"Planen", "Planen", "The plan"}},
    {"meetings", {"Møter", "Møte", "Meetings"}},
    {"moved_from", {"Flyttet fra", "Flytta frå", "Moved from"}},
    {"ordinary", {"Ordinært møte", "Ordinært møte", "Ordinary meeting"}},
    {"partnership", {"Partnerskapsmøte", "Partnarskapsmøte", "Partnership meeting"}},
    {"place", {"Sted", "Stad", "Place"}},
    {"preparatory", {"Forberedende møte", "Førebuande møte", "Preparatory meeting"}},
    {"preparing_body",
     {"Utvalg som forbereder møtene", "Utval som førebur møta", "Body that prepares the meetings"},
     asked_as::body},
    {"published", {"Publisert", "Publisert", "Published"}},
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

} // namespace

feature const& meetings_feature() {
    static feature const f{
        .id = "meetings",
        .label = {"Møtekalender", "Møtekalender", "Calendar of meetings"},
        .prefix = "meetings/",
        .commands = {command_of<take_plan>(), command_of<drop_plan>()},
        .words = own_words,
        .title = [](state const& year, situation const&, language) { return id_in(year.stream); }};
    return f;
}

} // namespace saksgang
