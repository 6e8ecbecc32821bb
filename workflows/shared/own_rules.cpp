#include "workflows/shared/own_rules.hpp"

namespace saksgang {
namespace {

constexpr own_rule of_all[]{
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
