// What the kernel needs from outside, and what storage gives. storage/ implements the store on SQLite and on
// PostgreSQL; api/main.cpp wires them. One contract suite (tests/storage) holds both to these words.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/stored.hpp"

namespace saksgang {

// ------------------------------------------------------------------------------------------- time and chance

// Injected, so that the same commands give the same bytes in a test. What is random is asked for with what it is for:
// the entry that it will stand in. A source that derives it from that gives the same whatever the order of the calls,
// and however often a command is decided before it is accepted. Thread-safe.
class source {
  public:
    virtual ~source() = default;
    virtual instant now() = 0;
    // Of what the entry makes: opaque and unique, p-3f9a0c...
    virtual std::string new_id(std::string_view stream, std::int64_t seq) = 0;
    virtual std::string new_nonce(std::string_view stream, std::int64_t seq) = 0; // 32 hex digits
    // Of the payload's n-th personal text, counted from 0 in the order of its fields: 64 hex digits.
    virtual std::string new_salt(std::string_view stream, std::int64_t seq, int n) = 0;
};

// ------------------------------------------------------------------------------------------------- the store

// The store can't be reached, or lost the connection, or has no room: nothing half-done; try again later.
// After one of these the session is dead: close it and open another.
struct store_unavailable : std::runtime_error {
    using runtime_error::runtime_error;
};
// The database broke a tie between transactions (serialisation failure, deadlock, busy): the whole batch again.
struct store_contended : std::runtime_error {
    using runtime_error::runtime_error;
};

// One thread's session with the database. Not thread-safe. Every call may throw store_unavailable or
// store_contended; after either, no transaction is open.
class store_session {
  public:
    virtual ~store_session() = default;

    // ---- the path of every entry. `read` outside a transaction is one consistent statement (or snapshot).
    virtual found read(std::string const& community, wanted const&) = 0;
    // Takes the community's head row until `commit` or `unlock`; `read` then reads under it.
    virtual void lock(std::string const& community) = 0;
    virtual void unlock() = 0;
    // Durable when it returns true. False: the head is not where it is expected, a key is used already, a
    // document or a session is not there; nothing was written. Every commit moves the head, so where it
    // stands no stream has moved either.
    virtual bool commit(write_batch const&) = 0;

    // ---- reading. Calls between begin_snapshot and end_snapshot see one moment.
    virtual void begin_snapshot() = 0;
    virtual void end_snapshot() = 0;
    virtual std::vector<stored_entry> history(std::string const& community, std::string const& stream,
                                              std::int64_t after_seq, std::size_t limit) = 0;
    virtual std::vector<stored_entry> entries(std::string const& community, std::int64_t after_position,
                                              std::size_t limit) = 0;
    virtual std::vector<case_row> cases(std::string const& community, case_filter const&) = 0;
    // How many there are whatever `before` and `limit`, counted up to `at_most`.
    virtual std::size_t count_cases(std::string const& community, case_filter const&,
                                    std::size_t at_most) = 0;
    // Soonest first. What waits for several of the audiences stands once, for one of them.
    virtual std::vector<waiting> tasks(std::string const& community, task_filter const&) = 0;
    virtual std::size_t count_tasks(std::string const& community, task_filter const&,
                                    std::size_t at_most) = 0;
    // Each workflow (with its version) and state that a case is in. Costs what there is of them, not of cases.
    virtual std::vector<std::pair<std::string, std::string>> stages(std::string const& community) = 0;
    // Streams whose name starts so, in order of name, after `after`.
    virtual std::vector<stored_state> streams(std::string const& community, std::string const& prefix,
                                              std::string const& after, std::size_t limit) = 0;
    virtual std::vector<std::string> communities() = 0;

    // ---- everything, for `check` and for making projections anew; ranges are of names, (after, upto]
    // The name of the stream that comes so many after that one, or of the last; none: there are no more.
    virtual std::optional<std::string> stream_after(std::string const& community, std::string const& after,
                                                    std::size_t how_many) = 0;
    // In order of (stream, seq), after that one.
    virtual std::vector<stored_entry> entries_by_stream(std::string const& community,
                                                        std::string const& after, std::int64_t after_seq,
                                                        std::string const& upto, std::size_t limit) = 0;
    virtual std::vector<stored_state> streams_upto(std::string const& community, std::string const& after,
                                                   std::string const& upto) = 0;
    virtual std::vector<case_row> cases_upto(std::string const& community, std::string const& after,
                                             std::string const& upto) = 0; // of ids
    virtual std::vector<waiting> all_tasks(std::string const& community, waiting const& after,
                                           std::size_t limit) = 0; // by audience, due, stream
    virtual std::vector<case_key> all_case_keys(std::string const& community, case_key const& after,
                                                std::size_t limit) = 0;
    virtual std::vector<document_link> all_document_links(std::string const& community,
                                                          document_link const& after,
                                                          std::size_t limit) = 0; // by digest, stream
    virtual std::vector<case_words> case_words_upto(std::string const& community, std::string const& after,
                                                    std::string const& upto) = 0; // of ids
    // Every community of which anything is stored, in whichever table.
    virtual std::set<std::string> communities_with_anything() = 0;
    // What is beside the log, in order of its key, after that one.
    virtual std::vector<used_key> all_keys(std::string const& community, used_key const& after,
                                           std::size_t limit) = 0; // by account, key
    virtual std::vector<personal_value> all_personal(std::string const& community, std::string const& after,
                                                     std::size_t limit) = 0; // by commitment
    virtual std::vector<std::string> all_credentials(std::string const& community, std::string const& after,
                                                     std::size_t limit) = 0; // accounts that have one
    virtual std::vector<session_record> all_sessions(std::string const& community, std::string const& after,
                                                     std::size_t limit) = 0; // by token
    virtual std::vector<document_row> all_documents(std::string const& community, std::string const& after,
                                                    std::size_t limit) = 0; // by digest
    virtual std::vector<std::pair<std::string, std::string>> all_uploaders(
        std::string const& community, std::pair<std::string, std::string> const& after,
        std::size_t limit) = 0; // digest, account
    // How many chunks of bytes are neither a document's nor of an upload that is under way.
    virtual std::int64_t stray_chunks(std::string const& community) = 0;
    // By which program's rules the projections were made; empty: by none.
    virtual std::string projections_made_by() = 0;
    virtual void projections_are_made_by(std::string const&) = 0;
    // Forgets all that is derived of a community but the rows of cases; then, under its lock, puts what is missing.
    virtual void drop_projections(std::string const& community) = 0;
    virtual void put_projections(std::string const& community, projection_part const&) = 0;

    virtual std::map<std::string, std::string> personal(std::string const& community,
                                                        std::set<std::string> const& commitments) = 0;

    // ---- sign-in: not entries
    virtual void put_credential(std::string const& community, std::string const& account,
                                std::string const& hash) = 0;
    virtual std::optional<std::string> credential(std::string const& community,
                                                  std::string const& account) = 0;
    virtual void put_session(std::string const& community, session_record const&) = 0;
    virtual void end_session(std::string const& community, std::string const& token) = 0;
    // Of one account, those that expire last first; unexpired or not.
    virtual std::vector<session_record> sessions_of(std::string const& community,
                                                    std::string const& account) = 0;
    virtual void end_sessions(std::string const& community, std::string const& account) = 0;
    virtual void reap_sessions(instant now) = 0;

    // ---- documents: bytes named by their SHA-256, stored once, in chunks of document_chunk
    // `next_chunk` gives the next bytes, empty at the end; the digest is known only then.
    virtual document_info put_document(std::string const& community, std::string const& media_type,
                                       instant now, std::function<std::string()> const& next_chunk) = 0;
    // Of a stored document, that this account has uploaded it, as what; of the same bytes, several may have.
    virtual void note_uploader(std::string const& community, std::string const& digest,
                               std::string const& account, std::string const& media_type) = 0;
    // Of what an account has uploaded and no entry has linked. Costs what nothing links, not what is stored.
    virtual std::int64_t unlinked_bytes(std::string const& community, std::string const& account) = 0;
    virtual std::optional<document_info> document(std::string const& community,
                                                  std::string const& digest) = 0;
    virtual std::string document_part(std::string const& community, std::string const& digest,
                                      std::int64_t chunk) = 0;
    // Removes what no entry ever linked and was uploaded before then, and gives its room back. The number removed.
    virtual std::size_t reap_documents(instant uploaded_before) = 0;

    // ---- asked of a schema of whichever version, before it is this program's
    // The names of the migrations that have been applied, in order; none: there is no schema.
    virtual std::vector<std::string> migrations_applied() = 0;
    // Costs what there is of cases.
    virtual std::vector<standing_cases> standing(std::string const& community) = 0;
};

class store {
  public:
    virtual ~store() = default;
    virtual std::unique_ptr<store_session> open() = 0;
    // Brings the schema up to this program's version; the number of migrations applied.
    virtual int migrate() = 0;
    // Throws std::runtime_error with what is wrong: schema version, durability settings. Warnings are returned.
    virtual std::vector<std::string> check_ready() = 0;
    virtual std::string_view name() const = 0; // sqlite, postgresql
};

} // namespace saksgang
