// Walks a described type beside its JSON: documents, personal texts, references, wherever they stand. A type
// that holds none of what is looked for costs nothing.
#pragma once

#include "engine/case/case.hpp"
#include "engine/describe.hpp"
#include "engine/ref.hpp"

namespace saksgang::walk {

template <class T, class Sought>
constexpr bool is_sought() {
    if constexpr (std::same_as<Sought, any_ref>)
        return is_ref<T>;
    else
        return std::same_as<T, Sought>;
}

template <class T, class Sought>
constexpr bool holds() {
    if constexpr (is_sought<T, Sought>())
        return true;
    else if constexpr (describe::is_optional<T> || describe::is_list<T>)
        return holds<typename T::value_type, Sought>();
    else if constexpr (describe::is_map<T>)
        return holds<typename T::mapped_type, Sought>();
    else if constexpr (describe::described_struct<T>) {
        bool any = false;
        describe::each_member<T>([&](auto member) {
            using type = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            any = any || holds<type, Sought>();
        });
        return any;
    } else
        return false;
}

// Calls f(the type's null pointer, the JSON there). The JSON need not fit the type: what does not is passed over.
template <class Sought, class T, class Json, class F> // Json: json, or const to look only
void each(Json& j, F const& f) {
    if constexpr (!holds<T, Sought>())
        return;
    else if constexpr (is_sought<T, Sought>())
        f(static_cast<T const*>(nullptr), j);
    else if constexpr (describe::is_optional<T>) {
        if (!j.is_null()) each<Sought, typename T::value_type>(j, f);
    } else if constexpr (describe::is_list<T>) {
        if (j.is_array())
            for (auto& item : j) each<Sought, typename T::value_type>(item, f);
    } else if constexpr (describe::is_map<T>) {
        if (j.is_object())
            for (auto& item : j) each<Sought, typename T::mapped_type>(item, f);
    } else {
        if (!j.is_object()) return;
        describe::each_member<T>([&](auto member) {
            using type = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            if constexpr (holds<type, Sought>())
                if (auto const found = j.find(member.name); found != j.end()) each<Sought, type>(*found, f);
        });
    }
}

// The same over a value. Calls f(the value there).
template <class Sought, class T, class F>
void each_in(T const& value, F const& f) {
    if constexpr (!holds<T, Sought>())
        return;
    else if constexpr (is_sought<T, Sought>())
        f(value);
    else if constexpr (describe::is_optional<T>) {
        if (value) each_in<Sought>(*value, f);
    } else if constexpr (describe::is_list<T>) {
        for (auto const& item : value) each_in<Sought>(item, f);
    } else if constexpr (describe::is_map<T>) {
        for (auto const& [key, item] : value) each_in<Sought>(item, f);
    } else
        describe::each_member<T>([&](auto member) { each_in<Sought>(value.*member.pointer, f); });
}

} // namespace saksgang::walk
