#include "engine/characters.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace saksgang {
namespace {

struct range {
    std::uint32_t first, last;
};

constexpr std::array unfit{range{0x00, 0x08}, range{0x0B, 0x1F}, range{0x7F, 0x9F}, range{0x202A, 0x202E},
                           range{0x2066, 0x2069}};

constexpr std::array unseen{
    range{0x00, 0x20},     range{0x7F, 0xA0},     range{0xAD, 0xAD},     range{0x034F, 0x034F},
    range{0x061C, 0x061C}, range{0x115F, 0x1160}, range{0x1680, 0x1680}, range{0x17B4, 0x17B5},
    range{0x180B, 0x180F}, range{0x2000, 0x200F}, range{0x2028, 0x202F}, range{0x205F, 0x206F},
    range{0x2800, 0x2800}, range{0x3000, 0x3000}, range{0x3164, 0x3164}, range{0xFE00, 0xFE0F},
    range{0xFEFF, 0xFEFF}, range{0xFFA0, 0xFFA0}, range{0xFFF9, 0xFFFB}, range{0xE0000, 0xE0FFF}};

bool is_in(auto const& ranges, std::uint32_t c) {
    return std::ranges::any_of(ranges, [c](range r) { return r.first <= c && c <= r.last; });
}

// Takes the first character off a text that is UTF-8.
std::uint32_t take(std::string_view& from) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(from[i]); };
    std::size_t const length = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    std::uint32_t c = length == 1 ? byte(0) : byte(0) & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < std::min(length, from.size()); ++i) c = c << 6 | (byte(i) & 0x3Fu);
    from.remove_prefix(std::min(length, from.size()));
    return c;
}

std::string name_of(std::uint32_t c) {
    std::string digits;
    for (; c != 0 || digits.size() < 4; c >>= 4) digits.insert(digits.begin(), "0123456789ABCDEF"[c & 0xF]);
    return "U+" + digits;
}

} // namespace

std::optional<std::string> unfit_character(std::string_view s) {
    while (!s.empty()) {
        auto const lead = static_cast<unsigned char>(s.front());
        if (lead >= ' ' && lead < 0x7F) { // nearly all of it
            s.remove_prefix(1);
            continue;
        }
        if (auto const c = take(s); is_in(unfit, c)) return name_of(c);
    }
    return {};
}

bool is_blank(std::string_view s) {
    while (!s.empty())
        if (!is_in(unseen, take(s))) return false;
    return true;
}

} // namespace saksgang
