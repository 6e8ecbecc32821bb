// Why a command was not accepted. A refusal had no effect. It is a value; exceptions mean a bug or an outage.
#pragma once

#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text.hpp"
#include "engine/values.hpp"

namespace saksgang {

// The classes differ in what the person can do about it; api/problem.cpp alone turns them into HTTP.
enum class refusal_kind {
    bad_payload, // a field is unknown, missing, of the wrong type or out of range
    not_signed_in,
    not_found,    // not there, or one may not know that it exists
    not_entitled, // another role, seat or party may
    not_open,     // not in this state
    stale,        // the stream is not at the version that the person saw
    key_reused,   // the idempotency key was used for something else
    guarded,      // a rule says no
};

struct refusal {
    refusal_kind kind = refusal_kind::guarded;
    std::string code; // stable
    text words;
    text_arguments arguments = {};
    std::string hjemmel = {};
    field_errors fields = {};
    std::vector<std::string> open_commands = {}; // with not_open: what may be done instead
    std::vector<text> entitled = {};             // with not_entitled: in which role or seat one may

    std::string in(language l) const { return fill(words.in(l), arguments, l); }
};

// A refusal as it stands in a table of rules: its code, its words and the legal basis.
struct rule_text {
    std::string_view code;
    text words;
    std::string_view hjemmel = {}; // basis.hpp
    refusal_kind kind = refusal_kind::guarded;

    refusal operator()(text_arguments arguments = {}) const {
        return {kind, std::string(code), words, std::move(arguments), std::string(hjemmel)};
    }
};

// A rule of the program's own that no table of a workflow has, as it can be listed: all that the program may say are known
// before it begins to.
struct known_rule : rule_text {
    known_rule(std::string_view code, text words, std::string_view hjemmel = {},
               refusal_kind kind = refusal_kind::guarded,
               std::source_location = std::source_location::current()) noexcept;
    known_rule(known_rule const&) = delete;
    known_rule& operator=(known_rule const&) = delete;

    std::string_view const file; // in which it stands
    known_rule const* const next;
};
std::vector<known_rule const*> known_rules(); // by code

// What is said in more than one place.
inline known_rule const not_signed_in{
    "not_signed_in",
    {"Du er ikke logget inn.", "Du er ikkje logga inn.", "You are not signed in."},
    {},
    refusal_kind::not_signed_in};
inline known_rule const not_found{"not_found",
                                  {"Dette finnes ikke, eller du har ikke tilgang til det.",
                                   "Dette finst ikkje, eller du har ikkje tilgang til det.",
                                   "This does not exist, or you have no access to it."},
                                  {},
                                  refusal_kind::not_found};
inline known_rule const no_such_command{
    "no_such_command",
    {"Dette kan ikke gjøres her.", "Dette kan ikkje gjerast her.", "This can't be done here."},
    {},
    refusal_kind::not_found};
inline known_rule const no_right{"not_entitled",
                                 {"Du har ikke rollen eller plassen som trengs for dette.",
                                  "Du har ikkje rolla eller plassen som trengst for dette.",
                                  "You have not the role or seat that this needs."},
                                 {},
                                 refusal_kind::not_entitled};
inline known_rule const payload_is_bad{
    "bad_payload",
    {"Noe i det du sendte stemmer ikke.", "Noko i det du sende stemmer ikkje.",
     "Something in what you sent is not right."},
    {},
    refusal_kind::bad_payload};
inline refusal bad_payload(field_errors fields) {
    auto no = payload_is_bad();
    no.fields = std::move(fields);
    return no;
}

} // namespace saksgang
