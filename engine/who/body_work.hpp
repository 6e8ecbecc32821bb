// What a body has besides its seats and rules: which of its tasks its cases have been about, and plans and rosters, which
// must not be too old.
#pragma once

#include "engine/choice.hpp"
#include "engine/command.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

// Those that the field gives bodies.
struct body_task : choice {
    static constexpr std::string_view list = "body_task";
};
// "case/2025-3": what a case of the body is about.
struct tasks_of_case {
    int year = 0; // in which that was said
    std::vector<body_task> body_tasks;
};
BOOST_DESCRIBE_STRUCT(tasks_of_case, (), (year, body_tasks))
keyed<tasks_of_case> tasks_of_cases(state const& body); // by case
keyed<tasks_of_case> tasks_of_cases(state&&) = delete;

// Follow-up that a case sends to its body; instead of what it said before.
struct count_tasks {
    id a_case;
    std::vector<body_task> body_tasks;
};
BOOST_DESCRIBE_STRUCT(count_tasks, (), (a_case, body_tasks))

// The kinds of plans and rosters that the field gives bodies.
struct plan_kind : choice {
    static constexpr std::string_view list = "plan_kind";
};
// "plan/meeting_plan"
struct body_plan {
    date dated;          // as it stands
    int longest_age = 1; // years

    date last_day() const { return dated.plus_months(12 * longest_age); }
};
BOOST_DESCRIBE_STRUCT(body_plan, (), (dated, longest_age))
keyed<body_plan> plans_of_body(state const& body); // by kind
keyed<body_plan> plans_of_body(state&&) = delete;
std::vector<deadline> deadlines_of_plans(state const& body);

std::vector<command_info> body_work_commands();

} // namespace saksgang
