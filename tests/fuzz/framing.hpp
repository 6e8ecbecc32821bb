// Where one request ends and the next begins, read a second time and independently of the server; and the answers that
// came.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace saksgang::fuzz {

// The methods of the requests that the bytes hold, at most: of one whose end is not certain, nothing follows.
std::vector<std::string> methods_in(std::string_view bytes);

struct reply {
    int status = 0;
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
    std::string header(std::string const& name) const {
        auto const found = headers.find(name);
        return found == headers.end() ? std::string() : found->second;
    }
};
// Final ones, to requests with these methods. Throws `broken` where the bytes are not answers, one after the other.
std::vector<reply> replies_in(std::string_view bytes, std::vector<std::string> const& methods);

} // namespace saksgang::fuzz
