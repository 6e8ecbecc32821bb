// Krav om tilbakebetaling: what was not used as it was awarded, SSU, which gave it, may claim back; and may waive the claim.
#pragma once

#include "workflows/grant_application/carrying_out.hpp"

namespace saksgang::grant_application_workflow {

struct claim_for_ssu : stage<"Krav om tilbakebetaling til behandling i SSU",
                             "Krav om tilbakebetaling til behandling i SSU", "A claim is before SSU"> {
    static constexpr auto round = round_kind::consent;
    static std::optional<round_spec> holds(data const& d, situation const& now) {
        if (!d.proposed_claim) return {};
        return decision_of_ssu(d, d.proposed_claim->text, now);
    }
};
struct repayment_claimed
    : stage<"Tilbakebetaling er krevd", "Tilbakebetaling er kravd", "Repayment claimed"> {};
struct claim_waived
    : stage<"Kravet er ettergitt, og søkerne skal ha brev", "Kravet er ettergjeve, og søkjarane skal ha brev",
            "The claim is waived, and the applicants are to be told"> {};

// -------------------------------------------------------------------------------------------------- commands

struct propose_claim
    : called<"Foreslå for SSU å kreve tilbakebetaling", "Foreslå for SSU å krevje tilbakebetaling",
             "Propose to SSU that money is claimed back", by::case_handler> {
    static constexpr bool task = false; // may be done, and waits for nobody
    ore amount;
    std::string reason;
    text_version text;
};
BOOST_DESCRIBE_STRUCT(propose_claim, (), (amount, reason, text))
struct propose_waiver : called<"Foreslå for SSU å ettergi kravet", "Foreslå for SSU å ettergje kravet",
                               "Propose to SSU that the claim is waived", by::case_handler> {
    static constexpr bool task = false;
    std::string reason;
    text_version text;
};
BOOST_DESCRIBE_STRUCT(propose_waiver, (), (reason, text))
struct send_waiver_letter
    : called<"Send brev om at kravet er ettergitt", "Send brev om at kravet er ettergjeve",
             "Send the letter that the claim is waived", by::case_handler, by::finance> {
    document letter;
};
BOOST_DESCRIBE_STRUCT(send_waiver_letter, (), (letter))
struct send_claim : called<"Send kravet om tilbakebetaling", "Send kravet om tilbakebetaling",
                           "Send the claim", by::finance> {
    document letter;
    date pay_by;
};
BOOST_DESCRIBE_STRUCT(send_claim, (), (letter, pay_by))

// ---------------------------------------------------------------------------------------------------- guards

struct claims_what_was_paid
    : refuses<"claim_of_what_was_not_paid", "Det er utbetalt {paid}. Det er det som kan kreves tilbake.",
              "Det er utbetalt {paid}. Det er det som kan krevjast tilbake.",
              "{paid} was paid; that is what can be claimed back.", "own:award_used_as_decided"> {
    static verdict holds(propose_claim const& e, view<data> const& v) {
        return {e.amount.value > 0 && e.amount <= paid(v), {{"paid", in_kroner(paid(v))}}};
    }
};
struct claim_is_not_sent
    : refuses<"claim_sent", "Kravet er sendt.", "Kravet er sendt.", "The claim has been sent."> {
    static verdict holds(view<data> const& v) { return !v.data.claim || !v.data.claim->letter; }
};
struct waives_it : refuses<"claim_not_waived", "Det er et krav SSU ble enige om.",
                           "Det er eit krav SSU vart samde om.", "It is a claim that SSU agreed on."> {
    static verdict holds(view<data> const& v) {
        return v.data.proposed_claim && v.data.proposed_claim->amount.value == 0;
    }
};
struct payday_is_ahead : refuses<"payday_not_ahead", "Betalingsfristen {day} må være etter i dag.",
                                 "Betalingsfristen {day} må vere etter i dag.",
                                 "The day to pay by, {day}, must be after today."> {
    static verdict holds(send_claim const& e, view<data> const& v) {
        return {e.pay_by > v.now.today, {{"day", e.pay_by.in_numbers()}}};
    }
};
struct repays_what_is_claimed
    : refuses<"repayment_not_as_claimed", "Det er krevd {claimed} tilbake. Det er det som skal betales.",
              "Det er kravt {claimed} tilbake. Det er det som skal betalast.",
              "{claimed} was claimed back; that is what is to be paid."> {
    static verdict holds(register_repayment const& e, view<data> const& v) {
        auto const claimed = or_empty(v.data.claim).amount;
        return {e.amount == claimed, {{"claimed", in_kroner(claimed)}}};
    }
};

// --------------------------------------------------------------------------------------------------- actions

struct hold_claim {
    static void run(propose_claim const& e, stepping<data>& s) {
        s.data.proposed_claim = claim_proposed{e.amount, e.reason, e.text, s.a_case.name};
    }
};
struct make_claim { // instead of an earlier one
    static void run(round_carried const&, stepping<data>& s) {
        auto const& proposed = or_empty(s.data.proposed_claim);
        s.data.claim = claim_made{proposed.amount, proposed.reason, s.now.today};
        s.data.proposed_claim.reset();
    }
};
struct hold_waiver {
    static void run(propose_waiver const& e, stepping<data>& s) {
        s.data.proposed_claim = claim_proposed{{}, e.reason, e.text, s.a_case.name};
    }
};
struct waive_claim {
    static void run(round_carried const&, stepping<data>& s) {
        there(s.data.claim).waiver =
            claim_waived_because{s.now.today, or_empty(s.data.proposed_claim).reason};
        s.data.proposed_claim.reset();
    }
};
struct store_waiver_letter {
    static void run(send_waiver_letter const& e, stepping<data>& s) {
        there(there(s.data.claim).waiver).letter = e.letter;
    }
};
struct drop_claim : actions<goes_on, clears<&data::proposed_claim>> {};
struct store_claim_letter {
    static void run(send_claim const& e, stepping<data>& s) {
        there(s.data.claim).letter = e.letter;
        there(s.data.claim).pay_by = e.pay_by;
    }
};

template <class... States>
using from_claim = back_to<&data::proposed_claim, claim_for_ssu, round_failed, drop_claim, States...>;

inline constexpr word_of words_of_claiming[]{
    {"claim", {"Krav om tilbakebetaling", "Krav om tilbakebetaling", "Claim for repayment"}},
    {"pay_by", {"Betalingsfrist", "Betalingsfrist", "To be paid by"}},
    {"proposed_claim", {"Foreslått krav", "Foreslått krav", "Proposed claim"}},
    {"repayment_due",
     {"Tilbakebetalingen skal være kommet", "Tilbakebetalinga skal vere komen", "Repayment due"}},
    {"waiver", {"Ettergivelse", "Ettergjeving", "Waiver"}},
};

} // namespace saksgang::grant_application_workflow
