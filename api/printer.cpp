#include "api/printer.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "api/asio.hpp"
#include "api/files.hpp"
#include "api/log.hpp"
#include "engine/digest.hpp"
#include "engine/execute/thread_name.hpp"

namespace saksgang::api {
namespace {

namespace fs = std::filesystem;

// Thrown away with all that is in it.
class folder {
  public:
    folder() {
        auto pattern = (fs::temp_directory_path() / "saksgang-paper-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::runtime_error("no folder can be made at " + pattern);
        path_ = pattern;
    }
    ~folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    folder(folder const&) = delete;
    std::string file(char const* name) const { return (path_ / name).string(); }

  private:
    fs::path path_;
};

// Runs it to its end, in that folder, with what it says in the file `said`. Whether it went well.
template <std::size_t N>
bool run(std::array<char const*, N> const& command, folder const& in) {
    auto const home = "HOME=" + in.file(""), said = in.file("said");
    std::string const path = std::string("PATH=") + (getenv("PATH") ? getenv("PATH") : "/usr/bin:/bin");
    std::array const environment{home.c_str(), path.c_str(), "LANG=C.UTF-8",
                                 static_cast<char const*>(nullptr)};
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, said.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_adddup2(&files, 1, 2);
    posix_spawn_file_actions_addclosefrom_np(&files, 3); // connections and databases of ours
    pid_t child = 0;
    auto const failed = posix_spawnp(&child, command.front(), &files, nullptr,
                                     const_cast<char* const*>(command.data()), // they are not written to
                                     const_cast<char* const*>(environment.data()));
    posix_spawn_file_actions_destroy(&files);
    int ended = 0;
    if (failed == 0)
        while (waitpid(child, &ended, 0) < 0 && errno == EINTR) {
        }
    return failed == 0 && WIFEXITED(ended) && WEXITSTATUS(ended) == 0;
}

std::string printed(std::string_view page) {
    folder const here;
    auto const html = here.file("page.html"), pdf = here.file("page.pdf");
    put_file(html, page);
    std::array const command{"prlimit",
                             "--as=2147483648",  // bytes
                             "--fsize=67108864", // bytes
                             "--nofile=64",
                             "timeout",
                             "--kill-after=5",
                             "30", // seconds
                             "weasyprint",
                             "--encoding=utf-8",
                             "--pdf-variant=pdf/ua-1",
                             html.c_str(),
                             pdf.c_str(),
                             static_cast<char const*>(nullptr)};
    bool const went_well = run(command, here);
    auto made = went_well ? contents_of(pdf).value_or("") : std::string();
    if (!made.starts_with("%PDF-"))
        throw std::runtime_error(contents_of(here.file("said")).value_or("").substr(0, 1000));
    return made;
}

} // namespace

std::optional<std::string> kept_prints::find(std::string const& digest) {
    std::lock_guard const lock(mutex_);
    auto const found = std::ranges::find(all_, digest, [](auto const& each) { return each.first; });
    if (found == all_.end()) return {};
    all_.splice(all_.begin(), all_, found);
    return all_.front().second;
}

void kept_prints::keep(std::string const& digest, std::string const& pdf) {
    std::lock_guard const lock(mutex_);
    all_.emplace_front(digest, pdf);
    for (bytes_ += pdf.size(); bytes_ > most_kept_bytes; all_.pop_back()) bytes_ -= all_.back().second.size();
}

void printer::print(std::string page, done tell) {
    boost::asio::post(one_at_a_time_, [this, page = std::move(page), tell = std::move(tell)] {
        name_thread("printer");
        std::optional<std::string> pdf;
        try {
            if (!stopping_) pdf = pdf_of(page);
        } catch (std::exception const& error) {
            log_warning("paper_not_printed", error.what());
        }
        tell(std::move(pdf));
    });
}

std::optional<std::string> printer::pdf_of(std::string const& page) {
    auto const digest = sha256(page);
    auto pdf = kept_.find(digest);
    if (!pdf) kept_.keep(digest, pdf.emplace(printed(page)));
    return pdf;
}

void printer::stop() {
    stopping_ = true;
    one_at_a_time_.join();
}

} // namespace saksgang::api
