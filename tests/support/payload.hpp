// Payloads made from a command's schema, so that a test may send each command that there is, those of tomorrow too.
//
//   filling const least{.day = today, .known = {{"party", "gol"}, {"document", digest}}};
//   auto const payload = filled(info.schema(language::nb), least);
//
// What an id names is looked up in `known`: by its place in the payload ("present.seat"), by its field's name, or by what
// it refers to, whichever is there first.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/json.hpp"
#include "engine/values.hpp"

namespace saksgang::test {

struct filling {
    bool optional = false; // what may be left out, too
    std::size_t characters = 1, items = 0;
    date day;
    std::map<std::string, json> known = {};
    std::string mark = {};  // what every text begins with, and every new id ends with
    bool flags = false;     // what is asked with yes or no
    std::size_t choice = 0; // which of those that may be chosen, counted round
};

namespace payload_detail {

inline std::optional<json> known_as(filling const& with, std::string const& place, json const& schema) {
    std::vector<std::string> keys;
    if (schema.value("type", "") == "string") // else what bears that name holds it
        keys = {place, place.substr(place.rfind('.') + 1), schema.value("x-reference", std::string())};
    for (auto const& key : keys)
        if (auto const found = with.known.find(key); found != with.known.end()) return found->second;
    return {};
}

inline json text_of(filling const& with, json const& schema) {
    if (schema.value("format", "") == "date") return with.day.str();
    if (schema.value("x-reference", "") == "document") return std::string(64, 'f');
    if (schema.contains("pattern")) return "x" + with.mark;
    auto const most =
        std::max(with.mark.size(), std::min(with.characters, schema.value("maxLength", with.characters)));
    return with.mark + std::string(most - with.mark.size(), 'x');
}

} // namespace payload_detail

// NOLINTNEXTLINE(misc-no-recursion): as deep as the schema
inline json filled(json const& schema, filling const& with, std::string const& place = {}) {
    if (auto found = payload_detail::known_as(with, place, schema); found && !place.empty()) return *found;
    auto const type = schema.value("type", "");
    if (type == "object") {
        auto out = json::object();
        auto const required = schema.value("required", json::array());
        auto const properties = schema.value("properties", json::object()); // which outlives the loop
        for (auto const& [name, property] : properties.items())
            if (with.optional || std::ranges::find(required, json(name)) != required.end())
                out[name] = filled(property, with, place.empty() ? name : place + "." + name);
        return out;
    }
    if (type == "array") {
        auto list = json::array();
        for (std::size_t n = 0; n < with.items; ++n) list.push_back(filled(schema["items"], with, place));
        return list;
    }
    if (type == "boolean") return with.flags;
    if (type == "integer") return schema.value("minimum", std::int64_t{1});
    if (schema.contains("oneOf")) return schema["oneOf"][with.choice % schema["oneOf"].size()]["const"];
    return payload_detail::text_of(with, schema);
}

} // namespace saksgang::test
