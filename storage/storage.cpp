#include "storage/storage.hpp"

#include "storage/migrations.hpp"
#include "storage/postgresql.hpp"
#include "storage/sqlite.hpp"

namespace saksgang {

std::unique_ptr<store> open_store(std::string_view url) {
    constexpr std::string_view sqlite = "sqlite:", postgresql = "postgresql:", postgres = "postgres:";
    if (url.starts_with(sqlite)) return open_sqlite(std::string(url.substr(sqlite.size())));
    for (auto scheme : {postgresql, postgres}) {
        if (!url.starts_with(scheme)) continue;
        bool const is_uri = url.substr(scheme.size()).starts_with("//");
        return open_postgresql(std::string(is_uri ? url : url.substr(scheme.size())));
    }
    // Not the whole address: it may hold a password.
    throw std::runtime_error("the store's address must begin with sqlite: or postgresql:, not \"" +
                             std::string(url.substr(0, url.find(':'))) + "\"");
}

std::vector<std::string> migrations_for(store const& data) {
    std::vector<std::string> names;
    for (auto const& each : data.name() == "sqlite" ? sqlite_migrations : postgresql_migrations)
        names.emplace_back(each.name);
    return names;
}

} // namespace saksgang
