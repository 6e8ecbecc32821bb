// After the meeting: its minutes (referat), drafted from what happened, commented on, approved as the body does, published.
#pragma once

#include "workflows/meeting/sitting.hpp"

namespace saksgang::meeting_workflow {

inline minutes_approval approval_of_minutes(data const& d, situation const& now) {
    auto const* plan = plan_for(d, now);
    return plan ? plan->minutes_are_approved.value_or(minutes_approval::by_circulation)
                : minutes_approval::by_circulation;
}
constexpr int working_days_for_comments = 5;
inline date last_day_of_comments(data const& d) {
    return plus_working_days(or_empty(d.closed_on), working_days_for_comments);
}

// -------------------------------------------------------------------------------------------------- commands

struct comment_on_minutes : called<"Kom med merknader til referatet", "Kom med merknader til referatet",
                                   "Comment on the minutes", by::its_member> {
    static constexpr bool task = false;
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(comment_on_minutes, (), (comment))
struct add_follow_up : called<"Registrer et oppfølgingspunkt", "Registrer eit oppfølgingspunkt",
                              "Note a follow-up point", by::case_handler>,
                       follow_up_said {
    static constexpr bool task = false;
};
BOOST_DESCRIBE_STRUCT(add_follow_up, (follow_up_said), ())
struct reword_item : called<"Endre ordlyden i referatet", "Endre ordlyden i referatet",
                            "Change the wording of the minutes", by::case_handler> {
    static constexpr bool task = false;
    ref<an_agenda_item> item;
    std::string conclusion;
};
BOOST_DESCRIBE_STRUCT(reword_item, (), (item, conclusion))
struct approve_minutes
    : called<"Godkjenn referatet", "Godkjenn referatet", "Approve the minutes", by::its_leader> {};
struct publish_minutes
    : called<"Publiser referatet", "Publiser referatet", "Publish the minutes", by::case_handler> {};

// ---------------------------------------------------------------------------------------------------- guards

struct is_treated : refuses<"item_not_treated", "Saken er ikke behandlet i møtet.",
                            "Saka er ikkje behandla i møtet.", "The item was not treated in the meeting."> {
    static verdict holds(reword_item const& e, view<data> const& v) {
        auto const* i = v.data.find(e.item);
        return i && i->result;
    }
};
struct room_for_follow_ups : room_in<&data::follow_ups, 60, "too_many_follow_ups_here",
                                     "Møtet har {most} oppfølgingspunkter. Flere er det ikke plass til.",
                                     "Møtet har {most} oppfølgingspunkt. Fleire er det ikkje plass til.",
                                     "The meeting has {most} follow-up points. There is no room for more."> {
};
template <minutes_approval Way, literal... Refusal>
struct body_approves : refuses<Refusal..., "own:minutes_as_the_body_has_set"> {
    static verdict holds(view<data> const& v) {
        return {approval_of_minutes(v.data, v.now) == Way,
                {{"body", name_of_body(v.now, v.data.body.value)}}};
    }
};
struct minutes_circulate
    : body_approves<minutes_approval::by_circulation, "minutes_at_next_meeting",
                    "{body} godkjenner referatet i neste møte.", "{body} godkjenner referatet i neste møte.",
                    "{body} approves its minutes at the next meeting."> {};
struct minutes_wait_for_meeting : body_approves<minutes_approval::at_next_meeting, "minutes_by_circulation",
                                                "{body} godkjenner referatet ved at det sendes rundt.",
                                                "{body} godkjenner referatet ved at det blir sendt rundt.",
                                                "{body} approves its minutes by circulation."> {};
struct comments_are_in
    : refuses<"comments_awaited", "Medlemmene kan komme med merknader til og med {day}.",
              "Medlemmene kan kome med merknader til og med {day}.", "Members may comment until {day}."> {
    static verdict holds(view<data> const& v) {
        auto const last = last_day_of_comments(v.data);
        return {last < v.now.today, {{"day", last.in_numbers()}}};
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct note_comment {
    static void run(comment_on_minutes const& e, stepping<data>& s) {
        std::erase_if(s.data.comments, [&](auto const& c) { return c.person.value == s.now.person; });
        s.data.comments.push_back({{s.now.person}, e.comment});
    }
};
struct hand_to_body {
    static void run(add_follow_up const& e, stepping<data>& s) {
        s.data.follow_ups.push_back(e);
        s.send(body_stream(s.data.body.value), hand_over_follow_up{e, {id_in(s.a_case.stream)}});
    }
};
struct reword {
    static void run(reword_item const& e, stepping<data>& s) {
        s.data.find(e.item)->conclusion = e.conclusion;
    }
};
struct note_approval_in_meeting : copies<&approve_at_next_meeting::on, &data::approved_on> {};

} // namespace saksgang::meeting_workflow
