// What is sent beside commands: read strictly; and the brake on guessing.
#pragma once

#include <variant>

#include "api/log.hpp"
#include "api/reading.hpp"
#include "engine/describe.hpp"
#include "engine/digest.hpp"

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
    if (auto const fine = known_query(r.in); !fine) return problem(fine.error(), r.in.whom());
    field_errors errors;
    auto value = read<T>(body, errors);
    if (!value) return problem(bad_payload(std::move(errors)), r.in.whom());
    return *std::move(value);
}

// Whoever has guessed wrong too often. Else the guess counts.
inline std::optional<response> must_wait(reading& r, attempt const& who) {
    auto const wait = r.in.with.limited.brake.begin(who, r.in.with.chance.now());
    if (!wait) return {};
    // In series, or it would not wait. For an auditor an entry, which the answer does not wait for: how long it takes
    // tells nobody whether there is such an account. In the log without a name: whoever knows the name can tell.
    if (auto entry = held_back_entry(r, who.account))
        r.in.with.entries.submit(*std::move(entry), [](answer const&) {});
    constexpr std::size_t mark = 12;
    log_warning(
        "sign_in_held_back",
        r.in.community + " " + sha256(who.account).substr(0, mark) + ", " + std::to_string(wait) + " s",
        r.in.http.id);
    return come_back(too_many_attempts, r.in.whom(), wait);
}

} // namespace saksgang::api::routes
