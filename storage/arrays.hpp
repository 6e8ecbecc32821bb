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
    bool const all_plain = text.find('"') == text.npos && text.find('\\') == text.npos; // the rule, and quick
    while (true) {
        auto const plain = all_plain ? text.size() : std::min(text.find_first_of("\"\\"), text.size());
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

inline constexpr char separator = 31;

// Long texts without control characters, as canonical JSON is: `string_to_array(..., chr(31))` takes them
// apart in a fraction of the time that quoting each quotation mark would cost both sides. None of them is empty.
template <class Rows, class Column>
std::string separated(Rows const& rows, Column column) {
    std::string all;
    for (auto const& row : rows) {
        std::string_view const text = std::invoke(column, row);
        if (text.empty() || text.find(separator) != text.npos)
            throw std::logic_error("an empty text, or one with a control character, for the store");
        if (!all.empty()) all += separator;
        all += text;
    }
    return all;
}

// Such texts, one after the other.
template <class Each>
void each_separated(std::string_view all, Each const& each) {
    while (!all.empty()) {
        auto const end = std::min(all.find(separator), all.size());
        each(all.substr(0, end));
        all.remove_prefix(std::min(end + 1, all.size()));
    }
}

inline std::string array_of(auto const& texts) { return array_of(texts, std::identity()); }

} // namespace saksgang
