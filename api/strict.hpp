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

// `block`: from the request line up to and including the empty line.
std::optional<malformed_request> fault_in(std::string_view block);

} // namespace saksgang::api
