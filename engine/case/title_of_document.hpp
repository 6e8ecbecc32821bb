// What a case's document is called, for whoever reads. One that was linked as the source of a business date is called so
// by the program, and stored under its name in bokmål; its day is the day it was linked.
#pragma once

#include "engine/case/case.hpp"
#include "engine/text.hpp"

namespace saksgang {

inline std::string title_of_source(date day, language l) {
    static constexpr text source_of_day{"Kilde for datoen {day}", "Kjelde for datoen {day}",
                                        "Source of the date {day}"};
    return fill(source_of_day.in(l), {{"day", day.in_numbers()}}, l);
}
inline std::string title_in(linked_document const& d, language l) {
    return d.title == title_of_source(d.linked, language::nb) ? title_of_source(d.linked, l) : d.title;
}

} // namespace saksgang
