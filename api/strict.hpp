// What Beast's parser lets pass and a server must not (RFC 9112 sections 2.2, 3, 5.2, 6.1, 6.3): two readings
// of one message are how requests are smuggled past whoever stands in front. Pure, over the header block's own bytes.
#pragma once

#include <optional>
#include <string_view>

namespace saksgang::api {

struct malformed_request {
    int status;
    std::string_view code, why; // `why` is for developers, in English
    bool operator==(malformed_request const&) const = default;
};

// A target in origin-form has no authority, one in absolute-form may have no path (RFC 9112 section 3.2).
struct target_parts {
    std::string_view authority, path;
};
target_parts parts_of(std::string_view target);

// `block`: from the request line up to and including the empty line.
std::optional<malformed_request> fault_in(std::string_view block);

} // namespace saksgang::api
