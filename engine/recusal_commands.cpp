#include <algorithm>

#include "engine/common_commands.hpp"

namespace saksgang {
namespace {

constexpr rule_text no_such_seat{
    "no_such_seat",
    {"Plassen {seat} er ikke med i behandlingen.", "Plassen {seat} er ikkje med i behandlinga.",
     "The seat {seat} is not part of this."}};
constexpr rule_text not_declared{
    "not_declared",
    {"Det er ikke meldt mulig inhabilitet for {seat}.", "Det er ikkje meldt mogleg inhabilitet for {seat}.",
     "No possible conflict of interest is reported for {seat}."}};
constexpr rule_text not_your_seat{"not_your_seat",
                                  {"Du kan bare melde inhabilitet for din egen plass.",
                                   "Du kan berre melde inhabilitet for din eigen plass.",
                                   "You may report a conflict of interest for your own seat only."},
                                  {},
                                  refusal_kind::not_entitled};
constexpr rule_text already_settled{"already_taken",
                                    {"Habiliteten er allerede avgjort.", "Habiliteten er alt avgjord.",
                                     "The conflict of interest is already settled."}};
constexpr rule_text settles_own{
    "settles_own_recusal",
    {"Utvalget avgjør uten medlemmet selv.", "Utvalet avgjer utan medlemmet sjølv.",
     "The body settles it without the member."},
    "fvl. § 8 andre ledd",
    refusal_kind::not_entitled};
constexpr rule_text not_substitute{"not_a_substitute",
                                   {"Den som kalles inn, er ikke vara for plassen {seat}.",
                                    "Den som blir kalla inn, er ikkje vara for plassen {seat}.",
                                    "Whoever is called is not a substitute for the seat {seat}."}};
constexpr rule_text always_disqualifies{
    "always_disqualifies",
    {"En personlig rolle eller en rolle i prosjektet gjør alltid inhabil.",
     "Ei personleg rolle eller ei rolle i prosjektet gjer alltid inhabil.",
     "A personal role or a role in the project always disqualifies."},
    "fvl. § 6"};
constexpr rule_text setting_says{"employer_setting",
                                 {"Utvalgets innstilling sier at arbeidsgiverens interesse ikke gjør inhabil "
                                  "(fvl. § 6, må vurderes av jurist).",
                                  "Innstillinga til utvalet seier at interessa til arbeidsgivaren ikkje gjer "
                                  "inhabil (fvl. § 6, må vurderast av jurist).",
                                  "The body's setting says that an employer's interest does not disqualify "
                                  "(fvl. § 6; needs a lawyer's word)."},
                                 "fvl. § 6 første ledd bokstav e"};

struct declare_recusal {
    static constexpr text label{"Meld mulig inhabilitet", "Meld mogleg inhabilitet",
                                "Report a possible conflict of interest"};
    static constexpr who by[]{by::case_handler, by::member()};
    id seat;
    recusal_ground ground;
    std::optional<personal_text> explanation;

    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        auto const found = r.electorate.find(seat.value);
        if (found == r.electorate.end()) return no_such_seat({{"seat", seat.value}});
        if (step.in.seat != "role/case_handler" && found->second.person != step.person)
            return not_your_seat();
        if (auto const before = r.recusals.find(seat.value);
            before != r.recusals.end() && before->second.disqualified)
            return already_settled();
        r.recusals[seat.value] = {ground, explanation, {}, {}};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(declare_recusal, (), (seat, ground, explanation))

struct settle_recusal {
    static constexpr text label{"Registrer utvalgets avgjørelse om habilitet",
                                "Registrer avgjerda til utvalet om habilitet",
                                "Register the body's ruling on the conflict of interest"};
    static constexpr who by[]{by::case_handler, by::leader()};
    id seat;
    bool disqualified;
    std::string hjemmel;

    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        auto const found = r.recusals.find(seat.value);
        if (found == r.recusals.end()) return not_declared({{"seat", seat.value}});
        auto& e = r.electorate.at(seat.value);
        if (e.person == step.person) return settles_own();
        auto& recusal = found->second;
        if (recusal.ground == recusal_ground::employer) {
            auto const* rule = rule_on(step.now.world.at(body_stream(r.body->value)), *r.opened);
            if (disqualified != rule->employer_disqualifies) return setting_says();
        } else if (!disqualified) {
            return always_disqualifies();
        }
        recusal.disqualified = disqualified;
        recusal.hjemmel = step.hjemmel = hjemmel;
        step.rule = r.rule;
        if (disqualified) r.positions[seat.value] = {.position = position::recused, .registered = true};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(settle_recusal, (), (seat, disqualified, hjemmel))

struct call_substitute {
    static constexpr text label{"Kall inn vara", "Kall inn vara", "Call a substitute"};
    static constexpr who by[]{by::case_handler, by::leader()};
    id seat;
    id person;
    bool reached;

    std::optional<refusal> apply(case_step& step) const {
        auto& r = live(step);
        auto const found = r.electorate.find(seat.value);
        if (found == r.electorate.end()) return no_such_seat({{"seat", seat.value}});
        auto substitutes =
            seat_on(step.now.world.at(body_stream(r.body->value)), seat.value, *r.opened)->substitutes;
        std::erase_if(substitutes, [&](auto const& v) { return !v.holds_on(*r.opened); });
        std::ranges::sort(substitutes, {}, &substitute::order);
        auto const called = std::ranges::find(substitutes, person, &substitute::person);
        if (called == substitutes.end()) return not_substitute({{"seat", seat.value}});
        // Those before in the order who were not asked are recorded as passed; order is never a refusal (koml § 7-10).
        for (auto v = substitutes.begin(); v != called; ++v) {
            auto const asked = [&](call const& c) { return c.seat == seat && c.person == v->person; };
            if (std::ranges::none_of(r.calls, asked)) r.calls.push_back({seat, v->person, false});
        }
        r.calls.push_back({seat, person, reached});
        if (!reached) return {};
        auto& e = found->second;
        if (!e.stands_in_for) e.stands_in_for = e.person;
        e.person = person;
        r.positions.erase(seat.value); // the substitute takes the seat anew
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(call_substitute, (), (seat, person, reached))

} // namespace

std::vector<common_command> recusal_commands() {
    auto const consent = std::vector{round_kind::consent};
    return {common<declare_recusal>(consent), common<settle_recusal>(consent),
            common<call_substitute>(consent)};
}

} // namespace saksgang
