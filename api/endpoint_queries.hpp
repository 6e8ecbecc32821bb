// What may stand in the query of an endpoint, by what it lists or sends. Only endpoints.cpp includes it.
#pragma once

#include <array>

#include "api/endpoint.hpp"

namespace saksgang::api::queries {

inline constexpr parameter cursor{"cursor", "string", "`next` of the page before."};
inline constexpr parameter limit{"limit", "integer", "At most so many, up to 200."};
inline constexpr parameter on_a_day{"at", "date", "As it was on this day."};
inline constexpr parameter after_seq{"after", "integer", "After this seq: `next` of the page before."};
inline constexpr parameter confirmed{"confirm", "string",
                                     "`account_number`: what looks like a national identity number is one."};

inline constexpr std::array of_command{
    parameter{"effective", "date", "The business date, if another than today: a registrar's, with a source."},
    parameter{"source", "digest", "The document that shows the effective date."},
    confirmed,
};
inline constexpr std::array of_case{parameter{"schema", "boolean", "With the JSON Schema of every action."}};
inline constexpr std::array of_cases{
    parameter{"workflow", "string", "Only of this workflow."},
    parameter{"state", "string", "Only in this state."},
    parameter{"body", "string", "Only before this body."},
    parameter{"party", "string", "Only those that concern this party."},
    parameter{"handler", "string", "Only those that this person has: `me`, `nobody`, or a person."},
    parameter{"q", "string", "Only those with these words in the title, or with words that begin so."},
    parameter{"sort", "string", "`newest` first, or by `title`."},
    parameter{"year", "integer", "Only created in this year."},
    parameter{"ended", "boolean", "Only ended, or only open, cases."},
    cursor,
    limit,
};
inline constexpr std::array of_page{
    after_seq,
    limit,
};
inline constexpr std::array of_history{
    after_seq,
    limit,
    parameter{"version", "integer", "The case as it was at this version, instead of the entries."},
    parameter{"at", "date", "The case as it was at the end of this day, instead of the entries."},
};
inline constexpr std::array of_entries{
    parameter{"person", "string", "Only what this person did."},
    parameter{"seat", "string",
              "Only what was done in this seat or role: `body/ssu/m1`, `role/case_handler`."},
    parameter{"party", "string", "Only on behalf of this party, or about it."},
    parameter{"body", "string", "Only in this body's seats, by its rules, or of itself."},
    parameter{"rule", "string", "Only by this version of a rule: `body/ssu/rule/2`."},
    parameter{"command", "string", "Only this command; `note_reading` is who has read what is closed."},
    parameter{"case", "string", "Only in this case, and who has read it."},
    parameter{"from", "date", "Recorded on this day or later."},
    parameter{"until", "date", "Recorded on this day or earlier."},
    parameter{"before", "integer", "Before this position: `next` of the page before."},
    limit,
};
inline constexpr std::array of_year{parameter{"year", "integer", "Of this year, else of the present one."}};
inline constexpr std::array of_date{on_a_day};
inline constexpr parameter typed{"q", "string",
                                 "Only those with these words in their names, or with words that begin so."};
inline constexpr std::array of_worklist{cursor, limit};
inline constexpr std::array of_names{typed, cursor, limit};
inline constexpr std::array of_people{typed,
                                      parameter{"role", "string", "Only those with this role."},
                                      parameter{"party", "string", "Only those of this party."},
                                      on_a_day,
                                      cursor,
                                      limit};
inline constexpr std::array of_seats{typed, parameter{"body", "string", "Only those of this body."}, on_a_day,
                                     cursor, limit};
inline constexpr std::array of_roles{typed,
                                     parameter{"person", "string", "Only this person's."},
                                     parameter{"role", "string", "Only this role."},
                                     parameter{"at", "date", "Only those held on this day."},
                                     cursor,
                                     limit};
inline constexpr std::array of_agreements{
    parameter{"party", "string", "Only this municipality's."},
    on_a_day,
};
inline constexpr std::array of_upload{confirmed};
inline constexpr std::array of_events{parameter{
    "after", "integer", "After this position of the community, where Last-Event-ID can't be sent."}};
inline constexpr std::array of_download{
    parameter{"inline", "boolean", "To be shown instead of saved, where it is a PDF or an image."},
    parameter{"case", "string", "The case that links the document."},
    parameter{"agreement", "string", "Or the municipality whose agreement with the trust it is of."},
    parameter{"fund", "string", "Or the fund whose books rest on it."},
};

inline constexpr std::array of_paper{
    parameter{"as", "string", "`html`, which it is where nothing is said, or `pdf`."},
    parameter{"language", "string", "`nb`, `nn` or `en`; where nothing is said, the request's."},
};

} // namespace saksgang::api::queries
