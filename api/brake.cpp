#include "api/brake.hpp"

#include <algorithm>

namespace saksgang::api {
namespace {

std::string account_of(attempt const& a) { return a.community + " " + a.account; }
std::string pair_of(attempt const& a) { return account_of(a) + " " + a.address; }

} // namespace

std::int64_t sign_in_brake::attempts::delay_us() const {
    if (wrong < free_attempts) return 0;
    auto const doublings = std::min(wrong - free_attempts, 16);
    return std::min<std::int64_t>(1LL << doublings, longest_delay_s) * 1'000'000;
}

int sign_in_brake::begin(attempt const& a, instant now) {
    std::lock_guard const lock(mutex_);
    auto const pair = pair_of(a);
    auto wait = wait_us(pair, now);
    if (!is_known(pair, now)) {
        wait = std::max(wait, of_address_.wait_us(a.address, now));
        if (!a.account.empty()) wait = std::max(wait, on_account_.wait_us(account_of(a), now));
        if (wait == 0) (void)of_address_.take_us(a.address, now);
        if (wait == 0 && !a.account.empty()) (void)on_account_.take_us(account_of(a), now);
    }
    if (wait > 0) return in_seconds(wait);
    if (wrong_.size() >= most_delays_kept && !wrong_.contains(pair)) forget_the_past(now);
    auto& of_pair = wrong_[pair];
    ++of_pair.wrong;
    of_pair.last = now;
    return 0;
}

void sign_in_brake::succeeded(attempt const& a, instant now) {
    std::lock_guard const lock(mutex_);
    auto const pair = pair_of(a);
    wrong_.erase(pair);
    if (!is_known(pair, now)) {
        of_address_.give_back(a.address);
        if (!a.account.empty()) on_account_.give_back(account_of(a));
    }
    if (a.account.empty()) return;
    if (known_.size() >= most_delays_kept && !known_.contains(pair)) known_.clear();
    known_[pair] = {now.us + known_place_us};
}

std::size_t sign_in_brake::size() const {
    std::lock_guard const lock(mutex_);
    return wrong_.size();
}

std::int64_t sign_in_brake::wait_us(std::string const& pair, instant now) const {
    auto const found = wrong_.find(pair);
    if (found == wrong_.end()) return 0;
    return std::max<std::int64_t>(0, found->second.last.us + found->second.delay_us() - now.us);
}

bool sign_in_brake::is_known(std::string const& pair, instant now) const {
    auto const found = known_.find(pair);
    return found != known_.end() && now < found->second;
}

// What is over, and if that is not enough the oldest: under such an attack the memory matters more than one delay.
void sign_in_brake::forget_the_past(instant now) {
    std::erase_if(
        wrong_, [&](auto const& a) { return a.second.last.us + 2LL * longest_delay_s * 1'000'000 < now.us; });
    if (wrong_.size() < most_delays_kept) return;
    wrong_.erase(std::ranges::min_element(wrong_, {}, [](auto const& a) { return a.second.last.us; }));
}

} // namespace saksgang::api
