#include "api/command_in.hpp"

#include <algorithm>

#include "api/delivery.hpp"
#include "api/national_id.hpp"
#include "engine/digest.hpp"

namespace saksgang::api {
namespace {

// What stands in headers and query beside a command's payload.
std::optional<response> take_conditions(exchange const& in, command& c) {
    auto const& h = in.http.headers;
    auto const refuse = [&](std::string_view name) {
        return problem(bad_header, in.whom(), {{"header", std::string(name)}});
    };
    if (!h.if_match.empty() && h.if_match != "*") {
        c.expected_version = version_in_tag(h.if_match);
        if (!c.expected_version) return refuse("If-Match");
    }
    if (!h.idempotency_key.empty()) {
        auto const visible = [](char k) { return k > 0x20 && k < 0x7f; };
        if (h.idempotency_key.size() > 200 || !std::ranges::all_of(h.idempotency_key, visible))
            return refuse("Idempotency-Key");
        c.key = h.idempotency_key;
        c.request = sha256(std::string(name_of(in.http.verb)) + " " + in.http.target + "\n" + in.http.body);
    }
    if (auto const fine = known_query(in); !fine) return problem(fine.error(), in.whom());
    auto const effective = date_in_query(in, "effective");
    if (!effective) return problem(effective.error(), in.whom());
    c.effective = *effective;
    c.source = in.query("source").value_or("");
    if (!c.source.empty() && !is_digest(c.source))
        return problem(bad_parameter("source", "not_a_digest"), in.whom());
    return {};
}

// Saksgang holds no patient data: what looks like a national identity number is asked about before it is stored.
result<bool> holds_no_national_id(exchange const& in, json const& payload) {
    auto const confirmed = in.query("confirm");
    if (confirmed && *confirmed != "account_number") return bad_parameter("confirm", "not_valid");
    if (confirmed) return true;
    field_errors errors;
    for (auto& pointer : national_ids_in(payload))
        errors.push_back({std::move(pointer), "looks_like_national_id", {}});
    if (!errors.empty()) return bad_payload(std::move(errors));
    return true;
}

} // namespace

refusal seen_from_body(refusal r, std::string_view payload_at) {
    for (auto& f : r.fields) f.pointer.insert(0, payload_at);
    return r;
}

std::variant<command, response> command_in(exchange const& in, ask const& h) {
    if (!in.http.body.empty() && !is_json(in.http.headers.content_type))
        return problem(wrong_media_type, in.whom());
    json body = json::object();
    try {
        if (!in.http.body.empty()) body = parse_json(in.http.body, most_items);
    } catch (malformed_json const& error) {
        return problem(error, in.whom());
    }
    auto made = h.make(in, std::move(body));
    auto c = made ? std::move(*made) : command{};
    if (auto bad = take_conditions(in, c)) return std::move(*bad);
    if (!made) return problem(made.error(), in.whom());
    c.community = in.community;
    c.session = in.http.session;
    if (auto const fine = holds_no_national_id(in, c.payload); !fine)
        return problem(seen_from_body(fine.error(), h.payload_at), in.whom());
    if (auto const no = in.with.rules.check(c)) return problem(seen_from_body(*no, h.payload_at), in.whom());
    if (!could_be_there(in)) return problem(not_found(), in.whom());
    return c;
}

} // namespace saksgang::api
