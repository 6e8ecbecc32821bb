// What a described type is made of, as a table: the members of a struct, what a list holds, the names of an
// enumeration. A type has one table, made while the program is compiled; what reads, writes, compares and walks values
// is written once and goes by it (describe.hpp, walk.hpp, docs/decisions/0032).
#pragma once

#include <algorithm>
#include <span>
#include <stdexcept>

#include "engine/described.hpp"
#include "engine/ref.hpp"

namespace saksgang::describe {

enum class kind : std::uint8_t {
    structure,
    optional,
    list,
    map,
    enumeration,
    choice,
    identifier,
    boolean,
    integer,
    text,
    personal_text,
    tree, // any JSON
    value // with a notation of its own: a date, a sum
};

// What is looked for in values, wherever it stands.
enum class mark : std::uint8_t { none = 0, document = 1, personal_text = 2, reference = 4 };
template <class T>
inline constexpr mark mark_of = mark::none;
template <>
inline constexpr mark mark_of<personal_text> = mark::personal_text;
template <class T>
inline constexpr mark mark_of<ref<T>> = mark::reference;

struct type {
    describe::kind kind;
    describe::mark mark = describe::mark::none;
    std::uint8_t held = 0; // the marks of all that it is made of, and its own

    constexpr bool holds(describe::mark m) const { return held & static_cast<std::uint8_t>(m); }
    template <class Table> // that of its kind
    Table const& as() const {
        return static_cast<Table const&>(*this);
    }
};

struct member {
    std::string_view name;
    type const* of;
    void const* (*place)(void const* whole);

    void const* in(void const* whole) const { return place(whole); }
    void* in(void* whole) const { return const_cast<void*>(place(whole)); }
    bool required() const { return of->kind != kind::optional; }
};
struct structure : type {
    std::span<member const> members; // its bases' first
    std::span<member const> by_name;
    std::size_t inherited; // so many of `members`

    constexpr bool has(std::string_view name) const {
        return std::ranges::find(members, name, &member::name) != members.end();
    }
};
struct optional : type {
    type const* of;
    void const* (*get)(void const*); // none: null
    void* (*emplace)(void*);
    void (*reset)(void*);
};
struct list : type {
    type const* of;
    std::size_t (*size)(void const*);
    void const* (*item)(void const*, std::size_t);
    void (*reserve)(void*, std::size_t);
    void* (*append)(void*);
};
struct map : type {
    type const* of;
    std::size_t (*size)(void const*);
    void const* (*find)(void const*, std::string const& key); // none: null
    void* (*at)(void*, std::string const& key);               // made, where it is not there
    void (*each)(void const*, void (*f)(void* with, std::string const& key, void const* item), void* with);
};
struct enumerator {
    std::string_view name;
    int value;
};
struct enumeration : type {
    std::span<enumerator const> names;
};
struct choice_type : type {
    std::string_view list;
};
// What a reference is to.
struct reference {
    std::string (*stream)(id const&);
    std::optional<refusal> (*missing)(world const&, id const&); // none: it need not be there
};
struct identifier : type {
    json (*schema)();
    reference const* to; // none: it is only an id
};
struct integer : type {
    std::int64_t least, most;
    std::int64_t (*get)(void const*);
    void (*set)(void*, std::int64_t);
};
struct value : type {
    std::optional<value_problem> (*read)(json const&, void*);
    json (*write)(void const*);
    json (*schema)();
    bool (*same)(void const*, void const*);
};

// Of an enumeration or a choice.
std::vector<std::string_view> names_of(type const&);
std::string_view name_of(type const&, void const*);
bool set_named(type const&, void* to, std::string_view name); // whether one is called so

// What stands there, which is of that type.
template <class T>
T const& as(void const* it) {
    return *static_cast<T const*>(it);
}
template <class T>
T& as(void* it) {
    return *static_cast<T*>(it);
}

// Calls f(key, item).
template <class F>
void each_item(map const& t, void const* it, F const& f) {
    t.each(
        it, [](void* with, std::string const& key, void const* item) { as<F const>(with)(key, item); },
        const_cast<F*>(&f));
}

// ------------------------------------------------------------------------------------------ of a type, its table

template <class T>
struct table_of;

namespace making {

template <class T, auto Pointer>
void const* place(void const* whole) {
    return &(as<T>(whole).*Pointer);
}
template <class T>
inline constexpr auto members = []<class... M>(mp11::mp_list<M...>) {
    return std::array<member, sizeof...(M)>{
        member{M::name, &table_of<member_type<T, M>>::is, &place<T, M::pointer>}...};
}(mp11::mp_rename<members_of<T>, mp11::mp_list>());
template <class T>
inline constexpr auto by_name = [] {
    auto sorted = members<T>;
    std::ranges::sort(sorted, {}, &member::name);
    return sorted;
}();
template <class E>
inline constexpr auto enumerators = []<class... Named>(mp11::mp_list<Named...>) {
    return std::array<enumerator, sizeof...(Named)>{
        enumerator{Named::name, static_cast<int>(Named::value)}...};
}(mp11::mp_rename<bd::describe_enumerators<E>, mp11::mp_list>());

template <class T>
inline constexpr bool can_be_missing = requires {
    &T::missing;
};
template <class T>
inline constexpr reference referred_to = [] {
    if constexpr (!referable<T> || !misses_nothing<T>)
        return reference{}; // what it lacks has been said (ref.hpp)
    else if constexpr (can_be_missing<T>)
        return reference{&T::stream, &T::missing};
    else
        return reference{&T::stream, nullptr};
}();
template <class T>
inline constexpr reference const* reference_of = nullptr;
template <class T>
inline constexpr reference const* reference_of<ref<T>> = &referred_to<T>;

template <class T>
json schema_of_its_own() {
    return value_schema(static_cast<T const*>(nullptr));
}

template <class T>
constexpr type plain(kind is, std::uint8_t held = 0) {
    return {is, mark_of<T>, static_cast<std::uint8_t>(held | static_cast<std::uint8_t>(mark_of<T>))};
}

template <class T>
constexpr structure of_struct() {
    std::uint8_t held = 0;
    for (auto const& m : members<T>) held |= m.of->held;
    return {plain<T>(kind::structure, held), members<T>, by_name<T>,
            members<T>.size() - mp11::mp_size<own_members_of<T>>::value};
}
template <class T>
constexpr optional of_optional() {
    auto const& of = table_of<typename T::value_type>::is;
    return {plain<T>(kind::optional, of.held), &of,
            [](void const* it) { return as<T>(it) ? static_cast<void const*>(&*as<T>(it)) : nullptr; },
            [](void* it) { return static_cast<void*>(&as<T>(it).emplace()); },
            [](void* it) { as<T>(it).reset(); }};
}
template <class T>
constexpr list of_list() {
    static_assert(!std::same_as<T, std::vector<bool>>, "its items have no addresses");
    auto const& of = table_of<typename T::value_type>::is;
    return {plain<T>(kind::list, of.held),
            &of,
            [](void const* it) { return as<T>(it).size(); },
            [](void const* it, std::size_t n) { return static_cast<void const*>(&as<T>(it)[n]); },
            [](void* it, std::size_t size) { as<T>(it).reserve(size); },
            [](void* it) { return static_cast<void*>(&as<T>(it).emplace_back()); }};
}
template <class T>
constexpr map of_map() {
    auto const& of = table_of<typename T::mapped_type>::is;
    return {plain<T>(kind::map, of.held),
            &of,
            [](void const* it) { return as<T>(it).size(); },
            [](void const* it, std::string const& key) {
                auto const found = as<T>(it).find(key);
                return found == as<T>(it).end() ? nullptr : static_cast<void const*>(&found->second);
            },
            [](void* it, std::string const& key) { return static_cast<void*>(&as<T>(it)[key]); },
            [](void const* it, void (*f)(void*, std::string const&, void const*), void* with) {
                for (auto const& [key, item] : as<T>(it)) f(with, key, &item);
            }};
}
template <class T>
constexpr integer of_integer() {
    static_assert(std::signed_integral<T> || sizeof(T) < sizeof(std::int64_t));
    return {plain<T>(kind::integer), std::max(-largest_integer, std::int64_t{std::numeric_limits<T>::min()}),
            std::min(largest_integer, std::int64_t{std::numeric_limits<T>::max()}),
            [](void const* it) { return static_cast<std::int64_t>(as<T>(it)); },
            [](void* it, std::int64_t n) { as<T>(it) = static_cast<T>(n); }};
}
template <class T>
std::optional<value_problem> read_value(json const& from, void* to) {
    if constexpr (requires { value_from(from, as<T>(to)); })
        return value_from(from, as<T>(to));
    else
        throw std::logic_error("a value that is only written is read");
}
template <class T>
bool same_value(void const* a, void const* b) {
    if constexpr (std::equality_comparable<T>)
        return as<T>(a) == as<T>(b);
    else
        throw std::logic_error("a value that is only written is compared");
}
template <class T>
constexpr value of_value() {
    return {plain<T>(kind::value), &read_value<T>, [](void const* it) { return json(value_to(as<T>(it))); },
            &schema_of_its_own<T>, &same_value<T>};
}

template <class T>
constexpr auto table() {
    if constexpr (is_optional<T>)
        return of_optional<T>();
    else if constexpr (is_list<T>)
        return of_list<T>();
    else if constexpr (is_map<T>)
        return of_map<T>();
    else if constexpr (described_enum<T>) {
        static_assert(std::same_as<std::underlying_type_t<T>, int>);
        return enumeration{plain<T>(kind::enumeration), enumerators<T>};
    } else if constexpr (described_choice<T>) {
        static_assert(std::is_standard_layout_v<T> && sizeof(T) == sizeof(choice));
        return choice_type{plain<T>(kind::choice), T::list};
    } else if constexpr (std::derived_from<T, id>) {
        static_assert(std::is_standard_layout_v<T> && sizeof(T) == sizeof(id));
        return identifier{plain<T>(kind::identifier), &schema_of_its_own<T>, reference_of<T>};
    } else if constexpr (std::same_as<T, bool>)
        return plain<T>(kind::boolean);
    else if constexpr (std::integral<T>)
        return of_integer<T>();
    else if constexpr (std::same_as<T, std::string>)
        return plain<T>(kind::text);
    else if constexpr (std::same_as<T, personal_text>)
        return plain<T>(kind::personal_text);
    else if constexpr (std::same_as<T, json>)
        return plain<T>(kind::tree);
    else if constexpr (described_struct<T>)
        return of_struct<T>();
    else
        return of_value<T>();
}

} // namespace making

template <class T>
struct table_of {
    static constexpr auto is = making::table<T>();
};
template <class T>
inline constexpr auto const& type_of = table_of<T>::is;

} // namespace saksgang::describe
