// Why a command was not accepted. A refusal had no effect. It is a value; exceptions mean a bug or an outage.
#pragma once

#include <string>
#include <string_view>

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

    std::string in(language l) const { return fill(words.in(l), arguments); }
};

// A refusal as it stands in a table of rules: its code, its words and the legal basis.
struct rule_text {
    std::string_view code;
    text words;
    std::string_view hjemmel = {};
    refusal_kind kind = refusal_kind::guarded;

    refusal operator()(text_arguments arguments = {}) const {
        return {kind, std::string(code), words, std::move(arguments), std::string(hjemmel)};
    }
};

} // namespace saksgang
