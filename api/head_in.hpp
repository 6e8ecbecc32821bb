// From a head that strict.hpp has let pass to the request that it begins.
#pragma once

#include <string>

#include "api/asio.hpp"
#include "api/http.hpp"
#include "api/proxies.hpp"

namespace saksgang::api {

// The client's id of a request, where it is sane; else a new one.
std::string id_for(std::string_view wanted);

// Its views are of the head, which must outlive it. `peer`: the address that is connected.
request request_from(beast::http::request_header<> const& head, std::string const& peer,
                     trusted_proxies const&);

} // namespace saksgang::api
