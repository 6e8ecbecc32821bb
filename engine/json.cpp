#include "engine/json.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>
#include <vector>

#include "engine/digest.hpp"
#include "engine/text.hpp"

namespace saksgang {
namespace {

constexpr text duplicate_key{"nøkkelen «{key}» står to ganger", "nøkkelen «{key}» står to gonger",
                             "the key “{key}” stands twice"};
constexpr text broken_at{"feilen er ved byte {at}", "feilen er ved byte {at}", "it breaks at byte {at}"};
constexpr text holds_nul{"en tekst har tegnet NUL", "ein tekst har teiknet NUL",
                         "a text holds the character NUL"};
constexpr text too_deep{"mer enn {most} nivåer i hverandre", "meir enn {most} nivå i kvarandre",
                        "more than {most} levels in each other"};
constexpr text key_too_long{"en nøkkel er lengre enn {most} byte", "ein nøkkel er lengre enn {most} byte",
                            "a key is longer than {most} bytes"};
constexpr text too_many_items{"mer enn {most} verdier", "meir enn {most} verdiar", "more than {most} values"};
constexpr text byte_order_mark{"det begynner med det usynlige tegnet BOM",
                               "det byrjar med det usynlege teiknet BOM", "it starts with a byte order mark"};

// Builds the value while it refuses what nlohmann's own parser lets pass: duplicate keys, NUL, deep nesting, long keys,
// too many items.
class strict_builder : public nlohmann::json_sax<json> {
  public:
    explicit strict_builder(std::size_t most) : left_(most), most_(most) {}

    json result;

    bool null() override { return put(nullptr); }
    bool boolean(bool v) override { return put(v); }
    bool number_integer(number_integer_t v) override { return put(v); }
    bool number_unsigned(number_unsigned_t v) override {
        if (v > static_cast<number_unsigned_t>(INT64_MAX)) return put(static_cast<double>(v));
        return put(static_cast<std::int64_t>(v));
    }
    bool number_float(number_float_t v, string_t const&) override { return put(v); }
    bool string(string_t& v) override { return put(no_nul(v)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& k) override {
        if (k.size() > longest_key)
            throw malformed_json(key_too_long, {{"most", std::to_string(longest_key)}});
        if (levels_.back()->contains(no_nul(k))) throw malformed_json(duplicate_key, {{"key", k}});
        key_ = k;
        return true;
    }
    bool parse_error(std::size_t at, std::string const&, nlohmann::detail::exception const&) override {
        throw malformed_json(broken_at, {{"at", std::to_string(at)}});
    }

  private:
    static string_t const& no_nul(string_t const& s) {
        if (s.find('\0') != s.npos) throw malformed_json(holds_nul);
        return s;
    }
    json& place(json v) {
        if (left_-- == 0) throw malformed_json(too_many_items, {{"most", std::to_string(most_)}});
        if (levels_.empty()) return result = std::move(v);
        if (levels_.back()->is_array()) return levels_.back()->emplace_back(std::move(v));
        return (*levels_.back())[key_] = std::move(v);
    }
    bool put(json v) { return place(std::move(v)), true; }
    bool open(json v) {
        if (levels_.size() == deepest_nesting)
            throw malformed_json(too_deep, {{"most", std::to_string(deepest_nesting)}});
        levels_.push_back(&place(std::move(v)));
        return true;
    }
    bool close() { return levels_.pop_back(), true; }

    std::vector<json*> levels_;
    string_t key_;
    std::size_t left_, most_; // items
};

// RFC 8785 section 3.2.2.2: the quotation mark, the backslash and control characters, and nothing else.
void write_escaped(std::string& out, char c) {
    static constexpr std::string_view short_forms = "btn_fr"; // from \b (0x08) to \r (0x0d)
    auto const code = static_cast<unsigned char>(c);
    out += '\\';
    if (code >= 0x20)
        out += c;
    else if (code >= 0x08 && code <= 0x0d && code != 0x0b)
        out += short_forms[code - 0x08];
    else
        out.append("u00").append(to_hex({&c, 1}));
}

// How many bytes from the front may stand as they are: no quotation mark, backslash or control character. Eight at a
// time; `ascii` becomes false where one of them is beyond.
std::size_t plain_length(std::string_view text, bool& ascii) {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
    // The top bit of each byte that is zero, or below 0x20; exact up to the first one.
    auto const zeros = [](std::uint64_t v) { return (v - ones) & ~v & tops; };
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t v;
        std::memcpy(&v, text.data() + at, sizeof v);
        if (zeros(v ^ (ones * '"')) | zeros(v ^ (ones * '\\')) | ((v - ones * 0x20) & ~v & tops)) break;
        ascii = ascii && !(v & tops);
    }
    for (; at < text.size(); ++at) {
        auto const c = static_cast<unsigned char>(text[at]);
        if (c < 0x20 || c == '"' || c == '\\') break;
        ascii = ascii && c < 0x80;
    }
    return at;
}

} // namespace

malformed_json::malformed_json(text w, text_arguments a)
    : runtime_error(fill(w.en, a, language::en)), why(w), arguments(std::move(a)) {}

json parse_json(std::string_view text, std::size_t most) {
    if (text.starts_with("\xEF\xBB\xBF")) throw malformed_json(byte_order_mark);
    strict_builder builder(most);
    json::sax_parse(text, &builder);
    return std::move(builder.result);
}

json stored_json(std::string_view text) { return json::parse(text); }

void write_canonical(std::string& out, json const& v) {
    switch (v.type()) {
        case json::value_t::null:
            out += "null";
            break;
        case json::value_t::boolean:
            out += v.get<bool>() ? "true" : "false";
            break;
        case json::value_t::number_unsigned:
            if (v.get<std::uint64_t>() > largest_integer) throw std::logic_error("integer beyond 2^53");
            [[fallthrough]];
        case json::value_t::number_integer:
            write_canonical_number(out, v.get<std::int64_t>());
            break;
        case json::value_t::string:
            write_canonical_text(out, v.get_ref<std::string const&>());
            break;
        case json::value_t::array: {
            char before = '[';
            for (auto const& item : v) {
                out += std::exchange(before, ',');
                write_canonical(out, item);
            }
            out += v.empty() ? "[]" : "]";
            break;
        }
        case json::value_t::object: {
            canonical_object object(out);
            for (auto const& [key, value] : v.get_ref<json::object_t const&>()) object.put(key, value);
            break;
        }
        default:
            throw std::logic_error("canonical JSON holds no floats");
    }
}

std::string canonical(json const& v) {
    std::string out;
    write_canonical(out, v);
    return out;
}

void write_canonical_text(std::string& out, std::string_view text) {
    bool ascii = true;
    out += '"';
    for (auto rest = text;;) {
        auto const plain = plain_length(rest, ascii);
        out.append(rest.data(), plain);
        if (plain == rest.size()) break;
        write_escaped(out, rest[plain]);
        rest.remove_prefix(plain + 1);
    }
    out += '"';
    if (!ascii && !is_utf8(text)) throw std::logic_error("canonical JSON is UTF-8");
}

void write_canonical_number(std::string& out, std::int64_t n) {
    if (n > largest_integer || n < -largest_integer) throw std::logic_error("integer beyond 2^53");
    char digits[20];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, n).ptr);
}

void write_canonical_key(std::string& out, std::string_view name) {
    auto const ascii = [](unsigned char c) { return c >= 0x20 && c <= 0x7e; };
    if (!std::ranges::all_of(name, ascii)) throw std::logic_error("canonical JSON has ASCII keys");
    write_canonical_text(out, name);
    out += ':';
}

canonical_object::canonical_object(std::string& out) : out_(out) {}

// Without exceptions in between: an unfinished text is thrown away by whoever began it.
canonical_object::~canonical_object() { out_ += last_ ? "}" : "{}"; }

void canonical_object::key(std::string_view name) {
    if (last_ && name <= *last_) throw std::logic_error("canonical JSON has its keys in order");
    out_ += last_ ? ',' : '{';
    last_ = name;
    write_canonical_key(out_, name);
}

void canonical_object::put(std::string_view name, json const& value) {
    key(name);
    write_canonical(out_, value);
}
void canonical_object::put(std::string_view name, std::string_view text) {
    key(name);
    write_canonical_text(out_, text);
}
void canonical_object::put(std::string_view name, std::int64_t number) {
    key(name);
    write_canonical_number(out_, number);
}
void canonical_object::put_canonical(std::string_view name, std::string_view value) {
    key(name);
    out_.append(value);
}

} // namespace saksgang
