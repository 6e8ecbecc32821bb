#include "api/head_out.hpp"

#include <charconv>
#include <ctime>

#include "api/asio.hpp"

namespace saksgang::api {
namespace {

namespace http = beast::http;

// Date of RFC 9110 section 6.6.1; made once a second.
std::string_view date_line() {
    thread_local std::time_t made_at = 0;
    thread_local char line[64];
    thread_local std::size_t length = 0;
    auto const now = std::time(nullptr);
    if (now != made_at) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        length = std::strftime(line, sizeof line, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &parts);
        made_at = now;
    }
    return {line, length};
}

void put_number(std::string& to, std::uint64_t n) {
    char digits[20];
    auto const end = std::to_chars(digits, digits + sizeof digits, n).ptr;
    to.append(digits, end);
}

} // namespace

bool has_no_body(response const& r) { return r.status == 204 || r.status == 304; }

std::uint64_t length_of(response const& r) {
    return r.document ? static_cast<std::uint64_t>(r.document->size) : r.bytes().size();
}

void write_head(std::string& h, response const& out, std::string_view request_id, bool keep_alive) {
    h = "HTTP/1.1 ";
    put_number(h, static_cast<unsigned>(out.status));
    h += ' ';
    auto const reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(out.status)));
    h.append(reason.data(), reason.size()).append("\r\n").append(date_line());
    if (!has_no_body(out)) h.append("Content-Type: ").append(out.media_type).append("\r\n");
    if (!has_no_body(out) && !out.events) {
        h += "Content-Length: ";
        put_number(h, length_of(out));
        h += "\r\n";
    }
    for (auto const& [name, value] : out.headers) h.append(name).append(": ").append(value).append("\r\n");
    h.append("Cache-Control: ")
        .append(out.cache)
        .append("\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: ")
        .append(request_id)
        .append("\r\n");
    if (!keep_alive) h += "Connection: close\r\n";
    h += "\r\n";
}

} // namespace saksgang::api
