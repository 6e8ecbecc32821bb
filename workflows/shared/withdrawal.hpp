// Taking a case back: whoever proposed it may until the body has given its mandate; what it gave by unanimity it takes by
// unanimity, and where it does not, the case goes back to where it stood. Of data with `proposed_by`, `withdrawal_proposal` and
// `stood_in`.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

struct withdraw
    : called<"Trekk saken", "Trekk saka", "Withdraw the case", by::case_handler, by::member_of<"ssu">> {
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(withdraw, (), (reason))
struct propose_withdrawal
    : called<"Foreslå for SSU å trekke saken", "Foreslå for SSU å trekkje saka",
             "Propose that SSU withdraw the case", by::case_handler, by::leader_of<"ssu">>,
      put_forward {
    static constexpr bool task = false;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(propose_withdrawal, (put_forward), (reason))

// Until there is a mandate, it is a proposal, and whoever made it may take it back.
struct is_proposer_or_secretariat
    : refuses<"not_the_proposer",
              "Før mandatet er gitt, trekkes saken av den som foreslo den, eller av sekretariatet.",
              "Før mandatet er gjeve, blir saka trekt av den som foreslo henne, eller av sekretariatet.",
              "Before the mandate, the case is withdrawn by whoever proposed it, or by the secretariat.",
              "own:ssu_ends_its_mandate", refusal_kind::not_entitled> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return v.data.proposed_by == v.now.person ||
               has_role_in(v.a_case, v.now.organisation(), v.now.person, role::case_handler, v.now.today);
    }
};
// Where the case stood when its withdrawal was proposed (returning.hpp).
struct before_withdrawal {
    auto const& operator()(auto const& data) const { return data.stood_in; }
};

struct store_withdrawal {
    template <class Data>
    static void run(propose_withdrawal const& e, stepping<Data>& s) {
        s.data.withdrawal_proposal = e.as_version("1");
        s.data.stood_in = s.a_case.name;
    }
};
struct keep_case {
    template <class Data>
    static void run(round_failed const&, stepping<Data>& s) {
        s.data.withdrawal_proposal.reset();
        s.data.stood_in.clear();
    }
};
struct goes_back : actions<goes_on, keep_case> {};

inline constexpr word_of words_of_withdrawal[]{
    {"stood_in",
     {"Steg før forslaget om å trekke saken", "Steg før forslaget om å trekkje saka",
      "Step before the proposal to withdraw"}},
    {"withdrawal_proposal",
     {"Forslag om å trekke saken", "Forslag om å trekkje saka", "Proposal to withdraw"}},
};

} // namespace saksgang
