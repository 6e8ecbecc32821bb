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

#include "engine/calendar.hpp"

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

// The end of a community's order of entries.
struct head {
    std::int64_t position = 0; // of the last entry; 0: none
    instant recorded;          // of the last entry
    bool operator==(head const&) const = default;
};

struct stored_state {
    std::string stream;
    std::int64_t version = 0;
    std::string hash;
    std::string bytes; // none with version 0
    bool operator==(stored_state const&) const = default;
};

struct stored_entry {
    std::int64_t position = 0;
    std::string stream;
    std::int64_t seq = 0;
    std::string hash;
    std::string bytes;
    bool operator==(stored_entry const&) const = default;
};

// A command that was accepted under a key of the caller's own (Idempotency-Key).
struct used_key {
    std::string account, key;
    std::string request;                                // digest of what was asked
    std::string stream;                                 // that it addressed
    std::int64_t first_position = 0, last_position = 0; // of the entries it made
    bool operator==(used_key const&) const = default;
};

struct session_record {
    std::string token; // digest of the token: the token itself is nowhere
    std::string account, person;
    instant expires;
    bool operator==(session_record const&) const = default;
};

// The value behind a commitment in the log.
struct personal_value {
    std::string commitment, salt, value;
    bool operator==(personal_value const&) const = default;
};

// A case as lists show and filter it: derived from its state in the same commit.
struct case_row {
    std::string id; // 2024-17
    int year = 0;
    std::int64_t number = 0;
    std::string workflow, state, title;
    std::string body; // that it waits for or belongs to
    bool ended = false;
    bool closed = false; // not every participant may know that it exists
    std::vector<std::string> parties;
    bool operator==(case_row const&) const = default;
};

// What a batch of commands reads, all in one statement where the database can.
struct wanted {
    std::set<std::string> streams;
    std::set<std::pair<std::string, std::string>> keys; // account, key
    std::set<std::string> sessions;                     // token digests
    std::set<std::string> documents;                    // digests
};
struct found {
    head at;
    std::map<std::string, stored_state> states; // one for every stream wanted; version 0 where there is none
    std::vector<used_key> keys;
    std::vector<session_record> sessions; // unexpired or not: the caller looks
    std::set<std::string> documents;      // those of the wanted that are stored
};

// What one commit writes: all of it or none.
struct write_batch {
    std::string community;
    head expected, after;              // where the community stood when it was read, and stands then
    std::vector<stored_entry> entries; // in order of position
    std::vector<stored_state> states;  // one for each stream written, as it is afterwards
    std::vector<case_row> cases;
    std::vector<used_key> keys;
    std::vector<personal_value> personal;
    std::set<std::string> linked_documents; // digests that an entry now names: never reaped
    std::set<std::string>
        erased_documents; // digests whose bytes go; the digest stays known, and is never stored again
    std::set<std::string> sessions; // token digests that entries rest on
};

struct case_filter {
    std::optional<std::string> workflow, state, body, party;
    std::optional<int> year;
    std::optional<bool> ended;
    bool closed_too = false;
    std::optional<std::pair<int, std::int64_t>>
        before; // keyset: (year, number) of the last one seen, newest first
    std::size_t limit = 50;
};

struct document_info {
    std::string digest;
    std::int64_t size = 0; // bytes
    std::string media_type;
    bool erased = false;
    bool operator==(document_info const&) const = default;
};

inline constexpr std::size_t document_chunk = 256 * 1024; // bytes

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
    // Streams whose name starts so, in order of name, after `after`.
    virtual std::vector<stored_state> streams(std::string const& community, std::string const& prefix,
                                              std::string const& after, std::size_t limit) = 0;
    virtual std::vector<std::string> communities() = 0;
    virtual std::map<std::string, std::string> personal(std::string const& community,
                                                        std::set<std::string> const& commitments) = 0;

    // ---- sign-in: not entries
    virtual void put_credential(std::string const& community, std::string const& account,
                                std::string const& hash) = 0;
    virtual std::optional<std::string> credential(std::string const& community,
                                                  std::string const& account) = 0;
    virtual void put_session(std::string const& community, session_record const&) = 0;
    virtual void end_session(std::string const& community, std::string const& token) = 0;
    virtual void reap_sessions(instant now) = 0;

    // ---- documents: bytes named by their SHA-256, stored once, in chunks of document_chunk
    // `next_chunk` gives the next bytes, empty at the end; the digest is known only then.
    virtual document_info put_document(std::string const& community, std::string const& media_type,
                                       instant now, std::function<std::string()> const& next_chunk) = 0;
    virtual std::optional<document_info> document(std::string const& community,
                                                  std::string const& digest) = 0;
    virtual std::string document_part(std::string const& community, std::string const& digest,
                                      std::int64_t chunk) = 0;
    // Removes what no entry ever linked and was uploaded before then. The number removed.
    virtual std::size_t reap_documents(instant uploaded_before) = 0;
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
