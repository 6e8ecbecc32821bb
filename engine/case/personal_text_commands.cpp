// Sletting av opplysning: the value behind a commitment goes, for good, once another has approved. The commitment stays,
// so that the history can be checked.
#include "engine/case/erasing.hpp"
#include "engine/digest.hpp"
#include "engine/round/round_commands.hpp"

namespace saksgang {
namespace {

known_rule const no_such_text{
    "no_such_personal_text",
    {"Opplysningen står ikke i saken.", "Opplysninga står ikkje i saka.", "The text is not in the case."}};
known_rule const none_there{
    "no_personal_text",
    {"Saken har ingen opplysninger som kan slettes.", "Saka har ingen opplysningar som kan slettast.",
     "The case has no texts about persons to erase."}};
known_rule const erased_before{
    "personal_text_erased",
    {"Opplysningen er slettet.", "Opplysninga er sletta.", "The text has been erased."}};
known_rule const not_proposed{
    "no_pending_text_erasure",
    {"Ingen har foreslått å slette opplysningen.", "Ingen har foreslått å slette opplysninga.",
     "Nobody has proposed to erase the text."}};
constexpr std::string_view begins = R"({"commitment":")";

// In canonical JSON nothing else reads so.
bool says(state const& a_case, std::string const& what) {
    return a_case.data.bytes().find(what) != std::string::npos ||
           a_case.rounds.bytes().find(what) != std::string::npos;
}
bool has_text(state const& a_case, std::string const& commitment) {
    return is_digest(commitment) && says(a_case, std::string(begins) + commitment + '"');
}

bool waits(std::pair<std::string const, erasure> const& each) { return !each.second.approved_by; }
bool any_waits(case_common const& c) { return std::ranges::any_of(c.text_erasures, waits); }

std::vector<proposal> all_that_wait(case_common const& c) {
    std::vector<proposal> out;
    for (auto const& [commitment, e] : c.text_erasures)
        if (!e.approved_by)
            out.push_back({"propose_text_erasure",
                           {{"of_person", commitment}, {"reason", e.reason}, {"hjemmel", e.hjemmel}},
                           e.proposed_by});
    return out;
}

// Proposed, and not carried out. Null: it says why not.
erasure* waiting(command_step& step, std::string const& commitment, std::optional<refusal>& no) {
    auto const found = step.common.text_erasures.find(commitment);
    if (found == step.common.text_erasures.end())
        no = not_proposed();
    else if (!waits(*found))
        no = erased_before();
    return no ? nullptr : &found->second;
}

struct propose_text_erasure {
    static constexpr text label{"Foreslå å slette en opplysning om en person",
                                "Foreslå å slette ei opplysning om ein person",
                                "Propose to erase a text about a person"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string of_person, reason, hjemmel;

    static std::optional<refusal> allowed(state const& a_case, situation const&) {
        if (!says(a_case, std::string(begins))) return none_there();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        if (!has_text(step.subject, of_person)) return no_such_text();
        auto& proposed = step.common.text_erasures[of_person];
        if (proposed.approved_by) return erased_before();
        proposed = proposed_by(step, reason, hjemmel);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(propose_text_erasure, (), (of_person, reason, hjemmel))

struct approve_text_erasure {
    static constexpr text label{"Godkjenn slettingen av opplysningen", "Godkjenn slettinga av opplysninga",
                                "Approve the erasure of the text"};
    static constexpr who by[]{by::case_handler, by::leader()};
    static constexpr bool has_room = true;
    std::string of_person;

    static bool offered(case_common const& c, rounds const&) { return any_waits(c); }
    static std::vector<proposal> answers(case_common const& c) { return all_that_wait(c); }
    std::optional<refusal> apply(command_step& step) const {
        std::optional<refusal> no;
        auto* proposed = waiting(step, of_person, no);
        if (!no) no = approve(step, *proposed);
        if (!no) step.erased_text = of_person;
        return no;
    }
};
BOOST_DESCRIBE_STRUCT(approve_text_erasure, (), (of_person))

struct keep_personal_text {
    static constexpr text label{"Behold opplysningen", "Behald opplysninga", "Keep the text"};
    static constexpr who by[]{by::case_handler};
    static constexpr bool has_room = true;
    std::string of_person, reason;

    static bool offered(case_common const& c, rounds const&) { return any_waits(c); }
    static std::vector<proposal> answers(case_common const& c) { return all_that_wait(c); }
    std::optional<refusal> apply(command_step& step) const {
        std::optional<refusal> no;
        if (waiting(step, of_person, no)) step.common.text_erasures.erase(of_person);
        return no;
    }
};
BOOST_DESCRIBE_STRUCT(keep_personal_text, (), (of_person, reason))

} // namespace

feature const& personal_texts_feature() {
    static feature const f{
        .id = "personal_texts",
        .label = {"Opplysninger om personer", "Opplysningar om personar", "Texts about persons"},
        .commands = {command_of<propose_text_erasure>(), command_of<approve_text_erasure>(),
                     command_of<keep_personal_text>()}};
    return f;
}

} // namespace saksgang
