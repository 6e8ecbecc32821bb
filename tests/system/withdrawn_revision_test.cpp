// A revision of the samarbeidsavtale that is proposed withdrawn while the kommunestyrer decide.
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

json adoption_round(served& s, std::string const& id) {
    auto const rounds = case_of(s, id)["rounds"];
    json found;
    int n = 0;
    for (auto const& [name, r] : rounds.items())
        if (r["kind"] == "adoption") found = r, ++n;
    CHECK(n == 1); // nobody is asked twice
    return found;
}

ON_BOTH_SERVED(
    "a revision that SSU is asked to withdraw while the parties decide: who has decided has decided") {
    served s(where::kind());
    auto const id = before_the_parties(s);
    auto const stream = "case/" + id;
    auto const adopts = [&](char const* party, char const* on) {
        s.does("koordinator", stream, "register_adoption", adoption(s, party, on));
    };
    s.now("2025-05-12");
    adopts("flaa", "2025-05-08");
    json const withdrawal{{"reason", "Ny nasjonal avtale"}, {"proposal", s.document("Saksframlegg")}};
    s.does("koordinator", stream, "propose_withdrawal", withdrawal);
    CHECK(s.state_of(id) == "withdrawal_for_ssu");
    CHECK(adoption_round(s, id)["parties"]["flaa"]["status"] == "adopted"); // Flå sees that it has
    CHECK(s.refused("koordinator", stream, "register_adoption", adoption(s, "gol", "2025-05-12")) ==
          "no_round");

    // SSU does not withdraw it: the parties go on, and what Gol decided meanwhile counts.
    s.now("2025-06-02");
    s.does("koordinator", stream, "open_round",
           {{"procedure", "meeting"}, {"present", agreement_stated("decision", "2025-06-02")["present"]}});
    s.does("drammen", stream, "take_position",
           position(s, id, "disagree", {{"reason", "Mange har vedtatt"}}));
    s.does("koordinator", stream, "close_round");
    CHECK(s.state_of(id) == "party_adoption");
    CHECK(adoption_round(s, id)["status"] == "open");
    CHECK(adoption_round(s, id)["parties"]["flaa"]["status"] == "adopted");
    adopts("gol", "2025-05-15");
    adopts("vestre-viken", "2025-05-28");
    CHECK(agreement_of(s, "gol", "2025-06-02")["applies"]["version"] == "2.0");

    // It does so later: what two have concluded is theirs, and the case is closed on that.
    s.does("koordinator", stream, "propose_withdrawal",
           {{"reason", "Ny nasjonal avtale"}, {"proposal", s.document("Nytt saksframlegg")}});
    ssu_agrees(s, id, "decision", "2025-06-02");
    CHECK(s.state_of(id) == "concluded");
    CHECK(agreement_of(s, "flaa", "2025-06-02")["applies"]["version"] == "2.0");
    CHECK(agreement_of(s, "hol", "2025-06-02")["applies"]["version"] == "2021");
    s.does("koordinator", stream, "close_case", {{"summary", "Flå og Gol har inngått avtalen"}});
    CHECK(s.state_of(id) == "closed");
}

} // namespace
} // namespace saksgang::test
