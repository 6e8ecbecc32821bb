// What a body follows up (oppfølgingspunkter): what, whose it is, and by when. A point stands with its body until it is
// settled; then its history has it.
#pragma once

#include "engine/command.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

struct follow_up_said {
    std::string what;
    ref<a_person> responsible; // shown with their position
    date settle_by;
};
BOOST_DESCRIBE_STRUCT(follow_up_said, (), (what, responsible, settle_by))
// "follow_up/2025-14_3" came of that case, "follow_up/_3" of none.
struct follow_up_point : follow_up_said {
    date since;
    std::optional<id> a_case = {}; // where it was said: a meeting
};
BOOST_DESCRIBE_STRUCT(follow_up_point, (follow_up_said), (since, a_case))
keyed<follow_up_point> follow_ups_of(state const& body); // by name
keyed<follow_up_point> follow_ups_of(state&&) = delete;
// The case in the name of one, so that whoever may not know of that is told nothing of the point, now or later.
inline std::string_view case_of_follow_up(std::string_view name) {
    auto const end = name.rfind('_');
    return end == name.npos ? std::string_view() : name.substr(0, end);
}

// As a case sends it to its body.
struct hand_over_follow_up : follow_up_said {
    id a_case;
};
BOOST_DESCRIBE_STRUCT(hand_over_follow_up, (follow_up_said), (a_case))

std::vector<deadline> deadlines_of_follow_ups(state const& body);
std::vector<command_info> follow_up_commands();

} // namespace saksgang
