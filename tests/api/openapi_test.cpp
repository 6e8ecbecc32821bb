#include "api/openapi.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "workflows/registry.hpp"

using namespace saksgang;

namespace {

void each(json const& in, std::function<void(json const&)> const& f) {
    f(in);
    if (in.is_structured())
        for (auto const& child : in) each(child, f);
}

} // namespace

TEST_CASE("the OpenAPI document holds together") {
    auto const doc = api::openapi_document(kernel_with());
    CHECK(doc["openapi"] == "3.1.0");
    each(doc, [&](json const& j) {
        if (!j.is_object() || !j.contains("$ref")) return;
        auto const pointer = j["$ref"].get<std::string>().substr(1);
        CAPTURE(pointer);
        CHECK(doc.contains(json::json_pointer(pointer)));
    });
    std::set<std::string> ids;
    for (auto const& [path, operations] : doc["paths"].items())
        for (auto const& [verb, op] : operations.items()) {
            CAPTURE(path);
            CHECK(ids.insert(op["operationId"]).second);
            CHECK(op.contains("summary"));
            CHECK(op.contains("security"));
            std::set<std::string> in_path;
            for (auto const& p : op["parameters"])
                if (p.value("in", "") == "path") in_path.insert(p["name"]);
            CHECK(in_path.size() == static_cast<std::size_t>(std::ranges::count(path, '{')));
        }
}

TEST_CASE("every command from outside has an address and a schema") {
    auto const k = kernel_with();
    auto const doc = api::openapi_document(k);
    for (auto const* w : k.workflows())
        for (auto const& c : w->commands)
            CHECK(doc["components"]["schemas"].contains("command." + w->id + "." + c.name));
    for (auto const* c : k.case_commands())
        CHECK(doc["paths"].contains("/{community}/api/v1/cases/{id}/commands/" + c->name));
    for (auto const* each : k.features())
        for (auto const& c : each->commands)
            if (c.internal) CHECK_FALSE(doc.dump().find("/commands/" + c.name + "\"") != std::string::npos);
}
