// What each of several applicants says for itself: through whoever represents it here, or in writing to the secretariat,
// which registers it. Of commands that derive from `for_applicant`.
#pragma once

#include "workflows/shared/joint_application.hpp"

namespace saksgang {

struct said_in_writing {
    std::string said_by; // position
    date said_on;
    saksgang::document document;
};
BOOST_DESCRIBE_STRUCT(said_in_writing, (), (said_by, said_on, document))

struct for_applicant {
    id party;
    std::optional<said_in_writing> in_writing; // of what the secretariat registers

    date stated_on(date today) const { return in_writing ? in_writing->said_on : today; }
};
BOOST_DESCRIBE_STRUCT(for_applicant, (), (party, in_writing))

struct word_given { // by one applicant
    date stated_on;
    std::string reason;
    std::optional<said_in_writing> in_writing = {};
};
BOOST_DESCRIBE_STRUCT(word_given, (), (stated_on, reason, in_writing))

template <class Event>
word_given word_of_applicant(Event const& e, date today) {
    return {e.stated_on(today), e.reason, e.in_writing};
}

// ---------------------------------------------------------------------------------------------------- guards

struct is_an_applicant
    : refuses<"not_an_applicant", "{party} er ikke blant søkerne.", "{party} er ikkje blant søkjarane.",
              "{party} is not among the applicants."> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.party.value; }
    static verdict holds(Event const& e, view<Data> const& v) { return among(e.party, v); }
    template <class Event, class Data>
    requires requires(Event const& e) { e.recipient.value; }
    static verdict holds(Event const& e, view<Data> const& v) { return among(e.recipient, v); }

  private:
    template <class Data>
    static verdict among(id const& party, view<Data> const& v) {
        return {parties_of(v.data).contains(party.value),
                {{"party", name_of_party(v.now.organisation(), party.value)}}};
    }
};
struct speaks_for_party : refuses<"another_party", "Du kan ikke gjøre dette på vegne av {party}.",
                                  "Du kan ikkje gjere dette på vegner av {party}.",
                                  "You can't do this on behalf of {party}.", "", refusal_kind::not_entitled> {
    template <class Event, class Data>
    requires requires(Event const& e) { e.party.value; }
    static verdict holds(Event const& e, view<Data> const& v) {
        return {may_write_for(v, {e.party.value}),
                {{"party", name_of_party(v.now.organisation(), e.party.value)}}};
    }
};
// The secretariat says nothing for an applicant that it has not from them.
struct is_said_by_applicant
    : refuses<"not_said_by_applicant",
              "Skriv hvem som har sagt dette for {party}, og når, og legg ved dokumentet.",
              "Skriv kven som har sagt dette for {party}, og når, og legg ved dokumentet.",
              "State who said this for {party}, and when, and attach the document.",
              "own:applicants_speak_for_themselves"> {
    template <class Event, class Data>
    requires std::derived_from<Event, for_applicant>
    static verdict holds(Event const& e, view<Data> const& v) {
        return {e.in_writing || represents(v.now.organisation(), v.now.person, e.party, v.now.today),
                {{"party", name_of_party(v.now.organisation(), e.party.value)}}};
    }
};
struct is_said_already : refuses<"said_after_today", "{day} har ikke vært ennå.",
                                 "{day} har ikkje vore enno.", "{day} is still to come."> {
    template <class Event, class Data>
    requires std::derived_from<Event, for_applicant>
    static verdict holds(Event const& e, view<Data> const& v) {
        auto const day = e.stated_on(v.now.today);
        return {day <= v.now.today, {{"day", day.in_numbers()}}};
    }
};
// Of those who have said it, or those who have yet to, as the case's data have them.
template <auto Field, literal... Refusal>
struct has_yet_to_say : refuses<Refusal...> {
    template <class Event, class Data>
    requires std::derived_from<Event, for_applicant>
    static verdict holds(Event const& e, view<Data> const& v) {
        return {has_yet(e.party, v.data.*Field),
                {{"party", name_of_party(v.now.organisation(), e.party.value)}}};
    }

  private:
    template <class Said>
    static bool has_yet(id const& party, std::map<std::string, Said> const& have_said) {
        return !have_said.contains(party.value);
    }
    static bool has_yet(id const& party, std::vector<id> const& have_yet) {
        return std::ranges::find(have_yet, party) != have_yet.end();
    }
};
struct applicant_says_so : guards<is_an_applicant, speaks_for_party, is_said_by_applicant, is_said_already> {
};

inline constexpr word_of words_of_each_applicant[]{
    {"in_writing", {"Skriftlig fra søkeren", "Skriftleg frå søkjaren", "In writing from the applicant"}},
    {"said_by", {"Hvem som sa det", "Kven som sa det", "Who said so"}},
    {"said_on", {"Når det ble sagt", "Når det vart sagt", "When it was said"}},
    {"stated_on", {"Sagt fra", "Sagt frå", "Stated on"}},
};

} // namespace saksgang
