#include "api/people.hpp"
#include "api/routes/routes.hpp"

namespace saksgang::api::routes {

result<response> me(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    people_names names;
    names.mention(r, r.person);
    names.fetch(r);
    return json_response(show(me_view{r.account, names.view(r, r.person), roles_held(r, r.person),
                                      seats_held(r, r.person), spoken_for(r, r.person), r.at.position}));
}

// To anyone: whoever signs in sees where.
result<response> show_community(reading& r) {
    r.load({"organisation"});
    auto const& data = *r.organisation().data;
    auto const named = data.find("community");
    community_view v{.id = r.in.community, .name = r.in.community};
    if (named != data.end()) v.name = std::string(restore<names>(*named).in(r.in.lang));
    return json_response(show(v));
}

} // namespace saksgang::api::routes
