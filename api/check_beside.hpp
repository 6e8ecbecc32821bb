// What `saksgang check` (check.hpp) finds of all that is stored beside the log: keys that were used, values behind
// commitments, accounts' passwords and sessions, documents and their bytes. Each is held against what the entries say.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "api/comparison.hpp"
#include "engine/slices.hpp"
#include "engine/state.hpp"

namespace saksgang {

// What is kept of the log while it is read: by position, 24 bytes an entry; of each entry, one worker writes it.
class known_of_log {
  public:
    explicit known_of_log(head at);

    static constexpr auto never = std::numeric_limits<std::int64_t>::min();
    std::vector<std::int64_t> recorded, cause; // cause: 0 of an entry that nothing caused
    std::vector<std::uint64_t> origin;         // of its stream and account

    comparison commitments, links;             // expected of entries and states, found in the tables
    std::map<std::string, std::string> erased; // digest -> the stream whose document it was
    std::map<std::string, std::string>
        erased_texts;                         // commitment -> the stream that erased what stood behind it
    std::map<std::string, std::string> named; // by a register's entry: digest -> the stream

    // False: there is no such position.
    bool add(slices::entry const&, std::int64_t position);
    static std::uint64_t origin_of(std::string_view stream, std::string_view account);

  private:
    std::mutex mutex_;
};

// Each commitment that canonical JSON has: f(commitment).
void each_commitment(std::string_view payload, std::function<void(std::string_view)> const& f);

class checking_beside {
  public:
    // `find` is told what is wrong, in words; `progress` how far it has come.
    checking_beside(std::string community, known_of_log& log, std::function<void(std::string)> find,
                    std::function<void(std::string const&)> const& progress);

    void run(store_session&);

  private:
    void check_keys(store_session&);
    void check_commitments(store_session&);
    void check_accounts(store_session&);
    void check_documents(store_session&);
    void check_links(store_session&);
    void check_document(store_session&, document_row const&);

    struct stored_row { // of a document, by the first half of its digest
        std::uint64_t digest;
        bool erased, linked;
    };
    stored_row const* document(std::string const& digest) const;

    std::string community_;
    known_of_log& log_;
    std::function<void(std::string)> find_;
    std::function<void(std::string const&)> const& progress_;
    std::vector<stored_row> documents_; // in order
};

} // namespace saksgang
