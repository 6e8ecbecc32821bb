#include <doctest/doctest.h>

#include "engine/calendar.hpp"

using namespace saksgang;

namespace {
date day(char const* s) { return *date::parse(s); }
} // namespace

TEST_CASE("dates are written YYYY-MM-DD and must exist") {
    CHECK(day("2024-02-29").str() == "2024-02-29");
    for (auto const* bad : {"2023-02-29", "2024-13-01", "2024-1-01", "24-01-01", "2024-01-32", "2024/01/01",
                            "", "2024-01-0x", "-024-01-01"}) {
        CAPTURE(bad);
        CHECK(!date::parse(bad));
    }
    CHECK(day("2024-10-21").in_words(language::nb) == "21. oktober 2024");
    CHECK(day("2024-10-21").in_words(language::en) == "21 October 2024");
    CHECK(day("2024-10-21").in_numbers() == "21.10.2024");
}

TEST_CASE("months: the same day, or the month's last") {
    CHECK(day("2024-01-31").plus_months(1).str() == "2024-02-29");
    CHECK(day("2024-11-30").plus_months(3).str() == "2025-02-28");
    CHECK(day("2025-03-15").plus_months(12).str() == "2026-03-15");
}

TEST_CASE("the day in Oslo is not the day in UTC") {
    CHECK(date_in_oslo(*parse_rfc3339("2024-06-07T21:59:59Z")).str() == "2024-06-07"); // summer time, UTC+2
    CHECK(date_in_oslo(*parse_rfc3339("2024-06-07T22:00:00Z")).str() == "2024-06-08");
    CHECK(date_in_oslo(*parse_rfc3339("2024-12-31T22:59:59Z")).str() == "2024-12-31"); // winter time, UTC+1
    CHECK(date_in_oslo(*parse_rfc3339("2024-12-31T23:00:00Z")).str() == "2025-01-01");
    CHECK(rfc3339(start_of_day_in_oslo(day("2024-06-07"))) == "2024-06-06T22:00:00.000000Z");
}

TEST_CASE("RFC 3339 to the microsecond and back") {
    CHECK(rfc3339(*parse_rfc3339("2024-06-07T09:30:00.123456Z")) == "2024-06-07T09:30:00.123456Z");
    CHECK(rfc3339(*parse_rfc3339("2024-06-07T09:30:00.5Z")) == "2024-06-07T09:30:00.500000Z");
    for (auto const* bad : {"2024-06-07T09:30:00", "2024-06-07 09:30:00Z", "2024-06-07T25:00:00Z",
                            "2024-06-07T09:30:00.1234567Z"})
        CHECK(!parse_rfc3339(bad));
}

TEST_CASE("Norwegian public holidays of 2024 and 2025") {
    for (auto const* holiday :
         {"2024-01-01", "2024-03-28", "2024-03-29", "2024-03-31", "2024-04-01", "2024-05-01", "2024-05-09",
          "2024-05-17", "2024-05-19", "2024-05-20", "2024-12-25", "2024-12-26", "2025-04-17", "2025-04-18",
          "2025-04-21", "2025-05-29", "2025-06-09"}) {
        CAPTURE(holiday);
        CHECK(is_public_holiday(day(holiday)));
    }
    for (auto const* not_one : {"2024-12-24", "2024-12-31", "2024-03-27", "2024-06-07", "2025-06-06"}) {
        CAPTURE(not_one);
        CHECK(!is_public_holiday(day(not_one)));
        CHECK(is_working_day(day(not_one)));
    }
}

TEST_CASE("working days pass over weekends and holidays") {
    CHECK(plus_working_days(day("2024-03-27"), 1).str() == "2024-04-02"); // over Easter
    CHECK(plus_working_days(day("2024-10-18"), 5).str() == "2024-10-25");
    CHECK(working_day_from(day("2024-05-17")).str() == "2024-05-21"); // Friday 17 May, then Whitsun
}
