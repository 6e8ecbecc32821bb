// What tests/bench/hostile runs, against a server with the example community. Both print one line of JSON.
//
//   hostile attack PORT SECONDS CONNECTIONS SHARE   slow heads, slow bodies, guesses, large bodies and idle ones, each from
//                                                   an address of its own; together that share of a core at most
//   hostile honest PORT SECONDS                     one who works: looks, and now and then a command
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

namespace {

using nlohmann::json;
using clock_type = std::chrono::steady_clock;
using namespace std::chrono_literals;

std::string const base = "/vest-viken/api/v1", password = "samhandling-2024";

// A connection from an address of this machine: 127.0.FROM.1.
class wire {
  public:
    wire(unsigned short port, int from) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in own{.sin_family = AF_INET}, there{.sin_family = AF_INET, .sin_port = htons(port)};
        own.sin_addr.s_addr = htonl(INADDR_LOOPBACK + (static_cast<unsigned>(from) << 8));
        there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval const limit{20, 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        is_open_ = bind(socket_, reinterpret_cast<sockaddr*>(&own), sizeof own) == 0 &&
                   connect(socket_, reinterpret_cast<sockaddr*>(&there), sizeof there) == 0;
    }
    ~wire() { ::close(socket_); }
    wire(wire const&) = delete;

    bool is_open() const { return is_open_; }
    bool send(std::string_view bytes) {
        while (is_open_ && !bytes.empty()) {
            auto const n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0) is_open_ = false;
            bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
        }
        return is_open_;
    }
    // The status of an answer, or 0.
    int answer() {
        std::size_t end = 0;
        while ((end = held_.find("\r\n\r\n")) == held_.npos)
            if (!fill()) return 0;
        auto const at = held_.find("Content-Length: ");
        auto const length = at < end ? std::stoul(held_.substr(at + 16, 12)) : 0;
        while (held_.size() < end + 4 + length)
            if (!fill()) return 0;
        auto const status = std::stoi(held_.substr(9, 3));
        body = held_.substr(end + 4, length);
        held_.erase(0, end + 4 + length);
        return status;
    }
    // Whether it is still there.
    bool is_kept() {
        char byte;
        return is_open_ && ::recv(socket_, &byte, 1, MSG_DONTWAIT | MSG_PEEK) < 0;
    }
    std::string body;

  private:
    bool fill() {
        char bytes[16384];
        auto const n = ::recv(socket_, bytes, sizeof bytes, 0);
        if (n <= 0) return is_open_ = false;
        held_.append(bytes, static_cast<std::size_t>(n));
        return true;
    }
    int socket_;
    bool is_open_;
    std::string held_;
};

std::string head(std::string const& line, std::string const& token, std::size_t length) {
    return line + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") +
           "Content-Length: " + std::to_string(length) + "\r\n\r\n";
}
std::string post(std::string const& path, std::string const& token, std::string const& body) {
    return head("POST " + base + path, token, body.size()) + body;
}
std::string get(std::string const& path, std::string const& token) {
    return head("GET " + base + path, token, 0);
}

std::string sign_in(unsigned short port, int from, std::string const& username) {
    wire w(port, from);
    w.send(post("/sessions", {}, json{{"username", username}, {"password", password}}.dump()));
    if (w.answer() != 201) throw std::runtime_error("can't sign in as " + username);
    return json::parse(w.body)["token"];
}

// ------------------------------------------------------------------------------------------------- who attacks

struct attack {
    unsigned short port;
    clock_type::time_point begun = clock_type::now(), until;
    double share;      // of a core
    std::string token; // of an account that has no role
    std::map<std::string, std::atomic<long>> done;

    bool goes_on() const { return clock_type::now() < until; }
    // No more of the processor than its share.
    void hold() const {
        for (;;) {
            rusage used{};
            getrusage(RUSAGE_SELF, &used);
            auto const us = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1'000'000 +
                            used.ru_utime.tv_usec + used.ru_stime.tv_usec;
            auto const may =
                std::chrono::duration<double, std::micro>(clock_type::now() - begun).count() * share;
            if (static_cast<double>(us) <= may || !goes_on()) return;
            std::this_thread::sleep_for(10ms);
        }
    }
};

// Begins so, and goes on with a byte now and then.
void drip(attack& a, int from, std::string const& begin, char const* what) {
    while (a.goes_on()) {
        a.hold();
        wire w(a.port, from);
        w.send(begin);
        ++a.done[what];
        while (a.goes_on() && w.send("x") && w.is_kept()) std::this_thread::sleep_for(500ms);
    }
}

void stay_idle(attack& a, int from) {
    while (a.goes_on()) {
        a.hold();
        wire w(a.port, from);
        w.send(get("/community", {}));
        (void)w.answer();
        ++a.done["idle"];
        while (a.goes_on() && w.is_kept()) std::this_thread::sleep_for(500ms);
    }
}

// One after the other, whatever the answers.
void flood(attack& a, int from, char const* what, std::string (*make)(attack const&, long)) {
    for (long n = 0; a.goes_on();) {
        wire w(a.port, from);
        while (a.goes_on() && w.is_open()) {
            a.hold();
            w.send(make(a, n++));
            (void)w.answer();
            ++a.done[what];
        }
    }
}

std::string guess(attack const&, long n) {
    auto const who = n % 2 ? "leder" : "user" + std::to_string(n);
    return post("/sessions", {}, json{{"username", who}, {"password", "feil passord"}}.dump());
}

std::string large(attack const& a, long n) {
    static std::string const items = [] {
        std::string all = "{\"payload\":[0";
        for (int i = 0; i < 30'000; ++i) all += ",0";
        return all + "], \"workflow\": \"" + std::string(900'000, 'a') + "\"}";
    }();
    if (n % 2) return post("/cases", a.token, items);
    return post("/documents", a.token, std::string(1'000'000, static_cast<char>('a' + n % 26)));
}

void run_attack(unsigned short port, int seconds, int connections, double share) {
    attack a{.port = port,
             .until = clock_type::now() + std::chrono::seconds(seconds),
             .share = share,
             .token = sign_in(port, 1, "bruker")};
    for (auto const* what : {"slow heads", "slow bodies", "guesses", "large bodies", "idle"}) a.done[what];
    std::vector<std::thread> threads;
    for (int n = 0; n < connections; ++n)
        threads.emplace_back([&a, n] {
            auto const from = 10 + n % 200;
            switch (n % 5) {
                case 0:
                    return drip(a, from, "GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "slow heads");
                case 1:
                    return drip(
                        a, from,
                        head("POST " + base + "/documents", a.token, 1'000'000) + std::string(60'000, 'x'),
                        "slow bodies");
                case 2:
                    return flood(a, from, "guesses", guess);
                case 3:
                    return flood(a, from, "large bodies", large);
                default:
                    return stay_idle(a, from);
            }
        });
    for (auto& t : threads) t.join();
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    json out;
    for (auto const& [what, n] : a.done) out[what] = n.load();
    auto const cpu_s = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                       static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    out["of_a_core"] = cpu_s / std::chrono::duration<double>(clock_type::now() - a.begun).count();
    std::cout << out.dump() << std::endl;
}

// ------------------------------------------------------------------------------------------------ who works

void run_honest(unsigned short port, int seconds) {
    constexpr int own_address = 1;
    auto const begun_signing_in = clock_type::now();
    auto const token = sign_in(port, own_address, "koordinator");
    std::chrono::duration<double, std::milli> const signed_in = clock_type::now() - begun_signing_in;
    std::vector<std::string> const looks{"/worklist", "/cases?limit=20", "/cases/2024-3", "/me"};
    auto const create = json{{"workflow", "grant_scheme"},
                             {"payload", {{"title", "Tilskudd"}, {"fund", "tilskudd"}, {"year", 2024}}}}
                            .dump();
    auto w = std::make_unique<wire>(port, own_address);
    std::vector<double> ms;
    std::map<std::string, long> others; // what was not answered as it should be
    auto const until = clock_type::now() + std::chrono::seconds(seconds);
    for (std::size_t n = 0; clock_type::now() < until; ++n) {
        bool const is_command = n % 40 == 0;
        auto const request = is_command ? post("/cases", token, create) : get(looks[n % looks.size()], token);
        auto const begun = clock_type::now();
        w->send(request);
        auto status = w->answer();
        if (status == 0) { // as any client does: once more
            w = std::make_unique<wire>(port, own_address);
            w->send(request);
            status = w->answer();
            ++others["connected again"];
        }
        ms.push_back(std::chrono::duration<double, std::milli>(clock_type::now() - begun).count());
        if (status != (is_command ? 201 : 200)) ++others["status " + std::to_string(status)];
        std::this_thread::sleep_for(10ms);
    }
    std::ranges::sort(ms);
    auto const at = [&](double share) {
        return ms.empty() ? 0 : ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
    };
    std::cout << json{{"requests", ms.size()},
                      {"p50_ms", at(0.5)},
                      {"p99_ms", at(0.99)},
                      {"max_ms", at(1)},
                      {"sign_in_ms", signed_in.count()},
                      {"others", others}}
                     .dump()
              << std::endl;
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> const a(argv + 1, argv + argc);
    if (a.size() == 5 && a[0] == "attack")
        run_attack(static_cast<unsigned short>(std::stoi(a[1])), std::stoi(a[2]), std::stoi(a[3]),
                   std::stod(a[4]));
    else if (a.size() == 3 && a[0] == "honest")
        run_honest(static_cast<unsigned short>(std::stoi(a[1])), std::stoi(a[2]));
    else
        return std::cerr << "see the top of tests/bench/hostile.cpp" << std::endl, 2;
    return 0;
}
