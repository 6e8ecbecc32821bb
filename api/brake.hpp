// The brake on guessing passwords, and links to new ones. An attempt counts as wrong until it has proved right, so that
// many at once are no way past it. It knows nothing of which accounts there are: who is not there is slowed as who is.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

#include "api/rates.hpp"

namespace saksgang::api {

// Of one account from one address: some are free, then each must wait twice as long as the one before.
inline constexpr int free_attempts = 3, longest_delay_s = 300;
// From one address, on whatever accounts; and on one account, from whatever addresses. Who has signed in to the account
// from there before is not held up by what others do: nobody can lock somebody out.
inline constexpr int free_attempts_of_address = 30, free_attempts_on_account = 30;
inline constexpr std::int64_t further_of_address_us = 10'000'000, further_on_account_us = 60'000'000;
inline constexpr std::int64_t known_place_us = 30LL * 24 * 3600 * 1'000'000;
inline constexpr std::size_t most_delays_kept = 10'000;

// Whose password is tried, in which community, and from where. No account: a link, which is nobody's until it is right.
struct attempt {
    std::string community, account, address;
};

// Thread-safe; forgets the oldest when it holds too many.
class sign_in_brake {
  public:
    // Seconds to wait before there may be one, or 0: then it counts.
    int begin(attempt const&, instant now);
    void succeeded(attempt const&, instant now);
    std::size_t size() const;

  private:
    struct attempts {
        int wrong = 0;
        instant last;
        std::int64_t delay_us() const;
    };
    std::int64_t wait_us(std::string const& pair, instant now) const;
    bool is_known(std::string const& pair, instant now) const;
    void forget_the_past(instant now);

    mutable std::mutex mutex_; // of the two below
    std::map<std::string, attempts> wrong_;
    std::unordered_map<std::string, instant>
        known_; // where an account was signed in to, and until when that counts
    rates of_address_{free_attempts_of_address, further_of_address_us};
    rates on_account_{free_attempts_on_account, further_on_account_us};
};

} // namespace saksgang::api
