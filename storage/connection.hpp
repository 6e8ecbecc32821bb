// One session with a database, over SOCI: every statement is prepared at its first use and kept, a
// transaction is never left open after a failure, and failures come out in the classes of engine/ports.hpp.
//
// SQL stands as a named `query` beside its use, with the types of its columns and parameters:
//
//     query<std::tuple<std::string>, std::tuple<std::string>> const hash_of{
//         "select hash from ... where account = :a"};
//     auto hash = connection.first(hash_of, {account});
//
// Parameters are bound in the order in which they stand, each once. A query lives as long as the program.
// Not thread-safe.
#pragma once

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/ports.hpp"
#include "storage/columns.hpp"

namespace saksgang {

// `Columns` and `Parameters` are tuples, or std::array where all are alike.
template <class Columns, class Parameters = std::tuple<>>
struct query {
    char const* text;
};

using no_columns = std::tuple<>;

// A query in its session, with its own places for parameters and columns: SOCI binds by address.
template <class Columns, class Parameters>
class prepared {
  public:
    prepared(soci::session& sql, char const* text) : statement_(sql) {
        std::apply([&](auto&... column) { (statement_.exchange(soci::into(column)), ...); }, columns_);
        std::apply([&](auto&... place) { (statement_.exchange(soci::use(place.value, place.state)), ...); },
                   places_);
        statement_.alloc();
        statement_.prepare(text);
        statement_.define_and_bind();
    }

    // Gives the rows affected. `row` takes the columns, and may move from them; it must not use the session,
    // and all rows are always fetched: on SQLite a statement half read keeps its transaction open.
    template <class Row>
    std::int64_t each(Parameters&& given, Row&& row) {
        give(std::move(given), std::make_index_sequence<std::tuple_size_v<Parameters>>());
        if constexpr (std::tuple_size_v<Columns> == 0)
            statement_.execute(true);
        else
            for (bool more = statement_.execute(true); more; more = statement_.fetch())
                std::apply(row, columns_);
        return statement_.get_affected_rows();
    }

  private:
    template <std::size_t... I>
    void give(Parameters&& given, std::index_sequence<I...>) {
        (std::get<I>(places_).put(std::move(std::get<I>(given))), ...);
    }
    template <class Indices>
    struct places;
    template <std::size_t... I>
    struct places<std::index_sequence<I...>> {
        using type = std::tuple<place<std::tuple_element_t<I, Parameters>>...>;
    };

    Columns columns_;
    typename places<std::make_index_sequence<std::tuple_size_v<Parameters>>>::type places_;
    soci::statement statement_; // last: it refers to the places until it is gone
};

// What differs between the databases and can be said beforehand.
struct dialect {
    char const* begin_reading; // a transaction whose statements all see one moment
    char const* begin_writing;
    bool writes_alone; // a whole commit is one statement, and so a transaction of its own
    // Throws what the failure is to the kernel.
    void (*raise)(soci::soci_error const&, bool still_connected);
};

class connection {
  public:
    enum class transaction { none, reading, writing };

    // Throws soci::soci_error where it can't connect.
    connection(soci::backend_factory const&, std::string const& connect_string, dialect const&);

    soci::session& sql() { return sql_; }
    dialect const& words() const { return words_; }

    // ---- a whole unit of work: whatever it throws, no transaction is open afterwards
    template <class Work>
    auto guarded(Work&& work) -> decltype(work()) {
        try {
            return work();
        } catch (soci::soci_error const& failure) {
            bool const still_connected = sql_.is_connected();
            abandon();
            words_.raise(failure, still_connected);
            throw;
        } catch (...) {
            abandon();
            throw;
        }
    }
    template <class Work>
    void writing(Work&& work) {
        guarded([&] {
            begin(transaction::writing);
            work();
            commit();
        });
    }

    transaction open() const { return open_; }
    void begin(transaction);
    void commit();
    void rollback();

    // ---- statements
    template <class Columns, class Parameters, class Row>
    std::int64_t each(query<Columns, Parameters> const& q, std::type_identity_t<Parameters> given,
                      Row&& row) {
        auto& kept = statements_[&q];
        if (!kept) kept = std::make_shared<prepared<Columns, Parameters>>(sql_, q.text);
        try {
            return static_cast<prepared<Columns, Parameters>*>(kept.get())->each(std::move(given), row);
        } catch (...) {
            broken_ = std::move(statements_.extract(&q).mapped());
            throw;
        }
    }
    // The rows as `Record{columns...}`.
    template <class Record, class Columns, class Parameters>
    std::vector<Record> all(query<Columns, Parameters> const& q, std::type_identity_t<Parameters> given) {
        std::vector<Record> records;
        each(q, std::move(given),
             [&](auto&... columns) { records.push_back(Record{std::move(columns)...}); });
        return records;
    }
    template <class Columns, class Parameters>
    std::optional<Columns> first(query<Columns, Parameters> const& q,
                                 std::type_identity_t<Parameters> given) {
        std::optional<Columns> found;
        each(q, std::move(given), [&](auto&... columns) {
            if (!found) found.emplace(std::move(columns)...);
        });
        return found;
    }
    // One statement that is a transaction of its own: guarded, and durable when it returns.
    template <class Parameters>
    void write_one(query<no_columns, Parameters> const& q, std::type_identity_t<Parameters> given) {
        guarded([&] {
            if (open_ != transaction::none) throw std::logic_error("not within a lock or a snapshot");
            run(q, std::move(given));
        });
    }
    // The number of rows affected.
    template <class Parameters>
    std::int64_t run(query<no_columns, Parameters> const& q, std::type_identity_t<Parameters> given) {
        return each(q, std::move(given), [] {});
    }

  private:
    void abandon() noexcept;

    dialect const& words_;
    soci::session sql_;
    transaction open_ = transaction::none;
    std::map<void const*, std::shared_ptr<void>> statements_; // by the query's address; gone before sql_
    // A statement that failed is not used again: SOCI would forget to free the parameters it then held. It is
    // closed after the rollback, because a failed transaction would not close it.
    std::shared_ptr<void> broken_;
};

} // namespace saksgang
