// Which of a body's tasks a case is about (catalogue 25 and 26). Of every case; the body keeps count. And the kinds of plans
// and rosters that bodies have (catalogue 61).
#include "workflows/shared/body_tasks.hpp"

#include <algorithm>

#include "workflows/shared/features.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang {
namespace {

constexpr std::string_view of_ssu[]{"strengthen_cooperation", "joint_priorities", "mutual_information",
                                    "joint_measures",         "across_areas",     "professional_bodies",
                                    "cooperation_agreement"};
constexpr std::string_view of_lsu[]{"involve_partners", "inform_of_changes", "local_priorities",
                                    "local_projects",   "local_groups",      "other_services"};

// The task that a workflow's cases are about before anybody has said so.
constexpr std::pair<std::string_view, std::string_view> of_kind[]{
    {"agreement_revision", "cooperation_agreement"},
    {"grant_application", "joint_measures"},
    {"grant_scheme", "joint_priorities"},
    {"guideline_revision", "strengthen_cooperation"},
};

constexpr std::string_view plans[]{"joint_plan", "action_plan", "meeting_plan", "member_roster"};

constexpr word_of own_words[]{
    {"action_plan", {"Handlingsplan", "Handlingsplan", "Action plan"}}, // B29
    {"across_areas",
     {"Samhandling på tvers av områdene", "Samhandling på tvers av områda", "Cooperation across the areas"}},
    {"body_tasks", {"Oppgaver saken gjelder", "Oppgåver saka gjeld", "Tasks that the case is about"}},
    {"cooperation_agreement",
     {"Følge opp og revidere samarbeidsavtalen", "Følgje opp og revidere samarbeidsavtalen",
      "Following up and revising the cooperation agreement"}},
    {"inform_of_changes",
     {"Orientere hverandre om endringer", "Orientere kvarandre om endringar",
      "Informing each other of changes"}},
    {"involve_partners",
     {"Involvere samarbeidspartnere i planprosesser", "Involvere samarbeidspartnarar i planprosessar",
      "Involving partners in planning"}},
    {"joint_measures",
     {"Starte og følge opp samarbeidstiltak", "Starte og følgje opp samarbeidstiltak",
      "Starting and following up joint measures"}},
    {"joint_plan", {"Overordnet plan", "Overordna plan", "Joint plan"}}, // A50
    {"joint_priorities",
     {"Beslutte prioriterte felles innsatsområder", "Bestemme prioriterte felles innsatsområde",
      "Deciding on joint priorities"}},
    {"local_groups",
     {"Etablere underutvalg og faggrupper", "Etablere underutval og faggrupper",
      "Establishing subcommittees and professional groups"}},
    {"local_priorities",
     {"Beslutte lokale innsatsområder", "Bestemme lokale innsatsområde", "Deciding on local priorities"}},
    {"local_projects",
     {"Lokale utviklingsprosjekter og forbedringer", "Lokale utviklingsprosjekt og forbetringar",
      "Local development projects and improvements"}},
    {"meeting_plan", {"Møteplan", "Møteplan", "Meeting plan"}}, // A191
    {"member_roster", {"Medlemsliste", "Medlemsliste", "Roster of members"}},
    {"mutual_information",
     {"Sikre gjensidig informasjon", "Sikre gjensidig informasjon", "Ensuring mutual information"}},
    {"other_services",
     {"Samarbeid med andre enn helsetjenestene", "Samarbeid med andre enn helsetenestene",
      "Cooperation with others than the health services"}},
    {"professional_bodies",
     {"Oppnevne faglige samarbeidsutvalg", "Oppnemne faglege samarbeidsutval",
      "Appointing professional committees"}},
    {"strengthen_cooperation",
     {"Styrke strategisk og operativ samhandling", "Styrkje strategisk og operativ samhandling",
      "Strengthening strategic and operational cooperation"}},
};
bool give_lists() {
    std::vector<std::string_view> all(std::begin(of_ssu), std::end(of_ssu));
    all.insert(all.end(), std::begin(of_lsu), std::end(of_lsu));
    give_choices(body_task::list, all);
    give_choices(plan_kind::list, plans);
    return true;
}
bool const given = (say(own_words), true) && give_lists();

known_rule const not_its_task{"not_its_task",
                              {"{body} har ikke oppgaven «{task}».", "{body} har ikkje oppgåva «{task}».",
                               "{body} does not have the task “{task}”."}};

struct name_tasks {
    static constexpr text label{"Skriv hvilke av utvalgets oppgaver saken gjelder",
                                "Skriv kva oppgåver for utvalet saka gjeld",
                                "State which of the body's tasks the case is about"};
    static constexpr who by[]{by::case_handler};
    std::vector<body_task> body_tasks; // none: of none in particular

    // What it said last; at first what cases of its kind are about.
    static json begins(state const& a_case, situation const& now) {
        auto const& body = now.world.at(body_stream(body_of(a_case)));
        if (auto const* before = tasks_of_cases(body).find(id_in(a_case.stream)))
            return write(name_tasks{before->body_tasks});
        auto const its = tasks_of(head_of(body).kind);
        for (auto const& [flow, task] : of_kind)
            if (flow == version_in(a_case.workflow).id && std::ranges::find(its, task) != its.end())
                return {{"body_tasks", {task}}};
        return {};
    }
    std::optional<refusal> apply(command_step& step) const {
        auto const body = body_of(step.subject);
        auto const its = tasks_of(head_of(step.now.world.at(body_stream(body))).kind);
        for (auto const& task : body_tasks)
            if (std::ranges::find(its, task.name) == its.end())
                return not_its_task({{"body", name_of_body(step.now, body)}, {"task", word(task.name)}});
        step.send(body_stream(body), count_tasks{{id_in(step.subject.stream)}, body_tasks});
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(name_tasks, (), (body_tasks))

} // namespace

std::span<std::string_view const> tasks_of(body_kind kind) {
    if (kind == body_kinds::strategic) return of_ssu;
    if (kind == body_kinds::local) return of_lsu;
    return {};
}

std::vector<task_coverage> coverage_of_tasks(state const& body, int year) {
    std::vector<task_coverage> all;
    for (auto const& task : tasks_of(head_of(body).kind)) all.push_back({task, {}});
    for (auto const& [number, about] : tasks_of_cases(body)) {
        if (about.year != year) continue;
        for (auto& [task, cases] : all)
            if (std::ranges::find(about.body_tasks, task, &body_task::name) != about.body_tasks.end())
                cases.emplace_back(number);
    }
    if (std::ranges::all_of(all, [](auto const& covered) { return covered.cases.empty(); })) all.clear();
    for (auto& covered : all) // 2025-9 before 2025-10
        std::ranges::sort(covered.cases, {},
                          [](auto const& number) { return std::pair(number.size(), number); });
    return all;
}

feature const& body_tasks_feature() {
    static feature const f{.id = "body_tasks",
                           .label = {"Utvalgets oppgaver", "Oppgåvene til utvalet", "The body's tasks"},
                           .commands = {command_of<name_tasks>()}};
    return f;
}

} // namespace saksgang
