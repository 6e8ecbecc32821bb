#include "engine/describe.hpp"

namespace saksgang::describe {

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

} // namespace saksgang::describe
