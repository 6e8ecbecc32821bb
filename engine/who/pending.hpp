// What needs a second person: a second account for one person, an appointment with a date that has passed. The entry of
// whoever asks only sets it aside in the register, under "pending/"; another who may then confirms it, and it follows from
// that as the command that it is, or somebody drops it. Where nobody else could (a community that is being set up), it
// stands at once.
#pragma once

#include <string>

#include "engine/command.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

struct pending_change {
    std::string command;
    json payload;
    id by; // person
    date on;
};
BOOST_DESCRIBE_STRUCT(pending_change, (), (command, payload, by, on))

keyed<pending_change> pending_in(state const& subject); // by number
keyed<pending_change> pending_in(state&&) = delete;
void set_aside(state& subject, std::string const& command, part const& payload, situation const&);
// Is there somebody else, with an account in use, who has one of those roles there? Reads `accounts`.
bool another_has(state const& subject, situation const&, std::vector<who> const& ways);
// A task of whoever may, within a week.
std::vector<deadline> deadlines_of_pending(state const& subject, std::vector<who> const& owners);
template <class Confirm>
std::vector<deadline> waiting_for(state const& subject) {
    return deadlines_of_pending(subject, {std::begin(Confirm::by), std::end(Confirm::by)});
}

// The two commands of a feature that has such changes derive from these.
struct confirming {
    static constexpr bool settles_pending = true, has_room = true;
    id waiting_change; // its number
    std::optional<refusal> apply(command_step&) const;
};
BOOST_DESCRIBE_STRUCT(confirming, (), (waiting_change))

struct dropping {
    static constexpr bool settles_pending = true, by_whoever_asked = true, has_room = true;
    id waiting_change; // its number
    std::optional<std::string> reason;
    std::optional<refusal> apply(command_step&) const;
};
BOOST_DESCRIBE_STRUCT(dropping, (), (waiting_change, reason))

inline constexpr text confirm_label{"Bekreft endringen", "Stadfest endringa", "Confirm the change"};
inline constexpr text drop_label{"Forkast endringen", "Forkast endringa", "Drop the change"};

} // namespace saksgang
