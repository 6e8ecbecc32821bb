#include "engine/who/body_work.hpp"

#include "engine/who/register_words.hpp"

namespace saksgang {
namespace {

constexpr std::string_view of_plan = "plan/", of_case = "case/";
constexpr int days_before = 30; // in which a plan that will be too old shows as a task
constexpr int oldest = 20;      // years

known_rule const no_such_age{
    "no_such_age",
    {"Skriv en alder mellom 1 og {oldest} år.", "Skriv ein alder mellom 1 og {oldest} år.",
     "State an age between 1 and {oldest} years."}};
known_rule const plan_not_newer{"plan_not_newer",
                                {"Den som er registrert, er fra {day}. Skriv en senere dato.",
                                 "Den som er registrert, er frå {day}. Skriv ein seinare dato.",
                                 "The one that is registered is of {day}. State a later date."}};
known_rule const plan_of_future{
    "plan_of_future", {"{day} har ikke vært ennå.", "{day} har ikkje vore enno.", "{day} is still to come."}};

struct register_plan {
    static constexpr text label{"Registrer plan eller oversikt", "Registrer plan eller oversikt",
                                "Register a plan or a roster"};
    static constexpr who by[]{by::registrar, by::case_handler};
    plan_kind plan;
    date dated;
    int longest_age;

    // A newer one of the kind takes the place of the one before.
    std::optional<refusal> apply(command_step& step) const {
        if (!step.has("head")) return not_there({{"id", text{"Utvalget", "Utvalet", "The body"}}});
        if (step.now.today < dated) return plan_of_future({{"day", dated.in_numbers()}});
        if (longest_age < 1 || longest_age > oldest) return no_such_age({{"oldest", std::to_string(oldest)}});
        auto const key = std::string(of_plan) + std::string(plan.name);
        if (auto const* before = step.find<body_plan>(key); before && dated < before->dated)
            return plan_not_newer({{"day", before->dated.in_numbers()}});
        step.put(key, body_plan{dated, longest_age});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(register_plan, (), (plan, dated, longest_age))

struct take_tasks : count_tasks {
    using message = count_tasks;
    static constexpr bool internal = true;
    static constexpr text label{"Saken gjelder oppgaver utvalget har", "Saka gjeld oppgåver utvalet har",
                                "The case is about tasks of the body"};
    static constexpr who by[]{by::anyone};

    std::optional<refusal> apply(command_step& step) const {
        step.put(std::string(of_case) + a_case.value, tasks_of_case{step.now.today.year(), body_tasks});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(take_tasks, (count_tasks), ())

} // namespace

keyed<tasks_of_case> tasks_of_cases(state const& body) { return {body.data, of_case}; }
keyed<body_plan> plans_of_body(state const& body) { return {body.data, of_plan}; }

std::vector<deadline> deadlines_of_plans(state const& body) {
    std::vector<deadline> due;
    for (auto const& [kind, plan] : plans_of_body(body))
        due.push_back({"plan_too_old",
                       plan.last_day(),
                       {by::registrar, by::case_handler},
                       plan.last_day().plus_days(-days_before)});
    return due;
}

std::vector<command_info> body_work_commands() {
    return {command_of<register_plan>(), command_of<take_tasks>()};
}

} // namespace saksgang
