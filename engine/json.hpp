// Canonical JSON: strings, booleans, null, integers within 2^53, ASCII keys sorted, no floats
// (RFC 8785 in that subset). What is hashed is these bytes; they are never made a second time.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "engine/text.hpp"

namespace saksgang {

using json = nlohmann::json; // object keys sorted by byte, which for ASCII is RFC 8785's order

inline constexpr std::int64_t largest_integer = (std::int64_t{1} << 53) - 1;
inline constexpr std::size_t deepest_nesting = 32;
inline constexpr std::size_t longest_key = 128;  // bytes: more than any id, and than any field's name
inline constexpr std::size_t most_items = 32768; // values in a body: an entry of 64 KiB can't hold more
inline constexpr std::size_t any_number = SIZE_MAX;

// The text is not JSON, not UTF-8, has a duplicate key, a NUL or a key that is too long, nests too deep or holds too
// many items.
struct malformed_json : std::runtime_error {
    explicit malformed_json(text why, text_arguments arguments = {});
    text why;
    text_arguments arguments;
};

// Parses text from outside. Floats are kept as floats, so that the reader of a field can say where one
// stands. Throws malformed_json. What a limit refuses, it refuses while parsing: the memory is a small multiple of the
// text's. `most`: the items; any number only in a file of the operator's.
json parse_json(std::string_view, std::size_t most = any_number);
// Of what the program has written itself.
json stored_json(std::string_view);

// Both throw std::logic_error for a value outside the subset: such a value must never have been let in.
std::string canonical(json const&);
// These append.
void write_canonical(std::string& out, json const&);
void write_canonical_text(std::string& out, std::string_view text);
void write_canonical_number(std::string& out, std::int64_t number);
void write_canonical_key(std::string& out, std::string_view name); // and the colon

// An object written field by field, in the order of its keys; closed when this is gone.
class canonical_object {
  public:
    explicit canonical_object(std::string& out); // appends
    ~canonical_object();
    canonical_object(canonical_object const&) = delete;

    // `name` must live as long as the object. Throws std::logic_error unless it comes after the ones before.
    void put(std::string_view name, json const& value);
    void put(std::string_view name, std::string_view text);
    void put(std::string_view name, std::string const& text) { put(name, std::string_view(text)); }
    void put(std::string_view name, std::int64_t number);
    void put_canonical(std::string_view name, std::string_view value); // as it is
    void key(std::string_view name);                                   // its value is the caller's to append

  private:
    std::string& out_;
    std::optional<std::string_view> last_;
};

} // namespace saksgang
