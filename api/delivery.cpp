#include "api/delivery.hpp"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "engine/digest.hpp"

namespace saksgang::api {
namespace {

constexpr std::size_t letters_of_digest = 16;
constexpr int level = 4, window_of_gzip = 15 + 16, usual_memory = 8;
constexpr std::string_view mark_of_gzip = "-gz";

std::string gzipped(std::string_view bytes) {
    z_stream z{};
    if (deflateInit2(&z, level, Z_DEFLATED, window_of_gzip, usual_memory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("no memory to compress an answer");
    std::string out(deflateBound(&z, bytes.size()), '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data())); // zlib does not write there
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    auto const ended = deflate(&z, Z_FINISH) == Z_STREAM_END;
    out.resize(z.total_out);
    deflateEnd(&z);
    if (!ended) throw std::logic_error("deflateBound promised room");
    return out;
}

std::string* tag_of(response& r) {
    auto const found = std::ranges::find_if(r.headers, [](auto const& each) { return each.first == "ETag"; });
    return found == r.headers.end() ? nullptr : &found->second;
}

// What an answer says depends on more than the stream it is of: on who asks, on the day, on other streams. So its tag is the
// version, for If-Match, and a digest of what it says.
void tag(response& r) {
    auto const digest = sha256(r.body).substr(0, letters_of_digest);
    if (auto* version = tag_of(r))
        version->insert(version->size() - 1, "-" + digest);
    else
        r.headers.emplace_back("ETag", "\"" + digest + "\"");
}

// Compressed or not, it is the same answer.
bool has_already(std::string_view if_none_match, std::string_view quoted) {
    if (if_none_match == "*") return true;
    auto const plain = quoted.substr(0, quoted.size() - 1);
    for (auto at = if_none_match.find(plain); at != if_none_match.npos;
         at = if_none_match.find(plain, at + 1)) {
        auto rest = if_none_match.substr(at + plain.size());
        if (rest.starts_with(mark_of_gzip)) rest.remove_prefix(mark_of_gzip.size());
        if (rest.starts_with('"')) return true;
    }
    return false;
}

bool is_text(std::string_view media_type) {
    return media_type.starts_with("application/json") || media_type.starts_with("application/problem+json") ||
           media_type.starts_with("text/plain");
}

} // namespace

response delivered(response r, request const& asked) {
    if (r.secret || r.events || !r.fixed.empty()) return r;
    auto const looks = asked.verb == method::get || asked.verb == method::head;
    auto const has_text = !r.document && is_text(r.media_type) && !r.body.empty();
    if (looks && r.status == 200 && has_text) tag(r);
    auto* const own = tag_of(r);
    if (looks && r.status == 200 && own && has_already(asked.headers.if_none_match, *own)) {
        r.status = 304;
        r.body.clear();
        r.document.reset();
        return r;
    }
    if (!has_text) return r;
    r.headers.emplace_back("Vary", "Accept-Encoding, Accept-Language, Authorization, Cookie");
    if (r.body.size() < least_compressed || !accepts(asked.headers.accept_encoding, "gzip")) return r;
    r.body = gzipped(r.body);
    r.headers.emplace_back("Content-Encoding", "gzip");
    if (auto* const named = tag_of(r)) named->insert(named->size() - 1, mark_of_gzip);
    return r;
}

std::optional<std::int64_t> version_in_tag(std::string_view tag) {
    if (tag.size() < 3 || !tag.starts_with('"') || !tag.ends_with('"')) return {};
    auto const inner = tag.substr(1, tag.size() - 2);
    auto const digits = inner.substr(0, inner.find('-'));
    auto const rest = inner.substr(digits.size());
    auto const in_tag = [](char c) { return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); };
    if (digits.empty() || digits.size() > 15 || !std::ranges::all_of(rest, in_tag)) return {};
    std::int64_t version = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (error != std::errc{} || end != digits.data() + digits.size() || digits.front() == '-') return {};
    return version;
}

} // namespace saksgang::api
