// A blocking HTTP client that sends exactly the bytes it is given: what a well-behaved library would never send too.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace saksgang::test {

struct reply {
    int status = 0;                             // 0: the connection was closed instead
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
    nlohmann::json content() const { return nlohmann::json::parse(body); }
};

class client {
  public:
    explicit client(unsigned short port);
    ~client();
    client(client const&) = delete;

    void send(std::string_view bytes);
    // Reads one answer. `of_head`: to a HEAD request, so no body follows.
    reply receive(bool of_head = false);
    bool closed(); // by the server, within a second

    std::string token;                         // sent as Bearer when it is not empty
    std::map<std::string, std::string> always; // headers of every request
    reply get(std::string const& target, std::map<std::string, std::string> headers = {});
    reply post(std::string const& target, nlohmann::json const& body,
               std::map<std::string, std::string> headers = {});
    reply call(std::string const& method, std::string const& target, std::string const& body,
               std::map<std::string, std::string> headers);

  private:
    bool fill(); // more bytes; false at the end
    int socket_;
    std::string held_;
};

} // namespace saksgang::test
