#include "tests/kernel/askable.hpp"

namespace saksgang::test {

std::string stored_digest(std::size_t n) {
    auto const digits = std::to_string(n);
    return std::string(64 - digits.size(), 'a') + digits;
}

busy_town::busy_town() {
    chance.go_to("2026-11-27");
    load_community(
        source_dir() / "docs/examples/vest-viken", *data, *run, chance,
        [](auto const&) { return std::string("unused"); }, [](auto const&) {},
        {source_dir() / "docs/examples/vest-viken/today.json"});
    for (auto const& [username, person] : people) usernames.push_back(username);
    stored_ = everything();
}

std::vector<askable> busy_town::askable_in(world const& w) const {
    std::vector<askable> all;
    for (auto const* flow : rules.workflows())
        for (auto const& c : flow->commands)
            if (c.creates) all.push_back({std::string(new_case), &c, flow->id});
    std::set<std::string> streams;
    for (auto const& [stream, s] : w.all())
        if (s.exists()) streams.insert(stream);
    for (auto const& stream : streams) {
        if (is_case(stream)) {
            for (auto const* c : rules.case_commands()) all.push_back({stream, c});
            for (auto const& c : rules.of(w.at(stream)).commands)
                if (c.changes && !c.internal) all.push_back({stream, &c});
        } else if (auto const* f = rules.feature_of(stream); f && !f->address.empty()) {
            for (auto const& c : f->commands)
                if (!c.internal) all.push_back({stream, &c});
        }
    }
    return all;
}

filling busy_town::naming(world const& w, std::string const& stream, std::string const& person) const {
    auto const today = date_in_oslo(w.read_at);
    filling f{.day = today};
    f.known = {{"party", "kongsberg"},
               {"from", "kongsberg"},
               {"person", people.at("bruker")},
               {"handler", people.at("radgiver")},
               {"seat", "m2"},
               {"chair", "m1"},
               {"fund", "tilskudd"},
               {"scheme", "2024-1"},
               {"body", "ssu"},
               {"field", "title"},
               {"year", today.year()},
               {"document", stored_digest(1)}};
    for (auto const& g : roles_of(w.at("organisation"), person, today))
        if (g.role == role::party_representative && g.party)
            f.known["party"] = f.known["from"] = g.party->value;
    if (w.knows("body/ssu"))
        if (auto const own = seat_of(w.at("body/ssu"), person, today)) f.known["seat"] = *own;
    if (!is_case(stream) || stream == new_case) return f;
    auto const& a_case = w.at(stream);
    f.known["before"] = common_of(a_case).title;
    auto const& all = rounds_in(a_case);
    if (all.empty()) return f;
    auto const* live = live_round(all);
    auto const last = live ? *live : round_name(all.size());
    auto const& r = all.at(last);
    f.known["round"] = last;
    if (!r.subject.renditions.empty()) f.known["digest"] = digest_of(r.subject);
    if (!r.statements.empty()) f.known["statement"] = r.statements.begin()->first;
    return f;
}

json busy_town::payload_of(askable const& a, filling const& f) const {
    return filled(a.info->schema(language::nb), f);
}

world busy_town::lent(world const& from) {
    world w;
    w.community = from.community;
    w.read_at = from.read_at;
    w.documents = from.documents;
    for (auto const& [stream, s] : from.all()) w.lend(s);
    return w;
}

outcome busy_town::tries(world& w, std::string const& username, askable const& a, json const& payload) {
    auto c = ask(username, a.stream, a.info->name, payload);
    c.workflow = a.workflow;
    for (auto const& d : a.info->documents(payload)) w.documents.try_emplace(d.digest);
    auto wanted = rules.reads(c).streams;
    for (auto const& stream : wanted)
        if (!w.knows(stream)) w.put(state{.stream = stream});
    for (auto const& stream : rules.reads(c, w))
        if (!w.knows(stream)) w.put(state{.stream = stream});
    auto const errors = a.info->check(c.payload, written::whole);
    if (!errors.empty()) return {"bad_payload " + errors.front().pointer};
    auto const got = rules.decide(w, std::move(c), chance, {position_, chance.now()});
    if (auto const* no = std::get_if<refusal>(&got)) return {no->code};
    outcome out;
    for (auto const& e : std::get<decision>(got).entries()) {
        if (out.bytes == 0) {
            out.bytes = e.bytes.size();
            out.seat = entry_from(e.bytes).seat;
        }
        out.largest = std::max(out.largest, e.bytes.size());
        position_ = e.position;
    }
    return out;
}

} // namespace saksgang::test
