#include "tests/fuzz/corpus.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace saksgang::fuzz {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

char from_hex(std::string_view two) {
    auto const high = digits.find(two.at(0)), low = digits.find(two.at(1));
    if (high == digits.npos || low == digits.npos) throw std::runtime_error("no escape of a corpus");
    return static_cast<char>(high * 16 + low);
}

} // namespace

std::string packed(std::string_view input) {
    std::string line;
    for (char const c : input) {
        auto const code = static_cast<unsigned char>(c);
        if (c == '\\')
            line += "\\\\";
        else if (c == '\n')
            line += "\\n";
        else if (c == '\r')
            line += "\\r";
        else if (code >= 0x20 && code < 0x7f)
            line += c;
        else
            ((line += "\\x") += digits[code / 16]) += digits[code % 16];
    }
    return line;
}

std::string unpacked(std::string_view line) {
    std::string input;
    while (!line.empty()) {
        auto const plain = std::min(line.find('\\'), line.size());
        input += line.substr(0, plain);
        line.remove_prefix(plain);
        if (line.empty()) break;
        auto const kind = line.size() > 1 ? line[1] : ' ';
        if (kind == 'x')
            input += from_hex(line.substr(2));
        else
            input += kind == 'n' ? '\n' : kind == 'r' ? '\r' : '\\';
        line.remove_prefix(kind == 'x' ? 4 : 2);
    }
    return input;
}

std::string read_file(std::filesystem::path const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(path.string() + " can't be read");
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

std::vector<std::string> corpus_in(std::filesystem::path const& file) {
    std::istringstream in(read_file(file));
    std::vector<std::string> all;
    for (std::string line; std::getline(in, line);) all.push_back(unpacked(line));
    return all;
}

} // namespace saksgang::fuzz
