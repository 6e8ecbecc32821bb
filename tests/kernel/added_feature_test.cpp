// A feature added by one folder and one line is everywhere: its commands run, its words are said, it is in the API's
// addresses and their description, in history and among what waits.
#include "api/endpoint.hpp"
#include "api/openapi.hpp"
#include "engine/tasks.hpp"
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

struct open_room {
    static constexpr text label{"Opprett møterom", "Opprett møterom", "Open a meeting room"};
    static constexpr who by[]{by::registrar, by::case_handler};
    std::string named;
    ref<a_party> landlord;
    date leased_until;

    std::optional<refusal> apply(command_step& step) const {
        step.put("named", named);
        step.put("landlord", landlord.value);
        step.put("leased_until", leased_until);
        return {};
    }
};
BOOST_DESCRIBE_STRUCT(open_room, (), (named, landlord, leased_until))

constexpr word_of words[]{
    {"landlord", {"Utleier", "Utleigar", "Landlord"}},
    {"leased_until", {"Leid til", "Leigd til", "Leased until"}},
    {"lease_ends", {"Leieavtalen går ut", "Leigeavtalen går ut", "The lease ends"}},
    {"named", {"Navn", "Namn", "Name"}},
};

feature const& rooms() {
    static feature const f{
        .id = "room",
        .label = {"Møterom", "Møterom", "Meeting room"},
        .prefix = "room/",
        .address = "rooms",
        .commands = {command_of<open_room>()},
        .words = words,
        .deadlines =
            [](state const& room) {
                auto const until = room.data->value("leased_until", "");
                return std::vector<deadline>{{"lease_ends", *date::parse(until)}};
            },
        .title = [](state const& room, situation const&, language) { return room.data->value("named", ""); }};
    return f;
}

kernel with_rooms() {
    auto all = all_features();
    all.push_back(&rooms());
    return kernel_with(all_workflows(), all);
}

} // namespace

TEST_CASE("the added feature has addresses, a description and words") {
    auto const rules = with_rooms();
    api::endpoint_table const table(rules);
    CHECK(std::ranges::any_of(table.rows(),
                              [](auto const& e) { return e.path == "/rooms/{id}/commands/{command}"; }));
    CHECK(std::ranges::any_of(table.rows(), [](auto const& e) { return e.path == "/rooms/{id}/history"; }));
    auto const document = api::openapi_document(rules);
    CHECK(document["paths"].contains("/{community}/api/v1/rooms/{id}/commands/open_room"));
    auto const& fields = document["components"]["schemas"]["command.room.open_room"]["properties"];
    CHECK(fields["landlord"]["title"] == "Landlord");
    CHECK(fields["landlord"]["x-reference"] == "party");
}

TEST_CASE("the added feature runs: refused in words, stored, folded, and on the worklist") {
    town t;
    auto const rules = with_rooms();
    executor run(*t.data, rules, t.chance);
    auto const send = [&](json payload) {
        return run.execute(t.ask("koordinator", "room/union", "open_room", std::move(payload)));
    };
    auto const unknown =
        send({{"named", "Union scene"}, {"landlord", "atlantis"}, {"leased_until", "2025-06-30"}});
    REQUIRE(std::holds_alternative<refusal>(unknown));
    CHECK(std::get<refusal>(unknown).code == "not_there"); // what a reference names must be there
    town::must(send({{"named", "Union scene"}, {"landlord", "drammen"}, {"leased_until", "2025-06-30"}}));
    t.fold_and_compare("room/union");

    auto const room = t.state_of("room/union");
    auto const waits = what_waits(rules).of(room);
    REQUIRE(waits.size() == 1);
    CHECK(waits.front().audience == "role/case_handler");
    CHECK(waits.front().due == *date::parse("2025-06-30"));
    auto const tasks = tasks_for(
        rules, room, {*t.read_world(), t.people["koordinator"], t.chance.now(), *date::parse("2025-03-10")});
    REQUIRE(tasks.size() == 1);
    CHECK(word(tasks.front().deadline).nn == "Leigeavtalen går ut");
    CHECK(rules.feature_of("room/union")->command("open_room")->label.en == "Open a meeting room");
}
