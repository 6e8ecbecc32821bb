// Vest-Viken behind a real server on a free port, in this process: what is prepared through the kernel is asked for over
// HTTP. Nobody signs in with a password, which takes its time: sessions are put beside the door.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <thread>

#include "api/serve.hpp"
#include "tests/api/client.hpp"
#include "tests/support/town.hpp"

namespace saksgang::test {

class served_town : public town {
  public:
    served_town();
    ~served_town();

    // An account in use for somebody who is found under that name, where there is none.
    void opens_account(std::string const& username);
    // A connection of theirs; of nobody's, where the name is empty. Kept, and the same the next time.
    client& as(std::string const& username);
    std::string address(std::string const& path) const { return "/" + name + "/api/v1" + path; }

  private:
    std::string token_of(std::string const& username);

    api::pages const screens_{std::span<api::page const>()};
    std::map<std::string, std::unique_ptr<client>> clients_;
    std::thread thread_;
    api::server* running_ = nullptr;
};

} // namespace saksgang::test
