#include "storage/migrations.hpp"

namespace saksgang {

// Each file is one raw string literal, so that the compiler embeds it.
std::vector<migration> const sqlite_migrations{
    {
        "schema",
#include "storage/migrations/001_schema.sqlite.sql"
    },
    {
        "growth",
#include "storage/migrations/002_growth.sqlite.sql"
    },
    {
        "pieces",
#include "storage/migrations/003_pieces.sqlite.sql"
    },
    {
        "lists",
#include "storage/migrations/004_lists.sqlite.sql"
    },
    {
        "uploaders",
#include "storage/migrations/005_uploaders.sqlite.sql"
    },
    {
        "document links",
#include "storage/migrations/006_document_links.sqlite.sql"
    },
    {
        "media types",
#include "storage/migrations/007_media_types.sqlite.sql"
    },
};

std::vector<migration> const postgresql_migrations{
    {
        "schema",
#include "storage/migrations/001_schema.postgresql.sql"
    },
    {
        "growth",
#include "storage/migrations/002_growth.postgresql.sql"
    },
    {
        "pieces",
#include "storage/migrations/003_pieces.postgresql.sql"
    },
    {
        "lists",
#include "storage/migrations/004_lists.postgresql.sql"
    },
    {
        "uploaders",
#include "storage/migrations/005_uploaders.postgresql.sql"
    },
    {
        "document links",
#include "storage/migrations/006_document_links.postgresql.sql"
    },
    {
        "media types",
#include "storage/migrations/007_media_types.postgresql.sql"
    },
};

char const* const postgresql_grants =
#include "storage/migrations/grants.postgresql.sql"
    ;

namespace {

query<no_columns> const make_version_table{
    "create table if not exists schema_version (version bigint primary key, name text not null)"};
query<std::tuple<std::int64_t>> const version_now{"select coalesce(max(version), 0) from schema_version"};
query<no_columns, std::tuple<std::int64_t, std::string>> const count_migration{
    "insert into schema_version (version, name) values (:version, :name)"};

std::string versions(std::int64_t stored, std::size_t known) {
    return "the schema has version " + std::to_string(stored) + ", this program " + std::to_string(known);
}

} // namespace

std::int64_t schema_version(connection& db) { return std::get<0>(*db.first(version_now, {})); }

void expect_schema(connection& db, std::vector<migration> const& known) {
    std::int64_t stored = 0;
    try {
        stored = db.guarded([&] { return schema_version(db); });
    } catch (store_unavailable const&) {
        throw;
    } catch (std::runtime_error const& e) {
        throw std::runtime_error(std::string("no schema here: run `saksgang migrate` (") + e.what() + ")");
    }
    if (stored < static_cast<std::int64_t>(known.size()))
        throw std::runtime_error(versions(stored, known.size()) + ": run `saksgang migrate`");
    if (stored > static_cast<std::int64_t>(known.size()))
        throw std::runtime_error(versions(stored, known.size()) + ": it needs a newer program");
}

int migrate(connection& db, std::vector<migration> const& known, std::function<void()> const& take_turn,
            std::function<void(char const* sql)> const& run_script) {
    int applied = 0;
    for (bool more = true; more;)
        db.writing([&] {
            take_turn();
            db.run(make_version_table, {});
            auto const stored = static_cast<std::size_t>(schema_version(db));
            if (stored > known.size())
                throw std::runtime_error(versions(static_cast<std::int64_t>(stored), known.size()) +
                                         ": it needs a newer program");
            more = stored < known.size();
            if (!more) return;
            run_script(known[stored].sql);
            db.run(count_migration, {static_cast<std::int64_t>(stored) + 1, known[stored].name});
            ++applied;
        });
    return applied;
}

} // namespace saksgang
