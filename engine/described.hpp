// Which types are described, and whether all that they are made of is. What that is stands in a table (type.hpp).
#pragma once

#include <algorithm>
#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "engine/calendar.hpp"
#include "engine/choice.hpp"
#include "engine/json.hpp"
#include "engine/values.hpp"
#include "engine/vocabulary.hpp"

namespace saksgang {

namespace describe {

namespace bd = boost::describe;
namespace mp11 = boost::mp11;

// A struct without fields describes itself.
template <class T>
concept described_struct = std::is_class_v<T> &&(bd::has_describe_members<T>::value || std::is_empty_v<T>);

template <class T, bool Empty = !bd::has_describe_members<T>::value && std::is_empty_v<T>>
struct members {
    using type = bd::describe_members<T, bd::mod_public | bd::mod_inherited>;
    using own = bd::describe_members<T, bd::mod_public>;
};
template <class T>
struct members<T, true> {
    using type = mp11::mp_list<>;
    using own = type;
};
template <class T>
using members_of = typename members<T>::type;
template <class T>
using own_members_of = typename members<T>::own; // without those of its bases

template <class T>
concept described_enum = std::is_enum_v<T> && bd::has_describe_enumerators<T>::value;

template <class T>
concept described_choice = std::derived_from<T, choice>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;

template <class T, class Member>
using member_type = std::remove_cvref_t<decltype(std::declval<T>().*Member::pointer)>;

template <class T, class F>
constexpr void each_member(F&& f) {
    mp11::mp_for_each<members_of<T>>(std::forward<F>(f));
}

// Which of its members is called so; as many as there are: none.
template <class T>
consteval std::size_t place_of(std::string_view name) {
    return [&]<class... Member>(mp11::mp_list<Member...>) {
        std::array<std::string_view, sizeof...(Member)> const names{Member::name...};
        return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    }(mp11::mp_rename<members_of<T>, mp11::mp_list>());
}

template <described_enum E>
std::string_view name_of(E value) {
    return bd::enum_to_string(value, "");
}
template <described_choice C>
constexpr std::string_view name_of(C value) {
    return value.name;
}
template <described_choice C>
std::optional<C> enum_named(std::string_view name) {
    for (auto const known : choices_in(C::list))
        if (known == name) return C{{known}};
    return {};
}
// The names of an enumeration, or of the choices that a list has.
template <class T>
std::vector<std::string_view> names_of() {
    if constexpr (described_choice<T>) {
        auto const names = choices_in(T::list);
        return {names.begin(), names.end()};
    } else {
        std::vector<std::string_view> names;
        mp11::mp_for_each<bd::describe_enumerators<T>>([&](auto e) { names.emplace_back(e.name); });
        return names;
    }
}
template <described_enum E>
std::optional<E> enum_named(std::string_view name) {
    std::optional<E> found;
    mp11::mp_for_each<bd::describe_enumerators<E>>([&](auto e) {
        if (name == e.name) found = e.value;
    });
    return found;
}

// ---------------------------------------------------------------------------------------- nothing is left out

struct anything {
    template <class T>
    constexpr operator T() const; // NOLINT: whatever a field is made from
};
template <class T, class Indices>
inline constexpr bool takes_so_many = false;
template <class T, std::size_t... I>
requires requires { T{(static_cast<void>(I), anything())...}; }
inline constexpr bool takes_so_many<T, std::index_sequence<I...>> = true;

// Bases count one each, in an aggregate and here.
template <class T>
inline constexpr std::size_t bases_not_described = 0;
template <class T>
inline constexpr std::size_t fields_described =
    mp11::mp_size<bd::describe_members<T, bd::mod_public>>::value +
    mp11::mp_size<bd::describe_bases<T, bd::mod_any_access>>::value + bases_not_described<T>;

// Whether all that T holds is described, all the way down: what is not would be lost without a word.
template <class T>
consteval bool nothing_is_left_out() {
    if constexpr (is_optional<T> || is_list<T>)
        return nothing_is_left_out<typename T::value_type>();
    else if constexpr (is_map<T>)
        return nothing_is_left_out<typename T::mapped_type>();
    else if constexpr (std::is_empty_v<T>)
        return true;
    else if constexpr (described_struct<T>) {
        constexpr bool whole =
            !std::is_aggregate_v<T> || !takes_so_many<T, std::make_index_sequence<fields_described<T> + 1>>;
        static_assert(whole, "a field of this struct is not in its BOOST_DESCRIBE_STRUCT, and would be lost");
        return whole && []<class... M>(mp11::mp_list<M...>) {
            return (nothing_is_left_out<member_type<T, M>>() && ...);
        }(mp11::mp_rename<members_of<T>, mp11::mp_list>());
    } else {
        constexpr bool has_notation = described_enum<T> || described_choice<T> || std::integral<T> ||
                                      std::same_as<T, std::string> || std::same_as<T, json> ||
                                      requires(json const& from, T& to) {
            value_from(from, to);
        };
        static_assert(has_notation,
                      "this type has no notation in JSON: BOOST_DESCRIBE_STRUCT and "
                      "BOOST_DEFINE_ENUM_CLASS give a struct and an enum one");
        return has_notation;
    }
}

} // namespace describe

} // namespace saksgang
