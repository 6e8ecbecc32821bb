// The real program, run as its users run it: `saksgang migrate`, `load`, `serve`, `check` are processes, and
// the tests speak HTTP with the one that serves.
//
//   served s(on_sqlite());                             // Vest-Viken is loaded, on 2 January 2025
//   s.now("2025-03-03");                               // moves the clock; time only goes forward
//   auto id = s.creates("koordinator", "agreement_revision", "propose_revision", {...});
//   s.does("koordinator", "case/" + id, "withdraw", {...});
//   CHECK(s.refused("koordinator", "case/" + id, "withdraw", {...}) == "not_open");
//   CHECK(s.shows("koordinator", "/cases/" + id)["state"]["name"] == "withdrawn");
//   s.ends_well();                                     // SIGTERM, exit code 0; `check` finds nothing
//
// Each has a folder, a port and a database of its own. Loading is done once a process and kind of database,
// and copied from then on.
#pragma once

#include <doctest/doctest.h>

#include <initializer_list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/client.hpp"
#include "tests/support/process.hpp"

namespace saksgang::test {

// Where a served program keeps what it holds.
struct database {
    std::string kind;
    bool loaded = true;
};
inline database on_sqlite(bool loaded = true) { return {"sqlite", loaded}; }
inline database on_postgresql(bool loaded = true) { return {"postgresql", loaded}; }

// ------------------------------------------------------------------------------------------------- served

// A story does in a second what people do in months.
inline std::vector<std::string> const without_rates{"--rates", "off"};

struct extra {
    std::string effective, source; // the business date and the document that shows it
    header_map headers;
};

class served {
  public:
    static constexpr auto community = "vest-viken";

    explicit served(database d = on_sqlite(), std::vector<std::string> more_options = without_rates);
    ~served();
    served(served const&) = delete;

    // -- the process

    void start_again();
    // As an operator stops it; the exit code must be 0.
    void stop();
    void kill_hard();
    // What `saksgang check` prints; its exit code must be 0.
    std::string check();
    void ends_well();
    bool running() { return child_ && child_->running(); }
    pid_t pid() const { return child_->pid(); }
    unsigned short port() const { return port_; }
    std::string const& url() const { return url_; }             // as the server has it
    std::string const& owner_url() const { return owner_url_; } // as `migrate` has it
    fs::path const& folder() const { return place_.path; }
    std::string log() const { return contents(log_); }

    // -- time

    // 09:00 in Oslo, or so, on that day. Everybody signs in again, as sessions end.
    void now(std::string const& day) { at(day + "T08:00:00Z"); }
    void at(std::string const& rfc3339_utc);

    // -- requests. `path` is below /vest-viken/api/v1, unless it begins with "//": then from the root.

    client new_client() const { return client(port_); } // for another thread
    static std::string target(std::string const& path);

    std::string sign_in(std::string const& username);
    static std::string const& password();

    // Nobody is signed in where `username` is empty.
    reply call(client& c, std::string const& username, std::string const& verb, std::string const& path,
               std::string const& body = {}, header_map headers = {});
    reply get(std::string const& username, std::string const& path, header_map const& headers = {});
    reply post(std::string const& username, std::string const& path, json const& body,
               header_map const& headers = {});
    reply del(std::string const& username, std::string const& path, header_map const& headers = {});

    // Where a command to a stream is sent: "case/3", "body/ssu", "fund/tilskudd", "agreement/flaa", "organisation".
    static std::string address(std::string const& stream, std::string const& command, extra const& with = {});
    reply send(std::string const& username, std::string const& stream, std::string const& command,
               json const& payload = json::object(), extra const& with = {});

    // Must be answered with success.
    static reply must(reply got, std::string const& what = {});
    // Must be accepted; the answer: {case, entries}, or {stream, version, entries} of a register.
    json does(std::string const& username, std::string const& stream, std::string const& command,
              json const& payload = json::object(), extra const& with = {});
    // Must be refused; the whole problem: {status, code, detail, hjemmel, errors, open}. Its text must be there.
    json problem(std::string const& username, std::string const& stream, std::string const& command,
                 json const& payload = json::object(), extra const& with = {});
    std::string refused(std::string const& username, std::string const& stream, std::string const& command,
                        json const& payload = json::object(), extra const& with = {});
    // The new case's id.
    std::string creates(std::string const& username, std::string const& workflow, std::string const& command,
                        json const& payload);
    json shows(std::string const& username, std::string const& path, header_map const& headers = {});
    std::string state_of(std::string const& case_id, std::string const& username = "koordinator");

    reply upload(std::string const& username, std::string const& text);
    // Uploads a text and gives what a payload names it by: {digest, title}.
    json document(std::string const& title, std::string const& username = "koordinator",
                  std::string const& text = {});
    // From now on nobody has a document but who uploads it. Until then whoever names one has it from whoever uploaded it,
    // as in a mail, and uploads it too.
    void hand_nothing_on() { hands_on_ = false; }
    // A version of a text, with one rendition.
    json text(std::string const& title, std::string const& version);

  private:
    unsigned short wait_until_ready();
    void hand_on(std::string const& to, json const& payload);

    temporary_folder place_;
    database database_;
    std::vector<std::string> more_;
    fs::path clock_, log_;
    std::string url_, owner_url_, name_;
    int starts_ = 0;
    unsigned short port_ = 0;
    std::unique_ptr<process> child_;
    std::unique_ptr<client> client_;
    std::mutex mutex_;
    std::map<std::string, std::string> tokens_;
    std::map<std::string, std::string> texts_;          // of documents, by digest
    std::set<std::pair<std::string, std::string>> has_; // who, which
    bool hands_on_ = true;
};

// ------------------------------------------------------------------------------------- meetings of the SSU

json present(std::initializer_list<char const*> seats);
json everybody();
json agreement_stated(std::string const& decision, std::string const& held_on, json const& who = everybody());

// ------------------------------------------------------------------------------------------ both databases

struct sqlite_served {
    static database kind() { return on_sqlite(); }
};
struct postgresql_served {
    static database kind() { return on_postgresql(); }
};
// `served s(where::kind());`
#define ON_BOTH_SERVED(name) \
    TEST_CASE_TEMPLATE(name, where, saksgang::test::sqlite_served, saksgang::test::postgresql_served)

} // namespace saksgang::test

TYPE_TO_STRING(saksgang::test::sqlite_served);
TYPE_TO_STRING(saksgang::test::postgresql_served);
