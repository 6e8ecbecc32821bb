// JSON Schema 2020-12 of described types, with what a form needs beside it (x-order, x-reference, x-long, x-new).
#include "engine/describe.hpp"

namespace saksgang::describe {

namespace {

// Says so in a field's schema, where it fits: `x-reference` of an id or a digest, `x-long` of a text.
void ask_as(json& property, asked_as how) {
    if (how == asked_as::plain || property.contains("x-reference") || property.contains("x-new") ||
        property.contains("oneOf"))
        return;
    if (auto const items = property.find("items"); items != property.end()) return ask_as(*items, how);
    if (property.value("type", "") != "string" || property.contains("format")) return;
    bool const is_id = property.contains("pattern");
    if (how == asked_as::long_text) {
        if (!is_id) property["x-long"] = true;
    } else if (is_id || how == asked_as::document || how == asked_as::field || how == asked_as::personal) {
        property["x-reference"] = how == asked_as::case_ ? "case" : name_of(how);
    }
}

json schema_of_names(std::vector<std::string_view> const& names, language l) {
    auto one_of = json::array();
    for (auto const name : names)
        one_of.push_back({{"const", name}, {"title", std::string(word(name).in(l))}});
    return {{"type", "string"}, {"oneOf", std::move(one_of)}};
}

json schema_of_struct(structure const& t, language l) {
    auto properties = json::object();
    auto required = json::array();
    for (auto const& field : t.members) {
        auto property = schema(*field.of, l);
        property["title"] = std::string(word(field.name).in(l));
        if (property.contains("maxLength")) property["maxLength"] = longest_in(field.name);
        ask_as(property, how_asked(field.name));
        properties[std::string(field.name)] = std::move(property);
        if (field.required()) required.push_back(field.name);
    }
    // On screen what it adds to its bases comes first.
    std::vector<std::string_view> shown;
    for (auto const& m : t.members) shown.push_back(m.name);
    std::ranges::rotate(shown, shown.begin() + static_cast<std::ptrdiff_t>(t.inherited));
    json out{{"type", "object"},
             {"additionalProperties", false},
             {"properties", std::move(properties)},
             {"x-order", shown}};
    if (!required.empty()) out["required"] = std::move(required);
    return out;
}

} // namespace

json schema(type const& t, language l) {
    switch (t.kind) {
        case kind::optional:
            return schema(*t.as<optional>().of, l);
        case kind::list:
            return {{"type", "array"}, {"maxItems", longest_list}, {"items", schema(*t.as<list>().of, l)}};
        case kind::map:
            return {{"type", "object"}, {"additionalProperties", schema(*t.as<map>().of, l)}};
        case kind::enumeration:
        case kind::choice:
            return schema_of_names(names_of(t), l);
        case kind::structure:
            return schema_of_struct(t.as<structure>(), l);
        case kind::boolean:
            return {{"type", "boolean"}};
        case kind::integer:
            return {{"type", "integer"}};
        case kind::tree:
            return json::object();
        case kind::text:
            return {{"type", "string"}, {"minLength", 1}, {"maxLength", longest_text}};
        case kind::personal_text:
            return value_schema(static_cast<saksgang::personal_text const*>(nullptr));
        case kind::identifier:
            return t.as<identifier>().schema();
        case kind::value:
            return t.as<value>().schema();
    }
    return {};
}

} // namespace saksgang::describe
