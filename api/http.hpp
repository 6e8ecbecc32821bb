// HTTP as the routes see it: a request that has passed every check of its form, and a response. No Boost here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/shares.hpp"
#include "engine/decision.hpp"

namespace saksgang::api {

enum class method { get, head, post, put, patch, delete_, options, other };
std::string_view name_of(method);
method method_named(std::string_view);

// Views of what the session holds until the answer has been written.
struct request_headers {
    std::string_view authorization, accept_language, content_type, if_match, idempotency_key, prefer,
        request_id, host, origin, requested_with, cookie, accept_encoding, if_none_match, last_event_id;
};

struct request {
    method verb = method::get;
    std::string target; // as sent: path and query
    std::string body;   // of JSON; a document goes to a spool
    request_headers headers;
    std::string session;        // digest of the token; empty where there is none
    bool by_cookie = false;     // the token came in a cookie, which a browser sends whoever made it ask
    bool secure = false;        // the client speaks TLS with a proxy that is believed
    std::string forwarded_host; // as the client called us, where such a proxy says so
    std::string address;        // of the client, as place_of has it
    std::string id;             // of the request, in its log line and its problem
    std::optional<shares::place> place; // among what its account does at once, until it has been answered

    std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
    std::string_view query() const;
};

// The percent-encoded text decoded; none where the encoding is broken or gives NUL, control characters or broken UTF-8.
std::optional<std::string> percent_decoded(std::string_view, bool plus_is_space = false);

// A query's value; none when it is not there. The first of several.
std::optional<std::string> query_value(std::string_view query, std::string_view name);
// What is in the query and not in the list: a misspelt filter must not pass unseen.
std::optional<std::string> unknown_parameter(std::string_view query,
                                             std::vector<std::string_view> const& known);

// What a language is called in headers, in pages and in addresses.
inline constexpr text tag_of_language{"nb", "nn", "en"};

// application/json in any letters, whatever its parameters.
bool is_json(std::string_view content_type);

// Whether a list such as Accept-Encoding holds the word, and not with q=0.
bool accepts(std::string_view list, std::string_view word);

std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view);

// A stored document to be sent chunk by chunk.
struct streamed_document {
    std::string community, digest;
    std::int64_t size = 0;
};

class listener;

struct response {
    int status = 200;
    std::string media_type = "application/json";
    std::string body = {};
    std::vector<std::pair<std::string_view, std::string>> headers = {};
    std::optional<streamed_document> document = {};
    // An entry that must be accepted before anything of this is sent: that somebody read what is closed.
    std::optional<command> first = {};
    bool is_to_be_printed = false; // its body is a page of ours, and goes out as PDF (printer.hpp)
    std::string_view cache = "no-store";
    bool secret = false; // holds a token: never compressed beside what others may have chosen (BREACH)
    std::string_view fixed = {};           // instead of a body: bytes that live as long as the program
    std::shared_ptr<listener> events = {}; // instead of a body: what happens, until somebody leaves

    std::string_view bytes() const { return fixed.empty() ? std::string_view(body) : fixed; }
};

response json_response(json const&, int status = 200);
response no_content();

} // namespace saksgang::api
