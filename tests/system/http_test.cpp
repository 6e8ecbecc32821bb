// The API's promises over HTTP, against the real program: errors in their order, what a body may cost, sign-in, closed
// cases, concurrency, retries, languages, lists, documents, and a stop under load.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <latch>
#include <set>
#include <thread>

#include "storage/storage.hpp"
#include "tests/system/stories.hpp"

namespace saksgang::test {
namespace {

struct bad_input {
    std::string what, username, path, body;
    int status;
    std::string code;
    header_map headers = {};
    char const* pointer = nullptr;
};

// The clock, a little before noon of the day: everyone stays signed in within a day.
void minutes_later(served& s, int minutes) {
    char text[32];
    std::snprintf(text, sizeof text, "2025-01-02T%02d:%02d:00Z", 8 + minutes / 60, minutes % 60);
    write_clock(s.folder() / "clock", text);
}

ON_BOTH_SERVED("bad input is answered in the order of the table, one line at a time") {
    served s(where::kind());
    auto const id = loaded_case(s, "agreement_revision"); // committee_appointing
    auto const to = [&](std::string const& command) { return "/cases/" + id + "/commands/" + command; };
    json const reason{{"reason", "Ikke aktuelt"}};
    auto const committee_without_user =
        json{{"members", committee(s, false)}, {"proposal", s.document("Komité")}}.dump();
    std::string const nobody, good = reason.dump();

    std::vector<bad_input> const table{
        {"not JSON", "koordinator", to("withdraw"), R"({"reason": )", 400, "not_json"},
        {"not JSON, from nobody", nobody, to("withdraw"), "reason", 401, "not_signed_in"},
        {"not UTF-8", "koordinator", to("withdraw"), "{\"reason\": \"\xc3\x28\"}", 400, "not_json"},
        {"NUL in text", "koordinator", to("withdraw"), R"({"reason": "a\u0000b"})", 400, "not_json"},
        {"duplicate keys", "koordinator", to("withdraw"), R"({"reason": "a", "reason": "b"})", 400,
         "not_json"},
        {"body too large", "koordinator", to("withdraw"),
         "{\"reason\": \"" + std::string(1'100'000, 'a') + "\"}", 413, "body_too_large"},
        {"body too large, from nobody", nobody, to("withdraw"), std::string(1'100'000, 'a'), 401,
         "not_signed_in"},
        {"not that type, from nobody",
         nobody,
         to("withdraw"),
         good,
         401,
         "not_signed_in",
         {{"Content-Type", "text/plain"}}},
        {"a broken header, from nobody",
         nobody,
         to("withdraw"),
         good,
         401,
         "not_signed_in",
         {{"If-Match", "7"}}},
        {"a broken header, and an unknown field",
         "koordinator",
         to("withdraw"),
         R"({"because": "b"})",
         400,
         "bad_header",
         {{"If-Match", "7"}}},
        {"header too large",
         "koordinator",
         to("withdraw"),
         good,
         431,
         "headers_too_large",
         {{"X-Long", std::string(20'000, 'a')}}},
        {"unknown field",
         "koordinator",
         to("withdraw"),
         R"({"reason": "a", "because": "b"})",
         422,
         "bad_payload",
         {},
         "/because"},
        {"missing field", "koordinator", to("withdraw"), "{}", 422, "bad_payload", {}, "/reason"},
        {"wrong type", "koordinator", to("withdraw"), R"({"reason": 7})", 422, "bad_payload", {}, "/reason"},
        {"empty text", "koordinator", to("withdraw"), R"({"reason": ""})", 422, "bad_payload", {}, "/reason"},
        {"a broken date deep inside",
         "koordinator",
         "/organisation/commands/grant_role",
         R"({"person": "p-1", "role": "case_handler", "valid_from": "2025-02-30"})",
         422,
         "bad_payload",
         {},
         "/valid_from"},
        {"no such role",
         "koordinator",
         "/organisation/commands/grant_role",
         R"({"person": "p-1", "role": "king", "valid_from": "2025-02-01"})",
         422,
         "bad_payload",
         {},
         "/role"},
        {"out of range",
         "okonom",
         "/funds/tilskudd/commands/confirm_award",
         R"({"a_case": "1", "year": 99999999999999999})",
         422,
         "bad_payload",
         {},
         "/year"},
        {"in a new case, the pointer starts at the body",
         "koordinator",
         "/cases",
         R"({"workflow": "grant_scheme", "payload": {"title": "x", "fund": "tilskudd"}})",
         422,
         "bad_payload",
         {},
         "/payload/year"},
        {"unknown field, from nobody", nobody, to("withdraw"), R"({"because": "b"})", 401, "not_signed_in"},
        {"unknown field, and no such case", "koordinator", "/cases/2024-999/commands/withdraw",
         R"({"because": "b"})", 422, "bad_payload"},
        {"unknown field, and no case could be called that", "koordinator", "/cases/BAD!/commands/withdraw",
         R"({"because": "b"})", 422, "bad_payload"},
        {"not signed in", nobody, to("withdraw"), good, 401, "not_signed_in"},
        {"a token of nobody's",
         nobody,
         to("withdraw"),
         good,
         401,
         "not_signed_in",
         {{"Authorization", "Bearer " + std::string(43, 'a')}}},
        {"not signed in, and not there", nobody, "/cases/2024-999/commands/withdraw", good, 401,
         "not_signed_in"},
        {"not signed in, and no case could be called that", nobody, "/cases/BAD!/commands/withdraw", good,
         401, "not_signed_in"},
        {"not signed in, and no such command", nobody, to("carry"), good, 401, "not_signed_in"},
        {"not there", "koordinator", "/cases/2024-999/commands/withdraw", good, 404, "not_found"},
        {"no case could be called that", "koordinator", "/cases/BAD!/commands/withdraw", good, 404,
         "not_found"},
        {"not there, and not entitled", "fsu", "/cases/2024-999/commands/withdraw", good, 404, "not_found"},
        {"no such command", "koordinator", to("carry"), good, 404, "no_such_command"},
        {"an internal event is no command", "koordinator", to("round_carried"), "{}", 404, "no_such_command"},
        {"no such address", "koordinator", "/castles", good, 404, "no_such_address"},
        {"no such community", "koordinator", "//nowhere/api/v1/cases", good, 404, "no_such_address"},
        {"not entitled", "drammen", to("nominate_committee"), committee_without_user, 403, "not_entitled"},
        {"not entitled, and not open", "drammen", to("close_case"), R"({"summary": "x"})", 403,
         "not_entitled"},
        {"not open in this state", "koordinator", to("close_case"), R"({"summary": "x"})", 409,
         "not_open_in_state"},
        {"a guard refuses", "koordinator", to("nominate_committee"), committee_without_user, 409,
         "committee_without_users"},
    };
    for (auto const& line : table) {
        CAPTURE(line.what);
        auto got = line.username.empty() ? s.call(*std::make_unique<client>(s.port()), "", "POST", line.path,
                                                  line.body, line.headers)
                                         : s.call(*std::make_unique<client>(s.port()), line.username, "POST",
                                                  line.path, line.body, line.headers);
        CHECK_MESSAGE(got.status == line.status, got.raw);
        CHECK(got.code() == line.code);
        CHECK(got.headers["content-type"] == "application/problem+json");
        CHECK(got.body["type"] == "urn:saksgang:problem:" + line.code);
        CHECK(got.body["status"] == line.status);
        CHECK_FALSE(got.detail().empty());
        if (line.pointer) CHECK(got.body["errors"][0]["pointer"] == line.pointer);
        if (line.status == 401) CHECK(got.headers["www-authenticate"] == "Bearer");
        if (got.code() == "not_open_in_state") { // with the open ones
            CHECK(contains(got.body["open"], "nominate_committee"));
            CHECK_FALSE(contains(got.body["open"], "close_case"));
        }
        if (got.code() == "committee_without_users")
            CHECK(got.body["basis"][0]["words"] == "hol. § 6-1 tredje ledd");
    }
    CHECK(s.get("koordinator", "/cases?colour=red").body["errors"][0]["parameter"] == "colour");
    CHECK(s.call(*std::make_unique<client>(s.port()), "koordinator", "PUT", to("withdraw"), good).status ==
          405);
    auto const as_text = s.call(*std::make_unique<client>(s.port()), "koordinator", "POST", to("withdraw"),
                                good, {{"Content-Type", "text/plain"}});
    CHECK(as_text.status == 415);
    CHECK(s.state_of(id) == "committee_appointing"); // none of it had an effect
    s.ends_well();
}

// What the program has held in memory at most since this was made, beyond what it held then.
class memory_of {
  public:
    explicit memory_of(pid_t pid) : of_("/proc/" + std::to_string(pid)) {
        std::ofstream(of_ / "clear_refs") << 5; // the high-water mark
        before_ = high_water_kb();
    }
    long growth_kb() const { return high_water_kb() - before_; }

  private:
    long high_water_kb() const {
        std::ifstream status(of_ / "status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
        return 1L << 40; // it has died
    }
    fs::path of_;
    long before_ = 0;
};

std::string times(std::size_t n, std::string const& part) {
    std::string out;
    out.reserve(n * part.size());
    while (n-- > 0) out += part;
    return out;
}

// Bodies of about that many bytes on which a step could spend more than their size.
std::vector<std::pair<std::string, std::string>> costly_bodies(std::size_t bytes) {
    std::string keys = "{";
    for (std::size_t n = 0; keys.size() < bytes; ++n)
        keys += (n == 0 ? "\"" : ",\"") + std::string(100, 'k') + std::to_string(n) + "\":0";
    auto const half = bytes / 2;
    return {
        {"a long key before many items",
         "{\"" + std::string(half, 'k') + "\":[0" + times(half / 2, ",0") + "]}"},
        {"many long keys within each other", times(30, "{\"" + std::string(half / 30, 'k') + "\":") + "[0" +
                                                 times(half / 2, ",0") + "]" + std::string(30, '}')},
        {"many items", "[0" + times(half, ",0") + "]"},
        {"many lists", "{\"reason\":[[]" + times(bytes / 3, ",[]") + "]}"},
        {"many unknown fields", keys + "}"},
        {"many levels", std::string(half, '[') + std::string(half, ']')},
        {"many things that look like a national identity number",
         "{\"reason\":[\"01010750160\"" + times(bytes / 14, ",\"01010750160\"") + "]}"},
        {"a long number", "{\"reason\":" + std::string(bytes, '9') + "}"},
        {"a long text", "{\"reason\":\"" + std::string(bytes, 'a') + "\"}"},
    };
}

TEST_CASE("no body costs more than its size, and none of nobody's is looked at") {
    served s;
    auto const path = "/cases/" + loaded_case(s, "agreement_revision") + "/commands/withdraw";
    (void)s.sign_in("koordinator"); // hashing takes its memory now
    for (std::size_t const bytes : {64'000, 900'000})
        for (auto const& [what, body] : costly_bodies(bytes)) {
            CAPTURE(bytes);
            CAPTURE(what);
            for (std::string const who : {"", "koordinator"}) {
                CAPTURE(who);
                memory_of const program(s.pid());
                auto const begun = std::chrono::steady_clock::now();
                auto own = s.new_client();
                auto const got = s.call(own, who, "POST", path, body);
                auto const whole = s.call(own, who, "POST", "/cases", body);
                if (who.empty()) {
                    CHECK(got.status == 401);
                    CHECK(whole.status == 401);
                } else {
                    CHECK((got.status == 400 || got.status == 422));
                    CHECK((whole.status == 400 || whole.status == 422));
                    CHECK(got.raw.size() < 10'000); // the answer is no longer than a person reads
                }
                CHECK(std::chrono::steady_clock::now() - begun < 2s);
                CHECK(program.growth_kb() < (who.empty() ? 4'000 : 64'000));
                REQUIRE(s.running());
            }
        }
    s.ends_well();
}

ON_BOTH_SERVED("sign-in: wrong is wrong for whatever reason, guessing is slowed, signing out is at once") {
    served s(where::kind());
    auto const try_as = [&](std::string const& username, std::string const& password) {
        return s.post("", "/sessions", {{"username", username}, {"password", password}});
    };
    auto const wrong = try_as("leder", "feil"), unknown = try_as("ingen", "feil");
    CHECK(wrong.status == 401);
    CHECK(wrong.code() == "wrong_credentials");
    CHECK(unknown.status == 401);
    CHECK(unknown.code() == wrong.code());
    CHECK(unknown.detail() == wrong.detail()); // does not tell who has an account
    CHECK(try_as("leder", "feil").status == 401);
    CHECK(try_as("leder", "feil").status == 401);
    auto slowed = try_as("leder", served::password());
    CHECK(slowed.status == 429);
    CHECK(slowed.code() == "too_many_attempts");
    CHECK(slowed.headers["retry-after"] == "1");
    CHECK(s.log().find("sign_in_held_back") != std::string::npos);
    CHECK(try_as("drammen", served::password()).status == 201); // nobody else is
    minutes_later(s, 1);
    CHECK(try_as("leder", served::password()).status == 201);

    auto const token = s.sign_in("hallingdal");
    header_map const as{{"Authorization", "Bearer " + token}};
    CHECK(s.get("", "/me", as).status == 200);
    CHECK(s.del("", "/sessions/current", as).status == 204);
    CHECK(s.get("", "/me", as).status == 401);

    //    A session ends after a working day, and with its account.
    auto const of_leder = header_map{{"Authorization", "Bearer " + s.sign_in("leder")}};
    auto const of_fsu = header_map{{"Authorization", "Bearer " + s.sign_in("fsu")}};
    s.does("admin", "accounts", "close_account", {{"username", "fsu"}});
    CHECK(s.get("", "/me", of_fsu).status == 401);
    CHECK(try_as("fsu", served::password()).code() == "wrong_credentials");
    minutes_later(s, 11 * 60);
    CHECK(s.get("", "/me", of_leder).status == 200);
    minutes_later(s, 13 * 60);
    CHECK(s.get("", "/me", of_leder).status == 401);
    s.ends_well();
}

ON_BOTH_SERVED("a closed case is not there for those who may not know of it; those who read it are logged") {
    served s(where::kind());
    auto const id = s.creates("koordinator", "guideline_revision", "commission",
                              {{"title", "Tilsyn"},
                               {"product", "guideline"},
                               {"fsu", "fsu-psykisk-rus"},
                               {"mandate", s.document("Mandat")},
                               {"mandate_until", "2025-12-31"},
                               {"actors", {"specialist", "municipality"}}});
    auto const digest = case_of(s, id)["data"]["mandate"]["digest"].get<std::string>();
    auto const ids_seen_by = [&](std::string const& who) {
        std::set<std::string> ids;
        auto const list = s.shows(who, "/cases");
        for (auto const& c : list["items"]) ids.insert(c["id"]);
        return ids;
    };
    CHECK(s.get("kongsberg", "/cases/" + id).status == 200);
    s.does("koordinator", "case/" + id, "restrict_access",
           {{"hjemmel", "offl. § 13, jf. fvl. § 13 første ledd nr. 1"}});
    for (auto const* path : {"", "/history", "/history?version=1"}) {
        CAPTURE(path);
        auto closed = s.get("kongsberg", "/cases/" + id + path),
             missing = s.get("kongsberg", "/cases/2025-77" + std::string(path));
        CHECK(closed.status == 404);
        closed.body.erase("request_id");
        missing.body.erase("request_id");
        CHECK(closed.body == missing.body); // the same words as for what never was
    }
    CHECK(s.refused("kongsberg", "case/" + id, "withdraw_commission", {{"reason", "x"}}) == "not_found");
    CHECK(s.get("kongsberg", "/documents/" + digest + "?case=" + id).status == 404);
    CHECK_FALSE(ids_seen_by("kongsberg").contains(id));
    CHECK(ids_seen_by("koordinator").contains(id));
    auto list = s.shows("kongsberg", "/worklist");
    CHECK_FALSE(says(list.dump(), "Tilsyn"));

    //    Reading it, and an auditor's reading of anything, is an entry of the month's stream.
    auto const kongsberg = loaded_case(s, "grant_application");
    CHECK(s.get("revisor", "/cases/" + id).status == 404); // does not concern her municipality
    CHECK(s.get("revisor", "/cases/" + kongsberg).status == 200);
    CHECK(s.get("revisor", "/cases/" + kongsberg + "/history").status == 200);
    CHECK(s.refused("revisor", "case/" + kongsberg, "withdraw_application",
                    {{"party", "kongsberg"}, {"reason", "x"}}) == "auditor_reads_only");
    CHECK(s.get("koordinator", "/cases/" + id).status == 200);
    auto const revisor = person_of(s, "revisor"), koordinator = person_of(s, "koordinator");
    s.stop(); // no address shows the log yet: it is read from the store
    std::vector<json> readings;
    for (auto const& e : open_store(s.url())->open()->history(served::community, "access/2025-01", 0, 100))
        readings.push_back(json::parse(e.bytes));
    auto const read = [&](std::string const& who, std::string const& which, std::string const& what) {
        return std::ranges::any_of(readings, [&](auto const& e) {
            return e["actor"] == who && e["command"] == "note_reading" &&
                   e["payload"] == json{{"a_case", which}, {"what", what}};
        });
    };
    CHECK(read(revisor, kongsberg, "a_case"));
    CHECK(read(revisor, kongsberg, "history"));
    CHECK(read(koordinator, id, "a_case"));
    CHECK_FALSE(read(koordinator, kongsberg, "a_case")); // open, and she is no auditor
    s.check();
}

ON_BOTH_SERVED("If-Match: what somebody else changed meanwhile is not overwritten") {
    served s(where::kind());
    auto const id = loaded_case(s, "agreement_revision");
    auto seen = s.get("koordinator", "/cases/" + id);
    auto const etag = seen.headers["etag"];
    CHECK(etag.starts_with("\"" + std::to_string(seen.body["version"].get<int>()) + "-"));
    json const correction{{"field", "title"},
                          {"before", seen.body["title"]},
                          {"after", "Revisjon av samarbeidsavtalen"},
                          {"reason", "Skrivefeil"}};
    auto done = served::must(s.send("radgiver", "case/" + id, "correct_writing_error", correction,
                                    {.headers = {{"If-Match", etag}}}));
    CHECK(done.headers["etag"] != etag);
    auto const stale = s.send("koordinator", "case/" + id, "correct_writing_error", correction,
                              {.headers = {{"If-Match", etag}}});
    CHECK(stale.status == 412);
    CHECK(stale.code() == "stale");
    CHECK(stale.detail() ==
          "Noen har endret saken mens du skrev. Teksten din er tatt vare på. Se hva som er nytt.");
    CHECK(s.send("koordinator", "case/" + id, "mark_simulated", {{"what", "x"}},
                 {.headers = {{"If-Match", done.headers["etag"]}}})
              .status == 200);
    CHECK(s.send("koordinator", "case/" + id, "mark_simulated", {{"what", "y"}},
                 {.headers = {{"If-Match", "7"}}})
              .code() == "bad_header");
    s.ends_well();
}

ON_BOTH_SERVED(
    "Idempotency-Key: a retry gives the same entries, another body is refused, a refusal is not kept") {
    served s(where::kind());
    extra const once{.headers = {{"Idempotency-Key", "kode-1"}}};
    auto const id = loaded_case(s, "agreement_revision");
    auto const stream = "case/" + id;
    auto const first = s.does("koordinator", stream, "mark_simulated", {{"what", "Prøve"}}, once);
    auto const again = s.does("koordinator", stream, "mark_simulated", {{"what", "Prøve"}}, once);
    CHECK(again["entries"] == first["entries"]);
    auto const other = s.problem("koordinator", stream, "mark_simulated", {{"what", "Noe annet"}}, once);
    CHECK(other["status"] == 422);
    CHECK(other["code"] == "key_reused");
    //    The key is the account's own.
    CHECK(s.does("radgiver", stream, "mark_simulated", {{"what", "Prøve"}}, once)["entries"] !=
          first["entries"]);
    //    The same over a restart, and for a new case: one case only.
    json const scheme{{"workflow", "grant_scheme"},
                      {"payload", {{"title", "Ordning"}, {"fund", "tilskudd"}, {"year", 2025}}}};
    header_map const new_key{{"Idempotency-Key", "kode-2"}};
    auto const made = served::must(s.post("koordinator", "/cases", scheme, new_key)).body;
    s.kill_hard();
    s.start_again();
    auto retried = served::must(s.post("koordinator", "/cases", scheme, new_key));
    CHECK(retried.status == 201);
    CHECK(retried.body["entries"] == made["entries"]);
    CHECK(retried.headers["location"] == "/vest-viken/api/v1/cases/" + made["case"]["id"].get<std::string>());
    CHECK(s.shows("koordinator", "/cases?workflow=grant_scheme")["items"].size() == 2);
    //    A refusal had no effect and is not stored.
    extra const third{.headers = {{"Idempotency-Key", "kode-3"}}};
    CHECK(s.refused("koordinator", stream, "close_case", {{"summary", "x"}}, third) == "not_open_in_state");
    CHECK(s.refused("koordinator", stream, "close_case", {{"summary", "x"}}, third) == "not_open_in_state");
    s.ends_well();
}

ON_BOTH_SERVED("another business date is a registrar's, with a source, and neither ahead nor back in time") {
    served s(where::kind());
    s.now("2025-03-10");
    auto const id = loaded_case(s, "agreement_revision");
    auto const stream = "case/" + id;
    auto const source = s.document("Møtebok")["digest"].get<std::string>();
    auto const mark = [&](std::string const& who, std::string const& on, std::string const& from) {
        auto const got =
            s.send(who, stream, "mark_simulated", {{"what", "på " + on}}, {.effective = on, .source = from});
        return got.status == 200 ? "accepted" : got.code();
    };
    CHECK(mark("koordinator", "2025-02-03", "") == "source_required");
    CHECK(mark("koordinator", "2025-03-11", source) == "effective_in_future");
    CHECK(mark("koordinator", "2024-06-03", source) == "effective_decreasing");
    CHECK(mark("koordinator", "2025-02-30", source) == "bad_payload");
    CHECK(mark("koordinator", "2025-02-03", "ikke en kontrollkode") ==
          "malformed_request"); // a space in the address
    CHECK(mark("koordinator", "2025-02-03", "abc") == "bad_payload");
    CHECK(mark("koordinator", "2025-02-03", std::string(64, 'a')) == "source_required"); // not uploaded
    CHECK(s.refused("drammen", stream, "link_document", {{"attached", s.document("x")}},
                    {.effective = "2025-02-03", .source = source}) == "registrar_only");
    CHECK(mark("koordinator", "2025-02-03", source) == "accepted");
    auto entry = last_entry(s, id, "mark_simulated");
    CHECK(entry["effective"] == "2025-02-03");
    CHECK(entry["recorded"].get<std::string>().starts_with("2025-03-10"));
    s.ends_well();
}

TEST_CASE("the source of another business date can be found in the history and opened through the case") {
    served s;
    s.now("2025-03-10");
    auto const id = loaded_case(s, "agreement_revision");
    auto const source = s.document("Møtebok")["digest"].get<std::string>();
    s.does("koordinator", "case/" + id, "mark_simulated", {{"what", "x"}},
           {.effective = "2025-02-03", .source = source});
    CHECK(says(last_entry(s, id, "mark_simulated").dump(), source));
    CHECK(s.get("koordinator", "/documents/" + source + "?case=" + id).status == 200);
}

ON_BOTH_SERVED("Prefer: return=minimal tells where it stands, and nothing of what it says") {
    served s(where::kind());
    auto const id = loaded_case(s, "agreement_revision");
    auto got = s.send("koordinator", "case/" + id, "mark_simulated", {{"what", "Prøve"}},
                      {.headers = {{"Prefer", "return=minimal"}}});
    CHECK(got.status == 200);
    CHECK(got.headers["preference-applied"] == "return=minimal");
    CHECK(got.body["stream"] == "case/" + id);
    auto entry = last_entry(s, id, "mark_simulated");
    for (auto const* field : {"seq", "position", "hash"})
        CHECK(got.body["entries"][0][field] == entry[field]);
    CHECK_FALSE(says(got.raw, "Prøve"));
    s.ends_well();
}

ON_BOTH_SERVED("bokmål, nynorsk and English") {
    served s(where::kind());
    auto const id = loaded_case(s, "agreement_revision");
    struct in_language {
        char const *asked, *given, *state, *action, *refusal;
    };
    for (auto const& l :
         std::vector<in_language>{{"nb", "nb", "Redaksjonskomité nedsettes", "Foreslå for SSU å trekke saken",
                                   "Dette finnes ikke"},
                                  {"nn, nb;q=0.5", "nn", "Redaksjonskomité blir sett ned",
                                   "Foreslå for SSU å trekkje saka", "Dette finst ikkje"},
                                  {"en-GB", "en", "Drafting committee being appointed",
                                   "Propose that SSU withdraw the case", "This does not exist"},
                                  {"de, nn;q=0.4, en;q=0.2", "nn", "Redaksjonskomité blir sett ned",
                                   "Foreslå for SSU å trekkje saka", "Dette finst ikkje"},
                                  {"no", "nb", "Redaksjonskomité nedsettes", "Foreslå for SSU å trekke saken",
                                   "Dette finnes ikke"},
                                  {"de", "nb", "Redaksjonskomité nedsettes", "Foreslå for SSU å trekke saken",
                                   "Dette finnes ikke"}}) {
        CAPTURE(l.asked);
        auto got = s.get("koordinator", "/cases/" + id, {{"Accept-Language", l.asked}});
        CHECK(got.headers["content-language"] == l.given);
        CHECK(got.body["state"]["label"] == l.state);
        CHECK(action_of(got.body, "propose_withdrawal")["label"] == l.action);
        auto no = s.send("koordinator", "case/2024-999", "withdraw", {{"reason", "x"}},
                         {.headers = {{"Accept-Language", l.asked}}});
        CHECK(no.headers["content-language"] == l.given);
        CHECK_MESSAGE(no.detail().starts_with(l.refusal), no.detail());
    }
    s.ends_well();
}

ON_BOTH_SERVED("the worklist shows what waits for me, and no longer than it does") {
    served s(where::kind());
    s.now("2025-03-10");
    auto const id = loaded_case(s, "grant_scheme");
    auto const mine = [&](std::string const& who, std::string const& kind) {
        auto list = s.shows(who, "/worklist");
        return std::ranges::count_if(list["items"], [&](auto const& w) {
            return w.value("case", w.value("a_case", "")) == id && w["kind"] == kind;
        });
    };
    CHECK(mine("drammen", "position") == 0);
    CHECK(mine("koordinator", "action") > 0);
    CHECK(mine("koordinator", "deadline") == 1); // scheme_finished
    s.does("koordinator", "case/" + id, "submit_scheme",
           {{"text", s.text("Ordning", "1.0")}, {"criteria", {"Felles søknad"}}});
    s.does("koordinator", "case/" + id, "open_round", {{"procedure", "written"}, {"deadline", "2025-03-20"}});
    CHECK(mine("drammen", "position") == 1);
    CHECK(mine("bruker", "position") == 1);
    CHECK(mine("vara", "position") == 0);
    s.does("drammen", "case/" + id, "take_position", position(s, id, "agree"));
    CHECK(mine("drammen", "position") == 0);
    s.ends_well();
}

ON_BOTH_SERVED("lists come in pages: cases, history; and a case as it was at a version") {
    served s(where::kind());
    for (int n = 0; n < 5; ++n)
        s.creates("koordinator", "grant_scheme", "propose_scheme",
                  {{"title", "Ordning " + std::to_string(n)}, {"fund", "tilskudd"}, {"year", 2025}});
    std::vector<std::string> ids;
    std::string cursor;
    for (int page = 0; page < 20; ++page) {
        auto const got =
            s.shows("koordinator", "/cases?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
        CHECK(got["items"].size() <= 2);
        for (auto const& c : got["items"]) ids.push_back(c["id"]);
        if (!got.contains("next")) break;
        cursor = got["next"];
    }
    CHECK(ids == std::vector<std::string>{"2025-5", "2025-4", "2025-3", "2025-2", "2025-1", "2024-5",
                                          "2024-4", "2024-3", "2024-2", "2024-1"});
    CHECK(s.shows("koordinator", "/cases?workflow=grant_scheme&year=2025")["items"].size() == 5);
    CHECK(s.shows("koordinator", "/cases?party=kongsberg&workflow=grant_application")["items"].size() == 1);
    CHECK(s.shows("koordinator", "/cases?state=group_set")["items"].size() == 1);
    for (auto const* bad : {"limit=0", "limit=201", "limit=x", "cursor=x", "year=12"})
        CHECK_MESSAGE(s.get("koordinator", "/cases?" + std::string(bad)).status == 422, bad);

    auto const id = loaded_case(s, "grant_application");
    auto const whole = history_of(s, id);
    json in_pages = json::array();
    int after = 0;
    for (int page = 0; page < 50; ++page) {
        auto const got =
            s.shows("koordinator", "/cases/" + id + "/history?limit=7&after=" + std::to_string(after));
        for (auto const& e : got["items"]) in_pages.push_back(e);
        if (!got.contains("next")) break;
        after = got["next"];
    }
    CHECK(in_pages == whole);
    CHECK(case_of(s, id)["version"] == whole.size());

    auto first = s.shows("koordinator", "/cases/" + id + "/history?version=1");
    CHECK(first["version"] == 1);
    CHECK(first["state"]["name"] == "draft");
    CHECK(first["exceptions"].empty());
    auto last = s.shows("koordinator", "/cases/" + id + "/history?version=" + std::to_string(whole.size()));
    CHECK(last["data"] == case_of(s, id)["data"]);
    CHECK(last["deadlines"] == case_of(s, id)["deadlines"]);
    CHECK(s.get("koordinator", "/cases/" + id + "/history?version=" + std::to_string(whole.size() + 1))
              .status == 404);
    s.ends_well();
}

ON_BOTH_SERVED("a document is reached through a case that links it, and only so") {
    served s(where::kind());
    auto const id = loaded_case(s, "agreement_revision"), other = loaded_case(s, "grant_scheme");
    auto const paper = s.document("Notat om Ål", "koordinator", "Innholdet i notatet: æøå");
    auto const at = [&](std::string const& a_case) {
        return "/documents/" + paper["digest"].get<std::string>() + (a_case.empty() ? "" : "?case=" + a_case);
    };
    CHECK(s.get("koordinator", at(id)).status == 404); // nothing links it yet, whoever uploaded it
    s.does("koordinator", "case/" + id, "link_document", {{"attached", paper}});
    auto got = s.get("drammen", at(id));
    CHECK(got.status == 200);
    CHECK(got.raw == "Innholdet i notatet: æøå");
    CHECK(got.headers["content-disposition"] == "attachment; filename*=UTF-8''Notat%20om%20%c3%85l");
    CHECK(s.get("drammen", at(other)).status == 404);
    CHECK(s.get("drammen", at("")).body["errors"][0]["parameter"] == "case");
    CHECK(s.get("", at(id)).status == 401);
    CHECK(s.refused("koordinator", "case/" + id, "link_document",
                    {{"attached", {{"digest", std::string(64, 'a')}, {"title", "x"}}}}) ==
          "document_missing");
    //    What looks like a fødselsnummer asks before it is stored.
    auto const upload = [&](std::string const& query) {
        return s.call(*std::make_unique<client>(s.port()), "koordinator", "POST", "/documents" + query,
                      "nr 01010750160", {{"Content-Type", "text/plain"}});
    };
    CHECK(upload("").status == 409);
    CHECK(upload("").code() == "looks_like_national_id");
    CHECK(upload("?confirm=account_number").status == 201);
    s.ends_well();
}

ON_BOTH_SERVED("registers: what has happened in them, and the documents that they name") {
    served s(where::kind());
    auto flaa = s.get("drammen", "/agreements?party=flaa&at=2024-05-01").body["items"][0];
    auto const digest = flaa["applies"]["document"]["digest"].get<std::string>();
    auto const through = [&](std::string const& reg) {
        return s.get("drammen", "/documents/" + digest + "?agreement=" + reg);
    };
    CHECK(through("flaa").status == 200);
    CHECK(!through("flaa").raw.empty());
    for (auto const* elsewhere : {"nowhere", "accounts", "../case/2024-1", ""})
        CHECK(through(elsewhere).status == 404);
    CHECK(s.get("drammen", "/documents/" + std::string(64, 'a') + "?agreement=flaa").status == 404);
    CHECK(s.get("drammen", "/documents/" + digest + "?agreement=flaa&case=2024-1").status == 422);
    CHECK(s.get("", "/documents/" + digest + "?agreement=flaa").status == 401);

    CHECK(s.get("drammen", "/agreements/flaa/history").body["items"][0]["command"] == "register_agreement");
    auto const ssu = s.get("drammen", "/bodies/ssu/history?limit=200").body["items"];
    CHECK(ssu[0]["command"] == "establish_body");
    CHECK(std::ranges::count(ssu, "adopt_rule", [](auto const& e) { return e.at("command"); }) == 2);
    CHECK(s.get("drammen", "/funds/tilskudd/history").body["items"].size() > 1);
    auto const first = s.get("drammen", "/organisation/history?limit=5").body;
    CHECK(first["items"].size() == 5);
    auto const more = s.get("drammen", "/organisation/history?limit=5&after=" + first["next"].dump()).body;
    CHECK(more["items"][0]["seq"] == 6);
    CHECK(s.get("drammen", "/bodies/nowhere/history").status == 404);
    CHECK(s.get("", "/organisation/history").status == 401);
    s.ends_well();
}

ON_BOTH_SERVED(
    "as it is served, an account has a rate, and one who enters a hearing's answers stays within it") {
    served s(where::kind(), {});
    auto const id = loaded_case(s, "grant_scheme");
    for (int n = 0; n < 22; ++n) { // each with its document
        auto const text = std::to_string(n);
        s.does("koordinator", "case/" + id, "link_document", {{"attached", s.document("Svar " + text)}});
        s.does("koordinator", "case/" + id, "mark_simulated", {{"what", text}});
    }
    reply told;
    for (int n = 0; n < 1000 && told.status != 429; ++n)
        told = s.send("koordinator", "case/" + id, "mark_simulated", json::object());
    CHECK(told.status == 429);
    CHECK(told.code() == "too_fast");
    CHECK(told.headers["retry-after"] == "1");
    CHECK(s.get("koordinator", "/cases/" + id).status == 200);
    CHECK(s.send("leder", "case/" + id, "mark_simulated", json::object()).status == 422);
    s.ends_well();
}

ON_BOTH_SERVED("SIGTERM under load: what was answered stands, what was not may be asked again, exit code 0") {
    served s(where::kind());
    auto const id = loaded_case(s, "grant_scheme");
    (void)s.sign_in("koordinator");
    std::atomic<int> acknowledged = 0, odd = 0;
    std::latch all_have_begun(5);
    std::vector<std::thread> busy;
    for (int t = 0; t < 4; ++t)
        busy.emplace_back([&, t] {
            auto own = s.new_client();
            for (int n = 0; n < 100'000; ++n) {
                auto const got =
                    s.call(own, "koordinator", "POST", served::address("case/" + id, "mark_simulated"),
                           json{{"what", std::to_string(t) + "/" + std::to_string(n)}}.dump());
                if (n == 0) all_have_begun.count_down();
                if (got.status == 0) break; // closed: the server is leaving
                got.status == 200 ? ++acknowledged : ++odd;
            }
        });
    all_have_begun.arrive_and_wait();
    auto const begun = std::chrono::steady_clock::now();
    s.stop();
    CHECK(std::chrono::steady_clock::now() - begun < 10s);
    for (auto& t : busy) t.join();
    CHECK(odd == 0);
    CHECK(acknowledged >= 4);
    s.start_again();
    auto const entries = case_of(s, id)["version"].get<int>() - 2; // the two that were there
    CHECK(entries >= acknowledged);
    CHECK(entries <= acknowledged + 4); // at most one each was done and not answered
    s.ends_well();
}

} // namespace
} // namespace saksgang::test
