// From an address to the row of the table that answers it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/endpoint.hpp"

namespace saksgang::api {

struct route {
    endpoint const* where = nullptr; // none: see `allowed`
    std::string community;
    std::vector<std::string> values;  // of {parameters}, decoded
    std::vector<method> allowed = {}; // methods of this address; empty: no such address
};

// Immutable and thread-safe.
class router {
  public:
    explicit router(std::span<endpoint const>);
    // HEAD finds what GET does. `path` as sent, still encoded.
    route find(method, std::string_view path) const;
    std::size_t index_of(endpoint const& e) const { return static_cast<std::size_t>(&e - table_.data()); }

  private:
    struct pattern {
        std::vector<std::string_view> segments; // "" for a parameter
        endpoint const* where;
    };
    std::span<endpoint const> table_;
    std::vector<pattern> inside_, outside_;
};

} // namespace saksgang::api
