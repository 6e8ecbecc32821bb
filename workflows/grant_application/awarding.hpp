// From SSU's decision to an award that stands: the letters, the acceptances, and applicants that give it up together.
#pragma once

#include "workflows/grant_application/appealing.hpp"
#include "workflows/grant_application/leaving.hpp"

namespace saksgang::grant_application_workflow {

struct accepted : stage<"Tilsagnet er akseptert", "Tilsegna er akseptert", "Award accepted"> {};

// -------------------------------------------------------------------------------------------------- commands

struct send_award_letter
    : called<"Send tilsagnsbrev", "Send tilsegnsbrev", "Send the award letter", by::finance> {
    document letter;
    std::optional<std::string> appeals_body; // where somebody may complain
    date accept_by;                          // as the letter says
};
BOOST_DESCRIBE_STRUCT(send_award_letter, (), (letter, appeals_body, accept_by))
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
                              by::party_representative, by::case_handler>,
                       for_applicant {
    static constexpr bool task = false; // may be done, and waits for nobody
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(give_up_award, (for_applicant), (reason))

// ---------------------------------------------------------------------------------------------------- guards

struct no_letter_yet : lacks<&data::letter, "letter_already_sent", "Brevet er sendt.", "Brevet er sendt.",
                             "The letter has been sent."> {};
struct acceptance_day_is_ahead
    : refuses<"acceptance_day_not_ahead", "Fristen for å akseptere, {day}, må være etter i dag.",
              "Fristen for å akseptere, {day}, må vere etter i dag.",
              "The deadline for acceptance, {day}, must be after today."> {
    template <class Event>
    requires requires(Event const& e) { e.accept_by.in_numbers(); }
    static verdict holds(Event const& e, view<data> const& v) {
        return {e.accept_by > v.now.today, {{"day", e.accept_by.in_numbers()}}};
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
    : has_yet_to_say<&data::given_up, "already_given_up", "{party} har gitt avkall på tilsagnet.",
                     "{party} har gjeve avkall på tilsegna.", "{party} has given up the award."> {};
struct may_give_up : guards<applicant_says_so, has_not_given_up> {};
struct is_last_to_give_up
    : refuses<"others_have_not_given_up", "Ikke alle søkerne har gitt avkall på tilsagnet.",
              "Ikkje alle søkjarane har gjeve avkall på tilsegna.",
              "Not all applicants have given up the award.", "own:award_given_up_by_all"> {
    static verdict holds(give_up_award const& e, view<data> const& v) {
        return all_but(e.party, v.data, v.data.given_up);
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
        auto const& decision = or_empty(s.data.decision);
        letter.amount = decision.amount;
        letter.accept_by = e.accept_by;
        if (decision.conditional) letter.condition = on_condition_of_frame(decision.year);
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
        s.data.given_up[e.party.value] = word_of_applicant(e, s.now.today);
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
};

} // namespace saksgang::grant_application_workflow
