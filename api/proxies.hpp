// Whom a request comes from, where proxies stand in between. Each adds, at the right end of X-Forwarded-For, the address
// that it was asked from; what stands further to the left is another's word. So the list is read from the right, as far
// as those who wrote it are trusted.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace saksgang::api {

class trusted_proxies {
  public:
    // "": nobody. "2": that many, whatever their addresses: then nobody else may reach the port. "10.0.0.1,10.0.0.2":
    // those with these addresses. Throws std::invalid_argument.
    explicit trusted_proxies(std::string_view described);

    // Whether this one, who is connected, may say whom it speaks for.
    bool believes(std::string_view peer) const;
    // Where the request began. `forwarded_for`: all lines of that name, as one list.
    std::string client_of(std::string const& peer, std::string_view forwarded_for) const;

  private:
    std::size_t hops_ = 0;
    std::set<std::string, std::less<>> addresses_;
};

// What is counted as one place: an address, or of IPv6 the network of 64 bits that a subscriber has to choose from.
std::string place_of(std::string const& address);

} // namespace saksgang::api
