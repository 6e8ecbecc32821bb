// Hvem gjør hva: a division of tasks that all who share them agree on.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

// Hvem gjør hva (A181-183): a row for each task, a cell for each of the four who share it.
struct shared_task {
    std::string task;
    std::optional<std::string> specialist, municipality, gp, pharmacy;

    bool operator==(shared_task const&) const = default;
};
BOOST_DESCRIBE_STRUCT(shared_task, (), (task, specialist, municipality, gp, pharmacy))

// The command's, where it brings one; else the case's.
template <class Event, class Data>
std::vector<shared_task> const& matrix_of(Event const& e, Data const& data) {
    if constexpr (requires { e.matrix; })
        return e.matrix;
    else
        return data.matrix;
}

struct says_who_does_what
    : refuses<"matrix_empty", "Tabellen over hvem som gjør hva er tom.",
              "Tabellen over kven som gjer kva er tom.", "The table of who does what is empty."> {
    static verdict holds(auto const& e, auto const& v) { return !matrix_of(e, v.data).empty(); }
};
// Tydelig enighet om oppgavefordelingen: no cell of that actor's column is empty.
template <auto Cell, literal... Words>
struct column_is_filled : refuses<"cell_empty", Words...> {
    static verdict holds(auto const& e, auto const& v) {
        auto const& matrix = matrix_of(e, v.data);
        auto const gap = std::ranges::find_if(matrix, [](auto const& row) { return !(row.*Cell); });
        return gap == matrix.end() ? verdict(true) : verdict::fails({{"task", gap->task}});
    }
};
struct each_has_a_part
    : guards<column_is_filled<&shared_task::specialist,
                              "Oppgaven «{task}»: det mangler hva spesialisthelsetjenesten gjør.",
                              "Oppgåva «{task}»: det manglar kva spesialisthelsetenesta gjer.",
                              "The task “{task}”: what the specialist service does is missing.">,
             column_is_filled<&shared_task::municipality, "Oppgaven «{task}»: det mangler hva kommunen gjør.",
                              "Oppgåva «{task}»: det manglar kva kommunen gjer.",
                              "The task “{task}”: what the municipality does is missing.">,
             column_is_filled<&shared_task::gp, "Oppgaven «{task}»: det mangler hva fastlegen gjør.",
                              "Oppgåva «{task}»: det manglar kva fastlegen gjer.",
                              "The task “{task}”: what the GP does is missing.">,
             column_is_filled<&shared_task::pharmacy, "Oppgaven «{task}»: det mangler hva apoteket gjør.",
                              "Oppgåva «{task}»: det manglar kva apoteket gjer.",
                              "The task “{task}”: what the pharmacy does is missing.">> {};

// ---------------------------------------------------------------------------------------- and the agreement's

struct agreement_answer { // does it move a task that the agreement has placed?
    bool touched = false;
    std::string reason;
    date answered_on;
};
BOOST_DESCRIBE_STRUCT(agreement_answer, (), (touched, reason, answered_on))

struct agreement_in_force { // and what to change in it
    std::string base_version;
    date base_date;
    document proposal;
};
BOOST_DESCRIBE_STRUCT(agreement_in_force, (), (base_version, base_date, proposal))

inline constexpr word_of words_of_division_of_tasks[]{
    {"agreement", {"Samarbeidsavtale", "Samarbeidsavtale", "Cooperation agreement"}},
    {"answered_on", {"Besvart", "Svart på", "Answered on"}},
    {"pharmacy", {"Apotek", "Apotek", "Pharmacy"}},
    {"specialist", {"Spesialisthelsetjenesten", "Spesialisthelsetenesta", "Specialist health service"}},
    {"touched", {"Berørt", "Råka", "Touched"}},
    {"task", {"Oppgave", "Oppgåve", "Task"}},
};

} // namespace saksgang
