#include "api/router.hpp"

#include <algorithm>

namespace saksgang::api {
namespace {

constexpr std::size_t most_segments = 12; // no address here is longer

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> out;
    while (path.starts_with('/') && out.size() <= most_segments) {
        path.remove_prefix(1);
        auto const end = std::min(path.find('/'), path.size());
        out.push_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return out;
}

// The values of the parameters, where the address follows the pattern.
std::optional<std::vector<std::string>> values_in(std::span<std::string_view const> address,
                                                  std::span<std::string_view const> pattern) {
    if (address.size() != pattern.size()) return {};
    for (std::size_t i = 0; i < address.size(); ++i)
        if (!pattern[i].empty() && pattern[i] != address[i]) return {};
    std::vector<std::string> values;
    for (std::size_t i = 0; i < address.size(); ++i) {
        if (!pattern[i].empty()) continue;
        auto value = percent_decoded(address[i]);
        if (!value || value->empty()) return {};
        values.push_back(std::move(*value));
    }
    return values;
}

} // namespace

router::router(std::span<endpoint const> table) : table_(table) {
    for (auto const& e : table) {
        pattern p{segments_of(e.path), &e};
        for (auto& s : p.segments)
            if (s.starts_with('{')) s = {};
        (e.outside ? outside_ : inside_).push_back(std::move(p));
    }
}

route router::find(method m, std::string_view path) const {
    auto const address = segments_of(path);
    std::span<std::string_view const> rest = address;
    route out;
    auto patterns = std::span(outside_);
    if (address.size() > 3 && address[1] == "api" && address[2] == "v1") {
        auto community = percent_decoded(address[0]);
        if (!community) return out;
        out.community = std::move(*community);
        rest = rest.subspan(3);
        patterns = std::span(inside_);
    }
    auto const wanted = m == method::head ? method::get : m;
    for (auto const& p : patterns) {
        auto values = values_in(rest, p.segments);
        if (!values) continue;
        if (p.where->verb == wanted) {
            out.where = p.where;
            out.values = std::move(*values);
            return out;
        }
        out.allowed.push_back(p.where->verb);
        if (p.where->verb == method::get) out.allowed.push_back(method::head);
    }
    return out;
}

} // namespace saksgang::api
