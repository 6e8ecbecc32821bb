#include "storage/remembered_pieces.hpp"

#include <algorithm>

#include "engine/fields.hpp"

namespace saksgang {
namespace {

constexpr std::size_t most_streams = 256;

void put(piece_list& pieces, stored_piece row) {
    auto const at =
        std::lower_bound(pieces.begin(), pieces.end(), row.name,
                         [](auto const& p, auto const& name) { return compare_keys(p->name(), name) < 0; });
    bool const there = at != pieces.end() && (*at)->name() == row.name;
    auto one = std::make_shared<piece>(std::move(row.name), std::move(row.text));
    there ? void(*at = std::move(one)) : void(pieces.insert(at, std::move(one)));
}

} // namespace

std::int64_t remembered_pieces::version_of(std::string const& community, std::string const& stream) const {
    auto const found = streams_.find({community, stream});
    return found == streams_.end() ? 0 : found->second.version;
}

void remembered_pieces::complete(std::string const& community, std::map<std::string, stored_state>& states,
                                 std::vector<stored_piece> rows) {
    if (streams_.size() > most_streams) streams_.clear();
    for (auto& row : rows) {
        auto const stream = row.stream;
        auto const part = row.part;
        put(streams_[{community, stream}].parts[part], std::move(row));
    }
    for (auto& [stream, s] : states) {
        auto const found = streams_.find({community, stream});
        if (found == streams_.end()) continue;
        auto& [version, parts] = found->second;
        if (s.version < version) throw store_unavailable("the store has gone back to an earlier state");
        version = s.version;
        s.pieces = parts;
    }
}

void complete(std::vector<stored_state>& states, std::vector<stored_piece> const& rows) {
    for (auto const& row : rows) {
        auto const at = std::ranges::lower_bound(states, row.stream, {}, &stored_state::stream);
        if (at != states.end() && at->stream == row.stream) put(at->pieces[row.part], row);
    }
}

} // namespace saksgang
