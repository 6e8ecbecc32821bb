// Reports from those who were given money: by half-years, and a final one.
#pragma once

#include "workflows/common.hpp"

namespace saksgang {

BOOST_DEFINE_ENUM_CLASS(half_year, first_half, second_half)
struct reported_period {
    int year = 0;
    half_year half = half_year::first_half;
    auto operator<=>(reported_period const&) const = default;
};
BOOST_DESCRIBE_STRUCT(reported_period, (), (year, half))

// What the RHF tells of in its yearly report (årlig melding).
struct results {
    std::optional<std::string> progress, effect, spread;
};
BOOST_DESCRIBE_STRUCT(results, (), (progress, effect, spread))

struct status_given {
    reported_period period;
    date received;
    bool late = false;
    std::optional<results> achieved = {};
};
BOOST_DESCRIBE_STRUCT(status_given, (), (period, received, late, achieved))

struct final_accounting {
    document report, accounts;
    ore used;
    date received;
    bool late = false;
    std::optional<results> achieved = {};
};
BOOST_DESCRIBE_STRUCT(final_accounting, (), (report, accounts, used, received, late, achieved))

// A status report is due a month after the half-year; the final report on 1 April of the year after the project's end,
// or three months after it where that is later.
inline date due(reported_period p) {
    return p.half == half_year::first_half ? day_of(p.year, 7, 31) : day_of(p.year + 1, 1, 31);
}
inline date final_report_due(date ends) {
    return std::max(day_of(ends.year() + 1, 4, 1), ends.plus_months(3));
}
inline reported_period period_with(date d) {
    return {d.year(), d < day_of(d.year(), 7, 1) ? half_year::first_half : half_year::second_half};
}
inline reported_period after(reported_period p) {
    return p.half == half_year::first_half ? reported_period{p.year, half_year::second_half}
                                           : reported_period{p.year + 1, half_year::first_half};
}

inline bool is_reported(std::vector<status_given> const& reports, reported_period p) {
    return std::ranges::find(reports, p, &status_given::period) != reports.end();
}
// The first that is not reported, from that day's.
inline reported_period next_to_report(std::vector<status_given> const& reports, date from) {
    auto next = period_with(from);
    while (is_reported(reports, next)) next = after(next);
    return next;
}

inline constexpr word_of words_of_reporting[]{
    {"achieved", {"Resultater", "Resultat", "Results"}},
    {"effect", {"Effekt", "Effekt", "Effect"}, asked_as::long_text},
    {"first_half", {"Første halvår", "Første halvår", "First half-year"}},
    {"half", {"Halvår", "Halvår", "Half-year"}},
    {"period", {"Periode", "Periode", "Period"}},
    {"progress", {"Framdrift", "Framdrift", "Progress"}, asked_as::long_text},
    {"report", {"Rapport", "Rapport", "Report"}},
    {"second_half", {"Andre halvår", "Andre halvår", "Second half-year"}},
    {"spread", {"Spredning", "Spreiing", "Spread"}, asked_as::long_text},
    {"used", {"Brukt", "Brukt", "Used"}},
};

} // namespace saksgang
