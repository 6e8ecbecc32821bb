#include "api/cookies.hpp"

#include "api/auth.hpp"
#include "engine/values.hpp"

namespace saksgang::api {
namespace {

constexpr std::string_view own_pages = "saksgang"; // X-Requested-With

// __Host- is taken only with Secure, without Domain and for the path /: hence the community in the name. Without TLS a
// plain name, kept to the community's own path.
std::string name_for(std::string const& community, bool secure) {
    return (secure ? "__Host-saksgang-" : "saksgang-") + community;
}

std::string cookie(std::string const& community, std::string const& token, bool secure,
                   std::string const& age_s) {
    return name_for(community, secure) + "=" + token + "; Path=/" + (secure ? "" : community) +
           "; Max-Age=" + age_s + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
}

// The first of that name.
std::string_view value_in(std::string_view cookies, std::string_view name) {
    while (!cookies.empty()) {
        auto const end = std::min(cookies.find(';'), cookies.size());
        auto one = cookies.substr(0, end);
        cookies.remove_prefix(std::min(end + 1, cookies.size()));
        while (one.starts_with(' ')) one.remove_prefix(1);
        if (one.size() > name.size() && one.starts_with(name) && one[name.size()] == '=')
            return one.substr(name.size() + 1);
    }
    return {};
}

} // namespace

void identify(request& asked, std::string const& community) {
    asked.session = token_digest(asked.headers.authorization).value_or("");
    if (!asked.headers.authorization.empty() || !is_identifier(community)) return;
    auto const token = value_in(asked.headers.cookie, name_for(community, asked.secure));
    asked.session = digest_of_token(token).value_or("");
    asked.by_cookie = !asked.session.empty();
}

std::string session_cookie(std::string const& community, std::string const& token, bool secure) {
    return cookie(community, token, secure, std::to_string(session_lifetime_us / 1'000'000));
}

std::string no_session_cookie(std::string const& community, bool secure) {
    return cookie(community, "", secure, "0");
}

// Where a proxy does not say that it speaks TLS, an origin of either scheme may be its.
bool is_from_own_pages(request const& asked) {
    auto const& h = asked.headers;
    if (h.requested_with != own_pages) return false;
    auto const host = asked.forwarded_host.empty() ? h.host : std::string_view(asked.forwarded_host);
    auto const is = [&](std::string_view scheme) {
        return h.origin.starts_with(scheme) && h.origin.substr(scheme.size()) == host;
    };
    return !host.empty() && (is("https://") || (!asked.secure && is("http://")));
}

} // namespace saksgang::api
