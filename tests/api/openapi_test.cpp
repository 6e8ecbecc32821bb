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

TEST_CASE("what a case holds is described: its data by workflow, and its rounds") {
    auto const schemas = api::openapi_document(kernel_with())["components"]["schemas"];
    CHECK(schemas["case"]["properties"]["data"]["$ref"] == "#/components/schemas/case_data");
    CHECK(schemas["case_data"]["anyOf"].size() == kernel_with().workflows().size());
    auto const& round = schemas["round"];
    CHECK(schemas["rounds"]["additionalProperties"]["$ref"] == "#/components/schemas/round");
    auto const required = round["required"].get<std::set<std::string>>();
    CHECK(required.contains("status"));
    CHECK_FALSE(required.contains("remarks")); // left out where there are none
    CHECK(round["properties"]["subject"]["properties"]["proposed_decision"]["title"] == "Proposed decision");
    auto const& explanation = round["properties"]["recusals"]["items"]["properties"]["explanation"];
    CHECK(explanation["properties"].contains("value"));
}

TEST_CASE("the history of a case may be asked for the case as it was, and the document says so") {
    auto const doc = api::openapi_document(kernel_with());
    auto const& answer = doc["paths"]["/{community}/api/v1/cases/{id}/history"]["get"]["responses"]["200"];
    auto const named = answer["content"]["application/json"]["schema"]["$ref"].get<std::string>();
    std::set<std::string> either;
    for (auto const& one : doc.at(json::json_pointer(named.substr(1)))["oneOf"]) either.insert(one["$ref"]);
    CHECK(either == std::set<std::string>{"#/components/schemas/history", "#/components/schemas/case"});
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

// A form asks for an id by what it is of, for money in kroner, and in the order in which the command says its fields.
TEST_CASE("a command's schema says what a form needs to know") {
    auto const schemas = api::openapi_document(kernel_with())["components"]["schemas"];
    std::set<std::string> unsaid;
    std::function<void(std::string const&, json const&)> const look = [&](std::string const& name,
                                                                          json const& s) {
        if (s.contains("properties")) {
            auto order = s.at("x-order").get<std::set<std::string>>();
            for (auto const& [field, property] : s["properties"].items()) {
                CHECK(order.erase(field) == 1);
                look(field, property);
            }
            CHECK(order.empty());
        }
        if (s.contains("items")) look(name, s["items"]);
        if (s.value("pattern", "").starts_with("^[a-z0-9_-]") && !s.contains("x-reference") &&
            !s.contains("x-new"))
            unsaid.insert(name);
        CHECK(s.value("title", "").find("øre") == std::string::npos);
    };
    for (auto const& [name, schema] : schemas.items())
        if (name.starts_with("command.")) look(name, schema);
    // of the account to close, and of what waits for a second person, which is given
    CHECK(unsaid == std::set<std::string>{"username", "waiting_change"});
    auto const& application = schemas["command.grant_application.draft_application"];
    CHECK(application["x-order"].front() == "title");
    CHECK(application["properties"]["applied"]["x-unit"] == "ore");
    CHECK(application["properties"]["implementation_plan"]["x-long"] == true);
    CHECK_FALSE(application["properties"]["title"].contains("x-long"));
    CHECK(schemas["command.case.take_position"]["properties"]["digest"]["x-reference"] == "document");
}
