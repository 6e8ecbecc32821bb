// What fields.cpp and changes.cpp read and write canonical JSON with, as the text that it is.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/fields.hpp"

namespace saksgang::field_text {

inline constexpr std::string_view null_value = "null";

[[noreturn]] void not_canonical();
// `at` is the opening quotation mark; behind the closing one.
char const* end_of_text(char const* at, char const* end);
char const* end_of_value(char const* at, char const* end);

// Calls f(key, in_a, in_b) for each key of either, in order; what is not there is empty. Pieces that both have in common
// are left out.
template <class F>
void each_that_may_differ(fields a, fields b, F f) {
    while (a || b) {
        if (a.begins() && a.begins() == b.begins()) {
            a.pass();
            b.pass();
            continue;
        }
        auto const order = !a ? 1 : !b ? -1 : compare_keys(a.name(), b.name());
        f(order <= 0 ? a.key() : b.key(), order <= 0 ? a.value() : std::string_view(),
          order >= 0 ? b.value() : std::string_view());
        if (order <= 0) a.next();
        if (order >= 0) b.next();
    }
}

// An object whose keys come in order.
class object_text {
  public:
    explicit object_text(std::string& out) : out_(out), begins_(out.size()) { out_ += '{'; }
    void close() { out_ += '}'; }
    void key(std::string_view quoted) {
        if (out_.size() > begins_ + 1) out_ += ',';
        out_.append(quoted) += ':';
    }
    void put(std::string_view quoted, std::string_view value) {
        key(quoted);
        out_.append(value);
    }
    void put(std::string_view quoted, std::int64_t number) {
        char digits[20];
        put(quoted, std::string_view(digits, std::to_chars(digits, digits + sizeof digits, number).ptr));
    }

  private:
    std::string& out_;
    std::size_t begins_;
};

template <class Fill>
std::string object_of(Fill fill) {
    std::string out;
    object_text to(out);
    fill(to);
    to.close();
    return out;
}

} // namespace saksgang::field_text
