// What is sent beside commands: read strictly; and the brake on guessing.
#pragma once

#include <variant>

#include "api/reading.hpp"
#include "engine/describe.hpp"

namespace saksgang::api::routes {

template <class T>
std::variant<T, response> sent(reading const& r) {
    if (!is_json(r.in.http.headers.content_type)) return problem(wrong_media_type, r.in.whom());
    json body;
    try {
        body = parse_json(r.in.http.body, most_items);
    } catch (malformed_json const& error) {
        return problem(error, r.in.whom());
    }
    field_errors errors;
    auto value = read<T>(body, errors);
    if (!value) return problem(bad_payload(std::move(errors)), r.in.whom());
    return *std::move(value);
}

// Whoever has guessed wrong too often from that address.
inline std::optional<response> must_wait(reading const& r, std::string const& who) {
    auto const wait = r.in.with.delays.wait_s(who, r.in.with.chance.now());
    if (!wait) return {};
    auto out = problem(too_many_attempts, r.in.whom());
    out.headers.emplace_back("Retry-After", std::to_string(wait));
    return out;
}

} // namespace saksgang::api::routes
