// A row of the table that the router, the metrics and the OpenAPI document are made from.
#pragma once

#include <deque>
#include <span>
#include <string_view>
#include <variant>

#include "api/exchange.hpp"
#include "api/reading.hpp"
#include "api/spool.hpp"

namespace saksgang::api {

struct say {
    result<response> (*run)(exchange const&);
};
struct look {
    result<response> (*run)(reading&);
};
struct chore {
    result<response> (*run)(reading&);
};
struct secret {
    result<response> (*run)(reading&);
};
struct ask {
    result<command> (*make)(exchange const&, json body);
    result<response> (*show)(reading&, accepted const&); // unless the caller prefers it brief
    std::string_view payload_at = "";                    // JSON Pointer of the payload in the body
};
struct take {
    result<response> (*run)(reading&, spool&);
};

struct parameter {
    std::string_view name;
    std::string_view type; // string, date, integer, boolean, digest
    std::string_view says;
};

struct endpoint {
    method verb;
    std::string_view path; // below /{community}/api/v1, or from the root
    std::string_view id;   // OpenAPI operationId
    std::string_view summary;
    std::variant<say, look, chore, secret, ask, take> handler;
    std::string_view answer = ""; // schema of the answer, by its name in shapes.cpp
    std::string_view body = "";   // schema of what is sent
    std::span<parameter const> query = {};
    int status = 200;
    bool signed_in = true;
    bool outside = false; // of the communities: health, metrics
    std::string_view media_type = "application/json";
    feature const* of = nullptr; // whose commands, or history, it has
};

// The API, whole: what stands in endpoints.cpp, and the addresses that each feature has.
class endpoint_table {
  public:
    explicit endpoint_table(kernel const&);
    endpoint_table(endpoint_table const&) = delete; // the rows view its texts
    std::span<endpoint const> rows() const { return rows_; }

  private:
    void add(feature const&);
    std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

    std::deque<std::string> texts_;
    std::vector<endpoint> rows_;
};

} // namespace saksgang::api
