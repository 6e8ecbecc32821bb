// The letter that tells of a decision, with whether and how one may complain.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

struct letter_written {
    document letter;
    date sent;
    std::optional<ore> amount;
    std::optional<names> condition; // «under forutsetning av ramme for 2026»
    std::optional<std::string> reasons;
    names appeal; // whether and how one may complain
    std::optional<date>
        complaint_deadline; // three weeks; runs from when the letter arrived (fvl § 29), so not before this
};
BOOST_DESCRIBE_STRUCT(letter_written, (),
                      (letter, sent, amount, condition, reasons, appeal, complaint_deadline))

inline names on_condition_of_frame(int year) {
    static constexpr text condition{"Tilsagnet er gitt under forutsetning av ramme for {year}.",
                                    "Tilsegnet er gitt under føresetnad av ramme for {year}.",
                                    "The award is made on condition of the grant frame for {year}."};
    return written_out(condition, {{"year", std::to_string(year)}});
}

inline constexpr int days_to_complain = 21;

// Between public parties an award is no enkeltvedtak (L21); a private applicant has three weeks.
inline letter_written letter_to(std::string const& private_applicants, document const& letter, date today) {
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
    if (private_applicants.empty()) {
        out.appeal = written_out(no_appeal);
    } else {
        out.appeal = written_out(appeal, {{"applicant", private_applicants}});
        out.complaint_deadline = today.plus_days(days_to_complain);
    }
    return out;
}

inline constexpr word_of words_of_letter[]{
    {"appeal", {"Om å klage", "Om å klage", "On appeal"}},
    {"complaint_deadline", {"Klagefrist", "Klagefrist", "Complaint deadline"}},
    {"condition", {"Forutsetning", "Føresetnad", "Condition"}},
    {"reasons", {"Begrunnelse", "Grunngjeving", "Reasons"}, asked_as::long_text},
};

} // namespace saksgang
