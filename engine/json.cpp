#include "engine/json.hpp"

#include <set>
#include <vector>

namespace saksgang {
namespace {

// Builds the value while it refuses what nlohmann's own parser lets pass: duplicate keys, NUL, deep nesting.
class strict_builder : public nlohmann::json_sax<json> {
  public:
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
        if (levels_.back()->contains(no_nul(k))) throw malformed_json("duplicate key \"" + k + "\"");
        key_ = k;
        return true;
    }
    bool parse_error(std::size_t at, std::string const&, nlohmann::detail::exception const&) override {
        throw malformed_json("not valid JSON at byte " + std::to_string(at));
    }

  private:
    static string_t const& no_nul(string_t const& s) {
        if (s.find('\0') != s.npos) throw malformed_json("a text holds the character NUL");
        return s;
    }
    json& place(json v) {
        if (levels_.empty()) return result = std::move(v);
        if (levels_.back()->is_array()) return levels_.back()->emplace_back(std::move(v));
        return (*levels_.back())[key_] = std::move(v);
    }
    bool put(json v) { return place(std::move(v)), true; }
    bool open(json v) {
        if (levels_.size() == deepest_nesting) throw malformed_json("nested too deep");
        levels_.push_back(&place(std::move(v)));
        return true;
    }
    bool close() { return levels_.pop_back(), true; }

    std::vector<json*> levels_;
    string_t key_;
};

void assert_canonical(json const& v) {
    if (v.is_number_float()) throw std::logic_error("canonical JSON holds no floats");
    if (v.is_number_integer()) {
        auto const n = v.get<std::int64_t>();
        if (n > largest_integer || n < -largest_integer) throw std::logic_error("integer beyond 2^53");
    }
    if (v.is_object())
        for (auto const& [key, value] : v.items()) {
            for (unsigned char c : key)
                if (c < 0x20 || c > 0x7e) throw std::logic_error("canonical JSON has ASCII keys");
            assert_canonical(value);
        }
    if (v.is_array())
        for (auto const& value : v) assert_canonical(value);
}

} // namespace

json parse_json(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) throw malformed_json("starts with a byte order mark");
    strict_builder builder;
    json::sax_parse(text, &builder);
    return std::move(builder.result);
}

std::string canonical(json const& v) {
    assert_canonical(v);
    return v.dump();
}

json merge_patch_between(json const& before, json const& after) {
    auto patch = json::object();
    for (auto const& [key, old] : before.items())
        if (!after.contains(key)) patch[key] = nullptr;
    for (auto const& [key, now] : after.items()) {
        auto const old = before.find(key);
        if (old == before.end() || old->type() != now.type() || !now.is_object()) {
            if (old == before.end() || *old != now) patch[key] = now;
        } else if (auto inner = merge_patch_between(*old, now); !inner.empty()) {
            patch[key] = std::move(inner);
        }
    }
    return patch;
}

} // namespace saksgang
