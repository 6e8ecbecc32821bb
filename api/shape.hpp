// Answers as described structs: one description prints them and gives their schema in the OpenAPI document.
// Unlike describe::write, which is made for storing, an answer shows its empty lists and texts; only what is
// std::optional may be absent.
#pragma once

#include "engine/canonical.hpp"

namespace saksgang::api {

// JSON that is made elsewhere, with a schema of that name (shapes.cpp).
template <literal Name>
struct described_json {
    json value;
};
template <literal Name>
json value_to(described_json<Name> const& made) {
    return made.value;
}
template <literal Name>
json value_schema(described_json<Name> const*) {
    return {{"$ref", "#/components/schemas/" + std::string(Name.view())}};
}

template <class T>
json show(T const& value) {
    return describe::write(describe::type_of<T>, &value, describe::leave_out::absent);
}

// The same as text, without a tree in between.
template <class T>
std::string shown_text(T const& value) {
    std::string out;
    describe::write_canonical(out, describe::type_of<T>, &value, describe::leave_out::absent);
    return out;
}

json shape_of(describe::type const&);
template <class T>
json shape() {
    return shape_of(describe::type_of<T>);
}

} // namespace saksgang::api
