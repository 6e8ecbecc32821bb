// Described structs <-> JSON, and their JSON Schema. One description (BOOST_DESCRIBE_STRUCT) gives all three.
//
//   read<T>(json, errors)   strict: unknown or missing fields, wrong types and values out of range are errors
//                           (compact: of what `write` has left, where a field that may be empty may be missing)
//   restore<T>(json)        lenient: a missing field has its default, an unknown one is passed over (stored data of
//                           an older or newer version); throws on a wrong type
//   write(T)                compact: what is absent or empty is left out
//   describe::same(a, b)    member by member
//   schema<T>(language)     JSON Schema 2020-12
//
// What comes from outside is bounded; what is stored may have grown, one entry at a time, to the limit of a state.
// A field is optional when its type is std::optional; lists and maps may be empty but must be there.
// Include this only from .cpp files and from headers that only .cpp files include.
#pragma once

#include <span>

#include "engine/characters.hpp"
#include "engine/described.hpp"

namespace saksgang {

namespace describe {

// ---------------------------------------------------------------------------------------------- reading

template <class T>
inline constexpr bool may_be_empty = is_list<T> || is_map<T> || std::same_as<T, std::string> ||
                                     std::derived_from<T, id> || std::same_as<T, bool>;
// Where a value stands. Made into a pointer (RFC 6901) only where something is wrong.
struct place {
    place const* in = nullptr; // none: it is the whole
    std::string_view name = {};
    std::size_t item = 0; // in a list, where nothing has a name

    std::string pointer() const {
        if (!in) return {};
        return in->pointer() + "/" + (name.data() ? pointer_token(name) : std::to_string(item));
    }
};

class reader {
  public:
    explicit reader(bool strict, bool compact = false) : strict_(strict), compact_(compact) {}
    field_errors errors;

    template <class T>
    void read(json const& from, T& to, place const& at) {
        if (strict_ && !compact_ && from.is_string()) // whatever it will be: it is shown again
            if (auto bad = unfit_character(from.get_ref<std::string const&>()))
                return refuse(at, "bad_character", *std::move(bad));
        if constexpr (is_optional<T>) {
            if (from.is_null()) return void(to.reset());
            read(from, to.emplace(), at);
        } else if constexpr (is_list<T>) {
            if (!from.is_array()) return wrong_type(at, "array");
            if (strict_ && from.size() > longest_list)
                return refuse(at, "too_long", std::to_string(longest_list));
            to.reserve(from.size());
            std::size_t i = 0;
            for (auto const& item : from) {
                typename T::value_type value{}; // std::vector<bool> has no references
                read(item, value, {&at, {}, i++});
                to.push_back(std::move(value));
            }
        } else if constexpr (is_map<T>) {
            if (!from.is_object()) return wrong_type(at, "object");
            if (strict_ && from.size() > longest_list)
                return refuse(at, "too_long", std::to_string(longest_list));
            for (auto const& [key, value] : from.get_ref<json::object_t const&>()) {
                if (!is_identifier(key))
                    refuse({&at, key}, "not_an_identifier", key);
                else
                    read(value, to[key], {&at, key});
            }
        } else if constexpr (described_enum<T> || described_choice<T>) {
            if (!from.is_string()) return wrong_type(at, "string");
            if (auto const value = enum_named<T>(from.get_ref<std::string const&>()))
                to = *value;
            else
                refuse(at, "not_one_of", choices<T>());
        } else if constexpr (described_struct<T>) {
            read_struct(from, to, at);
        } else if constexpr (std::same_as<T, bool>) {
            if (!from.is_boolean()) return wrong_type(at, "boolean");
            to = from.get<bool>();
        } else if constexpr (std::integral<T>) {
            if (!from.is_number_integer()) return wrong_type(at, "integer");
            constexpr auto least = std::max(-largest_integer, std::int64_t{std::numeric_limits<T>::min()});
            constexpr auto most = std::min(largest_integer, std::int64_t{std::numeric_limits<T>::max()});
            auto const n = from.get<std::int64_t>();
            if (n < least || n > most) return refuse(at, "out_of_range", within(least, most));
            to = static_cast<T>(n);
        } else if constexpr (std::same_as<T, json>) {
            to = from;
        } else if constexpr (std::same_as<T, std::string>) {
            auto const problem = text_from(from, to, longest_in(at.name));
            if (problem && (strict_ || !from.is_string())) refuse(at, problem->code, problem->detail);
        } else if constexpr (std::same_as<T, personal_text>) {
            // From outside only ever the text: a commitment would be another's.
            if (strict_ && !compact_ && !from.is_string()) return wrong_type(at, "string");
            if (auto const problem = value_from(from, to)) return refuse(at, problem->code, problem->detail);
            if (strict_ && to.value.size() > longest_in(at.name))
                refuse(at, "too_long", std::to_string(longest_in(at.name)));
        } else { // a value type with its own notation: date, money, digest ...
            if (auto const problem = value_from(from, to)) refuse(at, problem->code, problem->detail);
        }
    }

  private:
    struct field {
        std::string_view name;
        bool required, may_be_empty;
        void (*read)(reader&, json const&, void* in, place const&);
    };
    template <class T, class Member>
    static void read_field(reader& r, json const& from, void* in, place const& at) {
        r.read(from, static_cast<T*>(in)->*Member::pointer, at);
    }
    template <class T, template <class...> class List, class... Member>
    static constexpr std::array<field, sizeof...(Member)> fields_of(List<Member...>) {
        return {field{Member::name, !is_optional<type_of<T, Member>>,
                      describe::may_be_empty<type_of<T, Member>>, &read_field<T, Member>}...};
    }
    template <class T>
    void read_struct(json const& from, T& to, place const& at) {
        static constexpr auto fields = fields_of<T>(members_of<T>());
        read_fields(from, &to, fields, at);
    }
    void read_fields(json const& from, void* to, std::span<field const>, place const& at);

    template <class T>
    static std::string choices() {
        std::string list;
        for (auto const name : names_of<T>()) list += (list.empty() ? "" : ", ") + std::string(name);
        return list;
    }

    void refuse(place const& at, std::string_view code, std::string detail);
    void wrong_type(place const& at, char const* wanted) { refuse(at, "wrong_type", wanted); }

    bool strict_, compact_;
};

// ---------------------------------------------------------------------------------------------- writing

template <class T>
json write(T const& value);

template <class T>
bool is_absent(T const& value) {
    if constexpr (is_optional<T>)
        return !value.has_value();
    else if constexpr (is_list<T> || is_map<T> || std::same_as<T, std::string>)
        return value.empty();
    else if constexpr (std::derived_from<T, id>)
        return value.value.empty();
    else if constexpr (std::same_as<T, bool>)
        return !value;
    else
        return false;
}

template <class T>
json write(T const& value) {
    if constexpr (is_optional<T>)
        return value ? write(*value) : json(nullptr);
    else if constexpr (is_list<T>) {
        auto out = json::array();
        for (auto const& item : value) out.push_back(write(item));
        return out;
    } else if constexpr (is_map<T>) {
        auto out = json::object();
        for (auto const& [key, item] : value) out[key] = write(item);
        return out;
    } else if constexpr (described_enum<T> || described_choice<T>)
        return json(name_of(value));
    else if constexpr (described_struct<T>) {
        auto out = json::object();
        each_member<T>([&](auto member) {
            auto const& field = value.*member.pointer;
            if (!is_absent(field)) out[member.name] = write(field);
        });
        return out;
    } else if constexpr (std::same_as<T, bool> || std::integral<T> || std::same_as<T, std::string> ||
                         std::same_as<T, json>)
        return json(value);
    else
        return value_to(value);
}

// ---------------------------------------------------------------------------------------------- comparing

template <class T>
bool same(T const& a, T const& b) {
    if constexpr (is_optional<T>)
        return a.has_value() == b.has_value() && (!a || same(*a, *b));
    else if constexpr (is_list<T>)
        return std::ranges::equal(a, b, [](auto const& x, auto const& y) { return same(x, y); });
    else if constexpr (is_map<T>)
        return std::ranges::equal(a, b, [](auto const& x, auto const& y) {
            return x.first == y.first && same(x.second, y.second);
        });
    else if constexpr (described_struct<T>) {
        bool all = true;
        each_member<T>([&](auto member) { all = all && same(a.*member.pointer, b.*member.pointer); });
        return all;
    } else
        return a == b;
}

// ---------------------------------------------------------------------------------------------- schema

json schema_of_list(json items);
json schema_of_map(json values);
json schema_of_names(std::vector<std::string_view> const&, language);

struct field_of_schema {
    std::string_view name;
    bool required;
    json (*schema)(language);
};
// `order`: on screen; a name that comes again stands where it came first.
json schema_of_struct(std::span<field_of_schema const>, std::span<std::string_view const> order, language);

template <class T>
json schema(language l);

template <class T, template <class...> class List, class... Member>
constexpr auto fields_of_schema(List<Member...>) {
    return std::array<field_of_schema, sizeof...(Member)>{field_of_schema{
        Member::name, !is_optional<std::remove_cvref_t<decltype(std::declval<T>().*Member::pointer)>>,
        &schema<std::remove_cvref_t<decltype(std::declval<T>().*Member::pointer)>>}...};
}
template <class T>
json schema(language l) {
    if constexpr (is_optional<T>)
        return schema<typename T::value_type>(l);
    else if constexpr (is_list<T>)
        return schema_of_list(schema<typename T::value_type>(l));
    else if constexpr (is_map<T>)
        return schema_of_map(schema<typename T::mapped_type>(l));
    else if constexpr (described_enum<T> || described_choice<T>)
        return schema_of_names(names_of<T>(), l);
    else if constexpr (described_struct<T>) {
        static constexpr auto fields = fields_of_schema<T>(members_of<T>());
        // What it adds to its bases comes first.
        static constexpr auto order = names_of_members(mp11::mp_append<own_members_of<T>, members_of<T>>());
        return schema_of_struct(fields, order, l);
    } else if constexpr (std::same_as<T, bool>)
        return {{"type", "boolean"}};
    else if constexpr (std::integral<T>)
        return {{"type", "integer"}};
    else if constexpr (std::same_as<T, json>)
        return json::object();
    else if constexpr (std::same_as<T, std::string>)
        return {{"type", "string"}, {"minLength", 1}, {"maxLength", longest_text}};
    else
        return value_schema(static_cast<T const*>(nullptr));
}

} // namespace describe

// Compact: as `write` leaves it, without what is empty.
enum class written { whole, compact };

template <class T>
std::optional<T> read(json const& from, field_errors& errors, written how = written::whole) {
    describe::reader r(true, how == written::compact);
    T value{};
    r.read(from, value, {});
    errors.insert(errors.end(), r.errors.begin(), r.errors.end());
    if (!r.errors.empty()) return {};
    return value;
}

template <class T>
T restore(json const& from) {
    describe::reader r(false);
    T value{};
    r.read(from, value, {});
    if (!r.errors.empty())
        throw std::logic_error("stored data does not fit: " + r.errors.front().pointer + " " +
                               r.errors.front().code);
    return value;
}

using describe::write;

} // namespace saksgang
