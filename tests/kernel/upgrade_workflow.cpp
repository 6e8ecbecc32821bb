#include "tests/kernel/upgrade_workflow.hpp"

#include "workflows/common.hpp"
#include "workflows/registry.hpp"

namespace saksgang::test {

// What both versions have.
struct submit_topics : called<"Legg fram for SSU", "Legg fram for SSU", "Put before SSU", by::case_handler> {
    text_version text;
};
BOOST_DESCRIBE_STRUCT(submit_topics, (), (text))

template <class Data, class Table>
struct about_topics : defines<Data, Table> {
    static constexpr auto id = "topics";
    static constexpr text label{"Temaer", "Tema", "Topics"};
    static constexpr text purpose{"Hva SSU skal snakke om.", "Kva SSU skal snakke om.",
                                  "What SSU is to talk about."};
    static constexpr auto body = "ssu";
};

namespace topics_then {

using table =
    rows<step<start, struct begin_topics, struct open_for_topics, take>,
         step<open_for_topics, submit_topics, struct for_ssu, take, text_has_file>,
         step<for_ssu, round_carried, struct settled>, step<for_ssu, round_failed, open_for_topics, goes_on>>;

struct data : case_common {
    std::string topic;
};
BOOST_DESCRIBE_STRUCT(data, (case_common), (topic))

struct open_for_topics : stage<"Åpen", "Open", "Open"> {};
struct for_ssu
    : before<"ssu", decision_kind::decision, "Til behandling i SSU", "Til behandling i SSU", "Before SSU"> {};
struct settled : ending<"Avgjort", "Avgjord", "Settled"> {};

struct begin_topics : called<"Meld et tema", "Meld eit tema", "Raise a topic", by::case_handler> {
    std::string title, topic;
};
BOOST_DESCRIBE_STRUCT(begin_topics, (), (title, topic))

constexpr word_of own_words[]{{"topic", {"Tema", "Tema", "Topic"}}};

struct definition : about_topics<data, table> {
    static constexpr int version = 1;
    static constexpr std::span<word_of const> words[]{own_words};
};

} // namespace topics_then

namespace topics_today {

using table =
    rows<step<start, struct begin_topics, struct collecting, take>,
         step<collecting, submit_topics, struct at_ssu, take, text_has_file>,
         step<at_ssu, round_carried, struct settled>, step<at_ssu, round_failed, collecting, goes_on>>;

struct data : case_common {
    std::vector<std::string> topics;
};
BOOST_DESCRIBE_STRUCT(data, (case_common), (topics))

struct collecting : stage<"Samles", "Blir samla", "Collecting"> {};
struct at_ssu
    : before<"ssu", decision_kind::decision, "Til behandling i SSU", "Til behandling i SSU", "Before SSU"> {};
struct settled : ending<"Avgjort", "Avgjord", "Settled"> {};

struct begin_topics : called<"Meld temaer", "Meld tema", "Raise topics", by::case_handler> {
    std::string title;
    std::vector<std::string> topics;
};
BOOST_DESCRIBE_STRUCT(begin_topics, (), (title, topics))

std::string_view renamed(std::string const& state) {
    return state == "open_for_topics" ? "collecting"
           : state == "for_ssu"       ? "at_ssu"
                                      : std::string_view(state);
}

void from_first(case_content& c) {
    c.state = renamed(c.state);
    for (auto& r : c.rounds) r["held_in"] = renamed(r["held_in"]);
    c.data["topics"] = json::array({c.data["topic"]});
    c.data.erase("topic");
}
void from_first_badly(case_content& c) {
    if (c.data["topic"] != "Galt") return from_first(c);
    c.state = renamed(c.state);
    c.data["topics"] = json::array(); // and the topic is in nobody's place
}

constexpr std::string_view states_of_first[]{"open_for_topics", "for_ssu", "settled"};
constexpr word_of own_words[]{{"topics", {"Temaer", "Tema", "Topics"}}};

struct without_upgrade : about_topics<data, table> {
    static constexpr int version = 2;
    static constexpr std::span<word_of const> words[]{own_words};
};
struct definition : without_upgrade {
    static constexpr upgrade upgrades[]{{1, states_of_first, from_first}};
};
struct badly : without_upgrade {
    static constexpr upgrade upgrades[]{{1, states_of_first, from_first_badly}};
};

} // namespace topics_today

workflow const& topics_before() { return made_of<topics_then::definition>(); }
workflow const& topics_now() { return made_of<topics_today::definition>(); }
workflow const& topics_without_upgrade() { return made_of<topics_today::without_upgrade>(); }
workflow const& topics_badly_upgraded() { return made_of<topics_today::badly>(); }

std::vector<workflow const*> workflows_and(workflow const& one) {
    auto all = all_workflows();
    all.push_back(&one);
    return all;
}

} // namespace saksgang::test
