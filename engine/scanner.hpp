// What slices.cpp takes canonical JSON (RFC 8785, engine/json.hpp) apart with.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/slices.hpp"
#include "engine/text.hpp"

namespace saksgang::slices {

[[noreturn]] inline void refuse(char const* what) { throw not_canonical(what); }

// What stands between quotation marks, as it sorts: names are ASCII, and only two characters in them are escaped.
inline int compare_names(std::string_view a, std::string_view b) {
    if (a.find('\\') == a.npos && b.find('\\') == b.npos) return a.compare(b);
    auto const plain = [](std::string_view name) {
        std::string out;
        for (std::size_t i = 0; i < name.size(); ++i) out += name[i] == '\\' ? name[++i] : name[i];
        return out;
    };
    return plain(a).compare(plain(b));
}

// Goes over canonical JSON once, and refuses whatever is not.
class scanner {
  public:
    explicit scanner(std::string_view all) : at_(all.data()), end_(all.data() + all.size()) {}

    void object(std::vector<member>* out) {
        enter();
        take('{');
        if (peek() == '}') return ++at_, leave();
        for (std::optional<std::string_view> last;;) {
            auto const name = key();
            if (last && compare_names(*last, name) >= 0) refuse("keys are not in order");
            last = name;
            take(':');
            auto const* const from = at_;
            value();
            if (out) out->push_back({name, {from, static_cast<std::size_t>(at_ - from)}});
            if (peek() == '}') return ++at_, leave();
            take(',');
        }
    }
    void array(std::vector<std::string_view>* out) {
        enter();
        take('[');
        if (peek() == ']') return ++at_, leave();
        for (;;) {
            auto const* const from = at_;
            value();
            if (out) out->emplace_back(from, static_cast<std::size_t>(at_ - from));
            if (peek() == ']') return ++at_, leave();
            take(',');
        }
    }
    void value() {
        switch (peek()) {
            case '{':
                return object(nullptr);
            case '[':
                return array(nullptr);
            case '"':
                return text();
            case 't':
                return word("true");
            case 'f':
                return word("false");
            case 'n':
                return word("null");
            default:
                return number();
        }
    }
    void end() const {
        if (at_ != end_) refuse("something stands after the end");
    }

  private:
    static constexpr int deepest = 64;

    void enter() {
        if (++depth_ > deepest) refuse("nested too deep");
    }
    void leave() { --depth_; }
    char peek() const {
        if (at_ == end_) refuse("it ends too early");
        return *at_;
    }
    void take(char c) {
        if (peek() != c) refuse("a character that should not be there");
        ++at_;
    }
    void word(std::string_view w) {
        if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, w.size()) != w)
            refuse("a word that is none");
        at_ += w.size();
    }
    void number() {
        auto const* const from = at_;
        if (peek() == '-') ++at_;
        auto const* const digits = at_;
        while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
        auto const n = at_ - digits;
        if (n == 0 || n > 16 || (*digits == '0' && (n > 1 || digits != from))) refuse("no canonical integer");
        if (n == 16) (void)number_in({from, static_cast<std::size_t>(at_ - from)});
    }
    std::string_view key() {
        take('"');
        auto const* const from = at_;
        for (;; ++at_) {
            auto const c = static_cast<unsigned char>(peek());
            if (c == '"') break;
            if (c < 0x20 || c > 0x7e) refuse("a key that is not ASCII");
            if (c != '\\') continue;
            ++at_;
            if (peek() != '"' && *at_ != '\\') refuse("an escape that should not be there");
        }
        std::string_view const name(from, static_cast<std::size_t>(at_ - from));
        ++at_;
        return name;
    }
    void text() {
        take('"');
        auto const* const from = at_;
        bool ascii = true;
        for (;; ++at_) {
            auto const c = static_cast<unsigned char>(peek());
            if (c == '"') break;
            if (c < 0x20) refuse("a control character");
            ascii = ascii && c < 0x80;
            if (c == '\\') escape();
        }
        if (!ascii && !is_utf8({from, static_cast<std::size_t>(at_ - from)})) refuse("not UTF-8");
        ++at_;
    }
    // RFC 8785 section 3.2.2.2
    void escape() {
        ++at_;
        switch (peek()) {
            case '"':
            case '\\':
            case 'b':
            case 'f':
            case 'n':
            case 'r':
            case 't':
                return;
            case 'u':
                break;
            default:
                refuse("an escape that should not be there");
        }
        if (end_ - at_ < 5) refuse("it ends too early");
        std::string_view const code(at_ + 1, 4);
        auto const hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
        static constexpr std::string_view shorter[] = {"0008", "0009", "000a", "000c", "000d"};
        if (!code.starts_with("00") || (code[2] != '0' && code[2] != '1') || !hex(code[3]) ||
            code == "0000" || std::ranges::find(shorter, code) != std::end(shorter))
            refuse("an escape that should not be there");
        at_ += 4;
    }

    char const *at_, *end_;
    int depth_ = 0;
};

} // namespace saksgang::slices
