#include "api/http.hpp"

#include <algorithm>
#include <array>

namespace saksgang::api {
namespace {

constexpr std::array method_names{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "-"};

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

constexpr std::string_view base64url_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Takes what stands before the first `mark`, and the mark, off the front.
std::string_view cut(std::string_view& from, char mark) {
    auto const at = from.find(mark);
    auto const front = at == from.npos ? from : from.substr(0, at);
    from = at == from.npos ? std::string_view{} : from.substr(at + 1);
    return front;
}

std::string_view trimmed(std::string_view s) {
    while (s.starts_with(' ') || s.starts_with('\t')) s.remove_prefix(1);
    while (s.ends_with(' ') || s.ends_with('\t')) s.remove_suffix(1);
    return s;
}

bool same_letter(char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; }

// Calls f(name, value), both still encoded, until it returns true.
template <class F>
void each_parameter(std::string_view query, F f) {
    while (!query.empty()) {
        auto value = cut(query, '&');
        auto const name = cut(value, '=');
        if (!name.empty() && f(name, value)) return;
    }
}

} // namespace

std::string_view name_of(method m) { return method_names.at(static_cast<std::size_t>(m)); }

method method_named(std::string_view name) {
    auto const found = std::ranges::find(method_names, name);
    return found == method_names.end() ? method::other : static_cast<method>(found - method_names.begin());
}

std::string_view request::query() const {
    auto const mark = target.find('?');
    return mark == target.npos ? std::string_view{} : std::string_view(target).substr(mark + 1);
}

std::optional<std::string> percent_decoded(std::string_view in, bool plus_is_space) {
    std::string out;
    out.reserve(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        auto c = in[i];
        if (c == '%') {
            if (in.size() - i < 3) return {};
            auto const h = hex_value(in[i + 1]), l = hex_value(in[i + 2]);
            if (h < 0 || l < 0) return {};
            c = static_cast<char>(h * 16 + l);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return {};
        out += c;
    }
    if (!is_utf8(out)) return {};
    return out;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
    std::optional<std::string> found;
    each_parameter(query, [&](auto key, auto value) {
        if (key != name) return false;
        found = percent_decoded(value, true);
        return true;
    });
    return found;
}

std::optional<std::string> unknown_parameter(std::string_view query,
                                             std::vector<std::string_view> const& known) {
    std::optional<std::string> unknown;
    each_parameter(query, [&](auto key, auto value) {
        if (std::ranges::find(known, key) != known.end() && percent_decoded(value, true)) return false;
        unknown = std::string(key.substr(0, 100));
        return true;
    });
    return unknown;
}

bool is_json(std::string_view content_type) {
    return std::ranges::equal(trimmed(cut(content_type, ';')), std::string_view("application/json"),
                              same_letter);
}

bool accepts(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        auto item = cut(list, ',');
        auto const name = trimmed(cut(item, ';'));
        if (!std::ranges::equal(name, word, same_letter)) continue;
        auto const weight = trimmed(item);
        return !weight.starts_with("q=0") || weight.find_first_of("123456789") != weight.npos;
    }
    return false;
}

std::string base64url(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        auto const at = [&](std::size_t k) {
            return i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u;
        };
        auto const group = at(0) << 16 | at(1) << 8 | at(2);
        auto const digits = std::min<std::size_t>(bytes.size() - i, 3) + 1;
        for (std::size_t k = 0; k < digits; ++k) out += base64url_digits[group >> (18 - 6 * k) & 63];
    }
    return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
    std::string out;
    unsigned bits = 0, held = 0;
    for (char c : text) {
        auto const value = base64url_digits.find(c);
        if (value == base64url_digits.npos) return {};
        held = held << 6 | static_cast<unsigned>(value);
        bits += 6;
        if (bits >= 8) out += static_cast<char>(held >> (bits -= 8) & 0xff);
    }
    return out;
}

response json_response(json const& body, int status) {
    // Stored texts are UTF-8 by construction; a broken one must not take the answer down.
    return {.status = status, .body = body.dump(-1, ' ', false, json::error_handler_t::replace)};
}

response no_content() { return {.status = 204, .media_type = ""}; }

} // namespace saksgang::api
