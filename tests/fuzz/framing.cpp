#include "tests/fuzz/framing.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "api/session.hpp"
#include "api/strict.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace saksgang::fuzz {
namespace {

constexpr std::string_view line_end = "\r\n", head_end = "\r\n\r\n";
constexpr std::string_view unknown = "?"; // of what is no request, which is told so

std::string in_lower_case(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

std::string_view trimmed(std::string_view s) {
    while (s.starts_with(' ') || s.starts_with('\t')) s.remove_prefix(1);
    while (s.ends_with(' ') || s.ends_with('\t')) s.remove_suffix(1);
    return s;
}

// Up to the mark, which goes too; none where there is no mark.
std::optional<std::string_view> cut(std::string_view& from, std::string_view mark) {
    auto const at = from.find(mark);
    if (at == from.npos) return {};
    auto const front = from.substr(0, at);
    from.remove_prefix(at + mark.size());
    return front;
}

std::map<std::string, std::string> headers_in(std::string_view lines) {
    std::map<std::string, std::string> all;
    while (auto const line = cut(lines, line_end)) {
        auto value = *line;
        auto const name = cut(value, ":");
        if (name) all[in_lower_case(*name)] = trimmed(value);
    }
    return all;
}

std::optional<std::size_t> number_in(std::string_view digits, int base) {
    std::size_t n = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n, base);
    bool const whole = !digits.empty() && error == std::errc{} && end == digits.data() + digits.size();
    return whole ? std::optional(n) : std::nullopt;
}

bool skip(std::string_view& from, std::size_t n) {
    if (from.size() < n) return false;
    from.remove_prefix(n);
    return true;
}

// RFC 9112 section 7.1. False: it doesn't end here, or isn't one.
bool skip_chunks(std::string_view& from) {
    while (auto line = cut(from, line_end)) {
        auto const size = number_in(trimmed(line->substr(0, line->find(';'))), 16);
        if (!size) return false;
        if (*size == 0) break;
        if (!skip(from, *size) || !from.starts_with(line_end) || !skip(from, line_end.size())) return false;
    }
    while (auto const trailer = cut(from, line_end))
        if (trailer->empty()) return true;
    return false;
}

bool skip_body(std::string_view& from, std::map<std::string, std::string> const& headers) {
    if (headers.contains("transfer-encoding")) return skip_chunks(from);
    auto const length = headers.find("content-length");
    if (length == headers.end()) return true;
    auto const n = number_in(length->second, 10);
    return n && skip(from, *n);
}

} // namespace

std::vector<std::string> methods_in(std::string_view bytes) {
    std::vector<std::string> all;
    for (;;) {
        auto const before = bytes;
        auto const head = cut(bytes, head_end);
        if (!head) {
            if (before.size() >= api::largest_head) all.emplace_back(unknown);
            return all;
        }
        auto const block = before.substr(0, head->size() + head_end.size());
        auto lines = before.substr(0, head->size() + line_end.size());
        auto const first = cut(lines, line_end).value_or("");
        bool const is_one = block.size() <= api::largest_head && !api::fault_in(block);
        all.emplace_back(is_one ? first.substr(0, first.find(' ')) : unknown);
        if (!is_one) return all;
        if (!skip_body(bytes, headers_in(lines))) return all;
    }
}

std::vector<reply> replies_in(std::string_view bytes, std::vector<std::string> const& methods) {
    std::vector<reply> all;
    while (!bytes.empty()) {
        auto const whole = cut(bytes, head_end);
        expect(whole.has_value(), "the head of an answer ends");
        auto lines = *whole;
        auto const first = lines.substr(0, lines.find(line_end));
        expect(first.size() > 12 && first.starts_with("HTTP/1.1 "), "an answer begins with its status");
        auto const status = number_in(first.substr(9, 3), 10);
        expect(status.has_value(), "a status is a number");
        if (*status == 100) continue;
        expect(all.size() < methods.size(), "there are no more answers than requests");
        std::string const fields =
            std::string(lines.substr(std::min(first.size() + 2, lines.size()))) + "\r\n";
        reply r{static_cast<int>(*status), headers_in(fields), {}};
        bool const without_body = methods[all.size()] == "HEAD" || r.status == 204 || r.status == 304;
        auto const length = number_in(r.header("content-length"), 10);
        expect(length || r.status == 204 || r.status == 304 ||
                   r.header("content-type").starts_with("text/event-stream"),
               "an answer says how long it is");
        if (!without_body) {
            auto const n = length.value_or(bytes.size()); // events go on to the end
            expect(bytes.size() >= n, "an answer is as long as it says");
            r.body = bytes.substr(0, n);
            bytes.remove_prefix(n);
        }
        bool const is_last = r.header("connection") == "close";
        all.push_back(std::move(r));
        expect(!is_last || bytes.empty(), "behind the last answer comes nothing");
    }
    return all;
}

} // namespace saksgang::fuzz
