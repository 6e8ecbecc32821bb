#include "engine/values.hpp"

#include <algorithm>

#include "engine/characters.hpp"
#include "engine/digest.hpp"

namespace saksgang {

std::string within(std::int64_t least, std::int64_t most) {
    return std::to_string(least) + " – " + std::to_string(most);
}

bool is_identifier(std::string_view s) {
    return !s.empty() && s.size() <= 100 && std::ranges::all_of(s, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::string pointer_token(std::string_view key) {
    std::string out;
    for (char c : key) c == '~' ? out += "~0" : c == '/' ? out += "~1" : out += c;
    return out;
}

std::string in_kroner(ore amount) {
    auto const negative = amount.value < 0;
    auto const absolute = negative ? -amount.value : amount.value;
    auto digits = std::to_string(absolute / 100);
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
        digits.insert(static_cast<std::size_t>(i), " ");
    if (auto const rest = absolute % 100) digits += (rest < 10 ? ",0" : ",") + std::to_string(rest);
    return (negative ? "-" : "") + digits + " kr";
}

std::optional<value_problem> value_from(json const& from, id& to) {
    if (!from.is_string()) return value_problem{"wrong_type", "string"};
    to.value = from.get_ref<std::string const&>();
    if (to.value.empty()) return value_problem{"empty", {}};
    if (!is_identifier(to.value)) return value_problem{"not_an_identifier", to.value};
    return {};
}
json value_to(id const& v) { return v.value; }
json value_schema(id const*) { return {{"type", "string"}, {"pattern", "^[a-z0-9_-]{1,100}$"}}; }
json value_schema(new_id const*) {
    auto schema = value_schema(static_cast<id const*>(nullptr));
    schema["x-new"] = true;
    return schema;
}

std::optional<value_problem> value_from(json const& from, date& to) {
    if (!from.is_string()) return value_problem{"wrong_type", "string"};
    auto const parsed = date::parse(from.get_ref<std::string const&>());
    if (!parsed) return value_problem{"not_a_date", ""};
    to = *parsed;
    return {};
}
json value_to(date const& v) { return v.str(); }
json value_schema(date const*) { return {{"type", "string"}, {"format", "date"}}; }

std::optional<value_problem> value_from(json const& from, ore& to) {
    if (!from.is_number_integer()) return value_problem{"wrong_type", "integer"};
    auto const n = from.get<std::int64_t>();
    if (n < 0 || n > largest_integer / 1000)
        return value_problem{"out_of_range", within(0, largest_integer / 1000)}; // sums stay within 2^53
    to.value = n;
    return {};
}
json value_to(ore const& v) { return v.value; }
json value_schema(ore const*) {
    return {{"type", "integer"}, {"minimum", 0}, {"maximum", largest_integer / 1000}, {"x-unit", "ore"}};
}

std::optional<value_problem> text_from(json const& from, std::string& to, std::size_t longest) {
    if (!from.is_string()) return value_problem{"wrong_type", "string"};
    to = from.get_ref<std::string const&>();
    if (is_blank(to)) return value_problem{"empty", ""};
    if (to.size() > longest) return value_problem{"too_long", std::to_string(longest)};
    return {};
}

std::optional<value_problem> value_from(json const& from, personal_text& to) {
    if (from.is_object() && from.size() == 1 && from.contains("commitment") &&
        from["commitment"].is_string() && is_digest(from["commitment"].get_ref<std::string const&>())) {
        to.commitment = from["commitment"];
        return {};
    }
    return text_from(from, to.value);
}
json value_to(personal_text const& v) {
    if (v.commitment.empty()) return v.value;
    return {{"commitment", v.commitment}};
}
json value_schema(personal_text const*) {
    return {{"type", "string"}, {"minLength", 1}, {"maxLength", longest_text}, {"x-personal", true}};
}

} // namespace saksgang
