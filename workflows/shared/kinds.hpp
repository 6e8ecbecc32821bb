// The kinds that the data of this field name: of parties, bodies, seats; sides, roles, organs.
#pragma once

#include <array>

#include "engine/round/round.hpp"
#include "engine/who/organisation.hpp"
#include "workflows/shared/words.hpp"

namespace saksgang {

namespace party_kinds {
inline constexpr party_kind municipality{{"municipality"}}, trust{{"trust"}};
}
namespace body_kinds {
inline constexpr body_kind partnership_meeting{{"partnership_meeting"}}, strategic{{"strategic"}},
    local{{"local"}}, professional{{"professional"}}, secretariat{{"secretariat"}},
    cooperation{{"cooperation"}}, user_council{{"user_council"}};
}
namespace seat_kinds {
inline constexpr seat_kind municipality{{"municipality"}}, trust{{"trust"}}, user{{"user"}}, gp{{"gp"}},
    employee{{"employee"}}, observer{{"observer"}};
}
// What must agree in SSU and LSU: two sides.
namespace sides {
inline constexpr side municipalities{{"municipalities"}}, trust{{"trust"}};
}
namespace roles {
inline constexpr role finance{{"finance"}};
}
namespace organs {
inline constexpr organ kommunestyre{{"kommunestyre"}}, formannskap{{"formannskap"}}, styre{{"styre"}},
    administration{{"administration"}};
}
namespace recipient_kinds {
inline constexpr recipient_kind gp_representatives{{"gp_representatives"}},
    employee_representatives{{"employee_representatives"}}, user_organisation{{"user_organisation"}},
    council{{"council"}}, other{{"other"}};
}

namespace by {
inline constexpr who finance = role(roles::finance);
}

namespace kinds_detail {

template <class C>
bool give(std::initializer_list<C> all) {
    std::vector<std::string_view> names;
    for (auto const& each : all) names.push_back(each.name);
    give_choices(C::list, names);
    return true;
}

// Before anything is read, in whichever program this is linked into: the kinds in the order of a form, and the words for
// them.
inline bool const given =
    (say(shared_words()), true) && give({party_kinds::municipality, party_kinds::trust}) &&
    give({body_kinds::partnership_meeting, body_kinds::strategic, body_kinds::local, body_kinds::professional,
          body_kinds::secretariat, body_kinds::cooperation, body_kinds::user_council}) &&
    give({seat_kinds::municipality, seat_kinds::trust, seat_kinds::user, seat_kinds::gp, seat_kinds::employee,
          seat_kinds::observer}) &&
    give({sides::municipalities, sides::trust, side::advisory}) &&
    give({role::case_handler, role::registrar, roles::finance, role::party_representative, role::auditor,
          role::administrator}) &&
    give({organs::kommunestyre, organs::formannskap, organs::styre, organs::administration}) &&
    give({recipient_kind::party, recipient_kind::body, recipient_kinds::gp_representatives,
          recipient_kinds::employee_representatives, recipient_kinds::user_organisation,
          recipient_kinds::council, recipient_kinds::other});

} // namespace kinds_detail

// The party that is the trust; "" where none is registered.
std::string trust_of(state const& organisation);

} // namespace saksgang
