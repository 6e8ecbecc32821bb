// How values stand in columns and parameters: instants as BIGINT microseconds, truth as 0 or 1.
#pragma once

#include <soci/soci.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "engine/calendar.hpp"

namespace saksgang {

inline std::int64_t as_limit(std::size_t n) {
    return static_cast<std::int64_t>(std::min<std::size_t>(n, std::numeric_limits<std::int64_t>::max()));
}

// Bytes that need not be text.
struct raw_bytes {
    std::string value;
};

// A parameter's place. PostgreSQL truncates text at NUL without a word, so that none may reach either database.
template <class T>
struct place {
    T value{};
    soci::indicator state = soci::i_ok;
    void put(T&& given) {
        if constexpr (std::is_same_v<T, std::string>)
            if (given.find('\0') != std::string::npos)
                throw std::invalid_argument("NUL in text for the store");
        value = std::move(given);
    }
};

// Nothing is SQL's null.
template <class T>
struct place<std::optional<T>> : place<T> {
    void put(std::optional<T>&& given) {
        this->state = given ? soci::i_ok : soci::i_null;
        if (given) place<T>::put(std::move(*given));
    }
};

} // namespace saksgang

// The indicator is left alone: whether a parameter is null, its place says.
namespace soci {

template <>
struct type_conversion<saksgang::instant> {
    using base_type = long long;
    static void from_base(long long us, indicator, saksgang::instant& out) { out.us = us; }
    static void to_base(saksgang::instant const& in, long long& us, indicator&) { us = in.us; }
};

template <>
struct type_conversion<saksgang::date> { // as it is written, so that it sorts
    using base_type = std::string;
    static void from_base(std::string const& stored, indicator, saksgang::date& out) {
        int year = 0; // of which date::parse takes only those that people write
        unsigned month = 0, day = 0;
        if (std::sscanf(stored.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3)
            throw std::runtime_error("not a date in the store: " + stored);
        out = {std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
    }
    static void to_base(saksgang::date const& in, std::string& out, indicator&) { out = in.str(); }
};

template <>
struct type_conversion<bool> {
    using base_type = long long;
    static void from_base(long long stored, indicator, bool& out) { out = stored != 0; }
    static void to_base(bool in, long long& out, indicator&) { out = in; }
};

template <>
struct type_conversion<saksgang::raw_bytes> {
    using base_type = std::string;
    static void from_base(std::string const& stored, indicator, saksgang::raw_bytes& out) {
        out.value = stored;
    }
    static void to_base(saksgang::raw_bytes const& in, std::string& out, indicator&) { out = in.value; }
};

} // namespace soci
