#include "api/strict.hpp"

#include <algorithm>
#include <utility>

namespace saksgang::api {
namespace {

malformed_request bad(std::string_view why) { return {400, "malformed_request", why}; }

bool is_alphanumeric(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_token(std::string_view s) {
    return !s.empty() && std::ranges::all_of(s, [](unsigned char c) {
        return is_alphanumeric(c) ||
               std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
    });
}
// RFC 3986: what may stand in a path and a query; no fragment.
bool is_path(std::string_view s) {
    return std::ranges::all_of(s, [](unsigned char c) {
        return is_alphanumeric(c) || std::string_view("-._~:/?@!$&'()*+,;=%[]").find(static_cast<char>(c)) !=
                                         std::string_view::npos;
    });
}
bool is_field_value(std::string_view s) {
    return std::ranges::all_of(s, [](unsigned char c) { return c == '\t' || (c >= 0x20 && c != 0x7f); });
}
bool is_host(std::string_view s) {
    return !s.empty() && std::ranges::all_of(s, [](unsigned char c) {
        return is_alphanumeric(c) ||
               std::string_view("-._:[]").find(static_cast<char>(c)) != std::string_view::npos;
    });
}
bool same_name(std::string_view a, std::string_view lower) {
    return std::ranges::equal(a, lower,
                              [](char x, char y) { return (x >= 'A' && x <= 'Z' ? x + 32 : x) == y; });
}
bool is_target(std::string_view s, std::string_view method) {
    if (s == "*") return method == "OPTIONS";
    auto const parts = parts_of(s);
    if (parts.authority.empty()) return s.starts_with('/') && is_path(s);
    return is_host(parts.authority) && is_path(parts.path);
}
std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

std::optional<malformed_request> fault_in_request_line(std::string_view line, bool& is_1_0) {
    auto const first = line.find(' '), last = line.rfind(' ');
    if (first == line.npos || first == last) return bad("the request line has three parts");
    auto const version = line.substr(last + 1);
    if (!is_token(line.substr(0, first))) return bad("the method is not a token");
    if (!version.starts_with("HTTP/")) return bad("the request line ends with a version");
    if (!is_target(line.substr(first + 1, last - first - 1), line.substr(0, first)))
        return bad("the target has bytes that an address does not");
    is_1_0 = version == "HTTP/1.0";
    if (!is_1_0 && version != "HTTP/1.1")
        return malformed_request{505, "http_version", "HTTP/1.1 is spoken here"};
    return {};
}

} // namespace

target_parts parts_of(std::string_view target) {
    for (std::string_view const scheme : {"http://", "https://"}) {
        if (!same_name(target.substr(0, scheme.size()), scheme)) continue;
        auto const rest = target.substr(scheme.size());
        auto const end = std::min(rest.find_first_of("/?"), rest.size());
        return {rest.substr(0, end), rest.substr(end)};
    }
    return {{}, target};
}

std::optional<malformed_request> fault_in(std::string_view block) {
    bool is_1_0 = false, is_first = true;
    int hosts = 0, lengths = 0, encodings = 0;
    while (!block.empty()) {
        auto const end = block.find('\n');
        if (end == block.npos || end == 0 || block[end - 1] != '\r')
            return bad("a line does not end with CRLF");
        auto const line = block.substr(0, end - 1);
        block.remove_prefix(end + 1);
        if (std::exchange(is_first, false)) {
            if (auto fault = fault_in_request_line(line, is_1_0)) return fault;
            continue;
        }
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') return bad("a header is folded");
        auto const colon = line.find(':');
        if (colon == line.npos || !is_token(line.substr(0, colon)))
            return bad("a header's name is not a token");
        auto const name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
        if (!is_field_value(value)) return bad("a header's value has control characters");
        if (same_name(name, "host")) {
            ++hosts;
            if (!is_host(value)) return bad("Host is not a host");
        } else if (same_name(name, "content-length")) {
            ++lengths;
            if (value.empty() || value.size() > 18 ||
                !std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; }))
                return bad("Content-Length is not a number");
        } else if (same_name(name, "transfer-encoding")) {
            ++encodings;
            if (!same_name(value, "chunked"))
                return malformed_request{501, "transfer_encoding", "only chunked is understood"};
        }
    }
    if (hosts > 1) return bad("Host stands more than once");
    if (hosts == 0 && !is_1_0) return bad("Host is missing");
    if (lengths > 1) return bad("Content-Length stands more than once");
    if (encodings > 1 || (encodings == 1 && (lengths == 1 || is_1_0)))
        return bad("Transfer-Encoding and Content-Length together");
    return {};
}

} // namespace saksgang::api
