// Loads a running server with accepted commands over keep-alive connections and prints what it measured as
// JSON.
//
//   load_driver PORT CONNECTIONS SECONDS SERVER [CLUSTER [PER_SECOND]]     against a server with the example community
//
// SERVER and CLUSTER are process ids: of the server, and of the postmaster of its database. What the processors did
// for them, and for this program, is measured over the same time as the commands (with all children of theirs), and
// given in microseconds for a command. CLUSTER 0: there is none. PER_SECOND: no more commands than that, of all
// connections together.
//
// The mix: each connection takes grant applications, one after the other, from draft to award, in ten
// commands: create, submit, two of formal control, two of assessment, proposal to SSU, opening of the round,
// a member's position, and the agreement stated, which commits money from a fund of the connection's own.
// Every command is durable when answered.
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include <unistd.h>

#include "api/asio.hpp"

namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using nlohmann::json;
using clock_type = std::chrono::steady_clock;

std::string const base = "/vest-viken/api/v1";

struct measured {
    std::vector<float> ms; // of each accepted command
    std::size_t refused = 0;
};

class connection {
  public:
    connection(asio::io_context& io, unsigned short port) : socket_(io) {
        socket_.connect({asio::ip::address_v4::loopback(), port});
        socket_.set_option(tcp::no_delay(true));
    }

    // Sends a request and gives its status; the answer's body is in `body`.
    asio::awaitable<int> call(std::string const& target, std::string const& token,
                              std::string const& payload) {
        request_.clear();
        request_ += "POST ";
        request_ += base;
        request_ += target;
        request_ +=
            " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nPrefer: return=minimal\r\n";
        if (!token.empty()) request_ += "Authorization: Bearer " + token + "\r\n";
        request_ += "Content-Length: " + std::to_string(payload.size()) + "\r\n\r\n";
        request_ += payload;
        co_await asio::async_write(socket_, asio::buffer(request_), asio::use_awaitable);
        std::size_t head = 0;
        while ((head = held_.find("\r\n\r\n")) == held_.npos) co_await more();
        head += 4;
        auto const length = content_length(std::string_view(held_).substr(0, head));
        while (held_.size() < head + length) co_await more();
        body = held_.substr(head, length);
        auto const status = std::stoi(held_.substr(9, 3));
        held_.erase(0, head + length);
        co_return status;
    }

    std::string body;

  private:
    asio::awaitable<void> more() {
        auto const n = co_await socket_.async_read_some(asio::buffer(chunk_), asio::use_awaitable);
        held_.append(chunk_.data(), n);
    }
    static std::size_t content_length(std::string_view head) {
        for (auto const* name : {"Content-Length: ", "content-length: "})
            if (auto const at = head.find(name); at != head.npos)
                return std::stoul(std::string(head.substr(at + 16, 20)));
        return 0;
    }
    tcp::socket socket_;
    std::string request_, held_;
    std::array<char, 16 * 1024> chunk_;
};

struct tokens {
    std::string handler, finance, member;
};

// What all connections need before the clock starts.
struct shared_ground {
    tokens who;
    json document;
    std::string present;
};

asio::awaitable<void> must(connection& c, std::string target, std::string token, std::string payload) {
    auto const status = co_await c.call(target, token, payload);
    if (status >= 300)
        throw std::runtime_error(target + " answered " + std::to_string(status) + ": " + c.body);
}

std::string stream_in(std::string const& body) { // "stream":"case/2025-17" -> 2025-17
    auto const at = body.find("case/");
    if (at == body.npos) throw std::runtime_error("no case in " + body);
    return body.substr(at + 5, body.find('"', at) - at - 5);
}

std::string agreement(shared_ground const& g) {
    return R"({"decision":"decision","held_on":")" + g.present +
           R"(","chair":"m1","present":[{"seat":"m1"},{"seat":"m2"},{"seat":"t1"},{"seat":"t2"}],"reservations":[],"remarks":[]})";
}

struct step {
    char const* name;
    std::string token, payload;
};

class applicant {
  public:
    applicant(asio::io_context& io, unsigned short port, shared_ground const& g, std::string name, int year,
              clock_type::duration pause)
        : connection_(io, port),
          ground_(g),
          fund_("bench-" + std::move(name)),
          year_(year),
          turn_(io),
          pause_(pause) {
        text_ = json{{"title", "Forslag"}, {"version", "1"}, {"renditions", {g.document}}};
    }

    asio::awaitable<void> prepare() {
        auto const& w = ground_.who;
        auto& c = connection_;
        auto const funds = "/funds/" + fund_ + "/commands/";
        co_await must(c, funds + "open_fund", w.handler, fund_to_open());
        co_await must(c, funds + "allocate", w.finance, allocation());
        co_await must(c, "/cases", w.handler, scheme_to_create());
        scheme_ = stream_in(c.body);
        auto const scheme = "/cases/" + scheme_ + "/commands/";
        co_await must(c, scheme + "submit_scheme", w.handler, scheme_text());
        co_await must(c, scheme + "state_agreement", w.handler, agreement(ground_));
        create_ = application();
    }

    asio::awaitable<void> run(clock_type::time_point until) {
        while (clock_type::now() < until) {
            if (!co_await timed("/cases", ground_.who.handler, create_)) co_return;
            auto const at = "/cases/" + stream_in(connection_.body) + "/commands/";
            auto const steps = from_submission_to_award();
            for (auto const& each : steps)
                if (!co_await timed(at + each.name, each.token, each.payload)) co_return;
        }
    }

    measured result;

  private:
    // Payloads stand apart from the coroutines: g++ 12 does not compile braced initialisers beside co_await.
    std::string fund_to_open() const {
        return json{{"name", {{"nb", fund_}, {"nn", fund_}, {"en", fund_}}}, {"holder", "vestre-viken"}}
            .dump();
    }
    std::string allocation() const {
        return json{{"year", year_}, {"amount", 1'000'000'000'000}, {"basis", ground_.document}}.dump();
    }
    std::string scheme_to_create() const {
        return json{{"workflow", "grant_scheme"},
                    {"payload", {{"title", fund_}, {"fund", fund_}, {"year", year_}}}}
            .dump();
    }
    std::string scheme_text() const { return json{{"text", text_}, {"criteria", {"x"}}}.dump(); }
    std::string application() const {
        return json{
            {"workflow", "grant_application"},
            {"payload",
             {{"title", "Forprosjekt"},
              {"fund", fund_},
              {"scheme", scheme_},
              {"year", year_},
              {"applied", 10'000},
              {"phase", "preliminary_project"},
              {"priority_groups", {"frail_elderly"}},
              {"goals", {"Tidlig oppdagelse av skrøpelighet"}},
              {"applicants", {{{"party", "vestre-viken"}}, {{"party", "kongsberg"}}}},
              {"partners", json::array()},
              {"contributions",
               {{{"party", "vestre-viken"}, {"amount", 100}}, {{"party", "kongsberg"}, {"amount", 100}}}},
              {"ends", std::to_string(year_ + 1) + "-10-31"},
              {"user_involvement", "Brukerutvalget"},
              {"implementation_plan", "Tre faser"},
              {"evaluation_plan", "Ved slutt"}}}}
            .dump();
    }
    std::vector<step> from_submission_to_award() const {
        auto const& h = ground_.who.handler;
        auto const digest = text_["renditions"][0]["digest"].get<std::string>();
        return {
            {"submit_application", h, json{{"application", ground_.document}}.dump()},
            {"begin_screening", h, "{}"},
            {"pass_screening", h, "{}"},
            {"submit_assessment", h, json{{"assessment", ground_.document}}.dump()},
            {"assess_impartiality", h, R"({"concerns":[]})"},
            {"propose_decision", h, json{{"outcome", "award"}, {"amount", 10'000}, {"text", text_}}.dump()},
            {"open_round", h,
             R"({"procedure":"meeting","present":[{"seat":"m1"},{"seat":"m2"},{"seat":"t1"},{"seat":"t2"}]})"},
            {"take_position", ground_.who.member,
             json{{"round", "r1"}, {"digest", digest}, {"position", "agree"}}.dump()},
            {"state_agreement", h, agreement(ground_)},
        };
    }

    asio::awaitable<bool> timed(std::string const& target, std::string const& token,
                                std::string const& payload) {
        if (pause_ != clock_type::duration::zero()) {
            co_await turn_.async_wait(asio::use_awaitable);
            turn_.expires_at(std::max(turn_.expiry() + pause_, clock_type::now()));
        }
        auto const begun = clock_type::now();
        auto const status = co_await connection_.call(target, token, payload);
        if (status < 300) {
            result.ms.push_back(std::chrono::duration<float, std::milli>(clock_type::now() - begun).count());
            co_return true;
        }
        if (result.refused++ == 0)
            std::cerr << target << " answered " << status << ": " << connection_.body << std::endl;
        co_return false;
    }

    connection connection_;
    shared_ground const& ground_;
    std::string fund_, scheme_, create_;
    int year_;
    asio::steady_timer turn_;
    clock_type::duration pause_; // from the beginning of one command to that of the next
    json text_;
};

asio::awaitable<std::string> sign_in(connection& c, std::string username) {
    auto const payload = R"({"username":")" + username + R"(","password":"samhandling-2024"})";
    co_await must(c, "/sessions", "", payload);
    co_return json::parse(c.body)["token"];
}

asio::awaitable<void> lay_ground(connection& c, shared_ground& g) {
    g.who.handler = co_await sign_in(c, "koordinator");
    g.who.finance = co_await sign_in(c, "okonom");
    g.who.member = co_await sign_in(c, "drammen");
    for (auto const* who : {&g.who.finance, &g.who.handler}) // who links a document has uploaded it
        co_await must(c, "/documents", *who, "\"et dokument\"");
    g.document["digest"] = json::parse(c.body)["digest"];
    g.document["title"] = "Et dokument";
}

template <class A>
void run_all(asio::io_context& io, A&& start) {
    std::exception_ptr failed;
    start([&](asio::awaitable<void> a) {
        asio::co_spawn(io, std::move(a), [&](std::exception_ptr e) {
            if (e && !failed) failed = e;
        });
    });
    io.restart();
    io.run();
    if (failed) std::rethrow_exception(failed);
}

// What /proc says of a process: its parent, and the processors' time that it has used, in ticks: `own`, and that of
// children which have ended.
struct process_times {
    int parent = 0;
    std::int64_t own = 0, ended_children = 0;
};
process_times times_of(std::string const& pid) {
    std::ifstream file("/proc/" + pid + "/stat");
    std::string all(std::istreambuf_iterator<char>(file), {});
    auto const name_ends = all.rfind(')'); // the name may hold anything
    if (name_ends == all.npos) return {};
    std::istringstream fields(all.substr(name_ends + 1));
    std::string state, skipped;
    std::int64_t user = 0, system = 0, children_user = 0, children_system = 0;
    process_times t;
    fields >> state >> t.parent;
    for (int i = 0; i < 9; ++i) fields >> skipped;
    fields >> user >> system >> children_user >> children_system;
    t.own = user + system;
    t.ended_children = children_user + children_system;
    return t;
}

// Microseconds that a process and all its children have used since they began; 0 where there is no process.
double cpu_us(int pid) {
    if (pid == 0) return 0;
    auto const of_parent = times_of(std::to_string(pid));
    auto ticks = of_parent.own + of_parent.ended_children;
    for (auto const& each : std::filesystem::directory_iterator("/proc"))
        if (auto const name = each.path().filename().string();
            name.find_first_not_of("0123456789") == name.npos)
            if (auto const t = times_of(name); t.parent == pid) ticks += t.own + t.ended_children;
    return static_cast<double>(ticks) * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

} // namespace

int main(int argc, char** argv) try {
    if (argc < 5 || argc > 7) {
        std::cerr << "load_driver PORT CONNECTIONS SECONDS SERVER [CLUSTER [PER_SECOND]]" << std::endl;
        return 2;
    }
    std::array const processes{std::stoi(argv[4]), argc > 5 ? std::stoi(argv[5]) : 0,
                               static_cast<int>(getpid())};
    auto const used = [&] {
        std::array<double, 3> us{};
        std::ranges::transform(processes, us.begin(), cpu_us);
        return us;
    };
    auto const port = static_cast<unsigned short>(std::stoi(argv[1]));
    auto const connections = std::stoul(argv[2]);
    auto const seconds = std::chrono::duration<double>(std::stod(argv[3]));
    auto const pause =
        std::chrono::duration<double>(argc > 6 ? static_cast<double>(connections) / std::stod(argv[6]) : 0);
    auto const now = std::chrono::system_clock::now();
    std::chrono::year_month_day const ymd{std::chrono::floor<std::chrono::days>(now)};
    char today[16];
    std::snprintf(today, sizeof today, "%04d-%02u-%02u", static_cast<int>(ymd.year()),
                  static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));

    asio::io_context io(1);
    shared_ground ground;
    ground.present = today;
    connection first(io, port);
    run_all(io, [&](auto spawn) { spawn(lay_ground(first, ground)); });
    std::vector<std::unique_ptr<applicant>> applicants;
    auto const stamp = std::to_string(now.time_since_epoch().count());
    for (std::size_t i = 0; i < connections; ++i)
        applicants.push_back(std::make_unique<applicant>(
            io, port, ground, stamp + "-" + std::to_string(i), static_cast<int>(ymd.year()),
            std::chrono::duration_cast<clock_type::duration>(pause)));
    for (auto& a : applicants) run_all(io, [&](auto spawn) { spawn(a->prepare()); });

    auto const used_before = used();
    auto const begun = clock_type::now();
    auto const until = begun + std::chrono::duration_cast<clock_type::duration>(seconds);
    run_all(io, [&](auto spawn) {
        for (auto& a : applicants) spawn(a->run(until));
    });
    auto const took = std::chrono::duration<double>(clock_type::now() - begun).count();

    auto used_for = used();
    std::vector<float> ms;
    std::size_t refused = 0;
    for (auto& a : applicants) {
        ms.insert(ms.end(), a->result.ms.begin(), a->result.ms.end());
        refused += a->result.refused;
    }
    std::ranges::sort(ms);
    auto const at = [&](double q) {
        return ms.empty() ? 0.0F : ms[static_cast<std::size_t>(q * static_cast<double>(ms.size() - 1))];
    };
    for (std::size_t i = 0; i < used_for.size(); ++i)
        used_for[i] = ms.empty() ? 0 : (used_for[i] - used_before[i]) / static_cast<double>(ms.size());
    std::cout << json{{"commands", ms.size()},    {"commands_per_s", static_cast<double>(ms.size()) / took},
                      {"p50_ms", at(0.5)},        {"p99_ms", at(0.99)},
                      {"server_us", used_for[0]}, {"database_us", used_for[1]},
                      {"driver_us", used_for[2]}, {"refused", refused}}
              << std::endl;
    return refused == 0 ? 0 : 1;
} catch (std::exception const& error) {
    std::cerr << "load_driver: " << error.what() << std::endl;
    return 1;
}
