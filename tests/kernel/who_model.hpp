// Who may do and read what, a second time and as simply as it can be said: from the stored JSON alone, without anything of
// engine/who. It is the looser of the two where a round decides who sits in a seat; what it forbids is forbidden.
#pragma once

#include <string>

#include "engine/kernel.hpp"

namespace saksgang::test {

class who_model {
  public:
    who_model(kernel const& k, world const& w, std::string person, date today)
        : rules_(k), world_(w), person_(std::move(person)), day_(today.str()) {}

    bool reads(state const& a_case) const;
    bool may(command_info const&, state const& subject, json const& payload) const;
    bool has(std::string_view role) const;

  private:
    json grants() const; // that hold today
    bool has_only(std::initializer_list<char const*> roles) const;
    bool holds(json const& period) const;
    bool covers(json const& grant, state const& subject) const;
    bool sits(std::string const& body, bool as_leader) const;
    bool is_seated(state const& a_case) const; // in a round of it
    bool takes_part(state const& a_case, std::string const& party) const;
    bool concerns(state const& a_case, std::string const& party) const;
    bool in_this_way(who, state const& subject, json const& payload) const;

    kernel const& rules_;
    world const& world_;
    std::string person_, day_;
};

} // namespace saksgang::test
