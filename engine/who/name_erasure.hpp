// Sletting of a person's name, which stands behind a commitment: one proposes, another approves. What the person did stays.
#pragma once

#include "engine/case/case.hpp"
#include "engine/command.hpp"

namespace saksgang {

inline known_rule const name_erased{"name_erased",
                                    {"Navnet er slettet.", "Namnet er sletta.", "The name has been erased."}};
keyed<erasure> name_erasures_in(state const& organisation); // by person
keyed<erasure> name_erasures_in(state&&) = delete;
std::vector<command_info> name_erasure_commands();

// Registered, and by a name that has not been erased.
bool is_named_person(state const& organisation, std::string_view person);
struct a_named_person : a_person { // to be appointed, given a role, listed: nobody knows who another is
    static std::optional<refusal> missing(world const&, id const&);
};

} // namespace saksgang
