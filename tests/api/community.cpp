#include "tests/api/community.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <future>

#include "api/auth.hpp"
#include "api/log.hpp"
#include "engine/entry.hpp"
#include "storage/storage.hpp"
#include "workflows/registry.hpp"

namespace saksgang::test {

std::string fixed_source::hex(std::size_t digits) {
    auto n = std::to_string(++drawn_);
    return std::string(digits - n.size(), '0') + n;
}
std::string fixed_source::new_id(std::string_view, std::int64_t) { return "p-" + hex(16); }
std::string fixed_source::new_nonce(std::string_view, std::int64_t) { return hex(32); }
std::string fixed_source::new_salt(std::string_view, std::int64_t, int) { return hex(64); }

namespace {

json ask(executor& entries, std::string stream, std::string name, json payload, std::string person) {
    command c{.community = "vv",
              .stream = std::move(stream),
              .name = std::move(name),
              .payload = std::move(payload)};
    c.person = std::move(person);
    auto const got = entries.execute(c);
    if (auto const* no = std::get_if<refusal>(&got))
        FAIL(no->code << " " << (no->fields.empty() ? "" : no->fields[0].pointer));
    return entry_from(std::get<accepted>(got).entries.front().bytes).set;
}

std::string person_in(json const& set) {
    for (auto const& [key, value] : set.items())
        if (key.starts_with("person/")) return key.substr(7);
    return {};
}

} // namespace

community::community(api::server::options options, std::span<api::page const> files) : screens(files) {
    api::start_log(std::getenv("SAKSGANG_TEST_LOG") ? "info" : "off");
    folder_ =
        std::filesystem::temp_directory_path() / ("saksgang-api-" + std::to_string(getpid()) + "-" +
                                                  std::to_string(reinterpret_cast<std::uintptr_t>(this)));
    std::filesystem::create_directories(folder_);
    data = open_store("sqlite:" + (folder_ / "test.db").string());
    data->migrate();
    static auto const rules = kernel_with();
    found(rules);

    auto const ready =
        std::make_shared<std::promise<api::server*>>(); // outlives whichever thread is last at it
    auto told = ready->get_future();
    thread_ = std::thread([this, options, ready] {
        api::serve(*data, rules, chance, screens, options, [&](api::server& s) { ready->set_value(&s); });
    });
    running = told.get();
    port_ = running->port();
}

community::~community() {
    stop();
    std::filesystem::remove_all(folder_);
}

void community::stop() {
    if (!thread_.joinable()) return;
    running->stop();
    thread_.join();
    running = nullptr;
}

void community::found(kernel const& rules) {
    executor entries(*data, rules, chance);
    auto const admin = person_in(ask(entries, "organisation", "found_community",
                                     {{"name", {{"nb", "Prøve"}, {"nn", "Prøve"}, {"en", "Test"}}},
                                      {"founder", "Ada Admin"},
                                      {"position", "Driftsleder"},
                                      {"founded", "2024-01-01"}},
                                     ""));
    people_["admin"] = admin;
    ask(entries, "organisation", "register_party",
        {{"party", "vestre-viken"},
         {"details",
          {{"name", "Vestre Viken HF"},
           {"kind", "trust"},
           {"number", "1"},
           {"organisation_number", "894166762"},
           {"language", "nb"}}}},
        admin);
    ask(entries, "fund/tilskudd", "open_fund",
        {{"name", {{"nb", "Tilskudd"}, {"nn", "Tilskot"}, {"en", "Grants"}}}, {"holder", "vestre-viken"}},
        admin);
    for (auto const* name : {"kari", "per", "revisor"})
        people_[name] =
            person_in(ask(entries, "organisation", "register_person",
                          {{"name", std::string("Person ") + name}, {"position", "Stilling"}}, admin));
    ask(entries, "organisation", "grant_role",
        {{"person", person("kari")},
         {"role", "case_handler"},
         {"valid_from", "2024-01-01"},
         {"basis", "Vedtak 2/24"}},
        admin);
    ask(entries, "organisation", "grant_role",
        {{"person", person("revisor")},
         {"role", "auditor"},
         {"valid_from", "2024-01-01"},
         {"valid_to", "2024-12-31"},
         {"basis", "Vedtak 1/24"}},
        admin);

    // One hash for all: hashing is made to be slow.
    static auto const hash = api::hash_password(password);
    auto const db = data->open();
    for (auto const& [username, who] : people_) {
        ask(entries, "accounts", "open_account", {{"username", username}, {"person", who}}, admin);
        db->put_credential("vv", username, hash);
    }
}

std::unique_ptr<client> community::signed_in(std::string const& username) {
    auto c = std::make_unique<client>(port_);
    if (!tokens_.contains(username)) {
        auto const got = c->post(at + "/sessions", {{"username", username}, {"password", password}});
        REQUIRE(got.status == 201);
        tokens_[username] = got.content()["token"];
    }
    c->token = tokens_[username];
    return c;
}

} // namespace saksgang::test
