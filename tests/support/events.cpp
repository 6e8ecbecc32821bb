#include "tests/support/events.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <sstream>
#include <stdexcept>

namespace saksgang::test {

using std::chrono::steady_clock;

event_stream::event_stream(unsigned short port, std::string const& target,
                           std::map<std::string, std::string> headers)
    : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &where.sin_addr);
    if (connect(socket_, reinterpret_cast<sockaddr const*>(&where), sizeof where) != 0)
        throw std::runtime_error("no server");
    auto asked = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n";
    for (auto const& [name, value] : headers) asked += name + ": " + value + "\r\n";
    asked += "\r\n";
    (void)!::send(socket_, asked.data(), asked.size(), MSG_NOSIGNAL);
    auto const until = steady_clock::now() + std::chrono::seconds(20);
    while (held_.find("\r\n\r\n") == held_.npos)
        if (!fill(until)) return;
    auto const end = held_.find("\r\n\r\n") + 4;
    head = held_.substr(0, end);
    held_.erase(0, end);
}

event_stream::~event_stream() { ::close(socket_); }

bool event_stream::fill(steady_clock::time_point until) {
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now());
    pollfd one{socket_, POLLIN, 0};
    if (ended_ || ::poll(&one, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0))) <= 0)
        return false;
    char bytes[65536];
    auto const n = ::recv(socket_, bytes, sizeof bytes, 0);
    if (n <= 0) ended_ = true;
    if (n > 0) held_.append(bytes, static_cast<std::size_t>(n));
    return n > 0;
}

std::optional<event> event_stream::next(std::chrono::milliseconds patience) {
    for (auto const until = steady_clock::now() + patience;;) {
        auto const end = held_.find("\n\n");
        if (end == held_.npos) {
            if (!fill(until)) return {};
            continue;
        }
        std::istringstream lines(held_.substr(0, end));
        held_.erase(0, end + 2);
        event e;
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with("id: ")) e.id = line.substr(4);
            if (line.starts_with("event: ")) e.name = line.substr(7);
            if (line.starts_with("data: ")) e.data = nlohmann::json::parse(line.substr(6));
        }
        if (!e.name.empty()) return e; // else a comment
    }
}

std::int64_t event_stream::version_of(std::string const& stream, std::chrono::milliseconds patience) {
    auto const until = steady_clock::now() + patience;
    while (steady_clock::now() < until) {
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now());
        auto const e = next(left);
        if (!e) return -1;
        if (!e->data.contains("changes")) continue;
        for (auto const& c : e->data["changes"])
            if (c["stream"] == stream) return c["version"];
    }
    return -1;
}

bool event_stream::ends(std::chrono::milliseconds patience) {
    auto const until = steady_clock::now() + patience;
    while (!ended_ && steady_clock::now() < until) fill(until);
    return ended_;
}

} // namespace saksgang::test
