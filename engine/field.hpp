// What the field that a community works in adds to what the kernel does of itself. The kernel has one; the
// registry gives it (workflows/shared/field.cpp). The kinds that its data name are choices (choice.hpp).
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "engine/basis.hpp"
#include "engine/round/round.hpp"
#include "engine/who/organisation.hpp"

namespace saksgang {

struct command_step;

struct field {
    // The side of which a seat of that kind is, unless its body's rule says otherwise.
    side (*side_of)(seat_kind) = nullptr;
    // Who read every case, besides case handlers.
    std::vector<role> readers = {};
    // «Arkivansvarlig organ»: the party that keeps the archive of a case created before that body, or none.
    std::string (*archive_owner)(situation const&, std::string const& body) = nullptr;

    // What the parties' decisions lead to. `settled_by_parties`: the streams that it may write.
    std::vector<std::string> (*settled_by_parties)(state const& organisation) = nullptr;
    void (*party_decided)(command_step&, round&) = nullptr; // or cleared its reservation
    void (*text_corrected)(command_step&,
                           text_version const& corrected) = nullptr; // editorially, of `step.common.text`
    std::optional<refusal> (*text_stands)(situation const&,
                                          round const&) = nullptr; // may not be replaced any more

    // What its rules rest on, and the laws that the kernel's do.
    std::span<law const> laws = {};
    std::span<own_rule const> own_rules = {};
    // Why both sides must be there, and why some bodies only advise: "own:..." of those.
    std::string basis_of_unanimity = {}, basis_of_mandates = {};

    // Fields of cases that say what was decided, or where a case goes on from: only a round changes them.
    std::vector<std::string_view> decided_fields = {};

    // Words of the field's own for what the kernel refuses; none: the kernel's. `advisers`: bodies that are read for them.
    std::optional<refusal> (*not_entitled)(situation const&, state const& subject) = nullptr;
    std::vector<std::string> (*advisers)(state const& organisation) = nullptr;
    std::optional<refusal> (*other_decision)(round const&) = nullptr;
};

// The refusal for somebody who may not, with a code of its own where the field or the kernel has one, and who may.
refusal not_entitled(field const&, situation const&, state const& subject, std::vector<who> const& ways);

} // namespace saksgang
