// Times are UTC microseconds. Dates and deadlines are Europe/Oslo's, with Norwegian public holidays
// (lov om helligdager 1995-02-24 no. 12 § 2; lov om 1. og 17. mai 1947-04-26 no. 1).
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/text.hpp"

namespace saksgang {

// Microseconds since 1970-01-01T00:00Z.
struct instant {
    std::int64_t us = 0;
    auto operator<=>(instant const&) const = default;
};

// A day in Norway, written YYYY-MM-DD.
struct date {
    std::chrono::sys_days day{};

    static std::optional<date> parse(std::string_view);
    std::string str() const;
    int year() const;
    // "21. oktober 2024"
    std::string in_words(language) const;
    // "21.10.2024": the one way to write a date that is the same in all three languages
    std::string in_numbers() const;
    date plus_days(int n) const { return {day + std::chrono::days(n)}; }
    // The same day so many months on, or the month's last day where there is none such.
    date plus_months(int n) const;
    auto operator<=>(date const&) const = default;
};

date date_in_oslo(instant);
instant start_of_day_in_oslo(date);
std::string rfc3339(instant); // 2024-06-07T09:30:00.000000Z
std::optional<instant> parse_rfc3339(std::string_view);

bool is_public_holiday(date);
bool is_working_day(date);
// The day itself if it is a working day, else the next one.
date working_day_from(date);
date plus_working_days(date, int n);

} // namespace saksgang
