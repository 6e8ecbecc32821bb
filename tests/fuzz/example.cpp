#include "tests/fuzz/example.hpp"

#include <stdexcept>

#include "api/load.hpp"
#include "engine/calendar.hpp"
#include "storage/storage.hpp"

namespace saksgang::fuzz {
namespace {

namespace fs = std::filesystem;

fs::path new_folder() {
    auto name = (fs::temp_directory_path() / "saksgang-fuzz-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    return name;
}

} // namespace

example::example() : folder_(new_folder()) {
    data = open_store("sqlite:" + (folder_ / "example.db").string());
    data->migrate();
    chance.set(start_of_day_in_oslo(*date::parse("2026-11-02")));
    executor entries(*data, rules, chance);
    fs::path const files = fs::path(SAKSGANG_SOURCE_DIR) / "docs/examples/vest-viken";
    auto const no_password = [](auto const&) { return std::string("nobody has this one"); };
    load_community(files, *data, entries, chance, no_password, [](auto const&) {}, {files / "today.json"});
}

example::~example() {
    data.reset();
    fs::remove_all(folder_);
}

} // namespace saksgang::fuzz
