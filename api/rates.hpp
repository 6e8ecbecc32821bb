// How often one may do something: some at once, and then so many a second (a token bucket).
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "engine/calendar.hpp"

namespace saksgang::api {

inline constexpr std::size_t most_rates_kept = 10'000; // of those who do it

// Thread-safe. When it holds too many, it forgets the half that has used the least.
class rates {
  public:
    // `burst` at once, and then one each `interval_us`.
    rates(int burst, std::int64_t interval_us) : room_us_(burst * interval_us), interval_us_(interval_us) {}

    // Until it may be done again, or 0.
    std::int64_t wait_us(std::string const& whose, instant now) const;
    // Takes one, unless there is a wait, which is returned.
    std::int64_t take_us(std::string const& whose, instant now);
    void give_back(std::string const& whose);
    std::size_t size() const;

  private:
    std::int64_t wait(std::string const& whose, instant now) const;
    void forget_some(instant now);

    std::int64_t const room_us_, interval_us_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::int64_t> all_back_; // when nothing will have been used, in us
};

// As Retry-After has it.
constexpr int in_seconds(std::int64_t us) { return static_cast<int>((us + 999'999) / 1'000'000); }

} // namespace saksgang::api
