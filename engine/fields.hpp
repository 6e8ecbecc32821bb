// Canonical JSON looked at as the text that it is, without a tree: an object's fields stand in the order of
// their keys, and equal values are equal bytes, so that two objects are compared, and one is made of the other,
// in one pass over both. Everything here takes canonical text, as engine/json.hpp writes it, and throws
// std::logic_error where it finds something else; it does not look for that.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/pieces.hpp"

namespace saksgang {

// The fields of an object, one after the other:  for (fields f(object); f; f.next()) ... f.key() ... f.value()
class fields {
  public:
    template <std::convertible_to<std::string_view> Text>
    fields(Text const& object) : rest_(object) { // NOLINT: it is its fields
        begin();
    }
    fields(piece_list const& pieces); // NOLINT: the same
    explicit operator bool() const { return !key_.empty(); }
    void next();
    // The piece whose first field this is. None: it is another, or the object is not in pieces.
    piece const* begins() const { return begins_; }
    void pass(); // over the piece
    // As it stands between its quotation marks, which themselves are part of it: "title"
    std::string_view key() const { return key_; }
    std::string_view name() const { return key_.substr(1, key_.size() - 2); } // without them
    std::string_view value() const { return value_; }

  private:
    void begin();

    std::string_view rest_; // behind the value; from the comma or the closing brace on
    std::string_view key_, value_;
    piece const* begins_ = nullptr;
    std::span<std::shared_ptr<piece const> const> further_;
};

// Without their quotation marks.
int compare_keys(std::string_view a, std::string_view b);

// Throws std::logic_error where it is none.
std::int64_t number_in(std::string_view value);
std::string text_in(std::string_view value);

// ---- `set`: top-level fields, each whole; null: it is gone
std::string changed_fields(fields before, fields after);
std::string with_fields(std::string_view object, std::string_view set);

// ---- numbers by name, of which those that are zero are left out
std::string movements_between(fields before, fields after);
std::string with_movements(std::string_view balances, std::string_view movements);
std::int64_t sum_of(std::string_view movements);

} // namespace saksgang
