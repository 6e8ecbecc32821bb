// A reference: an id that says what it is of. From its type follow what must be read for a command, that it must
// be there, and what a form asks for.
//
//   struct committee {                                            // what may be referred to
//       static constexpr std::string_view name = "body";           // what a form asks for
//       static std::string stream(id const&);                      // that is read for it
//       static std::optional<refusal> missing(world const&, id const&);  // where it must be there, and is not
//   };
//   struct appoint { ref<committee> to; ... };
//
// Stored it is the id alone.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "engine/refusal.hpp"
#include "engine/values.hpp"

namespace saksgang {

class world;

template <class T>
concept referable = requires(id const& to) {
    { T::name } -> std::convertible_to<std::string_view>;
    { T::stream(to) } -> std::same_as<std::string>;
};
template <class T>
concept misses_nothing = !requires {
    &T::missing;
}
|| requires(world const& w, id const& to) {
    { T::missing(w, to) } -> std::same_as<std::optional<refusal>>;
};

template <class T>
consteval bool is_referable() {
    constexpr bool named = referable<T>, misses = misses_nothing<T>;
    static_assert(named,
                  "what is referred to has `static constexpr std::string_view name` and `static "
                  "std::string stream(id const&)`");
    static_assert(misses, "static std::optional<refusal> missing(world const&, id const&);");
    return true;
}

template <class T>
struct ref : id {
    static_assert(is_referable<T>());
    ref() = default;
    ref(id other) : id(std::move(other)) {}          // NOLINT: an id is what it is made of
    ref(std::string named) : id{std::move(named)} {} // NOLINT
    std::string stream() const { return value.empty() ? std::string() : T::stream(*this); }
};

template <class T>
json value_schema(ref<T> const*) {
    auto schema = value_schema(static_cast<id const*>(nullptr));
    if constexpr (referable<T>) schema["x-reference"] = std::string(T::name);
    return schema;
}

} // namespace saksgang
