// A workflow on a bench: a case, the streams around it, and who asks when. No kernel, no storage: the states that a
// command reads are made by hand.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/round/round.hpp"
#include "engine/workflow.hpp"

namespace saksgang::test {

// ------------------------------------------------------------------------------------------------- payloads

inline json file(char digit, std::string const& title = "fil.pdf") {
    return {{"digest", std::string(64, digit)}, {"title", title}};
}
inline json document_named(std::string const& title) { return file('a', title); }
inline json text_of(char digit, std::string const& title = "Forslag til vedtak",
                    std::string const& version = "1") {
    return {{"title", title}, {"version", version}, {"renditions", json::array({file(digit)})}};
}
inline json with(json base, char const* field, json value) {
    base[field] = std::move(value);
    return base;
}
inline json without(json base, char const* field) {
    base.erase(field);
    return base;
}

// ------------------------------------------------------------------------------------------------- the bench

struct bench {
    workflow const* flow;
    date today;
    world streams = {};
    std::string person = "coordinator";
    state a_case{.stream = "case/2024-17", .data = json{{"body", "ssu"}}};
    std::vector<follow_up> out = {};
    std::string rests_on = {}; // the hjemmel of the last step
    refusal last = {};

    bench(workflow const& of, std::string_view day) : flow(&of), today(*date::parse(day)) {}

    // Streams around the case.
    void put(state s) {
        s.version = 1;
        streams.put(std::move(s));
    }
    void put_organisation(json things) { put({.stream = "organisation", .data = std::move(things)}); }
    void put_body(std::string const& name, std::string const& kind, json seats = json::object()) {
        seats["head"] = {{"name", {{"nb", "x"}, {"nn", "x"}, {"en", "x"}}}, {"kind", kind}, {"level", 2}};
        put({.stream = "body/" + name, .data = std::move(seats)});
    }
    // A round of the case, closed in that state.
    void put_outcome(std::string const& held_in, round_outcome outcome,
                     round_status status = round_status::carried) {
        put_rounds(a_case, {{"r1", round{.kind = round_kind::consent,
                                         .status = status,
                                         .held_in = held_in,
                                         .outcome = std::move(outcome)}}});
    }

    situation now() const { return {streams, person, instant{}, today}; }
    // The state it leads to, or "no: " and the code of the refusal.
    std::string go(std::string const& event, json const& payload = json::object()) {
        out.clear();
        auto const before = a_case;
        auto const* command = flow->command(event);
        auto const errors = command ? command->check(payload, written::whole) : field_errors();
        if (auto const no = errors.empty() ? flow->fire(a_case, event, payload, now(), out, rests_on)
                                           : bad_payload(errors)) {
            last = *no;
            CHECK(bytes_of(a_case) == bytes_of(before));
            CHECK(last.words.complete());
            for (auto const l : {language::nb, language::nn, language::en})
                CHECK(last.in(l).find('{') == std::string::npos); // every place is filled
            if (no->kind == refusal_kind::bad_payload)
                return "no: " + no->fields.front().pointer + " " + no->fields.front().code;
            return "no: " + no->code;
        }
        return a_case.name;
    }
    // Walks on until the case stands in that state, by commands that must all be accepted.
    void walk(std::vector<std::pair<std::string, json>> const& road, std::string const& to) {
        for (auto const& [event, payload] : road) {
            if (a_case.name == to) return;
            auto const next = go(event, payload);
            REQUIRE_MESSAGE(!next.starts_with("no: "), event, " ", next);
        }
        REQUIRE(a_case.name == to);
    }
    std::vector<std::string> why_closed(std::string const& command) const {
        std::vector<refusal> refusals;
        std::vector<std::string> codes;
        (void)flow->standing_of(a_case, command, now(), refusals);
        for (auto const& r : refusals) codes.push_back(r.code);
        return codes;
    }
    std::vector<deadline> due() const { return flow->deadlines(a_case, now()); }

    static json role_of(std::string const& person, std::string const& role, std::string const& party = "") {
        json grant{{"valid_from", "2024-01-01"}, {"person", person}, {"role", role}};
        if (!party.empty()) grant["party"] = party;
        return grant;
    }
    static json party(std::string const& name, std::string const& kind = "municipality") {
        return {{"name", name}, {"kind", kind}};
    }
    static json seat(std::string const& kind, std::string const& side, std::string const& party) {
        return {
            {"valid_from", "2024-01-01"}, {"kind", kind}, {"side", side}, {"parties", json::array({party})}};
    }
};

} // namespace saksgang::test
