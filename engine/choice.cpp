#include "engine/choice.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace saksgang {
namespace {

struct given {
    std::mutex mutex; // of giving; what is given is only read
    std::map<std::string, std::vector<std::string_view>, std::less<>> lists;
};
given& all() {
    static given g;
    return g;
}

} // namespace

std::span<std::string_view const> choices_in(std::string_view list) {
    auto const found = all().lists.find(list);
    if (found == all().lists.end()) return {};
    return found->second;
}

void give_choices(std::string_view list, std::span<std::string_view const> names) {
    std::lock_guard const hold(all().mutex);
    auto const [place, fresh] = all().lists.try_emplace(std::string(list), names.begin(), names.end());
    if (!fresh && !std::ranges::equal(place->second, names))
        throw std::logic_error("the choices of " + place->first + " are given twice");
}

} // namespace saksgang
