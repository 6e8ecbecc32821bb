#include "tests/api/served_town.hpp"

#include <future>

#include "api/auth.hpp"
#include "api/log.hpp"
#include "engine/who/accounts.hpp"

namespace saksgang::test {

served_town::served_town() {
    api::start_log("off");
    auto const ready =
        std::make_shared<std::promise<api::server*>>(); // outlives whichever thread is last at it
    auto told = ready->get_future();
    thread_ = std::thread([this, ready] {
        api::serve(*data, rules, chance, screens_, {.port = 0, .limited = {.rates = false}},
                   [&](api::server& s) { ready->set_value(&s); });
    });
    running_ = told.get();
}

served_town::~served_town() {
    clients_.clear();
    running_->stop();
    thread_.join();
}

void served_town::opens_account(std::string const& username) {
    auto const accounts = state_of("accounts");
    if (!person_of_account(accounts, username))
        does("admin", "accounts", "open_account", {{"username", username}, {"person", people.at(username)}});
}

client& served_town::as(std::string const& username) {
    auto& kept = clients_[username];
    if (!kept ||
        username.empty()) { // to who is not signed in the server closes, since it has not read the body
        kept = std::make_unique<client>(running_->port());
        if (!username.empty()) kept->token = token_of(username);
    }
    return *kept;
}

std::string served_town::token_of(std::string const& username) {
    auto const made = api::make_token();
    session->put_session(
        name, {made.digest, username, people.at(username), {chance.now().us + api::session_lifetime_us}});
    return made.token;
}

} // namespace saksgang::test
