// Batches as the executor makes them: what is read first, and what follows on it.
#pragma once

#include <string>
#include <vector>

#include "engine/ports.hpp"

namespace saksgang::test {

// One entry in each stream of `written` (twice in one that is named twice), after what `session` reads now.
// States and entries carry `text`.
write_batch next_batch(store_session& session, std::string const& community,
                       std::vector<std::string> const& written, std::string const& text = "{}");

// A batch of one entry, committed: the shortest way to a community with something in it.
void write_one(store_session& session, std::string const& community, std::string const& stream,
               std::string const& text = "{}");

// The digests of those documents that are stored.
std::set<std::string> stored_in(found const&);

// Everything that the interface shows of a community, as text.
std::string dump(store_session& session, std::string const& community);

case_row some_case(int year, std::int64_t number);

// Quotation marks, backslashes, lines, braces, commas, a byte more than ASCII has, and an emoji; unlike for each tag.
std::string nasty(std::string const& tag);

} // namespace saksgang::test
