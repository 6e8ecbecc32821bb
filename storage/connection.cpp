#include "storage/connection.hpp"

namespace saksgang {

connection::connection(soci::backend_factory const& factory, std::string const& connect_string,
                       dialect const& words)
    : words_(words), sql_(factory, connect_string) {}

void connection::begin(transaction kind) {
    if (open_ != transaction::none)
        throw std::logic_error("the store's session has a transaction open already");
    sql_ << (kind == transaction::reading ? words_.begin_reading : words_.begin_writing);
    open_ = kind;
}

// SOCI's own begin is deferred on SQLite, so all three are ours. What fails to commit is still open, until `abandon`.
void connection::commit() {
    sql_ << "commit";
    open_ = transaction::none;
}

void connection::rollback() {
    sql_ << "rollback";
    open_ = transaction::none;
}

void connection::abandon() noexcept {
    bool const was_open = std::exchange(open_, transaction::none) != transaction::none;
    try {
        if (was_open) sql_ << "rollback";
    } catch (soci::soci_error const&) {
        // The database has ended it itself, or the connection is gone and the transaction with it.
    }
    broken_.reset();
}

} // namespace saksgang
