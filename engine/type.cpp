#include "engine/type.hpp"

#include <cstring>

namespace saksgang::describe {

namespace {
int number_of(void const* enumerated) {
    int number = 0;
    std::memcpy(&number, enumerated, sizeof number);
    return number;
}
} // namespace

std::vector<std::string_view> names_of(type const& t) {
    std::vector<std::string_view> names;
    if (t.kind == kind::choice)
        for (auto const name : choices_in(t.as<choice_type>().list)) names.push_back(name);
    else
        for (auto const& each : t.as<enumeration>().names) names.push_back(each.name);
    return names;
}

std::string_view name_of(type const& t, void const* it) {
    if (t.kind == kind::choice) return as<choice>(it).name;
    auto const& names = t.as<enumeration>().names;
    auto const found = std::ranges::find(names, number_of(it), &enumerator::value);
    return found == names.end() ? std::string_view() : found->name;
}

bool set_named(type const& t, void* to, std::string_view name) {
    if (t.kind == kind::choice) {
        auto const known = choices_in(t.as<choice_type>().list);
        auto const found = std::ranges::find(known, name);
        return found != known.end() && (as<choice>(to).name = *found, true);
    }
    auto const& names = t.as<enumeration>().names;
    auto const found = std::ranges::find(names, name, &enumerator::name);
    if (found == names.end()) return false;
    std::memcpy(to, &found->value, sizeof found->value);
    return true;
}

} // namespace saksgang::describe
