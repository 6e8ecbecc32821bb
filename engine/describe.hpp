// Described structs <-> JSON, and their JSON Schema. One description (BOOST_DESCRIBE_STRUCT) gives all of it.
//
//   read<T>(json, errors)   strict: unknown or missing fields, wrong types and values out of range are errors
//                           (compact: of what `write` has left, where a field that may be empty may be missing)
//   restore<T>(json)        lenient: a missing field has its default, an unknown one is passed over (stored data of
//                           an older or newer version); throws on a wrong type
//   write(T)                compact: what is absent or empty is left out
//   describe::same(a, b)    member by member
//   describe::schema<T>(language)   JSON Schema 2020-12
//
// What comes from outside is bounded; what is stored may have grown, one entry at a time, to the limit of a state.
// A field is optional when its type is std::optional; lists and maps may be empty but must be there.
#pragma once

#include "engine/type.hpp"

namespace saksgang {

namespace describe {

// Which members of a struct are left out where it is written: what is empty (stored), or only what is optional and
// absent (shown).
enum class leave_out { empty, absent };

json write(type const&, void const*, leave_out);
bool is_absent(type const&, void const*);
bool same(type const&, void const*, void const*);
json schema(type const&, language);

template <class T>
bool is_absent(T const& value) {
    return is_absent(type_of<T>, &value);
}
template <class T>
json write(T const& value) {
    return write(type_of<T>, &value, leave_out::empty);
}
template <class T>
bool same(T const& a, T const& b) {
    return same(type_of<T>, &a, &b);
}
template <class T>
json schema(language l) {
    return schema(type_of<T>, l);
}

} // namespace describe

// Compact: as `write` leaves it, without what is empty.
enum class written { whole, compact };

namespace describe {
field_errors read(json const&, type const&, void* to, written);
void restore(json const&, type const&, void* to);
} // namespace describe

template <class T>
std::optional<T> read(json const& from, field_errors& errors, written how = written::whole) {
    T value{};
    auto const wrong = describe::read(from, describe::type_of<T>, &value, how);
    errors.insert(errors.end(), wrong.begin(), wrong.end());
    if (!wrong.empty()) return {};
    return value;
}

template <class T>
T restore(json const& from) {
    T value{};
    describe::restore(from, describe::type_of<T>, &value);
    return value;
}

using describe::write;

} // namespace saksgang
