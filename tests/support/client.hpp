// A client that speaks HTTP with a served program.
#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

namespace saksgang::test {

using json = nlohmann::json;

using header_map = std::map<std::string, std::string>;

struct reply {
    int status = 0;     // 0: no answer; `raw` says why
    header_map headers; // names in lower case
    std::string raw;
    json body; // where it is JSON
    std::string code() const;
    std::string detail() const;
};

// One connection, kept alive. A connection that the server has closed meanwhile is opened again, but a
// request that was sent is never sent twice by itself.
class client {
  public:
    explicit client(unsigned short port);
    ~client();
    client(client const&) = delete;

    reply call(std::string const& verb, std::string const& target, std::string const& body = {},
               header_map const& headers = {});
    void close();

  private:
    class connection; // so that Boost is in client.cpp only
    std::unique_ptr<connection> connection_;
};

} // namespace saksgang::test
