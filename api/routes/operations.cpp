#include "api/log.hpp"
#include "api/openapi.hpp"
#include "api/routes/routes.hpp"
#include "api/views.hpp"

namespace saksgang::api::routes {

result<response> live(exchange const&) { return json_response(show(health_view{"alive", {}})); }

// Reached by a chore: looking at the schema is no read of a community.
result<response> ready(reading& r) {
    health_view v{"ready", {}};
    try {
        v.warnings = r.in.with.data.check_ready();
        (void)r.db.communities();
    } catch (store_unavailable const&) {
        throw; // so that this thread opens another session
    } catch (std::exception const& error) {
        log_warning("not_ready", error.what(), r.in.http.id);
        return problem(unavailable{error.what()}, r.in.whom());
    }
    return json_response(show(v));
}

result<response> measured(exchange const& in) {
    auto const& s = in.with;
    return response{.media_type = "text/plain; version=0.0.4; charset=utf-8",
                    .body = s.measured.text(s.entries.metrics(), s.readers.queued(), s.chores.queued(),
                                            s.hashes.queued())};
}

result<response> openapi(exchange const& in) { return response{.body = in.with.openapi.in(in.lang)}; }

} // namespace saksgang::api::routes
