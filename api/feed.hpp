// What happens in a community, told to whoever listens: which streams have a new version, and nothing else. Each is told only
// what it may see at that moment. One thread looks at the head of each community that somebody listens to, so that what
// another server of the same database wrote is seen in the same way as what this one did.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/kernel.hpp"
#include "engine/ports.hpp"

namespace saksgang::api {

inline constexpr std::chrono::milliseconds look_interval{250}; // so at most four messages a second
inline constexpr std::chrono::seconds session_interval{2};     // how long a session may have been over
inline constexpr std::size_t most_listeners = 2000, most_listeners_of_account = 16;
inline constexpr std::size_t most_changes_told = 500; // beyond that: everything may have changed

// One open connection's. Thread-safe.
class listener {
  public:
    struct who {
        std::string community, session, account, person;
        std::optional<std::int64_t> after; // the position that it has heard of already
    };
    explicit listener(who w) : whose(std::move(w)) {}
    who const whose;

    using changes = std::map<std::string, std::int64_t>; // stream -> version
    void tell(std::int64_t position, changes const&);
    void tell_all(std::int64_t position); // everything may have changed
    void end();

    // Calls it, on any thread, whenever there is something to take; null: no longer.
    void when_told(std::function<void()>);
    // What is to be sent, as an event; empty: nothing.
    std::string take();
    bool ended() const;

  private:
    mutable std::mutex mutex_; // of all below
    std::function<void()> wake_;
    changes pending_;
    std::int64_t position_ = 0;
    bool all_ = false, anything_ = false, ended_ = false;
};

class feed {
  public:
    feed(store&, kernel const&, source&);
    ~feed();
    feed(feed const&) = delete;

    // Null where too many listen. It is heard as long as it lives.
    std::shared_ptr<listener> listen(listener::who);
    void stop();
    std::size_t listening() const { return count_; }

  private:
    using listeners = std::vector<std::shared_ptr<listener>>;
    struct channel {
        std::vector<std::weak_ptr<listener>> members, fresh;
        std::int64_t position = -1; // what all members have heard of; -1: nobody has looked yet
        std::chrono::steady_clock::time_point checked{};
    };
    struct news {
        std::int64_t position = 0;
        listener::changes changes;
        bool too_many = false;
    };
    void run();
    void look(store_session&, std::string const& community);
    static listeners living(std::vector<std::weak_ptr<listener>>&);
    news news_after(store_session&, std::string const& community, std::int64_t position,
                    std::int64_t upto) const;
    void load(store_session&, world&, listener::changes const&) const;
    void tell(listener&, news const&, world const&, instant now, bool even_nothing = false) const;
    bool may_see(std::string const& stream, situation const&) const;

    store& store_;
    kernel const& rules_;
    source& chance_;
    mutable std::mutex mutex_; // of the three below
    std::condition_variable something_;
    std::map<std::string, channel> channels_;
    bool stopping_ = false;
    std::atomic<std::size_t> count_ = 0;
    std::thread thread_;
};

} // namespace saksgang::api
