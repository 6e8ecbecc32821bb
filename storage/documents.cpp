#include "storage/documents.hpp"

#include <random>

#include "engine/digest.hpp"

namespace saksgang {

namespace {

using std::int64_t, std::string, std::tuple;

// Taken away in portions, so that a committer waits for one of them at most.
constexpr int64_t reaped_at_once = 16;

query<no_columns, tuple<string, string, instant>> const start_upload{
    "insert into uploads (community, upload, started) values (:community, :upload, :started)"};

query<no_columns, tuple<string, string>> const end_upload{
    "delete from uploads where community = :community and upload = :upload"};

query<no_columns, tuple<string, string>> const drop_chunks{
    "delete from document_chunks where community = :community and upload = :upload"};

// Known bytes stay as they are, only that they were asked for anew: the reaper counts from now.
query<tuple<string, int64_t, string, bool, string>,
      tuple<string, string, int64_t, string, string, instant>> const publish_document{
    "insert into documents (community, digest, size, media_type, upload, uploaded, linked, erased) "
    "values (:community, :digest, :size, :media_type, :upload, :uploaded, 0, 0) "
    "on conflict (community, digest) do update set uploaded = excluded.uploaded "
    "returning digest, size, media_type, erased, upload"};

query<tuple<string, int64_t, string, bool>, tuple<string, string>> const document_of{
    "select digest, size, media_type, erased from documents where community = :community and digest = "
    ":digest"};

query<no_columns, tuple<string, string, string, string>> const put_uploader{
    "insert into uploaders (community, digest, account, media_type) "
    "values (:community, :digest, :account, :media_type) "
    "on conflict (community, digest, account) do update set media_type = excluded.media_type"};

query<no_columns, tuple<string, string>> const drop_uploaders{
    "delete from uploaders where community = :community and digest = :digest"};

// By the index of what nothing links, which is short: hence the condition that is always so.
query<tuple<int64_t>, tuple<string, string>> const sum_of_unlinked{
    "select cast(coalesce(sum(d.size), 0) as bigint) from documents d "
    "where d.community = :community and d.linked = 0 and d.uploaded > 0 and exists "
    "(select 1 from uploaders u where u.community = d.community and u.digest = d.digest"
    " and u.account = :account)"};

using taken = tuple<string, string, string>; // community, upload, digest

query<taken, tuple<instant, int64_t>> const take_unlinked{
    "delete from documents where linked = 0 and (community, digest) in "
    "(select community, digest from documents where linked = 0 and uploaded < :before limit :limit) "
    "returning community, upload, digest"};

query<taken, tuple<instant, int64_t>> const take_abandoned{
    "delete from uploads where (community, upload) in "
    "(select community, upload from uploads where started < :before limit :limit) "
    "returning community, upload, ''"};

// Not part of any answer, so chance needs no injection: it only has to be nobody else's.
string new_upload_id() {
    std::random_device chance;
    string bytes;
    for (int i = 0; i < 16; ++i) bytes += static_cast<char>(chance());
    return to_hex(bytes);
}

} // namespace

document_info documents::put(string const& community, string const& media_type, instant now,
                             std::function<string()> const& next_chunk) {
    upload const mine{community, new_upload_id()};
    db_.write_one(start_upload, {mine.community, mine.id, now});
    try {
        return publish(mine, receive(mine, media_type, next_chunk), now);
    } catch (...) {
        give_up(mine);
        throw;
    }
}

document_info documents::receive(upload const& mine, string const& media_type,
                                 std::function<string()> const& next_chunk) {
    running_digest digest;
    document_info info{.media_type = media_type};
    string pending;
    int64_t chunk = 0;
    auto store = [&](std::string_view bytes) {
        db_.write_one(chunks_.put, {mine.community, mine.id, chunk++, chunks_.encode(bytes)});
    };
    for (string piece = next_chunk(); !piece.empty(); piece = next_chunk()) {
        digest.add(piece);
        info.size += static_cast<int64_t>(piece.size());
        pending += piece;
        std::string_view whole = pending;
        for (; whole.size() >= document_chunk; whole.remove_prefix(document_chunk))
            store(whole.substr(0, document_chunk));
        pending = string(whole);
    }
    if (!pending.empty()) store(pending);
    info.digest = digest.finish();
    return info;
}

document_info documents::publish(upload const& mine, document_info const& info, instant now) {
    document_info stored;
    db_.writing([&] {
        // The lock on this row decides between us and the reaper.
        if (db_.run(end_upload, {mine.community, mine.id}) == 0)
            throw store_contended("the upload took so long that it was reaped");
        string upload_stored;
        std::tie(stored.digest, stored.size, stored.media_type, stored.erased, upload_stored) = *db_.first(
            publish_document, {mine.community, info.digest, info.size, info.media_type, mine.id, now});
        if (upload_stored != mine.id) discard_chunks(mine);
    });
    return stored;
}

void documents::discard_chunks(upload const& one) { db_.run(drop_chunks, {one.community, one.id}); }

void documents::give_up(upload const& mine) noexcept {
    try {
        db_.writing([&] {
            db_.run(end_upload, {mine.community, mine.id});
            discard_chunks(mine);
        });
    } catch (std::exception const&) {
        // The reaper will find it.
    }
}

void documents::note_uploader(string const& community, string const& digest, string const& account,
                              string const& media_type) {
    db_.write_one(put_uploader, {community, digest, account, media_type});
}

int64_t documents::unlinked_bytes(string const& community, string const& account) {
    return std::get<0>(*db_.first(sum_of_unlinked, {community, account}));
}

std::optional<document_info> documents::find(string const& community, string const& digest) {
    auto row = db_.first(document_of, {community, digest});
    if (!row) return {};
    return std::make_from_tuple<document_info>(*row);
}

string documents::part(string const& community, string const& digest, int64_t chunk) {
    auto row = db_.first(chunks_.get, {community, digest, chunk});
    return row ? chunks_.decode(std::move(std::get<0>(*row))) : string();
}

std::size_t documents::reap(instant uploaded_before) {
    auto take = [&](auto const& which) {
        std::size_t all = 0, now = 0;
        do {
            std::vector<upload> gone;
            db_.writing([&] {
                gone = db_.all<upload>(which, {uploaded_before, reaped_at_once});
                for (auto const& one : gone) {
                    discard_chunks(one);
                    db_.run(drop_uploaders, {one.community, one.digest});
                }
            });
            all += now = gone.size();
        } while (now == reaped_at_once);
        return all;
    };
    take(take_abandoned);
    return take(take_unlinked);
}

} // namespace saksgang
