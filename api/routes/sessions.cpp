#include "api/routes/routes.hpp"
#include "api/showing.hpp"

namespace saksgang::api::routes {
namespace {

template <class T>
std::variant<T, response> body_of(reading const& r) {
    if (!is_json(r.in.http.headers.content_type)) return problem(wrong_media_type, r.in.whom());
    json body;
    try {
        body = parse_json(r.in.http.body, most_items);
    } catch (malformed_json const& error) {
        return problem(error, r.in.whom());
    }
    field_errors errors;
    auto value = read<T>(body, errors);
    if (!value) return problem(bad_payload(std::move(errors)), r.in.whom());
    return *std::move(value);
}

// The person of an account that is in use.
std::optional<std::string> person_of(state const& accounts, std::string const& username) {
    auto const found = accounts.data->find("account/" + username);
    if (found == accounts.data->end() || !found->value("enabled", false)) return {};
    return found->value("person", "");
}

} // namespace

result<response> sign_in(reading& r) {
    auto given = body_of<credentials>(r);
    if (auto* bad = std::get_if<response>(&given)) return std::move(*bad);
    auto const& [username, password] = std::get<credentials>(given);
    if (username.size() > 100 || password.size() > longest_password)
        return problem(wrong_credentials, r.in.whom());

    auto const now = r.in.with.chance.now();
    auto& delays = r.in.with.delays;
    auto const who = r.in.community + " " + username + " " + r.in.http.address;
    if (auto const wait = delays.wait_s(who, now)) {
        auto out = problem(too_many_attempts, r.in.whom());
        out.headers.emplace_back("Retry-After", std::to_string(wait));
        return out;
    }
    r.load({"accounts", "organisation"});
    auto const person = person_of(r.stream("accounts"), username);
    auto const hash = person ? r.db.credential(r.in.community, username) : std::nullopt;
    if (!is_password(hash, password)) {
        delays.failed(who, now);
        return problem(wrong_credentials, r.in.whom());
    }
    delays.succeeded(who);
    auto const made = make_token();
    instant const expires{now.us + session_lifetime_us};
    r.db.put_session(r.in.community, {made.digest, username, *person, expires});
    people_names names;
    names.mention(r, *person);
    names.fetch(r);
    return json_response(show(session_view{made.token, rfc3339(expires), names.view(r, *person)}), 201);
}

result<response> sign_out(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    r.db.end_session(r.in.community, r.in.http.session);
    r.in.with.admitted.remove(r.in.community, r.in.http.session);
    return no_content();
}

// By the account itself or an administrator. Passwords are not entries: only their argon2id hashes are stored.
result<response> set_password(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto given = body_of<new_password>(r);
    if (auto* bad = std::get_if<response>(&given)) return std::move(*bad);
    auto const& password = std::get<new_password>(given).password;
    if (password.size() < shortest_password)
        return bad_payload({{"/password", "too_short", std::to_string(shortest_password)}});
    if (password.size() > longest_password)
        return bad_payload({{"/password", "too_long", std::to_string(longest_password)}});

    auto const& username = r.in.value(0);
    auto const may = r.has(role::administrator);
    if (!r.stream("accounts").data->contains("account/" + username)) return may ? not_found() : no_right();
    if (!may && r.account != username) return no_right();
    r.db.put_credential(r.in.community, username, hash_password(password));
    return no_content();
}

} // namespace saksgang::api::routes
