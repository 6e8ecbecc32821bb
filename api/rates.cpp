#include "api/rates.hpp"

#include <algorithm>
#include <vector>

namespace saksgang::api {

std::int64_t rates::wait_us(std::string const& whose, instant now) const {
    std::lock_guard const lock(mutex_);
    return wait(whose, now);
}

std::int64_t rates::take_us(std::string const& whose, instant now) {
    std::lock_guard const lock(mutex_);
    if (auto const us = wait(whose, now)) return us;
    if (all_back_.size() >= most_rates_kept && !all_back_.contains(whose)) forget_some(now);
    auto& back = all_back_[whose];
    back = std::max(back, now.us) + interval_us_;
    return 0;
}

void rates::give_back(std::string const& whose) {
    std::lock_guard const lock(mutex_);
    if (auto const found = all_back_.find(whose); found != all_back_.end()) found->second -= interval_us_;
}

std::size_t rates::size() const {
    std::lock_guard const lock(mutex_);
    return all_back_.size();
}

std::int64_t rates::wait(std::string const& whose, instant now) const {
    auto const found = all_back_.find(whose);
    if (found == all_back_.end()) return 0;
    return std::max<std::int64_t>(0, found->second + interval_us_ - now.us - room_us_);
}

void rates::forget_some(instant now) {
    std::erase_if(all_back_, [&](auto const& each) { return each.second <= now.us; });
    if (all_back_.size() < most_rates_kept) return;
    std::vector<std::int64_t> times;
    for (auto const& [whose, back] : all_back_) times.push_back(back);
    auto const middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    std::erase_if(all_back_, [&](auto const& each) { return each.second <= *middle; });
}

} // namespace saksgang::api
