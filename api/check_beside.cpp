#include "api/check_beside.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "engine/digest.hpp"
#include "engine/streams.hpp"
#include "engine/who/accounts.hpp"

namespace saksgang {
namespace {

constexpr std::chrono::seconds between_reports{2};
constexpr std::size_t digest_size = 64, shown_of_digest = 16; // hex digits

std::string short_of(std::string const& digest) { return digest.substr(0, shown_of_digest); }

std::uint64_t number_of(std::string const& digest) {
    std::uint64_t n = 0;
    std::from_chars(digest.data(), digest.data() + std::min(digest.size(), shown_of_digest), n, 16);
    return n;
}

// What stands in quotation marks behind that beginning. In a text of canonical JSON a quotation mark stands behind a
// backslash, so that none of them is found there.
template <class Each>
void each_digest_behind(std::string_view text, std::string_view beginning, Each const& each) {
    for (auto at = text.find(beginning); at != text.npos; at = text.find(beginning, at)) {
        at += beginning.size();
        auto const digest = text.substr(at, digest_size);
        if (is_digest(std::string(digest)) && text.substr(at + digest_size).starts_with('"')) each(digest);
    }
}

} // namespace

void each_commitment(std::string_view payload, std::function<void(std::string_view)> const& f) {
    each_digest_behind(payload, R"({"commitment":")", f);
}

known_of_log::known_of_log(head at)
    : recorded(static_cast<std::size_t>(at.position) + 1, never),
      cause(recorded.size(), 0),
      origin(recorded.size(), 0) {}

std::uint64_t known_of_log::origin_of(std::string_view stream, std::string_view account) {
    return std::hash<std::string>()(std::string(stream) + '\n' + std::string(account));
}

bool known_of_log::add(slices::entry const& e, std::int64_t position) {
    each_commitment(e.payload, [&](std::string_view c) { commitments.expect(c, std::string(c)); });
    if (!is_case(e.stream))
        each_digest_behind(e.payload, R"({"digest":")", [&](std::string_view digest) {
            auto const behind = e.payload.substr(static_cast<std::size_t>(digest.data() - e.payload.data()) +
                                                 digest.size() + 1);
            if (!behind.starts_with(R"(,"title":)")) return; // else it is no document, but names one
            std::lock_guard const hold(mutex_);
            named.emplace(digest, e.stream);
        });
    if (position < 1 || static_cast<std::size_t>(position) >= recorded.size()) return false;
    auto const at = static_cast<std::size_t>(position);
    recorded[at] = e.recorded;
    cause[at] = e.cause.value_or(0);
    origin[at] = origin_of(e.stream, e.account);
    return true;
}

checking_beside::checking_beside(std::string community, known_of_log& log,
                                 std::function<void(std::string)> find,
                                 std::function<void(std::string const&)> const& progress)
    : community_(std::move(community)), log_(log), find_(std::move(find)), progress_(progress) {}

void checking_beside::run(store_session& s) {
    auto const check = [&](char const* table, auto part) {
        find_unreadable(table, find_, [&] { (this->*part)(s); });
    };
    check("keys", &checking_beside::check_keys);
    check("personal", &checking_beside::check_commitments);
    check("credentials, sessions or uploaders", &checking_beside::check_accounts);
    check("documents or document_chunks", &checking_beside::check_documents);
    check("document_links", &checking_beside::check_links);
}

// A key's entries are one command's: the first is of that stream and account, and caused by nothing; each of the others
// follows from one of them; and the next does not.
void checking_beside::check_keys(store_session& s) {
    auto const follows = [&](std::int64_t p, std::int64_t from) {
        auto const cause = log_.cause[static_cast<std::size_t>(p)];
        return cause >= from && cause < p;
    };
    auto const all = static_cast<std::int64_t>(log_.recorded.size());
    auto const check = [&](used_key const& k) {
        auto const wrong = [&](char const* field) {
            find_("keys " + k.account + " " + k.key + ": " + field + " is not of what was done with it");
        };
        if (k.first_position < 1 || k.first_position >= all) return wrong("first_position");
        auto const first = static_cast<std::size_t>(k.first_position);
        if (log_.origin[first] != known_of_log::origin_of(k.stream, k.account) &&
            log_.origin[first] != known_of_log::origin_of(k.stream, ""))
            return wrong("stream, account or first_position");
        if (log_.cause[first] != 0) return wrong("first_position");
        bool whole = k.last_position >= k.first_position && k.last_position < all;
        for (auto p = k.first_position + 1; whole && p <= k.last_position; ++p)
            whole = follows(p, k.first_position);
        if (whole && k.last_position + 1 < all) whole = !follows(k.last_position + 1, k.first_position);
        if (!whole) wrong("last_position");
    };
    each_row(
        used_key{}, [&](used_key const& after) { return s.all_keys(community_, after, rows_at_once); },
        std::identity(), check);
}

void checking_beside::check_commitments(store_session& s) {
    std::set<std::string> wrong; // commitments
    auto const each_value = [&](auto const& each) {
        each_row(
            std::string(),
            [&](std::string const& after) { return s.all_personal(community_, after, rows_at_once); },
            [](personal_value const& v) { return v.commitment; }, each);
    };
    each_value([&](personal_value const& v) {
        log_.commitments.found(v.commitment, v.commitment);
        if (auto const erased = log_.erased_texts.find(v.commitment); erased != log_.erased_texts.end())
            find_("personal " + short_of(v.commitment) + ": it was erased in " + erased->second);
        if (sha256(v.salt + v.value) != v.commitment) wrong.insert(v.commitment);
    });
    if (wrong.empty() && !log_.commitments.differs()) return;
    // Slow, and only where something is wrong: which entries they are of.
    std::map<std::string, std::string> entries; // commitment -> entry
    std::vector<slices::member> room;
    each_row(
        std::int64_t{0}, [&](std::int64_t after) { return s.entries(community_, after, rows_at_once); },
        [](stored_entry const& e) { return e.position; },
        [&](stored_entry const& e) {
            try {
                each_commitment(slices::entry_in(e.bytes, room).payload, [&](std::string_view c) {
                    if (log_.commitments.differs(c) || wrong.contains(std::string(c)))
                        entries.emplace(c, "entries " + std::to_string(e.position) + " (" + e.stream + " " +
                                               std::to_string(e.seq) + ")");
                });
            } catch (std::exception const&) { // found before
            }
        });
    each_value([&](personal_value const& v) {
        auto const of = entries.find(v.commitment);
        if (of == entries.end()) {
            if (wrong.contains(v.commitment) || log_.commitments.differs(v.commitment))
                find_("personal " + short_of(v.commitment) + ": no entry has this commitment");
            return;
        }
        if (wrong.contains(v.commitment))
            find_("personal " + short_of(v.commitment) + ": salt and value do not give the commitment of " +
                  of->second);
        entries.erase(of);
    });
    for (auto const& [commitment, entry] : entries)
        if (!log_.erased_texts.contains(commitment))
            find_("personal " + short_of(commitment) + ": the value behind a commitment of " + entry +
                  " is missing");
}

// Every password and session is an account's, and the session its person's.
void checking_beside::check_accounts(store_session& s) {
    auto const accounts =
        state_from(std::move(s.read(community_, {.streams = {"accounts"}}).states["accounts"]));
    auto const known = accounts_in(accounts);
    std::map<std::string, std::string> person_of;
    for (auto const& [name, account] : known) person_of.emplace(name, account.person.value);
    each_row(
        std::string(),
        [&](std::string const& after) { return s.all_credentials(community_, after, rows_at_once); },
        std::identity(),
        [&](std::string const& account) {
            if (!person_of.contains(account)) find_("credentials " + account + ": there is no such account");
        });
    each_row(
        std::string(),
        [&](std::string const& after) { return s.all_sessions(community_, after, rows_at_once); },
        [](session_record const& r) { return r.token; },
        [&](session_record const& r) {
            auto const found = person_of.find(r.account);
            if (found == person_of.end())
                find_("sessions " + short_of(r.token) + ": account: there is no " + r.account);
            else if (found->second != r.person)
                find_("sessions " + short_of(r.token) + ": person: " + r.account + " is another's account");
        });
    using uploader = std::pair<std::string, std::string>; // digest, account
    each_row(
        uploader(), [&](uploader const& after) { return s.all_uploaders(community_, after, rows_at_once); },
        std::identity(),
        [&](uploader const& u) {
            if (!person_of.contains(u.second))
                find_("uploaders " + short_of(u.first) + ": account: there is no " + u.second);
        });
}

checking_beside::stored_row const* checking_beside::document(std::string const& digest) const {
    auto const found = std::ranges::lower_bound(documents_, number_of(digest), {}, &stored_row::digest);
    return found != documents_.end() && found->digest == number_of(digest) ? &*found : nullptr;
}

void checking_beside::check_documents(store_session& s) {
    auto told = std::chrono::steady_clock::now();
    each_row(
        std::string(),
        [&](std::string const& after) { return s.all_documents(community_, after, rows_at_once); },
        [](document_row const& d) { return d.info.digest; },
        [&](document_row const& d) {
            documents_.push_back({number_of(d.info.digest), d.info.erased, d.linked});
            check_document(s, d);
            if (auto const now = std::chrono::steady_clock::now(); now - told > between_reports) {
                told = now;
                progress_(community_ + ": " + std::to_string(documents_.size()) + " documents");
            }
        });
    for (auto const& [digest, stream] : log_.erased)
        if (!document(digest))
            find_("documents " + short_of(digest) + ": erased in " + stream + ", and unknown");
    for (auto const& [digest, stream] : log_.named) {
        auto const* there = document(digest);
        if (!there)
            find_("documents " + short_of(digest) + ": named in " + stream + ", and not stored");
        else if (!there->linked)
            find_("documents " + short_of(digest) + ": linked: it is named in " + stream);
    }
    if (auto const strays = s.stray_chunks(community_))
        find_("document_chunks: " + std::to_string(strays) + " belong to no row of documents or uploads");
}

void checking_beside::check_document(store_session& s, document_row const& d) {
    auto const wrong = [&](std::string const& what) {
        find_("documents " + short_of(d.info.digest) + ": " + what);
    };
    auto const erased = log_.erased.find(d.info.digest);
    if (d.info.erased) {
        if (erased == log_.erased.end()) wrong("erased: no case has erased it");
        if (d.chunks) wrong("its bytes are there, and it is erased");
        if (!d.linked) wrong("linked: what is erased is known for ever");
        return;
    }
    if (erased != log_.erased.end()) return wrong("erased: it was erased in " + erased->second);
    find_unreadable("documents " + short_of(d.info.digest), find_, [&] { // a chunk may be no bytes
        running_digest digest;
        std::int64_t size = 0, chunk = 0;
        for (; size < d.info.size; ++chunk) {
            auto const bytes = s.document_part(community_, d.info.digest, chunk);
            if (bytes.empty()) break;
            digest.add(bytes);
            size += static_cast<std::int64_t>(bytes.size());
        }
        if (size != d.info.size || chunk != d.chunks)
            wrong("size: " + std::to_string(size) + " bytes are there");
        if (digest.finish() != d.info.digest) wrong("its bytes do not give its digest");
    });
}

// What a stream names is stored, and safe from the reaper; what is its own is not erased.
void checking_beside::check_links(store_session& s) {
    each_link(s, community_, [&](document_link const& l) {
        log_.links.found(l.stream, row_text(l));
        auto const wrong = [&](char const* what) {
            find_("documents " + short_of(l.digest) + ": " + what + " " + l.stream + " names it");
        };
        auto const* there = document(l.digest);
        if (!there) return wrong("not stored, and");
        if (!there->linked) wrong("linked:");
        if (there->erased && l.own) wrong("erased:");
    });
}

} // namespace saksgang
