#include "storage/batch.hpp"

#include <unordered_map>
#include <unordered_set>

namespace saksgang {

namespace {

void insist(bool holds, std::string const& what) {
    if (!holds) throw std::logic_error("write_batch: " + what);
}

struct stream_end {
    std::int64_t version = 0;
    std::string_view hash; // of the last entry in this batch
};

} // namespace

void check(write_batch const& batch) {
    std::unordered_map<std::string_view, stream_end> ends;
    auto position = batch.expected.position;
    for (auto const& entry : batch.entries) {
        insist(entry.position == ++position,
               "position " + std::to_string(entry.position) + " is out of order");
        auto const [end, first] = ends.try_emplace(entry.stream, stream_end{entry.seq - 1, {}});
        insist(entry.seq == ++end->second.version, entry.stream + " has a gap in its entries");
        insist(!entry.hash.empty(), entry.stream + " has an entry without a hash");
        end->second.hash = entry.hash;
    }
    insist(batch.after.position == position, "the head is not at the last entry");
    insist(batch.after.recorded >= batch.expected.recorded, "recorded before the entry before");

    std::unordered_set<std::string_view> written, cases;
    std::set<std::pair<std::string_view, std::string_view>> keys;
    for (auto const& state : batch.states) {
        auto const end = ends.find(state.stream);
        insist(written.insert(state.stream).second, state.stream + " is written twice");
        insist(end != ends.end(), state.stream + " has a state and no entries");
        insist(state.version == end->second.version && state.hash == end->second.hash,
               state.stream + " has another state than its last entry's");
    }
    for (auto const& [stream, end] : ends)
        insist(written.contains(stream), std::string(stream) + " has entries and no state");
    for (auto const& row : batch.cases)
        insist(cases.insert(row.id).second, "case " + row.id + " stands twice");
    for (auto const& row : batch.cases_before)
        insist(cases.contains(row.id), "case " + row.id + " was, and is not written");
    for (auto const& key : batch.keys)
        insist(keys.emplace(key.account, key.key).second, "a key of " + key.account + " is used twice");
}

} // namespace saksgang
