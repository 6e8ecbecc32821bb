#include "engine/decision.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "engine/digest.hpp"

namespace saksgang {

void world::put(state s) {
    auto name = s.stream;
    streams_.insert_or_assign(std::move(name), std::move(s));
}

bool world::knows(std::string_view stream) const { return streams_.contains(stream); }

state const& world::at(std::string_view stream) const {
    auto const found = streams_.find(stream);
    if (found == streams_.end())
        throw std::logic_error("the stream " + std::string(stream) + " was not declared as read");
    return found->second;
}

state world::exchange(state s) { return std::exchange(streams_.find(s.stream)->second, std::move(s)); }

decision::decision(world& base, command c, source& s, head h)
    : asked(std::move(c)), chance(s), at(h), base_(base), first_(h) {
    now_ = std::max(chance.now(), at.recorded); // recorded never goes back
    today_ = asked.effective.value_or(date_in_oslo(now_));
}

state const& decision::current(std::string_view stream) const { return base_.at(stream); }

situation decision::here(std::string person) const { return {base_, std::move(person), now_, today_}; }

namespace {

// The fields of `after` that differ, each whole; null where one is gone.
json changed_fields(json const& before, json const& after) {
    auto set = json::object();
    if (&before == &after) return set;
    for (auto const& [field, value] : before.items())
        if (!after.contains(field)) set[field] = nullptr;
    for (auto const& [field, value] : after.items())
        if (auto const old = before.find(field); old == before.end() || *old != value) set[field] = value;
    return set;
}

json movements(json const& before, json const& after) {
    auto postings = json::object();
    if (&before == &after) return postings;
    std::int64_t sum = 0;
    auto const move = [&](std::string const& account) {
        auto const amount = after.value(account, std::int64_t{0}) - before.value(account, std::int64_t{0});
        if (amount != 0) postings[account] = amount;
        sum += amount;
    };
    for (auto const& [account, amount] : before.items()) move(account);
    for (auto const& [account, amount] : after.items())
        if (!before.contains(account)) move(account);
    if (sum != 0) throw std::logic_error("postings that do not sum to zero");
    return postings;
}

} // namespace

std::int64_t decision::record(state after, stamp s) {
    auto const before = base_.at(after.stream);
    entry e{.community = base_.community,
            .stream = after.stream,
            .seq = before.version + 1,
            .position = at.position + 1,
            .prev = before.hash,
            .nonce = chance.new_nonce(after.stream, before.version + 1),
            .actor = std::move(s.actor),
            .seat = std::move(s.capacity.seat),
            .on_behalf_of = std::move(s.capacity.on_behalf_of),
            .command = std::move(s.command),
            .payload = std::move(s.payload),
            .cause = s.cause,
            .from = before.name,
            .to = after.name == before.name ? "" : after.name,
            .set = changed_fields(before.data, after.data),
            .round = merge_patch_between(before.rounds, after.rounds),
            .postings = movements(before.balances, after.balances),
            .rule = std::move(s.rule),
            .hjemmel = std::move(s.hjemmel),
            .workflow = after.workflow,
            .recorded = now_,
            .effective = asked.effective};
    auto bytes = bytes_of(e);
    auto digest = sha256(bytes);

    auto folded = before;
    evolve(folded, e, digest);
    if (folded.data != after.data || folded.rounds != after.rounds || folded.balances != after.balances ||
        folded.name != after.name)
        throw std::logic_error("the entry for " + e.command + " does not carry its effects");
    folded.data = after.data; // the same, with what has been read out of it
    folded.rounds = after.rounds;
    // What an entry adds to a state is never more than the entry's own bytes: only near the limit is it measured.
    folded.size_at_most = before.size_at_most + bytes.size();
    if (folded.size_at_most > largest_state) folded.size_at_most = bytes_of(folded).size();

    before_.try_emplace(after.stream, base_.exchange(std::move(folded)));
    at = {e.position, now_};
    entries_.push_back({e.position, std::move(e.stream), e.seq, std::move(digest), std::move(bytes)});
    return at.position;
}

void decision::take_back() {
    for (auto& [stream, s] : before_) base_.put(s);
    before_.clear();
    entries_.clear();
    erased_documents.clear();
    created.clear();
    at = first_;
}

void decision::undo() {
    take_back();
    linked_.clear();
    personal.clear();
}

} // namespace saksgang
