// What is done with a request that has arrived: find its row in the table, run the handler where it belongs,
// and make everything that can go wrong into an answer.
#pragma once

#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <variant>

#include "api/asio.hpp"
#include "api/router.hpp"
#include "engine/digest.hpp"

namespace saksgang::api {

inline constexpr std::size_t largest_json = 1024 * 1024; // bytes
// bytes: many times an ordinary command, and some tenths of a millisecond to parse and check. That much may be done on an
// io thread, which others wait for; handing it to another thread would cost more than the work.
inline constexpr std::size_t largest_small_body = 16 * 1024;
inline constexpr std::size_t largest_document = 100 * 1024 * 1024; // bytes

// The communities in the store. Asks it again for one that is not known, but not for every mistyped address.
class known_communities {
  public:
    bool contains(std::string const&) const;
    bool may_ask(std::chrono::steady_clock::time_point now); // at most once a second
    void replace(std::vector<std::string> const&);

  private:
    mutable std::mutex mutex_;
    std::set<std::string, std::less<>> names_;
    std::chrono::steady_clock::time_point asked_{};
};

// Thread-safe: used by all io threads.
class application {
  public:
    explicit application(services&);

    metrics& measured() { return with_.measured; }
    body_room& room_for_bodies() { return with_.limited.bodies; }
    route find(method m, std::string_view path) const { return router_.find(m, path); }
    // Where its counts stand: that of no endpoint comes after all of them.
    std::size_t index_of(route const&) const;
    // Of a command's payload, of a document, and of what little all else needs: credentials, and nothing at all.
    std::size_t body_limit(route const&) const;
    bool takes_document(route const&) const;

    // Before anything about a body is said, and before it is read: the answer, where there is nothing at the address
    // or its sign-in is missing, or its account does too much. `has_body`: one follows.
    asio::awaitable<std::optional<response>> refuses(request&, route const&, bool has_body);
    // Of what was not refused. A body that is not small is still in the spool. Both never throw. The views in the request
    // must live until they are done.
    asio::awaitable<response> answer(request&, route const&, spool& body);
    // The next bytes of a stored document, which `so_far` takes in.
    asio::awaitable<std::string> part(streamed_document const&, std::int64_t chunk, running_digest& so_far);

  private:
    exchange exchange_of(request const&, route const&);
    // Where the table has no such row: a page of the screens, or nothing.
    asio::awaitable<response> outside_table(request const&, route const&);
    asio::awaitable<std::vector<std::string>> all_communities();
    asio::awaitable<bool> admits(exchange const&, bool has_body);
    // For whom a limit counts: the account, where it is known, else the session, else whoever is at that address.
    std::string payer_of(exchange const&) const;
    std::optional<response> does_too_much(request&, exchange const&);
    asio::awaitable<response> handled(exchange const&, request&, spool&);
    // In a queue where each has a share.
    template <class Work>
    asio::awaitable<response> in_turn(exchange const&, workers&, shares&, std::string const& whose, Work);
    asio::awaitable<response> said_at_once(exchange const&, say const&);
    asio::awaitable<response> look_at(exchange const&, look const&);
    asio::awaitable<response> asked(exchange const&, ask const&, request&, spool&);
    asio::awaitable<std::variant<command, response>> made_from(exchange const&, ask const&, request&, spool&);
    // Puts the entry first that must be there before the answer goes out.
    asio::awaitable<response> entered(exchange const&, response);
    // A page as PDF.
    asio::awaitable<response> printed(exchange const&, std::string const& whose, response page);
    asio::awaitable<bool> knows(std::string const& community);
    asio::awaitable<saksgang::answer> submitted(command);

    services& with_;
    router router_;
    known_communities communities_;
};

} // namespace saksgang::api
