#include "workflows/shared/own_rules.hpp"

namespace saksgang {
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

} // namespace saksgang
