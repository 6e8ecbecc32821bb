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

} // namespace saksgang::api::routes
