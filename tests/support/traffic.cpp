#include "tests/support/traffic.hpp"

#include <cstdlib>
#include <fstream>
#include <mutex>

namespace saksgang::test {

void note_exchange(std::string const& verb, std::string const& target, reply const& got) {
    static char const* const file = std::getenv("SAKSGANG_TRAFFIC");
    if (!file || got.status == 0) return;
    static std::mutex mutex; // tests have clients in threads
    std::lock_guard const hold(mutex);
    static std::ofstream out(file, std::ios::app);
    json line{{"verb", verb}, {"target", target}, {"status", got.status}, {"headers", got.headers}};
    if (got.body.is_null())
        line["bytes"] = got.raw.size(); // a document, or a page
    else
        line["body"] = got.body;
    out << line.dump(-1, ' ', false, json::error_handler_t::replace) << std::endl;
}

} // namespace saksgang::test
