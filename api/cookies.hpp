// Sessions of browsers. The token is in a cookie that no script can read, one for each community. A browser sends it
// whoever made it ask, so what changes something must show that our own pages asked: a header that a page elsewhere can't
// set, and an origin that is this server's.
#pragma once

#include <string>

#include "api/http.hpp"

namespace saksgang::api {

// Who asks: the token in `Authorization`, or else that in the community's cookie.
void identify(request&, std::string const& community);

// Set-Cookie. `secure`: over TLS, and then under a name that a browser takes only so.
std::string session_cookie(std::string const& community, std::string const& token, bool secure);
std::string no_session_cookie(std::string const& community, bool secure);

bool is_from_own_pages(request const&);

} // namespace saksgang::api
