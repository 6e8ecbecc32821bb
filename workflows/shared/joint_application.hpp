// What parties apply for together: the trust with municipalities, and perhaps partners that are no parties. What an
// application must have before it is sent in, and what the formal control looks for.
#pragma once

#include <set>

#include "workflows/common.hpp"
#include "workflows/shared/lists.hpp"

namespace saksgang {

BOOST_DEFINE_ENUM_CLASS(grant_phase, preliminary_project, main_project, operation)
BOOST_DEFINE_ENUM_CLASS(partner_kind, public_body, private_body)

struct applicant { // a legal party, perhaps through a unit: Vestre Viken HF, Kongsberg sykehus (F15)
    id party;
    std::optional<id> unit;
};
BOOST_DESCRIBE_STRUCT(applicant, (), (party, unit))

struct partner { // is no party: Responssenteret
    std::string name;
    partner_kind kind = partner_kind::public_body;
    std::optional<bool> applies; // with them; else it only takes part in the project
};
BOOST_DESCRIBE_STRUCT(partner, (), (name, kind, applies))

struct contribution { // each applicant's own: money, or work valued in money
    id party;
    ore amount;
    std::optional<std::string> description;
};
BOOST_DESCRIBE_STRUCT(contribution, (), (party, amount, description))

struct positions_plan { // kombinerte stillinger: what hol. § 6-2 (2) wants agreed
    std::optional<std::string> responsibility, employer, organising, financing;
};
BOOST_DESCRIBE_STRUCT(positions_plan, (), (responsibility, employer, organising, financing))

// What the applicants write.
struct content {
    ore applied;
    grant_phase phase = grant_phase::preliminary_project;
    std::vector<lists::priority_group> priority_groups;
    std::vector<std::string> goals;
    std::vector<applicant> applicants;
    std::vector<partner> partners;
    std::vector<contribution> contributions;
    std::optional<date> starts, ends;
    std::optional<std::string> user_involvement, implementation_plan, evaluation_plan;
    std::optional<positions_plan> combined_positions;
};
BOOST_DESCRIBE_STRUCT(content, (),
                      (applied, phase, priority_groups, goals, applicants, partners, contributions, starts,
                       ends, user_involvement, implementation_plan, evaluation_plan, combined_positions))

inline std::set<std::string> parties_of(content const& c) {
    std::set<std::string> out;
    for (auto const& a : c.applicants) out.insert(a.party.value);
    return out;
}

// Those of whose rights a decision is (fvl. § 2): private bodies that applied, by name.
inline std::vector<std::string> private_applicants(content const& c) {
    std::vector<std::string> names;
    for (auto const& p : c.partners)
        if (p.kind == partner_kind::private_body && p.applies.value_or(false)) names.push_back(p.name);
    return names;
}
inline said listed(std::vector<std::string> const& names) { return said::list({names.begin(), names.end()}); }

// Whether who writes is a case handler, or represents one of these parties.
template <class Data>
bool may_write_for(view<Data> const& v, std::set<std::string> const& parties) {
    auto const& organisation = v.now.organisation();
    return has_role_in(v.a_case, organisation, v.now.person, role::case_handler, v.now.today) ||
           std::ranges::any_of(parties, [&](auto const& p) {
               return represents(organisation, v.now.person, {p}, v.now.today);
           });
}

// ----------------------------------------------------------------------------------------------- before it is sent in

struct asks_for_money : needs<&content::applied, "amount_missing", "Skriv hvor mye det søkes om.",
                              "Skriv kor mykje det blir søkt om.", "State how much is applied for."> {};
struct ends_after_start
    : refuses<"ends_before_start", "Prosjektet slutter før det starter.",
              "Prosjektet sluttar før det startar.", "The project ends before it starts."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return !v.data.starts || !v.data.ends || *v.data.starts <= *v.data.ends;
    }
};
struct applicants_are_parties
    : refuses<"applicant_no_party",
              "«{applicant}» er ikke en part. Et sykehus eller en klinikk søker som enhet i helseforetaket.",
              "«{applicant}» er ikkje ein part. Eit sjukehus eller ein klinikk søkjer som eining i "
              "helseføretaket.",
              "“{applicant}” is not a party. A hospital or clinic applies as a unit of the trust."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        for (auto const& a : v.data.applicants)
            if (!party_in(v.now.organisation(), a.party.value))
                return verdict::fails({{"applicant", name_of_unit(v.now.organisation(), a.party.value)}});
        return true;
    }
};
struct units_belong
    : refuses<"unit_of_another", "«{unit}» er ikke en enhet i {party}.",
              "«{unit}» er ikkje ei eining i {party}.", "“{unit}” is not a unit of {party}."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        auto const units = records_of(v.now.organisation()).units;
        for (auto const& a : v.data.applicants) {
            if (!a.unit) continue;
            auto const* found = units.find(a.unit->value);
            if (!found || found->party != a.party)
                return verdict::fails({{"unit", name_of_unit(v.now.organisation(), a.unit->value)},
                                       {"party", name_of_party(v.now.organisation(), a.party.value)}});
        }
        return true;
    }
};
// The grant is used *etter enighet* between the trust and municipalities: one alone can't apply.
struct is_joint
    : refuses<"not_joint", "Helseforetaket og minst én kommune må søke sammen.",
              "Helseføretaket og minst éin kommune må søkje saman.",
              "The trust and at least one municipality must apply together.", "own:joint_application"> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        auto const applies = [&](party_kind kind) {
            return std::ranges::any_of(v.data.applicants, [&](auto const& a) {
                auto const* p = party_in(v.now.organisation(), a.party.value);
                return p && p->kind == kind;
            });
        };
        return applies(party_kinds::trust) && applies(party_kinds::municipality);
    }
};
struct each_contributes : refuses<"contribution_missing", "Egeninnsatsen til {party} mangler i budsjettet.",
                                  "Eigeninnsatsen til {party} manglar i budsjettet.",
                                  "The budget lacks {party}'s own contribution."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        for (auto const& name : parties_of(v.data))
            if (std::ranges::find(v.data.contributions, id{name}, &contribution::party) ==
                v.data.contributions.end())
                return verdict::fails({{"party", name_of_party(v.now.organisation(), name)}});
        return true;
    }
};
struct has_priority_group
    : needs<&content::priority_groups, "priority_group_missing", "Velg minst én prioritert pasientgruppe.",
            "Vel minst éi prioritert pasientgruppe.", "Choose at least one priority patient group."> {};
struct groups_in_force
    : refuses<"priority_group_not_in_force", "Dette er ingen prioritert pasientgruppe {day}: {group}.",
              "Dette er inga prioritert pasientgruppe {day}: {group}.",
              "This is no priority patient group on {day}: {group}.", "own:priority_groups_of_plan"> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        if (v.data.priority_groups.empty()) return verdict::not_at_issue();
        for (auto const& group : v.data.priority_groups)
            if (!lists::stands_on_list(group, v.now.today))
                return verdict::fails(
                    {{"day", v.now.today.in_numbers()}, {"group", lists::in_a_sentence(group)}});
        return true;
    }
};
struct may_be_sent_in : guards<asks_for_money, ends_after_start, applicants_are_parties, units_belong,
                               is_joint, each_contributes, has_priority_group, groups_in_force> {};

// ------------------------------------------------------------------------------------------------ the formal control

// What the formal control looks for.
BOOST_DEFINE_ENUM_CLASS(requirement, end_date, user_involvement, implementation_plan, evaluation_plan,
                        responsibility, employer, organising, financing)

// What the formal control looks for, and says where it is not answered.
template <requirement What, auto Field, literal... Refusal>
struct answered : refuses<Refusal...> {
    static constexpr auto what = What;
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return in(v.data);
    }
    static bool in(content const& c) {
        if constexpr (requires { c.*Field; })
            return (c.*Field).has_value();
        else
            return !c.combined_positions || (*c.combined_positions.*Field).has_value();
    }
};
struct is_complete
    : guards<answered<requirement::end_date, &content::ends, "end_date_missing",
                      "Sluttdato for prosjektet mangler.", "Sluttdato for prosjektet manglar.",
                      "The project's end date is missing.">,
             ends_after_start,
             answered<requirement::user_involvement, &content::user_involvement, "user_involvement_missing",
                      "Det står ikke hvordan brukerne er med.", "Det står ikkje korleis brukarane er med.",
                      "How users are involved is missing.">,
             answered<requirement::implementation_plan, &content::implementation_plan,
                      "implementation_plan_missing", "Plan for gjennomføring mangler.",
                      "Plan for gjennomføring manglar.", "The plan for implementation is missing.">,
             answered<requirement::evaluation_plan, &content::evaluation_plan, "evaluation_plan_missing",
                      "Plan for evaluering mangler.", "Plan for evaluering manglar.",
                      "The plan for evaluation is missing.">,
             answered<requirement::responsibility, &positions_plan::responsibility,
                      "positions_responsibility_missing",
                      "Det står ikke hvem som har ansvaret for de kombinerte stillingene.",
                      "Det står ikkje kven som har ansvaret for dei kombinerte stillingane.",
                      "For the combined positions, who is responsible is missing.",
                      "own:combined_positions; hol. § 6-2 andre ledd">,
             answered<requirement::employer, &positions_plan::employer, "positions_employer_missing",
                      "Det står ikke hvem som er arbeidsgiver for de kombinerte stillingene.",
                      "Det står ikkje kven som er arbeidsgjevar for dei kombinerte stillingane.",
                      "For the combined positions, the employer is missing.",
                      "own:combined_positions; hol. § 6-2 andre ledd">,
             answered<requirement::organising, &positions_plan::organising, "positions_organising_missing",
                      "Det står ikke hvordan de kombinerte stillingene er organisert.",
                      "Det står ikkje korleis dei kombinerte stillingane er organiserte.",
                      "For the combined positions, how they are organised is missing.",
                      "own:combined_positions; hol. § 6-2 andre ledd">,
             answered<requirement::financing, &positions_plan::financing, "positions_financing_missing",
                      "Det står ikke hvordan de kombinerte stillingene er finansiert.",
                      "Det står ikkje korleis dei kombinerte stillingane er finansierte.",
                      "For the combined positions, how they are financed is missing.",
                      "own:combined_positions; hol. § 6-2 andre ledd">> {};
inline std::vector<requirement> unanswered(content const& c) {
    std::vector<requirement> out;
    mp11::mp_for_each<table_detail::flat_t<is_complete>>([&](auto guard) {
        if constexpr (requires { guard.what; })
            if (!guard.in(c)) out.push_back(guard.what);
    });
    return out;
}

inline constexpr word_of words_of_joint_application[]{
    {"applicants", {"Søkere", "Søkjarar", "Applicants"}},
    {"applied", {"Søknadsbeløp", "Søknadsbeløp", "Amount applied for"}},
    {"applies", {"Søker sammen med partene", "Søkjer saman med partane", "Applies with the parties"}},
    {"children_and_young", {"Barn og unge", "Barn og unge", "Children and young people"}},
    {"combined_positions", {"Kombinerte stillinger", "Kombinerte stillingar", "Combined positions"}},
    {"contributions", {"Egeninnsats", "Eigeninnsats", "Own contributions"}},
    {"description", {"Beskrivelse", "Skildring", "Description"}, asked_as::long_text},
    {"end_date", {"Sluttdato", "Sluttdato", "End date"}},
    {"ends", {"Slutter", "Sluttar", "Ends"}},
    {"evaluation_plan",
     {"Plan for evaluering", "Plan for evaluering", "Evaluation plan"},
     asked_as::long_text},
    {"frail_elderly", {"Eldre med skrøpelighet", "Eldre med skrøpelegheit", "Frail elderly"}},
    {"goals", {"Mål", "Mål", "Goals"}, asked_as::long_text},
    {"implementation_plan",
     {"Plan for gjennomføring", "Plan for gjennomføring", "Implementation plan"},
     asked_as::long_text},
    {"main_project", {"Hovedprosjekt", "Hovudprosjekt", "Main project"}},
    {"mental_illness_and_addiction",
     {"Alvorlige psykiske lidelser og rusproblemer", "Alvorlege psykiske lidingar og rusproblem",
      "Severe mental illness and addiction"}},
    {"operation", {"Drift", "Drift", "Operation"}},
    {"organising", {"Organisering", "Organisering", "Organisation"}, asked_as::long_text},
    {"partners", {"Samarbeidspartnere", "Samarbeidspartnarar", "Partners"}},
    {"phase", {"Fase", "Fase", "Phase"}},
    {"pregnancy_and_birth",
     {"Kvinner gjennom svangerskap, fødsel og barseltid", "Kvinner gjennom svangerskap, fødsel og barseltid",
      "Pregnancy, birth and maternity"}},
    {"preliminary_project", {"Forprosjekt", "Forprosjekt", "Preliminary project"}},
    {"priority_groups", {"Prioriterte pasientgrupper", "Prioriterte pasientgrupper", "Priority groups"}},
    {"private_body", {"Privat", "Privat", "Private"}},
    {"public_body", {"Offentlig", "Offentleg", "Public"}},
    {"several_chronic_conditions",
     {"Flere kroniske lidelser", "Fleire kroniske lidingar", "Several chronic conditions"}},
    {"starts", {"Starter", "Startar", "Starts"}},
    {"unit", {"Enhet", "Eining", "Unit"}, asked_as::organisation},
    {"user_involvement", {"Brukermedvirkning", "Brukarmedverknad", "User involvement"}, asked_as::long_text},
};

} // namespace saksgang
