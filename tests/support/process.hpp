// What runs beside the test: a child process, the program itself, a folder for a while, and an address loaded
// with the example.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace saksgang::test {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

fs::path source_folder();

class temporary_folder {
  public:
    temporary_folder();
    ~temporary_folder();
    temporary_folder(temporary_folder const&) = delete;
    fs::path path;
};

// The one that was built together with this test: a copy, so that building again meanwhile disturbs nobody.
fs::path const& program();

std::string contents(fs::path const& file);

// A child. Its output goes to a file. It dies with the thread that started it, so that no test leaves one behind.
class process {
  public:
    process(std::vector<std::string> arguments, fs::path const& output);
    ~process();
    process(process const&) = delete;

    pid_t pid() const { return pid_; }
    void send(int signal) const;
    bool running() { return !wait(0ms); }
    // The exit code, or 128 + the signal that ended it; nothing when it still runs after that time.
    std::optional<int> wait(std::chrono::milliseconds limit);

  private:
    pid_t pid_ = -1;
    std::optional<int> code_;
};

// Runs the program to its end; what it printed. Throws when it failed, unless the exit code is asked for.
std::string run_program(std::vector<std::string> arguments, int* exit_code = nullptr);

inline constexpr auto day_of_loading = "2025-01-02";

void write_clock(fs::path const& file, std::string const& time);

void migrate_and_load(std::string const& url);

} // namespace saksgang::test
