// A small community behind a real server on a free port, in a database of its own that goes away with it.
//   admin     founded it: administrator and registrar
//   kari      case handler
//   per       no role
//   revisor   auditor of everything, for 2024
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "api/serve.hpp"
#include "engine/execute/executor.hpp"
#include "tests/api/client.hpp"

namespace saksgang::test {

// Time stands still unless a test moves it; chance is counted, not drawn.
class fixed_source final : public source {
  public:
    std::atomic<std::int64_t> us{1'717'752'600'000'000}; // 2024-06-07T09:30:00Z
    instant now() override { return {us.load()}; }
    std::string new_id(std::string_view stream, std::int64_t seq) override;
    std::string new_nonce(std::string_view stream, std::int64_t seq) override;
    std::string new_salt(std::string_view stream, std::int64_t seq, int n) override;

  private:
    std::atomic<std::uint64_t> drawn_ = 0;
    std::string hex(std::size_t digits);
};

inline std::string const password = "et langt passord";

class community {
  public:
    explicit community(api::server::options = {.port = 0}, std::span<api::page const> = {});
    ~community();

    unsigned short port() const { return port_; }
    std::unique_ptr<client> signed_in(std::string const& username);
    std::string const& person(std::string const& username) const { return people_.at(username); }
    void stop(); // gracefully; returns when the server has left

    fixed_source chance;
    std::unique_ptr<store> data;
    api::server* running = nullptr; // while it runs
    api::pages const screens;

  private:
    void found(kernel const&);
    std::filesystem::path folder_;
    std::map<std::string, std::string> people_, tokens_;
    std::thread thread_;
    unsigned short port_ = 0;
};

inline std::string const at = "/vv/api/v1";

} // namespace saksgang::test
