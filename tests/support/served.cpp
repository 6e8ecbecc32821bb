#include "tests/support/served.hpp"

#include <signal.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <thread>

#include "tests/support/cluster.hpp"

namespace saksgang::test {

namespace {

fs::path sqlite_example() {
    static temporary_folder const place;
    static fs::path const file = [] {
        auto const f = place.path / "example.db";
        migrate_and_load("sqlite:" + f.string());
        return f;
    }();
    return file;
}

} // namespace

served::served(database d, std::vector<std::string> more_options)
    : database_(std::move(d)), more_(std::move(more_options)) {
    clock_ = place_.path / "clock";
    if (database_.kind == "sqlite") {
        auto const file = (place_.path / "saksgang.db").string();
        if (database_.loaded)
            for (auto const* part : {"", "-wal"}) // two sessions that close together leave the log behind
                if (auto const from = sqlite_example().string() + part; fs::exists(from))
                    fs::copy_file(from, file + part);
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

served::~served() {
    client_.reset();
    child_.reset();
    try {
        if (!name_.empty()) cluster::of_this_process().drop(name_);
    } catch (std::exception const& e) {
        std::fprintf(stderr, "%s\n", e.what());
    }
}

// --------------------------------------------------------------------------------------------- the process

void served::start_again() {
    log_ = place_.path / ("log-" + std::to_string(++starts_));
    std::vector<std::string> arguments{program().string(), "serve", "--database", url_,
                                       "--port",           "0",     "--clock",    clock_.string()};
    arguments.insert(arguments.end(), more_.begin(), more_.end());
    child_ = std::make_unique<process>(arguments, log_);
    port_ = wait_until_ready();
    client_ = std::make_unique<client>(port_);
}

void served::stop() {
    child_->send(SIGTERM);
    auto const code = child_->wait(20s);
    CHECK_MESSAGE(code == 0, "exit ", code.value_or(-1), "\n", log());
    child_.reset();
}

void served::kill_hard() {
    child_->send(SIGKILL);
    REQUIRE(child_->wait(20s) == 128 + SIGKILL);
    child_.reset();
}

std::string served::check() {
    int code = -1;
    auto printed = run_program({"check", "--database", url_}, &code);
    CHECK_MESSAGE(code == 0, printed);
    return printed;
}

void served::ends_well() {
    stop();
    check();
}

unsigned short served::wait_until_ready() {
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

void served::at(std::string const& rfc3339_utc) {
    write_clock(clock_, rfc3339_utc);
    std::lock_guard const hold(mutex_);
    tokens_.clear();
}

// ------------------------------------------------------------------------------------------------ requests

std::string served::target(std::string const& path) {
    return path.starts_with("//") ? path.substr(1) : "/" + std::string(community) + "/api/v1" + path;
}

std::string served::sign_in(std::string const& username) {
    {
        std::lock_guard const hold(mutex_);
        if (auto const found = tokens_.find(username); found != tokens_.end()) return found->second;
    }
    client own(port_);
    auto const got =
        own.call("POST", target("/sessions"), json{{"username", username}, {"password", password()}}.dump(),
                 {{"Content-Type", "application/json"}});
    REQUIRE_MESSAGE(got.status == 201, username, ": ", got.raw);
    std::lock_guard const hold(mutex_);
    return tokens_[username] = got.body["token"];
}

std::string const& served::password() {
    static auto const p =
        json::parse(contents(source_folder() / "docs/examples/vest-viken/accounts.json"))["password"]
            .get<std::string>();
    return p;
}

reply served::call(client& c, std::string const& username, std::string const& verb, std::string const& path,
                   std::string const& body, header_map headers) {
    if (!username.empty()) headers.emplace("Authorization", "Bearer " + sign_in(username));
    if (!body.empty()) headers.emplace("Content-Type", "application/json");
    return c.call(verb, target(path), body, headers);
}

reply served::get(std::string const& username, std::string const& path, header_map const& headers) {
    return call(*client_, username, "GET", path, {}, headers);
}

reply served::post(std::string const& username, std::string const& path, json const& body,
                   header_map const& headers) {
    if (hands_on_ && !username.empty()) hand_on(username, body);
    return call(*client_, username, "POST", path, body.dump(), headers);
}

reply served::del(std::string const& username, std::string const& path, header_map const& headers) {
    return call(*client_, username, "DELETE", path, {}, headers);
}

std::string served::address(std::string const& stream, std::string const& command, extra const& with) {
    auto const slash = stream.find('/');
    auto const kind = stream.substr(0, slash), id = slash == std::string::npos ? "" : stream.substr(slash);
    static std::map<std::string, std::string> const plural{
        {"case", "cases"}, {"body", "bodies"}, {"fund", "funds"}, {"agreement", "agreements"}};
    auto path = "/" + (plural.contains(kind) ? plural.at(kind) : kind) + id + "/commands/" + command;
    if (!with.effective.empty()) path += "?effective=" + with.effective;
    if (!with.source.empty()) path += (with.effective.empty() ? "?" : "&") + ("source=" + with.source);
    return path;
}

reply served::send(std::string const& username, std::string const& stream, std::string const& command,
                   json const& payload, extra const& with) {
    return post(username, address(stream, command, with), payload, with.headers);
}

// ------------------------------------------------------------------------------------ what must be answered

reply served::must(reply got, std::string const& what) {
    if (got.status / 100 != 2) FAIL(what << ": " << got.status << " " << got.raw);
    return got;
}

json served::does(std::string const& username, std::string const& stream, std::string const& command,
                  json const& payload, extra const& with) {
    return must(send(username, stream, command, payload, with), username + " " + stream + " " + command).body;
}

json served::problem(std::string const& username, std::string const& stream, std::string const& command,
                     json const& payload, extra const& with) {
    auto const got = send(username, stream, command, payload, with);
    CHECK_MESSAGE(got.status >= 400, username, " ", stream, " ", command, " was accepted");
    if (got.status < 400) return {{"code", "accepted"}, {"detail", ""}, {"status", got.status}};
    CHECK(got.headers.at("content-type") == "application/problem+json");
    CHECK(got.body["status"] == got.status);
    CHECK(!got.detail().empty());
    return got.body;
}

std::string served::refused(std::string const& username, std::string const& stream,
                            std::string const& command, json const& payload, extra const& with) {
    return problem(username, stream, command, payload, with)["code"];
}

std::string served::creates(std::string const& username, std::string const& workflow,
                            std::string const& command, json const& payload) {
    auto const got =
        must(post(username, "/cases", {{"workflow", workflow}, {"command", command}, {"payload", payload}}),
             workflow);
    return got.body["case"]["id"];
}

json served::shows(std::string const& username, std::string const& path, header_map const& headers) {
    return must(get(username, path, headers), username + " " + path).body;
}

std::string served::state_of(std::string const& case_id, std::string const& username) {
    return shows(username, "/cases/" + case_id)["state"]["name"];
}

reply served::upload(std::string const& username, std::string const& text) {
    return call(*client_, username, "POST", "/documents", text,
                {{"Content-Type", "text/plain; charset=utf-8"}});
}
void served::hand_on(std::string const& to, json const& payload) {
    std::vector<std::string> bytes;
    std::function<void(json const&)> const look = [&](json const& in) {
        if (in.is_object() && in.contains("digest") && in.contains("title"))
            if (auto const known = texts_.find(in["digest"]);
                known != texts_.end() && has_.emplace(to, known->first).second)
                bytes.push_back(known->second);
        if (in.is_structured())
            for (auto const& child : in) look(child);
    };
    {
        std::lock_guard const lock(mutex_);
        look(payload);
    }
    for (auto const& each : bytes) upload(to, each);
}
json served::document(std::string const& title, std::string const& username, std::string const& text) {
    auto const bytes = text.empty() ? "text of " + title : text;
    auto const got = must(upload(username, bytes), title);
    std::lock_guard const lock(mutex_);
    texts_.emplace(got.body["digest"], bytes);
    has_.emplace(username, got.body["digest"]);
    return {{"digest", got.body["digest"]}, {"title", title}};
}

json served::text(std::string const& title, std::string const& version) {
    return {{"title", title}, {"version", version}, {"renditions", {document(title + " " + version)}}};
}

// ------------------------------------------------------------------------------------- meetings of the SSU

json present(std::initializer_list<char const*> seats) {
    auto list = json::array();
    for (auto const* s : seats) list.push_back({{"seat", s}});
    return list;
}

json everybody() {
    return present({"m1", "m2", "m3", "m4", "t1", "t2", "t3", "t4", "user", "gp", "employee"});
}

json agreement_stated(std::string const& decision, std::string const& held_on, json const& who) {
    return {{"decision", decision},          {"held_on", held_on},      {"chair", "m1"}, {"present", who},
            {"reservations", json::array()}, {"remarks", json::array()}};
}

} // namespace saksgang::test
