#include "api/national_id.hpp"

#include <algorithm>
#include <array>

#include "engine/digest.hpp"
#include "engine/values.hpp"

namespace saksgang::api {

bool is_national_id(std::string_view s) {
    if (s.size() != 11 || !std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; })) return false;
    auto const digit = [&](std::size_t i) { return s[i] - '0'; };
    auto const day = digit(0) * 10 + digit(1), month = digit(2) * 10 + digit(3);
    auto const plain_day = day > 40 ? day - 40 : day; // D-number
    auto const plain_month = month > 80 ? month - 80 : month > 40 ? month - 40 : month;
    if (plain_day < 1 || plain_day > 31 || plain_month < 1 || plain_month > 12) return false;
    constexpr std::array first{3, 7, 6, 1, 8, 9, 4, 5, 2, 1}, second{5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int a = 0, b = 0;
    for (std::size_t i = 0; i < first.size(); ++i) a += first[i] * digit(i), b += second[i] * digit(i);
    return a % 11 == 0 && (b + digit(10)) % 11 == 0;
}

void national_id_finder::add(std::string_view bytes) {
    for (char c : bytes) {
        if (c >= '0' && c <= '9') {
            std::copy(last_ + 1, last_ + 11, last_);
            last_[10] = c;
            run_ = std::min(run_ + 1, 12);
        } else {
            end_of_run();
            before_ = c == ' ' ? run_ : 0; // "010190 12345": the one place where a space may stand
            run_ = 0;
            auto const lower = static_cast<char>(c | 0x20);
            if (lower >= 'a' && lower <= 'z')
                (lower <= 'f' ? has_letter_ : has_other_letter_) = true;
            else
                end_of_word();
        }
    }
}

void national_id_finder::end_of_run() {
    looks_so_ |= (run_ == 11 || (before_ == 6 && run_ == 5)) && is_national_id({last_, 11});
}

void national_id_finder::end_of_word() {
    bool const is_hexadecimal = has_letter_ && !has_other_letter_;
    found_ |= looks_so_ && !is_hexadecimal;
    looks_so_ = has_letter_ = has_other_letter_ = false;
}

bool national_id_finder::found() {
    end_of_run();
    end_of_word();
    return found_;
}

namespace {

bool holds_one(std::string const& text) {
    if (is_digest(text)) return false;
    national_id_finder finder;
    finder.add(text);
    return finder.found();
}

// A pointer is put together from inside outwards, and only for what is found: one for each value would cost the length
// of its keys for each. Parsing has bounded how deep this goes.
std::vector<std::string> found_in(json const& v, std::size_t most) {
    if (v.is_string() && holds_one(v.get_ref<std::string const&>())) return {""};
    std::vector<std::string> where;
    if (!v.is_structured()) return where;
    std::size_t index = 0;
    for (auto item = v.begin(); item != v.end() && where.size() < most; ++item, ++index)
        for (auto& inner : found_in(*item, most - where.size()))
            where.push_back("/" + (v.is_array() ? std::to_string(index) : pointer_token(item.key())) + inner);
    return where;
}

} // namespace

std::vector<std::string> national_ids_in(json const& payload) { return found_in(payload, most_field_errors); }

} // namespace saksgang::api
