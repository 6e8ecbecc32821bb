// The log: one JSON object a line on stderr. No tokens, names, queries or payloads ever stand in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace saksgang::api {

// trace, debug, info, warn, error, off. Throws std::invalid_argument for another word.
void start_log(std::string const& level);
void flush_log();

void log_request(std::string_view request_id, std::string_view method, std::string_view route, int status,
                 std::int64_t us, std::size_t bytes);
void log_event(std::string_view event, std::string_view detail = {}); // info
void log_warning(std::string_view event, std::string_view detail, std::string_view request_id = {});
void log_error(std::string_view event, std::string_view detail, std::string_view request_id = {});

} // namespace saksgang::api
