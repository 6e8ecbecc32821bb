// Finds what bears a mark in values of a described type, or in their JSON: documents, personal texts, references,
// wherever they stand. A type that holds none of what is looked for is not looked into.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "engine/type.hpp"

namespace saksgang::walk {

// The JSON need not fit the type: what does not is passed over.
void each(describe::mark, describe::type const&, json&, std::function<void(json&)> const&);
void each(describe::mark, describe::type const&, json const&,
          std::function<void(describe::type const&, json const&)> const&);
void each_in(describe::mark, describe::type const&, void const* value,
             std::function<void(describe::type const&, void const*)> const&);

// Of the references in a value, which streams they are to.
std::set<std::string> streams_in(describe::type const&, void const* value);

} // namespace saksgang::walk
