// The table of bad input (design.md), on every row of the endpoint table: what is wrong with a request is answered in one
// order, whichever address it is for.
#include <doctest/doctest.h>

#include "api/application.hpp"
#include "tests/api/community.hpp"
#include "workflows/registry.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

using header_map = std::map<std::string, std::string>;

bool takes_json(api::endpoint const& e) {
    return std::holds_alternative<api::ask>(e.handler) || (!e.body.empty() && e.body != "*/*");
}

// One that is there: an address with {command} is asked about nothing else.
std::string command_at(api::endpoint const& e) {
    if (!e.of) return "link_document";
    for (auto const& c : e.of->commands)
        if (!c.internal) return c.name;
    return {};
}

// The row's address, with that value for everything that it names.
std::string address_of(api::endpoint const& e, std::string const& value) {
    std::string out = e.outside ? "" : at;
    for (std::string_view rest = e.path; !rest.empty();) {
        auto const open = std::min(rest.find('{'), rest.size());
        out += rest.substr(0, open);
        rest.remove_prefix(open);
        if (rest.empty()) break;
        auto const close = rest.find('}');
        out += rest.substr(0, close + 1) == "{command}" ? command_at(e) : value;
        rest.remove_prefix(close + 1);
    }
    return out;
}

// From our own pages, for the address that asks for that.
header_map with(header_map more) {
    more.insert({{"X-Requested-With", "saksgang"}, {"Origin", "http://localhost"}});
    return more;
}

bool names_something(api::endpoint const& e) {
    auto const first = e.path.find('{');
    return first != e.path.npos && e.path.substr(first) != "{command}";
}

} // namespace

TEST_CASE("every address answers what is wrong in the order of the table") {
    community here({.port = 0, .limited = {.rates = false}});
    auto const admin = here.signed_in("admin");
    auto const rules = kernel_with();
    api::endpoint_table const table(rules);
    std::string const unknown = "?no_such_parameter=1";
    for (auto const& e : table.rows()) {
        std::string const verb(name_of(e.verb));
        CAPTURE(verb);
        CAPTURE(e.path);
        auto const bad = address_of(e, "BAD!");
        auto const ask = [&](std::string const& target, std::string const& body, header_map more) {
            client c(here.port());
            c.token = admin->token;
            return c.call(verb, target, body, with(std::move(more)));
        };

        if (e.signed_in) { // before anything else is looked at
            client nobody(here.port());
            auto const r = nobody.call(verb, bad + unknown, "{",
                                       with({{"Content-Type", "text/plain"}, {"If-Match", "x"}}));
            CHECK(r.status == 401);
            client long_one(here.port());
            long_one.send(verb + " " + bad + unknown +
                          " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n");
            CHECK(long_one.receive(verb == "HEAD").status == 401);
        }
        {
            client c(here.port());
            c.send(verb + " " + bad + unknown + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
                   admin->token +
                   "\r\nX-Requested-With: saksgang\r\nOrigin: http://localhost\r\nContent-Type: "
                   "text/plain\r\nContent-Length: 999999999\r\n\r\n");
            CHECK(c.receive().status == 413);
        }
        if (takes_json(e)) {
            CHECK(ask(bad + unknown, "{", {{"Content-Type", "application/jsonx"}}).status == 415);
            CHECK(ask(bad + unknown, "{", {{"Content-Type", "Application/JSON; charset=utf-8"}}).status ==
                  400);
            CHECK(ask(bad + unknown, R"({"a": 1, "a": 2})", {{"Content-Type", "application/json"}}).status ==
                  400);
            auto const field = ask(bad, R"({"no_such_field": 1})", {{"Content-Type", "application/json"}});
            CHECK(field.status == 422);
            CHECK(field.content()["errors"][0].contains("pointer"));
        }
        auto const parameter =
            ask(bad + unknown, takes_json(e) ? R"({"no_such_field": 1})" : "",
                takes_json(e) ? header_map{{"Content-Type", "application/json"}} : header_map{});
        CHECK(parameter.status == 422);
        if (parameter.status == 422) {
            CHECK(parameter.content()["code"] == "bad_payload");
            CHECK(parameter.content()["errors"][0]["parameter"] == "no_such_parameter");
        }
        // Why one may not read a case is said of whatever is asked about, so that it does not tell what is there.
        if (names_something(e) && !takes_json(e) && e.id != "show_access") {
            auto const nothing = ask(bad + (e.id == "send_document" ? "?case=2024-1" : ""), "", {});
            CHECK(nothing.status == 404);
        }
    }
}
