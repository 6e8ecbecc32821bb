// What one may read through registers, documents and entries, over HTTP.
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

int status_of(served& s, std::string const& who, std::string const& path) { return s.get(who, path).status; }

ON_BOTH_SERVED("what a dispute rests on is the pair's, may be withdrawn, and its reading is an entry") {
    served s(where::kind());
    auto const guest = newcomer(s, "gjest");
    auto const paper = s.document("Grunnlag for tvisten");
    s.does("koordinator", "agreement/kongsberg", "raise_dispute",
           {{"party", "kongsberg"},
            {"about", "Hvem som har ansvaret"},
            {"documents", {paper}},
            {"deidentified", true},
            {"copy_sent_to_counterpart", "2025-01-02"}});
    auto const at = "/documents/" + paper["digest"].get<std::string>() + "?agreement=kongsberg";
    for (auto const* one : {"koordinator", "kongsberg", "kongsberg-sykehus"})
        CHECK(status_of(s, one, at) == 200);
    for (auto const& one : {guest, std::string("leder"), std::string("admin")})
        CHECK(status_of(s, one, at) == 404);
    auto const disputes = [&](std::string const& who) {
        auto const list = s.shows(who, "/agreements");
        for (auto const& pair : list["items"])
            if (pair["party"] == "kongsberg") return pair["all"].back()["disputes"];
        return json();
    };
    CHECK(disputes("kongsberg").at(0)["documents"].size() == 1);
    CHECK(disputes(guest).at(0).value("documents", json::array()).empty());

    auto const agreement = agreement_of(s, "kongsberg")["applies"]["document"]["digest"].get<std::string>();
    CHECK(status_of(s, guest, "/documents/" + agreement + "?agreement=kongsberg") == 200); // everyone's

    json const which{{"digest", paper["digest"]}, {"reason", "Navn i vedlegget"}};
    CHECK(s.refused("kongsberg", "agreement/kongsberg", "withdraw_document", which) == "not_entitled");
    s.does("koordinator", "agreement/kongsberg", "withdraw_document", which);
    CHECK(status_of(s, "kongsberg", at) == 410);
    CHECK(s.refused("koordinator", "agreement/kongsberg", "withdraw_document", which) == "already_withdrawn");
    s.does("koordinator", "agreement/kongsberg", "show_document_again", which);
    CHECK(status_of(s, "kongsberg", at) == 200);
    s.ends_well();
}

ON_BOTH_SERVED("a fund says of a case that one may not know of that money moved, and nothing else") {
    served s(where::kind());
    auto const guest = newcomer(s, "gjest");
    CHECK(s.get(guest, "/funds/tilskudd").raw.find("2024-3") != std::string::npos);
    s.does("koordinator", "case/2024-3", "restrict_access", {{"hjemmel", "offl. § 13"}});
    for (auto const* path : {"/funds/tilskudd", "/funds/tilskudd/history", "/history?limit=100"}) {
        CAPTURE(path);
        CHECK(s.get(guest, path).raw.find("2024-3") == std::string::npos);
        CHECK(s.get("koordinator", path).raw.find("2024-3") != std::string::npos);
    }
    auto const sum = [&](std::string const& who) {
        std::int64_t all = 0;
        auto const fund = s.shows(who, "/funds/tilskudd");
        for (auto const& [account, amount] : fund["balances"].items())
            all += amount.template get<std::int64_t>();
        return all;
    };
    CHECK(sum(guest) == sum("koordinator"));
    s.ends_well();
}

ON_BOTH_SERVED("one's own explanation of a conflict of interest shows nobody else's") {
    served s(where::kind());
    s.now("2025-03-03");
    auto const id = assessed(s, application("Forløp", adopt_scheme(s, "2025-03-03"), 11 * million / 10));
    s.does("koordinator", "case/" + id, "propose_decision", award(s, 11 * million / 10, "Forløp 1.0"));
    s.does("psykiatri", "case/" + id, "declare_recusal",
           {{"seat", "t2"}, {"ground", "personal"}, {"explanation", "Gift med prosjektlederen"}});
    s.does("baerum-sykehus", "case/" + id, "declare_recusal",
           {{"seat", "t3"}, {"ground", "personal"}, {"explanation", "Søster av søkeren"}});
    auto const seen = [&](std::string const& who, std::string const& path) { return s.get(who, path).raw; };
    for (auto const& path :
         {"/cases/" + id + "/history?limit=100", "/cases/" + id, std::string("/history?limit=100")}) {
        CAPTURE(path);
        CHECK(seen("baerum-sykehus", path).find("Gift med") == std::string::npos);
        CHECK(seen("baerum-sykehus", path).find("Søster av") != std::string::npos);
        CHECK(seen("drammen", path).find("Søster av") == std::string::npos);
        CHECK(seen("koordinator", path).find("Gift med") != std::string::npos);
    }
    s.ends_well();
}

} // namespace
} // namespace saksgang::test
