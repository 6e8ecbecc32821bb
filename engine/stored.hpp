// What the store keeps and is asked for, as plain values: entries, states, what is derived of them, documents, and what a
// batch reads and writes. What is done with them: ports.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/pieces.hpp"

namespace saksgang {

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
    std::string bytes;                        // none with version 0
    std::map<std::string, piece_list> pieces; // of those parts that are not in the bytes, by name
    bool operator==(stored_state const&) const;
};
// One of them, as it is written.
struct stored_piece {
    std::string stream, part, name;
    std::int64_t version = 0; // of the state, when it was written
    std::string text;
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

// Whom a case is shown to besides those whom it names: everyone signed in; the members of its body, its parties and who
// archives it; a draft, its parties alone. Each level is seen by fewer than the one before.
enum class shown_to { everyone, body_and_parties, parties };

// A case as lists show and filter it: derived from its state in the same commit.
struct case_row {
    std::string id; // 2024-17
    int year = 0;
    std::int64_t number = 0;
    std::string workflow; // with its version
    std::string state, title;
    std::string body;          // that it waits for or belongs to
    std::string archive_owner; // party
    std::string handler;       // person; of none: empty
    bool ended = false;
    saksgang::shown_to shown_to = saksgang::shown_to::everyone;
    std::vector<std::string> parties;
    std::vector<std::string>
        readers; // persons who may read it whatever else they are: participants, and those asked
    bool operator==(case_row const&) const = default;
};

// No day: of what waits without one, and of what is shown from the beginning or without end.
inline constexpr date first_day{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
inline constexpr date no_day{std::chrono::sys_days{std::chrono::year{9999} / 12 / 31}};

// That something in a stream waits for somebody, by that day. What it is, the stream's state says: one row stands for
// all that waits there for them by then, and is not touched while a case goes from step to step in the same hands.
// engine/tasks.hpp derives them from the stream's own state, in the same commit.
struct waiting {
    std::string audience; // role/case_handler, leader/b1, member/b1, party/p1, person/p-3f9a, anyone
    date due = no_day;
    std::string stream;
    date from = first_day, until = no_day; // the days on which it shows
    bool operator==(waiting const&) const = default;
};

// That a stream's state names a document, which is read through it by whoever may read the stream. Derived from the
// state, in the same commit. A document's bytes are kept for as long as one stream has it of its own.
struct document_link {
    std::string digest, stream;
    bool own = true; // or it came there from a case, whose it is
    auto operator<=>(document_link const&) const = default;
};
inline constexpr std::size_t most_links_known = 8;
// Of bytes that are stored and not erased: what the right to link them rests on.
struct known_document {
    std::map<std::string, std::string> uploaders; // account -> the media type that it was uploaded with
    std::map<std::string, bool> links; // stream -> its own; the first most_links_known, its own before others
    bool operator==(known_document const&) const = default;
};

// How many cases of a workflow (with its version) stand in a state, and the first of them.
struct standing_cases {
    std::string workflow, state;
    std::int64_t count = 0;
    std::string first; // 2024-17
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
    std::vector<session_record> sessions;            // unexpired or not: the caller looks
    std::map<std::string, known_document> documents; // those of the wanted that are stored
};

// What one commit writes: all of it or none.
struct write_batch {
    std::string community;
    head expected, after;              // where the community stood when it was read, and stands then
    std::vector<stored_entry> entries; // in order of position
    std::vector<stored_state> states;  // one for each stream written, as it is afterwards
    std::vector<stored_piece> pieces;  // those of them that were not there before
    std::vector<case_row> cases;
    std::vector<case_row> cases_before;                      // those of them that were there, as they were
    std::vector<waiting> no_longer_waits, now_waits;         // what changed of what waits for whom
    std::vector<document_link> no_longer_linked, now_linked; // and of which documents streams name
    std::vector<used_key> keys;
    std::vector<personal_value> personal;
    std::set<std::string> linked_documents; // digests that an entry now names: never reaped
    std::set<std::string>
        erased_documents; // digests whose bytes go; the digest stays known, and is never stored again
    std::set<std::string> erased_texts; // commitments whose values go
    std::set<std::string> sessions;     // token digests that entries rest on
};

// Which cases somebody may know of, in terms of their rows: kernel::reader_of, as a list asks it (engine/tasks.hpp).
struct readership {
    std::optional<shown_to> every_case =
        shown_to::everyone;             // all that are shown so widely; none: no case for that alone
    std::set<std::string> handled = {}; // bodies: and every case of these
    std::set<std::string> bodies;       // and of these, all but drafts
    std::set<std::string> parties; // and those that concern these, or, but for drafts, that these archive
    std::string person;            // and those that name this one among their readers
};

// newest: by year and number. title: in the order of the Norwegian alphabet (words.hpp), those of one title oldest first.
enum class case_order { newest, title };

// Where a page ends, in either order.
struct case_place {
    int year = 0;
    std::int64_t number = 0;
    std::string title = {}; // as it is ordered by: order_of
};

struct case_filter {
    std::vector<std::string> workflows; // any of these, with their versions; none: of whichever
    std::optional<std::string> state, body, party;
    std::optional<std::string> handler = {}; // "": of nobody's
    std::set<std::string> words = {};        // as words_in gives them: each begins some word of the title
    std::optional<int> year;
    std::optional<bool> ended;
    bool closed_too = false; // or, of somebody who asks:
    std::optional<readership> may_read = {};
    case_order order = case_order::newest;
    std::optional<case_place> before = {}; // keyset: the last one seen, in that order
    std::size_t limit = 50;
};

struct task_filter {
    std::set<std::string> audiences; // of any of these
    date on;                         // what shows on that day
    std::optional<std::pair<date, std::string>> after =
        {}; // keyset: (due, stream) of the last one seen, soonest first
    std::size_t limit = 50;
};

// All that is derived of some streams, to be put where it is missing (storage does not know how it is derived).
struct projection_part {
    std::vector<case_row> cases;
    std::vector<waiting> tasks;
    std::vector<document_link> links;
};

// A row of what a list is read by, as `check` compares it.
struct case_key {
    // "" of every case; state/drafting, body/b1, handler/p-3f9a, party/p1, archive/p1, person/p-3f9a, word/tils
    std::string key;
    std::string workflow;
    bool ended = false;
    int year = 0;
    std::int64_t number = 0;
    auto operator<=>(case_key const&) const = default;
};
// Of one case, in order, each once.
std::vector<case_key> keys_of(case_row const&);
// The words of its title, each behind a space; and the beginning of them that a list is ordered by.
std::string words_of(case_row const&);
std::string order_of(case_row const&);
// The longest of a word's beginnings that a case has a key for; none: it is shorter than all of them.
std::optional<std::string> key_of_word(std::string_view word);

struct document_info {
    std::string digest;
    std::int64_t size = 0; // bytes
    std::string media_type;
    bool erased = false;
    bool operator==(document_info const&) const = default;
};

inline constexpr std::size_t document_chunk = 256 * 1024; // bytes

// A document with what its row says besides, for `check`.
struct document_row {
    document_info info;
    bool linked = false;     // no reaper takes it
    std::int64_t chunks = 0; // stored of its bytes
};
// By which words a case is found and ordered in lists, for `check`.
struct case_words {
    std::string id, words, title_order;
    bool operator==(case_words const&) const = default;
};

} // namespace saksgang
