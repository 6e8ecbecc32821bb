// The letter that tells of a decision, with whether and how one may complain.
#pragma once

#include "workflows/shared/joint_application.hpp"

namespace saksgang {

struct letter_written {
    document letter;
    date sent;
    std::optional<ore> amount;
    std::optional<names> condition; // «på vilkår av ramme for 2026»
    std::optional<std::string> reasons;
    names appeal;                // whether and how one may complain
    std::optional<date> arrived; // as whoever may complain had it, or ought to have known (fvl. § 29)
    std::optional<date> complaint_deadline; // the last day to send a complaint; none: it does not run yet
    std::optional<std::string> appeals_body = {};
    std::optional<date> accept_by = {}; // of an award
};
BOOST_DESCRIBE_STRUCT(letter_written, (),
                      (letter, sent, amount, condition, reasons, appeal, arrived, complaint_deadline,
                       appeals_body, accept_by))

inline names on_condition_of_frame(int year) {
    static constexpr text condition{"Tilsagnet er gitt på vilkår av ramme for {year}.",
                                    "Tilsegna er gjeven på vilkår av ramme for {year}.",
                                    "The award is made on condition of the grant frame for {year}."};
    return written_out(condition, {{"year", std::to_string(year)}});
}

// Three weeks (fvl. § 29 første ledd) from when the letter arrived, or the decision was known; one that ends on a Saturday
// or a holiday runs to the next working day (as domstolloven § 149 andre ledd has it).
inline date last_day_to_complain(date from) { return working_day_from(from.plus_days(21)); }

// Between public parties an award is no enkeltvedtak (fvl. §§ 2 and 28); a private applicant may complain, and is told all
// that fvl. § 27 tredje ledd asks for.
inline letter_written letter_to(std::vector<std::string> const& private_applicants, document const& letter,
                                std::optional<std::string> const& appeals_body, date today) {
    static constexpr text no_appeal{
        "Vedtaket kan ikke påklages: det gjelder fordeling av midler mellom offentlige parter (fvl. §§ 2 og "
        "28).",
        "Vedtaket kan ikkje påklagast: det gjeld fordeling av midlar mellom offentlege partar (fvl. §§ 2 og "
        "28).",
        "The decision can't be appealed: it distributes money between public parties (fvl. §§ 2 and 28)."};
    static constexpr text appeal{
        "{applicant} kan klage på vedtaket til {appeals_body} (fvl. § 28). Klagen sendes til SSU innen tre "
        "uker fra brevet kom fram (fvl. §§ 29 og 32). {applicant} har rett til å se sakens dokumenter (fvl. "
        "§§ 18 og 19), og kan be om at vedtaket ikke blir satt i verk før klagefristen er ute eller klagen "
        "er avgjort (fvl. § 42). For de offentlige søkerne kan vedtaket ikke påklages.",
        "{applicant} kan klage på vedtaket til {appeals_body} (fvl. § 28). Klaga skal sendast til SSU innan "
        "tre veker frå brevet kom fram (fvl. §§ 29 og 32). {applicant} har rett til å sjå dokumenta i saka "
        "(fvl. §§ 18 og 19), og kan be om at vedtaket ikkje blir sett i verk før klagefristen er ute eller "
        "klaga er avgjord (fvl. § 42). For dei offentlege søkjarane kan vedtaket ikkje påklagast.",
        "{applicant} may appeal the decision to {appeals_body} (fvl. § 28). The complaint is to be sent to "
        "SSU within three weeks of the arrival of this letter (fvl. §§ 29 and 32). {applicant} has the right "
        "to see the documents of the case (fvl. §§ 18 and 19), and may ask that the decision is not carried "
        "out until the time to complain is over or the complaint has been decided (fvl. § 42). For the "
        "public applicants the decision can't be appealed."};
    if (private_applicants.empty())
        return {.letter = letter, .sent = today, .appeal = written_out(no_appeal)};
    return {.letter = letter,
            .sent = today,
            .appeal = written_out(appeal, {{"applicant", listed(private_applicants)},
                                           {"appeals_body", appeals_body.value_or("")}}),
            .appeals_body = appeals_body};
}
inline letter_written letter_on_appeal(document const& letter, date today) {
    static constexpr text final{
        "Klageinstansens vedtak kan ikke påklages (fvl. § 28 tredje ledd).",
        "Vedtaket til klageinstansen kan ikkje påklagast (fvl. § 28 tredje ledd).",
        "The decision of the appeals body can't be appealed (fvl. § 28 third paragraph)."};
    return {.letter = letter, .sent = today, .appeal = written_out(final)};
}

inline constexpr word_of words_of_letter[]{
    {"appeal", {"Om å klage", "Om å klage", "On appeal"}},
    {"complaint_deadline", {"Klagefrist", "Klagefrist", "Complaint deadline"}},
    {"condition", {"Vilkår", "Vilkår", "Condition"}},
    {"reasons", {"Begrunnelse", "Grunngjeving", "Reasons"}, asked_as::long_text},
};

} // namespace saksgang
