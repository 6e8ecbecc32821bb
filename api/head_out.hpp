// The head of an answer, as bytes.
#pragma once

#include <string>
#include <string_view>

#include "api/http.hpp"

namespace saksgang::api {

bool has_no_body(response const&); // by its status
std::uint64_t length_of(response const&);
// Replaces what stands in `out`.
void write_head(std::string& out, response const&, std::string_view request_id, bool keep_alive);

} // namespace saksgang::api
