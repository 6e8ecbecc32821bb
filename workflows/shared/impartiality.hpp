// Who is to decide, and may not be impartial: assessed beforehand, for the body to rule on (fvl. §§ 6–8).
#pragma once

#include <set>

#include "workflows/common.hpp"

namespace saksgang {

struct concern { // about a member's impartiality, beyond whom they work for
    id seat;
    recusal_ground ground = recusal_ground::personal;
    std::optional<personal_text> explanation;
};
BOOST_DESCRIBE_STRUCT(concern, (), (seat, ground, explanation))

// Whoever prepares the ground for a decision is disqualified as those who make it are (fvl. § 6 first paragraph, § 10);
// they, or their superior, rule on it (§ 8 first paragraph).
struct concern_about_handler {
    recusal_ground ground = recusal_ground::personal;
    std::optional<personal_text> explanation;
};
BOOST_DESCRIBE_STRUCT(concern_about_handler, (), (ground, explanation))
struct handler_conflict {
    id person;
    recusal_ground ground = recusal_ground::personal;
    std::optional<personal_text> explanation;
    std::optional<bool> disqualified = {};
    std::optional<std::string> hjemmel = {};
    std::optional<personal_text> reasons = {}; // of the ruling
};
BOOST_DESCRIBE_STRUCT(handler_conflict, (), (person, ground, explanation, disqualified, hjemmel, reasons))

struct impartiality_assessed {
    date assessed_on;
    std::vector<id> employed_by_applicant; // seats; whether that disqualifies is the body's setting
    std::vector<concern> concerns;
    std::optional<id> prepared_by = {}; // person
    std::vector<handler_conflict> handler_conflicts = {};
};
BOOST_DESCRIBE_STRUCT(impartiality_assessed, (),
                      (assessed_on, employed_by_applicant, concerns, prepared_by, handler_conflicts))

// As it is registered of the person. To represent a party is not to work for it.
inline bool works_for_one_of(std::set<std::string> const& parties, id const& person, situation const& now) {
    auto const persons = records_of(now.organisation()).persons;
    auto const* found = persons.find(person.value);
    return found && found->party && parties.contains(found->party->value);
}
// Of all who sit in that body today, advisory members too: who works for one of these parties, as it is registered or
// `named` here, and what else is of concern.
inline impartiality_assessed assessed(situation const& now, std::string const& body,
                                      std::set<std::string> const& parties,
                                      std::vector<concern> concerns = {}, std::vector<id> const& named = {}) {
    impartiality_assessed out{.assessed_on = now.today, .concerns = std::move(concerns)};
    auto const works_for_one = [&](seat const& s) {
        auto const* held = holder_on(s, now.today);
        return held && works_for_one_of(parties, held->person, now);
    };
    for (auto const& [name, seat] : seats_on(now.world.at(body_stream(body)), now.today))
        if (works_for_one(seat) || std::ranges::find(named, id{name}) != named.end())
            out.employed_by_applicant.push_back({name});
    return out;
}
// And of the handler.
inline void look_at_handler(impartiality_assessed& found, id const& handler,
                            std::set<std::string> const& parties,
                            std::optional<concern_about_handler> const& about, situation const& now) {
    found.prepared_by = handler;
    if (works_for_one_of(parties, handler, now))
        found.handler_conflicts.push_back({handler, recusal_ground::employer, {}});
    if (about) found.handler_conflicts.push_back({handler, about->ground, about->explanation});
}

// What the assessment found, for the body to rule on before it decides: conflicts of those who sit there, and whom
// whoever sits there works for.
inline std::vector<recusal> to_be_settled(std::optional<impartiality_assessed> const& found,
                                          state const& body, date today) {
    std::vector<recusal> out;
    if (!found) return out;
    for (auto const& c : found->concerns) {
        auto const* s = seat_on(body, c.seat.value, today);
        auto const* held = s ? holder_on(*s, today) : nullptr;
        out.push_back({.seat = c.seat,
                       .person = held ? std::optional(held->person) : std::nullopt,
                       .ground = c.ground,
                       .explanation = c.explanation});
    }
    for (auto const& seat : found->employed_by_applicant) // where the body's rule says so
        out.push_back({.seat = seat, .ground = recusal_ground::employer});
    return out;
}

// Of commands with `concerns` and `employed_by_applicant`, on seats in SSU.
struct seats_are_in_ssu : refuses<"no_such_seat", "En av plassene er ikke i SSU.",
                                  "Ein av plassane er ikkje i SSU.", "One of the seats is not in SSU."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.concerns.front().seat; }
    static verdict holds(Event const& e, view<Data> const& v) {
        auto const& ssu = v.now.world.at(body_stream("ssu"));
        auto const is_there = [&](id const& seat) {
            return seat_on(ssu, seat.value, v.now.today) != nullptr;
        };
        return std::ranges::all_of(e.concerns, is_there, &concern::seat) &&
               (!e.employed_by_applicant || std::ranges::all_of(*e.employed_by_applicant, is_there));
    }
};

// Of data with `impartiality`: another has the case since it was assessed, or whoever has it may be disqualified.
struct handler_is_assessed
    : refuses<"handler_not_assessed", "Saken har fått en annen saksbehandler. Vurder habiliteten på nytt.",
              "Saka har fått ein annan saksbehandlar. Vurder habiliteten på nytt.",
              "The case has another handler. Assess impartiality again.",
              "own:impartiality_is_assessed; fvl. § 10"> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        auto const& found = v.data.impartiality;
        if (!found) return verdict::not_at_issue();
        return !found->prepared_by || v.data.handler.value.empty() || *found->prepared_by == v.data.handler;
    }
};
struct handler_is_impartial
    : refuses<
          "handler_may_be_disqualified",
          "{handler} forbereder saken og kan være inhabil. En annen tar over saken, eller lederen av SSU "
          "avgjør habiliteten.",
          "{handler} førebur saka og kan vere inhabil. Ein annan tek over saka, eller leiaren av SSU "
          "avgjer habiliteten.",
          "{handler} prepares the case and may be disqualified. Another takes over the case, or the leader "
          "of SSU rules on it.",
          "fvl. § 6 første ledd; fvl. § 8 første ledd; fvl. § 10"> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        if (!v.data.impartiality || v.data.impartiality->handler_conflicts.empty())
            return verdict::not_at_issue();
        auto const* rule = rule_on(v.now.world.at(body_stream("ssu")), v.now.today);
        bool const employer_counts = rule && rule->employer_disqualifies;
        for (auto const& c : v.data.impartiality->handler_conflicts)
            if (c.disqualified.value_or(c.ground != recusal_ground::employer || employer_counts))
                return verdict::fails({{"handler", position_of(v.now.organisation(), c.person.value)}});
        return true;
    }
};
struct handler_conflict_waits
    : refuses<"no_handler_conflict", "Det er ikke meldt mulig inhabilitet for saksbehandleren.",
              "Det er ikkje meldt mogleg inhabilitet for saksbehandlaren.",
              "No possible conflict of interest is reported for the case handler."> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return v.data.impartiality && std::ranges::any_of(v.data.impartiality->handler_conflicts,
                                                          [](auto const& c) { return !c.disqualified; });
    }
};
struct rules_on_another
    : refuses<"rules_on_oneself", "Det er overordnede som avgjør dette, ikke saksbehandleren selv.",
              "Det er overordna som avgjer dette, ikkje saksbehandlaren sjølv.",
              "A superior rules on this, not the case handler.", "fvl. § 8 første ledd",
              refusal_kind::not_entitled> {
    template <class Data>
    static verdict holds(view<Data> const& v) {
        return !v.data.impartiality || v.data.impartiality->prepared_by != v.now.person;
    }
};

inline constexpr word_of words_of_impartiality[]{
    {"about_handler",
     {"Mulig inhabilitet hos saksbehandleren", "Mogleg inhabilitet hos saksbehandlaren",
      "Possible conflict of interest of the case handler"}},
    {"assessed_on", {"Vurdert", "Vurdert", "Assessed on"}},
    {"concerns", {"Mulig inhabilitet", "Mogleg inhabilitet", "Possible conflicts of interest"}},
    {"employed_by_applicant",
     {"Arbeider hos en søker", "Arbeider hos ein søkjar", "Employed by an applicant"},
     asked_as::seat},
    {"handler_conflicts",
     {"Saksbehandleren kan være inhabil", "Saksbehandlaren kan vere inhabil",
      "The case handler may be disqualified"}},
    {"prepared_by", {"Forberedt av", "Førebudd av", "Prepared by"}, asked_as::person},
};

} // namespace saksgang
