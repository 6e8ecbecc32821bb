// saksgang: the program. It alone names every layer and wires them.
//
//   serve     store -> kernel (all workflows) -> executor -> HTTP, until SIGTERM or SIGINT
//   migrate   brings the database up to this program: the schema, the cases, what lists and worklists are read from
//   load      plays a community's data through the executor (docs/examples/vest-viken)
//   check     folds every history from nothing and compares
//   openapi   prints the API's description
//   docs      writes the generated files
//
// A further subcommand is a file with `void add_X(CLI::App&)` and a line in `main`.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "api/auth.hpp"
#include "api/check.hpp"
#include "api/docs.hpp"
#include "api/load.hpp"
#include "api/log.hpp"
#include "api/openapi.hpp"
#include "api/projections.hpp"
#include "api/serve.hpp"
#include "api/system_source.hpp"
#include "api/upgrade.hpp"
#include "storage/storage.hpp"
#include "workflows/registry.hpp"

namespace saksgang::api {
namespace {

// A program that meets a workflow, version or state that it does not know must not decide anything about it.
void know_every_case(store& data, kernel const& rules) {
    auto const db = data.open();
    for (auto const& community : db->communities())
        for (auto const& [workflow, stage] : db->stages(community))
            (void)rules.of(state{.stream = "a case of " + community, .workflow = workflow, .name = stage});
}

void on_stderr(std::string const& progress) { std::cerr << progress << std::endl; }

int migrate_as_planned(store& data, kernel const& rules, source& chance) {
    return bring_up(data, rules, chance, plan_upgrade(data, rules, migrations_for(data)), on_stderr);
}

// PostgreSQL's schema belongs to another role: `saksgang migrate`
void prepare(store& data, kernel const& rules, source& chance) {
    if (data.name() == "sqlite") migrate_as_planned(data, rules, chance);
    for (auto const& warning : data.check_ready()) log_warning("store", warning);
    if (!projections_are_current(data, rules))
        throw std::runtime_error("lists and tasks are another program's: run `saksgang migrate`");
    know_every_case(data, rules);
}

// Each connection is a file descriptor: take as many as the system gives.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

struct serve_options {
    std::string database = "sqlite:saksgang.db", clock, log_level = "info", pages;
    server::options http;
};

void run_serve(serve_options const& o) {
    start_log(o.log_level);
    raise_descriptor_limit();
    auto const data = open_store(o.database);
    auto const rules = kernel_with();
    system_source chance(o.clock.empty() ? std::nullopt : std::optional<std::filesystem::path>(o.clock));
    prepare(*data, rules, chance);
    auto const screens = o.pages.empty() ? std::make_unique<pages>(embedded_pages())
                                         : std::make_unique<pages>(std::filesystem::path(o.pages));
    serve(*data, rules, chance, *screens, o.http, [&](server& here) {
        here.heed_signals();
        auto const host =
            o.http.address.find(':') == std::string::npos ? o.http.address : "[" + o.http.address + "]";
        std::cout << "ready: http://" << host << ":" << here.port() << std::endl;
    });
    log_event("stopped");
    flush_log();
}

void add_serve(CLI::App& app) {
    auto* sub = app.add_subcommand("serve", "Serve the API and the screens");
    auto const o = std::make_shared<serve_options>();
    sub->add_option("--database", o->database, "sqlite:PATH or postgresql://...")
        ->envname("SAKSGANG_DATABASE")
        ->capture_default_str();
    sub->add_option("--address", o->http.address, "Address to listen on")->capture_default_str();
    sub->add_option("--port", o->http.port, "Port to listen on; 0 takes a free one")->capture_default_str();
    sub->add_option(
           "--proxy", o->http.proxy,
           "Whose X-Forwarded-For, -Proto and -Host are believed: addresses of reverse proxies with commas "
           "between, or how many proxies every request passes through")
        ->check([](std::string const& given) -> std::string {
            try {
                (void)trusted_proxies(given);
                return {};
            } catch (std::invalid_argument const& error) {
                return error.what();
            }
        });
    sub->add_option("--rates", o->http.limited.rates, "Whether an account's commands and uploads have a rate")
        ->transform(CLI::CheckedTransformer(std::map<std::string, bool>{{"on", true}, {"off", false}}))
        ->option_text("on|off [on]");
    sub->add_option("--io-threads", o->http.io_threads,
                    "Threads for connections; 0 takes as many as there are cores, up to " +
                        std::to_string(usual_io_threads))
        ->check(CLI::Range(0, 64))
        ->capture_default_str();
    sub->add_option("--clock", o->clock, "File that holds the time, RFC 3339 in UTC, for training and tests")
        ->check(CLI::ExistingFile);
    sub->add_option("--pages", o->pages,
                    "Folder that api/web was built into, instead of the program's own screens")
        ->check(CLI::ExistingDirectory);
    sub->add_option("--log-level", o->log_level, "What to log")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))
        ->capture_default_str();
    sub->callback([o] { run_serve(*o); });
}

// SQLite would make the file.
void must_be_there(std::string const& url) {
    if (url.starts_with("sqlite:") && !std::filesystem::exists(url.substr(7)))
        throw std::runtime_error("there is no database at " + url.substr(7));
}

void tell_plan(std::string const& url) {
    must_be_there(url);
    auto const data = open_store(url);
    auto const plan = plan_upgrade(*data, kernel_with(), migrations_for(*data));
    for (auto const& line : in_words(plan)) std::cout << line << std::endl;
    if (!plan.is_possible()) throw CLI::RuntimeError(1);
}

void add_migrate(CLI::App& app) {
    auto* sub = app.add_subcommand("migrate", "Bring the database's schema and its cases up to this program");
    auto const url = std::make_shared<std::string>("sqlite:saksgang.db");
    sub->add_option("--database", *url, "sqlite:PATH or postgresql://..., as the schema's owner")
        ->envname("SAKSGANG_DATABASE")
        ->capture_default_str();
    auto const dry_run = std::make_shared<bool>(false);
    sub->add_flag("--dry-run", *dry_run,
                  "Say what would be done, and change nothing; exit code 1 where it is impossible");
    auto const clock = std::make_shared<std::string>();
    sub->add_option("--clock", *clock, "File that holds the time, RFC 3339 in UTC, for training and tests")
        ->check(CLI::ExistingFile);
    sub->callback([url, dry_run, clock] {
        if (*dry_run) return tell_plan(*url);
        auto const data = open_store(*url);
        system_source chance(clock->empty() ? std::nullopt : std::optional<std::filesystem::path>(*clock));
        auto const applied = migrate_as_planned(*data, kernel_with(), chance);
        std::cout << "migrations applied: " << applied << std::endl;
    });
}

void add_load(CLI::App& app) {
    auto* sub = app.add_subcommand(
        "load", "Play a community's data through the executor; loading again changes nothing");
    struct load_options {
        std::string database = "sqlite:saksgang.db", folder, clock;
        std::vector<std::filesystem::path> then;
    };
    auto const o = std::make_shared<load_options>();
    sub->add_option("--database", o->database, "sqlite:PATH or postgresql://...")
        ->envname("SAKSGANG_DATABASE")
        ->capture_default_str();
    sub->add_option("--clock", o->clock, "File that holds the time, RFC 3339 in UTC, for training and tests")
        ->check(CLI::ExistingFile);
    sub->add_option("folder", o->folder, "With community.json, accounts.json and year-*.json")
        ->required()
        ->check(CLI::ExistingDirectory);
    sub->add_option("then", o->then, "Other files of steps, played after those")->check(CLI::ExistingFile);
    sub->callback([o] {
        auto const data = open_store(o->database);
        auto const rules = kernel_with();
        system_source chance(o->clock.empty() ? std::nullopt
                                              : std::optional<std::filesystem::path>(o->clock));
        executor run(*data, rules, chance);
        load_community(o->folder, *data, run, chance, hash_password, on_stderr, o->then);
    });
}

void add_check(CLI::App& app) {
    auto* sub = app.add_subcommand(
        "check",
        "Fold every history in a store from nothing and compare; exit code 1 where something is wrong");
    auto const url = std::make_shared<std::string>("sqlite:saksgang.db");
    sub->add_option("--database", *url, "sqlite:PATH or postgresql://...")
        ->envname("SAKSGANG_DATABASE")
        ->capture_default_str();
    auto const workers = std::make_shared<unsigned>(0);
    sub->add_option("--workers", *workers, "So many at a time; 0 takes as many as there are cores")
        ->check(CLI::Range(0, 64))
        ->capture_default_str();
    sub->callback([url, workers] {
        must_be_there(*url);
        auto const data = open_store(*url);
        auto const report = check_store(*data, kernel_with(), on_stderr, *workers);
        for (auto const& finding : report.findings) std::cout << finding << '\n';
        std::cout << report.communities << " communities, " << report.streams << " streams, "
                  << report.entries << " entries: "
                  << (report.findings.empty() ? "all is as it should be"
                                              : std::to_string(report.findings.size()) + " findings")
                  << std::endl;
        if (!report.findings.empty()) throw CLI::RuntimeError(1);
    });
}

void add_docs(CLI::App& app) {
    auto* sub = app.add_subcommand("docs", "Write the generated files into a checkout");
    auto const root = std::make_shared<std::string>(".");
    sub->add_option("root", *root, "The checkout")->capture_default_str()->check(CLI::ExistingDirectory);
    sub->callback([root] { write_docs(kernel_with(), *root); });
}

void add_openapi(CLI::App& app) {
    auto* sub = app.add_subcommand("openapi", "Print the API's description (OpenAPI 3.1)");
    sub->callback([] { std::cout << openapi_document(kernel_with()).dump(1) << std::endl; });
}

} // namespace
} // namespace saksgang::api

int main(int argc, char** argv) {
    CLI::App app("Saksgang: case processing for a helsefellesskap");
    app.require_subcommand(1);
    saksgang::api::add_serve(app);
    saksgang::api::add_migrate(app);
    saksgang::api::add_load(app);
    saksgang::api::add_check(app);
    saksgang::api::add_openapi(app);
    saksgang::api::add_docs(app);
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
