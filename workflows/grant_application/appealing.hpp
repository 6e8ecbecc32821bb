// The appeals body (fvl. §§ 33 and 34): a complaint is sent to it with SSU's view, and so is one on SSU's dismissal of a
// complaint. What it decides stands.
#pragma once

#include "workflows/grant_application/complaining.hpp"

namespace saksgang::grant_application_workflow {

struct complaint_to_forward : stage<"Klagen skal sendes klageinstansen", "Klaga skal sendast klageinstansen",
                                    "The complaint is to be sent to the appeals body"> {};
struct before_appeals_body : stage<"Hos klageinstansen", "Hos klageinstansen", "Before the appeals body"> {};

// -------------------------------------------------------------------------------------------------- commands

struct contest_dismissal : called<"Registrer klage på avvisningen", "Registrer klage på avvisinga",
                                  "Register a complaint on the dismissal", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    document complaint;
    date posted, received;
};
BOOST_DESCRIBE_STRUCT(contest_dismissal, (), (complaint, posted, received))
struct forward_complaint : called<"Send klagen til klageinstansen", "Send klaga til klageinstansen",
                                  "Send the complaint to the appeals body", by::case_handler> {
    std::optional<std::string> appeals_body; // that the letter named where nothing is said
    document letter;                         // with the case's documents and SSU's view
};
BOOST_DESCRIBE_STRUCT(forward_complaint, (), (appeals_body, letter))
struct register_appeal_outcome
    : called<"Registrer klageinstansens avgjørelse", "Registrer avgjerda til klageinstansen",
             "Register the decision of the appeals body", by::case_handler> {
    appeal_outcome outcome = appeal_outcome::decision_upheld;
    std::optional<ore> amount; // where the decision was changed; nothing: nothing is awarded
    std::optional<int> year;   // whose frame; that of the application where nothing is said
    document appeal_decision;

    int from_frame(data const& d) const { return year.value_or(d.year); }
    ore awards() const { return amount.value_or(ore{}); }
};
BOOST_DESCRIBE_STRUCT(register_appeal_outcome, (), (outcome, amount, year, appeal_decision))

// ---------------------------------------------------------------------------------------------------- guards

struct dismissal_stands : refuses<"nothing_dismissed", "Ingen klage er avvist av SSU.",
                                  "Inga klage er avvist av SSU.", "SSU has dismissed no complaint."> {
    static verdict holds(view<data> const& v) {
        auto const* last = v.data.complaints.empty() ? nullptr : &v.data.complaints.back();
        return last && last->dismissal && !last->dismissal->contested_on;
    }
};
struct appeals_body_is_known
    : refuses<"appeals_body_unknown", "Skriv hvilken klageinstans klagen sendes til.",
              "Skriv kva klageinstans klaga blir send til.",
              "State which appeals body the complaint is sent to."> {
    static verdict holds(forward_complaint const& e, view<data> const& v) {
        return is_there(e.appeals_body) || (v.data.letter && v.data.letter->appeals_body);
    }
};
template <appeal_outcome O>
struct outcome_is : refuses<"appeal_otherwise", "Klageinstansen kom til noe annet.",
                            "Klageinstansen kom til noko anna.", "The appeals body decided otherwise."> {
    static verdict holds(register_appeal_outcome const& e, view<data> const&) { return e.outcome == O; }
};
// What the appeals body gives is on condition of the frame where that has not come, as SSU's own awards are.
inline ore to_be_committed(register_appeal_outcome const& e, state const& fund, std::string const& number) {
    return e.awards() - paid_to(fund, number);
}
inline bool is_on_condition(state const& fund, int year, ore amount, date today) {
    return year >= today.year() && !has_frame(fund, year) && left_in(fund, year) < amount;
}
struct frame_has_room
    : refuses<"appeal_without_room",
              "Rammen for {year} har ikke plass til det klageinstansen har innvilget: {left} er ledig. Velg "
              "et annet år. Er rammen for det året ikke kommet, blir tilsagnet gitt på vilkår av den.",
              "Ramma for {year} har ikkje plass til det klageinstansen har innvilga: {left} er ledig. Vel "
              "eit anna år. Er ramma for det året ikkje komen, blir tilsegna gjeven på vilkår av henne.",
              "The frame for {year} has no room for what the appeals body has awarded: {left} is free. "
              "Choose another year. If its frame has not come, the award is made on condition of it.",
              "own:award_within_frame"> {
    static verdict holds(register_appeal_outcome const& e, view<data> const& v) {
        auto const number = id_in(v.a_case.stream);
        auto const& fund = fund_of(v);
        auto const year = e.from_frame(v.data);
        auto const needed = to_be_committed(e, fund, number);
        auto left = left_in(fund, year);
        if (year == v.now.today.year()) left = left + committed_to(fund, number); // that is given back first
        return {needed <= std::max(left, ore{}) || is_on_condition(fund, year, needed, v.now.today),
                {{"year", std::to_string(year)}, {"left", in_kroner(std::max(left, ore{}))}}};
    }
};
struct changes_it : guards<complaint_is_open, outcome_is<appeal_outcome::decision_changed>, year_is_near,
                           within_what_was_applied_for, frame_has_room> {};
struct upholds_it : guards<complaint_is_open, outcome_is<appeal_outcome::decision_upheld>> {};
struct is_on_dismissal : refuses<"not_on_dismissal", "Klagen gjelder ikke en avvisning.",
                                 "Klaga gjeld ikkje ei avvising.", "The complaint is not on a dismissal."> {
    static verdict holds(view<data> const& v) {
        auto const* c = complaint_pending(v.data);
        return c && c->dismissal;
    }
};
struct sets_it_aside : guards<complaint_is_open, outcome_is<appeal_outcome::decision_set_aside>> {};
struct gives_a_part
    : refuses<"appeal_gives_all_or_nothing", "Skriv et beløp som er mindre enn det som er søkt om.",
              "Skriv eit beløp som er mindre enn det som er søkt om.",
              "State an amount that is less than was applied for."> {
    static verdict holds(register_appeal_outcome const& e, view<data> const& v) {
        return e.awards().value > 0 && e.awards() < v.data.applied;
    }
};
struct gives_all : refuses<"appeal_gives_less", "Det er ikke hele beløpet.", "Det er ikkje heile beløpet.",
                           "That is not the whole amount."> {
    static verdict holds(register_appeal_outcome const& e, view<data> const& v) {
        return e.awards() == v.data.applied;
    }
};
struct gives_nothing : refuses<"appeal_gives_something", "Det er innvilget noe.", "Det er innvilga noko.",
                               "Something is awarded."> {
    static verdict holds(register_appeal_outcome const& e, view<data> const&) {
        return e.awards().value == 0;
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct record_contest {
    static void run(contest_dismissal const& e, stepping<data>& s) {
        auto& c = s.data.complaints.back();
        c.dismissal->contested_on = e.received;
        c.settled_on.reset();
        step_aside(c, s);
    }
};
struct record_forwarding {
    static void run(forward_complaint const& e, stepping<data>& s) {
        auto* c = complaint_pending(s.data);
        c->appeals_body = is_there(e.appeals_body) ? *e.appeals_body : *s.data.letter->appeals_body;
        c->forwarded_on = s.now.today;
    }
};
struct settle_complaint {
    static void run(register_appeal_outcome const& e, stepping<data>& s) {
        auto* c = complaint_pending(s.data);
        c->outcome = e.outcome;
        c->settled_on = s.now.today;
        put_text_back(*c, s);
    }
};
struct take_up_again { // SSU considers it after all
    static void run(register_appeal_outcome const&, stepping<data>& s) {
        auto* c = complaint_pending(s.data);
        c->must_be_considered = true;
        c->dismissal.reset();
        c->forwarded_on.reset();
    }
};
struct annul_decision : actions<settle_complaint, clears<&data::decision>, free_the_money> {};
struct put_changed_in_force {
    static void run(register_appeal_outcome const& e, stepping<data>& s) {
        settle_complaint::run(e, s);
        auto const& fund = s.now.world.at(s.data.fund.stream());
        auto const year = e.from_frame(s.data);
        auto const outcome = e.awards().value > 0 ? proposed_outcome::award : proposed_outcome::reject;
        bool const on_condition = is_on_condition(
            fund, year, to_be_committed(e, fund, std::string(id_in(s.a_case.stream))), s.now.today);
        put_in_force({outcome, e.awards(), year, on_condition}, s);
    }
};

inline constexpr word_of words_of_appealing[]{
    {"appeal_decision",
     {"Klageinstansens avgjørelse", "Avgjerda til klageinstansen", "Decision of the appeals body"}},
    {"appeals_body", {"Klageinstans", "Klageinstans", "Appeals body"}},
    {"decision_changed", {"Vedtaket er endret", "Vedtaket er endra", "Decision changed"}},
    {"decision_set_aside",
     {"Vedtaket er opphevet og saken sendt tilbake", "Vedtaket er oppheva og saka send tilbake",
      "Decision set aside, and the case sent back"}},
    {"decision_upheld", {"Vedtaket står", "Vedtaket står", "Decision upheld"}},
    {"forwarded_on", {"Sendt klageinstansen", "Send klageinstansen", "Sent to the appeals body"}},
};

} // namespace saksgang::grant_application_workflow
