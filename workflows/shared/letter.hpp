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
    std::optional<date> accept_by;          // of an award
};
BOOST_DESCRIBE_STRUCT(letter_written, (),
                      (letter, sent, amount, condition, reasons, appeal, arrived, complaint_deadline,
                       accept_by))

inline names on_condition_of_frame(int year) {
    static constexpr text condition{"Tilsagnet er gitt på vilkår av ramme for {year}.",
                                    "Tilsegna er gjeven på vilkår av ramme for {year}.",
                                    "The award is made on condition of the grant frame for {year}."};
    return written_out(condition, {{"year", std::to_string(year)}});
}

// Three weeks from when the letter arrived (fvl. § 29 første ledd).
inline date last_day_to_complain(date arrived) { return arrived.plus_days(21); }

// Between public parties an award is no enkeltvedtak (fvl. §§ 2 and 28); a private applicant may complain.
inline letter_written letter_to(std::vector<std::string> const& private_applicants, document const& letter,
                                date today) {
    static constexpr text no_appeal{
        "Vedtaket kan ikke påklages: det gjelder fordeling av midler mellom offentlige parter (fvl. §§ 2 og "
        "28).",
        "Vedtaket kan ikkje påklagast: det gjeld fordeling av midlar mellom offentlege partar (fvl. §§ 2 og "
        "28).",
        "The decision can't be appealed: it distributes money between public parties (fvl. §§ 2 and 28)."};
    static constexpr text appeal{
        "{applicant} kan klage på vedtaket innen tre uker fra brevet kom fram (fvl. §§ 28 og 29). For de "
        "offentlige søkerne kan det ikke påklages.",
        "{applicant} kan klage på vedtaket innan tre veker frå brevet kom fram (fvl. §§ 28 og 29). For dei "
        "offentlege søkjarane kan det ikkje påklagast.",
        "{applicant} may appeal the decision within three weeks of receiving this letter (fvl. §§ 28 and "
        "29). "
        "For the public applicants it can't be appealed."};
    letter_written out{.letter = letter, .sent = today};
    out.appeal = private_applicants.empty()
                     ? written_out(no_appeal)
                     : written_out(appeal, {{"applicant", listed(private_applicants)}});
    return out;
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
