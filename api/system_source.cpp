#include "api/system_source.hpp"

#include <sodium.h>

#include <array>
#include <chrono>
#include <fstream>
#include <stdexcept>

#include "engine/digest.hpp"

namespace saksgang::api {
namespace {

// From the system, but for many nonces at once: a system call costs more than all else about one. What has been given
// out is wiped.
std::string random_hex(std::size_t bytes) {
    thread_local std::array<char, 1024> pool;
    thread_local std::size_t left = 0;
    if (left < bytes) {
        randombytes_buf(pool.data(), pool.size());
        left = pool.size();
    }
    left -= bytes;
    auto out = to_hex({pool.data() + left, bytes});
    sodium_memzero(pool.data() + left, bytes);
    return out;
}

} // namespace

system_source::system_source(std::optional<std::filesystem::path> clock) : clock_(std::move(clock)) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium can't start");
    (void)now();
}

instant system_source::now() {
    if (!clock_) {
        auto const since_1970 = std::chrono::system_clock::now().time_since_epoch();
        return {std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count()};
    }
    std::ifstream in(*clock_);
    std::string line;
    in >> line;
    auto const time = parse_rfc3339(line);
    if (!time)
        throw std::runtime_error("the clock " + clock_->string() +
                                 " does not hold a time like 2024-06-07T09:30:00Z");
    return *time;
}

std::string system_source::new_id(std::string_view, std::int64_t) { return "p-" + random_hex(8); }
std::string system_source::new_nonce(std::string_view, std::int64_t) { return random_hex(16); }
std::string system_source::new_salt(std::string_view, std::int64_t, int) { return random_hex(32); }

} // namespace saksgang::api
