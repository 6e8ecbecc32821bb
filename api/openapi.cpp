#include "api/openapi.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "api/endpoint.hpp"
#include "api/views.hpp"

namespace saksgang::api {
namespace {

constexpr std::string_view inside = "/{community}/api/v1";

std::string ref(std::string_view kind, std::string_view name) {
    return "#/components/" + std::string(kind) + "/" + std::string(name);
}
json ref_to_schema(std::string_view name) { return {{"$ref", ref("schemas", name)}}; }
json content(std::string_view media_type, json schema) {
    return {{std::string(media_type), {{"schema", std::move(schema)}}}};
}

// -------------------------------------------------------------------------------------------------- commands

// A payload's schema by its component name: "command.agreement_revision.submit_draft", "command.case.close" ...
struct command_schema {
    std::string component;
    command_info const* info;
};
// The commands that one address with {command} stands for, by name; several workflows may have one of the same name.
using commands_by_name = std::map<std::string, std::vector<command_schema>>;

commands_by_name case_commands(kernel const& k) {
    commands_by_name out;
    for (auto const* w : k.workflows())
        for (auto const& c : w->commands)
            if (c.changes) out[c.name].push_back({"command." + w->id + "." + c.name, &c});
    for (auto const* c : k.case_commands()) out[c->name].push_back({"command.case." + c->name, c});
    return out;
}

commands_by_name creating_commands(kernel const& k) {
    commands_by_name out;
    for (auto const* w : k.workflows())
        for (auto const& c : w->commands)
            if (c.creates) out[w->id].push_back({"command." + w->id + "." + c.name, &c});
    return out;
}

commands_by_name commands_of(endpoint const& e, kernel const& k) {
    if (!e.of) return case_commands(k);
    commands_by_name out;
    for (auto const& c : e.of->commands)
        if (!c.internal) out[c.name].push_back({"command." + std::string(e.of->id) + "." + c.name, &c});
    return out;
}

json one_of(std::vector<json> schemas) {
    if (schemas.size() == 1) return schemas.front();
    return {{"oneOf", std::move(schemas)}};
}

json payload_schema(std::vector<command_schema> const& commands) {
    std::vector<json> all;
    for (auto const& c : commands) all.push_back(ref_to_schema(c.component));
    return one_of(std::move(all));
}

json creation_schema(kernel const& k, language l) {
    std::vector<json> all;
    for (auto const& [id, commands] : creating_commands(k))
        for (auto const& c : commands)
            all.push_back({{"type", "object"},
                           {"title", std::string(c.info->label.in(l))},
                           {"properties",
                            {{"workflow", {{"const", id}}},
                             {"command", {{"const", c.info->name}}},
                             {"payload", ref_to_schema(c.component)}}},
                           {"required", commands.size() > 1 ? json{"workflow", "command", "payload"}
                                                            : json{"workflow", "payload"}},
                           {"additionalProperties", false}});
    return one_of(std::move(all));
}

// ------------------------------------------------------------------------------------------------ operations

json type_of(std::string_view type) {
    if (type == "date") return {{"type", "string"}, {"format", "date"}};
    if (type == "digest") return {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}};
    return {{"type", std::string(type)}};
}

bool is_command(endpoint const& e) { return std::holds_alternative<ask>(e.handler); }

json parameters_of(endpoint const& e, std::string_view path) {
    auto list = json::array();
    for (auto rest = path; rest.find('{') != rest.npos;) {
        auto const open = rest.find('{'), close = rest.find('}');
        list.push_back({{"name", std::string(rest.substr(open + 1, close - open - 1))},
                        {"in", "path"},
                        {"required", true},
                        {"schema", {{"type", "string"}}}});
        rest.remove_prefix(close + 1);
    }
    for (auto const& p : e.query)
        list.push_back({{"name", std::string(p.name)},
                        {"in", "query"},
                        {"description", std::string(p.says)},
                        {"schema", type_of(p.type)}});
    if (!e.outside) list.push_back({{"$ref", ref("parameters", "accept_language")}});
    if (is_command(e))
        for (auto const* name : {"if_match", "idempotency_key", "prefer"})
            list.push_back({{"$ref", ref("parameters", name)}});
    return list;
}

json responses_of(endpoint const& e) {
    json ok{{"description", std::string(e.summary)}};
    if (e.status != 204) {
        json schema = !e.answer.empty()                    ? ref_to_schema(e.answer)
                      : e.media_type == "application/json" ? json{{"type", "object"}}
                                                           : json{{"type", "string"}};
        if (is_command(e)) schema = one_of({schema, ref_to_schema("receipts")});
        ok["content"] = content(e.media_type, schema);
    }
    json all{{std::to_string(e.status), std::move(ok)}, {"default", {{"$ref", ref("responses", "problem")}}}};
    auto const add = [&](std::initializer_list<int> statuses) {
        for (auto const s : statuses) all[std::to_string(s)] = {{"$ref", ref("responses", "problem")}};
    };
    if (e.verb == method::get && !e.outside && e.media_type != "text/event-stream")
        all["304"] = {{"description", "The caller has it already (If-None-Match)."}};
    if (!e.outside) add({404, 503});
    if (e.signed_in) add({401});
    if (is_command(e)) add({400, 403, 409, 412, 413, 415, 422});
    return all;
}

json operation_of(endpoint const& e, std::string_view path, std::string const& id,
                  std::string const& summary) {
    json op{{"operationId", id},
            {"summary", summary},
            {"parameters", parameters_of(e, path)},
            {"responses", responses_of(e)}};
    auto const tag = e.path.substr(1, std::min(e.path.find('/', 1), e.path.size()) - 1);
    op["tags"] = {std::string(tag)};
    op["security"] = json::array();
    if (e.signed_in)
        for (auto const* scheme : {"bearer", "cookie"}) op["security"].push_back({{scheme, json::array()}});
    return op;
}

json body_of(endpoint const& e) {
    if (e.body == "*/*") return {{"required", true}, {"content", content("*/*", json::object())}};
    return {{"required", true}, {"content", content("application/json", ref_to_schema(e.body))}};
}

void add_endpoint(json& paths, endpoint const& e, kernel const& k, language l) {
    auto const path = (e.outside ? "" : std::string(inside)) + std::string(e.path);
    std::string verb;
    for (char c : name_of(e.verb)) verb += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    constexpr std::string_view place = "{command}";
    if (!path.ends_with(place)) {
        auto& op = paths[path][verb] = operation_of(e, path, std::string(e.id), std::string(e.summary));
        if (e.id == "create_case")
            op["requestBody"] = {{"required", true},
                                 {"content", content("application/json", creation_schema(k, l))}};
        else if (!e.body.empty())
            op["requestBody"] = body_of(e);
        return;
    }
    for (auto const& [name, commands] : commands_of(e, k)) { // one address for each command
        auto const own = path.substr(0, path.size() - place.size()) + name;
        auto const prefix = std::string(e.id.substr(0, e.id.rfind('_') + 1));
        auto& op = paths[own][verb] =
            operation_of(e, own, prefix + name, std::string(commands.front().info->label.in(l)));
        op["requestBody"] = {{"required", !commands.front().info->payload->members.empty()},
                             {"content", content("application/json", payload_schema(commands))}};
    }
}

// ------------------------------------------------------------------------------------------- what a case holds

// Of a field as it is stored: whether it is left out where there is nothing in it.
bool may_be_left_out(json const& schema) {
    auto const type = schema.value("type", "");
    if (type == "string")
        return !schema.contains("oneOf") && !schema.contains("format") && !schema.contains("x-personal");
    return type == "array" || type == "boolean" || (type == "object" && !schema.contains("properties"));
}

// The schema of what is stored of a struct, from that of what is taken of it.
json as_stored(json schema) {
    if (schema.contains("x-personal"))
        return {{"type", "object"},
                {"title", schema.value("title", "")},
                {"description",
                 "`value` where the caller may read it; `erased` instead where it has been erased."},
                {"properties",
                 {{"commitment", {{"type", "string"}}},
                  {"value", {{"type", "string"}}},
                  {"erased", {{"type", "boolean"}}}}},
                {"required", {"commitment"}}};
    if (schema.contains("items")) schema["items"] = as_stored(schema["items"]);
    if (auto const of_all = schema.find("additionalProperties"); of_all != schema.end())
        of_all->is_object() ? void(*of_all = as_stored(*of_all)) : void(schema.erase(of_all));
    if (!schema.contains("properties")) return schema;
    auto required = json::array();
    for (auto const& name : schema.value("required", json::array()))
        if (!may_be_left_out(schema["properties"][name.get<std::string>()])) required.push_back(name);
    schema.erase("required");
    if (!required.empty()) schema["required"] = std::move(required);
    for (auto& property : schema["properties"]) property = as_stored(property);
    return schema;
}

void add_what_cases_hold(json& all, kernel const& k, language l) {
    std::vector<json> data;
    for (auto const* w : k.workflows()) {
        auto const component = "data." + w->id;
        all[component] = as_stored(w->data_schema(l));
        data.push_back(ref_to_schema(component));
    }
    all["case_data"] = {{"anyOf", std::move(data)}};
    all["round"] = as_stored(describe::schema<round>(l));
    all["rounds"] = {{"type", "object"}, {"additionalProperties", ref_to_schema("round")}};
}

json schemas(kernel const& k, language l) {
    auto all = json::object();
    add_what_cases_hold(all, k, l);
    for (auto const& name : shape_names()) all[std::string(name)] = shape_named(name);
    all["case_to_create"] = creation_schema(k, l);
    auto const add = [&](commands_by_name const& commands) {
        for (auto const& [name, same] : commands)
            for (auto const& c : same) all[c.component] = c.info->schema(l);
    };
    add(case_commands(k));
    add(creating_commands(k));
    endpoint_table const table(k);
    for (auto const& e : table.rows())
        if (e.of) add(commands_of(e, k));
    return all;
}

json header_parameter(std::string_view name, std::string_view says) {
    return {{"name", std::string(name)},
            {"in", "header"},
            {"description", std::string(says)},
            {"schema", {{"type", "string"}}}};
}

} // namespace

json openapi_document(kernel const& k, language l) {
    auto paths = json::object();
    endpoint_table const table(k);
    for (auto const& e : table.rows()) add_endpoint(paths, e, k, l);
    json const problem{{"description", "What is wrong (RFC 9457)."},
                       {"content", content("application/problem+json", ref_to_schema("problem"))}};
    return {{"openapi", "3.1.0"},
            {"servers", {{{"url", "/"}, {"description", "Wherever the program runs."}}}},
            {"info",
             {{"title", "Saksgang"},
              {"version", "1"},
              {"description",
               "Case processing for a helsefellesskap. A case carries what may be done next: its `actions`."},
              {"license", {{"name", "MIT"}, {"identifier", "MIT"}}}}},
            {"paths", std::move(paths)},
            {"components",
             {{"schemas", schemas(k, l)},
              {"responses", {{"problem", problem}}},
              {"parameters",
               {{"accept_language", header_parameter("Accept-Language", "nb (default), nn or en.")},
                {"if_match",
                 header_parameter("If-Match", "The ETag of what the user saw; 412 when somebody was first.")},
                {"idempotency_key",
                 header_parameter("Idempotency-Key", "The same key gives the same effect once.")},
                {"prefer",
                 header_parameter("Prefer", "return=minimal leaves out the case, or what was changed.")}}},
              {"securitySchemes",
               {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}},
                {"cookie",
                 {{"type", "apiKey"},
                  {"in", "cookie"},
                  {"name", "saksgang-{community}"},
                  {"description",
                   "Of a browser, from POST /sessions/cookie; over TLS its name begins with __Host-. What "
                   "changes "
                   "something must then say X-Requested-With: saksgang and come from this server's own "
                   "origin."}}}}}}}};
}

std::string const& openapi_documents::in(language l) {
    auto& d = all_.at(static_cast<std::size_t>(l));
    std::call_once(d.made, [&] { d.text = openapi_document(rules_, l).dump(1); });
    return d.text;
}

} // namespace saksgang::api
