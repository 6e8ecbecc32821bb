// Words that several registers say.
#pragma once

#include "engine/feature.hpp"

namespace saksgang {

inline known_rule const already_there{"already_there",
                                      {"{id} finnes allerede.", "{id} finst alt.", "{id} is already there."}};
inline known_rule const ends_before_start{
    "ends_before_start",
    {"Sluttdatoen er før startdatoen.", "Sluttdatoen er før startdatoen.", "The end is before the start."}};

// What has passed has had effects: whoever registers it afterwards says what shows it, or gives the document.
inline known_rule const source_of_past{
    "source_of_past_missing",
    {"Datoen {day} har passert. Oppgi hva som viser at den er riktig, for eksempel vedtaket eller referatet.",
     "Datoen {day} har passert. Oppgi kva som viser at han er rett, til dømes vedtaket eller referatet.",
     "{day} has passed. State what shows that it is right, such as the decision or the minutes."},
    "own:past_with_source"};
template <class Source> // in words, or a document
std::optional<refusal> lacks_source(date day, std::optional<Source> const& source, command_step const& step) {
    bool const has_source = source || step.effective; // which comes with a document that shows it
    if (has_source || date_in_oslo(step.now.now) <= day) return {};
    return source_of_past({{"day", day.in_numbers()}});
}

} // namespace saksgang
