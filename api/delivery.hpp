// What is done with an answer when it is there and before it goes out: a tag of what it holds, 304 where the caller has
// that already, and gzip. Costs what the answer's bytes cost, so it is done where the answer was made.
#pragma once

#include "api/http.hpp"

namespace saksgang::api {

inline constexpr std::size_t least_compressed = 1024; // bytes

response delivered(response, request const&);

// The version in If-Match: a stream's "7", or what stood in an answer's ETag. None where it is neither.
std::optional<std::int64_t> version_in_tag(std::string_view if_match);

} // namespace saksgang::api
