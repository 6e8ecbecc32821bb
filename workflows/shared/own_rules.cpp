#include "workflows/shared/own_rules.hpp"

namespace saksgang {
namespace {

constexpr own_rule of_all[]{
    {"award_given_up_by_all",
     1,
     {"Et tilsagn som søkerne har fått sammen, gir de avkall på sammen.",
      "Ei tilsegn som søkjarane har fått saman, gjev dei avkall på saman.",
      "What applicants were awarded together they give up together."},
     "Følger av at tilskuddet brukes etter enighet (oppdragsdokumentet 2024)"},
    {"award_under_adopted_scheme",
     1,
     {"Det innvilges etter en ordning som SSU har vedtatt.",
      "Det blir innvilga etter ei ordning som SSU har vedteke.",
      "Awards are made under a scheme that SSU has adopted."},
     "SSU (A66–A67)"},
    {"award_within_frame",
     1,
     {"Tilsagn kan ikke overstige rammen for året.", "Tilsegner kan ikkje overstige ramma for året.",
      "Awards can't exceed the frame of the year."},
     "Årets ramme fra Helse Sør-Øst RHF"},
    {"both_sides_in_committee",
     1,
     {"Redaksjonskomiteen har medlemmer fra både kommunene og helseforetaket.",
      "Redaksjonskomiteen har medlemmer frå både kommunane og helseføretaket.",
      "The drafting committee has members from both the municipalities and the trust."},
     "SSU, sak om revisjon av samarbeidsavtalen (A100–A101)"},
    {"exception_by_both_sides",
     1,
     {"Et unntak fra en regel som verner begge sider, tas av én fra hver side.",
      "Eit unntak frå ein regel som vernar begge sider, blir teke av éin frå kvar side.",
      "An exception to a rule that protects both sides is made by one of each."},
     "Samarbeidsavtalen (B81, B150)"},
    {"giver_does_not_accept",
     1,
     {"Den som gir et tilsagn, aksepterer det ikke selv.",
      "Den som gjev ei tilsegn, aksepterer henne ikkje sjølv.", "Whoever makes an award does not accept it."},
     "Fellesskapets praksis for tilsagnsbrev"},
    {"joint_application",
     1,
     {"Helseforetaket og minst én kommune søker sammen.", "Helseføretaket og minst éin kommune søkjer saman.",
      "The trust and at least one municipality apply together."},
     "Oppdragsdokumentet 2024: brukes etter enighet"},
    {"priority_groups_of_plan",
     1,
     {"De prioriterte gruppene er planens, fra det året den gjelder.",
      "Dei prioriterte gruppene er planen sine, frå det året han gjeld.",
      "The priority groups are the plan's, from the year it applies."},
     "Nasjonal helse- og samhandlingsplan 2024–2027 (A44–A47); før det B13"},
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
