#include "api/log.hpp"

#include <fmt/chrono.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <stdexcept>

#include "engine/json.hpp"

namespace saksgang::api {
namespace {

constexpr std::size_t written_at =
    32 * 1024; // bytes: a system call for each line would cost more than the request

// stderr, but gathered. Warnings go out at once, everything else within the flushing interval.
class gathered_stderr final : public spdlog::sinks::base_sink<std::mutex> {
  protected:
    void sink_it_(spdlog::details::log_msg const& message) override {
        held_.append(message.payload.data(), message.payload.size());
        held_ += '\n';
        if (held_.size() >= written_at) flush_();
    }
    void flush_() override {
        for (std::string_view rest = held_; !rest.empty();) {
            auto const n = ::write(STDERR_FILENO, rest.data(), rest.size());
            if (n <= 0) break; // nobody listens any more
            rest.remove_prefix(static_cast<std::size_t>(n));
        }
        held_.clear();
    }

  private:
    std::string held_;
};

std::string time_now() {
    auto const now =
        std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    auto const ms = now.time_since_epoch().count();
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(static_cast<std::time_t>(ms / 1000)),
                       ms % 1000);
}

std::string quoted(std::string_view text) {
    return json(std::string(text)).dump(-1, ' ', true, json::error_handler_t::replace);
}

void log_line(spdlog::level::level_enum level, std::string_view event, std::string_view detail,
              std::string_view request_id) {
    if (!spdlog::should_log(level)) return;
    auto line = fmt::format(R"({{"time":"{}","level":"{}","event":"{}")", time_now(),
                            fmt::string_view(spdlog::level::to_string_view(level).data()), event);
    if (!request_id.empty()) line += ",\"request_id\":" + quoted(request_id);
    if (!detail.empty()) line += ",\"detail\":" + quoted(detail);
    spdlog::log(level, "{}}}", line);
}

} // namespace

void start_log(std::string const& level) {
    auto const wanted = spdlog::level::from_str(level == "warn" ? "warning" : level);
    if (wanted == spdlog::level::off && level != "off")
        throw std::invalid_argument("no such log level: " + level);
    auto logger = std::make_shared<spdlog::logger>("saksgang", std::make_shared<gathered_stderr>());
    logger->set_level(wanted);
    logger->flush_on(spdlog::level::warn);
    spdlog::set_default_logger(std::move(logger));
    spdlog::flush_every(std::chrono::seconds(1));
}

void flush_log() { spdlog::default_logger()->flush(); }

void log_request(std::string_view request_id, std::string_view method, std::string_view route, int status,
                 std::int64_t us, std::size_t bytes) {
    if (!spdlog::should_log(spdlog::level::info)) return;
    spdlog::info(
        R"({{"time":"{}","level":"info","event":"request","request_id":"{}","method":"{}","route":"{}","status":{},"ms":{:.2f},"bytes":{}}})",
        time_now(), request_id, method, route, status, static_cast<double>(us) / 1000, bytes);
}

void log_event(std::string_view event, std::string_view detail) {
    log_line(spdlog::level::info, event, detail, {});
}
void log_warning(std::string_view event, std::string_view detail, std::string_view request_id) {
    log_line(spdlog::level::warn, event, detail, request_id);
}
void log_error(std::string_view event, std::string_view detail, std::string_view request_id) {
    log_line(spdlog::level::err, event, detail, request_id);
}

} // namespace saksgang::api
