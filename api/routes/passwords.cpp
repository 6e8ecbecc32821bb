#include "api/routes/routes.hpp"
#include "api/routes/sent.hpp"
#include "api/showing.hpp"
#include "engine/who/accounts.hpp"

namespace saksgang::api::routes {
namespace {

known_rule const others_password{"others_password",
                                 {"Passordet setter den som har kontoen. Gi en lenke til nytt passord.",
                                  "Passordet set den som har kontoen. Gje ei lenkje til nytt passord.",
                                  "Whoever has the account sets its password. Issue a link to a new one."},
                                 {},
                                 refusal_kind::not_entitled};
known_rule const wrong_old_password{
    "wrong_old_password",
    {"Det gamle passordet er feil.", "Det gamle passordet er feil.", "The old password is wrong."},
    {},
    refusal_kind::not_entitled};

result<void> is_long_enough(std::string const& password) {
    if (password.size() < shortest_password)
        return bad_payload({{"/password", "too_short", std::to_string(shortest_password)}});
    if (password.size() > longest_password)
        return bad_payload({{"/password", "too_long", std::to_string(longest_password)}});
    return {};
}

command to_passwords(reading const& r, std::string name, json payload) {
    return command{.community = r.in.community,
                   .stream = "passwords",
                   .name = std::move(name),
                   .payload = std::move(payload)};
}

// Nothing: it is done.
std::optional<result<response>> refused(reading& r, command c) {
    auto const got = r.in.with.entries.execute(std::move(c));
    if (auto const* no = std::get_if<refusal>(&got)) return *no;
    if (auto const* later = std::get_if<unavailable>(&got)) return problem(*later, r.in.whom());
    return {};
}

} // namespace

// By whoever has the account, with the old one; it ends their other sessions. Passwords are not entries: only their
// argon2id hashes are stored, and an entry says that there is another.
result<response> set_password(reading& r) {
    if (!r.signed_in()) return not_signed_in();
    auto given = sent<new_password>(r);
    if (auto* bad = std::get_if<response>(&given)) return std::move(*bad);
    auto const& [old_password, password] = std::get<new_password>(given);
    if (auto const fine = is_long_enough(password); !fine) return fine.error();

    auto const& username = r.in.value(0);
    if (r.account != username) {
        if (!r.has(role::administrator)) return no_right();
        if (!r.stream("accounts").data->contains("account/" + username)) return not_found();
        return others_password();
    }
    attempt const who{r.in.community, username, r.in.http.address};
    if (auto wait = must_wait(r, who)) return *std::move(wait);
    if (!is_password(r.db.credential(r.in.community, username), old_password)) return wrong_old_password();
    r.in.with.limited.brake.succeeded(who, r.here().now);
    auto c = to_passwords(r, "change_password", {{"username", username}});
    c.session = r.in.http.session;
    if (auto no = refused(r, std::move(c))) return *std::move(no);
    r.db.put_credential(r.in.community, username, hash_password(password));
    r.end_other_sessions();
    return no_content();
}

// The token is in this answer and nowhere else; behind # in the address, so that no server's log has it.
result<response> issue_password_link(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    if (!r.has(role::administrator)) return no_right();
    if (!could_be_there(r.in)) return not_found();
    auto const& username = r.in.value(0);
    auto const made = make_token();
    auto const now = r.here().now;
    auto c = to_passwords(r, "issue_password_link", {{"username", username}, {"digest", made.digest}});
    c.session = r.in.http.session;
    if (auto no = refused(r, std::move(c))) return *std::move(no);
    password_link link{.username = username,
                       .token = made.token,
                       .address = "/" + r.in.community + "/passord#" + made.token,
                       .expires = rfc3339({now.us + password_link_lifetime_us})};
    auto out = json_response(show(link), 201);
    out.secret = true;
    return out;
}

// By whoever has the link, who is not signed in. The entry comes first: a link is used at most once.
result<response> use_password_link(reading& r) {
    auto given = sent<password_by_link>(r);
    if (auto* bad = std::get_if<response>(&given)) return std::move(*bad);
    auto const& [token, password] = std::get<password_by_link>(given);
    attempt const who{r.in.community, {}, r.in.http.address};
    if (auto const fine = is_long_enough(password); !fine) return fine.error();
    if (auto wait = must_wait(r, who)) return *std::move(wait);

    r.load({"accounts", "organisation", "passwords"});
    auto const digest = digest_of_token(token).value_or("");
    auto const now = r.here().now;
    auto const account = account_of_link(r.stream("passwords"), digest, now);
    auto const person = account ? person_of_account(r.stream("accounts"), *account) : std::nullopt;
    auto c =
        to_passwords(r, "use_password_link", {{"username", account.value_or("nobody")}, {"digest", digest}});
    c.person = person.value_or("");
    c.account = account.value_or("");
    if (!person) return link_not_valid();
    if (auto no = refused(r, std::move(c))) return *std::move(no); // somebody else was first
    r.in.with.limited.brake.succeeded(who, now);
    r.db.put_credential(r.in.community, *account, hash_password(password));
    r.end_sessions_of(*account);
    return no_content();
}

} // namespace saksgang::api::routes
