#include "engine/decision.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "engine/changes.hpp"
#include "engine/digest.hpp"

namespace saksgang {

void world::put(state s) {
    auto name = s.stream;
    streams_.insert_or_assign(std::move(name), place{std::move(s)});
}

void world::lend(state const& s) { streams_.insert_or_assign(s.stream, place{{}, &s}); }

bool world::knows(std::string_view stream) const { return streams_.contains(stream); }

state const& world::at(std::string_view stream) const {
    auto const found = streams_.find(stream);
    if (found == streams_.end())
        throw std::logic_error("the stream " + std::string(stream) + " was not declared as read");
    return found->second.get();
}

state world::exchange(state s) {
    auto& there = streams_.find(s.stream)->second;
    if (there.own) return std::exchange(*there.own, std::move(s));
    there.own = std::move(s);
    return *there.lent;
}

state world::take(std::string_view stream) { return *std::exchange(streams_.find(stream)->second.own, {}); }

decision::decision(world& base, command c, source& s, head h)
    : asked(std::move(c)), chance(s), at(h), base_(base), first_(h) {
    now_ = std::max(chance.now(), at.recorded); // recorded never goes back
    today_ = asked.effective.value_or(date_in_oslo(now_));
}

state const& decision::current(std::string_view stream) const { return base_.at(stream); }

situation decision::here(std::string person) const { return {base_, std::move(person), now_, today_}; }

namespace {

// What took a stream from one state to the other. A part that they share has not changed.
entry_objects effects_between(state const& before, state const& after) {
    auto const differs = [](part const& a, part const& b) { return !a.shares(b); };
    entry_objects e{empty_object, std::string(empty_object), std::string(empty_object),
                    std::string(empty_object), std::string(empty_object)};
    if (differs(before.data, after.data)) {
        auto c = shortest_changes(before.data.pieces(), after.data.pieces());
        e.set = std::move(c.set);
        e.change = std::move(c.change);
    }
    if (differs(before.rounds, after.rounds))
        e.round = changes_between(before.rounds.pieces(), after.rounds.pieces());
    if (differs(before.balances, after.balances))
        e.postings = movements_between(before.balances.pieces(), after.balances.pieces());
    if (sum_of(e.postings) != 0) throw std::logic_error("postings that do not sum to zero");
    return e;
}

// Whether they are the whole difference: `evolve`, on the pieces that they change.
bool fold_to(state const& before, entry_objects const& e, state const& after) {
    auto const gives = [](part const& from, std::string const& effect, auto fold, part const& to) {
        return from.shares(to) || same(folded(from.pieces(), effect, fold), to.pieces());
    };
    auto const data = [&] {
        return folded(folded(before.data.pieces(), e.set, with_fields), e.change, with_changes);
    };
    return (before.data.shares(after.data) || same(data(), after.data.pieces())) &&
           gives(before.rounds, e.round, with_changes, after.rounds) &&
           gives(before.balances, e.postings, with_movements, after.balances);
}

} // namespace

std::int64_t decision::record(state after, stamp s) {
    auto const& before = base_.at(after.stream);
    auto objects = effects_between(before, after);
    objects.payload = s.payload.bytes();
    entry e{.community = base_.community,
            .stream = after.stream,
            .seq = before.version + 1,
            .position = at.position + 1,
            .prev = before.hash,
            .nonce = chance.new_nonce(after.stream, before.version + 1),
            .actor = std::move(s.actor),
            .account = asked.account,
            .seat = std::move(s.capacity.seat),
            .on_behalf_of = std::move(s.capacity.on_behalf_of),
            .command = std::move(s.command),
            .cause = s.cause,
            .from = before.name,
            .to = after.name == before.name ? "" : after.name,
            .rule = std::move(s.rule),
            .hjemmel = std::move(s.hjemmel),
            .workflow = after.workflow,
            .recorded = now_,
            .effective = asked.effective};
    auto bytes = bytes_of(e, objects);
    auto digest = sha256(bytes);
    bool const named = !after.name.empty() || before.name.empty();
    if (!named || !fold_to(before, objects, after))
        throw std::logic_error("the entry for " + e.command + " does not carry its effects");

    after.version = e.seq;
    after.hash = digest;
    if (after.workflow.empty()) after.workflow = before.workflow;
    after.effective = e.effective;
    after.recorded = e.recorded;
    // What an entry adds to a state is never more than the entry's own bytes: only near the limit is it measured.
    after.size_at_most = before.size_at_most + bytes.size();
    auto const most = s.has_room ? largest_state : largest_state - room_to_end;
    if (after.size_at_most > most) after.size_at_most = size_of(after);
    if (after.size_at_most > most)
        throw too_large("a state of " + std::to_string(after.size_at_most) + " bytes");

    auto was = base_.exchange(std::move(after));
    if (std::ranges::find(before_, e.stream, &state::stream) == before_.end())
        before_.push_back(std::move(was));
    at = {e.position, now_};
    entries_.push_back({e.position, std::move(e.stream), e.seq, std::move(digest), std::move(bytes)});
    return at.position;
}

void decision::take_back() {
    for (auto& s : before_) base_.put(std::move(s));
    before_.clear();
    entries_.clear();
    erased_documents.clear();
    erased_texts.clear();
    created.clear();
    at = first_;
}

void decision::undo() {
    take_back();
    linked_.clear();
    personal.clear();
}

} // namespace saksgang
