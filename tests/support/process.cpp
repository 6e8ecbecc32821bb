#include "tests/support/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace saksgang::test {

fs::path source_folder() {
    char const* given = getenv("SAKSGANG_SOURCE_DIR");
    return given ? fs::path(given) : fs::path(SAKSGANG_SOURCE_DIR);
}

temporary_folder::temporary_folder() {
    auto name = (fs::temp_directory_path() / "sgs-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path = name;
}

temporary_folder::~temporary_folder() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

fs::path const& program() {
    static temporary_folder const place;
    static fs::path const copy = [] {
        char const* given = getenv("SAKSGANG_BINARY");
        auto const beside = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "saksgang";
        fs::copy_file(given                ? fs::path(given)
                      : fs::exists(beside) ? beside
                                           : source_folder() / "build/release/saksgang",
                      place.path / "saksgang");
        return place.path / "saksgang";
    }();
    return copy;
}

std::string contents(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

process::process(std::vector<std::string> arguments, fs::path const& output) {
    std::vector<char*> argv;
    for (auto& a : arguments) argv.push_back(a.data());
    argv.push_back(nullptr);
    int const out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (out < 0) throw std::runtime_error("can't write " + output.string());
    pid_ = fork();
    if (pid_ == 0) { // only what is safe between fork and exec
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(out, STDOUT_FILENO);
        dup2(out, STDERR_FILENO);
        execvp(argv[0], argv.data());
        _exit(127);
    }
    ::close(out);
    if (pid_ < 0) throw std::runtime_error("fork");
}

process::~process() {
    if (running()) {
        send(SIGKILL);
        (void)wait(10s);
    }
}

void process::send(int signal) const {
    if (!code_) ::kill(pid_, signal);
}

std::optional<int> process::wait(std::chrono::milliseconds limit) {
    auto const end = std::chrono::steady_clock::now() + limit;
    while (!code_) {
        int status = 0;
        if (waitpid(pid_, &status, WNOHANG) == pid_)
            code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        else if (std::chrono::steady_clock::now() >= end)
            return {};
        else
            std::this_thread::sleep_for(5ms);
    }
    return code_;
}

std::string run_program(std::vector<std::string> arguments, int* exit_code) {
    temporary_folder const place;
    arguments.insert(arguments.begin(), program().string());
    process child(arguments, place.path / "out");
    auto const code = child.wait(300s);
    auto printed = contents(place.path / "out");
    if (exit_code)
        *exit_code = code.value_or(-1);
    else if (code != 0)
        throw std::runtime_error("saksgang " + arguments[1] + ": exit " + std::to_string(code.value_or(-1)) +
                                 "\n" + printed);
    return printed;
}

void write_clock(fs::path const& file, std::string const& time) {
    auto const next =
        file.string() + ".next"; // the server reads it at any moment: renaming never shows half a time
    std::ofstream(next) << time << '\n';
    fs::rename(next, file);
}

void migrate_and_load(std::string const& url) {
    temporary_folder const place;
    auto const clock = place.path / "clock";
    write_clock(clock, std::string(day_of_loading) + "T08:00:00Z");
    run_program({"migrate", "--database", url});
    run_program({"load", "--database", url, "--clock", clock.string(),
                 (source_folder() / "docs/examples/vest-viken").string()});
}

} // namespace saksgang::test
