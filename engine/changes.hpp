// What changed inside a value, as an entry says it in `change` and `round`, and how it is put into what stood before. Of
// canonical text, as in fields.hpp; throws std::logic_error where it finds something else.
#pragma once

#include <string>
#include <string_view>

#include "engine/fields.hpp"
#include "engine/json.hpp"

namespace saksgang {

// As RFC 7396 says it of objects, and of a list too:
//   {"title": "B", "reason": null, "documents": {"3": {"title": "C"}, "+": [...]}}
// An object that meets a list says of elements, by index from 0, what changed in them, and "+" what was added behind the
// last. A list that meets a list takes its place. Neither object holds nulls in objects.
std::string changes_between(fields before, fields after);
std::string with_changes(std::string_view object, std::string_view changes);
void apply_changes(json& object, json const& changes); // the same, of trees

// The fields of an object that changed: whole, or, where that says it in half as much, from inside: what an entry carries
// does not grow with the list that it adds to.
struct changed {
    std::string set, change;
};
changed shortest_changes(fields before, fields after);

} // namespace saksgang
