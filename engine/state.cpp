#include "engine/state.hpp"

#include <stdexcept>

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
    if (!e.round.empty()) s.rounds.change().merge_patch(e.round);
    if (!e.postings.empty())
        for (auto& balances = s.balances.change(); auto const& [account, amount] : e.postings.items()) {
            auto const balance = balances.value(account, std::int64_t{0}) + amount.get<std::int64_t>();
            balance == 0 ? void(balances.erase(account)) : void(balances[account] = balance);
        }
    s.effective = e.effective;
    s.recorded = e.recorded;
}

namespace {
void put(canonical_object& to, std::string_view name, part const& p) {
    if (p.bytes() != empty_object) to.put_canonical(name, p.bytes());
}
} // namespace

std::string bytes_of(state const& s) {
    std::string bytes;
    {
        canonical_object out(bytes);
        bytes.reserve(s.data.bytes().size() + s.rounds.bytes().size() + s.balances.bytes().size() + 200);
        put(out, "balances", s.balances);
        out.put_canonical("data", s.data.bytes());
        if (s.effective) out.put("effective", s.effective->str());
        if (!s.name.empty()) out.put("name", s.name);
        out.put("recorded", s.recorded.us);
        put(out, "rounds", s.rounds);
        if (!s.workflow.empty()) out.put("workflow", s.workflow);
    }
    if (bytes.size() > largest_state)
        throw too_large("a state of " + std::to_string(bytes.size()) + " bytes");
    return bytes;
}

state state_from(std::string stream, std::int64_t version, std::string hash, std::string_view bytes) {
    state s{.stream = std::move(stream), .version = version, .hash = std::move(hash)};
    s.size_at_most = bytes.size();
    if (bytes.empty()) return s;
    for (fields in(bytes); in; in.next()) {
        auto const key = in.key();
        if (key == "\"data\"")
            s.data = part::of_bytes(std::string(in.value()));
        else if (key == "\"rounds\"")
            s.rounds = part::of_bytes(std::string(in.value()));
        else if (key == "\"balances\"")
            s.balances = part::of_bytes(std::string(in.value()));
        else if (key == "\"recorded\"")
            s.recorded = {number_in(in.value())};
        else if (key == "\"name\"")
            s.name = text_in(in.value());
        else if (key == "\"workflow\"")
            s.workflow = text_in(in.value());
        else if (key == "\"effective\"")
            s.effective = date::parse(text_in(in.value()));
    }
    return s;
}

} // namespace saksgang
