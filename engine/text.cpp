#include "engine/text.hpp"

#include <algorithm>
#include <charconv>

namespace saksgang {

said said::list(std::vector<said> const& items) {
    static constexpr text last{" og ", " og ", " and "};
    said out("");
    for (auto const l : {language::nb, language::nn, language::en})
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (i > 0) out.all_[static_cast<std::size_t>(l)] += i + 1 == items.size() ? last.in(l) : ", ";
            out.all_[static_cast<std::size_t>(l)] += items[i].in(l);
        }
    return out;
}

std::string fill(std::string_view pattern, text_arguments const& arguments, language l) {
    std::string out;
    while (!pattern.empty()) {
        auto const open = pattern.find('{');
        out.append(pattern.substr(0, open));
        if (open == pattern.npos) break;
        auto const close = pattern.find('}', open);
        if (close == pattern.npos) return out.append(pattern.substr(open));
        auto const name = pattern.substr(open + 1, close - open - 1);
        auto const found =
            std::ranges::find(arguments, name, [](auto const& a) { return std::string_view(a.first); });
        out.append(found == arguments.end() ? pattern.substr(open, close - open + 1)
                                            : std::string_view(found->second.in(l)));
        pattern.remove_prefix(close + 1);
    }
    return out;
}

namespace {

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || s.back() == '\t')) s.remove_suffix(1);
    return s;
}

double weight(std::string_view parameters) {
    auto const q = parameters.find("q=");
    if (q == parameters.npos) return 1;
    double value = 0;
    auto const digits = parameters.substr(q + 2);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

} // namespace

language preferred_language(std::string_view header) {
    auto best = language::nb;
    double best_weight = 0;
    while (!header.empty()) {
        auto const comma = header.find(',');
        auto const item = trimmed(header.substr(0, comma));
        header.remove_prefix(comma == header.npos ? header.size() : comma + 1);
        auto const semicolon = item.find(';');
        auto const tag = item.substr(0, semicolon).substr(0, 2);
        auto const w = semicolon == item.npos ? 1.0 : weight(item.substr(semicolon));
        auto const known = tag == "nb" || tag == "no" || tag == "nn" || tag == "en";
        if (known && w > best_weight) {
            best = tag == "nn" ? language::nn : tag == "en" ? language::en : language::nb;
            best_weight = w;
        }
    }
    return best;
}

bool is_utf8(std::string_view s) {
    for (std::size_t i = 0; i < s.size();) {
        auto const lead = static_cast<unsigned char>(s[i]);
        std::size_t const length = lead < 0x80                   ? 1
                                   : lead >= 0xC2 && lead < 0xE0 ? 2
                                   : lead >= 0xE0 && lead < 0xF0 ? 3
                                   : lead >= 0xF0 && lead < 0xF5 ? 4
                                                                 : 0;
        if (length == 0 || i + length > s.size()) return false;
        for (std::size_t k = 1; k < length; ++k)
            if ((static_cast<unsigned char>(s[i + k]) & 0xC0) != 0x80) return false;
        auto const second = length > 1 ? static_cast<unsigned char>(s[i + 1]) : 0;
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
            (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
            return false; // overlong, a surrogate, or beyond U+10FFFF
        i += length;
    }
    return true;
}

} // namespace saksgang
