#include "workflows/shared/bases.hpp"

namespace saksgang::field_bases {
namespace {

constexpr own_rule of_all[]{
    {"actors_share_tasks",
     1,
     {"Alle som deler oppgavene i en retningslinje, en prosedyre eller et pasientforløp, har en plass i "
      "tabellen over hvem som gjør hva.",
      "Alle som deler oppgåvene i ei retningslinje, ein prosedyre eller eit pasientforløp, har ein plass i "
      "tabellen over kven som gjer kva.",
      "All who share the tasks of a guideline, a procedure or a patient pathway have a place in the table of "
      "who does what."},
     "Oppdraget om å revidere retningslinjen for LAR (A181–A183)"},
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
    {"moved_task_revises_agreement",
     1,
     {"Flyttes en oppgave som samarbeidsavtalen har plassert, opprettes det en sak om å revidere avtalen.",
      "Blir ei oppgåve som samarbeidsavtalen har plassert flytta, blir det oppretta ei sak om å revidere "
      "avtalen.",
      "Where a task that the cooperation agreement has placed is moved, a case to revise the agreement is "
      "opened."},
     "Satt her til fellesskapet har bestemt noe annet"},
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
