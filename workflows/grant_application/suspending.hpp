// Utsatt iverksetting (fvl. § 42): while a complaint on a project under way is considered, SSU or the appeals body may decide
// that payments wait. A complaint alone stops nothing. What waits, waits until the complaint is settled, unless it is
// decided before that they go on. A request that is refused is refused with reasons.
#pragma once

#include "workflows/grant_application/carrying_out.hpp"

namespace saksgang::grant_application_workflow {

struct suspension_for_ssu
    : stage<"Til behandling i SSU: skal utbetalingene vente",
            "Til behandling i SSU: skal utbetalingane vente", "Before SSU: whether payments wait"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const& now) {
        if (!d.proposed_suspension) return {};
        return decision_of_ssu(d, d.proposed_suspension->text, now);
    }
};

// -------------------------------------------------------------------------------------------------- commands

struct register_request_to_suspend
    : called<"Registrer anmodning om utsatt iverksetting", "Registrer oppmoding om utsett iverksetjing",
             "Register a request to suspend payments", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    document request;                   // which may be the complaint itself
};
BOOST_DESCRIBE_STRUCT(register_request_to_suspend, (), (request))
struct propose_suspension
    : called<"Legg fram for SSU om utbetalingene skal vente", "Legg fram for SSU om utbetalingane skal vente",
             "Put before SSU whether payments wait", by::case_handler> {
    bool payments_wait;
    std::string reason;
    text_version text;
};
BOOST_DESCRIBE_STRUCT(propose_suspension, (), (payments_wait, reason, text))
struct propose_to_resume
    : called<"Foreslå for SSU at utbetalingene går videre", "Foreslå for SSU at utbetalingane går vidare",
             "Propose to SSU that payments go on", by::case_handler> {
    static constexpr bool task = false;
    static constexpr bool payments_wait = false;
    std::string reason;
    text_version text;
};
BOOST_DESCRIBE_STRUCT(propose_to_resume, (), (reason, text))
struct register_suspension
    : called<"Registrer klageinstansens avgjørelse om utsatt iverksetting",
             "Registrer avgjerda til klageinstansen om utsett iverksetjing",
             "Register what the appeals body decided on suspension", by::case_handler> {
    static constexpr bool task = false;
    bool payments_wait;
    std::string reason;
    document letter; // from it
};
BOOST_DESCRIBE_STRUCT(register_suspension, (), (payments_wait, reason, letter))

// ---------------------------------------------------------------------------------------------------- guards

// The decision by which payments wait; none: they go on.
inline suspension_decided const* suspension(data const& d) {
    auto const* c = complaint_pending(d);
    return c && !c->suspensions.empty() && c->suspensions.back().payments_wait ? &c->suspensions.back()
                                                                               : nullptr;
}
inline bool is_asked_to_suspend(data const& d) {
    auto const* c = complaint_pending(d);
    return c && c->suspension_asked_on;
}
struct no_request_waits
    : refuses<"suspension_already_asked_for", "En anmodning om utsatt iverksetting er ikke avgjort.",
              "Ei oppmoding om utsett iverksetjing er ikkje avgjord.",
              "A request to suspend payments has not been decided."> {
    static verdict holds(view<data> const& v) { return !is_asked_to_suspend(v.data); }
};
struct suspension_is_asked_for
    : refuses<"suspension_not_asked_for", "Ingen anmodning om utsatt iverksetting venter på svar.",
              "Inga oppmoding om utsett iverksetjing ventar på svar.",
              "No request to suspend payments waits for an answer."> {
    static verdict holds(view<data> const& v) { return is_asked_to_suspend(v.data); }
};
struct payments_do_wait : refuses<"payments_go_on", "Utbetalingene venter ikke.",
                                  "Utbetalingane ventar ikkje.", "Payments do not wait."> {
    static verdict holds(view<data> const& v) { return suspension(v.data) != nullptr; }
};
struct payments_do_not_wait
    : refuses<
          "payments_wait",
          "Iverksettingen er utsatt fra {day}. Det betales ikke ut før klagen er avgjort, eller det er "
          "bestemt at utbetalingene går videre.",
          "Iverksetjinga er utsett frå {day}. Det blir ikkje betalt ut før klaga er avgjord, eller det er "
          "bestemt at utbetalingane går vidare.",
          "Payments have been suspended since {day}. Nothing is paid until the complaint is settled, or it "
          "is decided that payments go on.",
          "fvl. § 42 første ledd"> {
    static verdict holds(view<data> const& v) {
        auto const* s = suspension(v.data);
        return forbidden_if(s, {{"day", s ? s->decided_on.in_numbers() : ""}});
    }
};
struct may_be_paid_meanwhile : guards<goes_on_meanwhile, payments_do_not_wait, may_be_paid> {};

// --------------------------------------------------------------------------------------------------- actions

struct note_request_to_suspend {
    static void run(register_request_to_suspend const&, stepping<data>& s) {
        complaint_pending(s.data)->suspension_asked_on = s.now.today;
    }
};
struct hold_suspension {
    template <class Event>
    static void run(Event const& e, stepping<data>& s) {
        s.data.proposed_suspension = suspension_proposed{e.payments_wait, e.reason, e.text, s.a_case.name};
    }
};
inline void decide_suspension(bool payments_wait, std::string const& reason, bool on_appeal,
                              stepping<data>& s) {
    auto& c = *complaint_pending(s.data);
    c.suspensions.push_back({payments_wait, reason, s.now.today, c.suspension_asked_on, on_appeal});
    c.suspension_asked_on.reset();
}
struct suspend_as_agreed {
    static void run(round_carried const&, stepping<data>& s) {
        auto const& proposed = or_empty(s.data.proposed_suspension);
        decide_suspension(proposed.payments_wait, proposed.reason, false, s);
        s.data.proposed_suspension.reset();
    }
};
struct drop_suspension : actions<goes_on, clears<&data::proposed_suspension>> {};
struct suspend_on_appeal {
    static void run(register_suspension const& e, stepping<data>& s) {
        decide_suspension(e.payments_wait, e.reason, true, s);
    }
};

template <class Event, class Action, class... States>
using from_suspension = back_to<&data::proposed_suspension, suspension_for_ssu, Event, Action, States...>;

inline constexpr word_of words_of_suspending[]{
    {"asked_on", {"Anmodningen kom", "Oppmodinga kom", "Asked for on"}},
    {"on_appeal", {"Avgjort av klageinstansen", "Avgjort av klageinstansen", "Decided by the appeals body"}},
    {"payments_wait", {"Utbetalingene venter", "Utbetalingane ventar", "Payments wait"}},
    {"proposed_suspension",
     {"Foreslått om utsatt iverksetting", "Foreslått om utsett iverksetjing", "Proposed on suspension"}},
    {"request", {"Anmodning", "Oppmoding", "Request"}},
    {"suspension_asked_on",
     {"Anmodning om utsatt iverksetting kom", "Oppmoding om utsett iverksetjing kom",
      "Suspension asked for on"}},
    {"suspensions", {"Utsatt iverksetting", "Utsett iverksetjing", "Suspension"}},
};

} // namespace saksgang::grant_application_workflow
