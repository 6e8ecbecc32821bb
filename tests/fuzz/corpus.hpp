// The checked-in inputs of a target: a file with one a line, in which a byte that is not printable, and the backslash,
// stands as \n, \r, \\ or \xff. So they are few files, and can be read and compared.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace saksgang::fuzz {

std::string packed(std::string_view input);
std::string unpacked(std::string_view line);

std::string read_file(std::filesystem::path const&);
std::vector<std::string> corpus_in(std::filesystem::path const& file); // unpacked

} // namespace saksgang::fuzz
