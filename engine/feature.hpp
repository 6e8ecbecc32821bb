// A feature is what a community has besides its workflows: a kind of stream with its commands (the organisation,
// bodies, books), or commands that every case has (rounds, documents, what parties adopt). Features stand in one
// list beside the workflows (workflows/registry.cpp); the kernel, the worklist, history, the API's description and
// its addresses are made from that list.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/command.hpp"
#include "engine/vocabulary.hpp"
#include "engine/workflow.hpp"

namespace saksgang {

struct feature {
    std::string_view id; // in the names of schemas: body
    text label;
    std::string_view prefix =
        {}; // of its streams: "body/"; the whole name where there is one; "": every case
    std::string_view address = {}; // below which the API has it: bodies; "": nobody sends commands to it
    bool shows_history = true;     // to anyone signed in
    std::vector<command_info> commands = {};
    std::span<word_of const> words = {}; // of its fields, choices and deadlines, that nobody else has said

    // What is due, from the stream's own state, on whichever day.
    std::vector<deadline> (*deadlines)(state const&) = nullptr;
    // Documents that one of its streams names, in order; and whether somebody may read one through it.
    std::vector<document_link> (*links)(state const&) = nullptr;
    bool (*shows_document)(state const&, std::string const& digest, situation const&) = nullptr;
    // What a list calls one of its streams.
    std::string (*title)(state const&, situation const&, language) = nullptr;
    // What `saksgang check` finds wrong with one, in words.
    std::vector<std::string> (*faults)(state const&) = nullptr;

    bool has(std::string_view stream) const {
        return prefix.ends_with('/') ? stream.starts_with(prefix) : !prefix.empty() && stream == prefix;
    }
    bool anyone_reads_history() const { return shows_history && !address.empty(); } // who is signed in
    command_info const* command(std::string_view name) const;                       // none: null
};

// ------------------------------------------------------------------------------------------- the kernel's own

feature const& organisation_feature();
feature const& accounts_feature();
feature const& passwords_feature(); // of accounts, set anew by a link
feature const& access_feature();    // who read what is closed
feature const& numbers_feature();   // of cases
feature const& bodies_feature();

// Of every case.
feature const& consent_feature();   // opening, agreement stated, postponing, closing
feature const& positions_feature(); // positions, remarks, reservations
feature const& recusal_feature();   // recusal, substitutes
feature const& parties_feature();   // what each party answers; hearings
feature const& texts_feature();     // text, access, links
feature const& corrections_feature();
feature const& personal_texts_feature(); // erasing what stands behind commitments
feature const& handlers_feature();       // who has the case
feature const& documents_feature();      // adding, exempting, withdrawing from view, erasing

// What follows from a new case: its number is taken; it and the case that it was opened from name each other.
follow_up takes_number(std::string const& case_stream);
std::vector<follow_up> links_between(std::string const& parent, std::string const& child);

} // namespace saksgang
