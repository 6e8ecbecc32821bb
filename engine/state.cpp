#include "engine/state.hpp"

#include <stdexcept>

#include "engine/changes.hpp"
#include "engine/fields.hpp"
#include "engine/ports.hpp"

namespace saksgang {

void evolve(state& s, entry const& e, std::string const& digest) {
    if (e.stream != s.stream || e.seq != s.version + 1 || e.prev != s.hash || e.from != s.name)
        throw std::logic_error("entry " + std::to_string(e.position) + " does not follow on " + s.stream +
                               " at " + std::to_string(s.version));
    s.version = e.seq;
    s.hash = digest;
    if (!e.to.empty()) s.name = e.to;
    if (!e.workflow.empty()) s.workflow = e.workflow;
    if (!e.set.empty())
        for (auto& data = s.data.change(); auto const& [field, value] : e.set.items())
            value.is_null() ? void(data.erase(field)) : void(data[field] = value);
    if (!e.change.empty()) apply_changes(s.data.change(), e.change);
    if (!e.round.empty()) apply_changes(s.rounds.change(), e.round);
    if (!e.postings.empty())
        for (auto& balances = s.balances.change(); auto const& [account, amount] : e.postings.items()) {
            auto const balance = balances.value(account, std::int64_t{0}) + amount.get<std::int64_t>();
            balance == 0 ? void(balances.erase(account)) : void(balances[account] = balance);
        }
    s.effective = e.effective;
    s.recorded = e.recorded;
}

namespace {

struct named_part {
    char const* name;
    part state::*at;
};
constexpr named_part parts[]{
    {"balances", &state::balances}, {"data", &state::data}, {"rounds", &state::rounds}};

bool is_divided(part const& p) { return p.pieces().size() > 1; }

// Those parts that are left out stand elsewhere; an empty one says nothing, unless it is the data.
template <class LeftOut>
std::string text_of(state const& s, LeftOut left_out) {
    std::string text;
    {
        canonical_object out(text);
        auto const put = [&](named_part const& p) {
            auto const& it = s.*p.at;
            bool const says = p.at == &state::data || it.pieces().size() > 1 || it.bytes() != empty_object;
            if (says && !left_out(it)) out.put_canonical(p.name, it.bytes());
        };
        put(parts[0]);
        put(parts[1]);
        if (s.effective) out.put("effective", s.effective->str());
        if (!s.name.empty()) out.put("name", s.name);
        out.put("recorded", s.recorded.us);
        put(parts[2]);
        if (!s.workflow.empty()) out.put("workflow", s.workflow);
    }
    return text;
}

} // namespace

std::size_t size_of(state const& s) {
    std::size_t bytes = 0;
    for (auto const& p : parts) bytes += size_of((s.*p.at).pieces());
    return bytes;
}

std::string bytes_of(state const& s) {
    return text_of(s, [](part const&) { return false; });
}

stored_state stored(state const& s) {
    stored_state out{s.stream, s.version, s.hash, text_of(s, is_divided), {}};
    for (auto const& p : parts)
        if (is_divided(s.*p.at)) out.pieces.emplace(p.name, (s.*p.at).pieces());
    return out;
}

void add_new_pieces(std::vector<stored_piece>& out, state const& before, state const& now) {
    static piece_list const none;
    for (auto const& [name, at] : parts) {
        if (!is_divided(now.*at)) continue;
        auto const& there = is_divided(before.*at) ? (before.*at).pieces() : none;
        auto old = there.begin();
        for (auto const& p : (now.*at).pieces()) {
            while (old != there.end() && compare_keys((*old)->name(), p->name()) < 0) ++old;
            if (old == there.end() || *old != p)
                out.push_back({now.stream, name, p->name(), now.version, p->text()});
        }
    }
}

state state_from(stored_state from) {
    state s{.stream = std::move(from.stream), .version = from.version, .hash = std::move(from.hash)};
    s.size_at_most = from.bytes.size();
    if (from.bytes.empty()) return s;
    for (fields in(from.bytes); in; in.next()) {
        auto const key = in.name();
        for (auto const& p : parts)
            if (key == p.name) s.*p.at = part::of_bytes(std::string(in.value()));
        if (key == "recorded")
            s.recorded = {number_in(in.value())};
        else if (key == "name")
            s.name = text_in(in.value());
        else if (key == "workflow")
            s.workflow = text_in(in.value());
        else if (key == "effective")
            s.effective = date::parse(text_in(in.value()));
    }
    for (auto const& p : parts)
        if (auto const found = from.pieces.find(p.name); found != from.pieces.end()) {
            s.size_at_most += size_of(found->second);
            s.*p.at = part::of_pieces(std::move(found->second));
        }
    return s;
}

std::string bytes_of(stored_state const& s) { return s.pieces.empty() ? s.bytes : bytes_of(state_from(s)); }

bool stored_state::operator==(stored_state const& other) const {
    return stream == other.stream && version == other.version && hash == other.hash &&
           bytes_of(*this) == bytes_of(other);
}

} // namespace saksgang
