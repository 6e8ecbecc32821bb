// Answers as described structs: one description prints them and gives their schema in the OpenAPI document.
// Unlike describe::write, which is made for storing, an answer shows its empty lists and texts; only what is
// std::optional may be absent.
#pragma once

#include "engine/canonical.hpp"
#include "engine/describe.hpp"

namespace saksgang::api {

// JSON that is made elsewhere, with a schema of that name (shapes.cpp).
template <literal Name>
struct described_json {
    static constexpr std::string_view shape = Name.view();
    json value;
};
template <class T>
inline constexpr bool is_described_json = requires {
    T::shape;
};

template <class T>
json show(T const& value) {
    if constexpr (is_described_json<T>)
        return value.value;
    else if constexpr (describe::is_optional<T>)
        return value ? show(*value) : json(nullptr);
    else if constexpr (describe::is_list<T>) {
        auto out = json::array();
        for (auto const& item : value) out.push_back(show(item));
        return out;
    } else if constexpr (describe::is_map<T>) {
        auto out = json::object();
        for (auto const& [key, item] : value) out[key] = show(item);
        return out;
    } else if constexpr (describe::described_struct<T>) {
        auto out = json::object();
        describe::each_member<T>([&](auto member) {
            auto const& field = value.*member.pointer;
            if constexpr (describe::is_optional<std::remove_cvref_t<decltype(field)>>)
                if (!field) return;
            out[member.name] = show(field);
        });
        return out;
    } else
        return describe::write(value);
}

// The same as text, without a tree in between.
struct what_is_absent {
    template <class T>
    static bool leaves_out(T const& field) {
        if constexpr (describe::is_optional<T>) return !field;
        return false;
    }
};
template <class T>
std::string shown_text(T const& value) {
    return canonical_of<what_is_absent>(value);
}

template <class T>
json shape() {
    if constexpr (is_described_json<T>)
        return {{"$ref", "#/components/schemas/" + std::string(T::shape)}};
    else if constexpr (describe::is_optional<T>)
        return shape<typename T::value_type>();
    else if constexpr (describe::is_list<T>)
        return {{"type", "array"}, {"items", shape<typename T::value_type>()}};
    else if constexpr (describe::is_map<T>)
        return {{"type", "object"}, {"additionalProperties", shape<typename T::mapped_type>()}};
    else if constexpr (describe::described_struct<T>) {
        auto properties = json::object();
        auto required = json::array();
        describe::each_member<T>([&](auto member) {
            using type = std::remove_cvref_t<decltype(std::declval<T>().*member.pointer)>;
            properties[member.name] = shape<type>();
            if (!describe::is_optional<type>) required.push_back(member.name);
        });
        return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
    } else if constexpr (std::same_as<T, json>)
        return json::object();
    else if constexpr (std::same_as<T, std::string>)
        return {{"type", "string"}};
    else
        return describe::schema<T>(language::en);
}

} // namespace saksgang::api
