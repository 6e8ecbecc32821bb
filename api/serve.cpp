#include "api/serve.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include "api/feed.hpp"
#include "api/log.hpp"
#include "api/openapi.hpp"
#include "api/printer.hpp"

namespace saksgang::api {
namespace {

constexpr std::chrono::seconds tidying_interval{600};
constexpr int lower_priority = 10;
constexpr std::int64_t unlinked_document_us =
    24LL * 3600 * 1'000'000; // how long an upload waits for an entry to link it

std::vector<std::string> names_of(endpoint_table const& table) {
    std::vector<std::string> names;
    for (auto const& e : table.rows())
        names.push_back(std::string(name_of(e.verb)) + " " + std::string(e.path));
    return names;
}

// Sessions that are over and uploads that nothing linked.
void tidy(workers& chores, source& clock) {
    chores.submit(
        [&clock](store_session& db) {
            auto const now = clock.now();
            db.reap_sessions(now);
            db.reap_documents({now.us - unlinked_document_us});
        },
        [](std::exception_ptr failure) {
            if (failure) log_warning("tidying", "will be tried again");
        });
}

// A hash takes a whole core for a while: only what nobody else needs of it. Linux counts this by thread.
void let_others_pass(workers& hashes) {
    static_assert(hash_threads == 1, "each would have to be asked");
    hashes.submit(
        [](store_session&) { setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), lower_priority); },
        [](std::exception_ptr) {});
}

} // namespace

void serve(store& data, kernel const& rules, source& chance, pages const& screens,
           server::options const& options, std::function<void(server&)> const& ready) {
    openapi_documents documents(rules);
    endpoint_table const table(rules);
    executor entries(data, rules, chance);
    metrics measured(names_of(table));
    limits limited(options.limited);
    admitted_sessions admitted;
    workers readers(data, "reader", reader_threads, most_waiting_reads);
    workers chores(data, "chore", chore_threads, most_waiting_chores);
    workers hashes(data, "hash", hash_threads, most_waiting_hashes);
    let_others_pass(hashes);
    feed happening(data, rules, chance);
    printer printing;
    services with{data,    rules,  table,  entries,   chance,  measured,  limited, admitted,
                  readers, chores, hashes, documents, screens, happening, printing};
    application app(with);
    {
        server here(app, options);
        here.every(tidying_interval, [&] { tidy(chores, chance); });
        ready(here);
        here.run();
        // Whoever was cut off by the deadline still waits for these: they answer before the io threads' memory goes.
        happening.stop();
        entries.stop();
        readers.stop();
        chores.stop();
        hashes.stop();
        printing.stop();
    }
}

} // namespace saksgang::api
