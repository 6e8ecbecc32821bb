// An entry: one thing that happened, in one stream, never altered. This format outlives every version.
// docs/entries.md describes it field by field.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "engine/calendar.hpp"
#include "engine/json.hpp"

namespace saksgang {

inline constexpr int entry_format = 2; // what is written; 1 is read and folded too
constexpr bool is_known_format(std::int64_t v) { return v == 1 || v == entry_format; }
inline constexpr std::size_t largest_entry = 64 * 1024;        // bytes
inline constexpr std::size_t largest_state = 16 * 1024 * 1024; // bytes
inline constexpr std::size_t room_to_end =
    1024 * 1024; // of these, for what ends, withdraws, corrects or takes away

// `prev` of a stream's first entry
inline constexpr std::string_view no_entry_before = "";

// A field without a value ("" or empty) is left out of the bytes.
struct entry {
    std::string community;
    std::string stream;        // case/2024-17, body/b1, organisation, numbers/2024 ...
    std::int64_t seq = 0;      // 1, 2, 3 ... in the stream
    std::int64_t position = 0; // 1, 2, 3 ... in the community
    std::string prev;          // digest of the stream's entry before
    std::string nonce;         // random, so that the digest of a short text can't be guessed
    std::string actor;         // opaque person id
    std::string account;       // that was signed in; format 1 does not say
    std::string seat;          // the seat or role used: body/b1/m1, role/case_handler
    std::string on_behalf_of;  // the party or person acted for
    std::string command;
    json payload = json::object();
    std::optional<std::int64_t> cause; // position of the entry that this one follows from
    std::string from, to;              // state names of a case; `to` is left out where the state stays
    json set = json::object();         // top-level fields of the stream's data, each as it is now; null: gone
    json change = json::object();      // of other fields, by name, what changed inside them (fields.hpp)
    json round = json::object();       // of the stream's rounds, by round id, what changed inside them
    json postings = json::object();    // ledger account -> øre; they sum to zero
    std::string rule;                  // rule version applied: body/b1/rule/2
    std::string hjemmel;               // legal basis applied
    std::string workflow;              // its id and version: x/1
    instant recorded;                  // never before the last one recorded in the community
    std::optional<date> effective;     // the business date, where the command gave one

    bool operator==(entry const&) const = default;
};

// An entry or state beyond its size: the command that would make it is refused.
struct too_large : std::length_error {
    using length_error::length_error;
};

// The objects in an entry, each as canonical JSON: what its fields of the same names say.
struct entry_objects {
    std::string_view payload;
    std::string set, change, round, postings;
};

// The bytes that are hashed and stored. Throws too_large.
std::string bytes_of(entry const&);
// The same of an entry whose objects stand beside it.
std::string bytes_of(entry const&, entry_objects const&);
// Throws std::runtime_error where the bytes are not an entry of a format known here.
entry entry_from(std::string_view bytes);

} // namespace saksgang
