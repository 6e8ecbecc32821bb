// The words on screen for fields, enumerators, roles and sides: one place, so that the same thing has the
// same name in every form, answer and diagram. The glossary (docs/glossary.md) is made from this table.
#pragma once

#include <span>
#include <string_view>

#include "engine/text.hpp"

namespace saksgang {

struct vocabulary_entry {
    std::string_view name;
    text words;
};

// Sorted by name.
std::span<vocabulary_entry const> vocabulary();

// The identifier itself in all three languages where the table lacks it; a test refuses that for whatever is used.
text word(std::string_view identifier);

} // namespace saksgang
