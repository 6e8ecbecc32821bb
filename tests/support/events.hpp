// A reader of Server-Sent Events, as a browser's EventSource.
#pragma once

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace saksgang::test {

struct event {
    std::string id, name;
    nlohmann::json data;
};

class event_stream {
  public:
    event_stream(unsigned short port, std::string const& target, std::map<std::string, std::string> headers);
    ~event_stream();
    event_stream(event_stream const&) = delete;

    std::string head; // of the answer
    // The next one; none: nothing came in time, or it has ended.
    std::optional<event> next(std::chrono::milliseconds patience = std::chrono::seconds(5));
    // The version of the stream, when it is told; -1: it is not told in time.
    std::int64_t version_of(std::string const& stream,
                            std::chrono::milliseconds patience = std::chrono::seconds(5));
    // By the server, within that time.
    bool ends(std::chrono::milliseconds patience = std::chrono::seconds(5));

  private:
    bool fill(std::chrono::steady_clock::time_point until);
    int socket_;
    bool ended_ = false;
    std::string held_;
};

} // namespace saksgang::test
