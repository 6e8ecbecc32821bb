#include "api/exchange.hpp"

#include <algorithm>
#include <charconv>

#include "api/endpoint.hpp"

namespace saksgang::api {

bool could_be_there(exchange const& in) { return std::ranges::all_of(in.values, is_identifier); }

result<void> known_query(exchange const& in) {
    std::vector<std::string_view> known;
    for (auto const& p : in.where.query) known.push_back(p.name);
    if (auto const unknown = unknown_parameter(in.http.query(), known))
        return bad_parameter(*unknown, "unknown");
    return {};
}

result<std::int64_t> number_in_query(exchange const& in, std::string_view name, std::int64_t otherwise,
                                     std::int64_t least, std::int64_t most) {
    auto const text = in.query(name);
    if (!text) return otherwise;
    std::int64_t n = 0;
    auto const [end, error] = std::from_chars(text->data(), text->data() + text->size(), n);
    if (error != std::errc{} || end != text->data() + text->size()) return bad_parameter(name);
    if (n < least || n > most) return bad_parameter(name, "out_of_range", within(least, most));
    return n;
}

result<std::optional<date>> date_in_query(exchange const& in, std::string_view name) {
    auto const text = in.query(name);
    if (!text) return std::optional<date>{};
    auto const day = date::parse(*text);
    if (!day) return bad_parameter(name, "not_a_date");
    return day;
}

result<std::optional<bool>> flag_in_query(exchange const& in, std::string_view name) {
    auto const text = in.query(name);
    if (!text) return std::optional<bool>{};
    if (*text != "true" && *text != "false") return bad_parameter(name);
    return std::optional(*text == "true");
}

result<std::size_t> limit_in_query(exchange const& in) {
    auto const limit = number_in_query(in, "limit", usual_page, 1, longest_page);
    if (!limit) return limit.error();
    return static_cast<std::size_t>(*limit);
}

result<page_of_entries> page_in_query(exchange const& in) {
    auto const after = number_in_query(in, "after", 0, 0, largest_integer);
    if (!after) return after.error();
    auto const limit = limit_in_query(in);
    if (!limit) return limit.error();
    return page_of_entries{*after, *limit};
}

} // namespace saksgang::api
