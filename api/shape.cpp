#include "api/shape.hpp"

namespace saksgang::api {

using describe::kind;

json shape_of(describe::type const& t) {
    switch (t.kind) {
        case kind::optional:
            return shape_of(*t.as<describe::optional>().of);
        case kind::list:
            return {{"type", "array"}, {"items", shape_of(*t.as<describe::list>().of)}};
        case kind::map:
            return {{"type", "object"}, {"additionalProperties", shape_of(*t.as<describe::map>().of)}};
        case kind::structure: {
            auto properties = json::object();
            auto required = json::array();
            for (auto const& m : t.as<describe::structure>().members) {
                properties[std::string(m.name)] = shape_of(*m.of);
                if (m.required()) required.push_back(m.name);
            }
            return {
                {"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
        }
        case kind::text:
            return {{"type", "string"}};
        default:
            return describe::schema(t, language::en);
    }
}

} // namespace saksgang::api
