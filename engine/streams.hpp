// The names of streams: a kind, and after the slash which one. `case/2024-17`, `body/b1`, `numbers/2024`,
// `access/2024-11`; `organisation` and `accounts` are one each. Features have more.
#pragma once

#include <string>
#include <string_view>

namespace saksgang {

inline constexpr std::string_view new_case = "case/new"; // addressed by a command that creates a case

inline bool is_case(std::string_view stream) { return stream.starts_with("case/"); }
// What stands after the slash.
inline std::string id_in(std::string_view stream) { return std::string(stream.substr(stream.find('/') + 1)); }

inline std::string case_stream(std::string_view id) { return "case/" + std::string(id); }
inline std::string body_stream(std::string_view id) { return "body/" + std::string(id); }
inline std::string numbers_stream(int year) { return "numbers/" + std::to_string(year); }

} // namespace saksgang
