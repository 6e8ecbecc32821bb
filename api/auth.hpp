// Signing in: tokens, passwords, and who has just been admitted. brake.hpp slows guessing.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/calendar.hpp"

namespace saksgang::api {

inline constexpr std::int64_t session_lifetime_us = 12LL * 3600 * 1'000'000;  // a working day
inline constexpr std::size_t shortest_password = 12, longest_password = 1000; // bytes
inline constexpr std::size_t most_admitted = 4096;                            // sessions
inline constexpr std::int64_t admitted_us =
    5'000'000; // how long one is admitted without being looked up again

// The digest of the token in `Authorization: Bearer ...`: what is stored and looked up. None when there is no token.
std::optional<std::string> token_digest(std::string_view authorization);

// The same of the token itself.
std::optional<std::string> digest_of_token(std::string_view token);

struct new_token {
    std::string token, digest;
};
new_token make_token(); // 256 random bits

// argon2id: 19 MiB and some 30 ms. Never on an io thread.
std::string hash_password(std::string const&);
// Costs the same when there is no hash to compare with.
bool is_password(std::optional<std::string> const& hash, std::string const& password);

// Sessions that a moment ago were those of somebody signed in: their bodies are read without asking the store first.
// Nothing else rests on it. A batch, and a reading, resolves the session again, so that a right taken away counts at
// once. Thread-safe; forgets all when it holds too many.
class admitted_sessions {
  public:
    // Whose it is; none: that must be looked up.
    std::optional<std::string> account(std::string const& community, std::string const& session,
                                       instant now) const;
    void add(std::string const& community, std::string const& session, std::string const& account,
             instant now, instant expires);
    void remove(std::string const& community, std::string const& session);
    std::size_t size() const;

  private:
    struct admission {
        std::string account;
        instant until;
    };
    mutable std::mutex mutex_;
    std::unordered_map<std::string, admission> all_; // by session and community
};

} // namespace saksgang::api
