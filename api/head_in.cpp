#include "api/head_in.hpp"

#include <sodium.h>

#include <algorithm>

#include "api/strict.hpp"
#include "engine/digest.hpp"

namespace saksgang::api {
namespace {

namespace http = beast::http;

std::string_view value_of(http::fields const& f, auto name) { return {f[name].data(), f[name].size()}; }

request_headers headers_of(http::fields const& f) {
    return {value_of(f, http::field::authorization),
            value_of(f, http::field::accept_language),
            value_of(f, http::field::content_type),
            value_of(f, http::field::if_match),
            value_of(f, "Idempotency-Key"),
            value_of(f, http::field::prefer),
            value_of(f, "X-Request-Id"),
            value_of(f, http::field::host),
            value_of(f, http::field::origin),
            value_of(f, "X-Requested-With"),
            value_of(f, http::field::cookie),
            value_of(f, http::field::accept_encoding),
            value_of(f, http::field::if_none_match),
            value_of(f, "Last-Event-ID")};
}

// All lines of that name are one list (RFC 9110 section 5.3).
std::string list_of(http::fields const& f, std::string_view name) {
    std::string all;
    auto const [first, last] = f.equal_range(beast::string_view(name.data(), name.size()));
    for (auto line = first; line != last; ++line) {
        if (line != first) all += ',';
        all.append(line->value().data(), line->value().size());
    }
    return all;
}

// What the proxy that is connected added itself.
std::string last_of(std::string_view list) {
    auto const comma = list.rfind(',');
    auto last = comma == list.npos ? list : list.substr(comma + 1);
    while (last.starts_with(' ')) last.remove_prefix(1);
    return std::string(last);
}

} // namespace

std::string id_for(std::string_view wanted) {
    auto const sane = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
               c == '_' || c == '.';
    };
    if (!wanted.empty() && wanted.size() <= 64 && std::ranges::all_of(wanted, sane))
        return std::string(wanted);
    char bytes[8];
    randombytes_buf(bytes, sizeof bytes);
    return to_hex({bytes, sizeof bytes});
}

request request_from(http::request_header<> const& head, std::string const& peer,
                     trusted_proxies const& proxies) {
    request asked;
    asked.verb = method_named({head.method_string().data(), head.method_string().size()});
    auto const parts = parts_of({head.target().data(), head.target().size()});
    bool const of_server = parts.path.empty() && asked.verb == method::options; // RFC 9112 section 3.2.4
    asked.target = of_server ? "*" : (parts.path.starts_with('/') || parts.path == "*" ? "" : "/");
    if (!of_server) asked.target += parts.path;
    asked.headers = headers_of(head);
    if (!parts.authority.empty()) asked.headers.host = parts.authority; // whatever Host says: section 3.2.2
    auto client = peer;
    if (proxies.believes(peer)) {
        client = proxies.client_of(peer, list_of(head, "X-Forwarded-For"));
        asked.forwarded_host = last_of(list_of(head, "X-Forwarded-Host"));
        asked.secure = last_of(list_of(head, "X-Forwarded-Proto")) == "https";
    }
    asked.address = place_of(client);
    asked.id = id_for(asked.headers.request_id);
    return asked;
}

} // namespace saksgang::api
