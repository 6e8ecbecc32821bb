// Rettinger: a value of the case's data that was written wrong, named by its JSON Pointer. A writing error is put right by
// one; what changes the substance by two.
#include <algorithm>

#include "engine/case/corrections.hpp"
#include "engine/round/round_commands.hpp"

namespace saksgang {
namespace {

known_rule const no_correction{
    "no_pending_correction",
    {"Det er ingen retting som venter på godkjenning.", "Det er inga retting som ventar på godkjenning.",
     "No correction is waiting for approval."}};
known_rule const own_correction{
    "own_correction",
    {"En retting av innholdet godkjennes av en annen enn den som foreslo den.",
     "Ei retting av innhaldet blir godkjend av ein annan enn den som foreslo henne.",
     "A correction of substance is approved by another than who proposed it."},
    {},
    refusal_kind::not_entitled};

std::optional<refusal> replace_value(command_step& step, correction& c) {
    auto changed = corrected(step, c);
    if (auto* no = std::get_if<refusal>(&changed)) return std::move(*no);
    auto const& data = std::get<json>(changed);
    step.common.title = data.value("title", "");
    step.subject.data.put(step.flow->data_as_read(data), restore<case_common>, restore<case_common>(data));
    return {};
}

struct correct_writing_error {
    static constexpr text label{"Rett skrivefeil", "Rett skrivefeil", "Correct a writing error"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string field;
    std::optional<std::string> before; // as whoever corrects it has read it; none: whatever it says
    std::string after, reason;

    std::optional<refusal> apply(command_step& step) const {
        correction c{field, before.value_or(""), after, reason, {step.person()}, {}, false, step.now.today};
        if (auto no = replace_value(step, c)) return no;
        step.common.corrections.push_back(std::move(c));
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(correct_writing_error, (), (field, before, after, reason))

struct propose_correction {
    static constexpr text label{"Foreslå retting av innholdet", "Foreslå retting av innhaldet",
                                "Propose a correction of substance"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string field;
    std::optional<std::string> before; // the same
    std::string after, reason;

    std::optional<refusal> apply(command_step& step) const {
        correction c{field, before.value_or(""), after, reason, {step.person()}, {}, true, step.now.today};
        auto const could_be = corrected(step, c);
        if (auto const* no = std::get_if<refusal>(&could_be)) return *no;
        step.common.corrections.push_back(std::move(c));
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(propose_correction, (), (field, before, after, reason))

bool waits(correction const& c) { return c.of_substance && !c.approved_by; }
// Those behind the first wait for it.
std::vector<proposal> first_that_waits(case_common const& c) {
    auto const first = std::ranges::find_if(c.corrections, waits);
    if (first == c.corrections.end()) return {};
    json const payload{{"field", first->field},
                       {"before", first->before},
                       {"after", first->after},
                       {"reason", first->reason}};
    return {{"propose_correction", payload, first->proposed_by}};
}

struct approve_correction {
    static constexpr text label{"Godkjenn retting av innholdet", "Godkjenn retting av innhaldet",
                                "Approve a correction of substance"};
    static constexpr who by[]{by::case_handler, by::leader()};
    static constexpr bool has_room = true;

    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.corrections, waits);
    }
    static std::vector<proposal> answers(case_common const& c) { return first_that_waits(c); }
    static std::optional<refusal> allowed(state const& a_case, situation const& now) {
        auto const& all = common_of(a_case).corrections;
        auto const first = std::ranges::find_if(all, waits);
        if (first == all.end()) return no_correction();
        if (first->proposed_by == now.person) return own_correction();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto const first = std::ranges::find_if(step.common.corrections, waits);
        if (auto no = replace_value(step, *first)) return no;
        first->approved_by = id{step.person()};
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(approve_correction, (), ())

// What is not to be approved after all: so that those behind it are not held up.
struct drop_correction {
    static constexpr text label{"Trekk forslaget om retting", "Trekk forslaget om retting",
                                "Withdraw the proposed correction"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string reason;

    static bool offered(case_common const& c, rounds const&) {
        return std::ranges::any_of(c.corrections, waits);
    }
    static std::vector<proposal> answers(case_common const& c) { return first_that_waits(c); }
    std::optional<refusal> apply(command_step& step) const {
        auto& all = step.common.corrections;
        auto const first = std::ranges::find_if(all, waits);
        if (first == all.end()) return no_correction();
        all.erase(first);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(drop_correction, (), (reason))

} // namespace

feature const& corrections_feature() {
    static feature const f{.id = "corrections",
                           .label = {"Rettinger", "Rettingar", "Corrections"},
                           .commands = {command_of<correct_writing_error>(), command_of<propose_correction>(),
                                        command_of<approve_correction>(), command_of<drop_correction>()}};
    return f;
}

} // namespace saksgang
