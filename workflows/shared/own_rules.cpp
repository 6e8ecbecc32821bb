#include "workflows/shared/own_rules.hpp"

namespace saksgang {
namespace {

constexpr own_rule of_all[]{
    {"all_are_heard",
     1,
     {"Høringen av samarbeidsavtalen går til alle kommunene, alle lokale og faglige samarbeidsutvalg, "
      "brukerutvalget, fastlegene og de tillitsvalgte.",
      "Høyringa av samarbeidsavtalen går til alle kommunane, alle lokale og faglege samarbeidsutval, "
      "brukarutvalet, fastlegane og dei tillitsvalde.",
      "The hearing on the cooperation agreement asks all municipalities, all local and professional "
      "committees, the user council, the GPs and the employee representatives."},
     "Standard i Saksgang; kildene sier ikke hvem som høres"},
    {"both_sides_in_committee",
     1,
     {"Redaksjonskomiteen har medlemmer fra både kommunene og helseforetaket.",
      "Redaksjonskomiteen har medlemmer frå både kommunane og helseføretaket.",
      "The drafting committee has members from both the municipalities and the trust."},
     "SSU, sak om revisjon av samarbeidsavtalen (A100–A101)"},
    {"disputes_are_deidentified",
     1,
     {"Det som sendes tvisteløsningsnemnda, er avidentifisert.",
      "Det som blir sendt til tvisteløysingsnemnda, er avidentifisert.",
      "What is sent to the dispute resolution board is de-identified."},
     "Tvisteløsningsnemnda for helse- og omsorgssektoren (helsedirektoratet.no)"},
    {"gps_in_committee",
     1,
     {"Redaksjonskomiteen har med fastlegeperspektivet.", "Redaksjonskomiteen har med fastlegeperspektivet.",
      "The drafting committee has the GPs' perspective."},
     "SSU, sak om revisjon av samarbeidsavtalen (A100–A101)"},
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
    {"ssu_ends_its_mandate",
     1,
     {"Det SSU har gitt mandat til, er det SSU som trekker. Før det trekkes saken av den som foreslo den, "
      "eller "
      "av sekretariatet.",
      "Det SSU har gjeve mandat til, er det SSU som trekkjer. Før det blir saka trekt av den som foreslo "
      "henne, "
      "eller av sekretariatet.",
      "What SSU has given a mandate for, SSU withdraws. Before that, whoever proposed the case or the "
      "secretariat does."},
     "Følger av at partene er enige i SSU (B81, B150)"},
    {"ssu_sends_to_hearing",
     1,
     {"SSU sender utkastet til samarbeidsavtale på høring. SSU kan gi arbeidsutvalget fullmakt til det når "
      "mandatet blir gitt.",
      "SSU sender utkastet til samarbeidsavtale på høyring. SSU kan gje arbeidsutvalet fullmakt til det når "
      "mandatet blir gjeve.",
      "SSU sends the draft agreement on hearing. It may authorise the secretariat to do so when it gives the "
      "mandate."},
     "Standard i Saksgang; kildene sier ikke hvem som sender"},
};

} // namespace

std::span<own_rule const> own_rules() { return of_all; }

} // namespace saksgang
