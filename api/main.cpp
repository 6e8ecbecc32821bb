// saksgang: the program. It alone names every layer and wires them.
//
//   serve     store -> kernel (all workflows) -> executor -> HTTP, until SIGTERM or SIGINT
//   migrate   brings the database's schema up to this program
//   openapi   prints the API's description
//
// A further subcommand is a file with `void add_X(CLI::App&)` and a line in `main`.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "api/log.hpp"
#include "api/openapi.hpp"
#include "api/serve.hpp"
#include "api/system_source.hpp"
#include "storage/storage.hpp"
#include "workflows/registry.hpp"

namespace saksgang::api {
namespace {

constexpr std::size_t streams_at_once = 500;

// A program that meets a workflow, version or state that it does not know must not decide anything about it.
void know_every_case(store& data, kernel const& rules) {
    auto const db = data.open();
    for (auto const& community : db->communities())
        for (std::string after;;) {
            auto const page = db->streams(community, "case/", after, streams_at_once);
            for (auto const& s : page) (void)rules.of(state_from(s.stream, s.version, s.hash, s.bytes));
            if (page.size() < streams_at_once) break;
            after = page.back().stream;
        }
}

// Each connection is a file descriptor: take as many as the system gives.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

struct serve_options {
    std::string database = "sqlite:saksgang.db", clock, log_level = "info";
    server::options http;
};

void run_serve(serve_options const& o) {
    start_log(o.log_level);
    raise_descriptor_limit();
    auto const data = open_store(o.database);
    if (data->name() == "sqlite")
        data->migrate(); // PostgreSQL's schema belongs to another role: `saksgang migrate`
    for (auto const& warning : data->check_ready()) log_warning("store", warning);
    kernel const rules(all_workflows());
    know_every_case(*data, rules);
    system_source chance(o.clock.empty() ? std::nullopt : std::optional<std::filesystem::path>(o.clock));
    serve(*data, rules, chance, o.http, [&](server& here) {
        here.heed_signals();
        auto const host =
            o.http.address.find(':') == std::string::npos ? o.http.address : "[" + o.http.address + "]";
        std::cout << "ready: http://" << host << ":" << here.port() << std::endl;
    });
    log_event("stopped");
    flush_log();
}

void add_serve(CLI::App& app) {
    auto* sub = app.add_subcommand("serve", "Serve the API");
    auto const o = std::make_shared<serve_options>();
    sub->add_option("--database", o->database, "sqlite:PATH or postgresql://...")
        ->envname("SAKSGANG_DATABASE")
        ->capture_default_str();
    sub->add_option("--address", o->http.address, "Address to listen on")->capture_default_str();
    sub->add_option("--port", o->http.port, "Port to listen on; 0 takes a free one")->capture_default_str();
    sub->add_option("--io-threads", o->http.io_threads, "Threads for connections")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    sub->add_option("--clock", o->clock, "File that holds the time, RFC 3339 in UTC, for training and tests")
        ->check(CLI::ExistingFile);
    sub->add_option("--log-level", o->log_level, "What to log")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
        ->capture_default_str();
    sub->callback([o] { run_serve(*o); });
}

void add_migrate(CLI::App& app) {
    auto* sub = app.add_subcommand("migrate", "Bring the database's schema up to this program");
    auto const url = std::make_shared<std::string>("sqlite:saksgang.db");
    sub->add_option("--database", *url, "sqlite:PATH or postgresql://..., as the schema's owner")
        ->envname("SAKSGANG_DATABASE")
        ->capture_default_str();
    sub->callback([url] { std::cout << "migrations applied: " << open_store(*url)->migrate() << std::endl; });
}

void add_openapi(CLI::App& app) {
    auto* sub = app.add_subcommand("openapi", "Print the API's description (OpenAPI 3.1)");
    sub->callback([] { std::cout << openapi_document(kernel(all_workflows())).dump(1) << std::endl; });
}

} // namespace
} // namespace saksgang::api

int main(int argc, char** argv) {
    CLI::App app("Saksgang: case processing for a helsefellesskap");
    app.require_subcommand(1);
    saksgang::api::add_serve(app);
    saksgang::api::add_migrate(app);
    saksgang::api::add_openapi(app);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error);
    } catch (std::exception const& error) {
        std::cerr << "saksgang: " << error.what() << std::endl;
        return 1;
    }
    return 0;
}
