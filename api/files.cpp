#include "api/files.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace saksgang::api {

std::optional<std::string> contents_of(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return {};
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

void put_file(std::filesystem::path const& path, std::string_view bytes) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << bytes;
    if (!out.flush()) throw std::runtime_error(path.string() + " can't be written");
}

} // namespace saksgang::api
