// PostgreSQL's arrays as text: {"a","b"}. SOCI can bind no arrays, and a `use` of a vector is a round trip
// for each element; an array's text is one parameter.
#pragma once

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace saksgang {

// Quoted always, so that only the quotation mark and the backslash mean anything.
inline void add_element(std::string& array, std::string_view text) {
    array += '"';
    while (true) {
        auto const plain = std::min(text.find_first_of("\"\\"), text.size());
        array += text.substr(0, plain);
        if (plain == text.size()) break;
        array += '\\';
        array += text[plain];
        text.remove_prefix(plain + 1);
    }
    array += '"';
}
inline void add_element(std::string& array, std::int64_t number) { array += std::to_string(number); }

// `column` is a member of the rows, or a function of one.
template <class Rows, class Column>
std::string array_of(Rows const& rows, Column column) {
    std::string array = "{";
    for (auto const& row : rows) {
        if (array.size() > 1) array += ',';
        add_element(array, std::invoke(column, row));
    }
    array += '}';
    return array;
}

inline std::string array_of(auto const& texts) { return array_of(texts, std::identity()); }

} // namespace saksgang
