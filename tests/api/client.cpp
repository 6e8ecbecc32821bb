#include "tests/api/client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace saksgang::test {

client::client(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &where.sin_addr);
    timeval const limit{60, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (connect(socket_, reinterpret_cast<sockaddr const*>(&where), sizeof where) != 0)
        throw std::runtime_error("no server");
}

client::~client() { ::close(socket_); }

void client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) return; // the server has closed: the answer tells
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

bool client::fill() {
    char bytes[65536];
    auto const n = ::recv(socket_, bytes, sizeof bytes, 0);
    if (n <= 0) return false;
    held_.append(bytes, static_cast<std::size_t>(n));
    return true;
}

bool client::closed() {
    timeval const limit{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    char byte;
    return ::recv(socket_, &byte, 1, 0) == 0;
}

reply client::receive(bool of_head) {
    while (held_.find("\r\n\r\n") == held_.npos)
        if (!fill()) return {};
    auto const end = held_.find("\r\n\r\n") + 4;
    auto head = held_.substr(0, end - 2);
    held_.erase(0, end);
    reply out;
    out.status = std::stoi(head.substr(9, 3));
    head.erase(0, head.find("\r\n") + 2);
    while (!head.empty()) {
        auto const line_end = head.find("\r\n"), colon = head.find(": ");
        auto name = head.substr(0, colon);
        std::ranges::transform(name, name.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        out.headers[name] = head.substr(colon + 2, line_end - colon - 2);
        head.erase(0, line_end + 2);
    }
    auto const length =
        of_head || !out.headers.contains("content-length") ? 0 : std::stoul(out.headers["content-length"]);
    while (held_.size() < length)
        if (!fill()) return {};
    out.body = held_.substr(0, length);
    held_.erase(0, length);
    return out;
}

reply client::call(std::string const& method, std::string const& target, std::string const& body,
                   std::map<std::string, std::string> headers) {
    headers.insert(always.begin(), always.end());
    if (!token.empty()) headers.emplace("Authorization", "Bearer " + token);
    auto request = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n";
    for (auto const& [name, value] : headers) request += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST")
        request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    send(request + "\r\n" + body);
    return receive(method == "HEAD");
}

reply client::get(std::string const& target, std::map<std::string, std::string> headers) {
    return call("GET", target, "", std::move(headers));
}

reply client::post(std::string const& target, nlohmann::json const& body,
                   std::map<std::string, std::string> headers) {
    headers.emplace("Content-Type", "application/json");
    return call("POST", target, body.dump(), std::move(headers));
}

} // namespace saksgang::test
