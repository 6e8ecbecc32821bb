// The committee that drafts the agreement: who must be in it, and how SSU appoints it. Of data with `committee`.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

BOOST_DEFINE_ENUM_CLASS(committee_member_kind, municipality, trust, user, gp, other)

struct committee_member {
    id person;
    committee_member_kind kind = committee_member_kind::other;
};
BOOST_DESCRIBE_STRUCT(committee_member, (), (person, kind))

struct call_for_nominations
    : called<"Be om forslag til redaksjonskomité", "Be om forslag til redaksjonskomité",
             "Ask for nominations to the committee", by::case_handler> {};
struct nominate_committee : called<"Legg fram redaksjonskomité", "Legg fram redaksjonskomité",
                                   "Put forward the drafting committee", by::case_handler>,
                            put_forward {
    std::vector<committee_member> members;
};
BOOST_DESCRIBE_STRUCT(nominate_committee, (put_forward), (members))

// Of commands with such `members`.
template <committee_member_kind Kind, literal... Refusal>
struct has_member_of_kind : refuses<Refusal...> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.members.front().kind; }
    static verdict holds(Event const& e, view<Data> const&) {
        return std::ranges::find(e.members, Kind, &committee_member::kind) != e.members.end();
    }
};
struct users_in_committee
    : has_member_of_kind<
          committee_member_kind::user, "committee_without_users",
          "Redaksjonskomiteen mangler brukerrepresentant. Pasient- og brukerorganisasjoner skal medvirke i "
          "utarbeidelsen (hol. § 6-1 tredje ledd).",
          "Redaksjonskomiteen manglar brukarrepresentant. Pasient- og brukarorganisasjonar skal medverke i "
          "utarbeidinga (hol. § 6-1 tredje ledd).",
          "The drafting committee lacks a users' representative. Patients' and users' organisations shall "
          "take part in the drafting (hol. § 6-1 third paragraph).",
          "hol. § 6-1 tredje ledd"> {};
struct gps_in_committee
    : has_member_of_kind<
          committee_member_kind::gp, "committee_without_gps",
          "Redaksjonskomiteen mangler fastlegerepresentant. Fastlegeperspektivet skal være med.",
          "Redaksjonskomiteen manglar fastlegerepresentant. Fastlegeperspektivet skal vere med.",
          "The drafting committee lacks a GPs' representative. The GPs' perspective is included.",
          "own:gps_in_committee"> {};
template <committee_member_kind Kind>
struct party_in_committee
    : has_member_of_kind<
          Kind, "committee_without_party",
          "Redaksjonskomiteen må ha medlemmer fra både kommunene og helseforetaket.",
          "Redaksjonskomiteen må ha medlemmer frå både kommunane og helseføretaket.",
          "The drafting committee must have members from both the municipalities and the trust.",
          "own:both_sides_in_committee"> {};
struct both_parties_in_committee : guards<party_in_committee<committee_member_kind::municipality>,
                                          party_in_committee<committee_member_kind::trust>> {};

struct store_nominations {
    template <class Data>
    static void run(nominate_committee const& c, stepping<Data>& s) {
        s.data.committee = c.members, s.data.text = c.as_version("1");
    }
};
struct seat_committee {
    template <class Data>
    static void run(round_carried const&, stepping<Data>& s) {
        auto& group = s.data.participants["drafting_committee"];
        for (auto const& m : s.data.committee)
            group.push_back({m.person, std::string(describe::name_of(m.kind))});
    }
};
struct drop_nominations {
    template <class Data>
    static void run(round_failed const&, stepping<Data>& s) {
        s.data.committee.clear();
    }
};

inline constexpr word_of words_of_committee[]{
    {"committee",
     {"Medlemmer av redaksjonskomiteen", "Medlemmer av redaksjonskomiteen",
      "Members of the drafting committee"}},
    {"drafting_committee", {"Redaksjonskomité", "Redaksjonskomité", "Drafting committee"}},
};

} // namespace saksgang
