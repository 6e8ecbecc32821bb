// The words on screen for fields, enumerators, roles and deadlines: the same thing has the same name in every form, answer
// and diagram. The kernel's own stand in vocabulary.cpp, a workflow's in its file, what they share in workflows/shared. The
// glossary (docs/glossary.md) is made from them all.
#pragma once

#include <boost/describe/enum.hpp>
#include <concepts>
#include <span>
#include <string_view>

#include "engine/text.hpp"

namespace saksgang {

// How a form asks for what a field of that name holds: an id by what it is of, a text that may be long.
BOOST_DEFINE_ENUM_CLASS(asked_as, plain, long_text, document, party, person, seat, body, sender, organisation,
                        case_, round, holder, field, personal)

struct word_of {
    std::string_view name;
    text words;
    asked_as asked = asked_as::plain;
};

// All that has been said, sorted by name.
std::span<word_of const> vocabulary();

// Adds words; called when a workflow is made. The same word may be said again with the same texts: with others it throws
// std::logic_error.
void say(std::span<word_of const>);

// The identifier itself in all three languages where nobody has said it; a test refuses that for whatever is used.
text word(std::string_view identifier);
template <std::same_as<std::string> Passing>
text word(Passing&&) = delete; // the identifier must outlive the text
asked_as how_asked(std::string_view identifier);

} // namespace saksgang
