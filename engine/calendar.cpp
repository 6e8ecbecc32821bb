#include "engine/calendar.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace saksgang {
namespace {

namespace chr = std::chrono;

std::optional<int> digits(std::string_view s) {
    int n = 0;
    auto const [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
    if (error != std::errc{} || end != s.data() + s.size() || s.starts_with('-')) return {};
    return n;
}

chr::year_month_day parts(date d) { return chr::year_month_day{d.day}; }

::date::time_zone const& oslo() {
    static auto const* const zone = ::date::locate_zone("Europe/Oslo");
    return *zone;
}

// The Gregorian computus (Meeus/Jones/Butcher).
date easter_sunday(int year) {
    int const a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25;
    int const g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    int const l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    unsigned const month = static_cast<unsigned>((h + l - 7 * m + 114) / 31);
    unsigned const of_month = static_cast<unsigned>((h + l - 7 * m + 114) % 31 + 1);
    return {chr::sys_days{chr::year{year} / chr::month{month} / chr::day{of_month}}};
}

} // namespace

std::optional<date> date::parse(std::string_view s) {
    if (s.size() != 10 || s[4] != '-' || s[7] != '-') return {};
    auto const y = digits(s.substr(0, 4)), m = digits(s.substr(5, 2)), d = digits(s.substr(8, 2));
    if (!y || !m || !d || *y < 1814 || *y > 2999) return {};
    chr::year_month_day const ymd{chr::year{*y}, chr::month(static_cast<unsigned>(*m)),
                                  chr::day(static_cast<unsigned>(*d))};
    if (!ymd.ok()) return {};
    return date{chr::sys_days{ymd}};
}

std::string date::str() const {
    auto const p = parts(*this);
    std::string out = "0000-00-00";
    auto const put = [&](std::size_t last, int n) { // digits up to that place
        for (; n > 0; n /= 10) out[last--] = static_cast<char>('0' + n % 10);
    };
    put(3, std::clamp(static_cast<int>(p.year()), 0, 9999)); // 1814 to 2999, and some months more
    put(6, static_cast<int>(static_cast<unsigned>(p.month())));
    put(9, static_cast<int>(static_cast<unsigned>(p.day())));
    return out;
}

std::string date::in_numbers() const {
    auto const iso = str();
    return iso.substr(8, 2) + "." + iso.substr(5, 2) + "." + iso.substr(0, 4);
}

int date::year() const { return static_cast<int>(parts(*this).year()); }

std::string date::in_words(language l) const {
    constexpr std::array norwegian{"januar", "februar", "mars",      "april",   "mai",      "juni",
                                   "juli",   "august",  "september", "oktober", "november", "desember"};
    constexpr std::array english{"January", "February", "March",     "April",   "May",      "June",
                                 "July",    "August",   "September", "October", "November", "December"};
    auto const p = parts(*this);
    auto const month = static_cast<unsigned>(p.month()) - 1;
    auto const day_text = std::to_string(static_cast<unsigned>(p.day()));
    auto const year_text = std::to_string(static_cast<int>(p.year()));
    if (l == language::en) return day_text + " " + english.at(month) + " " + year_text;
    return day_text + ". " + norwegian.at(month) + " " + year_text;
}

date date::plus_months(int n) const {
    auto const p = parts(*this);
    auto const month = chr::year_month{p.year(), p.month()} + chr::months{n};
    auto const last = chr::year_month_day_last{month.year(), chr::month_day_last{month.month()}}.day();
    return {chr::sys_days{month / std::min(p.day(), last)}};
}

date date_in_oslo(instant t) {
    auto const local = oslo().to_local(chr::sys_time<chr::microseconds>{chr::microseconds{t.us}});
    return {chr::sys_days{chr::floor<chr::days>(local).time_since_epoch()}};
}

instant start_of_day_in_oslo(date d) {
    ::date::local_time<chr::microseconds> const local{
        chr::duration_cast<chr::microseconds>(d.day.time_since_epoch())};
    return {oslo().to_sys(local, ::date::choose::earliest).time_since_epoch().count()};
}

std::string rfc3339(instant t) {
    auto const day = chr::floor<chr::days>(chr::microseconds{t.us});
    auto const rest = t.us - chr::duration_cast<chr::microseconds>(day).count();
    char out[24];
    std::snprintf(out, sizeof out, "T%02d:%02d:%02d.%06dZ", static_cast<int>(rest / 3'600'000'000),
                  static_cast<int>(rest / 60'000'000 % 60), static_cast<int>(rest / 1'000'000 % 60),
                  static_cast<int>(rest % 1'000'000));
    return date{chr::sys_days{day}}.str() + out;
}

std::optional<instant> parse_rfc3339(std::string_view s) {
    if (s.size() < 20 || s[10] != 'T' || s[13] != ':' || s[16] != ':' || !s.ends_with('Z')) return {};
    auto const day = date::parse(s.substr(0, 10));
    auto const h = digits(s.substr(11, 2)), m = digits(s.substr(14, 2)), sec = digits(s.substr(17, 2));
    if (!day || !h || !m || !sec || *h > 23 || *m > 59 || *sec > 59) return {};
    std::int64_t fraction = 0;
    if (s[19] == '.') {
        auto text = std::string(s.substr(20, s.size() - 21));
        if (text.empty() || text.size() > 6) return {};
        text.resize(6, '0');
        auto const f = digits(text);
        if (!f) return {};
        fraction = *f;
    } else if (s.size() != 20) {
        return {};
    }
    auto const days = chr::duration_cast<chr::microseconds>(day->day.time_since_epoch()).count();
    return instant{days + ((*h * 60 + *m) * 60 + *sec) * 1'000'000LL + fraction};
}

bool is_public_holiday(date d) {
    auto const p = parts(d);
    auto const is = [&](unsigned month, unsigned day) {
        return static_cast<unsigned>(p.month()) == month && static_cast<unsigned>(p.day()) == day;
    };
    if (chr::weekday{d.day} == chr::Sunday) return true;
    if (is(1, 1) || is(5, 1) || is(5, 17) || is(12, 25) || is(12, 26)) return true;
    auto const since_easter = (d.day - easter_sunday(d.year()).day).count();
    constexpr std::array movable{-3, -2, 1, 39,
                                 50}; // Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Monday
    return std::ranges::find(movable, since_easter) != movable.end();
}

bool is_working_day(date d) { return chr::weekday{d.day} != chr::Saturday && !is_public_holiday(d); }

date working_day_from(date d) {
    while (!is_working_day(d)) d = d.plus_days(1);
    return d;
}

date plus_working_days(date d, int n) {
    while (n > 0) {
        d = d.plus_days(1);
        n -= is_working_day(d);
    }
    return d;
}

} // namespace saksgang
