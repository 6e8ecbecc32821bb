// Who has a case: who is given it, and who takes it over.
#include "engine/feature.hpp"
#include "engine/who/name_erasure.hpp"

namespace saksgang {
namespace {

known_rule const no_case_handler{
    "no_case_handler",
    {"Bare en saksbehandler kan ha saken.", "Berre ein saksbehandlar kan ha saka.",
     "Only a case handler can have a case."}};
known_rule const has_it_already{
    "has_it_already",
    {"Personen har saken allerede.", "Personen har saka alt.", "They have the case already."}};
known_rule const is_yours_already{
    "is_yours_already", {"Du har saken allerede.", "Du har saka alt.", "You have the case already."}};

struct assign_handler {
    static constexpr text label{"Fordel saken", "Fordel saka", "Assign the case"};
    static constexpr who by[]{by::leader(), by::administrator};
    ref<a_named_person> handler;

    std::optional<refusal> apply(command_step& step) const {
        if (!has_role_in(step.subject, step.now.organisation(), handler.value, role::case_handler,
                         step.now.today))
            return no_case_handler();
        if (step.common.handler == handler) return has_it_already();
        step.common.handler = handler;
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(assign_handler, (), (handler))

struct take_over {
    static constexpr text label{"Ta over saken", "Ta over saka", "Take over the case"};
    static constexpr who by[]{by::case_handler};

    static std::optional<refusal> allowed(state const& a_case, situation const& now) {
        if (common_of(a_case).handler == now.person) return is_yours_already();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        step.common.handler = {step.person()};
        return {};
    }
};

} // namespace

feature const& handlers_feature() {
    static feature const f{.id = "handlers",
                           .label = {"Saksbehandler", "Saksbehandlar", "Case handler"},
                           .commands = {command_of<take_over>(), command_of<assign_handler>()}};
    return f;
}

} // namespace saksgang
