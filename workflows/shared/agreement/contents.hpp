// What a cooperation agreement covers at least: the thirteen points of hol. § 6-2 first paragraph, and the terms of its
// second. Points 12 and 13 came on 1 August 2022 (rules.md L03); the order and the subjects of the others are from memory
// of the act as it has read since then. The words are our own, not the act's.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

// In the order of the act.
BOOST_DEFINE_ENUM_CLASS(agreement_point, tasks_and_measures, coordinated_services, admission, emergency_beds,
                        discharge, exchange_of_knowledge, research_and_education, midwifery, local_ict,
                        preventive_work, emergency_planning, planning_of_services,
                        children_with_complex_needs)

// Where the text covers a point, or why it does not yet.
struct checklist_item {
    agreement_point point = {};
    std::optional<std::string> covered_in; // chapter of the draft
    std::optional<std::string> gap;        // why not, and what then

    bool answers() const { return covered_in || gap; }
};
BOOST_DESCRIBE_STRUCT(checklist_item, (), (point, covered_in, gap))

// Each of them once, as far as it is answered.
inline std::vector<checklist_item> every_point(std::vector<checklist_item> const& answered) {
    std::vector<checklist_item> all;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<agreement_point>>([&](auto one) {
        auto const found = std::ranges::find(answered, one.value, &checklist_item::point);
        all.push_back(found != answered.end() ? *found : checklist_item{.point = one.value});
    });
    return all;
}

// What must be agreed for measures of cooperation (hol. § 6-2 second paragraph).
struct cooperation_terms {
    std::string responsibility, employer_responsibility, organisation, financing;
};
BOOST_DESCRIBE_STRUCT(cooperation_terms, (),
                      (responsibility, employer_responsibility, organisation, financing))

// Of commands with a `checklist`.
struct checklist_answered
    : refuses<"checklist_incomplete",
              "Sjekklisten for innholdet er ikke full. Verken dekket eller begrunnet: punkt {missing}.",
              "Sjekklista for innhaldet er ikkje full. Verken dekt eller grunngjeve: punkt {missing}.",
              "The checklist is not complete. Neither covered nor explained: point {missing}.",
              "hol. § 6-2 første ledd"> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.checklist; }
    static verdict holds(Event const& e, view<Data> const&) {
        std::vector<said> missing;
        for (auto const name : describe::names_of<agreement_point>())
            if (std::ranges::none_of(e.checklist, [&](checklist_item const& i) {
                    return describe::name_of(i.point) == name && i.answers();
                }))
                missing.emplace_back(word(name));
        return {missing.empty(), {{"missing", said::list(missing)}}};
    }
};

// What is put before SSU to be recommended, and then before the councils, covers them all: a reason why it does not yet
// is for the way there.
struct every_point_covered
    : refuses<"points_not_covered",
              "Avtalen må minst omfatte alle punktene. Utkastet dekker ikke ennå: {missing}.",
              "Avtalen må minst omfatte alle punkta. Utkastet dekkjer ikkje enno: {missing}.",
              "The agreement must cover all the points at least. The draft does not yet cover: {missing}.",
              "hol. § 6-2 første ledd"> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        std::vector<said> missing;
        for (auto const& each : every_point(v.data.checklist))
            if (!each.covered_in) missing.emplace_back(word(describe::name_of(each.point)));
        return {missing.empty(), {{"missing", said::list(missing)}}};
    }
};

inline constexpr word_of words_of_contents[]{
    {"admission", {"3. Innleggelse i sykehus", "3. Innlegging i sjukehus", "3. Admission to hospital"}},
    {"checklist", {"Sjekkliste, hol. § 6-2", "Sjekkliste, hol. § 6-2", "Checklist, hol. § 6-2"}},
    {"children_with_complex_needs",
     {"13. Barn og unge med sammensatte vansker og lidelser, som får tjenester fra begge",
      "13. Barn og unge med samansette vanskar og lidingar, som får tenester frå begge",
      "13. Children and young people with complex difficulties, who have services from both"}},
    {"coordinated_services",
     {"2. Helhetlige tjenester til pasienter som trenger koordinering",
      "2. Heilskaplege tenester til pasientar som treng koordinering",
      "2. Coherent services for patients who need coordination"}},
    {"covered_in", {"Dekket i kapittel", "Dekt i kapittel", "Covered in chapter"}, asked_as::long_text},
    {"discharge",
     {"5. Utskrivningsklare pasienter", "5. Utskrivingsklare pasientar",
      "5. Patients who are ready for discharge"}},
    {"emergency_beds",
     {"4. Kommunens døgnopphold for øyeblikkelig hjelp", "4. Døgnopphald i kommunen for augeblikkeleg hjelp",
      "4. The municipality's beds for emergency help"}},
    {"emergency_planning",
     {"11. Beredskapsplaner og den akuttmedisinske kjeden",
      "11. Beredskapsplanar og den akuttmedisinske kjeda",
      "11. Emergency plans and the chain of acute medicine"}},
    {"employer_responsibility",
     {"Arbeidsgiveransvar", "Arbeidsgjevaransvar", "Employer's responsibility"},
     asked_as::long_text},
    {"exchange_of_knowledge",
     {"6. Kunnskap, informasjon, faglige nettverk og hospitering",
      "6. Kunnskap, informasjon, faglege nettverk og hospitering",
      "6. Knowledge, information, professional networks and exchange of staff"}},
    {"gap", {"Hvorfor ikke dekket", "Kvifor ikkje dekt", "Why not covered"}, asked_as::long_text},
    {"local_ict", {"9. Lokale IKT-løsninger", "9. Lokale IKT-løysingar", "9. Local ICT solutions"}},
    {"midwifery", {"8. Jordmortjenester", "8. Jordmortenester", "8. Midwifery services"}},
    {"planning_of_services",
     {"12. Hvordan partene planlegger og utvikler tjenestene sammen",
      "12. Korleis partane planlegg og utviklar tenestene saman",
      "12. How the parties plan and develop services together"}},
    {"point", {"Punkt i hol. § 6-2", "Punkt i hol. § 6-2", "Point of hol. § 6-2"}},
    {"preventive_work", {"10. Forebygging", "10. Førebygging", "10. Prevention"}},
    {"research_and_education",
     {"7. Forskning, utdanning, praksis og læretid", "7. Forsking, utdanning, praksis og læretid",
      "7. Research, education, practice and apprenticeship"}},
    {"tasks_and_measures",
     {"1. Hvem som har ansvar for hvilke oppgaver og tiltak",
      "1. Kven som har ansvar for kva oppgåver og tiltak",
      "1. Who is responsible for which tasks and measures"}},
    {"terms",
     {"Vilkår, hol. § 6-2 andre ledd", "Vilkår, hol. § 6-2 andre ledd",
      "Terms, hol. § 6-2 second paragraph"}},
};

} // namespace saksgang
