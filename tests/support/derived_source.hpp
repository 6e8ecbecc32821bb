// A clock that stands where it is set, and chance that is none: what is asked for follows from what it is for, and from
// nothing else. The golden log rests on it (tests/golden).
#pragma once

#include <atomic>
#include <string>

#include "engine/digest.hpp"
#include "engine/ports.hpp"

namespace saksgang::test {

class derived_source final : public source {
  public:
    instant now() override { return {us_.load()}; }
    void set(instant now) { us_ = now.us; }

    std::string new_id(std::string_view stream, std::int64_t seq) override {
        return "p-" + derived(stream, seq, "id").substr(0, 16);
    }
    std::string new_nonce(std::string_view stream, std::int64_t seq) override {
        return derived(stream, seq, "nonce").substr(0, 32);
    }
    std::string new_salt(std::string_view stream, std::int64_t seq, int n) override {
        return derived(stream, seq, "salt " + std::to_string(n));
    }

  private:
    static std::string derived(std::string_view stream, std::int64_t seq, std::string const& what) {
        return sha256(std::string(stream) + " " + std::to_string(seq) + " " + what);
    }

    std::atomic<std::int64_t> us_ = 0;
};

} // namespace saksgang::test
