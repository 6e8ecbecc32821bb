#include "api/system_source.hpp"

#include <sodium.h>

#include <chrono>
#include <fstream>
#include <stdexcept>

#include "engine/digest.hpp"

namespace saksgang::api {
namespace {

std::string random_hex(std::size_t bytes) {
    std::string out(bytes, '\0');
    randombytes_buf(out.data(), out.size());
    return to_hex(out);
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
