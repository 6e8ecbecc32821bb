// The golden log's lines as JSON, both ways. Each says what was asked and what came of it:
//
//   {"begins": NAME}                                a part of its own; what follows comes after the example
//   {"document": {...}, "outcome": {...}}           bytes were stored
//   {"command": {...}, "now": US, "outcome": {...}, "then": {...}}
//                                                   `then`: what the case is from now on to whoever commanded it
//   {"checked": {...}, "outcome": {...}}            a payload refused before anything was read
//   {"state": {...}}, {"row": {...}}, {"personal": {...}}, {"stored": {...}}
//                                                   what there is at the part's end and was not after the example
#pragma once

#include <string>
#include <vector>

#include "engine/execute/executor.hpp"

namespace saksgang::test::golden {

// ------------------------------------------------------------------------------------------------ what is asked

inline json json_of(command const& c) {
    json j{{"community", c.community}, {"stream", c.stream}, {"name", c.name}, {"payload", *c.payload}};
    auto const put = [&](char const* field, std::string const& value) {
        if (!value.empty()) j[field] = value;
    };
    put("account", c.account);
    put("person", c.person);
    put("key", c.key);
    put("request", c.request);
    if (c.expected_version) j["expected_version"] = *c.expected_version;
    if (c.effective) j["effective"] = c.effective->str();
    put("source", c.source);
    put("workflow", c.workflow);
    return j;
}

inline command command_from(json const& j) {
    auto const text = [&](char const* field) { return j.value(field, std::string()); };
    command c{.community = j.at("community"),
              .stream = j.at("stream"),
              .name = j.at("name"),
              .payload = j.at("payload")};
    c.account = text("account");
    c.person = text("person");
    c.key = text("key");
    c.request = text("request");
    if (j.contains("expected_version")) c.expected_version = j["expected_version"].get<std::int64_t>();
    if (j.contains("effective")) c.effective = date::parse(text("effective"));
    c.source = text("source");
    c.workflow = text("workflow");
    return c;
}

// -------------------------------------------------------------------------------------------- what comes of it

inline json json_of(stored_entry const& e) {
    return {
        {"position", e.position}, {"stream", e.stream}, {"seq", e.seq}, {"hash", e.hash}, {"bytes", e.bytes}};
}

inline std::string name_of(refusal_kind k) {
    switch (k) {
        case refusal_kind::bad_payload:
            return "bad_payload";
        case refusal_kind::not_signed_in:
            return "not_signed_in";
        case refusal_kind::not_found:
            return "not_found";
        case refusal_kind::not_entitled:
            return "not_entitled";
        case refusal_kind::not_open:
            return "not_open";
        case refusal_kind::stale:
            return "stale";
        case refusal_kind::key_reused:
            return "key_reused";
        case refusal_kind::guarded:
            return "guarded";
    }
    return "?";
}

// As a person is told of it; its arguments stand in its words.
inline json json_of(refusal const& no) {
    json j{{"kind", name_of(no.kind)},
           {"code", no.code},
           {"words", {no.in(language::nb), no.in(language::nn), no.in(language::en)}}};
    if (!no.hjemmel.empty()) j["hjemmel"] = no.hjemmel;
    for (auto const& f : no.fields) j["fields"].push_back({f.pointer, f.code, f.detail});
    if (!no.open_commands.empty()) j["open_commands"] = no.open_commands;
    return j;
}

inline json json_of(answer const& a) {
    if (auto const* no = std::get_if<refusal>(&a)) return {{"refusal", json_of(*no)}};
    if (auto const* lost = std::get_if<unavailable>(&a)) return {{"unavailable", lost->why}};
    auto const& yes = std::get<accepted>(a);
    json j{{"stream", yes.stream}};
    if (yes.repeated) j["repeated"] = true;
    for (auto const& e : yes.entries) j["entries"].push_back(json_of(e));
    return j;
}

// The log's entries are of format 1. What is written now says the account too, and of a list that grows only what is
// added (docs/entries.md), and so their hashes are others; everything else is the same, and what they amount to
// (player.hpp compares the states).
inline json in_either_format(json j) {
    if (j.is_object() && j.contains("bytes")) {
        auto entry = json::parse(j["bytes"].get<std::string>());
        for (auto const* only : {"v", "account", "prev", "set", "change", "round"}) entry.erase(only);
        j["bytes"] = entry.dump();
    }
    if (j.is_object()) j.erase("hash");
    if (j.is_object() && j.value("code", json()) == "document_missing")
        j.erase("words"); // README: since then
    if (j.is_structured())
        for (auto& child : j) child = in_either_format(child);
    return j;
}

// ------------------------------------------------------------------------------------------- what there is then

// What a state says, however it is stored: docs/entries.md, "The fold". The one place that knows how it is stored.
inline json says(state const& s) { return json::parse(bytes_of(s)); }
inline state from_store(stored_state const& s) { return state_from(s); }

inline json json_of(state const& s) {
    return {{"stream", s.stream}, {"version", s.version}, {"says", says(s)}};
}

inline json json_of(case_row const& r) {
    json j{{"id", r.id},
           {"year", r.year},
           {"number", r.number},
           {"workflow", r.workflow.substr(0, r.workflow.find('/'))},
           {"state", r.state},
           {"title", r.title},
           {"body", r.body},
           {"ended", r.ended},
           {"closed", r.shown_to == shown_to::body_and_parties},
           {"parties", r.parties}};
    if (r.shown_to == shown_to::parties) j.erase("closed"); // a draft: whether it is, its row does not say
    return j;
}

// Commands that every case has now and had not when the log was recorded: who has a case. They are not compared.
inline bool came_later(std::string_view command) {
    return command == "assign_handler" || command == "take_over";
}

// What a case is to a person: whether and as whom it may be read, what is due, and what may be done next, with the
// reason where it is closed.
inline json seen(kernel const& rules, state const& a_case, situation const& now) {
    auto const as = rules.reader_of(a_case, now);
    if (!as) return nullptr;
    json j{{"reader", as->seat + (as->on_behalf_of.empty() ? "" : " for " + as->on_behalf_of)},
           {"actions", json::array()}};
    for (auto const& d : rules.deadlines(a_case, now)) j["deadlines"].push_back({d.name, d.due.str()});
    for (auto const& a : rules.actions(a_case, now)) {
        if (came_later(a.command->name)) continue;
        std::string one = (a.standing == standing::open      ? "open "
                           : a.standing == standing::depends ? "depends "
                                                             : "closed ") +
                          a.command->name;
        if (!a.round.empty()) one += " (" + a.round + ")";
        if (a.costs) one += " costs " + std::to_string(*a.costs);
        for (auto const& no : a.refusals) one += "; " + no.code + ": " + no.in(language::nb);
        j["actions"].push_back(std::move(one));
    }
    return j;
}

} // namespace saksgang::test::golden
