// Pages of ours as PDF/UA (ISO 14289-1), by WeasyPrint: a process of its own for each, in a folder that is thrown away, with
// so much time and memory, and none of our files or connections open. Needs no network: a page names nothing outside itself.
#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace saksgang::api {

inline constexpr std::size_t most_kept_bytes = 16 << 20; // of what was printed

// What was printed last, by the digest of the page: the same page is printed once. Thread-safe.
class kept_prints {
  public:
    std::optional<std::string> find(std::string const& digest);
    void keep(std::string const& digest, std::string const& pdf);

  private:
    std::mutex mutex_;
    std::list<std::pair<std::string, std::string>> all_; // digest, PDF; used last first
    std::size_t bytes_ = 0;
};

// Thread-safe. Destruction waits for the page that is being printed; those that wait are not.
class printer {
  public:
    // None: it could not be printed, which is logged.
    using done = std::function<void(std::optional<std::string> pdf)>;

    ~printer() { stop(); }
    // Calls `done` once, on a thread of its own.
    void print(std::string page, done);
    void stop();

  private:
    std::optional<std::string> pdf_of(std::string const& page);

    std::atomic<bool> stopping_ = false;
    kept_prints kept_;
    boost::asio::thread_pool one_at_a_time_{1};
};

} // namespace saksgang::api
