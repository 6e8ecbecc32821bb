// Whole files, read and written.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace saksgang::api {

std::optional<std::string> contents_of(std::filesystem::path const&); // none: it can't be read
// Throws std::runtime_error where it can't be written.
void put_file(std::filesystem::path const&, std::string_view bytes);

} // namespace saksgang::api
