#include "engine/words.hpp"

#include <algorithm>
#include <utility>

namespace saksgang {
namespace {

// What letter each is taken for; a space: it is none.
constexpr std::string_view from_c0 =
    "aaaa{}{ceeeeiiiidnoooo| |uuuyyts" // À to ß
    "aaaa{}{ceeeeiiiidnoooo| |uuuyyty" // à to ÿ
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhh"
    "iiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooo||"
    "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"; // Ā to ſ
static_assert(from_c0.size() == 0x180 - 0xC0);

constexpr char32_t first_mark = 0x300, last_mark = 0x36F; // that a letter before them carries
constexpr char32_t umlaut = 0x308, ring = 0x30A;
constexpr char32_t first_beyond = 0x370;                    // other alphabets
constexpr char32_t first_sign = 0x2000, last_sign = 0x2BFF; // dashes, quotation marks, arrows ...

// Takes the next code point. What is no UTF-8 counts byte by byte.
char32_t next_of(std::string_view& rest) {
    auto const lead = static_cast<unsigned char>(rest.front());
    std::size_t const length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < std::min(length, rest.size()); ++i)
        c = (c << 6) | (static_cast<unsigned char>(rest[i]) & 0x3Fu);
    rest.remove_prefix(std::min(length, rest.size()));
    return c;
}

// A mark behind its letter, as some keyboards and files have it.
void put_mark(std::string& word, char32_t mark) {
    if (word.empty()) return;
    auto& letter = word.back();
    if (mark == ring && letter == 'a') letter = '}';
    if (mark == umlaut && letter == 'a') letter = '{';
    if (mark == umlaut && letter == 'o') letter = '|';
}

std::string letter_of(char32_t c) {
    if (c >= 'A' && c <= 'Z') return {static_cast<char>(c - 'A' + 'a')};
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return {static_cast<char>(c)};
    if (c >= 0xC0 && c < 0x180) return from_c0[c - 0xC0] == ' ' ? "" : std::string(1, from_c0[c - 0xC0]);
    if (c < first_beyond || (c >= first_sign && c <= last_sign)) return {};
    constexpr std::string_view digits = "0123456789abcdef";
    std::string number;
    for (; c > 0; c >>= 4) number.insert(number.begin(), digits[c & 0xF]);
    return "~" + number;
}

} // namespace

std::vector<std::string> words_in(std::string_view utf8) {
    std::vector<std::string> words;
    std::string word;
    auto const end_word = [&] {
        if (!word.empty()) words.push_back(std::exchange(word, {}));
    };
    while (!utf8.empty()) {
        auto const c = next_of(utf8);
        if (c >= first_mark && c <= last_mark) {
            put_mark(word, c);
        } else if (auto const letter = letter_of(c); !letter.empty()) {
            word += letter;
        } else {
            end_word();
        }
    }
    end_word();
    return words;
}

std::string spaced_words(std::string_view utf8) {
    std::string all;
    for (auto const& word : words_in(utf8)) all += " " + word;
    return all;
}

} // namespace saksgang
