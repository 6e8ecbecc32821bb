#include <algorithm>

#include "api/national_id.hpp"
#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/digest.hpp"

namespace saksgang::api::routes {
namespace {

constexpr std::string_view unknown_type = "application/octet-stream";

// type/subtype with parameters, as it will stand in a header again.
std::string media_type_from(std::string_view given) {
    auto const plain = [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '\\' && c != ','; };
    auto const slash = given.find('/');
    auto const sane = given.size() <= 100 && slash != given.npos && slash > 0 && slash + 1 < given.size() &&
                      std::ranges::all_of(given, [&](char c) { return c == ' ' || plain(c); });
    return std::string(sane ? given : unknown_type);
}

bool holds_national_id(spool& body) {
    national_id_finder finder;
    for (auto part = body.next_chunk(); !part.empty(); part = body.next_chunk()) finder.add(part);
    body.rewind();
    return finder.found();
}

std::string attachment(std::string_view title) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (char c : title) {
        if (plain.find(c) != plain.npos)
            encoded += c;
        else
            encoded += "%" + to_hex({&c, 1});
    }
    return encoded.empty() ? "attachment" : "attachment; filename*=UTF-8''" + encoded; // RFC 8187
}

// The title under which the state names a document; nothing: it does not name it.
std::optional<std::string> title_in(json const& state, std::string const& digest) {
    if (state == digest) return "";
    if (!state.is_structured()) return {};
    if (state.is_object() && state.value("digest", json()) == digest) return state.value("title", "");
    for (auto const& part : state)
        if (auto title = title_in(part, digest)) return title;
    return {};
}

result<response> stored(reading& r, std::string const& digest, std::string const& title) {
    auto const info = r.db.document(r.in.community, digest);
    if (!info) return not_found();
    if (info->erased) return problem(document_erased, r.in.whom());
    response out{.media_type = info->media_type,
                 .document = streamed_document{r.in.community, digest, info->size}};
    out.headers.emplace_back("Content-Disposition", attachment(title));
    out.headers.emplace_back("ETag", "\"" + digest + "\"");
    return out;
}

// Of a register that anyone signed in may read: the agreement of a pair, the basis of a frame or a rule.
result<response> send_of_register(reading& r, std::string const& stream) {
    constexpr std::string_view readable[]{"agreement/", "fund/", "body/"};
    auto const is_of = [&](std::string_view prefix) {
        return stream.starts_with(prefix) && is_identifier(std::string_view(stream).substr(prefix.size()));
    };
    if (std::ranges::none_of(readable, is_of)) return not_found();
    r.load({stream});
    auto const title = title_in(r.stream(stream).data, r.in.value(0));
    if (!title) return not_found();
    return stored(r, r.in.value(0), *title);
}

} // namespace

// The session has asked whether the caller is signed in before it read the body; the right may be gone by now.
result<response> store_document(reading& r, spool& body) {
    body.rewind();
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const confirmed = r.in.query("confirm");
    if (confirmed && *confirmed != "account_number") return bad_parameter("confirm", "not_valid");
    auto const type = media_type_from(r.in.http.headers.content_type);
    bool const is_text = type.starts_with("text/") || type.starts_with("application/json");
    if (is_text && !confirmed && holds_national_id(body)) return problem(looks_like_national_id, r.in.whom());
    auto const stored =
        r.db.put_document(r.in.community, type, r.in.with.chance.now(), [&] { return body.next_chunk(); });
    if (stored.erased) return problem(document_erased, r.in.whom()); // it is not to come back
    return json_response(show(document_view{stored.digest, stored.size, stored.media_type}), 201);
}

// Never by its digest alone: through a case that links it and that the caller may read, or a register that names it.
result<response> send_document(reading& r) {
    auto const a_case = r.in.query("case"), of_register = r.in.query("register");
    if (!a_case && !of_register) return bad_parameter("case", "missing");
    if (a_case && of_register) return bad_parameter("register");
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const& digest = r.in.value(0);
    if (!is_digest(digest)) return not_found();
    if (of_register) return send_of_register(r, *of_register);
    auto const seen = find_case(r, *a_case);
    if (!seen) return seen.error();
    auto const& linked = common_of(*seen->a_case).documents;
    auto const link = std::ranges::find(linked, digest, &linked_document::digest);
    if (link == linked.end()) return not_found();
    auto out = stored(r, digest, link->title);
    if (!out) return out;
    if (link->withdrawn && out->status == 200) return problem(document_withdrawn, r.in.whom());
    out->first = access_entry(r, *seen, "document");
    return out;
}

} // namespace saksgang::api::routes
