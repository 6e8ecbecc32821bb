#include <algorithm>
#include <array>
#include <stdexcept>

#include "api/meeting_views.hpp"
#include "api/views.hpp"

namespace saksgang::api {
namespace {

struct named_shape {
    std::string_view name;
    json (*make)();
};

json problem_shape() {
    json const text{{"type", "string"}};
    json const error{
        {"type", "object"},
        {"properties", {{"pointer", text}, {"parameter", text}, {"code", text}, {"detail", text}}},
        {"required", {"code", "detail"}}};
    return {{"type", "object"},
            {"description", "RFC 9457. `code` is stable; `detail` is in the caller's language."},
            {"properties",
             {{"type", text},
              {"title", text},
              {"status", {{"type", "integer"}}},
              {"code", text},
              {"detail", text},
              {"request_id", text},
              {"basis", {{"type", "array"}, {"items", shape<basis_view>()}}},
              {"errors", {{"type", "array"}, {"items", error}}},
              {"open", {{"type", "array"}, {"items", text}}},
              {"entitled", {{"type", "array"}, {"items", text}}}}},
            {"required", {"type", "title", "status", "code", "detail"}}};
}

// What has happened in a case, or the case as it was.
json history_or_case_shape() {
    return {{"oneOf", {{{"$ref", "#/components/schemas/history"}}, {{"$ref", "#/components/schemas/case"}}}}};
}

json case_done_shape() {
    return {
        {"type", "object"},
        {"properties",
         {{"case", shape<case_view>()}, {"entries", {{"type", "array"}, {"items", shape<entry_view>()}}}}},
        {"required", {"case", "entries"}}};
}

constexpr std::array shapes{
    named_shape{"access", shape<access_view>},
    named_shape{"account_list", shape<list_of<listed_account>>},
    named_shape{"action_list", shape<action_list>},
    named_shape{"agreement_list", shape<agreement_list>},
    named_shape{"body", shape<body_view>},
    named_shape{"body_list", shape<body_list>},
    named_shape{"browser_session", shape<browser_session_view>},
    named_shape{"case", shape<case_view>},
    named_shape{"case_done", case_done_shape},
    named_shape{"case_list", shape<case_list>},
    named_shape{"case_to_create", shape<case_to_create>},
    named_shape{"community", shape<community_view>},
    named_shape{"credentials", shape<credentials>},
    named_shape{"document", shape<document_view>},
    named_shape{"entry", shape<entry_view>},
    named_shape{"follow_up_list", shape<follow_up_list>},
    named_shape{"found_entries", shape<found_entries>},
    named_shape{"fund", shape<fund_view>},
    named_shape{"fund_list", shape<fund_list>},
    named_shape{"health", shape<health_view>},
    named_shape{"history", shape<history_view>},
    named_shape{"history_or_case", history_or_case_shape},
    named_shape{"me", shape<me_view>},
    named_shape{"meeting_year", shape<meeting_year>},
    named_shape{"new_password", shape<new_password>},
    named_shape{"organisation_list", shape<list_of<listed_organisation>>},
    named_shape{"party", shape<party_view>},
    named_shape{"party_list", shape<party_list>},
    named_shape{"password_by_link", shape<password_by_link>},
    named_shape{"password_link", shape<password_link>},
    named_shape{"person", shape<person_page>},
    named_shape{"person_list", shape<list_of<listed_person>>},
    named_shape{"problem", problem_shape},
    named_shape{"receipts", shape<receipts>},
    named_shape{"register_done", shape<register_done>},
    named_shape{"role_list", shape<list_of<listed_role>>},
    named_shape{"seat_list", shape<list_of<listed_seat>>},
    named_shape{"session", shape<session_view>},
    named_shape{"session_list", shape<own_session_list>},
    named_shape{"waiting_list", shape<waiting_list>},
    named_shape{"word_list", shape<word_list>},
    named_shape{"workflow", shape<workflow_view>},
    named_shape{"workflow_list", shape<workflow_list>},
    named_shape{"worklist", shape<worklist_view>},
};

} // namespace

json shape_named(std::string_view name) {
    auto const found = std::ranges::find(shapes, name, &named_shape::name);
    if (found == shapes.end()) throw std::logic_error("no answer has the shape " + std::string(name));
    return found->make();
}

std::vector<std::string_view> shape_names() {
    std::vector<std::string_view> names;
    for (auto const& s : shapes) names.push_back(s.name);
    return names;
}

} // namespace saksgang::api
