// Counts of what was answered, by endpoint and status, and how long it took; in Prometheus' text format.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/execute/executor.hpp"

namespace saksgang::api {

// Thread-safe, without locks.
class metrics {
  public:
    // `endpoints`: "GET /cases/{id}" ..., in the order of the table; what matched none comes last.
    explicit metrics(std::vector<std::string> endpoints);

    void answered(std::size_t endpoint, int status, std::int64_t us);
    void connection_opened() { ++connections_; }
    void connection_closed() { --connections_; }

    std::string text(executor_metrics const&, std::size_t queued_reads, std::size_t queued_chores,
                     std::size_t queued_hashes) const;

  private:
    static constexpr std::array bounds_us{500,    1'000,  2'000,   5'000,   10'000,
                                          20'000, 50'000, 100'000, 500'000, 2'000'000};
    static constexpr std::array statuses{200, 201, 204, 400, 401, 403, 404, 405,
                                         409, 412, 413, 422, 429, 500, 503, 0};
    struct counts {
        std::array<std::atomic<std::uint64_t>, statuses.size()> by_status{};
        std::array<std::atomic<std::uint64_t>, bounds_us.size() + 1> by_time{};
        std::atomic<std::uint64_t> total_us{};
    };
    std::vector<std::string> endpoints_;
    std::vector<counts> counts_;
    std::atomic<std::int64_t> connections_{};
};

} // namespace saksgang::api
