// The real program, run as its users run it: `saksgang migrate`, `load`, `serve`, `check` are processes, and
// the tests speak HTTP with the one that serves.
//
//   served s(on_sqlite());                             // Vest-Viken is loaded, on 2 January 2025
//   s.now("2025-03-03");                               // moves the clock; time only goes forward
//   auto id = s.creates("koordinator", "agreement_revision", "propose_revision", {...});
//   s.does("koordinator", "case/" + id, "withdraw", {...});
//   CHECK(s.refused("koordinator", "case/" + id, "withdraw", {...}) == "not_open");
//   CHECK(s.shows("koordinator", "/cases/" + id)["state"]["name"] == "withdrawn");
//   s.ends_well();                                     // SIGTERM, exit code 0, and `saksgang check` finds
//   nothing
//
// Each has a folder, a port and a database of its own. Loading is done once a process and kind of database,
// and copied from then on.
#pragma once

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <nlohmann/json.hpp>
#include "api/asio.hpp"

namespace saksgang::test {

using json = nlohmann::json;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

// ---------------------------------------------------------------------------------------------- processes

inline fs::path source_folder() {
    char const* given = getenv("SAKSGANG_SOURCE_DIR");
    return given ? fs::path(given) : fs::path(SAKSGANG_SOURCE_DIR);
}

class temporary_folder {
  public:
    temporary_folder() {
        auto name = (fs::temp_directory_path() / "sgs-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
        path = name;
    }
    ~temporary_folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    temporary_folder(temporary_folder const&) = delete;
    fs::path path;
};

// The one that was built together with this test: a copy, so that building again meanwhile disturbs nobody.
inline fs::path const& program() {
    static temporary_folder const place;
    static fs::path const copy = [] {
        char const* given = getenv("SAKSGANG_BINARY");
        auto const beside = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "saksgang";
        fs::copy_file(given                ? fs::path(given)
                      : fs::exists(beside) ? beside
                                           : source_folder() / "build/release/saksgang",
                      place.path / "saksgang");
        return place.path / "saksgang";
    }();
    return copy;
}

inline std::string contents(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

// A child. Its output goes to a file. It dies with the thread that started it, so that no test leaves one
// behind.
class process {
  public:
    process(std::vector<std::string> arguments, fs::path const& output) {
        std::vector<char*> argv;
        for (auto& a : arguments) argv.push_back(a.data());
        argv.push_back(nullptr);
        int const out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (out < 0) throw std::runtime_error("can't write " + output.string());
        pid_ = fork();
        if (pid_ == 0) { // only what is safe between fork and exec
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            dup2(out, STDOUT_FILENO);
            dup2(out, STDERR_FILENO);
            execvp(argv[0], argv.data());
            _exit(127);
        }
        ::close(out);
        if (pid_ < 0) throw std::runtime_error("fork");
    }
    ~process() {
        if (running()) {
            send(SIGKILL);
            (void)wait(10s);
        }
    }
    process(process const&) = delete;

    pid_t pid() const { return pid_; }
    void send(int signal) const {
        if (!code_) ::kill(pid_, signal);
    }
    bool running() { return !wait(0ms); }
    // The exit code, or 128 + the signal that ended it; nothing when it still runs after that time.
    std::optional<int> wait(std::chrono::milliseconds limit) {
        auto const end = std::chrono::steady_clock::now() + limit;
        while (!code_) {
            int status = 0;
            if (waitpid(pid_, &status, WNOHANG) == pid_)
                code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            else if (std::chrono::steady_clock::now() >= end)
                return {};
            else
                std::this_thread::sleep_for(5ms);
        }
        return code_;
    }

  private:
    pid_t pid_ = -1;
    std::optional<int> code_;
};

// Runs the program to its end; what it printed. Throws when it failed, unless the exit code is asked for.
inline std::string run_program(std::vector<std::string> arguments, int* exit_code = nullptr) {
    temporary_folder const place;
    arguments.insert(arguments.begin(), program().string());
    process child(arguments, place.path / "out");
    auto const code = child.wait(300s);
    auto printed = contents(place.path / "out");
    if (exit_code)
        *exit_code = code.value_or(-1);
    else if (code != 0)
        throw std::runtime_error("saksgang " + arguments[1] + ": exit " + std::to_string(code.value_or(-1)) +
                                 "\n" + printed);
    return printed;
}

// ---------------------------------------------------------------------------------------------- databases

inline constexpr auto day_of_loading = "2025-01-02";

inline void write_clock(fs::path const& file, std::string const& time) {
    auto const next =
        file.string() + ".next"; // the server reads it at any moment: renaming never shows half a time
    std::ofstream(next) << time << '\n';
    fs::rename(next, file);
}

inline void migrate_and_load(std::string const& url) {
    temporary_folder const place;
    auto const clock = place.path / "clock";
    write_clock(clock, std::string(day_of_loading) + "T08:00:00Z");
    run_program({"migrate", "--database", url});
    run_program({"load", "--database", url, "--clock", clock.string(),
                 (source_folder() / "docs/examples/vest-viken").string()});
}

// PostgreSQL for the process: SAKSGANG_TEST_POSTGRESQL, the address of a superuser to a database for
// maintenance, or a cluster of tests/support/postgres that ends with the process.
class cluster {
  public:
    static cluster& of_this_process() {
        static cluster c;
        return c;
    }
    std::string url(std::string const& database, std::string const& user = {}) const {
        auto all = url_ + (url_.find('?') == std::string::npos ? "?" : "&") + "dbname=" + database;
        if (!user.empty()) all += "&user=" + user; // the last one of a parameter counts
        return all;
    }
    // A database of its own, empty or with the example. Its owner is the superuser; the server is another.
    std::string new_database(bool loaded) {
        static std::atomic<int> count = 0;
        auto const name = "sgs_" + std::to_string(getpid()) + "_" + std::to_string(++count);
        sql("create database " + name + " template " + (loaded ? example() : "template0"));
        return name;
    }
    void drop(std::string const& name) { sql("drop database if exists " + name + " with (force)"); }
    void sql(std::string const& statement) {
        process psql({"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", url_, "-c", statement},
                     place_.path / "psql.log");
        if (psql.wait(60s) != 0)
            throw std::runtime_error(statement + "\n" + contents(place_.path / "psql.log"));
    }

    static constexpr auto server_role = "saksgang_test_server";

  private:
    cluster() {
        if (char const* given = getenv("SAKSGANG_TEST_POSTGRESQL")) {
            url_ = given;
            return;
        }
        own_ = true;
        script("start");
        url_ = contents(place_.path / "address");
        url_.erase(url_.find_last_not_of('\n') + 1);
        guard();
    }
    ~cluster() {
        try {
            if (own_) script("stop");
        } catch (std::exception const& e) {
            std::fprintf(stderr, "%s\n", e.what());
        }
    }
    // A test process that is killed or crashes can't stop its cluster: a process that outlives it does.
    void guard() const {
        auto const dir = cluster_.path.string();
        auto const text = "while kill -0 " + std::to_string(getpid()) + " 2>/dev/null; do sleep 1; done; '" +
                          (source_folder() / "tests/support/postgres").string() + "' stop " + dir +
                          "; rm -rf " + dir;
        if (fork() != 0) return;
        setsid();
        int const nowhere = ::open("/dev/null", O_RDWR);
        for (int fd : {0, 1, 2}) dup2(nowhere, fd);
        execl("/bin/sh", "sh", "-c", text.c_str(), nullptr);
        _exit(127);
    }
    void script(std::string const& action) {
        std::error_code ignored;
        fs::remove(place_.path / "address", ignored);
        process p({(source_folder() / "tests/support/postgres").string(), action, cluster_.path.string()},
                  place_.path / "address");
        if (p.wait(120s) != 0)
            throw std::runtime_error("postgres " + action + ": " + contents(place_.path / "address"));
    }
    std::string const& example() {
        static std::string const name = [this] {
            auto const template_name = new_database(false);
            migrate_and_load(url(template_name));
            // The server may insert and read what has happened, and nothing else: docs/operating.md
            sql(std::string("do $$ begin if not exists (select from pg_roles where rolname = '") +
                server_role + "') then create role " + server_role +
                " login in role saksgang_runtime; end if; end $$");
            return template_name;
        }();
        return name;
    }
    temporary_folder place_, cluster_; // the cluster's own belongs to another user
    std::string url_;
    bool own_ = false;
};

// Where a served program keeps what it holds.
struct database {
    std::string kind;
    bool loaded = true;
};
inline database on_sqlite(bool loaded = true) { return {"sqlite", loaded}; }
inline database on_postgresql(bool loaded = true) { return {"postgresql", loaded}; }

// --------------------------------------------------------------------------------------------------- HTTP

using header_map = std::map<std::string, std::string>;

struct reply {
    int status = 0;     // 0: no answer; `raw` says why
    header_map headers; // names in lower case
    std::string raw;
    json body; // where it is JSON
    std::string code() const { return body.is_object() ? body.value("code", "") : ""; }
    std::string detail() const { return body.is_object() ? body.value("detail", "") : ""; }
};

// One connection, kept alive. A connection that the server has closed meanwhile is opened again, but a
// request that was sent is never sent twice by itself.
class client {
  public:
    explicit client(unsigned short port) : port_(port), stream_(context_) {}

    reply call(std::string const& verb, std::string const& target, std::string const& body = {},
               header_map const& headers = {}) {
        namespace http = boost::beast::http;
        http::request<http::string_body> out;
        out.method_string(verb);
        out.target(target);
        out.set(http::field::host, "127.0.0.1");
        for (auto const& [name, value] : headers) out.set(name, value);
        out.body() = body;
        if (!body.empty() || verb == "POST") out.prepare_payload();
        reply in;
        boost::beast::error_code ec;
        if (closed_by_server() && (ec = connect())) {
            in.raw = ec.message();
            return in;
        }
        run([&](auto done) { http::async_write(stream_, out, done); }, ec);
        http::response_parser<http::string_body> parser;
        parser.body_limit(boost::none);
        if (verb == "HEAD") parser.skip(true);
        boost::beast::error_code
            of_read; // after a failed write too: a refusal may have come before all was sent
        run([&](auto done) { http::async_read(stream_, buffer_, parser, done); }, of_read);
        if (of_read) {
            close();
            in.raw = of_read.message();
            return in;
        }
        auto message = parser.release();
        in.status = static_cast<int>(message.result_int());
        for (auto const& f : message) {
            std::string name(f.name_string());
            std::ranges::transform(name, name.begin(),
                                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            in.headers[name] = std::string(f.value());
        }
        in.raw = std::move(message.body());
        if (in.headers["content-type"].find("json") != std::string::npos)
            in.body = json::parse(in.raw, nullptr, false);
        if (!message.keep_alive()) close();
        return in;
    }
    void close() {
        boost::beast::error_code ignored;
        stream_.socket().close(ignored);
        buffer_.clear();
    }

  private:
    template <class Start>
    void run(Start start, boost::beast::error_code& ec) {
        stream_.expires_after(60s);
        start([&](boost::beast::error_code e, std::size_t) { ec = e; });
        context_.restart();
        context_.run();
    }
    boost::beast::error_code connect() {
        close();
        boost::beast::error_code ec;
        stream_.socket().connect({boost::asio::ip::make_address("127.0.0.1"), port_}, ec);
        if (!ec) stream_.socket().set_option(boost::asio::ip::tcp::no_delay(true), ec);
        return ec;
    }
    bool closed_by_server() {
        if (!stream_.socket().is_open()) return true;
        char byte;
        auto const n = ::recv(stream_.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    }
    unsigned short port_;
    boost::asio::io_context context_;
    boost::beast::tcp_stream stream_;
    boost::beast::flat_buffer buffer_;
};

// ------------------------------------------------------------------------------------------------- served

struct extra {
    std::string effective, source; // the business date and the document that shows it
    header_map headers;
};

class served {
  public:
    static constexpr auto community = "vest-viken";

    explicit served(database d = on_sqlite(), std::vector<std::string> more_options = {})
        : database_(std::move(d)), more_(std::move(more_options)) {
        clock_ = place_.path / "clock";
        if (database_.kind == "sqlite") {
            auto const file = (place_.path / "saksgang.db").string();
            if (database_.loaded) fs::copy_file(sqlite_example(), file);
            url_ = owner_url_ = "sqlite:" + file;
        } else if (database_.kind == "postgresql") {
            auto& c = cluster::of_this_process();
            name_ = c.new_database(database_.loaded);
            owner_url_ = c.url(name_);
            url_ = database_.loaded ? c.url(name_, cluster::server_role) : owner_url_;
        } else {
            url_ = owner_url_ = database_.kind; // an address of the test's own; it migrates and loads
        }
        now(day_of_loading);
        start_again();
    }
    ~served() {
        client_.reset();
        child_.reset();
        try {
            if (!name_.empty()) cluster::of_this_process().drop(name_);
        } catch (std::exception const& e) {
            std::fprintf(stderr, "%s\n", e.what());
        }
    }
    served(served const&) = delete;

    // -- the process

    void start_again() {
        log_ = place_.path / ("log-" + std::to_string(++starts_));
        std::vector<std::string> arguments{program().string(), "serve", "--database", url_,
                                           "--port",           "0",     "--clock",    clock_.string()};
        arguments.insert(arguments.end(), more_.begin(), more_.end());
        child_ = std::make_unique<process>(arguments, log_);
        port_ = wait_until_ready();
        client_ = std::make_unique<client>(port_);
    }
    // As an operator stops it; the exit code must be 0.
    void stop() {
        child_->send(SIGTERM);
        auto const code = child_->wait(20s);
        CHECK_MESSAGE(code == 0, "exit ", code.value_or(-1), "\n", log());
        child_.reset();
    }
    void kill_hard() {
        child_->send(SIGKILL);
        REQUIRE(child_->wait(20s) == 128 + SIGKILL);
        child_.reset();
    }
    // What `saksgang check` prints; its exit code must be 0.
    std::string check() {
        int code = -1;
        auto printed = run_program({"check", "--database", url_}, &code);
        CHECK_MESSAGE(code == 0, printed);
        return printed;
    }
    void ends_well() {
        stop();
        check();
    }
    bool running() { return child_ && child_->running(); }
    pid_t pid() const { return child_->pid(); }
    unsigned short port() const { return port_; }
    std::string const& url() const { return url_; }             // as the server has it
    std::string const& owner_url() const { return owner_url_; } // as `migrate` has it
    fs::path const& folder() const { return place_.path; }
    std::string log() const { return contents(log_); }

    // -- time

    // 09:00 in Oslo, or so, on that day. Everybody signs in again, as sessions end.
    void now(std::string const& day) { at(day + "T08:00:00Z"); }
    void at(std::string const& rfc3339_utc) {
        write_clock(clock_, rfc3339_utc);
        std::lock_guard const hold(mutex_);
        tokens_.clear();
    }

    // -- requests. `path` is below /vest-viken/api/v1, unless it begins with "//": then from the root.

    client new_client() const { return client(port_); } // for another thread
    static std::string target(std::string const& path) {
        return path.starts_with("//") ? path.substr(1) : "/" + std::string(community) + "/api/v1" + path;
    }

    std::string sign_in(std::string const& username) {
        {
            std::lock_guard const hold(mutex_);
            if (auto const found = tokens_.find(username); found != tokens_.end()) return found->second;
        }
        client own(port_);
        auto const got = own.call("POST", target("/sessions"),
                                  json{{"username", username}, {"password", password()}}.dump(),
                                  {{"Content-Type", "application/json"}});
        REQUIRE_MESSAGE(got.status == 201, username, ": ", got.raw);
        std::lock_guard const hold(mutex_);
        return tokens_[username] = got.body["token"];
    }
    static std::string const& password() {
        static auto const p =
            json::parse(contents(source_folder() / "docs/examples/vest-viken/accounts.json"))["password"]
                .get<std::string>();
        return p;
    }

    // Nobody is signed in where `username` is empty.
    reply call(client& c, std::string const& username, std::string const& verb, std::string const& path,
               std::string const& body = {}, header_map headers = {}) {
        if (!username.empty()) headers.emplace("Authorization", "Bearer " + sign_in(username));
        if (!body.empty()) headers.emplace("Content-Type", "application/json");
        return c.call(verb, target(path), body, headers);
    }
    reply get(std::string const& username, std::string const& path, header_map const& headers = {}) {
        return call(*client_, username, "GET", path, {}, headers);
    }
    reply post(std::string const& username, std::string const& path, json const& body,
               header_map const& headers = {}) {
        return call(*client_, username, "POST", path, body.dump(), headers);
    }
    reply del(std::string const& username, std::string const& path, header_map const& headers = {}) {
        return call(*client_, username, "DELETE", path, {}, headers);
    }

    // Where a command to a stream is sent: "case/3", "body/ssu", "fund/tilskudd", "agreement/flaa",
    // "organisation".
    static std::string address(std::string const& stream, std::string const& command,
                               extra const& with = {}) {
        auto const slash = stream.find('/');
        auto const kind = stream.substr(0, slash),
                   id = slash == std::string::npos ? "" : stream.substr(slash);
        static std::map<std::string, std::string> const plural{
            {"case", "cases"}, {"body", "bodies"}, {"fund", "funds"}, {"agreement", "agreements"}};
        auto path = "/" + (plural.contains(kind) ? plural.at(kind) : kind) + id + "/commands/" + command;
        if (!with.effective.empty()) path += "?effective=" + with.effective;
        if (!with.source.empty()) path += (with.effective.empty() ? "?" : "&") + ("source=" + with.source);
        return path;
    }
    reply send(std::string const& username, std::string const& stream, std::string const& command,
               json const& payload = json::object(), extra const& with = {}) {
        return post(username, address(stream, command, with), payload, with.headers);
    }

    // Must be answered with success.
    static reply must(reply got, std::string const& what = {}) {
        if (got.status / 100 != 2) FAIL(what << ": " << got.status << " " << got.raw);
        return got;
    }
    // Must be accepted; the answer: {case, entries}, or {stream, version, entries} of a register.
    json does(std::string const& username, std::string const& stream, std::string const& command,
              json const& payload = json::object(), extra const& with = {}) {
        return must(send(username, stream, command, payload, with), username + " " + stream + " " + command)
            .body;
    }
    // Must be refused; the whole problem: {status, code, detail, hjemmel, errors, open}. Its text must be
    // there.
    json problem(std::string const& username, std::string const& stream, std::string const& command,
                 json const& payload = json::object(), extra const& with = {}) {
        auto const got = send(username, stream, command, payload, with);
        CHECK_MESSAGE(got.status >= 400, username, " ", stream, " ", command, " was accepted");
        if (got.status < 400) return {{"code", "accepted"}, {"detail", ""}, {"status", got.status}};
        CHECK(got.headers.at("content-type") == "application/problem+json");
        CHECK(got.body["status"] == got.status);
        CHECK(!got.detail().empty());
        return got.body;
    }
    std::string refused(std::string const& username, std::string const& stream, std::string const& command,
                        json const& payload = json::object(), extra const& with = {}) {
        return problem(username, stream, command, payload, with)["code"];
    }
    // The new case's id.
    std::string creates(std::string const& username, std::string const& workflow, std::string const& command,
                        json const& payload) {
        auto const got = must(
            post(username, "/cases", {{"workflow", workflow}, {"command", command}, {"payload", payload}}),
            workflow);
        return got.body["case"]["id"];
    }
    json shows(std::string const& username, std::string const& path, header_map const& headers = {}) {
        return must(get(username, path, headers), username + " " + path).body;
    }
    std::string state_of(std::string const& case_id, std::string const& username = "koordinator") {
        return shows(username, "/cases/" + case_id)["state"]["name"];
    }

    // Uploads a text and gives what a payload names it by: {digest, title}.
    json document(std::string const& title, std::string const& username = "koordinator",
                  std::string const& text = {}) {
        auto const got =
            must(call(*client_, username, "POST", "/documents", text.empty() ? "text of " + title : text,
                      {{"Content-Type", "text/plain; charset=utf-8"}}),
                 title);
        return {{"digest", got.body["digest"]}, {"title", title}};
    }
    // A version of a text, with one rendition.
    json text(std::string const& title, std::string const& version) {
        return {{"title", title}, {"version", version}, {"renditions", {document(title + " " + version)}}};
    }

  private:
    unsigned short wait_until_ready() {
        auto const end = std::chrono::steady_clock::now() + 60s;
        for (;;) {
            auto const so_far = log();
            if (auto const at = so_far.find("ready: http://"); at != std::string::npos) {
                auto const line = so_far.substr(at, so_far.find('\n', at) - at);
                if (so_far.find('\n', at) != std::string::npos)
                    return static_cast<unsigned short>(std::stoi(line.substr(line.rfind(':') + 1)));
            }
            if (!child_->running() || std::chrono::steady_clock::now() > end)
                throw std::runtime_error("it does not serve: " + so_far);
            std::this_thread::sleep_for(5ms);
        }
    }
    static fs::path sqlite_example() {
        static temporary_folder const place;
        static fs::path const file = [] {
            auto const f = place.path / "example.db";
            migrate_and_load("sqlite:" + f.string());
            REQUIRE_FALSE(fs::exists(f.string() + "-wal")); // all is in the one file that is copied
            return f;
        }();
        return file;
    }

    temporary_folder place_;
    database database_;
    std::vector<std::string> more_;
    fs::path clock_, log_;
    std::string url_, owner_url_, name_;
    int starts_ = 0;
    unsigned short port_ = 0;
    std::unique_ptr<process> child_;
    std::unique_ptr<client> client_;
    std::mutex mutex_;
    std::map<std::string, std::string> tokens_;
};

// ------------------------------------------------------------------------------------- meetings of the SSU

inline json present(std::initializer_list<char const*> seats) {
    auto list = json::array();
    for (auto const* s : seats) list.push_back({{"seat", s}});
    return list;
}
inline json everybody() {
    return present({"m1", "m2", "m3", "m4", "t1", "t2", "t3", "t4", "user", "gp", "employee"});
}
inline json agreement_stated(std::string const& decision, std::string const& held_on,
                             json const& who = everybody()) {
    return {{"decision", decision},          {"held_on", held_on},      {"chair", "m1"}, {"present", who},
            {"reservations", json::array()}, {"remarks", json::array()}};
}

struct sqlite_served {
    static database kind() { return on_sqlite(); }
};
struct postgresql_served {
    static database kind() { return on_postgresql(); }
};
// `served s(where::kind());`
#define ON_BOTH_SERVED(name) \
    TEST_CASE_TEMPLATE(name, where, saksgang::test::sqlite_served, saksgang::test::postgresql_served)

} // namespace saksgang::test

TYPE_TO_STRING(saksgang::test::sqlite_served);
TYPE_TO_STRING(saksgang::test::postgresql_served);
