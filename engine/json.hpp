// Canonical JSON: strings, booleans, null, integers within 2^53, ASCII keys sorted, no floats
// (RFC 8785 in that subset). What is hashed is these bytes; they are never made a second time.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace saksgang {

using json = nlohmann::json; // object keys sorted by byte, which for ASCII is RFC 8785's order

inline constexpr std::int64_t largest_integer = (std::int64_t{1} << 53) - 1;
inline constexpr std::size_t deepest_nesting = 32;

// The text is not JSON, not UTF-8, has a duplicate key, a NUL, or nests too deep.
struct malformed_json : std::runtime_error {
    using runtime_error::runtime_error;
};

// Parses text from outside. Floats are kept as floats, so that the reader of a field can say where one
// stands. Throws malformed_json.
json parse_json(std::string_view);

// Throws std::logic_error for a value outside the subset: such a value must never have been let in.
std::string canonical(json const&);

// The RFC 7396 merge patch that turns `before` into `after`. Neither holds nulls in objects.
json merge_patch_between(json const& before, json const& after);

} // namespace saksgang
