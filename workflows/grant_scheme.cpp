// The scheme that grants are awarded under (rekrutterings- og samhandlingstilskudd): what the money is for
// and by which criteria, adopted by SSU before anything is awarded (F12), then the call and the settlement of
// its frame.
#include "workflows/shared/returning.hpp"

namespace saksgang {
namespace grant_scheme_workflow {

// Before SSU has adopted it the secretariat may give it up; what SSU adopted only SSU gives up.
struct abandoning {
    std::string reason;
    std::string came_from = {}; // where the scheme stood, while SSU has it
    std::optional<text_version> text_before = {};
};
BOOST_DESCRIBE_STRUCT(abandoning, (), (reason, came_from, text_before))

struct data : case_common {
    ref<a_fund> fund;
    int year = 0;                // of the frame it distributes
    std::optional<int> due_year; // in which its design is to be finished (A67)
    std::vector<std::string> criteria;
    std::optional<date> adopted_on;
    std::optional<date> call_deadline; // of the last call
    std::optional<abandoning> given_up;
    std::optional<document> accounts;         // it was settled by
    std::vector<date> earlier_call_deadlines; // of the calls before it
};
BOOST_DESCRIBE_STRUCT(data, (case_common),
                      (fund, year, due_year, criteria, adopted_on, call_deadline, given_up, accounts,
                       earlier_call_deadlines))

using in_force = states<struct adopted, struct call_open, struct call_closed>;
template <class Event, class Action>
using back_to_force =
    back_to<&data::given_up, struct abandoning_for_ssu, Event, Action, adopted, call_open, call_closed>;

using table = mp11::mp_append<
    rows< // the first row that holds is taken
        step<start, struct propose_scheme, struct under_preparation, take, year_is_near, fund_exists>,
        step<under_preparation, struct submit_scheme, struct for_ssu, take, text_has_file,
             struct names_criteria>,
        step<for_ssu, round_carried, adopted, struct note_adoption>,
        step<for_ssu, round_failed, under_preparation, goes_on>,
        step<adopted, struct open_call, call_open, struct store_call, no_open_reservation, deadline_is_ahead>,
        step<call_open, struct prolong_call, stay, struct store_longer_call, struct call_runs,
             struct call_is_longer>,
        step<call_open, struct close_call, call_closed, none, struct deadline_has_passed>,
        step<call_closed, open_call, call_open, struct store_second_call, deadline_is_ahead,
             struct something_is_left>,
        step<call_closed, struct settle_scheme, struct settled, take, struct frame_is_settled>,
        step<states<under_preparation, for_ssu>, struct abandon_scheme, struct abandoned, struct give_up>,
        step<in_force, struct propose_to_abandon, abandoning_for_ssu, struct hold_abandoning, text_has_file>,
        step<abandoning_for_ssu, round_carried, abandoned>>,
    back_to_force<round_failed, struct go_on_with_scheme>>;

// ---------------------------------------------------------------------------------------------------- states

struct under_preparation : stage<"Under utarbeidelse", "Under utarbeiding", "Under preparation"> {};
struct for_ssu
    : before<"ssu", decision_kind::decision, "Til behandling i SSU", "Til behandling i SSU", "Before SSU"> {};
struct adopted : stage<"Vedtatt av SSU", "Vedteken av SSU", "Adopted by SSU"> {};
struct call_open : stage<"Utlyst", "Utlyst", "Call open"> {};
struct call_closed : stage<"Søknadsfristen er ute", "Søknadsfristen er ute", "Call closed"> {};
struct settled : ending<"Avregnet", "Avrekna", "Settled"> {};
struct abandoning_for_ssu
    : stage<"Til behandling i SSU: skal ordningen skrinlegges",
            "Til behandling i SSU: skal ordninga skrinleggjast", "Before SSU: whether it is given up"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const&) {
        return consent_as_it_stands("ssu", decision_kind::decision, d.text); // and its reason
    }
};
struct abandoned : ending<"Skrinlagt", "Skrinlagd", "Abandoned"> {};

// -------------------------------------------------------------------------------------------------- commands

struct propose_scheme
    : called<"Start arbeidet med en tilskuddsordning", "Start arbeidet med ei tilskotsordning",
             "Start a grant scheme", by::case_handler, by::leader_of<"ssu">> {
    std::string title;
    ref<a_fund> fund;
    int year = 0;
    std::optional<int> due_year;
};
BOOST_DESCRIBE_STRUCT(propose_scheme, (), (title, fund, year, due_year))
struct submit_scheme : called<"Legg fram ordningen for SSU", "Legg fram ordninga for SSU",
                              "Put the scheme before SSU", by::case_handler> {
    text_version text;
    std::vector<std::string> criteria;
};
BOOST_DESCRIBE_STRUCT(submit_scheme, (), (text, criteria))
struct open_call : called<"Lys ut", "Lys ut", "Open the call", by::case_handler> {
    date deadline;
    document call;
};
BOOST_DESCRIBE_STRUCT(open_call, (), (deadline, call))
struct prolong_call
    : called<"Forleng søknadsfristen", "Forleng søknadsfristen", "Prolong the call", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    date deadline;
    document call; // that tells of it, where the call was announced
};
BOOST_DESCRIBE_STRUCT(prolong_call, (), (deadline, call))
struct close_call : called<"Avslutt utlysningen", "Avslutt utlysinga", "Close the call", by::case_handler> {};
struct settle_scheme
    : called<"Registrer avregningen", "Registrer avrekninga", "Register the settlement", by::finance> {
    document accounts;
};
BOOST_DESCRIBE_STRUCT(settle_scheme, (), (accounts))

struct abandon_scheme
    : called<"Skrinlegg ordningen", "Skrinlegg ordninga", "Abandon the scheme", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(abandon_scheme, (), (reason))
struct propose_to_abandon
    : called<"Foreslå for SSU at ordningen skrinlegges", "Foreslå for SSU at ordninga blir skrinlagd",
             "Propose to SSU that the scheme is abandoned", by::case_handler> {
    static constexpr bool task = false;
    std::string reason;
    text_version text;
};
BOOST_DESCRIBE_STRUCT(propose_to_abandon, (), (reason, text))

// ---------------------------------------------------------------------------------------------------- guards

struct names_criteria : needs<&submit_scheme::criteria, "criteria_missing",
                              "Ordningen må si hvilke kriterier midlene fordeles etter.",
                              "Ordninga må seie kva kriterium midlane blir fordelte etter.",
                              "The scheme must say by which criteria the money is distributed."> {};

// While the call runs; a scheme that was never called for has none.
inline date last_day_to_apply(data const& d) { return d.call_deadline.value_or(no_day); }

struct deadline_has_passed
    : refuses<"call_still_open", "Søknadsfristen er {deadline}. Utlysningen kan avsluttes dagen etter.",
              "Søknadsfristen er {deadline}. Utlysinga kan avsluttast dagen etter.",
              "Applications may come until {deadline}. The call can be closed the day after."> {
    static verdict holds(view<data> const& v) {
        return {v.now.today > last_day_to_apply(v.data),
                {{"deadline", last_day_to_apply(v.data).in_numbers()}}};
    }
};

// What was announced holds: whoever relied on it may apply until then.
struct call_runs
    : refuses<"call_is_over", "Søknadsfristen {deadline} er ute. Avslutt utlysningen, og lys ut på nytt.",
              "Søknadsfristen {deadline} er ute. Avslutt utlysinga, og lys ut på nytt.",
              "The time to apply ran out on {deadline}. Close the call, and open another."> {
    static verdict holds(view<data> const& v) {
        return {v.now.today <= last_day_to_apply(v.data),
                {{"deadline", last_day_to_apply(v.data).in_numbers()}}};
    }
};
struct call_is_longer
    : refuses<
          "call_deadline_not_later",
          "Søknadsfristen er kunngjort til {deadline}. Den kan forlenges, ikke kortes ned.",
          "Søknadsfristen er kunngjord til {deadline}. Han kan forlengjast, ikkje kortast ned.",
          "Applications were announced to be open until {deadline}. That can be prolonged, not shortened."> {
    static verdict holds(prolong_call const& e, view<data> const& v) {
        return {last_day_to_apply(v.data) < e.deadline,
                {{"deadline", last_day_to_apply(v.data).in_numbers()}}};
    }
};
struct something_is_left
    : refuses<"nothing_left_to_call_for", "Det er ikke noe igjen av rammen for {year} å lyse ut.",
              "Det er ikkje noko att av ramma for {year} å lyse ut.",
              "Nothing is left of the frame for {year} to open a call for."> {
    static verdict holds(view<data> const& v) {
        auto const& fund = v.now.world.at(fund_stream(v.data.fund.value));
        return {left_in(fund, v.data.year).value > 0, {{"year", std::to_string(v.data.year)}}};
    }
};

// The scheme's accounts are the frame's: what is left of the year has been carried over or given back first.
struct frame_is_settled : refuses<"frame_not_settled", "Tilskuddsrammen for {year} er ikke gjort opp.",
                                  "Tilskotsramma for {year} er ikkje gjord opp.",
                                  "The grant frame for {year} has not been settled."> {
    static verdict holds(view<data> const& v) {
        return {is_settled(v.now.world.at(fund_stream(v.data.fund.value)), v.data.year),
                {{"year", std::to_string(v.data.year)}}};
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct note_adoption : notes<&data::adopted_on> {};
struct store_call : copies<&open_call::deadline, &data::call_deadline> {};
struct store_longer_call : copies<&prolong_call::deadline, &data::call_deadline> {};
struct note_earlier_call {
    static void run(open_call const&, stepping<data>& s) {
        s.data.earlier_call_deadlines.push_back(last_day_to_apply(s.data));
    }
};
struct store_second_call : actions<note_earlier_call, store_call> {};
struct give_up {
    static void run(abandon_scheme const& e, stepping<data>& s) { s.data.given_up = abandoning{e.reason}; }
};
struct hold_abandoning {
    static void run(propose_to_abandon const& e, stepping<data>& s) {
        step_aside(s.data.given_up.emplace(abandoning{e.reason}), s);
        s.data.text = e.text;
    }
};
struct go_on_with_scheme : actions<goes_on, drops_aside<&data::given_up>> {};

// ----------------------------------------------------------------------------------------------------- words

constexpr word_of own_words[]{
    {"adopted_on", {"Vedtatt", "Vedteken", "Adopted on"}},
    {"call", {"Utlysning", "Utlysing", "Call"}},
    {"call_deadline", {"Søknadsfrist", "Søknadsfrist", "Call deadline"}},
    {"criteria", {"Kriterier", "Kriterium", "Criteria"}, asked_as::long_text},
    {"earlier_call_deadlines",
     {"Tidligere søknadsfrister", "Tidlegare søknadsfristar", "Earlier call deadlines"}},
    {"due_year", {"Ferdig i året", "Ferdig i året", "Finished in the year"}},
    {"scheme_finished", {"Ordningen skal være ferdig", "Ordninga skal vere ferdig", "Scheme to be finished"}},
    {"scheme_settled", {"Ordningen skal avregnes", "Ordninga skal avreknast", "Scheme to be settled"}},
};

// ----------------------------------------------------------------------------------------------- the workflow

struct definition : defines<data, table> {
    static constexpr auto id = "grant_scheme";
    static constexpr int version = 1;
    static constexpr text label{"Tilskuddsordning", "Tilskotsordning", "Grant scheme"};
    static constexpr text purpose{
        "Ordningen som tilskudd gis etter: SSU vedtar den, og den lyses ut og avregnes.",
        "Ordninga som tilskot blir gjevne etter: SSU vedtek henne, og ho blir lyst ut og avrekna.",
        "What grants are given by: SSU decides on it, it is announced, and it is settled."};
    static constexpr auto body = "ssu";
    static constexpr std::span<word_of const> words[]{own_words};

    static std::vector<deadline> deadlines(data const& d, state const& a_case, situation const&) {
        if (stands_in<under_preparation, for_ssu>(a_case) && d.due_year)
            return {{"scheme_finished", last_day_of(*d.due_year)}};
        if (stands_in<call_open>(a_case)) return {{"call_deadline", last_day_to_apply(d)}};
        if (stands_in<call_closed>(a_case)) return {{"scheme_settled", last_day_of(d.year), {by::finance}}};
        return {};
    }
};

} // namespace grant_scheme_workflow

workflow const& grant_scheme() { return made_of<grant_scheme_workflow::definition>(); }

} // namespace saksgang
