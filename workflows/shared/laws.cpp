#include "workflows/shared/bases.hpp"

namespace saksgang::field_bases {
namespace {

constexpr law of_all[]{
    {"arkivl.", {"Arkivlova", "Arkivlova", "The Archives Act"}, "https://lovdata.no/lov/2025-06-20-96"},
    {"fvl.",
     {"Forvaltningsloven", "Forvaltningslova", "The Public Administration Act"},
     "https://lovdata.no/lov/1967-02-10"},
    {"hfl.",
     {"Helseforetaksloven", "Helseføretakslova", "The Health Authorities and Health Trusts Act"},
     "https://lovdata.no/lov/2001-06-15-93"},
    {"hol.",
     {"Helse- og omsorgstjenesteloven", "Helse- og omsorgstenestelova",
      "The Municipal Health and Care Services Act"},
     "https://lovdata.no/lov/2011-06-24-30"},
    {"koml.",
     {"Kommuneloven", "Kommunelova", "The Local Government Act"},
     "https://lovdata.no/lov/2018-06-22-83"},
    {"offl.",
     {"Offentleglova", "Offentleglova", "The Freedom of Information Act"},
     "https://lovdata.no/lov/2006-05-19-16"},
    {"pvl.",
     {"Personopplysningsloven", "Personopplysningslova", "The Personal Data Act"},
     "https://lovdata.no/lov/2018-06-15-38"},
    {"sphl.",
     {"Spesialisthelsetjenesteloven", "Spesialisthelsetenestelova", "The Specialist Health Services Act"},
     "https://lovdata.no/lov/1999-07-02-61"},
    {"språkl.", {"Språklova", "Språklova", "The Language Act"}, "https://lovdata.no/lov/2021-05-21-42"},
};

} // namespace

std::span<law const> laws() { return of_all; }

} // namespace saksgang::field_bases
