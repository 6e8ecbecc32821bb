// Who has a case: who is given it, who takes it over, and who hands it back.
#include <utility>

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

known_rule const not_taken_over{
    "not_taken_over",
    {"Den som har tatt over saken, gir den tilbake.", "Den som har teke over saka, gjev henne tilbake.",
     "Whoever took over the case hands it back."},
    {},
    refusal_kind::not_entitled};

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
        step.common.taken_from.reset();
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
        auto& c = step.common;
        auto const before = std::exchange(c.handler, {step.person()});
        c.taken_from = before.value.empty() ? c.handler : before;
        return {};
    }
};

// What was taken by mistake goes back to whoever had it, and to nobody else: that is for those who assign cases.
struct hand_back {
    static constexpr text label{"Gi saken tilbake", "Gje saka tilbake", "Hand the case back"};
    static constexpr who by[]{by::case_handler};

    static bool offered(case_common const& c, rounds const&) { return c.taken_from.has_value(); }
    static std::optional<refusal> allowed(state const& a_case, situation const& now) {
        auto const& common = common_of(a_case);
        auto const& before = common.taken_from;
        if (!before || common.handler != now.person) return not_taken_over();
        if (*before != common.handler &&
            !has_role_in(a_case, now.organisation(), before->value, role::case_handler, now.today))
            return no_case_handler();
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto& c = step.common;
        auto const before = *std::exchange(c.taken_from, {});
        c.handler = before == c.handler ? id{} : before; // nobody had it
        return {};
    }
};

} // namespace

feature const& handlers_feature() {
    static feature const f{
        .id = "handlers",
        .label = {"Saksbehandler", "Saksbehandlar", "Case handler"},
        .commands = {command_of<take_over>(), command_of<hand_back>(), command_of<assign_handler>()}};
    return f;
}

} // namespace saksgang
