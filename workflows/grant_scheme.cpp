// The scheme that grants are awarded under (rekrutterings- og samhandlingstilskudd): what the money is for
// and by which criteria, adopted by SSU before anything is awarded (F12), then the call and the settlement of
// its frame.
//
//   under_preparation -> for_ssu -> adopted -> call_open -> call_closed -> settled
//          ^________________| no agreement
#include "workflows/common.hpp"

namespace saksgang {

workflow const& grant_scheme();

namespace grant_scheme_workflow {

// ------------------------------------------------------------------------------------------------------ data

struct data : case_common {
    id fund;
    int year = 0;                // of the frame it distributes
    std::optional<int> due_year; // in which its design is to be finished (A67)
    std::vector<std::string> criteria;
    std::optional<date> adopted_on;
    std::optional<date> call_deadline;
    std::optional<document> accounts; // it was settled by
};
BOOST_DESCRIBE_STRUCT(data, (case_common),
                      (fund, year, due_year, criteria, adopted_on, call_deadline, accounts))

// ---------------------------------------------------------------------------------------------------- states

struct under_preparation : stage {
    static constexpr text label{"Under utarbeidelse", "Under utarbeiding", "Under preparation"};
};
struct for_ssu : stage {
    static constexpr text label{"Til behandling i SSU", "Til behandling i SSU", "Before SSU"};
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_in("ssu", decision_kind::decision, d.text);
    }
};
struct adopted : stage {
    static constexpr text label{"Vedtatt av SSU", "Vedteken av SSU", "Adopted by SSU"};
};
struct call_open : stage {
    static constexpr text label{"Utlyst", "Utlyst", "Call open"};
};
struct call_closed : stage {
    static constexpr text label{"Søknadsfristen er ute", "Søknadsfristen er ute", "Call closed"};
};
struct settled : stage {
    static constexpr text label{"Avregnet", "Avrekna", "Settled"};
    static constexpr bool end = true;
};

// -------------------------------------------------------------------------------------------------- commands

struct propose_scheme {
    static constexpr text label{"Start arbeidet med en tilskuddsordning",
                                "Start arbeidet med ei tilskotsordning", "Start a grant scheme"};
    static constexpr who by[]{by::case_handler, by::leader("ssu")};
    std::string title;
    id fund;
    int year = 0;
    std::optional<int> due_year;
};
BOOST_DESCRIBE_STRUCT(propose_scheme, (), (title, fund, year, due_year))

struct submit_scheme {
    static constexpr saksgang::text label{"Legg fram ordningen for SSU", "Legg fram ordninga for SSU",
                                          "Put the scheme before SSU"};
    static constexpr who by[]{by::case_handler};
    text_version text;
    std::vector<std::string> criteria;
};
BOOST_DESCRIBE_STRUCT(submit_scheme, (), (text, criteria))

struct open_call {
    static constexpr text label{"Lys ut", "Lys ut", "Open the call"};
    static constexpr who by[]{by::case_handler};
    date deadline;
    document call;
};
BOOST_DESCRIBE_STRUCT(open_call, (), (deadline, call))

struct close_call {
    static constexpr text label{"Avslutt utlysningen", "Avslutt utlysinga", "Close the call"};
    static constexpr who by[]{by::case_handler};
};
BOOST_DESCRIBE_STRUCT(close_call, (), ())

struct settle_scheme {
    static constexpr text label{"Registrer avregningen", "Registrer avrekninga", "Register the settlement"};
    static constexpr who by[]{by::finance};
    document accounts;
};
BOOST_DESCRIBE_STRUCT(settle_scheme, (), (accounts))

// ---------------------------------------------------------------------------------------------------- guards

struct names_criteria {
    static constexpr rule_text refusal{"criteria_missing",
                                       {"Ordningen må si hvilke kriterier midlene fordeles etter.",
                                        "Ordninga må seie kva kriterium midlane blir fordelte etter.",
                                        "The scheme must say by which criteria the money is distributed."}};
    static verdict holds(submit_scheme const& e, view<data> const&) { return !e.criteria.empty(); }
};

struct deadline_has_passed {
    static constexpr rule_text refusal{
        "call_still_open",
        {"Søknadsfristen er {deadline}. Utlysningen kan avsluttes dagen etter.",
         "Søknadsfristen er {deadline}. Utlysinga kan avsluttast dagen etter.",
         "Applications may come until {deadline}. The call can be closed the day after."}};
    static verdict holds(view<data> const& v) {
        if (v.now.today > *v.data.call_deadline) return true;
        return verdict::fails({{"deadline", v.data.call_deadline->in_numbers()}});
    }
};

// The scheme's accounts are the frame's: what is left of the year has been carried over or given back first.
struct frame_is_settled {
    static constexpr rule_text refusal{
        "frame_not_settled",
        {"Tilskuddsrammen for {year} er ikke gjort opp.", "Tilskotsramma for {year} er ikkje gjord opp.",
         "The grant frame for {year} has not been settled."}};
    static verdict holds(view<data> const& v) {
        if (is_settled(v.now.world.at(fund_stream(v.data.fund.value)), v.data.year)) return true;
        return verdict::fails({{"year", std::to_string(v.data.year)}});
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct store_scheme {
    static void run(propose_scheme const& e, stepping<data>& s) {
        s.data.title = e.title;
        s.data.fund = e.fund;
        s.data.year = e.year;
        s.data.due_year = e.due_year;
    }
};
struct store_text {
    static void run(submit_scheme const& e, stepping<data>& s) {
        s.data.text = e.text;
        s.data.criteria = e.criteria;
    }
};
struct record_adoption {
    static void run(round_carried const&, stepping<data>& s) { s.data.adopted_on = s.now.today; }
};
struct store_call {
    static void run(open_call const& e, stepping<data>& s) { s.data.call_deadline = e.deadline; }
};
struct store_accounts {
    static void run(settle_scheme const& e, stepping<data>& s) { s.data.accounts = e.accounts; }
};

// ----------------------------------------------------------------------------------------------------- table

struct definition {
    static constexpr auto id = "grant_scheme";
    static constexpr int version = 1;
    static constexpr text label{"Tilskuddsordning", "Tilskotsordning", "Grant scheme"};
    static constexpr auto body = "ssu";
    using data = grant_scheme_workflow::data;

    using table =
        rows<step<start, propose_scheme, under_preparation, store_scheme, year_is_near, fund_exists>,
             step<under_preparation, submit_scheme, for_ssu, store_text, text_has_file, names_criteria>,
             step<for_ssu, round_carried, adopted, record_adoption>,
             step<for_ssu, round_failed, under_preparation>,
             step<adopted, open_call, call_open, store_call, no_open_reservation, deadline_is_ahead>,
             step<call_open, close_call, call_closed, none, deadline_has_passed>,
             step<call_closed, settle_scheme, settled, store_accounts, frame_is_settled>>;

    static std::vector<std::string> reads(data const& d, state const&, std::string_view,
                                          json const& payload) {
        auto const fund = d.fund.value.empty() ? named_in(payload, "fund") : d.fund.value;
        return fund.empty() ? std::vector{body_stream("ssu")}
                            : std::vector{body_stream("ssu"), fund_stream(fund)};
    }

    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const&) {
        if (stands_in<under_preparation, for_ssu>(a_case) && d.due_year)
            return {{"scheme_finished", last_day_of(*d.due_year)}};
        if (stands_in<call_open>(a_case)) return {{"call_deadline", *d.call_deadline}};
        if (stands_in<call_closed>(a_case)) return {{"scheme_settled", last_day_of(d.year), {by::finance}}};
        return {};
    }
};

} // namespace grant_scheme_workflow

workflow const& grant_scheme() {
    static machine_workflow<grant_scheme_workflow::definition> const w;
    return w;
}

} // namespace saksgang
