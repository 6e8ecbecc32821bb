// Every workflow, exhaustively: what the design promises of each table, asked of whatever stands in the
// registry. A new workflow is tested here without another line.
#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "engine/kernel.hpp"
#include "engine/round/round_commands.hpp"
#include "engine/vocabulary.hpp"
#include "tests/kernel/added_workflow.hpp"
#include "workflows/registry.hpp"

using namespace saksgang;
using saksgang::test::workflows_and_more;

namespace {

std::set<std::string> reachable(workflow const& w, std::string const& from) {
    std::set<std::string> seen{from};
    for (bool more = true; more;) {
        more = false;
        for (auto const& t : w.transitions)
            if (seen.contains(t.from)) more |= seen.insert(t.to).second;
    }
    return seen;
}

// Names of fields and enumerators in a schema.
void names_in(json const& schema, std::set<std::string>& names) {
    if (schema.contains("properties"))
        for (auto const& [name, property] : schema["properties"].items()) {
            names.insert(name);
            names_in(property, names);
        }
    if (schema.contains("items")) names_in(schema["items"], names);
    if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
        names_in(schema["additionalProperties"], names);
    if (schema.contains("oneOf"))
        for (auto const& choice : schema["oneOf"]) names.insert(choice["const"].get<std::string>());
}

void each_command(std::function<void(command_info const&)> const& f) {
    for (auto const* w : workflows_and_more())
        for (auto const& c : w->commands) f(c);
    for (auto const* each : all_features())
        for (auto const& c : each->commands) f(c);
}

// The least that a schema accepts, or close to it: enough to reach the guards. Or all of it, once each.
json sample(json const& schema, bool all = false) {
    auto const type = schema.value("type", "");
    if (type == "object" && schema.contains("properties")) {
        auto o = json::object();
        auto const required = schema.value("required", json::array());
        for (auto const& [name, property] : schema["properties"].items())
            if (all || std::ranges::find(required, json(name)) != required.end())
                o[name] = sample(property, all);
        return o;
    }
    if (type == "object") return json::object();
    if (type == "array") return all ? json::array({sample(schema["items"], all)}) : json::array();
    if (type == "boolean") return false;
    if (type == "integer") return 1;
    if (schema.contains("oneOf")) return schema["oneOf"][0]["const"];
    if (schema.value("format", "") == "date") return "2025-03-10";
    if (schema.contains("pattern")) return "x";
    return "tekst";
}

// Cases in every state: the leanest, which is what a workflow must cope with when a field was never filled, and one with
// everything filled in.
void each_case_of(workflow const& flow, std::function<void(state const&, situation const&)> const& f,
                  bool filled = false) {
    world w;
    w.community = "c";
    w.put({.stream = "organisation",
           .version = 1,
           .data = json{
               {"party/hf", {{"name", "HF"}, {"kind", "trust"}}},
               {"roles/p", {{{"person", "p"}, {"role", "case_handler"}, {"valid_from", "2020-01-01"}}}}}});
    for (auto const* s : {"body/ssu", "body/x", "fund/x", "case/x"}) w.put({.stream = s});
    situation const now{w, "p", start_of_day_in_oslo(*date::parse("2025-03-10")), *date::parse("2025-03-10")};
    json const text{{"title", "t"},
                    {"version", "1"},
                    {"renditions", {{{"digest", std::string(64, 'a')}, {"title", "t"}}}}};
    json const lean{{"body", "ssu"}, {"fund", "x"}, {"scheme", "x"}, {"text", text}};
    auto full = sample(flow.data_schema(language::nb), true);
    full.update(lean);
    for (auto const& s : flow.stages)
        for (auto const& data : filled ? std::vector{full} : std::vector{lean, full})
            f({.stream = "case/2025-1",
               .version = 1,
               .workflow = flow.name_with_version(),
               .name = s.name,
               .data = data},
              now);
}

} // namespace

TEST_CASE("every state is reachable, and an end from each") {
    for (auto const* w : workflows_and_more()) {
        CAPTURE(w->id);
        auto const from_start = reachable(*w, "");
        for (auto const& s : w->stages) {
            CAPTURE(s.name);
            CHECK_MESSAGE(from_start.contains(s.name), w->id, ": no row leads to ", s.name);
            auto const onward = reachable(*w, s.name);
            bool const ends = std::ranges::any_of(
                w->stages, [&](auto const& e) { return e.end && onward.contains(e.name); });
            CHECK_MESSAGE(ends, w->id, ": no way leads from ", s.name, " to an ending");
            if (s.end) CHECK(onward.size() == 1); // nothing leads out of an end
        }
    }
}

TEST_CASE("a state that decides has both outcomes leading out of it; a hearing leads out when it closes") {
    for (auto const* w : workflows_and_more())
        for (auto const& s : w->stages) {
            CAPTURE(w->id);
            CAPTURE(s.name);
            auto const leads_out = [&](std::string const& event) {
                return std::ranges::any_of(w->transitions, [&](auto const& t) {
                    return t.from == s.name && t.event == event && t.to != s.name;
                });
            };
            if (s.round == round_kind::consent || s.round == round_kind::adoption)
                CHECK((leads_out("round_carried") && leads_out("round_failed")));
            if (s.round == round_kind::confirmation) CHECK(leads_out("round_carried"));
            if (s.round == round_kind::hearing) CHECK(leads_out("hearing_closed"));
            if (!s.round)
                CHECK(!(leads_out("round_carried") || leads_out("round_failed") ||
                        leads_out("hearing_closed")));
        }
}

TEST_CASE("every text exists in bokmål, nynorsk and English; every refusal has a code") {
    for (auto const* w : workflows_and_more()) {
        CHECK(w->label.complete());
        for (auto const& s : w->stages) CHECK(s.label.complete());
        for (auto const& t : w->transitions)
            for (auto const& g : t.guards) {
                CHECK(g.refusal->words.complete());
                CHECK(!g.refusal->code.empty());
            }
    }
    each_command([](command_info const& c) {
        CAPTURE(c.name);
        CHECK(c.label.complete());
    });
}

TEST_CASE("every command says who may; every field, choice, group and deadline has words") {
    std::set<std::string> names;
    each_command([&](command_info const& c) {
        CAPTURE(c.name);
        CHECK(!c.by.empty());
        for (auto const& w : c.by) {
            CHECK(words_for(w).complete());
            if (w.how == who::kind::participant) names.emplace(w.name);
        }
        names_in(c.schema(language::nb), names);
    });
    for (auto const* flow : workflows_and_more()) {
        names_in(flow->data_schema(language::nb), names);
        each_case_of(
            *flow,
            [&](state const& a_case, situation const& now) {
                for (auto const& d : flow->deadlines(a_case, now)) names.insert(d.name);
            },
            true);
    }
    names_in(describe::schema<saksgang::round>(language::nb), names);
    (void)kernel_with(workflows_and_more()); // says what features call theirs
    std::set<std::string> known;
    for (auto const& e : vocabulary()) known.emplace(e.name);
    std::string unsaid;
    for (auto const& name : names)
        if (!known.contains(name)) unsaid += " " + name;
    CHECK_MESSAGE(unsaid.empty(), "no words for", unsaid,
                  ": say them in the file of the workflow or feature");
}

TEST_CASE("no command of a workflow has the name of one that every case has: it would hide it") {
    for (auto const* flow : workflows_and_more())
        for (auto const& c : flow->commands)
            CHECK_MESSAGE(
                std::ranges::none_of(all_features(),
                                     [&](auto const* f) { return f->prefix.empty() && f->command(c.name); }),
                flow->id, ": every case has a command called ", c.name);
}

TEST_CASE("what a body says ends there ends there, or the table says that it goes on") {
    for (auto const* flow : workflows_and_more())
        for (auto const& s : flow->stages) {
            if (s.round != round_kind::consent) continue;
            bool const declared = std::ranges::any_of(flow->transitions, [&](auto const& t) {
                return t.from == s.name && t.event == "round_failed" && t.goes_on;
            });
            each_case_of(*flow, [&](state a_case, situation const& now) {
                if (a_case.name != s.name) return;
                put_rounds(a_case,
                           {{"r1", saksgang::round{.status = round_status::not_carried,
                                                   .held_in = s.name,
                                                   .outcome = round_outcome{.next = next_step::end}}}});
                std::vector<follow_up> out;
                std::string hjemmel;
                (void)flow->fire(a_case, "round_failed", json::object(), now, out, hjemmel);
                CHECK_MESSAGE((declared || flow->stage(a_case.name).end), flow->id, ": SSU says in ", s.name,
                              " that it ends, and it goes on to ", a_case.name,
                              "; let a row lead to an ending (ends_there), or say `goes_on` in it");
            });
        }
}

TEST_CASE("vocabulary: sorted, complete, no word twice") {
    std::string_view before;
    for (auto const& e : vocabulary()) {
        CAPTURE(e.name);
        CHECK(before < e.name);
        CHECK(e.words.complete());
        before = e.name;
    }
}

TEST_CASE("every state x command is accepted or refused with a text in three languages, and never throws") {
    std::size_t tried = 0;
    for (auto const* flow : workflows_and_more())
        each_case_of(*flow, [&](state const& a_case, situation const& now) {
            auto const open = flow->open_commands(a_case.name);
            for (auto const& c : flow->commands) {
                CAPTURE(flow->id);
                CAPTURE(a_case.name);
                CAPTURE(c.name);
                bool const in_table = std::ranges::find(open, c.name) != open.end();
                auto copy = a_case;
                std::vector<follow_up> out;
                std::string hjemmel;
                auto const payload = sample(c.schema(language::nb));
                CHECK(c.check(payload, written::whole).empty());
                std::optional<refusal> no;
                try {
                    no = flow->fire(copy, c.name, payload, now, out, hjemmel);
                } catch (std::exception const& error) {
                    // Only where the state needs what the walk there would have filled in: never for a
                    // command that is not open.
                    CHECK_MESSAGE(in_table, error.what());
                }
                ++tried;
                if (!in_table) {
                    REQUIRE(no);
                    CHECK(no->kind == refusal_kind::not_open);
                    CHECK(no->open_commands == open);
                }
                if (!no) continue;
                CHECK(no->words.complete());
                for (auto const l : {language::nb, language::nn, language::en})
                    CHECK_MESSAGE(no->in(l).find('{') == std::string::npos,
                                  "nothing fills a place of: ", no->in(l));
            }
        });
    CHECK(tried > 1000);
}

TEST_CASE("a state's name is stored and found again: the ids follow the table's order, the names do not") {
    for (auto const* flow : workflows_and_more())
        for (auto const& s : flow->stages) CHECK(&flow->stage(s.name) == &s);
    CHECK_THROWS((void)workflows_and_more().front()->stage("nowhere"));
}
