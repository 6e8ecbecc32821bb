// The store's session in SQL that both databases speak. What they must say in their own way is virtual.
#pragma once

#include "storage/case_lists.hpp"
#include "storage/connection.hpp"
#include "storage/documents.hpp"
#include "storage/remembered_pieces.hpp"
#include "storage/task_lists.hpp"

namespace saksgang {

// position, stream, seq, hash, bytes
using entry_columns = std::tuple<std::int64_t, std::string, std::int64_t, std::string, std::string>;

class sql_session : public store_session {
  public:
    void lock(std::string const& community) final;
    void unlock() final;
    bool commit(write_batch const&) final;

    void begin_snapshot() final;
    void end_snapshot() final;
    std::vector<stored_entry> history(std::string const& community, std::string const& stream,
                                      std::int64_t after_seq, std::size_t limit) final;
    std::vector<stored_entry> entries(std::string const& community, std::int64_t after_position,
                                      std::size_t limit) final;
    std::vector<case_row> cases(std::string const& community, case_filter const&) final;
    std::size_t count_cases(std::string const& community, case_filter const&, std::size_t at_most) final;
    std::vector<waiting> tasks(std::string const& community, task_filter const&) final;
    std::size_t count_tasks(std::string const& community, task_filter const&, std::size_t at_most) final;
    std::vector<std::pair<std::string, std::string>> stages(std::string const& community) final;
    std::vector<stored_state> streams(std::string const& community, std::string const& prefix,
                                      std::string const& after, std::size_t limit) final;
    std::vector<std::string> communities() final;

    std::optional<std::string> stream_after(std::string const& community, std::string const& after,
                                            std::size_t how_many) final;
    std::vector<stored_entry> entries_by_stream(std::string const& community, std::string const& after,
                                                std::int64_t after_seq, std::string const& upto,
                                                std::size_t limit) final;
    std::vector<stored_state> streams_upto(std::string const& community, std::string const& after,
                                           std::string const& upto) final;
    std::vector<case_row> cases_upto(std::string const& community, std::string const& after,
                                     std::string const& upto) final;
    std::vector<waiting> all_tasks(std::string const& community, waiting const& after,
                                   std::size_t limit) final;
    std::vector<case_key> all_case_keys(std::string const& community, case_key const& after,
                                        std::size_t limit) final;
    std::vector<document_link> all_document_links(std::string const& community, document_link const& after,
                                                  std::size_t limit) final;
    std::vector<case_words> case_words_upto(std::string const& community, std::string const& after,
                                            std::string const& upto) final;
    std::set<std::string> communities_with_anything() final;
    std::vector<used_key> all_keys(std::string const& community, used_key const& after,
                                   std::size_t limit) final;
    std::vector<personal_value> all_personal(std::string const& community, std::string const& after,
                                             std::size_t limit) final;
    std::vector<std::string> all_credentials(std::string const& community, std::string const& after,
                                             std::size_t limit) final;
    std::vector<session_record> all_sessions(std::string const& community, std::string const& after,
                                             std::size_t limit) final;
    std::vector<document_row> all_documents(std::string const& community, std::string const& after,
                                            std::size_t limit) final;
    std::vector<std::pair<std::string, std::string>> all_uploaders(
        std::string const& community, std::pair<std::string, std::string> const& after,
        std::size_t limit) final;
    std::int64_t stray_chunks(std::string const& community) final;
    std::vector<std::string> migrations_applied() final;
    std::vector<standing_cases> standing(std::string const& community) final;
    std::string projections_made_by() final;
    void projections_are_made_by(std::string const&) final;
    void drop_projections(std::string const& community) final;
    void put_projections(std::string const& community, projection_part const&) final;

    std::map<std::string, std::string> personal(std::string const& community,
                                                std::set<std::string> const& commitments) final;

    void put_credential(std::string const& community, std::string const& account,
                        std::string const& hash) final;
    std::optional<std::string> credential(std::string const& community, std::string const& account) final;
    void put_session(std::string const& community, session_record const&) final;
    void end_session(std::string const& community, std::string const& token) final;
    std::vector<session_record> sessions_of(std::string const& community, std::string const& account) final;
    void end_sessions(std::string const& community, std::string const& account) final;
    void reap_sessions(instant now) final;

    document_info put_document(std::string const& community, std::string const& media_type, instant now,
                               std::function<std::string()> const& next_chunk) final;
    void note_uploader(std::string const& community, std::string const& digest, std::string const& account,
                       std::string const& media_type) final;
    std::int64_t unlinked_bytes(std::string const& community, std::string const& account) final;
    std::optional<document_info> document(std::string const& community, std::string const& digest) final;
    std::string document_part(std::string const& community, std::string const& digest,
                              std::int64_t chunk) final;
    std::size_t reap_documents(instant uploaded_before) final;

  protected:
    sql_session(soci::backend_factory const&, std::string const& connect_string, dialect const&,
                chunk_queries const&);

    // Checks that nothing read has moved, and writes the batch. False: it has. In a transaction, unless the
    // dialect writes alone and none is open.
    virtual bool write(write_batch const&) = 0;
    // Puts what is not there.
    virtual void write(std::string const& community, projection_part const&) = 0;

    connection db_;
    remembered_pieces pieces_;

  private:
    // With their pieces, whichever the query.
    template <class Read>
    std::vector<stored_state> whole_states(std::string const& community, Read read);

    case_lists cases_{db_};
    task_lists tasks_{db_};
    documents documents_;
    std::string locked_; // the community, while db_ has a writing transaction open
};

// What is no longer so of what cases are found by, and what is from now on.
struct key_changes {
    std::vector<case_key> gone, put;
};
key_changes changes_of(write_batch const&);

inline query<std::tuple<std::string, std::string, std::string, std::int64_t, std::string>,
             std::tuple<std::string, std::string, std::string>> const pieces_between{
    "select stream, part, name, version, text from pieces "
    "where community = :community and stream >= :first and stream <= :last"};

template <class Read>
std::vector<stored_state> sql_session::whole_states(std::string const& community, Read read) {
    return db_.guarded([&] {
        bool const alone = db_.open() == connection::transaction::none;
        if (alone) db_.begin(connection::transaction::reading);
        auto states = read();
        if (!states.empty())
            complete(states, db_.all<stored_piece>(pieces_between,
                                                   {community, states.front().stream, states.back().stream}));
        if (alone) db_.commit();
        return states;
    });
}

} // namespace saksgang
