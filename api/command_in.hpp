// From a request to the command that it makes.
#pragma once

#include <string_view>
#include <variant>

#include "api/endpoint.hpp"

namespace saksgang::api {

// The command that a request makes, or what is wrong with it: type, JSON, headers, query, payload, and last whether there
// is anything at such an address. Costs no more than a small multiple of the body.
std::variant<command, response> command_in(exchange const&, ask const&);

// The kernel's pointers start at the payload; the caller's at the body.
refusal seen_from_body(refusal, std::string_view payload_at);

} // namespace saksgang::api
