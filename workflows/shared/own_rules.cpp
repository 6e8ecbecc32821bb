#include "workflows/shared/bases.hpp"

namespace saksgang::field_bases {
namespace {

constexpr own_rule of_all[]{
    {"all_are_heard",
     1,
     {"Alle parter, LSU, FSU, brukerutvalg, fastleger og tillitsvalgte får uttale seg.",
      "Alle partar, LSU, FSU, brukarutval, fastlegar og tillitsvalde får uttale seg.",
      "All parties, LSU, FSU, user councils, GPs and employee representatives are heard."},
     "SSU, sak om revisjon av samarbeidsavtalen (A100–A101)"},
    {"applied_for_together",
     1,
     {"Helseforetaket og minst én kommune søker sammen om tilskudd.",
      "Helseføretaket og minst éin kommune søkjer saman om tilskot.",
      "The trust and at least one municipality apply for a grant together."},
     "Rekrutterings- og samhandlingstilskudd, oppdragsdokumentet 2024"},
    {"auditor_for_a_period",
     1,
     {"En revisor leser i en avgrenset periode, med vedtaket om det som grunnlag, og endrer ingenting.",
      "Ein revisor les i ein avgrensa periode, med vedtaket om det som grunnlag, og endrar ingenting.",
      "An auditor reads for a period, with the decision on that as the basis, and changes nothing."},
     "Fellesskapets regel for innsyn; satt her til det er vedtatt"},
    {"both_sides_in_committee",
     1,
     {"Redaksjonskomiteen har medlemmer fra både kommunene og helseforetaket.",
      "Redaksjonskomiteen har medlemmer frå både kommunane og helseføretaket.",
      "The drafting committee has members from both the municipalities and the trust."},
     "SSU, sak om revisjon av samarbeidsavtalen (A100–A101)"},
    {"past_with_source",
     1,
     {"Det som registreres fra en dag som har passert, har en kilde som viser dagen.",
      "Det som blir registrert frå ein dag som har passert, har ei kjelde som viser dagen.",
      "What is registered from a day that has passed has a source that shows it."},
     "Fellesskapets regel for registrene; satt her til det er vedtatt"},
    {"priority_groups_in_force",
     1,
     {"Tilskudd går til de gruppene som er prioritert det året.",
      "Tilskot går til dei gruppene som er prioriterte det året.",
      "Grants go to the groups that have priority that year."},
     "Nasjonal helse- og samhandlingsplan 2024–2027"},
    {"professional_body_advises",
     1,
     {"Et faglig samarbeidsutvalg tilrår; det er SSU som avgjør.",
      "Eit fagleg samarbeidsutval tilrår; det er SSU som avgjer.",
      "A professional committee advises; SSU decides."},
     "Mandat for faglige samarbeidsutvalg"},
    {"sides_are_unanimous",
     1,
     {"SSU og LSU avgjør når partene er enige.", "SSU og LSU avgjer når partane er samde.",
      "SSU and the LSU decide when the parties agree."},
     "Samarbeidsavtalen (B81, B150)"},
};

} // namespace

std::span<own_rule const> own_rules() { return of_all; }

} // namespace saksgang::field_bases
