#include "api/shares.hpp"

namespace saksgang::api {

std::optional<shares::place> shares::take(std::string const& whose) {
    std::lock_guard const lock(mutex_);
    auto const left = in_all_ - taken_;
    auto const found = by_.find(whose);
    auto const has = found == by_.end() ? 0 : found->second;
    if (left == 0 || has >= of_one_ || has > left) return {};
    auto& count = *(found == by_.end() ? by_.emplace(whose, 0).first : found);
    ++count.second;
    ++taken_;
    return place(*this, count);
}

void shares::give_back(place::count& count) {
    std::lock_guard const lock(mutex_);
    --taken_;
    if (--count.second == 0) by_.erase(by_.find(count.first));
}

std::size_t shares::taken() const {
    std::lock_guard const lock(mutex_);
    return taken_;
}

} // namespace saksgang::api
