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
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
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

// A statement put together for what is asked, with its parameters written where they are given. It is prepared and
// kept by its text, so that there must be few texts.
class made_statement {
  public:
    using value = std::variant<std::string, std::int64_t>;

    std::string text;
    std::vector<value> given;

    // SQL is a literal, and so never what somebody has written.
    made_statement& operator<<(char const* sql) {
        text += sql;
        return *this;
    }
    made_statement& operator<<(std::string parameter) { return put(std::move(parameter)); }
    made_statement& operator<<(std::int64_t parameter) { return put(parameter); }

  private:
    made_statement& put(value parameter) {
        given.push_back(std::move(parameter));
        text += ":p" + std::to_string(given.size());
        return *this;
    }
};

template <class Columns>
class prepared_made {
  public:
    prepared_made(soci::session& sql, made_statement const& made) : statement_(sql) {
        std::apply([&](auto&... column) { (statement_.exchange(soci::into(column)), ...); }, columns_);
        for (auto const& each : made.given) {
            if (std::holds_alternative<std::string>(each))
                statement_.exchange(
                    soci::use(places_.emplace_back(place<std::string>()).template emplace<0>().value));
            else
                statement_.exchange(
                    soci::use(places_.emplace_back(place<std::int64_t>()).template emplace<1>().value));
        }
        statement_.alloc();
        statement_.prepare(made.text);
        statement_.define_and_bind();
    }
    template <class Row>
    void each(std::vector<made_statement::value>&& given, Row&& row) {
        for (std::size_t i = 0; i < given.size(); ++i)
            std::visit(
                [&](auto& at) {
                    at.put(std::move(std::get<std::remove_cvref_t<decltype(at.value)>>(given[i])));
                },
                places_[i]);
        for (bool more = statement_.execute(true); more; more = statement_.fetch()) std::apply(row, columns_);
    }

  private:
    Columns columns_;
    std::deque<std::variant<place<std::string>, place<std::int64_t>>> places_; // they stay where they are
    soci::statement statement_;
};

// What differs between the databases and can be said beforehand.
class connection;

struct dialect {
    char const* begin_reading; // a transaction whose statements all see one moment
    char const* begin_writing;
    bool writes_alone; // a whole commit is one statement, and so a transaction of its own
    char const*
        case_of_key; // joins `k`, a key of a list, with `c`, its case, without giving up the order of keys
    // Throws what the failure is to the kernel.
    void (*raise)(soci::soci_error const&, bool still_connected);
    // Gives the file system back what has become free; none: the database does so by itself.
    void (*give_back)(connection&) = nullptr;
};

inline constexpr std::size_t most_made = 256; // statements kept by their text, in a session

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
    template <class Columns, class Row>
    void each(made_statement made, Row&& row) {
        if (made_.size() > most_made) made_.clear();
        auto& kept = made_[made.text];
        if (!kept) kept = std::make_shared<prepared_made<Columns>>(sql_, made);
        try {
            static_cast<prepared_made<Columns>*>(kept.get())->each(std::move(made.given), row);
        } catch (...) {
            broken_ = std::move(made_.extract(made.text).mapped());
            throw;
        }
    }
    // Of a statement that gives one.
    std::int64_t number(made_statement made) {
        std::int64_t n = 0;
        each<std::tuple<std::int64_t>>(std::move(made), [&](std::int64_t found) { n = found; });
        return n;
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
    std::map<std::string, std::shared_ptr<void>> made_;       // by their text
    // A statement that failed is not used again: SOCI would forget to free the parameters it then held. It is
    // closed after the rollback, because a failed transaction would not close it.
    std::shared_ptr<void> broken_;
};

} // namespace saksgang
