// Arbeidsgruppen: those whom the FSU has the text written by.
#pragma once

#include "workflows/common.hpp"

namespace saksgang::guideline_revision_workflow {

struct set_group : called<"Sett ned arbeidsgruppe", "Set ned arbeidsgruppe", "Set up the working group",
                          by::its_leader, by::case_handler> {
    std::vector<participant> members;
};
BOOST_DESCRIBE_STRUCT(set_group, (), (members))
struct begin_drafting : called<"Start arbeidet med utkastet", "Start arbeidet med utkastet", "Begin drafting",
                               by::taking_part_in<"working_group">, by::its_leader, by::case_handler> {};
struct group_has_members
    : needs<&set_group::members, "group_empty", "Arbeidsgruppen må ha minst ett medlem.",
            "Arbeidsgruppa må ha minst éin medlem.", "The working group must have at least one member."> {};

// Whoever is in the group reads the case.
struct case_is_open_to_all
    : refuses<"case_closed", "Tilgangen til saken er begrenset. Bare sekretariatet endrer hvem som er med.",
              "Tilgangen til saka er avgrensa. Berre sekretariatet endrar kven som er med.",
              "Access to the case is restricted; only the secretariat changes who is in it.", "",
              refusal_kind::not_entitled> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return v.data.access != case_access::closed ||
               has_role_in(v.a_case, v.now.organisation(), v.now.person, role::case_handler, v.now.today);
    }
};
struct seat_group {
    static void run(set_group const& e, auto& s) { s.data.participants["working_group"] = e.members; }
};

inline constexpr word_of words_of_working_group[]{
    {"working_group", {"Arbeidsgruppe", "Arbeidsgruppe", "Working group"}},
};

} // namespace saksgang::guideline_revision_workflow
