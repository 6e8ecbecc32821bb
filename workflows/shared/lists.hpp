// Lists that cases choose from and that change by decision: the groups of patients that come first, who has a part in a
// pathway. A version is all that stands on a list from a day on. A case names items of the list as it is that day; one
// that has left the list keeps its word, and is shown by it where it was chosen. Built in, as kinds are (kinds.hpp):
// forms have the items as choices, and every community has the lists. What is decided anew is another version here.
#pragma once

#include <algorithm>
#include <span>

#include "engine/calendar.hpp"
#include "workflows/shared/kinds.hpp"

namespace saksgang::lists {

struct actor : choice { // with a part in a guideline, procedure or pathway (catalogue 17)
    static constexpr std::string_view list = "actor";
};
struct priority_group : choice { // of patients (catalogue 31)
    static constexpr std::string_view list = "priority_group";
};

struct item {
    std::string_view name;
    text in_a_sentence;
};
struct version {
    std::string_view valid_from;
    text source;
    std::span<std::string_view const> items;
};

// --------------------------------------------------------------------------------------------- what they have

// All that has stood on a list, in the order of a form. None is ever taken away: cases name them.
inline constexpr item actors[]{
    {"specialist", {"spesialisthelsetjenesten", "spesialisthelsetenesta", "the specialist health service"}},
    {"municipality", {"kommunen", "kommunen", "the municipality"}},
    {"gp", {"fastlegen", "fastlegen", "the GP"}},
    {"pharmacy", {"apoteket", "apoteket", "the pharmacy"}},
    {"user_organisation", {"brukerorganisasjonen", "brukarorganisasjonen", "the user organisation"}},
    {"child_welfare", {"barnevernet", "barnevernet", "the child welfare service"}},
    {"bufetat", {"Bufetat", "Bufetat", "Bufetat"}},
    {"regional_coordination",
     {"regional koordinerende enhet", "regional koordinerande eining", "the regional coordinating unit"}},
    {"patient_ombud",
     {"pasient- og brukerombudet", "pasient- og brukarombodet", "the patient and user ombud"}},
    {"state_administrator", {"statsforvalteren", "statsforvaltaren", "the state administrator"}}};
inline constexpr item priority_groups[]{
    {"children_and_young", {"barn og unge", "barn og unge", "children and young people"}},
    {"mental_illness_and_addiction",
     {"personer med alvorlige psykiske lidelser og rusproblemer",
      "personar med alvorlege psykiske lidingar og rusproblem",
      "people with severe mental illness and addiction"}},
    {"several_chronic_conditions",
     {"personer med flere kroniske lidelser", "personar med fleire kroniske lidingar",
      "people with several chronic conditions"}},
    {"frail_elderly", {"eldre med skrøpelighet", "eldre med skrøpelegheit", "the frail elderly"}},
    {"pregnancy_and_birth",
     {"kvinner gjennom svangerskap, fødsel og barseltid", "kvinner gjennom svangerskap, fødsel og barseltid",
      "women through pregnancy, birth and maternity"}}};

inline constexpr std::string_view actors_of_2020[]{
    "specialist",        "municipality",       "gp",      "pharmacy",
    "user_organisation", "child_welfare",      "bufetat", "regional_coordination",
    "patient_ombud",     "state_administrator"};
inline constexpr std::string_view four_groups[]{"children_and_young", "mental_illness_and_addiction",
                                                "several_chronic_conditions", "frail_elderly"};
inline constexpr std::string_view five_groups[]{"children_and_young", "mental_illness_and_addiction",
                                                "several_chronic_conditions", "frail_elderly",
                                                "pregnancy_and_birth"};

inline constexpr version versions_of_actors[]{
    // A29, A142-143, A161-162, A181-183; in force since there is a community to have it (A5)
    {"2020-11-23",
     {"Årsrapporten for 2024", "Årsrapporten for 2024", "The annual report for 2024"},
     actors_of_2020}};
inline constexpr version versions_of_priority_groups[]{
    // B13; A44-47
    {"2019-10-23",
     {"Avtalen om helsefellesskap mellom regjeringen og KS",
      "Avtalen om helsefellesskap mellom regjeringa og KS",
      "The agreement between the government and KS on health communities"},
     four_groups},
    {"2024-01-01",
     {"Nasjonal helse- og samhandlingsplan 2024–2027", "Nasjonal helse- og samhandlingsplan 2024–2027",
      "The national health and cooperation plan 2024–2027"},
     five_groups}};

inline constexpr word_of words[]{
    {"bufetat", {"Bufetat", "Bufetat", "Bufetat"}},
    {"child_welfare", {"Barnevern", "Barnevern", "Child welfare service"}},
    {"patient_ombud", {"Pasient- og brukerombud", "Pasient- og brukarombod", "Patient and user ombud"}},
    {"pharmacy", {"Apotek", "Apotek", "Pharmacy"}},
    {"regional_coordination",
     {"Regional koordinerende enhet", "Regional koordinerande eining", "Regional coordinating unit"}},
    {"specialist", {"Spesialisthelsetjenesten", "Spesialisthelsetenesta", "Specialist health service"}},
    {"state_administrator", {"Statsforvalter", "Statsforvaltar", "State administrator"}},
};

// ------------------------------------------------------------------------------------------------ what is asked

template <class Item>
struct of;
template <>
struct of<actor> {
    static constexpr std::span<item const> items{actors};
    static constexpr std::span<version const> versions{versions_of_actors};
};
template <>
struct of<priority_group> {
    static constexpr std::span<item const> items{priority_groups};
    static constexpr std::span<version const> versions{versions_of_priority_groups};
};

// The list as it is that day; none: null.
template <class Item>
version const* version_on(date day) {
    auto const& all = of<Item>::versions;
    auto const next =
        std::ranges::find_if(all, [&](auto const& v) { return day < *date::parse(v.valid_from); });
    return next == all.begin() ? nullptr : &*std::prev(next);
}
template <class Item>
bool stands_on_list(Item chosen, date day) {
    auto const* v = version_on<Item>(day);
    return v && std::ranges::find(v->items, chosen.name) != v->items.end();
}
// «fastlegen»
template <class Item>
text in_a_sentence(Item chosen) {
    auto const found = std::ranges::find(of<Item>::items, chosen.name, &item::name);
    return found == of<Item>::items.end() ? word(chosen.name) : found->in_a_sentence;
}

namespace detail {
template <class Item>
bool give() {
    std::vector<std::string_view> names;
    for (auto const& each : of<Item>::items) names.push_back(each.name);
    give_choices(Item::list, names);
    return true;
}
// Before anything is read, as kinds are.
inline bool const given = (say(words), true) && give<actor>() && give<priority_group>();
} // namespace detail

} // namespace saksgang::lists
