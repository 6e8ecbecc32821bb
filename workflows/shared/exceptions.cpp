// Unntak med begrunnelse: an exception from a rule that a workflow says may be excepted from. Of every case. The rule
// protects both sides, so SSU's leader, who is of one, proposes it, and one of the other approves.
#include <algorithm>

#include "engine/feature.hpp"
#include "workflows/shared/features.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {
namespace {

// Named as the refusal is that it lifts.
struct excepted_rule : choice {
    static constexpr std::string_view list = "excepted_rule";
};
constexpr word_of own_words[]{
    {"complaint_too_late",
     {"Klagen er sendt for sent", "Klaga er send for seint", "The complaint was sent too late"}},
    {"scheme_not_adopted",
     {"Tilskuddsordningen er ikke vedtatt", "Tilskotsordninga er ikkje vedteken",
      "The grant scheme has not been adopted"}},
};
bool const given = (say(own_words), true) && kinds_detail::give({excepted_rule{{"scheme_not_adopted"}},
                                                                 excepted_rule{{"complaint_too_late"}}});

known_rule const already_excepted{"already_excepted",
                                  {"Unntaket er allerede registrert.", "Unntaket er alt registrert.",
                                   "The exception is already recorded."}};
known_rule const no_such_exception{"no_such_exception",
                                   {"I denne saken kan det ikke gjøres unntak fra «{rule}».",
                                    "I denne saka kan det ikkje gjerast unntak frå «{rule}».",
                                    "No exception from “{rule}” can be made in this case."}};
known_rule const no_exception_waits{
    "no_pending_exception",
    {"Det er ikke noe unntak som venter på godkjenning.",
     "Det er ikkje noko unntak som ventar på godkjenning.", "No exception is waiting for approval."}};
known_rule const other_side_approves{
    "exception_of_own_side",
    {"Et unntak godkjennes av et medlem fra den andre siden enn den som foreslo det.",
     "Eit unntak blir godkjent av ein medlem frå ei anna side enn den som foreslo det.",
     "An exception is approved by a member of another side than the one that proposed it."},
    "own:exception_by_both_sides",
    refusal_kind::not_entitled};

// In SSU, whichever body has the case just now.
std::string side_of_whoever_asks(state const& a_case, situation const& now) {
    return std::string(describe::name_of(side_let_in(now, a_case, by::member("ssu"))));
}
auto first_waiting(auto& exceptions) {
    return std::ranges::find_if(exceptions, [](auto const& e) { return !e.counts(); });
}

struct record_exception {
    static constexpr saksgang::text label{"Foreslå unntak med begrunnelse", "Foreslå unntak med grunngjeving",
                                          "Propose an exception with its reason"};
    static constexpr who by[]{by::leader("ssu")};
    excepted_rule rule;
    std::string reason;

    static bool fits(workflow const& flow) { return !flow.exceptions.empty(); }
    std::optional<refusal> apply(command_step& step) const {
        if (std::ranges::find(step.flow->exceptions, rule.name) == step.flow->exceptions.end())
            return no_such_exception({{"rule", word(rule.name)}});
        auto& all = step.common.exceptions;
        if (std::ranges::find(all, rule.name, &exception_record::rule) != all.end())
            return already_excepted();
        all.push_back({std::string(rule.name),
                       reason,
                       {step.person()},
                       step.now.today,
                       {{side_of_whoever_asks(step.subject, step.now), {step.person()}}}});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(record_exception, (), (rule, reason))

struct approve_exception {
    static constexpr saksgang::text label{"Godkjenn unntaket", "Godkjenn unntaket", "Approve the exception"};
    static constexpr who by[]{by::member("ssu")};
    static constexpr bool task = true;

    static bool fits(workflow const& flow) { return !flow.exceptions.empty(); }
    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.exceptions, [](auto const& e) { return !e.counts(); });
    }
    static std::optional<refusal> allowed(state const& a_case, situation const& now) {
        auto const& all = common_of(a_case).exceptions;
        auto const waiting = first_waiting(all);
        if (waiting == all.end()) return no_exception_waits();
        auto const side = side_of_whoever_asks(a_case, now);
        if (side == side::advisory.name || waiting->approved_by.contains(side)) return other_side_approves();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto const side = side_of_whoever_asks(step.subject, step.now);
        first_waiting(step.common.exceptions)->approved_by[side] = {step.person()};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(approve_exception, (), ())

} // namespace

feature const& exceptions_feature() {
    static feature const f{.id = "exceptions",
                           .label = {"Unntak", "Unntak", "Exceptions"},
                           .commands = {command_of<record_exception>(), command_of<approve_exception>()}};
    return f;
}

} // namespace saksgang
