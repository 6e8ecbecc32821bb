#include <charconv>

#include "api/feed.hpp"
#include "api/routes/routes.hpp"

namespace saksgang::api::routes {
namespace {

// The position that the caller has heard of; none: it begins now.
result<std::optional<std::int64_t>> heard_of(reading const& r, response& bad) {
    auto const text = r.in.http.headers.last_event_id;
    if (text.empty()) {
        if (!r.in.query("after")) return std::optional<std::int64_t>{};
        auto const after = number_in_query(r.in, "after", 0, 0, largest_integer);
        if (!after) return after.error();
        return std::optional(*after);
    }
    std::int64_t position = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
    if (error != std::errc{} || end != text.data() + text.size() || position < 0)
        bad = problem(bad_header, r.in.whom(), {{"header", "Last-Event-ID"}});
    return std::optional(position);
}

} // namespace

result<response> send_events(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    response bad{.status = 0};
    auto const after = heard_of(r, bad);
    if (!after) return after.error();
    if (bad.status != 0) return bad;
    response out{.media_type = "text/event-stream"};
    out.events = r.in.with.happening.listen({r.in.community, r.in.http.session, r.account, r.person, *after});
    if (!out.events) return come_back(too_many_listeners, r.in.whom(), 30);
    out.headers.emplace_back("X-Accel-Buffering", "no"); // nginx would keep them
    return out;
}

} // namespace saksgang::api::routes
