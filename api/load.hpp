// Loads a community from data: a folder with community.json (parties, persons, bodies), year-*.json (what
// happened) and accounts.json, then other files of steps. Every step is a command, played through the executor like any other; nothing
// is inserted behind its back. Each has an idempotency key of its own, so that loading again changes nothing
// and an interrupted load goes on.
//
//   { "as": "coordinator", "on": "2024-10-21", "stream": "case/@kongsberg", "command": "state_agreement",
//     "payload": {...}, "save": "name" }
//
// "@name" stands for what a step saved (a person's id, a case's number) or a document's digest, "@+8" and "@-12"
// for the day so many days from today, {"@document": "key"} for a document given in a file's "documents". "on" is
// the effective date; its source is the document that the file's "source" names.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/execute/executor.hpp"

namespace saksgang {

// Throws std::runtime_error that names the file, the step and why.
// `progress` is told what is being done. Hashing of passwords is the caller's, who knows how.
void load_community(std::filesystem::path const& folder, store&, executor&, source&,
                    std::function<std::string(std::string const&)> const& hash_password,
                    std::function<void(std::string const&)> const& progress,
                    std::vector<std::filesystem::path> const& then = {});

} // namespace saksgang
