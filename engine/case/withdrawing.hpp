// What is said of a document that is withdrawn from view, in a case or in a register.
#pragma once

#include "engine/refusal.hpp"

namespace saksgang {

inline known_rule const document_not_linked{
    "document_not_linked",
    {"Dokumentet er ikke i saken.", "Dokumentet er ikkje i saka.", "The document is not in the case."}};
inline known_rule const already_withdrawn{
    "already_withdrawn",
    {"Dokumentet er allerede trukket tilbake.", "Dokumentet er alt trekt tilbake.",
     "The document is already withdrawn."}};
inline known_rule const not_withdrawn{
    "not_withdrawn",
    {"Dokumentet vises. Trekk det tilbake først.", "Dokumentet blir vist. Trekk det tilbake først.",
     "The document is shown. Withdraw it first."}};
inline known_rule const already_erased{
    "document_erased", {"Dokumentet er slettet.", "Dokumentet er sletta.", "The document has been erased."}};
inline constexpr text withdraw_label{"Trekk dokumentet tilbake fra visning",
                                     "Trekk dokumentet tilbake frå vising",
                                     "Withdraw the document from view"};
inline constexpr text show_again_label{"Vis dokumentet igjen", "Vis dokumentet att",
                                       "Show the document again"};

} // namespace saksgang
