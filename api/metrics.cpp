#include "api/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace saksgang::api {

metrics::metrics(std::vector<std::string> endpoints)
    : endpoints_(std::move(endpoints)), counts_(endpoints_.size() + 1) {
    endpoints_.emplace_back("none");
}

void metrics::answered(std::size_t endpoint, int status, std::int64_t us) {
    auto& c = counts_[std::min(endpoint, counts_.size() - 1)];
    auto const which =
        std::min<std::size_t>(std::ranges::find(statuses, status) - statuses.begin(), statuses.size() - 1);
    auto const bucket = std::ranges::lower_bound(bounds_us, us) - bounds_us.begin();
    c.by_status[which].fetch_add(1, std::memory_order_relaxed);
    c.by_time[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    c.total_us.fetch_add(static_cast<std::uint64_t>(us), std::memory_order_relaxed);
}

std::string metrics::text(executor_metrics const& e, std::size_t queued_reads, std::size_t queued_chores,
                          std::size_t queued_hashes) const {
    std::string out;
    auto const add = [&](std::string_view format, auto const&... values) {
        fmt::format_to(std::back_inserter(out), fmt::runtime(format), values...);
        out += '\n';
    };
    auto const single = [&](std::string_view name, std::string_view type, std::string_view help, auto value) {
        add("# HELP saksgang_{} {}\n# TYPE saksgang_{} {}\nsaksgang_{} {}", name, help, name, type, name,
            value);
    };
    single("commands_accepted_total", "counter", "Commands that made entries.", e.accepted);
    single("commands_refused_total", "counter", "Commands that were refused.", e.refused);
    single("commands_unavailable_total", "counter", "Commands answered 503.", e.unavailable);
    single("batches_total", "counter", "Transactions committed for commands.", e.batches);
    single("batches_retried_total", "counter", "Batches done again.", e.retried_batches);
    single("commands_queued", "gauge", "Commands waiting for a committer.", e.queued);
    single("reads_queued", "gauge", "Reads waiting for a thread.", queued_reads);
    single("chores_queued", "gauge", "Uploads and large bodies waiting for a thread.", queued_chores);
    single("hashes_queued", "gauge", "Passwords waiting for a thread.", queued_hashes);
    single("connections", "gauge", "Open connections.", connections_.load());

    add("# HELP saksgang_requests_total Requests answered.\n# TYPE saksgang_requests_total counter");
    for (std::size_t i = 0; i < counts_.size(); ++i)
        for (std::size_t s = 0; s < statuses.size(); ++s)
            if (auto const n = counts_[i].by_status[s].load(std::memory_order_relaxed))
                add("saksgang_requests_total{{endpoint=\"{}\",status=\"{}\"}} {}", endpoints_[i],
                    statuses[s] ? std::to_string(statuses[s]) : "other", n);

    add("# HELP saksgang_request_seconds Time from a request's head to its answer.\n# TYPE "
        "saksgang_request_seconds histogram");
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        std::uint64_t below = 0;
        for (auto const& n : counts_[i].by_time) below += n.load(std::memory_order_relaxed);
        if (std::exchange(below, 0) == 0) continue;
        for (std::size_t b = 0; b < bounds_us.size(); ++b) {
            below += counts_[i].by_time[b].load(std::memory_order_relaxed);
            add("saksgang_request_seconds_bucket{{endpoint=\"{}\",le=\"{}\"}} {}", endpoints_[i],
                bounds_us[b] / 1e6, below);
        }
        below += counts_[i].by_time[bounds_us.size()].load(std::memory_order_relaxed);
        add("saksgang_request_seconds_bucket{{endpoint=\"{}\",le=\"+Inf\"}} {}", endpoints_[i], below);
        add("saksgang_request_seconds_sum{{endpoint=\"{}\"}} {}", endpoints_[i],
            static_cast<double>(counts_[i].total_us.load()) / 1e6);
        add("saksgang_request_seconds_count{{endpoint=\"{}\"}} {}", endpoints_[i], below);
    }
    return out;
}

} // namespace saksgang::api
