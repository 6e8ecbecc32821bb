// From SSU's decision to an award that stands: the letters, the acceptances, and applicants that give it up together.
#pragma once

#include "workflows/grant_application/appealing.hpp"

namespace saksgang::grant_application_workflow {

struct accepted : stage<"Tilsagnet er akseptert", "Tilsegna er akseptert", "Award accepted"> {};

// -------------------------------------------------------------------------------------------------- commands

struct send_award_letter
    : called<"Send tilsagnsbrev", "Send tilsegnsbrev", "Send the award letter", by::finance> {
    document letter;
    std::optional<std::string> appeals_body; // where somebody may complain
};
BOOST_DESCRIBE_STRUCT(send_award_letter, (), (letter, appeals_body))
struct send_rejection_letter
    : called<"Send avslag", "Send avslag", "Send the rejection", by::case_handler, by::finance> {
    document letter;
    std::string reasons;
    std::optional<std::string> appeals_body; // where somebody may complain
};
BOOST_DESCRIBE_STRUCT(send_rejection_letter, (), (letter, reasons, appeals_body))
struct accept_award : called<"Aksepter tilsagnet", "Aksepter tilsegna", "Accept the award",
                             by::party_representative, by::case_handler> {
    id party;
    std::optional<id> unit; // of the trust that gives the award
    saksgang::document document;

    id const& applicant() const { return unit ? *unit : party; }
};
BOOST_DESCRIBE_STRUCT(accept_award, (), (party, unit, document))
struct give_up_award : called<"Gi avkall på tilsagnet", "Gje avkall på tilsegna", "Give up the award",
                              by::party_representative, by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    id party;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(give_up_award, (), (party, reason))

// ---------------------------------------------------------------------------------------------------- guards

struct no_letter_yet : lacks<&data::letter, "letter_already_sent", "Brevet er sendt.", "Brevet er sendt.",
                             "The letter has been sent."> {};
struct is_an_applicant
    : refuses<"not_an_applicant", "{party} er ikke blant søkerne.", "{party} er ikkje blant søkjarane.",
              "{party} is not among the applicants."> {
    template <class Event>
    requires requires(Event const& e) { e.party.value; }
    static verdict holds(Event const& e, view<data> const& v) { return among(e.party, v); }
    template <class Event>
    requires requires(Event const& e) { e.recipient.value; }
    static verdict holds(Event const& e, view<data> const& v) { return among(e.recipient, v); }

  private:
    static verdict among(id const& party, view<data> const& v) {
        return {parties_of(v.data).contains(party.value),
                {{"party", name_of_party(v.now.organisation(), party.value)}}};
    }
};
struct speaks_for_party : refuses<"another_party", "Du kan ikke gjøre dette på vegne av {party}.",
                                  "Du kan ikkje gjere dette på vegner av {party}.",
                                  "You can't do this on behalf of {party}.", "", refusal_kind::not_entitled> {
    template <class Event>
    requires requires(Event const& e) { e.party.value; }
    static verdict holds(Event const& e, view<data> const& v) {
        return {may_write_for(v, {e.party.value}),
                {{"party", name_of_party(v.now.organisation(), e.party.value)}}};
    }
};
// Nobody accepts what they have given: the trust's unit does, or nobody of the trust where it applies through none.
struct is_asked_to_accept
    : refuses<"own_letter", "{party} gir selv tilsagnet. Det er enheten som søkte, som aksepterer.",
              "{party} gjev sjølv tilsegna. Det er eininga som søkte, som aksepterer.",
              "{party} makes the award itself. It is the unit that applied that accepts.",
              "own:giver_does_not_accept"> {
    static verdict holds(accept_award const& e, view<data> const& v) {
        auto const is_named = [&](applicant const& a) {
            return a.party == e.party && (!e.unit || a.unit == e.unit);
        };
        return {std::ranges::any_of(v.data.applicants, is_named) &&
                    those_who_accept(v.data, holder_of(fund_of(v))).contains(e.applicant().value),
                {{"party", name_of_party(v.now.organisation(), e.party.value)}}};
    }
};
struct has_not_accepted : refuses<"already_accepted", "{party} har akseptert.", "{party} har akseptert.",
                                  "{party} has accepted."> {
    static verdict holds(accept_award const& e, view<data> const& v) {
        auto const& organisation = v.now.organisation();
        return {!has_accepted(v.data, e.applicant().value),
                {{"party", e.unit ? name_of_unit(organisation, e.unit->value)
                                  : name_of_party(organisation, e.party.value)}}};
    }
};
struct may_accept
    : guards<letter_is_sent, is_an_applicant, speaks_for_party, is_asked_to_accept, has_not_accepted> {};
struct is_last_to_accept
    : refuses<"others_have_not_accepted", "Ikke alle søkerne har akseptert.",
              "Ikkje alle søkjarane har akseptert.", "Not all applicants have accepted."> {
    static verdict holds(accept_award const& e, view<data> const& v) {
        return std::ranges::all_of(those_who_accept(v.data, holder_of(fund_of(v))), [&](auto const& who) {
            return e.applicant() == std::string_view(who) || has_accepted(v.data, who);
        });
    }
};
// What was applied for and given together is given up together: one alone can't.
struct has_not_given_up
    : refuses<"already_given_up", "{party} har gitt avkall på tilsagnet.",
              "{party} har gjeve avkall på tilsegna.", "{party} has given up the award."> {
    static verdict holds(give_up_award const& e, view<data> const& v) {
        return {!v.data.given_up.contains(e.party.value),
                {{"party", name_of_party(v.now.organisation(), e.party.value)}}};
    }
};
struct may_give_up : guards<is_an_applicant, speaks_for_party, has_not_given_up> {};
struct is_last_to_give_up
    : refuses<"others_have_not_given_up", "Ikke alle søkerne har gitt avkall på tilsagnet.",
              "Ikkje alle søkjarane har gjeve avkall på tilsegna.",
              "Not all applicants have given up the award.", "own:award_given_up_by_all"> {
    static verdict holds(give_up_award const& e, view<data> const& v) {
        return std::ranges::all_of(parties_of(v.data), [&](auto const& p) {
            return e.party == std::string_view(p) || v.data.given_up.contains(p);
        });
    }
};

// --------------------------------------------------------------------------------------------------- actions

template <class Event>
letter_written letter_on(Event const& e, stepping<data>& s) {
    return is_decided_on_appeal(s.data)
               ? letter_on_appeal(e.letter, s.now.today)
               : letter_to(private_applicants(s.data), e.letter, e.appeals_body, s.now.today);
}
struct write_award_letter {
    static void run(send_award_letter const& e, stepping<data>& s) {
        auto letter = letter_on(e, s);
        letter.amount = s.data.decision->amount;
        if (s.data.decision->conditional) letter.condition = on_condition_of_frame(s.data.decision->year);
        s.data.letter = std::move(letter);
    }
};
struct write_rejection_letter {
    static void run(send_rejection_letter const& e, stepping<data>& s) {
        auto letter = letter_on(e, s);
        letter.reasons = e.reasons;
        s.data.letter = std::move(letter);
    }
};
struct store_acceptance {
    static void run(accept_award const& e, stepping<data>& s) {
        s.data.acceptances[e.applicant().value] = {s.now.today, e.document};
        s.data.given_up.erase(e.party.value);
    }
};
struct note_giving_up {
    static void run(give_up_award const& e, stepping<data>& s) {
        s.data.given_up[e.party.value] = {s.now.today, e.reason};
    }
};
struct end_award { // its money is free again
    static void run(give_up_award const& e, stepping<data>& s) {
        note_giving_up::run(e, s);
        s.data.withdrawal = e.reason;
        give_back(s, {}, {});
    }
};

inline constexpr word_of words_of_awarding[]{
    {"given_up", {"Har gitt avkall på tilsagnet", "Har gjeve avkall på tilsegna", "Have given up the award"}},
    {"stated_on", {"Sagt fra", "Sagt frå", "Stated on"}},
};

} // namespace saksgang::grant_application_workflow
