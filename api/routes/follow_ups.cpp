#include "api/follow_ups.hpp"

#include <algorithm>

#include "api/routes/routes.hpp"
#include "api/showing.hpp"

namespace saksgang::api {

std::vector<follow_up_view> show_follow_ups(reading& r, std::span<state const> bodies,
                                            hidden_cases& meetings) {
    std::vector<follow_up_view> shown;
    people_names names;
    for (auto const& body : bodies)
        for (auto const& [number, point] : follow_ups_of(body)) names.mention(r, point.responsible.value);
    names.fetch(r);
    for (auto const& body : bodies)
        for (auto const& [number, point] : follow_ups_of(body))
            if (!point.a_case || !meetings.is_hidden(point.a_case->value))
                shown.push_back(
                    {point, number, names.view(r, point.responsible.value), id{id_in(body.stream)}});
    std::ranges::stable_sort(shown, {}, &follow_up_view::settle_by);
    return shown;
}

} // namespace saksgang::api

namespace saksgang::api::routes {

result<response> list_follow_ups(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    hidden_cases meetings(r);
    auto out = json_response(show(follow_up_list{show_follow_ups(r, r.streams("body/"), meetings)}));
    out.first = access_entry(r, meetings.logged());
    return out;
}

} // namespace saksgang::api::routes
