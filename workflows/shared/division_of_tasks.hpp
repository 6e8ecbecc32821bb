// Hvem gjør hva: a division of tasks that all who share them agree on.
#pragma once

#include "workflows/common.hpp"
#include "workflows/shared/lists.hpp"

namespace saksgang {

struct part_in_task {
    lists::actor actor;
    std::string does;

    bool operator==(part_in_task const&) const = default;
};
BOOST_DESCRIBE_STRUCT(part_in_task, (), (actor, does))

// A row for each task. Among whom the tasks are divided is the case's `actors`; others may have a part too.
struct shared_task {
    std::string task;
    std::vector<part_in_task> parts;

    bool operator==(shared_task const&) const = default;
};
BOOST_DESCRIBE_STRUCT(shared_task, (), (task, parts))

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
// Tydelig enighet om oppgavefordelingen (A181-183): of each task it is said what each of the actors does.
struct each_has_a_part
    : refuses<"cell_empty", "Det står ikke hva {actor} gjør i oppgaven «{task}».",
              "Det står ikkje kva {actor} gjer i oppgåva «{task}».",
              "It is not said what {actor} does in the task “{task}”.", "own:actors_share_tasks"> {
    static verdict holds(auto const& e, auto const& v) {
        for (auto const& row : matrix_of(e, v.data))
            for (auto const actor : v.data.actors)
                if (std::ranges::find(row.parts, actor, &part_in_task::actor) == row.parts.end())
                    return verdict::fails({{"task", row.task}, {"actor", lists::in_a_sentence(actor)}});
        return true;
    }
};
struct each_has_one_part
    : refuses<"actor_twice", "I oppgaven «{task}» står {actor} to ganger.",
              "I oppgåva «{task}» står {actor} to gonger.", "In the task “{task}”, {actor} stands twice."> {
    static verdict holds(auto const& e, auto const& v) {
        for (auto const& row : matrix_of(e, v.data)) {
            std::set<lists::actor> seen;
            for (auto const& part : row.parts)
                if (!seen.insert(part.actor).second)
                    return verdict::fails({{"task", row.task}, {"actor", lists::in_a_sentence(part.actor)}});
        }
        return true;
    }
};

// Of commands that name actors: those among whom tasks are divided, or those who have a part in one.
struct actors_are_on_list
    : refuses<"actor_not_on_list", "{actor} står ikke på listen over aktører som gjelder nå.",
              "{actor} står ikkje på lista over aktørar som gjeld no.",
              "{actor} is not on the list of actors that holds now."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.actors; } || requires(Event const& e) {
        e.matrix;
    }
    static verdict holds(Event const& e, view<Data> const& v) {
        for (auto const actor : named_in(e))
            if (!lists::stands_on_list(actor, v.now.today))
                return verdict::fails({{"actor", word(actor.name)}});
        return true;
    }

  private:
    static std::vector<lists::actor> named_in(auto const& e) {
        if constexpr (requires { e.actors; }) {
            return e.actors;
        } else {
            std::vector<lists::actor> all;
            for (auto const& row : e.matrix)
                for (auto const& part : row.parts) all.push_back(part.actor);
            return all;
        }
    }
};

struct is_divided : guards<says_who_does_what, each_has_a_part, each_has_one_part> {};

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
    {"actor", {"Aktør", "Aktør", "Actor"}},
    {"actors", {"Aktører som deler oppgavene", "Aktørar som deler oppgåvene", "Actors who share the tasks"}},
    {"agreement", {"Samarbeidsavtale", "Samarbeidsavtale", "Cooperation agreement"}},
    {"answered_on", {"Besvart", "Svart på", "Answered on"}},
    {"does", {"Gjør dette", "Gjer dette", "Does this"}, asked_as::long_text},
    {"parts", {"Hva hver aktør gjør", "Kva kvar aktør gjer", "What each actor does"}},
    {"touched", {"Berørt", "Råka", "Touched"}},
    {"task", {"Oppgave", "Oppgåve", "Task"}},
};

} // namespace saksgang
