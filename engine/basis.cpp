#include "engine/basis.hpp"

#include <algorithm>
#include <charconv>
#include <mutex>
#include <stdexcept>

namespace saksgang {
namespace {

struct given {
    std::mutex mutex; // of giving; what is given is only read
    std::span<law const> laws;
    std::span<own_rule const> own;
};
given& known() {
    static given g;
    return g;
}

std::vector<std::string_view> parts_of(std::string_view hjemmel) {
    std::vector<std::string_view> parts;
    while (!hjemmel.empty()) {
        auto const end = std::min(hjemmel.find(';'), hjemmel.size());
        auto part = hjemmel.substr(0, end);
        hjemmel.remove_prefix(std::min(end + 1, hjemmel.size()));
        while (part.starts_with(' ')) part.remove_prefix(1);
        if (!part.empty()) parts.push_back(part);
    }
    return parts;
}

// "6-1" of "hol. § 6-1 tredje ledd", the first of "fvl. §§ 29 og 31".
std::string_view section_in(std::string_view provision) {
    auto const from = provision.find_first_of("0123456789", provision.find("§"));
    if (from == provision.npos) return {};
    return provision.substr(from, provision.find_first_not_of("0123456789-", from) - from);
}

basis of_law(std::string_view provision) {
    auto const is_of = [&](law const& l) {
        auto const rest = provision.substr(std::min(l.short_title.size(), provision.size()));
        return provision.starts_with(l.short_title) && rest.starts_with(" §");
    };
    auto const of = std::ranges::find_if(known().laws, is_of);
    if (of == known().laws.end())
        return {.kind = basis_kind::stated, .words = std::string(provision), .address = {}};
    return {.kind = basis_kind::law,
            .words = std::string(provision),
            .title = of->title,
            .address = std::string(of->address) + "/§" + std::string(section_in(provision))};
}

basis of_own(std::string_view name) {
    int version = 0;
    if (auto const slash = name.find('/'); slash != name.npos) {
        std::from_chars(name.data() + slash + 1, name.data() + name.size(), version);
        name = name.substr(0, slash);
    }
    auto const* rule = find_own_rule(name);
    if (!rule) return {.kind = basis_kind::stated, .words = std::string(name), .address = {}};
    return {.kind = basis_kind::own_rule,
            .words = rule->words,
            .address = {},
            .version = version ? version : rule->version,
            .source = rule->source};
}

} // namespace

void give_bases(std::span<law const> laws, std::span<own_rule const> own) {
    auto& k = known();
    std::lock_guard const hold(k.mutex);
    bool const fresh = k.laws.empty() && k.own.empty();
    if (!fresh && (k.laws.data() != laws.data() || k.own.data() != own.data()))
        throw std::logic_error("the laws and own rules are given twice");
    if (fresh) k.laws = laws, k.own = own;
}

std::span<law const> laws() { return known().laws; }
std::span<own_rule const> own_rules() { return known().own; }

own_rule const* find_own_rule(std::string_view name) {
    auto const found = std::ranges::find(known().own, name, &own_rule::name);
    return found == known().own.end() ? nullptr : &*found;
}

std::vector<basis> bases_in(std::string_view hjemmel) {
    std::vector<basis> all;
    for (auto const part : parts_of(hjemmel))
        all.push_back(part.starts_with(own_prefix) ? of_own(part.substr(own_prefix.size())) : of_law(part));
    return all;
}

void rest_on(std::string& hjemmel, std::string_view more) {
    for (auto const part : parts_of(more))
        if (auto const there = parts_of(hjemmel); std::ranges::find(there, part) == there.end())
            hjemmel.append(hjemmel.empty() ? "" : "; ").append(part);
}

std::string with_versions(std::string_view hjemmel) {
    std::string all;
    for (auto const part : parts_of(hjemmel)) {
        all += (all.empty() ? "" : "; ") + std::string(part);
        if (!part.starts_with(own_prefix)) continue;
        if (auto const* rule = find_own_rule(part.substr(own_prefix.size())))
            all += "/" + std::to_string(rule->version);
    }
    return all;
}

} // namespace saksgang
