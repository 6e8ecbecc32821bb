// Documents: bytes named by their SHA-256, stored once, in chunks.
//
// An upload comes in the order: its row in `uploads` (someone is at it, since then) -> its chunks, each a
// transaction of its own, because a slow sender must hold no lock -> the digest is known -> one transaction
// takes the uploads row away and puts the `documents` row there, which points to the chunks. Only then is
// anything visible. Bytes that are stored already keep their old chunks and lose the new ones. What never got
// so far, the reaper finds in `uploads`.
#pragma once

#include "engine/ports.hpp"
#include "storage/connection.hpp"

namespace saksgang {

// Bytes are no text, and the two databases take them differently.
struct chunk_queries {
    query<no_columns, std::tuple<std::string, std::string, std::int64_t, raw_bytes>>
        put; // community, upload, chunk
    query<std::tuple<raw_bytes>, std::tuple<std::string, std::string, std::int64_t>>
        get; // community, digest, chunk
    // As they stand in the parameter and the column.
    raw_bytes (*encode)(std::string_view);
    std::string (*decode)(raw_bytes&&);
};

class documents {
  public:
    documents(connection& db, chunk_queries const& chunks) : db_(db), chunks_(chunks) {}

    document_info put(std::string const& community, std::string const& media_type, instant now,
                      std::function<std::string()> const& next_chunk);
    void note_uploader(std::string const& community, std::string const& digest, std::string const& account,
                       std::string const& media_type);
    std::int64_t unlinked_bytes(std::string const& community, std::string const& account);
    std::optional<document_info> find(std::string const& community, std::string const& digest);
    std::string part(std::string const& community, std::string const& digest, std::int64_t chunk);
    std::size_t reap(instant uploaded_before);

  private:
    struct upload {
        std::string community, id, digest = {}; // no digest: nobody has come so far
    };
    document_info receive(upload const&, std::string const& media_type,
                          std::function<std::string()> const& next_chunk);
    document_info publish(upload const&, document_info const&, instant now);
    void discard_chunks(upload const&);
    void give_up(upload const&) noexcept;

    connection& db_;
    chunk_queries const& chunks_;
};

} // namespace saksgang
