// Unntak med begrunnelse: an exception from a rule that a workflow says may be excepted from. Of every case; recorded
// by SSU's leader, not by that of whichever body has the case just now.
#include <algorithm>

#include "engine/feature.hpp"
#include "workflows/shared/features.hpp"

namespace saksgang {
namespace {

constexpr rule_text already_excepted{"already_excepted",
                                     {"Unntaket er allerede registrert.", "Unntaket er alt registrert.",
                                      "The exception is already recorded."}};

constexpr rule_text no_such_exception{"no_such_exception",
                                      {"I denne saken kan det ikke gjøres unntak fra «{rule}».",
                                       "I denne saka kan det ikkje gjerast unntak frå «{rule}».",
                                       "No exception from “{rule}” can be made in this case."}};

struct record_exception {
    static constexpr saksgang::text label{"Registrer unntak med begrunnelse",
                                          "Registrer unntak med grunngjeving",
                                          "Record an exception with its reason"};
    static constexpr who by[]{by::leader("ssu")}; // not of whichever body has the case just now
    std::string rule, reason;

    static bool fits(workflow const& flow) { return !flow.exceptions.empty(); }
    std::optional<refusal> apply(command_step& step) const {
        if (std::ranges::find(step.flow->exceptions, rule) == step.flow->exceptions.end())
            return no_such_exception({{"rule", rule}});
        if (has_exception(step.common, rule)) return already_excepted();
        step.common.exceptions.push_back({rule, reason, {step.person()}, step.now.today});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(record_exception, (), (rule, reason))

} // namespace

feature const& exceptions_feature() {
    static feature const f{.id = "exceptions",
                           .label = {"Unntak", "Unntak", "Exceptions"},
                           .commands = {command_of<record_exception>()}};
    return f;
}

} // namespace saksgang
