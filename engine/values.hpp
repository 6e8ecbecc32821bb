// Values with a notation of their own in JSON, and what is wrong with one that does not follow it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/json.hpp"

namespace saksgang {

inline constexpr std::size_t longest_text = 20'000; // bytes, in a field
// What fits one line on a screen or in a list, and why somebody did something: some 600 words. What may be said over and
// over fills no disk.
inline constexpr std::size_t longest_line = 500, longest_reason = 4'000; // bytes
constexpr std::size_t longest_in(std::string_view field) {
    for (std::string_view const line :
         {"title", "version", "base_version", "name", "position", "voucher", "hjemmel", "username",
          "case_number", "label", "booked_as", "source", "source_of_end", "basis", "represents"})
        if (field == line) return longest_line;
    for (std::string_view const why : {"reason", "note", "explanation", "what", "change", "text"})
        if (field == why) return longest_reason;
    return longest_text;
}
inline constexpr std::size_t longest_list = 400; // items, or keys in a map
inline constexpr std::size_t most_field_errors = 20;

// One thing wrong with a payload: where (RFC 6901), a stable code, and what the code needs to be said in words.
struct field_error {
    std::string pointer, code, detail;
    bool operator==(field_error const&) const = default;
};
using field_errors = std::vector<field_error>;

// lower-case ASCII letters, digits, '-' and '_': what ids and keys are made of
bool is_identifier(std::string_view);
std::string within(std::int64_t least, std::int64_t most); // the detail of `out_of_range`
std::string pointer_token(std::string_view key);           // RFC 6901 escapes

struct value_problem {
    std::string_view code;
    std::string detail;
};

// An id of a party, body, person, seat or case: readable in an address.
struct id {
    std::string value;
    auto operator<=>(id const&) const = default;
    bool operator==(id const&) const = default;
    bool operator==(std::string_view s) const { return value == s; }
};

// An id that a command gives to what it makes.
struct new_id : id {};

// Norwegian øre. Never negative: the direction is the account's.
struct ore {
    std::int64_t value = 0;
    auto operator<=>(ore const&) const = default;
    ore operator+(ore o) const { return {value + o.value}; }
    ore operator-(ore o) const { return {value - o.value}; }
};
// "2 900 000 kr", with øre only where there are any
std::string in_kroner(ore);

// Text about a person. In a command from outside it is the text; from the first entry on it is only the
// salted commitment to it, and `decide` never sees more. The value lies beside the log and can be erased.
struct personal_text {
    std::string value;      // from outside only
    std::string commitment; // SHA-256 of salt + value
    bool operator==(personal_text const&) const = default;
};

// A text that people write: neither blank nor longer than it may be.
std::optional<value_problem> text_from(json const&, std::string&, std::size_t longest = longest_text);
std::optional<value_problem> value_from(json const&, id&);
std::optional<value_problem> value_from(json const&, date&);
std::optional<value_problem> value_from(json const&, ore&);
std::optional<value_problem> value_from(json const&, personal_text&);
json value_to(id const&);
json value_to(date const&);
json value_to(ore const&);
json value_to(personal_text const&);
json value_schema(id const*);
json value_schema(new_id const*);
json value_schema(date const*);
json value_schema(ore const*);
json value_schema(personal_text const*);

} // namespace saksgang
