#include <algorithm>
#include <array>

#include "api/national_id.hpp"
#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/case/title_of_document.hpp"
#include "engine/digest.hpp"
#include "workflows/shared/fund/papers.hpp"

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

std::string in_mebibytes(std::int64_t bytes) { return std::to_string(bytes >> 20) + " MiB"; }

bool holds_national_id(spool& body) {
    national_id_finder finder;
    for (auto part = body.next_chunk(); !part.empty(); part = body.next_chunk()) finder.add(part);
    body.rewind();
    return finder.found();
}

// What a browser shows without running anything of ours or of the page that links it. SVG may hold scripts.
constexpr std::array shown_inline{"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"};
constexpr std::string_view policy_attachment = "default-src 'none'; sandbox; frame-ancestors 'none'";

std::string disposition(std::string_view how, std::string_view title) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (char c : title) {
        if (plain.find(c) != plain.npos)
            encoded += c;
        else
            encoded += "%" + to_hex({&c, 1});
    }
    return std::string(how) + (encoded.empty() ? "" : "; filename*=UTF-8''" + encoded); // RFC 8187
}

// `media_type`: as whoever linked it uploaded it; none: as it is stored.
result<response> stored(reading& r, std::string const& digest, std::string const& title,
                        std::string const& media_type = {}) {
    auto const info = r.db.document(r.in.community, digest);
    if (!info) return not_found();
    if (info->erased) return problem(document_erased, r.in.whom());
    response out{.media_type = media_type.empty() ? info->media_type : media_type,
                 .document = streamed_document{r.in.community, digest, info->size}};
    auto const wanted = flag_in_query(r.in, "inline");
    if (!wanted) return wanted.error();
    auto const type = std::string_view(out.media_type).substr(0, out.media_type.find(';'));
    auto const is_inline =
        wanted->value_or(false) && std::ranges::find(shown_inline, type) != shown_inline.end();
    out.headers.emplace_back("Content-Disposition", disposition(is_inline ? "inline" : "attachment", title));
    out.headers.emplace_back("Content-Security-Policy",
                             std::string(is_inline ? policy_inline : policy_attachment));
    out.headers.emplace_back("ETag", "\"" + digest + "\"");
    return out;
}

// Whether the case that an agreement came from has withdrawn it.
bool withdrawn_where_it_came_from(reading& r, agreement const& a, std::string const& digest) {
    if (!a.a_case) return false;
    auto const stream = case_stream(a.a_case->value);
    r.load({stream});
    auto const* link = document_in(common_of(r.stream(stream)), digest);
    return link && link->withdrawn;
}

// Of the agreements of a pair: the agreement and its addenda, which anyone signed in may read, and what a dispute rests on,
// which the pair may. What was withdrawn there, or in the case that it came from, is withdrawn.
result<response> send_of_agreement(reading& r, std::string const& party) {
    auto const& digest = r.in.value(0);
    if (!is_identifier(party)) return not_found();
    auto const name = agreement_stream(party);
    r.load({name});
    auto const& pair = r.stream(name);
    auto const found = document_in(pair, digest);
    if (!found) return not_found();
    bool const is_the_pairs = rests_a_dispute_on(pair, digest);
    if (is_the_pairs && !reads_disputes(pair, r.here())) return not_found();
    if (withdrawn_from(pair, digest) ||
        (found->named_by && withdrawn_where_it_came_from(r, *found->named_by, digest)))
        return problem(document_withdrawn, r.in.whom());
    auto out = stored(r, digest, found->title);
    if (out && (is_the_pairs || r.has(role::auditor))) out->first = access_entry(r, name, digest);
    return out;
}

// What the fund's books rest on.
result<response> send_of_fund(reading& r, std::string const& fund) {
    if (!is_identifier(fund)) return not_found();
    auto const name = fund_stream(fund);
    r.load({name});
    auto const paper = paper_of_fund(r.stream(name), r.in.value(0));
    if (!paper) return not_found();
    auto out = stored(r, paper->digest, paper->title);
    if (out && r.has(role::auditor)) out->first = access_entry(r, name, paper->digest);
    return out;
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
    auto const most = r.in.with.limited.chosen.unlinked_bytes;
    if (r.db.unlinked_bytes(r.in.community, r.account) + static_cast<std::int64_t>(body.size()) > most)
        return problem(too_much_unlinked, r.in.whom(), {{"limit", in_mebibytes(most)}});
    auto const stored =
        r.db.put_document(r.in.community, type, r.in.with.chance.now(), [&] { return body.next_chunk(); });
    if (stored.erased) return problem(document_erased, r.in.whom()); // it is not to come back
    r.db.note_uploader(r.in.community, stored.digest, r.account, type);
    return json_response(show(document_view{stored.digest, stored.size, type}), 201);
}

// Never by its digest alone: through a case that links it and that the caller may read, an agreement, or a fund.
result<response> send_document(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const a_case = r.in.query("case"), agreement_of = r.in.query("agreement"), fund = r.in.query("fund");
    if (!a_case && !agreement_of && !fund) return bad_parameter("case", "missing");
    if (a_case && agreement_of) return bad_parameter("agreement");
    if (fund && (a_case || agreement_of)) return bad_parameter("fund");
    auto const& digest = r.in.value(0);
    if (!is_digest(digest)) return not_found();
    if (agreement_of) return send_of_agreement(r, *agreement_of);
    if (fund) return send_of_fund(r, *fund);
    auto const seen = find_case(r, *a_case);
    if (!seen) return seen.error();
    auto const* link = document_in(common_of(*seen->a_case), digest);
    if (!link) return not_found();
    if (link->is_erased()) return problem(document_erased, r.in.whom());
    auto out = stored(r, digest, title_in(*link, r.in.lang), link->media_type);
    if (!out) return out;
    if (link->withdrawn && out->status == 200) return problem(document_withdrawn, r.in.whom());
    out->first = access_entry(r, *seen, "document");
    return out;
}

} // namespace saksgang::api::routes
