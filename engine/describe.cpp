#include "engine/describe.hpp"

namespace saksgang::describe {

void reader::refuse(place const& at, std::string_view code, std::string detail) {
    if (errors.size() < most_field_errors)
        errors.push_back({at.pointer(), std::string(code), std::move(detail)});
}
void reader::read_fields(json const& from, void* to, std::span<field const> fields, place const& at) {
    if (!from.is_object()) return wrong_type(at, "object");
    std::size_t known = 0;
    for (auto const& f : fields) {
        if (auto const found = from.find(f.name); found != from.end()) {
            ++known;
            f.read(*this, *found, to, {&at, f.name});
        } else if (strict_ && f.required && !(compact_ && f.may_be_empty)) {
            refuse({&at, f.name}, "missing", "");
        }
    }
    if (!strict_ || known == from.size()) return;
    for (auto const& [name, value] : from.get_ref<json::object_t const&>())
        if (std::ranges::find(fields, name, &field::name) == fields.end()) refuse({&at, name}, "unknown", "");
}

// ---------------------------------------------------------------------------------------------- schema

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

} // namespace

json schema_of_list(json items) {
    return {{"type", "array"}, {"maxItems", longest_list}, {"items", std::move(items)}};
}
json schema_of_map(json values) { return {{"type", "object"}, {"additionalProperties", std::move(values)}}; }
json schema_of_names(std::vector<std::string_view> const& names, language l) {
    auto one_of = json::array();
    for (auto const name : names)
        one_of.push_back({{"const", name}, {"title", std::string(word(name).in(l))}});
    return {{"type", "string"}, {"oneOf", std::move(one_of)}};
}
json schema_of_struct(std::span<field_of_schema const> fields, std::span<std::string_view const> order,
                      language l) {
    auto properties = json::object();
    auto required = json::array();
    std::vector<std::string_view> shown;
    for (auto const& field : fields) {
        auto property = field.schema(l);
        property["title"] = std::string(word(field.name).in(l));
        if (property.contains("maxLength")) property["maxLength"] = longest_in(field.name);
        ask_as(property, how_asked(field.name));
        properties[std::string(field.name)] = std::move(property);
        if (field.required) required.push_back(field.name);
    }
    for (auto const name : order)
        if (std::ranges::find(shown, name) == shown.end()) shown.push_back(name);
    json out{{"type", "object"},
             {"additionalProperties", false},
             {"properties", std::move(properties)},
             {"x-order", shown}};
    if (!required.empty()) out["required"] = std::move(required);
    return out;
}

} // namespace saksgang::describe
