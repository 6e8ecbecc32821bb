// Registers are the streams that are no cases. Each kind lists its commands: described structs with a label,
// who may use them, and `std::optional<refusal> apply(register_step&) const`. In four files:
//   organisation_register.cpp  organisation, accounts, access, numbers
//   body_register.cpp          a body's rules and seats
//   fund_register.cpp          a fund's postings
//   agreement_register.cpp     the agreements of a pair (municipality, trust)
#pragma once

#include "engine/kernel.hpp"
#include "engine/machine.hpp"

namespace saksgang {

struct register_step {
    state& subject; // the copy that changes
    situation const& now;
    std::string const& person;
    source& chance;
    capacity& in;
    std::vector<follow_up>& out;

    json& field(std::string const& key) { return subject.data.change()[key]; }
    bool has(std::string const& key) const { return subject.data->contains(key); }
};

template <class C>
register_command in_register() {
    register_command c{command_of<C>()};
    if constexpr (requires { C::internal; }) c.internal = true;
    c.apply = [](state& subject, json const& payload, situation const& now, source& chance, capacity& in,
                 std::vector<follow_up>& out) -> std::optional<refusal> {
        register_step step{subject, now, now.person, chance, in, out};
        return restore<C>(payload).apply(step); // the payload was checked before
    };
    return c;
}

register_kind organisation_register();
register_kind accounts_register();
register_kind access_register();
register_kind numbers_register();
register_kind body_register();
register_kind fund_register();
register_kind agreement_register();

constexpr rule_text already_there{"already_there",
                                  {"{id} finnes allerede.", "{id} finst alt.", "{id} is already there."}};
constexpr rule_text not_there{"not_there", {"{id} finnes ikke.", "{id} finst ikkje.", "{id} is not there."}};
constexpr rule_text ends_before_start{
    "ends_before_start",
    {"Sluttdatoen er før startdatoen.", "Sluttdatoen er før startdatoen.", "The end is before the start."}};

} // namespace saksgang
