// What a rule rests on: a provision of law, or a rule that the community has given itself. In a table of rules it is
// one literal, with a semicolon between several:
//
//   "hol. § 6-1 tredje ledd"            a provision, by the law's short title, down to the sentence where the rule has one
//   "own:both_sides_in_committee"       a rule of the community's own, by its name in the field's list
#pragma once

#include <string_view>

#include "engine/text.hpp"

namespace saksgang {

struct law {
    std::string_view short_title; // "hol."
    text title;
    std::string_view address; // at Lovdata; a provision's is this and "/§6-1"
};

struct own_rule {
    std::string_view name; // stored in entries, with the version: never renamed
    int version = 1;       // rises with what the words mean
    text words;
    std::string_view source; // where the community says it
};

} // namespace saksgang
