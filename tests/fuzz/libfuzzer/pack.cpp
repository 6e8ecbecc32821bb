// pack FOLDER FILE, unpack FILE FOLDER: between the files that libFuzzer works on, one an input, and a corpus that is
// checked in.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

#include "tests/fuzz/corpus.hpp"

namespace {

namespace fs = std::filesystem;
using namespace saksgang::fuzz;

// Shortest first, so that what is added later changes few lines.
void pack(fs::path const& folder, fs::path const& file) {
    std::vector<std::string> lines;
    for (auto const& input : fs::directory_iterator(folder)) lines.push_back(packed(read_file(input.path())));
    std::ranges::sort(lines, [](auto const& a, auto const& b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    std::ofstream out(file, std::ios::binary);
    for (auto const& line : lines) out << line << '\n';
}

void unpack(fs::path const& file, fs::path const& folder) {
    fs::create_directories(folder);
    std::size_t n = 0;
    for (auto const& input : corpus_in(file))
        std::ofstream(folder / ("line-" + std::to_string(++n)), std::ios::binary) << input;
}

} // namespace

int main(int count, char** words) {
    if (count == 4 && std::string(words[1]) == "pack") return pack(words[2], words[3]), 0;
    if (count == 4 && std::string(words[1]) == "unpack") return unpack(words[2], words[3]), 0;
    std::fputs("pack FOLDER FILE | unpack FILE FOLDER\n", stderr);
    return 2;
}
