#include "engine/fields.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "engine/field_text.hpp"

namespace saksgang {
namespace field_text {

void not_canonical() { throw std::logic_error("this is no canonical JSON"); }

char const* end_of_text(char const* at, char const* end) {
    for (++at;;) {
        auto const* mark = static_cast<char const*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
        if (!mark) not_canonical();
        auto const* before = mark;
        while (before > at && before[-1] == '\\') --before;
        if ((mark - before) % 2 == 0) return mark + 1;
        at = mark + 1; // escaped
    }
}

char const* end_of_value(char const* at, char const* end) {
    int depth = 0;
    while (at != end) {
        switch (*at) {
            case '"':
                at = end_of_text(at, end);
                break;
            case '{':
            case '[':
                ++depth;
                ++at;
                continue;
            case '}':
            case ']':
                --depth;
                ++at;
                break;
            case ',':
            case ':':
                ++at;
                continue;
            default: // a number or a word
                while (at != end && *at != ',' && *at != '}' && *at != ']') ++at;
        }
        if (depth == 0) return at;
        if (depth < 0) break;
    }
    not_canonical();
}

} // namespace field_text

using namespace field_text;

namespace {

std::int64_t number_or_zero(std::string_view value) { return value.empty() ? 0 : number_in(value); }

} // namespace

// Keys are ASCII without control characters: of their escapes, only \" and \\ occur.
int compare_keys(std::string_view a, std::string_view b) {
    auto const [in_a, in_b] = std::ranges::mismatch(a, b);
    if (in_a == a.end() || in_b == b.end()) return a.size() < b.size() ? -1 : a.size() > b.size();
    if (*in_a != '\\' && *in_b != '\\') return *in_a < *in_b ? -1 : 1;
    for (; !a.empty() && !b.empty(); a.remove_prefix(1), b.remove_prefix(1)) {
        if (a.front() == '\\') a.remove_prefix(1);
        if (b.front() == '\\') b.remove_prefix(1);
        if (a.front() != b.front()) return a.front() < b.front() ? -1 : 1;
    }
    return a.empty() ? -1 : 1;
}

void fields::begin() {
    if (rest_.size() < 2 || rest_.front() != '{') not_canonical();
    next();
}

fields::fields(piece_list const& pieces) : rest_("}"), further_(pieces) { next(); }

void fields::pass() {
    rest_ = "}";
    next();
}

void fields::next() {
    key_ = value_ = {};
    begins_ = nullptr;
    while (rest_.front() == '}' || rest_ == empty_object) {
        begins_ = further_.empty() ? nullptr : further_.front().get();
        if (!begins_) return;
        rest_ = begins_->text();
        further_ = further_.subspan(1);
    }
    auto const *begin = rest_.data(), *end = begin + rest_.size();
    auto const* const key = begin + 1; // behind the brace or the comma
    if (key == end || *key != '"') not_canonical();
    auto const* const key_ends = end_of_text(key, end);
    if (key_ends == end || *key_ends != ':') not_canonical();
    auto const* const value_ends = end_of_value(key_ends + 1, end);
    if (value_ends == end) not_canonical();
    key_ = {key, key_ends};
    value_ = {key_ends + 1, value_ends};
    rest_ = {value_ends, end};
}

std::int64_t number_in(std::string_view value) {
    std::int64_t n = 0;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (error != std::errc{} || end != value.data() + value.size()) not_canonical();
    return n;
}

std::string text_in(std::string_view value) {
    if (value.size() < 2 || value.front() != '"') not_canonical();
    auto const plain = value.substr(1, value.size() - 2);
    if (plain.find('\\') == plain.npos) return std::string(plain);
    return nlohmann::json::parse(value).get<std::string>();
}

std::string changed_fields(fields before, fields after) {
    return object_of([&](object_text& to) {
        each_that_may_differ(before, after,
                             [&](std::string_view key, std::string_view old, std::string_view now) {
                                 if (old != now) to.put(key, now.empty() ? null_value : now);
                             });
    });
}

std::string with_fields(std::string_view object, std::string_view set) {
    return object_of([&](object_text& to) {
        each_that_may_differ(object, set,
                             [&](std::string_view key, std::string_view old, std::string_view now) {
                                 if (now != null_value) to.put(key, now.empty() ? old : now);
                             });
    });
}

std::string movements_between(fields before, fields after) {
    return object_of([&](object_text& to) {
        each_that_may_differ(before, after,
                             [&](std::string_view key, std::string_view old, std::string_view now) {
                                 if (auto const moved = number_or_zero(now) - number_or_zero(old); moved != 0)
                                     to.put(key, moved);
                             });
    });
}

std::string with_movements(std::string_view balances, std::string_view movements) {
    return object_of([&](object_text& to) {
        each_that_may_differ(balances, movements,
                             [&](std::string_view key, std::string_view old, std::string_view by) {
                                 if (by.empty()) return to.put(key, old);
                                 if (auto const balance = number_or_zero(old) + number_in(by); balance != 0)
                                     to.put(key, balance);
                             });
    });
}

std::int64_t sum_of(std::string_view movements) {
    std::int64_t sum = 0;
    for (fields f(movements); f; f.next()) sum += number_in(f.value());
    return sum;
}

} // namespace saksgang
