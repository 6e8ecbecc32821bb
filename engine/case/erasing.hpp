// Sletting: one proposes it with reason and hjemmel, another approves. Of a document, a text about a person, a name.
#pragma once

#include "engine/case/case.hpp"
#include "engine/command.hpp"

namespace saksgang {

inline known_rule const own_erasure{"own_erasure",
                                    {"Sletting godkjennes av en annen enn den som foreslo den.",
                                     "Sletting blir godkjend av ein annan enn den som foreslo henne.",
                                     "An erasure is approved by another than who proposed it."},
                                    {},
                                    refusal_kind::not_entitled};

inline erasure proposed_by(command_step& step, std::string const& reason, std::string const& hjemmel) {
    step.hjemmel = hjemmel;
    return {.reason = reason, .hjemmel = hjemmel, .proposed_by = {step.person()}};
}
inline std::optional<refusal> approve(command_step& step, erasure& proposed) {
    if (proposed.proposed_by == step.person()) return own_erasure();
    proposed.approved_by = id{step.person()};
    proposed.on = step.now.today;
    step.hjemmel = proposed.hjemmel;
    return {};
}

} // namespace saksgang
