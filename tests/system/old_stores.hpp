// The stores that earlier programs have made (tests/stores), each put where a test may do with it what it likes.
#pragma once

#include <string>
#include <vector>

#include "tests/support/client.hpp"
#include "tests/support/process.hpp"
#include "tests/system/stories.hpp"

namespace saksgang::test {

// The commits of the programs, each of which has a store on both databases.
std::vector<std::string> programs_of_before();

class old_store {
  public:
    old_store(std::string const& kind, std::string program);
    ~old_store();
    old_store(old_store const&) = delete;

    std::string const& url() const { return url_; }
    // The time when it was made, a token of a session that lasts for some hours then, and the states of each workflow
    // of that program.
    std::string clock() const { return known_["clock"]; }
    std::string token() const { return known_["tokens"][kind_]; }
    json const& states() const { return known_["states"]; }
    // Upgrades are entries, and time only goes forward: brought up to this program at the time when it was made.
    void migrate() const;
    // All that is in the database, in the same bytes as long as it is the same.
    std::string dump() const;

  private:
    std::string kind_, url_, name_; // of the database in the cluster
    json known_;
    temporary_folder place_;
};

// Each of them, brought up to this program (SQLite's as it is served) and served at the time when it was made; f
// stops it.
template <class Where, class F>
void on_each_old_store(F const& f) {
    for (auto const& program : programs_of_before()) {
        CAPTURE(program);
        old_store const store(Where::kind().kind, program);
        if (Where::kind().kind != "sqlite") store.migrate();
        served s(database{store.url()});
        s.at(store.clock());
        f(s, store);
    }
}
// Every case of that workflow, with one in each state that it had: step(id, state), until it stands in an ending. Which they are.
template <class Step>
std::vector<std::string> carry_to_an_end(served& s, old_store const& store, std::string const& workflow,
                                         Step const& step) {
    std::vector<std::string> carried;
    auto const list = s.shows("koordinator", "/cases?limit=200&workflow=" + workflow);
    CHECK(list.at("items").size() >= store.states().at(workflow).size());
    for (auto const& each : list.at("items")) {
        std::string const id = each.at("id");
        CAPTURE(id);
        for (int steps = 0; steps < 20; ++steps) {
            auto const state = case_of(s, id)["state"];
            if (state["end"] == true) break;
            step(id, state["name"].get<std::string>());
        }
        CHECK(case_of(s, id)["state"]["end"] == true);
        carried.push_back(id);
    }
    return carried;
}

} // namespace saksgang::test
