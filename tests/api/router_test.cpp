#include "api/router.hpp"

#include <doctest/doctest.h>

#include <set>

#include "workflows/registry.hpp"

using namespace saksgang;
using namespace saksgang::api;

TEST_CASE("an address finds its row, its community and its values") {
    endpoint_table const table(kernel_with());
    router const r(table.rows());
    auto const found = r.find(method::post, "/vestre-viken/api/v1/cases/2024-17/commands/submit_draft");
    REQUIRE(found.where);
    CHECK(found.where->id == "case_command");
    CHECK(found.community == "vestre-viken");
    CHECK(found.values == std::vector<std::string>{"2024-17", "submit_draft"});
    CHECK(r.find(method::get, "/metrics").where->id == "metrics");
    CHECK(r.find(method::head, "/vv/api/v1/cases").where->id == "list_cases");
    CHECK(r.find(method::get, "/vv/api/v1/people/p%2D1").values == std::vector<std::string>{"p-1"});
}

TEST_CASE("an address that is another method's says which") {
    endpoint_table const table(kernel_with());
    router const r(table.rows());
    auto const found = r.find(method::delete_, "/vv/api/v1/cases");
    CHECK_FALSE(found.where);
    CHECK(found.allowed == std::vector{method::get, method::head, method::post});
}

TEST_CASE("what is no address finds nothing") {
    endpoint_table const table(kernel_with());
    router const r(table.rows());
    for (auto const* path :
         {"/", "", "/vv", "/vv/api/v1", "/vv/api/v1/", "/vv/api/v1/cases/", "/vv/api/v2/cases",
          "/vv/api/v1/cases//history", "/vv/api/v1/cases/%zz", "/vv/api/v1/metrics", "/cases",
          "/vv/api/v1/cases/1/2/3/4/5/6/7/8/9/10/11/12/13/14"}) {
        CAPTURE(path);
        auto const found = r.find(method::get, path);
        CHECK_FALSE(found.where);
        CHECK(found.allowed.empty());
    }
}

TEST_CASE("the table is sound") {
    std::set<std::string_view> ids;
    std::set<std::pair<method, std::string_view>> addresses;
    endpoint_table const table(kernel_with());
    for (auto const& e : table.rows()) {
        CAPTURE(e.path);
        CHECK(ids.insert(e.id).second);
        CHECK(addresses.insert({e.verb, e.path}).second);
        CHECK(e.path.starts_with('/'));
        CHECK_FALSE(e.summary.empty());
        CHECK((e.status == 204 || !e.answer.empty() || e.media_type != "application/json" ||
               e.id == "openapi"));
    }
}
