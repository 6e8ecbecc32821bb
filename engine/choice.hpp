// One of a list that the field gives and the kernel only keeps: a kind of party, of body, of seat; a role, a side.
//
//   struct body_kind : choice { static constexpr std::string_view list = "body_kind"; };
//   give_choices("body_kind", {"strategic", "local"});     // once, before anything is read
//
// A value is as long-lived as the program: it views the name in the list.
#pragma once

#include <span>
#include <string_view>

namespace saksgang {

struct choice {
    std::string_view name;
    constexpr bool operator==(choice const&) const = default;
    constexpr auto operator<=>(choice const&) const = default;
};

// In the order in which a form shows them; empty where nobody has given any.
std::span<std::string_view const> choices_in(std::string_view list);
// Given again, they must be the same: throws std::logic_error. The names have static storage.
void give_choices(std::string_view list, std::span<std::string_view const> names);

} // namespace saksgang
