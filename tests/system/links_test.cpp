// Documents: a digest is no right to read, erasing one in a case reaches no other, and bytes that were altered behind the
// program's back reach nobody.
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

std::string digest_of(json const& document) { return document["digest"]; }

// An application that only its applicants and its handlers know of.
std::string draft(served& s, std::string const& by, std::string const& party, std::string const& title) {
    auto content = application(title, loaded_case(s, "grant_scheme"), 29 * million / 10);
    content["applicants"].back()["party"] = content["contributions"].back()["party"] = party;
    return "case/" + s.creates(by, "grant_application", "draft_application", content);
}

json const for_modum{{"role", "party_representative"}, {"party", "modum"}};

json attached(json const& document) { return {{"attached", document}}; }

reply download(served& s, std::string const& who, std::string const& digest, std::string const& stream) {
    return s.get(who, "/documents/" + digest + "?case=" + stream.substr(5));
}

auto const open_case = "case/2024-4", closed_case = "case/2024-3";

} // namespace

ON_BOTH_SERVED(
    "a known digest is no right to read: it is linked by who uploaded it, or may read it already") {
    served s(where::kind());
    s.hand_nothing_on();
    auto const who = newcomer(s, "fra-modum", for_modum);
    auto const shown = s.document("Åpent notat"), hidden = s.document("Skjermet notat");
    s.does("koordinator", open_case, "link_document", attached(shown));
    s.does("koordinator", closed_case, "link_document", attached(hidden));
    s.does("koordinator", closed_case, "restrict_access", {{"hjemmel", "offl. § 13"}});
    auto const mine = draft(s, who, "modum", "Eget utkast");
    auto const submits = [&](json const& document) {
        return s.refused(who, mine, "submit_application", {{"application", document}});
    };

    CHECK(download(s, who, digest_of(hidden), closed_case).status == 404);
    CHECK(submits(hidden) == "document_missing");
    //    The same is said of what nobody has uploaded.
    CHECK(submits({{"digest", std::string(64, 'a')}, {"title", "Ukjent"}}) == "document_missing");
    //    Nor does one's own case make readable what another has withdrawn.
    auto const withdrawn = s.document("Tilbaketrukket");
    s.does("koordinator", open_case, "link_document", attached(withdrawn));
    s.does("koordinator", open_case, "withdraw_document",
           {{"digest", digest_of(withdrawn)}, {"reason", "Feil"}});
    CHECK(submits(withdrawn) == "document_missing");
    //    What one may read one may link, and an agreement anyone may.
    CHECK(download(s, who, digest_of(shown), open_case).status == 200);
    s.does(who, mine, "submit_application", {{"application", shown}});
    CHECK(download(s, who, digest_of(shown), mine).status == 200);
    //    Whoever has the bytes, and uploads them, may too, though they are stored already.
    auto const another = draft(s, who, "modum", "Et utkast til");
    auto const same = s.document("Skjermet notat", who);
    CHECK(digest_of(same) == digest_of(hidden));
    s.does(who, another, "submit_application", {{"application", same}});
    s.ends_well();
}

ON_BOTH_SERVED("an agreement's document is linked by anyone signed in, who reads it through its pair") {
    served s(where::kind());
    json const agreement = agreement_of(s, "drammen")["applies"]["document"];
    auto const mine = draft(s, "kongsberg", "kongsberg", "Med avtalen");
    s.does("kongsberg", mine, "submit_application", {{"application", agreement}});
    CHECK(download(s, "kongsberg", digest_of(agreement), mine).status == 200);
    s.ends_well();
}

ON_BOTH_SERVED("erased in one case it stays in another, which is said; in the last, the bytes go") {
    served s(where::kind());
    auto const paper = s.document("Notat i to saker");
    auto const digest = digest_of(paper);
    auto const erase = [&](std::string const& stream) {
        json const which{{"digest", digest}, {"reason", "Navn"}, {"hjemmel", "pvl. art. 17"}};
        s.does("koordinator", stream, "withdraw_document", {{"digest", digest}, {"reason", "Navn"}});
        s.does("koordinator", stream, "propose_erasure", which);
        s.does("leder", stream, "approve_erasure", {{"digest", digest}});
        auto const shown = case_of(s, stream.substr(5), "leder");
        for (auto const& d : shown["documents"])
            if (d["digest"] == digest) return d;
        return json();
    };
    for (auto const* stream : {open_case, closed_case})
        s.does("koordinator", stream, "link_document", attached(paper));

    CHECK(erase(closed_case)["erasure"]["kept_by"] == 1);
    CHECK(download(s, "koordinator", digest, closed_case).code() == "document_erased");
    CHECK(download(s, "koordinator", digest, open_case).status == 200);
    CHECK(s.refused("koordinator", closed_case, "link_document", attached(paper)) == "document_erased");
    s.ends_well();
    s.start_again(); // nothing is remembered

    CHECK_FALSE(erase(open_case)["erasure"].contains("kept_by"));
    CHECK(download(s, "koordinator", digest, open_case).code() == "document_erased");
    CHECK(s.upload("koordinator", "text of Notat i to saker").code() == "document_erased");
    s.ends_well();
}

TEST_CASE("a document that was altered where it is stored reaches nobody whole, and check names it") {
    served s(on_postgresql());
    auto const long_text = std::string(300'000, 'a'); // in two portions
    auto const paper = s.document("Langt notat", "koordinator", long_text);
    s.does("koordinator", open_case, "link_document", attached(paper));
    CHECK(download(s, "koordinator", digest_of(paper), open_case).raw == long_text);
    std::string const sql =
        "update document_chunks set bytes = overlay(bytes placing 'b'::bytea from 10) where chunk = 1";
    process psql({"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", s.owner_url(), "-c", sql},
                 s.folder() / "psql.log");
    REQUIRE(psql.wait(std::chrono::seconds(60)) == 0);

    auto const got = download(s, "koordinator", digest_of(paper), open_case);
    CHECK(got.status == 0); // the connection broke before its end
    s.stop();
    CHECK(says(s.log(), "document_altered"));
    int code = 0;
    auto const found = run_program({"check", "--database", s.url()}, &code);
    CHECK(code == 1);
    CHECK(says(found, "documents " + digest_of(paper).substr(0, 16) + ": its bytes do not give its digest"));
}

ON_BOTH_SERVED(
    "whoever handles or audits a case is told who may read it, and why; others as what they read it") {
    served s(where::kind());
    auto const readers = [&](std::string const& who, std::string const& id) {
        std::map<std::string, std::string> all;
        for (auto const& each : s.shows(who, "/cases/" + id + "/access").value("readers", json::array()))
            all.emplace(each["person"]["id"], each["as"]);
        return all;
    };
    newcomer(s, "fra-modum", for_modum);
    newcomer(s, "ingenting");
    auto const leader = person_of(s, "leder"), modum = person_of(s, "fra-modum"),
               administrator = person_of(s, "admin"), handler = person_of(s, "koordinator");
    s.does("koordinator", closed_case, "restrict_access", {{"hjemmel", "offl. § 13"}});
    auto const of_closed = readers("koordinator", "2024-3");
    CHECK(of_closed.at(leader).starts_with("Medlem"));
    CHECK(of_closed.at(handler) == "Saksbehandler");
    CHECK_FALSE(of_closed.contains(modum)); // another municipality's case
    CHECK_FALSE(of_closed.contains(administrator));
    CHECK(s.shows("koordinator", "/cases/2024-3/access")["everyone"] == false);
    CHECK(s.shows("koordinator", "/cases/2024-4/access")["everyone"] == true);
    //    Each of them may, and nobody else.
    for (auto const* one : {"leder", "fra-modum", "ingenting", "admin", "kongsberg", "radgiver", "okonom"}) {
        CAPTURE(one);
        auto const seen = s.shows(one, "/cases/2024-3/access");
        CHECK(seen["reads"] == of_closed.contains(person_of(s, one)));
        CHECK(seen.contains("readers") == (seen.value("as", "") == "Saksbehandler"));
    }
    s.ends_well();
}

} // namespace saksgang::test
