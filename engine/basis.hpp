// What a rule rests on: a provision of law, or a rule that the community has given itself. With a rule, and in an entry,
// it is one text, with a semicolon between several:
//
//   "hol. § 6-1 tredje ledd"            a provision, by the law's short title, as exactly as the rule has it
//   "own:both_sides_in_committee"       a rule of the community's own, by its name in the field's list
//   "own:both_sides_in_committee/1"     and its version, as entries keep it
#pragma once

#include <boost/describe/enum.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text.hpp"

namespace saksgang {

struct law {
    std::string_view short_title; // "hol."
    text title;
    std::string_view address; // at Lovdata; of § 6-1 of it: this and "/§6-1"
};

struct own_rule {
    std::string_view name; // stored in entries, with the version: never renamed
    int version = 1;       // rises with what the words mean
    text words;
    text source; // where the community says it
};

// Both lists live as long as the program. Given again, they must be the same ones: throws std::logic_error.
void give_bases(std::span<law const>, std::span<own_rule const>);
std::span<law const> laws();
std::span<own_rule const> own_rules();
own_rule const* find_own_rule(std::string_view name);

BOOST_DEFINE_ENUM_CLASS(basis_kind, law, own_rule,
                        stated) // stated: by a person, of a law that is not in the list

// One of those in such a text, for whoever reads it.
struct basis {
    basis_kind kind;
    said words;          // the provision, or what the own rule says
    text title = {};     // of the law
    std::string address; // of the provision
    int version = 0;     // of the own rule
    text source = {};    // of the own rule
};
std::vector<basis> bases_in(std::string_view hjemmel);
// Adds to such a text what is not in it.
void rest_on(std::string& hjemmel, std::string_view more);
// The own rules in it with the versions that they have now.
std::string with_versions(std::string_view hjemmel);

inline constexpr std::string_view own_prefix = "own:";
// Whether a rule may be written so in the code.
constexpr bool is_well_formed_basis(std::string_view hjemmel) {
    while (!hjemmel.empty()) {
        auto const end = hjemmel.find("; ");
        auto const one = hjemmel.substr(0, end);
        bool const own = one.starts_with(own_prefix) && one.size() > own_prefix.size();
        if (!own && one.find(". § ") == one.npos && one.find(". §§ ") == one.npos) return false;
        hjemmel = end == hjemmel.npos ? "" : hjemmel.substr(end + 2);
    }
    return true;
}

} // namespace saksgang
