// The real clock and real chance; or a clock that stands in a file, for training and tests.
#pragma once

#include <filesystem>
#include <optional>

#include "engine/ports.hpp"

namespace saksgang::api {

class system_source final : public source {
  public:
    // `clock`: a file whose content is an RFC 3339 time in UTC, read each time: that is now.
    explicit system_source(std::optional<std::filesystem::path> clock = {});
    instant now() override; // throws std::runtime_error when the file does not hold a time
    std::string new_id(std::string_view stream, std::int64_t seq) override;
    std::string new_nonce(std::string_view stream, std::int64_t seq) override;
    std::string new_salt(std::string_view stream, std::int64_t seq, int n) override;

  private:
    std::optional<std::filesystem::path> clock_;
};

} // namespace saksgang::api
