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
    {"complaint_too_late", // which is no exception any more: a complaint says why it is taken up
     {"Klagen er sendt for sent", "Klaga er send for seint", "The complaint was sent too late"}},
    {"complaints_may_come",
     {"Det kan fortsatt komme en klage", "Det kan framleis kome ei klage", "A complaint may still come"}},
    {"scheme_not_adopted",
     {"Tilskuddsordningen er ikke vedtatt", "Tilskotsordninga er ikkje vedteken",
      "The grant scheme has not been adopted"}},
};
bool const given = (say(own_words), true) && kinds_detail::give({excepted_rule{{"scheme_not_adopted"}},
                                                                 excepted_rule{{"complaints_may_come"}}});

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
known_rule const several_exceptions_wait{
    "several_exceptions_wait",
    {"Flere unntak venter. Velg hvilken regel det gjelder.", "Fleire unntak ventar. Vel kva regel det gjeld.",
     "Several exceptions are waiting. Choose which rule it is about."}};
known_rule const not_yours_to_drop{
    "exception_of_another",
    {"Et foreslått unntak legges bort av den som foreslo det, eller av et medlem fra den andre siden.",
     "Eit foreslått unntak blir lagt bort av den som foreslo det, eller av ein medlem frå den andre sida.",
     "A proposed exception is dropped by whoever proposed it, or by a member of the other side."},
    "own:exception_by_both_sides",
    refusal_kind::not_entitled};
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
bool waits(exception_record const& e) { return !e.counts(); }
// Of the other side than whoever proposed it.
bool is_asked(std::string const& side, exception_record const& e) {
    return waits(e) && side != side::advisory.name && !e.approved_by.contains(side);
}
std::vector<proposal> all_that_wait(case_common const& c) {
    std::vector<proposal> out;
    for (auto const& e : c.exceptions)
        if (waits(e))
            out.push_back(
                {"record_exception", {{"rule", e.rule}, {"reason", e.reason}}, e.person, {{"rule", e.rule}}});
    return out;
}
std::optional<refusal> not_excepted(workflow const& flow, std::string_view rule) {
    if (std::ranges::find(flow.exceptions, rule) != flow.exceptions.end()) return {};
    return no_such_exception({{"rule", word(rule)}});
}
// The one on that rule, or the only one that waits.
struct waiting_exception {
    exception_record* found = nullptr;
    std::optional<refusal> why_not = {};
};
waiting_exception waiting_on(std::vector<exception_record>& all, std::optional<excepted_rule> const& rule) {
    waiting_exception out;
    for (auto& e : all) {
        if (!waits(e) || (rule && e.rule != rule->name)) continue;
        if (out.found) return {nullptr, several_exceptions_wait()};
        out.found = &e;
    }
    if (!out.found) out.why_not = no_exception_waits();
    return out;
}

struct record_exception {
    static constexpr saksgang::text label{"Foreslå unntak med begrunnelse", "Foreslå unntak med grunngjeving",
                                          "Propose an exception with its reason"};
    static constexpr who by[]{by::leader("ssu")};
    excepted_rule rule;
    std::string reason;

    static bool fits(workflow const& flow) { return !flow.exceptions.empty(); }
    std::optional<refusal> apply(command_step& step) const {
        if (auto no = not_excepted(*step.flow, rule.name)) return no;
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
    std::optional<excepted_rule> rule; // where several wait

    static bool fits(workflow const& flow) { return !flow.exceptions.empty(); }
    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.exceptions, waits);
    }
    static std::vector<proposal> answers(case_common const& c) { return all_that_wait(c); }
    static std::optional<refusal> allowed(state const& a_case, situation const& now) {
        auto const& all = common_of(a_case).exceptions;
        if (std::ranges::none_of(all, waits)) return no_exception_waits();
        auto const side = side_of_whoever_asks(a_case, now);
        if (std::ranges::none_of(all, [&](auto const& e) { return is_asked(side, e); }))
            return other_side_approves();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto const [waiting, why_not] = waiting_on(step.common.exceptions, rule);
        if (!waiting) return why_not;
        if (auto no = not_excepted(*step.flow, waiting->rule)) return no;
        auto const side = side_of_whoever_asks(step.subject, step.now);
        if (!is_asked(side, *waiting)) return other_side_approves();
        waiting->approved_by[side] = {step.person()};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(approve_exception, (), (rule))

// It may be proposed again; why it was dropped stands in the history.
struct drop_exception {
    static constexpr saksgang::text label{"Legg bort forslaget om unntak", "Legg bort forslaget om unntak",
                                          "Drop the proposed exception"};
    static constexpr who by[]{by::leader("ssu"), by::member("ssu")};
    std::string reason;
    std::optional<excepted_rule> rule; // where several wait

    static bool fits(workflow const& flow) { return !flow.exceptions.empty(); }
    static bool offered(case_common const& c, rounds const& r) { return approve_exception::offered(c, r); }
    static std::vector<proposal> answers(case_common const& c) { return all_that_wait(c); }
    static std::optional<refusal> allowed(state const& a_case, situation const& now) {
        auto const& all = common_of(a_case).exceptions;
        if (std::ranges::none_of(all, waits)) return no_exception_waits();
        auto const side = side_of_whoever_asks(a_case, now);
        if (std::ranges::none_of(all, [&](auto const& e) { return may_drop(now.person, side, e); }))
            return not_yours_to_drop();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto& all = step.common.exceptions;
        auto const [waiting, why_not] = waiting_on(all, rule);
        if (!waiting) return why_not;
        if (!may_drop(step.person(), side_of_whoever_asks(step.subject, step.now), *waiting))
            return not_yours_to_drop();
        all.erase(all.begin() + (waiting - all.data()));
        return {};
    }

  private:
    static bool may_drop(std::string const& person, std::string const& side, exception_record const& e) {
        return waits(e) && (e.person == std::string_view(person) || is_asked(side, e));
    }
};
BOOST_DESCRIBE_STRUCT(drop_exception, (), (reason, rule))

} // namespace

feature const& exceptions_feature() {
    static feature const f{.id = "exceptions",
                           .label = {"Unntak", "Unntak", "Exceptions"},
                           .commands = {command_of<record_exception>(), command_of<approve_exception>(),
                                        command_of<drop_exception>()}};
    return f;
}

} // namespace saksgang
