// What follows in the organisation when a body is established: it is listed there.
#pragma once

#include "engine/command.hpp"

namespace saksgang {

struct list_body {
    static constexpr bool internal = true;
    static constexpr text label{"Utvalg opprettet", "Utval oppretta", "Body established"};
    static constexpr who by[]{by::anyone};
    id body;
    body_kind kind;

    std::optional<refusal> apply(command_step& step) const {
        step.put("body/" + body.value, kind);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(list_body, (), (body, kind))

} // namespace saksgang
