#include "api/cookies.hpp"
#include "api/routes/routes.hpp"
#include "api/routes/sent.hpp"
#include "api/showing.hpp"
#include "engine/who/accounts.hpp"

namespace saksgang::api::routes {
namespace {

struct begun {
    new_token made;
    instant expires;
    person_view person;
};

// The session of whoever gave the right password, or what is wrong.
std::variant<begun, response> begin_session(reading& r) {
    auto given = sent<credentials>(r);
    if (auto* bad = std::get_if<response>(&given)) return std::move(*bad);
    auto const& [username, password] = std::get<credentials>(given);
    if (username.size() > 100 || password.size() > longest_password)
        return problem(wrong_credentials, r.in.whom());

    auto const now = r.in.with.chance.now();
    attempt const who{r.in.community, username, r.in.http.address};
    if (auto wait = must_wait(r, who)) return *std::move(wait);
    r.load({"accounts", "organisation"});
    auto const person = person_of_account(r.stream("accounts"), username);
    auto const hash =
        r.db.credential(r.in.community, username); // also where it is nobody's: it takes as long
    if (!is_password(person ? hash : std::nullopt, password)) return problem(wrong_credentials, r.in.whom());
    r.in.with.limited.brake.succeeded(who, now);
    auto const made = make_token();
    instant const expires{now.us + session_lifetime_us};
    r.db.put_session(r.in.community, {made.digest, username, *person, expires});
    people_names names;
    names.mention(r, *person);
    names.fetch(r);
    return begun{made, expires, names.view(r, *person)};
}

response signed_out(reading const& r) {
    auto out = no_content();
    if (r.in.http.by_cookie)
        out.headers.emplace_back("Set-Cookie", no_session_cookie(r.in.community, r.in.http.secure));
    return out;
}

} // namespace

result<response> sign_in(reading& r) {
    auto got = begin_session(r);
    if (auto* no = std::get_if<response>(&got)) return std::move(*no);
    auto const& [made, expires, person] = std::get<begun>(got);
    auto out = json_response(show(session_view{made.token, rfc3339(expires), person}), 201);
    out.secret = true;
    return out;
}

// Only for our own pages: else a page elsewhere could sign somebody in as somebody else.
result<response> sign_in_with_cookie(reading& r) {
    if (!is_from_own_pages(r.in.http)) return problem(not_from_here, r.in.whom());
    auto got = begin_session(r);
    if (auto* no = std::get_if<response>(&got)) return std::move(*no);
    auto const& [made, expires, person] = std::get<begun>(got);
    auto out = json_response(show(browser_session_view{rfc3339(expires), person}), 201);
    out.headers.emplace_back("Set-Cookie", session_cookie(r.in.community, made.token, r.in.http.secure));
    out.secret = true;
    return out;
}

result<response> list_sessions(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    own_session_list all;
    for (auto const& s : r.db.sessions_of(r.in.community, r.account))
        if (r.here().now < s.expires)
            all.items.push_back({rfc3339({s.expires.us - session_lifetime_us}), rfc3339(s.expires),
                                 s.token == r.in.http.session});
    return json_response(show(all));
}

result<response> sign_out(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    r.db.end_session(r.in.community, r.in.http.session);
    r.in.with.admitted.remove(r.in.community, r.in.http.session);
    return signed_out(r);
}

result<response> sign_out_everywhere(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    r.end_sessions_of(r.account);
    return signed_out(r);
}

} // namespace saksgang::api::routes
