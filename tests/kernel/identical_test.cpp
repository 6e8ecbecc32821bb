// The same commands with the same clock, ids and salts give the same bytes on both databases: entries, states, hashes.
#include "tests/storage/databases.hpp"
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

void live_a_little(town& t) {
    t.chance.go_to("2025-03-10");
    auto const text = t.text("Ordning", "1.0");
    auto const a_case =
        t.creates("koordinator", "grant_scheme", "propose_scheme",
                  {{"title", "Ordning «2025» – æøå 🏥"}, {"fund", "tilskudd"}, {"year", 2025}});
    t.does("koordinator", a_case, "submit_scheme",
           {{"text", text}, {"criteria", {"Felles\nsøknad", "\"sitat\" {1,2} \\ 'x'"}}});
    t.does("koordinator", a_case, "open_round",
           {{"procedure", "meeting"}, {"held_on", "2025-03-10"}, {"present", everybody()}});
    t.does("psykiatri", a_case, "declare_recusal",
           {{"seat", "t2"}, {"ground", "project"}, {"explanation", "Leder prosjektet selv"}});
    t.does("leder", a_case, "settle_recusal",
           {{"seat", "t2"}, {"disqualified", true}, {"hjemmel", "fvl. § 6, § 8"}});
    CHECK(t.refused("fsu", a_case, "state_agreement", agreement_stated("decision", "2025-03-10")) ==
          "beyond_mandate");
    t.does("koordinator", a_case, "state_agreement", agreement_stated("decision", "2025-03-10"));
    t.does("okonom", "fund/tilskudd", "allocate",
           {{"year", 2025}, {"amount", 123'456'700}, {"basis", t.document("Tildeling")}});
    t.does("koordinator", "organisation", "register_person",
           {{"name", "Kommunalsjef, Gol"}, {"position", "Kommunalsjef, Gol"}});
}

} // namespace

TEST_CASE("byte-identical entries, states and hashes on SQLite and PostgreSQL") {
    postgresql_database elsewhere;
    town here, there(elsewhere.url());
    live_a_little(here);
    live_a_little(there);
    auto const ours = here.session->entries("vest-viken", 0, 10'000),
               theirs = there.session->entries("vest-viken", 0, 10'000);
    REQUIRE(ours.size() == theirs.size());
    CHECK(ours.size() > 300);
    for (std::size_t i = 0; i < ours.size(); ++i) REQUIRE(ours[i] == theirs[i]);
    auto const states = here.session->streams("vest-viken", "", "", 10'000);
    CHECK(states == there.session->streams("vest-viken", "", "", 10'000));
    CHECK(states.size() > 40);
    CHECK(here.session->cases("vest-viken", {}) == there.session->cases("vest-viken", {}));
    here.check_all();
    there.check_all();
}
